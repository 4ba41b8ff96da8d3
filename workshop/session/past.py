"""The earlier session of the same client: what stood there, and which of its things are which of today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workshop.scenario.expression import Node
from workshop.session import index, people
from workshop.session.env import Env, Value
from workshop.session.model import Item
from workshop.text import fold

if TYPE_CHECKING:
    from workshop.session.book import Book


def last_time(book: Book, node: Node, env: Env) -> Value:
    """The value an expression had in the earlier session of this scenario, for the same item, row and voice."""
    from workshop.session.evaluate import evaluate

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
    return evaluate(before, node, Env(step=env.step, item=item, **ids))


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
