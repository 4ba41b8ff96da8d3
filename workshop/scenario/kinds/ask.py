"""One question or several, once or about each item."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.fields import AnyField
from workshop.scenario.model import Answered, AnySource, Count, Many, Written, twice


class Ask(Answered, frozen=True, kw_only=True, tag="ask"):
    fields: Annotated[list[AnyField], Many] = field(default_factory=list)
    items: Annotated[list[Written], Meta(max_length=500)] = field(default_factory=list)
    across: AnySource | None = None
    deal: Count | None = None
    look: Literal["lines", "table", "cards", "journey"] | None = None

    @property
    def has_rows(self) -> bool:
        return self.each is not None or bool(self.items)

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        if not self.fields:
            yield error("no_fields", (*path, "fields"))
        if not self.has_rows:
            for key, given in (("across", self.across), ("deal", self.deal), ("minutes_each", self.minutes_each)):
                if given is not None:
                    yield error("needs_rows", (*path, key), key=key)
            if self.look == "journey":
                yield error("needs_rows", (*path, "look"), key='look = "journey"')
        if self.deal is not None and self.by == "group":
            yield error("deal_voices", (*path, "deal"))
        yield from twice(self.fields, (*path, "fields"))
