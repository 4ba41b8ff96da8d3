"""A table of things with their places into a sort or a matrix: a thing, and its place (or its position on either axis)."""

from __future__ import annotations

from workshop.language import parse_number, t
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session.book import Book
from workshop.session.changes import AddItem, AnyChange, Put
from workshop.session.changes import Place as PlaceItem
from workshop.session.landing import Landing, Left, Place, lists
from workshop.session.model import new_id
from workshop.session.pasted import Cells, Pasted
from workshop.text import fold


def land(book: Book, step: Sort | Matrix, pasted: Pasted, place: Place) -> Landing:
    if not pasted.is_table:
        return lists.into_source(book, step, pasted)
    wanted = 3 if isinstance(step, Matrix) else 2
    width = len(pasted.rows[0].cells)
    if width != wanted:
        return Landing(refused=t("landing.columns_wanted", n=wanted, there=width))
    known = {fold(book.label(item.id)): item.id for item in reversed(book.material(step, place.at, place.of))}
    source = lists.open_list(book, step.from_)
    made: list[AnyChange] = []
    changes: list[AnyChange] = []
    left: list[Left] = []
    for at, row in enumerate(pasted.rows):
        where = _where(book, step, row)
        if where is None:
            if at or (not pasted.headed and fold(row.cells[0]) in known):  # else a head
                left.append(Left(row.line, " ".join(filter(None, row.cells)), t("landing.no_place")))
            continue
        id = known.get(fold(row.cells[0]))
        if id is None and source is not None and row.cells[0]:
            id = known[fold(row.cells[0])] = new_id()
            made.append(AddItem(step=source.id, id=id, text=" ".join(row.cells[0].split())))
        if id is None:
            left.append(Left(row.line, row.cells[0], t("landing.no_row")))
            continue
        spot = {"step": step.id, "at": place.at, "of": place.of, "by": place.by, "item": id}
        changes.append(Put(**spot, x=where[0], y=where[1]) if isinstance(where, tuple) else PlaceItem(**spot, place=where))  # type: ignore[arg-type]
    return Landing((*made, *changes), len(changes), left=tuple(left))


def _where(book: Book, step: Sort | Matrix, row: Cells) -> str | tuple[int, int] | None:
    """The place in a row; None where it says none."""
    if isinstance(step, Matrix):
        x, y = (parse_number(cell, book.session.lang) for cell in row.cells[1:])
        if all(isinstance(one, int) and 1 <= one <= step.steps for one in (x, y)):
            return int(x or 0), int(y or 0)
        return None
    wanted = fold(row.cells[1])
    return next((one.id for one in step.places if wanted in (fold(book.text(one.title)), one.id)), None)
