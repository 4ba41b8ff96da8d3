"""Computed, never stored."""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import field

from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.model import AnySource, Digits, Expression, Figure, Level, Many, Step, Text, twice

OWN = ("value", "low", "high", "level")
"""What an expression may name of a result besides its figures and levels: no figure may be called so."""


class Result(Step, frozen=True, kw_only=True, tag="result"):
    text: Text | None = None
    each: AnySource | None = None
    value: Expression | None = None
    figures: Annotated[list[Figure], Many] = field(default_factory=list)
    low: Expression | None = None
    high: Expression | None = None
    levels: Annotated[list[Level], Many] = field(default_factory=list)
    order: Literal["falling", "rising", "none"] = "falling"
    compare: list[str] = field(default_factory=list)
    unit: str = ""
    digits: Digits = 1
    look: Literal["table", "bars", "radar", "curve", "matrix", "tree", "lanes"] | None = None

    def faults(self, path: Path) -> Iterator[Fault]:
        yield from super().faults(path)
        if self.value is None and not self.figures and not self.levels and (self.low is None or self.high is None):
            yield error("result_none", path)
        if (self.low is None) != (self.high is None):
            yield error("low_high", (*path, "low" if self.high is None else "high"))
        yield from twice(self.figures, (*path, "figures"))
        yield from twice(self.levels, (*path, "levels"))
        for at, level in enumerate(self.levels[:-1]):
            if level.when is None:
                yield error("level_last", (*path, "levels", at), id=level.id)
                break
