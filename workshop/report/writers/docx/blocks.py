"""Each kind of block as paragraphs, tables and pictures of Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from workshop.language import t
from workshop.report import document as d
from workshop.report import figures
from workshop.report.figures.svg import ALONE, size_of
from workshop.report.figures.svg import said as short
from workshop.report.look import tint
from workshop.report.writers.docx.measures import A3, A4, CURVE, LANES, MARGIN, POINT, SHORT, STAGES, TEXT, shared
from workshop.report.writers.docx.paper import FAINT, GREEN, RED, SMALL, SOFT, Paper, Place, millimetres
from workshop.report.writers.pdf import press
from workshop.report.writers.pdf.pages import coloured

SIZE = 10.0
"""The letters of a table, in points."""
LETTERS = 0.72
"""A unit of a picture, in points."""
DOTS = 160.0
"""So many dots an inch has a picture in its own size; it is set smaller, so that there are a third more on paper."""
HIGH = 215.0
"""A picture is no higher, in millimetres."""
SIDE_HIGH = 140.0
"""Nor on a page on its side."""
READABLE = 0.58
"""Where a picture would be drawn smaller than this, it is turned."""
FEW = 8
"""So many rows of a table are kept on one page."""
STRIP = 52.0
"""How wide a bar or a row of dots is."""


class Writing:
    """A document being written: the paper, the words of its language, its pictures."""

    def __init__(self, document: d.Document, paper: Paper, edges: Callable[[Writing, Any, float], None]) -> None:
        self.document, self.paper = document, paper
        self._edges = edges
        self.anchors = _anchors(document)
        self._pictures: dict[str, bytes] = {}
        section = paper.word.sections[0]
        self._upright = (
            millimetres(section.page_width),
            millimetres(section.page_height),
            millimetres(section.left_margin),
            millimetres(section.top_margin),
            millimetres(section.bottom_margin),
        )
        self.width = self._upright[0] - 2 * self._upright[2]
        """How wide the text of the page at hand is."""
        self._aside_is_done = False
        self._make_pictures()

    def edges(self, section: Any, width: float) -> None:
        """Head and foot of a section whose text is so wide. A base file of the consultant's own has its own."""
        if not self.paper.base.own:
            self._edges(self, section, width)

    def say(self, key: str) -> str:
        return t(key, self.document.lang)

    # ----------------------------------------------------------------------------------------------------- which page

    def aside(self, across: float, down: float, sides: float, top: float, bottom: float) -> None:
        """Go on on a new page, on its side, until `aside_is_done`."""
        self._aside_is_done = False
        section = self.paper.section(across, down, sides, top, bottom)
        self.width = across - 2 * sides
        self.edges(section, self.width)

    def aside_is_done(self) -> None:
        """What comes next stands on an upright page again: begun when there is something to write on it."""
        self._aside_is_done = True

    def stay_aside(self) -> None:
        """What comes next still belongs to what stands on its side."""
        self._aside_is_done = False

    def turn(self) -> None:
        if self._aside_is_done:
            self._aside_is_done = False
            section = self.paper.section(*self._upright)
            self.width = self._upright[0] - 2 * self._upright[2]
            self.edges(section, self.width)

    # -------------------------------------------------------------------------------------------------------- pictures

    def _make_pictures(self) -> None:
        """All pictures at once: typst is started but once."""
        wanted = list(dict.fromkeys(svg for block in self.document.blocks() for svg in drawings(block) if svg))
        accent = self.document.look.accent
        made = press.png([coloured(svg, accent) for svg in wanted], DOTS)
        self._pictures = dict(zip(wanted, made, strict=True))

    def png(self, svg: str) -> bytes:
        return self._pictures[svg]

    def picture(self, svg: str, said: str, width: float = 0) -> None:
        """A picture of a fixed size by itself, no wider than `width` millimetres (0: the text) and no higher than a page.
        `said`: what it shows in words; "": what the picture says of itself."""
        width = width or self.width
        across, down = size_of(svg)
        scale = min(LETTERS * POINT, width / across, HIGH / down)
        if not said:
            found = re.search(r'aria-label="([^"]*)"', svg)
            said = unescape(found[1]) if found else "–"
        self.paper.picture(self.paper.paragraph(self.paper.body), self.png(svg), across * scale, said)

    # ----------------------------------------------------------------------------------------------------------- words

    def heading(self, text: str, level: int, anchor: str = "", kicker: str = "", number: str = "") -> Any:
        self.turn()
        if kicker:
            self.paper.run(self.paper.keep(self.paper.paragraph(self.paper.body)), kicker, size=9, colour=SOFT)
        heading = self.paper.paragraph(self.paper.body, f"Heading {min(level, 4)}")
        if number:
            self.paper.run(heading, f"{number}  ", colour=self.paper.accent)
        self.paper.run(heading, text)
        self.paper.mark(heading, anchor)
        return heading

    def soft(self, words: d.Words, keep: bool = False) -> None:
        line = self.paper.paragraph(self.paper.body)
        self.paper.words(line, words, colour=SOFT)
        if keep:
            self.paper.keep(line)

    def gap(self, points: float) -> None:
        """Air after a table, which has none of its own."""
        form = self.paper.tight(self.paper.paragraph(self.paper.body)).paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)

    def entry(self, paragraph: Any, entry: d.Entry, size: float | None = None, **how: Any) -> None:
        self.paper.words(paragraph, entry.words, size=size, **how)
        beside = " · ".join(filter(None, (entry.by, entry.note)))
        if beside:
            self.paper.run(paragraph, f" {beside}", size=(size or 10.5) * SMALL, colour=FAINT)

    def entries(self, entries: Iterable[d.Entry], ordered: bool = False) -> None:
        """A list in the body; neither its first nor its last stands alone on a page."""
        entries = list(entries)
        for at, entry in enumerate(entries):
            style = "List Number" if ordered else "List Bullet 2" if entry.level else "List Bullet"
            line = self.paper.paragraph(self.paper.body, style)
            self.entry(line, entry)
            if at + 1 < len(entries) and at in (0, len(entries) - 2):
                self.paper.keep(line)

    def cell(self, place: Place, cell: d.Cell, size: float = SIZE, bold: bool = False, right: bool = False) -> None:
        """What is in a cell of a table; several entries each with a point before it."""
        own = self.paper
        if cell.missing:
            own.run(own.tight(own.paragraph(place), size=size), self.say("report.missing"), bold=True, size=size, colour=RED)
            return
        several = len(cell.drawn) > 1
        line = None
        for entry in cell.drawn:
            line = own.tight(own.paragraph(place), size=size, after=0.5 if several else 0)
            if several:
                own.indent(line, 2.4 + 2 * entry.level, 2.4)
                own.run(line, "•\u2002" if not entry.level else "–\u2002", size=size, colour=own.accent)
            self.entry(line, entry, size, bold=bold)
            if right:
                own.right(line)
        if line is None:
            own.tight(own.paragraph(place), size=size)
        elif cell.short and cell.link in self.anchors:
            own.link(line, f" → {cell.reference}", cell.link, size=size * SMALL, colour=own.accent)

    def text(self, place: Place, text: str, size: float = SIZE, **how: Any) -> None:
        own = self.paper
        own.run(own.tight(own.paragraph(place), size=size), text, size=size, **how)

    def labelled(self, rows: Sequence[tuple[str, d.Cell]], first: float) -> None:
        """What it is at the left, what was said at the right."""
        table = self.paper.table(len(rows), [first, self.width - first], rules="none")
        for row, (title, cell) in zip(table.rows, rows, strict=True):
            if len(cell.text) <= SHORT:
                self.paper.whole(row)
            self.text(Place(row.cells[0]), title, 9.5, colour=SOFT)
            self.cell(Place(row.cells[1]), cell)
        self.gap(6)


