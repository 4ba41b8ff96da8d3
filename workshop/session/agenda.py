"""The plan of a sitting against the clock: what each step is planned to take, has taken and has left, and when it all ends.

Pure: nothing is changed here, and `now` is an argument (with a time zone). Times of day serve for start, end and fixed blocks
alone; what is spent is counted by a monotonic clock. So late is (now + what is left) against the end that was planned, and a
crash, a closed lid or a changed clock needs no repair.

    desk.agenda()                    as it is at this moment
    agenda(book, now, visits)        the same of any session; without visits, as its file says

Two notions. A *row* is one line of the agenda: a step, at one item of its section where there is one. A *block* is what can be
made shorter: a step (at all its items alike), or a section that has minutes of its own for all that is taken in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.scenario.model import Answered
from workshop.scenario.timing import ROWS
from workshop.session import flow, layers, timebox
from workshop.session.blocks import HAIR, Block, Moved, Row, State, ends
from workshop.session.book import Book
from workshop.session.flow import Stop
from workshop.session.model import Session, Visit
from workshop.session.rests import rests_on
from workshop.session.sittings import Sitting, numbers, sitting
from workshop.session.timebox import (
    Timer,
    has_clock,
    least_minutes,
    planned_minutes,
    round_seconds,
    section_minutes,
    section_seconds,
    spent_seconds,
    timer,
)

__all__ = [
    "HAIR",
    "Agenda",
    "Block",
    "Moved",
    "Part",
    "Row",
    "Timer",
    "agenda",
    "ends",
    "has_clock",
    "has_plan",
    "least_minutes",
    "part",
    "planned_minutes",
    "round_seconds",
    "section_minutes",
    "section_seconds",
    "spent_seconds",
    "timer",
]


class Agenda(NamedTuple):
    """The plan of the sitting at hand, at one moment. All times of day are UTC."""

    now: datetime
    sitting: Sitting
    rows: tuple[Row, ...]  # the whole workshop, in order
    blocks: tuple[Block, ...]  # what is left of this sitting, in order
    ends: datetime  # when it will end, as things are
    planned_end: datetime  # when it was to end: what the plan came to when the sitting began, or the hard end before that
    hard_end: datetime | None
    fixed: Mapping[str, datetime]  # when the fixed blocks begin, by the plan
    moved: tuple[Moved, ...]  # those that will not, as things are

    @property
    def start(self) -> datetime:
        """When the sitting began, or is to begin."""
        return self.sitting.start

    @property
    def has_begun(self) -> bool:
        return self.now >= self.start

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left."""
        return not any(row.is_left for row in self.rows)

    @property
    def is_timed(self) -> bool:
        """Whether there is anything to be late for."""
        return any(row.planned for row in self.rows if row.state not in ("later", "inactive")) or self.hard_end is not None

    @property
    def target(self) -> datetime:
        """What one must not be later than: the hard end, else the planned."""
        return self.hard_end or self.planned_end

    @property
    def late(self) -> float:
        """Minutes past what one must not be later than; 0 where one is not."""
        return max(0.0, (self.ends - self.target).total_seconds() / 60)

    @property
    def ahead(self) -> float:
        """Minutes before the planned end; 0 where one is not. Time gained is given back, so nothing is made of it."""
        return max(0.0, (self.planned_end - self.ends).total_seconds() / 60)

    @property
    def slack(self) -> float | None:
        """Minutes between the end as things are and the hard end (below zero: it does not hold); None without one."""
        return None if self.hard_end is None else (self.hard_end - self.ends).total_seconds() / 60

    @property
    def left(self) -> float:
        """Minutes of the plan that are left."""
        return sum(row.left for row in self.rows)

    def row(self, stop: Stop) -> Row | None:
        return next((row for row in self.rows if row.stop == stop), None)

    def block(self, id: str) -> Block | None:
        return next((block for block in self.blocks if block.id == id), None)


def has_plan(session: Session) -> bool:
    """Whether a session is held against the clock. Alone it is not, unless a start or an end was set."""
    return not session.alone or session.plan.start is not None or session.plan.end is not None


