"""The report on the screen of a terminal, drawn with rich: to read through once it is done, without making a file.

The colours are those of the terminal itself, and none carries anything alone. What people wrote is never read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import IO

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.constrain import Constrain
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from workshop import language
from workshop.language import t
from workshop.report import document as d
from workshop.report.writers.common import by_month, labels, share, short, track
from workshop.text import clean

WIDEST = 84
"""So many columns of running text can be read; tables take what there is."""
COLUMN = 20
"""A column of a map that is narrower than this is no help: then the map is divided."""
NARROW = 60
"""Below this a map is told stage by stage."""
BAR = 24
"""Signs of the longest bar."""

STRONG, SOFT, ACCENT, WARN = "bold", "dim", "cyan", "magenta"

Say = Callable[..., str]


def show(document: d.Document, file: IO[str] | None = None, width: int | None = None) -> None:
    """Draw the whole report to `file` (None: stdout), as wide as the terminal or `width` columns."""
    console = Console(file=file or sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    console.size = console.size  # asked once, and not before every line
    with console:  # and written once
        console.print(Group(*_Drawing(document, console.width).document()))


class _Drawing:
    """One document on its way to the screen: its words, and how much room there is."""

    def __init__(self, document: d.Document, width: int) -> None:
        self.source = document
        self.width = width
        self.text_width = min(width, WIDEST)
        self.bar = max(8, min(BAR, width // 4))
        self.say: Say = partial(t, lang=document.lang)
        self.drawers: dict[type, Callable[..., Iterable[RenderableType]]] = {
            d.Heading: lambda block: [_words(block.words, STRONG)],
            d.Paragraph: lambda block: [self.running(_words(block.words, SOFT if block.role == "soft" else ""))],
            d.Bullets: lambda block: [self.entries(block.entries, block.ordered)],
            d.KeyValues: lambda block: [self.pairs(block.pairs)],
            d.Quote: self.quote,
            d.Notice: self.notice,
            d.Conclusion: self.conclusion,
            d.Table: self.table,
            d.Curve: self.curve,
            d.JourneyMap: self.journey,
            d.Bars: self.bars,
            d.Ranking: self.ranking,
            d.DotPlot: self.dots,
            d.MatrixPlot: self.matrix,
            d.Tree: self.tree,
            d.Piles: self.piles,
            d.DecisionsTable: self.decisions,
            d.ActionsTable: self.actions,
            d.RawAnswers: self.raw,
        }

    # the frame

    def document(self) -> Iterator[RenderableType]:
        cover = self.source.cover
        yield ""
        if cover.draft:
            yield _text(self.say("report.draft"), WARN)
        yield _text(cover.title, STRONG)
        facts = (
            cover.edition,
            cover.client,
            cover.workshop if cover.workshop != cover.title else "",
            cover.day_drawn,
            cover.place,
        )
        yield self.running(_text(" · ".join(filter(None, facts)), SOFT))
        people = [person.name + (f" ({', '.join(person.roles)})" if person.roles else "") for person in cover.participants]
        if people:
            yield self.running(_text(", ".join(people), SOFT))
        if cover.purpose:
            yield ""
            yield self.running(_words(cover.purpose))
        for chapter in self.source.chapters:
            yield from self.chapter(chapter, 1)
        yield ""

    def chapter(self, chapter: d.Chapter, level: int) -> Iterator[RenderableType]:
        yield ""
        if level == 1:
            yield ""
            yield _text(chapter.title, f"{STRONG} {ACCENT}")
            yield Rule(style=SOFT, characters="─")
        else:
            yield _text(chapter.title, STRONG)
        for block in chapter.blocks:
            for at, part in enumerate(self.drawers[type(block)](block)):
                if at == 0 and not (level > 1 and block is chapter.blocks[0]):
                    yield ""
                yield part
        for inner in chapter.chapters:
            yield from self.chapter(inner, level + 1)

    def running(self, text: RenderableType, indent: int = 0) -> RenderableType:
        """Text no wider than can be read."""
        if isinstance(text, Text):
            return _Folded(text, self.text_width, indent)
        return Constrain(Padding(text, (0, 0, 0, indent), expand=False) if indent else text, self.text_width)

    # words

    def entries(self, entries: Sequence[d.Entry], ordered: bool = False) -> RenderableType:
        hang = len(str(len(entries))) + 2 if ordered else 2
        made = []
        for at, entry in enumerate(entries, 1):
            lead = (f"{at}." if ordered else "•").ljust(hang)
            made.append(_Folded(self.entry(entry), self.text_width, entry.level * 2, lead))
        return Group(*made)

    def entry(self, entry: d.Entry) -> Text:
        text = _words(entry.words)
        added = ", ".join(filter(None, (entry.by, entry.note)))
        if added:
            text.append_text(_text(f"  ({added})", SOFT))
        return text

    def missing(self) -> Text:
        return _text(self.say("report.missing"), f"{WARN} underline")

    def cell(self, cell: d.Cell, shorten: bool = True) -> Text:
        if cell.missing:
            return self.missing()
        entries = cell.drawn if shorten else cell.entries
        lines = [self.entry(entry) for entry in entries]
        if len(lines) > 1:
            lines = [Text.assemble(("• ", SOFT), line) for line in lines]
        if shorten and cell.short and cell.reference and lines:
            lines[-1].append_text(_text(f" → {cell.reference}", SOFT))
        return Text("\n").join(lines)

    def pairs(self, pairs: Sequence[d.Pair], style: str = SOFT) -> RenderableType:
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(max_width=max(12, self.text_width // 3), overflow="fold")
        table.add_column(overflow="fold")
        for pair in pairs:
            table.add_row(_text(pair.title, style), self.cell(pair.cell, shorten=False))
        return self.running(table)

    def quote(self, block: d.Quote) -> Iterator[RenderableType]:
        yield self.running(_words(block.words), 4)
        if block.by:
            yield self.running(_text(block.by, SOFT), 4)

    def notice(self, block: d.Notice) -> Iterator[RenderableType]:
        lead = f"{self.say('report.warning')} " if block.kind == "warning" else ""
        yield self.running(Text.assemble((lead, WARN), _words(block.words)))

    def conclusion(self, block: d.Conclusion) -> Iterator[RenderableType]:
        if block.words:
            yield self.running(_words(block.words, STRONG))
        if block.figures:
            table = Table.grid(padding=(0, 3, 0, 0))
            table.add_column(overflow="fold")
            table.add_column(justify="right", overflow="fold")
            for each in block.figures:
                drawn = (each.number.drawn if each.number else each.drawn) or "…"
                table.add_row(_text(each.title, SOFT), _text(drawn, STRONG))
            yield self.running(table)
        for words in block.text:
            yield self.running(_words(words))
        if block.next:
            yield self.running(_text(f"→ {self.say('report.next')}: {block.next}", ACCENT))

    # tables

    def columns(self, head: Sequence[tuple[str, bool]], rows: Iterable[Sequence[RenderableType]], lines: bool = False) -> Table:
        """A table under one rule. `head`: each title, and whether what stands below is figures."""
        table = Table(
            box=box.SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            border_style=SOFT,
            header_style=SOFT,
            show_header=any(title for title, _ in head),
            padding=(0, 2, 1 if lines else 0, 0),
        )
        for title, figures in head:
            table.add_column(_text(title, SOFT), justify="right" if figures else "left", overflow="fold", no_wrap=False)
        for row in rows:
            table.add_row(*row)
        return table

    def titled(self, title: str, *parts: RenderableType) -> Iterator[RenderableType]:
        if title:
            yield _text(title, STRONG)
        yield from parts

    def table(self, block: d.Table) -> Iterator[RenderableType]:
        if block.look == "calendar":
            yield from self.calendar(block)
            return
        rows: list[list[RenderableType]] = []
        for group in block.groups:
            if group.title:
                rows.append([_text(group.title, STRONG), *[""] * (len(block.columns) - 1)])
            for row in group.rows:
                cells = [self.cell(cell) for cell in row.cells]
                for cell in cells if row.strong else ():
                    cell.stylize(STRONG)
                rows.append([*cells])
        yield from self.titled(
            block.caption, self.columns([(each.title, each.align == "right") for each in block.columns], rows)
        )

    def calendar(self, block: d.Table) -> Iterator[RenderableType]:
        """The days in order, month by month; what has no day last."""
        day_at = next(at for at, column in enumerate(block.columns) if column.kind == "date")
        lang = self.source.lang

        def day_of(row: d.Row) -> date | None:
            value = row.cells[day_at].value
            return value if isinstance(value, date) else None

        dated = sorted((row for row in block.rows if day_of(row)), key=lambda row: day_of(row) or date.max)
        loose = [row for row in block.rows if day_of(row) is None]
        if block.caption:
            yield _text(block.caption, STRONG)
        for title, rows in [*by_month(dated, day_of, lang), *([("–", loose)] if loose else [])]:
            yield _text(title, STRONG)
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(width=12, overflow="fold")
            table.add_column(overflow="fold")
            for row in rows:
                day = day_of(row)
                rest = [
                    Text.assemble(_text(f"{column.title}: " if column.title else "", SOFT), self.cell(cell))
                    for at, (column, cell) in enumerate(zip(block.columns, row.cells, strict=False))
                    if at not in (0, day_at) and cell.text.strip()
                ]
                said = self.cell(row.cells[0])
                for each in rest:
                    said.append_text(Text.assemble(("  ·  ", SOFT), each))
                table.add_row(_text(language.day(day, lang, day) if day else "", SOFT), said)
            yield self.running(table)
            yield ""

    # pictures

    def journey(self, block: d.JourneyMap) -> Iterator[RenderableType]:
        if block.subject:
            yield self.pairs(block.subject)
            yield ""
        label = min(18, max((len(lane.title) for lane in block.lanes), default=0))
        room = (self.width - label - 2) // (COLUMN + 2)
        if self.width < NARROW or room < 2:
            for at, stage in enumerate(block.stages):
                yield _text(_stage(stage), STRONG)
                yield self.running(self.stage(block, at), 2)
                yield ""
            return
        for at, part in enumerate(block.parts(room)):
            if at:
                yield ""
            head = [("", False), *((_stage(stage), False) for stage in part.stages)]
            yield self.columns(head, ([_text(lane.title, SOFT), *self.lane(lane)] for lane in part.lanes), lines=True)

    def stage(self, block: d.JourneyMap, at: int) -> RenderableType:
        table = _grid(min(14, self.width // 3))
        for lane in block.lanes:
            said = self.lane(lane)[at]
            if said:
                table.add_row(_text(lane.title, SOFT), said)
        return table

    def lane(self, lane: d.Lane | d.Curve) -> list[Text]:
        if isinstance(lane, d.Lane):
            return [self.cell(cell) for cell in lane.cells]
        points = zip(*(one.points for one in lane.series), strict=True)
        return [Text("\n").join(_feeling(lane, point) for point in each if point.number or point.label) for each in points]

    def curve(self, block: d.Curve) -> Iterator[RenderableType]:
        """On its side: a row a stage, a point on the scale for each line."""
        low, high = (
            f"{short(value)} {label}".strip() for value, label in ((block.low, block.low_label), (block.high, block.high_label))
        )
        lead = f"{block.title} ({self.say('report.scale', low=low, high=high)})" if block.title else ""
        several = len(block.series) > 1
        stages = block.series[0].points if block.series else ()
        rows: list[list[RenderableType]] = []
        for at, stage in enumerate(stages):
            points = [one.points[at] for one in block.series]
            values = [point.number.value if point.number else None for point in points]
            said = [_text(" ".join(filter(None, (p.number.drawn if p.number else "", p.label))) or "·") for p in points]
            rows.append([_text(stage.title), _track(values, block.low, block.high, (), self.bar), *said])
        head = [("", False), ("", False)]
        head += [(f"{'●' if at == 0 else '○'} {one.title}" if several else "", False) for at, one in enumerate(block.series)]
        yield from self.titled(lead, self.columns(head, rows))

    def bars(self, block: d.Bars) -> Iterator[RenderableType]:
        placed, before = any(row.place for row in block.rows), any(row.before for row in block.rows)
        noted = any(row.note for row in block.rows)
        head = [("", True)] * placed + [("", False), ("", False), ("", True)]
        head += [(self.say("report.before"), True)] * before + [("", False)] * noted
        rows = []
        for row in block.rows:
            cells = [_text(row.place, SOFT)] * placed + [_text(row.title, STRONG if row.ahead else "")]
            drawn = _text(_bar(block, row, self.bar), ACCENT if row.ahead else "")
            if block.look == "radar":
                values = [number.value if number else None for number in (row.number, row.before)]
                drawn = _track(values, block.low, block.high, [each.value for each in block.thresholds], self.bar)
            cells += [drawn, _text(row.number.drawn if row.number else "")]
            cells += [_text(row.before.drawn if row.before else "", SOFT)] * before + [_text(row.note, SOFT)] * noted
            rows.append(cells)
        thresholds = [_text(each.title, SOFT) for each in block.thresholds]
        yield from self.titled(block.title, self.columns(head, rows), *thresholds)

    def ranking(self, block: d.Ranking) -> Iterator[RenderableType]:
        rows = [
            [
                _text(row.place, SOFT),
                _text(row.title, STRONG if row.ahead else ""),
                _text(row.number.drawn if row.number else ""),
                _text(row.note, SOFT),
            ]
            for row in block.rows
        ]
        yield from self.titled(block.title, self.columns([("", True), ("", False), (block.unit, True), ("", False)], rows))

    def dots(self, block: d.DotPlot) -> Iterator[RenderableType]:
        values = sorted({value for row in block.rows for value, _ in row.counts} | {value for value, _ in block.labels})
        named = dict(block.labels)
        head = [("", False), *((" ".join(filter(None, (short(value), named.get(value, "")))), False) for value in values)]
        head += [(self.say("report.mean"), True), ("", False)]
        rows = []
        for row in block.rows:
            counts = dict(row.counts)
            dots = [_text("●" * counts.get(value, 0), ACCENT) for value in values]
            rows.append([_text(row.title), *dots, _text(row.mean.drawn if row.mean else ""), _text(row.note, SOFT)])
        yield from self.titled(block.title, self.columns(head, rows))

    def matrix(self, block: d.MatrixPlot) -> Iterator[RenderableType]:
        if block.title:
            yield _text(block.title, STRONG)
        for axis in (block.x, block.y):
            ends = self.say("report.axis", low=axis.low, high=axis.high, steps=block.steps)
            yield self.running(_text(f"{axis.title}: {ends}", SOFT))
        if block.points:
            if 5 * (block.steps + 1) <= self.width:
                yield ""
                yield _plane(block)
                yield ""
            head = [("", False), ("", False), (block.x.title, True), (block.y.title, True), (self.say("report.corner"), False)]
            rows = []
            for point in block.points:
                title = Text.assemble(_text(point.title), _text(f"  ({point.note})" if point.note else "", SOFT))
                figures = [_text(short(value)) for value in (point.x, point.y)]
                rows.append([_text(point.letter, ACCENT), title, *figures, _text(point.place)])
            yield self.columns(head, rows)
        advice = [corner for corner in block.corners if corner.text]
        if advice:
            yield ""
        for corner in advice:
            yield self.running(Text.assemble(_text(corner.title, STRONG), "  ", _text(corner.text, SOFT)))
        if block.unplaced:
            yield _text(self.say("report.unplaced"), STRONG)
            yield self.entries(block.unplaced)

    def tree(self, block: d.Tree) -> Iterator[RenderableType]:
        if block.title:
            yield _text(block.title, STRONG)
        for node in block.nodes:
            yield self.running(self.node(node))

    def node(self, node: d.Node) -> Tree:
        title = _text(node.title)
        if node.note:
            title.append_text(_text(f"  ({node.note})", SOFT))
        for pair in node.fields:
            if pair.cell.entries:
                said = "; ".join(d.text_of(entry.words) for entry in pair.cell.entries)
                title.append_text(Text.assemble("\n", _text(f"{pair.title}: ", SOFT), _text(said)))
        made = Tree(title, guide_style=SOFT)
        for child in node.children:
            made.children.append(self.node(child))
        return made

    def piles(self, block: d.Piles) -> Iterator[RenderableType]:
        if block.title:
            yield _text(block.title, STRONG)
        if block.look == "lanes":
            yield self.columns(
                [("", False), ("", False)], ([self.lane_of(pile), self.inside(pile)] for pile in block.piles), True
            )
            return
        ring = block.look == "cycle" and len(block.piles) > 1
        for at, pile in enumerate(block.piles, 1):
            if at > 1:
                yield _text("  ↓", SOFT) if ring else ""
            lead = f"{at}  " if ring else ""
            yield Text.assemble(_text(f"{lead}{pile.title}", STRONG), _text(f"  ({pile.note})" if pile.note else "", SOFT))
            if pile.text:
                yield self.running(_text(pile.text, SOFT))
            yield self.inside(pile)
        if ring:
            yield _text(f"  ↓ 1  {block.piles[0].title}", SOFT)

    def lane_of(self, pile: d.Pile) -> Text:
        said = _text(pile.title, STRONG)
        for each in (pile.note, pile.text):
            if each:
                said.append_text(_text(f"\n{each}", SOFT))
        return said

    def inside(self, pile: d.Pile) -> RenderableType:
        return self.entries(pile.entries) if pile.entries else _text(self.say("report.nothing"), SOFT)

    # the log

    def decisions(self, block: d.DecisionsTable) -> Iterator[RenderableType]:
        named = labels(row.fields for row in block.rows)
        parts: dict[str, Callable[[d.Decision], Text]] = {
            "why": lambda row: _text(row.why),
            "by": lambda row: _text(row.by),
            "review": lambda row: self.cell(row.review),
        }
        shown = [name for name, part in parts.items() if any(part(row) for row in block.rows)]
        head = ["", self.say("report.decision.what"), *(self.say(f"report.decision.{name}") for name in shown), *named]
        rows = [
            [_text(row.number, SOFT), _text(row.title), *(parts[name](row) for name in shown), *self.fields(row.fields, named)]
            for row in block.rows
        ]
        yield self.columns([(title, False) for title in head], rows)

    def actions(self, block: d.ActionsTable) -> Iterator[RenderableType]:
        named = labels(row.fields for row in block.rows)
        head = ["", *(self.say(f"report.action.{name}") for name in ("what", "owner", "due")), *named]
        rows = []
        for row in block.rows:
            lacking = Text() if row.done else self.missing()
            title, due = _text(row.title), _text(row.due_drawn) if row.due_drawn else lacking
            if row.done:
                title.append_text(_text(f"  ✓ {self.say('report.action.done')}", SOFT))
            elif row.late:
                due = Text.assemble(due, _text(f"  {self.say('report.action.late')}", WARN))
            owner = _text(row.owner) if row.owner else lacking
            rows.append([_text(row.number, SOFT), title, owner, due, *self.fields(row.fields, named)])
        yield self.columns([(title, False) for title in head], rows)

    def fields(self, pairs: Sequence[d.Pair], named: Sequence[str]) -> list[Text]:
        by_title = {pair.title: pair.cell for pair in pairs}
        return [self.cell(by_title[name]) if name in by_title else Text() for name in named]

    def raw(self, block: d.RawAnswers) -> Iterator[RenderableType]:
        yield _text(f"{block.number}. {block.title}", STRONG)
        if block.question:
            yield self.running(_words(block.question, SOFT))
        for group in block.groups:
            if group.title:
                yield ""
                yield _text(group.title, ACCENT)
            for question in group.questions:
                if question.question:
                    yield self.running(_words(question.question, SOFT))
                yield self.entries(question.entries)


# -------------------------------------------------------------------------------------------------------------- pieces


def _text(text: str, style: str = "") -> Text:
    """What somebody wrote, as it is: no markup is looked for, and nothing in it can reach the terminal as a command."""
    return Text(clean(text), style, overflow="fold")


def _words(words: d.Words, style: str = "") -> Text:
    text = Text(style=style, overflow="fold")
    for run in words:
        styles = " ".join(name for name in ("bold", "italic") if getattr(run, name))
        text.append(clean(run.text), styles or None)
    return text


class _Folded:
    """Words folded between them, at most so many columns wide with the `indent` on their left; the `lead` stands before the
    first line, and the others below its words. A grid would draw the same at ten times the cost, and there are many."""

    def __init__(self, words: Text, width: int, indent: int = 0, lead: str = "") -> None:
        self.words, self.width, self.indent, self.lead = words, width, indent, lead

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        room = max(1, min(self.width, options.max_width) - self.indent - len(self.lead))
        soft, style = console.get_style(SOFT), console.get_style(self.words.style)
        for at, line in enumerate(self.lines(console, room)):
            if self.indent:
                yield Segment(" " * self.indent)
            if self.lead:
                yield Segment(self.lead, soft) if at == 0 else Segment(" " * len(self.lead))
            yield from Segment.apply_style(line.render(console, "\n"), style)

    def lines(self, console: Console, room: int) -> Iterable[Text]:
        if self.words.cell_len <= room and not set("\n\t") & set(self.words.plain):
            return [self.words]
        return self.words.wrap(console, room, overflow="fold")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        beside = self.indent + len(self.lead)
        of_words = Measurement.get(console, options, self.words)
        return Measurement(of_words.minimum + beside, of_words.maximum + beside).with_maximum(self.width)


def _grid(first: int) -> Table:
    """Two columns without lines, the first of a fixed width."""
    table = Table.grid(padding=(0, 0))
    table.add_column(width=first, overflow="fold")
    table.add_column(overflow="fold")
    return table


_SPARKS = "▁▂▃▅▇"


def _feeling(curve: d.Curve, point: d.Point) -> Text:
    if point.number is None:
        return _text(point.label)
    high = share(point.number.value, curve.low, curve.high)
    spark = _SPARKS[round(high * (len(_SPARKS) - 1))]
    return Text.assemble((spark, ACCENT), " ", _text(f"{point.number.drawn} {point.label}".strip()))


def _bar(block: d.Bars, row: d.Bar, width: int) -> str:
    return "" if row.number is None else "━" * round(share(row.number.value, block.low, block.high) * width)


_ROLES = {"rule": SOFT, "mark": "default", "now": ACCENT, "before": "default"}


def _track(values: Sequence[float | None], low: float, high: float, marks: Sequence[float], width: int) -> Text:
    parts = [(sign, _ROLES[role]) for sign, role in track(values, low, high, marks, width)]
    return Text.assemble(*parts, no_wrap=True)


def _stage(stage: d.Stage) -> str:
    title = ("★ " if stage.starred else "") + stage.title
    return "\n".join(filter(None, (stage.phase, title, stage.note)))


def _plane(block: d.MatrixPlot) -> Text:
    """The cross with its letters; where two stand in one place they stand side by side."""
    places: dict[tuple[int, int], str] = {}
    for point in block.points:
        place = (min(max(round(point.x), 1), block.steps), min(max(round(point.y), 1), block.steps))
        places[place] = places.get(place, "") + clean(point.letter, multiline=False)
    half = block.steps // 2
    text = Text()
    for y in range(block.steps, 0, -1):
        for x in range(1, block.steps + 1):
            letters = places.get((x, y), "")
            text.append((letters if len(letters) <= 4 else letters[:3] + "…").center(4), STRONG)
            if x == half:
                text.append("│", SOFT)
        text.append("\n")
        if y == half + 1:
            text.append("─" * (4 * half) + "┼" + "─" * (4 * (block.steps - half)) + "\n", SOFT)
    text.rstrip()
    return text
