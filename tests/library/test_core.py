"""Blank paper, Customer journey and Activity splitting: against values worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.rooms import figures, level, listed, result, room, rows
from tests.session.books import cells
from workshop.session.model import Answer, Item, Spot


def some(count: int, prefix: str = "i", **fields: Any) -> Answer:
    return Answer(items=listed(*((f"{prefix}{at}", f"Thing {at}", fields) for at in range(count))))


def sorted_into(**places: str) -> Answer:
    return cells((Spot(), {"place": places}))


# --------------------------------------------------------------------------------------------------------- blank paper


@pytest.mark.parametrize(
    ("ideas", "people", "a_head", "conclusion"),
    [
        (3, "", None, "few"),
        (7, "Anna Bo", 3.5, "few"),
        (7, "", None, "some"),
        (8, "Anna Bo", 4, "some"),
        (20, "Anna Bo", 10, "many"),
    ],
)
def test_how_many_ideas_are_enough(ideas: int, people: str, a_head: float | None, conclusion: str) -> None:
    book = room("blank_paper", people, ideas=some(ideas))
    assert figures(book, "harvest") == {"written": ideas, "a_head": a_head}
    assert level(book, "harvest") == conclusion


def test_what_is_tracked_without_a_decision_is_idle() -> None:
    track = listed(
        ("a", "Hits", {}), ("b", "Calls", {"decision": "Staffing"}), ("c", "Wait", {"decision": "Hours", "decider": "Bo"})
    )
    assert rows(room("blank_paper", track=Answer(items=track)), "errands") == {"a": "idle", "b": "ownerless", "c": "useful"}


@pytest.mark.parametrize(
    ("kept", "changed", "dropped", "conclusion"),
    [(3, 1, 0, "heavy"), (2, 1, 0, "remade"), (1, 1, 1, "remade"), (1, 0, 1, "light"), (0, 3, 0, "remade")],
)
def test_how_much_came_back(kept: int, changed: int, dropped: int, conclusion: str) -> None:
    count = kept + changed + dropped
    places = ["keep"] * kept + ["change"] * changed + ["drop"] * dropped
    book = room(
        "blank_paper", thrown_out=some(count), verdict=sorted_into(**{f"i{at}": place for at, place in enumerate(places)})
    )
    assert figures(book, "weight")["same"] == pytest.approx(100 * kept / count)
    assert figures(book, "weight")["gone_now"] == pytest.approx(100 * dropped / count)
    assert level(book, "weight") == conclusion


# ---------------------------------------------------------------------------------------------------- customer journey


def entries(*texts: str) -> tuple[Item, ...]:
    return tuple(Item(id=f"e{text}", text=text) for text in texts)


def test_the_lowest_stage_comes_first_with_what_is_done_about_it() -> None:
    stages = Answer(items=listed(("a", "Hears", {}), ("b", "Compares", {}), ("c", "Receives", {}), ("d", "Uses", {})))
    grid = cells(
        (Spot(of="a"), {"feels": 1}),
        (Spot(of="b"), {"feels": -1, "pains": entries("p1", "p2")}),
        (Spot(of="c"), {"feels": -2, "pains": entries("p3"), "activities": entries("call")}),
        (Spot(of="d"), {"feels": 0}),
    )
    book = room("customer_journey", stages=stages, grid=grid)
    found = [(row.item.id, *(figure.value for figure in row.figures)) for row in result(book, "dips").rows]
    assert found == [("c", -2, 1, 1), ("b", -1, 2, 0), ("d", 0, 0, 0), ("a", 1, 0, 0)]
    assert rows(book, "dips") == {"c": "low", "b": "bare", "d": "flat", "a": "high"}


@pytest.mark.parametrize(
    ("known", "guessed", "conclusion", "following"),
    [
        ("guess guess seen heard", 50, "guessed", "audience"),
        ("guess seen seen heard", 25, "mixed", "blank_paper"),
        ("seen heard", 0, "firm", "sequence_and_triggers"),
    ],
)
def test_what_the_map_rests_on(known: str, guessed: float, conclusion: str, following: str) -> None:
    places = known.split()
    book = room(
        "customer_journey", stages=some(len(places)), known=sorted_into(**{f"i{at}": place for at, place in enumerate(places)})
    )
    assert figures(book, "ground")["guess_part"] == guessed
    found = result(book, "ground").level
    assert found is not None
    assert (found.id, found.next) == (conclusion, following)


# -------------------------------------------------------------------------------------------------- activity splitting


@pytest.mark.parametrize(
    ("intents", "glances", "conclusion"),
    [
        ("yes yes yes no", "yes yes yes partly", "sharp"),
        ("yes yes yes no", "yes yes no partly", "unseen"),
        ("yes yes no no", "yes yes yes no", "unaimed"),
        ("no no no no", "no no partly partly", "both"),
    ],
)
def test_three_in_four_is_a_habit(intents: str, glances: str, conclusion: str) -> None:
    pairs = zip(intents.split(), glances.split(), strict=True)
    looked = cells(*((Spot(of=f"i{at}"), {"intent": intent, "glance": glance}) for at, (intent, glance) in enumerate(pairs)))
    votes = cells((Spot(), {"tally": {f"i{at}": 1 for at in range(4)}}))
    book = room("activity_splitting", activities=some(4), curious=votes, near_look=looked)
    assert figures(book, "mirror") == {
        "intended": 25 * intents.split().count("yes"),
        "grasped": 25 * glances.split().count("yes"),
    }
    assert level(book, "mirror") == conclusion


@pytest.mark.parametrize(("whole", "holed", "conclusion"), [(0, 0, "none_yet"), (1, 2, "gaps"), (1, 1, "set"), (2, 0, "set")])
def test_parts_that_are_ready_for_the_plan(whole: int, holed: int, conclusion: str) -> None:
    ready = {"aim": "Dare", "yardstick": "reach", "channel": "Instagram"}
    parts = listed(
        *((f"w{at}", f"Whole {at}", ready) for at in range(whole)),
        *((f"h{at}", f"Holed {at}", {"aim": "Dare"}) for at in range(holed)),
    )
    book = room("activity_splitting", parts=Answer(items=parts))
    assert figures(book, "onward") == {"ready": whole, "made": whole + holed}
    assert level(book, "onward") == conclusion
