"""Small scenarios and sessions for the tests of what is computed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from workshop.scenario import load
from workshop.scenario.expand import expand
from workshop.scenario.parts import Scenario
from workshop.session.book import Book
from workshop.session.model import Answer, Item, Person, Session, Spot

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def scenario(text: str) -> Scenario:
    return load.trusted('format = 1\nid = "t"\ntitle = "T"\n' + text)


def unchecked(text: str) -> Scenario:
    """A scenario that nobody looked through: what the checks refuse may stand in it."""
    data, _ = expand(tomllib.loads('format = 1\nid = "t"\ntitle = "T"\n' + text))
    return msgspec.convert(data, Scenario)


def step(id: str, kind: str, rest: str = "") -> str:
    return f'\n[[step]]\nid = "{id}"\nkind = "{kind}"\ntitle = "{id.title()}"\n{rest}\n'


def session(people: str | tuple[Person, ...] = "", lang: str = "en", **parts: Any) -> Session:
    """A session with participants p1, p2 … of these names."""
    if isinstance(people, str):
        people = tuple(Person(id=f"p{at + 1}", name=name) for at, name in enumerate(people.split()))
    return Session(uuid="u", title="t", created=NOW, changed=NOW, lang=lang, people=people, **parts)


def book(
    text: str, people: str | tuple[Person, ...] = "", earlier: Callable[[str], Book | None] | None = None, **answers: Any
) -> Book:
    """A Book of a scenario (its steps in TOML) and of answers by step; whatever is a part of a session is taken as that."""
    parts = {name: answers.pop(name) for name in list(answers) if name in Session.__struct_fields__}
    return Book(scenario(text), session(people, answers=answers, **parts), earlier=earlier)


def items(*texts: str, **common: Any) -> Answer:
    """A list: `i1 Advent calendar` is an item i1."""
    made = [Item(id=text.split(" ")[0], text=text.partition(" ")[2] or text, **common) for text in texts]
    return Answer(items={item.id: item for item in made})


def listed(*given: Item) -> Answer:
    return Answer(items={item.id: item for item in given})


def cells(*pairs: tuple[Spot, dict[str, Any]]) -> Answer:
    return Answer(cells=dict(pairs))


def one(value: Any, **spot: Any) -> Answer:
    return Answer(cells={Spot(**spot): {"value": value}})


def table(rows: str, voices: str, values: Sequence[Sequence[Any]], field: str = "value", **spot: Any) -> Answer:
    """An ask about rows by voices: a line of values for each row, in the order of the voices; None is no answer."""
    found = {}
    for row, line in zip(rows.split() or [""], values, strict=True):
        for voice, value in zip(voices.split() or [""], line, strict=True):
            if value is not None:
                found[Spot(of=row, by=voice, **spot)] = {field: value}
    return Answer(cells=found)
