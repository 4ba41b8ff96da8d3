"""A list (and actions, decisions, which lie in their logs): its items, by row, voice or section item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workshop.scenario.kinds.list import ListStep
from workshop.session import index, layers, people
from workshop.session.env import NOTHING, Env, Nothing, Value, items_in
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]


def value(book: Book, step: ListStep, path: Path, env: Env) -> Value:
    return _part(book, items(book, step, (), env), path, env)


def items(book: Book, step: ListStep, path: Path, env: Env) -> tuple[Item, ...]:
    found = _read(book, step, env)
    if path:
        return items_in(_part(book, found, path, env))
    return found


def of_item(book: Book, step: ListStep, item: Item, path: Path, env: Env) -> Value | Nothing:
    """The items of this row, voice or section item; for the original of copies, the copies."""
    found = _belonging(book, step, item, env)
    return found if isinstance(found, Nothing) else _part(book, found, path, env)


def _part(book: Book, found: tuple[Item, ...], path: Path, env: Env) -> Value:
    if not path:
        return found
    name, rest = path[0], path[1:]
    if name == "count":
        return len(found)
    if name in ("first", "last"):
        return book.walk((found[0] if name == "first" else found[-1]) if found else None, rest, env)
    return book.walk(found, path, env)


def _belonging(book: Book, step: ListStep, item: Item, env: Env) -> tuple[Item, ...] | Nothing:
    if step.each is not None and any(item.id in layers.row_ids(book, step, at) for at in layers.ats(book, step, env)[0]):
        return _narrowed(book, step, grouped(book, step, "of").get(item.id, ()), env)
    voice = layers.voice_of(book, step, item) if people.many_voices(book, step) else None
    if voice is not None:
        return _narrowed(book, step, grouped(book, step, "by").get(voice, ()), env._replace(by=""))
    section = layers.loop_of(book, step)
    if section is not None and item.id in layers.loop_ids(book, section):
        return _read(book, step, env._replace(at=item.id))
    copies = grouped(book, step, "src").get(item.id)
    return _narrowed(book, step, copies, env) if copies else NOTHING


# ------------------------------------------------------------------------------------------------------------- reading


def everything(book: Book, step: ListStep) -> tuple[Item, ...]:
    """The items of a step in the order of its section's items, rows and themselves: gone ones are left out, and what lies
    under a row or a section item that is not there (left out, gone, or no longer in the source)."""

    def work() -> tuple[Item, ...]:
        mine = index.live_items(book, step)
        if step.items:
            mine = tuple(index.in_words(book, step, item) for item in mine)
        section = layers.loop_of(book, step)
        if step.each is None and section is None:
            return mine if layers.is_active(book, step) else ()
        places = [item.id for item in layers.loop_items(book, section)] if section is not None else [""]
        found: dict[tuple[str, str], list[Item]] = {}
        for at in places:
            if layers.is_active(book, step, at):
                rows = [row.id for row in layers.rows(book, step, at)] if step.each is not None else []
                found.update(((at, of), []) for of in [*rows, ""])
        for item in mine:
            place = found.get((item.at if section is not None else "", item.of if step.each is not None else ""))
            if place is not None:
                place.append(item)
        return tuple(item for items in found.values() for item in items)

    return book.remember(("listed", step.id), work, ())


def grouped(book: Book, step: ListStep, key: str) -> Mapping[str, tuple[Item, ...]]:
    """The items of a step by their row ("of"), voice ("by"), section item ("at") or origin ("src")."""

    def work() -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in everything(book, step):
            for id in item.src if key == "src" else (getattr(item, key),):
                found.setdefault(id, []).append(item)
        return {id: tuple(group) for id, group in found.items()}

    return book.remember(("grouped", step.id, key), work, {})


def _read(book: Book, step: ListStep, env: Env) -> tuple[Item, ...]:
    found = everything(book, step)
    places, is_open = layers.ats(book, step, env)
    if not is_open and places != ("",):
        found = grouped(book, step, "at").get(places[0], ())
    return _narrowed(book, step, found, env)


def _narrowed(book: Book, step: ListStep, found: tuple[Item, ...], env: Env) -> tuple[Item, ...]:
    """Of these, what the voices and the round of the scope leave."""
    voices, many = layers.voices_to_read(book, step, env)
    if people.many_voices(book, step) and (not many or env.only is not None):
        found = tuple(item for item in found if item.by in voices)
    if env.round or env.back:
        found = tuple(item for item in found if item.round <= layers.round_of(book, step, item.at, env))
    return found
