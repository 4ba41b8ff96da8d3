"""Results: figures, levels, rows in their order, and what they are compared with (scenario-format, 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.session.books import book, cells, items, listed, one, session, step, table, unchecked
from workshop.scenario import load
from workshop.session.book import Book
from workshop.session.model import Answer, Item, Progress, Spot
from workshop.session.scope import Scope

LIBRARY = Path(__file__).parents[2] / "scenarios"


def result(made, id, at=""):
    return made.result(made.scenario.step_by_id[id], at)


SAID = (
    step(
        "poll",
        "ask",
        "fields = ["
        + ", ".join(f'{{ id = "{id}", title = "T", as = "number" }}' for id in ("followers", "right", "said"))
        + "]",
    )
    + """
[[step]]
id = "said_x"
kind = "result"
title = "Of the right ones, this many may have answered X"
low = "max(0, poll.right + poll.followers * poll.said / 100 - poll.followers)"
high = "min(poll.right, poll.followers * poll.said / 100)"
figures = [{ id = "width", title = "Uncertainty", value = "(high - low) / poll.right" }]
levels = [
  { id = "nothing", when = "width >= 0.9", title = "The figure says nothing" },
  { id = "some", title = "It says something" },
]
"""
)


def poll(followers, right, said):
    return book(SAID, poll=cells((Spot(), {"followers": followers, "right": right, "said": said})))


def test_what_a_figure_says_of_the_right_ones():
    found = result(poll(1000, 100, 73), "said_x")
    assert (found.low, found.high) == (0, 100)
    assert found.value == 1
    assert found.level.id == "nothing"
    assert result(poll(1000, 800, 73), "said_x").level.id == "some"
    assert result(poll(1000, 800, 73), "said_x").low == 530


def test_of_nothing_there_is_no_value_and_the_level_is_otherwise():
    found = result(book(SAID), "said_x")
    assert (found.value, found.low, found.high, found.words) == (None, None, None, "")
    assert found.level.id == "some"


def test_the_parts_of_a_result_in_expressions():
    made = poll(1000, 100, 73)
    assert made.value("said_x") == 1
    assert made.value("said_x.high - said_x.low") == 100
    assert made.value("said_x.width") == 1
    assert made.value("said_x.level == 'nothing'") is True
    assert made.title(made.value("said_x.level")) == "The figure says nothing"
    assert made.text("{said_x.width} {said_x.level} {said_x}") == "1.0 The figure says nothing 1.0"


def test_each_figure_may_use_those_before_it_and_levels_all_of_them():
    made = book(
        step(
            "r",
            "result",
            """value = "b + 1"
figures = [
  { id = "a", title = "A", value = "2" },
  { id = "b", title = "B", value = "a * 10" },
  { id = "c", title = "C", value = "1 / 0" },
]
levels = [
  { id = "no", title = "N", when = "value > 100" },
  { id = "unknown", title = "U", when = "c > 1" },
  { id = "yes", title = "Y", when = "value == 21 and a == 2" },
]""",
        )
    )
    found = result(made, "r")
    assert [figure.value for figure in found.figures] == [2, 20, None]
    assert found.value == 21
    assert found.level.id == "yes"


def test_how_figures_are_drawn():
    figures = """figures = [
  { id = "part", title = "P", value = "200 / 3", unit = "%", digits = 0 },
  { id = "long", title = "L", value = "95", unit = "duration" },
  { id = "short", title = "S", value = "0.5", unit = "duration" },
  { id = "whole", title = "W", value = "1234" },
  { id = "cost", title = "C", value = "1234 / 8", unit = "kr" },
  { id = "back", title = "B", value = "-1 / 2", digits = 2 },
  { id = "ok", title = "O", value = "1 < 2" },
]"""
    shown = {
        lang: [figure.words for figure in result(book(step("r", "result", figures), lang=lang), "r").figures]
        for lang in ("sv", "en")
    }
    nbsp = "\u00a0"
    assert shown["en"] == ["67%", f"1{nbsp}h 35{nbsp}min", f"30{nbsp}s", "1,234", f"154.3{nbsp}kr", "−0.50", "yes"]
    assert shown["sv"] == [f"67{nbsp}%", f"1{nbsp}h 35{nbsp}min", f"30{nbsp}s", f"1{nbsp}234", f"154,3{nbsp}kr", "−0,50", "ja"]


ROWS = step(
    "ideas", "list", 'fields = [{ id = "size", title = "S", as = "number" }, { id = "cost", title = "C", as = "number" }]'
) + step(
    "ranked",
    "result",
    """each = "ideas"
