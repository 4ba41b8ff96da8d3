"""The inventory shows the first gap of each trace; the playbook the first thing missing at each trigger."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.rooms import figures, level, listed, result, room, rows
from tests.session.books import cells
from workshop.session.book import Book
from workshop.session.model import Answer, Spot

GOOD = {"yields": "Seconds", "used_for": "The next film", "owner": "Anna", "quality": 4, "allowed": "yes"}


def stock(*traces: tuple[str, dict[str, Any]], right: int | None = None) -> Book:
    """Traces of one activity: whether each can be traced, and what is known of it."""
    made = listed(
        *((f"t{at}", f"Trace {at}", {"traced": traced} if traced else {}) for at, (traced, _) in enumerate(traces)), of="film"
    )
    data = cells(*((Spot(of=f"t{at}"), known) for at, (_, known) in enumerate(traces) if known))
    return room(
        "data_inventory",
        activities=Answer(items=listed(("film", "The film", {}))),
        traces=Answer(items=made),
        data=data,
        right=cells((Spot(of="film"), {"value": right})) if right is not None else Answer(),
    )


@pytest.mark.parametrize(
    ("traced", "known", "gap"),
    [
        ("", {}, "unknown"),
        ("unknown", {}, "unknown"),
        ("no", {}, "blind"),
        ("yes", {}, "unfetched"),
        ("partly", {**GOOD, "quality": 2}, "rubbish"),
        ("yes", {**GOOD, "used_for": None}, "unused"),
        ("yes", {**GOOD, "allowed": "ask"}, "not_cleared"),
        ("yes", {**GOOD, "owner": None}, "ownerless"),
        ("yes", {"yields": "Seconds", "quality": 1}, "rubbish"),  # the first gap in the chain is the one shown
        ("yes", GOOD, "whole"),
    ],
)
def test_the_first_gap_is_marked(traced: str, known: dict[str, Any], gap: str) -> None:
    known = {field: value for field, value in known.items() if value is not None}
    assert rows(stock((traced, known)), "inventory") == {"t0": gap}


@pytest.mark.parametrize(("right", "gap"), [(10, "rubbish"), (24, "rubbish"), (25, "whole"), (None, "whole")])
def test_the_wrong_people_make_rubbish_of_good_data(right: int | None, gap: str) -> None:
    assert rows(stock(("yes", GOOD), right=right), "inventory") == {"t0": gap}


DARK, RUBBISH, WHOLE, IDLE = ("no", {}), ("yes", {**GOOD, "quality": 1}), ("yes", GOOD), ("yes", {})


@pytest.mark.parametrize(
    ("traces", "conclusion", "then"),
    [
        ((), "none_yet", None),
        ((WHOLE, IDLE), "carries", "sequence_and_triggers"),  # exactly half
        ((WHOLE, RUBBISH, IDLE), "dirty", "metrics_reality"),  # a third of each
        ((WHOLE, DARK, DARK, IDLE), "dark", "activity_splitting"),
        ((WHOLE, IDLE, IDLE, DARK), "holes_left", None),
    ],
)
def test_what_the_inventory_can_carry(traces: tuple[Any, ...], conclusion: str, then: str | None) -> None:
    found = result(stock(*traces), "state")
    assert found.level is not None
    assert (found.level.id, found.level.next) == (conclusion, then)


def test_only_what_can_be_seen_is_asked_about_and_every_gap_can_be_voted_on() -> None:
    book = stock(DARK, RUBBISH, WHOLE, IDLE, ("", {}))
    steps = book.scenario.step_by_id
    assert [item.id for item in book.source(steps["data"].each)] == ["t1", "t2", "t3"]
    assert {item.id for item in book.source(steps["gaps"].from_)} == {"t0", "t1", "t3", "t4"}


# ---------------------------------------------------------------------------------------------- sequences and triggers


def plan(**answers: Any) -> Book:
    kinds = listed(("look", "Lookers", {}), ("reck", "Reckoners", {}))
    return room("sequence_and_triggers", **({"kinds": Answer(items=kinds)} | answers))


def triggers(*given: dict[str, Any]) -> Answer:
    return Answer(items=listed(*((f"w{at}", f"When {at}", fields) for at, fields in enumerate(given))))


READY = {"then": "Answers", "owner": "Sara", "button": "ready"}


def test_the_playbook_shows_what_is_missing_first() -> None:
    book = plan(
        triggers=triggers(
            {}, {"owner": "Sara"}, {"then": "Answers"}, {**READY, "button": "none_yet"}, {"then": "x", "owner": "y"},
            {**READY, "button": "half"}, READY,
        )
    )  # fmt: skip
    assert list(rows(book, "playbook").values()) == [
        "no_act", "no_act", "no_name", "no_button", "no_button", "untried", "ready"
    ]  # fmt: skip
    assert [item.id for item in book.source(book.scenario.step_by_id["moves"].start)] == ["w2", "w3", "w4", "w5"]


def frequency(**by_kind: tuple[float, ...]) -> Answer:
    return cells(
        *((Spot(of=kind, across=f"c{at}"), {"value": n}) for kind, line in by_kind.items() for at, n in enumerate(line))
    )


def test_how_often_they_hear_from_you_is_added_over_the_channels() -> None:
    channels = Answer(items=listed(("c0", "Email", {}), ("c1", "Ads", {}), ("c2", "App", {})))
    stay = cells((Spot(of="look"), {"months": 10}))
    book = plan(channels=channels, frequency=frequency(look=(3, 4.5, 0), reck=(0.25, 0.5)), stay=stay)
    found = {row.item.id: [figure.value for figure in row.figures] for row in result(book, "pressure").rows}
    assert found == {"look": [7.5, 4.5, 10, pytest.approx(322.5)], "reck": [0.75, 0.5, None, None]}
    assert rows(book, "pressure") == {"look": "close", "reck": "forgotten"}
    assert rows(plan(channels=channels, frequency=frequency(look=(3, 4), reck=(1,))), "pressure") == {
        "look": "fair",
        "reck": "fair",
    }
    assert rows(plan(channels=channels), "pressure") == {"look": "unknown", "reck": "unknown"}


def test_only_flows_that_reach_the_same_people_are_set_against_each_other() -> None:
    flows = listed(
        ("spring", "Spring", {"for_whom": "look"}), ("autumn", "Autumn", {"for_whom": "reck"}),
        ("fair", "The fair", {"for_whom": "look"}), ("all", "Leaflet", {}),
    )  # fmt: skip
    book = plan(flows=Answer(items=flows))
    pairs = [item.text for item in book.source(book.scenario.step_by_id["clashes"].each)]
    assert pairs == ["Spring + The fair", "Spring + Leaflet", "Autumn + Leaflet", "The fair + Leaflet"]


DAILY = Answer(items=listed(("d1", "Who watched", {"way": "in_"}), ("d2", "Stock", {"way": "out"})))
SAID = Answer(
    items={**listed(("s1", "A", {}), ("s2", "B", {}), of="look"), **listed(("s3", "A", {}), ("s4", "B", {}), of="reck")}
)


@pytest.mark.parametrize(
    ("answers", "conclusion", "then"),
    [
        ({}, "empty", None),
        ({"triggers": triggers(READY)}, "blind", "data_inventory"),
        ({"triggers": triggers(READY), "daily": DAILY}, "gaps_left", None),  # no group has a sequence
        ({"triggers": triggers(READY, {}, {}), "daily": DAILY, "sequence": SAID}, "gaps_left", None),  # a third is ready
        ({"triggers": triggers(READY, {}), "daily": DAILY, "sequence": SAID}, "begin_now", "experiments"),
    ],
)
def test_whether_it_holds(answers: dict[str, Any], conclusion: str, then: str | None) -> None:
    book = plan(**answers)
    found = result(book, "standing").level
    assert found is not None
    assert (level(book, "standing"), found.next) == (conclusion, then)


def test_what_is_left_to_do_is_counted() -> None:
    book = plan(triggers=triggers(READY, {"then": "x"}), daily=DAILY, sequence=Answer(items=listed(("s1", "A", {}), of="look")))
    found = figures(book, "standing")
    assert (found["ready_part"], found["unmanned"], found["unsaid"], found["comes_in"]) == (50, 1, 2, 1)
