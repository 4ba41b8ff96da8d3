"""What of an answer has its place in a step, and what has not: asked where a scenario was changed under what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.actions import Actions
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.decisions import Decisions
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered
from workshop.session import fields, layers
from workshop.session.book import Book
from workshop.session.merge import same
from workshop.session.model import Answer, Cell, Item, Spot
from workshop.session.scope import Scope
from workshop.session.spots import has_rows


class Fit:
    """What of an answer has its place in a step. `old`: the step it was said in; None for what lay aside."""

    def __init__(self, book: Book, step: AnyStep, old: AnyStep | None, before: Book) -> None:
        self.book, self.step, self.old, self.before = book, step, old, before
        own: Collection[AnyField] = step.fields if isinstance(step, Ask | ListStep) else ()
        self.fields = {field.id: field for field in own}
        self.was = {was: field.id for field in own for was in field.was if was not in self.fields}
        old_fields: Collection[AnyField] = old.fields if isinstance(old, Ask | ListStep) else ()
        self.asked = {field.id for field in old_fields}
        self.teams = {id for teams in book.session.teams.values() for id in teams}
        self._rows: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def split(self, answer: Answer) -> tuple[Answer, Answer]:
        """What fits, and the rest."""
        items: dict[str, Item] = {}
        left_items: dict[str, Item] = {}
        for id, item in answer.items.items():
            fits, rest = self.item(item)
            if fits is not None:
                items[id] = fits
            if rest is not None:
                left_items[id] = rest
        cells: dict[Spot, Cell] = {}
        left_cells: dict[Spot, Cell] = {}
        for spot, cell in answer.cells.items():
            own, other = self.cell(spot, cell) if self.is_spot(spot, cell) else ({}, cell)
            if own:
                cells[spot] = own
            if other:
                left_cells[spot] = other
        return replace(answer, items=items, cells=cells), Answer(items=left_items, cells=left_cells)

    # ---------------------------------------------------------------------------------------------------------- items

    def item(self, item: Item) -> tuple[Item | None, Item | None]:
        step = self.step
        if not isinstance(step, ListStep) or isinstance(step, Actions | Decisions):
            return None, item
        if bool(item.of) != (step.each is not None) or not self.is_at(item.at) or not self.is_row(item.of, item.at):
            return None, item
        scope = Scope(step=step.id, at=item.at, of=item.of, item=item.id)
        own, rest = self.by_field(item.fields, scope)
        fits = item if same(own, item.fields) else replace(item, fields=own)
        return fits, replace(item, fields=rest) if rest else None

    def by_field(self, said: Mapping[str, Any], scope: Scope) -> tuple[dict[str, Any], dict[str, Any]]:
        own: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for name, value in said.items():
            now = self.name(name)
            if now is None:
                rest[name] = value
            elif self.is_value(now, value, scope):
                own[now] = value
            else:
                rest[name] = value
        return own, rest

    def name(self, name: str) -> str | None:
        """What a value is called now; None: nobody asks for it any more. A name that nobody asked for is left as it is."""
        base, _, tail = name.rpartition("_")
        beside = tail in ("other", "evidence") and name not in self.fields and (base in self.asked or base in self.fields)
        field = base if beside or (tail in ("other", "evidence") and base in self.was) else name
        now = field if field in self.fields else self.was.get(field)
        if now is not None:
            return now if field == name else f"{now}_{tail}"
        if isinstance(self.step, ListStep) and self.old is not None and field not in self.asked:
            return name
        return None

    def is_value(self, name: str, value: Any, scope: Scope) -> bool:
        field = self.fields.get(name)
        if field is None and name.rpartition("_")[0] not in self.fields:
            return True
        if isinstance(field, TextField):
            return isinstance(value, str)
        if isinstance(field, ListField) and isinstance(self.step, Ask):
            return isinstance(value, tuple) and all(isinstance(each, Item) for each in value)
        try:
            kept = fields.kept(self.book, list(self.fields.values()), name, value, scope)
        except Refused:
            return False
        return type(kept) is type(value) and kept == value

    # ---------------------------------------------------------------------------------------------------------- cells

    def is_spot(self, spot: Spot, cell: Cell) -> bool:
        """Whether the step has the layers that the cell stands under: item, row, column, voice."""
        step = self.step
        if not isinstance(step, Answered) or not self.is_at(spot.at):
            return False
        rows = has_rows(step)
        if bool(spot.of) != rows or bool(spot.across) != (getattr(step, "across", None) is not None):
            return False
        return self.is_row(spot.of, spot.at) and self.is_voice(step, spot.by, set(cell) == {"tally"})

    def is_at(self, at: str) -> bool:
        return bool(at) == (layers.loop_of(self.book, self.step) is not None)

    def is_row(self, of: str, at: str) -> bool:
        """A row that is there now; or one that was none before either, and only waits to be one again."""
        if not of:
            return True
        if at not in self._rows:
            now = frozenset(item.id for item in self.book.proposed(self.step, at))
            then = frozenset(item.id for item in self.before.proposed(self.old, at)) if self.old is not None else frozenset()
            self._rows[at] = now, then
        now, then = self._rows[at]
        return of in now or (self.old is not None and of not in then)

    def is_voice(self, step: Answered, by: str, tally: bool) -> bool:
        if self.book.session.alone:
            return True
        if step.by == "group":
            return not by
        if tally:
            return True
        if step.by in self.book.scenario.teams:
            return by in self.book.session.teams.get(step.by, {}) or by in {team.id for team in self.book.source(step.by)}
        return bool(by) and by not in self.teams

    def cell(self, spot: Spot, cell: Cell) -> tuple[dict[str, Any], dict[str, Any]]:
        step = self.step
        if isinstance(step, Ask):
            scope = Scope(step=step.id, round=spot.round, at=spot.at, of=spot.of, across=spot.across, by=spot.by)
            return self.by_field(cell, scope)
        own: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        for name, value in cell.items():
            fits, other = self.part(step, name, value)
            if fits:
                own[name] = fits
            if other:
                rest[name] = other
        return own, rest

    def part(self, step: AnyStep, name: str, value: Any) -> tuple[Any, Any]:
        """One part of a cell that is no ask's: what of it fits, and what does not."""
        if isinstance(step, Sort | Matrix) and name == "place" and isinstance(value, Mapping):
            fits = {id: place for id, place in value.items() if _is_place(step, place)}
            return fits, {id: place for id, place in value.items() if id not in fits}
        if isinstance(step, GroupStep):
            return (value, None) if name == "groups" else (None, value)
        if isinstance(step, Vote) and name in _OF_VOTE[step.way]:
            return value, None
        return None, value


_OF_VOTE = {
    "dots": ("gives", "reason", "tally"),
    "points": ("gives", "reason", "tally"),
    "notes": ("gives", "reason"),
    "rank": ("rank", "reason"),
}


def _is_place(step: Sort | Matrix, place: Any) -> bool:
    if isinstance(step, Sort):
        return isinstance(place, str) and place in {each.id for each in step.places}
    found = [place.get(axis) for axis in ("x", "y")] if isinstance(place, Mapping) else [None]
    return all(isinstance(each, int) and not isinstance(each, bool) and 1 <= each <= step.steps for each in found)