def _anchors(source: d.Document) -> frozenset[str]:
    """Where links may lead."""
    found = {chapter.anchor for chapter in source.walk()}
    for block in source.blocks():
        if isinstance(block, d.Heading | d.RawAnswers):
            found.add(block.anchor)
        if isinstance(block, d.RawAnswers):
            found |= {group.anchor for group in block.groups}
    return frozenset(found - {""})


def draw(writing: Writing, block: d.AnyBlock, level: int, first: bool = False) -> None:
    """A block of a chapter whose heading has this level. `first`: it stands right under the heading; a question there stays
    with what it asked for."""
    writing.turn()
    if first and isinstance(block, d.Paragraph) and block.role == "soft":
        writing.soft(block.words, keep=True)
        return
    _DRAWERS[type(block)](writing, block, level)


# -------------------------------------------------------------------------------------------------------------- pictures


def drawings(block: d.AnyBlock) -> Iterator[str]:
    """The pictures that a block is drawn with."""
    if isinstance(block, d.JourneyMap):
        for part in block.parts(STAGES):
            for lane in part.lanes:
                if isinstance(lane, d.Curve):
                    # Which paper it will be on is known only with what stands over it: both are made.
                    for page in (A4, A3):
                        yield curve_of(lane, (page[0] - 2 * MARGIN - LANES) / max(len(part.stages), 1))
    elif isinstance(block, d.Curve):
        yield curve(block)
    elif isinstance(block, d.Bars):
        yield radar(block)
        yield from (bar(block, at) for at in range(len(block.rows)))
    elif isinstance(block, d.DotPlot):
        yield from (dots(block, row) for row in block.rows)
    elif isinstance(block, d.MatrixPlot):
        yield figures.matrix(block, alone=True)
    elif isinstance(block, d.Tree):
        yield from (figures.tree(part) for part in that_fit(block))
    elif isinstance(block, d.Piles) and block.look == "cycle":
        yield figures.cycle(block, alone=True)


