"""All that the program asks of a session, in the order it would: what comes of a stranger's file must be known before it is
opened in front of a room."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct

from tests.tui.editors import Host
from tests.tui.fake import text_of, too_wide
from workshop.errors import BadFile, WorkshopError
from workshop.report import choices
from workshop.report.build import build
from workshop.report.writers import WRITERS, terminal, written
from workshop.session import anonymous, carried, evaluation, flow, gaps, pace, replan, review, room, sittings, told
from workshop.session.book import Book
from workshop.session.changes import AddItem
from workshop.session.desk import Desk
from workshop.session.model import Session
from workshop.session.room import encode as encode_page
from workshop.session.room.shown import At
from workshop.store import scan
from workshop.store.books import with_questions
from workshop.store.codec import Decoded, decode, encode
from workshop.store.pieces import utc
from workshop.store.versions import things
from workshop.text import clean

NOW = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
DAY = NOW.date()
LIGHT = ("md", "html", "csv", "ics", "json", "svg")
HEAVY = tuple(name for name in WRITERS if name not in LIGHT)
KEYS = ("down", "right", "enter", "x", "enter", "escape", "tab", "space", "1", "up", "left", "m", "v", "escape", "home", "end")


def in_words(error: Any) -> None:
    """Told in both languages, with nothing of the machinery in it."""
    for lang in ("sv", "en"):
        words = error.words(lang)
        assert words
        assert error.key not in words, words
        assert controls(words) == "", words


def controls(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t")


def opened(text: str | bytes) -> Decoded | None:
    """What the loader makes of a file; None where it refuses it, in words."""
    try:
        found = decode(text, path="folder/file.toml")
    except BadFile as refused:
        in_words(refused)
        return None
    for note in found.notes:
        in_words(note)
    return found


def book_of(session: Session) -> Book | None:
    try:
        scenario, session, notes = with_questions(session, "folder/file.toml")
    except WorkshopError as refused:
        in_words(refused)
        return None
    for note in notes:
        in_words(note)
    return Book(scenario, session)


def ask_everything(book: Book, at: datetime = NOW) -> None:
    """Every question of a Book, its flow, its plan and its review."""
    session = book.session
    told.removed(book)
    anonymous.names_in(session)
    anonymous.anonymous(book.scenario, session, "Någon", at, client=False)
    carried.carried(session)
    carried.opens_with(session)
    evaluation.tally(session)
    things(session)
    stops = flow.stops(book)
    flow.all_stops(book)
    flow.where(book)
    flow.review(book)
    for stop in stops:
        step = book.scenario.step_by_id[stop.step]
        flow.state(book, stop), flow.missing(book, stop), flow.failed(book, stop), flow.blocked(book, stop)
        flow.next_stop(book, stop), flow.previous_stop(book, stop), flow.onward(book, stop), flow.minutes(book, stop)
        list(flow.places(book, step, stop.at)), list(flow.own_items(book, step)), list(gaps.gaps(book, step, stop.at))
        review.checks(book, step, stop.at), review.missing(book, step, stop.at)
        for row in book.rows(step, stop.at)[:5]:
            book.label(row.id), book.is_answered(step, stop.at, row.id)
        for subject in (At(stop), At(stop, *(row.id for row in book.rows(step, stop.at)[:1]))):
            for turn in (0, -1, 3):
                encode_page(room.page(book, subject, turn=turn), {})
    for subject in ("start", "opening", "way", "actions", "end"):
        encode_page(room.page(book, subject), {})  # type: ignore[arg-type]
    visits = session.times
    found = sittings.sitting(book, at, visits), sittings.counted(book, at, visits)
    assert found
    for offer in replan.offers(book, at):
        assert offer.kind
    plan = Desk(book.scenario, session, now=lambda: at).agenda()
    pace.pace(book, plan)
    for number in range(len(plan.rows)):
        plan.row(plan.rows[number].stop)
    assert (plan.late, plan.ahead, plan.left, plan.start, plan.target, plan.slack) is not None


def work_on(book: Book, at: datetime = NOW) -> Desk:
    """A facilitator sits down: every editor is opened, drawn and given some keys; something is written; all is undone."""
    desk = Desk(book.scenario, book.session, now=lambda: at, clock=iter(range(10**9)).__next__)
    for stop in flow.stops(book):
        desk.enter(*stop[:2])
        desk.timer(*stop[:2]), desk.seconds(*stop[:2])
        host = Host(desk, 76, 16)
        host.open(stop.step, stop.at)
        _look(host)
        for key in KEYS:
            host.press(key)
        _look(host)
        host.width, host.height = 40, 8
        _look(host)
        host.leave()
    for gone in desk.removed()[:4]:
        try:
            desk.do(gone.restore)
        except WorkshopError as refused:
            in_words(refused)
    for step in list(book.scenario.step_by_id)[:6]:
        try:
            desk.do(AddItem(step=step, text="ett till"))
        except WorkshopError as refused:
            in_words(refused)
    desk.tick(), desk.agenda(), desk.leave()
    while desk.undo():
        pass
    return desk


def _look(host: Host) -> None:
    view = host.draw()
    assert not too_wide(view, host.width), too_wide(view, host.width)
    assert len(view.rows) <= host.height
    for row in view.rows:
        assert controls(text_of(row)) == "", text_of(row)


def hand_over(book: Book, formats: tuple[str, ...] = LIGHT, today: date = DAY) -> None:
    """Every edition built, every format written."""
    for edition in choices.editions(book):
        document = build(book, today=today, edition=edition.id)
        assert not [text for text in texts_in(document) if controls(text)]
        terminal.show(document, io.StringIO(), 80)
        for name in formats:
            written(document, name)
    choices.lanes(book), choices.languages(book)


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts_in(getattr(value, name))
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from texts_in(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts_in(each)


def kept_whole(text: str | bytes, found: Decoded) -> list[str]:
    """What stood in a file and stands in it no more when it has been read and written: texts, days, figures, names of keys.
    And what was written is read as it was written."""
    first = encode(found.session)
    again = decode(first)
    assert encode(again.session) == first
    before, after = leaves(scan.parse(scan.text_of(text))), leaves(scan.parse(first.decode()))
    return sorted(before - after)


def leaves(raw: Any) -> set[str]:
    """Every value of a file that says something, in one form, and every key that holds one. What is left out because it says
    what holds anyway (false, the first round, nothing) is not among them."""
    found: set[str] = set()
    pile: list[tuple[str, Any]] = [("", raw)]
    while pile:
        key, value = pile.pop()
        if isinstance(value, Mapping):
            pile += [(name, each) for name, each in value.items()]
        elif isinstance(value, list):
            pile += [(key, each) for each in value]
        else:
            said = _said(value)
            if said:
                found.add(said)
    return found


def _said(value: Any) -> str:
    if isinstance(value, str):
        text = clean(value, multiline=False)
        return text[:10] if re.match(r"\d{4}-\d\d-\d\d[ T]", text) else text  # a moment that was read as a text
    if isinstance(value, datetime):
        return str(utc(value))[:10]
    if isinstance(value, bool) or value in (0, 1):
        return ""
    return str(value)
