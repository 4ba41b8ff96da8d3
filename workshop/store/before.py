"""What there is of a client from before: actions that are open still, and what a workshop takes from earlier ones.

Read only: what is taken is written to the new session, by Changes; the earlier file stays as it is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from workshop import language
from workshop.errors import Refused, WorkshopError
from workshop.language import t
from workshop.scenario.model import Source
from workshop.scenario.parts import Scenario
from workshop.session import past
from workshop.session.apply import apply
from workshop.session.book import Book
from workshop.session.carried import is_carried
from workshop.session.changes import AnyChange, CarryOver, SetEarlier
from workshop.session.fitting import fitted
from workshop.session.model import Item, Session, live
from workshop.store.books import read_book
from workshop.store.files import Listed, listing
from workshop.store.saved import read_session
from workshop.text import fold


class Part(NamedTuple):
    """Something a workshop takes: what it is called where it was made, in the languages there, and how many there are."""

    titles: Mapping[str, str]
    n: int


class Choice(NamedTuple):
    """An earlier session that a workshop can take from. `parts` empty: it is only set beside this one."""

    scenario: str
    uuid: str
    titles: Mapping[str, str]  # of its workshop, by language
    day: date
    parts: tuple[Part, ...]

    def words(self, lang: str | None = None) -> str:
        """`Aktiviteter (12) från Kundresan, tors 19 nov`; `jämförs med …`, where it is only set beside it."""
        where = t("store.before.where", lang, title=language.pick(self.titles, lang), day=language.day(self.day, lang))
        if not self.parts:
            return t("store.before.beside", lang, where=where)
        parts = ", ".join(t("store.before.part", lang, title=language.pick(part.titles, lang), n=part.n) for part in self.parts)
        return t("store.before.taken", lang, parts=parts, where=where)


class Opening(NamedTuple):
    """The actions of one earlier session that are open still."""

    uuid: str
    day: date
    actions: tuple[Item, ...]

    def change(self) -> CarryOver:
        taken = [{"src": item.id, "text": item.text, **_dues(item)} for item in self.actions]
        return CarryOver(earlier=self.uuid, said=self.day, actions=taken)


class Before(NamedTuple):
    """What a new session may begin with. `choices` by scenario, the latest first."""

    openings: tuple[Opening, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = {}

    @property
    def open_actions(self) -> int:
        return sum(len(opening.actions) for opening in self.openings)

    @property
    def since(self) -> date | None:
        """The day of the earliest of them."""
        return min((opening.day for opening in self.openings), default=None)

    def open_words(self, lang: str | None = None) -> str:
        """`2 öppna åtgärder sedan ons 14 okt`; "" where there are none."""
        since = self.since
        if since is None:
            return ""
        return t("store.before.open", lang, n=self.open_actions, day=language.day(since, lang))

    def latest(self) -> dict[str, str]:
        """Of each scenario the session that would be taken from."""
        return {scenario: found[0].uuid for scenario, found in self.choices.items() if found}


def before(listed: Iterable[Listed], client: str, scenario: Scenario, *, alone: bool = False) -> Before:
    """What the sessions of a list hold for a new session of a scenario for this client. What cannot be read is not there.
    Whoever sits `alone` and names no client goes on from what was done alone and without one."""
    wanted = fold(client)
    if not wanted and not alone:
        return Before()
    theirs: dict[str, Listed] = {}
    for one in listed:
        # A conflict's other version is no other session.
        read = not one.error and not one.newer and not one.conflict and one.uuid
        if read and fold(one.client) == wanted and (wanted or one.alone):
            theirs.setdefault(one.uuid, one)
    return Before(_openings(theirs.values()), _choices(theirs.values(), scenario))


def in_words(found: Before, lang: str | None = None) -> list[str]:
    """What a new session begins with and takes in, a sentence each."""
    said = [t("store.before.begins_with", lang, what=found.open_words(lang))] if found.openings else []
    return said + [t("store.before.takes", lang, what=choices[0].words(lang)) for choices in found.choices.values()]


def in_folder(folder: Path, client: str, scenario: Scenario, *, alone: bool = False) -> Before:
    return before(listing(folder), client, scenario, alone=alone) if alone or fold(client) else Before()


def begun(scenario: Scenario, session: Session, found: Before, earlier: Mapping[str, str], *, carry: bool = True) -> Session:
    """A new session with what it begins with: the sessions it takes from (`earlier`, by scenario; "" for none) and, where
    `carry`, the open actions. Through the same Changes as everything."""
    changes: list[AnyChange] = [SetEarlier(scenario=name, uuid=uuid) for name, uuid in earlier.items() if uuid]
    changes += [opening.change() for opening in found.openings] if carry else []
    for change in changes:
        with contextlib.suppress(Refused):  # a workshop must not fail to begin over last year's
            session = apply(Book(scenario, session), change)
    return session


# -------------------------------------------------------------------------------------------------------- open actions


def open_actions(listed: Iterable[Listed]) -> list[tuple[Listed, Item]]:
    """Every action that is open, with the session it is open in: each once, however many sessions it was taken over by."""
    by_uuid = {one.uuid: one for one in listed if not one.error and not one.newer and not one.conflict and one.uuid}
    return [(by_uuid[opening.uuid], item) for opening in _openings(by_uuid.values()) for item in opening.actions]


def _openings(theirs: Iterable[Listed]) -> tuple[Opening, ...]:
    """By session, the earliest first. An action that a later session took over is that session's, done or not."""
    read: list[Session] = []
    for one in theirs:
        with contextlib.suppress(WorkshopError, OSError):
            read.append(fitted(None, read_session(one.path).session)[0])
    over = {
        (item.get("earlier"), id)
        for session in read
        for item in session.actions.values()
        if is_carried(item)
        for id in item.src
    }
    found = []
    for session in read:
        left = [item for item in live(session.actions) if not item.get("done") and (session.uuid, item.id) not in over]
        left = [item if item.text else replace(item, text=_written(session, item)) for item in left]
        if left:
            found.append(Opening(session.uuid, past.held(session), tuple(item for item in left if item.text)))
    return tuple(sorted(found, key=lambda opening: opening.day))


