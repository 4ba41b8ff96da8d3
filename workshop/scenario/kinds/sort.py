"""Each item into one place."""

from typing import Literal

from msgspec import field

from workshop.scenario.model import Answered, AnySource, Place


class Sort(Answered, frozen=True, kw_only=True, tag="sort", rename={"from_": "from"}):
    from_: AnySource
    places: list[Place] = field(default_factory=list)
    choices: str | None = None  # shared options taken as places; written in when the file is read
    look: Literal["columns", "cycle"] | None = None
