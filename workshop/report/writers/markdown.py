"""The report as Markdown: CommonMark with GitHub's tables, to read as it stands, to paste into a wiki, to compare."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from workshop.language import t
from workshop.report import document as d
from workshop.report.writers import escape, mermaid
from workshop.report.writers.common import labels, short

STAGES_ACROSS = 6
"""So many columns of a map can still be read in a Markdown table."""

BAR = 20
"""Signs of the longest bar."""

Say = Callable[..., str]


def write(document: d.Document) -> str:
    """The whole report; the same document gives the same text."""
    return _front(document) + "\n\n".join(part for part in _Page(document).document() if part) + "\n"


def body(document: d.Document) -> str:
    """The chapters alone."""
    page = _Page(document)
    return "\n\n".join(part for chapter in document.chapters for part in page.chapter(chapter, 2) if part) + "\n"


def _front(document: d.Document) -> str:
    """What the report is, for programs that read it (YAML between lines of hyphens): strings as JSON writes them, which YAML
    reads alike."""
    cover = document.cover
    facts: dict[str, object] = {
        "title": cover.title,
        "workshop": cover.workshop,
        "client": cover.client,
        "date": cover.day.isoformat() if cover.day else "",
        "place": cover.place,
        "facilitator": cover.facilitator,
        "participants": [person.name for person in cover.participants],
        "edition": document.edition,
        "draft": cover.draft,
        "version": cover.version,
        "lang": document.lang,
        "uuid": document.uuid,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value or value is False]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def remarks(document: d.Document) -> tuple[d.Remark, ...]:
    """Maps that had to be divided."""
    return tuple(
        d.Remark(
            kind="split",
            text=t("report.remark.split", document.lang, title=block.title, n=len(block.parts(STAGES_ACROSS))),
            anchor=block.anchor,
        )
        for block in document.blocks()
        if isinstance(block, d.JourneyMap) and len(block.stages) > STAGES_ACROSS
    )


class _Page:
    """One document on its way to text: its words, and which anchors are ever led to."""

    def __init__(self, document: d.Document) -> None:
        self.source = document
        self.say: Say = partial(t, lang=document.lang)
        self.wanted = set(_links(document))
        self.drawers: dict[type, Callable[..., Iterable[str]]] = {
            d.Heading: self.heading_block,
            d.Paragraph: self.paragraph,
            d.Bullets: self.bullets,
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
        self.depth = 1

    # the frame

    def document(self) -> Iterator[str]:
        cover = self.source.cover
        if cover.draft:
            yield f"**{self.say('report.draft')}**" + (f" · {self.version}" if cover.version else "")
        yield self.heading(1, cover.title)
        if cover.edition:
            yield f"**{escape.inline(cover.edition)}**"
        yield "\n".join(f"- **{title}:** {escape.lines(text, '  ')}" for title, text in self.facts() if text)
        yield escape.words(cover.purpose, "lines")
        for chapter in self.source.chapters:
            yield from self.chapter(chapter, 2)

    @property
    def version(self) -> str:
        return self.say("report.cover.version", version=self.source.cover.version)

    def facts(self) -> Iterator[tuple[str, str]]:
        cover, say = self.source.cover, self.say
        yield say("report.cover.client"), cover.client
        yield say("report.cover.workshop"), cover.workshop if cover.workshop != cover.title else ""
        yield say("report.cover.day"), cover.day_drawn
        yield say("report.cover.place"), cover.place
        yield say("report.cover.facilitator"), cover.facilitator
        people = [person.name + (f" ({', '.join(person.roles)})" if person.roles else "") for person in cover.participants]
        yield say("report.cover.participants"), ", ".join(people)

    def chapter(self, chapter: d.Chapter, level: int) -> Iterator[str]:
        yield self.target(chapter.anchor) + self.heading(level, chapter.title)
        self.depth = level
        for block in chapter.blocks:
            yield from self.block(block)
        for inner in chapter.chapters:
            yield from self.chapter(inner, level + 1)

    def block(self, block: d.AnyBlock) -> Iterator[str]:
        if block.anchor in self.wanted:
            yield self.target(block.anchor).rstrip("\n")
        yield from self.drawers[type(block)](block)

    def heading(self, level: int, text: str) -> str:
        return f"{'#' * min(level, 6)} {escape.heading(text)}"

    def target(self, anchor: str) -> str:
        return f'<a id="{anchor}"></a>\n\n' if anchor in self.wanted else ""

    # words

    def heading_block(self, block: d.Heading) -> Iterator[str]:
        yield self.heading(self.depth + block.level, d.text_of(block.words))

    def paragraph(self, block: d.Paragraph) -> Iterator[str]:
        yield escape.words(block.words, "lines")

    def bullets(self, block: d.Bullets) -> Iterator[str]:
        yield self.entries(block.entries, ordered=block.ordered)

    def entries(self, entries: Sequence[d.Entry], indent: str = "", ordered: bool = False) -> str:
        found = []
        for at, entry in enumerate(entries, 1):
            sign = f"{at}. " if ordered else "- "
            inner = indent + "  " * entry.level
            found.append(f"{inner}{sign}{self.entry(entry, inner + ' ' * len(sign))}")
        return "\n".join(found)

    def entry(self, entry: d.Entry, indent: str) -> str:
        text, tail = d.text_of(entry.words), self.tail(entry)
        if _is_set_out(text):
            block = escape.fence(text.strip("\n"), indent=indent)
            # Never an empty first line: what follows it could be taken for the underline of a heading.
            return f"{tail.strip()}\n{block}" if tail else block.removeprefix(indent)
        return escape.words(entry.words, "lines", indent) + tail

    def tail(self, entry: d.Entry) -> str:
        added = ", ".join(escape.cell(part) for part in (entry.by, entry.note) if part)
        return f" ({added})" if added else ""

    def quote(self, block: d.Quote) -> Iterator[str]:
        yield f"> {escape.words(block.words, 'lines', '> ')}" + (f"\n>\n> {escape.lines(block.by, '> ')}" if block.by else "")

    def notice(self, block: d.Notice) -> Iterator[str]:
        lead = f"**{self.say('report.warning')}** " if block.kind == "warning" else ""
        yield lead + escape.words(block.words, "inline" if lead else "lines")

    def conclusion(self, block: d.Conclusion) -> Iterator[str]:
        if block.words:
            yield f"**{escape.words(block.words)}**"
        if block.figures:
            yield "\n".join(f"- {escape.lines(each.title, '  ')}: **{_figure(each)}**" for each in block.figures)
        for text in block.text:
            yield escape.words(text, "lines")
        if block.next:
            yield f"→ {self.say('report.next')}: {escape.inline(block.next)}"

    # tables

    def grid(self, head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool] = ()) -> str:
        """Cells that are Markdown already."""
        aligned = ["---:" if at < len(right) and right[at] else "---" for at in range(len(head))]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, aligned, *rows))

    def cell(self, cell: d.Cell) -> str:
        if cell.missing:
            return f"**{self.say('report.missing')}**"
        entries = [escape.words(entry.words, "cell") + self.tail(entry) for entry in cell.drawn]
        text = "<br>".join(f"• {each}" for each in entries) if len(entries) > 1 else "".join(entries)
        return text + (f" [→ {escape.inline(cell.reference)}](#{cell.link})" if cell.short and cell.link else "")

    def pairs(self, pairs: Sequence[d.Pair]) -> str:
        return "\n".join(f"- **{escape.heading(pair.title)}:**{self.under(pair.cell)}" for pair in pairs)

    def under(self, cell: d.Cell) -> str:
        """What follows a label in a list: in the same line, or as a list of its own."""
        if cell.missing:
            return f" **{self.say('report.missing')}**"
        if len(cell.entries) > 1:
            return "\n" + self.entries(cell.entries, "  ")
        if len(cell.entries) == 1 and _is_set_out(cell.text):
            return "\n" + escape.fence(cell.text.strip("\n"), indent="  ") + self.tail(cell.entries[0])
        return "".join(f" {self.entry(entry, '  ')}" for entry in cell.entries)

    def table(self, block: d.Table) -> Iterator[str]:
        if block.caption:
            yield f"**{escape.heading(block.caption)}**"
        rows: list[list[str]] = []
        for group in block.groups:
            if group.title:
                rows.append([f"**{escape.cell(group.title)}**"] + [""] * (len(block.columns) - 1))
            for row in group.rows:
                cells = [self.cell(cell) for cell in row.cells]
                rows.append([f"**{cell}**" if cell else "" for cell in cells] if row.strong else cells)
        head = [escape.cell(column.title) for column in block.columns]
        yield self.grid(head, rows, [column.align == "right" for column in block.columns])

    # pictures, as tables

    def journey(self, block: d.JourneyMap) -> Iterator[str]:
        if block.subject:
            yield self.pairs(block.subject)
        for part in block.parts(STAGES_ACROSS):
            head = [""] + [_stage(stage) for stage in part.stages]
            rows = [[f"**{escape.cell(lane.title)}**", *self.lane(lane)] for lane in part.lanes]
            yield self.grid(head, rows)
        drawn = mermaid.journey(block)
        if drawn:
            yield escape.fence(drawn, "mermaid")

    def lane(self, lane: d.Lane | d.Curve) -> list[str]:
        if isinstance(lane, d.Lane):
            return [self.cell(cell) for cell in lane.cells]
        titles = [one.title for one in lane.series]
        return ["<br>".join(_feelings(lane, titles, points)) for points in zip(*(s.points for s in lane.series), strict=True)]

    def curve(self, block: d.Curve) -> Iterator[str]:
        if block.title:
            yield f"**{escape.heading(block.title)}** ({self.scale(block)})"
        points = block.series[0].points if block.series else ()
        head = ["", *(escape.cell(point.title) for point in points)]
        rows = [[escape.cell(one.title), *(_feeling(block, point) for point in one.points)] for one in block.series]
        yield self.grid(head, rows)

    def scale(self, block: d.Curve) -> str:
        low, high = _end(block.low, block.low_label), _end(block.high, block.high_label)
        return self.say("report.scale", low=low, high=high)

    def bars(self, block: d.Bars) -> Iterator[str]:
        if block.title:
            yield f"**{escape.heading(block.title)}**"
        placed, before = any(row.place for row in block.rows), any(row.before for row in block.rows)
        noted = any(row.note for row in block.rows)
        head = [""] * placed + ["", "", ""] + [self.say("report.before")] * before + [""] * noted
        rows = []
        for row in block.rows:
            title = escape.cell(row.title)
            cells = [escape.cell(row.place)] * placed + [f"**{title}**" if row.ahead and title else title, _bar(block, row)]
            cells += [escape.cell(row.number.drawn) if row.number else ""]
            cells += [escape.cell(row.before.drawn) if row.before else ""] * before + [escape.cell(row.note)] * noted
            rows.append(cells)
        yield self.grid(head, rows, [placed, *[False] * (1 + placed), True, before])
        if block.thresholds:
            yield "\n".join(f"- {escape.lines(each.title, '  ')}" for each in block.thresholds)

    def ranking(self, block: d.Ranking) -> Iterator[str]:
        if block.title:
            yield f"**{escape.heading(block.title)}**"
        rows = []
        for row in block.rows:
            number = escape.cell(row.number.drawn) if row.number else ""
            rows.append([escape.cell(row.place), escape.cell(row.title), number, escape.cell(row.note)])
        yield self.grid(["", "", escape.cell(block.unit), ""], rows, [True, False, True])

    def dots(self, block: d.DotPlot) -> Iterator[str]:
        if block.title:
            yield f"**{escape.heading(block.title)}**"
        values = sorted({value for row in block.rows for value, _ in row.counts} | {value for value, _ in block.labels})
        named = dict(block.labels)
        head = ["", *(escape.cell(" ".join(filter(None, (short(value), named.get(value, ""))))) for value in values)]
        rows = []
        for row in block.rows:
            counts = dict(row.counts)
            dots = ["●" * counts.get(value, 0) for value in values]
            mean = escape.cell(row.mean.drawn) if row.mean else ""
            rows.append([escape.cell(row.title), *dots, mean, escape.cell(row.note)])
        yield self.grid([*head, self.say("report.mean"), ""], rows, [False, *[False] * len(values), True])

    def matrix(self, block: d.MatrixPlot) -> Iterator[str]:
        head = ["", "", escape.cell(block.x.title), escape.cell(block.y.title), self.say("report.corner")]
        rows = [
            [escape.cell(p.letter), escape.cell(p.title), short(p.x), short(p.y), escape.cell(p.place)] for p in block.points
        ]
        for axis in (block.x, block.y):
            low, high = escape.heading(axis.low), escape.heading(axis.high)
            yield f"**{escape.heading(axis.title)}:** {self.say('report.axis', low=low, high=high, steps=block.steps)}"
        if rows:
            yield self.grid(head, rows, [False, False, True, True])
        advice = [corner for corner in block.corners if corner.text]
        if advice:
            yield "\n".join(f"- **{escape.heading(each.title)}:** {escape.inline(each.text)}" for each in advice)
        if block.unplaced:
            yield f"**{self.say('report.unplaced')}**"
            yield self.entries(block.unplaced)

    def tree(self, block: d.Tree) -> Iterator[str]:
        yield "\n".join(line for node in block.nodes for line in self.node(node, ""))
        yield escape.fence(mermaid.mindmap(block), "mermaid")

    def node(self, node: d.Node, indent: str) -> Iterator[str]:
        title = escape.lines(node.title, indent + "  ")
        yield f"{indent}- {title}" + (f" ({escape.cell(node.note)})" if node.note else "")
        for pair in node.fields:
            if pair.cell.entries:
                said = "; ".join(escape.cell(d.text_of(entry.words)) for entry in pair.cell.entries)
                yield f"{indent}  - *{escape.heading(pair.title)}:* {said}"
        for child in node.children:
            yield from self.node(child, indent + "  ")

    def piles(self, block: d.Piles) -> Iterator[str]:
        if block.title:
            yield self.heading(self.depth + 1, block.title)
        for at, pile in enumerate(block.piles, 1):
            note = f" ({escape.inline(pile.note)})" if pile.note else ""
            # In a ring each leads to the next, and the last to the first.
            note += f" → {at % len(block.piles) + 1}" if block.look == "cycle" else ""
            lead = f"{at} " if block.look == "cycle" else ""
            yield f"**{lead}{escape.heading(pile.title)}**{note}" + (f"\\\n{escape.lines(pile.text)}" if pile.text else "")
            yield self.entries(pile.entries) if pile.entries else self.say("report.nothing")

    # the log

    def decisions(self, block: d.DecisionsTable) -> Iterator[str]:
        say = self.say
        named = labels(row.fields for row in block.rows)
        shown = {
            "why": any(row.why for row in block.rows),
            "by": any(row.by for row in block.rows),
            "review": any(row.review.entries for row in block.rows),
        }
        head = ["", say("report.decision.what"), *(say(f"report.decision.{key}") for key in shown if shown[key])]
        rows = []
        for row in block.rows:
            parts = {"why": escape.cell(row.why), "by": escape.cell(row.by), "review": self.cell(row.review)}
            cells = [escape.cell(row.number), escape.cell(row.title), *(parts[key] for key in shown if shown[key])]
            rows.append(cells + self.fields(row.fields, named))
        yield self.grid(head + [escape.cell(name) for name in named], rows)

    def actions(self, block: d.ActionsTable) -> Iterator[str]:
        say = self.say
        named = labels(row.fields for row in block.rows)
        head = ["", say("report.action.what"), say("report.action.owner"), say("report.action.due")]
        rows = []
        for row in block.rows:
            missing = "" if row.done else f"**{say('report.missing')}**"
            state = f" ({say('report.action.done')})" if row.done else f" (**{say('report.action.late')}**)" if row.late else ""
            cells = [escape.cell(row.number), escape.cell(row.title) + (state if row.done else "")]
            cells += [escape.cell(row.owner) or missing, (escape.cell(row.due_drawn) or missing) + ("" if row.done else state)]
            rows.append(cells + self.fields(row.fields, named))
        yield self.grid(head + [escape.cell(name) for name in named], rows)

    def fields(self, pairs: Sequence[d.Pair], named: Sequence[str]) -> list[str]:
        by_title = {pair.title: pair.cell for pair in pairs}
        return [self.cell(by_title[name]) if name in by_title else "" for name in named]

    def raw(self, block: d.RawAnswers) -> Iterator[str]:
        yield self.heading(self.depth + 1, f"{block.number}. {block.title}")
        if block.question:
            yield escape.words(block.question, "lines")
        for group in block.groups:
            if group.title:
                yield self.target(group.anchor) + self.heading(self.depth + 2, group.title)
            for question in group.questions:
                if question.question:
                    yield f"**{escape.heading(d.text_of(question.question))}**"
                yield self.entries(question.entries)


_SPARKS = "▁▂▃▅▇"
_SET_OUT = re.compile(r"^(?: {2,}|\t|```|~~~)", re.MULTILINE)


def _is_set_out(text: str) -> bool:
    """Lines whose spaces mean something, or a block of code: kept to the sign."""
    return "\n" in text.strip("\n") and _SET_OUT.search(text) is not None


def _stage(stage: d.Stage) -> str:
    title = escape.cell(stage.title)
    note = f"<br>{escape.cell(stage.note)}" if stage.note else ""
    phase = f"{escape.cell(stage.phase)}<br>" if stage.phase else ""
    return phase + ("★ " if stage.starred else "") + title + note


def _feeling(curve: d.Curve, point: d.Point) -> str:
    if point.number is None:
        return escape.cell(point.label)
    reach = (curve.high - curve.low) or 1
    share = min(max((point.number.value - curve.low) / reach, 0), 1)
    spark = _SPARKS[round(share * (len(_SPARKS) - 1))]
    return f"{spark} {escape.cell(point.number.drawn)}" + (f"<br>{escape.cell(point.label)}" if point.label else "")


def _feelings(curve: d.Curve, titles: Sequence[str], points: Sequence[d.Point]) -> Iterator[str]:
    """What each series has at one stage; from the second on by its title."""
    for at, (title, point) in enumerate(zip(titles, points, strict=True)):
        drawn = _feeling(curve, point)
        if drawn:
            yield f"{escape.cell(title)}: {drawn}" if at and title else drawn


def _end(value: float, label: str) -> str:
    return f"{short(value)} {escape.inline(label)}".strip()


def _bar(block: d.Bars, row: d.Bar) -> str:
    if row.number is None or block.high <= block.low:
        return ""
    share = min(max((row.number.value - block.low) / (block.high - block.low), 0), 1)
    return "━" * round(share * BAR)


def _figure(figure: d.Figure) -> str:
    return escape.inline((figure.number.drawn if figure.number else figure.drawn) or "…")


def _links(document: d.Document) -> Iterator[str]:
    """The anchors that this format leads to."""

    def cells(block: d.AnyBlock) -> Iterator[d.Cell]:
        if isinstance(block, d.Table):
            yield from (cell for row in block.rows for cell in row.cells)
        elif isinstance(block, d.JourneyMap):
            yield from (cell for lane in block.lanes if isinstance(lane, d.Lane) for cell in lane.cells)

    for block in document.blocks():
        for cell in cells(block):
            if cell.short and cell.link:
                yield cell.link
