"""A session beside the questions it answers: what stands in an answer and could never have been given there.

A file that was changed by hand, or came from a stranger, may hold a date where dots were given and a number for a list of
texts. What is nearly right is read as what it must mean; the rest is kept aside, so that a Book holds only values of the
form that each question takes. (Whether an answer is *allowed*, a mark of 9 out of 5, is no matter here: it was said.)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from workshop import limits
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.parts import Scenario
from workshop.session.aside import Aside
from workshop.session.logged import LOG_FIELDS
from workshop.session.model import Answer, Cell, Group, Item, Session, Spot, new_id

NO: Final[Any] = object()
"""A value that does not fit and cannot be read as one that does."""

LAYERS = ("round", "at", "of", "across", "by")
Fits = Callable[[Any], Any]
"""A stored value as it is to be read: the very same where it fits, or `NO`."""


class Misfit(NamedTuple):
    """Keys from the top of the file, and whether it was kept aside (else: read as what it must mean)."""

    where: tuple[str, ...]
    is_aside: bool


def fitted(scenario: Scenario | None, session: Session) -> tuple[Session, tuple[Misfit, ...]]:
    """The session with every answer in the form that its question takes, and what had to be changed for that.

    What was kept aside lies in `orphans`, under its step and the keys it had. A session where all fits is given back as it is.
    Without its scenario, only the logs are looked at.
    """
    fitting = _Fitting(session)
    steps = scenario.step_by_id if scenario is not None else {}
    answers = {name: fitting.answer(steps.get(name), name, answer) for name, answer in session.answers.items()}
    logs = {name: fitting.log(steps, name, getattr(session, name)) for name in LOG_FIELDS}
    if not fitting.found:
        return session, ()
    after = replace(session, answers=answers, **logs, orphans=fitting.aside.orphans)
    return after, tuple(fitting.found)


class _Fitting:
    def __init__(self, session: Session) -> None:
        self.aside = Aside(session.orphans)
        self.found: list[Misfit] = []

    def answer(self, step: AnyStep | None, name: str, answer: Answer) -> Answer:
        if isinstance(step, ListStep):
            of_items = {field.id: _form(field, in_item=True) for field in step.fields}
            items = self.items(name, answer.items, lambda _: of_items)
            return answer if items is answer.items else replace(answer, items=items)
        if step is None or not answer.cells:
            return answer
        forms = _forms(step)
        cells: dict[Spot, Cell] = {}
        for spot, cell in answer.cells.items():
            fitting = self.cell(name, spot, cell, forms)
            if fitting or not cell:
                cells[spot] = fitting
        if len(cells) == len(answer.cells) and all(cells[spot] is cell for spot, cell in answer.cells.items()):
            return answer
        return replace(answer, cells=cells)

    def cell(self, step: str, spot: Spot, cell: Cell, forms: Mapping[str, Fits]) -> Cell:
        after: dict[str, Any] | None = None
        for name, stored in cell.items():
            form = forms.get(name)
            if form is None or (read := form(stored)) is stored:
                continue
            where = (*_layers(spot), name)
            after = dict(cell) if after is None else after
            if isinstance(read, _Part):
                self.put(step, where, read.left)
                read = read.kept
            elif read is NO:
                self.put(step, where, stored)
            else:
                self.found.append(Misfit(("answers", step, *where), False))
            if read is NO or read == {}:
                del after[name]
            else:
                after[name] = read
        return cell if after is None else after

    def log(self, steps: Mapping[str, AnyStep], name: str, items: Mapping[str, Item]) -> Mapping[str, Item]:
        common = {field.id: _form(field, in_item=True) for field in LOG_FIELDS[name]} | {"step": _text, "earlier": _text}
        of_step: dict[Any, Mapping[str, Fits]] = {}
        for id, step in steps.items():
            if isinstance(step, ListStep):
                of_step[id] = {field.id: _form(field, in_item=True) for field in step.fields} | common

        def forms(item: Item) -> Mapping[str, Fits]:
            made = item.fields.get("step")
            return of_step.get(made, common) if isinstance(made, str) else common

        return self.items(name, items, forms)

    def items(self, name: str, items: Mapping[str, Item], forms: Callable[[Item], Mapping[str, Fits]]) -> Mapping[str, Item]:
        after: dict[str, Item] = {}
        for id, item in items.items():
            if item.fields:
                found = self.fields(name, ("items", id), item.fields, forms(item))
                if found is not item.fields:
                    after[id] = replace(item, fields=found)
        return {**items, **after} if after else items

    def fields(
        self, name: str, where: tuple[str, ...], given: Mapping[str, Any], forms: Mapping[str, Fits]
    ) -> Mapping[str, Any]:
        after: dict[str, Any] | None = None
        for field, stored in given.items():
            form = forms.get(field)
            if form is None or (read := form(stored)) is stored:
                continue
            after = dict(given) if after is None else after
            if read is NO:
                self.put(name, (*where, field), stored)
                del after[field]
            else:
                after[field] = read
                self.found.append(Misfit((name, *where, field), False))
        return given if after is None else after

    def put(self, name: str, where: tuple[str, ...], stored: Any) -> None:
        self.aside.put(name, where, _as_in_file(stored))
        self.found.append(Misfit((name, *where), True))


class _Part(NamedTuple):
    """Of a table that does not fit as a whole: what does, and what does not."""

    kept: Any
    left: Any


def _layers(spot: Spot) -> tuple[str, ...]:
    given = ("" if spot.round == 1 else str(spot.round), *spot[1:])
    return tuple(name for layer, id in zip(LAYERS, given, strict=True) if id for name in (layer, id))


def _as_in_file(stored: Any) -> Any:
    """Items and groups as the tables they were."""
    if isinstance(stored, Item):
        beside = {name: each for name in ("by", "of", "at") if (each := getattr(stored, name))}
        gone = {"gone": True} if stored.gone else {}
        return {
            "id": stored.id,
            "text": stored.text,
            **beside,
            **({"src": list(stored.src)} if stored.src else {}),
            **gone,
            **stored.fields,
        }
    if isinstance(stored, Group):
        gone = {"gone": True} if stored.gone else {}
        return {"id": stored.id, "name": stored.name, "items": list(stored.items), **gone, **stored.extra}
    if isinstance(stored, (list, tuple)):
        return [_as_in_file(each) for each in stored]
    if isinstance(stored, Mapping):
        return {name: _as_in_file(each) for name, each in stored.items()}
    return stored


# -------------------------------------------------------------------------------------------------------------- forms


def _forms(step: AnyStep) -> Mapping[str, Fits]:
    """What each key of a step's cells may hold."""
    match step:
        case Ask():
            forms: dict[str, Fits] = {}
            for field in step.fields:
                forms |= {field.id: _form(field, in_item=False), f"{field.id}_evidence": _text, f"{field.id}_other": _text}
            return forms | {field.id: _form(field, in_item=False) for field in step.fields}
        case Sort():
            return {"place": _each(_id)}
        case Matrix():
            return {"place": _each(_position(step.steps))}
        case Vote():
            return {"gives": _each(_count(0)), "rank": _each(_count(1)), "tally": _each(_count(0)), "reason": _text}
        case GroupStep():
            return {"groups": _all(Group)}
    return {}


