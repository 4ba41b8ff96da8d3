"""The minutes of a step, what has been spent of them, and its timer. Pure: the time of day is an argument.

Minutes are floats and may have a part; seconds come from a monotonic clock, so that neither a changed clock nor summer time
touches them. Times of day are UTC and stand only at the edges: when a step is out, when a stay began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import Answered, Section
from workshop.scenario.timing import ROWS
from workshop.session import layers
from workshop.session.book import Book
from workshop.session.model import Session, Visit
from workshop.session.rests import rests_on

# ----------------------------------------------------------------------------------------------------------- planned


def planned_minutes(book: Book, step: AnyStep, at: str = "") -> float | None:
    """The minutes of a step in its round at hand: the facilitator's, else the scenario's, else its share of its section's;
    None where there are none. Rows that are not known yet count as five."""
    changed = book.session.plan.minutes.get(step.id)
    if changed is not None:
        return changed
    if isinstance(step, Answered) and step.repeat is not None and step.repeat.minutes:
        rounds = book.session.progress_of(step.id, at).rounds
        return step.repeat.minutes[min(rounds, len(step.repeat.minutes)) - 1]
    if step.minutes is not None:
        return step.minutes
    if step.minutes_each is not None:
        return step.minutes_each * rows(book, step, at)
    return _share(book, step, at)


def least_minutes(book: Book, step: AnyStep, at: str = "") -> float:
    """The shortest a step can be made: its `min_minutes`; what does not say how short it can be, or is fixed, is not
    shortened. Never more than what is planned."""
    planned = planned_minutes(book, step, at) or 0.0
    if step.fixed or step.min_minutes is None:
        return planned
    return min(planned, step.min_minutes)


def rows(book: Book, step: AnyStep, at: str = "") -> int:
    """How many rows a step has. While what they come from is not done, at least as many as a step is taken to have."""
    found = len(book.rows(step, at))
    return found if is_settled(book, step) else max(found, ROWS)


def is_settled(book: Book, step: AnyStep) -> bool:
    """Whether a step's rows are what they will be: it is reached, or all that it rests on is done."""
    here = book.session.here.step
    ids = [other.id for other in book.scenario.steps]
    if here in ids and ids.index(here) >= ids.index(step.id):
        return True
    done = {name for (name, _), progress in book.session.progress.items() if progress.done}
    return all(name in done or not book.active(book.scenario.step_by_id[name]) for name in rests_on(book.scenario)[step.id])


def section_minutes(book: Book, section: Section) -> float | None:
    """The minutes of a section as a whole: the facilitator's, else the scenario's."""
    return book.session.plan.minutes.get(section.id, section.minutes)


def is_timed(step: AnyStep) -> bool:
    """Whether the scenario gives a step minutes of its own."""
    repeat = step.repeat if isinstance(step, Answered) else None
    return step.minutes is not None or step.minutes_each is not None or bool(repeat and repeat.minutes)


def budget_of(book: Book, step: AnyStep) -> Section | None:
    """The section whose minutes a step lives on: one with minutes that is taken for one item after the other or again and
    again, or whose steps have none of their own. None: the step's own minutes hold."""
    section = book.scenario.section_of(step)
    if section is None or section_minutes(book, section) is None:
        return None
    if section.each is not None or section.repeat is not None:
        return section
    own = (is_timed(other) for other in book.scenario.steps if other.section == section.id)
    return None if any(own) else section


def _share(book: Book, step: AnyStep, at: str) -> float | None:
    """What falls to one step without minutes, at one item, of its section's: for the item at hand as much as is left for each
    that is still to come, at least a minute."""
    section = budget_of(book, step)
    if section is None:
        return None
    inside = [other for other in book.scenario.steps if other.section == section.id]
    if any(is_timed(other) for other in inside):
        return None
    whole = section_minutes(book, section) or 0.0
    items = [item.id for item in layers.loop_items(book, section)] if section.each is not None else [""]
    if not items or at != book.session.here.at or at not in items:
        return whole / (len(items) or ROWS) / len(inside)
    gone = {id for id in items if id != at and all(book.session.progress_of(other.id, id).done for other in inside)}
    ids = {other.id for other in inside}
    spent = sum(visit.seconds for visit in book.session.times if visit.at in gone and visit.step in ids) / 60
    return max(1.0, (whole - spent) / (len(items) - len(gone)) / len(inside))


# ------------------------------------------------------------------------------------------------------------- spent


def spent_seconds(session: Session, step: str, at: str = "", visits: Iterable[Visit] | None = None) -> float:
    """Seconds spent at a step in all its rounds: as written down so far, or of the `visits` given (`Desk.visits`)."""
    found = session.times if visits is None else visits
    return sum(visit.seconds for visit in found if visit.step == step and visit.at == at)


def round_seconds(book: Book, step: str, at: str = "", visits: Iterable[Visit] | None = None) -> float:
    """The same in the round at hand."""
    round = book.session.progress_of(step, at).rounds
    found = book.session.times if visits is None else visits
    return sum(visit.seconds for visit in found if visit.step == step and visit.at == at and visit.round == round)


def section_seconds(book: Book, section: Section, visits: Iterable[Visit] | None = None) -> float:
    """Seconds spent in a section, as written down so far."""
    ids = {step.id for step in book.scenario.steps if step.section == section.id}
    return sum(visit.seconds for visit in (book.session.times if visits is None else visits) if visit.step in ids)


# ------------------------------------------------------------------------------------------------------------- timer


class Timer(NamedTuple):
    """The clock of one step. A tick changes nothing in it while it runs: `ends` stands still."""

    planned: float  # seconds
    spent: float  # seconds, of the round at hand
    ends: datetime | None  # when the time is out (it may have been), by the wall's clock; None while it is paused

    @property
    def paused(self) -> bool:
        return self.ends is None

    @property
    def left(self) -> float:
        """Seconds left; below zero: so much over."""
        return self.planned - self.spent


def has_clock(session: Session, step: str) -> bool:
    """Whether a step is timed at all. Alone there is no clock unless asked for: a start, an end, minutes of one's own."""
    plan = session.plan
    return not session.alone or plan.start is not None or plan.end is not None or step in plan.minutes


def timer(
    book: Book, step: AnyStep, at: str, now: datetime, visits: Sequence[Visit] | None = None, *, paused: bool = False
) -> Timer | None:
    """The timer of a step at `now` (with a time zone); None where it has no minutes. `visits`: `Desk.visits()`, the stay that
    goes on among them."""
    planned = planned_minutes(book, step, at)
    if not planned or not has_clock(book.session, step.id):
        return None
    spent = round_seconds(book, step.id, at, visits)
    left = planned * 60 - spent
    return Timer(planned * 60, spent, None if paused else now + timedelta(seconds=left))
