"""What the name of a step means, one file a kind: `x` and `x.…`, `item.x`, and `x` as a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from workshop.session.env import Env, Nothing, Value
from workshop.session.model import Item
from workshop.session.values import ask, group, list, matrix, note, result, sort, vote

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]


class KindValues(Protocol):
    def value(self, book: Book, step: Any, path: Path, env: Env) -> Value:
        """What `x` and `x.<path>` mean."""

    def of_item(self, book: Book, step: Any, item: Item, path: Path, env: Env) -> Value | Nothing:
        """What `item.x` and `item.x.<path>` mean; NOTHING where the item has no place in the step."""

    def items(self, book: Book, step: Any, path: Path, env: Env) -> tuple[Item, ...]:
        """What `x` and `x.<path>` give as a source."""


VALUES: dict[str, KindValues] = {
    "note": note,
    "ask": ask,
    "list": list,
    "sort": sort,
    "matrix": matrix,
    "group": group,
    "vote": vote,
    "result": result,
    "actions": list,
    "decisions": list,
}