def curve_of(lane: d.Curve, stage: float) -> str:
    """The curve of a map, as a picture whose stages are as wide as the table's columns (millimetres)."""
    return figures.curve(lane, column=stage / POINT / CURVE, alone=True)


def curve(block: d.Curve) -> str:
    count = max((len(one.points) for one in block.series), default=0)
    if not count:
        return ""
    column = min(max(TEXT / POINT / LETTERS / count, 74), 160)
    return figures.curve(block, column=column, alone=True, named=True)


def radar(block: d.Bars) -> str:
    return figures.radar(block, alone=True) if block.look == "radar" and figures.has_radar(block) else ""


def bar(block: d.Bars, at: int) -> str:
    return _framed(figures.bar(block, at), STRIP / POINT, 18)


def dots(block: d.DotPlot, row: d.DotRow) -> str:
    return _framed(figures.dots(row, block.low, block.high), STRIP / POINT, 30)


def _framed(svg: str, width: float, height: float) -> str:
    """A fluid picture, given a width."""
    space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:g}" '
    return svg.replace("<svg ", f"<svg {space}", 1).replace(">", f"><style>{ALONE}</style>", 1)


def is_deep(block: d.Tree) -> bool:
    """Whether a tree could not be read on an upright page."""
    return size_of(figures.tree(block))[0] * READABLE * POINT > TEXT


def is_aside(block: d.AnyBlock) -> bool:
    """Whether a block has pages of its own, on their side."""
    if isinstance(block, d.Tree):
        return is_deep(block)
    return isinstance(block, d.JourneyMap) or (isinstance(block, d.Table) and block.wide)


def that_fit(block: d.Tree) -> Iterator[d.Tree]:
    """The tree, or as many parts of it as pages are needed."""
    wide, high = (A4[0] - 2 * MARGIN, SIDE_HIGH) if is_deep(block) else (TEXT, HIGH)
    return figures.in_parts(block, wide, high, LETTERS * POINT)


# -------------------------------------------------------------------------------------------------------------- blocks


def _heading(writing: Writing, block: d.Heading, level: int) -> None:
    writing.heading(d.text_of(block.words), level + block.level, block.anchor)


def _paragraph(writing: Writing, block: d.Paragraph, level: int) -> None:
    if block.role == "soft":
        writing.soft(block.words)
    else:
        line = writing.paper.paragraph(writing.paper.body)
        writing.paper.words(line, block.words, size=12 if block.role == "lead" else None)


def _bullets(writing: Writing, block: d.Bullets, level: int) -> None:
    if not block.ordered:
        writing.entries(block.entries)
        return
    # Numbers of Word's own would go on from list to list.
    for n, entry in enumerate(block.entries, 1):
        line = writing.paper.indent(writing.paper.tight(writing.paper.paragraph(writing.paper.body), after=2), 7, 7)
        writing.paper.run(line, f"{n}.\t", colour=writing.paper.accent, bold=True)
        writing.entry(line, entry)


def _key_values(writing: Writing, block: d.KeyValues, level: int) -> None:
    if block.pairs:
        writing.labelled([(pair.title, pair.cell) for pair in block.pairs], 42)


