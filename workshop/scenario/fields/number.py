"""A number, within bounds where they are given."""

from workshop.scenario.model import Field


class NumberField(Field, frozen=True, kw_only=True, tag="number"):
    min: float | None = None
    max: float | None = None
    unit: str = ""
