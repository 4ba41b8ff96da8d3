"""A Book of a workshop of the library and of answers given by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.session.books import cells, session
from workshop.scenario import load
from workshop.scenario.parts import Scenario
from workshop.session.book import Book
from workshop.session.model import Answer, Item, Spot
from workshop.session.results import ResultValue

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*.toml"))


@cache
def scenario(id: str) -> Scenario:
    return load.scenario(SCENARIOS / f"{id.replace('_', '-')}.toml")


def room(id: str, people: str = "", lang: str = "en", **answers: Any) -> Book:
    """The workshop `id` with these answers, by step."""
    return Book(scenario(id), session(people, lang=lang, answers=answers))


def result(book: Book, step: str) -> ResultValue:
    return book.result(book.scenario.step_by_id[step])


def level(book: Book, step: str) -> str:
    found = result(book, step).level
    return found.id if found is not None else ""


def figures(book: Book, step: str) -> dict[str, Any]:
    return {figure.id: figure.value for figure in result(book, step).figures}


def rows(book: Book, step: str) -> dict[str, str]:
    """The level of each row, in the order of the result."""
    return {row.item.id: row.level.id if row.level else "" for row in result(book, step).rows}


def by_row(values: Mapping[str, Any], by: str = "", field: str = "value") -> Answer:
    """One answer for each row."""
    return cells(*((Spot(of=row, by=by), {field: value}) for row, value in values.items()))


def by_voices(values: Mapping[str, Sequence[Any]], field: str = "value") -> Answer:
    """For each row an answer of each of p1, p2 …"""
    return cells(
        *((Spot(of=row, by=f"p{at + 1}"), {field: value}) for row, line in values.items() for at, value in enumerate(line))
    )


def listed(*items: tuple[str, str, Mapping[str, Any]], **common: Any) -> dict[str, Item]:
    """Items of a list: id, text, fields."""
    return {id: Item(id=id, text=text, fields=dict(fields), **common) for id, text, fields in items}
