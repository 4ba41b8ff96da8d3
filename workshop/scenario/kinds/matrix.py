"""Each item on two axes."""

from msgspec import field

from workshop.scenario.model import Answered, AnySource, Axis, Place


class Matrix(Answered, frozen=True, kw_only=True, tag="matrix", rename={"from_": "from"}):
    from_: AnySource
    x: Axis
    y: Axis
    places: list[Place] = field(default_factory=list)
    steps: int = 10

    def place_at(self, x: int, y: int) -> Place | None:
        """The corner a position lies in: over half of the steps is high."""
        corner = ("high" if x > self.steps / 2 else "low", "high" if y > self.steps / 2 else "low")
        return next((place for place in self.places if (place.x, place.y) == corner), None)
