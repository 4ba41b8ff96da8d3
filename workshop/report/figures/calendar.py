"""Dated things: the months they fall in, their days marked, and beside each month what falls on them."""

from __future__ import annotations

import calendar as almanac
from datetime import date

from workshop import language
from workshop.report.document import Row, Table
from workshop.report.figures.svg import n, svg, text
from workshop.report.lettering import wrapped

CELL = 30.0
MONTH = 7 * CELL
SIZE = 12.5
LINE = SIZE * 1.28


def calendar(block: Table, lang: str, *, width: float = 860, alone: bool = False) -> str:
    """A month a band, those alone that something falls in; a day with something on it is a filled square with its figure, the
    list beside it says what. Rows without a day stand last."""
    at = next((number for number, column in enumerate(block.columns) if column.kind == "date"), None)
    if at is None:
        return ""
    dated: dict[tuple[int, int], list[tuple[date, Row]]] = {}
    loose: list[Row] = []
    for row in block.rows:
        value = row.cells[at].value
        if isinstance(value, date):
            dated.setdefault((value.year, value.month), []).append((value, row))
        else:
            loose.append(row)
    body: list[str] = []
    y = 1.0
    for (year, month), rows in sorted(dated.items()):
        rows.sort(key=lambda pair: pair[0])
        grid, tall = _month(year, month, {day.day for day, _ in rows}, y, lang)
        body += grid
        listed = y + 40.0
        for day, row in rows:
            lines, beside = _said(block, row, at, width - MONTH - 130)
            body.append(text(n(MONTH + 36), listed, [language.day(day, lang, day)], SIZE, "ink", weight=600))
            body.append(text(n(MONTH + 126), listed, lines, SIZE, "ink"))
            if beside:
                body.append(text(n(MONTH + 126), listed + len(lines) * LINE, beside, 11, "soft"))
            listed += (len(lines) + len(beside)) * LINE + 8
        y = max(y + tall, listed) + 18
    for row in loose:
        lines, beside = _said(block, row, at, width - 60)
        body.append(text("0", y + SIZE, ["–"], SIZE, "soft"))
        body.append(text("24", y + SIZE, lines, SIZE, "ink"))
        if beside:
            body.append(text("24", y + SIZE + len(lines) * LINE, beside, 11, "soft"))
        y += (len(lines) + len(beside)) * LINE + 8
    said = "; ".join(f"{language.day(day, lang, day)} {row.cells[0].text}" for rows in dated.values() for day, row in rows)
    return svg(body, said, box=(width, max(y, 1)), alone=alone, css="figure calendar")


def _said(block: Table, row: Row, at: int, width: float) -> tuple[list[str], list[str]]:
    """What falls on a day, and what else is said of it."""
    title = wrapped(" ".join(row.cells[0].text.split()) or "–", SIZE, width)
    others = [
        f"{column.title}: {' '.join(cell.text.split())}" if column.title else " ".join(cell.text.split())
        for number, (column, cell) in enumerate(zip(block.columns, row.cells, strict=False))
        if number not in (0, at) and cell.text.strip()
    ]
    rest = " · ".join(others)
    return title, wrapped(rest, 11, width) if rest else []


def _month(year: int, month: int, marked: set[int], top: float, lang: str) -> tuple[list[str], float]:
    """The grid of a month, weeks from Monday, and how high it is."""
    body = [text("0", top + 15, [language.month(date(year, month, 1), lang)], 14, "ink", weight=600)]
    for at, name in enumerate(language.weekdays(lang)):
        body.append(text(n(at * CELL + CELL / 2), top + 36, [name], 10, "faint", "middle"))
    y = top + 44
    for week in almanac.Calendar().monthdayscalendar(year, month):
        for at, day in enumerate(week):
            if not day:
                continue
            x = at * CELL
            if day in marked:
                box = f'x="{n(x + 2)}" y="{n(y + 1)}" width="{n(CELL - 4)}" height="{n(CELL - 6)}"'
                body.append(f'<rect {box} rx="3" class="root"/>')
            css, weight = ("onroot", 700) if day in marked else ("soft", 0)
            body.append(text(n(x + CELL / 2), y + 17, [str(day)], 12, css, "middle", weight))
        y += CELL - 3
    return body, y - top
