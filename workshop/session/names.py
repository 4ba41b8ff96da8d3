"""What a dotted name means: a step and its parts, `item` and what is known of it, people, teams, roles, sections."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Section
from workshop.session import index, layers, loops, past, people, words
from workshop.session.env import NOTHING, Env, Nothing, Value
from workshop.session.model import Item
from workshop.session.values import VALUES, ask, fields, group, result

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]

LOGGED = {"actions": ("owner", "due", "done"), "decisions": ("why", "decided_by", "review")}
"""What the items of a log have besides the fields of their step. An action nobody ticked is not done."""

ORIGINS = 100
"""So many origins of a copy are asked for what it does not know itself."""


def resolve(book: Book, path: Path, env: Env) -> Value:
    """The value of a name. A name that means nothing is missing."""
    first, rest = path[0], path[1:]
    if env.bound is not None and first in env.bound:
        return walk(book, env.bound[first], rest, env)
    if first == "item":
        return walk(book, env.item, rest, env)
    found = NOTHING if env.outer else _own(book, first, rest, env)
    if isinstance(found, Nothing):
        found = _of_scenario(book, first, rest, env)
    return None if isinstance(found, Nothing) else found


def _of_scenario(book: Book, first: str, rest: Path, env: Env) -> Value | Nothing:
    scenario = book.scenario
    step = scenario.step_by_id.get(first)
    if step is not None:
        outside = env.outside()
        return book.remember(("name", first, rest, outside), lambda: VALUES[step.kind].value(book, step, rest, outside), None)
    section = scenario.section_by_id.get(first)
    if section is not None:
        return _section(book, section, rest, env)
    if first == "people":
        return walk(book, people.people(book), rest, env)
    if first in scenario.teams:
        return walk(book, people.team_items(book, first), rest, env)
    if first in scenario.roles:
        return walk(book, people.holders(book, first), rest, env)
    return NOTHING


def _own(book: Book, first: str, rest: Path, env: Env) -> Value | Nothing:
    """A field of the step at hand: at the row and voice at hand, or of the list item at hand; a figure of the result at hand,
    in its own words."""
    step = book.scenario.step_by_id.get(env.step)
    if isinstance(step, Ask):
        return walk_or_nothing(book, ask.own(book, step, first, env), rest, env)
    if isinstance(step, ListStep) and any(field.id == first for field in step.fields):
        return walk(book, env.item, (first, *rest), env)
    if isinstance(step, Result) and env.bound is None:
        return walk_or_nothing(book, result.own(book, step, first, env), rest, env)
    return NOTHING


def own_names(book: Book, id: str) -> frozenset[str]:
    """What may be named bare of the step at hand: its own fields, and what stands beside them."""

    def work() -> frozenset[str]:
        step = book.scenario.step_by_id.get(id)
        if isinstance(step, Result):
            return words.own_names(step)
        if not isinstance(step, Ask | ListStep):
            return frozenset()
        return frozenset(field.id + tail for field in step.fields for tail in ("", *ask.BESIDE))

    return book.remember(("own", id), work, frozenset())


def _section(book: Book, section: Section, rest: Path, env: Env) -> Value:
    if rest and rest[0] in ("rounds", "ended", "left"):
        return walk(book, loops.value(book, section, rest[0], env), rest[1:], env)
    if section.each is None:
        return None
    known = env.at if env.at in layers.loop_ids(book, section) else ""
    step = book.scenario.step_by_id.get(env.step)
    if not known and step is not None and step.section == section.id:
        known = env.at
    return walk(book, book.item(known) if known else layers.loop_items(book, section), rest, env)


def walk_or_nothing(book: Book, value: Value | Nothing, path: Path, env: Env) -> Value | Nothing:
    return value if isinstance(value, Nothing) else walk(book, value, path, env)


def walk(book: Book, value: Value, path: Path, env: Env) -> Value:
    """What a path leads to from a value: of a list, a list."""
    if not path:
        return value
    if isinstance(value, tuple):
        return tuple(walk(book, one, path, env) for one in value)
    if isinstance(value, Item):
        found = of_item(book, value, path, env)
        return None if isinstance(found, Nothing) else found
    return None


# --------------------------------------------------------------------------------------------------------------- item


def of_item(book: Book, item: Item, path: Path, env: Env) -> Value | Nothing:
    """`item.<path>`: of the item itself, else what a step says of it, else the same of what it came from."""
    found = _said_of(book, item, path, env)
    if isinstance(found, Nothing) and item.src:
        for origin in origins(book, item):
            found = _said_of(book, origin, path, env)
            if not isinstance(found, Nothing):
                break
    return found


def origins(book: Book, item: Item) -> Iterator[Item]:
    """What an item came from, and what that came from: each once, the nearest first, a hundred of them."""
    seen = {item.id}
    pending = deque(item.src)
    while pending and len(seen) <= ORIGINS:
        id = pending.popleft()
        if id not in seen:
            seen.add(id)
            origin = book.item(id)
            if origin is not None:
                yield origin
                pending += origin.src


def _said_of(book: Book, item: Item, path: Path, env: Env) -> Value | Nothing:
    name, rest = path[0], path[1:]
    found = itself(book, item, name)
    if isinstance(found, Nothing):
        step = book.scenario.step_by_id.get(name)
        if step is not None:
            return VALUES[step.kind].of_item(book, step, item, rest, env)
        if name in book.scenario.teams:
            team = people.team_of(book, name, item.id)
            found = next((one for one in people.team_items(book, name) if one.id == team), NOTHING)
    return walk_or_nothing(book, found, rest, env)


def itself(book: Book, item: Item, name: str) -> Value | Nothing:
    """What an item is of itself: its text, who gave it, what it belongs to, and its fields."""
    if name == "text":
        return fields.text(item.text)
    if name == "by":
        home = book.scenario.step_by_id.get(book.index.home(item.id))
        return people.voice_item(book, home, item.by) if home is not None else book.item(item.by)
    if name == "of":
        return book.item(item.of)
    if name == "round":
        return item.round
    if name == "members":
        found = book.members(item)
        return found if found else NOTHING
    home = book.scenario.step_by_id.get(book.index.home(item.id))
    if isinstance(home, ListStep):
        for field in home.fields:
            if field.id == name:
                return fields.value_of(book, field, item.get(name), item.get(f"{name}_other"))
        if name in LOGGED.get(home.kind, ()):
            return fields.plain(item.get(name, False if name == "done" else None))
    if home is None and name in item.fields:
        before = past.lies_in(book, item.id)
        if before is not None:
            return itself(before, item, name)
    if name in item.fields:
        return fields.plain(item.fields[name])
    if name == "name":
        return fields.text(item.text)
    return NOTHING


def members(book: Book, item: Item) -> tuple[Item, ...]:
    """What belongs together in a group, a team, a combination."""
    for step in book.scenario.steps:
        if isinstance(step, GroupStep):
            found = index.groups(book, step).get(item.id)
            if found is not None:
                return group.members(book, step, item.id)
    teams = item.fields.get("teams")
    if isinstance(teams, str) and item.id in people.division(book, teams):
        ids = people.members(book, teams, item.id)
        return tuple(person for person in people.people(book) if person.id in ids)
    return book.parts_of(item)
