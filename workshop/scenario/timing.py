"""The plan of a scenario: what a facilitator would be surprised by in the room. Warnings only."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.scenario.faults import Fault, warning
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.scenario.parts import Scenario

SHORT = 5  # minutes: so much needs no shortest time
SITTING = 100  # minutes: nobody sits longer without a pause
ROWS = 5
"""So many rows a step is taken to have, where they are not known yet."""


def minutes_of(step: AnyStep) -> float:
    return step.minutes if step.minutes is not None else (step.minutes_each or 0) * ROWS


def tight(scenario: Scenario) -> Iterator[Fault]:
    for n, step in enumerate(scenario.step):
        if step.minutes is not None and step.minutes > SHORT and step.min_minutes is None and not step.fixed:
            yield warning("no_min_minutes", ("step", n, "minutes"), minutes=step.minutes)
    if scenario.suits != ["alone"]:
        yield from _without_pause(scenario)
    yield from _sections(scenario)


def _without_pause(scenario: Scenario) -> Iterator[Fault]:
    sat, sitting, told = 0.0, 1, False
    sittings = {section.id: section.sitting for section in scenario.section}
    for n, step in enumerate(scenario.step):
        now = sittings.get(step.section or "", sitting)
        if now != sitting or (isinstance(step, Note) and step.pause):
            sat, sitting, told = 0.0, now, False
        if not (isinstance(step, Note) and step.pause):
            sat += minutes_of(step)
        if sat > SITTING and not told:
            told = True
            yield warning("no_pause", ("step", n), minutes=sat, limit=SITTING)


def _sections(scenario: Scenario) -> Iterator[Fault]:
    for n, section in enumerate(scenario.section):
        if section.minutes is None or section.each is not None or section.repeat is not None:
            continue
        planned = sum(minutes_of(step) for step in scenario.step if step.section == section.id)
        if planned > section.minutes:
            yield warning("section_minutes", ("section", n, "minutes"), minutes=section.minutes, planned=planned, id=section.id)
