"""The right audience, From business goal to interaction, A channel inwards: against values worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.library.rooms import by_voices, figures, level, listed, result, room, rows
from tests.session.books import cells
from workshop.session.branches import branches
from workshop.session.model import Answer, Spot

SEGMENTS = Answer(items=listed(("owners", "New owners", {}), ("trade", "Tradespeople", {})))
OURS = Answer(items=listed(("offers", "Offers", {"wording": "shop"}), ("howto", "How to", {}), ("award", "Our award", {})))


def stops(**answers: tuple[int, int]) -> Answer:
    """For each topic: do the owners stop, do the tradespeople."""
    return cells(
        *(
            (Spot(of=topic, across=segment), {"value": value})
            for topic, pair in answers.items()
            for segment, value in zip(("owners", "trade"), pair, strict=True)
        )
    )


def test_where_we_and_they_meet() -> None:
    book = room("audience", segments=SEGMENTS, ours=OURS, stops=stops(offers=(0, 2), howto=(2, 1), award=(0, 1)))
    found = [(row.item.id, row.figures[0].value, row.figures[1].value) for row in result(book, "meeting").rows]
    assert found == [("howto", 1.5, 1), ("offers", 1, 2), ("award", 0.5, 1)]
    assert rows(book, "meeting") == {"howto": "meet", "offers": "some", "award": "past"}


def test_the_mismatch_of_each_segment() -> None:
    theirs = Answer(
        items={
            **listed(("wall", "Paint over wallpaper?", {}), ("deck", "Next door's decking", {}), of="owners"),
            **listed(("price", "What it cost", {}), of="trade"),
        }
    )
    covered = cells((Spot(), {"place": {"wall": "could", "deck": "not_ours", "price": "there"}}))
    book = room(
        "audience", segments=SEGMENTS, ours=OURS, theirs=theirs, covered=covered, stops=stops(offers=(0, 2), howto=(1, 2))
    )
    found = {row.item.id: [figure.value for figure in row.figures] for row in result(book, "mismatch").rows}
    assert found == {"owners": [0.5, 2, 0, 1], "trade": [2, 1, 1, 0]}
    assert list(rows(book, "mismatch").items()) == [("owners", "at"), ("trade", "well")]
    assert [item.id for item in book.source("covered.could")] == ["wall"]


@pytest.mark.parametrize(
    ("questions", "somebody", "found_by", "conclusion"),
    [
        ("few", "Farid", ["behaviour"], "deaf"),
        ("most", None, ["behaviour"], "strangers"),
        ("most", "Farid", ["behaviour"], "traces"),
        ("most", "Farid", ["interest"], "ready"),
    ],
)
def test_what_the_audience_leads_to(questions: str, somebody: str | None, found_by: list[str], conclusion: str) -> None:
    known: dict[str, Any] = {"found_by": found_by} | ({"somebody": somebody} if somebody else {})
    book = room(
        "audience",
        segments=SEGMENTS,
        known=cells((Spot(of="owners"), known)),
        themes=Answer(items=listed(("first", "First time", {"message": "You can do it"}), of="owners")),
        replies=cells((Spot(), {"questions": questions, "comments": "some"})),
    )
    assert level(book, "onward") == conclusion


GOALS = Answer(items=listed(("orders", "More orders", {})))
WAYS = Answer(items=listed(("asked", "Be asked first", {}), of="orders"))
PROMOTE = Answer(items=listed(("ad", "Ask us first", {}), of="asked"))
PROACTIVE = Answer(items=listed(("draw", "Send us your drawing", {}), of="asked"))
MAP = {"goals": GOALS, "ways": WAYS, "promote": PROMOTE, "proactive": PROACTIVE}


@pytest.mark.parametrize(
    ("saying", "meeting", "who", "part", "conclusion"),
    [
        ({"hours": 9}, {"hours": 1}, "Farid", 10, "loud"),
        ({"hours": 8}, {"hours": 2}, "Farid", 20, "staffed"),
        ({"hours": 8}, {"hours": 2}, None, 20, "unnamed"),
        ({"hours": 0}, {"hours": 0}, "Farid", None, "free"),
    ],
)
def test_hours_on_promotion_against_interaction(
    saying: dict[str, Any], meeting: dict[str, Any], who: str | None, part: float | None, conclusion: str
) -> None:
    name = {"carrier": who} if who else {}
    effort = cells((Spot(of="ad"), {"money": 500, **saying, **name}), (Spot(of="draw"), {"money": 200, **meeting, **name}))
    book = room("strategy_map", **MAP, effort=effort)
    found = figures(book, "weight")
    assert (found["part"], found["spend"], level(book, "weight")) == (part, 700, conclusion)


def test_the_map_goes_from_goal_to_interaction() -> None:
    book = room("strategy_map", **MAP)
    (goal,) = branches(book, result(book, "map").rows)
    (way,) = goal.branches
    assert [goal.title, way.title] == ["More orders", "Be asked first"]
    assert [(kind.title, [leaf.title for leaf in kind.branches]) for kind in way.branches] == [
        ("Promotion", ["Ask us first"]),
        ("Interaction", ["Send us your drawing"]),
    ]


@pytest.mark.parametrize(("answered", "conclusion"), [(2, "unanswered"), (3, "ready")])
def test_what_the_map_leads_to(answered: int, conclusion: str) -> None:
    cases = ("praise", "question", "anger", "wrong")[:answered]
    book = room("strategy_map", **MAP, reactive=cells(*((Spot(of=case), {"who": "Leila"}) for case in cases)))
    assert level(book, "onward") == conclusion
    assert level(room("strategy_map", goals=GOALS, ways=WAYS), "onward") == "short"
    assert level(room("strategy_map"), "onward") == "empty"


PROMISES = Answer(items=listed(("same", "The same day", {}), ("yard", "We care", {}), ("fair", "Fair prices", {})))


def test_words_and_deeds() -> None:
    book = room("listening", "Anna Bo", promises=PROMISES, walked=by_voices({"same": (5, 4), "yard": (1, 3), "fair": (2, 5)}))
    found = [(row.item.id, row.figures[0].value, row.figures[1].value) for row in result(book, "gap").rows]
    assert found == [("yard", 2, 2), ("fair", 3.5, 3), ("same", 4.5, 1)]
    assert rows(book, "gap") == {"yard": "broken", "fair": "shaky", "same": "holds"}


@pytest.mark.parametrize(
    ("gave", "asked", "ratio", "conclusion"),
    [
        (50, 1, 50, "generous"),
        (49, 1, 49, "fair"),
        (40, 4, 10, "fair"),
        (12, 38, 12 / 38, "salesy"),
        (5, 0, None, "only_giving"),
    ],
)
def test_giving_against_asking(gave: int, asked: int, ratio: float | None, conclusion: str) -> None:
    book = room("listening", give_take=cells((Spot(), {"gave": gave, "asked": asked})))
    found = result(book, "balance").value
    assert found is None if ratio is None else found == pytest.approx(ratio)
    assert level(book, "balance") == conclusion


def test_the_playbook_has_to_be_whole() -> None:
    cases = ("praise", "question", "complaint", "unfair", "untrue", "abuse")
    whole = cells(*((Spot(of=case), {"owner": "Mira", "within": "1 h"}) for case in cases))
    holed = cells(*((Spot(of=case), {"owner": "Mira", "within": "1 h"}) for case in cases[:5]))
    given = cells((Spot(), {"gave": 50, "asked": 1}))
    assert level(room("listening", playbook=holed, give_take=given), "onward") == "gaps"
    kept = {
        "promises": Answer(items=listed(("same_day", "We answer the same day", {}))),
        "walked": by_voices({"same_day": [4, 5]}),
    }
    assert level(room("listening", playbook=whole, give_take=given, people="Ann,Bo", **kept), "onward") == "set"
    assert level(room("listening", playbook=whole, give_take=given), "onward") == "untested"
