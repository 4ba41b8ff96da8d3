"""What one workshop collects the next takes over: every source out of an earlier session finds something there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.library.rooms import FILES, SCENARIOS, scenario
from tests.library.test_data import WHOLE, stock
from tests.session.books import session
from workshop.scenario.model import Source
from workshop.session.book import Book
from workshop.session.env import Env
from workshop.session.invent import invent

IDS = [path.stem.replace("-", "_") for path in FILES]


def sources(given: Any) -> Iterator[Source]:
    """Those out of another workshop, however deep they lie."""
    if isinstance(given, Source):
        if given.scenario:
            yield given
    elif isinstance(given, list | tuple):
        for one in given:
            yield from sources(one)


TAKEN = [
    pytest.param(id, step.id, source, id=f"{id}.{step.id}-{source.scenario}")
    for id in IDS
    for step in scenario(id).steps
    for key in ("start", "each", "from_", "across")
    for source in sources(getattr(step, key, None))
]


@cache
def held(id: str) -> Book:
    if id == "data_inventory":  # invented answers seldom make a whole trace
        return stock(WHOLE, ("no", {}), right=80)
    text = (SCENARIOS / f"{id.replace('_', '-')}.toml").read_text("utf-8")
    return Book(scenario(id), invent(scenario(id), text, people=3))


@pytest.mark.parametrize(("id", "step", "source"), TAKEN)
def test_the_next_begins_with_what_the_last_one_left(id: str, step: str, source: Source) -> None:
    if source.scenario not in IDS:
        pytest.skip(f"{source.scenario} is still to come")
    past = held(source.scenario)
    book = Book(scenario(id), session("Anna Bo"), earlier=lambda asked: past if asked == source.scenario else None)
    found = book.items_of(source, Env(step=step))
    assert found
    assert all(item.text for item in found)


def test_nothing_earlier_is_nothing_taken() -> None:
    book = Book(scenario("sequence_and_triggers"), session("Anna Bo"), earlier=lambda asked: None)
    assert [step.id for step in book.scenario.steps if getattr(step, "start", None) and book.offers(step)] == []
