"""A number, within bounds where they are given."""

from collections.abc import Iterator

from workshop.scenario.faults import Fault, Path
from workshop.scenario.model import Field, Number, least_most


class NumberField(Field, frozen=True, kw_only=True, tag="number"):
    min: Number | None = None
    max: Number | None = None
    unit: str = ""

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from least_most(self.min, self.max, path)
