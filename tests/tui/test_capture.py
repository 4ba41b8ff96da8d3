"""Capture from anywhere: whatever is open behind the line is as it was, to the very character."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.frame import Room, room, scenario_file, session_file
from workshop.session.changes import AddItem, AnyChange, Capture, GoTo, SetHeader
from workshop.session.flow import Stop
from workshop.session.model import live

HEAD = """
format = 1
id = "prov"
title.sv = "Provet"
title.en = "The test"
languages = ["sv", "en"]

[[step]]
id = "ideas"
kind = "list"
title = "Idéer"
"""
RATED = 'kind = "ask"\neach = "ideas"\n'
FIELDS = {
    "text": 'as = "text"',
    "long": 'as = "text"\nlines = 4',
    "list": 'as = "list"',
    "number": 'as = "number"',
    "date": 'as = "date"',
    "duration": 'as = "duration"',
    "form": 'fields = [{ id = "a", title = "A" }, { id = "b", title = "B", as = "number" }]',
    "table": 'look = "table"\nfields = [{ id = "a", title = "A" }, { id = "b", title = "B", as = "number" }]',
    "journey": 'look = "journey"\nfields = [{ id = "a", title = "A", as = "list" }]',
}
KEYED = {
    "scale": 'as = "scale"',
    "choice": 'as = "choice"\noptions = ["Ja", "Nej"]',
    "yesno": 'as = "yesno"',
}
OTHER = {
    "items": 'kind = "list"',
    "split": 'kind = "list"\neach = "ideas"\nfields = [{ id = "a", title = "A" }]',
    "sort": 'kind = "sort"\nfrom = "ideas"\nplaces = ["Väl", "Mindre"]',
    "matrix": 'kind = "matrix"\nfrom = "ideas"\n'
    + "".join(f'{a} = {{ title = "{a}", low = "l", high = "h" }}\n' for a in "xy"),
    "group": 'kind = "group"\nfrom = "ideas"',
    "vote": 'kind = "vote"\nfrom = "ideas"\ndots = 3',
    "result": 'kind = "result"\nvalue = "ideas.count"',
    "note": 'kind = "note"\ntext = "Paus"\npause = true',
    "actions": 'kind = "actions"',
    "decisions": 'kind = "decisions"',
}
IDEAS: list[AnyChange] = [AddItem(step="ideas", text="Får", id="ideas001"), AddItem(step="ideas", text="Ger", id="ideas002")]


def at(tmp_path: Path, steps: str = "", changes: list[AnyChange] | None = None, here: str = "text") -> Path:
    """A session of a workshop with a step for each editor there is, opened at one of them."""
    every = {**{name: RATED + keys for name, keys in {**FIELDS, **KEYED}.items()}, **OTHER}
    text = HEAD + (steps or "".join(f'\n[[step]]\nid = "{name}_"\ntitle = "Frågan"\n{keys}\n' for name, keys in every.items()))
    scenario_file(tmp_path / "scenarios", text)
    return session_file(tmp_path / "sessions", text=text, changes=[*IDEAS, *(changes or []), GoTo(step=f"{here}_")])


async def go(there: Room, name: str) -> None:
    there.screen.go_to(Stop(f"{name}_"))
    await there.settle()


def behind(there: Room) -> Any:
    """What a person sees of the line behind: its words, where the cursor stands, and whether it is open."""
    line = there.screen.body.line
    return line.text, line.cursor, line.display, there.screen.pane.writing, there.screen.pane.place()


def caught(there: Room) -> list[tuple[str, str]]:
    session = there.desk.session
    return [(log, item.text) for log in ("actions", "decisions", "parked", "notes") for item in live(getattr(session, log))]


async def test_a_field_is_as_it_was(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path)) as there:
        for kind in FIELDS:
            await go(there, kind)
            await field_is_as_it_was(there, kind)
            there.screen.set_line("")


async def field_is_as_it_was(there: Room, kind: str) -> None:
    typed = "1234" if kind in ("number", "duration") else "sagt"
    await there.type(typed)
    await there.press("left", "left")
    before = behind(there)
    assert before[:3] == (typed, len(typed) - 2, True)
    answers = there.desk.session.answers
    await there.press("f2")
    await there.type("!x @jo")
    assert there.screen.body.line.text == typed
    await there.press("enter")
    assert behind(there) == before
    assert there.app.focused is there.screen.body.line
    assert there.desk.session.answers is answers
    assert caught(there)[-1] == ("actions", "x")
    assert list(there.desk.session.actions.values())[-1].src[-1:] == ("ideas001",)
    await there.press("X")
    assert there.screen.body.line.text == typed[:-2] + "X" + typed[-2:]


async def test_a_cell_that_takes_a_figure(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path)) as there:
        for kind in KEYED:
            await go(there, kind)
            before = behind(there)
            for key in ("!", "=", "f2"):
                await there.press(key)
                assert there.screen.captured is not None, kind
                await there.type("så")
                await there.press("enter")
                assert behind(there) == before
        assert [text for _, text in caught(there)] == ["så"] * 9


async def test_from_every_kind_of_step(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path)) as there:
        for kind in OTHER:
            await go(there, kind)
            for keys in (("f2", "equals_sign"), ("escape", "!")):
                await there.press(*keys[:-1])
                before = behind(there) if keys[0] == "escape" else None
                await there.press(keys[-1], "x")
                assert there.screen.captured is not None, kind
                await there.press("enter")
                assert before is None or behind(there) == before, kind
        assert caught(there) == [("actions", "x")] * len(OTHER) + [("decisions", "x")] * len(OTHER)


async def test_from_a_sheet_and_back_to_it(tmp_path, monkeypatch) -> None:
    step = '\n[[step]]\nid = "note_"\nkind = "note"\ntitle = "Paus"\nsay = "Säg"\nminutes = 5\n'
    sheets = {"s": "StepsPane", "?": "HelpPane", "t": "TimePane", "f": "NotesPane"}
    async with room(tmp_path, monkeypatch, at(tmp_path, step, here="note"), size=(80, 24)) as there:
        for opens, sheet in sheets.items():
            await there.press("escape", opens)
            assert type(there.screen.active_pane).__name__ == sheet
            for key in ("f2", ","):
                await there.press(key)
                await there.type("!Bo")
                await there.press("enter")
                assert type(there.screen.active_pane).__name__ == sheet
                assert not there.screen.active_pane.writing
            await there.press("escape")
            assert not there.screen.sheet_open
        assert caught(there) == [("actions", "Bo")] * 2 * len(sheets)


async def test_from_a_sheet_with_a_line_of_its_own(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path)) as there:
        await there.type("halvt")
        await there.press("ctrl+p")
        await there.type("hjälp")
        await there.press("left", "left", "f2")
        await there.type("? senare")
        await there.press("pagedown", "enter")
        assert caught(there) == [("parked", "senare")]
        line = there.screen.sheet.line
        assert (line.text, line.cursor) == ("hjälp", 3)
        assert there.app.focused is line
        await there.press("escape")
        assert (there.screen.body.line.text, there.screen.sheet_open) == ("halvt", False)


async def test_from_the_closing(tmp_path, monkeypatch) -> None:
    path = at(tmp_path, changes=[Capture(what="action", text="Ring")])
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("escape", "c", "enter")
        await there.type(" alla")
        before = behind(there)
        await there.press("f2")
        await there.type("= klart")
        assert "från" not in there.lines[-3]
        await there.press("enter")
        assert behind(there) == before
        assert there.desk.session.decisions


async def test_where_it_came_from(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path)) as there:
        await there.press("f2")
        await there.type("! ring @Jonas 2026-12-04")
        assert "ägare Jonas · fredag 4 december · från Frågan, Får" in there.text
        await there.press("escape", "f2")
        await there.type("= vi börjar där eftersom det gör ont @Ann")
        assert "beslutat av Ann · varför: det gör ont · från" in there.text


@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_no_line_goes_past_the_edge(tmp_path, monkeypatch, lang) -> None:
    async with room(tmp_path, monkeypatch, at(tmp_path, changes=[SetHeader(key="lang", value=lang)]), size=(80, 24)) as there:
        for size in ((80, 24), (60, 20)):
            await there.resize(*size)
            for line in (
                "! ",
                "= ",
                "? ",
                "! ring @Jonas 2026-12-04",
                "= vi börjar med leveransen eftersom det är där det gör ondast @Jonas",
            ):
                await there.press("f2")
                await there.type(line)
                assert there.past_the_edge == []
                await there.press("escape")
            await there.press("f2")
            await there.type("! " + "ordet " * 12)
            drawn = " ".join(there.text.split())
            assert drawn.count("ordet") == 12, "a long line is seen whole"
            await there.press("escape")
            assert not there.screen.sheet_open