def _quote(writing: Writing, block: d.Quote, level: int) -> None:
    line = writing.paper.paragraph(writing.paper.body, "Quote")
    writing.paper.words(line, block.words)
    if block.by:
        writing.paper.run(line, f"\n{block.by}", size=9, colour=FAINT)


def _notice(writing: Writing, block: d.Notice, level: int) -> None:
    line = writing.paper.paragraph(writing.paper.body)
    if block.kind == "warning":
        writing.paper.run(line, f"{writing.say('report.warning')} ", bold=True, colour=RED)
    writing.paper.words(line, block.words, italic=True)


def _conclusion(writing: Writing, block: d.Conclusion, level: int) -> None:
    own = writing.paper
    table = own.table(1, [writing.width], rules="none")
    own.whole(table.rows[0])
    cell = table.rows[0].cells[0]
    own.fill(cell, tint(f"#{own.accent}", 0.08)[1:].upper())
    place = Place(cell)
    if block.words:
        own.words(own.tight(own.paragraph(place), 3, 4), block.words, bold=True, size=14, colour=own.accent)
    for figure in block.figures:
        line = own.tight(own.paragraph(place), after=2)
        own.run(line, f"{figure.title}: ", size=SIZE, colour=SOFT)
        own.run(line, (figure.number.drawn if figure.number else figure.drawn) or "…", bold=True, size=11.5)
    for text in block.text:
        own.words(own.tight(own.paragraph(place), 2, 2), text)
    if block.next:
        line = own.tight(own.paragraph(place), 2, 3)
        own.run(line, f"→ {writing.say('report.next')}: ")
        own.run(line, block.next, bold=True)
    writing.gap(8)


def _table(writing: Writing, block: d.Table, level: int) -> None:
    own = writing.paper
    if block.caption:
        own.run(own.paragraph(own.body, "Caption"), block.caption)
    size = 8.5 if len(block.columns) > 5 and not block.wide else 9.5
    widths = shared([column.weight for column in block.columns], writing.width)
    titled = any(column.title or column.note for column in block.columns)
    count = sum(len(group.rows) + bool(group.title) for group in block.groups) + titled
    table = own.table(count, widths, head=titled)
    rows = iter(table.rows)
    if titled:
        for cell, column in zip(next(rows).cells, block.columns, strict=True):
            line = own.tight(own.paragraph(Place(cell)), size=size)
            own.run(line, column.title, bold=True, size=size)
            if column.note:
                own.run(line, f" {column.note}", size=size * SMALL, colour=FAINT)
            if column.align == "right":
                own.right(line)
    for group in block.groups:
        if group.title:
            row = next(rows)
            own.whole(row)
            whole = row.cells[0].merge(row.cells[-1])
            writing.text(Place(whole), group.title, size, bold=True)
            own.keep(whole.paragraphs[0])
        for data in group.rows:
            row = next(rows)
            if max((len(cell.text) for cell in data.cells), default=0) <= SHORT:
                own.whole(row)
            for at, (cell, said) in enumerate(zip(row.cells, data.cells, strict=False)):
                bold = data.strong or (at == 0 and block.heads and len(block.columns) > 1)
                writing.cell(Place(cell), said, size, bold, block.columns[at].align == "right")
    if count <= FEW and max((len(cell.text) for row in block.rows for cell in row.cells), default=0) <= SHORT // 4:
        own.together(table)
    writing.gap(8)


def _curve(writing: Writing, block: d.Curve, level: int) -> None:
    svg = curve(block)
    if svg:
        if block.title:
            writing.paper.run(writing.paper.paragraph(writing.paper.body, "Caption"), block.title)
        writing.picture(svg, "")


NOTE = 22
"""A note of more signs has no room in a column of its own."""


