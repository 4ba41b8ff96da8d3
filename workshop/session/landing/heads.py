"""Names in a table: which of its columns (rows) are which of a step's, told by what stands first in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workshop.scenario.fields import AnyField
from workshop.session.book import Book
from workshop.session.pasted import Cells
from workshop.text import fold


class Named(NamedTuple):
    """What a head row named: which place each column is (None: none of them), and whether the first column only labels rows."""

    places: tuple[int | None, ...]
    labels: bool


def known(names: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Which place each name means. `names` of each place: its title, its id, other words for it."""
    found: dict[str, int] = {}
    for at, those in enumerate(names):
        for name in those:
            if folded := fold(name):
                found.setdefault(folded, at)
    return found


def titles(book: Book, field: AnyField) -> tuple[str, ...]:
    """What a question may be called at the head of a column: its title in any language, its id."""
    title = field.title
    return (book.text(title), *(title.values() if isinstance(title, dict) else ()), field.id)


def head(row: Sequence[str], names: Mapping[str, int]) -> Named | None:
    """What the cells of a head row name. None: it is no head. Half of them at least must be names, and no place comes twice."""
    places = tuple(names.get(fold(cell)) if cell else None for cell in row)
    found = [place for place in places if place is not None]
    filled = sum(bool(cell) for cell in row[1:]) + (places[0] is not None)
    if not found or len(set(found)) < len(found) or 2 * len(found) < filled:
        return None
    return Named(places, places[0] is None and len(row) > 1)


def known_in(cells: Sequence[str], names: Mapping[str, int]) -> int:
    """How many of the cells are names."""
    return sum(fold(cell) in names for cell in cells)


def labels(rows: Sequence[Cells], names: Mapping[str, int]) -> bool:
    """Whether the first cells of the rows are labels: half of those that say anything, at least, are names."""
    firsts = [fold(row.cells[0]) for row in rows if row.cells[0]]
    return bool(firsts) and 2 * sum(first in names for first in firsts) >= len(firsts) == len(set(firsts))


def turned(rows: Sequence[Cells]) -> list[Cells]:
    """Rows for columns. A line number is that of the row each column's first cell stood in."""
    if not rows:
        return []
    return [Cells(tuple(row.cells[at] for row in rows), rows[0].line) for at in range(len(rows[0].cells))]
