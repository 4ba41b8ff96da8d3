"""Metrics that matter: what a figure carries, what a poll can say of the right ones, and what a hundred readers are worth."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.rooms import figures, level, listed, result, room, rows
from tests.session.books import cells
from workshop.session.model import Answer, Spot
from workshop.session.scope import Scope

REPORTED = Answer(items=listed(("calls", "Calls", {}), ("likes", "Likes", {}), ("films", "Films watched", {})))
TESTED = cells(
    (
        Spot(of="calls"),
        {"decision": "Which film next", "flatters": "often", "serves": "engagement", "about": "relation", "bought": False},
    ),
    (Spot(of="likes"), {"flatters": "never", "serves": "nothing", "about": "volume", "bought": True}),
    (Spot(of="films"), {"decision": "The length", "flatters": "seldom", "serves": "reach", "about": "volume", "bought": True}),
)


def poll(followers: Any, right: Any, said: Any) -> Answer:
    return cells((Spot(), {"followers": followers, "right": right, "said": said}))


def test_a_decision_weighs_three_and_each_other_sign_one() -> None:
    book = room("metrics_reality", reported=REPORTED, tested=TESTED)
    found = {row.item.id: row.figures[0].value for row in result(book, "verdict").rows}
    assert found == {"calls": 7, "films": 4, "likes": 0}
    assert rows(book, "verdict") == {"calls": "carries", "films": "mend", "likes": "empty"}
    assert level(book, "onward") == "ready"  # two in three change a decision, one in three is about the relation


@pytest.mark.parametrize(
    ("followers", "right", "said", "low", "high", "conclusion"),
    [
        (1000, 100, 73, 0, 100, "nothing"),
        (1000, 400, 73, 130, 400, "little"),
        (1000, 1000, 73, 730, 730, "something"),
        (1000, 900, 90, 800, 900, "something"),
        (1000, 100, 0, 0, 0, "something"),
        (1000, 100, 100, 100, 100, "something"),
        (100, 200, 50, 150, 50, "wrong"),
        (1000, 0, 73, 0, 0, "nobody"),
    ],
)
def test_how_many_of_the_right_ones_may_have_said_so(
    followers: int, right: int, said: int, low: int, high: int, conclusion: str
) -> None:
    book = room("metrics_reality", poll=poll(followers, right, said))
    found = result(book, "said_so")
    assert (found.low, found.high, level(book, "said_so")) == (low, high, conclusion)


@pytest.mark.parametrize(("followers", "right", "said"), [(None, 100, 73), (1000, None, 73), (1000, 100, None)])
def test_what_is_not_known_concludes_nothing(followers: Any, right: Any, said: Any) -> None:
    given = {"followers": followers, "right": right, "said": said}
    book = room("metrics_reality", poll=cells((Spot(), {name: value for name, value in given.items() if value is not None})))
    assert level(book, "said_so") == ""


@pytest.mark.parametrize(("lang", "words"), [("sv", "Allt från 0 till 100: "), ("en", "Anything from 0 to 100: ")])
def test_the_bounds_are_said_in_words(lang: str, words: str) -> None:
    book = room("metrics_reality", lang=lang, poll=poll(1000, 100, 73))
    found = result(book, "said_so").level
    assert found is not None
    assert book.text(found.title, Scope(step="said_so")).startswith(words)


def test_readers_against_talks() -> None:
    spent = cells((Spot(), {"readers": 100, "talks": 4, "hours": 2, "hourly": 900, "worth": 5}))
    found = figures(room("metrics_reality", hundred=spent), "in_talks")
    assert found == {"as_talks": 5, "one_by_one": 25, "saved": 1.25, "money": 9000}
