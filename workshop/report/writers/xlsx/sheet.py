"""A sheet that is filled from the top down: texts, figures and days in their own types, rows as high as their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from workshop.report import document as d

LIMIT = 32_000
"""So many signs go in a cell: Excel holds 32,767."""
LINE = 15.0
"""The height of a row of words, in points."""
HIGHEST = 400.0
SERIAL_FROM, SERIAL_TO = date(1900, 3, 1), date(9999, 12, 31)
"""What Excel can count as a day without its error of February 1900."""


def drawn(whole: bool, signed: bool) -> str:
    """The format of a figure: at most two decimals, and none with its point alone; `signed` draws a plus too."""
    figure = "0" if whole else "0.0#"
    if signed:
        return f"+{figure};\u2212{figure};0"
    return "General" if whole else figure


class Sheet:
    """One sheet, and the row that is written next. Columns and rows count from 0."""

    def __init__(self, book: Any, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.page = book.file.add_worksheet(book.name(name))
        self.title = self.page.get_name()
        self.widths = list(widths)
        self.row = 0
        for at, width in enumerate(widths):
            self.page.set_column(at, at, width, book.form())
        self.page.hide_gridlines(2)
        self.page.set_paper(9)
        self.page.set_landscape()
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(book.foot)
        if book.head:
            self.page.set_header(book.head)

    def width(self, column: int, across: int = 1) -> float:
        given = self.widths[column : column + across]
        return sum(given) + (across - len(given)) * 8.43

    def heading(self, text: str, level: int = 1) -> None:
        if self.row:
            self.row += 1
        size = {0: 18, 1: 14, 2: 12}.get(level, 11)
        self.page.write_string(
            self.row, 0, _cell(" ".join(text.split())), self.book.form(bold=True, size=size, colour=level < 2)
        )
        self.page.set_row(self.row, size * 1.6)
        self.row += 1

    def note(self, text: str, across: int = 0) -> None:
        """A line of words over the columns."""
        across = across or len(self.widths)
        form = self.book.form(wrap=True, soft=True)
        if across > 1:
            self.page.merge_range(self.row, 0, self.row, across - 1, "", form)
        self.page.write_string(self.row, 0, _cell(text), form)
        self._height([(text, self.width(0, across))])
        self.row += 1

    def line(self, cells: Sequence[Any], *, head: bool = False, bold: Sequence[int] = (), forms: Any = None) -> None:
        """A row of values: text, a number with its words, a day, nothing; a missing one is a `Gap`."""
        tall = []
        for at, value in enumerate(cells):
            given = dict((forms or {}).get(at, {}))
            if head:
                given |= {"head": True}
            elif at in bold:
                given |= {"bold": True}
            self._put(at, value, given)
            tall.append((_words(value), self.width(at)))
        self._height(tall, bold=head)
        self.row += 1

    def _put(self, column: int, value: Any, given: dict[str, Any]) -> None:
        form = self.book.form
        page = self.page
        if value is None or value == "":
            page.write_blank(self.row, column, None, form(wrap=True, lined=True, **given))
        elif isinstance(value, Gap):
            page.write_string(self.row, column, value.text, form(wrap=True, lined=True, alert=True, **given))
        elif isinstance(value, bool):
            page.write_string(self.row, column, str(value), form(wrap=True, lined=True, **given))
        elif isinstance(value, (int, float)):
            page.write_number(self.row, column, value, form(lined=True, number=True, whole=float(value).is_integer(), **given))
        elif isinstance(value, date):
            if SERIAL_FROM <= value <= SERIAL_TO:
                page.write_datetime(
                    self.row, column, datetime(value.year, value.month, value.day), form(lined=True, day=True, **given)
                )
            else:
                page.write_string(self.row, column, value.isoformat(), form(lined=True, **given))
        else:
            page.write_string(self.row, column, _cell(str(value)), form(wrap=True, lined=True, **given))

    def _height(self, cells: Sequence[tuple[str, float]], bold: bool = False) -> None:
        """Given in the file: not every program works out how high the words are."""
        most = max((_lines(text, width * (0.92 if bold else 1)) for text, width in cells), default=1)
        self.page.set_row(self.row, min(max(most, 1) * LINE + 3, HIGHEST))


class Gap:
    """What is due here and nobody has said."""

    def __init__(self, text: str) -> None:
        self.text = text


def value_of(cell: d.Cell, gap: str) -> Any:
    """What a spreadsheet holds of a cell: its figure or day where it is one and nothing more is said, else its words."""
    if cell.missing:
        return Gap(gap)
    noted = any(entry.note or entry.by for entry in cell.entries)
    if cell.value is not None and not isinstance(cell.value, bool) and not noted and len(cell.entries) <= 1:
        plain = cell.text.strip().replace("\u2212", "-").replace("\u00a0", "").replace(" ", "").replace(",", ".")
        if isinstance(cell.value, date) or _is_figure(plain):
            return cell.value
    return said(cell.entries)


def _is_figure(text: str) -> bool:
    """Whether the words are the figure alone, without a unit or the scale's own word after it."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def said(entries: Sequence[d.Entry]) -> str:
    """Entries in one cell, each on a line of its own."""
    several = len(entries) > 1
    found = []
    for entry in entries:
        beside = ", ".join(filter(None, (entry.by, entry.note)))
        text = d.text_of(entry.words) + (f" ({beside})" if beside else "")
        found.append(("  " * entry.level) + (f"• {text}" if several else text))
    return "\n".join(found)


def pieces(text: str) -> list[str]:
    """The text in as many cells as it needs."""
    return [text[at : at + LIMIT] for at in range(0, len(text), LIMIT)] or [""]


def _cell(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT - 1] + "…"


def _words(value: Any) -> str:
    return value.text if isinstance(value, Gap) else "" if value is None else str(value)


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a column of so many signs, words kept whole where they can be."""
    count = 0
    room = max(width - 1, 3)
    for paragraph in text.split("\n"):
        used, lines = 0.0, 1
        for word in paragraph.split(" "):
            size = sum(1.9 if ord(sign) > 0x2E80 else 1.15 if sign.isupper() or sign in "mw@%—" else 0.93 for sign in word)
            if used and used + 1 + size > room:
                lines, used = lines + 1, 0.0
            used += size + (1 if used else 0)
            while used > room:
                lines, used = lines + 1, used - room
        count += lines
    return count
