"""What the room sees of a result: its conclusion as the question, then figures or lines."""

from __future__ import annotations

from workshop.language import t
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Answered
from workshop.session.book import Book
from workshop.session.env import is_number
from workshop.session.flow import Stop
from workshop.session.rests import rests_on
from workshop.session.results import ResultValue
from workshop.session.room import answers
from workshop.session.room.page import Thing
from workshop.session.room.shown import REACH, At, Shown, is_hidden, question, words
from workshop.session.scope import Scope

BESIDE = 24
"""Characters of a figure that may stand beside a line of a table."""


def result(book: Book, step: Result, at: At) -> Shown:
    """The conclusion as the question, then figures or rows."""
    found = book.result(step, at.stop.at)
    scope = Scope(step=step.id, at=at.stop.at)
    asked = question(book, step, at)
    over, text = "", ""
    if found.level is not None:
        over, asked = words(book, step.title, scope), words(book, found.level.title, scope)
        text = words(book, found.level.text, scope)
    if step.each is None:
        return Shown(asked, above=over, text=text, things=_figures(book, step, found))
    if any(answers.is_somebody(book, row.item) and not _may_be_named(book, step) for row in found.rows):
        return Shown(asked, above=over, text=text, said=t("room.withheld", book.session.lang))
    return Shown(asked, above=over, text=text, things=_lines(book, step, at, found), beyond=max(0, len(found.rows) - REACH))


def _figures(book: Book, step: Result, found: ResultValue) -> list[Thing]:
    if not found.figures:
        low, high = (book.title(value, step.digits) for value in (found.low, found.high))
        words = found.words or (f"{low}–{high}" if low and high else "")
        return [Thing(book.text(step.title), figure=words)] if words else []
    out = []
    for one in found.figures:
        share = one.value / 100 if one.unit == "%" and is_number(one.value) and 0 <= one.value <= 100 else None
        out.append(Thing(one.title, figure=one.words or "–", part=share))
    return out


def _lines(book: Book, step: Result, at: At, found: ResultValue) -> list[Thing]:
    values = [float(row.value) for row in found.rows if is_number(row.value)]
    low, high = min([0.0, *values]), max([0.0, *values])
    bars = step.look in ("bars", "radar", "curve") and high > low
    out = []
    for row in found.rows[:REACH]:
        figure = row.words if is_number(row.value) else ""
        short = [one.words for one in row.figures if 0 < len(one.words) <= BESIDE][:2]
        beside = "" if figure else " · ".join(short or [row.words])
        if row.level is not None:
            beside = words(book, row.level.title, Scope(step=step.id, at=at.stop.at, item=row.item.id))
        part = (float(row.value) - low) / (high - low) if bars and is_number(row.value) else None
        lead = str(row.place) if figure and step.order != "none" and row.place else ""
        out.append(Thing(answers.label(book, row.item.id), lead=lead, figure=figure, note=beside, part=part))
    return out


def _may_be_named(book: Book, step: Result) -> bool:
    """A line for each participant says what each answered: never before those answers are shown, nor where no names are."""
    for id in rests_on(book.scenario)[step.id]:
        other = book.scenario.step_by_id[id]
        if isinstance(other, Answered) and other.by == "each":
            if "never" in (other.names, book.session.names):
                return False
            if is_hidden(book, other, Stop(id)) or (other.names == "later" and not book.session.progress_of(id).names_shown):
                return False
    return True
