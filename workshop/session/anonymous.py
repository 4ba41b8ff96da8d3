"""A copy of a session that says what was said and not by whom: to learn from, to lend, to show another client.

People become voices, as in a session that was held without names: random ids, new in every step, that keep their teams
alone. What is `gone` is not in it, nor what could not be understood, nor the course of the day. Other sessions are not
pointed to. Free text stays as it was written: `told` finds the names in it, for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from workshop.scenario.parts import Scenario
from workshop.session.begin import new_uuid
from workshop.session.book import Book
from workshop.session.model import (
    LOGS,
    Answer,
    Cell,
    Group,
    Here,
    Item,
    Items,
    Person,
    Session,
    Spot,
    live,
    new_id,
)
from workshop.text import fold

NAMING = ("owner", "decided_by", "why")
"""What is captured beside a text and often holds somebody's name among other words."""


def names_in(session: Session) -> tuple[str, ...]:
    """Whose names a session knows: its participants', those that left too, and the facilitator's. The longest first."""
    found = {each.strip() for each in (*(person.name for person in session.people), session.facilitator)} - {""}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def owners(session: Session) -> tuple[str, ...]:
    """Who is to do the actions, each once."""
    return tuple(dict.fromkeys(str(owner) for item in live(session.actions) if (owner := item.get("owner"))))


def anonymous(scenario: Scenario, session: Session, somebody: str, now: datetime, *, client: bool = True) -> Session:
    """The copy, with a uuid of its own. `somebody` stands where a name stood; without `client` the client is not named, nor
    the place, and the session is called by its scenario."""
    return _Copy(scenario, session, somebody).made(now, client)


def told(text: str, names: Iterable[str]) -> dict[str, int]:
    """Which of these names stand in a text as whole words, and how often."""
    found = {name: len(_word(name).findall(text)) for name in names}
    return {name: n for name, n in found.items() if n}


def _word(*names: str, case: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.NOFLAG if case else re.IGNORECASE)


