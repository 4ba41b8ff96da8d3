"""What a name is read against: the scope a caller gave, and what the expression itself has fixed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from workshop.scenario.model import Text
from workshop.session.model import Item

Value: TypeAlias = Any
"""None, bool, int, float, str, date, Item, or a tuple of these: lists are tuples, for what is remembered is never changed."""


class Nothing:
    """Said by a step that a given item has no place in, so that its origin is asked instead."""

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: Final = Nothing()


class Named(str):
    """The id of an option, a place or a level as a value: a text like any other that knows how it is drawn."""

    __slots__ = ("words",)
    words: Text

    def __new__(cls, id: str, words: Text) -> Named:
        made = super().__new__(cls, id)
        made.words = words
        return made


class Env(NamedTuple):
    step: str = ""
    at: str = ""
    of: str = ""
    across: str = ""
    by: str = ""
    under: str = ""  # the row of a sort, matrix, group or vote with `each`: fixed by an item that is such a row
    item: Value = None  # what `item` means: an Item, or any value of a list a function goes through
    round: int = 0  # of the step at hand and of what goes along with it; 0 = the latest
    back: int = 0  # rounds before that one: `last_round`
    only: frozenset[str] | None = None  # these voices alone: a result for one team
    bound: Mapping[str, Value] | None = None  # the figures worked out so far
    outer: bool = False  # the rows of a step are looked for: its own fields mean nothing there

    def outside(self) -> Env:
        """The same without what only `item`, own fields and figures look at: by this, what names a step is remembered."""
        return Env(step=self.step, at=self.at, by=self.by, round=self.round, back=self.back, only=self.only, outer=True)


def is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_date(value: Value) -> bool:
    return isinstance(value, date)


def flat(value: Value) -> list[Value]:
    """Every value of a nested list in order, missing ones too; a plain value is a list of one."""
    if not isinstance(value, (tuple, list)):
        return [value]
    found: list[Value] = []
    for one in value:
        if isinstance(one, (tuple, list)):
            found += flat(one)
        else:
            found.append(one)
    return found


def items_in(value: Value) -> tuple[Item, ...]:
    """The items among the values, each once."""
    return tuple({one.id: one for one in flat(value) if isinstance(one, Item)}.values())
