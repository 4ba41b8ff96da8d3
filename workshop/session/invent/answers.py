"""What a group answers at one stop, kind by kind: each as the Changes that a screen would make, in the order it would.

Every part looks at the Desk anew before each change: what is asked may hang on what was just answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import Any, Literal, Protocol

from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered
from workshop.session import changes as c
from workshop.session.book import Book
from workshop.session.fields import OTHER
from workshop.session.flow import Stop, own_items
from workshop.session.invent.sayings import Sayings
from workshop.session.invent.values import leaning, near, value
from workshop.session.kinds import vote
from workshop.session.kinds.list import count_at
from workshop.session.model import Item, Spot, new_id
from workshop.session.scope import Scope
from workshop.session.spots import has_rows, log_of, nameless

STRANGERS = 4
"""So many voices answer where nobody was named."""
MOST_ANSWERS = 6_000
"""At one stop: a table of everything by everyone is filled in no further than this."""


class Table(Protocol):
    """Where the group sits: a Desk, or what stands for one."""

    @property
    def book(self) -> Book: ...

    def do(self, change: c.AnyChange) -> object: ...

    def voice(self, step: str, person: str) -> str: ...


class Group:
    """An invented group: its chance, its words, how much it leaves out. Answers one stop at a time."""

    def __init__(self, table: Table, seed: object, random: Random, say: Sayings, gaps: float) -> None:
        self.table, self.seed, self.random, self.say, self.gaps = table, seed, random, say, gaps
        self._left = self._turn = 0

    @property
    def book(self) -> Book:
        return self.table.book

    def answer(self, stop: Stop, turn: int = 0) -> None:
        """All that is said at a stop; from the second turn on everything is thought over anew."""
        step = self.book.scenario.step_by_id[stop.step]
        self._left, self._turn = MOST_ANSWERS, turn
        if isinstance(step, Ask):
            self._ask(step, stop.at)
        elif isinstance(step, ListStep):
            self._list(step, stop.at)
        elif isinstance(step, Answered):
            by_kind: dict[str, Callable[[Any, str, str, str], None]] = {
                "sort": self._place,
                "matrix": self._place,
                "group": self._group,
                "vote": self._vote,
            }
            for of in self._rows(step, stop.at):
                for by in self.voices(step):
                    by_kind[step.kind](step, stop.at, of, by)

    # --------------------------------------------------------------------------------------------------- who, about what

    def voices(self, step: AnyStep) -> list[str]:
        """Who answers, by the voices of the step: where names are never kept, each participant's random one."""
        book = self.book
        found = book.voices(step)
        if isinstance(step, Answered) and step.by == "each" and not book.session.alone and (nameless(book, step) or not found):
            present = [person.id for person in book.session.present]
            mine = [self.table.voice(step.id, person) for person in present]
            return mine or list(found) or [new_id() for _ in range(STRANGERS)]
        return list(found)

    def _rows(self, step: AnyStep, at: str) -> list[str]:
        return [row.id for row in self.book.rows(step, at)] if has_rows(step) else [""]

    def _is_left_out(self) -> bool:
        return self.gaps > 0 and self.random.random() < self.gaps

    def _wish(self, step: AnyStep, at: str, *about: str) -> float:
        """How good an answer is to be: the same thing about alike for all; better in every new round, so that what is
        repeated until it is good enough comes to an end. Thought over, it may be anything, but alike for every row."""
        if self._turn:
            return leaning(self.seed, str(self._turn), *about[1:] or about)
        return min(1.0, 0.15 + 0.7 * leaning(self.seed, *about) + 0.25 * (self.book.latest(step, at) - 1))

    @property
    def _width(self) -> float:
        """How far apart they are: when a thing is thought over they have come nearer."""
        return 0.12 if self._turn else 0.45

    def _stands(self) -> bool:
        """Whether something that a step was begun with is left as it is: most of it is, until it is thought over."""
        return not self._turn and self.random.random() < 0.7

    # ---------------------------------------------------------------------------------------------------------------- ask

    def _ask(self, step: Ask, at: str) -> None:
        columns = [column.id for column in self.book.columns(step, at)] if step.across is not None else [""]
        for by in self.voices(step):
            rows = [row.id for row in self.book.hand(step, by, at)] if step.deal else self._rows(step, at)
            for of in rows:
                for across in columns:
                    for field in step.fields:
                        scope = Scope(step.id, 0, at, of, across, by)
                        if self._left > 0 and not self._is_left_out() and self.book.holds(field.when, scope):
                            self._field(step, field, scope)

    def _field(self, step: Ask, field: Any, scope: Scope) -> None:
        where: dict[str, Any] = {"step": step.id, "at": scope.at, "of": scope.of, "across": scope.across, "by": scope.by}
        cell = self.book.cell(step, scope.of, scope.across, scope.by, scope.at)
        self._left -= 1
        if isinstance(field, ListField):
            for _ in range(self.random.choice((1, 1, 2, 2, 3)) if field.id not in cell else 0):
                text = self.say.item(self.book, step, field, scope)
                self.table.do(c.AddEntry(**where, field=field.id, text=text, id=new_id()))
            return
        if field.id in cell and self._stands():
            return
        wish = self._wish(step, scope.at, scope.of, scope.across, field.id)
        found = value(self.book, step, field, scope, self.random, self.say, wish, self._width)
        if found is None:
            return
        self.table.do(c.SetField(**where, field=field.id, value=found))
        if found == OTHER:
            own = self.say.item(self.book, step, field, scope)
            self.table.do(c.SetField(**where, field=f"{field.id}_other", value=own))
        if field.evidence and self.random.random() < 0.5:
            self.table.do(c.SetField(**where, field=f"{field.id}_evidence", value=self.say.one("reasons")))

    # --------------------------------------------------------------------------------------- list, actions, decisions

    def _list(self, step: ListStep, at: str) -> None:
        for by in self.voices(step):
            rows = [row.id for row in self.book.hand(step, by, at)] if step.deal else self._rows(step, at)
            for of in rows:
                self._take_offers(step, at, of, by)
                if not step.closed:
                    self._add(step, at, of, by)
        for item in [item for item in own_items(self.book, step) if item.at == at]:
            self._item_fields(step, item)

    def _take_offers(self, step: ListStep, at: str, of: str, by: str) -> None:
        """Of what is only suggested, the first few."""
        if step.chain:
            return
        whose = by if step.by in self.book.scenario.teams and not self.book.session.alone else ""
        offers = [item.id for item in self.book.offers(step, at, of, whose)]
        room = self._room(step, at, of, whose)
        wanted = offers[: min(room, max(step.min or 0, 3))]
        if wanted:
            self.table.do(c.TakeStart(step=step.id, items=wanted, at=at, of=of, by=whose))

    def _room(self, step: ListStep, at: str, of: str, by: str) -> int:
        there = count_at(self.book.session, step, self.book.latest(step, at), at, of, by)
        return 100 if step.max is None else step.max - there

    def _add(self, step: ListStep, at: str, of: str, by: str) -> None:
        there = count_at(self.book.session, step, self.book.latest(step, at), at, of, by)
        few = by != "" or of != "" or there > 0
        wanted = max(step.min or 0, self.random.randint(2, 3) if few else self.random.randint(4, 7))
        if log_of(step):
            wanted = max(step.min or 0, 1 if of or at else 3)
        wanted += self._turn
        if self.gaps and self._is_left_out():
            wanted = 0
        for _ in range(min(self._room(step, at, of, by), wanted - there, self._left)):
            self._left -= 1
            scope = Scope(step=step.id, at=at, of=of, by=by)
            kind = log_of(step) or ("sentences" if step.chain else "things")
            text = self.say.item(self.book, step, None, scope, kind)
            self.table.do(c.AddItem(step=step.id, text=text, id=new_id(), at=at, of=of, by=by))

    def _item_fields(self, step: ListStep, item: Item) -> None:
        for field in step.fields:
            scope = Scope(step=step.id, at=item.at, of=item.of, by=item.by, item=item.id)
            is_open = item.get(field.id) is None or self._turn > 0
            if is_open and not isinstance(field, ListField) and not self._is_left_out() and self.book.holds(field.when, scope):
                wish = self._wish(step, item.at, item.id, field.id)
                found = value(self.book, step, field, scope, self.random, self.say, wish, self._width)
                if found is not None:
                    self._set(step, item, field.id, found)
                    if found == OTHER:
                        self._set(step, item, f"{field.id}_other", self.say.item(self.book, step, field, scope))
        log = log_of(step)
        if log:
            for name, found in self.log_fields(log).items():
                if item.get(name) is None:
                    self._set(step, item, name, found)

    def _set(self, step: ListStep, item: Item, name: str, found: Any) -> None:
        self.table.do(c.SetItemField(step=step.id, id=item.id, field=name, value=found))

    def log_fields(self, log: str) -> dict[str, Any]:
        """Who and by when, of most actions; why, of most decisions."""
        session = self.book.session
        present = [person.name for person in session.present if person.name and session.names != "never"]
        somebody = self.random.choice(present) if present else self.say.one("names")
        day = self.book.session.created.date() + timedelta(days=self.random.randrange(3, 30))
        found: dict[str, Any] = {}
        if log == "actions":
            found = {"owner": somebody, "due": day}
        elif log == "decisions":
            found = {"why": self.say.one("reasons"), "decided_by": somebody}
        return {name: given for name, given in found.items() if not self._is_left_out()}

    # ------------------------------------------------------------------------------------------- sort, matrix, group

    def _place(self, step: Sort | Matrix, at: str, of: str, by: str) -> None:
        placed = self.book.cell(step, of, "", by, at).get("place", {})
        for item in self.book.material(step, at, of):
            if self._is_left_out() or (item.id in placed and self._stands()):
                continue
            x, y = (near(self.random, leaning(self.seed, str(self._turn), step.id, item.id, axis), 0.2) for axis in "xy")
            if isinstance(step, Sort):
                place = step.places[min(len(step.places) - 1, int(x * len(step.places)))]
                self.table.do(c.Place(step=step.id, at=at, of=of, by=by, item=item.id, place=place.id))
            else:
                along, up = (1 + round(part * (step.steps - 1)) for part in (x, y))
                self.table.do(c.Put(step=step.id, at=at, of=of, by=by, item=item.id, x=along, y=up))

    def _group(self, step: GroupStep, at: str, of: str, by: str) -> None:
        if self.book.cell(step, of, "", by, at).get("groups"):
            return
        items = [item.id for item in self.book.material(step, at, of)]
        self.random.shuffle(items)
        loose = 1 if step.alone and len(items) > 3 else 0
        wanted = max(step.min or 0, min(5, round(len(items) ** 0.5)))
        for hand in _dealt(items[loose:], wanted):
            change = c.MakeGroup(step=step.id, at=at, of=of, by=by, items=hand, name=self.say.one("groups"), id=new_id())
            self.table.do(change)

    # --------------------------------------------------------------------------------------------------------------- vote

    def _vote(self, step: Vote, at: str, of: str, by: str) -> None:
        book = self.book
        lists = [[item for item in self._liked(step, at, of) if item in ids] for ids in vote.lists(book, step, at, of)]
        if not any(lists) or self._is_left_out():
            return
        where: dict[str, Any] = {"step": step.id, "at": at, "of": of, "by": by}
        reason = self.say.one("reasons") if step.reason and self.random.random() < 0.8 else ""
        if step.way == "rank":
            top = [wanted if step.rank == "all" else wanted[: step.rank or 0] for wanted in lists]
            self.table.do(c.Rank(**where, items=[item for wanted in top for item in wanted]))
            if reason:
                self.table.do(c.SetReason(**where, text=reason))
            return
        gives = {item: n for wanted in lists for item, n in self._given(step, wanted).items()}
        unspent = any(left for left in vote.left(book, step, Spot(1, at, of, "", by), gives))
        if gives and not (unspent and (step.exactly or step.way == "points")):
            self.table.do(c.Ballot(**where, gives=gives, reason=reason))

    def _liked(self, step: Vote, at: str, of: str) -> list[str]:
        """What is voted on, as one voice likes it: best first."""
        found = [item.id for item in self.book.material(step, at, of)]
        wish = {item: near(self.random, leaning(self.seed, str(self._turn), item)) for item in found}
        return sorted(found, key=lambda item: -wish[item])

    def _given(self, step: Vote, liked: Sequence[str]) -> dict[str, int]:
        if not liked:
            return {}
        if step.way == "notes":
            return dict(zip(liked, sorted(step.notes, reverse=True), strict=False))
        if step.way == "points":
            return _split(step.points or 0, liked[: self.random.randint(2, 5)])
        if not isinstance(step.dots, int):
            return dict.fromkeys(liked[: self.random.randint(1, max(1, len(liked) // 2))], 1)
        given: dict[str, int] = {}
        spread = 1 if step.max_each == 1 or self.random.random() < 0.5 else 2
        for item in [*liked] * (step.max_each or step.dots):
            room = min(spread, step.dots - sum(given.values()), (step.max_each or step.dots) - given.get(item, 0))
            if room > 0:
                given[item] = given.get(item, 0) + room
        return given


def _dealt(items: Sequence[str], hands: int) -> Iterable[list[str]]:
    """The items in so many hands, as even as can be; no hand is empty unless there are too few items."""
    hands = max(1, hands)
    return (list(items[at::hands]) for at in range(hands)) if items else ()


def _split(whole: int, items: Sequence[str]) -> dict[str, int]:
    """All of it over the items: the first gets most, the sum is whole."""
    weights = range(len(items), 0, -1)
    given = {item: whole * weight // sum(weights) for item, weight in zip(items, weights, strict=True)}
    given[items[0]] += whole - sum(given.values())
    return {item: n for item, n in given.items() if n}


CAPTURED: tuple[tuple[Literal["action", "parked", "note", "decision"], str], ...] = (
    ("parked", "parked"),
    ("action", "actions"),
    ("note", "notes"),
    ("decision", "decisions"),
)


def captured(group: Group, stop: Stop, number: int) -> c.AnyChange:
    """What is said in passing, the so-manieth time that day: one of each sort in turn."""
    what, kind = CAPTURED[number % len(CAPTURED)]
    return c.Capture(what=what, text=group.say.one(kind), id=new_id(), step=stop.step, fields=group.log_fields(kind))


def evaluated(group: Group) -> list[c.AnyChange]:
    """Whether it was worth the time: a mark of each, and a word of about half of them."""
    session = group.book.session
    named = session.names != "never" and not session.alone
    marks = [group.random.choice((3, 4, 4, 5, 5)) for _ in range(max(1, len(session.present)))]
    voices = [person.id if named and person.name else "" for person in session.present] or [""]
    said = [group.say.one("words") if group.random.random() < 0.5 else "" for _ in marks]
    return [c.Evaluate(mark=mark, text=text, by=by, id=new_id()) for mark, text, by in zip(marks, said, voices, strict=True)]


def seated(group: Group) -> list[c.AnyChange]:
    """Before it begins: who has which role, who is in which of the named teams."""
    scenario, people = group.book.scenario, [person.id for person in group.book.session.present]
    if group.book.session.alone or not people:
        return []
    found: list[c.AnyChange] = []
    for at, (name, role) in enumerate(scenario.roles.items()):
        first = at % len(people)
        holders = people[first : first + 2] if role.many else [people[first]]
        found.append(c.SetRole(role=name, people=holders))
    for name, teams in scenario.teams.items():
        for at, team in enumerate(teams.teams):
            found.append(c.SetTeam(teams=name, id=team.id, people=people[at :: len(teams.teams)]))
    return found
