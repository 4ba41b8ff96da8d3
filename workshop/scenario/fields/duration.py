"""A length of time, kept as typed; in expressions minutes."""

from workshop.scenario.model import Field


class DurationField(Field, frozen=True, kw_only=True, tag="duration"):
    day_hours: float = 24
