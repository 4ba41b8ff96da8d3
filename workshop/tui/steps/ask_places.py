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
        rows = tuple(row.id for row in self.book.rows(self.step, self.at))
        if self.step.deal is None or not self.voices or not self.voices[0]:
            return rows
        return dealt(self.book, self.step, self.at, rows, self.own.get(self.voices[0], self.voices[0]), self.round)

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


def dealt(book: Book, step: Ask, at: str, rows: Sequence[str], by: str, round: int) -> tuple[str, ...]:
    """The rows that are dealt to a voice in a round: as evenly as can be, not what it gave itself where that can be avoided,
    and none twice over the rounds. What it has answered already stays with it."""
    voices = [voice for voice in book.voices(step) if voice]
    if by not in voices:
        voices.append(by)
    many = step.deal or len(rows)
    given_by = {row: item.by for row in rows if (item := book.item(row)) is not None}
    counts = dict.fromkeys(rows, 0)
    had: dict[str, set[str]] = {voice: set() for voice in voices}
    hands: dict[str, list[str]] = {}
    order = {row: place for place, row in enumerate(rows)}
    # each begins after its own, so that what is nobody else's is not left to the last
    starts = {
        voice: max((order[row] + 1 for row in rows if given_by.get(row) == voice), default=place * many)
        for place, voice in enumerate(voices)
    }
    for turn in range(1, round + 1):
        hands = {}
        for voice in voices:
            answered = [row for row in rows if (turn, row, voice) in _answered(book, step, at)]
            open_rows = sorted(
                (row for row in rows if row not in had[voice] and row not in answered),
                key=lambda row: (given_by.get(row) == voice, counts[row], (order[row] - starts[voice]) % len(rows)),
            )
            hand = (answered + open_rows)[: max(many, len(answered))]
            for row in hand:
                counts[row] += 1
                had[voice].add(row)
            hands[voice] = sorted(hand, key=lambda row: order[row])
    return tuple(hands.get(by, rows))


def _answered(book: Book, step: Ask, at: str) -> frozenset[tuple[int, str, str]]:
    def work() -> frozenset[tuple[int, str, str]]:
        cells = book.answer(step.id).cells
        return frozenset((spot.round, spot.of, spot.by) for spot, cell in cells.items() if cell and spot.at == at)

    return book.remember(("dealt", step.id, at), work, frozenset())
