"""The days that somebody has promised something, for a calendar: actions, reviews of decisions, what a calendar list holds.

RFC 5545. All-day events and not to-dos, which Outlook leaves out when it reads a file. The same thing has the same UID in
every export, so that a calendar takes in what was changed and makes no second one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from workshop.language import t
from workshop.report import document as d

OCTETS = 75
"""So long is a line at most, without its break (RFC 5545, 3.1)."""


class Event(NamedTuple):
    uid: str
    day: date
    title: str
    text: str
    kind: str


def parts(document: d.Document) -> Iterator[tuple[str, bytes]]:
    """One calendar; none where nothing has a day."""
    found = list(events(document))
    if found:
        yield f"_{t('report.file.calendar', document.lang)}", _calendar(document, found)


def remarks(document: d.Document) -> tuple[d.Remark, ...]:
    """That there is nothing to write."""
    if any(True for _ in events(document)):
        return ()
    return (d.Remark(kind="writer", text=t("report.remark.no_days", document.lang)),)


def events(document: d.Document) -> Iterator[Event]:
    """What has a day and is not done, in the order of the report."""
    say = partial(t, lang=document.lang)
    about = " · ".join(filter(None, (document.cover.client, document.title)))
    for chapter in document.walk():
        for block in chapter.blocks:
            if isinstance(block, d.ActionsTable):
                for row in block.rows:
                    if row.due is not None and not row.done:
                        title = f"{row.title} ({row.owner})" if row.owner else row.title
                        said = [f"{say('report.action.owner')}: {row.owner}" if row.owner else "", *_fields(row.fields), about]
                        yield Event(f"action-{row.id}", row.due, title, _lines(said), say("report.chapter.actions"))
            elif isinstance(block, d.DecisionsTable):
                for each in block.rows:
                    day = each.review.value
                    if isinstance(day, date):
                        title = f"{say('report.decision.review')}: {each.title}"
                        said = [
                            f"{say('report.decision.why')}: {each.why}" if each.why else "",
                            f"{say('report.decision.by')}: {each.by}" if each.by else "",
                            *_fields(each.fields),
                            about,
                        ]
                        yield Event(f"decision-{each.id}", day, title, _lines(said), say("report.chapter.decisions"))
            elif isinstance(block, d.Table) and block.look == "calendar":
                yield from _dated(block, chapter.title, about)


def _dated(block: d.Table, kind: str, about: str) -> Iterator[Event]:
    days = [at for at, column in enumerate(block.columns) if column.kind == "date"]
    for number, row in enumerate(block.rows):
        for at in days:
            day = row.cells[at].value
            if not isinstance(day, date):
                continue
            title = " ".join(row.cells[0].text.split())
            if len(days) > 1:
                title = f"{title} ({block.columns[at].title})"
            others = [
                f"{column.title}: {cell.text}" if column.title else cell.text
                for order, (column, cell) in enumerate(zip(block.columns, row.cells, strict=False))
                if order not in (0, *days) and cell.text
            ]
            extra = f"-{at}" if at != days[0] else ""
            yield Event(f"item-{row.id or number}{extra}", day, title, _lines([*others, about]), kind)


def _fields(pairs: tuple[d.Pair, ...]) -> list[str]:
    return [f"{pair.title}: {pair.cell.text}" for pair in pairs if pair.cell.text]


def _lines(said: list[str]) -> str:
    return "\n".join(each for each in said if each)


# ---------------------------------------------------------------------------------------------------------- the format


def _calendar(document: d.Document, found: list[Event]) -> bytes:
    stamp = (document.changed or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    version = document.cover.version
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//workshop//report//{document.lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(document.title)}",
    ]
    for event in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{document.uuid or 'report'}-{event.uid}@workshop",
            f"DTSTAMP:{stamp}",
            f"LAST-MODIFIED:{stamp}",
            f"SEQUENCE:{int(version) if version.isascii() and version.isdecimal() else 0}",
            f"DTSTART;VALUE=DATE:{_day(event.day)}",
            *([f"DTEND;VALUE=DATE:{_day(event.day + timedelta(1))}"] if event.day < date.max else []),
            f"SUMMARY:{escaped(event.title)}",
            f"DESCRIPTION:{escaped(event.text)}",
            f"CATEGORIES:{escaped(event.kind)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11). What can have no place in one, even escaped, is left out."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no letter divided."""
    found: list[str] = []
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > OCTETS:
            found.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*found, piece])
