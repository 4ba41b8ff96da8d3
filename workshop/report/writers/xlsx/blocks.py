"""What each block of the report is on a sheet: votes and scales with charts of their own, all else one under the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from workshop.report import document as d
from workshop.report.writers.xlsx.sheet import Gap, Sheet, said, value_of

WIDTHS = (42, 46, 18, 18, 26, 18, 18, 18, 18, 18, 18, 18)
ELSEWHERE = (d.JourneyMap, d.ActionsTable, d.DecisionsTable, d.RawAnswers)
"""What has a sheet of its own."""
OWN_CHAPTERS = frozenset({"summary", "parked", "disagreements", "notes"})


def value(cell: d.Cell, say: Callable[..., str]) -> Any:
    return value_of(cell, say("report.missing"))


def _told(document: d.Document, kinds: tuple[type, ...]) -> Iterator[tuple[str, list[Any]]]:
    for chapter in document.walk():
        found = [block for block in chapter.blocks if isinstance(block, kinds)]
        if found:
            yield chapter.title, found


def votes(book: Any) -> None:
    """What was counted, put in order or compared as lengths."""
    told = list(_told(book.document, (d.Bars, d.Ranking)))
    if not told:
        return
    sheet = Sheet(book, book.say("report.sheet.votes"), WIDTHS)
    for title, found in told:
        sheet.heading(title)
        flow(sheet, found)


def scales(book: Any) -> None:
    """How several voices answered on a scale; curves that stand outside a map."""
    told = list(_told(book.document, (d.DotPlot, d.Curve)))
    if not told:
        return
    sheet = Sheet(book, book.say("report.sheet.scales"), WIDTHS)
    for title, found in told:
        sheet.heading(title)
        flow(sheet, found)


def results(book: Any) -> None:
    """Every exercise in order with all that has no sheet of its own, and the appendix last."""
    counted = (d.Bars, d.Ranking, d.DotPlot, d.Curve)
    sheet: Sheet | None = None
    above: list[str] = []  # sections whose name is not yet written
    for chapter in book.document.walk():
        if chapter.kind in OWN_CHAPTERS:
            continue
        if chapter.kind == "section":
            above.append(chapter.title)
        found = [block for block in chapter.blocks if not isinstance(block, (*ELSEWHERE, *counted))]
        if not found:
            continue
        sheet = sheet or Sheet(book, book.say("report.sheet.results"), WIDTHS)
        for title in above:
            sheet.heading(title, 0)
        above.clear()
        if chapter.kind != "section":
            sheet.heading(chapter.title)
        flow(sheet, found)


def flow(sheet: Sheet, found: Iterable[d.AnyBlock]) -> None:
    for block in found:
        _DRAWERS[type(block)](sheet, block)


# ---------------------------------------------------------------------------------------------------------------- words


def _heading(sheet: Sheet, block: d.Heading) -> None:
    sheet.heading(d.text_of(block.words), 1 + block.level)


def _paragraph(sheet: Sheet, block: d.Paragraph) -> None:
    sheet.note(d.text_of(block.words), _across(sheet))


def _across(sheet: Sheet) -> int:
    return min(len(sheet.widths), 5)


def _bullets(sheet: Sheet, block: d.Bullets) -> None:
    _entries(sheet, block.entries, block.ordered)


def _entries(sheet: Sheet, entries: Sequence[d.Entry], ordered: bool = False) -> None:
    for at, entry in enumerate(entries, 1):
        text = ("  " * entry.level) + (f"{at}. " if ordered else "") + d.text_of(entry.words)
        beside = ", ".join(filter(None, (entry.by, entry.note)))
        sheet.line([text, beside] if beside else [text])


def _pairs(sheet: Sheet, block: d.KeyValues) -> None:
    for pair in block.pairs:
        sheet.line([pair.title, value(pair.cell, sheet.book.say)], bold=(0,))


def _quote(sheet: Sheet, block: d.Quote) -> None:
    sheet.line([d.text_of(block.words), block.by] if block.by else [d.text_of(block.words)])


def _notice(sheet: Sheet, block: d.Notice) -> None:
    sheet.note(d.text_of(block.words), _across(sheet))


def _conclusion(sheet: Sheet, block: d.Conclusion) -> None:
    if block.words:
        sheet.line([d.text_of(block.words)], bold=(0,))
    for figure in block.figures:
        sheet.line([figure.title, _figure(figure)], bold=())
    for text in block.text:
        sheet.note(d.text_of(text), _across(sheet))
    if block.next:
        sheet.line([sheet.book.say("report.next"), block.next])


def _is_words(number: d.Number) -> bool:
    """Whether it is drawn as more than its figure: with a unit, with what was counted."""
    return not number.drawn.lstrip("+\u2212-").replace(",", "").replace(".", "").replace("\u00a0", "").isdecimal()


def _figure(figure: d.Figure) -> Any:
    """The number where its words are no more than that."""
    if figure.number is None:
        return figure.drawn
    return figure.number.drawn if _is_words(figure.number) else figure.number.value


# --------------------------------------------------------------------------------------------------------------- tables


def _table(sheet: Sheet, block: d.Table) -> None:
    say = sheet.book.say
    if block.caption:
        sheet.heading(block.caption, 2)
    titles = [f"{column.title} ({column.note})" if column.note else column.title for column in block.columns]
    if any(titles):
        sheet.line(titles, head=True)
    for group in block.groups:
        if group.title:
            sheet.line([group.title], bold=(0,))
        for row in group.rows:
            bold = range(len(row.cells)) if row.strong else (0,) if block.heads else ()
            sheet.line([value(cell, say) for cell in row.cells], bold=tuple(bold))
    sheet.row += 1


def _ranking(sheet: Sheet, block: d.Ranking) -> None:
    if block.title:
        sheet.note(block.title, _across(sheet))
    sheet.line(["", block.unit or "", "", ""], head=True)
    for row in block.rows:
        place = f"{row.place}. {row.title}" if row.place else row.title
        sheet.line([place, row.number.value if row.number else None, "", row.note], bold=(0,) if row.ahead else ())


def _dots(sheet: Sheet, block: d.DotPlot) -> None:
    say = sheet.book.say
    values = sorted({number for row in block.rows for number, _ in row.counts} | {number for number, _ in block.labels})
    named = dict(block.labels)
    head = [" ".join(filter(None, (_short(number), named.get(number, "")))) for number in values]
    if block.title:
        sheet.heading(block.title, 2)
    top = sheet.row
    sheet.line(["", say("report.mean"), "", *head], head=True)
    for row in block.rows:
        counts = dict(row.counts)
        mean = round(row.mean.value, 4) if row.mean else None
        sheet.line([row.title, mean, row.note, *(counts.get(number) for number in values)], bold=(0,))
    rows = range(top + 1, sheet.row)
    if rows and values:
        chart = sheet.book.file.add_chart({"type": "bar", "subtype": "stacked"})
        for at in range(len(values)):
            chart.add_series(
                {
                    "name": [sheet.title, top, 3 + at],
                    "categories": [sheet.title, rows[0], 0, rows[-1], 0],
                    "values": [sheet.title, rows[0], 3 + at, rows[-1], 3 + at],
                    "fill": {"color": _shade(at, len(values))},
                    "border": {"color": "#ffffff"},
                    "data_labels": {"value": True, "font": {"color": "#ffffff" if at > len(values) / 2 else "#16181c"}},
                    "gap": 60,
                }
            )
        _place(sheet, chart, len(rows), "")


def _curve(sheet: Sheet, block: d.Curve) -> None:
    points = block.series[0].points if block.series else ()
    top = sheet.row + 1 if block.title else sheet.row
    if block.title:
        sheet.line([block.title], bold=(0,))
    sheet.line(["", *(one.title for one in block.series)], head=True)
    for at, point in enumerate(points):
        values = [one.points[at].number for one in block.series]
        labels = [one.points[at].label for one in block.series]
        sheet.line([point.title, *(number.value if number else None for number in values), *filter(None, labels)], bold=(0,))
    if points and block.high > block.low:
        chart = sheet.book.file.add_chart({"type": "line"})
        for at in range(len(block.series)):
            colour = sheet.book.accent if at == 0 else "#5f646d"
            chart.add_series(
                {
                    "name": [sheet.title, top, 1 + at],
                    "categories": [sheet.title, top + 1, 0, sheet.row - 1, 0],
                    "values": [sheet.title, top + 1, 1 + at, sheet.row - 1, 1 + at],
                    "line": {"color": colour, "width": 2.5, "dash_type": "solid" if at == 0 else "dash"},
                    "marker": {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": colour}},
                    "data_labels": {"value": True, "position": "above"},
                }
            )
        chart.set_y_axis(
            {"min": block.low, "max": block.high, "major_gridlines": {"visible": True, "line": {"color": "#d9d6cc"}}}
        )
        chart.set_x_axis({"label_position": "low"})
        chart.show_blanks_as("gap")
        _place(sheet, chart, 8, "" if len(block.series) < 2 else "bottom")


def _bars(sheet: Sheet, block: d.Bars) -> None:
    say = sheet.book.say
    if block.title:
        sheet.note(block.title, _across(sheet))
    top = sheet.row
    before = any(row.before for row in block.rows)
    sheet.line(["", "", say("report.result.value"), say("report.before") if before else ""], head=True)
    for row in block.rows:
        place = f"{row.place}. {row.title}" if row.place else row.title
        between = " – ".join(_short(end) for end in row.span) if row.span else ""
        drawn = row.number.drawn if row.number and _is_words(row.number) else between
        beside = " · ".join(filter(None, (drawn, row.note)))
        figures = [number.value if number else None for number in (row.number, row.before)]
        sheet.line([place, beside, *figures], bold=(0,) if row.ahead else ())
    rows = range(top + 1, sheet.row)
    if any(row.number for row in block.rows):
        radar = block.look == "radar" and len(block.rows) > 2
        chart = sheet.book.file.add_chart({"type": "radar", "subtype": "with_markers"} if radar else {"type": "bar"})
        for column, colour in ((2, sheet.book.accent), (3, "#aab4c3")):
            if column == 3 and not before:
                continue
            series: dict[str, Any] = {
                "name": [sheet.title, top, column],
                "categories": [sheet.title, rows[0], 0, rows[-1], 0],
                "values": [sheet.title, rows[0], column, rows[-1], column],
                "data_labels": {"value": not radar},
            }
            if radar:
                series |= {"line": {"color": colour, "width": 2.25, "dash_type": "solid" if column == 2 else "dash"}}
            else:
                series |= {"fill": {"color": colour}, "gap": 60}
            chart.add_series(series)
        if radar:
            chart.set_y_axis(
                {"min": block.low, "max": block.high, "major_gridlines": {"visible": True, "line": {"color": "#d9d6cc"}}}
            )
        else:
            chart.set_y_axis({"reverse": True, "label_position": "low"})
            chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": min(block.low, 0)})
        _place(sheet, chart, 14 if radar else len(rows), "bottom" if before else "")
    for threshold in block.thresholds:
        sheet.note(threshold.title, _across(sheet))


def _place(sheet: Sheet, chart: Any, rows: int, legend: str) -> None:
    """A chart under its figures, with as many rows left free as it covers."""
    tall = min(90 + 34 * rows, 620)
    chart.set_legend({"position": legend} if legend else {"none": True} if legend == "" and not _stacked(chart) else {})
    chart.set_title({"none": True})
    chart.set_size({"width": 760, "height": tall})
    sheet.page.insert_chart(sheet.row + 1, 0, chart, {"object_position": 2})
    sheet.row += tall // 20 + 3


def _stacked(chart: Any) -> bool:
    return getattr(chart, "subtype", "") == "stacked"


def _shade(at: int, count: int) -> str:
    """From light to dark, so that the order is read without colours."""
    share = at / max(count - 1, 1)
    return "#" + "".join(
        f"{round(light + (dark - light) * share):02x}" for light, dark in ((0xDF, 0x0A), (0xE6, 0x3A), (0xF2, 0x7A))
    )


def _matrix(sheet: Sheet, block: d.MatrixPlot) -> None:
    say = sheet.book.say
    for axis in (block.x, block.y):
        sheet.note(f"{axis.title}: {say('report.axis', low=axis.low, high=axis.high, steps=block.steps)}", _across(sheet))
    sheet.line([block.title, say("report.corner"), block.x.title, block.y.title, ""], head=True)
    for point in block.points:
        sheet.line([f"{point.letter}  {point.title}", point.place, point.x, point.y, point.note])
    for corner in block.corners:
        if corner.text:
            sheet.line([corner.title, corner.text], bold=(0,))
    if block.unplaced:
        sheet.line([say("report.unplaced")], bold=(0,))
        _entries(sheet, block.unplaced)


def _tree(sheet: Sheet, block: d.Tree) -> None:
    for node in block.nodes:
        _node(sheet, node, 0)


def _node(sheet: Sheet, node: d.Node, level: int) -> None:
    beside = "\n".join(f"{pair.title}: {said(pair.cell.entries)}" for pair in node.fields if pair.cell.entries)
    cells = [("    " * level) + node.title, *filter(None, (beside, node.note))]
    sheet.line(cells, bold=(0,) if level == 0 else ())
    for child in node.children:
        _node(sheet, child, level + 1)


def _piles(sheet: Sheet, block: d.Piles) -> None:
    if block.title:
        sheet.heading(block.title, 2)
    for pile in block.piles:
        sheet.line([pile.title, pile.text, pile.note], bold=(0,))
        _entries(sheet, pile.entries)


def _nothing(sheet: Sheet, block: d.AnyBlock) -> None:
    """It has a sheet of its own."""


def _short(number: float) -> str:
    return f"{number:g}".replace("-", "\u2212")


_DRAWERS: dict[type, Callable[[Sheet, Any], None]] = {
    d.Heading: _heading,
    d.Paragraph: _paragraph,
    d.Bullets: _bullets,
    d.KeyValues: _pairs,
    d.Quote: _quote,
    d.Notice: _notice,
    d.Conclusion: _conclusion,
    d.Table: _table,
    d.Curve: _curve,
    d.JourneyMap: _nothing,
    d.Bars: _bars,
    d.Ranking: _ranking,
    d.DotPlot: _dots,
    d.MatrixPlot: _matrix,
    d.Tree: _tree,
    d.Piles: _piles,
    d.DecisionsTable: _nothing,
    d.ActionsTable: _nothing,
    d.RawAnswers: _nothing,
}

__all__ = ["Gap", "flow", "results", "scales", "value", "votes"]
