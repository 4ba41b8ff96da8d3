"""A session taken over to another version of its scenario: what fits stays, what does not lies aside, and comes back."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.changing import ALL_KINDS, desk, every_kind
from tests.session.test_apply_random import Draw
from tests.session.test_merge import plain, said, started
from workshop.errors import Refused
from workshop.scenario.load import parse
from workshop.scenario.parts import Scenario
from workshop.session.changes import (
    AddEntry,
    AddItem,
    Ballot,
    Capture,
    GoTo,
    MarkDone,
    Place,
    Put,
    SetField,
    SetItemField,
    SetPlan,
    TakeStart,
)
from workshop.session.model import Answer, Here, Session
from workshop.session.update import Updated, update
from workshop.store.codec import decode, encode
from workshop.store.updating import _readable, table_of

A, B, C = "stage000", "stage001", "stage002"

EDITS: dict[str, tuple[str, str]] = {
    "a field is gone": ('  { id = "cost", title = "Cost", as = "number", min = 0 },\n', ""),
    "a field is of another type": ('{ id = "plain", title = "Plain" }', '{ id = "plain", title = "Plain", as = "number" }'),
    "a scale is shorter": ('as = "scale", min = -2, max = 2', 'as = "scale", min = 0, max = 1'),
    "an option is gone": ('measure = ["Reach", "Engagement", "Conversion"]', 'measure = ["Engagement", "Conversion"]'),
    "a place is gone": ('places = ["Well", "Less"]', 'places = ["Less", "Other"]'),
    "a step is gone": ('[[step]]\nid = "late"\nkind = "ask"\ntitle = "Late"\nby = "each"\nnames = "later"\n', ""),
    "a kind is another": (
        'id = "short"\nkind = "list"\ntitle = "Short"\nmax = 2',
        'id = "short"\nkind = "actions"\ntitle = "S"',
    ),
    "each answers for all": (
        'id = "score"\nkind = "ask"\ntitle = "Score"\nby = "each"',
        'id = "score"\nkind = "ask"\ntitle = "S"',
    ),
    "a ballot is another": ("points = 100", 'rank = "all"'),
    "no section any more": ('title = "Said"\nsection = "talk"', 'title = "Said"'),
    "a written item is gone": ('{ id = "first", text = { sv = "Ett", en = "One" } }, ', ""),
    "a list is a question": ('id = "heard"\nkind = "list"', 'id = "heard"\nkind = "ask"'),
    "another material": ('title = "Sorted"\nfrom = "ideas"', 'title = "Sorted"\nfrom = "short"'),
    "rows are no rows": ('title = "Parts"\neach = "ideas"', 'title = "Parts"'),
}


@cache
def version(*names: str) -> tuple[Scenario, str]:
    text = ALL_KINDS
    for name in names:
        before, after = EDITS[name]
        assert before in text, name
        text = text.replace(before, after)
    loaded = parse(text)
    assert loaded.scenario is not None, [str(fault) for fault in loaded.faults]
    return loaded.scenario, text


def other(text: str) -> tuple[Scenario, str]:
    loaded = parse(text)
    assert loaded.scenario is not None, [str(fault) for fault in loaded.faults]
    return loaded.scenario, text


def updated(session: Session, new: tuple[Scenario, str], old: Scenario | None = None, aside: Any = None) -> Updated:
    """Taken over, and read again from what would be the file."""
    found = update(old or every_kind(), new[0], new[1], session, aside or {})
    whole = replace(found.session, orphans={id: table_of(answer) for id, answer in found.aside.items()})
    again = decode(encode(whole)).session
    assert encode(again) == encode(whole)
    read, left = _readable(again.orphans)
    assert not left
    assert read == dict(found.aside)
    return found


def everything(found: Updated) -> set[str]:
    return set(said(found.session)) | set(said(replace(found.session, answers=found.aside)))


def what(found: Updated) -> dict[str, tuple[str, int, int]]:
    return {step.id: (step.what, step.aside, step.back) for step in found.steps if step.what != "same" or step.aside}


@settings(max_examples=20)
@given(st.data(), st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3, unique=True))
def test_nothing_that_was_said_is_dropped_and_going_back_brings_it_back(data: Any, names: list[str]):
    made = started()
    chance = Draw(data, made)
    for _ in range(data.draw(st.integers(4, 12))):
        try:
            made.do(chance.change())
        except Refused:
            continue
    before = made.session
    new = version(*names)
    found = updated(before, new)
    assert set(said(before)) <= everything(found)
    again = updated(found.session, (every_kind(), ALL_KINDS), new[0], found.aside)
    assert set(said(before)) <= set(said(again.session)) | {""}
    assert not again.aside
    assert plain(again.session).progress == plain(before).progress
    for step, answer in before.answers.items():
        if not (answer.items or answer.cells):
            continue
        assert dict(again.session.answer(step).cells) == dict(answer.cells)
        assert {id: item.fields for id, item in again.session.answer(step).items.items()} == {
            id: item.fields for id, item in answer.items.items()
        }


@pytest.mark.parametrize("name", sorted(EDITS))
def test_every_such_version_can_be_read(name: str):
    assert version(name)[0].id == "every_kind"


def filled() -> Session:
    made = started()
    for change in (
        SetField(step="topic", field="value", value="Bread"),
        SetItemField(step="ideas", id=A, field="cost", value=3),
        SetItemField(step="ideas", id=A, field="measure", value="reach"),
        SetField(step="form", field="plain", value="Words"),
        SetField(step="form", field="mark", value=-2),
        AddEntry(step="form", field="several", text="An entry"),
        SetField(step="score", of=A, by="p1", field="value", value=4),
        Place(step="sorted", item=A, place="well"),
        Place(step="sorted", item=B, place="less"),
        Put(step="map", item=A, x=2, y=9),
        Ballot(step="points", by="p1", gives={A: 100}),
        AddItem(step="parts", of=A, text="Part"),
        AddItem(step="short", text="Brief"),
        AddItem(step="moves", text="Do it"),
        TakeStart(step="fixed"),
        Capture(what="parked", text="Later", step="short"),
    ):
        made.do(change)
    return made.session


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a field is gone", {"ideas": ("changed", 1, 0)}),
        ("a field is of another type", {"form": ("changed", 1, 0)}),
        ("a scale is shorter", {"form": ("changed", 1, 0)}),
        ("an option is gone", {"ideas": ("changed", 1, 0)}),
        ("a place is gone", {"sorted": ("changed", 1, 0), "sorted_again": ("changed", 0, 0), "paired": ("changed", 0, 0)}),
        ("a kind is another", {"short": ("kind", 1, 0)}),
        ("each answers for all", {"score": ("changed", 1, 0)}),
        ("a ballot is another", {"points": ("changed", 1, 0)}),
        ("rows are no rows", {"parts": ("changed", 1, 0)}),
    ],
)
def test_what_no_longer_fits_is_counted_and_lies_aside(name: str, expected: dict[str, Any]):
    before = filled()
    found = updated(before, version(name))
    got = what(found)
    assert {step: got.get(step) for step in expected} == expected
    assert set(said(before)) <= everything(found)
    assert set(found.aside) == {step for step, (_, aside, _) in expected.items() if aside}
    back = updated(found.session, (every_kind(), ALL_KINDS), version(name)[0], found.aside)
    assert sum(step.back for step in back.steps) == sum(aside for _, aside, _ in expected.values())
    assert {id: answer.cells for id, answer in back.session.answers.items() if answer.cells} == {
        id: answer.cells for id, answer in before.answers.items() if answer.cells
    }


RENAMED = (
    ALL_KINDS.replace('id = "ideas"\nkind', 'id = "thoughts"\nwas = ["ideas"]\nkind')
    .replace('"ideas"', '"thoughts"')
    .replace('was = ["thoughts"]', 'was = ["ideas"]')
    .replace('{ id = "cost", title = "Cost", as', '{ id = "price", was = ["cost"], title = "Price", as')
    .replace('count(ideas)', 'count(thoughts)')
    .replace('id = "moves"', 'id = "todo"\nwas = ["moves"]')
    .replace("count(moves)", "count(todo)")
    .replace('{ id = "measure", title', '{ id = "gauge", was = ["measure"], title')
)  # fmt: skip


def test_a_new_id_takes_everything_along():
    made = desk()
    made = started()
    for change in (
        SetItemField(step="ideas", id=A, field="cost", value=3),
        SetItemField(step="ideas", id=A, field="measure", value="reach"),
        SetItemField(step="ideas", id=A, field="measure_evidence", value="Seen"),
        SetField(step="score", of=A, by="p1", field="value", value=4),
        AddItem(step="moves", text="Do it"),
        Capture(what="parked", text="Later", step="ideas"),
        SetPlan(minutes={"ideas": 12}, dropped=["moves"]),
        MarkDone(step="ideas"),
        GoTo(step="ideas"),
    ):
        made.do(change)
    made.enter("ideas")
    before = made.session
    found = updated(before, other(RENAMED))
    session = found.session
    assert not found.aside
    assert session.answer("thoughts").items[A].fields == {"price": 3, "gauge": "reach", "gauge_evidence": "Seen"}
    assert session.answer("score").cells == before.answer("score").cells
    assert [item.get("step") for item in session.actions.values()] == ["todo"]
    assert [item.get("step") for item in session.parked.values()] == ["thoughts"]
    assert session.plan.minutes == {"thoughts": 12}
    assert session.plan.dropped == ("todo",)
    assert session.progress_of("thoughts").done
    assert session.here.step == "thoughts"
    assert {step.id: step.what for step in found.steps if step.what == "renamed"} == {"thoughts": "renamed", "todo": "renamed"}
    assert session.snapshot == RENAMED


def test_whoever_stands_in_a_step_that_is_gone_stands_in_the_one_before():
    before = replace(filled(), here=Here(step="late", of="x"))
    assert updated(before, version("a step is gone")).session.here == Here(step="whispers")


def test_a_written_item_that_is_written_no_longer_keeps_its_words():
    before = filled()
    assert before.answer("fixed").items["first"].text == ""
    found = updated(before, version("a written item is gone"))
    assert found.session.answer("fixed").items["first"].text == "One"


def test_a_step_of_a_section_that_is_no_section_any_more():
    made = started()
    made.do(SetField(step="said", at=A, field="value", value="In the talk"))
    found = updated(made.session, version("no section any more"))
    assert not found.session.answer("said").cells
    assert "In the talk" in set(said(replace(found.session, answers=found.aside)))


def test_what_lies_aside_never_takes_the_place_of_what_was_said_since():
    before = filled()
    name = "a field is of another type"
    found = updated(before, version(name))
    [cell] = found.session.answer("form").cells
    since = found.session.answer("form")
    now = replace(since, cells={cell: {**since.cells[cell], "plain": 7}})
    session = replace(found.session, answers={**found.session.answers, "form": now})
    back = updated(session, (every_kind(), ALL_KINDS), version(name)[0], found.aside)
    assert back.session.answer("form").cells[cell]["plain"] == "Words"
    assert back.aside["form"] == Answer(cells={cell: {"plain": 7}})
