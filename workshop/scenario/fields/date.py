"""A day."""

from workshop.scenario.model import Field


class DateField(Field, tag="date"):
    pass
