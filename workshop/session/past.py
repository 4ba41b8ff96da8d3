"""The earlier session of the same client: what stood there, and which of its things are which of today's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import Source
from workshop.scenario.parts import Scenario
from workshop.session import index, people
from workshop.session.env import Env
from workshop.session.model import Item, Session
from workshop.text import fold

if TYPE_CHECKING:
    from workshop.session.book import Book


def then(book: Book, env: Env) -> tuple[Book, Env] | None:
    """The earlier session of this scenario, and what is at hand there: the same item, section item, row, column and voice."""
    before = book.earlier(book.scenario.id)
    if before is None:
        return None
    item = env.item
    if isinstance(item, Item):
        item = counterpart(book, before, item)
        if item is None:
            return None
    ids = {layer: getattr(env, layer) for layer in ("at", "of", "across", "by")}
    for layer, id in ids.items():
        if id:
            found = counterpart(book, before, book.item(id) or Item(id=id))
            if found is None:
                return None
            ids[layer] = found.id
    return before, Env(step=env.step, item=item, **ids)


def counterpart(book: Book, before: Book, item: Item) -> Item | None:
    """The item of an earlier session that one of today is: what it came from, else the equal id, else the equal text. People
    go by name alone, for p1 is somebody else every time."""
    if any(person.id == item.id for person in people.people(book)):
        return next((person for person in people.people(before) if fold(person.text) == fold(item.text)), None)
    for id in (*item.src, item.id):
        found = before.item(id)
        if found is not None:
            return found
    return by_text(before).get(fold(item.text)) if item.text else None


def by_text(book: Book) -> Mapping[str, Item]:
    """Every item of lists and entries by its text, apart from case and spaces; of equal ones the first."""

    def work() -> Mapping[str, Item]:
        found: dict[str, Item] = {}
        for item in index.all_items(book):
            if not item.gone:
                found.setdefault(fold(item.text), item)
        return found

    return book.remember(("by_text",), work, {})


# ------------------------------------------------------------------------------------- material of an earlier session


def lies_in(book: Book, id: str) -> Book | None:
    """The earlier session that an id is of, among those this scenario takes material from."""
    for scenario in earlier_scenarios(book):
        before = book.earlier(scenario)
        if before is not None and before is not book and before.item(id) is not None:
            return before
    return None


def earlier_scenarios(book: Book) -> tuple[str, ...]:
    """The scenarios whose earlier sessions this one takes material from."""

    def work() -> tuple[str, ...]:
        return tuple(dict.fromkeys(source.scenario for source in all_sources(book.scenario) if source.scenario is not None))

    return book.remember(("earlier_scenarios",), work, ())


def all_sources(scenario: Scenario) -> Iterator[Source]:
    """Every source of the scenario that is a table."""
    yield from _tables([section.each for section in scenario.section])
    for step in scenario.steps:
        yield from sources_of(step)


def sources_of(step: AnyStep) -> Iterator[Source]:
    """The sources of one step that are tables."""
    pending: list[Any] = [getattr(step, key, None) for key in ("each", "across", "start", "from_")]
    yield from _tables(pending + [getattr(field, "from_", None) for field in getattr(step, "fields", ())])


def _tables(pending: list[Any]) -> Iterator[Source]:
    while pending:
        source = pending.pop()
        if isinstance(source, Source):
            yield source
        elif isinstance(source, list):
            pending += source


def looks_back(scenario: Scenario) -> bool:
    """Whether anything in a workshop is set beside what was said the time before."""
    from msgspec import to_builtins

    return "last_time" in str(to_builtins(scenario.step))


def taken_from(book: Book, step: AnyStep) -> tuple[Book, ...]:
    """The earlier sessions that a step has something from: its own sources', and for the first step of a section that
    section's."""

    def work() -> tuple[Book, ...]:
        sources = list(sources_of(step))
        section = book.scenario.section_of(step)
        if section is not None and next(one for one in book.scenario.steps if one.section == section.id) is step:
            sources += _tables([section.each])
        found: dict[int, Book] = {}
        for source in sources:
            before = book.earlier(source.scenario) if source.scenario is not None else None
            if before is not None and book.source(source):
                found[id(before)] = before
        return tuple(found.values())

    return book.remember(("taken_from", step.id), work, ())


def held(session: Session) -> date:
    """The day a session was held, at the place of this computer: as planned, else when it was first worked in, else begun."""
    first = min((visit.start for visit in session.times), default=None)
    return (session.plan.start or first or session.created).astimezone().date()