def _form(field: AnyField, *, in_item: bool) -> Fits:
    if isinstance(field, ListField):
        return _texts if in_item else _entries
    if isinstance(field, NumberField):
        return _number
    if isinstance(field, ScaleField):
        return _mark
    if isinstance(field, ChoiceField):
        return _ids if field.many else _one
    if isinstance(field, YesNoField):
        return lambda stored: stored if isinstance(stored, bool) else NO
    if isinstance(field, DateField):
        return _day
    return _duration if isinstance(field, DurationField) else _text


def _text(stored: Any) -> Any:
    if isinstance(stored, str):
        return stored
    if isinstance(stored, bool):
        return str(stored).lower()
    return str(stored) if isinstance(stored, (int, float, date)) else NO


def _id(stored: Any) -> Any:
    return stored if isinstance(stored, str) else NO


def _one(stored: Any) -> Any:
    if isinstance(stored, (list, tuple)) and len(stored) == 1:
        stored = stored[0]
    return _id(stored)


def _ids(stored: Any) -> Any:
    if isinstance(stored, str):
        return [stored]
    return stored if isinstance(stored, (list, tuple)) and all(isinstance(each, str) for each in stored) else NO


def _texts(stored: Any) -> Any:
    return _ids(stored)


def _entries(stored: Any) -> Any:
    """Entries of a list field; bare texts, written by hand, get an id each."""
    if isinstance(stored, tuple) and all(isinstance(each, Item) for each in stored):
        return stored
    texts = _ids(stored)
    return NO if texts is NO else tuple(Item(id=new_id(), text=each) for each in texts if each)


def _number(stored: Any) -> Any:
    if isinstance(stored, bool) or not isinstance(stored, (int, float)) or not math.isfinite(stored):
        return NO
    return stored if abs(stored) <= limits.NUMBER else NO


def _mark(stored: Any) -> Any:
    return _whole(stored, -1_000, 1_000)


def _whole(stored: Any, least: int, most: int) -> Any:
    if isinstance(stored, float) and stored.is_integer() and least <= stored <= most:
        return int(stored)
    return stored if type(stored) is int and least <= stored <= most else NO


def _count(least: int) -> Fits:
    return lambda stored: _whole(stored, least, limits.DOTS)


def _position(steps: int) -> Fits:
    def fits(stored: Any) -> Any:
        if not isinstance(stored, Mapping) or not all(_whole(stored.get(axis), 1, steps) is not NO for axis in "xy"):
            return NO
        return stored

    return fits


def _day(stored: Any) -> Any:
    if not isinstance(stored, date):
        return NO
    day = stored.date() if isinstance(stored, datetime) else stored
    if not limits.FIRST_DAY <= day <= limits.LAST_DAY:
        return NO
    return day if isinstance(stored, datetime) else stored


def _duration(stored: Any) -> Any:
    if isinstance(stored, str):
        return stored
    if _number(stored) is NO or stored < 0:
        return NO
    return str(stored)  # a figure alone: minutes


def _all(kind: type) -> Fits:
    def fits(stored: Any) -> Any:
        if isinstance(stored, tuple) and all(isinstance(each, kind) for each in stored):
            return stored
        return () if stored == [] else NO

    return fits


def _each(fits: Fits) -> Fits:
    """A table whose values must each fit; those that do are kept."""

    def all_of(stored: Any) -> Any:
        if not isinstance(stored, Mapping):
            return NO
        read = {name: fits(each) for name, each in stored.items()}
        if all(read[name] is each for name, each in stored.items()):
            return stored
        left = {name: stored[name] for name, each in read.items() if each is NO}
        kept = {name: each for name, each in read.items() if each is not NO}
        return _Part(kept, left) if left else kept

    return all_of
