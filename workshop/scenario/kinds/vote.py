"""A ballot for each voice: dots, points, notes or a ranking."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import Answered, AnySource, By, Count, Number


class Vote(Answered, frozen=True, kw_only=True, tag="vote", rename={"from_": "from"}):
    from_: AnySource
    by: By = "each"
    dots: Count | Literal["any"] | None = None
    max_each: Count | None = None
    exactly: bool = False
    points: Count | None = None
    notes: Annotated[list[Count], Meta(max_length=50)] = field(default_factory=list)
    rank: Count | Literal["all"] | None = None
    worth: Annotated[list[Number], Meta(max_length=50)] = field(default_factory=list)
    per_list: bool = False
    reason: bool = False

    @property
    def way(self) -> Literal["dots", "points", "notes", "rank"]:
        if self.dots is not None:
            return "dots"
        if self.points is not None:
            return "points"
        return "notes" if self.notes else "rank"

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        given = {"dots": self.dots, "points": self.points, "notes": self.notes or None, "rank": self.rank}
        ways = [key for key, value in given.items() if value is not None]
        if not ways:
            yield error("vote_none", path)
        elif len(ways) > 1:
            yield error("vote_several", (*path, ways[1]), keys=", ".join(ways))
        for key, there in (("max_each", self.max_each is not None), ("exactly", self.exactly)):
            if there and ways and "dots" not in ways:
                yield error("only_with", (*path, key), key=key, other="dots")
        if self.exactly and self.dots == "any":
            yield error("exactly_any", (*path, "exactly"))
        if isinstance(self.dots, int) and self.max_each is not None and self.max_each > self.dots:
            yield error("max_each", (*path, "max_each"), max=self.max_each, dots=self.dots)
        if self.worth and not isinstance(self.rank, int):
            yield error("only_with", (*path, "worth"), key="worth", other="rank = 3")
        elif self.worth and len(self.worth) != self.rank:
            yield error("worth_count", (*path, "worth"), n=len(self.worth), rank=self.rank)
        if self.per_list and not (isinstance(self.from_, list) and len(self.from_) > 1):
            yield error("per_list", (*path, "per_list"))
