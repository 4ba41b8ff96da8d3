"""What has room where on the pages of a Word document; lengths in millimetres, letters in points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from workshop.report import document as d
from workshop.report.lettering import width_of

STAGES = 8
"""So many stages of a map stand beside each other on a page."""
NARROW = 7
"""So many lanes and stages may a map have at most to be tried on A4."""

TEXT = 170.0
"""How wide the text of an upright page is."""
A4, A3 = (297.0, 210.0), (420.0, 297.0)
MARGIN, LANES = 14.0, 27.0
"""Of a page on its side: beside the map; and the column with the names of its lanes."""

POINT = 25.4 / 72
SHORT = 700
"""A row of a table with at most so many signs in a cell is not divided over two pages."""


def paper(part: d.JourneyMap, lead: int) -> tuple[tuple[float, float], float, float]:
    """The paper for a map, its letters in points, and how wide a stage is: the largest letters at which it is about to fit one
    page. `lead`: so many lines stand over it. Word tells nobody how high a row becomes, so that lines are counted."""
    small = len(part.stages) <= NARROW and len(part.lanes) <= NARROW
    tries = [(A4, size) for size in (9.0, 8.5, 8.0, 7.5)] if small else []
    tries += [(A3, size) for size in (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)]
    for page, size in tries:
        stage = (page[0] - 2 * MARGIN - LANES) / max(len(part.stages), 1)
        if _height(part, stage, size, lead) <= page[1] - 2 * MARGIN - 14:
            return page, size, stage
    page, size = tries[-1]
    return page, size, (page[0] - 2 * MARGIN - LANES) / max(len(part.stages), 1)


CURVE = 0.7
"""A unit of the curve's picture, in points."""


def _height(part: d.JourneyMap, stage: float, size: float, lead: int) -> float:
    line = size * 1.24 * POINT
    total = lead * 5.2 + _lines([stage_.title + "   " for stage_ in part.stages], stage, size) * line + line + 2
    for lane in part.lanes:
        if isinstance(lane, d.Curve):
            total += (64 + 22 * min(lane.high - lane.low, 10)) * CURVE * POINT + 3
        else:
            most = max((_cell_lines(cell, stage, size) for cell in lane.cells), default=1)
            total += max(most, _lines([lane.title], LANES, size)) * line + 1.6
    return total


def _cell_lines(cell: d.Cell, width: float, size: float) -> int:
    said = [d.text_of(entry.words) + (f" {entry.note}" if entry.note else "") for entry in cell.drawn]
    indent = 3.0 if len(said) > 1 else 0.0
    extra = " " * 12 if cell.short else ""
    return sum(lines_of(text, width - indent, size) for text in [*said[:-1], *(one + extra for one in said[-1:])])


def _lines(texts: Iterable[str], width: float, size: float) -> int:
    return max((lines_of(text, width, size) for text in texts), default=1)


def lines_of(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in a cell of this width."""
    room = max(width - 3.2, 8) / POINT * 0.93
    return sum(max(math.ceil(width_of(line, size) / room), 1) for line in text.split("\n"))


def shared(weights: Sequence[float], width: float) -> list[float]:
    """A width by weights."""
    total = sum(weights) or 1
    return [width * weight / total for weight in weights]
