"""A length of time, kept as typed; in expressions minutes."""

from typing import Annotated

from msgspec import Meta

from workshop.scenario.model import Field


class DurationField(Field, frozen=True, kw_only=True, tag="duration"):
    day_hours: Annotated[float, Meta(gt=0, le=24)] = 24
