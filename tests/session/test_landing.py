"""What is pasted lands where it belongs, in one undo; what does not fit is told with its line."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.session.books import NOW, scenario, session, step
from workshop.session import landing
from workshop.session.desk import Desk
from workshop.session.landing import Landing, Place
from workshop.session.model import Session
from workshop.session.pasted import read

TODAY = date(2026, 11, 23)
FIELDS = """
fields = [
  { id = "feels", title.sv = "Känner", title.en = "Feels", as = "scale", min = -2, max = 2 },
  { id = "pains", title = "Pains", as = "list" },
  { id = "how", title = "How", as = "choice", options = ["By mail", "By phone"] },
  { id = "cost", title = "Cost", as = "number" },
]
"""
STEPS = (
    'languages = ["sv", "en"]\n'
    + step("stages", "list")
    + step("grid", "ask", 'each = "stages"\nlook = "journey"' + FIELDS)
    + step("table", "ask", 'each = "stages"\nlook = "table"' + FIELDS)
    + step("form", "ask", FIELDS)
    + step(
        "parts", "list", 'each = "stages"\nfields = [{ id = "why", title = "Why" }, { id = "ok", title = "Ok", as = "yesno" }]'
    )
    + step("sorted", "sort", 'from = "stages"\nplaces = ["Keep", "Drop"]')
    + step(
        "map",
        "matrix",
        'from = "stages"\nx = { title = "X", low = "l", high = "h" }\ny = { title = "Y", low = "l", high = "h" }',
    )
    + step("moves", "actions")
)


def desk(*stages: str, people: str = "") -> Desk:
    made = Desk(scenario(STEPS), session(people), now=lambda: NOW)
    if stages:
        pasted(made, "stages", "\n".join(stages))
    return made


def pasted(desk: Desk, step: str, text: str, **place: Any) -> Landing:
    found = landing.land(desk.book, step, read(text), Place(**place), TODAY)
    desk.do_all(found.changes)
    return found


def ids(session: Session) -> list[str]:
    return list(session.answer("stages").items)


def texts(items: Any) -> list[str]:
    return [item.text for item in items]


def cell(desk: Desk, step: str, row: int) -> dict[str, Any]:
    wanted = ids(desk.session)[row]
    found = [dict(cell) for spot, cell in desk.session.answer(step).cells.items() if spot.of == wanted]
    return {name: texts(v) if isinstance(v, tuple) else v for name, v in found[0].items()} if found else {}


def test_a_spreadsheet_fills_the_grid_from_the_cell_in_focus() -> None:
    at = desk("Seeks", "Gets", "Waits")
    found = pasted(at, "grid", '1\t-2\n"queue\nnews"\tlate', of=ids(at.session)[1], field="feels")
    assert (found.taken, found.left) == (5, ())
    assert cell(at, "grid", 1) == {"feels": 1, "pains": ["queue", "news"]}
    assert cell(at, "grid", 2) == {"feels": -2, "pains": ["late"]}
    assert cell(at, "grid", 0) == {}
    at.undo()
    assert cell(at, "grid", 1) == {}


def test_names_of_rows_and_columns_say_where_whichever_way_the_table_lies() -> None:
    for step_, table in (
        ("grid", "\tSeeks\tGets\nKänner\t1\t2\nCost\t4,5\t\n"),
        ("grid", "Stage\tFeels\tCost\nSeeks\t1\t4.5\nGets\t2\t\n"),
        ("table", "\tSeeks\tGets\nKänner\t1\t2\nCost\t4,5\t\n"),
        ("table", "Stage\tFeels\tCost\nSeeks\t1\t4.5\nGets\t2\t\n"),
    ):
        at = desk("Seeks", "Gets")
        assert pasted(at, step_, table).left == ()
        assert (cell(at, step_, 0), cell(at, step_, 1)) == ({"feels": 1, "cost": 4.5}, {"feels": 2})


def test_stages_that_are_not_there_are_made_in_their_order() -> None:
    at = desk("Seeks")
    pasted(at, "grid", "\tSeeks\tGets\tWaits\nFeels\t1\t2\t0", names=True, of=ids(at.session)[0])
    assert texts(at.session.answer("stages").items.values()) == ["Seeks", "Gets", "Waits"]
    assert [cell(at, "grid", row)["feels"] for row in range(3)] == [1, 2, 0]
    empty = desk()
    pasted(empty, "grid", "\tSeeks\tGets\nFeels\t1\t2")
    assert texts(empty.session.answer("stages").items.values()) == ["Seeks", "Gets"]


def test_what_does_not_fit_is_told_and_the_rest_lands() -> None:
    at = desk("Seeks", "Gets")
    found = pasted(at, "table", "Stage\tFeels\tHow\tColour\nSeeks\tabout 5\tby phone\tred\nNowhere\t1\t\t\n")
    assert [(left.line, left.text) for left in found.left] == [(1, "Colour"), (2, "about 5")]
    assert cell(at, "table", 0) == {"how": "by_phone"}
    assert texts(at.session.answer("stages").items.values())[-1] == "Nowhere"
    form = pasted(at, "form", "Feels\t1\nNowhere\tx\nCost\t2\n")
    assert [(left.line, left.text) for left in form.left] == [(2, "Nowhere")]
    assert form.taken == 2


def test_a_table_that_is_larger_than_what_is_left_is_refused_whole() -> None:
    at = desk("Seeks", "Gets")
    before = at.session
    for text in ("1\t2\t1", "1\n1\n1\n1\n1"):
        found = pasted(at, "grid", text, of=ids(at.session)[0], field="feels")
        assert found.refused
        assert not found.changes
    assert at.session is before


def test_answers_that_are_there_are_counted_and_come_back_with_one_undo() -> None:
    at = desk("Seeks", "Gets")
    pasted(at, "table", "1\t\t\t7\n2\t\t\t8", of=ids(at.session)[0], field="feels")
    found = pasted(at, "table", "2\ta\n2\tb", of=ids(at.session)[0], field="feels")
    assert (found.taken, found.replaced) == (4, 1)
    at.undo()
    assert cell(at, "table", 0) == {"feels": 1, "cost": 7}


def test_nested_lines_fall_under_the_rows_they_name() -> None:
    at = desk("Calendar", "Advert")
    found = pasted(at, "parts", "- Calendar\n    - mail\n    - film\n- advert\n    - poster\n- Fair\n    - stand")
    assert found.left == ()
    named = {item.id: item.text for item in at.session.answer("stages").items.values()}
    assert [(named[item.of], item.text) for item in at.session.answer("parts").items.values()] == [
        ("Calendar", "mail"),
        ("Calendar", "film"),
        ("Advert", "poster"),
        ("Fair", "stand"),
    ]


def test_columns_of_a_table_are_fields_of_things() -> None:
    at = desk("Calendar", people="Anna")
    of = ids(at.session)[0]
    found = pasted(at, "parts", "mail\tcheap\tja\nfilm\tdear\tkanske", of=of)
    made = list(at.session.answer("parts").items.values())
    assert [(item.text, dict(item.fields)) for item in made] == [
        ("mail", {"why": "cheap", "ok": True}),
        ("film", {"why": "dear"}),
    ]
    assert [left.text for left in found.left] == ["kanske"]
    pasted(at, "moves", "Åtgärd\tAnsvarig\tTill när\nRing\tanna\t2026-12-01\nMejla\tBo Ek\t")
    assert [(one.text, dict(one.fields)["owner"], one.get("due")) for one in at.session.actions.values()] == [
        ("Ring", "Anna", date(2026, 12, 1)),
        ("Mejla", "Bo Ek", None),
    ]
    pasted(at, "moves", "- call @anna fri\n- write")
    assert [one.text for one in at.session.actions.values()][2:] == ["call", "write"]
    assert list(at.session.actions.values())[2].get("due") == date(2026, 11, 27)


def test_things_with_their_places_are_placed() -> None:
    at = desk("Calendar", "Advert")
    found = pasted(at, "sorted", "What\tPlace\nCalendar\tkeep\nAdvert\tDrop\nFair\tKeep\nAdvert\tnowhere")
    assert [(left.line, left.text) for left in found.left] == [(5, "Advert nowhere")]
    assert found.taken == 3
    assert len(ids(at.session)) == 3
    pasted(at, "map", "Calendar\t2\t9\nAdvert\t10\t1")
    placed = next(iter(at.session.answer("map").cells.values()))["place"]
    assert [(at.book.label(id), dict(where)) for id, where in placed.items()] == [
        ("Calendar", {"x": 2, "y": 9}),
        ("Advert", {"x": 10, "y": 1}),
    ]
