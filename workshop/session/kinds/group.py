"""What the changes of a `group` do. An item lies in at most one group at a spot; a group need have no name."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.kinds.group import GroupStep
from workshop.session.book import Book
from workshop.session.changes import At, BreakGroup, MakeGroup, MergeGroups, MoveGroup, MoveToGroup, NameGroup
from workshop.session.model import Group, Session, Spot
from workshop.session.spots import check_item, check_room, fresh_id, name_of, one_line, put, spot_of, step_of

GROUPS = "groups"  # the key of the cell
Groups = tuple[Group, ...]


def make(book: Book, change: MakeGroup) -> Session:
    step, spot, groups = _groups(book, change)
    items = _items(book, step, spot, groups, change.items)
    made = Group(
        id=fresh_id(book, change.id, (group.id for group in groups)),
        name=one_line(change.name) if change.name.strip() else "",
        items=items,
    )
    check_room(book, 1)
    return _put(book, step, spot, (*_without(groups, items), made))


def name(book: Book, change: NameGroup) -> Session:
    step, spot, groups = _groups(book, change)
    group = _group(book, groups, change.id)
    return _put(book, step, spot, _exchanged(groups, replace(group, name=one_line(change.name) if change.name.strip() else "")))


def move(book: Book, change: MoveToGroup) -> Session:
    step, spot, groups = _groups(book, change)
    items = _items(book, step, spot, groups, change.items)
    if change.group is None:
        return _put(book, step, spot, _without(groups, items))
    group = _group(book, groups, change.group)
    fresh = tuple(item for item in items if item not in group.items)
    rest = _without(groups, fresh)
    return _put(book, step, spot, _exchanged(rest, replace(group, items=(*group.items, *fresh))))


def merge(book: Book, change: MergeGroups) -> Session:
    step, spot, groups = _groups(book, change)
    into = _group(book, groups, change.into)
    for id in dict.fromkeys(change.ids):
        if id != into.id:
            other = _group(book, groups, id)
            into = replace(into, items=(*into.items, *(item for item in other.items if item not in into.items)))
            groups = _exchanged(groups, replace(other, gone=True))
    return _put(book, step, spot, _exchanged(groups, into))


def reorder(book: Book, change: MoveGroup) -> Session:
    """Groups stand in the order they have here, on the screens and in the report; what is gone keeps its neighbours."""
    step, spot, groups = _groups(book, change)
    group = _group(book, groups, change.id)
    if change.after == group.id:
        return book.session
    rest = tuple(other for other in groups if other.id != group.id)
    at = len(rest)
    if change.after is not None:
        at = 1 + rest.index(_group(book, groups, change.after)) if change.after else 0
    return _put(book, step, spot, (*rest[:at], group, *rest[at:]))


def break_up(book: Book, change: BreakGroup) -> Session:
    step, spot, groups = _groups(book, change)
    # It keeps its items, so that it can be brought back; while it is gone they lie in none.
    return _put(book, step, spot, _exchanged(groups, replace(_group(book, groups, change.id), gone=True)))


def restore(book: Book, step: GroupStep, id: str) -> Session | None:
    """The session with a removed group back, with what lies in no other by now; None: the step has no such group."""
    for spot, cell in book.session.answer(step.id).cells.items():
        groups: Groups = cell.get(GROUPS, ())
        for group in groups:
            if group.id == id:
                if not group.gone:
                    return book.session
                taken = {item for other in groups if not other.gone for item in other.items}
                back = replace(group, gone=False, items=tuple(item for item in group.items if item not in taken))
                return _put(book, step, spot, _exchanged(groups, back))
    return None


def _groups(book: Book, change: At) -> tuple[GroupStep, Spot, Groups]:
    step = step_of(book, change.step, GroupStep)
    spot = spot_of(book, step, change)
    return step, spot, book.session.cell(step.id, spot).get(GROUPS, ())


def _group(book: Book, groups: Groups, id: str) -> Group:
    found = next((group for group in groups if group.id == id), None)
    if found is None:
        raise Refused("session.no_group", group=name_of(book, id))
    if found.gone:
        raise Refused("session.gone", item=found.name or name_of(book, id))
    return found


def _items(book: Book, step: GroupStep, spot: Spot, groups: Groups, ids: Iterable[str]) -> tuple[str, ...]:
    grouped = {item for group in groups if not group.gone for item in group.items}
    wanted = tuple(dict.fromkeys(ids))
    for id in wanted:
        if id not in grouped:
            check_item(book, step, spot, id)
    return wanted


def _without(groups: Groups, items: Iterable[str]) -> Groups:
    """The groups with these items in none of them. What is gone keeps its own, to be brought back."""
    taken = set(items)
    return tuple(
        replace(group, items=tuple(item for item in group.items if item not in taken))
        if not group.gone and not taken.isdisjoint(group.items)
        else group
        for group in groups
    )


def _exchanged(groups: Groups, group: Group) -> Groups:
    return tuple(group if other.id == group.id else other for other in groups)


def _put(book: Book, step: GroupStep, spot: Spot, groups: Groups) -> Session:
    cell = book.session.cell(step.id, spot)
    if cell.get(GROUPS, ()) == groups:
        return book.session
    return put(book, step, spot, {**cell, GROUPS: groups})


CHANGES = {
    MakeGroup: make,
    NameGroup: name,
    MoveToGroup: move,
    MergeGroups: merge,
    MoveGroup: reorder,
    BreakGroup: break_up,
}
