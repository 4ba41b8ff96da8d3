"""A ballot for each voice: dots, points, notes or a ranking."""

from typing import Literal

from msgspec import field

from workshop.scenario.model import Answered, AnySource


class Vote(Answered, frozen=True, kw_only=True, tag="vote", rename={"from_": "from"}):
    from_: AnySource
    by: str = "each"
    dots: int | Literal["any"] | None = None
    max_each: int | None = None
    exactly: bool = False
    points: int | None = None
    notes: list[int] = field(default_factory=list)
    rank: int | Literal["all"] | None = None
    worth: list[float] = field(default_factory=list)
    per_list: bool = False
    reason: bool = False

    @property
    def way(self) -> Literal["dots", "points", "notes", "rank"]:
        if self.dots is not None:
            return "dots"
        if self.points is not None:
            return "points"
        return "notes" if self.notes else "rank"
