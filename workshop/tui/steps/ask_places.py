"""Where one may answer in an `ask`: rows, columns, voices and fields in the order one comes to them. Pure reading of a Book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from workshop.scenario.fields import AnyField
from workshop.scenario.kinds.ask import Ask
from workshop.session.book import Book
from workshop.session.flow import Slot
from workshop.session.model import Cell, Spot
from workshop.session.scope import Scope
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import Asked


class Places:
    """The places of some voices in a step, read from one Book: made anew when anything has changed.

    `own` says which voice of the step a voice is (a participant whose name is not kept has another there).
    """

    def __init__(self, book: Book, step: Ask, at: str, voices: Sequence[str], own: dict[str, str]) -> None:
        self.book, self.step, self.at, self.voices, self.own = book, step, at, voices, own
        self.round = book.latest(step, at)
        self.fields = {field.id: field for field in step.fields}
        self._cells = book.answer(step.id).cells

    @cached_property
    def rows(self) -> tuple[str, ...]:
        if not self.step.has_rows:
            return ("",)
        by = self.own.get(self.voices[0], self.voices[0]) if self.voices else ""
        found = self.book.hand(self.step, by, self.at, self.round) if by else self.book.rows(self.step, self.at)
        return tuple(row.id for row in found)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        if self.step.across is None:
            return ("",)
        return tuple(column.id for column in self.book.columns(self.step, self.at))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every place there is: row by row, column by column, voice by voice, field by field."""
        found: list[Slot] = []
        conditions = any(field.when is not None for field in self.step.fields)
        names = [field.id for field in self.step.fields]
        for of in self.rows:
            for across in self.columns:
                for by in self.voices:
                    if conditions:
                        names = [field.id for field in self.step.fields if self.applies(field, of, across, by)]
                    found += [Slot(of, across, name, by) for name in names]
        return tuple(found)

    @cached_property
    def index(self) -> dict[Slot, int]:
        return {slot: at for at, slot in enumerate(self.slots)}

    def applies(self, field: AnyField, of: str, across: str, by: str) -> bool:
        """Whether a field is asked there."""
        return field.when is None or self.book.holds(field.when, self.scope(Slot(of, across, "", by)))

    def scope(self, slot: Slot) -> Scope:
        by = self.own.get(slot.by, slot.by)
        return Scope(step=self.step.id, at=self.at, of=slot.of, across=slot.across, by=by)

    def cell(self, slot: Slot) -> Cell:
        return self._cells.get(Spot(self.round, self.at, slot.of, slot.across, self.own.get(slot.by, slot.by)), {})

    def asked(self, slot: Slot, lang: str) -> Asked:
        return Asked(self.book, self.fields[slot.field], self.scope(slot), self.cell(slot), lang)

    def is_answered(self, slot: Slot) -> bool:
        cell = self.cell(slot)
        if not cell:
            return False
        field = self.fields[slot.field]
        return editor_of(field).is_answered(Asked(self.book, field, Scope(), cell, ""))

    @cached_property
    def answered(self) -> int:
        return sum(1 for slot in self.slots if self.is_answered(slot))

    def next_open(self, after: int) -> int | None:
        """The next place without an answer: after this one, else from the start; None where all are answered."""
        count = len(self.slots)
        for step in range(1, count + 1):
            at = (after + step) % count
            if not self.is_answered(self.slots[at]):
                return at
        return None


def heard(book: Book, step: Ask, at: str) -> frozenset[str]:
    """The voices that have answered anything in the latest round."""
    latest = book.latest(step, at)
    cells = book.answer(step.id).cells
    return frozenset(spot.by for spot, cell in cells.items() if cell and spot.round == latest and spot.at == at)
