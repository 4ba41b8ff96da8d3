"""The journey map on a page on its side: stages across, lanes down, the curve over them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.shared import Mm

from workshop.report import document as d
from workshop.report import figures
from workshop.report.writers.docx.blocks import Writing, curve_of
from workshop.report.writers.docx.measures import LANES, MARGIN, STAGES, paper
from workshop.report.writers.docx.paper import PAPER, SMALL, SOFT, Place

TOP, BOTTOM = 17.0, 15.0


def draw(writing: Writing, block: d.JourneyMap, lead: int, before: Callable[[], None] | None = None) -> None:
    """The map, each part of it on a page of its own. `before` writes what stands over the first, about `lead` lines."""
    first = 1
    for at, part in enumerate(block.parts(STAGES)):
        page, size, stage = paper(part, lead + 2 * bool(part.subject) if at == 0 else 1)
        writing.aside(page[0], page[1], MARGIN, TOP, BOTTOM)
        if at == 0 and before is not None:
            before()
        elif part.title:
            line = writing.paper.paragraph(writing.paper.body, "Caption")
            writing.paper.run(line, part.title)
        if part.subject:
            _subject(writing, part, page[0] - 2 * MARGIN)
        _table(writing, part, first, size, stage)
        first += len(part.stages)
    writing.aside_is_done()


def _subject(writing: Writing, part: d.JourneyMap, width: float) -> None:
    paper_ = writing.paper
    table = paper_.table(1, [width / len(part.subject)] * len(part.subject), rules="none")
    for cell, pair in zip(table.rows[0].cells, part.subject, strict=True):
        place = Place(cell)
        paper_.run(paper_.tight(paper_.paragraph(place), size=8), pair.title, size=8, colour=SOFT)
        writing.cell(place, pair.cell, 9)
    writing.gap(3)


def _table(writing: Writing, part: d.JourneyMap, first: int, size: float, stage: float) -> None:
    own = writing.paper
    count = len(part.stages)
    table = own.table(1 + len(part.lanes), [LANES, *[stage] * count], rules="all", head=True)
    for at, one in enumerate(part.stages):
        cell = table.rows[0].cells[at + 1]
        own.fill(cell, own.accent)
        place = Place(cell)
        line = own.tight(own.paragraph(place), size=size)
        if one.phase:
            own.run(line, f"{one.phase}\n", size=size * SMALL, colour="FFFFFF")
        star = " ★" if one.starred else ""
        own.run(line, f"{first + at}  {one.title}{star}", bold=True, size=size, colour="FFFFFF")
        if one.note:
            own.run(own.tight(own.paragraph(place), size=size), one.note, size=size * SMALL, colour="FFFFFF")
    own.fill(table.rows[0].cells[0], own.accent)
    own.tight(table.rows[0].cells[0].paragraphs[0], size=size)
    for row, lane in zip(table.rows[1:], part.lanes, strict=True):
        own.whole(row)
        own.fill(row.cells[0], PAPER)
        place = Place(row.cells[0])
        own.run(own.tight(own.paragraph(place), size=size), lane.title, bold=True, size=size)
        if isinstance(lane, d.Curve):
            _legend(writing, place, lane, size)
            _curve(writing, row, lane, stage * count, count)
            continue
        for cell, said in zip(row.cells[1:], lane.cells, strict=True):
            writing.cell(Place(cell), said, size)


def _legend(writing: Writing, place: Place, lane: d.Curve, size: float) -> None:
    for at, one in enumerate(lane.series if len(lane.series) > 1 else ()):
        sign = "●" if at == 0 else "○"
        line = writing.paper.tight(writing.paper.paragraph(place), size=size)
        writing.paper.run(line, f"{sign} {one.title}", size=size * SMALL, colour=SOFT)


def _curve(writing: Writing, row: Any, lane: d.Curve, width: float, count: int) -> None:
    cells = row.cells
    whole = cells[1].merge(cells[-1]) if count > 1 else cells[1]
    whole.width = Mm(width)
    svg = curve_of(lane, width / count)
    line = writing.paper.tight(whole.paragraphs[0])
    for extra in whole.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    writing.paper.bare(whole)
    if svg:
        writing.paper.picture(line, writing.png(svg), width, figures.described(lane))
