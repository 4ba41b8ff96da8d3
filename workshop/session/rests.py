"""Which steps' answers rest on which others': what a later change may have made untrue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Answered, AnySource, Source
from workshop.scenario.parts import Scenario

_TEXT = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_NAME = re.compile(r"[a-z_][a-z0-9_]*")

Rests = dict[str, frozenset[str]]


def rests_on(scenario: Scenario) -> Rests:
    """For each step, the earlier steps that its answers were made from: by its sources, what it began with, its expressions,
    and whatever those rest on in their turn. What only decides whether a step is taken (`when`) or is shown beside it is
    no such thing."""
    return _both(_Key(scenario))[0]


def resting_on(scenario: Scenario) -> Rests:
    """The same the other way: for each step, the later ones that rest on it."""
    return _both(_Key(scenario))[1]


class _Key:
    """A scenario by identity: it is immutable, and comparing two whole ones is work."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __hash__(self) -> int:
        return id(self.scenario)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.scenario is other.scenario


@lru_cache(maxsize=8)
def _both(key: _Key) -> tuple[Rests, Rests]:
    scenario = key.scenario
    down: Rests = {}
    up: dict[str, set[str]] = {step.id: set() for step in scenario.steps}
    for step in scenario.steps:
        direct = {name for name in _names(scenario, step) if name in down}
        down[step.id] = frozenset(direct.union(*(down[name] for name in direct)))
        for name in down[step.id]:
            up[name].add(step.id)
    return down, {name: frozenset(those) for name, those in up.items()}


def _names(scenario: Scenario, step: AnyStep) -> set[str]:
    """Every name that is read for a step; among them those of steps. A section's name stands for what it goes through."""
    found = set(_step_names(step))
    section = scenario.section_of(step)
    if section is not None and section.each is not None:
        found.add(section.id)
    for section in scenario.section:
        if section.id in found and section.each is not None:
            found.update(_source_names(section.each))
    return found


def _step_names(step: AnyStep) -> Iterator[str]:
    if isinstance(step, Result):
        yield from _expression_names([step.value, step.low, step.high])
        yield from _expression_names(figure.value for figure in step.figures)
        yield from _expression_names(level.when for level in step.levels)
        yield from _source_names(step.each)
    if isinstance(step, Answered):
        yield from _source_names(step.each)
        yield from _source_names(step.start)
        yield from _source_names(getattr(step, "from_", None))
    if isinstance(step, Ask):
        yield from _source_names(step.across)
    if isinstance(step, Ask | ListStep):
        for field in step.fields:
            if isinstance(field, ChoiceField):
                yield from _source_names(field.from_)


def _source_names(source: AnySource | None) -> Iterator[str]:
    if source is None:
        return
    if isinstance(source, str):
        yield source.split(".")[0]
    elif isinstance(source, Source):
        if source.scenario is None:
            yield from _source_names(list(_several(source.from_)))
        yield from _source_names(list(_several(source.combine)))
        yield from _expression_names([source.where, source.top if isinstance(source.top, str) else None])
        yield from _expression_names(_several(source.by))
    else:
        for one in source:
            yield from _source_names(one)


def _several(names: str | list[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else names or []


def _expression_names(expressions: Iterable[str | None]) -> Iterator[str]:
    # Every word that is not inside a text: more than the names of steps, and only those are looked for.
    for expression in expressions:
        if expression is not None:
            yield from _NAME.findall(_TEXT.sub(" ", expression))
