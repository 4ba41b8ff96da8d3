"""A cross with the names of its corners and a letter for each thing. Pure drawing, for the matrix and for results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from workshop.tui.rows import Row, Span, cut, faint, pad, soft

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MARGIN = 2  # columns left of the plane's things and names
LOWEST = 5  # rows


def letter(index: int) -> str:
    """a … z, then aa, ab … zz, then aaa …"""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(LETTERS))
        found = LETTERS[rest] + found
    return found


class Point(NamedTuple):
    """A thing in the plane: its letter, how far from the left and from below (0..1), whether it is at hand."""

    word: str
    x: float
    y: float
    here: bool = False


Cells = dict[int, Span]  # spans by the column they begin in; no two overlap


def plane(
    points: Sequence[Point], corners: Mapping[tuple[str, str], str], x_title: str, y_title: str, width: int, height: int
) -> list[Row]:
    """`corners` by (low or high x, low or high y). Things in one place stand side by side; what finds no place in its row is
    counted at the row's end."""
    rows = max(LOWEST, height - 2)
    rows -= 1 - rows % 2
    middle_x, middle_y = width // 2, rows // 2
    drawn: list[Cells] = [{} for _ in range(rows)]
    for (x, y), name in corners.items():
        words = cut(name.upper(), middle_x - MARGIN - 1)
        at = MARGIN if x == "low" else width - cell_len(words)
        drawn[0 if y == "high" else rows - 1][at] = faint(words)
    for point in sorted(points, key=lambda point: not point.here):
        column, line = _cell(point, width, rows, middle_x, middle_y)
        free = _free(drawn[line], column, len(point.word), width)
        if free is not None:
            drawn[line][free] = Span(point.word, "accent" if point.here else "ink", True, reverse=point.here)
    out = [Row((soft(pad(f"{y_title} ↑", width)),))]
    out += [Row(_with_axes(cells, index == middle_y, middle_x, width)) for index, cells in enumerate(drawn)]
    return [*out, Row((soft(pad(f"{x_title} →", width, "right")),))]


def _cell(point: Point, width: int, rows: int, middle_x: int, middle_y: int) -> tuple[int, int]:
    """The cell of a point: never on the cross, nor in the rows of the corners' names."""
    x = MARGIN + round(min(1.0, max(0.0, point.x)) * (width - MARGIN - 3))
    y = rows - 2 - round(min(1.0, max(0.0, point.y)) * (rows - 3))
    if x == middle_x:
        x += 1 if point.x > 0.5 else -1
    if y == middle_y:
        y += -1 if point.y > 0.5 else 1
    return x, y


def _free(cells: Cells, column: int, size: int, width: int) -> int | None:
    """The nearest free columns in a row: first to the right (letters side by side), then to the left."""
    taken = [(start, start + cell_len(span.text)) for start, span in cells.items()]

    def fits(at: int) -> bool:
        return at >= 0 and at + size <= width and all(at + size <= start or at >= end for start, end in taken)

    ways = [*range(column, width - size + 1), *range(column - 1, MARGIN - 1, -1)]
    return next((at for at in ways if fits(at)), None)


def _with_axes(cells: Cells, is_middle: bool, middle_x: int, width: int) -> tuple[Span, ...]:
    """A row of the plane: its things, the cross behind them, blanks between."""
    spans: list[Span] = []
    x = 0
    for start in [*sorted(cells), width]:
        spans += _ground(x, start, is_middle, middle_x)
        if start < width:
            spans.append(cells[start])
            x = start + cell_len(cells[start].text)
    return tuple(spans)


def _ground(start: int, end: int, is_middle: bool, middle_x: int) -> list[Span]:
    if start >= end:
        return []
    blank, cross = ("─", "┼") if is_middle else (" ", "│")
    return [Span("".join(" " if x < MARGIN else cross if x == middle_x else blank for x in range(start, end)), "rule")]
