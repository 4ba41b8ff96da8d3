"""What two versions of a session differ in, in words: where it stands, as people know it, and what stands on either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.session.book import Book
from workshop.session.merge import MISSING, Place
from workshop.session.model import LOGS, Group, Item, Person
from workshop.session.scope import Scope
from workshop.session.spots import nameless
from workshop.session.told import cut

NAMED = 3
"""So many places are named in one sentence; of more it is said how many they are."""


def where(book: Book, place: Place) -> str:
    """Where something stands: `Resan, Får: Frågor` of a cell, `Idéer: ”Film”` of an item."""
    if not place.step:
        return t(f"session.differs.header.{place.name}", book.session.lang) if place.name in _HEADER else place.name
    about = [label for id in (place.spot.at, place.spot.of, place.spot.across) if id and (label := cut(book.label(id)))]
    about += [voice] if (voice := _voice(book, place)) else []
    head = ", ".join([_part(book, place.step), *about])
    what = [f"”{text}”" if book.session.lang == "sv" else f"“{text}”"] if (text := _thing(book, place)) else []
    what += [field] if (field := _field(book, place)) else []
    return f"{head}: {', '.join(what)}" if what else head


def places(book: Book, found: Iterable[Place]) -> str:
    """Where several things stand, in one sentence: each place once, of more than three the first and how many more."""
    named = list(dict.fromkeys(where(book, place) for place in found))
    if len(named) <= NAMED:
        return "; ".join(named)
    return t("session.differs.more", book.session.lang, places="; ".join(named[: NAMED - 1]), n=len(named) - NAMED + 1)


def line(book: Book, place: Place) -> str:
    """One difference, as a list shows it: `Idéer: ny ”Film”`, `Ämne: ”Bröd” blir ”Bullar”`."""
    lang = book.session.lang
    mine, theirs = place.mine, place.theirs
    thing = theirs if theirs is not MISSING else mine
    if place.name == "" and isinstance(thing, Item | Group | Person):
        text = cut(_text(book, thing))
        head = where(book, Place(place.step, place.spot))
        if mine is MISSING:
            return t("session.differs.new", lang, where=head, text=text)
        if theirs is MISSING or (theirs.gone and not mine.gone):
            return t("session.differs.gone", lang, where=head, text=text)
        if mine.gone and not theirs.gone:
            return t("session.differs.back", lang, where=head, text=text)
        before, after = cut(_text(book, mine)), cut(_text(book, theirs))
        if before == after:
            return t("session.differs.other", lang, where=head, text=text)
        return t("session.differs.changed", lang, where=head, before=before, after=after)
    if place.name == "text":  # it is called by these very words
        place = place._replace(id="")
    before, after = said(book, place, mine), said(book, place, theirs)
    if not before:
        return t("session.differs.said", lang, where=where(book, place), after=after)
    if not after:
        return t("session.differs.cleared", lang, where=where(book, place), before=before)
    return t("session.differs.changed", lang, where=where(book, place), before=before, after=after)


def both(book: Book, place: Place) -> str:
    """A difference that nobody but a person can decide: what stands here, and what in the other version."""
    lang = book.session.lang
    if place.name == "gone":
        return t("session.differs.stays", lang, where=where(book, place))
    if place.name == "text":
        place = place._replace(id="")
    mine, theirs = (said(book, place, each) or t("session.differs.nothing", lang) for each in (place.mine, place.theirs))
    return t("session.differs.both", lang, where=where(book, place), mine=mine, theirs=theirs)


def said(book: Book, place: Place, value: Any) -> str:
    """A value as it is shown in a list; "" for none."""
    if value is MISSING or value is None or value in ("", (), [], {}):
        return ""
    if isinstance(value, Item | Group | Person):
        return cut(_text(book, value))
    if isinstance(value, Mapping):
        if set(value) <= {"x", "y"}:
            return ", ".join(str(each) for each in value.values())
        each = [f"{book.label(str(id)) or id} {said(book, place, given)}" for id, given in value.items()]
        return cut(", ".join(each))
    if isinstance(value, list | tuple):
        return cut(", ".join(said(book, place, each) for each in value))
    if isinstance(value, bool):
        return t(f"session.differs.{'yes' if value else 'no'}", book.session.lang)
    if isinstance(value, int | float):
        return language.number(value, lang=book.session.lang)
    if isinstance(value, date):
        return language.day(value, book.session.lang)
    text = str(value)
    return cut(_option(book, place, text) or book.label(text) or text)


# -------------------------------------------------------------------------------------------------------------- parts

_HEADER = ("title", "client", "place", "facilitator", "summary")


def _part(book: Book, step: str) -> str:
    if step == "people":
        return t("session.people", book.session.lang)
    if step in LOGS:
        return t(f"session.log.{step}", book.session.lang)
    found = book.scenario.step_by_id.get(step)
    return book.text(found.title) if found is not None else step


def _voice(book: Book, place: Place) -> str:
    step = book.scenario.step_by_id.get(place.step)
    if not place.spot.by or step is None or nameless(book, step):
        return ""
    return cut(book.label(place.spot.by))


def _thing(book: Book, place: Place) -> str:
    for value in (place.mine, place.theirs):
        if isinstance(value, Item | Group | Person):
            return cut(_text(book, value))
    if place.step == "people" and place.id:
        return cut(str(place.mine))
    return cut(book.label(place.id)) if place.id else ""


def _text(book: Book, thing: Item | Group | Person) -> str:
    text = thing.text if isinstance(thing, Item) else thing.name
    return text or book.label(thing.id) or t("session.unnamed", book.session.lang)


def _field(book: Book, place: Place) -> str:
    """The field's title, where the step has more than one."""
    name = place.name
    if name in ("", "text", "gone", "group", "place", "gives", "rank", "tally"):
        return ""
    step = book.scenario.step_by_id.get(place.step)
    own = step.fields if isinstance(step, Ask | ListStep) else ()
    beside = next((end for end in ("_other", "_evidence") if name.endswith(end)), "")
    found = next((field for field in own if field.id in (name, name.removesuffix(beside))), None)
    if found is not None:
        return "" if isinstance(step, Ask) and len(own) == 1 else book.text(found.title)
    words = t(f"session.field.{name}", book.session.lang)
    return "" if words.startswith("session.") else words


def _option(book: Book, place: Place, id: str) -> str:
    """The title of the option or place that an id stands for."""
    step = book.scenario.step_by_id.get(place.step)
    for field in step.fields if isinstance(step, Ask | ListStep) else ():
        if field.id == place.name:
            scope = Scope(step=place.step, at=place.spot.at, of=place.spot.of)
            return next((book.text(each.title) for each in book.options(field, scope) if each.id == id), "")
    own: Any = getattr(step, "places", None) or ()
    return next((book.text(each.title) for each in own if each.id == id), "")
