"""A session from the text of its file.

People edit these files by hand, and newer versions of the program write more than this one knows. So: what is not known is
kept where it stood; what is nearly right is put right and told (a note); what cannot be understood is refused with its place.
"""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard, TypeVar

from workshop import limits
from workshop.errors import BadFile
from workshop.session.aside import Aside
from workshop.session.model import (
    FORMAT,
    LOGS,
    Answer,
    Cell,
    Group,
    Here,
    Item,
    Items,
    Made,
    Person,
    Plan,
    Progress,
    Session,
    Spot,
    Visit,
    new_id,
)
from workshop.store.faults import Note
from workshop.store.pieces import BIGGEST, LAYERS, path, utc
from workshop.store.scan import line_of, parse, text_of
from workshop.text import clean

MOST_NOTES = 1_000
"""So many repairs are told of by name; of more, how many they were."""
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


T = TypeVar("T")


class Decoded(NamedTuple):
    session: Session
    notes: tuple[Note, ...] = ()
    newer: bool = False
    """Made by a newer version: what this one understands of it can be read; it must not be written."""


def decode(data: bytes | str, *, path: str | Path | None = None) -> Decoded:
    """The session in a file's bytes (or text), with what had to be put right. BadFile where it cannot be understood.

    `path` only names the file in what is told.
    """
    text = text_of(data, path)
    return _Reader(text, path).session(parse(text, path))


def answer_of(table: dict[str, Any]) -> Answer | None:
    """A step's answer from its table alone, as it lies among the orphans; None where it is none. The table is used up."""
    reader = _Reader("", None)
    try:
        answer = reader.answers({"orphan": table})["orphan"]
    except BadFile:
        return None
    return None if reader.notes else answer