def _bars(writing: Writing, block: d.Bars, level: int) -> None:
    own = writing.paper
    if block.title:
        own.run(own.paragraph(own.body, "Caption"), block.title)
    profile = radar(block)
    if profile:
        writing.picture(profile, "", 120)
    placed, noted = any(row.place for row in block.rows), any(row.note for row in block.rows)
    before = any(row.before for row in block.rows)
    below = any(len(row.note) > NOTE for row in block.rows)  # too long for a column: under what it is about
    noted = noted and not below
    widths = [*([8.0] * placed), 0.0, STRIP + 3, 22.0, *([18.0] * before), *([36.0] * noted)]
    widths[placed] = writing.width - sum(widths)
    table = own.table(len(block.rows), widths)
    for at, (row, data) in enumerate(zip(table.rows, block.rows, strict=True)):
        own.whole(row)
        cells = iter(row.cells)
        if placed:
            writing.text(Place(next(cells)), data.place, bold=True, colour=own.accent)
        place = Place(next(cells))
        writing.text(place, data.title, bold=data.ahead)
        if below and data.note:
            writing.text(place, data.note, 8.5, colour=FAINT)
        figure = data.number.drawn if data.number else "–"
        line = own.tight(own.paragraph(Place(next(cells))))
        own.picture(line, writing.png(bar(block, at)), STRIP, f"{data.title}: {figure}")
        writing.text(Place(next(cells)), figure, bold=data.ahead)
        if before:
            writing.text(Place(next(cells)), data.before.drawn if data.before else "", 9, colour=FAINT)
        if noted:
            writing.text(Place(next(cells)), data.note, 9, colour=FAINT)
    if len(block.rows) <= FEW:
        own.together(table)
    legend = [threshold.title for threshold in block.thresholds] + [writing.say("report.before")] * before
    if legend:
        own.run(own.tight(own.paragraph(own.body), 3), "  ·  ".join(legend), size=9, colour=FAINT)
    writing.gap(6)


def _ranking(writing: Writing, block: d.Ranking, level: int) -> None:
    own = writing.paper
    caption = " · ".join(filter(None, (block.title, block.unit)))
    if caption:
        own.run(own.paragraph(own.body, "Caption"), caption)
    table = own.table(len(block.rows), [10, writing.width - 40, 30])
    for row, data in zip(table.rows, block.rows, strict=True):
        own.whole(row)
        writing.text(Place(row.cells[0]), data.place, bold=True, colour=own.accent)
        line = own.tight(own.paragraph(Place(row.cells[1])), size=SIZE)
        own.run(line, data.title, bold=data.ahead, size=SIZE)
        if data.note:
            own.run(line, f" {data.note}", size=SIZE * SMALL, colour=FAINT)
        writing.text(Place(row.cells[2]), data.number.drawn if data.number else "", colour=SOFT)
    writing.gap(6)


def _dots(writing: Writing, block: d.DotPlot, level: int) -> None:
    own = writing.paper
    if block.title:
        own.run(own.paragraph(own.body, "Caption"), block.title)
    named = dict(block.labels)
    low, high = (" ".join(filter(None, (short(end), named.get(end, "")))) for end in (block.low, block.high))
    table = own.table(len(block.rows) + 1, [62, STRIP + 3, 18, writing.width - 62 - STRIP - 21], head=True)
    writing.text(Place(table.rows[0].cells[1]), f"{low}  –  {high}", 8.5, colour=FAINT)
    writing.text(Place(table.rows[0].cells[2]), writing.say("report.mean"), 8.5, colour=FAINT)
    for row, data in zip(table.rows[1:], block.rows, strict=True):
        own.whole(row)
        writing.text(Place(row.cells[0]), data.title)
        said = ", ".join(f"{short(value)}: {many}" for value, many in data.counts)
        own.picture(own.tight(own.paragraph(Place(row.cells[1]))), writing.png(dots(block, data)), STRIP, said)
        writing.text(Place(row.cells[2]), data.mean.drawn if data.mean else "", bold=True)
        writing.text(Place(row.cells[3]), data.note, 9, colour=FAINT)
    if len(block.rows) <= FEW:
        own.together(table)
    writing.gap(6)


def _matrix(writing: Writing, block: d.MatrixPlot, level: int) -> None:
    own = writing.paper
    writing.picture(figures.matrix(block, alone=True), _plane(block), 115)
    corners = {corner.title: corner for corner in block.corners}
    for place in dict.fromkeys([*corners, *(point.place for point in block.points)]):
        inside = [point for point in block.points if point.place == place]
        if not inside:
            continue
        title = place or (writing.say("report.elsewhere") if corners else "")
        if title:
            line = own.keep(own.tight(own.paragraph(own.body), 6, 1))
            own.run(line, title, bold=True)
            if place in corners and corners[place].text:
                own.run(line, f"  {corners[place].text}", size=9, colour=FAINT)
        for point in inside:
            line = own.indent(own.tight(own.paragraph(own.body), after=1), 8, 8)
            own.run(line, f"{point.letter}\t", bold=True, colour=own.accent)
            own.run(line, point.title)
            if point.note:
                own.run(line, f" {point.note}", size=9, colour=FAINT)
    if block.unplaced:
        own.run(own.keep(own.tight(own.paragraph(own.body), 6, 1)), writing.say("report.unplaced"), bold=True)
        writing.entries(block.unplaced)


