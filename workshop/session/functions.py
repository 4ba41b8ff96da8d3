"""The arithmetic, comparisons and functions of the expression language, on plain values.

They are total: whatever they are given, they raise nothing, and what has no sensible answer is none. A list given to
arithmetic or to a comparison is an author's error (the checks say "say mean(…)"), and gives none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from workshop.session.env import Named, Value, flat, is_date, is_number
from workshop.session.model import Item
from workshop.text import fold

LARGEST = 2**63
"""Whole numbers beyond this are reckoned with as fractions are, so that no sum or product takes long."""


def checked(number: float | int) -> Value:
    """A number that was worked out, or none where it is beyond reckoning."""
    if isinstance(number, int):
        if -LARGEST < number < LARGEST:
            return number
        try:
            number = float(number)
        except OverflowError:
            return None
    return number + 0.0 if math.isfinite(number) else None  # no −0.0


def is_there(value: Value) -> bool:
    """Whether there is anything: no list of nothing, no list of what is missing."""
    return any(one is not None for one in flat(value))


def truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def tally(ids: Iterable[str]) -> dict[str, int]:
    return dict(Counter(ids))


# -------------------------------------------------------------------------------------------- arithmetic, comparisons


def arithmetic(sign: str, left: Value, right: Value) -> Value:
    if not is_number(left) or not is_number(right):
        return None
    try:
        match sign:
            case "+":
                return checked(left + right)
            case "-":
                return checked(left - right)
            case "*":
                return checked(left * right)
            case "/":
                return checked(left / right)
    except (OverflowError, ZeroDivisionError):
        pass
    return None


def minus(value: Value) -> Value:
    return checked(-value) if is_number(value) else None


def equal(left: Value, right: Value) -> bool | None:
    """Whether two values are the same; values of unlike kinds are not, a missing one is not known to be. An item is also
    equal to its id and to its text."""
    if left is None or right is None or isinstance(left, tuple) or isinstance(right, tuple):
        return None
    if isinstance(left, Item) or isinstance(right, Item):
        if isinstance(left, Item) and isinstance(right, Item):
            return left.id == right.id
        item, other = (left, right) if isinstance(left, Item) else (right, left)
        return isinstance(other, str) and other in (item.id, item.text)
    if is_number(left) and is_number(right):
        return bool(left == right)
    for kind in (bool, str, date):
        if isinstance(left, kind) and isinstance(right, kind):
            return bool(left == right)
    return False


def less(left: Value, right: Value, text_key: Callable[[str], Any]) -> bool | None:
    """Whether one comes before the other; unlike kinds, and truths, have no order."""
    if is_number(left) and is_number(right):
        return bool(left < right)
    if is_date(left) and is_date(right):
        return bool(left < right)
    if isinstance(left, str) and isinstance(right, str):
        return bool(text_key(left) < text_key(right))
    return None


def within(value: Value, where: Value) -> bool | None:
    """`x in y`: among the values of a list, however deep; in a text, part of it."""
    if value is None or where is None or isinstance(value, tuple):
        return None
    if isinstance(where, tuple):
        return Inside(where).has(value)
    if isinstance(where, str) and not isinstance(where, Named) and isinstance(value, str):
        return fold(value) in fold(where)
    return equal(value, where)


class Inside:
    """What a list holds, made ready for asking of one value after another whether it is equal to any of it."""

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.values = values
        self._items: set[str] = set()
        self._item_words: set[str] = set()
        self._others: set[tuple[str, Any]] = set()
        for value in flat(values):
            if isinstance(value, Item):
                self._items.add(value.id)
                self._item_words.update((value.id, value.text))
            elif value is not None:
                self._others.add(_exactly(value))

    def has(self, value: Value) -> bool:
        if isinstance(value, Item):
            return value.id in self._items or any(("text", words) in self._others for words in (value.id, value.text))
        return _exactly(value) in self._others or (isinstance(value, str) and value in self._item_words)


def _exactly(value: Value) -> tuple[str, Any]:
    if isinstance(value, str):
        return "text", str(value)
    return ("truth" if isinstance(value, bool) else "number" if is_number(value) else "other"), value


# ----------------------------------------------------------------------------------------------------- over a list


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


def given(values: Sequence[Value]) -> list[Value]:
    """What is there, missing values left out."""
    return [value for value in flat(tuple(values)) if value is not None]


def numbers(values: Sequence[Value]) -> list[Any]:
    """The numbers among the values; a truth is one where it holds, so that a sum of truths is how many do."""
    return [value + 0 if isinstance(value, bool) else value for value in given(values) if isinstance(value, (int, float))]


def truths(values: Sequence[Value]) -> list[bool]:
    return [value for value in given(values) if isinstance(value, bool)]


def total(values: Sequence[Value]) -> Value:
    found = numbers(values)
    try:
        return checked(math.fsum(found) if any(isinstance(one, float) for one in found) else sum(found))
    except OverflowError:
        return None


def mean(values: Sequence[Value]) -> Value:
    found = numbers(values)
    if not found:
        return None
    try:
        # Each divided first where their sum is beyond reckoning and their mean is not.
        whole = total(found)
        return checked(whole / len(found) if whole is not None else math.fsum(one / len(found) for one in found))
    except OverflowError:
        return None


def median(values: Sequence[Value]) -> Value:
    found = sorted(numbers(values))
    if not found:
        return None
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else mean(found[middle - 1 : middle + 1])


def product(values: Sequence[Value]) -> Value:
    found = numbers(values)
    result: Value = 1 if found else None
    for one in found:
        result = arithmetic("*", result, one)
    return result


def _end(values: Sequence[Value], pick: Callable[[list[Any]], Any]) -> Value:
    # `min(a, b)` of plain values is not known while one of them is missing; a list leaves out what it lacks.
    if any(value is None for value in values) and len(values) != 1:
        return None
    found = given(values)
    if found and (all(map(is_number, found)) or all(map(is_date, found))):
        return pick(found)
    found = numbers(values)
    return pick(found) if found else None


def spread(values: Sequence[Value]) -> Value:
    found = numbers(values)
    return arithmetic("-", max(found), min(found)) if found else None


def deviation(values: Sequence[Value]) -> Value:
    """The standard deviation of the population: these are all the voices, not a sample of them."""
    found, middle = numbers(values), mean(values)
    if not found or middle is None:
        return None
    try:
        return checked(math.sqrt(math.fsum((one - middle) ** 2 for one in found) / len(found)))
    except OverflowError:
        return None


def _ranked(values: Sequence[Value]) -> tuple[list[tuple[tuple[str, Any], int]], dict[tuple[str, Any], Value]]:
    firsts: dict[tuple[str, Any], Value] = {}
    counts: Counter[tuple[str, Any]] = Counter()
    for value in given(values):
        key = same_as(value)
        firsts.setdefault(key, value)
        counts[key] += 1
    return counts.most_common(), firsts


def agree(values: Sequence[Value]) -> Value:
    ranked, _ = _ranked(values)
    return ranked[0][1] / sum(count for _, count in ranked) if ranked else None


def most(values: Sequence[Value]) -> Value:
    """The most common value; of several equally common, none."""
    ranked, firsts = _ranked(values)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return firsts[ranked[0][0]]


def unique(values: Sequence[Value]) -> Value:
    """Each value once, the first of those that are equal; items by their text."""
    found: dict[tuple[str, Any], Value] = {}
    for value in given(values):
        found.setdefault(("text", fold(value.text)) if isinstance(value, Item) else same_as(value), value)
    return tuple(found.values())


def collapse(values: Sequence[Value]) -> Value:
    """Several voices as one: the mean of numbers, else the most common."""
    found = given(values)
    return mean(found) if found and all(map(is_number, found)) else most(found)


def _all(values: Sequence[Value]) -> Value:
    found = truths(values)
    return all(found) if found else None


def _any(values: Sequence[Value]) -> Value:
    found = truths(values)
    return any(found) if found else None


def share(values: Sequence[Value]) -> Value:
    """The part that is true, 0..1."""
    found = truths(values)
    return sum(found) / len(found) if found else None


OVER_A_LIST: dict[str, Callable[[Sequence[Value]], Value]] = {
    "sum": total,
    "count": lambda values: len(given(values)),
    "mean": mean,
    "median": median,
    "min": lambda values: _end(values, min),
    "max": lambda values: _end(values, max),
    "product": product,
    "all": _all,
    "any": _any,
    "share": share,
    "spread": spread,
    "deviation": deviation,
    "agree": agree,
    "most": most,
    "unique": unique,
    "first": lambda values: next(iter(given(values)), None),
    "last": lambda values: next(iter(reversed(given(values))), None),
}


def over_each(name: str, items: Sequence[Value], values: Sequence[Value]) -> Value:
    """`f(items, expression)`: `values` are the expression's, one an item. `count` counts where it holds; `first` and `last`
    of a condition are the items it holds for; any other is the function of the values."""
    if name == "count":
        return sum(1 for value in values if value is True)
    if name in ("first", "last") and all(value is None or isinstance(value, bool) for value in values):
        held = [item for item, value in zip(items, values, strict=True) if value is True]
        return OVER_A_LIST[name](held)
    return OVER_A_LIST[name]((tuple(values),))


# ----------------------------------------------------------------------------------------------------- plain values


def rounded(value: Value, digits: Value = 0) -> Value:
    """Half away from zero, as people round and as numbers are drawn."""
    if not is_number(value) or not is_number(digits) or digits != int(digits) or not -15 <= digits <= 15:
        return None
    step = Decimal(1).scaleb(-int(digits))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact.adjusted() > 30:
        return value
    found = exact.quantize(step, ROUND_HALF_UP, Context(prec=60))
    return checked(int(found) if digits <= 0 else float(found))


def clamp(value: Value, low: Value, high: Value) -> Value:
    if not (is_number(value) and is_number(low) and is_number(high)) or low > high:
        return None
    return max(low, min(value, high))


def days(start: Value, end: Value) -> Value:
    return (end - start).days if is_date(start) and is_date(end) else None


def weighted(values: Value, weights: Value) -> Value:
    """Σ v·w, pair by pair; a pair with a part missing is left out, and of nothing it is none. A list inside a list is its
    mean: the voices of one row. Lists of unlike length have no pairs."""
    left, right = _line(values), _line(weights)
    if len(left) != len(right):
        left, right = flat(values), flat(weights)
    if len(left) != len(right):
        return None
    pairs = [(v, w) for v, w in zip(left, right, strict=True) if is_number(v) and is_number(w)]
    return total([arithmetic("*", v, w) for v, w in pairs]) if pairs else None


def _line(values: Value) -> list[Value]:
    if not isinstance(values, tuple):
        return [values]
    return [collapse(value) if isinstance(value, tuple) else value for value in values]


PLAIN: dict[str, Callable[..., Value]] = {
    "round": rounded,
    "abs": lambda value: checked(abs(value)) if is_number(value) else None,
    "clamp": clamp,
    "default": lambda value, other: value if is_there(value) else other,
    "days": days,
    "weighted": weighted,
}


def call(name: str, arguments: Sequence[Value]) -> Value:
    if name in OVER_A_LIST:
        return OVER_A_LIST[name](arguments)
    return PLAIN[name](*arguments) if name in PLAIN else None
