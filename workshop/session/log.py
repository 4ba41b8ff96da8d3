"""What is caught on the way, from any screen: actions, decisions, what is parked, notes; the evaluation; last time's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.session import fields
from workshop.session.book import Book
from workshop.session.changes import Capture, CarryOver, Evaluate, SetKind
from workshop.session.header import checked_uuid
from workshop.session.kinds import actions
from workshop.session.kinds.list import found_item
from workshop.session.logged import LOG_FIELDS, LOG_OF, MARK
from workshop.session.model import Item, Items, Session
from workshop.session.scope import Scope
from workshop.session.spots import any_step, check_room, fresh_id, many_lines, name_of, one_line, references, short
from workshop.text import clean

LAYERS = ("at", "of", "by")
"""What `fields` may say, besides the item's own, of where one was: the section's item, the row, the voice."""

OF_ITS_KIND = ("done", "kept", "answer")
"""What was said of a thing as the kind it was: no longer so when it is another."""


def capture(book: Book, change: Capture) -> Session:
    log = LOG_OF[change.what]
    kept: dict[str, Any] = {"step": any_step(book, change.step).id} if change.step else {}
    where = dict.fromkeys(LAYERS, "")
    for name, value in change.fields.items():
        if name in where:
            where[name] = "".join(references([value])) if value else ""
            continue
        found = fields.kept(book, LOG_FIELDS[log], name, value, Scope())
        if found is not None:
            kept[name] = found
    check_room(book, 1)
    item = Item(
        id=fresh_id(book, change.id),
        text=many_lines(change.text) if change.what == "note" else one_line(change.text),
        src=references(change.src),
        fields=kept,
        at=where["at"],
        of=where["of"],
        by=where["by"],
    )
    return replace(book.session, **{log: {**getattr(book.session, log), item.id: item}})


def set_kind(book: Book, change: SetKind) -> Session:
    """From one list to the end of another, with its id and all it holds; what it was asked as the kind it was falls away."""
    home, item, _ = found_item(book, "", change.id)
    to = LOG_OF[change.what]
    if home.log not in LOG_FIELDS or home.log == "evaluation":
        raise Refused("session.no_item", item=name_of(book, change.id))
    if home.log == to:
        return book.session
    session = book.session
    text = item.text or book.label(item.id)
    kept = {name: value for name, value in item.fields.items() if name not in OF_ITS_KIND}
    # A note may have several lines; nothing else has.
    moved = replace(item, text=text if to == "notes" else " ".join(text.split("\n")), fields=kept)
    rest = {id: other for id, other in getattr(session, home.log).items() if id != item.id}
    return replace(session, **{home.log: rest, to: {**getattr(session, to), item.id: moved}})


# --------------------------------------------------------------------------------------------------------- evaluation


def evaluate(book: Book, change: Evaluate) -> Session:
    session = book.session
    named = session.names != "never" and not session.alone
    by = change.by if named else ""
    if by and session.person(by) is None:
        raise Refused("session.no_person", person=by[:60])
    mark = None if change.mark is None else fields.kept(book, (MARK,), MARK.id, change.mark, Scope())
    text = clean(short(change.text), multiline=False)
    if mark is None and not text:
        raise Refused("session.empty")
    there = session.evaluation.get(change.id) if change.id else None
    if there is None and by:
        there = next((item for item in session.evaluation.values() if item.by == by and not item.gone), None)
        if there is not None:  # said in two goes: what is not said now stands
            mark, text = there.get(MARK.id) if mark is None else mark, text or there.text
    if there is not None:
        same = {name: value for name, value in there.fields.items() if name != MARK.id}
        said = replace(
            there, text=text, by=by or there.by, gone=False, fields=same if mark is None else {**same, MARK.id: mark}
        )
        return session if said == there else replace(session, evaluation={**session.evaluation, said.id: said})
    check_room(book, 1)
    item = Item(id=fresh_id(book, change.id), text=text, by=by, fields={} if mark is None else {MARK.id: mark})
    return replace(session, evaluation=_in_order({**session.evaluation, item.id: item}, named))


def _in_order(items: Items, named: bool) -> Items:
    """Where no names are kept the order of what was said must tell nothing: by the ids, which are random."""
    return items if named else dict(sorted(items.items()))


# ---------------------------------------------------------------------------------------------------------- last time


def carry_over(book: Book, change: CarryOver) -> Session:
    session = book.session
    earlier = checked_uuid(change.earlier)
    there = {(item.get("earlier"), id) for item in session.actions.values() for id in item.src}
    fresh: dict[str, Item] = {}
    for given in change.actions:
        if not isinstance(given, Mapping):
            raise Refused("session.no_text")
        src = references([given["src"]]) if given.get("src") else ()
        if any((earlier, id) in there for id in src):
            continue
        kept = _as_then(book, given, earlier, change.said)
        item = Item(id=fresh_id(book, ""), text=one_line(given.get("text", "")), src=src, fields=kept)
        fresh[item.id] = item
    check_room(book, len(fresh))
    return replace(session, actions={**session.actions, **fresh}) if fresh else session


def _as_then(book: Book, given: Mapping[str, Any], earlier: str, said: date) -> dict[str, Any]:
    """The fields of a carried action: `was` is the day it was due then, so that it is seen whether it was moved. In a session
    without names it has no owner."""
    kept: dict[str, Any] = {}
    for name in ("owner", "due"):
        found = fields.kept(book, actions.FIELDS, name, given.get(name), Scope())
        if found is not None and not (name == "owner" and book.session.names == "never"):
            kept[name] = found
    if "due" in kept:
        kept["was"] = kept["due"]
    return {**kept, "earlier": earlier, "said": said}


CHANGES = {Capture: capture, SetKind: set_kind, Evaluate: evaluate, CarryOver: carry_over}
