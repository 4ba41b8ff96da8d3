"""From what is stored of a field to its value in expressions."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from workshop.language import parse_duration
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.model import Option
from workshop.session.env import Named, Value
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book

LARGEST = 2**63


def number(value: Any) -> Value:
    """The number, if it is one that can be reckoned with."""
    if type(value) is int:
        return value if -LARGEST < value < LARGEST else None
    return value if isinstance(value, float) and math.isfinite(value) else None


def text(value: Any) -> Value:
    return value if isinstance(value, str) and value.strip() else None


def day(value: Any) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def plain(value: Any) -> Value:
    """A value of no known field: written in the scenario, or of a log."""
    if isinstance(value, (bool, Item)):
        return value
    if isinstance(value, (list, tuple)):
        return tuple(plain(one) for one in value)
    for read in (number, text, day):
        found = read(value)
        if found is not None:
            return found
    return None


def value_of(book: Book, field: AnyField, stored: Any, own_words: Any = None) -> Value:
    """The value of a field. What is stored in a form that the field cannot have (a file edited by hand) is missing.

    `own_words`: what stands in `x_other`. Entries of a list field are looked up where they have their row and voice.
    """
    if stored is None:
        return None
    if isinstance(field, ScaleField):
        mark = number(stored)
        return field.min + field.max - mark if field.reverse and mark is not None else mark
    if isinstance(field, NumberField):
        return number(stored)
    if isinstance(field, YesNoField):
        return stored if isinstance(stored, bool) else None
    if isinstance(field, ChoiceField):
        return _chosen(book, field, stored, own_words)
    if isinstance(field, ListField):
        if not isinstance(stored, (list, tuple)):
            return None
        if stored and all(isinstance(entry, str) for entry in stored):  # of an item: its own short texts
            return tuple(text(entry) for entry in stored)
        found = tuple(book.item(entry.id) for entry in stored if isinstance(entry, Item) and not entry.gone)
        return tuple(entry for entry in found if entry is not None)
    if isinstance(field, DateField):
        return day(stored)
    if isinstance(field, DurationField):
        if not isinstance(stored, str):
            return number(stored)
        return number(parse_duration(stored, field.day_hours))
    return text(stored)


def _chosen(book: Book, field: ChoiceField, stored: Any, own_words: Any) -> Value:
    given = stored if isinstance(stored, (list, tuple)) else (stored,)
    found: list[Value] = []
    for id in given:
        if not isinstance(id, str):
            continue
        if field.other and id == "other":
            found.append(Named(id, text(own_words) or id))
        elif field.from_ is not None:
            item = book.item(id)
            if item is not None:
                found.append(item)
        else:
            option = option_of(book, field, id)
            found.append(Named(id, option.title) if option is not None else id)
    if field.many:
        return tuple(found)
    return found[0] if found else None


def option_of(book: Book, field: ChoiceField, id: str) -> Option | None:
    options = field.options or book.scenario.choices.get(field.choices or "", [])
    return next((option for option in options if option.id == id), None)
