"""Being late well: what can give way, what it costs, and when it then ends. Pure.

Three offers: to shorten what is left in proportion (never under its least), to let one block pay, to drop what is optional.
Each is one `SetPlan`, and what it promises is what the agenda says when it is taken. Fixed blocks stay where they are, and so
does the hard end; what an offer cannot reach it does not claim to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from workshop.session import timebox
from workshop.session.agenda import HAIR, Agenda, Block, Moved, agenda, ends
from workshop.session.book import Book
from workshop.session.changes import SetPlan
from workshop.session.model import Plan, Visit
from workshop.session.pace import items_left

Kind = Literal["shorten", "pay", "drop"]

FEW = 8
"""So many optional blocks are tried in every combination."""


class Cut(NamedTuple):
    """One block made shorter: the minutes left of it before and after."""

    id: str
    before: float
    after: float
    items: int  # how many things it goes through, still to come; 0 where that is not known
    each: float  # minutes for each of them after the cut
    keep: int  # so many of them would have as long as planned; 0 where all have


class Offer(NamedTuple):
    """One way of catching up, worked out to its end."""

    kind: Kind
    change: SetPlan | None  # to be given to the Desk; None: there is nothing here that can give
    ends: datetime  # when the sitting ends if it is taken (else: as things are)
    late: float  # minutes it is late even then
    moved: tuple[Moved, ...]  # fixed blocks that do not hold even then
    cuts: tuple[Cut, ...] = ()
    dropped: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()  # blocks that could pay instead, in the order of the agenda

    @property
    def holds(self) -> bool:
        """Whether it is enough: the end and every fixed block hold, to the minute."""
        return self.late < 1 and not self.moved


def is_late(found: Agenda) -> bool:
    """Whether there is anything to make offers for: a minute or more past the end, or past a fixed block."""
    return found.late >= 1 or bool(found.moved)


def offers(book: Book, now: datetime, visits: Sequence[Visit] | None = None, pays: str = "") -> tuple[Offer, Offer, Offer]:
    """Shorten, pay, drop, in that order. `pays`: the block that is to pay; "" or one that cannot: the one that can best."""
    found = agenda(book, now, visits)
    working = _Offers(book, found, book.session.times if visits is None else visits)
    return working.shorten(), working.pay(pays), working.drop()


def changed(book: Book, now: datetime, visits: Sequence[Visit] | None = None, **values: Any) -> SetPlan:
    """A change of the plan by hand (`minutes`, `dropped`, as for SetPlan). Under way it keeps what was promised, so that a
    minute more is a minute late; before the start, and while the first step is at hand, the plan is still being made."""
    found = agenda(book, now, visits)
    return SetPlan(**{**_promise(book, found, values), **values})


def with_minutes(book: Book, step: str, minutes: float | None) -> dict[str, float]:
    """The `minutes` of the plan with so many for a step; None: as the scenario has it. A section's own stay as they are."""
    rest = {name: given for name, given in book.session.plan.minutes.items() if name != step}
    return rest if minutes is None else {**rest, step: minutes}


def a_minute(book: Book, step: str, at: str, way: int, spent: float) -> float:
    """The minutes of a step with one more (`way` 1) or less (-1), of which `spent` minutes are gone: over time, one more
    counts from now."""
    own = book.scenario.step_by_id[step]
    planned = timebox.planned_minutes(book, own, at) or 0.0
    if not timebox.has_clock(book.session, step):  # alone, and asked for now: what was planned
        return planned or 1.0
    if way > 0:
        return float(max(math.floor(planned), math.ceil(spent)) + 1) if planned or spent < 1 else float(math.ceil(spent) + 1)
    return float(max(1, math.ceil(planned) - 1))


