"""What the changes of a `matrix` do: each item put at a position on both axes. Taking it off is `Unplace`, as in a sort."""

from __future__ import annotations

from workshop.errors import Refused
from workshop.scenario.kinds.matrix import Matrix
from workshop.session.book import Book
from workshop.session.changes import Put
from workshop.session.kinds.sort import placed
from workshop.session.model import Session
from workshop.session.spots import spot_of, step_of


def put_at(book: Book, change: Put) -> Session:
    step = step_of(book, change.step, Matrix)
    spot = spot_of(book, step, change)
    for along in (change.x, change.y):
        if isinstance(along, bool) or not isinstance(along, int) or not 1 <= along <= step.steps:
            raise Refused("session.between", low=1, high=step.steps)
    return placed(book, step, spot, change.item, {"x": change.x, "y": change.y})


CHANGES = {Put: put_at}
