"""A cross with the names of its corners and a letter for each thing. Pure drawing, for the matrix and for results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from workshop.tui.rows import Ink, Row, Span, cut, faint, pad, soft

MARGIN = 2  # columns left of the plane's things and names
LOWEST = 5  # rows


class Point(NamedTuple):
    """A thing in the plane: its letter, how far from the left and from below (0..1), whether it is at hand."""

    word: str
    x: float
    y: float
    here: bool = False
    press: str = ""  # what a click on it stands for


class Line(NamedTuple):
    """A row of the plane, as a click finds it: which one of how many, and how wide the plane is."""

    at: int
    rows: int
    width: int


Cells = dict[int, Span]  # spans by the column they begin in; no two overlap


def plane(
    points: Sequence[Point], corners: Mapping[tuple[str, str], str], x_title: str, y_title: str, width: int, height: int
) -> list[Row]:
    """`corners` by (low or high x, low or high y). Things in one place stand side by side; what finds no room in its row is
    left out, but never the one at hand."""
    rows = max(LOWEST, height - 2)
    rows -= 1 - rows % 2
    middle_x, middle_y = width // 2, rows // 2
    names = _names(corners, rows, width)
    drawn, left_out = _placed(points, names, width, rows)
    if any(point.here for point in left_out):
        drawn, _ = _placed(sorted(points, key=lambda point: not point.here), names, width, rows)
    out = [Row((soft(pad(f"{y_title} ↑", width)),))]
    out += [
        Row(_with_axes(cells, index == middle_y, middle_x, width), target=Line(index, rows, width))
        for index, cells in enumerate(drawn)
    ]
    return [*out, Row((soft(pad(f"{x_title} →", width, "right")),))]


def _names(corners: Mapping[tuple[str, str], str], rows: int, width: int) -> list[Cells]:
    found: list[Cells] = [{} for _ in range(rows)]
    for (x, y), name in corners.items():
        words = cut(name.upper(), width // 2 - MARGIN - 1)
        found[0 if y == "high" else rows - 1][MARGIN if x == "low" else width - cell_len(words)] = faint(words)
    return found


def _placed(points: Sequence[Point], names: Sequence[Cells], width: int, rows: int) -> tuple[list[Cells], list[Point]]:
    """The rows with the points in them, and those that found no room."""
    drawn = [dict(cells) for cells in names]
    taken = [bytearray(width) for _ in range(rows)]  # which cells of each row
    for line, cells in enumerate(names):
        for at, span in cells.items():
            taken[line][at : at + cell_len(span.text)] = b"\1" * cell_len(span.text)
    left_out = []
    for point in points:
        column, line = _cell(point, width, rows, width // 2, rows // 2)
        free = _free(taken[line], column, len(point.word))
        if free is None:
            left_out.append(point)
            continue
        taken[line][free : free + len(point.word)] = b"\1" * len(point.word)
        ink: Ink = "accent" if point.here else "ink"
        drawn[line][free] = Span(point.word, ink, True, reverse=point.here, press=(point.press,) if point.press else ())
    return drawn, left_out


def _cell(point: Point, width: int, rows: int, middle_x: int, middle_y: int) -> tuple[int, int]:
    """The cell of a point: never on the cross, nor in the rows of the corners' names."""
    x = MARGIN + round(min(1.0, max(0.0, point.x)) * (width - MARGIN - 3))
    y = rows - 2 - round(min(1.0, max(0.0, point.y)) * (rows - 3))
    if x == middle_x:
        x += 1 if point.x > 0.5 else -1
    if y == middle_y:
        y += -1 if point.y > 0.5 else 1
    return x, y


def spot_at(line: Line, x: int) -> tuple[float, float]:
    """What `_cell` turns into this cell: how far from the left and from below, 0..1 each."""
    along = (x - MARGIN) / max(1, line.width - MARGIN - 3)
    up = (line.rows - 2 - line.at) / max(1, line.rows - 3)
    return min(1.0, max(0.0, along)), min(1.0, max(0.0, up))


def _free(taken: bytearray, column: int, size: int) -> int | None:
    """The nearest free columns in a row: first to the right (letters side by side), then to the left."""
    free = bytes(size)
    at = taken.find(free, column)
    if at < 0:
        at = taken.rfind(free, MARGIN, column + size - 1)
    return at if at >= MARGIN else None


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
