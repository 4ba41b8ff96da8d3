"""Of three orders of the same things, one: what was put between, moved and taken out on either side stays so."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def in_order(base: Iterable[K], mine: Iterable[K], theirs: Iterable[K]) -> list[K]:
    """Every key of mine and theirs. Where only theirs moved what was there, it is in their order; else in mine. What one side
    put in stands behind what it was put behind; of what both put in at one place, mine is first."""
    before, own, other = list(base), list(mine), list(theirs)
    if own == other or before == other:
        spine, rest = own, other
    elif before == own:
        spine, rest = other, own
    else:
        moved = _moved(before, other) and not _moved(before, own)
        spine, rest = (other, own) if moved else (own, other)
    there = set(spine)
    if there.issuperset(rest):
        return spine
    known = set(before)
    return _with(spine, rest, there, known, own_first=spine is own)


def members(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that are in a set of them: put in by either side, taken out by neither."""
    if mine == theirs or base == theirs:
        return mine
    if base == mine:
        return theirs
    was, own, other = set(base), set(mine), set(theirs)
    kept = (own & other) | (own - was) | (other - was)
    return tuple(id for id in in_order(dict.fromkeys(base), dict.fromkeys(mine), dict.fromkeys(theirs)) if id in kept)


def _moved(before: list[K], after: list[K]) -> bool:
    """Whether what is in both stands in another order."""
    there, was = set(after), set(before)
    return [key for key in before if key in there] != [key for key in after if key in was]


def _with(spine: list[K], rest: list[K], there: set[K], known: set[K], *, own_first: bool) -> list[K]:
    """The spine with what only `rest` has put in, each behind the one it stands behind there."""
    behind: dict[K | None, list[K]] = {}
    anchor: K | None = None
    put: list[K] = []
    for key in rest:
        if key not in there:
            put.append(key)
            continue
        if put:
            behind[anchor], put = put, []
        anchor = key
    last = put  # at the end of the list, wherever what it followed was moved to
    found: list[K] = []
    waiting: list[K] = behind.pop(None, [])
    if not own_first:
        found, waiting = waiting, []
    for key in spine:
        if key in known and waiting:  # behind what the spine itself put in at that place
            found += waiting
            waiting = []
        found.append(key)
        if key in behind:
            if own_first:
                waiting += behind[key]
            else:
                found += behind[key]
    return found + waiting + last
