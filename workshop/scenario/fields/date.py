"""A day."""

from workshop.scenario.model import Field


class DateField(Field, frozen=True, kw_only=True, tag="date"):
    pass
