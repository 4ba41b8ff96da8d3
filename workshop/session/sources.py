"""Which items a source gives (scenario-format, 4): names, unions, what is kept, the order, the cut, combinations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import AnySource, Source
from workshop.session import evaluate, functions, names, past, reckoning
from workshop.session.env import Env, Value, is_number, items_in
from workshop.session.model import Item
from workshop.session.values import VALUES, ask

if TYPE_CHECKING:
    from workshop.session.book import Book

COMBINATIONS = 200
MOST_COMBINED = 20
"""Nobody reads an item made of more parts than this."""


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
    if source.scenario is not None:
        before = book.earlier(source.scenario)
        return of_table(before, replace(source, scenario=None), Env()) if before is not None else ()
    if source.combine is not None:
        found = combined(book, source.combine, env)
    else:
        given = source.from_ or []
        found = items(book, given if isinstance(given, str) else list(given), env)
    if source.where is not None:
        found = tuple(item for item in found if evaluate.holds(book, source.where, env._replace(item=item)))
    by = [source.by] if isinstance(source.by, str) else source.by or []
    if not by and isinstance(source.from_, str) and _has_an_order(book, source.from_):
        by = [source.from_]
    if by:
        falling = _directions(source, len(by))
        keys = [[_key(book, one, item, env) for one in by] for item in found]
        ordered = reckoning.in_order(keys, falling)
        found, places = tuple(found[at] for at, _ in ordered), [keys[at] for at, _ in ordered]
    else:
        places = []
    return _top(book, source, found, places, env)


def _directions(source: Source, n: int) -> list[bool]:
    given = [source.order] if isinstance(source.order, str) else list(source.order)
    return [(given[at] if at < len(given) else given[-1] if given else "falling") == "falling" for at in range(n)]


def _has_an_order(book: Book, name: str) -> bool:
    step = book.scenario.step_by_id.get(name)
    return isinstance(step, Vote) or (isinstance(step, Result) and step.each is not None and step.order != "none")


def _key(book: Book, by: str, item: Item, env: Env) -> Value:
    """What to order an item by. A vote or result orders as it does itself, best first; any other step by its value, voices
    taken together."""
    step = book.scenario.step_by_id.get(by)
    here = env._replace(item=item)
    if isinstance(step, Vote):
        place = functions.collapse([names.resolve(book, ("item", by, "place"), here)])
        return functions.minus(place)
    if isinstance(step, Result) and step.each is not None:
        return functions.minus(functions.collapse([names.resolve(book, ("item", by, "place"), here)]))
    if step is not None:
        found = names.resolve(book, ("item", by), here)
        return functions.collapse(found) if isinstance(found, tuple) else found
    return evaluate.value(book, by, here)


def _top(book: Book, source: Source, found: tuple[Item, ...], keys: Sequence[Any], env: Env) -> tuple[Item, ...]:
    top = source.top
    if top is None:
        return found
    n = evaluate.value(book, top, env) if isinstance(top, str) else top
    if not is_number(n):
        return found
    cut = max(0, int(n))
    if source.ties == "keep" and keys and 0 < cut < len(found):
        while cut < len(found) and functions.is_there(tuple(keys[cut])) and keys[cut] == keys[cut - 1]:
            cut += 1
    return found[:cut]


# -------------------------------------------------------------------------------------------------------- combinations


def combined(book: Book, names: str | list[str], env: Env) -> tuple[Item, ...]:
    """Every combination of one answer from each row of an ask; of one item from each of several sources, where the same
    source twice gives each pair once. The first 200."""
    step = book.scenario.step_by_id.get(names) if isinstance(names, str) else None
    if isinstance(step, Ask) and step.has_rows:
        answers: dict[str, dict[str, Item]] = {row.id: {} for row in ask.items(book, step, (), env)}
        for field in step.fields:
            for item in ask.answers(book, step, field, env):
                if item.of in answers:
                    answers[item.of][item.id] = item
        lists = [list(found.values()) for found in answers.values()]
        same = list(range(len(lists)))
    else:
        given = [names] if isinstance(names, str) else names
        lists = [list(items(book, name, env)) for name in given[:MOST_COMBINED]]
        same = [given.index(name) for name in given]
    if not all(lists):
        return ()
    return tuple(combination(book, parts) for parts in islice(_choices(lists, same), COMBINATIONS))


def _choices(lists: list[list[Item]], same: list[int], chosen: tuple[int, ...] = ()) -> Iterator[tuple[Item, ...]]:
    """One of each list. Where a list is the same as one before it, only what follows what was taken there: each pair once,
    and nothing with itself."""
    at = len(chosen)
    if at == len(lists):
        if lists:
            yield tuple(one[place] for one, place in zip(lists, chosen, strict=True))
        return
    before = [place for place, kind in zip(chosen, same, strict=False) if kind == same[at]]
    still_to_come = same[at + 1 :].count(same[at])
    for place in range(before[-1] + 1 if before else 0, len(lists[at]) - still_to_come):
        yield from _choices(lists, same, (*chosen, place))


def combination(book: Book, parts: Sequence[Item]) -> Item:
    origins = dict.fromkeys(part.of if "." in part.id and part.of else part.id for part in parts)
    return Item(
        id="+".join(part.id for part in parts), text=" + ".join(book.label_of(part) for part in parts), src=tuple(origins)
    )


def made(book: Book, id: str) -> Item | None:
    """An item that lies nowhere but is made: a combination, an answer, one of an earlier session."""
    if "+" in id:
        parts = [book.item(part) for part in id.split("+")]
        found = [part for part in parts if part is not None]
        return combination(book, found) if len(found) == len(parts) > 1 else None
    if "." in id:
        for step in book.scenario.steps:
            if isinstance(step, Ask):
                for field in step.fields:
                    if f".{field.id}" in id:
                        answer = _answers(book, step, field).get(id)
                        if answer is not None:
                            return answer
    before = past.lies_in(book, id)
    return before.item(id) if before is not None else None


def _answers(book: Book, step: Ask, field: Any) -> dict[str, Item]:
    return book.remember(
        ("answers", step.id, field.id), lambda: {item.id: item for item in ask.answers(book, step, field, Env())}, {}
    )
