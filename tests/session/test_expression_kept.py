"""What was computed is kept while what it was computed from is the very same, and never a moment longer; and whatever a
session holds, nothing that is asked of a Book raises."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.books import book, cells, items, listed, scenario, session, step, table
from workshop.session.book import Book
from workshop.session.env import flat
from workshop.session.model import (
    Answer,
    Group,
    Item,
    Person,
    Progress,
    Session,
    Spot,
    with_answer,
    with_cell,
    with_progress,
)
from workshop.session.scope import Scope

PAIR = step("ideas", "list") + step("score", "ask", 'by = "each"\neach = "ideas"\nas = "number"') + step("other", "list")


def test_after_a_change_to_one_list_only_what_reads_it_is_worked_out_anew():
    made = book(PAIR, "A B", ideas=items("a A", "b B"), other=items("x X"), score=table("a b", "p1 p2", [[1, 2], [3, 4]]))
    steps = made.scenario.step_by_id
    rows, score, other = made.rows(steps["score"]), made.value("score"), made.value("other")
    added = Book(made.scenario, with_answer(made.session, "other", items("x X", "y Y")), made)
    assert added.rows(steps["score"]) is rows
    assert added.value("score") is score
    assert added.value("other") is not other
    assert len(added.value("other")) == 2
    scored = Book(made.scenario, with_cell(added.session, "score", Spot(of="a", by="p1"), {"value": 9}), added)
    assert scored.rows(steps["score"]) is rows
    assert scored.value("score") == ((9, 2), (3, 4))
    assert made.value("score") is score  # the book before still tells what stood in its own session


def test_the_book_of_another_session_of_the_same_scenario_is_no_older_one():
    made = book(PAIR, "A", ideas=items("a A"))
    assert made.value("ideas.count") == 1
    assert Book(made.scenario, session("A"), made).value("ideas.count") == 0


def test_a_line_typed_elsewhere_works_out_nothing(monkeypatch):
    made = book(PAIR, "A B", ideas=items("a A"), score=table("a", "p1", [[1]]))
    made.value("mean(score)")
    moved = Book(made.scenario, replace(made.session, here=made.session.here._replace(step="ideas"), rev=7), made)
    monkeypatch.setattr("workshop.session.book.evaluate.value", lambda *_: pytest.fail("worked out again"))
    assert moved.value("mean(score)") == 1


# ------------------------------------------------------------------------------------------- the same as worked out anew

EVERYTHING = scenario(
    """
[teams.pairs]
size = 2

[roles.owner]
title = "Owner"

