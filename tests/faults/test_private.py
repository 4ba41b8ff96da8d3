"""What is said in a workshop is the client's: on the disk it is for the user alone, what was taken away is gone, and who an
anonymous voice was stands nowhere."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.faults.deeds import saver_of
from tests.faults.disk import Disk, below, found
from tests.faults.test_sessions import begun
from tests.session.changing import Clock
from tests.store.conftest import small
from tests.store.test_saver import saying
from workshop import crashes
from workshop.report import export
from workshop.scenario.load import parse
from workshop.session.anonymous import anonymous
from workshop.session.begin import begin
from workshop.session.changes import AddItem, Ballot, Capture, EditItem, RemoveItem, SetField
from workshop.session.desk import Desk
from workshop.session.room import Page
from workshop.store import backups, drafts, files, lock, opening, room
from workshop.store.books import read_book
from workshop.store.codec import encode
from workshop.store.opening import open_session
from workshop.store.saved import read_session
from workshop.store.sitting import open_desk

modes = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def open_to_others(root: Path) -> list[str]:
    """What somebody else could read, or find."""
    return [
        f"{stat.S_IMODE(path.lstat().st_mode):o} {path.relative_to(root)}"
        for path in [root, *root.rglob("*")]
        if stat.S_IMODE(path.lstat().st_mode) != (0o700 if path.is_dir() else 0o600)
    ]


# ------------------------------------------------------------------------------------------------- for the user alone


@modes
@pytest.mark.usefixtures("mask")
def test_everything_that_is_written_is_for_the_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    home.chmod(0o700)
    monkeypatch.setenv("WORKSHOP_STATE", str(home / "state"))
    sessions = home / "documents" / "workshop"
    path = files.create(sessions, small())
    written = {"a session": path}
    with open_session(path) as opened:
        saver = saver_of(opened)
        saver.changed(saying(small(), "one"))
        saver.draft("half", 4, {"step": "ideas"})
        assert saver.flush()
        wall, window = room.Wall(path), room.Window(path)
        wall.put(Page(look="step", lang="sv", question="?"))
        assert window.hold()
        written |= {
            "its lock": lock.lock_file(path),
            "the room's page": wall.file,
            "the room's lock": lock.lock_file(wall.file),
        }
        written |= {"a draft": drafts.file_of(small().uuid, path), "a backup": backups.listing(path, small().uuid)[0].path}
        path.write_bytes(encode(saying(small(), "theirs")))  # as somebody else's editor leaves it
        path.chmod(0o600)
        saver.changed(saying(small(), "one", "two"))
        assert saver.flush()
        with Disk(home, below("documents", errno.ENOSPC)):
            saver.changed(saying(small(), "one", "two", "three"))
            assert saver.flush() is False
            assert saver.status.copy is not None
            written["what could not be saved"] = saver.status.copy
        assert open_to_others(home) == []
        assert [name for name, each in written.items() if not each.is_file()] == []
        window.close()
    files.create_as(sessions / "lent.toml", small(uuid="0198-00bb"))
    path.write_bytes(encode(small())[:99])
    assert opening.restore(path, backups.listing(path, small().uuid)[0].path) is not None
    try:
        raise ValueError
    except ValueError as error:
        log = crashes.log(error)
    assert Path(log).is_file()
    assert open_to_others(home) == []


@modes
def test_a_report_is_as_open_as_the_folder_it_is_put_in_and_the_user_allow(root: Path, mask: int) -> None:
    session, order = begun()
    path = files.create(root / "sessions", session, order)
    shared, new = root / "shared", root / "new"
    shared.mkdir()
    shared.chmod(0o750)
    for folder, wanted in ((path.parent, 0o600), (new, 0o600), (shared, 0o640)):
        for written in export(read_book(path), folder, ["md", "html"]):
            assert stat.S_IMODE(written.path.stat().st_mode) == wanted, folder
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    assert os.umask(mask) == mask, "and nothing else is changed"


def test_nothing_past_the_store_opens_a_file_of_a_session_to_write(root: Path) -> None:
    """Whoever does it, through whatever call: the one place of ours that is nearest to it is the store."""
    past: list[str] = []

    def seen(event: str, given: tuple[Any, ...]) -> None:
        if not watching or event not in ("open", "os.rename", "os.remove", "os.mkdir", "os.link", "os.truncate"):
            return
        if event == "open" and not (isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
            return
        path = os.fsdecode(given[0]) if isinstance(given[0], (str, bytes, os.PathLike)) else ""
        if not path.startswith((str(root / "sessions"), str(root / "state"))):
            return
        frame = sys._getframe(1)
        while frame is not None:
            name = frame.f_globals.get("__name__", "")
            if name.startswith("workshop."):
                if not name.startswith("workshop.store."):
                    past.append(f"{event} {path} by {name}")
                return
            frame = frame.f_back  # type: ignore[assignment]

    watching = True
    sys.addaudithook(seen)  # it cannot be taken away again, only told to look no more
    try:
        session, order = begun()
        path = files.create(root / "sessions", session, order)
        desk, opened = open_desk(path)
        desk.do(AddItem(step="doubts", text="x", id="x"))
        saver_of(opened).draft("half")
        assert opened.close()
        copy = anonymous(desk.scenario, desk.session, "somebody", desk.session.changed)
        files.create_as(root / "sessions" / "lent.toml", copy, order)
        opening.restore(path, backups.listing(path, session.uuid)[-1].path)
        export(read_book(path), root / "sessions", ["md", "docx", "xlsx"])
    finally:
        watching = False
    assert past == []


# ------------------------------------------------------------------------------------------------ what was taken away


def words_left(root: Path, *words: str) -> list[str]:
    return [name for name, data in found(root).items() if any(word.encode() in (data or b"") for word in words)]


def test_a_copy_without_names_has_nothing_that_was_taken_away_nor_do_its_backups(root: Path) -> None:
    session, order = begun()
    path = files.create(root / "sessions", replace(session, client="Quartz AB"), order)
    desk, opened = open_desk(path)
    desk.do(SetField(step="sure", value=True))
    desk.do(AddItem(step="doubts", text="Unsaid", id="unsaid"))
    desk.do(SetField(step="weight", of="unsaid", field="much", value=4))
    desk.do(RemoveItem(id="unsaid", step="doubts"))
    desk.do(Capture(what="action", text="Takenback", id="back", fields={"owner": "Anna"}))
    desk.do(RemoveItem(id="back"))
    desk.do(AddItem(step="doubts", text="Kept"))
    assert opened.close()
    lent = root / "lent"
    copy = files.create(lent, anonymous(desk.scenario, desk.session, "somebody", session.changed), order)
    for n in range(3):  # and is worked on: with backups, drafts and all
        desk, opened = open_desk(copy)
        desk.do(AddItem(step="doubts", text=f"Later {n}"))
        assert opened.close()
    assert backups.listing(copy, desk.session.uuid)
    assert words_left(lent, "Kept")
    assert words_left(lent, "nsaid", "Takenback", "Anna", session.uuid) == []


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's bin."""
    import send2trash

    there = tmp_path / "bin"
    there.mkdir()

    def put(path: str) -> None:
        os.rename(path, there / f"{len(list(there.iterdir()))} {os.path.basename(path)}")

    monkeypatch.setattr(send2trash, "send2trash", put)
    return there


