"""An `ask` about one row at a time: its neighbours are named, the questions are a form."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from workshop.language import t
from workshop.session.flow import Stop
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, row
from workshop.tui.steps.ask_blocks import Block, labelled, said_before
from workshop.tui.steps.ask_pane import Mark
from workshop.tui.steps.form import FormPane

NEIGHBOUR = 24


class CardsPane(FormPane):
    """← → in an empty line, and Enter at the last question, go to another row."""

    arrows_move = True

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self._shown_row = self.slot.of

    def view(self, width: int, height: int) -> View:
        self.settle()
        if self.slot.of != self._shown_row:
            self._shown_row, self.first = self.slot.of, 0
        return super().view(width, height)

    def seen(self) -> range:
        slots, at = self.places.slots, self.at
        first = last = at
        while first > 0 and slots[first - 1].of == self.slot.of:
            first -= 1
        while last + 1 < len(slots) and slots[last + 1].of == self.slot.of:
            last += 1
        return range(first, last + 1)

    @property
    def has_headings(self) -> bool:
        return self.step.across is not None

    def block(self, index: int, width: int, *, roomy: bool) -> Block:
        if self.has_headings:
            return self._under_heading(index, width, roomy)
        slot = self.places.slots[index]
        label = self.asked(slot).title if len(self.places.fields) > 1 else ""
        return labelled(self, slot, label, width, roomy=roomy)

    def legend_rows(self, width: int) -> list[Row]:
        """The row at hand between its neighbours, and what earlier steps say of it."""
        rows, places = self.places.rows, self.places
        at = rows.index(self.slot.of) if self.slot.of in rows else 0
        here = t("ask.nth", self.lang, n=at + 1, of=len(rows))
        before = f"← {cut(self._name(rows[at - 1]), NEIGHBOUR)}" if at else ""
        after = f"{cut(self._name(rows[at + 1]), NEIGHBOUR)} →" if at + 1 < len(rows) else ""
        name = self._name(self.slot.of)
        if self.has_headings:
            name = ""
        room = width - cell_len(here) - 2
        if cell_len(before) + cell_len(after) + min(cell_len(name), 12) + 6 > room:
            side = max(4, (room - min(cell_len(name), 12) - 6) // 2)
            before, after = cut(before, side), f"{cut(after[:-2], side - 2)} →" if after else ""
        middle = max(4, room - cell_len(before) - cell_len(after) - 6)
        name = cut(name, middle)
        spans = [faint(before), Span("   " if before else ""), faint(here), Span("  "), Span(name)]
        gap = width - sum(cell_len(span.text) for span in spans) - cell_len(after)
        spans += [Span(" " * max(1, gap)), faint(after)] if after else []
        slot = self.slot
        found = [Row(tuple(spans), target=Mark(slot)), *said_before(self, slot, width, roomy=False)]
        if places.slots and (hint := self.row_hint(slot)):
            found.append(row(faint(cut(hint, width))))
        return [*found, EMPTY]

    def _name(self, of: str) -> str:
        return self.book.label(of)

    def foot_rows(self, width: int) -> list[Row]:
        return self.check_rows(width)

    # moving
    def sideways(self, key: str) -> bool:
        rows = self.places.rows
        at = rows.index(self.slot.of) if self.slot.of in rows else 0
        target = {"left": at - 1, "right": at + 1, "home": 0, "end": len(rows) - 1}[key]
        if not 0 <= target < len(rows) or target == at:
            return True
        # to the same question, where it is asked there too
        slots = [slot for slot in self.places.slots if slot.of == rows[target]]
        if slots:
            same = next((slot for slot in slots if (slot.field, slot.across) == (self.slot.field, self.slot.across)), slots[0])
            self.to(same)
        return True

    def pairs(self) -> list[Pair]:
        pairs = super().pairs()
        if self.has_places and len(self.places.rows) > 1 and not (self.part or self.entry or self.page_open or self.counting):
            pairs.insert(min(2, len(pairs)), Pair("← →", "ask.keys.rows", "right"))
        return pairs
