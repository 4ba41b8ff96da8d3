"""Files that were damaged, locked, linked, called by any name or written by others: told in words, nothing written over."""

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

from tests.faults.deeds import saver_of
from tests.faults.disk import found
from tests.store.conftest import small
from tests.store.test_saver import said, saying
from workshop.errors import BadFile
from workshop.session.model import Item, Session, with_answer
from workshop.store import backups, drafts, files, scan
from workshop.store.codec import decode, encode
from workshop.store.lock import Held, is_held, lock_file
from workshop.store.opening import open_session, restore
from workshop.store.saved import Damaged, read_session

ROOT = Path(__file__).parents[2]
WINDOWS = os.name == "nt"


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
