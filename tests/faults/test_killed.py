"""A program that is killed in the middle of a save."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from workshop.session.model import Session
from workshop.store.codec import encode
from workshop.store.opening import open_session

ROOT = Path(__file__).parents[2]
STORMED = """
import os, random, signal, sys, time
from pathlib import Path
from msgspec.structs import replace
from tests.store.test_saver import saying
from workshop.store import files
from workshop.store.codec import decode
from workshop.store.opening import open_session

path, times, dice = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))

def work(out):
    opened = open_session(path)
    opened.saver._worker.delay = 0
    session = opened.take_recovered()
    while True:
        session = saying(session, f"said {len(session.answer('ideas').items)}")
        opened.saver.changed(session)
        if len(session.answer("ideas").items) % 2 and opened.saver.flush():
            os.write(out, b"%d\\n" % len(session.answer("ideas").items))

safe = 1
for turn in range(times):
    seen, out = os.pipe()
    child = os.fork()
    if not child:
        work(out)
    os.close(out)
    os.read(seen, 1)  # it has saved once
    time.sleep(dice.random() * 0.012)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while piece := os.read(seen, 4096):
        told += piece
    os.close(seen)
    whole = [line for line in told.split(b"\\n")[:-1] if line]
    safe = max(safe, int(whole[-1])) if len(whole) > 1 else safe
    texts = [item.text for item in decode(path.read_bytes()).session.answer("ideas").items.values()]
    assert texts[1:] == [f"said {n}" for n in range(1, len(texts))], "torn"
    assert len(texts) >= safe, "less than was saved"
    assert files.listing(path.parent)[0].error is None
print(times, len(texts))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9")
@pytest.mark.parametrize(
    ("times", "real_size"),
    [(25, False), pytest.param(500, False, marks=pytest.mark.soak), pytest.param(60, True, marks=pytest.mark.soak)],
)
def test_03_killed_in_the_middle_of_a_save_the_file_is_the_old_or_the_new(
    path: Path, session: Session, times: int, real_size: bool, real: Session
) -> None:
    if real_size:
        answers = dict(real.answers) | {"ideas": session.answers["ideas"]}
        path.write_bytes(encode(replace(real, uuid=session.uuid, answers=answers)))
    done = subprocess.run(
        [sys.executable, "-c", STORMED, str(path), str(times), "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > times
    with open_session(path) as opened:
        assert opened.recovered is None
