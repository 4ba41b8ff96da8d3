"""Something to say or read; a break."""

from workshop.scenario.model import Step, Text


class Note(Step, frozen=True, kw_only=True, tag="note"):
    text: Text | None = None
    pause: bool = False
