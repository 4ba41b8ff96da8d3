"""The facilitator's hand on the room's screen: it follows, is blank, is held, shows another page; and says so on this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import frame
from tests.tui.frame import Room, session_file
from workshop.session.changes import AddItem, Capture
from workshop.session.room import Page
from workshop.store.room import Window

SECRET = "Hemligheten"


class Both:
    """The facilitator's screen and what the room's window sees."""

    def __init__(self, room: Room, window: Window) -> None:
        self.room, self.window = room, window

    @property
    def page(self) -> Page:
        seen = self.window.look().page
        assert seen is not None
        return seen

    @property
    def texts(self) -> list[str]:
        return [thing.text for thing in self.page.things]

    async def opened(self) -> None:
        """A room's window comes up, and is seen."""
        assert self.window.hold()
        self.room.screen._look_for_window()
        await self.room.settle()

    async def closed(self) -> None:
        self.window.close()
        self.room.screen._look_for_window()
        await self.room.settle()


def window_of(path: Path, tmp_path: Path) -> Window:
    return Window(path, state=tmp_path / "state")


async def test_the_room_follows_what_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        assert both.page.question == "Välkommen"
        await room.press("pagedown")
        assert (both.page.question, both.texts) == ("Vad har ni gjort?", [])
        await room.say("Julkalendern")
        assert both.texts == ["Julkalendern"]
        await room.press("escape", "u")
        assert both.texts == []


async def test_half_typed_text_notes_and_captured_notes_are_not_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Capture(what="note", text=f"{SECRET} antecknad", step="said")
    path = session_file(tmp_path / "sessions", changes=[AddItem(step="said", text="Badhuset"), note])
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await both.opened()
        for keys in (["f"], ["pagedown"], ["f2"]):
            await room.press(*keys)
            if keys == ["pagedown"]:
                await room.type(SECRET)
        await room.type(f"!{SECRET}")
        assert SECRET in room.text
        file = both.window.file
        assert file is not None
        data = file.read_text("utf-8")
        assert "Badhuset" in data
        assert SECRET not in data
        assert "Säg hej" not in data


async def test_blank_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[AddItem(step="said", text="Badhuset")])
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await room.press("b")
        assert both.page.look == "step", "without a window there is nothing to blank"
        await both.opened()
        await room.press("b")
        assert both.page == Page(look="blank", lang="sv"), "and nothing else lies in the file"
        assert "rummet är släckt" in room.text
        assert "b tänd rummet" in room.lines[-1]
        await room.press(".")
        assert both.page.question == "Välkommen"
        await room.press("pagedown")
        assert room.state == "Skriver"
        await room.press(".")
        assert both.page.look == "blank", "the clicker's black button also while one writes"
        assert ". tänd rummet" in room.lines[-1]
        await room.press(".")
        await room.type("a.b")
        assert both.page.look == "step", "but in a text it is text"


async def test_a_dot_is_a_dot_where_no_window_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await room.press("pagedown")
        await room.say(".5 procent")
        assert both.texts == [".5 procent"]


async def test_held_it_stays_while_the_facilitator_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[AddItem(step="said", text="Badhuset")])
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await room.press("h")
        assert "o visar hur" in room.message
        await both.opened()
        await room.press("h", "pagedown")
        assert both.page.question == "Välkommen"
        assert "rummet står kvar" in room.text
        await room.press("escape", "h")
        assert both.page.question == "Vad har ni gjort?"
        assert "rummet står kvar" not in room.text


async def test_blank_and_held_are_two_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await both.opened()
        await room.press("h", "b", "h")
        assert both.page.look == "blank", "letting go of what is held lights nothing"
        await room.press("b")
        assert both.page.question == "Välkommen"


async def test_pages_are_turned_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [AddItem(step="said", text=f"Sak {n}") for n in range(1, 11)]
    path = session_file(tmp_path / "sessions", changes=changes)
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await both.opened()
        await room.press("pagedown", "escape", "k")
        assert both.texts == ["Sak 1", "Sak 2", "Sak 3"]
        assert room.message == "Rummet ser sida 1 av 2."
        await room.press("k")
        assert "ingen fler sida" in room.message
        await room.press("j")
        assert both.texts[-1] == "Sak 10"
        await room.press("k", "pagedown", "pageup", "escape")
        assert both.texts[-1] == "Sak 10", "another step begins with its own page"


async def test_another_page_is_chosen_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[AddItem(step="said", text="Badhuset")])
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await both.opened()
        await room.press("o", "end", "up", "enter")
        assert (both.page.question, both.texts) == ("Vad har ni gjort?", ["Badhuset"])
        assert "rummet ser annat" in room.text
        await room.press("o", "home", "down", "enter")
        assert both.page.look == "start"
        await room.press("h")
        assert both.page.question == "Välkommen"


async def test_the_way_to_open_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_SESSIONS", str(tmp_path / "sessions"))
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        await room.press("o")
        assert f"workshop screen {path.stem}" in room.text
        await room.press("escape", "ctrl+p")
        await room.type("rummets skärm: så")
        await room.press("enter")
        assert "workshop screen" in room.text


async def test_coming_and_going_is_said_and_what_was_blank_stays_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await both.opened()
        assert "öppen och följer med" in room.message
        await room.press("b")
        await both.closed()
        assert "är stängd" in room.message
        assert "släckt" not in room.text, "there is nothing that could be"
        await both.opened()
        assert both.page.look == "blank", "a window that fell over and came up again shows no more than before"
        assert "rummet är släckt" in room.text


async def test_with_a_window_open_the_notes_stay_from_step_to_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path, size=(120, 30)) as room:
        both = Both(room, window_of(path, tmp_path))
        await room.press("f", "pagedown", "pageup")
        assert "BARA DU" not in room.text, "without one, this screen is the projector"
        await both.opened()
        await room.press("f", "pagedown", "pageup")
        assert "BARA DU" in room.text


async def test_at_the_end_the_actions_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    action = Capture(what="action", text="Ring", step="said", fields={"owner": "Ann"})
    path = session_file(tmp_path / "sessions", changes=[action])
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        await room.press("c")
        assert [(thing.text, thing.note) for thing in both.page.things] == [("Ring", "Ann")]


async def test_at_home_and_after_the_end_nothing_lies_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with frame.room(tmp_path, monkeypatch, path) as room:
        both = Both(room, window_of(path, tmp_path))
        assert both.page
        await room.press("q")
        assert both.window.look().page is None
    assert not list((tmp_path / "state" / "room").glob("*.json"))


async def test_alone_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, path) as room:
        await room.press("o")
        assert "bara din" in room.message
        assert not (tmp_path / "state" / "room").exists()


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (100, 30)])
async def test_the_sheet_and_the_header_stay_within_the_edges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], lang: str
) -> None:
    path = session_file(tmp_path / "sessions", lang=lang, changes=[AddItem(step="said", text="Badhuset")])
    async with frame.room(tmp_path, monkeypatch, path, size=size, language=lang) as room:
        both = Both(room, window_of(path, tmp_path))
        for opened in (False, True):
            if opened:
                await both.opened()
                await room.press("b")
            await room.press("o")
            assert all(len(line) <= size[0] for line in room.lines)
            assert "workshop screen" in room.text or opened
            await room.press("escape")
        assert ("släckt" if lang == "sv" else "blank") in room.lines[0]
