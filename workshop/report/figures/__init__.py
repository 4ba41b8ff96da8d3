"""The pictures of a report as SVG: pure functions from a Document's blocks to a string, the same for the same block.

Every picture can stand in an HTML page, where classes take their colours from the page (light, dark, paper), or alone as a
file (`alone=True`: colours and fonts are in it). No picture rests on colour: a value is always written beside its mark, and
two series differ by their line.

Two ways of measuring. A *fluid* picture has no width of its own: x is in percent, so its letters keep their size in any
page (the curve, bars, dots). A *fixed* one has a view box and is scaled as a whole (the matrix, the tree, the looks).
"""

from __future__ import annotations

from workshop.report import document as d
from workshop.report.figures.bars import bar, bars
from workshop.report.figures.calendar import calendar
from workshop.report.figures.curve import curve, described, monotone
from workshop.report.figures.cycle import cycle
from workshop.report.figures.dots import dots
from workshop.report.figures.journey import journey
from workshop.report.figures.lanes import lanes
from workshop.report.figures.matrix import listed, matrix
from workshop.report.figures.radar import radar
from workshop.report.figures.tree import in_parts, tree

__all__ = [
    "bar",
    "bars",
    "calendar",
    "curve",
    "cycle",
    "described",
    "dots",
    "in_parts",
    "journey",
    "lanes",
    "listed",
    "matrix",
    "monotone",
    "picture",
    "radar",
    "tree",
]


def picture(block: d.AnyBlock, lang: str) -> str:
    """A block as a picture that stands by itself, with all its words in it; "" for a block that is no picture. `lang`: of
    the names of months."""
    if isinstance(block, d.JourneyMap):
        return journey(block)
    if isinstance(block, d.Curve):
        return curve(block, alone=True, named=True)
    if isinstance(block, d.Bars):
        return radar(block, alone=True) if has_radar(block) else bars(block)
    if isinstance(block, d.MatrixPlot):
        return listed(block)
    if isinstance(block, d.Tree):
        return tree(block, column=270 if block.depth <= 2 else 190)
    if isinstance(block, d.Piles) and block.look != "columns":
        return cycle(block, alone=True) if block.look == "cycle" else lanes(block, alone=True)
    if isinstance(block, d.Table) and block.look == "calendar":
        return calendar(block, lang, alone=True)
    return ""


def has_radar(block: d.Bars) -> bool:
    """Whether a profile can be drawn round a middle: with fewer than three axes it has no shape, over twelve no room, and
    under nothing no middle."""
    return block.look == "radar" and 3 <= len(block.rows) <= 12 and block.low >= 0
