"""What functions, arithmetic and comparisons give: total, and none where there is no sensible answer."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.books import book, cells, items, listed, step, table
from workshop.scenario.expression import FUNCTIONS
from workshop.session import functions
from workshop.session.env import flat
from workshop.session.model import Item, Spot
from workshop.session.scope import Scope

EMPTY = book(step("empty", "ask", 'by = "each"\neach = "rows"\nas = "number"') + step("rows", "list"), "Anna Bo")


def value(text: str) -> object:
    return EMPTY.value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-(1 - 4)", 3),
        ("7 / 2", 3.5),
        ("1 / 0", None),
        ("0 / 0", None),
        ("none + 1", None),
        ("-none", None),
        ("'a' + 'b'", None),
        ("true + 1", None),
        ("1e308 * 10", None),
        ("1e308 + 1e308", None),
        ("9007199254740991 * 9007199254740991 * 9007199254740991", 9007199254740991.0**3),
        ("1 < 2", True),
        ("1 < 2 < 2", False),
        ("1 == 1.0", True),
        ("1 == '1'", False),
        ("1 != '1'", True),
        ("1 < '2'", None),
        ("true < false", None),
        ("true == 1", False),
        ("'a' < 'b'", True),
        ("'å' > 'z'", False),  # in English å is an a; in Swedish it is the letter after z
        ("none == none", True),
        ("1 == none", False),
        ("1 != none", True),
        ("none < 1", None),
        ("empty == none", True),
        ("a_name_of_nothing == none", True),
        ("1 / 0 == 1", None),
        ("'ha' in 'Alpha beta'", True),
        ("1 in none", None),
        ("1 in 1", True),
        ("true and true", True),
        ("true and none", None),
        ("false and none", False),
        ("none and false", False),
        ("none or true", True),
        ("none or false", None),
        ("not none", None),
        ("not 3", None),
        ("1 and true", None),
        ("1 if true else 2", 1),
        ("1 if false else 2", 2),
        ("1 if none else 2", None),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.675, 2)", 2.68),
        ("round(1234, -2)", 1200),
        ("round(1, 0.5)", None),
        ("round(1, 99)", None),
        ("abs(-3)", 3),
        ("clamp(7, 0, 5)", 5),
        ("clamp(7, 5, 0)", None),
        ("default(none, 4)", 4),
        ("default(0, 4)", 0),
        ("default(empty, 4)", 4),
        ("min(3, 2)", 2),
        ("min(3, none)", None),
        ("max(1, 5, 2)", 5),
        ("sum(1, none, 2)", 3),
        ("mean(1, none, 2)", 1.5),
        ("median(1, 9, 2)", 2),
        ("median(1, 2)", 1.5),
        ("product(2, 3, 4)", 24),
        ("sum(empty)", 0),
        ("count(empty)", 0),
        ("mean(empty)", None),
        ("median(empty)", None),
        ("min(empty)", None),
        ("product(empty)", None),
        ("all(empty)", None),
        ("any(empty)", None),
        ("share(empty)", None),
        ("share(rows, item.text == 'x')", None),
        ("count(rows, item.text == 'x')", 0),
        ("sum(rows, item.empty)", 0),
        ("spread(empty)", None),
        ("deviation(empty)", None),
        ("agree(empty)", None),
        ("most(empty)", None),
        ("unique(empty)", ()),
        ("first(empty)", None),
        ("weighted(empty, empty)", None),
        ("days(1, 2)", None),
        ("last_round(empty)", ()),
        ("last_time(3)", None),
    ],
)
def test_gives(text, expected):
    found = value(text)
    assert found == expected
    assert type(found) is type(expected) or isinstance(expected, float)


def test_texts_are_ordered_as_the_language_orders_them():
    swedish = book(step("rows", "list"), lang="sv")
    assert swedish.value("'å' > 'z'") is True


VALUES = step("v", "ask", 'by = "each"\nas = "number"')


def over(numbers: list[float | None]) -> dict[str, object]:
    people = " ".join(f"N{at}" for at in range(len(numbers)))
    made = book(VALUES, people, v=table("", " ".join(f"p{at + 1}" for at in range(len(numbers))), [numbers]))
    return {name: made.value(f"{name}(v)") for name in FUNCTIONS if FUNCTIONS[name].each}


def test_the_functions_of_a_list():
    found = over([4, 1, 4, None, 5])
    assert found["sum"] == 14
    assert found["count"] == 4
    assert found["mean"] == 3.5
    assert found["median"] == 4
    assert (found["min"], found["max"], found["spread"]) == (1, 5, 4)
    assert found["product"] == 80
    assert found["deviation"] == pytest.approx(1.5)
    assert found["agree"] == 0.5
    assert found["most"] == 4
    assert found["unique"] == (4, 1, 5)
    assert (found["first"], found["last"]) == (4, 5)


def test_the_most_common_of_a_tie_is_none_and_agreement_is_still_told():
    found = over([1, 1, 2, 2])
    assert found["most"] is None
    assert found["agree"] == 0.5


def test_functions_with_a_second_argument_go_through_a_list():
    made = book(
        step("ideas", "list", 'fields = [{ id = "size", title = "S", as = "number" }]'),
        ideas=listed(
            Item(id="a", text="Alpha", fields={"size": 3}),
            Item(id="b", text="Beta", fields={"size": 1}),
            Item(id="c", text="Gamma"),
        ),
    )
    assert made.value("sum(ideas, item.size)") == 4
    assert made.value("mean(ideas, item.size * 10)") == 20
    assert made.value("count(ideas, item.size > 2)") == 1
    assert made.value("share(ideas, item.size > 2)") == 0.5
    assert made.value("all(ideas, item.size > 0)") is True
    assert made.value("any(ideas, item.size == none)") is True
    assert made.value("max(ideas, item.size)") == 3
    assert made.value("first(ideas, item.size < 3)").text == "Beta"
    assert made.value("first(ideas, item.size)") == 3
    assert made.value("last(ideas, item.size > 0)").text == "Beta"
    assert made.value("unique(ideas, item.size)") == (3, 1)
    assert made.value("count(ideas, item.size == max(ideas, item.size))") == 1
    assert made.value("max(item.size, 2)", Scope(item="b")) == 2
    assert made.value("max(item.size, item.size * 2)", Scope(item="a")) == 6
    assert made.value("max(item.size, item.size * 2)", Scope(item="c")) is None
    assert made.value("sum(item.size, item.size)", Scope(item="c")) == 0


def test_equal_texts_count_once_apart_from_case_and_spaces():
    text = step("said", "ask", 'by = "each"')
    made = book(text, "A B C", said=table("", "p1 p2 p3", [["Video", " video ", "Film"]]))
    assert made.value("unique(said)") == ("Video", "Film")
    assert made.value("most(said)") == "Video"


def test_days_between_dates():
    text = step("when", "ask", 'fields = [{ id = "a", title = "A", as = "date" }, { id = "b", title = "B", as = "date" }]')
    made = book(text, when=cells((Spot(), {"a": date(2026, 11, 22), "b": date(2026, 12, 24)})))
    assert made.value("days(when.a, when.b)") == 32
    assert made.value("when.a < when.b") is True
    assert made.value("min(when.a, when.b)") == date(2026, 11, 22)
    assert made.value("days(when.a, when.c)") is None
    assert made.value("when.a == '2026-11-22'") is False


def test_weighted_pairs_row_by_row():
    text = (
        step("criteria", "list")
        + step("parts", "list")
        + step("weight", "ask", 'by = "each"\neach = "criteria"\nas = "number"')
        + step("rated", "ask", 'by = "each"\neach = "parts"\nacross = "criteria"\nas = "number"')
    )
    rated = {Spot(of="a", across=c, by=p): {"value": v} for c, p, v in [("x", "p1", 4), ("x", "p2", 2), ("y", "p1", 5)]}
    made = book(
        text,
        "Anna Bo",
        criteria=items("x X", "y Y"),
        parts=items("a A", "b B"),
        weight=table("x y", "p1 p2", [[1, 3], [10, 10]]),
        rated=cells(*rated.items()),
    )
    assert made.value("weighted(item.rated, weight)", Scope(item="a")) == 3 * 2 + 5 * 10
    assert made.value("weighted(item.rated, weight)", Scope(item="b")) is None
    assert made.value("weighted(weight, people)") is None


# ---------------------------------------------------------------------------------------------------------- properties

NUMBERS = st.none() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.dates()
    | st.builds(lambda id, text: Item(id=id, text=text), st.text("ab", min_size=1, max_size=2), st.text(max_size=4)),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=12,
)
NESTED = st.recursive(NUMBERS, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=12)


@settings(max_examples=300)
@given(st.sampled_from(sorted({*functions.OVER_A_LIST, *functions.PLAIN})), st.lists(ANYTHING, min_size=3, max_size=3))
def test_no_function_raises_and_no_number_is_beyond_reckoning(name, arguments):
    rule = FUNCTIONS[name]
    found = functions.call(name, arguments[: min(3, rule.most)])
    for one in flat(found):
        assert not isinstance(one, float) or math.isfinite(one) or one in flat(tuple(arguments))


@settings(max_examples=200)
@given(st.sampled_from("+-*/"), ANYTHING, ANYTHING)
def test_arithmetic_is_total_and_none_spreads(sign, left, right):
    found = functions.arithmetic(sign, left, right)
    assert found is None or math.isfinite(found)
    assert functions.arithmetic(sign, None, right) is None
    assert functions.arithmetic(sign, left, None) is None


@given(ANYTHING, ANYTHING)
def test_comparisons_are_total_and_turn_about(left, right):
    assert functions.equal(left, right) == functions.equal(right, left)
    assert functions.less(left, right, str) in (True, False, None)
    assert functions.within(left, right) in (True, False, None)
    assert functions.equal(None, right) is None


@given(NESTED)
def test_functions_flatten(values):
    for name, over_a_list in functions.OVER_A_LIST.items():
        assert over_a_list((values,)) == over_a_list((tuple(flat(values)),)), name


@given(st.lists(NUMBERS, max_size=8).map(tuple))
def test_what_is_missing_is_left_out(values):
    there = tuple(value for value in values if value is not None)
    for name, over_a_list in functions.OVER_A_LIST.items():
        assert over_a_list((values,)) == over_a_list((there,)), name


@given(st.lists(st.none() | st.booleans(), max_size=8).map(tuple))
def test_a_share_and_the_share_of_the_contrary_are_one(values):
    turned = tuple(None if value is None else not value for value in values)
    shares = functions.total([functions.share((values,)), functions.share((turned,))])
    assert shares == (1 if any(value is not None for value in values) else 0)


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=8).map(tuple))
def test_a_mean_lies_between_the_ends_and_the_deviation_within_the_spread(values):
    low, high = min(values), max(values)
    assert low <= functions.mean((values,)) <= high
    assert low <= functions.median((values,)) <= high
    assert functions.spread((values,)) == high - low
    assert 0 <= functions.deviation((values,)) <= high - low
    assert 1 / len(values) <= functions.agree((values,)) <= 1


@given(st.floats(-1e6, 1e6), st.integers(-3, 6))
def test_rounding_is_near_and_rounding_again_changes_nothing(x, digits):
    once = functions.rounded(x, digits)
    assert abs(once - x) <= 0.5 * 10.0**-digits * (1 + 1e-9)
    assert functions.rounded(once, digits) == once


@given(ANYTHING, st.lists(ANYTHING, max_size=5).map(tuple))
def test_a_list_made_ready_holds_what_its_values_are_equal_to(value, values):
    if value is not None and not isinstance(value, tuple):
        assert functions.Inside(values).has(value) == any(functions.equal(value, one) for one in flat(values))
