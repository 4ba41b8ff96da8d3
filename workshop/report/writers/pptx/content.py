"""What each block of the report is on slides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from workshop.report import document as d
from workshop.report.figures import has_radar
from workshop.report.writers.common import labels, short
from workshop.report.writers.pptx import charts, journey, shapes
from workshop.report.writers.pptx.pieces import CellOf, Drawing, Grid, Piece, RowOf, Words, fitted
from workshop.report.writers.pptx.text import ACCENT, ALERT, INK, SOFT, SURFACE, Line, entry_lines, height_of, line, longest

LEAD = 40.0
"""The height of a question over what answers it."""
BARS = 12
"""So many bars a slide."""
PILES = 5
"""So many piles stand beside each other."""
SIZES = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0, 9.0)
READING = 12.0
"""The size of a table that is too long for one slide."""


class Maker:
    """The blocks of one document as pieces, for slides with so much room."""

    def __init__(self, deck: Any, width: float, room: float) -> None:
        # What is drawn as a whole leaves room for the line that leads to it.
        self.deck, self.width, self.room = deck, width, room - LEAD
        self.say = deck.say
        self.most = SIZES[0]  # the largest letters of a table
        self.bullet = 20.0  # and of a list
        self.makers: dict[type, Callable[[Any], Iterable[Piece]]] = {
            d.Heading: self.heading,
            d.Paragraph: self.paragraph,
            d.Bullets: self.bullets,
            d.KeyValues: self.key_values,
            d.Quote: self.quote,
            d.Notice: self.notice,
            d.Conclusion: self.conclusion,
            d.Table: self.table,
            d.Curve: self.curve,
            d.JourneyMap: lambda block: journey.pieces(self, block),
            d.Bars: self.bars,
            d.Ranking: self.ranking,
            d.DotPlot: self.dots,
            d.MatrixPlot: lambda block: shapes.matrix(block, self.width, self.room),
            d.Tree: self.tree,
            d.Piles: self.piles,
            d.DecisionsTable: self.decisions,
            d.ActionsTable: self.actions,
            d.RawAnswers: lambda block: (),
        }

    def pieces(self, blocks: Sequence[d.AnyBlock]) -> list[Piece]:
        """In the largest letters with which all of it stands on one slide; where none does, in those one can read."""
        # Beside other things a list is read in their size.
        self.bullet = 20.0 if sum(not isinstance(block, d.Paragraph) for block in blocks) == 1 else 14.0
        found: list[Piece] = []
        for self.most in (18.0, 16.0, 14.0):
            found = [piece for block in blocks for piece in self.makers[type(block)](block)]
            if sum(each.height(self.width) + 12 for each in found) <= self.room + LEAD:
                break
        return found

    # words

    def heading(self, block: d.Heading) -> Iterator[Piece]:
        yield Words((Line(block.words, 16, bold=True, after=4),), keep=True)

    def paragraph(self, block: d.Paragraph) -> Iterator[Piece]:
        soft = block.role == "soft"
        yield Words((Line(block.words, 13 if soft else 15, colour=SOFT if soft else INK, after=6),), keep=soft, measure=760)

    def bullets(self, block: d.Bullets) -> Iterator[Piece]:
        for size in (size for size in (20.0, 18.0, 16.0, 14.0) if size <= self.bullet):
            lines = tuple(entry_lines(block.entries, size, bullets=True, ordered=block.ordered))
            if height_of(lines, self.width) < self.room * 0.8:
                break
        yield Words(lines)

    def key_values(self, block: d.KeyValues) -> Iterator[Piece]:
        yield from self.pairs(block.pairs)

    def pairs(self, pairs: Sequence[d.Pair]) -> Iterator[Piece]:
        def rows(size: float) -> list[RowOf]:
            return [
                RowOf((CellOf((line(pair.title, size, bold=True),)), CellOf(tuple(self.cell(pair.cell, size)))))
                for pair in pairs
            ]

        if pairs:
            yield from self.grid((1, 3.2), ("", ""), rows)

    def quote(self, block: d.Quote) -> Iterator[Piece]:
        lines = [Line(block.words, 22, colour=ACCENT, after=4)]
        if block.by:
            lines.append(line(block.by, 13, colour=SOFT, after=6))
        yield Words(tuple(lines), measure=800)

    def notice(self, block: d.Notice) -> Iterator[Piece]:
        lead = d.plain(f"{self.say('report.warning')} ") if block.kind == "warning" else ()
        yield Words((Line((*lead, *block.words), 12, colour=SOFT, after=6),))

    def conclusion(self, block: d.Conclusion) -> Iterator[Piece]:
        lines = [Line(block.words, 22, bold=True, colour=ACCENT, after=8)] if block.words else []
        for figure in block.figures:
            drawn = (figure.number.drawn if figure.number else figure.drawn) or "…"
            lines.append(line(f"{figure.title}: {drawn}", 16, after=3))
        lines += [Line(text, 14, after=5) for text in block.text]
        if block.next:
            lines.append(line(f"→ {self.say('report.next')}: {block.next}", 14, bold=True, after=6))
        yield Words(tuple(lines), measure=820)

    # tables

    def cell(self, cell: d.Cell, size: float) -> list[Line]:
        if cell.missing:
            return [line(self.say("report.missing"), size, bold=True, colour=ALERT)]
        found = entry_lines(cell.drawn, size)
        if cell.short and cell.reference and found:
            found.append(line(f"→ {cell.reference}", size - 1, colour=SOFT))
        return found

    def grid(
        self,
        weights: Sequence[float],
        head: Sequence[str],
        rows: Callable[[float], Sequence[RowOf]],
        *,
        aligns: Sequence[str] = (),
        sizes: Sequence[float] = SIZES,
        title: str = "",
        strong: bool = True,
    ) -> Iterator[Piece]:
        """A table in the largest letters with which no word is broader than its column."""
        weights = _weights(weights)
        given = aligns or ["left"] * len(weights)

        def made(size: float) -> Grid:
            titles = [CellOf((line(each, size, bold=True, align=side),)) for each, side in zip(head, given, strict=False)]
            top = RowOf(tuple(titles), head=True) if any(head) else None
            return Grid(tuple(weights), top, tuple(rows(size)), title, first_strong=strong)

        fit = [grid for grid in map(made, (size for size in sizes if size <= self.most)) if self._has_room(grid)] or [
            made(sizes[-1])
        ]
        whole = [grid for grid in fit if grid.height(self.width) <= self.room]
        grid = whole[0] if whole else next((each for each in fit if _size(each) <= READING), fit[-1])
        yield fitted(grid, self.width, self.room)

    def _has_room(self, grid: Grid) -> bool:
        """Whether no word is broader than its column."""
        widths = grid.widths(self.width)
        return all(
            longest(cell.lines) * each.size * 1.02 <= broad - 12
            for row in [*([grid.head] if grid.head else []), *grid.rows]
            if not row.band
            for cell, broad in zip(row.cells, widths, strict=False)
            for each in cell.lines[:1]
        )

    def table(self, block: d.Table) -> Iterator[Piece]:
        if block.caption:
            yield Words((line(block.caption, 14, bold=True, after=3),), keep=True)
        columns = block.columns
        aligns = [column.align for column in columns]

        def rows(size: float) -> list[RowOf]:
            found: list[RowOf] = []
            for group in block.groups:
                if group.title:
                    found.append(RowOf((CellOf((line(group.title, size, bold=True),), SURFACE),), band=True))
                for row in group.rows:
                    cells = []
                    for at, cell in enumerate(row.cells):
                        lines = self.cell(cell, size)
                        if row.strong or (at == 0 and block.heads):
                            lines = [Line(**{**each.__dict__, "bold": True}) for each in lines]
                        lines = [Line(**{**each.__dict__, "align": aligns[at]}) for each in lines]
                        cells.append(CellOf(tuple(lines)))
                    found.append(RowOf(tuple(cells)))
            return found

        head = [f"{column.title} ({column.note})" if column.note else column.title for column in columns]
        yield from self.grid([column.weight for column in columns], head, rows, aligns=aligns, title=block.caption)

    def ranking(self, block: d.Ranking) -> Iterator[Piece]:
        def rows(size: float) -> list[RowOf]:
            return [
                RowOf(
                    (
                        CellOf((line(row.place, size, bold=True, colour=ACCENT if row.ahead else SOFT),)),
                        CellOf((line(row.title, size, bold=row.ahead),)),
                        CellOf((line(" ".join(filter(None, (row.number.drawn if row.number else "", row.note))), size),)),
                    )
                )
                for row in block.rows
            ]

        if block.title:
            yield Words((line(block.title, 13, colour=SOFT, after=4),), keep=True)
        yield from self.grid((0.5, 6, 2.5), ("", "", block.unit), rows, sizes=(18, 16, 14, 12, 11, 10))

    def dots(self, block: d.DotPlot) -> Iterator[Piece]:
        values = sorted({value for row in block.rows for value, _ in row.counts} | {value for value, _ in block.labels})
        named = dict(block.labels)
        head = ["", *(" ".join(filter(None, (short(value), named.get(value, "")))) for value in values)]
        head += [self.say("report.mean"), ""]

        def rows(size: float) -> list[RowOf]:
            found = []
            for row in block.rows:
                counts = dict(row.counts)
                cells = [line(row.title, size, bold=True)]
                cells += [line("●" * counts.get(value, 0), size, colour=ACCENT, align="center") for value in values]
                cells += [line(row.mean.drawn if row.mean else "", size, bold=True, align="right")]
                cells += [line(row.note, size - 1, colour=SOFT)]
                found.append(RowOf(tuple(CellOf((each,)) for each in cells)))
            return found

        if block.title:
            yield Words((line(block.title, 14, bold=True, after=3),), keep=True)
        aligns = ["left", *["center"] * len(values), "right", "left"]
        yield from self.grid((3, *[1.2] * len(values), 1, 1.8), head, rows, aligns=aligns)

    # the log

    def decisions(self, block: d.DecisionsTable) -> Iterator[Piece]:
        say = self.say
        parts: dict[str, tuple[float, Callable[[d.Decision], str]]] = {
            "why": (3, lambda row: row.why),
            "by": (1.6, lambda row: row.by),
            "review": (1.4, lambda row: row.review.text),
        }
        shown = [name for name, (_, part) in parts.items() if any(part(row) for row in block.rows)]
        named = labels(row.fields for row in block.rows)

        def rows(size: float) -> list[RowOf]:
            found = []
            for row in block.rows:
                cells: list[tuple[Line, ...]] = [(line(row.number, size, colour=SOFT),), (line(row.title, size, bold=True),)]
                cells += [(line(parts[name][1](row), size),) for name in shown]
                cells += self.fields(row.fields, named, size)
                found.append(RowOf(tuple(CellOf(each) for each in cells)))
            return found

        head = ["", say("report.decision.what"), *(say(f"report.decision.{name}") for name in shown), *named]
        weights = [0.6, 4, *(parts[name][0] for name in shown), *[2.0] * len(named)]
        yield from self.grid(weights, head, rows, title=say("report.chapter.decisions"))

    def actions(self, block: d.ActionsTable) -> Iterator[Piece]:
        say = self.say
        named = labels(row.fields for row in block.rows)
        gap = say("report.missing")

        def rows(size: float) -> list[RowOf]:
            found = []
            for row in block.rows:
                title = f"{row.title} ✓ {say('report.action.done')}" if row.done else row.title
                lacking = () if row.done else (line(gap, size, bold=True, colour=ALERT),)
                due = (line(row.due_drawn, size),) if row.due_drawn else lacking
                if row.late:
                    due = (*due, line(say("report.action.late"), size - 1, bold=True, colour=ALERT))
                cells = [
                    (line(row.number, size, colour=SOFT),),
                    (line(title, size, colour=SOFT if row.done else INK, bold=not row.done),),
                    (line(row.owner, size),) if row.owner else lacking,
                    due,
                    *self.fields(row.fields, named, size),
                ]
                found.append(RowOf(tuple(CellOf(each) for each in cells)))
            return found

        head = ["", *(say(f"report.action.{name}") for name in ("what", "owner", "due")), *named]
        weights = [0.6, 5, 2, 1.5, *[2.0] * len(named)]
        yield from self.grid(weights, head, rows, title=say("report.chapter.actions"))

    def fields(self, pairs: Sequence[d.Pair], named: Sequence[str], size: float) -> list[tuple[Line, ...]]:
        by_title = {pair.title: pair.cell for pair in pairs}
        return [tuple(self.cell(by_title[name], size)) if name in by_title else () for name in named]

    # pictures

    def curve(self, block: d.Curve) -> Iterator[Piece]:
        if not block.series or block.high <= block.low:
            return
        tall = min(self.room - 40, 320.0)

        def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float) -> None:
            charts.curve(deck, slide, block, x, y, width, tall)

        title = " · ".join(filter(None, (block.title, _scale(block))))
        if title:
            yield Words((line(title, 13, colour=SOFT, after=4),), keep=True)
        yield Drawing(tall, paint, least=160)

    def bars(self, block: d.Bars) -> Iterator[Piece]:
        if block.title:
            yield Words((line(block.title, 13, colour=SOFT, after=4),), keep=True)
        if any(row.span for row in block.rows):
            yield from self._spans(block)
        else:
            yield from self._lengths(block)

    def _lengths(self, block: d.Bars) -> Iterator[Piece]:
        """A chart, with what is to be said of each row and of the lines across it at its side, or under it where that is
        long."""
        round_ = has_radar(block)
        long = [row for row in block.rows if row.note and (len(row.note) > charts.NOTE or round_)]
        lines = [line(f"{row.title}: {row.note}", 12, bullet="•", after=3) for row in long]
        lines += [line(each.title, 12, colour=SOFT, after=3) for each in block.thresholds]
        side = self.width * 0.34
        high = height_of(lines, side)
        beside = lines if lines and len(block.rows) <= BARS and high <= self.room else []

        def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float, part: d.Bars) -> None:
            chart = charts.radar if round_ else charts.bars
            chart(deck, slide, part, x, y, width - side - 20 if beside else width, tall)
            if beside:
                deck.words(slide, beside, x + width - side, y + max((tall - high) / 2, 0), side, high)

        count = 1 if round_ else -(-len(block.rows) // BARS)
        size = -(-len(block.rows) // count)
        for start in range(0, len(block.rows), size):
            part = _part(block, start, start + size)
            two = 1.4 if any(row.before for row in part.rows) else 1
            tall = self.room if round_ else min(self.room, 40.0 + 34.0 * len(part.rows) * two)
            least = 240.0 if round_ else 30.0 + 20.0 * len(part.rows)
            yield Drawing(max(tall, high if beside else 0), partial(paint, part=part), least=max(least, high if beside else 0))
        if lines and not beside:
            yield Words(tuple(lines))

    def _spans(self, block: d.Bars) -> Iterator[Piece]:
        """Where figures lie between two: in words, since a bar would say more than is known."""

        def rows(size: float) -> list[RowOf]:
            found = []
            for row in block.rows:
                between = " – ".join(short(end) for end in row.span) if row.span else ""
                drawn = row.number.drawn if row.number else between or "–"
                texts = (row.title, drawn, row.before.drawn if row.before else "", row.note)
                found.append(RowOf(tuple(CellOf((line(text, size, bold=at == 0),)) for at, text in enumerate(texts))))
            return found

        before = self.say("report.before") if any(row.before for row in block.rows) else ""
        yield from self.grid((4, 2, 1.6, 3), ("", "", before, ""), rows, sizes=(18, 16, 14, 12, 11, 10))

    def tree(self, block: d.Tree) -> Iterator[Piece]:
        yield from shapes.trees(block, self.width, self.room)

    def piles(self, block: d.Piles) -> Iterator[Piece]:
        if block.title:
            yield Words((line(block.title, 14, bold=True, after=4),), keep=True)
        if block.look == "cycle" and 3 <= len(block.piles) <= 9:
            yield from shapes.cycle(block, self.width, self.room)
            return
        piles = [pile for pile in block.piles if pile.entries or block.look != "columns"]
        if block.look == "lanes" or sum(len(pile.entries) for pile in piles) > 40:
            yield from self._rows_of(piles)
            return
        for start in range(0, len(piles), PILES):
            yield from self._columns_of(piles[start : start + PILES])

    def _head(self, pile: d.Pile, size: float) -> tuple[Line, ...]:
        found = [line(pile.title, size, bold=True)]
        if pile.note:
            found.append(line(pile.note, size - 1, colour=SOFT))
        if pile.text:
            found.append(line(pile.text, size - 1.5, colour=SOFT))
        return tuple(found)

    def _rows_of(self, piles: Sequence[d.Pile]) -> Iterator[Piece]:
        def rows(size: float) -> list[RowOf]:
            found = []
            for pile in piles:
                lines = entry_lines(pile.entries, size, bullets=True) or [line(self.say("report.nothing"), size, colour=SOFT)]
                for at in range(0, len(lines), 12):  # a row never fills a slide
                    head = self._head(pile, size) if at == 0 else (line(pile.title, size, colour=SOFT),)
                    found.append(RowOf((CellOf(head), CellOf(tuple(lines[at : at + 12])))))
            return found

        yield from self.grid((1, 3), ("", ""), rows)

    def _columns_of(self, piles: Sequence[d.Pile]) -> Iterator[Piece]:
        def rows(size: float) -> list[RowOf]:
            most = max((len(pile.entries) for pile in piles), default=0)
            found = [RowOf(tuple(CellOf(self._head(pile, size)) for pile in piles), head=True)]
            for at in range(most):
                cells = []
                for pile in piles:
                    given = pile.entries[at : at + 1]
                    cells.append(CellOf(tuple(entry_lines(given, size, bullets=False))))
                found.append(RowOf(tuple(cells)))
            return found

        def whole(size: float) -> list[RowOf]:
            return rows(size)[1:]

        for piece in self.grid([1] * len(piles), [pile.title for pile in piles], whole, strong=False):
            assert isinstance(piece, Grid)
            size = piece.rows[0].cells[0].lines[0].size if piece.rows and piece.rows[0].cells[0].lines else 12
            yield Grid(piece.weights, rows(size)[0], piece.rows, piece.title, first_strong=False, whole=piece.whole)


def _size(grid: Grid) -> float:
    return max((each.size for row in grid.rows for cell in row.cells for each in cell.lines[:1]), default=0)


def _part(block: d.Bars, start: int, end: int) -> d.Bars:
    from msgspec.structs import replace

    return replace(block, rows=block.rows[start:end])


def _weights(given: Sequence[float]) -> list[float]:
    """No column so narrow that nothing stands in it."""
    total = sum(given) or 1
    return [max(weight, total * 0.035) for weight in given]


def _scale(block: d.Curve) -> str:
    ends = [
        f"{short(value)} {label}" for value, label in ((block.low, block.low_label), (block.high, block.high_label)) if label
    ]
    return " … ".join(ends)
