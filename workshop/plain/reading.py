"""The record read aloud: each block of the report as sentences, tables row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workshop import language
from workshop.language import t
from workshop.report import document as doc
from workshop.report.build import build
from workshop.session.book import Book


def record(book: Book, today: date) -> Iterator[str]:
    """Its lines, in order; all answers word for word are left out, for they were read already in their places."""
    yield from lines(build(book, today=today))


def lines(document: doc.Document) -> Iterator[str]:
    reading = Reading(document.lang)
    cover = document.cover
    said = [cover.title, cover.client if cover.client and cover.client not in cover.title else "", cover.day_drawn]
    yield ", ".join(part for part in said if part) + "."
    if cover.participants:
        yield t("plain.present", document.lang, who=", ".join(one.name for one in cover.participants))
    for chapter in document.chapters:
        if chapter.kind not in ("raw", "appendix"):
            yield from reading.chapter(chapter)


class Reading:
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def chapter(self, chapter: doc.Chapter) -> Iterator[str]:
        said = t("plain.chapter", self.lang, title=chapter.title)
        yield said if said.endswith("?") else f"{said}."
        for block in chapter.blocks:
            yield from self.block(block)
        for inner in chapter.chapters:
            yield from self.chapter(inner)

    def block(self, block: Any) -> Iterator[str]:
        """Any block of a document. One of a sort that is not known here is left out."""
        match block:
            case doc.Heading() | doc.Paragraph() | doc.Notice():
                yield from self.words(block.words)
            case doc.Quote():
                yield f"{doc.text_of(block.words)}{f' ({block.by})' if block.by else ''}"
            case doc.Bullets():
                yield from self.entries(block.entries, numbered=block.ordered)
            case doc.KeyValues():
                yield from self.pairs(block.pairs)
            case doc.Conclusion():
                yield from self.words(block.words)
                for words in block.text:
                    yield from self.words(words)
                for figure in block.figures:
                    drawn = figure.number.drawn if figure.number is not None else figure.drawn
                    if drawn:
                        yield f"{figure.title}: {drawn}"
            case doc.Table():
                yield from self.table(block)
            case doc.Curve():
                yield from self.curve(block)
            case doc.JourneyMap():
                yield from self.journey(block)
            case doc.Bars() | doc.Ranking() | doc.DotPlot():
                yield from self.figures(block)
            case doc.MatrixPlot():
                for point in block.points:
                    x, y = (language.number(value, self.lang, None) for value in (point.x, point.y))
                    place = f"{point.place}, " if point.place else ""
                    yield f"{point.title}: {place}{block.x.title} {x}, {block.y.title} {y}"
            case doc.Tree():
                yield from self.nodes(block.nodes)
            case doc.Piles():
                for pile in block.piles:
                    inside = ", ".join(self.entry(entry) for entry in pile.entries)
                    yield f"{pile.title}: {inside}" if inside else pile.title
            case doc.DecisionsTable():
                for decision in block.rows:
                    why = t("session.capture.why", self.lang, why=decision.why) if decision.why else ""
                    yield f"{decision.number}. {', '.join(part for part in (decision.title, why, decision.by) if part)}"
                    yield from self.pairs(decision.fields)
            case doc.ActionsTable():
                for row in block.rows:
                    done = t("plain.is_done", self.lang) if row.done else ""
                    said = [row.title, row.owner, row.due_drawn, done]
                    lacking = [] if row.done else [name for name in ("owner", "due") if not getattr(row, name)]
                    said += [t(f"plain.lacks.{name}", self.lang) for name in lacking]
                    yield f"{row.number}. {', '.join(part for part in said if part)}"
                    yield from self.pairs(row.fields)
            case _:
                return

    def words(self, words: doc.Words) -> Iterator[str]:
        yield from (line for line in doc.text_of(words).split("\n") if line.strip())

    def entry(self, entry: doc.Entry) -> str:
        more = [one for one in (entry.by, entry.note) if one]
        return doc.text_of(entry.words) + (f" ({', '.join(more)})" if more else "")

    def entries(self, entries: Iterable[doc.Entry], *, numbered: bool = False) -> Iterator[str]:
        for at, entry in enumerate(entries, start=1):
            yield f"{at}. {self.entry(entry)}" if numbered else self.entry(entry)

    def cell(self, cell: doc.Cell) -> str:
        return ", ".join(self.entry(entry) for entry in cell.entries)

    def pairs(self, pairs: Iterable[doc.Pair]) -> Iterator[str]:
        for pair in pairs:
            if words := self.cell(pair.cell):
                yield f"{pair.title}: {words}"

    def table(self, block: doc.Table) -> Iterator[str]:
        """A line a row: what heads it, then each column by its name."""
        for group in block.groups:
            if group.title:
                yield group.title
            for row in group.rows:
                cells = list(zip(block.columns, (self.cell(cell) for cell in row.cells), strict=False))
                head = cells[0][1] if block.heads and cells else ""
                rest = [f"{column.title}: {words}" if column.title else words
                        for column, words in cells[1 if head else 0 :] if words]  # fmt: skip
                yield f"{head}{'. ' if head and rest else ''}{'; '.join(rest)}"

    def curve(self, block: doc.Curve) -> Iterator[str]:
        for series in block.series:
            said = []
            for point in series.points:
                number = point.number.drawn if point.number is not None else t("plain.unanswered", self.lang)
                said.append(f"{point.title} {number}{f', {point.label}' if point.label else ''}")
            yield f"{block.title}{f', {series.title}' if series.title else ''}: {'; '.join(said)}"

    def journey(self, block: doc.JourneyMap) -> Iterator[str]:
        """Stage by stage, each question with its answer."""
        yield from self.pairs(block.subject)
        for at, stage in enumerate(block.stages):
            yield f"{at + 1}. {stage.title}{f' ({stage.note})' if stage.note else ''}"
            for lane in block.lanes:
                if isinstance(lane, doc.Curve):
                    found = [series.points[at] for series in lane.series if at < len(series.points)]
                    words = ", ".join(point.number.drawn + (f", {point.label}" if point.label else "")
                                      for point in found if point.number is not None)  # fmt: skip
                else:
                    words = self.cell(lane.cells[at]) if at < len(lane.cells) else ""
                if words:
                    yield f"{lane.title}: {words}"

    def figures(self, block: doc.Bars | doc.Ranking | doc.DotPlot) -> Iterator[str]:
        for row in block.rows:
            if isinstance(row, doc.DotRow):
                number, place = row.mean, ""
            else:
                number, place = row.number, f"{row.place}. " if row.place else ""
            said = [number.drawn if number is not None else "", row.note]
            words = ", ".join(part for part in said if part)
            yield f"{place}{row.title}{': ' if words else ''}{words}"

    def nodes(self, nodes: Iterable[doc.Node], above: str = "") -> Iterator[str]:
        for node in nodes:
            yield f"{above}{node.title}{f' ({node.note})' if node.note else ''}"
            yield from self.pairs(node.fields)
            yield from self.nodes(node.children, f"{above}{node.title}: ")
