"""The one rule of expressions: an answer depends on round, section item, row, column, field and voice; the context fixes some,
and each of the others becomes a list, in that order. Worked examples."""

from __future__ import annotations

import pytest

from tests.session.books import book, cells, items, listed, one, step, table
from workshop.session.model import Answer, Item, Progress, Spot
from workshop.session.scope import Scope

IDEAS = items("i1 Advent calendar", "i2 Job ad", "i3 Film")
SCORE = step("ideas", "list") + step("score", "ask", 'by = "each"\neach = "ideas"\nas = "scale"')


@pytest.fixture
def scored():
    return book(
        SCORE,
        "Anna Bo",
        ideas=IDEAS,
        score=table("i1 i2 i3", "p1 p2", [[4, 5], [1, None], [None, None]]),
    )


def test_nothing_fixed_a_list_for_each_idea_of_a_list_for_each_voice(scored):
    assert scored.value("score") == ((4, 5), (1, None), (None, None))


def test_item_fixes_the_row_and_leaves_the_voices(scored):
    assert scored.value("item.score", Scope(item="i1")) == (4, 5)
    assert scored.value("item.score", Scope(of="i2")) == (1, None)


def test_a_person_as_item_fixes_the_voice_and_leaves_the_rows(scored):
    assert scored.value("item.score", Scope(item="p1")) == (4, 1, None)


def test_the_bare_name_is_not_narrowed_by_the_row_at_hand(scored):
    assert scored.value("score", Scope(of="i1")) == ((4, 5), (1, None), (None, None))


def test_a_voice_at_hand_narrows_the_bare_name_and_the_item(scored):
    assert scored.value("score", Scope(by="p2")) == (5, None, None)
    assert scored.value("item.score", Scope(item="i1", by="p2")) == 5


def test_functions_flatten_lists_in_lists(scored):
    assert scored.value("mean(score)") == pytest.approx(10 / 3)
    assert scored.value("count(score)") == 3
    assert scored.value("max(score)") == 5


def test_inside_a_function_item_is_each_in_turn(scored):
    assert scored.value("count(ideas, mean(item.score) > 2)") == 1
    assert scored.value("sum(ideas, mean(item.score))") == 5.5
    assert scored.value("share(people, mean(item.score) < 5)") == 0.5


def test_a_list_in_arithmetic_or_comparison_is_none(scored):
    assert scored.value("score + 1") is None
    assert scored.value("item.score > 3", Scope(item="i1")) is None
    assert scored.value("mean(item.score) > 3", Scope(item="i1")) is True


def test_by_the_group_one_value_no_list():
    made = book(SCORE.replace('by = "each"\n', ""), "Anna Bo", ideas=IDEAS, score=table("i1 i3", "", [[4], [2]]))
    assert made.value("score") == (4, None, 2)
    assert made.value("item.score", Scope(item="i1")) == 4


def test_one_question_without_rows():
    text = step("sure", "ask", 'by = "each"\nas = "scale"') + step("goal", "ask")
    made = book(text, "Anna Bo", sure=table("", "p1 p2", [[3, 4]]), goal=one("More readers"))
    assert made.value("sure") == (3, 4)
    assert made.value("item.sure", Scope(item="p2")) == 4
    assert made.value("goal") == "More readers"
    assert made.value("item.goal", Scope(item="p2")) is None


def test_alone_there_is_one_voice_and_still_a_list():
    text = step("sure", "ask", 'by = "each"\nas = "scale"')
    assert book(text, alone=True, sure=one(3)).value("sure") == (3,)


def test_fields_are_named_and_the_first_is_meant_otherwise():
    text = step("stages", "list") + step(
        "grid", "ask", 'each = "stages"\nfields = [{ id = "feels", title = "F", as = "number" }, { id = "who", title = "W" }]'
    )
    made = book(
        text,
        stages=items("s1 Search", "s2 Buy"),
        grid=cells((Spot(of="s1"), {"feels": -1, "who": "Ann"}), (Spot(of="s2"), {"who": "Bo"})),
    )
    assert made.value("grid") == (-1, None)
    assert made.value("grid.who") == ("Ann", "Bo")
    assert made.value("item.grid.who", Scope(of="s2")) == "Bo"
    assert made.value("item.grid", Scope(of="s1")) == -1
    assert made.value("grid.count") == 2


COLUMNS = (
    step("parts", "list")
    + step("criteria", "list")
    + step("rated", "ask", 'by = "each"\neach = "parts"\nacross = "criteria"\nas = "number"')
)


@pytest.fixture
def crossed():
    answers = {
        Spot(of="a", across="x", by="p1"): {"value": 1},
        Spot(of="a", across="x", by="p2"): {"value": 2},
        Spot(of="a", across="y", by="p1"): {"value": 4},
        Spot(of="b", across="y", by="p2"): {"value": 10},
    }
    return book(
        COLUMNS,
        "Anna Bo",
        parts=items("a A", "b B"),
        criteria=items("x X", "y Y"),
        rated=Answer(cells=answers),
    )


