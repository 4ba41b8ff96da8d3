"""A whole room on one line: a figure a person, hands counted, dots on a wall; and what came out of it, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.fake import FakeHost, one_step, too_wide
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session import hands
from workshop.session.ballots import Wall, read_wall, write_wall
from workshop.session.changes import AddItem, TakeAgain
from workshop.tui.rows import View
from workshop.tui.steps.ask_shown import apart
from workshop.tui.steps.ask_shown_grid import grid

FIVE = ScaleField(id="v", title="v", min=0, max=5)
ONE_TO_FIVE = ScaleField(id="v", title="v")
YES = YesNoField(id="v", title="v")
PICK = ChoiceField(id="v", title="v")
NUMBER = NumberField(id="v", title="v")
IDEAS = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
FILMS = [AddItem(step="ideas", text="Film", id="film"), AddItem(step="ideas", text="Bok", id="bok")]
SIX = ["Ann", "Jonas", "Mira", "Per", "Lisa", "Sam"]
ROWS = 'by = "each"\nas = "scale"\nitems = ["Lund", "Umeå"]'


@pytest.mark.parametrize(
    ("line", "field", "values"),
    [
        ("5 4 4 2 0", FIVE, (5, 4, 4, 2, 0)),
        ("54420", FIVE, (5, 4, 4, 2, 0)),
        ("5 4 4 2 0", ONE_TO_FIVE, (5, 4, 4, 2, None)),
        ("54420", ONE_TO_FIVE, (5, 4, 4, 2, None)),
        ("5, 4; 4", FIVE, (5, 4, 4)),
        ("5 - 4", FIVE, (5, None, 4)),
        ("5x3 2", FIVE, (5, 5, 5, 2)),
        ("y y n", YES, (True, True, False)),
        ("jjn-", YES, (True, True, False, None)),
        ("ja nej", YES, (True, False)),
        ("j8 n3", YES, (True,) * 8 + (False,) * 3),
        ("1 c 2", PICK, ("a", "c", "b")),
        ("a3 b", PICK, ("a", "a", "a", "b")),
        ("9,5 12", NUMBER, (9.5, 12)),
        ("", FIVE, ()),
    ],
)
def test_a_line_is_an_answer_a_person(line: str, field: Any, values: tuple[Any, ...]) -> None:
    assert hands.read(line, field, ["a", "b", "c"], "sv") == hands.Hands(values)


@pytest.mark.parametrize(
    ("line", "field", "wrong"), [("5 6", FIVE, "6"), ("y q", YES, "q"), ("1 9", PICK, "9"), ("x", NUMBER, "x")]
)
def test_what_is_no_answer_is_named(line: str, field: Any, wrong: str) -> None:
    assert hands.read(line, field, ["a", "b", "c"], "sv").wrong == wrong


@given(st.lists(st.none() | st.integers(0, 5), max_size=30))
def test_what_was_entered_can_be_mended(values: list[int | None]) -> None:
    while values and values[-1] is None:
        values.pop()
    assert list(hands.read(hands.write(values, FIVE, [], "sv"), FIVE, [], "sv").values) == values


def opened(step: str = ROWS, *, width: int = 72, **given: Any) -> FakeHost:
    given.setdefault("people", SIX)
    host = FakeHost(one_step(step, **given), width, 20)
    host.open("q")
    return host


def said(host: FakeHost, of: str = "") -> list[Any]:
    cells = host.book.session.answer("q").cells
    return [cell["value"] for spot, cell in cells.items() if spot.of == of]


def test_the_room_answers_row_by_row_and_is_read_back_by_name() -> None:
    host = opened().press("w").type("5 4 4 2 1")
    assert "Ann 5   Jonas 4   Mira 4   Per 2   Lisa 1" in host.screen()
    assert "snitt 3,2 · från 1 till 5" in host.screen()
    host.press("enter").type("33333").press("enter")
    assert (said(host, "lund"), said(host, "umea")) == ([5, 4, 4, 2, 1], [3] * 5)
    assert not host.pane.writing


def test_more_answers_than_people_are_refused_and_what_was_entered_can_be_mended() -> None:
    host = opened().press("w").type("5 4 4 2 1 1 1").press("enter")
    assert "7 svar, men ni är 6" in host.said[-1]
    host.press("backspace", "backspace", "enter", "up")
    assert host.line == "5 4 4 2 1 1"
    host.press(*["backspace"] * 4, "enter")
    assert said(host, "lund") == [5, 4, 4, 2]  # what is no longer on the line was wrong


def test_where_nobody_was_named_each_figure_is_a_voice() -> None:
    host = opened('by = "each"\nas = "scale"', people=())
    assert "Eller alla på en gång" in host.screen()
    host.type("5 4 2").press("enter")
    assert sorted(said(host)) == [2, 4, 5]
    assert not host.book.session.present
    host.press("w", "backspace").type("1").press("escape")  # the same three, one of them mended
    assert sorted(said(host)) == [1, 4, 5]


def test_hands_for_yes_and_no_are_counted() -> None:
    host = opened('by = "each"\nas = "yesno"', people=()).press("escape", "w").type("j8 n3").press("enter", "v")
    assert len(said(host)) == 11
    assert "8 ja · 3 nej" in host.screen()


def test_the_line_hides_what_was_hidden() -> None:
    host = opened('by = "each"\nas = "scale"').press("4", "tab", "w")
    assert host.line == ""
    assert "Ann 4" not in host.screen()


def test_what_came_out_is_told_with_mean_spread_and_where_they_are_furthest_apart() -> None:
    host = opened().press("w").type("5 4 4 2 1").press("enter").type("3 3 3 3 3").press("enter", "v")
    screen = " ".join(host.screen().split())
    assert "Lund 1 1 · 2 1 3,2 1 till 5" in screen
    assert "Umeå · · 5 · · 3,0 lika" in screen
    assert "Längst isär: Lund, från 1 (Lisa) till 5 (Ann)." in screen
    assert "Ann 3 · Jonas 3" in " ".join(host.press("down").screen().split())


def test_a_second_round_keeps_the_first_and_tells_what_moved() -> None:
    host = opened('by = "each"\nas = "scale"').press("w").type("5 4 4 2 1").press("enter", "v", "a")
    assert host.book.latest(host.book.scenario.step_by_id["q"]) == 2
    assert "Ann 5" not in host.screen()
    host.press("w").type("44443").press("enter", "v")
    screen = host.screen()
    assert "Runda 2" in screen
    assert "↑ från 3,2" in screen
    assert len(host.book.session.answer("q").cells) == 10


def test_one_can_mend_an_answer_and_go_back_to_all() -> None:
    host = opened('by = "each"\nas = "scale"').press("w").type("54").press("enter", "v", "enter", "1", "escape")
    assert said(host) == [1, 4]
    assert "Längst isär: från 1 (Ann) till 4 (Jonas)." in host.screen()


def test_one_question_across_is_shown_as_rows_and_columns() -> None:
    host = opened('by = "each"\nas = "scale"\nitems = ["Lund", "Umeå"]\nacross = "ideas"', before=IDEAS, changes=FILMS)
    host.press("w").type("5 4").press("enter").type("1 5").press("enter").type("3 3").press("enter", "escape", "v")
    rows = [row.split() for row in host.rows() if row.strip()]
    assert rows[1:4] == [["Film", "Bok"], ["▌", "Lund", "4,5", "3,0"], ["Umeå", "3,0", "·"]]
    assert "Längst isär: Lund · Bok, från 1 (Ann) till 5 (Jonas)." in host.screen()
    assert "Ann 1 · Jonas 5" in host.press("right").screen()
    assert "Ann 3" in host.press("left", "down").screen()


@pytest.mark.parametrize("width", [30, 52, 72, 92])
@pytest.mark.parametrize("here", [(0, 0), (19, 11), (7, 5)])
def test_many_rows_and_columns_keep_within_the_window(width: int, here: tuple[int, int]) -> None:
    names = [f"Ett krav med långt namn {n}" for n in range(12)]
    labels = [f"En rad som är alldeles för lång {n}" for n in range(20)]
    rows, _ = grid(labels, names, [["4,0"] * 12] * 20, here, width, 14, 0)
    assert len(rows) <= 14
    assert not too_wide(View(rows), width)
    assert any(span.bold and span.ink == "accent" for row in rows for span in row.spans)


def test_what_was_written_beside_an_answer_stands_below() -> None:
    host = opened('by = "each"\nas = "scale"\nevidence = true', people=SIX[:2])
    host.press("4", "enter").type("Vi mätte i mars").press("enter", ">", "2", "v")
    assert "Ann: Vi mätte i mars" in host.screen()


def test_where_names_are_not_kept_none_is_told() -> None:
    host = opened('by = "each"\nas = "scale"\nnames = "never"').press("w").type("5 4 1").press("enter", "v")
    assert "Längst isär: från 1 till 5." in host.screen()
    assert not any(name in host.screen() for name in SIX)


@pytest.mark.parametrize(("values", "field", "wider"), [([1, 5], FIVE, [2, 3]), ([True, False], YES, [True, True])])
def test_how_far_apart_answers_are(values: list[Any], field: Any, wider: list[Any]) -> None:
    assert apart(values, field) > apart(wider, field) >= 0


@pytest.mark.parametrize("width", [52, 72, 92])
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(
    "as_", ["scale", "yesno", "number", 'choice"\noptions = ["En lång sak att välja här", "B", "C"]\nhint = "']
)
def test_nothing_runs_over_the_edge(as_: str, lang: str, width: int) -> None:
    rows = f'by = "each"\nas = "{as_}"\nitems = ["{"Ett påstående som är långt " * 4}", "Kort"]'
    host = opened(rows, lang=lang, width=width).press("escape", "w").type("1 1 2")
    assert not too_wide(host.drawn, width)
    host.press("enter").type("1 2").press("enter")
    host.press("v")
    assert not too_wide(host.drawn, width)
    host.do(TakeAgain(step="q"))
    host.open("q")
    host.press("escape", "w").type("2 2").press("enter", "enter")
    assert not too_wide(host.draw(), width)


# ----------------------------------------------------------------------------------------------------------- the wall


@pytest.mark.parametrize(
    ("line", "wall"),
    [
        ("a5 b3 c0", Wall({0: 5, 1: 3, 2: 0})),
        ("a5 b3 /8", Wall({0: 5, 1: 3}, 8)),
        ("5 4 0 /8", Wall({0: 5, 1: 4, 2: 0}, 8)),
        ("/8", Wall({}, 8)),
        ("a5 /", Wall({0: 5})),
        ("5 4 4 2", Wall({}, None, "2")),
        ("a5 z2", Wall({0: 5}, None, "z2")),
        ("a5 /x", Wall({}, None, "/x")),
    ],
)
def test_dots_on_a_wall_and_hands_in_the_air(line: str, wall: Wall) -> None:
    assert read_wall(line, 3) == wall


@given(st.dictionaries(st.integers(0, 40), st.integers(0, 999), min_size=1), st.integers(0, 500))
def test_a_count_written_is_the_count_read(counts: dict[int, int], voters: int) -> None:
    assert read_wall(write_wall(counts, voters), 41) == Wall(counts, voters or None)
