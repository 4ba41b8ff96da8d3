"""What `sort` and `matrix` have in common: each item in one place, by one voice or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session import functions, layers
from workshop.session.env import NOTHING, Env, Named, Nothing, Value
from workshop.session.model import Item, Spot
from workshop.session.results import Placed
from workshop.session.values.fields import number

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]
AnyPlaced = Sort | Matrix
Read = Callable[[Any], Value]


def place_of(step: AnyPlaced, stored: Any) -> Named | None:
    """The place that what is stored stands for; a matrix has corners, and a place that is no more is none."""
    if isinstance(step, Sort):
        found = next((place for place in step.places if place.id == stored), None)
    else:
        x, y = position(stored)
        found = step.place_at(x, y) if x is not None and y is not None else None
    return Named(found.id, found.title) if found is not None else None


def position(stored: Any) -> tuple[Any, Any]:
    if isinstance(stored, Mapping):
        return number(stored.get("x")), number(stored.get("y"))
    return None, None


def value(book: Book, step: AnyPlaced, path: Path, env: Env) -> Value:
    if not path:
        return _read(book, step, env, lambda stored: place_of(step, stored))
    if isinstance(step, Matrix) and path[0] in ("x", "y"):
        return _read(book, step, env, lambda stored: position(stored)["xy".index(path[0])])
    if any(place.id == path[0] for place in step.places):
        return book.walk(tuple(one.item for one in everywhere(book, step, env) if one.place == path[0]), path[1:], env)
    if path == ("count",):
        return sum(1 for one in everywhere(book, step, env) if one.voices)
    return None


def items(book: Book, step: AnyPlaced, path: Path, env: Env) -> tuple[Item, ...]:
    """The items in a place; without a place, all that were placed."""
    found = everywhere(book, step, env)
    return tuple({one.item.id: one.item for one in found if (one.place == path[0] if path else one.voices)}.values())


def of_item(book: Book, step: AnyPlaced, item: Item, path: Path, env: Env) -> Value | Nothing:
    read: Read = lambda stored: place_of(step, stored)  # noqa: E731
    if isinstance(step, Matrix) and path and path[0] in ("x", "y"):
        read = lambda stored: position(stored)["xy".index(path[0])]  # noqa: E731
    elif path:
        return NOTHING
    for at in layers.ats(book, step, env)[0]:
        for of in layers.each_rows(book, step, at):
            if item.id in layers.material_ids(book, step, at, of):
                return _read(book, step, env, read, item=item.id)
    narrowed = layers.narrowed_to(book, step, item, env)
    return NOTHING if narrowed is None else value(book, step, path, narrowed)


def _read(book: Book, step: AnyPlaced, env: Env, read: Read, item: str = "") -> Value:
    """Places by section item, row (with `each`), item and voice."""

    def at_item(at: str) -> Value:
        round = layers.round_of(book, step, at, env)
        cells = book.answer(step.id).cells if round else {}
        voices, many = layers.voices_to_read(book, step, env)

        def by_voice(of: str, id: str) -> Value:
            found = []
            for voice in voices:
                placed = cells.get(Spot(round, at, of, "", voice), {}).get("place", {})
                found.append(read(placed[id]) if isinstance(placed, Mapping) and id in placed else None)
            return tuple(found) if many else (found[0] if found else None)

        def by_item(of: str) -> Value:
            if item:
                return by_voice(of, item) if item in layers.material_ids(book, step, at, of) else None
            return tuple(by_voice(of, one.id) for one in layers.material(book, step, at, of))

        return layers.over_rows(book, step, at, env, by_item)

    return layers.over_ats(book, step, env, at_item)


def everywhere(book: Book, step: AnyPlaced, env: Env) -> tuple[Placed, ...]:
    """Every item with its place, at all the section items and rows that the scope leaves."""
    found: list[Placed] = []
    for at in layers.ats(book, step, env)[0]:
        if layers.is_active(book, step, at):
            for of in layers.each_rows(book, step, at, env):
                found += placement(book, step, at, of, env)
    return tuple(found)


def placement(book: Book, step: AnyPlaced, at: str, of: str, env: Env) -> tuple[Placed, ...]:
    """Each item of the material with its place: the most common one. Where several are as common, none for a sort; for a
    matrix the place that the mean of the positions lies in, for there that mean says something."""

    def work() -> tuple[Placed, ...]:
        round = layers.round_of(book, step, at, env)
        voices, _ = layers.voices_to_read(book, step, env)
        cells = book.answer(step.id).cells if round else {}
        ballots = [cells.get(Spot(round, at, of, "", voice), {}).get("place", {}) for voice in voices]
        ballots = [ballot for ballot in ballots if isinstance(ballot, Mapping)]
        return tuple(_placed(step, item, ballots) for item in layers.material(book, step, at, of))

    return book.remember(("placement", step.id, at, of, env.outside()), work, ())


def _placed(step: AnyPlaced, item: Item, ballots: list[Mapping[str, Any]]) -> Placed:
    given = [ballot[item.id] for ballot in ballots if item.id in ballot]
    places = [place_of(step, stored) for stored in given]
    most = functions.most(places)
    if isinstance(step, Sort):
        return Placed(item, most or "", agree=functions.agree(places), voices=len([one for one in places if one is not None]))
    positions = [(x, y) for x, y in map(position, given) if x is not None and y is not None]
    x, y = functions.mean([x for x, _ in positions]), functions.mean([y for _, y in positions])
    if most is None and positions:
        middle = step.place_at(x, y)
        most = middle.id if middle is not None else None
    return Placed(item, most or "", x, y, functions.agree(places), len(positions))