def worked_in(root: Path) -> Path:
    path = files.create(root / "sessions", small(title="Secret plan"))
    with open_session(path) as opened:
        saver_of(opened).changed(saying(opened.session, "secret"))
    drafts.write(drafts.Draft(uuid=small().uuid, text="half a secret"))
    drafts.write_unsaved(small().uuid, encode(saying(small(), "secret", "unsaved secret")))
    return path


def test_a_session_goes_to_the_systems_bin_with_all_that_there_is_of_it(root: Path, trash: Path) -> None:
    other = files.create(root / "sessions", small(uuid="another-00bb", title="Another"))
    with open_session(other) as opened:
        saver_of(opened).changed(saying(opened.session, "stays"))
    before = len(backups.listing(other, "another-00bb"))
    path = worked_in(root)
    files.to_bin(path)
    assert words_left(root, "ecret") == []
    assert any(each.name.endswith(path.name) for each in trash.iterdir())
    assert len(words_left(trash, "ecret")) >= 5, "and can be fetched from there, with its earlier versions"
    assert len(backups.listing(other, "another-00bb")) == before


def test_another_version_goes_alone(root: Path, trash: Path) -> None:
    path = worked_in(root)
    twin = path.with_name(f"{path.stem} (konflikt 2026-11-22 09.02).toml")
    twin.write_bytes(path.read_bytes())
    files.to_bin(twin)
    assert [each.name.split(" ", 1)[1] for each in trash.iterdir()] == [twin.name]
    assert backups.listing(path, small().uuid)
    assert drafts.read(small().uuid) is not None


