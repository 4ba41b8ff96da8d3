"""What others do to a session file while it is open here, or beside it: nothing of it is lost, nothing of ours is, and whoever
leads the workshop is told once, calmly, what there is to know."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.tui.frame import SCENARIO, room, scenario_file, session_file
from workshop import language
from workshop.session.changes import AddItem, AddItems, EditItem, MarkDone, RemoveItem, SetField
from workshop.session.desk import Desk
from workshop.session.model import Session
from workshop.store import backups, copies, files, health, lock, updating
from workshop.store.books import scenario_of
from workshop.store.codec import decode, encode
from workshop.store.opening import Opened, open_session, restore
from workshop.store.sitting import at_desk

NOW = datetime(2026, 11, 22, 10, 41, tzinfo=UTC)
A, B = "aaaaaaaa", "bbbbbbbb"


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    before = language.current()
    language.use("sv")
    yield
    language.use(before)


def a_session(tmp_path: Path, **given: Any) -> Path:
    said = AddItems(step="said", texts=["Podden", "Mässan"], ids=[A, B])
    return session_file(tmp_path / "sessions", changes=[said], **given)


def held(path: Path) -> Session:
    return decode(path.read_bytes()).session


def texts(session: Session) -> list[str]:
    return [item.text for item in session.answer("said").items.values() if not item.gone]


def by_others(path: Path, *changes: Any, of: Session | None = None) -> None:
    """Somebody who does not care for locks: a sync program that brings a colleague's version."""
    desk = Desk(scenario_of(held(path), path), of or held(path), now=lambda: NOW)
    desk.do_all(changes)
    path.write_bytes(encode(replace(desk.session, rev=desk.session.rev + 3)))


def opened(path: Path) -> tuple[Desk, Opened]:
    found = open_session(path)
    return at_desk(found), found


def taken_in(desk: Desk, found: Opened) -> list[Any]:
    assert found.saver is not None
    return [desk.take_in(came.was, came.found.session) for came in found.saver.outside()]


# ------------------------------------------------------------------------------------ 7: edited outside while open here


