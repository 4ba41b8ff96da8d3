"""The journey map on a sheet of its own: stages across, lanes down, the feelings as figures and as a chart under the map."""

from __future__ import annotations

from typing import Any

from workshop.report import document as d
from workshop.report.writers.xlsx.sheet import Sheet, drawn, said

LABEL, COLUMN = 22, 30
CHART = 300


def journey(book: Any, block: d.JourneyMap) -> None:
    say = book.say
    sheet = Sheet(book, say("report.sheet.map"), (LABEL, *[COLUMN] * len(block.stages)))
    sheet.heading(block.title, 0)
    for pair in block.subject:
        text = " · ".join(d.text_of(entry.words) for entry in pair.cell.entries)
        sheet.line([pair.title, text], bold=(0,))
        if len(block.stages) > 1:
            form = book.form(wrap=False)
            sheet.page.merge_range(sheet.row - 1, 1, sheet.row - 1, len(block.stages), "", form)
            sheet.page.write_string(sheet.row - 1, 1, text[:2000], form)
            sheet.page.set_row(sheet.row - 1, 18)
    sheet.row += 1
    top = sheet.row
    heads = []
    for at, stage in enumerate(block.stages, 1):
        name = f"{at}. {'★ ' if stage.starred else ''}{stage.title}"
        heads.append("\n".join(filter(None, (stage.phase, name, stage.note))))
    sheet.line(["", *heads], head=True)
    curves: list[tuple[d.Curve, list[int]]] = []
    for lane in block.lanes:
        if isinstance(lane, d.Curve):
            rows = []
            for one in lane.series:
                title = " · ".join(dict.fromkeys(filter(None, (lane.title, one.title))))
                rows.append(sheet.row)
                signed = {"signed": lane.low < 0, "centre": True, "bold": True}
                values = [point.number.value if point.number else None for point in one.points]
                sheet.line([title, *values], bold=(0,), forms=dict.fromkeys(range(1, len(values) + 1), signed))
                labels = [point.label for point in one.points]
                if any(labels):
                    sheet.line(["", *labels], forms={at: {"centre": True, "soft": True} for at in range(1, len(labels) + 1)})
            curves.append((lane, rows))
        else:
            sheet.line([lane.title, *(_words(cell, say) for cell in lane.cells)], bold=(0,))
    page = sheet.page
    page.freeze_panes(top + 1, 1)
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 1 if len(block.stages) <= 10 else 0)
    page.repeat_rows(top)
    page.repeat_columns(0)
    bottom = sheet.row + 1
    for lane, rows in curves:
        _chart(book, sheet, lane, rows, top, bottom, len(block.stages))
        bottom += CHART // 20 + 2


def _words(cell: d.Cell, say: Any) -> str:
    return say("report.missing") if cell.missing else said(cell.entries)


def _chart(book: Any, sheet: Sheet, lane: d.Curve, rows: list[int], head: int, at: int, count: int) -> None:
    if lane.high <= lane.low or not count:
        return
    chart = book.file.add_chart({"type": "line"})
    signed = lane.low < 0
    whole = all(float(point.number.value).is_integer() for one in lane.series for point in one.points if point.number)
    for order, row in enumerate(rows):
        colour = book.accent if order == 0 else "#5f646d"
        chart.add_series(
            {
                "name": [sheet.title, row, 0],
                "categories": [sheet.title, head, 1, head, count],
                "values": [sheet.title, row, 1, row, count],
                "line": {"color": colour, "width": 2.5 if order == 0 else 1.75, "dash_type": "solid" if order == 0 else "dash"},
                "marker": {
                    "type": "circle",
                    "size": 8,
                    "fill": {"color": colour if order == 0 else "#ffffff"},
                    "border": {"color": colour},
                },
                "data_labels": {
                    "value": True,
                    "position": "above" if order == 0 else "below",
                    "num_format": drawn(whole, signed),
                },
            }
        )
    room = 1 if lane.high - lane.low <= 12 else 0
    unit = max(1, round((lane.high - lane.low) / 10))
    grid = {"visible": True, "line": {"color": "#d9d6cc"}}
    chart.set_y_axis(
        {
            "min": lane.low - room,
            "max": lane.high + room,
            "major_unit": unit,
            "num_format": drawn(True, signed),
            "major_gridlines": grid,
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"label_position": "low", "line": {"color": "#8f8c83"}})
    chart.set_title({"name": [sheet.title, rows[0], 0]})
    chart.set_legend({"position": "bottom"} if len(rows) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 160 + 215 * count, "height": CHART})
    sheet.page.insert_chart(at, 0, chart, {"description": " ".join(lane.title.split())})
