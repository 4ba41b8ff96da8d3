"""The page that the room may see, made from a Book: of a step, between steps, at the start and at the end. Pure.

`page` is asked anew whenever something changed. What stands on a page is settled in `kinds`; here it is cut into
pages of seven things, and the clock is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from workshop.language import t
from workshop.session import carried, flow
from workshop.session.book import NOWHERE, Book
from workshop.session.room.kinds import KINDS, in_charge, open_actions
from workshop.session.room.page import MOST, Page, Thing, Timer, clock_of, decode, encode
from workshop.session.room.shown import At, Shown, filled, in_sentences, words

__all__ = ["MOST", "At", "Page", "Subject", "Thing", "Timer", "blank", "clock_of", "decode", "encode", "page"]

CHARACTERS = 320
"""So much text stands on one page, where a thing is a whole paragraph."""

Subject = Literal["start", "opening", "way", "end", "actions"] | At


def page(book: Book, subject: Subject, *, timer: Timer | None = None, turn: int = 0) -> Page:
    """The page about `subject`: a step (with the place at hand in it), the start, what was open last time, the way through, the
    actions, the end.

    `turn`: how many pages earlier (below 0) or later than the one that comes up by itself; one that there is not is the last
    there is.
    """
    if isinstance(subject, At):
        shown = _step(book, subject)
    else:
        shown = {"start": _start, "opening": _opening, "way": _way, "end": _end, "actions": _actions}[subject](book)
    return _paged(book, shown, timer, turn)


def blank(book: Book) -> Page:
    """Nothing at all."""
    return Page(look="blank", lang=book.session.lang)


# ------------------------------------------------------------------------------------------------------------- subjects


def _step(book: Book, at: At) -> Shown:
    step = book.scenario.step_by_id[at.stop.step]
    shown = KINDS[step.kind](book, step, at)
    if at.stop.at and not shown.above and (item := book.item(at.stop.at)) is not None:
        from workshop.session.room import answers

        name = answers.label(book, item.id)
        shown = shown._replace(above="" if name in shown.question else name)
    return shown


def _start(book: Book) -> Shown:
    scenario, session = book.scenario, book.session
    summary = words(book, scenario.summary, NOWHERE)
    return Shown(book.text(scenario.title), "start", above=session.client, text=summary)


def _opening(book: Book) -> Shown:
    """What was agreed last time, and what became of it; the start where there is nothing."""
    found = carried.carried(book.session)
    if not found:
        return _start(book)
    signs = {"done": "✓", "dropped": "·"}
    things = []
    for item in found:
        outcome = carried.outcome(item)
        sign = signs.get(outcome, "○")
        things.append(Thing(item.text, lead=sign, note=in_charge(book, item), done=outcome in signs))
    here = next((n for n, thing in enumerate(things) if not thing.done), 0)
    return Shown(t("room.opening", book.session.lang), things=things, at=here)


def _way(book: Book) -> Shown:
    """The sections of the day (or the steps, where there are none) in order, those that are behind, the one at hand. Without
    minutes: they are the facilitator's."""
    here = flow.where(book)
    parts: list[Thing] = []
    stops = flow.stops(book)
    sections = book.scenario.section_by_id
    for id, together in groupby(stops, key=lambda stop: book.scenario.step_by_id[stop.step].section or stop.step):
        inside = list(together)
        part = sections.get(id) or book.scenario.step_by_id[id]
        behind = here in stops and stops.index(inside[-1]) < stops.index(here)
        parts.append(Thing(book.text(part.title), strong=here in inside, done=behind))
    at = next((n for n, part in enumerate(parts) if part.strong), 0)
    return Shown(t("room.way", book.session.lang), "way", things=parts, at=at)


def _actions(book: Book) -> Shown:
    """What is to be done, by whom and when; the end where there is nothing."""
    found = open_actions(book)
    if not found:
        return _end(book)
    things = [Thing(item.text, lead=str(n), note=in_charge(book, item)) for n, item in enumerate(found, 1)]
    return Shown(t("room.actions", book.session.lang), things=things)


def _end(book: Book) -> Shown:
    closing = in_sentences(filled(book, book.scenario.closing, NOWHERE))
    return Shown(t("room.end", book.session.lang), "end", above=book.text(book.scenario.title), things=closing)


# ---------------------------------------------------------------------------------------------------------------- pages


def _paged(book: Book, shown: Shown, timer: Timer | None, turn: int) -> Page:
    parts = _parts(shown.things, shown.newest)
    last = len(parts) - 1
    natural = last if shown.newest else next((n for n, (_, end) in enumerate(parts) if shown.at < end), last)
    number = max(0, min(natural + turn, last))
    first, end = parts[number]
    lang = book.session.lang
    is_text = len(parts) > 1 and not any(thing.lead or thing.figure or thing.label for thing in shown.things)
    rest = t("room.page", lang, n=number + 1, of=len(parts)) if is_text else _not_here(shown, first, end, lang)
    said = " · ".join(filter(None, (shown.said, rest)))
    return Page(
        look=shown.look,
        lang=book.session.lang,
        above=shown.above,
        place=shown.place,
        question=shown.question,
        text=shown.text,
        things=tuple(shown.things[first:end]),
        said=said,
        figures=shown.figures,
        curve=shown.curve,
        plane=shown.plane,
        timer=timer,
        turn=number - natural,
        number=number + 1,
        pages=len(parts),
    )


def _parts(things: Sequence[Thing], newest: bool) -> list[tuple[int, int]]:
    """From where to where each page goes: at most MOST things and so much text. Where the newest come last, the last page is
    full and the first one is not."""
    sizes = [len(thing.text) + len(thing.note) for thing in things]
    order = list(reversed(sizes)) if newest else sizes
    parts: list[tuple[int, int]] = []
    first = used = 0
    for at, size in enumerate(order):
        if at > first and (at - first == MOST or used + size > CHARACTERS):
            parts.append((first, at))
            first, used = at, 0
        used += size
    parts.append((first, len(order)))
    return [(len(order) - end, len(order) - begin) for begin, end in reversed(parts)] if newest else parts


def _not_here(shown: Shown, first: int, end: int, lang: str) -> str:
    """What is not on this page: by number where things are numbered."""
    things, count = shown.things, len(shown.things)
    if first == 0 and end == count and not (things and things[0].lead.isdecimal() and things[0].lead != "1"):
        return ""
    if not (things[0].lead.isdecimal() and things[-1].lead.isdecimal()):
        return t("room.more", lang, n=count - (end - first) + shown.beyond)
    begin = int(things[first].lead)
    spans = [_from_to(1, begin - 1)] if begin > 1 else []
    spans += [_from_to(begin + end - first, int(things[-1].lead))] if end < count else []
    both = t("room.and", lang, one=spans[0], other=spans[-1]) if len(spans) > 1 else spans[0]
    return t("room.not_here", lang, which=both)


def _from_to(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