def test_a_damaged_file_leaves_its_backups(root: Path, trash: Path) -> None:
    path = worked_in(root)
    path.write_bytes(path.read_bytes()[:200])
    files.to_bin(path)
    assert not path.exists()
    assert backups.listing(path, small().uuid)


# ------------------------------------------------------------------------------------------------- voices without names

NAMELESS = """
format = 1
id = "nameless"
version = "1.0.0"
title = "Nameless"
languages = ["en"]

[[step]]
id = "ideas"
kind = "list"
title = "Ideas"

[[step]]
id = "feel"
kind = "ask"
title = "How we feel"
by = "each"
names = "never"

[[step]]
id = "dots"
kind = "vote"
title = "Dots"
from = "ideas"
dots = 2
names = "never"
"""
PEOPLE = ["Wilhelmina", "Xerxes", "Ymer"]


@pytest.mark.parametrize("names", ["shown", "never"])
def test_who_an_anonymous_voice_was_is_in_no_byte_that_is_ever_written(root: Path, names: str) -> None:
    """In none of all the bytes that pass to the disk: not only in those that lie there at the end."""
    scenario = parse(NAMELESS).scenario
    assert scenario is not None
    session = begin(scenario, NAMELESS, people=PEOPLE, names=names, lang="en", now=small().created)
    with Disk(root) as disk:
        path = files.create(root / "sessions", session)
        _, opened = open_desk(path)
        desk = Desk(scenario, session, saver=opened.saver, clock=Clock())
        saver = saver_of(opened)
        desk.do(AddItem(step="ideas", text="One", id="one"))
        desk.do(AddItem(step="ideas", text="Two", id="two"))
        persons = [person.id for person in session.people]
        for person in reversed(persons):
            desk.do(SetField(step="feel", by=person, value=f"felt {person}"))
            desk.do(Ballot(step="dots", by=person, gives={"one": 2}))
            assert saver.flush()
        desk.undo()
        desk.redo()
        desk.do(EditItem(id="one", text="One more", step="ideas"))
        assert opened.close()
        desk, opened = open_desk(path)
        desk.do(AddItem(step="ideas", text="After"))
        assert opened.close()
    there = read_session(path).session
    voices = [spot.by for spot in there.answers["feel"].cells]
    assert len(voices) == 3
    assert voices == sorted(voices), "in an order that tells nothing"
    assert not set(voices) & {*persons, *PEOPLE}
    passed = [call.data for call in disk.calls if call.name == "write"] + [data for data in found(root).values() if data]
    assert len(passed) > 10
    for data in passed:
        text = data.decode("utf-8", "replace").partition("[answers")[2].partition("[snapshot]")[0]
        assert not any(f"by.{person}" in text or f'"{person}"' in text for person in persons), text
        assert not any(name in text for name in PEOPLE)
        assert names == "shown" or not any(name.encode() in data for name in PEOPLE)
