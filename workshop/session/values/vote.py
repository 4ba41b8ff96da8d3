"""A vote: what each item got from all the ballots, and from a count without voices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop.scenario.kinds.vote import Vote
from workshop.session import functions, layers, people
from workshop.session.env import NOTHING, Env, Nothing, Value
from workshop.session.model import Item, Spot
from workshop.session.results import Tallied
from workshop.session.values.fields import number, text

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]

OF_ITEM = ("share", "place", "voters", "votes", "reasons")


def value(book: Book, step: Vote, path: Path, env: Env) -> Value:
    """The totals, in the order of what is voted on; `.total .voters .count` of the whole vote."""

    match path:
        case ("total",):
            return functions.total([one.total for one in everywhere(book, step, env)])
        case ("count",):
            return sum(1 for one in everywhere(book, step, env) if has_votes(one))
        case ("voters",):
            return _all_voters(book, step, env)

    def of_each(at: str, of: str) -> Value:
        return tuple(_of(one, path) for one in tallied(book, step, at, of, env))

    return _over(book, step, env, of_each) if not path or path[0] in OF_ITEM else None


def items(book: Book, step: Vote, path: Path, env: Env) -> tuple[Item, ...]:
    """The items with a vote, best first."""
    return tuple({one.item.id: one.item for one in everywhere(book, step, env) if has_votes(one)}.values()) if not path else ()


def of_item(book: Book, step: Vote, item: Item, path: Path, env: Env) -> Value | Nothing:
    for at in layers.ats(book, step, env)[0]:
        for of in layers.each_rows(book, step, at):
            if item.id in layers.material_ids(book, step, at, of):
                return _over(book, step, env, lambda at, of: _of(by_id(book, step, at, of, env).get(item.id), path))
    narrowed = layers.narrowed_to(book, step, item, env)
    return NOTHING if narrowed is None else value(book, step, path, narrowed)


def _of(one: Tallied | None, path: Path) -> Value:
    if one is None:
        return None
    if not path:
        return one.total
    return getattr(one, path[0]) if path[0] in OF_ITEM and len(path) == 1 else None


def _over(book: Book, step: Vote, env: Env, read: Callable[[str, str], Value]) -> Value:
    return layers.over_ats(book, step, env, lambda at: layers.over_rows(book, step, at, env, lambda of: read(at, of)))


# ------------------------------------------------------------------------------------------------------------ counting


def has_votes(one: Tallied) -> bool:
    return one.voters > 0 or one.total > 0


def everywhere(book: Book, step: Vote, env: Env) -> list[Tallied]:
    """Every item counted, best first, at all the section items and rows that the scope leaves."""
    found: list[Tallied] = []
    for at in layers.ats(book, step, env)[0]:
        if layers.is_active(book, step, at):
            for of in layers.each_rows(book, step, at, env):
                found += best_first(tallied(book, step, at, of, env))
    return found


def best_first(counted: tuple[Tallied, ...]) -> list[Tallied]:
    return sorted(counted, key=lambda one: one.place or 0)


def by_id(book: Book, step: Vote, at: str, of: str, env: Env) -> Mapping[str, Tallied]:
    return book.remember(
        ("tallied_by_id", step.id, at, of, env.outside()),
        lambda: {one.item.id: one for one in tallied(book, step, at, of, env)},
        {},
    )


def voters(book: Book, step: Vote, at: str, of: str, env: Env) -> int:
    """How many have voted, those counted without voices too."""
    ballots, tally = _ballots(book, step, at, of, env)
    return sum(1 for ballot in ballots if ballot) + _whole(tally.get("voters"))


def _all_voters(book: Book, step: Vote, env: Env) -> int:
    """How many voted on anything: a voice counts once, however many items or rows the vote is held for."""
    names, _ = layers.voices_to_read(book, step, env)
    heard: set[str] = set()
    by_hand = 0
    for at in layers.ats(book, step, env)[0]:
        if layers.is_active(book, step, at):
            for of in layers.each_rows(book, step, at, env):
                ballots, tally = _ballots(book, step, at, of, env)
                heard.update(voice for voice, ballot in zip(names, ballots, strict=True) if ballot)
                by_hand = max(by_hand, _whole(tally.get("voters")))
    return len(heard) + by_hand


def who_voted(book: Book, step: Vote, at: str, of: str) -> frozenset[str]:
    ballots, _ = _ballots(book, step, at, of, Env(at=at))
    return frozenset(voice for voice, ballot in zip(people.voices(book, step), ballots, strict=True) if ballot)


def is_counted_by_hand(book: Book, step: Vote, at: str, of: str) -> bool:
    """Whether dots or hands were counted without voices: then nobody is waited for."""
    return bool(_ballots(book, step, at, of, Env(at=at))[1])


def tallied(book: Book, step: Vote, at: str, of: str, env: Env) -> tuple[Tallied, ...]:
    """Each item of the vote, in the order of the material."""
    return book.remember(("tallied", step.id, at, of, env.outside()), lambda: _tallied(book, step, at, of, env), ())


def _tallied(book: Book, step: Vote, at: str, of: str, env: Env) -> tuple[Tallied, ...]:
    material = layers.material(book, step, at, of)
    ballots, tally = _ballots(book, step, at, of, env)
    reasons = _reasons(book, step, at, of, env)
    everything = step.way == "rank" and step.rank == "all"
    counted = []
    for item in material:
        votes = tuple(_worth(step, ballot, item.id, len(material)) if ballot else None for ballot in ballots)
        by_hand = number(tally.get(item.id)) or 0
        total = functions.total([*votes, by_hand])
        given = [bool(ballot) and item.id in ballot for ballot in ballots]
        hands = 0 if not by_hand else _whole(by_hand) if step.max_each == 1 else 1
        why = tuple(reason for gave, reason in zip(given, reasons, strict=True) if gave and reason)
        counted.append((item, total, sum(given) + min(hands, _whole(tally.get("voters")) or hands), votes, why))
    anything = any(ballots) or any(number(tally.get(item.id)) for item in material)
    weights = [_weight(total, everything, sum(map(bool, ballots)), len(material)) for _, total, *_ in counted]
    whole = functions.total(weights)
    places: dict[Any, int] = {}
    for rank, weight in enumerate(sorted(weights, reverse=True) if anything else ()):
        places.setdefault(weight, rank + 1)
    return tuple(
        Tallied(item, total, gave, votes, places.get(weight), functions.arithmetic("/", weight, whole), why)
        for (item, total, gave, votes, why), weight in zip(counted, weights, strict=True)
    )


def _weight(total: Any, everything: bool, ballots: int, rows: int) -> Any:
    """How much was given: the total; where all is ranked, the places above the last that the ballots gave it."""
    return ballots * rows - total if everything else total


def _worth(step: Vote, ballot: Mapping[str, Any], item: str, rows: int) -> Any:
    """What one ballot gives an item. What a full ranking does not know of (it came later) shares the last place."""
    stored = number(ballot.get(item))
    if step.way != "rank":
        return stored or 0
    if step.rank == "all":
        return stored or rows
    if stored is None or stored < 1:
        return 0
    places = step.rank if isinstance(step.rank, int) else rows
    worth = step.worth or list(range(places, 0, -1))
    at = int(stored) - 1
    return worth[at] if at < len(worth) else 0


def _whole(value: Any) -> int:
    found = number(value)
    return max(0, int(found)) if found is not None else 0


def _ballots(book: Book, step: Vote, at: str, of: str, env: Env) -> tuple[list[Mapping[str, Any]], Mapping[str, Any]]:
    """A ballot for each voice, {} where it has not voted; and what was counted without voices."""
    round = layers.round_of(book, step, at, env)
    voices, many = layers.voices_to_read(book, step, env)
    cells = book.answer(step.id).cells if round else {}
    key = "rank" if step.way == "rank" else "gives"
    ballots: list[Mapping[str, Any]] = []
    for voice in voices:
        given = cells.get(Spot(round, at, of, "", voice), {}).get(key, {})
        given = given if isinstance(given, Mapping) else {}
        ballots.append({item: n for item, n in given.items() if number(n)})
    narrowed = env.only is not None or (bool(env.by) and not many)
    tally = {} if narrowed else cells.get(Spot(round, at, of), {}).get("tally", {})
    return ballots, tally if isinstance(tally, Mapping) else {}


def _reasons(book: Book, step: Vote, at: str, of: str, env: Env) -> list[str]:
    round = layers.round_of(book, step, at, env)
    voices, _ = layers.voices_to_read(book, step, env)
    cells = book.answer(step.id).cells if round else {}
    return [text(cells.get(Spot(round, at, of, "", voice), {}).get("reason")) or "" for voice in voices]