def _tree(writing: Writing, block: d.Tree, level: int) -> None:
    for part in that_fit(block):
        writing.picture(figures.tree(part), _outline(part.nodes))


def _outline(nodes: Sequence[d.Node]) -> str:
    """A tree in words, for whoever cannot see it."""
    said = []
    for node in nodes:
        fields = [f"{pair.title} {pair.cell.text}" for pair in node.fields if pair.cell.entries]
        beside = ", ".join(filter(None, (node.note, *fields)))
        own = f"{node.title} ({beside})" if beside else node.title
        said.append(f"{own}: {_outline(node.children)}" if node.children else own)
    return "; ".join(said)


def _plane(block: d.MatrixPlot) -> str:
    """A matrix in words."""
    axes = [f"{axis.title} ({axis.low} – {axis.high})" for axis in (block.x, block.y)]
    corners = [corner.title for corner in block.corners]
    points = [f"{point.letter} {point.title}" for point in block.points]
    return ". ".join(filter(None, (block.title, ", ".join(axes), ", ".join(corners), ", ".join(points))))


def _cycle(block: d.Piles) -> str:
    return "; ".join(f"{pile.title}: {', '.join(d.text_of(entry.words) for entry in pile.entries)}" for pile in block.piles)


def _piles(writing: Writing, block: d.Piles, level: int) -> None:
    own = writing.paper
    if block.title:
        own.run(own.paragraph(own.body, "Caption"), block.title)
    if block.look == "cycle" and block.piles:
        writing.picture(figures.cycle(block, alone=True), _cycle(block))
        return
    for pile in block.piles:
        line = own.keep(own.tight(own.paragraph(own.body), 7, 2))
        own.run(line, pile.title, bold=True)
        own.run(line, f"  {pile.note or len(pile.entries)}", size=9, colour=FAINT)
        if pile.text:
            own.run(line, f"  {pile.text}", size=9, colour=FAINT)
        if not pile.entries:
            line.paragraph_format.keep_with_next = False
        writing.entries(pile.entries)


def _decisions(writing: Writing, block: d.DecisionsTable, level: int) -> None:
    shown: list[tuple[str, float, Callable[[d.Decision], d.Cell]]] = []
    if any(row.why for row in block.rows):
        shown.append(("why", 46, lambda row: _said(row.why)))
    if any(row.by for row in block.rows):
        shown.append(("by", 28, lambda row: _said(row.by)))
    if any(row.review.entries for row in block.rows):
        shown.append(("review", 24, lambda row: row.review))
    heads = [(writing.say(f"report.decision.{key}"), width) for key, width, _ in shown]
    rows = [(row, [made(row) for _, _, made in shown], "", "") for row in block.rows]
    _log(writing, writing.say("report.decision.what"), heads, rows)


def _actions(writing: Writing, block: d.ActionsTable, level: int) -> None:
    status = any(row.done or row.late for row in block.rows)
    heads = [(writing.say("report.action.owner"), 32.0), (writing.say("report.action.due"), 30.0)]
    heads += [("", 20.0)] * status
    rows = []
    for row in block.rows:
        gap = d.Cell(missing=not row.done)
        cells = [_said(row.owner) if row.owner else gap, _said(row.due_drawn) if row.due_drawn else gap]
        mood = "done" if row.done else "late" if row.late else ""
        rows.append((row, cells, writing.say(f"report.action.{mood}") if mood else "", mood))
    _log(writing, writing.say("report.action.what"), heads, rows)


def _said(text: str) -> d.Cell:
    return d.Cell(entries=(d.Entry(words=d.plain(text)),)) if text else d.Cell()


