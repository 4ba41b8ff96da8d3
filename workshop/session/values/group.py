"""A group: the groups as items, what lies in them, and what lies in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.kinds.group import GroupStep
from workshop.session import layers
from workshop.session.env import NOTHING, Env, Nothing, Value, items_in
from workshop.session.index import groups as all_groups
from workshop.session.index import things
from workshop.session.model import Group, Item, Spot

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]


def value(book: Book, step: GroupStep, path: Path, env: Env) -> Value:
    """The groups of every voice and row that the scope leaves, one after the other."""
    if path and path[0] == "loose":
        return book.walk(loose(book, step, env), path[1:], env)
    found = items(book, step, (), env)
    if path == ("count",):
        return len(found)
    return book.walk(found, path, env)


def items(book: Book, step: GroupStep, path: Path, env: Env) -> tuple[Item, ...]:
    if path:
        return items_in(value(book, step, path, env))
    groups = all_groups(book, step)
    found = {group.id: groups[group.id] for spot in _spots(book, step, env) for group in _stored(book, step, spot)}
    if step.alone:
        found |= {item.id: item for item in loose(book, step, env)}
    return tuple(found.values())


def of_item(book: Book, step: GroupStep, item: Item, path: Path, env: Env) -> Value | Nothing:
    """The group an item lies in; by several voices, the group each put it in."""
    for at in layers.ats(book, step, env)[0]:
        for of in layers.each_rows(book, step, at):
            if item.id in layers.material_ids(book, step, at, of):
                return book.walk(_group_of(book, step, item, env), path, env)
    narrowed = layers.narrowed_to(book, step, item, env)
    return NOTHING if narrowed is None else value(book, step, path, narrowed)


def members(book: Book, step: GroupStep, id: str) -> tuple[Item, ...]:
    """What lies in a group: what is gone, or no longer in the material, is not."""

    def work() -> dict[str, tuple[str, ...]]:
        return {
            group.id: group.items for cell in book.answer(step.id).cells.values() for group in things(cell, "groups", Group)
        }

    group = all_groups(book, step)[id]
    there = layers.material_ids(book, step, group.at, group.of)
    nobody: dict[str, tuple[str, ...]] = {}
    ids = book.remember(("members", step.id), work, nobody).get(id, ())
    found = (book.item(one) for one in dict.fromkeys(ids) if one in there and one != id)
    return tuple(one for one in found if one is not None)


def loose(book: Book, step: GroupStep, env: Env) -> tuple[Item, ...]:
    """What lies in no group of any voice."""
    spots = _spots(book, step, env)
    inside = {id for spot in spots for group in _stored(book, step, spot) for id in group.items}
    places = dict.fromkeys((spot.at, spot.of) for spot in spots)
    found = (item for at, of in places for item in layers.material(book, step, at, of))
    return tuple({item.id: item for item in found if item.id not in inside}.values())


def _group_of(book: Book, step: GroupStep, item: Item, env: Env) -> Value:
    groups = all_groups(book, step)

    def at_item(at: str) -> Value:
        round = layers.round_of(book, step, at, env)
        voices, many = layers.voices_to_read(book, step, env)
        rows = layers.each_rows(book, step, at, env)
        found = []
        for voice in voices:
            where = _where(book, step, Spot(round, at, "", "", voice), rows)
            id = where.get(item.id, "")
            found.append(groups.get(id) or (item if step.alone and id == "" else None))
        return tuple(found) if many else (found[0] if found else None)

    return layers.over_ats(book, step, env, at_item)


def _where(book: Book, step: GroupStep, spot: Spot, rows: tuple[str, ...]) -> dict[str, str]:
    """The group that each item lies in, by one voice."""

    def work() -> dict[str, str]:
        spots = [spot._replace(of=of) for of in rows]
        return {id: group.id for one in spots for group in reversed(_stored(book, step, one)) for id in group.items}

    return book.remember(("where", step.id, spot, rows), work, {})


def _spots(book: Book, step: GroupStep, env: Env) -> list[Spot]:
    voices, _ = layers.voices_to_read(book, step, env)
    found = []
    for at in layers.ats(book, step, env)[0]:
        round = layers.round_of(book, step, at, env)
        if round and layers.is_active(book, step, at):
            found += [Spot(round, at, of, "", voice) for of in layers.each_rows(book, step, at, env) for voice in voices]
    return found


def _stored(book: Book, step: GroupStep, spot: Spot) -> list[Group]:
    return [group for group in things(book.answer(step.id).cell(spot), "groups", Group) if not group.gone]
