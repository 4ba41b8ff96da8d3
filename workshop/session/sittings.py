"""Sittings: when people sat down at a session, and which of the time spent counts. Pure.

More than an hour between two stays begins a new sitting; so does a step that the scenario lays in one (`sitting = 2`). What is
left is planned from then. A clock that was set, a lid that was closed: the stays tell of it, and nothing else is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from workshop.scenario.parts import Scenario
from workshop.session import flow
from workshop.session.book import Book
from workshop.session.flow import Stop
from workshop.session.model import Visit

GAP = timedelta(hours=1)
"""Longer than this between two stays, and people sat down anew."""
SET_BACK = timedelta(minutes=1)
"""A clock that goes back by more was set: what it showed before says nothing any more."""
STALE = timedelta(hours=12)
"""A start given longer ago than this, with nobody there since, was for another day."""


class Sitting(NamedTuple):
    """The sitting at hand."""

    number: int  # as the scenario counts them
    start: datetime  # when it began, or by the clock is to
    is_given: bool  # whether that was said (or kept), and not only seen
    before: tuple[Visit, ...]  # what counts of the time spent before it
    visits: tuple[Visit, ...]  # and in it


def numbers(scenario: Scenario) -> dict[str, int]:
    """For each step the sitting it lies in; one in no section lies where the one before it does."""
    found: dict[str, int] = {}
    number = 1
    for step in scenario.steps:
        section = scenario.section_of(step)
        number = section.sitting if section is not None else number
        found[step.id] = number
    return found


def sitting(book: Book, now: datetime, visits: Sequence[Visit]) -> Sitting:
    """The sitting that goes on at `now`, or that would begin now."""
    number_of = numbers(book.scenario)
    number = number_of.get(book.session.here.step or flow.where(book).step, 1)
    groups = _groups(visits)
    if groups and not _goes_on(groups[-1][-1], now):
        groups.append([])
    *earlier, own = groups or [[]]
    first = next((at for at, visit in enumerate(own) if number_of.get(visit.step, number) == number), len(own))
    if first:
        earlier, own = [*earlier, own[:first]], own[first:]
    seen = min((visit.start for visit in own), default=now)
    start = book.session.plan.start
    is_given = start is not None and seen - start < STALE and all(_end(visit) <= start for group in earlier for visit in group)
    before = tuple(visit for group in earlier if _is_counted(book, group) for visit in group)
    if start is None or not is_given:
        return Sitting(number, seen, False, before, tuple(own))
    return Sitting(number, start, True, before, tuple(_from(start, visit) for visit in own))


def counted(book: Book, now: datetime, visits: Sequence[Visit]) -> tuple[Visit, ...]:
    """The stays with the time that counts: none from before the start that was given, none from when somebody only looked."""
    found = sitting(book, now, visits)
    return found.before + found.visits


def _groups(visits: Sequence[Visit]) -> list[list[Visit]]:
    groups: list[list[Visit]] = []
    for visit in visits:
        if groups and _goes_on(groups[-1][-1], visit.start):
            groups[-1].append(visit)
        else:
            groups.append([visit])
    return groups


def _goes_on(visit: Visit, then: datetime) -> bool:
    """Whether what comes after a stay is still the same sitting: neither an hour later nor, by a clock that was set, before."""
    return -SET_BACK <= then - _end(visit) <= GAP


def _end(visit: Visit) -> datetime:
    return visit.start + timedelta(seconds=visit.seconds)


def _from(start: datetime, visit: Visit) -> Visit:
    """A stay, without what was before the start."""
    early = (start - visit.start).total_seconds()
    return visit if early <= 0 else replace(visit, seconds=max(0.0, visit.seconds - early))


def _is_counted(book: Book, group: Sequence[Visit]) -> bool:
    """Whether anything was done in an earlier sitting: else somebody looked through the workshop beforehand."""
    stops = {Stop(visit.step, visit.at) for visit in group}
    return any(flow.state(book, stop) in ("done", "touched", "open") for stop in stops)


# ------------------------------------------------------------------------------------------------------------ by the clock

LONG_SINCE = timedelta(hours=4)
"""A start that was so long ago today is for tomorrow: plans are made the evening before."""


def on_the_clock(start: time | None, end: time | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moments (UTC) meant by a start and an end told as times of day where this computer stands. Either may be missing.

    The start is today's, or tomorrow's where today's was hours ago; the end is the first such time after it. Summer time is
    minded: what is told is what the clock on the wall will show.
    """
    begins = None if start is None else _first(start, now - LONG_SINCE)
    ends = None if end is None else _first(end, begins or now)
    return begins, ends


def _first(clock: time, after: datetime) -> datetime:
    """The first moment after another when the clock shows this."""
    day = after.astimezone().date()
    days = (datetime.combine(day + timedelta(days=ahead), clock).astimezone(UTC) for ahead in range(3))
    return next(moment for moment in days if moment > after)
