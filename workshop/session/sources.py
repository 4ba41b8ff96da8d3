"""Which items a source gives (scenario-format, 4): names, unions, what is kept, the order, the cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.model import AnySource, Source
from workshop.session import names
from workshop.session.env import Env, items_in
from workshop.session.model import Item
from workshop.session.values import VALUES

if TYPE_CHECKING:
    from workshop.session.book import Book


def items(book: Book, source: AnySource, env: Env) -> tuple[Item, ...]:
    """The items of a source, each once, in order."""
    if isinstance(source, str):
        return named(book, source, env)
    if isinstance(source, list):
        return tuple({item.id: item for part in source for item in items(book, part, env)}.values())
    return of_table(book, source, env)


def named(book: Book, name: str, env: Env) -> tuple[Item, ...]:
    first, *rest = name.split(".")
    step = book.scenario.step_by_id.get(first)
    if step is not None:
        return VALUES[step.kind].items(book, step, tuple(rest), env)
    return items_in(names.resolve(book, (first, *rest), env))


def of_table(book: Book, source: Source, env: Env) -> tuple[Item, ...]:
    given = source.from_ or []
    return items(book, given if isinstance(given, str) else list(given), env)