class _Copy:
    def __init__(self, scenario: Scenario, session: Session, somebody: str) -> None:
        self.scenario, self.session, self.somebody = scenario, session, somebody
        self.book = Book(scenario, session)
        names = names_in(session)
        self.whole = {fold(name) for name in names}
        # An owner is often called by the first name alone. As it is spelled: `per` is a word too.
        first = [name.split()[0] for name in names]
        self.first = {fold(name) for name in first}
        self.short = _word(*names, *first, case=True) if names else None
        self.people = {person.id for person in session.people}
        self.left = {person.id for person in session.people if person.gone}
        self.gone = _gone(session)
        self.voices: dict[tuple[str, str], str] = {}

    def made(self, now: datetime, client: bool) -> Session:
        session = self.session
        now = now.replace(microsecond=0)
        answers = {step: self.answer(step, answer) for step, answer in session.answers.items()}
        return replace(
            session,
            uuid=new_uuid(now),
            title=session.title if client else self.scenario.text(self.scenario.title, session.lang),
            client=session.client if client else "",
            place=session.place if client else "",
            created=session.created,
            changed=now,
            names="never",
            facilitator="",
            rev=0,
            here=session.here if session.here.at not in self.gone and session.here.of not in self.gone else Here(),
            people=tuple(Person(id=each.id, roles=each.roles) for each in session.people if not each.gone),
            earlier={},
            answers=answers,
            teams={teams: {team: self.team(those) for team, those in each.items()} for teams, each in session.teams.items()},
            progress={
                key: replace(each, skipped=self.there(each.skipped), names_shown=False, extra={})
                for key, each in session.progress.items()
                if key[1] not in self.gone
            },
            plan=replace(session.plan, extra={}),
            times=(),
            orphans={},
            extra={},
            **{log: self.log(log) for log in LOGS},
        )

    # ---------------------------------------------------------------------------------------------------------- who

    def voice(self, step: str, by: str) -> str:
        """The voice of somebody in a step. Whose it is stands nowhere, and is forgotten with this copy."""
        if by not in self.people:
            return by
        asked = getattr(self.scenario.step_by_id.get(step), "by", "each")
        if asked in self.scenario.roles:
            return by
        if asked != "each" or self.session.alone:  # an item that somebody called out
            return ""
        return self.voices.setdefault((step, by), new_id())

    def team(self, members: tuple[str, ...]) -> tuple[str, ...]:
        own = sorted(voice for (_, person), voice in self.voices.items() if person in members)
        return (*(member for member in members if member not in self.left), *own)

    def neutral(self, value: Any) -> Any:
        return self.somebody if isinstance(value, str) and fold(value.strip()) in self.whole else value

    def named(self, words: str) -> str:
        if self.short is None or fold(words) in self.first:
            return self.somebody if self.short is not None else words
        return self.short.sub(lambda _: self.somebody, words)

    # --------------------------------------------------------------------------------------------------------- what

    def there(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(id for id in ids if id not in self.gone)

    def answer(self, step: str, answer: Answer) -> Answer:
        cells = {
            spot._replace(by=self.voice(step, spot.by)): self.cell(cell)
            for spot, cell in answer.cells.items()
            if spot.by not in self.left and not self.gone & {spot.at, spot.of, spot.across}
        }
        in_order = sorted(cells.items(), key=lambda each: each[0].by)  # as they were said would tell who is who
        return Answer(items=self.items(answer.items.values(), step), cells=_filled(in_order))

    def items(self, items: Iterable[Item], step: str) -> Items:
        return {
            item.id: self.item(item, self.voice(step, item.by))
            for item in live(items)
            if not self.gone & {item.of, item.at} and item.by not in self.left
        }

    def item(self, item: Item, by: str) -> Item:
        text = item.text
        src = self.there(item.src)
        if not text and src != item.src:  # it was called by what it came from, and that is not here
            text = self.book.label(item.id)
        fields = {name: self.neutral(value) for name, value in item.fields.items() if name != "earlier"}
        if item.get("earlier"):
            src = ()
        for name in NAMING:
            if isinstance(fields.get(name), str):
                fields[name] = self.named(fields[name])
        return replace(item, text=self.neutral(text), by=by, src=src, fields=fields)

    def log(self, log: str) -> Items:
        found = {item.id: self.item(item, "") for item in live(getattr(self.session, log))}
        return dict(sorted(found.items())) if log == "evaluation" else found

    def cell(self, cell: Cell) -> Cell:
        return {name: kept for name, value in cell.items() if (kept := self.value(value)) not in ((), {})}

    def value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self.neutral(each) for key, each in value.items() if key not in self.gone}
        if isinstance(value, tuple):
            return tuple(found for each in value if (found := self.part(each)) is not None)
        return self.neutral(value)

    def part(self, value: Any) -> Any:
        if isinstance(value, Item):
            return None if value.gone else self.item(value, "")
        if isinstance(value, Group):
            group = replace(value, name=self.neutral(value.name), items=self.there(value.items), extra={})
            return None if value.gone else group
        return None if isinstance(value, str) and value in self.gone else self.neutral(value)


def _filled(cells: Iterable[tuple[Spot, Cell]]) -> dict[Spot, Cell]:
    return {spot: cell for spot, cell in cells if cell}


def _gone(session: Session) -> frozenset[str]:
    """The ids of what was taken away and stands nowhere else."""
    marks: dict[bool, set[str]] = {True: set(), False: set()}
    for answer in session.answers.values():
        for item in answer.items.values():
            marks[item.gone].add(item.id)
        for cell in answer.cells.values():
            for value in cell.values():
                for each in value if isinstance(value, tuple) else ():
                    if isinstance(each, Item | Group):
                        marks[each.gone].add(each.id)
    for log in LOGS:
        for item in getattr(session, log).values():
            marks[item.gone].add(item.id)
    return frozenset(marks[True] - marks[False] - {""})
