"""Values in words: how they are drawn in a sentence, a table, a prompt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workshop import language
from workshop.scenario.model import Text
from workshop.session.env import Env, Named, Value, flat, is_date, is_number
from workshop.session.model import Item
from workshop.text import Run, pieces

if TYPE_CHECKING:
    from workshop.session.book import Book

DIGITS = 2
"""Decimals of a number that nothing says more of."""


def label(book: Book, item: Item) -> str:
    """The text of an item on one line; of a group that nobody named, what lies in it."""
    if item.text.strip():
        return " ".join(item.text.split())
    return ", ".join(label(book, member) for member in book.members(item)[:3] if member.id != item.id)


def title(book: Book, value: Value, digits: int | None = None) -> str:
    lang = book.session.lang
    if value is None:
        return ""
    if isinstance(value, Item):
        return label(book, value)
    if isinstance(value, (tuple, list)):
        return ", ".join(words for one in flat(value) if (words := title(book, one, digits)))
    if isinstance(value, bool):
        return language.t("expression.yes" if value else "expression.no", lang)
    if is_number(value):
        if digits is None and not (isinstance(value, float) and math.isfinite(value)):
            return language.number(value, lang)
        return language.number(value if digits is not None else round(value, DIGITS), lang, digits)
    if is_date(value):
        return language.day(value, lang)
    if isinstance(value, Named):
        return book.scenario.text(value.title, lang)
    return str(value)


def plain(book: Book, text: Text | None, env: Env) -> str:
    """A text of the scenario with its values put in and its marks taken off."""
    return "".join(run.text for run in runs(book, text, env))


def runs(book: Book, text: Text | None, env: Env) -> tuple[Run, ...]:
    if not text:
        return ()
    book.read("lang")
    words = book.scenario.text(text, book.session.lang)
    inside = env._replace(own_last=True)
    return pieces(words, lambda name: value_in_words(book, name, inside))


def value_in_words(book: Book, name: str, env: Env) -> str | None:
    if name == "round":
        step = book.scenario.step_by_id.get(env.step)
        return str(env.round or (book.latest(step, env.at) if step is not None else 1))
    if name == "last":
        return book.last_text(env) or None
    return title(book, book.resolve(name, env)) or None
