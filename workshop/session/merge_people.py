"""Two people who were given one id, each on a side of their own: theirs gets another, wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from workshop.session.model import LOGS, Answer, Group, Item, Session, Spot
from workshop.text import fold


def apart(base: Session, mine: Session, theirs: Session) -> Session:
    """Theirs, with ids of its own for those it calls by an id that mine has given to somebody else."""
    before = {person.id for person in base.people}
    names = {person.id: fold(person.name) for person in mine.people}
    twice = [
        person.id
        for person in theirs.people
        if person.id in names and person.id not in before and fold(person.name) != names[person.id]
    ]
    if not twice:
        return theirs
    taken = before | set(names) | {person.id for person in theirs.people}
    new: dict[str, str] = {}
    for id in twice:
        number = len(taken) + 1
        while f"p{number}" in taken:
            number += 1
        new[id] = f"p{number}"
        taken.add(new[id])
    return _Renamed(new).session(theirs)


class _Renamed:
    def __init__(self, new: Mapping[str, str]) -> None:
        self.new = new

    def id(self, id: str) -> str:
        return self.new.get(id, id)

    def ids(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.id(id) for id in ids)

    def session(self, session: Session) -> Session:
        return replace(
            session,
            people=tuple(replace(person, id=self.id(person.id)) for person in session.people),
            teams={
                teams: {team: self.ids(those) for team, those in each.items()} for teams, each in session.teams.items()
            },
            progress={
                (name, self.id(at)): replace(each, skipped=self.ids(each.skipped), item=self.id(each.item))
                for (name, at), each in session.progress.items()
            },
            answers={step: self.answer(each) for step, each in session.answers.items()},
            times=tuple(replace(visit, at=self.id(visit.at)) for visit in session.times),
            **{log: {id: self.item(item) for id, item in getattr(session, log).items()} for log in LOGS},
        )  # fmt: skip

    def answer(self, answer: Answer) -> Answer:
        return replace(
            answer,
            items={id: self.item(item) for id, item in answer.items.items()},
            cells={
                Spot(spot.round, *(self.id(id) for id in spot[1:])): {name: self.value(each) for name, each in cell.items()}
                for spot, cell in answer.cells.items()
            },
        )

    def item(self, item: Item) -> Item:
        found = replace(
            item,
            by=self.id(item.by),
            of=self.id(item.of),
            at=self.id(item.at),
            src=self.ids(item.src),
            fields={name: self.value(each) for name, each in item.fields.items()},
        )
        return item if found == item else found

    def value(self, value: Any) -> Any:
        """A choice among people is stored as their ids."""
        if isinstance(value, str):
            return self.id(value)
        if isinstance(value, Mapping):
            return {self.id(key): self.value(each) for key, each in value.items()}
        if isinstance(value, Item):
            return self.item(value)
        if isinstance(value, Group):
            return replace(value, items=self.ids(value.items))
        if isinstance(value, list | tuple):
            return type(value)(self.value(each) for each in value)
        return value
