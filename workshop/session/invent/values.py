"""A value for one field of any type."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.kinds import AnyStep
from workshop.session.book import Book
from workshop.session.fields import OTHER
from workshop.session.invent.sayings import Sayings
from workshop.session.scope import Scope


def leaning(seed: object, *about: str) -> float:
    """How well a thing is thought of, 0..1: the same for all voices, so that a group is of one mind now and then."""
    return Random("/".join(map(str, (seed, *about)))).random()


def near(random: Random, wish: float, width: float = 0.45) -> float:
    """A figure 0..1 about a wish."""
    return min(1.0, max(0.0, wish + random.uniform(-width, width)))


def value(
    book: Book, step: AnyStep, field: AnyField, scope: Scope, random: Random, say: Sayings, wish: float, width: float = 0.45
) -> Any:
    """What is kept under the field (never a list field: that has entries); None where nothing can be answered.

    `wish` 0..1: how good, large or likely the answer is to be; `width`: how far voices lie from it.
    """
    match field:
        case ScaleField():
            return field.min + round(near(random, wish, width) * (field.max - field.min))
        case NumberField():
            return _number(field, near(random, wish, min(width, 0.25)))
        case YesNoField():
            return near(random, wish, width) > 0.4
        case DateField():
            return book.session.created.date() + timedelta(days=random.randrange(3, 60))
        case DurationField():
            return random.choice(say.words["units"])
        case ChoiceField():
            return _choice(book, field, scope, random)
    return say.text(book, step, field, scope)


def _number(field: NumberField, part: float) -> int | float:
    low = field.min if field.min is not None else min(0.0, field.max or 0.0)
    usual = 100.0 if "%" in field.unit else max(500.0, 2 * low)
    high = min(field.max if field.max is not None else usual, low + 10_000)
    if high - low < 2 and not float(high - low).is_integer():
        return round(low + part * (high - low), 2)
    found = round(low + part * (high - low))
    return int(min(max(found, -(-low // 1)), high // 1))


def _choice(book: Book, field: ChoiceField, scope: Scope, random: Random) -> str | list[str] | None:
    options = [option.id for option in book.options(field, scope)]
    if not options:
        return OTHER if field.other and not field.many else None
    if not field.many:
        return OTHER if field.other and random.random() < 0.1 else random.choice(options)
    least = max(1, field.min or 1)
    most = min(len(options), field.max or max(least, 3))
    chosen = set(random.sample(options, random.randint(min(least, most), most)))
    return [option for option in options if option in chosen]
