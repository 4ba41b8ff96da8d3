"""The mouse does what the keys do: a click focuses, one more edits, the wheel passes by and changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual import events

from tests.tui.fake import FakeHost, desk
from tests.tui.frame import room, session_file
from tests.tui.journeys import GridHost
from tests.tui.journeys import desk as journey
from workshop import language
from workshop.session.changes import AddItems, AddPerson, Change, MakeGroup, Place

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


# ----------------------------------------------------------------------------------------------------- with clicks alone


def cells_of(screen: FakeHost, step: str = "q") -> list[dict]:
    return [dict(cell) for cell in screen.desk.session.answer(step).cells.values()]


MAP = 'kind = "matrix"\nfrom = "steg"\nx = { title = "X", low = "l", high = "h" }\ny = { title = "Y", low = "l", high = "h" }'


@pytest.mark.parametrize("width", [60, 92])
def test_a_click_in_the_plane_puts_the_thing_at_hand_there_and_a_letter_is_at_hand_by_a_click(width: int) -> None:
    screen = host(MAP, width=width)
    ids = list(screen.desk.session.answer("steg").items)
    plane = [at for at, line in enumerate(screen.rows()) if "│" in line or "┼" in line]
    screen.click(plane[1], 4)
    assert cells_of(screen)[0]["place"] == {ids[0]: {"x": 1, "y": screen.pane.step.steps}}
    assert screen.pane.cursor == 1, "the next without a place is at hand"
    screen.click(plane[-2], 4)
    screen.click(plane[-2], 12)
    at = next(at for at, line in enumerate(screen.rows()) if " a" in line and at in plane)
    screen.click(at, screen.rows()[at].index("a") - 2)
    assert screen.pane.cursor == 0, "its letter was clicked"
    screen.click(plane[len(plane) // 2], 30)
    place = cells_of(screen)[0]["place"]
    assert place[ids[0]]["x"] > 1, "it was moved"
    assert place[ids[1]] == {"x": 1, "y": 1}
    assert screen.pane.cursor == 0, "what is moved stays at hand"
    screen.desk.undo()
    assert cells_of(screen)[0]["place"][ids[0]]["x"] == 1


@pytest.mark.parametrize("x", range(2, 50, 7))
def test_what_is_put_by_a_click_stands_where_one_clicked(x: int) -> None:
    screen = host(
        MAP.replace('kind = "matrix"', 'kind = "matrix"\nsteps = 100'),
        width=92,
    )
    plane = [at for at, line in enumerate(screen.rows()) if "│" in line or "┼" in line]
    screen.click(plane[3], x)
    where = next((at, line.index("a") - 2) for at, line in enumerate(screen.rows()) if at in plane and "a" in line[:50])
    assert abs(where[0] - plane[3]) <= 1
    assert abs(where[1] - x) <= 1


def test_a_dot_of_a_scale_is_its_mark_wherever_one_is() -> None:
    screen = host('kind = "ask"\neach = "steg"\nfields = [{ id = "n", title = "Betyg", as = "scale", min = 1, max = 5 }]')
    for words, dot in (("Två", 4), ("Ett", 2), ("Tre", 1)):
        at, _ = row_of(screen, words)
        line = screen.rows()[at]
        first = min(line.index(sign) for sign in "○●" if sign in line) - 2
        screen.click(at, first + dot - 1)
    ids = list(screen.desk.session.answer("steg").items)
    given = {spot.of: cell["n"] for spot, cell in screen.desk.session.answer("q").cells.items()}
    assert given == {ids[1]: 4, ids[0]: 2, ids[2]: 1}


@pytest.mark.parametrize("field", ['as = "choice", options = ["Röd", "Grön"]', 'as = "yesno"'])
def test_an_option_is_chosen_by_a_click_on_its_word(field: str) -> None:
    screen = host(f'kind = "ask"\nfields = [{{ id = "n", title = "Val", {field} }}]')
    word = "Grön" if "choice" in field else "nej"
    at, x = row_of(screen, word)
    screen.click(at, x - 2)
    assert cells_of(screen)[0]["n"] in ("gron", False)


def test_a_day_is_taken_by_a_click() -> None:
    screen = host('kind = "ask"\nfields = [{ id = "n", title = "Dag", as = "date" }]')
    day = date.today() + timedelta(days=7)
    at, x = row_of(screen, language.day(day, "sv", date.today()))
    screen.click(at, x - 2)
    assert cells_of(screen)[0]["n"] == day


@pytest.mark.parametrize("width", [60, 92])
def test_the_name_of_a_place_sends_the_thing_at_hand_there(width: int) -> None:
    screen = host('kind = "sort"\nfrom = "steg"\nplaces = ["Ja", "Nej"]', width=width)
    ids = list(screen.desk.session.answer("steg").items)
    for _ in range(2):
        at, x = row_of(screen, "Nej")
        screen.click(at, x - 2)
    assert cells_of(screen)[0]["place"] == {ids[0]: "nej", ids[1]: "nej"}
    screen.click(*row_of(screen, "Ett"))
    at, x = row_of(screen, "1 kvar" if width == 60 else "Inte lagt")
    screen.click(at, x - 2)
    assert cells_of(screen)[0]["place"] == {ids[1]: "nej"}


def test_a_choice_gets_a_dot_by_a_click() -> None:
    screen = host('kind = "vote"\nfrom = "steg"\ndots = 3')
    at, x = row_of(screen, "Två")
    screen.click(at, x).click(at, x).click(*row_of(screen, "Tre"))
    screen.press("enter")
    ids = list(screen.desk.session.answer("steg").items)
    assert cells_of(screen)[0]["gives"] == {ids[1]: 2, ids[2]: 1}
    screen.press("w")
    screen.click(*row_of(screen, "Ett")).click(*row_of(screen, "Ett"))
    assert screen.line == "a2"


def test_a_voice_of_the_strip_is_at_hand_by_a_click() -> None:
    screen = host('kind = "sort"\nfrom = "steg"\nby = "each"\nplaces = ["Ja", "Nej"]')
    screen.do(*(AddPerson(id=name.lower(), name=name) for name in ("Ann", "Jonas", "Mira")))
    screen.draw()
    at, x = row_of(screen, "Mira")
    screen.click(at, x - 2)
    assert screen.pane.by == "mira"


def test_marked_things_go_to_the_group_whose_name_one_clicks() -> None:
    screen = host('kind = "group"\nfrom = "steg"')
    ids = list(screen.desk.session.answer("steg").items)
    screen.do(MakeGroup(step="q", items=[ids[2]], name="Hop"))
    screen.draw()
    at, x = row_of(screen, "Två")
    screen.click(at, x).click(at, x)
    assert list(screen.pane.marked) == [ids[1]]
    at, x = row_of(screen, "Hop")
    screen.click(at, x - 2)
    assert cells_of(screen)[0]["groups"][0].items == (ids[2], ids[1])


def test_an_entry_of_a_cell_in_the_journey_is_picked_and_moved_by_clicks() -> None:
    screen = GridHost(journey()).at("Upptäcker", "does")
    for text in ("först", "sedan", "sist"):
        screen.type(text).press("enter")
    at, x = row_of(screen, "sedan")
    screen.click(at, x - 2)
    assert screen.pane.entry
    screen.press("m")
    at, x = row_of(screen, "sist")
    screen.click(at, x - 2)
    assert [entry.text for entry in screen.pane.entries if entry.text in ("först", "sedan", "sist")] == [
        "först",
        "sist",
        "sedan",
    ]


async def test_a_dot_clicked_on_the_real_screen_is_the_answer(tmp_path, monkeypatch) -> None:
    changes = [AddItems(step="said", texts=["ett", "två", "tre"])]
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=changes), size=(100, 30)) as there:
        await there.press("pagedown", "pagedown")
        assert there.screen.stop.step == "score"
        for words, dot in (("två", 3), ("ett", 5)):
            at, line = next((at, line) for at, line in enumerate(there.lines) if words in line and "○" in line)
            await there.pilot.click(offset=(min(line.index(sign) for sign in "○●" if sign in line) + dot - 1, at))
            await there.settle()
        cells = there.desk.session.answer("score").cells
        given = {there.desk.book.label(spot.of): cell["mark"] for spot, cell in cells.items()}
        assert given == {"två": 3, "ett": 5}
