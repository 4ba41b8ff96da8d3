"""What one edition of a report shows, and in which words: what is gone, left out or nameless is decided here alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from workshop import language
from workshop.report.document import Number, Words
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.model import Answered, Edition, Section, Source, Step, Text
from workshop.session import layers
from workshop.session.book import Book
from workshop.session.model import Cell, Item, Session, Spot
from workshop.session.scope import Scope
from workshop.text import MISSING, Run, placeholders

CLIENT, INTERNAL = "client", "internal"
NBSP = "\u00a0"
ANYWHERE = Scope()
_OPENING = re.compile(rf"""["'“”„«»‘’]?{MISSING}["'“”«»‘’]?: (?=.)""", re.DOTALL)
FEW = 3
"""Of nameless voices, a team with fewer than this is not told apart."""


def joined(titles: Sequence[str]) -> str:
    """Titles in a row; where one has a comma of its own, parted by semicolons."""
    return ("; " if any("," in title for title in titles) else ", ").join(titles)


def _of_all(words: Words) -> Words:
    """A question without its row: "…: how is it?" is "How is it?"."""
    opening = _OPENING.match("".join(run.text for run in words))
    if opening is None:
        return words
    left, kept = opening.end(), list[Run]()
    for run in words:
        rest, left = run.text[left:], max(left - len(run.text), 0)
        if rest:
            kept.append(dataclasses.replace(run, text=rest if kept else rest[0].upper() + rest[1:]))
    return tuple(kept)


def editions(book: Book) -> list[Edition]:
    """The scenario's own editions that there are now: those whose condition holds."""
    return [each for each in book.scenario.edition if book.holds(each.when)]


class View:
    """A session as one edition may show it. Everything asked of it is a pure function of book, edition and zone."""

    def __init__(
        self,
        book: Book,
        edition: str,
        lang: str | None,
        zone: tzinfo | None,
        today: date | None,
        workshops: Mapping[str, Text] | None = None,
        *,
        names: bool = True,
        lanes: Collection[str] | None = None,
    ) -> None:
        if lang is not None and lang != book.session.lang:
            book = Book(book.scenario, replace(book.session, lang=lang), book)
        self.book = book
        self.scenario = book.scenario
        self.session: Session = book.session
        self.lang = book.session.lang
        self.edition_id = edition
        self.edition: Edition | None = next((each for each in editions(book) if each.id == edition), None)
        if self.edition is None and edition not in (CLIENT, INTERNAL):
            raise KeyError(edition)
        self.internal = edition == INTERNAL
        self.zone = zone
        self.today = today
        self._workshops = workshops
        self._names, self._lanes = names, lanes
        self._anchors: dict[str, int] = {}
        self.references: dict[tuple[str, ...], tuple[str, str]] = {}
        """Where among the raw answers a step, or a row of it, stands: (anchor, number); filled before anything refers to it."""

    # ---------------------------------------------------------------------------------------------------------- words

    def t(self, key: str, **values: object) -> str:
        return language.t(f"report.{key}", self.lang, **values)

    def text(self, text: Text | None, scope: Scope = ANYWHERE) -> str:
        return self.book.text(text, scope)

    def words(self, text: Text | None, scope: Scope = ANYWHERE) -> Words:
        return tuple(self.book.runs(text, scope))

    def title(self, part: Step | Section) -> str:
        return self.text(part.title) or part.id

    def workshop(self, id: str) -> str:
        """The title of another workshop, by its id; "" for one that nobody knows here."""
        if self._workshops is not None:
            return self.text(self._workshops.get(id))
        from workshop.scenario import library

        entry = library.entry_of(id)
        return self.text(entry.title) if entry and not any(fault.is_error for fault in entry.faults) else ""

    def asked(self, step: AnyStep, at: str = "") -> Words:
        """What a step asks; of one with a single field that alone has the question, that."""
        fields: Sequence[Any] = getattr(step, "fields", ()) if isinstance(step, Ask) else ()
        text = step.prompt or (fields[0].prompt if len(fields) == 1 else None)
        return self.question(text, Scope(step=step.id, at=at))

    def question(self, text: Text | None, scope: Scope) -> Words:
        """A question with its values in it. Asked of every row, it is said once for them all, with … in the place of the
        row; none where it asks about the time before."""
        if not text:
            return ()
        about = {name.split(".")[0] for name in placeholders(self.scenario.text(text, self.lang))}
        if "last" in about:
            return ()
        words = self.words(text, scope)
        if "item" in about and not (scope.of or scope.item):
            return _of_all(words)
        return words

    def label(self, id: str) -> str:
        return self.book.label(id)

    def number(self, value: float, unit: str = "", digits: int | None = None, signed: bool = False) -> Number:
        """A value as it is drawn: `signed` writes a plus too; a unit of `duration` is minutes."""
        if unit == "duration":
            return Number(value=value, drawn=self.duration(value))
        drawn = language.number(value if digits is not None else round(value, 2), self.lang, digits)
        if signed and value > 0:
            drawn = f"+{drawn}"
        return Number(value=value, drawn=f"{drawn}{NBSP}{unit}" if unit else drawn)

    def duration(self, minutes: float) -> str:
        whole = round(abs(minutes))
        hours, rest = divmod(whole, 60)
        sign = "\u2212" if minutes < 0 and whole else ""
        if hours and rest:
            return sign + self.t("hours_minutes", h=hours, min=rest)
        return sign + (self.t("hours", h=hours) if hours else self.t("minutes", min=rest))

    def day(self, value: date) -> str:
        return language.day(value, self.lang, self.held)

    def local(self, when: datetime) -> datetime:
        return when.astimezone(self.zone)

    @cached_property
    def held(self) -> date:
        """The day the workshop was held: as planned, else when it was begun."""
        first = min((visit.start for visit in self.session.times), default=None)
        return self.local(self.session.plan.start or first or self.session.created).date()

    def anchor(self, *parts: str) -> str:
        """A name for links, the same each time the document is made, given once."""
        base = "-".join("".join(c if c.isalnum() and c.isascii() else "-" for c in part.lower()) for part in parts if part)
        count = self._anchors[base] = self._anchors.get(base, 0) + 1
        return base if count == 1 else f"{base}-x{count}"

    def reference(self, step: Step, at: str = "", of: str = "") -> tuple[str, str]:
        """The anchor and the name of the place where the answers stand word for word; ("", "") where they do not."""
        anchor, number = self.references.get((step.id,), ("", ""))
        row, _ = self.references.get((step.id, at, of), (anchor, ""))
        return row, self.t("in_answers", number=number) if number else ""

    # ----------------------------------------------------------------------------------------------------- what shows

    @cached_property
    def _out(self) -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
        """What this edition leaves out: steps, fields of steps, items."""
        steps: set[str] = set()
        fields: set[tuple[str, str]] = set()
        items: set[str] = set()
        for each in self.edition.leave_out if self.edition else ():
            if isinstance(each, Source):
                items |= {item.id for item in self.book.source(each)}
                continue
            step, _, name = each.partition(".")
            found = self.scenario.step_by_id.get(step)
            if found is not None and not name:
                steps.add(step)
            elif found is not None and any(field.id == name for field in getattr(found, "fields", ())):
                fields.add((step, name))
            else:
                items |= {item.id for item in self.book.source(each)}
        return frozenset(steps), frozenset(fields), frozenset(items)

    def shows_step(self, step: AnyStep, at: str = "") -> bool:
        return step.id not in self._out[0] and self.book.active(step, at) and self.shows(at)

    def shows_field(self, step: Step, field: str) -> bool:
        return (step.id, field) not in self._out[1]

    def shows_lane(self, id: str) -> bool:
        """Whether a lane is chosen for the map. What is not stands among all answers nevertheless: to hold something back is
        for an edition."""
        return self._lanes is None or id in self._lanes

    def shows(self, id: str) -> bool:
        """Whether a thing is in this edition: it is not gone, nor what it belongs to, and not left out. A thing that nothing
        is known of is shown."""
        return not id or self._shown(id, ())

    def _shown(self, id: str, above: tuple[str, ...]) -> bool:
        if id in self._out[2]:
            return False
        if id in self._seen:
            return self._seen[id]
        item = self.book.index.find(id, gone=True)
        shown = True
        if item is not None:
            owners = [owner for owner in (item.of, item.at, item.by) if owner and owner != id and owner not in above]
            shown = not item.gone and all(self._shown(owner, (*above, id)) for owner in owners)
        self._seen[id] = shown
        return shown

    @cached_property
    def _seen(self) -> dict[str, bool]:
        return {}

    def shows_item(self, item: Item) -> bool:
        owners = (item.of, item.at, item.by)
        return not item.gone and item.id not in self._out[2] and all(self.shows(owner) for owner in owners)

    def shows_spot(self, spot: Spot) -> bool:
        return all(self.shows(id) for id in (spot.at, spot.of, spot.across, spot.by))

    def kept(self, items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(item for item in items if self.shows_item(item))

    def rows(self, step: AnyStep, at: str = "") -> tuple[Item, ...]:
        return tuple(item for item in self.book.rows(step, at) if self.shows(item.id))

    def cells(self, step: Step) -> Iterator[tuple[Spot, Cell]]:
        """All that was answered in a step, every round, at every row that is still there."""
        for spot, cell in self.session.answer(step.id).cells.items():
            if self.shows_spot(spot):
                yield spot, cell

    def cell(self, step: AnyStep, at: str = "", of: str = "", across: str = "", by: str = "") -> Mapping[str, Any]:
        """What one voice said in the latest round."""
        return self.book.cell(step, of, across, by, at)

    # ---------------------------------------------------------------------------------------------------------- order

    def loop(self, section: Section) -> tuple[Item, ...]:
        """The items that a section was taken for."""
        return tuple(item for item in layers.loop_items(self.book, section) if self.shows(item.id))

    def ats(self, step: AnyStep) -> tuple[str, ...]:
        """The section items of a step, in order; ("",) where its section has none."""
        section = self.scenario.section_of(step)
        if section is None or section.each is None:
            return ("",)
        known = [item.id for item in self.loop(section)]
        there = [spot.at for spot, _ in self.cells(step)] + [item.at for item in self.session.answer(step.id).items.values()]
        return tuple(dict.fromkeys([*known, *(at for at in there if self.shows(at))]))

    def voices(self, step: AnyStep) -> tuple[str, ...]:
        """Who answered or could have, in order. Nameless voices come in the order of their ids, which tells nothing."""
        given = [voice for voice in self.book.voices(step) if self.shows(voice)]
        there = sorted({spot.by for spot, _ in self.cells(step)} - set(given))
        return (*given, *(voice for voice in there if voice)) or ("",)

    # ---------------------------------------------------------------------------------------------------------- names

    @cached_property
    def named(self) -> bool:
        """Whether this edition gives names at all."""
        allowed = self._names and (self.edition is None or self.edition.names)
        return allowed and self.session.names != "never" and not self.session.alone

    def name(self, step: Step, voice: str, at: str = "") -> str:
        """Who a voice is, where that may be said; else nothing."""
        if not voice or not self.named:
            return ""
        if isinstance(step, Answered):
            if step.names == "never":
                return ""
            # What the room was not shown the client is not told either; the facilitator's own edition has every name there is.
            if step.names == "later" and not self.internal and not self.session.progress_of(step.id, at).names_shown:
                return ""
        role = self.scenario.roles.get(voice)
        return self.text(role.title) if role is not None else self.label(voice)

    def owner(self, name: str) -> str:
        """Who is to do something: as written, or a participant by id."""
        if self.session.person(name) is not None:
            return self.label(name) if self.named else ""
        return name
