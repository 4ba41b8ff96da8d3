"""Two or more sessions of one workshop side by side: results then and now, scales with what moved, actions kept and broken.

A document like a report, so that every writer can draw it. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.report.document import Cell, Chapter, Column, Cover, Document, Entry, Row, RowGroup, Table, plain
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.result import Result
from workshop.session import past
from workshop.session.book import Book
from workshop.session.carried import carried, outcome
from workshop.session.model import live
from workshop.session.scope import Scope
from workshop.text import fold, slug

MEASURED = (ScaleField, NumberField)
"""Fields whose answers have a mean."""


def compare(books: Sequence[Book], lang: str | None = None, today: date | None = None) -> Document:
    """The sessions in the order they were held, a column each; where there are figures, how far the last is from the first.

    `today` decides which actions are late. Raises WorkshopError for fewer than two sessions, or two of different workshops.
    """
    if len({book.session.uuid for book in books}) < 2:
        raise WorkshopError("compare.too_few")
    ids = dict.fromkeys(book.scenario.id for book in books)
    if len(ids) > 1:
        raise WorkshopError("compare.different", workshops=", ".join(ids))
    ordered = sorted(books, key=lambda book: (past.held(book.session), book.session.created))
    return _Comparison(ordered, lang or ordered[-1].session.lang, today or date.today()).document()


class _Comparison:
    def __init__(self, books: Sequence[Book], lang: str, today: date) -> None:
        self.books = books
        self.lang = lang
        self.today = today
        self.latest = books[-1]

    def document(self) -> Document:
        scenario = self.latest.scenario
        clients = dict.fromkeys(book.session.client for book in self.books if book.session.client)
        chapters = [*self._steps(), *self._actions()]
        return Document(
            lang=self.lang,
            cover=Cover(
                title=t("compare.title", self.lang, workshop=scenario.text(scenario.title, self.lang)),
                client=", ".join(clients),
                day=past.held(self.latest.session),
                day_drawn=" – ".join(self._day(book) for book in (self.books[0], self.latest)),
            ),
            chapters=tuple(chapters),
            uuid=self.latest.session.uuid,
            changed=max(book.session.changed for book in self.books),
        )

    # ------------------------------------------------------------------------------------------------------- columns

    def _day(self, book: Book) -> str:
        return language.day(past.held(book.session), self.lang, self.today)

    def _columns(self, figures: bool) -> tuple[Column, ...]:
        days = [self._day(book) for book in self.books]
        # two of one day are told apart by their titles
        names = [book.session.title if days.count(day) > 1 else day for book, day in zip(self.books, days, strict=True)]
        kind: Any = "number" if figures else "text"
        columns = [Column(title="", weight=2), *(Column(title=name, kind=kind, weight=1.2) for name in names)]
        return (*columns, Column(title=t("compare.moved", self.lang), kind="number")) if figures else tuple(columns)

    def _row(self, title: str, values: Sequence[tuple[str, Any]], figures: bool) -> Row | None:
        """A line: what each session says (`words`, value); None where none says anything."""
        if not any(words for words, _ in values):
            return None
        cells = [_cell(title), *(_cell(words, value) for words, value in values)]
        if figures:
            first, last = values[0][1], values[-1][1]
            both = _is_number(first) and _is_number(last)
            cells.append(_cell(self._moved(last - first)) if both else Cell())
        return Row(cells=tuple(cells))

    def _moved(self, by: float) -> str:
        if abs(by) < 0.005:
            return t("compare.same", self.lang)
        drawn = language.number(round(by, 2), self.lang)
        return f"+{drawn}" if by > 0 else drawn

    # --------------------------------------------------------------------------------------------------------- steps

    def _steps(self) -> Iterator[Chapter]:
        for step in self.latest.scenario.steps:
            rows = [row for row in self._rows(step) if row is not None]
            if not rows:
                continue
            title = self.latest.scenario.text(step.title, self.lang)
            figures = any(cell.value is not None for row in rows for cell in row.cells)
            whole = tuple(_filled(rows, figures, len(self.books)))
            table = Table(columns=self._columns(figures), groups=(RowGroup(rows=whole),))
            yield Chapter(kind="exercise", title=title, anchor=f"s-{slug(step.id)}", blocks=(table,))

    def _rows(self, step: AnyStep) -> Iterator[Row | None]:
        if isinstance(step, Result) and step.each is None:
            yield from self._result(step)
        elif isinstance(step, Result):
            yield from self._results(step)
        elif isinstance(step, Ask):
            yield from self._asked(step)

    def _of(self, step: AnyStep, work: Callable[[Book, Any], Any]) -> list[Any]:
        """What each session says of a step; None where it has no such step of that kind, or has skipped it."""
        found = []
        for book in self.books:
            own = book.scenario.step_by_id.get(step.id)
            there = own is not None and type(own) is type(step) and book.active(own)
            found.append(work(book, own) if there else None)
        return found

    def _result(self, step: Result) -> Iterator[Row | None]:
        found = self._of(step, lambda book, own: book.result(own))
        if step.value is not None:
            yield self._row(t("compare.value", self.lang), _said(found), True)
        for figure in step.figures:
            title = self.latest.scenario.text(figure.title, self.lang)
            yield self._row(title, _said([one.figure(figure.id) if one else None for one in found]), True)
        if step.levels:
            words = [
                (book.text(one.level.title, Scope(step=step.id)), None) if one and one.level else ("", None)
                for book, one in zip(self.books, found, strict=True)
            ]
            yield self._row(t("compare.level", self.lang), words, False)

    def _results(self, step: Result) -> Iterator[Row | None]:
        by_label: list[dict[str, tuple[str, Any]]] = []
        titles: dict[str, str] = {}
        for book, one in zip(self.books, self._of(step, lambda book, own: book.result(own)), strict=True):
            said: dict[str, tuple[str, Any]] = {}
            for row in one.rows if one else ():
                label = row.item.text or book.label(row.item.id)
                titles[fold(label)] = label
                figure = row.figures[0] if row.figures else None
                number = (row.words, row.value) if row.words or figure is None else (figure.words, figure.value)
                said[fold(label)] = number
            by_label.append(said)
        for key, label in titles.items():
            yield self._row(label, [said.get(key, ("", None)) for said in by_label], True)

    def _asked(self, step: Ask) -> Iterator[Row | None]:
        for field in step.fields:
            if not isinstance(field, MEASURED):
                continue
            name = step.id if len(step.fields) == 1 else f"{step.id}.{field.id}"
            title = self.latest.scenario.text(field.title or step.title, self.lang)
            if not step.has_rows:
                yield self._row(title, self._means(step, lambda book, own, name=name: book.value(f"mean({name})")), True)  # type: ignore[misc]
                continue
            rows = {fold(book.label(item.id)): book.label(item.id) for book in self.books for item in self._things(book, step)}
            for key, label in rows.items():

                def of(book: Book, own: Any, key: str = key, name: str = name) -> Any:
                    item = next((one for one in book.rows(own) if fold(book.label(one.id)) == key), None)
                    return book.value(f"mean(item.{name})", Scope(item=item.id)) if item is not None else None

                both = label if len(step.fields) == 1 else f"{label}: {title}"
                yield self._row(both, self._means(step, of), True)

    def _things(self, book: Book, step: Ask) -> Sequence[Any]:
        own = book.scenario.step_by_id.get(step.id)
        return book.rows(own) if isinstance(own, Ask) else ()

    def _means(self, step: Ask, work: Callable[[Book, Any], Any]) -> list[tuple[str, Any]]:
        values = self._of(step, work)
        return [(language.number(round(value, 2), self.lang), value) if _is_number(value) else ("", None) for value in values]

    # ------------------------------------------------------------------------------------------------------- actions

    def _actions(self) -> Iterator[Chapter]:
        counts = [self._counted(book) for book in self.books]
        found: list[Row] = []
        for key in ("agreed", "done", "late", "open", "carried", "kept", "broken"):
            said = [(language.number(one[key], self.lang), float(one[key])) for one in counts]
            row = self._row(t(f"compare.{key}", self.lang), said, False) if any(one[key] for one in counts) else None
            found += [row] if row is not None else []
        if found:
            table = Table(columns=self._columns(False), groups=(RowGroup(rows=tuple(found)),))
            yield Chapter(kind="actions", title=t("compare.actions", self.lang), anchor="actions", blocks=(table,))

    def _counted(self, book: Book) -> dict[str, int]:
        """Agreed that day, and what became of them; of those from the time before, how many were kept and how many dropped."""
        over = carried(book.session)
        own = [item for item in live(book.session.actions) if item not in over]
        left = [item for item in own if not item.get("done")]
        late = [item for item in left if isinstance(due := item.get("due"), date) and due < self.today]
        became = [outcome(item) for item in over]
        return {
            "agreed": len(own),
            "done": len(own) - len(left),
            "late": len(late),
            "open": len(left) - len(late),
            "carried": len(over),
            "kept": became.count("done"),
            "broken": became.count("dropped"),
        }


def _said(found: Sequence[Any]) -> list[tuple[str, Any]]:
    """Of results or figures, those that are not there too: their words and values."""
    return [(one.words, one.value) if one is not None else ("", None) for one in found]


def _filled(rows: Sequence[Row], figures: bool, columns: int) -> Iterator[Row]:
    """Every row as long as the head."""
    wanted = 1 + columns + figures
    for row in rows:
        yield Row(cells=(*row.cells, *[Cell()] * (wanted - len(row.cells)))[:wanted], id=row.id)


def _cell(words: str, value: Any = None) -> Cell:
    number = float(value) if _is_number(value) else None
    return Cell(entries=(Entry(words=plain(words)),), value=number) if words else Cell()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
