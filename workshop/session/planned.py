"""The plan in words: how late, when it ends, what can give way. For whatever shows or reads it. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from workshop import language
from workshop.language import t
from workshop.session.agenda import Agenda, Moved, Row
from workshop.session.book import Book
from workshop.session.pace import Pace

if TYPE_CHECKING:
    from workshop.session.replan import Offer  # found when one is late

EACH = 10.0  # minutes; under this a part of a minute is told


def figure(minutes: float, lang: str) -> str:
    """Minutes as one says them: whole, but for few that have a part."""
    near = abs(minutes - round(minutes)) < 0.05
    return language.number(round(minutes), lang, 0) if near or minutes >= EACH else language.number(minutes, lang, 1)


def wall(when: datetime) -> str:
    """What the clock on the wall shows."""
    return language.clock(when.astimezone())


def about(target: datetime, end: datetime) -> datetime:
    """An end as it is told beside the one that was planned: whole minutes from it, so that both say the same."""
    return target + timedelta(minutes=int((end - target).total_seconds() / 60))


def told_end(found: Agenda) -> datetime:
    """When it will end, as it is told."""
    on_the_way = found.hard_end is not None and found.late < 1 and found.ends > found.planned_end
    return about(found.target if found.late or on_the_way else found.planned_end, found.ends)


def title(found: Agenda, lang: str) -> str:
    """The whole truth in one sentence."""
    if not found.has_begun and found.late >= 1:
        return t("time.too_long", lang, n=int(found.late))
    if not found.has_begun:
        return t("time.begins", lang, clock=wall(found.start), end=wall(told_end(found)))
    end = wall(told_end(found))
    if found.late >= 1:
        return t("time.late", lang, n=int(found.late))
    if found.moved:
        return t("time.moved", lang)
    if found.ahead >= 1:
        return t("time.ahead", lang, n=int(found.ahead), end=end)
    return t("time.on_time", lang, end=end)


def beneath(book: Book, found: Agenda, lang: str) -> str:
    """What holds, and where it goes as things are."""
    if found.late < 1 and not found.moved:
        said = []
        if found.slack is not None and found.slack >= 1:
            said.append(t("time.slack", lang, n=int(found.slack), clock=wall(found.target)))
        elif found.hard_end is not None:
            said.append(t("time.hard_end", lang, clock=wall(found.hard_end)))
        elif found.ahead >= 1:
            said.append(t("time.given_back", lang))
        return " ".join(said)
    said = [t("time.unchanged", lang, end=wall(told_end(found)))]
    late = {one.step for one in found.moved}
    said += [moved(book, one, lang) for one in found.moved]
    coming = [row for row in found.rows if row.state == "coming" and row.stop.step in found.fixed and row.fixed]
    fixed = [t("time.fixed_step", lang, step=name(book, row), clock=wall(found.fixed[row.stop.step]))
             for row in coming if row.stop.step not in late and not row.stop.at]  # fmt: skip
    if found.hard_end is not None:
        fixed.append(t("time.fixed_end", lang, clock=wall(found.hard_end)))
    if fixed:
        said.append(t("time.fixed", lang, n=len(fixed), what=capital(listed(fixed, lang))))
    return " ".join(said)


def moved(book: Book, one: Moved, lang: str) -> str:
    """A fixed block that does not hold."""
    step = book.text(book.scenario.step_by_id[one.step].title)
    return t("time.moves", lang, step=step, clock=wall(about(one.planned, one.begins)), planned=wall(one.planned))


def name(book: Book, row: Row) -> str:
    return book.text(book.scenario.step_by_id[row.stop.step].title)


def block_name(book: Book, id: str) -> str:
    """A step or section by its title."""
    section = book.scenario.section_by_id.get(id)
    return book.text(section.title if section is not None else book.scenario.step_by_id[id].title)


def offer_title(book: Book, offer: Offer, lang: str) -> str:
    if offer.kind == "pay" and offer.cuts:
        return t("offer.pay", lang, step=block_name(book, offer.cuts[0].id))
    if offer.kind == "drop" and offer.dropped:
        return t("offer.drop", lang, steps=listed([block_name(book, id) for id in offer.dropped], lang))
    return t(f"offer.{offer.kind}_{'any' if offer.kind != 'shorten' else 'all'}", lang)


def offer_clock(found: Agenda, offer: Offer) -> str:
    """When it ends then, by the clock on the wall."""
    return wall(about(found.target, offer.ends))


def pace_words(pace: Pace, lang: str) -> str:
    """`3 av 7, 4 min var kvar`; and where that is too little, how many there is time for."""
    said = t("time.pace", lang, n=pace.number, of=pace.of, each=figure(pace.each, lang))
    if pace.keep:
        each, left = figure(pace.wanted, lang), figure(pace.left, lang)
        said += " " + t("time.too_many", lang, n=pace.remaining, each=each, left=left, keep=pace.keep)
    return said


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def listed(words: list[str], lang: str) -> str:
    return words[0] if len(words) == 1 else t("plan.and", lang, first=", ".join(words[:-1]), last=words[-1])
