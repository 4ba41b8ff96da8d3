"""What the changes of a `sort` do: each item into one place, and out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.errors import Refused
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session.book import Book
from workshop.session.changes import Place, Unplace
from workshop.session.model import Session, Spot
from workshop.session.spots import check_item, put, spot_of, step_of, title

PLACE = "place"  # the key of the cell, for a sort and a matrix


def place(book: Book, change: Place) -> Session:
    step = step_of(book, change.step, Sort)
    spot = spot_of(book, step, change)
    if not any(place.id == change.place for place in step.places):
        raise Refused("session.no_place", place=change.place[:60], step=title(book, step))
    return placed(book, step, spot, change.item, change.place)


def unplace(book: Book, change: Unplace) -> Session:
    step: Sort | Matrix
    if isinstance(book.scenario.step_by_id.get(change.step), Matrix):
        step = step_of(book, change.step, Matrix)
    else:
        step = step_of(book, change.step, Sort)
    spot = spot_of(book, step, change)
    there = places(book.session, step, spot)
    if change.item not in there:
        check_item(book, step, spot, change.item)
        return book.session
    rest = {item: where for item, where in there.items() if item != change.item}
    cell = {key: value for key, value in book.session.cell(step.id, spot).items() if key != PLACE}
    return put(book, step, spot, {PLACE: rest, **cell} if rest else cell)


def placed(book: Book, step: Sort | Matrix, spot: Spot, item: str, where: Any) -> Session:
    """The session with an item at a place id, or a position."""
    there = places(book.session, step, spot)
    if there.get(item) == where:
        return book.session
    if item not in there:
        check_item(book, step, spot, item)
    return put(book, step, spot, {**book.session.cell(step.id, spot), PLACE: {**there, item: where}})


def places(session: Session, step: Sort | Matrix, spot: Spot) -> Mapping[str, Any]:
    found: Mapping[str, Any] = session.cell(step.id, spot).get(PLACE, {})
    return found


CHANGES = {Place: place, Unplace: unplace}