class _Reader:
    def __init__(self, text: str, path: str | Path | None) -> None:
        self.text = text
        self.path = path
        self.notes: list[Note] = []
        self.orphans = Aside({})
        self.count = 0
        self.untold = 0

    # --------------------------------------------------------------------------------------------------------- whole

    def session(self, raw: dict[str, Any]) -> Decoded:
        if not raw.keys() & {"uuid", "answers", "snapshot"} or isinstance(raw.get("step"), list):
            raise BadFile("store.no_session", path=self.path)
        self.clean_keys(raw)
        number = raw.pop("format", FORMAT)
        if type(number) is not int:
            raise self.wrong(("format",))
        extra: dict[str, Any] = {}
        take = _Taker(self, raw, (), extra)
        self.orphans = Aside(take.table("orphans"))
        created, changed = take.moment("created"), take.moment("changed")
        id = take.text("uuid")
        if not id:
            id = str(uuid.uuid4())
            self.tell("store.note.uuid")
        here = take.table("here")
        snapshot = take.table("snapshot")
        session = Session(
            format=number,
            uuid=id,
            title=take.text("title"),
            client=take.text("client"),
            lang=take.lang("lang") or "sv",
            names=take.text("names") or "shown",
            alone=take.truth("alone") or False,
            place=take.text("place"),
            facilitator=take.text("facilitator"),
            summary=take.text("summary"),
            rev=take.whole("rev", 0, limits.VERSION) or 0,
            created=created or changed or LONG_AGO,
            changed=changed or created or LONG_AGO,
            here=self.here(here, extra),
            people=self.people(take.tables("people")),
            scenario=self.made(take.table("scenario")),
            earlier={name: self.as_text(each, ("earlier", name)) for name, each in take.table("earlier").items()},
            teams=self.teams(take.table("teams")),
            progress=self.progress(take.table("progress", must=True)),
            answers=self.answers(take.table("answers", must=True)),
            **{name: self.items(take.tables(name), (name,)) for name in LOGS},
            plan=self.plan(take.table("plan")),
            times=self.times(take.tables("times")),
            snapshot=self.snapshot(snapshot, extra),
            orphans=self.orphans.orphans,
            extra=_beside(take.rest()),
        )
        if session.scenario.sha256 and not session.snapshot and number <= FORMAT:
            # The text it was begun with stands last. Without it the file ends too soon, by chance at the end of a line.
            raise BadFile("store.cut_short", path=self.path, line=self.text.count("\n"))
        if self.count > limits.ITEMS:
            self.tell("store.note.many", n=self.count, most=limits.ITEMS)
        if len(session.people) > limits.VOICES:
            self.tell("store.note.many_voices", n=len(session.people), most=limits.VOICES)
        if self.untold:
            self.notes.append(Note("store.note.more", {"n": self.untold}))
        return Decoded(session, tuple(self.notes), number > FORMAT)

    def clean_keys(self, raw: dict[str, Any]) -> None:
        """Keys are ids and names: they are drawn as other texts are, and cleaned as those."""
        pile: list[Any] = [raw]
        while pile:
            holder = pile.pop()
            if holder.__class__ is dict:
                if not all(name.isascii() and name.isprintable() for name in holder):
                    self.clean_table(holder)
                pile += holder.values()
            elif holder.__class__ is list:
                pile += holder

    def clean_table(self, table: dict[str, Any]) -> None:
        plain = {name: clean(name) for name in table}
        if all(name == kept for name, kept in plain.items()):
            return
        whole = dict(table)
        table.clear()
        for name, value in whole.items():
            kept = plain[name]
            while kept in table or (kept != name and kept in whole):
                kept += "_"
            if kept != name:
                self.tell("store.note.key", name=kept)
            table[kept] = value

    def here(self, raw: dict[str, Any], extra: dict[str, Any]) -> Here:
        known = {name: raw.pop(name) for name in Here._fields if isinstance(raw.get(name), str)}
        if raw:
            extra["here"] = raw
        return Here(**known)

    def snapshot(self, raw: dict[str, Any], extra: dict[str, Any]) -> str:
        text = raw.pop("text", "")
        if not isinstance(text, str):
            raise self.wrong(("snapshot", "text"))
        if raw:
            extra["snapshot"] = raw
        return text  # as it is: its checksum is in the header, and the scenario floor cleans what it shows

    def people(self, raws: list[dict[str, Any]]) -> tuple[Person, ...]:
        people: list[Person] = []
        taken = {raw["id"] for raw in raws if isinstance(raw.get("id"), str)}
        seen: set[str] = set()
        free = 1
        for number, raw in enumerate(raws):
            where = ("people", str(number + 1))
            extra: dict[str, Any] = {}
            take = _Taker(self, raw, where, extra)
            id, name = take.text("id"), take.text("name")
            if not id or id in seen:
                free = max(free, len(taken) + 1)
                while f"p{free}" in taken:
                    free += 1
                self.tell("store.note.person_twice" if id else "store.note.person_id", name=name)
                id = f"p{free}"
                taken.add(id)
            seen.add(id)
            roles, gone = take.texts("roles"), take.truth("gone") or False
            people.append(Person(id=id, name=name, roles=roles, gone=gone, extra=take.rest()))
        return tuple(people)

    def made(self, raw: dict[str, Any]) -> Made:
        take = _Taker(self, raw, ("scenario",), {})
        return Made(id=take.text("id"), version=take.text("version"), sha256=take.text("sha256"), extra=take.rest())

    def teams(self, raw: dict[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
        teams: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, of in raw.items():
            if not isinstance(of, dict):
                raise self.wrong(("teams", name))
            teams[name] = {}
            for id, members in of.items():
                if not isinstance(members, (list, str)):
                    raise self.wrong(("teams", name, id))
                members = [members] if isinstance(members, str) else members
                teams[name][id] = tuple(self.as_text(each, ("teams", name, id)) for each in members)
        return teams

    def progress(self, raw: dict[str, Any]) -> dict[tuple[str, str], Progress]:
        found: dict[tuple[str, str], Progress] = {}
        for name, table in raw.items():
            if not isinstance(table, dict):
                raise self.wrong(("progress", name))
            below = table.pop("at", {})
            if not isinstance(below, dict) or not all(isinstance(each, dict) for each in below.values()):
                raise self.wrong(("progress", name, "at"))
            if table:
                found[name, ""] = self.come(table, ("progress", name))
            for at, each in below.items():
                if not at:
                    raise self.wrong(("progress", name, "at", at))
                found[name, at] = self.come(each, ("progress", name, "at", at))
        return found

    def come(self, raw: dict[str, Any], where: tuple[str, ...]) -> Progress:
        take = _Taker(self, raw, where, {})
        return Progress(
            done=take.truth("done") or False,
            rounds=take.whole("rounds", 1, limits.ROUNDS) or 1,
            skipped=take.texts("skipped"),
            shown=take.truth("shown"),
            names_shown=take.truth("names_shown") or False,
            touched=take.truth("touched") or False,
            started=take.truth("started") or False,
            item=take.text("item"),
            ended=take.text("ended"),
            extra=take.rest(),
        )

    def plan(self, raw: dict[str, Any]) -> Plan:
        take = _Taker(self, raw, ("plan",), {})
        minutes = raw.get("minutes")
        if isinstance(minutes, dict) and all(_is_number(each) and 0 <= each <= limits.MINUTES for each in minutes.values()):
            del raw["minutes"]
        else:
            minutes = {}
        taken = raw.get("taken")
        if isinstance(taken, list) and all(isinstance(each, dict) for each in taken):
            del raw["taken"]
        else:
            taken = []
        fixed = raw.get("fixed")
        if isinstance(fixed, dict) and all(isinstance(each, datetime) and _is_day(each) for each in fixed.values()):
            del raw["fixed"]
        else:
            fixed = {}
        return Plan(
            start=take.moment("start"),
            end=take.moment("end"),
            until=take.moment("until"),
            fixed={step: utc(when) for step, when in fixed.items()},
            minutes=minutes,
            dropped=take.texts("dropped"),
            taken=tuple(taken),
            extra=take.rest(),
        )

    def times(self, raws: list[dict[str, Any]]) -> tuple[Visit, ...]:
        visits: list[Visit] = []
        for number, raw in enumerate(raws):
            take = _Taker(self, raw, ("times", str(number + 1)), {})
            if isinstance(raw.get("from"), date) and not _is_day(raw["from"]):
                self.orphans.put("times", (str(number + 1),), raw)
                self.tell("store.note.aside", place=path(("times", str(number + 1))))
                continue
            start = take.moment("from")
            if start is None:
                raise self.wrong(("times", "from"), number)
            seconds: float = 0
            if _is_number(given := raw.get("seconds")) and 0 <= given <= limits.SECONDS:
                seconds = raw.pop("seconds")
            elif "seconds" in raw:
                take.unknown("seconds", None)
                _kept_beside(raw, "seconds")
            visit = Visit(
                step=take.text("step"),
                at=take.text("at"),
                round=take.whole("round", 1, limits.ROUNDS) or 1,
                start=start,
                seconds=seconds,
                extra=take.rest(),
            )
            visits.append(visit)
        return tuple(visits)

    # ------------------------------------------------------------------------------------------------------- answers

    def answers(self, raw: dict[str, Any]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for step, table in raw.items():
            where = ("answers", step)
            if not isinstance(table, dict):
                raise self.wrong(where)
            items: Items = {}
            extra: dict[str, Any] = {}
            cells: dict[Spot, Cell] = {}
            if "items" in table:
                rows = table.pop("items")
                if not isinstance(rows, list):
                    raise self.wrong((*where, "items"))
                items = self.items(self.rows(rows, (*where, "items")), (*where, "items"))
                extra = {name: table.pop(name) for name in list(table) if name not in LAYERS}
            self.layers(table, step, {}, 0, cells)
            answers[step] = Answer(items=items, cells=cells, extra=extra)
        return answers

    def layers(self, table: dict[str, Any], step: str, at: dict[str, Any], depth: int, cells: dict[Spot, Cell]) -> None:
        """One table below `answers.<step>`: what is a layer goes down, the rest is the cell here."""
        where = tuple(name for layer, id in at.items() for name in (layer, str(id)))
        below = {name: table.pop(name) for name in list(table) if name in LAYERS[depth:]}
        if table:
            self.cell(table, step, where, Spot(**at), cells)
        for layer, each in below.items():
            if not isinstance(each, dict):
                self.aside(step, where, {layer: each})
                continue
            for id, deeper in each.items():
                fits = _is_round(id) if layer == "round" else bool(id)
                if not isinstance(deeper, dict) or not fits:
                    self.aside(step, (*where, layer), {id: deeper})
                    continue
                spot = {**at, layer: int(id) if layer == "round" else id}
                self.layers(deeper, step, spot, LAYERS.index(layer) + 1, cells)

    def cell(self, table: dict[str, Any], step: str, where: tuple[str, ...], spot: Spot, cells: dict[Spot, Cell]) -> None:
        cell = {name: self.said(name, each, ("answers", step, *where, name)) for name, each in table.items()}
        if spot in cells:  # written both with the layer `round` and without it
            twice = {name: each for name, each in table.items() if name in cells[spot]}
            if twice:
                self.aside(step, where, twice)
            cell = {**cell, **cells[spot]}
        cells[spot] = cell

    def said(self, name: str, raw: Any, where: tuple[str, ...]) -> Any:
        """One value of a cell."""
        if isinstance(raw, list) and raw and all(isinstance(each, dict) for each in raw):
            if name == "groups" and not all("text" in each and "items" not in each for each in raw):
                return self.groups(raw, where)
            if all(isinstance(each.get("id"), str) or isinstance(each.get("text"), str) for each in raw):
                return tuple(self.items(raw, where).values())
        return self.value(raw, where)

    def groups(self, raws: list[dict[str, Any]], where: tuple[str, ...]) -> tuple[Group, ...]:
        groups: list[Group] = []
        seen: set[str] = set()
        for number, raw in enumerate(raws):
            take = _Taker(self, raw, (*where, str(number + 1)), {})
            id, name = take.text("id"), take.text("name")
            id = self.own_id(id, seen, name, where)
            items, gone = take.texts("items"), take.truth("gone") or False
            if "items" in raw:
                _kept_beside(raw, "items")
            groups.append(Group(id=id, name=name, items=items, gone=gone, extra=take.rest()))
        return tuple(groups)

    def rows(self, raws: list[Any], where: tuple[str, ...]) -> list[dict[str, Any]]:
        """A list typed by hand may hold the bare texts."""
        rows: list[dict[str, Any]] = []
        for number, raw in enumerate(raws):
            if isinstance(raw, str):
                raw = {"text": raw}
            elif not isinstance(raw, dict):
                raise self.wrong(where, number)
            rows.append(raw)
        return rows

    def items(self, raws: list[dict[str, Any]], where: tuple[str, ...]) -> dict[str, Item]:
        items: dict[str, Item] = {}
        seen: set[str] = set()
        for number, raw in enumerate(raws):
            place = (*where, str(number + 1))
            text = self.as_text(raw.pop("text", ""), (*place, "text"))
            id = raw.pop("id", "")
            if id.__class__ is not str or not id or id in seen:
                id = self.own_id(self.as_text(id, (*place, "id")), seen, text, where)
            seen.add(id)
            if not raw:
                items[id] = Item(id=id, text=text)
                continue
            take = _Taker(self, raw, place, {})
            items[id] = Item(
                id=id,
                text=text,
                by=take.text("by"),
                of=take.text("of"),
                at=take.text("at"),
                round=take.whole("round", 1, limits.ROUNDS) or 1,
                src=take.texts("src"),
                gone=take.truth("gone") or False,
                fields=take.rest(self.value),
            )
        self.count += len(items)
        return items

    def own_id(self, id: str, seen: set[str], text: str, where: tuple[str, ...]) -> str:
        if not id or id in seen:
            self.tell("store.note.id_twice" if id else "store.note.id_missing", text=_short(text), place=path(where))
            while not id or id in seen:
                id = new_id()
        seen.add(id)
        return id

    def value(self, raw: Any, where: tuple[str, ...]) -> Any:
        """What a person gave, texts cleaned."""
        kind = raw.__class__
        if kind is str:
            return clean(raw)
        if kind is float and not math.isfinite(raw):
            raise self.wrong(where, key="store.no_number")
        if kind is int and not -BIGGEST <= raw < BIGGEST:
            raise self.wrong(where, key="store.no_number")
        if kind is list:
            return [self.value(each, where) for each in raw]
        if kind is dict:
            return {name: self.value(each, (*where, name)) for name, each in raw.items()}
        return raw

    # --------------------------------------------------------------------------------------------------------- words

    def as_text(self, raw: Any, where: tuple[str, ...]) -> str:
        if raw.__class__ is str:
            return clean(raw)
        if isinstance(raw, (dict, list)):
            raise self.wrong(where)
        text = str(raw).lower() if isinstance(raw, bool) else str(raw)
        self.tell("store.note.as_text", place=path(where), text=text)
        return text

    def aside(self, step: str, where: tuple[str, ...], what: dict[str, Any]) -> None:
        """Keep something of a step that cannot stand where it stood."""
        for name, each in what.items():
            self.orphans.put(step, (*where, name), each)
            self.tell("store.note.aside", place=path(("answers", step, *where, name)))

    def tell(self, key: str, **values: object) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(key, values))
        else:
            self.untold += 1

    def wrong(self, where: tuple[str, ...], number: int | None = None, key: str = "store.wrong") -> BadFile:
        line = line_of(self.text, where, number)
        return BadFile(f"{key}_at" if line else key, path=self.path, place=path(where), line=line)


class _Taker:
    """Takes the known keys out of a table; what is left, or of a type that does no harm, is kept as unknown."""

    def __init__(self, reader: _Reader, raw: dict[str, Any], where: tuple[str, ...], extra: dict[str, Any]) -> None:
        self.reader, self.raw, self.where, self.extra = reader, raw, where, extra

    def text(self, name: str) -> str:
        return self.reader.as_text(self.raw.pop(name), (*self.where, name)) if name in self.raw else ""

    def lang(self, name: str) -> str:
        found = self.raw.get(name)
        if not isinstance(found, str) or _LANG.fullmatch(found) is None:
            return self.unknown(name, "")
        del self.raw[name]
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = self.raw.get(name)
        if isinstance(found, str):
            found = [found]
        if not isinstance(found, list):
            nothing: tuple[str, ...] = ()
            return self.unknown(name, nothing)
        del self.raw[name]
        return tuple(self.reader.as_text(each, (*self.where, name)) for each in found)

    def truth(self, name: str) -> bool | None:
        found = self.raw.get(name)
        if not isinstance(found, bool):
            return self.unknown(name, None)
        del self.raw[name]
        return found

    def whole(self, name: str, least: int, most: int) -> int | None:
        found = self.raw.get(name)
        if type(found) is not int or not least <= found <= most:
            return self.unknown(name, None)
        del self.raw[name]
        return found

    def moment(self, name: str) -> datetime | None:
        found = self.raw.get(name)
        if not _is_day(found):
            return self.unknown(name, None)
        del self.raw[name]
        if not isinstance(found, datetime):
            found = datetime(found.year, found.month, found.day)
        return utc(found)

    def table(self, name: str, *, must: bool = False) -> dict[str, Any]:
        found = self.raw.get(name)
        if not isinstance(found, dict):
            if must and found is not None:
                raise self.reader.wrong((*self.where, name))
            empty: dict[str, Any] = {}
            return self.unknown(name, empty)
        del self.raw[name]
        return found

    def tables(self, name: str) -> list[dict[str, Any]]:
        found = self.raw.pop(name, [])
        if not isinstance(found, list):
            raise self.reader.wrong((*self.where, name))
        for number, each in enumerate(found):
            if not isinstance(each, dict):
                raise self.reader.wrong((*self.where, name), number)
        return found

    def unknown(self, name: str, instead: T) -> T:
        if name in self.raw:
            self.reader.tell("store.note.kept", place=path((*self.where, name)))
        return instead

    def rest(self, value: Callable[[Any, tuple[str, ...]], Any] | None = None) -> dict[str, Any]:
        for name, each in self.raw.items():
            self.extra[name] = value(each, (*self.where, name)) if value else each
        return self.extra


def _is_number(raw: Any) -> TypeGuard[float]:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw) and abs(raw) < BIGGEST


def _is_round(id: str) -> bool:
    return id.isascii() and id.isdigit() and len(id) < 6 and id[0] != "0" and int(id) <= limits.ROUNDS


def _is_day(raw: Any) -> TypeGuard[date]:
    """A day, or a moment of one, that can be reckoned with."""
    if not isinstance(raw, date):
        return False
    return limits.FIRST_DAY <= (raw.date() if isinstance(raw, datetime) else raw) <= limits.LAST_DAY


def _beside(extra: dict[str, Any]) -> dict[str, Any]:
    """What could not be used in the place of a key that each save writes lies beside it from now on."""
    for name in ("created", "changed", "rev", "lang", "here", "snapshot"):
        if name in extra and not (name in ("here", "snapshot") and isinstance(extra[name], dict)):
            _kept_beside(extra, name)
    return extra


def _kept_beside(table: dict[str, Any], name: str) -> None:
    number, free = 1, f"{name}_kept"
    while free in table:
        number += 1
        free = f"{name}_kept_{number}"
    table[free] = table.pop(name)


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else line[:39] + "…"
