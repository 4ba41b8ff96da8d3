"""What capture does: an action, a decision, a parked thing or a note, taken down from any screen. Then it is an item."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from workshop.session import fields
from workshop.session.book import Book
from workshop.session.changes import Capture
from workshop.session.kinds.list import LOG_FIELDS
from workshop.session.model import Item, Session
from workshop.session.scope import Scope
from workshop.session.spots import any_step, check_room, fresh_id, many_lines, one_line, references

LOG_OF = {"action": "actions", "decision": "decisions", "parked": "parked", "note": "notes"}
LAYERS = ("at", "of", "by")
"""What `fields` may say, besides the item's own, of where one was: the section's item, the row, the voice."""


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


CHANGES = {Capture: capture}
