"""What the flow and the review ask of a step: which checks fail, what stands open, whether anything was said."""

from __future__ import annotations

from tests.session.books import book, cells, items, listed, one, step, table
from workshop.session.model import Group, Item, Spot
from workshop.session.review import Empty
from workshop.session.scope import Scope


def failed(made, id):
    return [(fail.text, fail.of, fail.by, fail.blocks) for fail in made.checks(made.scenario.step_by_id[id])]


def missing(made, id):
    return list(made.missing(made.scenario.step_by_id[id]))


GRID = step("rows", "list") + step(
    "grid",
    "ask",
    """each = "rows"
by = "each"
fields = [{ id = "low", title = "L", as = "number" }, { id = "high", title = "H", as = "number", when = "low > 0" }]
checks = [
  { that = "low <= high", text = "{item}: {high} is less than {low}" },
  { that = "count(grid.low) >= 3", text = "Too few", level = "block" },
  { that = "count(item.text) > 0", text = "Nameless" },
]""",
)


def test_a_check_of_own_fields_is_tried_for_each_row_and_voice_any_other_once():
    made = book(
        GRID,
        "Anna Bo",
        rows=items("r1 One", "r2 Two"),
        grid=cells(
            (Spot(of="r1", by="p1"), {"low": 5, "high": 2}),
            (Spot(of="r2", by="p1"), {"low": 1}),
        ),
    )
    assert failed(made, "grid") == [("One: 2 is less than 5", "r1", "p1", False), ("Too few", "", "", True)]


def test_in_a_list_a_check_is_of_each_item():
    text = step(
        "ideas",
        "list",
        """fields = [{ id = "cost", title = "C", as = "number" }]
checks = [{ that = "cost < 100", text = "{item} costs {cost}" }, { that = "ideas.count >= 3", text = "Only {ideas.count}" }]""",
    )
    made = book(text, ideas=listed(Item(id="a", text="A", fields={"cost": 500}), Item(id="b", text="B")))
    assert failed(made, "ideas") == [("A costs 500", "", "", False), ("Only 2", "", "", False)]


def test_what_stands_open_in_an_ask():
    made = book(
        GRID,
        "Anna Bo",
        rows=items("r1 One"),
        grid=cells((Spot(of="r1", by="p1"), {"low": 5})),
    )
    # `high` is asked of whom `low` is above nothing.
    assert missing(made, "grid") == [Empty("r1", by="p1", field="high"), Empty("r1", by="p2", field="low")]
    grid = made.scenario.step_by_id["grid"]
    assert made.is_answered(grid)
    assert made.is_answered(grid, of="r1", by="p1")
    assert not made.is_answered(grid, by="p2")
    assert not made.is_answered(grid, at="r1")


def test_what_stands_open_elsewhere():
    text = (
        step("ideas", "list")
        + step("parts", "list", 'each = "ideas"')
        + step("sorted", "sort", 'from = "ideas"\nplaces = ["A"]\nby = "each"')
        + step("dots", "vote", 'from = "ideas"\ndots = 1')
        + step("themes", "group", 'from = "ideas"')
        + step("gone", "ask", 'when = "ideas.count > 10"')
    )
    made = book(
        text,
        "Anna Bo",
        ideas=items("i1 A", "i2 B"),
        parts=listed(Item(id="x", text="x", of="i1")),
        sorted=cells((Spot(by="p1"), {"place": {"i1": "a", "i2": "a"}}), (Spot(by="p2"), {"place": {"i2": "a"}})),
        dots=cells((Spot(by="p1"), {"gives": {"i1": 1}})),
        themes=cells((Spot(), {"groups": (Group(id="g", name="G", items=("i1",)),)})),
    )
    assert missing(made, "ideas") == []
    assert missing(book(text), "ideas") == [Empty()]
    assert missing(made, "parts") == [Empty("i2")]
    assert missing(made, "sorted") == [Empty(by="p2", item="i1")]
    assert missing(made, "dots") == [Empty(by="p2")]
    assert missing(made, "themes") == [Empty(item="i2")]
    assert missing(made, "gone") == []
    counted = book(text, "Anna Bo", ideas=items("i1 A"), dots=cells((Spot(), {"tally": {"voters": 2, "i1": 2}})))
    assert missing(counted, "dots") == []


def test_the_words_of_a_result_name_its_own_figures():
    text = step("ideas", "list", 'fields = [{ id = "size", title = "S", as = "number" }]') + step(
        "r",
        "result",
        """each = "ideas"
value = "item.size"
figures = [{ id = "twice", title = "T", value = "item.size * 2", digits = 2 }]
levels = [{ id = "big", title = "Big", when = "value > 2" }]""",
    )
    made = book(text, ideas=listed(Item(id="a", text="A", fields={"size": 2.5}), Item(id="b", text="B", fields={"size": 1})))
    assert made.text("{item}: {value}, {twice}, {level}", Scope(step="r", of="a")) == "A: 2.5, 5.00, Big"
    assert made.text("{twice}", Scope(step="r")) == "5.00, 2"
    assert made.text("{twice}") == "…"


def test_an_action_nobody_ticked_is_not_done():
    moves = listed(
        Item(id="a", text="A", fields={"step": "moves", "done": True}), Item(id="b", text="B", fields={"step": "moves"})
    ).items
    made = book(step("moves", "actions"), actions=moves)
    assert made.value("share(moves, item.done)") == 0.5
    assert made.value("first(moves, not item.done)").text == "B"
    assert made.value("item.owner", Scope(item="b")) is None


def test_a_sum_of_truths_is_how_many_hold():
    text = step("ok", "ask", 'by = "each"\nas = "yesno"')
    made = book(text, "A B C", ok=table("", "p1 p2 p3", [[True, False, True]]))
    assert made.value("sum(ok)") == 2
    assert made.value("sum(people, 1 in item.ok or true in item.ok)") == 2


def test_in_the_words_of_a_step_its_own_fields_come_first():
    text = step("topic", "ask") + step("more", "ask", 'fields = [{ id = "topic", title = "T" }, { id = "why", title = "W" }]')
    made = book(text, topic=one("earlier"), more=cells((Spot(), {"topic": "own"})))
    assert made.text("{topic}", Scope(step="more")) == "own"
    assert made.text("{topic}") == "earlier"
