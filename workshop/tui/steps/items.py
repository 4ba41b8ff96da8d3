"""What every editor of items has in common: the things in their blocks, the line below them, a cursor over things and fields.

A list is one block without fields, a split one block for each row, a table has fields, actions read owner and date from the
line. Keys are in `items_keys`, rows in `outline`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.kinds.list import ListStep
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.session.scope import Scope
from workshop.tui.fields import editor_in_item
from workshop.tui.fields.base import Asked, FieldEditor, Hand
from workshop.tui.steps.items_shape import Block, Shape
from workshop.tui.steps.voices import VoicedPane


class ItemsPane(VoicedPane):
    """Opens in Writing, on the line of the first block that has nothing."""

    step: ListStep

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.at = ""  # the thing (or suggestion) under the cursor; "" is the line
        self.column = 0  # 0 its words, then its fields
        self.block = 0
        self.editing = False  # the words or a field of the thing at hand are on the line
        self.own = False  # the own words of a choice are
        self.filling = False  # field after field, from the line
        self.moved: tuple[int, int] | None = None  # where the thing at hand is being carried: block and place
        self.lines: dict[tuple[str, str], str] = {}  # half-typed, by heading and voice
        self.given_up: tuple[str, int, str] | None = None  # what was refused once and may be left the next time
        self.marked: dict[str, None] = {}  # to be merged, in order
        self.merging = ""  # what is to go into the thing chosen next
        self.hand = Hand()
        self.first = 0
        self.near = 0  # the place of the thing at hand, to stay near should it go
        self.block = next((at for at, block in enumerate(self.blocks()) if block.takes and not block.items), 0)
        self.writing = self.can_add
        if not self.writing:
            self.at = next((item.id for item in self.shape().items()), "")

    # ------------------------------------------------------------------------------------------------ what there is
    @property
    def fields(self) -> Sequence[AnyField]:
        return self.step.fields

    @property
    def can_add(self) -> bool:
        blocks = self.blocks()
        return not self.step.closed and bool(blocks) and blocks[min(self.block, len(blocks) - 1)].takes

    def own_items(self) -> Sequence[Item]:
        """The items of the step that may be seen: of the voice at hand alone, where the others' are hidden."""
        found = self.book.source(self.step.id, Scope(step=self.step.id, at=self.stop.at))
        if self.many_voices and self.hidden and self.voices():
            mine = self.kept(self.by)
            return [item for item in found if item.by == mine]
        return found

    def blocks(self) -> Sequence[Block]:
        return self.remember(("blocks", self.by), self._blocks)

    def _blocks(self) -> Sequence[Block]:
        items = self.own_items()
        if self.step.each is None:
            return [Block(None, self._by_day(items))]
        under: dict[str, list[Item]] = {}
        for item in items:
            under.setdefault(item.of, []).append(item)
        if self.step.deal is not None and self.many_voices:
            rows = self.book.hand(self.step, self.kept(self.by), self.stop.at)
        else:
            rows = self.book.rows(self.step, self.stop.at)
        return [Block(row, under.get(row.id, ())) for row in rows]

    def _by_day(self, items: Sequence[Item]) -> Sequence[Item]:
        """A calendar stands in the order of its days; what has none is last, before the line."""
        days = [field.id for field in self.fields if isinstance(field, DateField)]
        if getattr(self.step, "look", None) != "calendar" or not days:
            return items
        return sorted(items, key=lambda item: (item.get(days[0]) is None, str(item.get(days[0]) or "")))

    def shape(self) -> Shape:
        key = ("shape", self.block, self.by, self.moved, self.at if self.moved else "")
        return self.remember(key, self._shape)

    def _shape(self) -> Shape:
        blocks = self.blocks()
        at = max(0, min(self.block, len(blocks) - 1))
        if self.moved is not None:
            blocks = self._carried(blocks, *self.moved)
        return Shape(blocks, at, self.can_add, self.offers())

    def _carried(self, blocks: Sequence[Block], to: int, place: int) -> list[Block]:
        """The blocks while a thing is being carried."""
        out = [block._replace(items=[item for item in block.items if item.id != self.at]) for block in blocks]
        thing = next((item for block in blocks for item in block.items if item.id == self.at), None)
        if thing is not None and to < len(out):
            items = list(out[to].items)
            items.insert(place, thing)
            out[to] = out[to]._replace(items=items)
        return out

    def offers(self) -> Sequence[Item]:
        """Suggestions for the block at hand. (A chain's start is what its first entry is asked of.)"""
        step = self.step
        if step.closed or step.chain or (step.start is None and not step.items):
            return ()
        of, by = self.line_key
        return self.remember(("offers", of, by), lambda: self.book.offers(step, self.stop.at, of, self.kept(by)))

    @property
    def current(self) -> Block | None:
        blocks = self.blocks()
        return blocks[max(0, min(self.block, len(blocks) - 1))] if blocks else None

    @property
    def line_key(self) -> tuple[str, str]:
        """Whose line: the heading and the voice."""
        block = self.current
        return (block.id if block is not None else "", self.by)

    @property
    def held(self) -> str:
        """What is half-typed on the line at hand while it is left."""
        return self.lines.get(self.line_key, "")

    def item(self) -> Item | None:
        entry = self.shape().find(self.at)
        return entry.item if entry is not None and entry.what == "item" else None

    def offer(self) -> Item | None:
        entry = self.shape().find(self.at)
        return entry.item if entry is not None and entry.what == "offer" else None

    def text_of(self, item: Item) -> str:
        return item.text or self.book.label(item.id)

    # ------------------------------------------------------------------------------------------------------- fields
    def field_at(self) -> AnyField | None:
        return self.fields[self.column - 1] if 0 < self.column <= len(self.fields) else None

    def asked(self, field: AnyField, item: Item) -> Asked:
        scope = Scope(step=self.step.id, at=item.at, of=item.of, by=item.by, item=item.id)
        return Asked(self.book, field, scope, item.fields, self.lang)

    def editor(self, field: AnyField) -> FieldEditor:
        return editor_in_item(field)

    def is_asked(self, field: AnyField, item: Item) -> bool:
        return field.when is None or self.book.holds(field.when, self.asked(field, item).scope)

    # ---------------------------------------------------------------------------------------------- above the body
    def scope(self) -> Scope:
        of, by = self.line_key
        item = self.at if self.step.chain and self.at and self.offer() is None else ""
        return Scope(step=self.step.id, at=self.stop.at, of=of, by=self.kept(by), item=item)

    def kicker(self) -> str:
        blocks = [block for block in self.blocks() if block.parent is not None]
        return t("outline.place", self.lang, n=self.block + 1, of=len(blocks)) if len(blocks) > 1 else ""

    def lacking(self) -> int:
        """How many more the scenario asks for here."""
        if not self.step.min or self.current is None:
            return 0
        items = self.current.items
        if self.many_voices:
            mine = self.kept(self.by)
            items = [item for item in items if item.by == mine]
        return max(0, self.step.min - len(items))
