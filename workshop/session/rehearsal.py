"""A rehearsal: the day a workshop would make, held by an invented group with a clock that runs fast.

The group is not quite on time, as groups are: each step takes between four fifths of its minutes and half as much again, a
little over them on average. Breaks, fixed steps and sections that end by the clock keep theirs. The same seed is the same day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from workshop.limits import VOICES
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered
from workshop.scenario.parts import Scenario
from workshop.scenario.timing import SITTING
from workshop.session import loops, timebox
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import SetPlan
from workshop.session.desk import Desk
from workshop.session.flow import Stop, own_items
from workshop.session.invent import Clock, hold
from workshop.session.invent.sayings import names as invented_names
from workshop.session.model import chance_from, live
from workshop.session.replan import Offer, is_late, offers

BEHIND = 5.0
"""Minutes: from here on one is late and has to do something about it."""
HURRIED, HURRIED_VOTE = 1 / 3, 1 / 10
"""Minutes for one thing: with less, nobody has looked at it. A ballot is read faster."""
UNTIMED = 2.0
"""Minutes that a step without any is taken to need."""


class Block(NamedTuple):
    """One stay at a step. Minutes throughout; `start` is a time of day (UTC)."""

    stop: Stop
    round: int
    start: datetime
    took: float
    planned: float | None  # None: the scenario gives none
    least: float
    late: float  # behind the plan as it begins; below zero: ahead
    rows: int  # things or rows to go through; 0 where there is nothing but the question
    blocked: str  # words of a check that the group could not satisfy

    @property
    def each(self) -> float | None:
        """Planned minutes for one row."""
        return self.planned / self.rows if self.planned and self.rows > 1 else None


class Untaken(NamedTuple):
    """A step that was never come to: its condition did not hold, or there was nothing to take it for."""

    step: str
    when: str


class Rehearsal(NamedTuple):
    """What came of it. `planned` and `least` are the whole day's minutes as the day went: with its rounds, without what was
    not taken; `least` also without what may be dropped."""

    book: Book
    blocks: tuple[Block, ...]
    start: datetime
    end: datetime
    planned: float
    least: float
    untaken: tuple[Untaken, ...]
    droppable: tuple[Block, ...]  # optional steps that take time
    longest_sitting: float  # minutes between two breaks as they were rehearsed
    sits_to: str  # the step at whose end that is
    offers: tuple[Offer, ...] = ()  # how one could have caught up there
    offered: int = 0  # at which block that was
    hard_end: datetime | None = None

    @property
    def planned_end(self) -> datetime:
        return self.start + timedelta(minutes=self.planned)

    @property
    def earliest_end(self) -> datetime:
        return self.start + timedelta(minutes=self.least)

    @property
    def late(self) -> float:
        """Minutes behind the plan at the end."""
        return (self.end - self.planned_end).total_seconds() / 60

    @property
    def first_late(self) -> Block | None:
        """Where one is late for the first time, and would do something about it."""
        return next((block for block in self.blocks[self.offered :] if block.late >= BEHIND), None)

    @property
    def hurried(self) -> tuple[Block, ...]:
        """Steps with more to go through than there is time to look at."""

        def least(block: Block) -> float:
            return HURRIED_VOTE if self.book.scenario.step_by_id[block.stop.step].kind == "vote" else HURRIED

        return tuple(block for block in self.blocks if block.each is not None and block.each < least(block))

    @property
    def untimed(self) -> int:
        """How many stays had no minutes to go by."""
        return sum(block.planned is None for block in self.blocks)

    @property
    def sits_too_long(self) -> bool:
        return self.longest_sitting > SITTING


def rehearse(
    scenario: Scenario,
    text: str,
    *,
    seed: int | str = 0,
    lang: str = "sv",
    people: int | Sequence[str] = 6,
    alone: bool = False,
    start: datetime,
    end: datetime | None = None,
    title: str = "",
) -> Rehearsal:
    """Hold the workshop from `start` to its end; `end`: when one must be done (both with a time zone). The session is that of
    `book`; its uuid is its own.

    Raises Refused where there are more people than a session may have.
    """
    clock = Clock(start)
    there = invented_names(lang, min(people, VOICES + 1)) if isinstance(people, int) else people
    begun = begin(scenario, text, title=title, lang=lang, alone=alone, people=there, now=clock.now())
    desk = Desk(scenario, begun, now=clock.now, clock=clock)
    pace = _Pace(seed, clock)
    if not alone or end is not None:
        desk.do(SetPlan(start=clock.now(), end=end), undoable=False)
    with chance_from(Random(f"ids/{seed}").randbytes):
        stays = hold(desk, clock=clock, seed=seed, spend=pace)
    blocks: list[Block] = []
    late = 0.0
    for stay, (planned, least, rows) in zip(stays, pace.seen, strict=True):
        blocks.append(Block(stay.stop, stay.round, stay.start, stay.minutes, planned, least, late, rows, stay.blocked))
        late += stay.minutes - (UNTIMED if planned is None else planned)
    optional = {step.id for step in scenario.steps if step.optional and not step.fixed}
    longest, sits_to = _sitting(scenario, blocks)
    return Rehearsal(
        book=desk.book,
        blocks=tuple(blocks),
        start=clock.start,
        end=clock.now(),
        planned=sum(UNTIMED if block.planned is None else block.planned for block in blocks),
        least=sum(block.least for block in blocks if block.stop.step not in optional),
        untaken=tuple(_untaken(desk.book, {block.stop.step for block in blocks})),
        droppable=tuple(block for block in blocks if block.stop.step in optional and block.planned),
        longest_sitting=longest,
        sits_to=sits_to,
        offers=pace.offers,
        offered=pace.offered,
        hard_end=end,
    )


class _Pace:
    """How long each stay takes; what was planned of it; and, when one is late for the first time, what could give way."""

    def __init__(self, seed: int | str, clock: Clock) -> None:
        self.seed, self.clock = seed, clock
        self.seen: list[tuple[float | None, float, int]] = []
        self.offers: tuple[Offer, ...] = ()
        self.offered = 0
        self._late = 0.0

    def __call__(self, desk: Desk, stop: Stop) -> float:
        step = desk.scenario.step_by_id[stop.step]
        planned = timebox.planned_minutes(desk.book, step, stop.at)
        self.seen.append((planned, timebox.least_minutes(desk.book, step, stop.at), _rows(desk.book, step, stop.at)))
        if self._late >= BEHIND and not self.offers and is_late(desk.agenda()):
            self.offers, self.offered = offers(desk.book, self.clock.now(), desk.visits()), len(self.seen) - 1
        took = self._took(desk, stop, step, planned)
        self._late += took - (UNTIMED if planned is None else planned)
        return took

    def _took(self, desk: Desk, stop: Stop, step: AnyStep, planned: float | None) -> float:
        if planned is None:
            return UNTIMED
        section = desk.scenario.section_of(step)
        by_clock = section is not None and section.at_time is not None
        if step.fixed or by_clock or (isinstance(step, Note) and step.pause):
            return planned
        return planned * Random(f"{self.seed}/{len(self.seen)}/{step.id}").triangular(0.8, 1.5, 1.0)


def _rows(book: Book, step: AnyStep, at: str) -> int:
    if isinstance(step, Note) or not isinstance(step, Answered):
        return 0
    return len(book.rows(step, at))


def _untaken(book: Book, taken: set[str]) -> list[Untaken]:
    return [Untaken(step.id, step.when or "") for step in book.scenario.steps if step.id not in taken]


def _sitting(scenario: Scenario, blocks: Sequence[Block]) -> tuple[float, str]:
    """The longest time without a break, and the step it ends with. A new sitting is another day."""
    longest, sits_to, sat, day = 0.0, "", 0.0, 1
    for block in blocks:
        step = scenario.step_by_id[block.stop.step]
        section = scenario.section_of(step)
        now = section.sitting if section is not None else day
        if (isinstance(step, Note) and step.pause) or now != day:
            sat, day = 0.0, now
        if not (isinstance(step, Note) and step.pause):
            sat += block.took
        if sat > longest:
            longest, sits_to = sat, step.id
    return longest, sits_to


# ---------------------------------------------------------------------------------------------------------- the record


class Record(NamedTuple):
    """How much a session holds, counted: what there would be to report."""

    answers: int = 0  # fields of questions, each voice's
    items: int = 0  # in lists, and entries of list fields
    placed: int = 0
    groups: int = 0
    ballots: int = 0
    actions: int = 0
    decisions: int = 0
    parked: int = 0
    notes: int = 0
    left: int = 0  # items that a loop did not come to


def record(book: Book) -> Record:
    """What a session holds, what is gone left out."""
    session, found = book.session, dict.fromkeys(Record._fields, 0)
    for step in book.scenario.steps:
        if not book.active(step):
            continue
        if isinstance(step, ListStep) and step.kind == "list":
            found["items"] += sum(1 for _ in own_items(book, step))
        for cell in session.answer(step.id).cells.values():
            if isinstance(step, Ask):
                entries = [entry for value in cell.values() if isinstance(value, tuple) for entry in value if not entry.gone]
                found["items"] += len(entries)
                found["answers"] += sum(1 for field in step.fields if cell.get(field.id) not in (None, ()))
            elif isinstance(step, Sort | Matrix):
                found["placed"] += len(cell.get("place", {}))
            elif isinstance(step, GroupStep):
                found["groups"] += sum(1 for group in cell.get("groups", ()) if not group.gone)
            elif isinstance(step, Vote):
                found["ballots"] += 1 if cell.get("gives") or cell.get("rank") else cell.get("tally", {}).get("voters", 0)
    for log in ("actions", "decisions", "parked", "notes"):
        found[log] = sum(1 for _ in live(getattr(session, log)))
    for section in book.scenario.section:
        if section.each is not None:
            found["left"] += len(loops.left(book, section))
    return Record(**found)
