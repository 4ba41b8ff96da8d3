"""The workbook and its sheets, in the order they are read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from workshop.language import t
from workshop.report import document as d
from workshop.report.writers.csv import answers
from workshop.report.writers.office import when
from workshop.report.writers.xlsx import blocks
from workshop.report.writers.xlsx.journey import journey
from workshop.report.writers.xlsx.sheet import LIMIT, Gap, Sheet, drawn, pieces
from workshop.text import fold

FILLED = 100
"""So many empty rows under the actions already have their list of states."""
DATES = {"sv": "yyyy-mm-dd", "en": "d mmm yyyy"}


class Book:
    """One workbook on its way: its forms, each made once, and the names its sheets have taken."""

    def __init__(self, document: d.Document) -> None:
        from xlsxwriter import Workbook

        self.document = document
        self.say: Callable[..., str] = partial(t, lang=document.lang)
        self.accent = document.look.accent
        self.out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.file = Workbook(self.out, options)
        self.file.set_size(2400, 1400)
        cover, look = document.cover, document.look
        self.file.set_properties(
            {"title": cover.title[:250], "subject": cover.workshop[:250], "author": look.name[:250], "created": when(document)}
        )
        client = "" if fold(cover.client) in fold(cover.title) else cover.client
        self.foot = f"&L&8{_safe(' · '.join(filter(None, (look.confidential, client, cover.title))))}&R&8&P / &N"
        version = f"{self.say('report.cover.version')} {cover.version}" if cover.version else ""
        draft = " · ".join(filter(None, (self.say("report.draft").upper(), version)))
        self.head = f"&R&8{_safe(draft)}" if cover.draft else ""
        self._forms: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()

    def name(self, wanted: str) -> str:
        """A name for a sheet: what Excel takes, and no other sheet has."""
        base = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip(" '")[:28].strip(" '") or "Blad"
        found, number = base, 1
        while found.casefold() in self._names:
            number += 1
            found = f"{base} {number}"
        self._names.add(found.casefold())
        return found

    def form(
        self,
        *,
        bold: bool = False,
        size: int = 11,
        colour: bool = False,
        soft: bool = False,
        alert: bool = False,
        wrap: bool = False,
        lined: bool = False,
        head: bool = False,
        number: bool = False,
        whole: bool = True,
        day: bool = False,
        right: bool = False,
        centre: bool = False,
        signed: bool = False,
    ) -> Any:
        key = tuple(sorted((name, value) for name, value in locals().items() if name != "self"))
        if key not in self._forms:
            given: dict[str, Any] = {"valign": "top", "font_size": size, "text_wrap": wrap, "font_color": "#16181c"}
            if bold or head or alert:
                given["bold"] = True
            if colour:
                given["font_color"] = self.accent
            if soft:
                given["font_color"] = "#4c5159"
            if alert:
                given["font_color"] = "#b3231b"
            if head:
                given |= {"bg_color": self.accent, "font_color": "#ffffff", "text_wrap": True}
            if lined and not head:
                given |= {"bottom": 1, "bottom_color": "#d9d6cc"}
            if number:
                given["num_format"] = drawn(whole, signed)
            if day:
                given |= {"num_format": DATES.get(self.document.lang, "yyyy-mm-dd"), "align": "left"}
            if right:
                given["align"] = "right"
            if centre:
                given["align"] = "center"
            self._forms[key] = self.file.add_format(given)
        return self._forms[key]

    def close(self) -> bytes:
        self.file.close()
        return self.out.getvalue()


def write(document: d.Document) -> tuple[bytes, tuple[d.Remark, ...]]:
    """The whole workbook, the same bytes for the same document; and what a cell could not hold in one piece."""
    book = Book(document)
    _overview(book)
    for block in document.blocks():
        if isinstance(block, d.JourneyMap):
            journey(book, block)
    _actions(book)
    _decisions(book)
    blocks.votes(book)
    blocks.scales(book)
    blocks.results(book)
    over = _answers(book)
    remarks: tuple[d.Remark, ...] = ()
    if over:
        remarks = (d.Remark(kind="writer", text=t("report.remark.cell_limit", document.lang, n=over)),)
    return book.close(), remarks


def _safe(text: str) -> str:
    """Text in the head or foot of a page, where & means something; at most 255 signs go there."""
    return " ".join(text.split())[:90].replace("&", "&&")


def _overview(book: Book) -> None:
    document, say = book.document, book.say
    cover = document.cover
    sheet = Sheet(book, say("report.sheet.overview"), (24, 90))
    sheet.page.set_portrait()
    sheet.heading(cover.title, 0)
    if cover.draft:
        sheet.note(f"{say('report.draft')} {cover.version}".strip())
    people = [person.name + (f" ({', '.join(person.roles)})" if person.roles else "") for person in cover.participants]
    facts: Sequence[tuple[str, Any]] = (
        (say("report.cover.client"), cover.client),
        (say("report.cover.workshop"), cover.workshop if cover.workshop != cover.title else ""),
        (say("report.cover.day"), cover.day or cover.day_drawn),
        (say("report.cover.place"), cover.place),
        (say("report.cover.facilitator"), cover.facilitator),
        (say("report.cover.participants"), ", ".join(people)),
        (say("report.cover.version"), cover.version),
    )
    for title, text in facts:
        if text:
            sheet.line([title, text], bold=(0,))
    if cover.edition:
        sheet.note(cover.edition)
    if cover.purpose:
        sheet.row += 1
        sheet.note(d.text_of(cover.purpose))
    for chapter in document.chapters:
        if chapter.kind in ("summary", "parked", "disagreements", "notes"):
            sheet.heading(chapter.title)
            blocks.flow(sheet, chapter.blocks)


def _actions(book: Book) -> None:
    say = book.say
    rows = [row for block in book.document.blocks() if isinstance(block, d.ActionsTable) for row in block.rows]
    if not rows:
        return
    named = list(dict.fromkeys(pair.title for row in rows for pair in row.fields))
    sheet = Sheet(book, say("report.chapter.actions"), (6, 56, 22, 14, 12, 26, *[24] * len(named)))
    head = ["", *(say(f"report.action.{name}") for name in ("what", "owner", "due", "state", "from")), *named]
    sheet.line(head, head=True)
    gap = Gap(say("report.missing"))
    states = [say(f"report.status.{name}") for name in ("open", "doing", "blocked", "done")]
    for row in rows:
        fields = {pair.title: pair.cell for pair in row.fields}
        lacking = None if row.done else gap
        cells: list[Any] = [
            row.number,
            row.title,
            row.owner or lacking,
            row.due or row.due_drawn or lacking,
            states[3] if row.done else states[0],
            row.origin,
        ]
        cells += [blocks.value(fields[name], say) if name in fields else None for name in named]
        sheet.line(cells, bold=(1,))
    page = sheet.page
    page.data_validation(1, 4, sheet.row - 1 + FILLED, 4, {"validate": "list", "source": states})
    done = book.file.add_format({"font_color": "#5f646d", "font_strikeout": True})
    page.conditional_format(1, 1, sheet.row - 1, 1, {"type": "formula", "criteria": f'=$E2="{states[3]}"', "format": done})
    page.freeze_panes(1, 2)
    page.repeat_rows(0)
    page.autofilter(0, 0, sheet.row - 1, len(head) - 1)


def _decisions(book: Book) -> None:
    say = book.say
    rows = [row for block in book.document.blocks() if isinstance(block, d.DecisionsTable) for row in block.rows]
    if not rows:
        return
    named = list(dict.fromkeys(pair.title for row in rows for pair in row.fields))
    sheet = Sheet(book, say("report.chapter.decisions"), (6, 52, 46, 22, 14, 24, *[24] * len(named)))
    head = ["", *(say(f"report.decision.{name}") for name in ("what", "why", "by", "review")), say("report.action.from")]
    sheet.line([*head, *named], head=True)
    for row in rows:
        fields = {pair.title: pair.cell for pair in row.fields}
        cells: list[Any] = [row.number, row.title, row.why, row.by, blocks.value(row.review, say), row.origin]
        cells += [blocks.value(fields[name], say) if name in fields else None for name in named]
        sheet.line(cells, bold=(1,))
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)


def _answers(book: Book) -> int:
    """Everything that was entered, a row each. How many went over more than one row."""
    say = book.say
    rows = list(answers(book.document))
    if not rows:
        return 0
    sheet = Sheet(book, say("report.sheet.answers"), (5, 22, 24, 40, 70, 18, 20))
    names = ("number", "step", "about", "question", "answer", "by", "note")
    sheet.line([say(f"report.answers.{name}") for name in names], head=True)
    over = 0
    for number, step, about, question, answer, by, note in rows:
        over += len(answer) > LIMIT
        for piece in pieces(answer):
            sheet.line([int(number) if number.isdecimal() else number, step, about, question, piece, by, note])
    sheet.page.freeze_panes(1, 2)
    sheet.page.repeat_rows(0)
    sheet.page.autofilter(0, 0, sheet.row - 1, len(names) - 1)
    return over
