"""What may be answered to a field of each type, and the form in which it is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from workshop import language, limits
from workshop.errors import Refused
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.book import Book
from workshop.session.model import Item
from workshop.session.scope import Scope
from workshop.session.spots import short
from workshop.text import clean, is_blank

LARGEST = limits.NUMBER

OTHER = "other"
"""The id that stands for own words in a choice with `other`; the words lie in `x_other`."""


def kept(book: Book, fields: Sequence[AnyField], name: str, value: Any, scope: Scope, before: Any = None) -> Any:
    """The value as it is kept under `name`: a field's id, or `x_other` and `x_evidence` beside a field x. None clears.

    `before` is what stands there now: a choice whose options have changed since may be kept. Raises Refused.
    """
    for field in fields:
        if field.id == name:
            return None if value is None else _kept(book, field, value, scope, before)
    base, _, tail = name.rpartition("_")
    for field in fields:
        if field.id == base:
            if tail == "evidence" and field.evidence:
                return _text(value, many=True)
            if tail == "other" and isinstance(field, ChoiceField) and field.other:
                return _text(value, many=False)
    raise Refused("session.no_field", field=name)


def _kept(book: Book, field: AnyField, value: Any, scope: Scope, before: Any) -> Any:
    if isinstance(value, str) and is_blank(short(value)):
        return None
    match field:
        case TextField():
            return _text(value, many=field.lines > 1)
        case NumberField():
            return _number(book, field, value)
        case ScaleField():
            return _mark(book, field, value)
        case ChoiceField():
            return _choice(book, field, value, scope, before)
        case YesNoField():
            if not isinstance(value, bool):
                raise Refused("session.not_yesno")
            return value
        case DateField():
            return _day(value)
        case DurationField():
            return _duration(field, value)
        case ListField():
            return _texts(value)


def _title(book: Book, field: AnyField) -> str:
    return book.scenario.text(field.title, book.session.lang) or field.id


def _texts(value: Any) -> list[str] | None:
    """The short texts in a list field of an item, one line each. (In an `ask` each is an entry of its own.)"""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise Refused("session.no_text")
    found = [clean(short(one.text if isinstance(one, Item) else one), multiline=False) for one in given]
    return [one for one in found if not is_blank(one)] or None


def _text(value: Any, *, many: bool) -> str | None:
    if value is None:
        return None
    text = clean(short(value), multiline=many)
    if many:
        text = text.strip("\n")
    return None if is_blank(text) else text


def _number(book: Book, field: NumberField, value: Any) -> int | float:
    if isinstance(value, str):
        value = language.parse_number(value, book.session.lang)
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and not math.isfinite(value)):
        raise Refused("session.not_number")
    if abs(value) > LARGEST:
        raise Refused("session.number_too_large")
    low, high = field.min, field.max
    if (low is not None and value < low) or (high is not None and value > high):
        raise _outside(low, high)
    return value + 0  # no −0.0


def _outside(low: float | None, high: float | None) -> Refused:
    if low is None:
        return Refused("session.at_most", high=high)
    if high is None:
        return Refused("session.at_least", low=low)
    return Refused("session.between", low=low, high=high)


def _mark(book: Book, field: ScaleField, value: Any) -> int:
    if isinstance(value, str):
        value = language.parse_number(value, book.session.lang)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not field.min <= value <= field.max:
        raise Refused("session.between", low=field.min, high=field.max)
    return value


def _choice(book: Book, field: ChoiceField, value: Any, scope: Scope, before: Any) -> str | list[str] | None:
    if field.many:
        chosen = [value] if isinstance(value, str) else value
        if not isinstance(chosen, list | tuple) or not all(isinstance(option, str) for option in chosen):
            raise Refused("session.no_option", option=clean(str(value), multiline=False)[:60])
        chosen = list(dict.fromkeys(chosen))
        if field.max is not None and len(chosen) > field.max:
            raise Refused("session.too_many_chosen", n=field.max)
    else:
        chosen = [value]
    there = (before if isinstance(before, list | tuple) else [before]) if before is not None else []
    known: set[str] | None = None
    for option in chosen:
        if option in there or (option == OTHER and field.other):
            continue
        if known is None:
            known = {offered.id for offered in book.options(field, scope)}
        if not isinstance(option, str) or option not in known:
            raise Refused("session.no_option", option=clean(str(option), multiline=False)[:60])
    return (chosen or None) if field.many else str(chosen[0])


def _day(value: Any) -> date:
    found: date | None = None
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, str):
        with suppress(ValueError):
            found = date.fromisoformat(clean(short(value), multiline=False))
    if found is None:
        raise Refused("session.not_date")
    if not limits.FIRST_DAY <= found <= limits.LAST_DAY:
        raise Refused("session.day_outside", first=str(limits.FIRST_DAY.year), last=str(limits.LAST_DAY.year))
    return found


def _duration(field: DurationField, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LARGEST:
        value = language.number(value, "en").replace(",", "")  # a figure alone: minutes
    if not isinstance(value, str):
        raise Refused("session.not_duration")
    typed = clean(value, multiline=False)
    length = language.parse_duration(typed, field.day_hours)
    if length is None or not math.isfinite(length) or length > LARGEST:
        raise Refused("session.not_duration")
    return typed
