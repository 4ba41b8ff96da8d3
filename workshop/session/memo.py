"""Remembering what was computed while what it was computed from is still the very same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from workshop.session.model import Session

Dep = tuple[str, ...]
"""One thing of a session that can be read by itself: ("answers", step), ("progress", name, at), ("people",) …"""

T = TypeVar("T")

PARTS = ("people", "teams", "actions", "decisions", "parked", "notes", "evaluation", "lang", "alone", "names", "earlier")


def changed(old: Session, new: Session) -> frozenset[Dep]:
    """What differs between two sessions, by identity: a session shares with the next all that a change left alone."""
    found: set[Dep] = set()
    if old.answers is not new.answers:
        for step in old.answers.keys() | new.answers.keys():
            if old.answers.get(step) is not new.answers.get(step):
                found.add(("answers", step))
    if old.progress is not new.progress:
        for key in old.progress.keys() | new.progress.keys():
            if old.progress.get(key) is not new.progress.get(key):
                found.add(("progress", *key))
    for name in PARTS:
        before, now = getattr(old, name), getattr(new, name)
        if before is not now and not (isinstance(now, (str, bool)) and before == now):
            found.add((name,))
    return frozenset(found)


class Memo:
    """Values by key, each with what was read to make it. A value made from another takes over what that one read.

    Not for two threads at once: a thread that wants a Book makes its own.
    """

    def __init__(self, in_order: Callable[[], None] = lambda: None) -> None:
        """`in_order` works everything out from the first step on: after it nothing rests on much that is not yet known."""
        self._in_order = in_order
        self._is_in_order = False
        self._kept: dict[Hashable, tuple[Any, frozenset[Dep]]] = {}
        self._reading: list[set[Dep]] = []
        self._busy: set[Hashable] = set()

    def after(self, changes: frozenset[Dep], in_order: Callable[[], None]) -> Memo:
        """A memo with all that none of the changes touches."""
        memo = Memo(in_order)
        memo._kept = {key: entry for key, entry in list(self._kept.items()) if entry[1].isdisjoint(changes)}
        return memo

    def read(self, *dep: str) -> None:
        if self._reading:
            self._reading[-1].add(dep)

    def get(self, key: Hashable, work: Callable[[], T], in_a_circle: T) -> T:
        """The value of `key`, worked out at most once. `in_a_circle` is what it is to itself while being worked out: only
        a scenario that the checks refuse asks for that."""
        entry = self._kept.get(key)
        if entry is None:
            if key in self._busy:
                return in_a_circle
            try:
                entry = self._work(key, work)
            except RecursionError:
                # A chain of hundreds of results, each made of the one before, asked for from its end.
                if self._reading:
                    raise
                if not self._is_in_order:
                    self._is_in_order = True
                    self._in_order()
                try:
                    entry = self._work(key, work)
                except RecursionError:
                    return in_a_circle
        if self._reading:
            self._reading[-1].update(entry[1])
        found: T = entry[0]
        return found

    def _work(self, key: Hashable, work: Callable[[], Any]) -> tuple[Any, frozenset[Dep]]:
        read: set[Dep] = set()
        self._reading.append(read)
        self._busy.add(key)
        try:
            value = work()
        finally:
            self._busy.discard(key)
            self._reading.pop()
        entry = self._kept[key] = (value, frozenset(read))
        return entry
