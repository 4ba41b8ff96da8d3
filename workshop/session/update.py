"""A session taken over to a newer version of its scenario: nothing that was said is dropped.

A step is the one of the same id, or of an id that it says it had before (`was`); so is a field. What no longer fits (its step
is gone or of another kind, its field, its option, its place, its row, whoever answered) is put aside whole, under the step it
was said in, and comes back when a later version has room for it again. What fits is left as it is: a mark is never counted
over to another scale, a choice never to another option.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from msgspec.structs import asdict, replace

from workshop.scenario.fields import AnyField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.parts import Scenario
from workshop.session import layers
from workshop.session.book import Book
from workshop.session.members import dealt
from workshop.session.merge import same
from workshop.session.model import LOGS, NO_ANSWER, Answer, Cell, Here, Item, Session, Spot
from workshop.session.still_fits import Fit

What = Literal["same", "changed", "new", "renamed", "kind", "gone"]


_AGAIN = re.compile(r"_\d+$")


class StepUpdate(NamedTuple):
    """One step, from the old version to the new."""

    id: str  # in the new version; of one that is gone, in the old
    was: str  # in the old version; "" of a new one
    what: What
    fields: tuple[str, ...] = ()  # titles of the fields that are new
    without: tuple[str, ...] = ()  # of those that are gone
    aside: int = 0  # answers that no longer fit
    back: int = 0  # answers that lay aside and fit again


class Updated(NamedTuple):
    session: Session  # its `orphans` are not filled in: they are `aside`
    aside: Mapping[str, Answer]  # by the step they were said in
    steps: tuple[StepUpdate, ...]  # in the order of the new version, those that are gone last


def update(old: Scenario, new: Scenario, text: str, session: Session, aside: Mapping[str, Answer]) -> Updated:
    """The session on the new version (`text`: its file). `aside`: what lay aside before, by step."""
    return _Update(old, new, text, session, aside).made()


def origins(old: Scenario, new: Scenario) -> dict[str, str]:
    """Which step of the old version each step of the new one was; a new one is not among them."""
    found = {step.id: step.id for step in new.step if step.id in old.step_by_id}
    taken = set(found.values())
    for step in new.step:
        was = next((id for id in step.was if id in old.step_by_id and id not in taken), None)
        if step.id not in found and was is not None:
            found[step.id] = was
            taken.add(was)
    return found


class _Update:
    def __init__(self, old: Scenario, new: Scenario, text: str, session: Session, aside: Mapping[str, Answer]) -> None:
        self.old, self.new = old, new
        self.before = Book(old, session)
        self.was = origins(old, new)
        self.now = {old: new for new, old in self.was.items()}
        self.aside = dict(aside)
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        made = replace(session.scenario, id=new.id, version=new.version, sha256=digest)
        teams = {**dealt(new, [person.id for person in session.present]), **session.teams}
        self.book = Book(new, self.renamed(replace(session, scenario=made, snapshot=text, teams=teams, answers={})))
        self.steps: list[StepUpdate] = []

    def made(self) -> Updated:
        """From the first step on: what a later one is about depends on what the earlier ones hold."""
        for step in self.new.step:
            self.step(step)
        for step in self.old.step:
            if step.id not in self.now:
                answer = self.before.session.answer(step.id)
                self.steps.append(StepUpdate(step.id, step.id, "gone", aside=count(answer)))
                self.put_aside(step.id, answer)
        known = set(self.old.step_by_id)
        unknown = {id: answer for id, answer in self.before.session.answers.items() if id not in known}
        answers = {**unknown, **self.book.session.answers}
        session = replace(self.book.session, answers=answers, orphans={})
        session = replace(session, here=self.here(session.here))
        aside = {id: answer for id, answer in self.aside.items() if answer.items or answer.cells or answer.extra}
        return Updated(session, aside, tuple(self.steps))

    # ---------------------------------------------------------------------------------------------------------- steps

    def step(self, step: AnyStep) -> None:
        was = self.was.get(step.id, "")
        old = self.old.step_by_id.get(was)
        answer = self.before.session.answer(was) if old is not None else NO_ANSWER
        if isinstance(step, ListStep) and isinstance(old, ListStep):
            answer = self.in_its_own_words(old, step, answer)
        fit = Fit(self.book, step, old, self.before)
        fits, rest = fit.split(answer)
        self.put(step, fits)
        back = 0
        for id in self.laid_aside(step):
            back += self.take_back(step, id, self.aside.pop(id))
        aside = count(rest)
        if old is not None:
            self.put_aside(was, rest)
        titles, gone = _fields_between(self.new, old, step, self.before.session.lang)
        self.steps.append(StepUpdate(step.id, was, _what(old, step), titles, gone, aside, back))

    def laid_aside(self, step: AnyStep) -> list[str]:
        """Under which names something lies aside that was said in the step."""
        names = (step.id, *step.was)
        return [id for id in self.aside if id in names or (_AGAIN.sub("", id) in names and id not in self.new.step_by_id)]

    def put(self, step: AnyStep, answer: Answer) -> None:
        if answer.items or answer.cells or answer.extra:
            session = self.book.session
            self.book = Book(self.new, replace(session, answers={**session.answers, step.id: answer}), self.book)

    def take_back(self, step: AnyStep, id: str, kept: Answer) -> int:
        """What lay aside and fits again, where nothing stands in its place; how many answers."""
        fits, rest = Fit(self.book, step, None, self.before).split(kept)
        there = self.book.session.answer(step.id)
        items, cells = dict(there.items), dict(there.cells)
        left_items: dict[str, Item] = {}
        left_cells: dict[Spot, Cell] = {}
        back = 0
        for item in fits.items.values():
            own = items.get(item.id)
            if own is None:
                items[item.id] = item
                back += not item.gone
                continue
            missing = {name: each for name, each in item.fields.items() if name not in own.fields}
            items[item.id] = replace(own, fields={**own.fields, **missing}, text=own.text or item.text)
            back += len(missing)
            other = {name: each for name, each in item.fields.items() if not same(own.fields.get(name, each), each)}
            if other or (item.text and own.text and item.text != own.text):
                left_items[item.id] = replace(item, fields=other)
        for spot, cell in fits.cells.items():
            own_cell = cells.get(spot, {})
            cells[spot], left = _together(own_cell, cell)
            back += _answers(cells[spot]) - _answers(own_cell)
            if left:
                left_cells[spot] = left
        self.put(step, replace(there, items=items, cells=cells))
        self.put_aside(id, rest)
        self.put_aside(id, Answer(items=left_items, cells=left_cells))
        return back

    def put_aside(self, id: str, answer: Answer) -> None:
        """Nothing that lies there is written over: what cannot stand beside it lies under the next name."""
        name, number = id, 2
        while answer.items or answer.cells or answer.extra:
            there = self.aside.get(name, NO_ANSWER)
            answer = self._beside(name, there, answer)
            name, number = f"{id}_{number}", number + 1

    def _beside(self, name: str, there: Answer, answer: Answer) -> Answer:
        items, cells = dict(there.items), dict(there.cells)
        left_items: dict[str, Item] = {}
        left_cells: dict[Spot, Cell] = {}
        for item in answer.items.values():
            own = items.setdefault(item.id, item)
            if own is not item and own != item:
                free = all(same(own.fields.get(field, each), each) for field, each in item.fields.items())
                if free and item.text in ("", own.text):
                    items[item.id] = replace(own, fields={**own.fields, **item.fields})
                else:
                    left_items[item.id] = item
        for spot, cell in answer.cells.items():
            cells[spot], left = _together(cells.get(spot, {}), cell)
            if left:
                left_cells[spot] = left
        self.aside[name] = Answer(items=items, cells=cells, extra={**answer.extra, **there.extra})
        return Answer(items=left_items, cells=left_cells)

    def in_its_own_words(self, old: ListStep, step: ListStep, answer: Answer) -> Answer:
        """An item that was written in the old version has its words there alone: where the new one has it no longer, it gets
        them itself."""
        written = layers.written_by_id(self.before, old)
        still = {item.id for item in step.items}
        items = dict(answer.items)
        for id, item in answer.items.items():
            if id in written and id not in still:
                origin = written[id]
                items[id] = replace(item, text=item.text or origin.text, fields={**origin.fields, **item.fields})
        return replace(answer, items=items)

    # -------------------------------------------------------------------------------------------------- all but answers

    def id(self, step: str) -> str:
        return self.now.get(step, step)

    def renamed(self, session: Session) -> Session:
        """Everything that names a step, by the id it has now."""
        if all(old == new for old, new in self.now.items()):
            return session
        plan = session.plan
        return replace(
            session,
            progress={(self.id(name), at): each for (name, at), each in session.progress.items()},
            times=tuple(replace(visit, step=self.id(visit.step)) for visit in session.times),
            plan=replace(
                plan,
                minutes={self.id(step): each for step, each in plan.minutes.items()},
                fixed={self.id(step): each for step, each in plan.fixed.items()},
                dropped=tuple(map(self.id, plan.dropped)),
            ),
            **{log: {id: self.of_step(item) for id, item in getattr(session, log).items()} for log in LOGS},
        )

    def of_step(self, item: Item) -> Item:
        step = item.get("step")
        if not isinstance(step, str) or self.id(step) == step:
            return item
        return replace(item, fields={**item.fields, "step": self.id(step)})

    def here(self, here: Here) -> Here:
        """Where one is; where that step is gone, the one before it that is still there."""
        if not here.step or here.step not in self.old.step_by_id:
            return here
        if here.step in self.now:
            return here._replace(step=self.now[here.step])
        order = [step.id for step in self.old.step]
        earlier = [self.now[id] for id in order[: order.index(here.step)] if id in self.now]
        return Here(step=earlier[-1] if earlier else self.new.step[0].id)


def _together(own: Cell, other: Cell) -> tuple[dict[str, Any], dict[str, Any]]:
    """A cell with what another has beside it; and what stands there already, and differs. Placings, entries go one by one."""
    cell = dict(own)
    left: dict[str, Any] = {}
    for name, value in other.items():
        there = cell.get(name)
        if name not in cell:
            cell[name] = value
        elif same(there, value):
            continue
        elif name == "place" and isinstance(there, Mapping) and isinstance(value, Mapping):
            cell[name] = {**value, **there}
            if differ := {id: each for id, each in value.items() if not same(there.get(id, each), each)}:
                left[name] = differ
        elif isinstance(there, tuple) and isinstance(value, tuple):
            known = {thing.id: thing for thing in there}
            cell[name] = (*there, *(thing for thing in value if thing.id not in known))
            if others := tuple(thing for thing in value if known.get(thing.id, thing) != thing):
                left[name] = others
        else:
            left[name] = value
    return cell, left


# ------------------------------------------------------------------------------------------------------------ telling


def count(answer: Answer) -> int:
    """How many answers there are: each item, value, entry, placing and vote is one."""
    return sum(1 for item in answer.items.values() if not item.gone) + sum(map(_answers, answer.cells.values()))


def _answers(cell: Mapping[str, Any]) -> int:
    found = 0
    for name, value in cell.items():
        if isinstance(value, tuple):
            found += sum(1 for each in value if not each.gone)
        elif not name.endswith("_other"):
            found += len(value) if isinstance(value, Mapping) else 1
    return found


def _what(old: AnyStep | None, step: AnyStep) -> What:
    if old is None:
        return "new"
    if old.kind != step.kind:
        return "kind"
    if old.id != step.id:
        return "renamed"
    return "same" if _plain(old) == _plain(step) else "changed"


def _plain(step: AnyStep) -> dict[str, Any]:
    return {name: each for name, each in asdict(step).items() if name != "was"}


def _fields_between(
    new: Scenario, old: AnyStep | None, step: AnyStep, lang: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Titles of the fields that are new, and of those that are gone."""
    if not isinstance(old, Ask | ListStep) or not isinstance(step, Ask | ListStep) or old.kind != step.kind:
        return (), ()
    before, now = {field.id: field for field in old.fields}, {field.id: field for field in step.fields}
    renamed = {was for field in step.fields for was in field.was if was in before and field.id not in before}
    fresh = [field for id, field in now.items() if id not in before and not set(field.was) & before.keys()]
    gone = [field for id, field in before.items() if id not in now and id not in renamed]
    return _titles(new, fresh, lang), _titles(new, gone, lang)


def _titles(scenario: Scenario, found: Iterable[AnyField], lang: str) -> tuple[str, ...]:
    return tuple(scenario.text(field.title, lang) or field.id for field in found)
