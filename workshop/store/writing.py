"""A session as text. Most of it was encoded at the last save and is joined, not made again.

A piece is one item, one entry, one cell or one block of the header. It is encoded once, read back at once and compared, and
kept beside the value it came from; values never change, so a piece holds for as long as the same value stands in the
session. A save costs what the change costs, and a join.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import is_, itemgetter
from typing import Any

from workshop.session.model import LOGS, Answer, Cell, Group, Here, Item, Items, Made, Plan, Progress, Session, Spot, Visit
from workshop.store.keeping import Order, Run
from workshop.store.pieces import (
    LAYERS,
    group_table,
    header,
    inline,
    item_table,
    key,
    line,
    path,
    plain,
    readable,
    same,
    utc,
    with_extra,
)

HEADERS_DEEP = 13
"""So many keys a heading may have where a table of unknown keys goes deep; what lies deeper is written inline."""


class Unfaithful(Exception):
    """A piece that did not read back as it was: a fault of this program. Nothing was written."""


class _Step:
    """What is kept of one step."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self.text = b""
        self.items: Run[str, Item] = Run()
        self.cells: Run[Spot, Cell] = Run()
        self.order = Order()
        self.lines: dict[Spot, dict[str, Run[str, Any]]] = {}  # of a cell's own parts: one of a thousand changes
        self.rounds = False
        self.headed = False


_round = itemgetter(0)


