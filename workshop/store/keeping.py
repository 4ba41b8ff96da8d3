"""What an encoder keeps from one save to the next: the text of each piece beside the value it was made from.

A value in a session never changes, so its text holds for as long as the same value stands there (`is`, not `==`: 1, 1.0 and
true are equal and stand differently in the file). Comparing goes through C alone, for it happens beside somebody's typing.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, compress, count
from operator import is_not
from typing import Generic, TypeVar

from workshop.session.model import Cell, Spot

K = TypeVar("K")
V = TypeVar("V")

_FEW = 64


class Run(Generic[K, V]):
    """The texts of a mapping's values, in its order, as bytes: two megabytes take longer to encode than to join."""

    def __init__(self) -> None:
        self.keys: list[K] = []
        self.values: list[V] = []
        self.texts: list[bytes] = []

    def of(self, table: Mapping[K, V], make: Callable[[K, V], bytes]) -> list[bytes]:
        """The texts now: `make` is asked only for what is not the same value at the same key as last time."""
        keys, values = list(table), list(table.values())
        common = min(len(keys), len(self.keys))
        if keys[:common] == self.keys[:common]:
            texts = self.texts[:common]
            for at in compress(count(), map(is_not, self.values, values)):
                texts[at] = make(keys[at], values[at])
            texts += [make(*each) for each in zip(keys[common:], values[common:], strict=True)]
        else:  # something was put in, moved or taken out: look by key
            known = dict(zip(self.keys, zip(self.values, self.texts, strict=True), strict=True))
            texts = []
            for key, value in zip(keys, values, strict=True):
                found = known.get(key)
                texts.append(found[1] if found is not None and found[0] is value else make(key, value))
        self.keys, self.values, self.texts = keys, values, texts
        return texts


class Order:
    """The places of a step's cells in the file: round, section item, row and column in the order they first came, the voices
    of each by id. (Of nameless voices, the order must not tell who answered first.)"""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._tree: dict[int, dict[str, dict[str, dict[str, list[int]]]]] = {}
        self._columns: list[list[int]] | None = []  # the voices at one column of one row, in the order of the file

    def of(self, cells: Mapping[Spot, Cell]) -> list[int]:
        """For each place in the file, which of the mapping's cells stands there."""
        spots = list(cells)
        known = len(self._spots)
        if spots[:known] != self._spots:
            self._tree, self._columns, known = {}, None, 0
        self._spots = spots
        for number in range(known, len(spots)):
            spot = spots[number]
            across = self._tree.setdefault(spot.round, {}).setdefault(spot.at, {}).setdefault(spot.of, {})
            if spot.across not in across:
                across[spot.across], self._columns = [], None
            insort(across[spot.across], number, key=self._voice)
        if self._columns is None:
            self._columns = [
                voices
                for round in sorted(self._tree)
                for rows in _own_first(self._tree[round])
                for columns in _own_first(rows)
                for voices in _own_first(columns)
            ]
        return list(chain.from_iterable(self._columns))

    def _voice(self, number: int) -> str:
        return self._spots[number].by


def _own_first(below: dict[str, V]) -> Iterable[V]:
    """What stands without a layer, then what stands in one: so no heading comes between two of one layer."""
    if "" not in below or len(below) == 1:
        return below.values()
    return [below[""], *(each for id, each in below.items() if id)]
