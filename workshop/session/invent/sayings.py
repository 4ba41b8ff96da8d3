"""What an invented group says: the scenario's own examples first, then a small stock of words in each language.

A text is drawn from a shuffled pile for its step and field; when the pile is through it is begun again with a number behind
each text, so that no two things in one list are called the same.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import Field
from workshop.session.book import Book
from workshop.session.scope import Scope

_FOLDER = Path(__file__).parent
_TRADE = re.compile(r"^[^:.?!“”\"]{2,48}: (?=\S)")
_QUOTED = re.compile(r"[“”\"]([^“”\"]*)[“”\"]?|([^“”\"]*)[“”\"]")
"""In quotes from end to end; one of the pair may have been lost where several of a row were taken apart."""
SHORT = 70
"""Signs: what is longer is no item of a list but a text."""


@cache
def stock(lang: str) -> dict[str, list[str]]:
    """The words at hand in a language; in English where there are none in it."""
    path = _FOLDER / f"{lang}.toml"
    with (path if path.exists() else _FOLDER / "en.toml").open("rb") as file:
        return tomllib.load(file)


def names(lang: str, n: int) -> list[str]:
    """So many participants, no two alike."""
    known = stock(lang)["people"]
    return [known[at] if at < len(known) else f"{known[at % len(known)]} {at // len(known) + 1}" for at in range(n)]


class Sayings:
    """Draws texts. The same seed, language and scenario give the same texts in the same order."""

    def __init__(self, random: Random, lang: str) -> None:
        self.random, self.words = random, stock(lang)
        self._piles: dict[tuple[str, ...], Iterator[str]] = {}

    def one(self, kind: str) -> str:
        """Any of a kind of the stock; kinds are the keys of the file."""
        return self._next((kind,), self.words[kind])

    def item(self, book: Book, step: AnyStep, field: Field | None, scope: Scope, kind: str = "things") -> str:
        """Something short: an item of a list, an entry of a list field."""
        own = [text for text in _examples(book, field or step, scope) if len(text) <= SHORT]
        return self._next((kind, step.id, field.id if field else "", *own), own, self.words[kind])

    def text(self, book: Book, step: AnyStep, field: Field, scope: Scope) -> str:
        """The answer to a text field: an example's words, a name where a name is asked for, else a sentence or two."""
        if field.id in ("name", "who", "owner"):
            return self.one("names" if field.id == "name" else "people")
        own = _examples(book, field, scope) or (_examples(book, step, scope) if field.id == "value" else [])
        lines = field.lines if isinstance(field, TextField) else 1
        kind = "reasons" if field.id in ("why", "reason", "because") else "sentences"
        first = self._next((kind, step.id, field.id, *own), own, self.words[kind])
        if lines == 1:
            return first
        return "\n".join([first, *(self.one("sentences") for _ in range(self.random.randrange(0, 3)))])

    def _next(self, key: tuple[str, ...], *parts: Sequence[str]) -> str:
        if key not in self._piles:
            self._piles[key] = self._pile(parts)
        return next(self._piles[key])

    def _pile(self, parts: Sequence[Sequence[str]]) -> Iterator[str]:
        for turn in count(1):
            for part in parts:
                for text in self.random.sample(part, len(part)):
                    yield text if turn == 1 else f"{text} ({turn})"


def _examples(book: Book, part: Any, scope: Scope) -> list[str]:
    """The things that the examples of a step or field name: without the trade they are from, several of a row one by one."""
    found: list[str] = []
    for example in part.examples:
        text = _TRADE.sub("", book.text(example, scope))
        for one in text.split(" · "):
            one = unquoted(one.strip())
            if one and "…" not in one and one not in found:
                found.append(one[:1].upper() + one[1:])
    return found


def unquoted(text: str) -> str:
    """Without the quotes around the whole of it; quotes around a part of it stay."""
    found = _QUOTED.fullmatch(text)
    return (found[1] if found[1] is not None else found[2]).strip() if found else text
