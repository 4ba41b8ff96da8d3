"""The day of an invented session: from stop to stop as a facilitator goes, with a clock that runs as fast as it is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from workshop.errors import Refused
from workshop.scenario.model import Answered
from workshop.session import flow
from workshop.session.book import Book
from workshop.session.changes import AnyChange, GoTo, MarkDone, Show, ShowNames, TakeAgain, TakeStart
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.invent.answers import Group, captured, evaluated, seated
from workshop.session.invent.sayings import Sayings
from workshop.session.scope import Scope
from workshop.session.starts import begins_with_copies

TRIES = 12
"""So many times the group thinks again where a check blocks the way."""
STOPS = 4_000
"""No day has more: a loop that never ends is left here."""
EVERY = 3
"""At every third stop something is captured in passing."""


class Clock:
    """Time that passes when it is told to: seconds as a monotonic clock counts them, and the time of day (UTC)."""

    def __init__(self, start: datetime) -> None:
        self.start, self.seconds = start.astimezone(UTC), 0.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def pass_minutes(self, minutes: float) -> None:
        self.seconds += max(0.0, minutes) * 60


class Stay(NamedTuple):
    """One stay at a stop: in which round, from when (UTC), how many minutes; which words stood in the way at its end."""

    stop: Stop
    round: int
    start: datetime
    minutes: float
    blocked: str = ""


Spend = Callable[[Desk, Stop], float]
"""How many minutes a stay takes, asked when all is answered."""


def as_planned(desk: Desk, stop: Stop) -> float:
    """The planned minutes; two for a step that has none."""
    planned = flow.minutes(desk.book, stop)
    return 2.0 if planned is None else planned


class _Recorder:
    """The Desk as the group sees it; what is done there is kept."""

    def __init__(self, desk: Desk, made: list[AnyChange]) -> None:
        self.desk, self.made, self.voice = desk, made, desk.voice

    @property
    def book(self) -> Book:
        return self.desk.book

    def do(self, change: AnyChange) -> None:
        before = self.desk.session
        if self.desk.do(change, undoable=False) is not before:
            self.made.append(change)


def hold(
    desk: Desk,
    *,
    clock: Clock,
    seed: int | str = 0,
    upto: str | None = None,
    gaps: float = 0.0,
    again: Collection[str] = (),
    captures: bool = True,
    spend: Spend = as_planned,
    made: list[AnyChange] | None = None,
) -> list[Stay]:
    """Hold the workshop at this Desk from where it stands to its end, or until the step `upto` is come to.

    `clock` is the one that the Desk was given. `made`: a list that every Change is put into. The other arguments are those of
    `invent`. Ids are the Desk's own chance, unless `chance_from` holds.
    """
    random = Random(f"{seed}/{desk.scenario.id}")
    table = _Recorder(desk, made if made is not None else [])
    group = Group(table, seed, random, Sayings(random, desk.session.lang), gaps)
    order = {step.id: place for place, step in enumerate(desk.scenario.steps)}
    end = order.get(upto or "", len(order))
    if not any(visit.seconds for visit in desk.session.times):
        for change in seated(group):
            table.do(change)
    stays: list[Stay] = []
    twice = set(again)
    stop: Stop | None = flow.where(desk.book)
    while stop is not None and len(stays) < STOPS:
        _open(desk, table, stop)
        if order[stop.step] >= end:
            return stays
        stay = _stay(desk, table, group, clock, stop, spend)
        stays.append(stay)
        if captures and len(stays) % EVERY == 0:
            table.do(captured(group, stop, len(stays) // EVERY))
        table.do(MarkDone(step=stop.step, at=stop.at))
        if stop.step in twice:
            twice.discard(stop.step)
            table.do(TakeAgain(step=stop.step, at=stop.at))
            continue
        onward, following = flow.onward(desk.book, stop)
        for change in onward:
            table.do(change)
        stop = following
    if captures:
        _do(table, evaluated(group))
    desk.leave()
    return stays


def _open(desk: Desk, table: _Recorder, stop: Stop) -> None:
    """What a screen does as it comes to a stop."""
    table.do(GoTo(step=stop.step, at=stop.at))
    desk.enter(stop.step, stop.at)
    step = desk.scenario.step_by_id[stop.step]
    if begins_with_copies(step) and not desk.session.progress_of(step.id, stop.at).started:
        with suppress(Refused):
            table.do(TakeStart(step=step.id, at=stop.at))


def _stay(desk: Desk, table: _Recorder, group: Group, clock: Clock, stop: Stop, spend: Spend) -> Stay:
    start, before = clock.now(), clock.seconds
    step = desk.scenario.step_by_id[stop.step]
    blocked = _answered(desk, group, stop)
    if isinstance(step, Answered):
        shown = [Show(step=step.id, at=stop.at)] if step.is_hidden and not desk.session.alone else []
        named = [ShowNames(step=step.id, at=stop.at)] if step.names == "later" and desk.session.names != "never" else []
        _do(table, (*shown, *named))
    clock.pass_minutes(spend(desk, stop))
    desk.commit_time()
    return Stay(stop, desk.book.latest(step, stop.at), start, (clock.seconds - before) / 60, blocked)


def _do(table: _Recorder, changes: Iterable[AnyChange]) -> None:
    for change in changes:
        table.do(change)


def _answered(desk: Desk, group: Group, stop: Stop) -> str:
    """The group answers, and thinks again where a check would stop it, or a repeat goes on in its second round or later;
    what still stands in the way at the end."""
    blocked = ""
    for turn in range(TRIES):
        group.answer(stop, turn)
        blocked = flow.blocked(desk.book, stop)
        if not blocked and not _goes_on(desk.book, stop):
            break
    return blocked


def _goes_on(book: Book, stop: Stop) -> bool:
    """Whether what should end a repeat does not hold though there has been a round of it before."""
    step = book.scenario.step_by_id[stop.step]
    section = book.scenario.section_of(step)
    repeat = step.repeat if isinstance(step, Answered) else None
    if repeat is None and section is not None:
        last = [other for other in book.scenario.steps if other.section == section.id][-1]
        repeat = section.repeat if last is step else None
    if repeat is None or repeat.until is None or book.latest(step, stop.at) < 2:
        return False
    return not book.holds(repeat.until, Scope(step=step.id, at=stop.at))