def test_07_what_others_wrote_meanwhile_and_what_is_written_here_are_both_there(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    by_others(path, AddItem(step="said", text="Brevet"), MarkDone(step="hello"))
    desk.do(AddItem(step="said", text="Filmen"))
    with found:
        assert found.saver is not None
        assert found.saver.flush()
        assert texts(held(path)) == ["Podden", "Mässan", "Filmen", "Brevet"]
        assert texts(desk.session) == ["Podden", "Mässan", "Filmen"]
        taken_in(desk, found)
        assert texts(desk.session) == ["Podden", "Mässan", "Filmen", "Brevet"]
        assert desk.session.progress_of("hello").done
        desk.do(AddItem(step="said", text="Bloggen"))
    assert texts(held(path)) == ["Podden", "Mässan", "Filmen", "Brevet", "Bloggen"]
    assert not [each for each in path.parent.iterdir() if "konflikt" in each.name]
    assert any(b"Brevet" in each.path.read_bytes() for each in backups.listing(path, desk.session.uuid))


def test_07_undo_takes_back_ours_and_leaves_theirs(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    with found:
        assert found.saver is not None
        desk.do(AddItem(step="said", text="Filmen"))
        desk.do(EditItem(step="said", id=A, text="Vår podd"))
        assert found.saver.flush()
        by_others(path, AddItem(step="said", text="Brevet"), EditItem(step="said", id=B, text="Mässan i maj"))
        desk.do(AddItem(step="said", text="Bloggen"))
        assert found.saver.flush()
        taken_in(desk, found)
        assert texts(desk.session) == ["Vår podd", "Mässan i maj", "Filmen", "Bloggen", "Brevet"]
        for left in (
            ["Vår podd", "Mässan i maj", "Filmen", "Brevet"],
            ["Podden", "Mässan i maj", "Filmen", "Brevet"],
            ["Podden", "Mässan i maj", "Brevet"],
        ):
            desk.undo()
            assert texts(desk.session) == left
        for _ in range(3):
            desk.redo()
        assert sorted(texts(desk.session)) == sorted(["Vår podd", "Mässan i maj", "Filmen", "Bloggen", "Brevet"])


def test_07_what_both_changed_stands_as_here_and_theirs_lies_whole_beside(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    with found:
        assert found.saver is not None
        by_others(path, EditItem(step="said", id=A, text="Deras podd"), EditItem(step="said", id=B, text="Mässan i maj"))
        theirs = path.read_bytes()
        desk.do(EditItem(step="said", id=A, text="Vår podd"))
        assert found.saver.flush()
        taken_in(desk, found)
        assert texts(held(path)) == texts(desk.session) == ["Vår podd", "Mässan i maj"]
        [copy] = [each for each in path.parent.glob("*.toml") if each != path]
        assert copy.read_bytes() == theirs
        assert copy.name.startswith(f"{path.stem} (konflikt 2026-") or "(konflikt " in copy.name
        desk.undo()  # what was here before, never theirs all of a sudden
        assert texts(desk.session) == ["Podden", "Mässan i maj"]
        desk.redo()
        assert texts(desk.session) == ["Vår podd", "Mässan i maj"]


def test_07_what_is_written_here_after_the_merge_and_before_it_is_heard_of_is_kept_too(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    with found:
        assert found.saver is not None
        by_others(path, EditItem(step="said", id=A, text="Deras podd"))
        theirs = path.read_bytes()
        found.saver.look()
        assert found.saver.flush()
        assert texts(held(path)) == ["Deras podd", "Mässan"]
        desk.do(EditItem(step="said", id=A, text="Vår podd"))  # on a screen that shows it as it was
        [merged] = taken_in(desk, found)
        assert merged.both
        assert found.saver.flush()
        assert texts(held(path)) == ["Vår podd", "Mässan"]
        assert any(each.read_bytes() == theirs for each in path.parent.rglob("*.toml"))


@pytest.mark.parametrize("broken", [b"", b'format = 1\nuuid = "x', b"\0" * 400, b"\xff\xfe"])
def test_07_a_file_that_cannot_be_read_is_put_aside_and_the_session_is_whole_again(tmp_path: Path, broken: bytes) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    with found:
        assert found.saver is not None
        path.write_bytes(broken)
        desk.do(AddItem(step="said", text="Filmen"))
        while not found.saver.flush():
            pass
        assert texts(held(path)) == ["Podden", "Mässan", "Filmen"]
        aside = path.with_name(f"{path.name}.broken")
        assert aside.read_bytes() == broken
        note = found.saver.status.note
        assert note is not None
        assert aside.name in str(note)


def test_07_a_file_that_is_being_written_is_given_a_moment(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    desk, found = opened(path)
    with found:
        assert found.saver is not None
        by_others(path, AddItem(step="said", text="Brevet"))
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        desk.do(AddItem(step="said", text="Filmen"))
        assert not found.saver.flush()
        path.write_bytes(whole)
        assert found.saver.flush()
        assert texts(held(path)) == ["Podden", "Mässan", "Filmen", "Brevet"]
        assert not list(path.parent.glob("*.broken"))


async def test_07_the_screen_shows_it_with_the_half_typed_line_as_it_was(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        await there.press("pagedown")
        await there.type("Halvt sagt")
        assert there.app.sitting.opened.saver.flush()
        by_others(path, AddItem(step="said", text="Brevet från kunden"))
        there.app._look_at_file()
        await there.until(lambda: "Brevet från kunden" in there.text)
        assert there.screen.line_text == "Halvt sagt"
        assert there.state == "Skriver"
        assert "Det är inlagt" in there.message
        await there.type(" i dag")
        await there.press("enter")
        assert texts(there.desk.session)[-1] == "Halvt sagt i dag"


@pytest.mark.parametrize("change", [AddItem(step="said", text="Först", after=""), RemoveItem(step="said", id=B)])
async def test_07_what_is_being_reworded_is_still_that_when_others_put_something_above_or_take_it_away(
    tmp_path, monkeypatch, change
) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        await there.press("pagedown", "up", "enter")
        await there.type(" i maj")
        assert there.app.sitting.opened.saver.flush()
        by_others(path, change)
        there.app._look_at_file()
        await there.until(lambda: "Det är inlagt" in there.message)
        assert there.screen.line_text == "Mässan i maj"
        await there.press("enter")
        first = ["Först"] if isinstance(change, AddItem) else []
        assert texts(there.desk.session) == [*first, "Podden", "Mässan i maj"]


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "sv"), ((60, 20), "en")])
async def test_07_the_places_that_both_changed_are_named_on_the_screen(tmp_path, monkeypatch, size, lang) -> None:
    path = a_session(tmp_path, lang=lang)
    async with room(tmp_path, monkeypatch, path, size=size) as there:
        assert there.app.sitting.opened.saver.flush()
        by_others(path, EditItem(step="said", id=A, text="Deras podd"))
        there.desk.do(EditItem(step="said", id=A, text="Vår podd"))
        await there.until(lambda: "Vår podd" in there.message)
        assert ("Det sagda: ”Vår podd”" if lang == "sv" else "What is said: “Vår podd”") in there.message
        [copy] = [each for each in path.parent.glob("*.toml") if each != path]
        assert ("Andra versioner" if lang == "sv" else "Other versions") in there.message
        assert "…" not in there.text[-300:], "it is read whole"
        there.screen.act_versions()
        await there.settle()
        assert copy.name in there.words
        assert "Deras podd" in there.words
        assert "Vår podd" in there.words


# --------------------------------------------------------------------------------------------------- 8: open twice


async def test_08_the_second_opener_reads_or_writes_in_a_copy_and_both_are_brought_together(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    with opened(path)[1] as first:
        async with room(tmp_path, monkeypatch, size=(80, 24)) as there:
            there.screen.open_session(path)
            await there.settle()
            assert f"{path.name} är redan öppen på den här datorn" in there.words
            assert "sedan i dag" in there.words
            before = path.read_bytes()
            await there.press("c")
            copy = there.app.sitting.path
            assert copy != path
            assert texts(held(copy)) == ["Podden", "Mässan"]
            assert copy.name in there.message
            there.desk.do(AddItem(step="said", text="I kopian"))
            there.app.close_sitting()
        assert path.read_bytes() == before
        assert first.saver is not None
        desk = at_desk(first)
        desk.do(AddItem(step="said", text="I den första"))
    done = copies.merge_file(path, copy)
    assert texts(held(path)) == ["Podden", "Mässan", "I den första", "I kopian"]
    assert not done.copy.found.both
    assert not copy.exists()


async def test_08_whoever_only_reads_is_told_and_changes_nothing(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    with opened(path)[1]:
        before = path.read_bytes()
        async with room(tmp_path, monkeypatch, size=(60, 20), language="en") as there:
            there.screen.open_session(path)
            await there.settle()
            assert "already open on this computer" in there.words
            await there.press("enter")
            assert there.app.sitting.opened.saver is None
            there.desk.do(AddItem(step="said", text="Inte sparat"))
        assert path.read_bytes() == before


def test_08_a_lock_is_taken_over_only_from_a_program_of_this_computer_that_is_dead(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    mine = lock.this_process()
    dead = {**mine, "pid": 2**22 - 1, "start": "1", "user": "anna", "time": NOW.isoformat()}
    lock.lock_file(path).write_text(json.dumps(dead), "utf-8")
    open_session(path).close()
    lock.lock_file(path).write_text(json.dumps({**dead, "host": "annas-dator"}), "utf-8")
    with pytest.raises(lock.Held) as held_there:
        open_session(path)
    assert "annas-dator (anna, sedan" in str(held_there.value)


# ---------------------------------------------------------------------------------- 12: renamed, of another kind, gone


def test_12_an_update_keeps_every_answer_and_can_be_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "scenarios"
    scenario_file(folder, SCENARIO)
    path = a_session(tmp_path)
    with opened(path)[1] as first:
        desk = at_desk(first)
        desk.do(SetField(step="score", of=A, field="mark", value=5))
    before = path.read_bytes()
    newer = SCENARIO.replace('id = "said"', 'id = "heard"\nwas = ["said"]').replace('"said"\noptional', '"heard"\noptional')
    newer = newer.replace('was = ["heard"]', 'was = ["said"]').replace("max = 5", "max = 3")
    scenario_file(folder, newer.replace('id = "prov"', 'id = "prov"\nversion = "1.1.0"'))
    found = updating.look(path, str(folder))
    assert found is not None
    assert [(step.id, step.what, step.aside) for step in found.steps] == [
        ("hello", "same", 0),
        ("heard", "renamed", 0),
        ("score", "changed", 1),
    ]
    assert path.read_bytes() == before
    updating.take_in(path, str(folder))
    after = held(path)
    assert [item.text for item in after.answer("heard").items.values()] == ["Podden", "Mässan"]
    assert after.orphans == {"score": {"of": {A: {"mark": 5}}}}
    [kept] = [each for each in backups.listing(path, after.uuid) if each.for_good]
    assert kept.path.read_bytes() == before
    assert kept not in backups.unwanted(backups.listing(path, after.uuid), NOW.replace(year=2036))
    restore(path, kept.path)
    assert held(path).answers == decode(before).session.answers
    updating.take_in(path, str(folder))
    scenario_file(folder, newer.replace("max = 3", "max = 5").replace('id = "prov"', 'id = "prov"\nversion = "1.2.0"'))
    updating.take_in(path, str(folder))
    back = held(path)
    assert not back.orphans
    assert back.answer("score").cells == decode(before).session.answer("score").cells


async def test_12_home_says_quietly_that_there_is_a_newer_version_and_takes_it_in_on_a_key(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    newer = SCENARIO.replace('id = "prov"', 'id = "prov"\nversion = "1.1.0"').replace("max = 5", "max = 3")
    scenario_file(tmp_path / "scenarios", newer)
    with opened(path)[1] as first:
        at_desk(first).do(SetField(step="score", of=A, field="mark", value=5))
    async with room(tmp_path, monkeypatch, size=(80, 24)) as there:
        await there.until(lambda: "ny version finns" in there.text)
        before = path.read_bytes()
        await there.press("u")
        assert "från version 1.0.0 till 1.1.0" in there.words
        assert "ett svar passar inte längre och läggs åt sidan" in there.words
        assert path.read_bytes() == before
        await there.press("enter")
        assert held(path).scenario.version == "1.1.0"
        assert "kommer sist i rapporten" in there.words
        await there.until(lambda: "ny version finns" not in there.text)
        await there.press("enter")
        await there.settle()
        assert "saknar sin fråga" in there.message


# ---------------------------------------------------------------------------------- 19: copies that sync programs make

COPIES = [
    "{stem} (Annas konfliktkopia 2026-11-22).toml",  # Dropbox
    "{stem} (conflicted copy 2026-11-22 104100).toml",  # Nextcloud
    "{stem}.sync-conflict-20261122-104100-ABCDEFG.toml",  # Syncthing
    "{stem}-ANNAS-DATOR.toml",  # OneDrive
    "{stem} 2.toml",  # iCloud
    "{stem}_conflict-20261122-104100.toml",  # ownCloud
]


@pytest.mark.parametrize("name", COPIES)
def test_19_a_copy_is_found_by_what_is_in_it_told_of_and_brought_in(tmp_path: Path, name: str) -> None:
    path = a_session(tmp_path)
    other = path.with_name(name.format(stem=path.stem))
    other.write_bytes(path.read_bytes())
    by_others(other, AddItem(step="said", text="Annas"))
    by_others(path, AddItem(step="said", text="Mitt"))
    listed = {each.path.name: each for each in files.listing(path.parent)}
    assert (listed[other.name].of, listed[path.name].of) == (path.name, "")
    assert [each.values["other"] for each in health.sessions(path.parent) if each.key == "versions"] == [other.name]
    with opened(path)[1] as first:
        assert other.name in " ".join(str(note) for note in first.notes)
    assert copies.compare(path, held(path), other).found.taken
    done = copies.merge_file(path, other)
    assert done.binned
    assert sorted(texts(held(path))) == ["Annas", "Mitt", "Mässan", "Podden"]


def test_19_with_the_version_both_began_from_it_is_known_who_changed_what(tmp_path: Path) -> None:
    path = a_session(tmp_path)
    with opened(path)[1] as first:
        desk = at_desk(first)
        desk.enter("said")
        desk.do(EditItem(step="said", id=A, text="Podden om kaffe"))
        desk._visit.since -= 60  # type: ignore[union-attr,operator]
        desk.leave()
    other = path.with_name(f"{path.stem}-ANNAS-DATOR.toml")
    other.write_bytes(path.read_bytes())
    by_others(other, EditItem(step="said", id=A, text="Annas podd"))
    by_others(path, EditItem(step="said", id=B, text="Mässan i maj"))
    found = copies.compare(path, held(path), other)
    assert found.begun is not None
    assert not found.found.both
    assert texts(found.found.session) == ["Annas podd", "Mässan i maj"]
    for backup in backups.listing(path, found.session.uuid):
        backup.path.unlink()
    alone = copies.compare(path, held(path), other)
    assert alone.begun is None
    assert {place.id for place in alone.found.both} == {A, B}


async def test_19_home_shows_what_differs_and_brings_it_in_on_enter(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    other = path.with_name(COPIES[0].format(stem=path.stem))
    other.write_bytes(path.read_bytes())
    by_others(other, AddItem(step="said", text="Annas"))
    async with room(tmp_path, monkeypatch, size=(80, 24)) as there:
        await there.until(lambda: "en annan version" in there.text)
        there.screen.home.cursor = next(at for at, one in enumerate(there.screen.home.entries) if one.what == "copy")
        await there.press("enter")
        assert "Det sagda: ny, ”Annas”" in there.words
        await there.press("enter")
        assert "papperskorgen" in there.words
        assert texts(held(path)) == ["Podden", "Mässan", "Annas"]
        assert "en annan version" not in there.text


async def test_19_a_synced_folder_is_told_of_once(tmp_path, monkeypatch) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / ".stfolder").mkdir()
    async with room(tmp_path, monkeypatch, size=(60, 20)) as there:
        assert "Syncthing" in there.message
    async with room(tmp_path, monkeypatch, size=(60, 20)) as there:
        assert "Syncthing" not in there.message


def test_07_two_computers_that_have_one_file_open_come_to_rest(tmp_path: Path) -> None:
    """Locks do not reach through a sync program: each takes in what the other wrote, and has nothing to answer."""
    path = a_session(tmp_path)
    here = path.with_name("there") / path.name
    here.parent.mkdir()
    here.write_bytes(path.read_bytes())
    (desk, first), (other, second) = opened(path), opened(here)
    with first, second:
        assert first.saver is not None
        assert second.saver is not None
        desk.do(AddItem(step="said", text="Härifrån"))
        assert first.saver.flush()
        for _ in range(3):
            for frm, to, at, saver in ((path, here, other, second), (here, path, desk, first)):
                if to.read_bytes() != frm.read_bytes():
                    to.write_bytes(frm.read_bytes())
                assert saver.saver is not None
                saver.saver.look()
                assert saver.saver.flush()
                taken_in(at, saver)
                assert saver.saver.flush()
        written = path.read_bytes()
        assert here.read_bytes() == written
        assert texts(desk.session) == texts(other.session) == ["Podden", "Mässan", "Härifrån"]
        other.do(AddItem(step="said", text="Därifrån"))
        assert second.saver.flush()
        assert texts(held(here)) == ["Podden", "Mässan", "Härifrån", "Därifrån"]
    assert texts(held(path)) == ["Podden", "Mässan", "Härifrån"]
