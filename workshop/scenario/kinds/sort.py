"""Each item into one place."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import Answered, AnySource, Many, Place, twice


class Sort(Answered, frozen=True, kw_only=True, tag="sort", rename={"from_": "from"}):
    from_: AnySource
    places: Annotated[list[Place], Many] = field(default_factory=list)
    choices: str | None = None  # shared options taken as places; written in when the file is read
    look: Literal["columns", "cycle"] | None = None

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        if self.places and self.choices is not None:
            yield error("places_both", (*path, "choices"))
        elif not self.places and self.choices is None:
            yield error("places_none", path)
        yield from twice(self.places, (*path, "places"))
        for at, place in enumerate(self.places):
            for axis in ("x", "y"):
                if getattr(place, axis) is not None:
                    yield error("place_axes", (*path, "places", at, axis), key=axis)