def _promise(book: Book, found: Agenda, values: Mapping[str, Any]) -> dict[str, Any]:
    plan = book.session.plan
    if not found.has_begun:
        return {"until": None, "fixed": {}} if plan.until is not None else {}
    if found.sitting.is_given and plan.until is not None:
        return {}
    here = book.session.here
    fresh = not any(progress.done for progress in book.session.progress.values())
    first = fresh and here.step in ("", book.scenario.steps[0].id) and not found.sitting.before
    now_and_then = {**plan.minutes, **values.get("minutes", {})}
    touches_here = now_and_then.get(here.step) != plan.minutes.get(here.step)
    if first and "taken" not in values and not touches_here:
        return {}
    return {"start": found.start, "until": found.planned_end, "fixed": dict(found.fixed)}


class _Offers:
    def __init__(self, book: Book, found: Agenda, visits: Sequence[Visit]) -> None:
        self.book, self.found, self.visits = book, found, visits
        self.blocks = found.blocks
        self.start = max(found.now, found.start) if found.sitting.is_given else found.now

    # the three
    def shorten(self) -> Offer:
        minutes: dict[str, float] = {}
        cursor, segment = self.start, list[Block]()
        for block in self.blocks:
            if block.at is None:
                segment.append(block)
                continue
            shorter = _in_proportion(segment, _between(cursor, block.at))
            minutes |= shorter
            cursor, _ = ends(segment, cursor, shorter)
            cursor = max(cursor, block.at) + timedelta(minutes=block.left())
            segment = []
        minutes |= _in_proportion(segment, _between(cursor, self.found.target))
        return self._offer("shorten", minutes)

    def pay(self, wanted: str) -> Offer:
        tried = {block.id: self._paid_by(block) for block in self.blocks if block.can_give >= 0.5}
        if not tried:
            return self._offer("pay", {})
        id = wanted if wanted in tried else max(tried, key=lambda id: self._worth(id, tried[id]))
        return self._offer("pay", {id: tried[id]})._replace(choices=tuple(tried))

    def drop(self) -> Offer:
        optional = [block for block in self.blocks if block.optional and not block.fixed]
        ids = [block.id for block in optional if block.left() > HAIR]
        best: tuple[str, ...] = tuple(ids)
        left = {block.id: block.left() for block in optional}
        if len(ids) <= FEW:
            for count in range(1, len(ids) + 1):
                enough = [some for some in combinations(ids, count) if self._reaches({}, some, within=1.0)]
                if enough:
                    best = min(enough, key=lambda some: (sum(left[id] for id in some), [-ids.index(id) for id in some]))
                    break
        return self._offer("drop", {}, best)

    # what they have in common
    def _offer(self, kind: Kind, minutes: Mapping[str, float], dropped: tuple[str, ...] = ()) -> Offer:
        by_id = {block.id: block for block in self.blocks}
        minutes = {id: figure for id, figure in minutes.items() if figure < by_id[id].minutes - HAIR}
        found = self.found
        if not minutes and not dropped:
            return Offer(kind, None, found.ends, found.late, found.moved)
        plan = self.book.session.plan
        values: dict[str, Any] = {
            "taken": [*plan.taken, {"at": found.now.replace(microsecond=0), "offer": kind, "late": int(found.late)}]
        }
        if minutes:
            values["minutes"] = {**plan.minutes, **minutes}
        if dropped:
            values["dropped"] = [*plan.dropped, *dropped]
        change = SetPlan(**{**_promise(self.book, found, values), **values})
        after = agenda(self._planned(change), found.now, self.visits)
        cuts = tuple(self._cut(by_id[id], figure) for id, figure in minutes.items())
        return Offer(kind, change, after.ends, after.late, after.moved, cuts, dropped)

    def _planned(self, change: SetPlan) -> Book:
        """The book as it would be."""
        plan = self.book.session.plan
        values = {name: getattr(change, name) for name in Plan.__struct_fields__ if name not in ("extra", "end")}
        given = {name: value for name, value in values.items() if name in _given(change)}
        for name in ("dropped", "taken"):
            if name in given:
                given[name] = tuple(given[name])
        if "start" in given:
            given["start"] = given["start"].replace(microsecond=0)
        if given.get("until") is not None:
            given["until"] = given["until"].replace(microsecond=0)
        if "fixed" in given:
            given["fixed"] = {id: when.replace(microsecond=0) for id, when in given["fixed"].items()}
        return Book(self.book.scenario, replace(self.book.session, plan=replace(plan, **given)), self.book)

    def _reaches(self, minutes: Mapping[str, float], dropped: Sequence[str] = (), within: float = HAIR) -> bool:
        """Whether all holds; `within` so many minutes of the end."""
        end, moved = ends(self.blocks, self.start, minutes, dropped)
        return _between(self.found.target, end) < within and not moved

    def _paid_by(self, block: Block) -> float:
        """The figure a block comes down to so that all holds: whole minutes off; where that is not enough, as far as it helps
        (what a fixed block would only wait for is not taken)."""
        off = _first(math.ceil(block.minutes - block.least), lambda off: self._reaches({block.id: self._less(block, off)}))
        if self._reaches({block.id: self._less(block, off)}):
            return self._less(block, off)
        best, _ = ends(self.blocks, self.start, {block.id: block.least})
        return self._less(
            block, _first(off, lambda off: ends(self.blocks, self.start, {block.id: self._less(block, off)})[0] <= best)
        )

    @staticmethod
    def _less(block: Block, off: int) -> float:
        return max(block.least, block.minutes - off)

    def _worth(self, id: str, figure: float) -> tuple[bool, float, bool, float]:
        """Which block had best pay: one that is enough, that gains most, that is not under way, that has most left."""
        block = next(block for block in self.blocks if block.id == id)
        end, moved = ends(self.blocks, self.start, {id: figure})
        enough = _between(self.found.target, end) < HAIR and not moved
        coming = all(self.found.rows[at].state == "coming" for at in block.rows)
        return enough, 0.0 if enough else -_between(self.found.target, end), coming, block.left()

    def _cut(self, block: Block, figure: float) -> Cut:
        before, after = block.left(), block.left(figure)
        items = items_left(self.book, self.found, block)
        each = after / items if items else 0.0
        keep = max(1, round(items * after / before)) if items > 1 and before else 0
        return Cut(block.id, before, after, items, each, keep if keep < items else 0)


