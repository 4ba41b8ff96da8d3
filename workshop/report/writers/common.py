"""What several writers ask of a document before they lay it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from workshop import language
from workshop.report import document as d


def labels(rows: Iterable[Sequence[d.Pair]]) -> list[str]:
    """The titles of the fields that any row has something in, in the order they come."""
    return list(dict.fromkeys(pair.title for pairs in rows for pair in pairs if pair.cell.entries))


def short(value: float) -> str:
    """A value of a scale, as short as can be."""
    return f"{value:.1f}".removesuffix(".0").replace("-", "\u2212")


def share(value: float, low: float, high: float) -> float:
    """How far from `low` to `high`: 0 to 1, never outside."""
    return min(max((value - low) / ((high - low) or 1), 0), 1)


Role = Literal["rule", "mark", "now", "before"]


def track(
    values: Sequence[float | None], low: float, high: float, marks: Sequence[float], width: int
) -> list[tuple[str, Role]]:
    """Values as points on a line of so many signs: the first a dot, the others rings, what is asked for a bar across."""
    cells: list[tuple[str, Role]] = [("─", "rule")] * width

    def put(value: float, sign: str, role: Role) -> None:
        cells[round(share(value, low, high) * (width - 1))] = (sign, role)

    if low < 0 < high:
        put(0, "┼", "rule")
    for mark in marks:
        put(mark, "┃", "mark")
    for at, value in reversed(list(enumerate(values))):
        if value is not None:
            put(value, "○" if at else "●", "before" if at else "now")
    return cells


def by_month(rows: Sequence[d.Row], day_of: Callable[[d.Row], date | None], lang: str) -> Iterator[tuple[str, list[d.Row]]]:
    """The rows that have a day, month by month under its name, in the order given."""
    found: dict[tuple[int, int], list[d.Row]] = {}
    for row in rows:
        day = day_of(row)
        if day is not None:
            found.setdefault((day.year, day.month), []).append(row)
    for (year, month), inside in found.items():
        yield language.month(date(year, month, 1), lang), inside
