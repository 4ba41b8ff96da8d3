# ruff: noqa: E501
"""Any Changes a script may hold: each is made or refused in words, and the session they leave can be saved, asked and read back."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from tests.hostile import HOSTILE
from tests.hostile.asked import NOW, ask_everything, in_words
from tests.hostile.sessions import VALUES
from workshop.errors import Refused
from workshop.session.book import Book
from workshop.session.desk import Desk
from workshop.store.books import read_book
from workshop.store.codec import decode, encode
from workshop.store.scripting import KINDS, _changes

EXAMPLES = sorted((Path(__file__).parents[2] / "sessions" / "examples").glob("*.toml"))


@cache
def books() -> tuple[Book, ...]:
    return tuple(map(read_book, EXAMPLES))


def line(book: Book, chance: Random) -> str:
    """One Change: a kind there is, with keys it has, and values that fit or do not."""
    name = chance.choice([*KINDS, "Nothing"])
    made: dict[str, Any] = {"change": name}
    kind = KINDS.get(name)
    for field in fields(kind) if kind is not None else ():
        if field.required or chance.random() < 0.4:
            made[field.encode_name] = value(book, field.encode_name, chance)
    if chance.random() < 0.1:
        made[chance.choice(["x", "step", ""])] = value(book, "x", chance)
    return json.dumps(made, default=lambda each: each.isoformat() if isinstance(each, (date, datetime)) else str(each))


def value(book: Book, name: str, chance: Random) -> Any:
    session = book.session
    ids = [id for answer in session.answers.values() for id in answer.items] + [person.id for person in session.people]
    known = {
        "step": list(book.scenario.step_by_id),
        "section": list(book.scenario.section_by_id),
        "field": [field.id for step in book.scenario.steps for field in getattr(step, "fields", ())],
        "place": [place.id for step in book.scenario.steps for place in getattr(step, "places", ())],
        "what": ["action", "decision", "parked", "note"],
        "key": ["title", "client", "lang", "names", "summary", "alone"],
    }.get(name, [*ids, *session.actions, *session.decisions])
    kind = chance.random()
    if kind < 0.6 and known:
        return (
            chance.choice(known)
            if name not in ("items", "ids", "people", "texts")
            else chance.choices(known, k=chance.randint(0, 4))
        )
    if kind < 0.8:
        return chance.choice([1, 0, -1, 3, True, [], {}, ["a", "b"], {"a": 1}, chance.choice(HOSTILE)])
    return chance.choice([each for each in VALUES if each is not None])


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_any_script_is_made_or_refused_in_words(seed: int) -> None:
    chance = Random(seed)
    book = chance.choice(books())
    desk = Desk(book.scenario, book.session, now=lambda: NOW)
    for _ in range(30):
        try:
            for _, change in _changes(line(desk.book, chance)):
                desk.do(change)
        except Refused as refused:
            in_words(refused)
    written = encode(desk.session)
    assert encode(decode(written).session) == written
    assert not decode(written).notes, "what the program wrote needs no repair"
    if seed % 8 == 0:
        ask_everything(desk.book)
    while desk.undo():
        pass
