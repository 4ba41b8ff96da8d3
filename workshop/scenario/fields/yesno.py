"""Yes or no."""

from workshop.scenario.model import Field


class YesNoField(Field, tag="yesno"):
    pass