class Encoder:
    """Makes the file's text of one session, again and again as it grows. Not for two threads at once.

    `order` is the order of the scenario's steps: so stand the answers; steps not named in it come after, as they are.
    `check` off leaves the reading back to the caller (who just read the same text from the disk).
    """

    def __init__(self, order: Sequence[str] = (), *, check: bool = True) -> None:
        self.order = tuple(order)
        self.check = check
        self._slots: dict[str, tuple[tuple[Any, ...], bytes]] = {}
        self._steps: dict[str, _Step] = {}
        self._logs: dict[str, Run[str, Item]] = {name: Run() for name in LOGS}
        self._progress: Run[tuple[str, str], Progress] = Run()
        self._visits: Run[int, Visit] = Run()

    def encode(self, session: Session) -> bytes:
        """The whole file. Raises `Unfaithful` where a new piece does not read back as it was."""
        return b"".join(self._parts(session))

    def _parts(self, session: Session) -> list[bytes]:
        extra = session.extra
        # What the program writes itself goes before an unknown value of the same name (a hand edit of another type).
        left = {name: each for name, each in extra.items() if not _is_written(session, name)} if extra else {}
        parts = [
            self._header(session).encode(),
            self._slot("people", self._people, session.people),
            self._slot("scenario", self._scenario, session.scenario),
            self._slot("earlier", self._earlier, session.earlier),
            self._slot("teams", self._teams, session.teams),
            *[self._line(name, each).encode() for name, each in left.items() if not isinstance(each, Mapping)],
        ]
        parts += self._progress.of(_by_name(session.progress), self._progress_block)
        parts += [self._step(name, session.answers[name]) for name in self._ordered(session)]
        for gone in self._steps.keys() - session.answers.keys():
            del self._steps[gone]
        parts += [self._slot(name, partial(self._log, name), getattr(session, name)) for name in LOGS]
        parts.append(self._slot("plan", self._plan, session.plan))
        parts += self._visits.of(dict(enumerate(session.times)), self._visit)
        if session.orphans:
            parts.append(self._slot("orphans", self._deep, _ORPHANS, session.orphans))
        parts += [self._deep((name,), each).encode() for name, each in left.items() if isinstance(each, Mapping)]
        parts.append(self._slot("snapshot", self._snapshot, session.snapshot, extra.get("snapshot")))
        return parts

    def _ordered(self, session: Session) -> list[str]:
        first = [name for name in self.order if name in session.answers]
        return first + [name for name in session.answers if name not in set(first)] if first else list(session.answers)

    # ------------------------------------------------------------------------------------------------------- keeping

    def _slot(self, name: str, make: Callable[..., str], *kept: Any) -> bytes:
        found = self._slots.get(name)
        if found is None or not all(map(is_, found[0], kept)):
            self._slots[name] = found = (kept, make(*kept).encode())
        return found[1]

    def _checked(self, text: str, expected: dict[str, Any]) -> str:
        if self.check and not same(tomllib.loads(text), expected):
            raise Unfaithful(text[:200])
        return text

    def _line(self, name: str, kept: Any) -> str:
        table = plain({name: kept})
        return "".join([self._checked(line(each, table[each]), table) for each in table])

    def _item(self, _: str, item: Item) -> bytes:
        return self._entry(item_table(item)).encode()

    def _placed(self, name: str, kept: Any) -> bytes:
        return self._line(name, readable(kept)).encode()

    def _entry(self, table: dict[str, Any]) -> str:
        """One item on a line of its own."""
        text = inline(table)
        self._checked(f"x = {text}", {"x": table})
        return f"  {text},\n"

    def _block(self, names: tuple[str, ...], table: dict[str, Any]) -> str:
        text = header(names) + "".join([line(name, each) for name, each in table.items()])
        for name in reversed(names):
            table = {name: table}
        return self._checked(text, plain(table))

    # -------------------------------------------------------------------------------------------------------- header

    def _header(self, session: Session) -> str:
        table: dict[str, Any] = {"format": session.format, "uuid": session.uuid, "title": session.title}
        for name in ("client", "place", "facilitator", "summary"):
            if getattr(session, name):
                table[name] = getattr(session, name)
        table["lang"] = session.lang
        if session.names != "shown":
            table["names"] = session.names
        if session.alone:
            table["alone"] = True
        beside = session.extra.get("here")
        here: Any = {name: each for name, each in zip(Here._fields, session.here, strict=True) if each}
        if isinstance(beside, Mapping):
            with_extra(here, beside)
        if here or beside is not None:
            table["here"] = here or beside
        table |= {"created": utc(session.created), "changed": utc(session.changed), "rev": session.rev}
        table = plain(table)
        return self._checked("".join([line(name, each) for name, each in table.items()]), table)

    def _listed(self, name: str, tables: Sequence[dict[str, Any]]) -> str:
        return f"{key(name)} = [\n{''.join(map(self._entry, tables))}]\n"

    def _people(self, people: Sequence[Any]) -> str:
        tables = []
        for person in people:
            table: dict[str, Any] = {"id": person.id, "name": person.name}
            if person.roles:
                table["roles"] = person.roles
            with_extra(table, person.extra)
            if person.gone:
                table["gone"] = True
            tables.append(plain(table))
        return self._listed("people", tables) if tables else ""

    def _scenario(self, made: Made) -> str:
        if made == Made():
            return ""
        table = {name: each for name in ("id", "version", "sha256") if (each := getattr(made, name))}
        with_extra(table, made.extra)
        return self._line("scenario", table)

    def _earlier(self, earlier: Mapping[str, str]) -> str:
        return self._line("earlier", earlier) if earlier else ""

    def _teams(self, teams: Mapping[str, Any]) -> str:
        text = "".join([f"{path(('teams', name))} = {inline(plain(of))}\n" for name, of in teams.items()])
        return self._checked(text, {"teams": plain(teams)} if teams else {})

    def _progress_block(self, where: tuple[str, str], progress: Progress) -> bytes:
        name, at = where
        table: dict[str, Any] = {}
        if progress.done:
            table["done"] = True
        if progress.rounds != 1:
            table["rounds"] = progress.rounds
        if progress.skipped:
            table["skipped"] = progress.skipped
        if progress.shown is not None:
            table["shown"] = progress.shown
        if progress.names_shown:
            table["names_shown"] = True
        if progress.touched:
            table["touched"] = True
        if progress.started:
            table["started"] = True
        if progress.item:
            table["item"] = progress.item
        if progress.ended:
            table["ended"] = progress.ended
        with_extra(table, {name: each for name, each in progress.extra.items() if name != "at"})
        names = ("progress", name, "at", at) if at else ("progress", name)
        return f"\n{self._block(names, plain(table))}".encode() if table else b""

    # ------------------------------------------------------------------------------------------------------- answers

    def _step(self, name: str, answer: Answer) -> bytes:
        kept = self._steps.setdefault(name, _Step())
        if kept.answer is answer:
            return kept.text
        parts = [b"\n"]
        headed = bool(answer.items or answer.extra)
        if headed or not answer.cells:
            parts.append(header(("answers", name)).encode())
            parts += [self._line(each, beside).encode() for each, beside in answer.extra.items() if each != "items"]
        if headed:
            parts.append(b"items = [\n")
            parts += kept.items.of(answer.items, self._item)
            parts.append(b"]\n")
        # A field of an ask may be called `items`: only below the layer of rounds is it told from the items of a list.
        rounds = max(map(_round, answer.cells), default=1) > 1 or "items" in answer.cell(Spot())
        if (rounds, headed) != (kept.rounds, kept.headed):
            kept.rounds, kept.headed, kept.cells, kept.lines = rounds, headed, Run(), {}
        for gone in [spot for spot in kept.lines if spot not in answer.cells]:
            del kept.lines[gone]
        texts = kept.cells.of(answer.cells, lambda spot, cell: self._cell(name, kept, spot, cell))
        places = kept.order.of(answer.cells)
        if headed and Spot() in answer.cells and not rounds:  # its keys stand under the heading of the list
            first = list(answer.cells).index(Spot())
            places = [first, *(place for place in places if place != first)]
        parts += map(texts.__getitem__, places)
        kept.answer, kept.text = answer, b"".join(parts)
        return kept.text

    def _cell(self, step: str, kept: _Step, spot: Spot, cell: Cell) -> bytes:
        names = _layers(step, spot, kept.rounds)
        old, runs = kept.lines.get(spot, {}), dict[str, Run[str, Any]]()
        own: list[bytes] = []
        below: list[bytes] = []
        for field, each in cell.items():
            name = _beside_layers(field, spot)
            if isinstance(each, Mapping) and each:
                runs[field] = run = old.get(field) or Run()
                below += [header((*names, name)).encode(), *run.of(each, self._placed)]
            elif _all(each, Group):
                runs[field] = run = old.get(field) or Run()
                below += run.of(_by_id(each), partial(self._group, (*names, name)))
            elif _all(each, Item):
                runs[field] = run = old.get(field) or Run()
                own += [f"{key(name)} = [\n".encode(), *run.of(_by_id(each), self._item), b"]\n"]
            else:
                own.append(self._placed(name, each))
        if not (kept.headed and len(names) == 2) and (own or not below):
            own.insert(0, header(names).encode())
        if runs:
            kept.lines[spot] = runs
        else:
            kept.lines.pop(spot, None)
        return b"".join(own + below)

    def _group(self, names: tuple[str, ...], _: str, group: Group) -> bytes:
        table = group_table(group)
        body = "".join([self._checked(line(name, each), {name: each}) for name, each in table.items()])
        return f"[[{path(names)}]]\n{body}".encode()

    # ---------------------------------------------------------------------------------------------------------- rest

    def _log(self, name: str, items: Items) -> str:
        def block(_: str, item: Item) -> bytes:
            table = item_table(item)
            text = f"\n[[{name}]]\n" + "".join([line(each, value) for each, value in table.items()])
            return self._checked(text, {name: [table]}).encode()

        return b"".join(self._logs[name].of(items, block)).decode()

    def _plan(self, plan: Plan) -> str:
        table: dict[str, Any] = {}
        if plan.start is not None:
            table["start"] = utc(plan.start)
        if plan.end is not None:
            table["end"] = utc(plan.end)
        if plan.until is not None:
            table["until"] = utc(plan.until)
        if plan.fixed:
            table["fixed"] = {step: utc(when) for step, when in plan.fixed.items()}
        if plan.minutes:
            table["minutes"] = plan.minutes
        if plan.dropped:
            table["dropped"] = plan.dropped
        if plan.taken:
            table["taken"] = plan.taken
        with_extra(table, plan.extra)
        return "\n" + self._block(("plan",), plain(table)) if table else ""

    def _visit(self, _: int, visit: Visit) -> bytes:
        table: dict[str, Any] = {"step": visit.step}
        if visit.at:
            table["at"] = visit.at
        if visit.round != 1:
            table["round"] = visit.round
        table |= {"from": utc(visit.start), "seconds": visit.seconds}
        with_extra(table, visit.extra)
        table = plain(table)
        text = "\n[[times]]\n" + "".join([line(name, each) for name, each in table.items()])
        return self._checked(text, {"times": [table]}).encode()

    def _deep(self, names: tuple[str, ...], table: Mapping[str, Any]) -> str:
        """A table of any depth, under headings of its own."""
        own: list[str] = []
        below: list[str] = []
        for name, each in table.items():
            if isinstance(each, Mapping) and len(names) < HEADERS_DEEP:
                below.append(self._deep((*names, name), each))
            elif isinstance(each, (list, tuple)) and each and all(isinstance(entry, Mapping) for entry in each):
                own.append(self._listed(name, [plain(entry) for entry in each]))
            else:
                own.append(self._line(name, each))
        if own or not below:
            own.insert(0, "\n" + header(names))
        return "".join(own + below)

    def _snapshot(self, text: str, beside: Any) -> str:
        table: dict[str, Any] = dict(beside) if isinstance(beside, Mapping) else {}
        if text:
            table.pop("text", None)
            table["text"] = text
        return "\n" + self._block(("snapshot",), plain(table)) if table else ""


