"""A free text: one line, or several with `lines`."""

from typing import Annotated

from msgspec import Meta

from workshop.scenario.model import Field


class TextField(Field, frozen=True, kw_only=True, tag="text"):
    lines: Annotated[int, Meta(ge=1, le=50)] = 1
