"""What stands on slides, measured before it is drawn: pieces that know their height and where to divide them. In points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from workshop.report.writers.pptx.text import Line, height_of, shortened


class Piece(Protocol):
    @property
    def keep(self) -> bool:
        """Whether it must not stand last on a slide."""

    def height(self, width: float) -> float: ...

    def draw(self, deck: Any, slide: Any, x: float, y: float, width: float) -> None: ...

    def split(self, width: float, room: float) -> tuple[Piece, Piece] | None:
        """What fits in so much height, and the rest; None where it cannot be divided there."""


@dataclass(frozen=True)
class Words:
    lines: tuple[Line, ...]
    keep: bool = False
    measure: float = 0  # the greatest width

    def _width(self, width: float) -> float:
        return min(width, self.measure) if self.measure else width

    def height(self, width: float) -> float:
        return height_of(self.lines, self._width(width))

    def draw(self, deck: Any, slide: Any, x: float, y: float, width: float) -> None:
        width = self._width(width)
        deck.words(slide, self.lines, x, y, width, self.height(width))

    def split(self, width: float, room: float) -> tuple[Piece, Piece] | None:
        width, used = self._width(width), 0.0
        for at, each in enumerate(self.lines):
            high = each.height(width)
            if used + high > room:
                if at == 0:
                    return self._divided(width, room) if len(self.lines) == 1 else None
                return replace(self, lines=self.lines[:at]), replace(self, lines=self.lines[at:], keep=False)
            used += high
        return None

    def _divided(self, width: float, room: float) -> tuple[Piece, Piece] | None:
        """One paragraph that is higher than what there is: its first lines, and the rest of its words."""
        each = self.lines[0]
        kept, cut = shortened(self.lines, width, room)
        if not cut or not kept:
            return None
        count = len(kept[0].text.removesuffix("…").split())
        words = each.text.split(" ")
        plain = [at for at, word in enumerate(words) if word.strip()]
        if not 1 < count < len(plain):
            return None
        at = plain[count - 1]
        from workshop.report.document import plain as run

        first = replace(each, runs=run(" ".join(words[:at])))
        return replace(self, lines=(first,)), replace(self, lines=(replace(each, runs=run(" ".join(words[at:])), bullet=""),))


@dataclass(frozen=True)
class Drawing:
    """Something of a fixed height that is drawn as a whole: a chart, shapes."""

    tall: float
    paint: Callable[[Any, Any, float, float, float, float], None]  # deck, slide, x, y, width, height
    keep: bool = False
    whole: tuple[str, ...] = ()  # what had to be shortened in it, for the notes of the slide
    least: float = 0  # how low it may be made; 0: not at all

    def height(self, width: float) -> float:
        return self.tall

    def draw(self, deck: Any, slide: Any, x: float, y: float, width: float) -> None:
        self.paint(deck, slide, x, y, width, self.tall)

    def split(self, width: float, room: float) -> None:
        return None


@dataclass(frozen=True)
class CellOf:
    """A cell of a table on a slide."""

    lines: tuple[Line, ...] = ()
    fill: str = ""


@dataclass(frozen=True)
class RowOf:
    cells: tuple[CellOf, ...]
    head: bool = False
    band: bool = False  # a title over rows, across all columns

    def height(self, widths: Sequence[float]) -> float:
        if self.band:
            return height_of(self.cells[0].lines, sum(widths) - 2 * MARGIN) + 2 * PAD
        return (
            max((height_of(cell.lines, width - 2 * MARGIN) for cell, width in zip(self.cells, widths, strict=True)), default=0)
            + 2 * PAD
        )


MARGIN, PAD = 5.0, 3.5
"""Beside and over the words of a cell."""


@dataclass(frozen=True)
class Grid:
    """A table: its head stands again on every slide it goes on to."""

    weights: tuple[float, ...]
    head: RowOf | None
    rows: tuple[RowOf, ...]
    title: str = ""
    keep: bool = False
    first_strong: bool = True
    whole: tuple[str, ...] = ()  # the whole of cells that were shortened

    def widths(self, width: float) -> list[float]:
        total = sum(self.weights)
        return [width * weight / total for weight in self.weights]

    def height(self, width: float) -> float:
        widths = self.widths(width)
        return sum(row.height(widths) for row in ([self.head] if self.head else []) + list(self.rows))

    def draw(self, deck: Any, slide: Any, x: float, y: float, width: float) -> None:
        deck.table(slide, self, x, y, width)

    def split(self, width: float, room: float) -> tuple[Piece, Piece] | None:
        widths = self.widths(width)
        used = self.head.height(widths) if self.head else 0.0
        at = 0
        for row in self.rows:
            high = row.height(widths)
            if used + high > room:
                break
            used += high
            at += 1
        while at and self.rows[at - 1].band:
            at -= 1
        if at == 0 or at == len(self.rows):
            return None
        return replace(self, rows=self.rows[:at]), replace(self, rows=self.rows[at:])


def fitted(grid: Grid, width: float, room: float) -> Grid:
    """The table with no row higher than `room`; `whole` of it then holds each cell that had to be shortened."""
    widths = grid.widths(width)
    left = room - (grid.head.height(widths) if grid.head else 0) - 2 * PAD - 1
    rows, whole = [], []
    for row in grid.rows:
        cells = []
        for cell, broad in zip(row.cells, widths if not row.band else [sum(widths)], strict=False):
            lines, cut = shortened(cell.lines, broad - 2 * MARGIN, left)
            if cut:
                name = " ".join(line.text for line in row.cells[0].lines)
                whole.append(f"{name}: " + "\n".join(line.text for line in cell.lines))
            cells.append(replace(cell, lines=lines))
        rows.append(replace(row, cells=tuple(cells)))
    return replace(grid, rows=tuple(rows), whole=tuple(whole))
