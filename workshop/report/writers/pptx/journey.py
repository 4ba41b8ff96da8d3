"""The journey map on slides: at a glance with the feelings as a chart, then its lanes, at most four stages a slide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workshop.report import document as d
from workshop.report.writers.pptx import charts
from workshop.report.writers.pptx.pieces import CellOf, Drawing, Piece, RowOf, Words
from workshop.report.writers.pptx.text import ACCENT, ALERT, SOFT, Line, entry_lines, line, shortened

ACROSS = 4
"""So many stages can be read on a wall."""
GLANCE = 10
"""So many stages stand beside each other where only their names are shown."""


def pieces(maker: Any, block: d.JourneyMap) -> Iterator[Piece]:
    curves = [lane for lane in block.lanes if isinstance(lane, d.Curve)]
    lanes = [lane for lane in block.lanes if isinstance(lane, d.Lane)]
    yield from _glance(maker, block, curves)
    first = 1
    for part in block.parts(ACROSS):
        yield Break()
        yield from _part(maker, part, first, bool(lanes))
        first += len(part.stages)


class Break(Words):
    """What follows begins on a slide of its own."""

    def __init__(self) -> None:
        super().__init__(())


def _glance(maker: Any, block: d.JourneyMap, curves: list[d.Curve]) -> Iterator[Piece]:
    """Whose journey it is, every stage by its name, and how it feels."""
    said: list[Line] = []
    for pair in block.subject:
        text = " · ".join(d.text_of(entry.words) for entry in pair.cell.entries)
        kept, _ = shortened([Line((*d.plain(f"{pair.title}: "), *d.plain(text)), 12, colour=SOFT, after=1)], maker.width, 34)
        said += kept
    if said:
        yield Words(tuple(said), keep=True)
    if curves and curves[0].series and curves[0].high > curves[0].low:
        top = sum(each.height(maker.width) for each in said)
        for curve in curves[:1]:
            tall = max(maker.room - top - 20, 180.0)

            def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float, curve: d.Curve = curve) -> None:
                charts.curve(deck, slide, _starred(curve, block), x, y, width, tall)

            ends = [
                f"{value:+g} {label}".replace("-", "\u2212")
                for value, label in ((curve.low, curve.low_label), (curve.high, curve.high_label))
                if label
            ]
            yield Words((line(" · ".join([curve.title, *ends]), 12, colour=SOFT, after=2),), keep=True)
            yield Drawing(tall, paint, least=170)
        for curve in curves[1:]:
            yield Break()
            yield from maker.curve(curve)
        return
    for part in block.parts(GLANCE):

        def rows(size: float, part: d.JourneyMap = part) -> list[RowOf]:
            return [RowOf(tuple(CellOf(tuple(_head(stage, size))) for stage in part.stages))]

        yield from maker.grid([1] * len(part.stages), [""] * len(part.stages), rows, sizes=(16, 14, 12, 11, 10, 9))


def _starred(curve: d.Curve, block: d.JourneyMap) -> d.Curve:
    """The curve with its stages as the map has them: marked, numbered."""
    from msgspec.structs import replace

    titles = [f"{at}. {'★ ' if stage.starred else ''}{stage.title}" for at, stage in enumerate(block.stages, 1)]
    series = tuple(
        replace(one, points=tuple(replace(p, title=title) for p, title in zip(one.points, titles, strict=True)))
        for one in curve.series
    )
    return replace(curve, series=series)


def _head(stage: d.Stage, size: float, number: int = 0) -> list[Line]:
    found = [line(stage.phase, size - 2, colour=SOFT)] if stage.phase else []
    star = "★ " if stage.starred else ""
    lead = f"{number}. " if number else ""
    found.append(line(f"{lead}{star}{stage.title}", size + 1, bold=True, colour=ACCENT))
    if stage.note:
        found.append(line(stage.note, size - 2, colour=SOFT))
    return found


def _part(maker: Any, part: d.JourneyMap, first: int, with_lanes: bool) -> Iterator[Piece]:
    from workshop.report.writers.pptx.content import LEAD
    from workshop.report.writers.pptx.pieces import Grid, fitted

    count = len(part.stages)
    weights = [0.62, *[1.0] * count]

    def made(size: float) -> Grid:
        top = RowOf(
            (CellOf(), *(CellOf(tuple(_head(stage, size, at))) for at, stage in enumerate(part.stages, first))), head=True
        )
        rows = tuple(_lane(maker, lane, size) for lane in part.lanes)
        return Grid(tuple(weights), top, rows, part.title)

    # As few slides as can be read on; of those sizes that take as many, the largest.
    room = maker.room + LEAD
    counted = [(_slides(grid := made(size), maker.width, room), -size, grid) for size in (14, 13, 12, 11, 10.5)]
    grid = min(counted, key=lambda each: each[:2])[2]
    if with_lanes or count:
        yield (fitted(grid, maker.width, maker.room + LEAD))


def _slides(grid: Any, width: float, room: float) -> int:
    count, rest = 1, grid
    while rest.height(width) > room and (parts := rest.split(width, room)) is not None:
        count, rest = count + 1, parts[1]
    return count


def _lane(maker: Any, lane: d.Lane | d.Curve, size: float) -> RowOf:
    label = CellOf((line(lane.title, size - 0.5, bold=True),))
    if isinstance(lane, d.Lane):
        return RowOf((label, *(CellOf(tuple(_said(maker, cell, size))) for cell in lane.cells)))
    cells = []
    for points in zip(*(one.points for one in lane.series), strict=True):
        lines = []
        for at, point in enumerate(points):
            if point.number is None:
                continue
            lead = f"{lane.series[at].title}: " if at and lane.series[at].title else ""
            low = at == 0 and point.number.value < 0
            text = " ".join(filter(None, (f"{lead}{point.number.drawn}", point.label)))
            lines.append(line(text, size, bold=at == 0, colour=ALERT if low else SOFT if at else "16181c"))
        cells.append(CellOf(tuple(lines)))
    return RowOf((label, *cells))


def _said(maker: Any, cell: d.Cell, size: float) -> list[Line]:
    return maker.cell(cell, size) if cell.missing or cell.short else entry_lines(cell.entries, size)
