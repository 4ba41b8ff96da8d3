"""Moving among things: up and down over the headings, to the ends, and a thing carried to another place."""

from __future__ import annotations

from workshop.session.model import Item
from workshop.tui.steps.items_lines import ItemsLines
from workshop.tui.steps.items_shape import Entry

CARRYING = ("up", "down", "enter", "m", "escape")


class ItemsMoves(ItemsLines):
    def step_by(self, way: int) -> None:
        """To the next thing up or down. After the last of a block stands its line, after the line what is suggested."""
        blocks, offers = self.blocks(), self.offers()
        entry = self.shape().find(self.at)
        things = blocks[self.block].items if blocks else ()
        place = len(things) if entry is None else entry.place + (len(things) + 1 if entry.what == "offer" else 0)
        place += way
        if place == len(things) and self._has_line(self.block):
            self._to_line_of(self.block)
        elif 0 <= place < len(things):
            self.point(things[place].id, self.column)
        elif self._has_line(self.block) and 0 <= place - len(things) - 1 < len(offers):
            self.point(offers[place - len(things) - 1].id)
        else:
            self._to_block(range(self.block + 1, len(blocks)) if way > 0 else range(self.block - 1, -1, -1), way)

    def _to_block(self, others: range, way: int) -> None:
        """To the nearest end of the next block that has anything to stand on; where there is none, nothing moves."""
        for block in others:
            if things := self.blocks()[block].items:
                self.point(things[0 if way > 0 else -1].id, self.column)
                return
            if self._has_line(block):
                self._to_line_of(block)
                return
        if not self.at:
            self.to_line()

    def _has_line(self, block: int) -> bool:
        return not self.step.closed and block < len(self.blocks()) and self.blocks()[block].takes

    def _to_line_of(self, block: int) -> None:
        self.block = block
        self.to_line()

    def to_end(self, last: bool) -> None:
        items = [block.items[-1 if last else 0] for block in self.blocks() if block.items]
        if items:
            self.point(items[-1 if last else 0].id)

    # ----------------------------------------------------------------------------------------------------- carrying
    def carry(self, item: Item) -> None:
        entry = self.shape().find(item.id)
        if entry is not None and self._can_carry(entry):
            self.moved, self.column = (entry.block, entry.place), 0

    def _can_carry(self, entry: Entry) -> bool:
        return self.blocks()[entry.block].takes

    def key_carrying(self, key: str) -> bool:
        if key not in CARRYING or self.moved is None:
            return False
        block, place = self.moved
        if key == "escape":
            self.moved = None
        elif key in ("enter", "m"):
            self.put_down()
        else:
            way = -1 if key == "up" else 1
            there = len(self.shape().blocks[block].items)
            if 0 <= place + way < there:
                self.moved = (block, place + way)
            elif 0 <= block + way < len(self.blocks()) and self.blocks()[block + way].takes:
                # over the border: it goes to the neighbour
                self.block = block + way
                self.moved = (self.block, 0 if way > 0 else len(self.blocks()[self.block].items))
        return True
