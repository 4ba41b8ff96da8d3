"""A disk that fails, and one whose power goes: what is on it is the old or the new, whole, and what was said is kept."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from tests.faults.deeds import DEEDS, NEW, NEWER, OLD, Deed, file_of
from tests.faults.disk import Call, Disk, at, found, nothing, put
from tests.faults.power import Crash, crashes
from tests.store.test_saver import until
from workshop.errors import WorkshopError
from workshop.store import atomic, drafts
from workshop.store.codec import encode
from workshop.store.faults import reason
from workshop.store.opening import open_session
from workshop.store.saved import read_session

FAILS = [
    (errno.ENOSPC, False),
    (errno.EIO, False),
    *((each, True) for each in (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)),
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders cannot be forced to the disk there")


def replay(root: Path, deed: Deed) -> int:
    """Do it, then look at every state that a power cut could have left; how many there are."""
    deed.before(root)
    with Disk(root) as disk:
        deed.do(root, disk)
    number = 0
    for crash in crashes(disk):
        number += 1
        put(root, crash.state)
        try:
            deed.check(root, crash)
        except Exception as error:
            last = "\n".join(f"{each.name} {each.path} {each.to}" for each in disk.calls[: crash.calls])
            raise AssertionError(f"{crash}\n{last}\npromised: {crash.promised}\n{error}") from error
    assert number > len(disk.calls) // 2
    return number


@pytest.mark.parametrize("name", DEEDS)
def test_05_whenever_the_power_goes_it_is_the_old_or_the_new(root: Path, name: str) -> None:
    assert replay(root, DEEDS[name])


@pytest.mark.parametrize("forgotten", ["fsync", "sync_folder"])
def test_05_a_store_that_forgot_to_force_it_would_be_found_out(
    root: Path, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    """The replay itself is worth something."""
    monkeypatch.setattr(atomic.System, forgotten, lambda *_: None)
    with pytest.raises(AssertionError, match=r"after \d+ calls"):
        replay(root, DEEDS["a sitting"])
    with pytest.raises(AssertionError, match=r"after \d+ calls"):
        replay(root, DEEDS["a new session"])


def test_05_the_order_of_a_save_is_that_of_the_protocol(root: Path) -> None:
    """The new text is safe, then the old one is kept as a backup, then the new one takes its place, then the folder is safe."""
    DEEDS["a sitting"].before(root)
    with Disk(root) as disk:
        opened = open_session(file_of(root))
        assert opened.saver is not None
        opened.saver._worker.delay = 3600
        opened.saver.changed(NEW)
        before = len(disk.calls)
        assert opened.saver.flush()
    made = [(each.name, each.path.startswith("sessions/.backup")) for each in disk.calls[before:]]
    assert [name for name, of_backup in made if not of_backup and name not in ("mkdir", "chmod", "close")] == [
        "create",  # a temporary file beside it
        "write",
        "fsync",
        "fsync",  # the folder, of which the backups' is new
        "rename",
        "fsync",
    ]
    kept = [at for at, (_, of_backup) in enumerate(made) if of_backup]
    assert made.index(("fsync", False)) < kept[0] < kept[-1] < made.index(("rename", False))
    opened.close()


@pytest.mark.parametrize(
    ("error", "on"), FAILS, ids=[f"{errno.errorcode[e]} {'from there on' if on else 'once'}" for e, on in FAILS]
)
def test_06_whichever_call_of_a_save_fails_nothing_is_lost_and_it_is_told(root: Path, error: int, on: bool) -> None:
    DEEDS["a sitting"].before(root)
    start, number, failed = found(root), 0, 0
    while True:
        put(root, start)
        with Disk(root, at(number, error, on=on)) as disk:
            opened = open_session(file_of(root))
            saver = opened.saver
            assert saver is not None
            saver._worker.delay = 3600
            saver.changed(NEW)
            told = saver.flush()
            there = file_of(root).read_bytes()
            assert there in (encode(OLD), encode(NEW))
            if told:
                assert there == encode(NEW)
                assert saver.status.state == "saved"
            else:
                failed += 1
                assert saver.status.state == "failed"
                assert saver.status.reason == reason(OSError(error, ""))
                assert saver.status.note is not None
                assert "NOT SAVED" in saver.status.note.words("en")
                assert "EJ SPARAT" in saver.status.note.words("sv")
                copies = [each.data for each in drafts.read_unsaved(OLD.uuid)]
                assert copies == ([] if saver.status.copy is None else [encode(NEW)])
                assert copies or on, "with one call that fails the whole session lies in the state folder"
            saver.changed(NEWER)
            over = len(disk.calls) <= number
            disk.fail = nothing  # room was made, the disk is back
            assert saver.flush()
            assert (saver.status.state, saver.path) == ("saved", file_of(root))
            assert opened.close()
        assert file_of(root).read_bytes() == encode(NEWER)
        left = [name for name in found(root) if not name.endswith(".toml") and found(root)[name] is not None]
        assert on or [name for name in left if not name.endswith(".lock")] == []
        assert drafts.read_unsaved(OLD.uuid) == []
        if over:
            break
        number += 1
    assert failed >= 6
    assert number >= 20


@pytest.mark.parametrize("name", ["create", "write", "fsync", "rename"])
def test_06_a_call_that_never_comes_back_keeps_nobody_and_all_is_in_the_state_folder(root: Path, name: str) -> None:
    DEEDS["a sitting"].before(root)
    hung, go = threading.Event(), threading.Event()

    def wait(call: Call) -> None:
        if call.name == name and ".tmp" in call.path and call.path.startswith("sessions"):
            hung.set()
            assert go.wait(60)

    with Disk(root) as disk:
        opened = open_session(file_of(root))
        saver = opened.saver
        assert saver is not None
        disk.wait = wait
        saver.changed(NEW)
        assert saver.flush(0) is False
        assert hung.wait(60)
        saver.changed(NEWER)  # a key waits for no disk
        saver.draft("half", 4, {"step": "ideas"})
        assert opened.close(0.2) is False, "and the program can be left"
        assert file_of(root).read_bytes() == encode(OLD)
        assert [each.data for each in drafts.read_unsaved(OLD.uuid)] == [encode(NEWER)]
        go.set()
        until(lambda: not saver._worker._busy)  # what hung comes to its end before the disk is taken away
    assert read_session(file_of(root)).session.rev in (OLD.rev, NEW.rev, NEWER.rev)


@pytest.mark.parametrize("name", [name for name in DEEDS if name not in ("a sitting", "a conflict", "the room's page")])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=lambda error: errno.errorcode[error])
def test_06_what_fails_leaves_nothing_half_done_and_can_be_done_again(root: Path, name: str, error: int) -> None:
    deed, number = DEEDS[name], 0
    deed.before(root)
    start = found(root)
    while True:
        put(root, start)
        with Disk(root, at(number, error)) as disk:
            try:
                deed.do(root, disk)
                refused = False
            except (OSError, WorkshopError):
                refused = True
            over = len(disk.calls) <= number
            disk.fail = nothing
            left = [each for each in found(root) if each.endswith(".tmp")]
            assert left == [] or disk.calls[number].name == "failed unlink", "it is swept later"
            deed.check(root, Crash(number, {}, [what for _, what in disk.marks]))
            if refused:
                disk.marks.clear()
                deed.do(root, disk)
                deed.check(root, Crash(number, {}, [what for _, what in disk.marks]))
        if over:
            break
        number += 1
    assert number >= 8
