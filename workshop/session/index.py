"""From an id to the item it stands for, wherever it lies.

Nothing is indexed ahead: a list is looked into by its own keys, and where an id was found last is where it is sought first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.actions import Actions
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.decisions import Decisions
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.session import layers, people
from workshop.session.model import LOGS, Cell, Group, Item, live

if TYPE_CHECKING:
    from workshop.session.book import Book


T = TypeVar("T")


class Index:
    def __init__(self, book: Book, before: Index | None = None) -> None:
        self._book = book
        # Where ids were found: shared along the line of Books, and only ever believed after a look.
        self._hints: dict[str, str] = before._hints if before is not None else {}

    def find(self, id: str, *, gone: bool = False) -> Item | None:
        """The item, unless it is gone (`gone`: also then)."""
        if not id:
            return None
        hint = self._hints.get(id)
        if hint is not None:
            item = self._in(hint, id)
            if item is not None:
                return item if gone or not item.gone else None
        for place in self._places():
            if place != hint:
                item = self._in(place, id)
                if item is not None:
                    self._hints[id] = place
                    return item if gone or not item.gone else None
        return self._book.made_item(id)

    def home(self, id: str) -> str:
        """The step an item, entry or group was made in; "" for anything else."""
        hint = self._hints.get(id)
        if hint is None:
            self.find(id)
            hint = self._hints.get(id, "")
        where, _, name = hint.partition(":")
        if where == "log":
            item = self._in(hint, id)
            return str(item.get("step", "")) if item is not None else ""
        return name if where in ("list", "entries", "groups") else ""

    def _places(self) -> Iterator[str]:
        for step in self._book.scenario.steps:
            if isinstance(step, ListStep):
                yield f"list:{step.id}"
            elif isinstance(step, GroupStep):
                yield f"groups:{step.id}"
            elif isinstance(step, Ask):
                if step.items:
                    yield f"written:{step.id}"
                if any(isinstance(field, ListField) for field in step.fields):
                    yield f"entries:{step.id}"
        yield "people"
        for teams in self._book.scenario.teams:
            yield f"teams:{teams}"
        yield "roles"
        for log in LOGS:
            yield f"log:{log}"

    def _in(self, place: str, id: str) -> Item | None:
        book = self._book
        where, _, name = place.partition(":")
        if where == "log":
            book.read(name)
            found: Item | None = getattr(book.session, name).get(id)
            return found
        if where == "people":
            return next((person for person in self._everyone() if person.id == id), None)
        if where == "teams":
            return next((team for team in people.team_items(book, name) if team.id == id), None)
        if where == "roles":
            return people.role_item(book, id)
        step = book.scenario.step_by_id.get(name)
        if where == "list" and isinstance(step, ListStep):
            return list_item(book, step, id)
        if where == "written" and isinstance(step, Ask):
            return layers.written_by_id(book, step).get(id)
        if where == "entries" and isinstance(step, Ask):
            return entries(book, step).get(id)
        if where == "groups" and isinstance(step, GroupStep):
            return groups(book, step).get(id)
        return None

    def _everyone(self) -> tuple[Item, ...]:
        gone = tuple(Item(id=person.id, text=person.name, gone=True) for person in self._book.session.people if person.gone)
        return people.people(self._book) + gone


def raw_items(book: Book, step: AnyStep) -> Mapping[str, Item]:
    """Where the items of a list step lie: under its answers, or in a log (with those of other steps)."""
    if isinstance(step, Actions):
        book.read("actions")
        return book.session.actions
    if isinstance(step, Decisions):
        book.read("decisions")
        return book.session.decisions
    return book.answer(step.id).items


def live_items(book: Book, step: AnyStep) -> tuple[Item, ...]:
    """The items of a list step that are not gone, as stored; of the logs only those made in the step. Gone through once for
    each change, for all who ask."""

    def work() -> tuple[Item, ...]:
        raw = raw_items(book, step)
        if isinstance(step, (Actions, Decisions)):
            return tuple(item for item in live(raw) if item.get("step") == step.id)
        return tuple(live(raw))

    return book.remember(("live", step.id), work, ())


def list_item(book: Book, step: ListStep, id: str) -> Item | None:
    """An item of a list, in words; a written one that nobody took or reworded has those of the scenario."""
    item = raw_items(book, step).get(id)
    if item is not None:
        return in_words(book, step, item)
    if step.items:
        return layers.written_by_id(book, step).get(id)
    return None


def in_words(book: Book, step: ListStep, item: Item) -> Item:
    """A written item stores its text only when it was reworded, so that it follows the language."""
    if not step.items:
        return item
    origin = layers.written_by_id(book, step).get(item.id)
    if origin is None or (item.text and not origin.fields):
        return item
    return replace(item, text=item.text or origin.text, fields={**origin.fields, **item.fields})


def things(cell: Cell, name: str, kind: type[T]) -> list[T]:
    """The entries or groups of a cell. A file edited by hand may hold anything there."""
    stored = cell.get(name)
    return [one for one in stored if isinstance(one, kind)] if isinstance(stored, (tuple, list)) else []


def entries(book: Book, step: Ask) -> Mapping[str, Item]:
    """The entries of a step's list fields by id, gone ones too: each `of` its row, `by` its voice."""

    def work() -> Mapping[str, Item]:
        found: dict[str, Item] = {}
        fields = [field.id for field in step.fields if isinstance(field, ListField)]
        for spot, cell in book.answer(step.id).cells.items():
            for name in fields:
                for entry in things(cell, name, Item):
                    found[entry.id] = (
                        entry
                        if (entry.of, entry.at, entry.by, entry.round) == (spot.of, spot.at, spot.by, spot.round)
                        else replace(entry, of=spot.of, at=spot.at, by=spot.by, round=spot.round)
                    )
        return found

    return book.remember(("entries", step.id), work, {})


def groups(book: Book, step: GroupStep) -> Mapping[str, Item]:
    """The groups of a step by id, gone ones too, as items; what lies in them stands in `src` of none: see `members`."""

    def work() -> Mapping[str, Item]:
        return {
            group.id: Item(id=group.id, text=group.name, by=spot.by, of=spot.of, at=spot.at, round=spot.round, gone=group.gone)
            for spot, cell in book.answer(step.id).cells.items()
            for group in things(cell, "groups", Group)
        }

    return book.remember(("groups", step.id), work, {})


def all_items(book: Book) -> Iterator[Item]:
    """Every item of lists, logs and entries, step by step; gone ones too."""
    for step in book.scenario.steps:
        if isinstance(step, ListStep):
            yield from (in_words(book, step, item) for item in raw_items(book, step).values())
        elif isinstance(step, Ask):
            yield from layers.written(book, step)
            yield from entries(book, step).values()
