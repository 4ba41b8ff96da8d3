"""One line of what is measured, and the table of them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

HEADS = ("what", "measured", "must", "aim", "met")


class Row(NamedTuple):
    """`value` against `must` and `aim`, both at most; None where there is none. `unit` stands behind the figures: "" is a
    ratio."""

    what: str
    value: float
    must: float | None = None
    aim: float | None = None
    unit: str = ""

    @property
    def met(self) -> str:
        if self.must is None:
            return ""
        if self.value > self.must:
            return "no"
        return "yes" if self.aim is None or self.value > self.aim else "aim"

    def cells(self) -> tuple[str, ...]:
        return (self.what, *(figure(each, self.unit) for each in (self.value, self.must, self.aim)), self.met)


def figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if unit and value >= 20 else f"{value:.2f} {unit}".rstrip()


def shown(rows: Iterable[Row]) -> Iterable[str]:
    """The table as Markdown, its columns under each other."""
    cells = [HEADS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for at, line in enumerate(cells):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        if not at:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
