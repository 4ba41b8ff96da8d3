"""A table, or a column of lines, into the answers of an `ask`: from the cell at hand to the right and down, or by the names of
rows and columns where the table has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from workshop.errors import Refused
from workshop.language import t
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds.ask import Ask
from workshop.session.book import Book
from workshop.session.changes import AddEntry, AddItem, AnyChange, SetField
from workshop.session.landing import Landing, Left, Place, heads, values
from workshop.session.landing.lists import open_list
from workshop.session.model import Item, Spot, new_id
from workshop.session.pasted import Cells, Pasted
from workshop.session.scope import Scope
from workshop.text import clean, fold


class Line(NamedTuple):
    """A row or a column of the grid: which layer it fixes (`of`, `across` or `field`), to what, and what it is called."""

    layer: str
    id: str
    names: tuple[str, ...]


class Axes(NamedTuple):
    """The grid as it stands on the screen: a journey has its questions below one another."""

    down: list[Line]
    across: list[Line]
    fixed: dict[str, str]  # the layers that neither axis has


def axes(book: Book, step: Ask, place: Place) -> Axes:
    fields = [Line("field", field.id, heads.titles(book, field)) for field in step.fields]
    rows = [Line("of", row.id, (book.label(row.id),)) for row in _rows(book, step, place)]
    columns = [Line("across", column.id, (book.label(column.id),)) for column in book.columns(step, place.at)]
    if not step.has_rows:
        return Axes(fields, [Line("", "", ())], {})
    if step.across is not None and len(fields) == 1:
        return Axes(rows, columns, {"field": fields[0].id})
    if step.across is not None:
        return Axes(columns, fields, {"of": place.of or (rows[0].id if rows else "")})
    return Axes(fields, rows, {}) if step.look == "journey" else Axes(rows, fields, {})


def _rows(book: Book, step: Ask, place: Place) -> Sequence[Item]:
    if step.deal is not None and (place.voice or place.by):
        return book.hand(step, place.voice or place.by, place.at)
    return book.rows(step, place.at)


def land(book: Book, step: Ask, pasted: Pasted, place: Place, today: date) -> Landing:
    return _Landing(book, step, place, today).land(pasted)


class _Landing:
    """One landing while it is worked out."""

    def __init__(self, book: Book, step: Ask, place: Place, today: date) -> None:
        self.book, self.step, self.place, self.today = book, step, place, today
        self.axes = axes(book, step, place)
        self.source = open_list(book, step.each)
        self.made: list[AddItem] = []  # rows that were not there yet
        self.left: list[Left] = []
        self.changes: list[AnyChange] = []
        self.taken = self.replaced = 0

    def land(self, pasted: Pasted) -> Landing:
        rows = list(pasted.rows) or [Cells((thing.text,), thing.line) for thing in pasted.things]
        if not rows:
            return Landing()
        lines = self.axes.across if self.step.look == "journey" else self.axes.down
        if not lines and self._rows_are(lines) and pasted.is_table:
            self.place = self.place._replace(names=self.step.look == "journey")
        found = self._mapped(rows, pasted.headed)
        if isinstance(found, str):
            return Landing(refused=found)
        for down, across, text, line in found:
            self._put(down, across, text, line)
        self.left += [Left(thing.line, thing.text, t("landing.beside")) for thing in pasted.beside]
        return Landing((*self.made, *self.changes), self.taken, self.replaced, tuple(sorted(self.left)))

    # where each cell goes
    def _mapped(self, rows: list[Cells], headed: bool) -> list[tuple[Line, Line, str, int]] | str:
        below, beside = (heads.known([line.names for line in lines]) for lines in (self.axes.down, self.axes.across))
        named = self._names(rows, below, beside) if len(rows) > 1 or self.place.names else None
        if named is None and self._lies_down(rows, below, beside):
            rows, headed = heads.turned(rows), False
            named = heads.head(rows[0].cells, beside) if len(rows) > 1 else None
        if named is None and headed:
            self.left.append(Left(rows[0].line, " ".join(filter(None, rows[0].cells)), t("landing.head")))
            rows = rows[1:]
        columns, rows, is_labelled = self._columns(rows, named, below)
        if isinstance(columns, str):
            return columns
        lines = self._lines(rows, is_labelled, below)
        return lines if isinstance(lines, str) else list(self._cells(rows, lines, columns))

    def _names(self, rows: list[Cells], below: Mapping[str, int], beside: Mapping[str, int]) -> heads.Named | None:
        first = rows[0].cells
        if not self.place.names:
            return heads.head(first, beside)
        is_labelled = heads.labels(rows[1:], below)
        places = (None if is_labelled and not at else beside.get(fold(cell)) for at, cell in enumerate(first))
        return heads.Named(tuple(places), is_labelled)

    def _lies_down(self, rows: list[Cells], below: Mapping[str, int], beside: Mapping[str, int]) -> bool:
        """Whether the table has for rows what the grid has for columns."""
        if len(rows[0].cells) < 2:
            return False
        if len(rows) == 1:
            return len(self.axes.across) == 1
        first, column = rows[0].cells, [row.cells[0] for row in rows]
        if heads.head(first, below) is not None and heads.known_in(first, below) > heads.known_in(column, below):
            return True
        return heads.labels(rows, beside) and not heads.labels(rows, below)

    def _columns(
        self, rows: list[Cells], named: heads.Named | None, below: Mapping[str, int]
    ) -> tuple[list[Line | None] | str, list[Cells], bool]:
        """The line of the grid for each column of the table, the rows that are left, and whether the first cell is a label."""
        across = self.axes.across
        if named is not None:
            head, rows = rows[0], rows[1:]
            is_labelled = named.labels and (self.place.names or heads.labels(rows, below) or len(self.axes.down) > 1)
            columns = [self._column(head, at, place, is_labelled) for at, place in enumerate(named.places)]
            return columns, rows, is_labelled
        is_labelled = bool(rows) and len(rows[0].cells) > 1 and heads.labels(rows, below)
        size = len(rows[0].cells) - is_labelled if rows else 0
        start = self._start(across)
        if size > len(across) - start:
            return t("landing.too_wide", n=size, there=len(across) - start), rows, is_labelled
        return [*([None] if is_labelled else []), *across[start : start + size]], rows, is_labelled

    def _column(self, head: Cells, at: int, place: int | None, is_labelled: bool) -> Line | None:
        if place is not None:
            return self.axes.across[place]
        name = head.cells[at]
        if not name or (at == 0 and is_labelled):
            return None
        if self._rows_are(self.axes.across):
            return self._new(name)
        self.left.append(Left(head.line, name, t("landing.no_column")))
        return None

    def _lines(self, rows: list[Cells], is_labelled: bool, below: Mapping[str, int]) -> list[Line | None] | str:
        down = self.axes.down
        if not is_labelled:
            start = 0 if self.place.names else self._start(down)
            if len(rows) > len(down) - start:
                return t("landing.too_long", n=len(rows), there=len(down) - start)
            return list(down[start : start + len(rows)])
        found: list[Line | None] = []
        for row in rows:
            label = row.cells[0]
            place = below.get(fold(label))
            if place is not None:
                found.append(down[place])
            elif label and self._rows_are(down):
                found.append(self._new(label))
            else:
                found.append(None)
                self.left += [Left(row.line, label, t("landing.no_row"))] if any(row.cells) else []
        return found

    def _cells(
        self, rows: list[Cells], lines: list[Line | None], columns: list[Line | None]
    ) -> Iterator[tuple[Line, Line, str, int]]:
        for row, down in zip(rows, lines, strict=True):
            for text, across in zip(row.cells, columns, strict=True):
                if text and down is not None and across is not None:
                    yield down, across, text, row.line

    def _start(self, lines: Sequence[Line]) -> int:
        here = {"of": self.place.of, "across": self.place.across, "field": self.place.field}
        return next((at for at, line in enumerate(lines) if line.layer and here[line.layer] == line.id), 0)

    # rows that are not there yet
    def _rows_are(self, lines: Sequence[Line]) -> bool:
        """Whether these are the rows, and more of them can be made."""
        is_rows = lines is (self.axes.across if self.step.look == "journey" else self.axes.down)
        return is_rows and self.source is not None and self.step.across is None and self.step.has_rows

    def _new(self, name: str) -> Line:
        source, id, text = self.source, new_id(), clean(name, multiline=False)
        assert source is not None
        after = self.made[-1].id if self.made else self.place.of or None if self.place.names else None
        self.made.append(AddItem(step=source.id, id=id, text=text, at=self._list_at(source), after=after))
        self.taken += 1
        return Line("of", id, (name,))

    def _list_at(self, source: Any) -> str:
        return self.place.at if source.section and source.section == self.step.section else ""

    # into a cell
    def _put(self, down: Line, across: Line, text: str, line: int) -> None:
        where = {"of": "", "across": "", "field": "", **self.axes.fixed}
        where |= {one.layer: one.id for one in (down, across) if one.layer}
        field = next(field for field in self.step.fields if field.id == where["field"])
        spot: dict[str, Any] = {"at": self.place.at, "of": where["of"], "across": where["across"], "by": self.place.by}
        scope = Scope(step=self.step.id, **spot)
        if isinstance(field, ListField):
            said = values.entries(text)
            self.changes += [AddEntry(step=self.step.id, field=field.id, text=one, **spot) for one in said]
            self.taken += len(said)
            return
        voice = self.place.voice or self.place.by
        latest = self.book.latest(self.step, self.place.at)
        cell = self.book.answer(self.step.id).cell(Spot(latest, self.place.at, where["of"], where["across"], voice))
        try:
            answered = values.answered(self.book, field, text, scope, cell, self.today)
        except Refused as refusal:
            self.left.append(Left(line, text, str(refusal)))
            return
        self.taken += 1
        self.replaced += field.id in cell and cell.get(field.id) != answered.get(field.id)
        self.changes += [SetField(step=self.step.id, field=name, value=value, **spot) for name, value in answered.items()]