def test_with_column_and_voices_open_the_voices_collapse_first(crossed):
    assert crossed.value("rated") == ((1.5, 4), (None, 10))
    assert crossed.value("item.rated", Scope(item="a")) == (1.5, 4)


def test_a_column_as_item_leaves_rows_and_voices(crossed):
    assert crossed.value("item.rated", Scope(item="x")) == ((1, 2), (None, None))


def test_a_voice_leaves_rows_and_columns(crossed):
    assert crossed.value("item.rated", Scope(item="p1")) == ((1, 4), (None, None))
    assert crossed.value("item.rated", Scope(item="a", by="p1")) == (1, 4)


def test_what_is_no_number_collapses_to_the_most_common():
    text = COLUMNS.replace('as = "number"', 'as = "choice"\noptions = ["yes", "no"]')
    given = {Spot(of="a", across="x", by=f"p{at}"): {"value": said} for at, said in enumerate(("yes", "no", "yes"), 1)}
    made = book(text, "A B C", parts=items("a A"), criteria=items("x X"), rated=Answer(cells=given))
    assert made.value("rated") == (("yes",),)


LOOP = """
[[section]]
id = "talk"
title = "Talk"
each = "ideas"
"""


@pytest.fixture
def looped():
    text = LOOP + step("ideas", "list") + step("said", "ask", 'section = "talk"\nby = "each"')
    answers = {Spot(at="i1", by="p1"): {"value": "a"}, Spot(at="i2", by="p2"): {"value": "b"}}
    return book(text, "Anna Bo", ideas=IDEAS, said=Answer(cells=answers))


def test_outside_a_loop_the_section_item_is_the_outermost_list(looped):
    assert looped.value("said") == (("a", None), (None, "b"), (None, None))


def test_inside_the_loop_it_is_fixed(looped):
    assert looped.value("said", Scope(at="i1")) == ("a", None)
    assert looped.value("talk", Scope(at="i1")).text == "Advent calendar"
    assert looped.value("item", Scope(at="i1")).text == "Advent calendar"


def test_the_section_item_as_item(looped):
    assert looped.value("item.said", Scope(item="i2")) == (None, "b")


def test_a_voice_as_item_leaves_the_section_items(looped):
    assert looped.value("item.said", Scope(item="p1")) == ("a", None, None)


def test_the_latest_round_is_meant_and_last_round_is_the_one_before():
    text = step("sure", "ask", 'by = "each"\nas = "number"')
    answers = {
        Spot(round=1, by="p1"): {"value": 1},
        Spot(round=1, by="p2"): {"value": 2},
        Spot(round=2, by="p1"): {"value": 8},
    }
    made = book(text, "Anna Bo", sure=Answer(cells=answers), progress={("sure", ""): Progress(rounds=2)})
    assert made.value("sure") == (8, None)
    assert made.value("last_round(sure)") == (1, 2)
    assert made.value("mean(sure) - mean(last_round(sure))") == 6.5
    assert made.value("last_round(last_round(sure))") == (None, None)
    assert made.value("sure.round") == 2


def test_a_list_grows_over_the_rounds():
    made = book(
        step("ideas", "list"),
        ideas=listed(Item(id="a", text="A"), Item(id="b", text="B", round=2)),
        progress={("ideas", ""): Progress(rounds=2)},
    )
    assert made.value("ideas.count") == 2
    assert made.value("count(last_round(ideas))") == 1


def test_what_is_chosen_several_of_is_a_list_inside():
    text = step("use", "ask", 'by = "each"\nas = "choice"\nmany = true\noptions = ["a", "b", "c"]')
    made = book(text, "Anna Bo", use=table("", "p1 p2", [[["a", "b"], ["b"]]]))
    assert made.value("use") == (("a", "b"), ("b",))
    assert made.value("count(use)") == 3
    assert made.value("most(use)") == "b"
    assert made.value("count(people, 'a' in item.use)") == 1
    assert made.value("share(use, item == 'b')") == pytest.approx(2 / 3)


def test_voices_of_teams_and_roles():
    text = (
        '[teams.pairs]\nsize = 2\n[roles.owner]\ntitle = "Owner"\n[roles.cooks]\ntitle = "Cooks"\nmany = true\n'
        + step("scheme", "ask", 'by = "pairs"')
        + step("verdict", "ask", 'by = "owner"')
        + step("taste", "ask", 'by = "cooks"')
    )
    made = book(
        text,
        "Anna Bo Cim Dan",
        teams={"pairs": {"t1": ("p1", "p2"), "t2": ("p3", "p4")}},
        scheme=table("", "t1 t2", [["x", "y"]]),
        verdict=one("go", by="owner"),
        taste=table("", "p1", [["salty"]]),
    )
    assert made.value("scheme") == ("x", "y")
    assert made.value("item.scheme", Scope(item="p3")) == "y"
    assert made.value("scheme", Scope(by="p1")) == "x"
    assert made.value("verdict") == "go"
    assert made.value("taste") == ("salty",)