def _log(
    writing: Writing,
    what: str,
    heads: Sequence[tuple[str, float]],
    rows: Sequence[tuple[d.Decision | d.Action, list[d.Cell], str, str]],
) -> None:
    own = writing.paper
    widths = [11.0, writing.width - 11 - sum(width for _, width in heads), *(width for _, width in heads)]
    table = own.table(len(rows) + 1, widths, head=True)
    for cell, title in zip(table.rows[0].cells, ("#", what, *(title for title, _ in heads)), strict=True):
        writing.text(Place(cell), title, bold=True)
    for row, (data, cells, status, mood) in zip(table.rows[1:], rows, strict=True):
        longest = max(len(data.title), *(len(cell.text) for cell in cells), 0)
        if longest <= SHORT:
            own.whole(row)
        writing.text(Place(row.cells[0]), data.number, bold=True, colour=own.accent)
        place = Place(row.cells[1])
        writing.text(place, data.title, colour=SOFT if mood == "done" else "")
        if data.origin:
            line = own.tight(own.paragraph(place), size=8.5)
            origin = f"{writing.say('report.from')} {data.origin}"
            if data.link in writing.anchors:
                own.link(line, origin, data.link, size=8.5, colour=FAINT)
            else:
                own.run(line, origin, size=8.5, colour=FAINT)
        for pair in data.fields:
            if pair.cell.entries:
                line = own.tight(own.paragraph(place), size=9)
                own.run(line, f"{pair.title}: ", size=9, colour=FAINT)
                own.run(line, pair.cell.text, size=9)
        for cell, said in zip(row.cells[2:], cells, strict=False):
            writing.cell(Place(cell), said)
        if status:
            writing.text(Place(row.cells[-1]), status, 9, bold=True, colour=GREEN if mood == "done" else RED)
    writing.gap(8)


IN_A_ROW = 6
"""So many answers about a thing stand beside its name."""


def _is_row(group: d.RawGroup) -> bool:
    only = group.questions[0] if len(group.questions) == 1 else None
    return bool(group.title and only and not only.question and len(only.entries) <= IN_A_ROW)


def _raw(writing: Writing, block: d.RawAnswers, level: int) -> None:
    own = writing.paper
    writing.heading(block.title, level + 1, block.anchor, number=block.number)
    if block.question:
        writing.soft(block.question, keep=True)
    if all(_is_row(group) for group in block.groups):
        named = [d.RawQuestion(question=d.plain(group.title), entries=group.questions[0].entries) for group in block.groups]
        _asked(writing, named, [group.anchor for group in block.groups])
        return
    for group in block.groups:
        if group.title:
            line = own.keep(own.tight(own.paragraph(own.body), 8, 2))
            own.run(line, group.title, bold=True)
            own.mark(line, group.anchor)
        if any(question.question for question in group.questions):
            _asked(writing, group.questions)
        else:
            for question in group.questions:
                writing.entries(question.entries)


def _asked(writing: Writing, questions: Sequence[d.RawQuestion], names: Sequence[str] = ()) -> None:
    """What was asked at the left, every answer at the right. `names`: the anchors of the rows, where these are things."""
    own = writing.paper
    table = own.table(len(questions), [48, writing.width - 48])
    for at, (row, question) in enumerate(zip(table.rows, questions, strict=True)):
        cell = d.Cell(entries=question.entries)
        if len(cell.text) <= SHORT:
            own.whole(row)
        line = own.tight(own.paragraph(Place(row.cells[0])), size=9)
        own.words(line, question.question, size=9.5 if names else 9, bold=bool(names), colour="" if names else SOFT)
        if names:
            own.mark(line, names[at])
        writing.cell(Place(row.cells[1]), cell, 9.5)
    writing.gap(4)


_DRAWERS: dict[type, Callable[[Writing, Any, int], None]] = {
    d.Heading: _heading,
    d.Paragraph: _paragraph,
    d.Bullets: _bullets,
    d.KeyValues: _key_values,
    d.Quote: _quote,
    d.Notice: _notice,
    d.Conclusion: _conclusion,
    d.Table: _table,
    d.Curve: _curve,
    d.Bars: _bars,
    d.Ranking: _ranking,
    d.DotPlot: _dots,
    d.MatrixPlot: _matrix,
    d.Tree: _tree,
    d.Piles: _piles,
    d.DecisionsTable: _decisions,
    d.ActionsTable: _actions,
    d.RawAnswers: _raw,
}
