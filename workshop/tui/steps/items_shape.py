"""The rows of an editor of items in order, without building them: ten thousand cost what is looked at. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from workshop.session.model import Item

What = Literal["gap", "head", "item", "line", "offers", "offer"]


class Block(NamedTuple):
    """Things under one heading: under a row of `each`, the whole of a list, or what was captured elsewhere."""

    parent: Item | None
    items: Sequence[Item]
    words: str = ""  # a heading of its own, where it has no parent
    takes: bool = True  # a line stands below its items while it is at hand

    @property
    def id(self) -> str:
        return self.parent.id if self.parent is not None else ""

    @property
    def headed(self) -> bool:
        return self.parent is not None or bool(self.words)


class Entry(NamedTuple):
    what: What
    block: int
    item: Item | None = None
    place: int = 0  # of an item or offer, in its block
    last: bool = False  # of the items in its block


class Shape:
    """Blocks in order; the block at hand has the line, and the suggestions below it."""

    def __init__(self, blocks: Sequence[Block], at: int, line: bool, offers: Sequence[Item] = ()) -> None:
        self.blocks, self.at, self.offers = blocks, at, offers
        self.line = line and 0 <= at < len(blocks) and blocks[at].takes
        self._gap: list[int] = []
        self._starts: list[int] = []
        row, open_before = 0, False
        for index, block in enumerate(blocks):
            is_open = bool(block.items) or index == at
            # headings with nothing under them stand close together
            gap = 1 if index and (is_open or open_before) else 0
            open_before = is_open
            self._gap.append(gap)
            self._starts.append(row)
            row += gap + block.headed + len(block.items)
            if self.line and index == at:
                row += 1 + (2 + len(offers) if offers else 0)
        self._count = row

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Entry:
        at = bisect_right(self._starts, index) - 1
        block, rest = self.blocks[at], index - self._starts[at]
        if rest < self._gap[at]:
            return Entry("gap", at)
        rest -= self._gap[at]
        if rest < block.headed:
            return Entry("head", at, block.parent)
        rest -= block.headed
        if rest < len(block.items):
            return Entry("item", at, block.items[rest], rest, rest == len(block.items) - 1)
        rest -= len(block.items)
        if rest == 0:
            return Entry("line", at)
        if rest <= 2:
            return Entry("gap" if rest == 1 else "offers", at)
        return Entry("offer", at, self.offers[rest - 3], rest - 3)

    @cached_property
    def _places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, block in enumerate(self.blocks):
            start = self._starts[at] + self._gap[at] + block.headed
            found.update((item.id, start + place) for place, item in enumerate(block.items))
        if self.line and self.offers:
            start = self.line_index + 3
            found.update((item.id, start + place) for place, item in enumerate(self.offers))
        return found

    @property
    def line_index(self) -> int:
        """Where the line of the block at hand stands (or would)."""
        if not self.blocks:
            return 0
        return self._starts[self.at] + self._gap[self.at] + self.blocks[self.at].headed + len(self.blocks[self.at].items)

    def index_of(self, id: str) -> int | None:
        return self._places.get(id)

    def find(self, id: str) -> Entry | None:
        index = self._places.get(id) if id else None
        return self[index] if index is not None else None

    def items(self) -> Iterator[Item]:
        for block in self.blocks:
            yield from block.items

    @property
    def count(self) -> int:
        return sum(len(block.items) for block in self.blocks)
