"""Computed, never stored."""

from typing import Literal

from msgspec import field

from workshop.scenario.model import AnySource, Expression, Figure, Level, Step, Text


class Result(Step, frozen=True, kw_only=True, tag="result"):
    text: Text | None = None
    each: AnySource | None = None
    value: Expression | None = None
    figures: list[Figure] = field(default_factory=list)
    low: Expression | None = None
    high: Expression | None = None
    levels: list[Level] = field(default_factory=list)
    order: Literal["falling", "rising", "none"] = "falling"
    compare: list[str] = field(default_factory=list)
    unit: str = ""
    digits: int = 1
    look: Literal["table", "bars", "radar", "curve", "matrix", "tree", "lanes"] | None = None
