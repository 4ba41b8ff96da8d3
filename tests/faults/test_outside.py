"""What others do to a session file while it is open here, or beside it: nothing of it is lost, nothing of ours is, and whoever
leads the workshop is told once, calmly, what there is to know."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.tui.frame import room, session_file
from workshop import language
from workshop.session.changes import AddItem, AddItems, EditItem, MarkDone
from workshop.session.desk import Desk
from workshop.session.model import Session
from workshop.store import backups
from workshop.store.codec import decode, encode
from workshop.store.opening import Opened, open_session
from workshop.store.sitting import at_desk, scenario_of

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
        assert copy.name in there.text
        assert "Deras podd" in there.text
        assert "Vår podd" in there.text
