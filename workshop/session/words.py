"""Values in words: how they are drawn in a sentence, a table, a prompt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workshop import language
from workshop.scenario.kinds.result import OWN, Result
from workshop.scenario.model import Figure, Text
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
    book.read("lang")
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
        return book.scenario.text(value.words, lang)
    return str(value)


def with_unit(book: Book, value: Value, unit: str, digits: int) -> str:
    """A value as a figure is drawn: whole numbers whole, others with `digits` decimals, then the unit; `duration` as hours
    and minutes."""
    if isinstance(value, tuple):
        return ", ".join(shown for one in flat(value) if (shown := with_unit(book, one, unit, digits)))
    if not is_number(value):
        return title(book, value)
    if unit == "duration":
        return duration(book, value)
    shown = title(book, value, 0 if isinstance(value, int) else digits)
    if not unit:
        return shown
    return shown + ("" if unit == "%" and book.session.lang == "en" else "\u00a0") + unit


def duration(book: Book, minutes: float) -> str:
    """`1 h 30 min`, `45 min`; below a minute in seconds."""
    lang = book.session.lang
    if 0 < abs(minutes) < 1:
        return f"{language.number(round(minutes * 60), lang)}\u00a0s"
    whole = round(abs(minutes))
    hours, rest = divmod(whole, 60)
    parts = [f"{language.number(hours, lang)}\u00a0h"] * bool(hours) + [f"{rest}\u00a0min"] * bool(rest or not hours)
    return ("\u2212" if minutes < 0 and whole else "") + " ".join(parts)


def plain(book: Book, text: Text | None, env: Env) -> str:
    """A text of the scenario with its values put in and its marks taken off."""
    return "".join(run.text for run in runs(book, text, env))


def runs(book: Book, text: Text | None, env: Env) -> tuple[Run, ...]:
    if not text:
        return ()
    book.read("lang")
    words = book.scenario.text(text, book.session.lang)
    return pieces(words, lambda name: value_in_words(book, name, env))


def value_in_words(book: Book, name: str, env: Env) -> str | None:
    if name == "round":
        step = book.scenario.step_by_id.get(env.step)
        return str(env.round or (book.latest(step, env.at) if step is not None else 1))
    if name == "last":
        return book.last_text(env) or None
    value = book.resolve(name, env)
    figure = _figure(book, name, env)
    if figure is not None and any(map(is_number, flat(value))):
        return with_unit(book, value, figure.unit if figure.unit == "duration" else "", figure.digits)
    return title(book, value) or None


def own_names(step: Result) -> frozenset[str]:
    """What the words of a result may name bare: `{value}`, a figure."""
    return frozenset({*OWN, *(figure.id for figure in step.figures)})


def _figure(book: Book, name: str, env: Env) -> Figure | Result | None:
    """The figure (or the result) that a name is of: it says how a number is drawn, the unit is for the sentence to say."""
    path = name.split(".")
    if path[0] == "item":
        path = path[1:]
    own = book.scenario.step_by_id.get(env.step)
    if isinstance(own, Result) and path and path[0] in own_names(own):
        path = [own.id, *path]
    step = book.scenario.step_by_id.get(path[0]) if path else None
    if not isinstance(step, Result):
        return None
    if len(path) == 1 or path[1] in ("value", "low", "high"):
        return step.figures[0] if step.value is None and step.figures else step
    return next((figure for figure in step.figures if figure.id == path[1]), None)
