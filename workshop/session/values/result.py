"""A result: its value, figures and level; with `each`, of each row, and the items of each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Level
from workshop.session import layers, reckoning, words
from workshop.session.env import NOTHING, Env, Named, Nothing, Value
from workshop.session.model import Item
from workshop.session.results import ResultRow, ResultValue

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]


def value(book: Book, step: Result, path: Path, env: Env) -> Value:
    """The value, or `.figure .low .high .level`; with `each` a list of them in the order of the source."""

    def at_item(at: str) -> Value:
        found = reckoning.result(book, step, env._replace(at=at))
        if step.each is None:
            return _part(found, path)
        if path and any(level.id == path[0] for level in step.levels):
            return tuple(row.item for row in found.rows if row.level is not None and row.level.id == path[0])
        lines = {row.item.id: row for row in found.rows}
        return tuple(_part(lines[row.id], path) for row in layers.rows(book, step, at) if row.id in lines)

    used = 1 if path and (step.each is not None or _is_part(step, path[0])) else 0
    found = layers.over_ats(book, step, env, at_item)
    return book.walk(found, path[used:], env)


def items(book: Book, step: Result, path: Path, env: Env) -> tuple[Item, ...]:
    """The items in the order of the result; those of a level."""
    found: dict[str, Item] = {}
    for at in layers.ats(book, step, env)[0]:
        if layers.is_active(book, step, at):
            for row in reckoning.result(book, step, env._replace(at=at)).rows:
                if not path or (row.level is not None and row.level.id == path[0]):
                    found[row.item.id] = row.item
    return tuple(found.values())


def of_item(book: Book, step: Result, item: Item, path: Path, env: Env) -> Value | Nothing:
    def at_item(at: str) -> Value:
        return _part(rows_by_id(book, step, env._replace(at=at)).get(item.id), path)

    if any(item.id in layers.row_ids(book, step, at) for at in layers.ats(book, step, env)[0]) and step.each is not None:
        return layers.over_ats(book, step, env, at_item)
    section = layers.loop_of(book, step)
    if section is not None and item.id in layers.loop_ids(book, section):
        return value(book, step, path, env._replace(at=item.id))
    return NOTHING


def own(book: Book, step: Result, name: str, env: Env) -> Value | Nothing:
    """A part of the result at hand by its bare name: of the row at hand, where it has rows."""
    if name not in words.own_names(step):
        return NOTHING
    if step.each is not None and isinstance(env.item, Item):
        return of_item(book, step, env.item, (name,), env)
    return value(book, step, (name,), env)


def rows_by_id(book: Book, step: Result, env: Env) -> dict[str, ResultRow]:
    return book.remember(
        ("result_rows", step.id, env.outside()._replace(by="")),
        lambda: {row.item.id: row for row in reckoning.result(book, step, env).rows},
        {},
    )


def _is_part(step: Result, name: str) -> bool:
    return name in words.own_names(step)


def _part(found: ResultValue | ResultRow | None, path: Path) -> Value:
    if found is None:
        return None
    match path[:1]:
        case () | ("value",):
            return found.value
        case ("low",):
            return found.low
        case ("high",):
            return found.high
        case ("level",):
            return as_value(found.level)
        case ("place",) if isinstance(found, ResultRow):
            return found.place
    return next((figure.value for figure in found.figures if figure.id == path[0]), None)


def as_value(level: Level | None) -> Named | None:
    return Named(level.id, level.title) if level is not None else None