value = "item.size"
figures = [{ id = "double", title = "D", value = "item.size * 2" }, { id = "quadruple", title = "Q", value = "double * 2" }]
levels = [{ id = "big", title = "Big", when = "value > 2" }, { id = "small", title = "Small", when = "value <= 2" }]""",
)
SIZED = listed(
    *(
        Item(id=id, text=id.upper(), fields={"size": size} if size is not None else {})
        for id, size in [("a", 2), ("b", 3), ("c", None), ("d", 3), ("e", 1)]
    )
)


def test_a_line_for_each_item_best_first_ties_shown_as_ties():
    found = result(book(ROWS, ideas=SIZED), "ranked")
    assert [(row.item.id, row.value, row.place) for row in found.rows] == [
        ("b", 3, 1),
        ("d", 3, 1),
        ("a", 2, 3),
        ("e", 1, 4),
        ("c", None, None),
    ]
    assert [figure.value for figure in found.rows[0].figures] == [6, 12]
    assert [row.level.id if row.level else None for row in found.rows] == ["big", "big", "small", "small", None]


@pytest.mark.parametrize(("order", "expected"), [("rising", "e a b d c"), ("none", "a b c d e"), ("falling", "b d a e c")])
def test_orders(order, expected):
    found = result(
        book(ROWS.replace('value = "item.size"\n', f'value = "item.size"\norder = "{order}"\n'), ideas=SIZED), "ranked"
    )
    assert " ".join(row.item.id for row in found.rows) == expected
    assert all((row.place is None) == (order == "none" or row.value is None) for row in found.rows)


def test_its_values_in_expressions_stand_in_the_order_of_the_source():
    made = book(ROWS, ideas=SIZED)
    assert made.value("ranked") == (2, 3, None, 3, 1)
    assert made.value("ranked.double") == (4, 6, None, 6, 2)
    assert made.value("ranked.level") == ("small", "big", None, "big", "small")
    assert [item.id for item in made.value("ranked.big")] == ["b", "d"]
    assert made.value("item.ranked", Scope(item="b")) == 3
    assert made.value("item.ranked.level", Scope(item="b")) == "big"
    assert made.value("item.ranked.quadruple", Scope(item="b")) == 12
    assert [item.id for item in made.source("ranked")] == ["b", "d", "a", "e", "c"]
    assert [item.id for item in made.source("ranked.small")] == ["a", "e"]


def test_a_list_sorts_by_its_first_entry_and_on_a_tie_by_the_second():
    text = (
        step("ideas", "list")
        + step("rated", "ask", 'each = "ideas"\nby = "each"\nas = "number"')
        + step("order", "result", 'each = "ideas"\nvalue = "item.rated"')
    )
    made = book(text, "A B", ideas=items("a A", "b B", "c C"), rated=table("a b c", "p1 p2", [[1, 9], [2, 1], [2, 3]]))
    assert [(row.item.id, row.place) for row in result(made, "order").rows] == [("c", 1), ("b", 2), ("a", 3)]


def test_means_that_are_equal_but_for_the_last_binary_figure_tie():
    text = (
        step("ideas", "list")
        + step("rated", "ask", 'each = "ideas"\nby = "each"\nas = "number"')
        + step("order", "result", 'each = "ideas"\nvalue = "mean(item.rated)"')
    )
    made = book(text, "A B C", ideas=items("a A", "b B"), rated=table("a b", "p1 p2 p3", [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]]))
    assert [row.place for row in result(made, "order").rows] == [1, 1]


# --------------------------------------------------------------------------------------------------------------- compare

COMPARED = step("sure", "ask", 'by = "each"\nas = "number"') + step(
    "how", "result", 'value = "mean(sure)"\ncompare = ["rounds", "last_time", "offices"]'
)
OFFICES = '[teams.offices]\nteams = ["Lund", "Umeå"]\n'


def test_compared_with_earlier_rounds_last_time_and_by_teams():
    answers = {Spot(round=1, by="p1"): 1, Spot(round=1, by="p2"): 2, Spot(round=2, by="p1"): 5, Spot(round=2, by="p2"): 4}
    before = book(OFFICES + COMPARED, "Anna", sure=one(3, by="p1"))
    made = book(
        OFFICES + COMPARED,
        "Anna Bo",
        earlier={"t": before}.get,
        sure=cells(*((spot, {"value": value}) for spot, value in answers.items())),
        teams={"offices": {"lund": ("p1",), "umea": ("p2",)}},
        progress={("sure", ""): Progress(rounds=2)},
    )
    found = result(made, "how")
    assert found.value == 4.5
    assert [(one.by, one.id, one.title, one.result.value) for one in found.compare] == [
        ("rounds", "1", "Round 1", 1.5),
        ("rounds", "2", "Round 2", 4.5),
        ("last_time", "", "Last time", 3),
        ("offices", "lund", "Lund", 5),
        ("offices", "umea", "Umeå", 4),
    ]


def test_with_one_round_and_no_earlier_session_there_is_nothing_beside_it():
    found = result(book(OFFICES + COMPARED, "Anna", sure=one(3, by="p1")), "how")
    assert [one.by for one in found.compare] == ["offices", "offices"]


def test_the_figures_of_a_team_of_few_nameless_voices_are_withheld():
    voices = ["v1", "v2", "v3", "v4"]
    made = book(
        OFFICES + COMPARED.replace('by = "each"', 'by = "each"\nnames = "never"'),
        "Anna Bo",
        sure=table("", " ".join(voices), [[1, 2, 3, 4]]),
        teams={"offices": {"lund": ("p1", "v1", "v2", "v3"), "umea": ("p2", "v4")}},
    )
    lund, umea = result(made, "how").compare
    assert lund.result.value == 2
    assert umea.result is None
    assert result(made, "how").value == 2.5


def test_last_time_matches_by_origin_then_id_then_text():
    text = step("ideas", "list") + step("score", "ask", 'each = "ideas"\nby = "each"\nas = "number"')
    before = book(
        text,
        "Bo Anna",
        ideas=items("a Video", "b Film", "c Text"),
        score=table("a b c", "p1 p2", [[1, 10], [2, 20], [3, 30]]),
    )
    made = book(
        text,
        "Anna Bo",
        earlier={"t": before}.get,
        ideas=listed(
            Item(id="x", text="Renamed", src=("a",)),
            Item(id="b", text="Other"),
            Item(id="y", text=" TEXT "),
            Item(id="z", text="New"),
        ),
    )
    assert [made.value("last_time(item.score)", Scope(item=id)) for id in "xbyz"] == [(1, 10), (2, 20), (3, 30), None]
    assert made.value("last_time(mean(score))") == 11
    assert made.value("last_time(item.score)", Scope(item="x", by="p1")) == 10  # Anna was p2 then
    assert made.value("count(ideas, last_time(item.score) == none)") == 1


# --------------------------------------------------------------------------------------------------- real scenario files


def test_the_activity_splitting_workshop():
    scenario = load.trusted((LIBRARY / "activity-splitting.toml").read_text("utf-8"))
    looks = [
        ("a1", {"intent": "yes", "glance": "yes"}),
        ("a2", {"intent": "yes", "glance": "no"}),
        ("a3", {"intent": "no", "glance": "no"}),
    ]
    made = Book(
        scenario,
        session(
            "Anna Bo",
            lang="sv",
            answers={
                "activities": items("a1 Advent", "a2 Annons", "a3 Film", "a4 Mässa"),
                "curious": cells((Spot(by="p1"), {"gives": {"a1": 1, "a2": 1, "a3": 1}})),
                "near_look": cells(*((Spot(of=id), cell) for id, cell in looks)),
                "parts": listed(
                    Item(id="q1", text="Frågan", of="a1", fields={"aim": "Samtal", "yardstick": "reach"}),
                    Item(id="q2", text="Svaret", of="a2"),
                    Item(id="q3", text="Bortvald", of="a4"),
                ),
                "map": cells((Spot(), {"place": {"q1": {"x": 1, "y": 9}, "q2": {"x": 9, "y": 1}}})),
            },
        ),
    )
    steps = made.scenario.step_by_id
    assert [item.id for item in made.rows(steps["near_look"])] == ["a1", "a2", "a3"]
    assert made.text("de {near_look.count} ni tittade närmare på") == "de 3 ni tittade närmare på"
    mirror = result(made, "mirror")
    assert [figure.words for figure in mirror.figures] == ["67\u00a0%", "33\u00a0%"]
    assert mirror.level.id == "both"
    overview = result(made, "overview")
    assert [row.item.text for row in overview.rows] == ["Frågan", "Svaret"]
    assert [figure.words for figure in overview.rows[0].figures] == ["Advent", "Samtal", "Räckvidd", "", "", "Gör först"]
    assert [item.text for item in made.offers(steps["moves"])] == ["Frågan"]


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_workshop_of_the_library_can_be_worked_out_before_anybody_has_answered(path):
    made = Book(load.trusted(path.read_text("utf-8")), session("Anna Bo"))
    for one_step in made.scenario.steps:
        made.rows(one_step)
        made.active(one_step)
        made.missing(one_step)
        made.checks(one_step)
        assert made.text(one_step.prompt) is not None
        if one_step.kind == "result":
            assert result(made, one_step.id).step == one_step.id


def test_a_chain_of_results_each_made_of_the_one_before():
    chain = step("r0", "result", 'value = "1"') + "".join(
        step(f"r{n}", "result", f'value = "r{n - 1} + 1"\nwhen = "r{n - 1} > 0"') for n in range(1, 200)
    )
    made = Book(unchecked(chain), session())
    assert made.value("r199") == 200
    assert result(made, "r199").value == 200
    assert made.value("item.r199") is None
    assert Answer().items == {}
