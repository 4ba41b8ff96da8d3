"""matrix"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.session.env import NOTHING, Env, Nothing, Value
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book


def value(book: Book, step: Any, path: tuple[str, ...], env: Env) -> Value:
    return None


def of_item(book: Book, step: Any, item: Item, path: tuple[str, ...], env: Env) -> Value | Nothing:
    return NOTHING


def items(book: Book, step: Any, path: tuple[str, ...], env: Env) -> tuple[Item, ...]:
    return ()