def agenda(book: Book, now: datetime, visits: Sequence[Visit] | None = None) -> Agenda:
    """The plan at `now`. `visits`: the stays with the one that goes on (`Desk.visits()`); None: those of the session."""
    return _Working(book, now, book.session.times if visits is None else visits).agenda()


# ----------------------------------------------------------------------------------------------------------- a section


class Part(NamedTuple):
    """A section in figures, in minutes: all that is taken in it, for all it is taken for."""

    planned: float
    least: float
    spent: float
    left: float
    own: bool  # whether the minutes are the section's own (`[plan] minutes` by its id), and not its steps' together


def part(book: Book, found: Agenda, id: str) -> Part:
    """A section as the agenda has it, however far it is come."""
    section = book.scenario.section_by_id[id]
    rows = [row for row in found.rows if book.scenario.step_by_id[row.stop.step].section == id]
    rows = [row for row in rows if row.state not in ("inactive", "dropped")]
    own = any(row.block == id for row in rows)
    whole = timebox.section_minutes(book, section) if own else None
    planned = whole if whole is not None else sum(row.planned * row.times for row in rows)
    block = found.block(id) if own else None
    least = block.least if block is not None else sum(row.least * row.times for row in rows)
    return Part(planned, min(planned, least), sum(row.spent for row in rows), sum(row.left for row in rows), own)


# ------------------------------------------------------------------------------------------------------------ working


