"""The time there is for each thing where things are gone through one by one. Pure."""

from __future__ import annotations

from typing import NamedTuple

from workshop.session import layers, timebox
from workshop.session.agenda import HAIR, Agenda, Block
from workshop.session.book import Book
from workshop.session.spots import has_rows


class Pace(NamedTuple):
    """A step or section that goes through things one by one: "3 of 7, 4 min each left"."""

    number: int  # which one is at hand, from 1
    of: int
    remaining: int  # the one at hand among them
    each: float  # minutes for each that is left, the one at hand among them
    left: float  # minutes left for all of them
    wanted: float  # minutes planned for each; 0 where that is not said
    keep: int  # as many as there is time for at that length; 0: there is time for all


def items_left(book: Book, found: Agenda, block: Block) -> int:
    """How many things a block has left to go through; 0 where it is not of that kind."""
    section = book.scenario.section_by_id.get(block.id)
    rows = [found.rows[at] for at in block.rows]
    if block.whole and section is not None:
        return len({row.stop.at for row in rows}) * rows[0].times if section.each is not None else 0
    if len(rows) > 1:
        return len(rows)
    step = book.scenario.step_by_id[block.id]
    if not has_rows(step) and step.kind not in ("sort", "matrix"):
        return 0
    return len(book.rows(step, rows[0].stop.at))


def pace(book: Book, found: Agenda) -> Pace | None:
    """The time for each thing of the section at hand that is taken for several; None where one is in no such section."""
    here = next((row for row in found.rows if row.state == "here"), None)
    if here is None or not here.stop.at:
        return None
    section = layers.loop_of(book, book.scenario.step_by_id[here.stop.step])
    if section is None:
        return None
    inside = [row for row in found.rows if book.scenario.step_by_id[row.stop.step].section == section.id]
    items = list(dict.fromkeys(row.stop.at for row in inside))
    remaining = list(dict.fromkeys(row.stop.at for row in inside if row.is_left))
    left = sum(row.left for row in inside)
    if not left and not any(row.planned for row in inside):
        return None
    timed = all(timebox.is_timed(book.scenario.step_by_id[row.stop.step]) for row in inside)
    wanted = sum(row.planned for row in inside if row.stop.at == here.stop.at) if timed else 0.0
    short = left + HAIR < wanted * len(remaining)
    return Pace(
        number=items.index(here.stop.at) + 1,
        of=len(items),
        remaining=len(remaining),
        each=left / len(remaining),
        left=left,
        wanted=wanted,
        keep=max(1, int(left / wanted + HAIR)) if short and len(remaining) > 1 else 0,
    )
