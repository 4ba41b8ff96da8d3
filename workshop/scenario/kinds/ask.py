"""One question or several, once or about each item."""

from typing import Literal

from msgspec import field

from workshop.scenario.fields import AnyField
from workshop.scenario.model import Answered, AnySource, Written


class Ask(Answered, frozen=True, kw_only=True, tag="ask"):
    fields: list[AnyField] = field(default_factory=list)
    items: list[Written] = field(default_factory=list)
    across: AnySource | None = None
    deal: int | None = None
    look: Literal["lines", "table", "cards", "journey"] | None = None

    @property
    def has_rows(self) -> bool:
        return self.each is not None or bool(self.items)