class _Working:
    """One agenda being worked out."""

    def __init__(self, book: Book, now: datetime, visits: Sequence[Visit]) -> None:
        self.book, self.now = book, now
        self.sitting = sitting(book, now, visits)
        self.counted = self.sitting.before + self.sitting.visits
        self.numbers = numbers(book.scenario)
        self.order = {step.id: at for at, step in enumerate(book.scenario.steps)}
        here = Stop(book.session.here.step, book.session.here.at)
        self.here = here if here.step in self.order else flow.where(book)
        self.budgets = {step.id: timebox.budget_of(book, step) for step in book.scenario.steps}
        self.seen = {Stop(visit.step, visit.at) for visit in self.sitting.visits}
        self.done = {name for (name, _), progress in book.session.progress.items() if progress.done}
        self.before = _minutes(self.sitting.before)
        self.spent = _minutes(self.counted)
        self.in_round = _minutes(
            visit for visit in self.counted if visit.round == book.session.progress_of(visit.step, visit.at).rounds
        )

    def agenda(self) -> Agenda:
        plan = self.book.session.plan
        rows = self._rows()
        promised_end, promised_fixed = self._promise(rows)
        kept = self.sitting.is_given and plan.until is not None
        fixed = {**promised_fixed, **plan.fixed} if kept else promised_fixed
        planned_end = plan.until if kept and plan.until is not None else promised_end
        blocks = self._blocks(rows, fixed)
        rows = self._with_left(rows, blocks)
        hard = plan.end if plan.end is not None and plan.end > self.sitting.start else None
        cursor = max(self.now, self.sitting.start) if self.sitting.is_given else self.now
        end, moved = ends(blocks, cursor, {})
        return Agenda(
            now=self.now,
            sitting=self.sitting,
            rows=self._with_begins(rows, cursor, fixed),
            blocks=tuple(blocks),
            ends=end,
            planned_end=planned_end if hard is None else min(planned_end, hard),
            hard_end=hard,
            fixed=fixed,
            moved=moved,
        )

    # rows
    def _rows(self) -> list[Row]:
        stops = flow.all_stops(self.book)
        by_step: dict[str, list[Stop]] = {}
        for stop in stops:
            by_step.setdefault(stop.step, []).append(stop)
        place = {stop: at for at, stop in enumerate(stops)}
        found: list[tuple[float, Row]] = []
        for step in self.book.scenario.steps:
            own = by_step.get(step.id)
            if own:
                found += [(place[stop], self._row(step, stop, place)) for stop in own]
                continue
            after = min((place[stop] for stop in stops if self.order[stop.step] > self.order[step.id]), default=len(stops))
            found.append((after - 0.5, self._row(step, Stop(step.id), place)))
        return [row for _, row in sorted(found, key=lambda each: each[0])]

    def _row(self, step: AnyStep, stop: Stop, place: Mapping[Stop, int]) -> Row:
        state = self._state(step, stop, place)
        planned = planned_minutes(self.book, step, stop.at) or 0.0
        section = self.budgets[step.id]
        unknown = stop not in place and state == "coming"
        return Row(
            stop=stop,
            block=section.id if section is not None else step.id,
            state=state,
            planned=planned,
            least=least_minutes(self.book, step, stop.at),
            spent=self.spent.get(stop, 0.0),
            left=0.0,
            times=ROWS if unknown else 1,
            fixed=step.fixed,
            optional=step.optional,
            pause=isinstance(step, Note) and step.pause,
            begins=None,
        )

    def _state(self, step: AnyStep, stop: Stop, place: Mapping[Stop, int]) -> State:
        dropped = self.book.session.plan.dropped
        if step.id in dropped or (step.section or "") in dropped:
            return "dropped"
        if stop not in place and not self._is_coming_loop(step):
            return "inactive"
        if self.book.session.progress_of(*stop).done:
            return "done"
        if self.numbers[step.id] != self.sitting.number:
            return "later" if self.numbers[step.id] > self.sitting.number else "passed"
        if stop == self.here:
            return "here"
        if self.here in place and stop in place:
            return "coming" if place[stop] > place[self.here] else "passed"
        return "coming" if self.order[step.id] > self.order[self.here.step] else "passed"

    def _is_coming_loop(self, step: AnyStep) -> bool:
        """A section is taken for items that nobody has named yet."""
        section = self.book.scenario.section_of(step)
        if section is None or section.each is None or not self.book.active(step) or timebox.is_settled(self.book, step):
            return False
        ended = self.book.session.progress_of(section.id).ended
        return not ended and not layers.loop_items(self.book, section) and self.order[step.id] > self.order[self.here.step]

    # blocks
    def _blocks(self, rows: Sequence[Row], fixed: Mapping[str, datetime]) -> list[Block]:
        grouped: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            if row.is_left:
                grouped.setdefault(row.block, []).append(at)
        return [self._block(id, [rows[at] for at in places], tuple(places), fixed) for id, places in grouped.items()]

    def _block(self, id: str, rows: Sequence[Row], places: tuple[int, ...], fixed: Mapping[str, datetime]) -> Block:
        section = self.book.scenario.section_by_id.get(id)
        steps = [self.book.scenario.step_by_id[row.stop.step] for row in rows]
        optional = all(row.optional and row.state == "coming" for row in rows)
        if section is not None and self.budgets[rows[0].stop.step] is section:
            figure = section_minutes(self.book, section) or 0.0
            spent = section_seconds(self.book, section, self.counted) / 60
            least = min(figure, spent + self._least_of_section(rows, max(0.0, figure - spent), section.at_time == "stop"))
            is_fixed = all(step.fixed for step in steps)
            return Block(id, places, figure, figure if is_fixed else least, ((spent, 1),), True, is_fixed, False, None)
        spents = tuple((self._spent_against(row), row.times) for row in rows)
        figure = rows[0].planned
        # what is spent already cannot be saved: under it, a shorter figure changes nothing
        least = min(figure, max(rows[0].least, min(spent for spent, _ in spents)))
        at = fixed.get(id) if rows[0].fixed and rows[0].state == "coming" and not rows[0].stop.at else None
        return Block(id, places, figure, least, spents, False, rows[0].fixed, optional, at)

    def _spent_against(self, row: Row) -> float:
        """Minutes that count against a row's figure. A fixed block goes by the clock: a lid closed over lunch is lunch."""
        spent = self.in_round.get(row.stop, 0.0)
        if row.fixed and row.state == "here":
            began = min((visit.start for visit in self.sitting.visits if (visit.step, visit.at) == row.stop), default=self.now)
            began = max(began, self.sitting.start) if self.sitting.is_given else began
            spent = max(spent, (self.now - began).total_seconds() / 60)
        return spent

    def _least_of_section(self, rows: Sequence[Row], left: float, may_stop: bool) -> float:
        """The minutes that what is left of a section must have. One that ends when time is out needs the item at hand only."""
        items = dict.fromkeys(row.stop.at for row in rows)
        if not all(timebox.is_timed(self.book.scenario.step_by_id[row.stop.step]) for row in rows):
            return left / max(1, len(items) * rows[0].times) if may_stop else left
        rows = [row for row in rows if row.stop.at == rows[0].stop.at] if may_stop else rows
        each = sum(max(0.0, row.least - self.in_round.get(row.stop, 0.0)) * (1 if may_stop else row.times) for row in rows)
        return min(left, each)

    def _with_left(self, rows: Sequence[Row], blocks: Sequence[Block]) -> list[Row]:
        found = list(rows)
        for block in blocks:
            inside = [rows[at] for at in block.rows]
            if block.whole:
                weights = [max(0.0, row.planned - self.in_round.get(row.stop, 0.0)) * row.times for row in inside]
                whole = sum(weights)
                shares = [weight / whole for weight in weights] if whole else [1.0, *([0.0] * (len(inside) - 1))]
                lefts = [block.left() * share for share in shares]
            else:
                lefts = [max(0.0, block.minutes - spent) * times for spent, times in block.spent]
            for at, left in zip(block.rows, lefts, strict=True):
                found[at] = found[at]._replace(left=left)
        return found

    def _with_begins(self, rows: Sequence[Row], cursor: datetime, fixed: Mapping[str, datetime]) -> tuple[Row, ...]:
        found: list[Row] = []
        for row in rows:
            begins = None
            if row.is_left:
                if row.fixed and row.state == "coming" and not row.stop.at and row.stop.step in fixed:
                    cursor = max(cursor, fixed[row.stop.step])
                begins = cursor if row.state == "coming" else None
                cursor += timedelta(minutes=row.left)
            found.append(row._replace(begins=begins))
        return tuple(found)

    # what the plan came to when the sitting began
    def _promise(self, rows: Sequence[Row]) -> tuple[datetime, dict[str, datetime]]:
        """The planned end, and when the fixed blocks begin, as the sitting began: what was done or spent before it is not part
        of it, and rows that nobody knew of then count as five."""
        cursor, fixed, counted = self.sitting.start, dict[str, datetime](), set[str]()
        for row in rows:
            if row.state in ("dropped", "inactive", "later") or self._was_before(row):
                continue
            if row.fixed and not row.stop.at:
                fixed[row.stop.step] = cursor
            section = self.budgets[row.stop.step]
            if section is None:
                cursor += timedelta(minutes=self._promised(row))
            elif section.id not in counted:
                counted.add(section.id)
                before = section_seconds(self.book, section, self.sitting.before) / 60
                cursor += timedelta(minutes=max(0.0, (section_minutes(self.book, section) or 0.0) - before))
        return cursor, fixed

    def _was_before(self, row: Row) -> bool:
        """Whether a row was over before this sitting: done, or gone by, and nobody has been there since."""
        if self.numbers[row.stop.step] != self.sitting.number:
            return True
        return row.state in ("done", "passed") and bool(self.sitting.before) and row.stop not in self.seen

    def _promised(self, row: Row) -> float:
        step = self.book.scenario.step_by_id[row.stop.step]
        planned = row.planned
        section = self.book.scenario.section_of(step)
        if step.id not in self.book.session.plan.minutes:
            repeat = step.repeat if isinstance(step, Answered) else None
            if repeat is not None and repeat.minutes:
                planned = repeat.minutes[0]
            elif step.minutes is None and step.minutes_each is not None and not self._was_known(step):
                planned = step.minutes_each * ROWS
        if section is not None and section.each is not None and row.stop.at and not self._was_known(step):
            planned *= ROWS / max(1, len(layers.loop_items(self.book, section)))
        return max(0.0, planned - self.before.get(row.stop, 0.0)) * row.times

    def _was_known(self, step: AnyStep) -> bool:
        """Whether a step's rows were known when the sitting began: all that it rests on was done before."""
        here = {stop.step for stop in self.seen}
        return all(name in self.done and name not in here for name in rests_on(self.book.scenario)[step.id])


def _minutes(visits: Iterable[Visit]) -> dict[Stop, float]:
    found: dict[Stop, float] = {}
    for visit in visits:
        stop = Stop(visit.step, visit.at)
        found[stop] = found.get(stop, 0.0) + visit.seconds / 60
    return found
