"""What the changes of lists do: of `list`, `actions` and `decisions`, and of whatever was captured.

The items of a `list` lie under its answer; those of the two others, and what is parked or noted, in the logs. `actions.py`
and `decisions.py` say which fields their items have besides the step's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.session import fields
from workshop.session.book import Book
from workshop.session.changes import (
    AddItem,
    AddItems,
    EditItem,
    MergeItems,
    MoveItem,
    RemoveItem,
    RestoreItem,
    SetItemField,
)
from workshop.session.kinds import ask, group
from workshop.session.logged import LOG_FIELDS
from workshop.session.model import LOGS, Item, Items, Session, with_answer
from workshop.session.scope import Scope
from workshop.session.spots import (
    any_step,
    check_at,
    check_by,
    check_of,
    check_room,
    fresh_id,
    log_of,
    many_lines,
    name_of,
    nameless,
    one_line,
    references,
    step_of,
    title,
)

TOUCHED = "touched"
"""Kept with an item of a chain when one before it was reworded; gone again when the item itself is."""


class Home(NamedTuple):
    """Where a list of items lies: in one of the logs, or (log "") under the answer of a step."""

    log: str = ""
    step: str = ""


def items_at(session: Session, home: Home) -> Items:
    if home.log:
        found: Items = getattr(session, home.log)
        return found
    return session.answer(home.step).items


def with_items(session: Session, home: Home, items: Items) -> Session:
    if home.log:
        return replace(session, **{home.log: items})
    return with_answer(session, home.step, replace(session.answer(home.step), items=items))


def home_of(step: ListStep) -> Home:
    log = log_of(step)
    return Home(log=log) if log else Home(step=step.id)


# ------------------------------------------------------------------------------------------------------------ adding


def add_item(book: Book, change: AddItem) -> Session:
    step = step_of(book, change.step, ListStep)
    _check_place(book, step, change.at, change.of, change.by, more=1)
    home = home_of(step)
    items = items_at(book.session, home)
    item = Item(
        id=fresh_id(book, change.id, items),
        text=one_line(change.text),
        by=change.by,
        of=change.of,
        at=change.at,
        round=book.session.progress_of(step.id, change.at).rounds,
        src=references(change.src),
        fields=_fields_of(book, step, home, change.fields, Scope(step=step.id, at=change.at, of=change.of, by=change.by)),
    )
    return with_items(book.session, home, _placed(book, step, items, [item], change.after))


def add_items(book: Book, change: AddItems) -> Session:
    step = step_of(book, change.step, ListStep)
    texts = [one_line(text) for text in change.texts if not isinstance(text, str) or text.strip()]
    if not texts:
        raise Refused("session.empty")
    for given in (change.ids, change.fields):
        if given and (len(given) != len(change.texts) or len(texts) != len(change.texts)):
            raise Refused("session.ids_do_not_match")
    _check_place(book, step, change.at, change.of, change.by, more=len(texts))
    home = home_of(step)
    items = items_at(book.session, home)
    round = book.session.progress_of(step.id, change.at).rounds
    fresh: dict[str, Item] = {}
    scope = Scope(step=step.id, at=change.at, of=change.of, by=change.by)
    for text, id, said in zip(texts, change.ids or [""] * len(texts), change.fields or [{}] * len(texts), strict=True):
        found = fresh_id(book, id, items)
        if found in fresh:
            raise Refused("session.id_taken", id=found)
        own = _fields_of(book, step, home, said, scope)
        fresh[found] = Item(id=found, text=text, by=change.by, of=change.of, at=change.at, round=round, fields=own)
    return with_items(book.session, home, _placed(book, step, items, list(fresh.values()), change.after))


def _check_place(book: Book, step: ListStep, at: str, of: str, by: str, *, more: int) -> None:
    if step.closed:
        raise Refused("session.closed", step=title(book, step))
    check_at(book, step, at)
    check_of(book, step, at, of)
    check_by(book, step, by, anybody=True)
    check_room(book, more)
    if step.max is not None:
        round = book.session.progress_of(step.id, at).rounds
        there = count_at(book.session, step, round, at, of, by)
        if there + more > step.max:
            raise Refused("session.list_full", step=title(book, step), n=step.max)


def count_at(session: Session, step: ListStep, round: int, at: str, of: str, by: str) -> int:
    """How many items a voice has given for one row in this round: what `min` and `max` are about."""
    home = home_of(step)
    return sum(
        1
        for item in items_at(session, home).values()
        if not item.gone
        and (item.at, item.of, item.by, item.round) == (at, of, by, round)
        and (not home.log or item.get("step") == step.id)
    )


def _fields_of(book: Book, step: ListStep, home: Home, given: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    allowed = [*LOG_FIELDS.get(home.log, ()), *step.fields]
    kept: dict[str, Any] = {"step": step.id} if home.log else {}
    for name, value in given.items():
        found = fields.kept(book, allowed, name, value, scope)
        if found is not None:
            kept[name] = found
    return kept


def _placed(book: Book, step: ListStep, items: Items, fresh: Sequence[Item], after: str | None) -> Items:
    if after is None and nameless(book, step) and fresh[0].by:
        # Each voice's items together, voices by their ids: the order of entering would tell who is who.
        last = next((item.id for item in reversed([*items.values()]) if item.by <= fresh[0].by), "")
        return inserted(book, items, fresh, last)
    return inserted(book, items, fresh, after)


def inserted(book: Book, items: Items, fresh: Iterable[Item], after: str | None) -> Items:
    """The items with fresh ones put in: None = last, "" = first, else after the item of that id."""
    added = {item.id: item for item in fresh}
    if after is None:
        return {**items, **added}
    if after == "":
        return {**added, **items}
    if after not in items:
        raise Refused("session.no_item", item=name_of(book, after))
    result: dict[str, Item] = {}
    for id, item in items.items():
        result[id] = item
        if id == after:
            result.update(added)
    return result


# ---------------------------------------------------------------------------------------------------------- changing


def edit_item(book: Book, change: EditItem) -> Session:
    home, item, _ = found_item(book, change.step, change.id)
    text = many_lines(change.text) if home.log == "notes" else one_line(change.text)
    written = _written(book, home, item)
    if text == written:
        text = ""  # as the scenario says: so it follows the language
    kept = {name: value for name, value in item.fields.items() if name != TOUCHED}
    edited = replace(item, text=text, fields=kept)
    if edited == item:
        return book.session
    items = {**items_at(book.session, home), item.id: edited}
    if text != item.text and not home.log:
        items = _flagged(book, home, items, edited)
    return with_items(book.session, home, items)


def _written(book: Book, home: Home, item: Item) -> str | None:
    """What the scenario says where the item is one of those written in it."""
    step = book.scenario.step_by_id.get(home.step or str(item.get("step", "")))
    for written in step.items if isinstance(step, ListStep) else ():
        if written.id == item.id:
            return book.scenario.text(written.text, book.session.lang)
    return None


def _flagged(book: Book, home: Home, items: dict[str, Item], edited: Item) -> dict[str, Item]:
    """In a chain each entry is asked of the one before: those after a reworded one are flagged."""
    step = book.scenario.step_by_id.get(home.step)
    if not isinstance(step, ListStep) or not step.chain:
        return items
    passed = False
    for id, item in items.items():
        if id == edited.id:
            passed = True
        elif passed and not item.gone and (item.at, item.of, item.by) == (edited.at, edited.of, edited.by):
            items[id] = replace(item, fields={**item.fields, TOUCHED: True})
    return items


def set_item_field(book: Book, change: SetItemField) -> Session:
    home, item, step = found_item(book, change.step, change.id)
    before = item.get(change.field)
    value: Any
    if home.log and change.field == "step":
        value = any_step(book, change.value).id if change.value else None
    else:
        allowed = [*LOG_FIELDS.get(home.log, ()), *(step.fields if step else ())]
        scope = Scope(step=step.id if step else "", at=item.at, of=item.of, by=item.by, item=item.id)
        value = fields.kept(book, allowed, change.field, change.value, scope, before)
    if value == before and type(value) is type(before):
        return book.session
    kept = {name: other for name, other in item.fields.items() if name != change.field}
    if value is not None:
        # A field that was there keeps its place among the others.
        kept = {**item.fields, change.field: value}
    return with_items(book.session, home, {**items_at(book.session, home), item.id: replace(item, fields=kept)})


def move_item(book: Book, change: MoveItem) -> Session:
    home, item, step = found_item(book, change.step, change.id)
    moved = item
    if change.of is not None and change.of != item.of:
        if step is None:
            raise Refused("session.no_layer", step=name_of(book, item.id))
        check_of(book, step, item.at, change.of)
        moved = replace(item, of=change.of)
    items = items_at(book.session, home)
    if change.after == item.id:
        return book.session if moved is item else with_items(book.session, home, {**items, item.id: moved})
    rest = {id: other for id, other in items.items() if id != item.id}
    after = inserted(book, rest, [moved], change.after)
    if moved is item and list(after) == list(items):
        return book.session
    return with_items(book.session, home, after)


def remove_item(book: Book, change: RemoveItem) -> Session:
    home, item, _ = found_item(book, change.step, change.id)
    items = {**items_at(book.session, home), item.id: replace(item, gone=True)}
    return with_items(book.session, home, items)


def merge_items(book: Book, change: MergeItems) -> Session:
    home, into, _ = found_item(book, change.step, change.into)
    ids = [id for id in dict.fromkeys(change.ids) if id != into.id]
    if not ids:
        return book.session
    items = dict(items_at(book.session, home))
    src: list[str] = list(into.src)
    for id in ids:
        found, item, _ = found_item(book, change.step, id)
        if found != home:
            raise Refused("session.no_item", item=name_of(book, id))
        src += [id, *item.src]
        items[id] = replace(item, gone=True)
    items[into.id] = replace(into, src=tuple(dict.fromkeys(other for other in src if other != into.id)))
    return with_items(book.session, home, items)


def restore_item(book: Book, change: RestoreItem) -> Session:
    session = book.session
    step = any_step(book, change.step) if change.step else None
    if isinstance(step, Ask | GroupStep):
        restored = ask.restore_entry(book, step, change.id) if isinstance(step, Ask) else group.restore(book, step, change.id)
        if restored is None:
            raise Refused("session.no_item", item=name_of(book, change.id))
        return restored
    person = session.person(change.id) if step is None else None
    if person is not None:
        if not person.gone:
            return session
        back = replace(person, gone=False)
        return replace(session, people=tuple(back if other.id == person.id else other for other in session.people))
    home, item, _ = found_item(book, change.step, change.id, gone=True)
    if not item.gone:
        return session
    check_room(book, 0)
    return with_items(session, home, {**items_at(session, home), item.id: replace(item, gone=False)})


def found_item(book: Book, step: str, id: str, *, gone: bool = False) -> tuple[Home, Item, ListStep | None]:
    """An item by its id, and the step it belongs to. Without a step: in the logs, then in any list."""
    session = book.session
    homes: list[Home]
    if step:
        homes = [home_of(step_of(book, step, ListStep))]
    else:
        homes = [*(Home(log=log) for log in LOGS), *(Home(step=name) for name in session.answers)]
    for home in homes:
        item = items_at(session, home).get(id)
        if item is not None:
            if item.gone and not gone:
                raise Refused("session.gone", item=item.text or name_of(book, id))
            owner = book.scenario.step_by_id.get(step or home.step or str(item.get("step", "")))
            fitting = isinstance(owner, ListStep) and home_of(owner) == home
            return home, item, owner if fitting and isinstance(owner, ListStep) else None
    raise Refused("session.no_item", item=name_of(book, id))


CHANGES = {
    AddItem: add_item,
    AddItems: add_items,
    EditItem: edit_item,
    SetItemField: set_item_field,
    MoveItem: move_item,
    RemoveItem: remove_item,
    RestoreItem: restore_item,
    MergeItems: merge_items,
}
