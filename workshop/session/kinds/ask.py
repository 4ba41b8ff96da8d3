"""What the changes of an `ask` do: one field of one answer set, entries of a list field added, reworded, moved, removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds.ask import Ask
from workshop.session import fields
from workshop.session.book import Book
from workshop.session.changes import AddEntry, At, EditEntry, MoveEntry, RemoveEntry, SetField
from workshop.session.model import Item, Session, Spot
from workshop.session.scope import Scope
from workshop.session.spots import check_room, fresh_id, name_of, one_line, put, spot_of, step_of

Entries = tuple[Item, ...]


def set_field(book: Book, change: SetField) -> Session:
    step, spot, cell = _cell(book, change)
    before = cell.get(change.field)
    if change.value is None and isinstance(before, tuple):
        # Clearing a list removes its entries as removing them one by one does: they can be brought back.
        return _put(book, step, spot, cell, change.field, tuple(replace(entry, gone=True) for entry in before))
    field = next((field for field in step.fields if field.id == change.field), None)
    if isinstance(field, ListField) and change.value is not None:
        raise Refused("session.entries_only", field=book.scenario.text(field.title, book.session.lang) or field.id)
    scope = Scope(step=step.id, round=spot.round, at=spot.at, of=spot.of, across=spot.across, by=spot.by)
    value = fields.kept(book, step.fields, change.field, change.value, scope, before)
    return _put(book, step, spot, cell, change.field, value)


def add_entry(book: Book, change: AddEntry) -> Session:
    step, spot, cell = _cell(book, change)
    entries = _entries(book, step, cell, change.field)
    entry = Item(id=fresh_id(book, change.id, (entry.id for entry in entries)), text=one_line(change.text))
    check_room(book, 1)
    return _put(book, step, spot, cell, change.field, _inserted(book, entries, entry, change.after))


def edit_entry(book: Book, change: EditEntry) -> Session:
    step, spot, cell = _cell(book, change)
    entries = _entries(book, step, cell, change.field)
    entry = replace(_entry(book, entries, change.id), text=one_line(change.text))
    return _put(book, step, spot, cell, change.field, _exchanged(entries, entry))


def move_entry(book: Book, change: MoveEntry) -> Session:
    step, spot, cell = _cell(book, change)
    entries = _entries(book, step, cell, change.field)
    entry = _entry(book, entries, change.id)
    if change.after == change.id:
        return book.session
    rest = tuple(other for other in entries if other.id != entry.id)
    return _put(book, step, spot, cell, change.field, _inserted(book, rest, entry, change.after))


def remove_entry(book: Book, change: RemoveEntry) -> Session:
    step, spot, cell = _cell(book, change)
    entries = _entries(book, step, cell, change.field)
    entry = replace(_entry(book, entries, change.id), gone=True)
    return _put(book, step, spot, cell, change.field, _exchanged(entries, entry))


def restore_entry(book: Book, step: Ask, id: str) -> Session | None:
    """The session with a removed entry back in its place; None: the step has no such entry."""
    cells = book.session.answer(step.id).cells
    for spot, cell in sorted(cells.items(), key=lambda pair: -pair[0].round):  # an entry lives on in every later round
        for name, value in cell.items():
            for entry in value if isinstance(value, tuple) else ():
                if entry.id == id and (entry.gone or spot.round == 1):
                    return _put(book, step, spot, cell, name, _exchanged(value, replace(entry, gone=False)))
    return None


def _cell(book: Book, change: At) -> tuple[Ask, Spot, Mapping[str, Any]]:
    step = step_of(book, change.step, Ask)
    spot = spot_of(book, step, change)
    return step, spot, book.session.cell(step.id, spot)


def _entries(book: Book, step: Ask, cell: Mapping[str, Any], name: str) -> Entries:
    if not any(field.id == name and isinstance(field, ListField) for field in step.fields):
        raise Refused("session.no_field", field=name)
    found: Entries = cell.get(name, ())
    return found


def _entry(book: Book, entries: Entries, id: str) -> Item:
    found = next((entry for entry in entries if entry.id == id), None)
    if found is None:
        raise Refused("session.no_item", item=name_of(book, id))
    if found.gone:
        raise Refused("session.gone", item=found.text)
    return found


def _exchanged(entries: Entries, entry: Item) -> Entries:
    return tuple(entry if other.id == entry.id else other for other in entries)


def _inserted(book: Book, entries: Entries, entry: Item, after: str | None) -> Entries:
    if after is None:
        return (*entries, entry)
    if after == "":
        return (entry, *entries)
    for at, other in enumerate(entries):
        if other.id == after:
            return (*entries[: at + 1], entry, *entries[at + 1 :])
    raise Refused("session.no_item", item=name_of(book, after))


def _put(book: Book, step: Ask, spot: Spot, cell: Mapping[str, Any], name: str, value: Any) -> Session:
    before = cell.get(name)
    if before == value and type(before) is type(value):
        return book.session
    after = {key: kept for key, kept in cell.items() if key != name} if value is None else {**cell, name: value}
    return put(book, step, spot, after)


CHANGES = {
    SetField: set_field,
    AddEntry: add_entry,
    EditEntry: edit_entry,
    MoveEntry: move_entry,
    RemoveEntry: remove_entry,
}
