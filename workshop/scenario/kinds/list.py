"""Gather items."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from workshop.scenario.faults import Fault, Path, error, warning
from workshop.scenario.fields import AnyField
from workshop.scenario.model import Answered, Count, Least, Many, Written, least_most, twice


class ListStep(Answered, frozen=True, kw_only=True, tag="list"):
    fields: Annotated[list[AnyField], Many] = field(default_factory=list)
    items: Annotated[list[Written], Meta(max_length=500)] = field(default_factory=list)
    offer: bool = False
    closed: bool = False
    min: Least | None = None
    max: Count | None = None
    chain: bool = False
    deal: Count | None = None
    look: Literal["lines", "table", "tree", "calendar"] | None = None

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        yield from least_most(self.min, self.max, path)
        yield from twice(self.fields, (*path, "fields"))
        if self.start is None and not self.items:
            if self.closed:
                yield error("closed_empty", (*path, "closed"))
            if self.offer:
                yield warning("offer_empty", (*path, "offer"))
        if self.deal is not None and self.each is None:
            yield error("needs_rows", (*path, "deal"), key="deal")
        elif self.deal is not None and self.by == "group":
            yield error("deal_voices", (*path, "deal"))
