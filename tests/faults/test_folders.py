"""Where it cannot be written, for a while or for good: it is told, and all that was said is kept."""

from __future__ import annotations

import atexit
import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.faults.deeds import saver_of
from tests.faults.disk import Call, Disk, below, found
from tests.faults.test_sessions import begun
from tests.store.test_saver import said, saying
from workshop.errors import WorkshopError
from workshop.report import export
from workshop.session.model import Session
from workshop.store import atomic, drafts, files
from workshop.store.books import read_book
from workshop.store.codec import decode, encode
from workshop.store.opening import open_session
from workshop.store.saved import read_session

ROOT = Path(__file__).parents[2]
WINDOWS = os.name == "nt"


# -------------------------------------------------------------------------------------------------- 15, 20: folders that go


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
    for command in (["list"], ["where"], ["doctor"], ["new", "retrospective"]):
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
        assert done.returncode == 0, (command, done.stderr)


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