_ORPHANS = ("orphans",)
_ALWAYS = frozenset(
    ("format", "uuid", "title", "client", "lang", "here", "created", "changed", "rev", "progress", "answers", "snapshot")
)
_WHERE_ANY = frozenset(("alone", "place", "facilitator", "summary", "people", "earlier", "teams", "times", "orphans", *LOGS))


def _is_written(session: Session, name: str) -> bool:
    if name in _ALWAYS:
        return True
    if name == "names":
        return session.names != "shown"
    if name == "plan":
        return session.plan != Plan()
    if name == "scenario":
        return session.scenario != Made()
    return name in _WHERE_ANY and bool(getattr(session, name))


def _by_id(each: Sequence[Any]) -> dict[Any, Any]:
    found = {one.id: one for one in each}
    return found if len(found) == len(each) else dict(enumerate(each))  # one id twice is a fault, but no reason to lose one


def _all(value: Any, kind: type) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(each, kind) for each in value)


def _by_name(progress: Mapping[tuple[str, str], Progress]) -> Mapping[tuple[str, str], Progress]:
    """What is told of one step or section together, as a whole before item by item."""
    place: dict[str, int] = {}
    for name, _ in progress:
        place.setdefault(name, len(place))
    return dict(sorted(progress.items(), key=lambda each: (place[each[0][0]], each[0][1] != "")))


def _layers(step: str, spot: Spot, rounds: bool) -> tuple[str, ...]:
    names = ["answers", step]
    if rounds:
        names += ["round", str(spot.round)]
    for layer, id in zip(LAYERS[1:], spot[1:], strict=True):
        if id:
            names += [layer, id]
    return tuple(names)


def _beside_layers(field: str, spot: Spot) -> str:
    """A field's key. No field may be called as a layer is; one that is must still never make the file unreadable."""
    if field not in LAYERS:
        return field
    deepest = max((number for number, id in enumerate(spot) if number and id), default=0)
    return field if LAYERS.index(field) <= deepest and deepest else f"{field}_"