[[section]]
id = "talk"
title = "Talk"
each = "ideas"
at_time = "stop"
"""
    + step("ideas", "list", 'by = "each"\nfields = [{ id = "size", title = "S", as = "number" }]')
    + step("goal", "ask", 'as = "choice"\nfrom = "ideas"\nmany = true')
    + step(
        "grid",
        "ask",
        'by = "each"\neach = "ideas"\nfields = [{ id = "mark", title = "M", as = "scale" },'
        ' { id = "pains", title = "P", as = "list", when = "mark > 2" }, { id = "long", title = "L", as = "duration" }]',
    )
    + step("crossed", "ask", 'by = "pairs"\neach = "ideas"\nacross = "grid.pains"\nas = "number"')
    + step("sorted", "sort", 'from = "ideas"\nby = "each"\nplaces = ["Well", "Less"]')
    + step("themes", "group", 'from = ["ideas", "grid.pains"]')
    + step("dots", "vote", 'from = "ideas"\ndots = 3')
    + step("parts", "list", 'each = { from = "dots", top = 2 }\nwhen = "count(dots) > 0"')
    + step(
        "rank",
        "result",
        'each = "ideas"\nvalue = "mean(item.grid)"\nlevels = [{ id = "high", title = "H", when = "value > 2" }]',
    )
    + step("said", "ask", 'section = "talk"\nby = "owner"')
    + step("best", "ask", 'each = { from = "rank.high", by = "item.size" }\nas = "yesno"\nwhen = "themes.count > 0"')
    + step("sum_up", "result", 'value = "share(best) + count(last_round(grid)) + count(talk.left)"\nlow = "min(grid)"')
)

QUESTIONS = [
    *("ideas", "ideas.size", "goal", "goal.chosen", "grid", "grid.pains", "grid.long", "grid.count", "crossed", "sorted"),
    *("sorted.well", "themes", "themes.loose", "dots", "dots.voters", "parts", "parts.count", "rank", "rank.high", "said"),
    *("best", "sum_up", "sum_up.low", "talk.left", "people", "pairs", "owner", "last_round(grid)", "mean(grid)"),
    *("count(ideas, item.dots > 0)", "most(sorted)", "share(people, count(item.grid) > 0)", "unique(ideas, item.by.name)"),
    *("sum(ideas, count(item.parts))", "first(ideas, item.size)"),
]
OF_ITEM = [
    *("item.grid", "item.dots.place", "item.themes", "item.sorted", "item.goal.chosen", "item.rank.level"),
    *("item.of", "item.parts"),
]
IDS = ["i1", "i2", "i3", "e1", "g1", "p1", "p2", "t1", "q1"]

STEPS = [one.id for one in EVERYTHING.steps]
PEOPLE = ["p1", "p2", "p3"]
ANSWERED = [Spot(of=of, by=by) for of in ("i1", "i2", "i3") for by in PEOPLE]


@st.composite
def changes(draw):
    """A small step from one session to the next, as a function."""
    kind = draw(
        st.sampled_from(
            ["idea", "field", "cell", "cross", "place", "group", "dots", "part", "said", "progress", "person", "goal", "lang"]
        )
    )
    id, voice = draw(st.sampled_from(IDS[:3])), draw(st.sampled_from(PEOPLE))
    n, gone = draw(st.integers(0, 5)), draw(st.booleans())

    def change(old: Session) -> Session:
        match kind:
            case "idea" | "field":
                there = old.answer("ideas").items
                made = Item(
                    id=id, text=f"Idea {n}", by=voice, gone=gone and n == 0, fields={"size": n} if kind == "field" else {}
                )
                return with_answer(old, "ideas", Answer(items={**there, id: made}))
            case "cell":
                pains = (Item(id="e1", text="slow", gone=gone),)
                return with_cell(old, "grid", Spot(1 + n % 2, of=id, by=voice), {"mark": n, "pains": pains, "long": f"{n} min"})
            case "cross":
                return with_cell(old, "crossed", Spot(of=id, across="e1", by="t1"), {"value": n})
            case "place":
                return with_cell(old, "sorted", Spot(by=voice), {"place": {id: "well" if gone else "less"}})
            case "group":
                groups = (Group(id="g1", name="G", items=(id, "e1"), gone=gone),)
                return with_cell(old, "themes", Spot(), {"groups": groups} if n else {})
            case "dots":
                return with_cell(old, "dots", Spot(by=voice), {"gives": {id: n}})
            case "part":
                return with_answer(old, "parts", items(f"q{n} part", of=id))
            case "said":
                return with_cell(old, "said", Spot(at=id, by="owner"), {"value": f"said {n}"})
            case "goal":
                return with_cell(old, "goal", Spot(), {"value": [id]} if n else {})
            case "progress":
                name = draw(st.sampled_from(["grid", "talk", "dots", "best"]))
                skipped = (id,) if gone else ()
                return with_progress(
                    old, name, "", Progress(rounds=1 + n % 3, skipped=skipped, ended="time" if gone else "", item=id)
                )
            case "person":
                people = [one for one in old.people if one.id != voice]
                return replace(old, people=(*people, Person(id=voice, name=f"N{n}", gone=gone, roles=("owner",) if n else ())))
        return replace(old, lang="sv" if gone else "en")

    return change


def all_there_is(made: Book) -> dict[str, object]:
    found: dict[str, object] = {text: made.value(text) for text in QUESTIONS}
    for id in IDS:
        found[id] = (made.label(id), [made.value(text, Scope(item=id)) for text in OF_ITEM])
    for one in made.scenario.steps:
        found[f"{one.id}!"] = (
            made.rows(one),
            made.voices(one),
            made.active(one),
            made.source(one.id),
            made.missing(one),
            made.is_answered(one),
            made.text("{sum_up} {themes} {talk}", Scope(step=one.id, at="i1")),
        )
    found["rank!"] = made.result(made.scenario.step_by_id["rank"])
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(changes(), st.lists(st.sampled_from(QUESTIONS), max_size=3)), max_size=12))
def test_a_book_made_from_the_one_before_tells_what_a_new_one_tells(made_changes):
    made = Book(EVERYTHING, session("Anna Bo"))
    for change, asked in made_changes:
        made = Book(EVERYTHING, change(made.session), made)
        for text in asked:  # so that at each point something else is known already
            made.value(text)
    assert all_there_is(made) == all_there_is(Book(EVERYTHING, made.session))


# ------------------------------------------------------------------------------------------------------- nothing raises

JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["i1", "i2", "well", "p1", "1 h", date(9999, 12, 31)])
    | st.builds(lambda id: Item(id=id, text=id, src=(id, "i1")), st.sampled_from(IDS)),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["x", "y", "i1", "voters", "p1"]), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = ["value", "mark", "pains", "long", "place", "gives", "rank", "tally", "reason", "groups"]
JUNK_CELL = st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=4)
JUNK_SPOT = st.builds(
    Spot,
    st.sampled_from([1, 2, 0, -1]),
    st.sampled_from(["", "i1", "?"]),
    st.sampled_from(["", "i1", "i2", "?"]),
    st.sampled_from(["", "e1"]),
    st.sampled_from(["", "p1", "t1", "owner", "?"]),
)
JUNK_ITEM = st.builds(
    lambda id, text, of, src, by, at, n: Item(id=id, text=text, of=of, src=src, by=by, at=at, fields={"size": n, "step": n}),
    st.sampled_from(IDS),
    st.text(max_size=4),
    st.sampled_from(["", *IDS]),
    st.lists(st.sampled_from(IDS), max_size=2).map(tuple),
    st.sampled_from(["", *IDS]),
    st.sampled_from(["", *IDS]),
    JUNK,
)
PROGRESS = st.dictionaries(
    st.tuples(st.sampled_from([*STEPS, "talk"]), st.sampled_from(["", "i1"])),
    st.builds(Progress, rounds=st.integers(-1, 3), skipped=st.lists(st.sampled_from(IDS), max_size=2).map(tuple)),
    max_size=4,
)
ANSWERS = st.dictionaries(
    st.sampled_from(STEPS),
    st.builds(
        lambda given, found: Answer(items=listed(*given).items, cells=found),
        st.lists(JUNK_ITEM, max_size=4),
        st.dictionaries(JUNK_SPOT, JUNK_CELL, max_size=5),
    ),
    max_size=8,
)

NAMES = st.sampled_from(
    [
        *STEPS,
        "talk",
        "people",
        "pairs",
        "owner",
        "item",
        "grid.mark",
        "grid.pains",
        "map.x",
        "item.grid",
        "item.dots.votes",
        "item.of.by",
    ]
)
EXPRESSIONS = st.recursive(
    NAMES | st.sampled_from(["none", "true", "'i1'", "0", "2.5", "item.members", "sum_up.high", "rank.high", "sorted.less"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "<", "==", "!=", "in", "and", "or", "not in", ">="]), inner).map(
            " ".join
        ),
        st.tuples(
            st.sampled_from(["sum", "mean", "most", "unique", "first", "count", "last_round", "last_time", "min"]), inner
        ).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(st.sampled_from(["count", "share", "max", "first"]), inner, inner).map(
            lambda given: f"{given[0]}({given[1]}, item.size == ({given[2]}))"
        ),
        inner.map(lambda text: f"({text})"),
        st.tuples(inner, inner, inner).map(lambda given: f"{given[0]} if {given[1]} else {given[2]}"),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(ANSWERS, PROGRESS, st.lists(EXPRESSIONS, max_size=4), st.sampled_from(["", *IDS]))
def test_nothing_raises_whatever_a_file_holds_and_whatever_is_asked(answers, progress, texts, id):
    made = Book(EVERYTHING, session("Anna Bo", answers=answers, progress=progress))
    for one in made.scenario.steps:
        for at in ("", "i1", "?"):
            made.rows(one, at)
            made.missing(one, at)
            made.checks(one, at)
            made.offers(one, at)
        if one.kind == "result":
            made.result(one)
    made.votes(made.scenario.step_by_id["dots"])
    made.placement(made.scenario.step_by_id["sorted"])
    for text in (*texts, *QUESTIONS):
        value = made.value(text, Scope(step="grid", item=id, by="p1"))
        made.title(value)
        assert all(one is None or isinstance(one, (bool, int, float, str, date, Item)) for one in flat(value))
        made.holds(text, Scope(of=id))


def test_it_is_not_looked_at_how_the_cells_came_to_be():
    # A cell that an edited file holds at a round nobody knows of is nowhere.
    text = step("n", "ask", 'as = "number"')
    assert book(text, n=cells((Spot(7), {"value": 3}))).value("n") is None
