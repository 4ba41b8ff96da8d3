"""Files that were damaged, closed, linked or taken away: told in words, nothing written over, all that was said kept."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.faults.disk import Call, Disk, found
from tests.faults.test_sessions import begun
from tests.report.large import large
from tests.store.conftest import small
from tests.store.test_saver import said, saying
from workshop.errors import BadFile, WorkshopError
from workshop.report import export
from workshop.session.model import Item, Session, with_answer
from workshop.store import atomic, backups, drafts, files, scan
from workshop.store.codec import decode, encode
from workshop.store.lock import Held, is_held, lock_file
from workshop.store.opening import Damaged, Opened, open_session, read_session, restore
from workshop.store.saver import Saver
from workshop.store.sitting import read_book

ROOT = Path(__file__).parents[2]
WINDOWS = os.name == "nt"


@pytest.fixture
def path(root: Path, session: Session) -> Path:
    return files.create(root / "sessions", session)


@pytest.fixture(scope="module")
def real() -> Session:
    """A session of a real size: twenty stages in twelve lanes, 200 parked questions."""
    return large().session


def saver_of(opened: Opened) -> Saver:
    """Its saver, which saves when it is asked to."""
    assert opened.saver is not None
    opened.saver._worker.delay = opened.saver._drafter.delay = 3600
    return opened.saver


# ----------------------------------------------------------------------------------------------------- 3: killed at once

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

torn, safe = 0, 1
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
    [(40, False), pytest.param(500, False, marks=pytest.mark.soak), pytest.param(60, True, marks=pytest.mark.soak)],
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


# ------------------------------------------------------------------------------------------------------- 9: damaged files


@pytest.mark.parametrize("of_real_size", [False, True])
@pytest.mark.parametrize("how", ["cut", "empty", "zeros", "zeros at the end", "a byte that is no text"])
def test_09_a_damaged_file_is_kept_and_the_newest_good_backup_takes_its_place(
    root: Path, session: Session, real: Session, how: str, of_real_size: bool
) -> None:
    session = real if of_real_size else session
    path = files.create(root / "sessions", session)
    whole = path.read_bytes()
    for rev, data in ((1, encode(replace(session, rev=1))), (2, encode(replace(session, rev=2))), (3, b"\0" * 64)):
        backups.make(path, session.uuid, rev, data)
    middle = len(whole) // 2
    bad = {
        "cut": whole[:middle],
        "empty": b"",
        "zeros": bytes(len(whole)),
        "zeros at the end": whole[:middle] + bytes(len(whole) - middle),
        "a byte that is no text": whole[:middle] + b"\xff" + whole[middle:],
    }[how]
    path.write_bytes(bad)
    with pytest.raises(Damaged) as caught:
        open_session(path)
    for lang in ("sv", "en"):
        assert path.name in caught.value.words(lang)
    assert caught.value.backup is not None
    assert caught.value.backup.rev == 2, "the newest is no good either"
    assert path.read_bytes() == bad
    [listed] = files.listing(path.parent)
    assert listed.error is not None, "told in the list, before anybody waits for it"
    broken = restore(path, caught.value.backup.path)
    assert broken == path.with_name(f"{path.name}.broken")
    assert broken.read_bytes() == bad
    assert replace(read_session(path).session, rev=2, changed=session.changed) == replace(session, rev=2)


# -------------------------------------------------------------------------------------------------- 15, 20: folders that go


def below(folder: str, error: int) -> Any:
    return lambda number, call: error if call.path.startswith(folder) or call.to.startswith(folder) else 0


@pytest.mark.parametrize("error", [errno.EACCES, errno.EROFS], ids=lambda error: errno.errorcode[error])
def test_15_a_folder_that_becomes_read_only_midway_leaves_all_of_it_in_the_state_folder(
    path: Path, root: Path, session: Session, error: int
) -> None:
    with Disk(root) as disk:
        opened = open_session(path)
        saver = saver_of(opened)
        saver.changed(saying(session, "saved"))
        assert saver.flush()
        disk.fail = below("sessions", error)
        saver.changed(saying(session, "saved", "said since"))
        saver.draft("half of a", 9, {"step": "ideas"})
        assert saver.flush() is False
        assert saver.status.reason is not None
        assert saver.status.reason.key == ("store.reason.denied" if error == errno.EACCES else "store.reason.read_only")
        assert said(path)[-1] == "saved"
        assert saver.status.copy is not None
        assert saver.status.copy.is_relative_to(root / "state")
        assert said(saver.status.copy)[-2:] == ["saved", "said since"]
        draft = drafts.read(session.uuid)
        assert draft is not None
        assert draft.text == "half of a"
        assert opened.close() is False, "and is told where the program ends"
    with open_session(path) as opened:  # it can be written again
        assert opened.recovered is not None
        assert opened.draft is not None
        opened.take_recovered()
    assert said(path)[-2:] == ["saved", "said since"]


def test_15_where_it_was_read_only_from_the_start_it_opens_is_told_and_loses_nothing(
    path: Path, root: Path, session: Session
) -> None:
    with Disk(root, below("sessions", errno.EROFS)):
        opened = open_session(path)
        assert [note.key for note in opened.notes] == ["store.note.unlocked"]
        saver = saver_of(opened)
        saver.changed(saying(session, "said"))
        assert opened.close() is False
    with open_session(path) as opened:
        assert opened.recovered is not None
        assert said(path) == ["Adventskalender"]


def test_15_a_file_that_became_a_folder_is_left_alone(path: Path, root: Path, session: Session) -> None:
    opened = open_session(path)
    saver = saver_of(opened)
    path.unlink()
    path.mkdir()
    (path / "of somebody").write_bytes(b"x")
    saver.changed(saying(session, "said"))
    assert saver.flush()
    assert opened.close()
    assert (path / "of somebody").read_bytes() == b"x"
    assert said(saver.path)[-1] == "said"
    assert saver.path.parent == path.parent
    for name in (path, path.with_name("a pipe.toml")):
        with pytest.raises(WorkshopError) as caught:
            open_session(name)
        assert name.name in caught.value.words("sv")


def test_20_a_folder_that_vanished_and_came_back_has_what_was_said_meanwhile(path: Path, root: Path, session: Session) -> None:
    opened = open_session(path)
    saver = saver_of(opened)
    saver.changed(saying(session, "before"))
    assert saver.flush()
    away = root / "pulled out"
    path.parent.rename(away)
    for n in range(3):
        saver.changed(saying(session, "before", *(f"while it was away {each}" for each in range(n + 1))))
        assert saver.flush() is False
        assert saver.status.reason is not None
        assert saver.status.reason.key == "store.reason.gone"
    assert not path.parent.exists(), "none is made in its place"
    assert saver.status.copy is not None
    assert len(said(saver.status.copy)) == 5
    away.rename(path.parent)
    assert opened.close()
    assert len(said(path)) == 5
    assert drafts.read_unsaved(session.uuid) == []


def test_20_a_folder_that_does_not_come_back_leaves_the_session_in_the_state_folder(
    path: Path, root: Path, session: Session
) -> None:
    opened = open_session(path)
    saver = saver_of(opened)
    path.parent.rename(root / "pulled out")
    saver.changed(saying(session, "said"))
    assert opened.close() is False
    [kept] = drafts.read_unsaved(session.uuid)
    assert kept.found.session.answer("ideas").items["i0000001"].text == "said"
    with pytest.raises(WorkshopError) as caught:
        open_session(path)
    assert path.name in caught.value.words("sv")
    (root / "pulled out").rename(path.parent)
    with open_session(path) as opened:
        assert opened.recovered is not None


@pytest.mark.skipif(WINDOWS, reason="a folder in use cannot be taken away there")
def test_20_a_working_folder_that_is_gone_stops_no_command(path: Path, root: Path) -> None:
    gone = root / "gone"
    gone.mkdir()
    program = (
        "import os, sys; os.chdir(sys.argv.pop(1)); os.rmdir(os.getcwd())\n"
        "sys.argv[0] = 'workshop'; from workshop.cli import main; main()"
    )
    env = {**os.environ, "WORKSHOP_SESSIONS": str(path.parent), "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8"}
    for command in (["list"], ["where"], ["show", path.stem], ["doctor"], ["new", "retrospective"], ["restore", path.stem]):
        gone.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", program, str(gone), *command],
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode in ((0, 1) if command[0] == "show" else (0,)), (command, done.stderr)


# ------------------------------------------------------------------------------------------------------ 16: reading fails


class Unreadable(io.FileIO):
    def read(self, *_: Any) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


@contextlib.contextmanager
def unreadable(monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[None]:
    """A sector of the disk is gone, and this file lies on it."""
    inode = path.stat().st_ino

    def open_it(fd: int, mode: str) -> Any:
        return Unreadable(fd) if os.fstat(fd).st_ino == inode else open(fd, mode)

    with monkeypatch.context() as patch:
        patch.setattr(scan, "open", open_it, raising=False)
        yield


def test_16_a_file_that_the_disk_cannot_read_is_told_and_its_backup_offered(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.make(path, session.uuid, 6, encode(replace(session, rev=6)))
    other = files.create(path.parent, small(uuid="0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a88"))
    before = path.read_bytes()
    with unreadable(monkeypatch, path):
        with pytest.raises(Damaged) as caught:
            open_session(path)
        assert "the disk" in caught.value.words("en")
        assert caught.value.backup is not None
        assert caught.value.backup.rev == 6
        told = {one.path: one.error for one in files.listing(path.parent)}
        assert told[path] is not None
        assert told[other] is None, "one of them keeps the others from nobody"
        broken = restore(path, caught.value.backup.path)
    assert broken is not None
    assert broken.read_bytes() == before
    assert read_session(path).session.rev == 8 or read_session(path).session.rev == 7


def test_16_a_file_that_cannot_be_looked_at_before_a_save_is_not_taken_for_somebody_elses(
    path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_session(path)
    saver = saver_of(opened)
    os.utime(path, (1, 1))
    with unreadable(monkeypatch, path):
        saver.changed(saying(session, "said"))
        assert saver.flush() is False
        assert saver.status.reason is not None
        assert saver.status.reason.key == "store.reason.disk"
        assert saver.status.copy is not None
    assert saver.flush()
    assert (saver.path, said(path)[-1]) == (path, "said")
    assert opened.close()
    assert [one.path for one in files.listing(path.parent)] == [path]


# --------------------------------------------------------------------------------------------------- 17: busy, on Windows


class Busy(atomic.System):
    def __init__(self, winerror: int, times: int) -> None:
        self.winerror, self.left, self.waits = winerror, times, 0

    def replace(self, source: str, target: str) -> None:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        super().replace(source, target)

    def sleep(self, seconds: float) -> None:
        self.waits += 1


@pytest.mark.parametrize("winerror", [5, 32])
def test_17_a_file_that_another_program_has_open_is_waited_for_then_told(path: Path, session: Session, winerror: int) -> None:
    opened = open_session(path)
    saver = saver_of(opened)
    saver._system = busy = Busy(winerror, 2)
    saver.changed(saying(session, "one"))
    assert saver.flush()
    assert (said(path)[-1], busy.waits) == ("one", 2)
    before = path.read_bytes()
    busy.left = 10**6
    saver.changed(saying(session, "one", "two"))
    assert saver.flush() is False
    assert path.read_bytes() == before
    assert saver.status.reason is not None
    assert saver.status.reason.key == ("store.reason.busy" if winerror == 32 else "store.reason.denied")
    assert saver.status.copy is not None
    assert saver.status.note is not None
    assert str(saver.status.copy) in saver.status.note.words("en"), "where it lies is named"
    assert said(saver.status.copy)[-1] == "two"
    assert [name for name in os.listdir(path.parent) if name.endswith(".tmp")] == []
    busy.left = 0
    assert opened.close()
    assert said(path)[-1] == "two"


# ------------------------------------------------------------------------------------------------------- 18: stale locks


def test_18_a_lock_that_was_left_is_taken_over_and_another_computers_is_asked_about(path: Path) -> None:
    here = {"host": socket.gethostname(), "user": "x", "time": "2026-11-22T09:00:00+00:00"}
    for left in (
        here | {"pid": 1, "start": "not when it started", "boot": ""},  # the number was given to another
        here | {"pid": 2**22 + 1},
        here | {"pid": os.getpid(), "boot": "before the computer was started again"},
    ):
        lock_file(path).write_text(json.dumps(left), "utf-8")
        assert not is_held(path)
        with open_session(path) as opened:
            assert opened.lock is not None
            assert opened.notes == ()
        assert not lock_file(path).exists()
    lock_file(path).write_text(json.dumps(here | {"host": "another", "pid": 1}), "utf-8")
    with pytest.raises(Held) as held:
        open_session(path)
    assert not held.value.here
    assert "another" in held.value.words("sv")
    with open_session(path, force=True) as opened:
        assert opened.lock is not None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
def test_18_a_program_that_was_stopped_holds_on_and_one_that_was_killed_does_not(path: Path) -> None:
    code = "import sys; from workshop.store.opening import open_session\n"
    code += "opened = open_session(sys.argv[1]); print('open', flush=True)\n"
    process = subprocess.Popen(
        [sys.executable, "-c", code + "sys.stdin.read()", str(path)], cwd=ROOT, stdin=-1, stdout=-1, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        process.send_signal(signal.SIGSTOP)  # put away with Ctrl+Z
        with pytest.raises(Held) as held:
            open_session(path)
        assert (held.value.here, held.value.pid) == (True, process.pid)
    finally:
        process.kill()
        process.communicate(timeout=20)
    assert lock_file(path).exists()
    open_session(path).close()


# --------------------------------------------------------------------------------------------------- 22: names of files

TITLES = [
    "Kundresan", "Kundresan", "kundresan", "KUNDRESAN", "A", "a", "Å", "A\u030a", "Ä", "Å/Ä.",
    "CON", "con.toml", "NUL", "COM1", "lpt9.x", "…", "", " ", ".", "..", "../../etc/passwd", "C:\\x", "\\\\host\\share",
    "-rf", "a.", "a ", "😀", "👨‍👩‍👧", "x" * 300, "å" * 300, "a\u202eb",
    "a\nb", "a\tb", "a\0b", "日本", "\u200b", "~", "*?<>|\":", "%TEMP%", "$HOME", "ﬁ", "ß", "İ",
]  # fmt: skip
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


def test_22_any_title_gives_a_file_of_its_own_whose_name_any_computer_takes(root: Path, session: Session) -> None:
    made = {}
    for n, title in enumerate(TITLES):
        # one uuid for all: not even those four characters tell them apart
        path = files.create(root / "sessions", replace(session, title=title, client="", rev=n))
        made[path] = n
    assert len(made) == len(TITLES)
    plain = {unicodedata.normalize("NFC", path.name).casefold() for path in made}
    assert len(plain) == len(TITLES), "also where the disk takes A and a for the same"
    for path, n in made.items():
        assert path.parent == root / "sessions"
        assert path.name.isascii()
        assert set(path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert path.stem[0] not in "-."
        assert path.stem.split(".")[0] not in RESERVED
        assert len(path.name) <= 64
        assert decode(path.read_bytes()).session.rev == n
    assert len(files.listing(root / "sessions")) == len(TITLES)


# ----------------------------------------------------------------------------------------------------------- 23: links


def test_23_a_linked_session_in_a_linked_folder_stays_a_link(root: Path, session: Session) -> None:
    real = files.create(root / "sessions", session)
    folder, link = root / "folder", root / "link.toml"
    try:
        folder.symlink_to(root / "sessions", target_is_directory=True)
        link.symlink_to(folder / real.name)
    except OSError:
        pytest.skip("no links here")
    for given in (link, folder / real.name):
        with open_session(given) as opened:
            with pytest.raises(Held):
                open_session(real)
            saver_of(opened).changed(saying(opened.session, f"through {given.name}"))
    assert said(real)[1:] == ["through link.toml", f"through {real.name}"]
    old = backups.listing(link, session.uuid)[-1]
    assert old.path.is_relative_to(root / "sessions" / ".backup")
    restore(link, old.path)
    assert said(real) == ["Adventskalender"]
    assert link.is_symlink()
    assert folder.is_symlink()
    assert not real.is_symlink()
    assert [name for name in found(root) if ".tmp" in name or name.endswith(".lock")] == []


@pytest.mark.skipif(not hasattr(os, "link"), reason="no second names")
def test_23_a_file_with_two_names_is_parted_and_neither_is_torn(path: Path, session: Session) -> None:
    """Written down: a second name (a hard link) keeps the session as it was."""
    second = path.with_name("second.toml")
    os.link(path, second)
    with open_session(path) as opened:
        saver_of(opened).changed(saying(session, "said"))
    assert said(path)[-1] == "said"
    assert second.read_bytes() == encode(session)


# ------------------------------------------------------------------------------------------- 25: newer, and not understood


def adding(session: Session, text: str) -> Session:
    answer = session.answer("ideas")
    item = Item(id=f"i{len(answer.items):07}", text=text)
    return with_answer(session, "ideas", replace(answer, items={**answer.items, item.id: item}))


UNKNOWN = b"""
[[answers.ideas.sparks]]
heat = 3

