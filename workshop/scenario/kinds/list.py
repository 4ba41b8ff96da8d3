"""Gather items."""

from typing import Literal

from msgspec import field

from workshop.scenario.fields import AnyField
from workshop.scenario.model import Answered, Written


class ListStep(Answered, frozen=True, kw_only=True, tag="list"):
    fields: list[AnyField] = field(default_factory=list)
    items: list[Written] = field(default_factory=list)
    offer: bool = False
    closed: bool = False
    min: int | None = None
    max: int | None = None
    chain: bool = False
    deal: int | None = None
    look: Literal["lines", "table", "tree", "calendar"] | None = None
