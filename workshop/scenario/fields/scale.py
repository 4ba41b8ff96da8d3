"""A whole number on a scale with labels at its ends or at every step."""

from msgspec import field

from workshop.scenario.model import Field, Text


class ScaleField(Field, frozen=True, kw_only=True, tag="scale"):
    min: int = 1
    max: int = 5
    labels: list[Text] = field(default_factory=list)
    scale: str | None = None  # a shared scale; its bounds and labels are written in when the file is read
    reverse: bool = False
    curve: bool = False