def _given(change: SetPlan) -> set[str]:
    from msgspec import UNSET

    return {name for name in change.__struct_fields__ if getattr(change, name) is not UNSET}


def _first(most: int, holds: Callable[[int], bool]) -> int:
    """The first number from 1 to `most` for which something holds that goes on holding; `most` where it never does."""
    low, high = 1, max(1, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _between(first: datetime, second: datetime) -> float:
    """Minutes from one moment to another."""
    return (second - first).total_seconds() / 60


def _in_proportion(blocks: Iterable[Block], room: float) -> dict[str, float]:
    """The figures with which blocks take `room` minutes in all: each made shorter by the same share, none under its least;
    whole minutes where the least allows it."""
    blocks = [block for block in blocks if block.left() > HAIR]
    if sum(block.left() for block in blocks) < room + 1:  # less than a minute too much is in time
        return {}

    def whole(figures: Mapping[str, float]) -> float:
        return sum(block.left(figures.get(block.id)) for block in blocks)

    def at_share(share: float) -> dict[str, float]:
        found = {}
        for block in blocks:
            spent = block.spent[0][0] if len(block.spent) == 1 else 0.0
            spent = min(spent, block.minutes)
            found[block.id] = block.minutes if block.fixed else max(block.least, spent + share * (block.minutes - spent))
        return found

    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if whole(at_share(middle)) <= room else (low, middle)
    exact = at_share(low)
    able = [block for block in blocks if not block.fixed]
    figures = {block.id: max(block.least, math.floor(exact[block.id] + HAIR)) for block in able}
    while True:  # what the whole minutes took too much goes back, a minute at a time, to who gave most
        back = [
            block
            for block in able
            if figures[block.id] + 1 <= block.minutes + HAIR
            and whole({**figures, block.id: figures[block.id] + 1}) <= room + HAIR
        ]
        if not back:
            return {block.id: figures[block.id] for block in able if figures[block.id] < block.minutes - HAIR}
        most = max(back, key=lambda block: exact[block.id] - figures[block.id])
        figures[most.id] += 1
