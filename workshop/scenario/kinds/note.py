"""Something to say or read; a break."""

from workshop.scenario.model import LongText, Step


class Note(Step, frozen=True, kw_only=True, tag="note"):
    text: LongText | None = None
    pause: bool = False
