"""Yes or no."""

from workshop.scenario.model import Field


class YesNoField(Field, frozen=True, kw_only=True, tag="yesno"):
    pass
