"""The mouse does what the keys do: a click focuses, one more edits, the wheel passes by and changes nothing."""

from __future__ import annotations

import pytest
from textual import events

from tests.tui.fake import FakeHost, desk
from tests.tui.frame import room, session_file
from tests.tui.journeys import GridHost
from tests.tui.journeys import desk as journey
from workshop.session.changes import AddItems, Change, Place

HEAD = 'format = 1\nid = "prov"\ntitle = "Prov"\n'
STAGES = '[[step]]\nid = "steg"\nkind = "list"\ntitle = "Steg"\n'
TEXTS = ["Ett", "Två", "Tre"]


def host(step: str, *changes: Change, width: int = 92) -> FakeHost:
    toml = f'{HEAD}{STAGES}\n[[step]]\nid = "q"\ntitle = "Fråga"\n{step}\n'
    screen = FakeHost(desk(toml, changes=[AddItems(step="steg", texts=TEXTS), *changes]), width)
    screen.open("q")
    return screen


def row_of(screen: FakeHost, words: str) -> tuple[int, int]:
    """The row that a text stands on, and its column."""
    for at, line in enumerate(screen.screen().split("\n")):
        if words in line:
            return at, line.index(words)
    raise AssertionError(screen.screen())


STEPS = [
    'kind = "list"',
    'kind = "ask"\neach = "steg"\nlook = "table"\nfields = ["Ord", { id = "n", title = "Tal", as = "scale" }]',
    'kind = "ask"\neach = "steg"\nfields = ["Ord", { id = "n", title = "Val", as = "choice", options = ["A", "B"] }]',
    'kind = "ask"\nlook = "journey"\neach = "steg"\nfields = ["Ord", { id = "n", title = "Tal", as = "scale" }]',
    'kind = "sort"\nfrom = "steg"\nplaces = ["Ja", "Nej"]',
    'kind = "matrix"\nfrom = "steg"\nx = { title = "X", low = "l", high = "h" }\ny = { title = "Y", low = "l", high = "h" }',
    'kind = "group"\nfrom = "steg"',
    'kind = "vote"\nfrom = "steg"\ndots = 3',
    'kind = "actions"',
    'kind = "result"\neach = "steg"\nvalue = "1"',
]


@pytest.mark.parametrize("step", STEPS)
def test_the_wheel_changes_nothing_and_loses_nothing(step: str) -> None:
    screen = host(step)
    if screen.pane.writing and screen.drawn.line is not None:
        screen.type("a halv")
    before = screen.desk.session.answers
    for way in (1, 1, 1, 1, -1, -1, 1, -1, -1, -1, -1):
        screen.pane.wheel(way)
        screen.draw()
    kept = screen.line + str(getattr(screen.pane, "held", "")) + str(screen.desk.session.answers) + str(screen.said)
    assert "halv" not in kept or "a halv" in kept
    assert {id: len(answer.items) for id, answer in screen.desk.session.answers.items() if id == "steg"} == {
        id: len(answer.items) for id, answer in before.items() if id == "steg"
    }


def test_a_thing_that_is_carried_is_put_down_where_one_clicks() -> None:
    screen = host('kind = "list"')
    screen.paste("Ett\nTvå\nTre").press("escape", "home", "m")
    screen.click(row_of(screen, "Tre")[0])
    assert [item.text for item in screen.desk.session.answer("q").items.values()] == ["Två", "Tre", "Ett"]
    screen.desk.undo()
    assert [item.text for item in screen.desk.session.answer("q").items.values()] == ["Ett", "Två", "Tre"]


def test_a_card_that_is_carried_goes_to_the_column_one_clicks() -> None:
    screen = host('kind = "sort"\nfrom = "steg"\nplaces = ["Ja", "Nej"]')
    ids = list(screen.desk.session.answer("steg").items)
    screen.do(Place(step="q", item=ids[2], place="nej"))
    screen.draw()
    screen.press("home", "m")
    screen.click(*row_of(screen, "Tre"))
    placed = next(iter(screen.desk.session.answer("q").cells.values()))["place"]
    assert placed == {ids[2]: "nej", ids[0]: "nej"}


def test_a_cell_of_the_journey_is_focused_by_a_click_and_written_in_by_one_more() -> None:
    screen = GridHost(journey()).at("Upptäcker", "does")
    screen.press("escape")
    at, x = row_of(screen, "Vet  ")
    screen.click(at, x + 20)
    assert screen.here == ("Upptäcker", "knows")
    assert screen.drawn.line is None
    screen.click(at, x + 20)
    assert screen.here == ("Upptäcker", "knows")
    assert screen.drawn.line is not None


async def test_clicks_and_the_wheel_on_the_real_screen(tmp_path, monkeypatch) -> None:
    changes = [AddItems(step="said", texts=[f"sak {at}" for at in range(40)])]
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=changes), size=(100, 30)) as there:
        agenda = there.screen.parts["agenda"]
        row = next(at for at, row in enumerate(agenda.rows) if "Det sagda" in "".join(span.text for span in row.spans))
        await there.pilot.click(agenda, offset=(5, row))
        await there.settle()
        assert there.screen.stop.step == "said"
        await there.pilot._post_mouse_events([events.MouseScrollUp] * 3, there.screen.body, offset=(10, 5))
        await there.settle()
        items = list(there.desk.session.answer("said").items)
        assert there.screen.pane.at == items[-4]
        assert not there.screen.pane.writing
        shown = there.screen.body.rows
        row = next(at for at, row in enumerate(shown) if any("sak 30" in span.text for span in row.spans))
        await there.pilot.click(there.screen.body, offset=(10, row), times=2)
        await there.settle()
        assert there.screen.pane.writing
        assert there.screen.line_text == "sak 30"
        await there.press("escape", "s")
        await there.pilot._post_mouse_events([events.MouseScrollDown], there.screen.sheet, offset=(10, 5))
        await there.settle()
        assert there.screen.sheet_open
