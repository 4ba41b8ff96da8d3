"""A free text: one line, or several with `lines`."""

from workshop.scenario.model import Field


class TextField(Field, frozen=True, kw_only=True, tag="text"):
    lines: int = 1
