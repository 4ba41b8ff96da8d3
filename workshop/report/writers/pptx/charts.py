"""Charts of PowerPoint's own, that can be edited: the feelings as a line, results as bars or a profile."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from workshop.report import document as d
from workshop.report.writers.office import when
from workshop.report.writers.pptx.text import ACCENT, INK, RULE, SOFT

NOTE = 26
"""So many signs of a note go beside a bar."""
CROWDED = 12
"""Over so many stages the names under a chart would stand on end."""
SIGNED, PLAIN = "+0.##;\u22120.##;0", "0.##"


def curve(deck: Any, slide: Any, block: d.Curve, x: float, y: float, width: float, tall: float) -> None:
    """The feelings over the stages. Straight between its points: PowerPoint's own smoothing leaves the scale. A stage
    without a value is a gap."""
    titles = [_short(point.title, len(block.series[0].points)) for point in block.series[0].points]
    series = [(one.title or block.title, [p.number.value if p.number else None for p in one.points]) for one in block.series]
    chart = _made(deck, slide, XL_CHART_TYPE.LINE_MARKERS, titles, series, x, y, width, tall, _said(block))
    axis = chart.value_axis
    room = 1 if block.high - block.low <= 12 else 0
    axis.minimum_scale, axis.maximum_scale = block.low - room, block.high + room
    axis.major_unit = max(1, round((block.high - block.low) / 10))
    signed = block.low < 0
    _axes(deck, chart, SIGNED if signed else PLAIN)
    for at, (made, one) in enumerate(zip(chart.plots[0].series, block.series, strict=True)):
        first = at == 0
        made.smooth = False
        line = made.format.line
        deck.paint(line.fill, ACCENT if first else SOFT)
        line.width = Pt(2.5 if first else 1.75)
        if not first:
            line.dash_style = MSO_LINE.SQUARE_DOT
        made.marker.style = XL_MARKER_STYLE.CIRCLE
        made.marker.size = 9 if first else 7
        deck.paint(made.marker.format.fill, ACCENT if first else "ffffff")
        deck.paint(made.marker.format.line.fill, ACCENT if first else SOFT)
        for index, point in enumerate(one.points):
            if point.number is None:
                continue
            own, other = point.number.value, _other(block, at, index)
            if other == own and not first:
                continue  # one figure for both
            under = own < other if other is not None else own < 0
            position = XL_LABEL_POSITION.BELOW if under else XL_LABEL_POSITION.ABOVE
            label = point.label if first and len(titles) <= 6 and len(point.label) <= 24 else ""
            _label(deck, made.points[index], " ".join(filter(None, (point.number.drawn, label))), position, 12, first)
    _legend(deck, chart, len(block.series) > 1)


def _short(title: str, count: int) -> str:
    """A name under a chart, in the room that so many leave; where they are many, its number alone (where it has one)."""
    if count > CROWDED:
        lead = title.split(".")[0]
        if lead.isdecimal():
            return lead + ("\u2605" if "\u2605" in title else "")
    most = max(10, 260 // max(count, 1))
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _other(block: d.Curve, at: int, index: int) -> float | None:
    """What another line has at the same stage."""
    numbers = (one.points[index].number for other, one in enumerate(block.series) if other != at)
    return next((number.value for number in numbers if number is not None), None)


def _said(block: d.Curve) -> str:
    from workshop.report.figures import described

    return described(block)


def bars(deck: Any, slide: Any, block: d.Bars, x: float, y: float, width: float, tall: float) -> None:
    """Lengths, the first row on top; the time before as a second, paler bar."""
    rows = block.rows
    before = any(row.before is not None for row in rows)
    say = deck.say
    series = [(say("report.now") if before else block.title or " ", [row.number.value if row.number else None for row in rows])]
    if before:
        series.append((say("report.before"), [row.before.value if row.before else None for row in rows]))
    titles = [" ".join(filter(None, (f"{row.place}." if row.place else "", row.title, _beside(row.note)))) for row in rows]
    said = ", ".join(f"{row.title} {row.number.drawn}" for row in rows if row.number)
    chart = _made(deck, slide, XL_CHART_TYPE.BAR_CLUSTERED, titles, series, x, y, width, tall, said)
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = 55
    chart.plots[0].overlap = -5 if before else 0
    axis = chart.value_axis
    reach = block.high - block.low
    axis.minimum_scale = block.low - reach * 0.2 if block.low < 0 else 0  # room for the words after the longest
    axis.maximum_scale = block.high + reach * 0.3
    axis.visible = False
    axis.has_major_gridlines = False
    _category_axis(deck, chart)
    ahead = any(row.ahead for row in rows)
    for at, made in enumerate(chart.plots[0].series):
        deck.paint(made.format.fill, ACCENT if at == 0 else "aab4c3")
        made.invert_if_negative = False
        for index, row in enumerate(rows):
            number = row.number if at == 0 else row.before
            if number is None:
                continue
            _label(deck, made.points[index], number.drawn, XL_LABEL_POSITION.OUTSIDE_END, 11, at == 0 and row.ahead)
            if at == 0 and ahead and not row.ahead:
                deck.paint(made.points[index].format.fill, "7f8894")
    _legend(deck, chart, before)


def _beside(note: str) -> str:
    return f"({note})" if note and len(note) <= NOTE else ""


def _named(row: d.Bar) -> str:
    """A row with its values: at the end of an axis there is room for no mark beside the point."""
    now = row.number.drawn if row.number else "–"
    return f"{row.title}: {now}" + (f" (○ {row.before.drawn})" if row.before else "")


def radar(deck: Any, slide: Any, block: d.Bars, x: float, y: float, width: float, tall: float) -> None:
    """A profile: an axis for each row, its value with its name, the time before as a broken line."""
    rows = block.rows
    before = any(row.before is not None for row in rows)
    series = [(deck.say("report.now") if before else block.title or " ", [r.number.value if r.number else None for r in rows])]
    if before:
        series.append((deck.say("report.before"), [row.before.value if row.before else None for row in rows]))
    titles = [_named(row) for row in rows]
    chart = _made(deck, slide, XL_CHART_TYPE.RADAR_MARKERS, titles, series, x, y, width, tall, ", ".join(titles))
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = block.low, block.high
    axis.major_unit = (block.high - block.low) / 5
    axis.has_major_gridlines = True
    deck.paint(axis.major_gridlines.format.line.fill, RULE)
    axis.tick_labels.font.size = Pt(9)
    deck.paint_font(axis.tick_labels.font, SOFT)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = PLAIN, False
    axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size = Pt(11)
    for at, made in enumerate(chart.plots[0].series):
        deck.paint(made.format.line.fill, ACCENT if at == 0 else SOFT)
        made.format.line.width = Pt(2.5 if at == 0 else 1.75)
        if at:
            made.format.line.dash_style = MSO_LINE.SQUARE_DOT
        made.marker.style = XL_MARKER_STYLE.CIRCLE
        made.marker.size = 8 if at == 0 else 6
        deck.paint(made.marker.format.fill, ACCENT if at == 0 else "ffffff")
        deck.paint(made.marker.format.line.fill, ACCENT if at == 0 else SOFT)
    _legend(deck, chart, before)


# -------------------------------------------------------------------------------------------------------------- pieces


def _made(
    deck: Any,
    slide: Any,
    kind: Any,
    titles: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    x: float,
    y: float,
    width: float,
    tall: float,
    said: str,
) -> Any:
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    # What a person wrote is put in afterwards: the library would make a formula of a title that begins like one.
    data.categories = [f"c{at}" for at in range(len(titles))]
    for at, (_, values) in enumerate(series):
        data.add_series(f"s{at}", values)  # type: ignore[no-untyped-call]
    frame = slide.shapes.add_chart(kind, Pt(x), Pt(y), Pt(width), Pt(tall), data)
    chart = frame.chart
    space = chart._chartSpace
    names = dict(zip([f"c{at}" for at in range(len(titles))], titles, strict=True))
    names |= {f"s{at}": title for at, (title, _) in enumerate(series)}
    for each in space.iter(qn("c:v")):
        if each.text in names:
            each.text = " ".join(names[each.text].split())
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(deck, titles, series))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
    chart.font.size = Pt(12)
    deck.paint_font(chart.font, INK)
    chart.has_title = False
    space.chart.get_or_add_autoTitleDeleted().set("val", "1")
    return chart


def _workbook(deck: Any, titles: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> bytes:
    """The figures behind a chart, as Excel opens them: laid out as the library does it, all text as text."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": when(deck.document)})
        sheet = book.add_worksheet("Sheet1")
        for at, title in enumerate(titles, 1):
            sheet.write_string(at, 0, title[:32_000])
        for column, (name, values) in enumerate(series, 1):
            sheet.write_string(0, column, name[:32_000])
            for at, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(at, column, value)
    return out.getvalue()


def _axes(deck: Any, chart: Any, form: str) -> None:
    axis = chart.value_axis
    axis.has_major_gridlines = True
    deck.paint(axis.major_gridlines.format.line.fill, RULE)
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = form, False
    axis.tick_labels.font.size = Pt(10)
    deck.paint_font(axis.tick_labels.font, SOFT)
    _category_axis(deck, chart)


def _category_axis(deck: Any, chart: Any) -> None:
    axis = chart.category_axis
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.has_major_gridlines = False
    deck.paint(axis.format.line.fill, RULE)
    axis.tick_labels.font.size = Pt(11 if len(list(chart.plots[0].categories)) <= 8 else 9)
    deck.paint_font(axis.tick_labels.font, INK)


def _label(deck: Any, point: Any, text: str, position: Any, size: float, bold: bool) -> None:
    label = point.data_label
    frame = label.text_frame
    frame.text = text.replace(" ", "\u00a0")  # or it is broken where there is room enough
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(size), bold
        deck.paint_font(run.font, INK)
        run._r.get_or_add_rPr().set("lang", deck.locale)
    label.position = position


def _legend(deck: Any, chart: Any, wanted: bool) -> None:
    chart.has_legend = wanted
    if wanted:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(11)
