"""A session as text. Most of it was encoded at the last save and is joined, not made again.

A piece is one item, one entry, one cell or one block of the header. It is encoded once, read back at once and compared, and
kept beside the value it came from; values never change, so a piece holds for as long as the same value stands in the
session. A save costs what the change costs, and a join.
"""

from __future__ import annotations

import tomllib
from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from operator import is_, itemgetter
from typing import Any, NamedTuple

from workshop.session.model import LOGS, Answer, Cell, Group, Here, Item, Items, Made, Plan, Session, Spot, Visit
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
    same,
    utc,
    with_extra,
)

HEADERS_DEEP = 13
"""So many keys a heading may have where a table of unknown keys goes deep; what lies deeper is written inline."""


class Unfaithful(Exception):
    """A piece that did not read back as it was: a fault of this program. Nothing was written."""


class _Cell(NamedTuple):
    cell: Cell
    text: str
    lines: dict[tuple[str, str], tuple[Any, str]]  # its entries and groups, by field and id


class _Step:
    """What is kept of one step."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self.text = ""
        self.items: dict[str, tuple[Item, str]] = {}
        self.cells: dict[Spot, _Cell] = {}
        self.order = _Order()
        self.rounds = False
        self.headed = False


class _Order:
    """The cells of a step as they stand in the file: round, section item, row and column in the order they first came,
    the voices of each by id. (Of nameless voices, the order must not tell who answered first.)"""

    def __init__(self) -> None:
        self._seen: list[Spot] = []
        self._tree: dict[int, dict[str, dict[str, dict[str, list[Spot]]]]] = {}
        self._flat: list[Spot] = []

    def of(self, cells: Mapping[Spot, Cell]) -> list[Spot]:
        spots = list(cells)
        if spots == self._seen:
            return self._flat
        known = len(self._seen)
        if spots[:known] == self._seen:
            fresh = spots[known:]
        else:
            self._tree, fresh = {}, spots
        for spot in fresh:
            across = self._tree.setdefault(spot.round, {}).setdefault(spot.at, {}).setdefault(spot.of, {})
            insort(across.setdefault(spot.across, []), spot, key=_voice)
        self._seen = spots
        self._flat = [
            spot
            for number in sorted(self._tree)
            for rows in self._tree[number].values()
            for columns in rows.values()
            for voices in columns.values()
            for spot in voices
        ]
        return self._flat


_round = itemgetter(0)


def _voice(spot: Spot) -> str:
    return spot.by


class Encoder:
    """Makes the file's text of one session, again and again as it grows. Not for two threads at once.

    `order` is the order of the scenario's steps: so stand the answers; steps not named in it come after, as they are.
    `check` off leaves the reading back to the caller (who just read the same text from the disk).
    """

    def __init__(self, order: Sequence[str] = (), *, check: bool = True) -> None:
        self.order = tuple(order)
        self.check = check
        self._slots: dict[str, tuple[tuple[Any, ...], str]] = {}
        self._steps: dict[str, _Step] = {}
        self._logs: dict[str, dict[str, tuple[Item, str]]] = {}
        self._progress: dict[tuple[str, str], tuple[Any, str]] = {}
        self._visits: list[tuple[Visit, str]] = []

    def encode(self, session: Session) -> bytes:
        """The whole file. Raises `Unfaithful` where a new piece does not read back as it was."""
        return "".join(self._parts(session)).encode()

    def _parts(self, session: Session) -> list[str]:
        extra = session.extra
        # What the program writes itself goes before an unknown value of the same name (a hand edit of another type).
        left = {name: each for name, each in extra.items() if not _is_written(session, name)} if extra else {}
        parts = [
            self._header(session),
            self._slot("people", self._people, session.people),
            self._slot("scenario", self._scenario, session.scenario),
            self._slot("earlier", self._earlier, session.earlier),
            self._slot("teams", self._teams, session.teams),
            *[self._line(name, each) for name, each in left.items() if not isinstance(each, Mapping)],
        ]
        parts += [self._progress_block(name, at, done) for (name, at), done in session.progress.items()]
        self._forget(self._progress, session.progress)
        parts += [self._step(name, session.answers[name]) for name in self._ordered(session)]
        self._forget(self._steps, session.answers)
        parts += [self._slot(name, self._log, name, getattr(session, name)) for name in LOGS]
        parts.append(self._slot("plan", self._plan, session.plan))
        parts += self._times(session.times)
        if session.orphans:
            parts.append(self._slot("orphans", self._deep, _ORPHANS, session.orphans))
        parts += [self._deep((name,), each) for name, each in left.items() if isinstance(each, Mapping)]
        parts.append(self._slot("snapshot", self._snapshot, session.snapshot, extra.get("snapshot")))
        return parts

    def _ordered(self, session: Session) -> list[str]:
        first = [name for name in self.order if name in session.answers]
        return first + [name for name in session.answers if name not in set(first)] if first else list(session.answers)

    # ------------------------------------------------------------------------------------------------------- keeping

    def _slot(self, name: str, make: Callable[..., str], *kept: Any) -> str:
        found = self._slots.get(name)
        if found is None or not all(map(is_, found[0], kept)):
            self._slots[name] = found = (kept, make(*kept))
        return found[1]

    @staticmethod
    def _forget(kept: dict[Any, Any], live: Mapping[Any, Any]) -> None:
        if len(kept) > len(live):
            for gone in kept.keys() - live.keys():
                del kept[gone]

    def _checked(self, text: str, expected: dict[str, Any]) -> str:
        if self.check and not same(tomllib.loads(text), expected):
            raise Unfaithful(text[:200])
        return text

    def _line(self, name: str, kept: Any) -> str:
        table = plain({name: kept})
        return "".join([self._checked(line(each, table[each]), table) for each in table])

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
        if session.client:
            table["client"] = session.client
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

    def _progress_block(self, name: str, at: str, progress: Any) -> str:
        found = self._progress.get((name, at))
        if found is not None and found[0] is progress:
            return found[1]
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
        if progress.started:
            table["started"] = True
        if progress.item:
            table["item"] = progress.item
        if progress.ended:
            table["ended"] = progress.ended
        with_extra(table, {name: each for name, each in progress.extra.items() if name != "at"})
        names = ("progress", name, "at", at) if at else ("progress", name)
        text = "\n" + self._block(names, plain(table)) if table else ""
        self._progress[name, at] = (progress, text)
        return text

    # ------------------------------------------------------------------------------------------------------- answers

    def _step(self, name: str, answer: Answer) -> str:
        kept = self._steps.setdefault(name, _Step())
        if kept.answer is answer:
            return kept.text
        parts = ["\n"]
        headed = bool(answer.items or answer.extra)
        if headed or not answer.cells:
            parts.append(header(("answers", name)))
            parts += [self._line(each, beside) for each, beside in answer.extra.items() if each != "items"]
        if headed:
            parts.append("items = [\n")
            parts += self._items(kept, answer.items)
            parts.append("]\n")
        rounds = max(map(_round, answer.cells), default=1) > 1
        if (rounds, headed) != (kept.rounds, kept.headed):
            kept.rounds, kept.headed, kept.cells = rounds, headed, {}
        old, kept.cells = kept.cells, {}
        order = kept.order.of(answer.cells)
        if headed and Spot() in answer.cells and not rounds:  # its keys stand under the heading of the list
            order = [Spot(), *(spot for spot in order if spot != Spot())]
        for spot in order:
            cell = answer.cells[spot]
            piece = old.get(spot)
            if piece is None or piece.cell is not cell:
                piece = self._cell(_layers(name, spot, rounds), spot, cell, piece.lines if piece else {}, headed)
            kept.cells[spot] = piece
            parts.append(piece.text)
        kept.answer, kept.text = answer, "".join(parts)
        return kept.text

    def _items(self, kept: _Step, items: Items) -> list[str]:
        old, kept.items = kept.items, {}
        now = kept.items
        for id, item in items.items():
            piece = old.get(id)
            if piece is None or piece[0] is not item:
                piece = (item, self._entry(item_table(item)))
            now[id] = piece
        return [piece[1] for piece in now.values()]

    def _cell(
        self,
        names: tuple[str, ...],
        spot: Spot,
        cell: Cell,
        old: dict[tuple[str, str], tuple[Any, str]],
        headed: bool,
    ) -> _Cell:
        lines: dict[tuple[str, str], tuple[Any, str]] = {}

        def piece(field: str, id: str, kept: Any, make: Callable[[], str]) -> str:
            found = old.get((field, id))
            if found is None or found[0] is not kept:
                found = (kept, make())
            lines[field, id] = found
            return found[1]

        own: list[str] = []
        below: list[str] = []
        for field, kept in cell.items():
            name = _beside_layers(field, spot)
            if isinstance(kept, Mapping) and kept:
                below.append(header((*names, name)))
                below += [
                    piece(field, id, each, lambda id=id, each=each: self._line(id, each))  # type: ignore[misc]
                    for id, each in kept.items()
                ]
            elif isinstance(kept, tuple) and kept and all(isinstance(each, Group) for each in kept):
                below += [
                    piece(field, each.id, each, lambda each=each, name=name: self._group((*names, name), each))  # type: ignore[misc]
                    for each in kept
                ]
            elif isinstance(kept, tuple) and kept and all(isinstance(each, Item) for each in kept):
                own.append(f"{key(name)} = [\n")
                own += [
                    piece(field, each.id, each, lambda each=each: self._entry(item_table(each)))  # type: ignore[misc]
                    for each in kept
                ]
                own.append("]\n")
            else:
                own.append(self._line(name, kept))
        if not (headed and len(names) == 2) and (own or not below):
            own.insert(0, header(names))
        return _Cell(cell, "".join(own + below), lines)

    def _group(self, names: tuple[str, ...], group: Group) -> str:
        table = group_table(group)
        body = "".join([self._checked(line(name, each), {name: each}) for name, each in table.items()])
        return f"[[{path(names)}]]\n{body}"

    # ---------------------------------------------------------------------------------------------------------- rest

    def _log(self, name: str, items: Items) -> str:
        old, kept = self._logs.get(name, {}), {}
        for id, item in items.items():
            piece = old.get(id)
            if piece is None or piece[0] is not item:
                table = item_table(item)
                text = f"\n[[{name}]]\n" + "".join([line(each, value) for each, value in table.items()])
                piece = (item, self._checked(text, {name: [table]}))
            kept[id] = piece
        self._logs[name] = kept
        return "".join([piece[1] for piece in kept.values()])

    def _plan(self, plan: Plan) -> str:
        table: dict[str, Any] = {}
        if plan.start is not None:
            table["start"] = utc(plan.start)
        if plan.end is not None:
            table["end"] = utc(plan.end)
        if plan.minutes:
            table["minutes"] = plan.minutes
        if plan.dropped:
            table["dropped"] = plan.dropped
        if plan.taken:
            table["taken"] = plan.taken
        with_extra(table, plan.extra)
        return "\n" + self._block(("plan",), plain(table)) if table else ""

    def _times(self, visits: Sequence[Visit]) -> list[str]:
        kept = self._visits[: len(visits)]
        for number, visit in enumerate(visits):
            if number < len(kept) and kept[number][0] is visit:
                continue
            table: dict[str, Any] = {"step": visit.step}
            if visit.at:
                table["at"] = visit.at
            table |= {"from": utc(visit.start), "seconds": visit.seconds}
            with_extra(table, visit.extra)
            table = plain(table)
            text = "\n[[times]]\n" + "".join([line(name, each) for name, each in table.items()])
            kept[number : number + 1] = [(visit, self._checked(text, {"times": [table]}))]
        self._visits = kept
        return [text for _, text in kept]

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
_WHERE_ANY = frozenset(("alone", "people", "earlier", "teams", "times", "orphans", *LOGS))


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
