"""A step, or the whole record, as text for the clipboard: cells with tabs between them where a spreadsheet would have cells,
else Markdown. What is hidden, withheld or left out of the client's edition is in neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from workshop import language
from workshop.report import build
from workshop.report.document import Cover, Document
from workshop.report.view import CLIENT, View
from workshop.report.writers import markdown
from workshop.scenario.fields import AnyField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.sort import Sort
from workshop.session.book import Book
from workshop.session.env import is_number
from workshop.session.finding import is_hidden
from workshop.session.flow import Stop
from workshop.session.landing import Place, grid, lists
from workshop.session.model import Spot
from workshop.session.room import answers
from workshop.session.scope import Scope


def step(book: Book, stop: Stop) -> str:
    """What a step says; "" where nothing is answered or it is hidden now."""
    found = book.scenario.step_by_id[stop.step]
    if is_hidden(book, found, stop.at):
        return ""
    rows = _cells(book, found, stop.at)
    if rows:
        return cells(rows)
    view = View(book, CLIENT, None, None, None)
    chapters = build.exercise(view, found, stop.at)
    document = Document(lang=view.lang, cover=Cover(title=""), chapters=chapters)
    return markdown.body(document) if chapters else ""


def record(book: Book) -> tuple[str, list[str]]:
    """The whole record as Markdown, and the titles of the steps that are left out because they are hidden now."""
    hidden = [one for one in book.scenario.steps if any(is_hidden(book, one, spot) for spot in _ats(book, one))]
    ids = {one.id for one in hidden}
    if ids:
        kept = {id: answer for id, answer in book.session.answers.items() if id not in ids}
        book = Book(book.scenario, replace(book.session, answers=kept))
    return markdown.write(build.build(book)), [book.text(one.title) for one in hidden]


def _ats(book: Book, step: AnyStep) -> Iterable[str]:
    """The section's items at which a step was answered."""
    answer = book.session.answer(step.id)
    return {spot.at for spot in answer.cells} | {item.at for item in answer.items.values() if not item.gone}


# -------------------------------------------------------------------------------------------------------------- cells


def _cells(book: Book, step: AnyStep, at: str) -> list[list[str]]:
    """The rows of a table, its head first; [] where the step is none, or where more than one answered."""
    if isinstance(step, ListStep) and len(lists.columns(step)) > 1:
        return _items(book, step, at)
    if isinstance(step, Ask) and step.has_rows and step.by == "group":
        return _grid(book, step, at)
    if isinstance(step, Sort) and (step.by == "group" or book.session.alone):
        placed = [one for one in book.placement(step, at) if one.place]
        titles = {place.id: book.text(place.title) for place in step.places}
        return [[book.label(one.item.id), titles.get(str(one.place), "")] for one in placed]
    return []


def _items(book: Book, step: ListStep, at: str) -> list[list[str]]:
    fields = lists.columns(step)
    items = book.source(step.id, Scope(step=step.id, at=at))
    under = step.each is not None
    rows = []
    for item in items:
        scope = Scope(step=step.id, at=item.at, of=item.of, by=item.by, item=item.id)
        said = ["; ".join(_said(book, field, item.fields, scope)) for field in fields[1:]]
        rows.append([*([book.label(item.of)] if under else []), item.text or book.label(item.id), *said])
    head = [*([""] if under else []), *(lists.names(book, step, field)[0].capitalize() for field in fields)]
    return [head, *rows] if rows else []


def _grid(book: Book, step: Ask, at: str) -> list[list[str]]:
    axes = grid.axes(book, step, Place(at=at))
    if "of" in axes.fixed:
        return []  # a table for each row: as Markdown
    round = book.latest(step, at)
    fields = {field.id: field for field in step.fields}
    rows: list[list[str]] = []
    for down in axes.down:
        said = []
        for across in axes.across:
            where = {"of": "", "across": "", "field": "", **axes.fixed, down.layer: down.id, across.layer: across.id}
            cell = book.answer(step.id).cell(Spot(round, at, where["of"], where["across"], ""))
            scope = Scope(step=step.id, at=at, of=where["of"], across=where["across"])
            said.append("\n".join(_said(book, fields[where["field"]], cell, scope)))
        rows.append([down.names[0], *said])
    if not any(text for row in rows for text in row[1:]):
        return []
    return [["", *(across.names[0] for across in axes.across)], *rows]


def _said(book: Book, field: AnyField, cell: Mapping[str, Any], scope: Scope) -> list[str]:
    """An answer as a spreadsheet reads it: figures alone, without words or units, days as it knows them."""
    value: Any = cell.get(field.id)
    if is_number(value):
        return [language.number(value, book.session.lang).replace("\u2212", "-").replace("\u00a0", "")]
    return [value.isoformat()] if isinstance(value, date) else answers.said(book, field, cell, scope)


def _cell(text: str) -> str:
    """As spreadsheets copy a cell: in quotation marks where it has a break, a tab or a mark of its own. A text that a
    spreadsheet would take for a formula stands behind an apostrophe."""
    if text[:1] in ("=", "@") or (text[:1] in ("+", "-") and not text[1:2].isdigit()):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '\t\n"') else text


def cells(rows: Sequence[Sequence[str]]) -> str:
    """Rows as the clipboard of a spreadsheet holds them."""
    return "".join("\t".join(map(_cell, row)) + "\n" for row in rows)
