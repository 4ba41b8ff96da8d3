"""What a group answered: one session as an immutable value.

A session is never changed in place: `apply` makes the next one, and the two share all that did not change. Mappings here are
plain dicts that nobody writes to once they stand in a session (a copy of 10,000 entries costs less than a frame).

Everything is keyed by ids, never by position or text. Removing is soft: `gone` on the thing itself, with all that hangs on it
left where it was. Keys that this version does not know lie in `extra` beside the value they stood in, and are written back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

FORMAT = 1

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: nothing that is mistaken for another sign


_chance: ContextVar[Callable[[int], bytes]] = ContextVar("chance", default=lambda size: os.urandom(size))


def chance(n: int) -> bytes:
    """So many random bytes: what every id is made of."""
    return _chance.get()(n)


@contextmanager
def chance_from(source: Callable[[int], bytes]) -> Iterator[None]:
    """Ids from this source as long as it lasts, so that what is invented comes out the same each time
    (`random.Random(seed).randbytes`). Never for a session that people hold."""
    token = _chance.set(source)
    try:
        yield
    finally:
        _chance.reset(token)


def new_id() -> str:
    """A random item id: 8 characters of base32 (40 bits), never used again."""
    bits = int.from_bytes(chance(5), "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -5, -5))


class Spot(NamedTuple):
    """Where an answer stands: the layers of the format, in their order. "" is a layer that the step does not have."""

    round: int = 1
    at: str = ""  # the item of a section with `each`
    of: str = ""  # the row
    across: str = ""  # the column
    by: str = ""  # the voice: a participant, a team, a role; "" is the whole group


class Item(Struct, frozen=True, kw_only=True):
    """Anything a group made: an idea, a stage, a part, an entry of a cell, an action, a decision.

    `fields` holds what the step asks of each item (and owner, due, done, why, step … of what is captured), as stored.
    """

    id: str
    text: str = ""
    by: str = ""
    of: str = ""
    at: str = ""
    round: int = 1
    src: tuple[str, ...] = ()
    gone: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)


Items = Mapping[str, Item]  # in the order of the list, gone ones included
Cell = Mapping[str, Any]
"""What one voice said at one spot, as the table below the layers in the file:

    ask      {field: value}; a list field: tuple[Item, ...]; `x_other`, `x_evidence` beside a field x
    sort     {"place": {item: place id}}
    matrix   {"place": {item: {"x": 1..steps, "y": 1..steps}}}
    vote     {"gives": {item: n}}, {"rank": {item: 1..}}, {"reason": text}, {"tally": {"voters": n, item: n}}
    group    {"groups": tuple[Group, ...]}
"""


class Group(Struct, frozen=True, kw_only=True):
    id: str
    name: str = ""
    items: tuple[str, ...] = ()
    gone: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


class Answer(Struct, frozen=True, kw_only=True):
    """All answers of one step: the items of a list, or the cells of any other kind."""

    items: Items = field(default_factory=dict)
    cells: Mapping[Spot, Cell] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def cell(self, spot: Spot) -> Cell:
        return self.cells.get(spot, {})


NO_ANSWER = Answer()


class Person(Struct, frozen=True, kw_only=True):
    id: str
    name: str = ""
    roles: tuple[str, ...] = ()
    gone: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


class Progress(Struct, frozen=True, kw_only=True):
    """How far a step (or a section with a loop) is come, at one item of its section where there is one."""

    done: bool = False
    rounds: int = 1
    skipped: tuple[str, ...] = ()  # rows left out by hand
    shown: bool | None = None  # hidden answers: None = as the scenario says
    names_shown: bool = False
    touched: bool = False  # an answer it rests on was changed after it was done
    started: bool = False  # `start` was taken (or declined): its copies are made once
    item: str = ""  # a section's loop: the item at hand
    ended: str = ""  # until max stopped time
    extra: Mapping[str, Any] = field(default_factory=dict)


NO_PROGRESS = Progress()


class Here(NamedTuple):
    """Where to resume: a step, the item of its section, the row at hand."""

    step: str = ""
    at: str = ""
    of: str = ""
    field: str = ""


class Made(Struct, frozen=True, kw_only=True):
    """Which scenario a session was made from; its text is the snapshot."""

    id: str = ""
    version: str = ""
    sha256: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


class Plan(Struct, frozen=True, kw_only=True):
    """What the facilitator changed of the scenario's plan. `until` and `fixed` are what the plan promised when it was first
    changed under way: when the sitting was to end, and when its fixed blocks begin."""

    start: datetime | None = None
    end: datetime | None = None  # a hard end
    until: datetime | None = None
    fixed: Mapping[str, datetime] = field(default_factory=dict)  # by step
    minutes: Mapping[str, float] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    taken: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Visit(Struct, frozen=True, kw_only=True):
    """One stay at a step: from when (UTC), for how many seconds by a monotonic clock."""

    step: str
    start: datetime
    seconds: float = 0
    at: str = ""
    round: int = 1
    extra: Mapping[str, Any] = field(default_factory=dict)


class Session(Struct, frozen=True, kw_only=True):
    uuid: str
    title: str
    created: datetime  # UTC
    changed: datetime  # UTC
    format: int = FORMAT
    client: str = ""
    lang: str = "sv"
    names: str = "shown"  # "never": a session without names
    alone: bool = False  # one voice, nothing hidden, no clock unless asked for
    place: str = ""  # where it was held
    facilitator: str = ""
    summary: str = ""  # what the facilitator wrote at the end, a finding a line; never made up
    rev: int = 0
    here: Here = Here()
    people: tuple[Person, ...] = ()
    scenario: Made = Made()
    earlier: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    progress: Mapping[tuple[str, str], Progress] = field(default_factory=dict)  # (step or section, at)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    actions: Items = field(default_factory=dict)
    decisions: Items = field(default_factory=dict)
    parked: Items = field(default_factory=dict)
    notes: Items = field(default_factory=dict)
    evaluation: Items = field(default_factory=dict)  # was it worth the time: `mark` 1..5, the text is a word
    plan: Plan = Plan()
    times: tuple[Visit, ...] = ()
    orphans: Mapping[str, Any] = field(default_factory=dict)  # as in the file, untouched
    snapshot: str = ""  # the scenario's text, all languages
    extra: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, step: str) -> Answer:
        return self.answers.get(step, NO_ANSWER)

    def cell(self, step: str, spot: Spot) -> Cell:
        return self.answer(step).cell(spot)

    def progress_of(self, name: str, at: str = "") -> Progress:
        return self.progress.get((name, at), NO_PROGRESS)

    def person(self, id: str) -> Person | None:
        return next((person for person in self.people if person.id == id), None)

    @property
    def present(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if not person.gone)


LOGS = ("actions", "decisions", "parked", "notes", "evaluation")


def live(items: Items | Iterable[Item]) -> Iterator[Item]:
    """The items that are not gone, in order."""
    for item in items.values() if isinstance(items, Mapping) else items:
        if not item.gone:
            yield item


def with_answer(session: Session, step: str, answer: Answer) -> Session:
    return replace(session, answers={**session.answers, step: answer})


def with_cell(session: Session, step: str, spot: Spot, cell: Cell) -> Session:
    """The session with one cell put in; an empty cell is taken out."""
    answer = session.answer(step)
    cells = dict(answer.cells)
    if cell:
        cells[spot] = cell
    else:
        cells.pop(spot, None)
    return with_answer(session, step, replace(answer, cells=cells))


def with_progress(session: Session, name: str, at: str, progress: Progress) -> Session:
    return replace(session, progress={**session.progress, (name, at): progress})