def _written(session: Session, item: Item) -> str:
    """The words of an action that the workshop's author wrote: they lie in the scenario."""
    from workshop.store.books import with_questions

    with contextlib.suppress(WorkshopError):
        scenario, session, _ = with_questions(session, "")
        return Book(scenario, session).label(item.id)
    return ""


def _dues(item: Item) -> dict[str, Any]:
    return {name: value for name in ("owner", "due") if (value := item.get(name)) is not None}


# --------------------------------------------------------------------------------------------------- what can be taken


def _choices(theirs: Iterable[Listed], scenario: Scenario) -> dict[str, tuple[Choice, ...]]:
    wanted: dict[str, list[Source]] = {}
    for source in past.all_sources(scenario):
        if source.scenario is not None:
            wanted.setdefault(source.scenario, []).append(source)
    compares = past.looks_back(scenario)
    if compares:
        wanted.setdefault(scenario.id, [])
    found: dict[str, list[Choice]] = {name: [] for name in wanted}
    for one in theirs:
        if one.scenario not in wanted:
            continue
        with contextlib.suppress(WorkshopError, OSError):
            book = read_book(one.path)
            parts = tuple(part for source in wanted[one.scenario] if (part := _part(book, source)).n)
            if parts or (compares and one.scenario == scenario.id):
                found[one.scenario].append(Choice(one.scenario, one.uuid, _titles(book), past.held(book.session), parts))
    return {name: tuple(sorted(choices, key=lambda one: one.day, reverse=True)) for name, choices in found.items() if choices}


def _part(book: Book, source: Source) -> Part:
    names = source.from_ if isinstance(source.from_, str) else (source.from_ or [""])[0]
    step_id, _, rest = names.partition(".")
    step = book.scenario.step_by_id.get(step_id)
    inner = [*getattr(step, "fields", ()), *getattr(step, "places", ())]
    thing = next((one for one in inner if one.id == rest), step)
    return Part(_by_language(book.scenario, getattr(thing, "title", None)), len(book.source(replace(source, scenario=None))))


def _titles(book: Book) -> Mapping[str, str]:
    return _by_language(book.scenario, book.scenario.title)


def _by_language(scenario: Scenario, title: Any) -> Mapping[str, str]:
    return {lang: scenario.text(title, lang) for lang in scenario.languages or language.languages()}
