"""The Desk: one open session, and the only way anything enters it.

It applies changes, keeps earlier values for undo, counts the time at each step, tells the saver to save and whoever listens
to draw. Nothing of the terminal is in it: screens, plain mode, scripts and later telephones all sit at the same Desk.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.parts import Scenario
from workshop.session import timebox, told
from workshop.session.agenda import Agenda, agenda
from workshop.session.apply import apply
from workshop.session.book import Book
from workshop.session.changes import AnyChange, GoTo
from workshop.session.fitting import fitted
from workshop.session.merge import Merged, merge
from workshop.session.model import LOGS, Session, Visit, new_id
from workshop.session.sittings import GAP, SET_BACK, counted
from workshop.session.spots import nameless
from workshop.session.timebox import Timer
from workshop.session.told import Removed

UNDO = 1_000
UNDO_ENTRIES = 2_000_000
"""So many entries of lists may the values kept for undo hold between them: some 60 MB. A thousand values of a list of two
thousand things, two hundred of one of ten thousand."""
MINUTE = 60.0


class Saver(Protocol):
    """Whoever keeps a session safe. Called for every change, on the thread of the change: it must not take long."""

    def changed(self, session: Session) -> None: ...


Listener = Callable[["Desk", AnyChange | None], None]
"""Told after every change; None where it was several at once, an undo or a redo: then anything may be different."""


class Done(Struct, frozen=True, dict=True):
    """One thing that was done and can be undone: what the session was before it, and after."""

    scenario: Scenario
    before: Session
    after: Session
    changes: tuple[AnyChange, ...]
    number: int = 0

    @cached_property
    def what(self) -> str:
        """What was done, as one sentence: `Får togs bort med sina 15 svar.` In the language in use when it is first asked."""
        return told.told(Book(self.scenario, self.before), self.changes)

    @cached_property
    def entries(self) -> int:
        """How many entries of lists and answers stand in the value before and in no value after: what keeping it costs."""
        before, after = self.before, self.after
        answers = [was for step, was in before.answers.items() if was is not after.answers.get(step)]
        logs = [was for name in LOGS if (was := getattr(before, name)) is not getattr(after, name)]
        return sum(len(each.items) + len(each.cells) for each in answers) + sum(map(len, logs))

    @property
    def is_removal(self) -> bool:
        """Whether something is no longer there: the screen then says so, with the key that brings it back."""
        return any(type(change) in told.REMOVALS for change in self.changes)


class _Visit(Struct):
    """The stay that goes on: where, since when, and the row of [[times]] it has been given."""

    step: str
    at: str
    start: datetime
    since: float | None  # by the clock; None while paused
    looked: datetime  # when it was last known to go on (or to stand still), by the time of day
    ticked: float  # and by the clock
    before: float = 0.0  # seconds counted until then
    row: int | None = None
    round: int = 1


def utc_now() -> datetime:
    return datetime.now(UTC)


def _again(book: Book, changes: Iterable[AnyChange]) -> Session:
    """The changes made once more, as far as they still fit."""
    for change in changes:
        with suppress(Refused):
            book = Book(book.scenario, apply(book, change), book)
    return book.session


def _is_stay(one: Visit, other: Visit) -> bool:
    return (one.step, one.at, one.round, one.start) == (other.step, other.at, other.round, other.start)


class Desk:
    """One open session. Not for two threads at once."""

    def __init__(
        self,
        scenario: Scenario,
        session: Session,
        *,
        saver: Saver | None = None,
        now: Callable[[], datetime] = utc_now,
        clock: Callable[[], float] = time.monotonic,
        earlier: Callable[[str], Book | None] | None = None,
    ) -> None:
        """`now` gives the time of day (UTC), `clock` counts seconds, `earlier` the client's earlier session of a scenario."""
        self.scenario = scenario
        self.saver = saver
        self._book = Book(scenario, session, None, earlier)
        self._now, self._clock = now, clock
        self._past: deque[Done] = deque()
        self._entries = 0  # what the values in it hold
        self._future: list[Done] = []
        self._count = 0
        # What undo leaves standing: how it is done again, and after how many things done it was done.
        self._passing: deque[tuple[int, Callable[[Book], Session]]] = deque(maxlen=UNDO)
        self._listeners: list[Listener] = []
        self._visit: _Visit | None = None
        self._written = clock()
        self._voices: dict[tuple[str, str], str] = {}

    @property
    def book(self) -> Book:
        return self._book

    @property
    def session(self) -> Session:
        return self._book.session

    # ------------------------------------------------------------------------------------------------------- changing

    def do(self, change: AnyChange, *, undoable: bool = True) -> Session:
        """The session with the change made. Raises `Refused`, and then nothing is changed.

        `undoable=False` is for what nobody thinks of as done (a step ticked off because one went on): undo passes it by, and
        leaves it standing.
        """
        return self.do_all((change,), undoable=undoable)

    def do_all(self, changes: Iterable[AnyChange], *, undoable: bool = True) -> Session:
        """Several changes as one: all or none of them, and one undo."""
        book = self._book
        done: list[AnyChange] = []
        for change in changes:
            own = self._with_voice(change)
            done.append(own)  # never the one with the name: no undo may tell whose a voice is
            after = apply(book, own)
            if own is not change and after is not book.session:
                after = self._with_teams(after, change, own)
            if after is not book.session:
                book = Book(self.scenario, after, book)
        before, given = self.session, tuple(done)
        if book.session is before:
            return before
        if not undoable:
            self._passing.append((self._count, lambda book: _again(book, given)))
        elif not all(isinstance(change, GoTo) for change in given):
            self._count += 1
            self._keep(Done(self.scenario, before, book.session, given, self._count))
            self._future.clear()
        return self._put(book.session, given[0] if len(given) == 1 else None)

    def _keep(self, done: Done) -> None:
        """For undo; the oldest go where there are too many, or they hold too much."""
        self._past.append(done)
        self._entries += done.entries
        while len(self._past) > UNDO or (self._entries > UNDO_ENTRIES and len(self._past) > 1):
            self._entries -= self._past.popleft().entries

    def undo(self) -> Done | None:
        """Takes back what was done last and says what it was; None: there is nothing more. Time spent stays, and so does
        where one is."""
        if not self._past:
            return None
        done = self._past.pop()
        self._entries -= done.entries
        self._future.append(done)
        self._put(self._carried(done.before, done), None)
        return done

    def redo(self) -> Done | None:
        """Does again what was taken back last."""
        if not self._future:
            return None
        done = self._future.pop()
        self._keep(done)
        self._put(self._carried(done.after, done), None)
        return done

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    @property
    def last(self) -> Done | None:
        """What `undo` would take back."""
        return self._past[-1] if self._past else None

    @property
    def next(self) -> Done | None:
        """What `redo` would do again."""
        return self._future[-1] if self._future else None

    def _carried(self, session: Session, done: Done) -> Session:
        """An earlier value with what undo leaves as it is: where one is, the time spent, what was ticked off since."""
        now = self.session
        book = Book(self.scenario, replace(session, here=now.here, times=now.times, rev=now.rev), self._book)
        for number, again in self._passing:
            if number >= done.number:
                book = Book(self.scenario, again(book), book)
        return book.session

    def take_in(self, was: Session, now: Session) -> Merged:
        """What others changed in the file: `was` is this session when theirs was merged with it, `now` what came of that.

        It is not ours to undo: undo passes it by, and leaves it standing. What both sides had changed stays as it is here,
        also when that is undone: then it is as it was here before, and never theirs all of a sudden.

        It is in the file already, so nothing is saved: two computers that have one file open would never be done answering.
        """
        found = merge(was, self.session, now)
        session, _ = fitted(self.scenario, replace(found.session, here=self.session.here))
        if replace(session, times=self.session.times) != replace(self.session, rev=session.rev, changed=session.changed):
            self._passing.append((self._count, lambda book: merge(was, book.session, now).session))
        visit = self._visit
        if visit is not None and visit.row is not None:
            stay = self.session.times[visit.row]
            visit.row = next((row for row, each in enumerate(session.times) if _is_stay(each, stay)), None)
        self._book = Book(self.scenario, session, self._book)
        self._tell(None)
        return found

    def _put(self, session: Session, change: AnyChange | None) -> Session:
        session = self._timed(replace(session, changed=self._now().replace(microsecond=0)))
        self._book = Book(self.scenario, session, self._book)
        if self.saver is not None:
            self.saver.changed(session)
        self._tell(change)
        return self.session

    def _tell(self, change: AnyChange | None) -> None:
        """Whoever listens, and the stay at a step: in a new round it is another."""
        visit = self._visit
        if visit is not None and self.session.progress_of(visit.step, visit.at).rounds != visit.round:
            self._begin_anew(visit)
        for listener in tuple(self._listeners):
            listener(self, change)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tells the listener of every change from now on, until what is returned is called."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def removed(self) -> list[Removed]:
        """What is gone and can be brought back, in the order of the session."""
        return told.removed(self._book)

    # --------------------------------------------------------------------------------------------------------- voices

    def voice(self, step: str, person: str) -> str:
        """The voice of a participant in a step: itself, or where no names are kept a random id. Whose that is, only the open
        Desk knows."""
        found = self.scenario.step_by_id.get(step)
        if found is None or self.session.person(person) is None or not nameless(self._book, found):
            return person
        return self._voices.setdefault((step, person), new_id())

    def _with_voice(self, change: AnyChange) -> AnyChange:
        by: str = getattr(change, "by", "")
        if not by or self.session.person(by) is None:
            return change
        voice = self.voice(getattr(change, "step", ""), by)
        return change if voice == by else replace(change, by=voice)

    def _with_teams(self, session: Session, change: AnyChange, own: AnyChange) -> Session:
        """A voice without a name keeps its teams."""
        person, voice = getattr(change, "by", ""), getattr(own, "by", "")
        teams = {
            kind: {
                team: (*members, voice) if person in members and voice not in members else members
                for team, members in those.items()
            }
            for kind, those in session.teams.items()
        }
        return session if teams == session.teams else replace(session, teams=teams)

    # ---------------------------------------------------------------------------------------------------------- clock

    def enter(self, step: str, at: str = "") -> None:
        """The time counts for this step from now on (and no longer for another)."""
        if self._visit is not None and (self._visit.step, self._visit.at) == (step, at):
            return
        self.leave()
        self._begin_visit(step, at)

    def _begin_visit(self, step: str, at: str) -> None:
        rounds, now = self.session.progress_of(step, at).rounds, self._now()
        self._visit = _Visit(step, at, now.replace(microsecond=0), self._clock(), now, self._clock(), round=rounds)

    def leave(self) -> None:
        """The time counts for no step; what was spent is kept."""
        if self._visit is not None:
            self.commit_time()
            self._visit = None

    def pause(self) -> None:
        visit = self._visit
        if visit is not None and visit.since is not None:
            visit.before += max(0.0, self._clock() - visit.since)
            visit.since, visit.looked = None, self._now()

    def resume(self) -> None:
        """The time counts again. After more than a moment that is a new stay: the file says when people were there."""
        visit = self._visit
        if visit is None or visit.since is not None:
            return
        if (self._now() - visit.looked).total_seconds() >= MINUTE:
            self._begin_anew(visit)
        else:
            visit.since = self._clock()

    def _begin_anew(self, visit: _Visit) -> None:
        """The same step in a stay of its own: after a pause, a closed lid, in a new round."""
        self.leave()
        self._begin_visit(visit.step, visit.at)

    @property
    def paused(self) -> bool:
        return self._visit is not None and self._visit.since is None

    @property
    def running(self) -> tuple[str, str] | None:
        """The step (and the item of its section) that the time counts for."""
        return None if self._visit is None else (self._visit.step, self._visit.at)

    def seconds(self, step: str, at: str = "") -> float:
        """What has been spent at a step in all, the stay that goes on included."""
        total, visit = 0.0, self._visit
        for row, spent in enumerate(self.session.times):
            if spent.step == step and spent.at == at and (visit is None or row != visit.row):
                total += spent.seconds
        if visit is not None and (visit.step, visit.at) == (step, at):
            total += self._elapsed(visit)
        return total

    def now(self) -> datetime:
        """The time of day (UTC), by the clock that was handed to the Desk."""
        return self._now()

    def visits(self) -> tuple[Visit, ...]:
        """Every stay so far, the one that goes on with its seconds until now: what timer and agenda are worked out from."""
        visit, times = self._visit, self.session.times
        if visit is None:
            return times
        spent = self._as_row(visit, self._elapsed(visit))
        return (*times, spent) if visit.row is None else (*times[: visit.row], spent, *times[visit.row + 1 :])

    def timer(self, step: str, at: str = "") -> Timer | None:
        """The timer of a step at this moment: when it is out, or how much is left while it stands still. None: no clock."""
        found = self.scenario.step_by_id.get(step)
        if found is None:
            return None
        now, stands = self._now(), self.paused or self.running != (step, at)
        return timebox.timer(self._book, found, at, now, counted(self._book, now, self.visits()), paused=stands)

    def agenda(self) -> Agenda:
        """The plan of the sitting against the clock, at this moment."""
        return agenda(self._book, self._now(), self.visits())

    def tick(self, clock: float | None = None) -> None:
        """To be called about once a second: writes the time down once a minute. After a long sleep a new stay begins."""
        now, visit = self._clock() if clock is None else clock, self._visit
        if visit is not None and visit.since is not None:
            today = self._now()
            if not -SET_BACK <= today - visit.looked <= GAP:
                # some machines' clocks count on with the lid closed: nobody was there
                visit.before, visit.since = visit.before + max(0.0, visit.ticked - visit.since), None
                self._begin_anew(visit)
            else:
                visit.looked, visit.ticked = today, now
        if self._visit is not None and now - self._written >= MINUTE:
            self.commit_time()

    def commit_time(self) -> Session:
        """Writes down the time spent so far: once a minute, and with every change. No undo takes it back."""
        self._written = self._clock()
        session = self._timed(self.session)
        if session is not self.session:
            self._book = Book(self.scenario, session, self._book)
            if self.saver is not None:
                self.saver.changed(session)
        return session

    def _elapsed(self, visit: _Visit) -> float:
        return visit.before + (0.0 if visit.since is None else max(0.0, self._clock() - visit.since))

    @staticmethod
    def _as_row(visit: _Visit, seconds: float) -> Visit:
        return Visit(step=visit.step, start=visit.start, seconds=seconds, at=visit.at, round=visit.round)

    def _timed(self, session: Session) -> Session:
        visit = self._visit
        seconds = int(self._elapsed(visit)) if visit is not None else 0
        if visit is None or seconds < 1:
            return session
        times: Sequence[Visit] = session.times
        spent = self._as_row(visit, seconds)
        if visit.row is None:
            visit.row = len(times)
            return replace(session, times=(*times, spent))
        if times[visit.row] == spent:
            return session
        return replace(session, times=(*times[: visit.row], spent, *times[visit.row + 1 :]))
