"""The functions of the expression language, on plain values. None of them raises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from workshop.session.env import Value, flat, is_number
from workshop.session.model import Item
from workshop.text import fold


def is_there(value: Value) -> bool:
    return any(one is not None for one in flat(value))


def tally(ids: Iterable[str]) -> dict[str, int]:
    return dict(Counter(ids))


def same_as(value: Value) -> tuple[str, Any]:
    """What two values have alike that count as the same: texts apart from case and spaces, items by their id."""
    if isinstance(value, Item):
        return "item", value.id
    if isinstance(value, bool):
        return "truth", value
    if is_number(value):
        return "number", value
    if isinstance(value, str):
        return "text", fold(value)
    return "other", value


def most(values: Iterable[Value]) -> Value:
    """The most common value; of several equally common, none."""
    firsts: dict[tuple[str, Any], Value] = {}
    counts: Counter[tuple[str, Any]] = Counter()
    for value in values:
        if value is not None:
            key = same_as(value)
            firsts.setdefault(key, value)
            counts[key] += 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return firsts[ranked[0][0]]


def collapse(values: Iterable[Value]) -> Value:
    """Several voices as one: the mean of numbers, else the most common."""
    given = [value for value in flat(tuple(values)) if value is not None]
    if given and all(is_number(value) for value in given):
        return sum(given) / len(given)
    return most(given)
