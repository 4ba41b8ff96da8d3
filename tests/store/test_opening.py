"""Opening: one who writes, any number who read; what a crash left is offered and never dropped; a damaged file is survived."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.store.conftest import NOW, small
from tests.store.test_atomic import Failing
from tests.store.test_saver import said, saying
from workshop.errors import BadFile, WorkshopError
from workshop.session.model import Session
from workshop.store import backups, drafts, files
from workshop.store.codec import decode, encode
from workshop.store.lock import Held, lock_file, take
from workshop.store.opening import open_session, restore
from workshop.store.saved import Damaged, read_session

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path, session: Session) -> Path:
    return files.create(tmp_path, session)


def test_what_was_read_is_what_is_there(path: Path, session: Session) -> None:
    with open_session(path) as opened:
        assert opened.session == session
        assert opened.scenario == session.snapshot
        assert opened.notes == ()
        assert opened.recovered is None
        assert opened.draft is None
        assert opened.lock is not None
    assert not lock_file(path).exists()
    assert path.read_bytes() == encode(session)  # opening alone writes nothing
    assert backups.listing(path, session.uuid) == []


def test_one_writes_and_others_read(path: Path) -> None:
    with open_session(path):
        with pytest.raises(Held):
            open_session(path)
        assert open_session(path, write=False).saver is None
        asked = "import sys; from workshop.store.opening import open_session; from workshop.store.lock import Held\n"
        asked += "try: open_session(sys.argv[1])\nexcept Held as held: print('held', held.pid)"
        told = subprocess.run(
            [sys.executable, "-c", asked, str(path)], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
        )
        assert told.stdout == f"held {os.getpid()}\n"
    open_session(path).close()


def test_reading_leaves_no_trace(path: Path, session: Session, tmp_path: Path) -> None:
    before = sorted(os.listdir(tmp_path))
    assert read_session(path).session == session
    open_session(path, write=False).close()
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.parametrize("write", [True, False])
def test_a_file_that_is_not_there(tmp_path: Path, write: bool) -> None:
    with pytest.raises(WorkshopError) as caught:
        open_session(tmp_path / "x.toml", write=write)
    assert "x.toml" in caught.value.words("sv")
    assert os.listdir(tmp_path) == []


def test_a_newer_file_is_read_and_never_written(tmp_path: Path, session: Session) -> None:
    path = tmp_path / "x.toml"
    data = encode(session).replace(b"format = 1", b"format = 2", 1) + b"\n[ballots]\nburnt = true\n"
    path.write_bytes(data)
    opened = open_session(path)
    assert opened.newer
    assert opened.saver is None
    assert [note.key for note in opened.notes] == ["store.note.newer"]
    opened.close()
    assert path.read_bytes() == data
    assert not lock_file(path).exists()


def test_a_file_with_comments_is_kept_as_it_was_before_it_is_saved(path: Path, session: Session) -> None:
    by_hand = b"# Anna called and wants this in May\n" + path.read_bytes().replace(b"Adventskalender", b"Julkalender")
    path.write_bytes(by_hand)
    with open_session(path) as opened:
        assert [note.key for note in opened.notes] == ["store.note.comments"]
        assert opened.saver is not None
        opened.saver.changed(saying(opened.session, "ny"))
    assert said(path) == ["Julkalender", "ny"]
    kept = [each for each in backups.listing(path, session.uuid) if each.by_hand]
    assert [each.path.read_bytes() for each in kept] == [by_hand]


def test_ids_given_to_a_hand_made_list_are_the_ones_that_are_saved(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'id = "aaaaaaaa", text', b"text"))
    with open_session(path) as opened:
        given = list(opened.session.answer("ideas").items)
        assert opened.saver is not None
        opened.saver.changed(saying(opened.session, "ny"))
    assert list(decode(path.read_bytes()).session.answer("ideas").items)[:1] == given


# ---------------------------------------------------------------------------------------------------------- recovering


def test_a_session_that_could_not_be_saved_is_offered(path: Path, session: Session) -> None:
    later = replace(saying(session, "räddat"), rev=session.rev + 31, changed=NOW + timedelta(minutes=2))
    drafts.write_unsaved(session.uuid, encode(later))
    with open_session(path) as opened:
        assert opened.session == session
        found = opened.recovered
        assert found is not None
        assert (found.changes, found.when, found.file_rev, found.file_changed) == (31, later.changed, 7, NOW)
        assert found.note.words("sv") == "Allt som hann skrivas finns kvar: 31 ändringar som ännu inte låg i filen."
        assert opened.take_recovered() == later
    assert said(path)[-1] == "räddat"
    assert decode(path.read_bytes()).session.rev >= later.rev
    assert drafts.read_unsaved(session.uuid) == []
    assert [each.rev for each in backups.listing(path, session.uuid)][-1] == 7


def test_it_is_still_there_where_nobody_chose(path: Path, session: Session) -> None:
    drafts.write_unsaved(session.uuid, encode(replace(saying(session, "räddat"), rev=99)))
    open_session(path).close()
    open_session(path, write=False).close()
    with open_session(path) as opened:
        assert opened.recovered is not None


def test_and_where_the_file_was_written_on_before_choosing(path: Path, session: Session) -> None:
    drafts.write_unsaved(session.uuid, encode(replace(saying(session, "räddat"), rev=99)))
    with open_session(path) as opened:
        assert opened.saver is not None
        opened.saver.changed(saying(session, "annat"))
    with open_session(path) as opened:
        assert opened.recovered is not None
        assert said(path)[-1] == "annat"


def test_it_can_be_set_beside(path: Path, session: Session) -> None:
    later = replace(saying(session, "räddat"), rev=session.rev + 1)
    drafts.write_unsaved(session.uuid, encode(later))
    with open_session(path) as opened:
        aside = opened.set_recovered_aside()
        assert aside is not None
        assert "(återställd " in aside.name
        assert decode(aside.read_bytes()).session == later
        assert drafts.read_unsaved(session.uuid) == []
    assert path.read_bytes() == encode(session)
    with open_session(path) as opened:
        assert [note.key for note in opened.notes] == ["store.note.sibling"]
        assert aside.name in opened.notes[0].words("sv")


def test_where_the_file_went_on_without_it_both_stay(path: Path, session: Session) -> None:
    drafts.write_unsaved(session.uuid, encode(replace(saying(session, "räddat"), rev=5)))
    with open_session(path) as opened:
        assert opened.recovered is None
        assert "store.note.aside_recovered" in [note.key for note in opened.notes]
    [aside] = [each for each in path.parent.glob("*.toml") if each != path]
    assert said(aside)[-1] == "räddat"


def test_a_copy_of_what_is_in_the_file_is_nothing_to_tell(path: Path, session: Session) -> None:
    drafts.write_unsaved(session.uuid, path.read_bytes())
    with open_session(path) as opened:
        assert opened.recovered is None
        assert opened.notes == ()


@pytest.mark.parametrize("left", [b"", b"\0\0", b"x", b"format = 1"])
def test_a_broken_copy_stops_nothing_and_stays(path: Path, session: Session, left: bytes) -> None:
    kept = drafts.write_unsaved(session.uuid, left)
    with open_session(path) as opened:
        assert opened.recovered is None
    assert kept.read_bytes() == left


def test_what_was_not_chosen_survives_another_failure(path: Path, session: Session) -> None:
    drafts.write_unsaved(session.uuid, encode(replace(saying(session, "från förra gången"), rev=99)))
    opened = open_session(path)
    assert opened.saver is not None
    opened.saver._system = Failing(0, errno.ENOSPC, times=10**6)
    opened.saver.changed(saying(session, "från den här gången"))
    assert opened.close() is False
    kept = drafts.read_unsaved(session.uuid)
    assert [each.found.session.rev for each in kept] == [99, 8]
    with open_session(path) as opened:
        assert opened.recovered is not None
        assert opened.recovered.session.rev == 99
        opened.take_recovered()
    assert said(path)[-1] == "från förra gången"
    [aside] = [each for each in path.parent.glob("*.toml") if each != path]
    assert said(aside)[-1] == "från den här gången"
    assert drafts.read_unsaved(session.uuid) == []


def test_half_typed_text_is_handed_over(path: Path, session: Session) -> None:
    drafts.write(drafts.Draft(uuid=session.uuid, text="Bjuder in", cursor=9, place={"step": "ideas"}, written=NOW))
    drafts.write(drafts.Draft(uuid="another", text="not this"))
    with open_session(path) as opened:
        assert opened.draft is not None
        assert (opened.draft.text, opened.draft.place) == ("Bjuder in", {"step": "ideas"})
    assert drafts.read(session.uuid) is not None


def test_without_a_state_folder_it_opens_and_saves(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "file" / "below"))
    with open_session(path) as opened:
        assert opened.saver is not None
        opened.saver.changed(saying(opened.session, "ny"))
        opened.saver.draft("halv")
        assert opened.saver.flush(0.3) in (True, False)
    assert said(path)[-1] == "ny"


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="modes that hold")
def test_a_folder_that_cannot_be_written_can_be_worked_in(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        opened = open_session(path)
        assert "store.note.unlocked" in [note.key for note in opened.notes]
        opened.close()
    finally:
        path.parent.chmod(0o700)


# ------------------------------------------------------------------------------------------------------------ damaged


def damage(path: Path, session: Session) -> bytes:
    backups.make(path, session.uuid, 6, encode(replace(saying(session, "i kopian"), rev=6)), NOW)
    data = path.read_bytes()[:150]
    path.write_bytes(data)
    return data


def test_a_damaged_file_is_told_with_its_newest_whole_copy(path: Path, session: Session) -> None:
    data = damage(path, session)
    for write in (True, False):
        with pytest.raises(Damaged) as caught:
            open_session(path, write=write)
        assert isinstance(caught.value, BadFile)
        assert caught.value.backup is not None
        assert caught.value.backup.rev == 6
        words = caught.value.words("sv")
        assert "Den är orörd." in words
        assert "Den senaste hela kopian är från" in words
        assert path.read_bytes() == data
        assert not lock_file(path).exists()


def test_without_a_copy_that_is_all_there_is_to_tell(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(Damaged) as caught:
        open_session(path)
    assert caught.value.backup is None
    assert caught.value.words("sv").endswith("Den är orörd.")


def test_going_back_keeps_the_broken_one(path: Path, session: Session) -> None:
    data = damage(path, session)
    with pytest.raises(Damaged) as caught:
        open_session(path)
    assert caught.value.backup is not None
    broken = restore(path, caught.value.backup.path)
    assert broken is not None
    assert broken.read_bytes() == data
    assert said(path)[-1] == "i kopian"
    open_session(path).close()


def test_going_back_from_a_whole_one_keeps_it_among_the_copies(path: Path, session: Session) -> None:
    backups.make(path, session.uuid, 6, encode(replace(saying(session, "förr"), rev=6)), NOW)
    [old] = backups.listing(path, session.uuid)
    assert restore(path, old.path, now=NOW) is None
    found = decode(path.read_bytes()).session
    assert said(path)[-1] == "förr"
    assert found.rev == 8
    newest = backups.listing(path, session.uuid)[0]
    assert decode(newest.path.read_bytes()).session == session


def test_not_while_somebody_has_it_open(path: Path, session: Session) -> None:
    old = backups.make(path, session.uuid, 6, encode(session), NOW)
    with take(path), pytest.raises(Held):
        restore(path, old)


def test_going_back_to_what_cannot_be_read_changes_nothing(path: Path, session: Session) -> None:
    before = path.read_bytes()
    for bad in (b"", encode(small(format=3))):
        (path.parent / "bad").write_bytes(bad)
        with pytest.raises(BadFile):
            restore(path, path.parent / "bad")
    assert path.read_bytes() == before
