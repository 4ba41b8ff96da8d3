"""Content plan, Experiments and Your own check: against values worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.library.rooms import by_row, figures, level, listed, result, room, rows
from tests.session.books import cells
from workshop.session.model import Answer, Spot


@pytest.mark.parametrize(
    ("posts", "each", "have", "used", "conclusion"),
    [(2, 3, 8, 75, "air"), (3, 3, 10, 90, "air"), (2, 4, 8, 100, "tight"), (3, 3, 8, 112.5, "over"), (2, 3, 0, None, "none")],
)
def test_a_rhythm_that_adds_up(posts: int, each: int, have: int, used: float | None, conclusion: str) -> None:
    book = room("content_plan", rhythm=cells((Spot(), {"posts": posts, "each_takes": each, "have": have})))
    assert (figures(book, "load")["used"], level(book, "load")) == (used, conclusion)


TYPES = Answer(
    items=listed(("ask", "Offer", {"stance": "asks", "purpose": "conversion"}), ("give", "Answer", {"stance": "gives"}))
)
THEMES = Answer(items=listed(("first", "First time", {}), ("case", "The borderline case", {})))


def plan(*posts: tuple[str, date | None]) -> Answer:
    made = [
        (f"x{at}", f"Post {at}", {"sort_of": kind, "theme": "first", **({"day": day} if day else {})})
        for at, (kind, day) in enumerate(posts)
    ]
    return Answer(items=listed(*made))


MONDAY, LATER = date(2026, 5, 4), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("posts", "giving", "conclusion", "leads_to"),
    [
        ([("give", MONDAY), ("give", LATER), ("give", LATER), ("ask", LATER)], 75, "good", "traces"),
        ([("give", MONDAY), ("give", MONDAY), ("ask", MONDAY)], 200 / 3, "greedy", "start"),
        ([("give", None), ("give", MONDAY)], 100, "loose", "start"),
        ([], None, "empty", "start"),
    ],
)
def test_the_mixture_of_a_plan(posts: list[Any], giving: float | None, conclusion: str, leads_to: str) -> None:
    book = room("content_plan", themes=THEMES, types=TYPES, plan=plan(*posts))
    found = figures(book, "mixture")
    assert found["giving"] is None if giving is None else found["giving"] == pytest.approx(giving)
    assert found["untouched"] == (1 if posts else 2)
    assert (level(book, "mixture"), level(book, "onward")) == (conclusion, leads_to)


def test_an_hour_a_day() -> None:
    tasks = listed(
        ("a", "Answer", {"on_day": "mon", "takes": 30}),
        ("b", "Read", {"on_day": "mon", "takes": 30}),
        ("c", "Call", {"on_day": "fri", "takes": 45}),
    )
    book = room("content_plan", tasks=Answer(items=tasks))
    assert figures(book, "hour") == {"mon": 60, "tue": 0, "wed": 0, "thu": 0, "fri": 45, "heaviest": 60}
    assert level(book, "hour") == "fits"
    heavier = {**tasks, **listed(("d", "Look", {"on_day": "mon", "takes": 1}))}
    assert level(room("content_plan", tasks=Answer(items=heavier)), "hour") == "too_much"


WHOLE = {
    "hypothesis": "If film, more ask",
    "measure": "Tally",
    "limit": "Twice",
    "ends": LATER,
    "rule": "Yes: film",
    "hours": 6,
}


@pytest.mark.parametrize(
    ("missing", "lies"),
    [
        ((), "ready"),
        (("rule",), "toothless"),
        (("limit",), "toothless"),
        (("ends", "rule"), "endless"),
        (("measure", "ends"), "idea"),
    ],
)
def test_the_first_thing_missing_settles_where_a_trial_lies(missing: tuple[str, ...], lies: str) -> None:
    fields = {name: value for name, value in WHOLE.items() if name not in missing}
    book = room("experiments", trials=Answer(items=listed(("film", "Film", fields))))
    (row,) = result(book, "board").rows
    assert row.figures[0].value == 5 - len(missing)
    assert rows(book, "board") == {"film": lies}
    assert [item.id for item in book.source("board.ready")] == (["film"] if lies == "ready" else [])
    assert level(book, "onward") == ("go" if lies == "ready" else "soon" if "measure" not in missing else "blind")


def test_a_belief_nobody_said_how_they_know_of_has_not_been_tried() -> None:
    beliefs = listed(("old", "Ads", {"known_how": "tried"}), ("said", "Clips", {"known_how": "heard"}), ("bare", "Queues", {}))
    book = room("experiments", beliefs=Answer(items=beliefs))
    assert [item.id for item in book.material(book.scenario.step_by_id["worth"])] == ["said", "bare"]
    assert figures(book, "onward")["guesses"] == 2


def signs(*answers: str) -> Answer:
    return cells((Spot(), {f"s{at}": answer for at, answer in enumerate(answers, start=1)}))


@pytest.mark.parametrize(
    ("answers", "profile", "conclusion"),
    [
        ("yes yes yes yes yes yes yes yes", [100, 100, 100, 100], "fourth"),
        ("yes partly yes yes yes partly no partly", [75, 100, 75, 25], "third"),
        ("yes yes partly partly yes yes yes yes", [100, 50, 100, 100], "first"),  # a hole in an earlier phase holds one back
        ("yes yes yes yes no no yes yes", [100, 100, 0, 100], "second"),
        ("partly partly no no no no no no", [50, 0, 0, 0], "start"),
        ("yes yes yes yes", [100, 100, None, None], "unsaid"),
    ],
)
def test_the_short_stairs(answers: str, profile: list[float | None], conclusion: str) -> None:
    book = room("self_reflection", signs=signs(*answers.split()))
    assert list(figures(book, "where").values()) == profile
    assert level(book, "where") == conclusion


def test_what_weighs_most_comes_first() -> None:
    book = room("self_reflection", snags=by_row({"tools": 3, "counting": 5, "uneven": 1}))
    found = [(row.item.id, row.value) for row in result(book, "heaviest").rows if row.value is not None]
    assert found == [("counting", 5), ("tools", 3), ("uneven", 1)]