[ballots]
burnt = true
"""


def test_25_what_a_newer_program_wrote_is_read_and_never_written(root: Path, session: Session) -> None:
    path = root / "sessions" / "x.toml"
    data = encode(session).replace(b"format = 1", b"format = 9", 1) + UNKNOWN
    path.write_bytes(data)
    drafts.write_unsaved(session.uuid, encode(replace(session, rev=99)))
    before = found(root)
    with open_session(path) as opened:
        assert opened.newer
        assert opened.saver is None
        assert opened.notes[0].words("sv")
        assert opened.session.answer("ideas").items["aaaaaaaa"].text == "Adventskalender"
    with pytest.raises(BadFile):
        restore(path, path)
    assert found(root) == before


def test_25_keys_that_nobody_knows_are_there_after_a_sitting(root: Path, session: Session) -> None:
    path = root / "sessions" / "x.toml"
    data = encode(session).replace(b"[answers.ideas]", b'[answers.ideas]\nmood = "light"', 1)
    data = data.replace(b'text = "Adventskalender"', b'text = "Adventskalender", pinned = true', 1)
    path.write_bytes(data.replace(b"[snapshot]", UNKNOWN.strip() + b"\n\n[snapshot]", 1))
    for n in range(3):
        with open_session(path) as opened:
            saver_of(opened).changed(adding(opened.session, f"said {n}"))
    text = path.read_text("utf-8")
    for kept in ('mood = "light"', "pinned = true", "burnt = true", "heat = 3"):
        assert kept in text
    assert said(path)[1:] == ["said 0", "said 1", "said 2"]


# ------------------------------------------------------------------------------------------- 6, 26: full, then killed


def test_06_a_full_disk_that_is_freed_again_has_everything_of_a_session_of_real_size(root: Path, real: Session) -> None:
    path = files.create(root / "sessions", real)
    before = path.read_bytes()
    room = len(before) // 3

    def full(number: int, call: Call) -> int:
        nonlocal room
        room -= len(call.data)
        return errno.ENOSPC if call.name == "write" and room < 0 else 0

    opened = open_session(path)
    saver = saver_of(opened)
    with Disk(root, full) as disk:
        for n in range(5):
            saver.changed(saying(real, *(f"said {each}" for each in range(n + 1))))
            assert saver.flush() is False
            assert path.read_bytes() == before
        assert saver.status.copy is None
        assert saver.status.note is not None
        assert "while the program is open" in saver.status.note.words("en")
        disk.fail = lambda number, call: 0
        assert saver.flush()
    assert opened.close()
    assert [item.text for item in read_session(path).session.answer("ideas").items.values()] == [f"said {n}" for n in range(5)]
    assert [name for name in found(root) if name.endswith(".tmp")] == []


def test_06_a_report_that_finds_no_room_leaves_nothing_behind(root: Path) -> None:
    path = files.create(root / "sessions", *begun())
    for fail in (lambda number, call: errno.ENOSPC if call.name == "write" else 0, lambda number, call: errno.ENOSPC):
        before = found(root)
        with Disk(root, fail), pytest.raises(OSError, match="space"):
            export(read_book(path), root / "out", ["md", "html"])
        assert found(root) == before
    with Disk(root, below("out", errno.EACCES)), pytest.raises(OSError, match="denied"):
        export(read_book(path), root / "out", ["md"])
    assert not (root / "out").exists()


def crashed(path: Path, root: Path, session: Session) -> Session:
    """The session in memory as the program was killed on a full disk. What lies in the state folder is newer than the file."""
    opened = open_session(path)
    saver = saver_of(opened)
    with Disk(root, below("sessions", errno.ENOSPC)):
        saver.changed(saying(session, "never in the file"))
        saver.draft("half typed", 10, {"step": "ideas"})
        assert saver.flush() is False
        newest = saver._newest
    assert newest is not None
    if opened.lock is not None:
        opened.lock.release()  # as the system does with that of a process that is gone
    saver._worker.stop()
    import atexit

    atexit.unregister(saver._at_exit)
    return newest


@pytest.mark.parametrize("choice", ["take", "aside", "neither"])
def test_26_what_is_newer_than_the_file_is_offered_with_both_times_and_each_choice_is_right(
    path: Path, root: Path, session: Session, choice: str
) -> None:
    newest = crashed(path, root, session)
    drafts.write_unsaved("another-uuid-00aa", encode(replace(newest, uuid="another-uuid-00aa")))
    drafts.write(drafts.Draft(uuid="another-uuid-00aa", text="of another"))
    with open_session(path) as opened:
        recovered = opened.recovered
        assert recovered is not None
        assert (recovered.when, recovered.file_changed) == (newest.changed, session.changed)
        assert (recovered.changes, recovered.session) == (1, newest)
        assert opened.draft is not None
        assert opened.draft.text == "half typed"
        assert said(path) == ["Adventskalender"], "nothing before somebody chose"
        if choice == "take":
            assert opened.take_recovered() == newest
        elif choice == "aside":
            aside = opened.set_recovered_aside()
            assert aside is not None
            assert decode(aside.read_bytes()).session == newest
    assert said(path) == ["Adventskalender", *(["never in the file"] if choice == "take" else [])]
    left = [each.found.session for each in drafts.read_unsaved(session.uuid)]
    assert left == ([newest] if choice == "neither" else []), "and is offered again where nobody chose"
    assert len(drafts.read_unsaved("another-uuid-00aa")) == 1
    assert drafts.read("another-uuid-00aa") is not None


# --------------------------------------------------------------------------------------------------------- 24: the umask


@pytest.mark.skipif(WINDOWS, reason="modes")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o177])
def test_24_whatever_the_umask_a_file_is_its_owners_alone(root: Path, session: Session, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = files.create(root / "new" / "folder", session)
        with open_session(path) as opened:
            saver_of(opened).changed(saying(session, "said"))
    finally:
        os.umask(before)
    for each in (root / "new").rglob("*"):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(WINDOWS, reason="modes")
def test_24_a_mode_that_somebody_set_wider_stays(path: Path, session: Session) -> None:
    """A team that shares a folder has said so."""
    path.chmod(0o660)
    path.parent.chmod(0o770)
    with open_session(path) as opened:
        saver_of(opened).changed(saying(session, "said"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o770
