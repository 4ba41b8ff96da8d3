"""The plan in words: how late, when it ends, what an offer costs. For header, agenda and sheets. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.language import t
from workshop.session.agenda import Agenda
from workshop.session.book import Book
from workshop.session.planned import (
    beneath,
    block_name,
    capital,
    figure,
    listed,
    moved,
    offer_clock,
    offer_title,
    pace_words,
    title,
    told_end,
    wall,
)
from workshop.tui.rows import Span, cut, soft, warn, width_of

if TYPE_CHECKING:
    from workshop.session.replan import Offer  # found when one is late

__all__ = [
    "beneath",
    "capital",
    "ending",
    "figure",
    "header",
    "offer_clock",
    "offer_cost",
    "offer_end",
    "offer_title",
    "pace_words",
    "sign",
    "state",
    "taken",
    "title",
    "told_end",
    "wall",
]

ROOM = 44  # cells of what was done, in a message


def state(found: Agenda, lang: str) -> Span:
    """`4 min sen`, `6 min före`, `i tid`, `börjar 09:15`."""
    if not found.has_begun:
        return soft(t("plan.begins", lang, clock=wall(found.start)))
    if found.late >= 1:
        return warn(t("plan.late", lang, n=int(found.late)))
    if found.ahead >= 1:
        return soft(t("plan.ahead", lang, n=int(found.ahead)))
    return soft(t("plan.on_time", lang))


def header(found: Agenda, lang: str, *, with_end: bool) -> Span:
    """The same with the end: `4 min sen · slut 12:04`."""
    said = state(found, lang)
    return said._replace(text=f"{said.text} · {ending(found, lang)}") if with_end else said


def ending(found: Agenda, lang: str) -> str:
    return t("plan.ends", lang, clock=wall(told_end(found)))


def sign(found: Agenda) -> str:
    """`+4`: all that a room that reads along is shown of being late."""
    return f"+{int(found.late)}" if found.late >= 1 else ""


# --------------------------------------------------------------------------------------------------------- the sheets


def taken(book: Book, offer: Offer, lang: str) -> str:
    """What an offer did, when it is taken."""
    if offer.dropped:
        return t("offer.skipped", lang, steps=listed([block_name(book, id) for id in offer.dropped], lang))
    return _cuts(book, offer, lang, ROOM)


def offer_end(found: Agenda, offer: Offer, lang: str) -> Span:
    """When it ends then; warn where that is not enough; nothing where nothing can give."""
    if offer.change is None:
        return Span("")
    words = t("plan.ends", lang, clock=offer_clock(found, offer))
    return Span(words) if offer.holds else warn(words)


def offer_cost(book: Book, offer: Offer, lang: str, width: int) -> str:
    """What is lost by it, as far as there is room; first what it does not reach."""
    if offer.change is None:
        return t(f"offer.{offer.kind}_none", lang)
    said = [t("offer.lacks", lang, n=max(1, round(offer.late)))] if offer.late >= 0.5 else []
    said += [moved(book, one, lang) for one in offer.moved]
    if offer.kind == "drop":
        said.append(t("offer.kept", lang, n=len(offer.dropped)))
        return " ".join(said)
    first, content = " ".join(said), _content(book, offer, lang)
    # that it is not enough, the end says too: what it costs in things is worth more of the row
    for lead in (first,) if offer.moved else dict.fromkeys((first, "")):
        if content and (words := _cuts(book, offer, lang, width - _and_space(lead), content)):
            return f"{lead} {words}".strip()
    return f"{first} {_cuts(book, offer, lang, width - _and_space(first))}".strip()


def _and_space(words: str) -> int:
    return width_of([Span(words)]) + 1 if words else 0


def _content(book: Book, offer: Offer, lang: str) -> str:
    """What a cut means for the things a step goes through; "" where that is not known."""
    most = min(offer.cuts, key=lambda cut: cut.after - cut.before, default=None)
    if most is None or not most.keep:
        return ""
    key = "offer.things" if len(offer.cuts) == 1 else "offer.things_of"
    each = figure(most.each, lang)
    return t(key, lang, n=most.items, each=each, keep=most.keep, step=block_name(book, most.id))


def _cuts(book: Book, offer: Offer, lang: str, room: int, content: str = "") -> str:
    """`Resan 45 → 36, Ögonblicken 10 → 8 och 3 till.`, what gives most first; then the content, and "" where there is no room
    for two of them beside it."""
    cuts = sorted(offer.cuts, key=lambda cut: cut.after - cut.before)
    each = [
        t("offer.cut", lang, step=block_name(book, cut.id), before=figure(cut.before, lang), after=figure(cut.after, lang))
        for cut in cuts
    ]
    for count in range(len(each), min(2, len(each)) - 1 if content else 0, -1):
        more = t("offer.more", lang, n=len(each) - count) if count < len(each) else ""
        listed = f"{', '.join(each[:count])}{more}. {content}".strip()
        if width_of([Span(listed)]) <= room:
            return listed
    return "" if content else cut(each[0], room) if each else ""
