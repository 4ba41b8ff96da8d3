"""Each item on two axes."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import Answered, AnySource, Axis, Many, Place, twice


class Matrix(Answered, frozen=True, kw_only=True, tag="matrix", rename={"from_": "from"}):
    from_: AnySource
    x: Axis
    y: Axis
    places: Annotated[list[Place], Many] = field(default_factory=list)
    steps: Annotated[int, Meta(ge=2, le=100)] = 10

    def place_at(self, x: int, y: int) -> Place | None:
        """The corner a position lies in: over half of the steps is high."""
        corner = ("high" if x > self.steps / 2 else "low", "high" if y > self.steps / 2 else "low")
        return next((place for place in self.places if (place.x, place.y) == corner), None)

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        yield from twice(self.places, (*path, "places"))
        taken: dict[tuple[str, str], str] = {}
        for at, place in enumerate(self.places):
            here = (*path, "places", at)
            if place.x is None or place.y is None:
                yield error("corner_axes", here, id=place.id, key="x" if place.x is None else "y")
            elif (place.x, place.y) in taken:
                yield error("corner_taken", here, id=place.id, other=taken[place.x, place.y])
            else:
                taken[place.x, place.y] = place.id
