"""No workshop claims what nobody has said: before anything is answered a result says nothing, or what is true then too."""

from __future__ import annotations

import pytest

from tests.library.rooms import by_row, level, listed, room, rows
from tests.session.books import cells
from workshop.scenario.kinds.result import Result
from workshop.session.model import Answer, Spot

TRUE_OF_NOTHING = {
    "strategy_map": {"onward": "empty"},
    "listening": {"onward": "gaps"},
    "content_plan": {"mixture": "empty", "onward": "start"},
    "experiments": {"onward": "bare"},
    "self_reflection": {"where": "unsaid"},
}


@pytest.mark.parametrize(
    "id", ["metrics_reality", "audience", "strategy_map", "listening", "content_plan", "experiments", "self_reflection"]
)
def test_an_empty_session_comes_to_no_conclusion(id: str) -> None:
    book = room(id)
    said = {step.id: level(book, step.id) for step in book.scenario.steps if isinstance(step, Result)}
    assert {step: found for step, found in said.items() if found} == TRUE_OF_NOTHING.get(id, {})


def test_a_figure_that_was_not_tested_is_not_called_empty() -> None:
    book = room(
        "metrics_reality",
        reported=Answer(items=listed(("followers", "Followers", {}), ("views", "Views", {}))),
        tested=cells(
            (Spot(of="views"), {"flatters": "never", "serves": "nothing", "about": "volume", "bought": True}),
            (Spot(of="followers"), {"flatters": "never"}),
        ),
    )
    assert rows(book, "verdict") == {"views": "empty", "followers": ""}


def test_hours_that_were_not_asked_about_are_not_said_to_be_none() -> None:
    drawn = {
        "goals": Answer(items=listed(("orders", "Orders", {}))),
        "ways": Answer(items=listed(("early", "Be early", {}), of="orders")),
        "proactive": Answer(items=listed(("drawings", "Drawings", {}), of="early")),
    }
    assert level(room("strategy_map", **drawn), "weight") == "unsaid"
    assert level(room("strategy_map", **drawn, effort=by_row({"drawings": 0}, field="hours")), "weight") == "free"
