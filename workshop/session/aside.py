"""What stands where it cannot be used in a session file: kept under `[orphans]` with the keys it had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class Aside:
    """The orphans of one session while it is read. `orphans` is the table as the file has it; it is not written to."""

    def __init__(self, orphans: Mapping[str, Any]) -> None:
        self.orphans: dict[str, Any] = dict(orphans)
        self._own: set[str] = set()  # whose tables may be written to
        self._next: dict[str, int] = {}

    def put(self, name: str, where: Sequence[str], value: Any) -> None:
        """Keep a value of `name` (a step, a log) that stood under the keys `where`. What lies there already stays: then it is
        put under `name_2`, `name_3` …"""
        at = name
        while not self._put(at, where, value):
            number = self._next[name] = self._next.get(name, 1) + 1
            at = f"{name}_{number}"

    def _put(self, name: str, where: Sequence[str], value: Any) -> bool:
        if not where:
            if name in self.orphans:
                return False
            self.orphans[name] = value
            self._own.discard(name)
            return True
        if name not in self._own:
            there = self.orphans.get(name, {})
            if not isinstance(there, Mapping):
                return False
            self.orphans[name] = _copy(there)
            self._own.add(name)
        table = self.orphans[name]
        for key in where[:-1]:
            table = table.setdefault(key, {})
            if not isinstance(table, dict):
                return False
        if where[-1] in table:
            return False
        table[where[-1]] = value
        return True


def _copy(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _copy(each) if isinstance(each, Mapping) else each for name, each in table.items()}
