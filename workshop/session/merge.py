"""Two versions of one session made into one: what both began from (`base`), mine, and theirs.

By step, by item, by answer, all of them keyed by ids. What only one side changed is taken. Where both changed the same thing
mine stands, and it is told of (`both`): whoever merges keeps theirs whole beside. Taken away (`gone`) wins over what was left
as it was, never over what the other side wrote meanwhile: then the thing stays, and is told of.

A ballot is one thing, and so is a tally: half of mine and half of theirs would be nobody's. Where one is, how far a step is
come, the clock and the plan are merged as well, but what both changed there is nothing anybody said: mine holds, untold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from msgspec.structs import replace

from workshop.session.merge_order import in_order, members
from workshop.session.merge_people import apart
from workshop.session.model import LOGS, NO_ANSWER, NO_PROGRESS, Answer, Cell, Group, Item, Plan, Progress, Session, Spot, Visit

PLACED = ("place",)
"""What in a cell is said item by item; any other table in it (a ballot, a ranking, a tally) is one thing."""


class Missing:
    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Any = Missing()
NOWHERE = Spot()


class Place(NamedTuple):
    """One thing that differs. `mine` and `theirs`: what stands there on either side, MISSING where nothing does."""

    step: str = ""  # a step, or the log it lies in; "" in the header
    spot: Spot = NOWHERE
    id: str = ""  # the item, entry, group, person
    name: str = ""  # the field, the part of the header; "" the thing as a whole
    mine: Any = MISSING
    theirs: Any = MISSING


class Merged(NamedTuple):
    session: Session
    both: tuple[Place, ...] = ()
    """What both sides changed: mine stands in the session."""
    taken: tuple[Place, ...] = ()
    """What came from theirs. `mine` is how it was."""


def merge(base: Session | None, mine: Session, theirs: Session) -> Merged:
    """Three versions of one session made into one. Without a `base`, what only one side has is taken, and what both have
    differently is told of. What did not change is the same value as in `mine`. Its revision is the higher one."""
    if base is None:
        return _Merge(bare(mine), mine, theirs, own=True).made()
    return _Merge(base, mine, apart(base, mine, theirs)).made()


def bare(session: Session) -> Session:
    """The session with nothing in it: what two versions of which nothing more is known have in common."""
    return Session(
        uuid=session.uuid,
        title="",
        created=session.created,
        changed=session.created,
        lang=session.lang,
        names=session.names,
        alone=session.alone,
        scenario=session.scenario,
        snapshot=session.snapshot,
    )


def same(a: Any, b: Any) -> bool:
    """Equal and of one type: 1, 1.0 and true are three answers."""
    if a is b:
        return True
    if type(a) is not type(b):
        return isinstance(a, Mapping) and isinstance(b, Mapping) and _same_tables(a, b)
    if isinstance(a, Mapping):
        return _same_tables(a, b)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, Item):
        return a == b and same(a.fields, b.fields)
    if isinstance(a, Answer):
        return a == b and list(a.items) == list(b.items)  # moved is changed
    return bool(a == b)


def _same_tables(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> bool:
    return len(a) == len(b) and all(key in b and same(each, b[key]) for key, each in a.items())


class _Merge:
    def __init__(self, base: Session, mine: Session, theirs: Session, *, own: bool = False) -> None:
        """`own`: nothing is known of what both began from, so what is no answer is as in mine."""
        self.base, self.mine, self.theirs, self.own = base, mine, theirs, own
        self.both: list[Place] = []
        self.taken: list[Place] = []
        self.under = hung(base, mine), hung(base, theirs)  # the ids that either side wrote something under

    def made(self) -> Merged:
        base, mine, theirs = self.base, self.mine, self.theirs
        parts: dict[str, Any] = {
            name: self.one(Place(name=name), getattr(base, name), getattr(mine, name), getattr(theirs, name))
            for name in ("title", "client", "place", "facilitator", "summary")
        }
        for name in () if self.own else ("format", "created", "lang", "names", "alone", "here", "scenario", "snapshot"):
            parts[name] = self.quietly(getattr(base, name), getattr(mine, name), getattr(theirs, name))
        parts["changed"] = max(mine.changed, theirs.changed)
        parts["rev"] = max(mine.rev, theirs.rev)
        parts["people"] = self.people()
        parts["earlier"] = self.quiet_table(base.earlier, mine.earlier, theirs.earlier)
        parts["teams"] = self.teams()
        parts["progress"] = self.table(base.progress, mine.progress, theirs.progress, self.progress)
        parts["answers"] = self.table(base.answers, mine.answers, theirs.answers, self.answer)
        parts |= self.logs()
        parts["plan"] = self.plan(base.plan, mine.plan, theirs.plan)
        parts["times"] = self.times()
        parts["orphans"] = self.deep(("orphans",), base.orphans, mine.orphans, theirs.orphans)
        parts["extra"] = self.deep(("",), base.extra, mine.extra, theirs.extra)
        changed = {name: each for name, each in parts.items() if each is not getattr(mine, name)}
        session = replace(mine, **changed) if changed else mine
        return Merged(session, tuple(self.both), tuple(self.taken))

    # ------------------------------------------------------------------------------------------------------ one thing

    def one(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """A value that cannot be taken apart."""
        if same(mine, theirs) or same(base, theirs):
            return mine
        told = place._replace(mine=mine, theirs=theirs)
        if same(base, mine):
            self.taken.append(told)
            return theirs
        if mine is MISSING:  # it was cleared here, and written anew there: what was written stays
            self.both.append(told)
            return theirs
        self.both.append(told)
        return mine

    def quietly(self, base: Any, mine: Any, theirs: Any) -> Any:
        return theirs if same(base, mine) and not same(mine, theirs) else mine

    def table(
        self,
        base: Mapping[Any, Any],
        mine: Mapping[Any, Any],
        theirs: Mapping[Any, Any],
        merged: Callable[[Any, Any, Any, Any], Any],
    ) -> Mapping[Any, Any]:
        """Each value by its key, in an order that both would know again."""
        if mine is theirs or (base is theirs and not self.under[1]):
            return mine
        found: dict[Any, Any] = {}
        for key in in_order(base, mine, theirs):
            value = merged(key, base.get(key, MISSING), mine.get(key, MISSING), theirs.get(key, MISSING))
            if value is not MISSING:
                found[key] = value
        unchanged = len(found) == len(mine) and all(
            key is other and value is mine[key] for (key, value), other in zip(found.items(), mine, strict=True)
        )
        return mine if unchanged else found

    def quiet_table(
        self, base: Mapping[Any, Any], mine: Mapping[Any, Any], theirs: Mapping[Any, Any]
    ) -> Mapping[Any, Any]:  # fmt: skip
        return self.table(base, mine, theirs, lambda _, b, m, t: self.quietly(b, m, t))

    def deep(self, where: tuple[str, ...], base: Any, mine: Any, theirs: Any) -> Any:
        """What this version of the program does not know, and what lies aside: tables within tables."""
        if not all(isinstance(each, Mapping) for each in (mine, theirs)):
            return self.one(Place(step=where[0], name=".".join(where[1:])), base, mine, theirs)
        base = base if isinstance(base, Mapping) else {}
        return self.table(base, mine, theirs, lambda name, b, m, t: self.deep((*where, str(name)), b, m, t))

    # --------------------------------------------------------------------------------------------------------- things

    def item(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """An item or an entry: field by field where both changed it."""
        found = self.thing(place, base, mine, theirs)
        if found is not None:
            return found
        was = Item(id=place.id) if base is MISSING else base
        new: dict[str, Any] = {
            name: self.one(place._replace(name=name), getattr(was, name), getattr(mine, name), getattr(theirs, name))
            for name in ("text", "by", "of", "at", "round", "src")
        }
        new["fields"] = self.table(
            was.fields, mine.fields, theirs.fields, lambda name, b, m, t: self.one(place._replace(name=name), b, m, t)
        )
        new["gone"] = self.gone(place, base, mine, theirs)
        return replace(mine, **new)

    def group(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        found = self.thing(place, base, mine, theirs)
        if found is not None:
            return found
        was = Group(id=place.id) if base is MISSING else base
        return replace(
            mine,
            name=self.one(place._replace(name="text"), was.name, mine.name, theirs.name),
            items=members(was.items, mine.items, theirs.items),
            extra=self.quiet_table(was.extra, mine.extra, theirs.extra),
            gone=self.gone(place, base, mine, theirs),
        )

    def thing(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """What is decided of a thing as a whole; None where both sides changed it."""
        told = place._replace(mine=mine, theirs=theirs)
        if same(mine, theirs):
            return mine
        if same(base, theirs):
            if mine is not MISSING and mine.gone and not theirs.gone and place.id in self.under[1]:
                self.both.append(told._replace(name="gone"))  # they wrote something under it
                return replace(mine, gone=False)
            return mine
        if same(base, mine):
            leaves = theirs is MISSING or (mine is not MISSING and theirs.gone and not mine.gone)
            if leaves and place.id in self.under[0]:
                self.both.append(told._replace(name="gone"))
                return mine if theirs is MISSING else replace(theirs, gone=False)
            self.taken.append(told)
            # A line that somebody cut out of the file is taken away as anything else is: it can be brought back.
            return replace(mine, gone=True) if theirs is MISSING else theirs
        if mine is MISSING:
            self.taken.append(told)
            return theirs
        if theirs is MISSING:
            self.both.append(told._replace(name="gone"))
            return mine
        return None

    def gone(self, place: Place, base: Any, mine: Any, theirs: Any) -> bool:
        """Of a thing that both sides changed."""
        if mine.gone == theirs.gone:
            return bool(mine.gone)
        if base is MISSING or not base.gone:
            other, under = (theirs, self.under[1]) if mine.gone else (mine, self.under[0])
            if base is not MISSING and same(replace(other, gone=base.gone), base) and place.id not in under:
                return True
            self.both.append(place._replace(name="gone", mine=mine.gone, theirs=theirs.gone))
        return False

    # -------------------------------------------------------------------------------------------------------- answers

    def answer(self, step: str, base: Any, mine: Any, theirs: Any) -> Any:
        if same(mine, theirs) or (same(base, theirs) and not self.under[1]):
            return mine
        b, m, t = (NO_ANSWER if each is MISSING else each for each in (base, mine, theirs))
        place = Place(step=step)
        items = self.table(b.items, m.items, t.items, lambda id, *each: self.item(place._replace(id=id), *each))
        cells = self.table(b.cells, m.cells, t.cells, lambda spot, *each: self.cell(place._replace(spot=spot), *each))
        extra = self.deep((step,), b.extra, m.extra, t.extra)
        if mine is not MISSING and items is m.items and cells is m.cells and extra is m.extra:
            return mine
        if not (items or cells or extra) and MISSING in (mine, theirs):
            return MISSING
        return Answer(items=items, cells=cells, extra=extra)

    def cell(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        b, m, t = ({} if each is MISSING else each for each in (base, mine, theirs))
        cell: Cell = self.table(b, m, t, lambda name, *each: self.said(place._replace(name=name), *each))
        if cell is m and mine is not MISSING:
            return mine
        return cell or MISSING

    def said(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """One value of a cell."""
        there = [each for each in (base, mine, theirs) if each is not MISSING]
        if place.name in PLACED and all(isinstance(each, Mapping) for each in there):
            b, m, t = ({} if each is MISSING else each for each in (base, mine, theirs))
            found = self.table(b, m, t, lambda id, *each: self.one(place._replace(id=id), *each))
            return found or MISSING
        for kind, merged in ((Item, self.item), (Group, self.group)):
            if all(_all(each, kind) for each in there) and any(there):
                b, m, t = ({} if each is MISSING else {thing.id: thing for thing in each} for each in (base, mine, theirs))
                things = self.table(b, m, t, lambda id, *each, merged=merged: merged(place._replace(id=id), *each))
                if things is m and mine is not MISSING:
                    return mine
                told = tuple(things.values())
                return (self.in_one_group(place, b, m, t, told) if kind is Group else told) or MISSING
        return self.one(place, base, mine, theirs)

    def in_one_group(self, place: Place, base: Any, mine: Any, theirs: Any, groups: Sequence[Group]) -> tuple[Group, ...]:
        """Nothing lies in two groups: where both sides moved it, it lies where mine put it."""
        wrong = self._where(base, mine, theirs, {group.id: group.items for group in groups if not group.gone}, place)
        return tuple(
            replace(group, items=tuple(id for id in group.items if wrong.get(id, group.id) == group.id))
            if not group.gone
            else group
            for group in groups
        )

    def _where(
        self, base: Any, mine: Any, theirs: Any, now: Mapping[str, Sequence[str]], place: Place | None
    ) -> dict[str, str]:  # fmt: skip
        """Of what lies in two groups or teams, the one it is to lie in."""
        lies: dict[str, list[str]] = {}
        for group, inside in now.items():
            for id in inside:
                lies.setdefault(id, []).append(group)
        twice = {id: groups for id, groups in lies.items() if len(groups) > 1}
        if not twice:
            return {}
        b, m, t = (_inside(each) for each in (base, mine, theirs))
        found: dict[str, str] = {}
        for id, groups in twice.items():
            moved = m.get(id) != b.get(id)
            wanted = m.get(id) if moved else t.get(id)
            found[id] = wanted if wanted in groups else groups[0]
            if place is not None and moved and t.get(id) != b.get(id):
                self.both.append(place._replace(id=id, name="group", mine=m.get(id), theirs=t.get(id)))
        return found

    # ----------------------------------------------------------------------------------------------------------- logs

    def logs(self) -> dict[str, Any]:
        """Actions, decisions, what is parked, notes: a thing that was moved from one to another is still that thing."""
        sides = [
            {id: (log, item) for log in LOGS for id, item in getattr(session, log).items()}
            for session in (self.base, self.mine, self.theirs)
        ]
        kept: dict[str, dict[str, Item]] = {log: {} for log in LOGS}

        def merged(id: str, base: Any, mine: Any, theirs: Any) -> Any:
            logs = [MISSING if each is MISSING else each[0] for each in (base, mine, theirs)]
            b, m, t = (MISSING if each is MISSING else each[1] for each in (base, mine, theirs))
            log = self.quietly(*logs) if logs[1] is not MISSING else logs[2]
            log = logs[1] if log is MISSING else log
            item = self.item(Place(step=log, id=id), b, m, t)
            if item is not MISSING:
                kept[log][id] = item
                if item is m and log != logs[1]:
                    self.taken.append(Place(step=log, id=id, mine=m, theirs=t))
            return item

        base, mine, theirs = (
            [list(getattr(side, log).items()) for log in LOGS] for side in (self.base, self.mine, self.theirs)
        )
        if mine == theirs or (base == theirs and not self.under[1]):
            return {}
        self.table(sides[0], sides[1], sides[2], merged)
        if self.mine.names == "never":  # the order must tell nothing of who said what
            kept["evaluation"] = dict(sorted(kept["evaluation"].items()))
        return {log: mine if _identical(mine := getattr(self.mine, log), kept[log]) else kept[log] for log in LOGS}

    # --------------------------------------------------------------------------------------------------------- people

    def people(self) -> Any:
        sides = [{person.id: person for person in session.people} for session in (self.base, self.mine, self.theirs)]
        found = self.table(sides[0], sides[1], sides[2], self.person)
        return self.mine.people if found is sides[1] else tuple(found.values())

    def person(self, id: str, base: Any, mine: Any, theirs: Any) -> Any:
        place = Place(step="people", id=id)
        found = self.thing(place, base, mine, theirs)
        if found is not None:
            return found
        was = mine if base is MISSING else base
        return replace(
            mine,
            name=self.one(place._replace(name="text"), MISSING if base is MISSING else was.name, mine.name, theirs.name),
            roles=members(() if base is MISSING else was.roles, mine.roles, theirs.roles),
            gone=self.gone(place, base, mine, theirs),
            extra=self.quiet_table({} if base is MISSING else was.extra, mine.extra, theirs.extra),
        )

    def teams(self) -> Any:
        def team(_: str, base: Any, mine: Any, theirs: Any) -> Any:
            if MISSING in (mine, theirs):
                return self.quietly(base, mine, theirs)
            return members(() if base is MISSING else base, mine, theirs)

        def teams(_: str, base: Any, mine: Any, theirs: Any) -> Any:
            b, m, t = ({} if each is MISSING else each for each in (base, mine, theirs))
            found = self.table(b, m, t, team)
            if found is m and mine is not MISSING:
                return mine
            wrong = self._where(b, m, t, found, None)
            return {id: tuple(each for each in those if wrong.get(each, id) == id) for id, those in found.items()} or MISSING

        return self.table(self.base.teams, self.mine.teams, self.theirs.teams, teams)

    # ----------------------------------------------------------------------------------------------------- the course

    def progress(self, _: Any, base: Any, mine: Any, theirs: Any) -> Any:
        if same(mine, theirs) or same(base, theirs):
            return mine
        if same(base, mine):
            return theirs
        b, m, t = (NO_PROGRESS if each is MISSING else each for each in (base, mine, theirs))
        new: dict[str, Any] = {
            name: self.quietly(getattr(b, name), getattr(m, name), getattr(t, name))
            for name in ("done", "shown", "names_shown", "touched", "started", "item", "ended")
        }
        new["rounds"] = max(m.rounds, t.rounds)
        new["skipped"] = members(b.skipped, m.skipped, t.skipped)
        new["extra"] = self.quiet_table(b.extra, m.extra, t.extra)
        return Progress(**new)

    def plan(self, base: Plan, mine: Plan, theirs: Plan) -> Plan:
        if mine == theirs or base == theirs:
            return mine
        if base == mine:
            return theirs
        new: dict[str, Any] = {
            name: self.quietly(getattr(base, name), getattr(mine, name), getattr(theirs, name))
            for name in ("start", "end", "until")
        }
        for name in ("fixed", "minutes", "extra"):
            new[name] = self.quiet_table(getattr(base, name), getattr(mine, name), getattr(theirs, name))
        new["dropped"] = members(base.dropped, mine.dropped, theirs.dropped)
        new["taken"] = (*mine.taken, *(each for each in theirs.taken if each not in mine.taken and each not in base.taken))
        return Plan(**new)

    def times(self) -> tuple[Visit, ...]:
        """Mine keep their rows: whoever counts a stay knows it by its row."""
        if self.theirs.times == self.mine.times or self.theirs.times == self.base.times:
            return self.mine.times
        base, theirs = _stays(self.base.times), _stays(self.theirs.times)
        own = _stays(self.mine.times)
        rows: list[Visit] = []
        for key, visit in own.items():
            other = theirs.get(key)
            if other is None and base.get(key) == visit:
                continue  # taken out there, and left as it was here
            rows.append(replace(visit, seconds=max(visit.seconds, other.seconds)) if other is not None else visit)
        rows += [visit for key, visit in theirs.items() if key not in own and base.get(key) != visit]
        return self.mine.times if tuple(rows) == self.mine.times else tuple(rows)


def hung(base: Session, session: Session) -> frozenset[str]:
    """The ids of all that something was written under since: rows, columns, items of a section, what things belong to."""
    found: set[str] = set()
    for step, answer in session.answers.items():
        before = base.answer(step)
        if answer is before:
            continue
        for spot, cell in answer.cells.items():
            if not same(before.cells.get(spot), cell):
                found |= {spot.at, spot.of, spot.across}
        for id, item in answer.items.items():
            if not item.gone and not same(before.items.get(id), item):
                found |= {item.of, item.at}
    return frozenset(found - {""})


def _all(value: Any, kind: type) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, kind) for each in value)


def _identical(a: Mapping[Any, Any], b: Mapping[Any, Any]) -> bool:
    return len(a) == len(b) and all(key == other and a[key] is b[other] for key, other in zip(a, b, strict=True))


def _inside(groups: Mapping[str, Any]) -> dict[str, str]:
    """Which group (of a cell) or team each thing lies in."""
    found: dict[str, str] = {}
    for id, group in groups.items():
        inside: Iterable[str] = group if isinstance(group, tuple) else () if group.gone else group.items
        for each in inside:
            found.setdefault(each, id)
    return found


def _stays(times: tuple[Visit, ...]) -> dict[tuple[str, str, int, datetime, int], Visit]:
    """Each stay under what tells it from the others; of two that nothing tells apart, by their order."""
    found: dict[tuple[str, str, int, datetime, int], Visit] = {}
    for visit in times:
        number = 0
        while (key := (visit.step, visit.at, visit.round, visit.start, number)) in found:
            number += 1
        found[key] = visit
    return found
