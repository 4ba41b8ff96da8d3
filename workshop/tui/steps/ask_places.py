"""Where one may answer in an `ask`: rows, columns, voices and fields in the order one comes to them. Pure reading of a Book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

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
        if not self.has_conditions:
            return _slots(self.rows, self.columns, tuple(self.voices), tuple(self.fields))
        return tuple(
            Slot(of, across, field.id, by)
            for of in self.rows
            for across in self.columns
            for by in self.voices
            for field in self.step.fields
            if self.applies(field, of, across, by)
        )

    @cached_property
    def index(self) -> Mapping[Slot, int]:
        if not self.has_conditions:
            return _index(self.rows, self.columns, tuple(self.voices), tuple(self.fields))
        return {slot: at for at, slot in enumerate(self.slots)}

    @property
    def has_conditions(self) -> bool:
        return any(field.when is not None for field in self.step.fields)

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
        """How many are; what was answered is looked through, which is less than all that is asked."""
        of_voice = {self.own.get(voice, voice): voice for voice in self.voices}
        return sum(
            self.is_answered(slot)
            for spot, cell in self._cells.items()
            if (spot.round, spot.at) == (self.round, self.at) and spot.by in of_voice
            for name in cell
            if (slot := Slot(spot.of, spot.across, name, of_voice[spot.by])) in self.index
        )

    def next_open(self, after: int) -> int | None:
        """The next place without an answer: after this one, else from the start; None where all are answered."""
        count = len(self.slots)
        for step in range(1, count + 1):
            at = (after + step) % count
            if not self.is_answered(self.slots[at]):
                return at
        return None


@lru_cache(4)
def _slots(
    rows: tuple[str, ...], columns: tuple[str, ...], voices: tuple[str, ...], fields: tuple[str, ...]
) -> tuple[Slot, ...]:
    """The places of a step whose questions are asked everywhere: they stay when an answer is given."""
    return tuple(Slot(of, across, field, by) for of in rows for across in columns for by in voices for field in fields)


@lru_cache(4)
def _index(
    rows: tuple[str, ...], columns: tuple[str, ...], voices: tuple[str, ...], fields: tuple[str, ...]
) -> Mapping[Slot, int]:
    return {slot: at for at, slot in enumerate(_slots(rows, columns, voices, fields))}


def heard(book: Book, step: Ask, at: str) -> frozenset[str]:
    """The voices that have answered anything in the latest round."""
    latest = book.latest(step, at)
    cells = book.answer(step.id).cells
    return frozenset(spot.by for spot, cell in cells.items() if cell and spot.round == latest and spot.at == at)
