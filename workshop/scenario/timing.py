"""The plan of a scenario: what a facilitator would be surprised by in the room. Warnings only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from workshop.scenario.faults import Fault, warning
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.scenario.model import Answered, AnySource, Section, Source
from workshop.scenario.parts import Scenario

SHORT = 5  # minutes: so much needs no shortest time
LONG = 10  # minutes: whoever leads a longer step needs words to begin it with, and a way on when it halts
SITTING = 100  # minutes: nobody sits longer without a pause
ROWS = 5
"""So many rows a step is taken to have, where they are not known yet."""


def minutes_of(step: AnyStep) -> float:
    return step.minutes if step.minutes is not None else (step.minutes_each or 0) * ROWS


def least_of(step: AnyStep) -> float:
    """The shortest a step can be done in: nothing, where it may be dropped; its `min_minutes`, unless it is fixed."""
    planned = minutes_of(step)
    if step.optional and not step.fixed:
        return 0
    return planned if step.fixed or step.min_minutes is None else min(planned, step.min_minutes)


def tight(scenario: Scenario) -> Iterator[Fault]:
    for n, step in enumerate(scenario.step):
        if step.minutes is not None and step.minutes > SHORT and step.min_minutes is None and not step.fixed:
            yield warning("no_min_minutes", ("step", n, "minutes"), minutes=step.minutes)
        if step.min_minutes is not None and step.minutes is None and step.minutes_each is None:
            yield warning("min_alone", ("step", n, "min_minutes"))
    if scenario.suits != ["alone"]:
        yield from _without_pause(scenario)
        yield from _unled(scenario)
    yield from _unplanned(scenario)
    yield from _sections(scenario)


def _without_pause(scenario: Scenario) -> Iterator[Fault]:
    sat, sitting, told = 0.0, 1, False
    sittings = {section.id: section.sitting for section in scenario.section}
    whole = {section.id: section.minutes or 0 for section in scenario.section if section.each or section.repeat}
    for n, step in enumerate(scenario.step):
        now = sittings.get(step.section or "", sitting)
        if now != sitting or (isinstance(step, Note) and step.pause):
            sat, sitting, told = 0.0, now, False
        if not (isinstance(step, Note) and step.pause):
            # Of a section taken again and again the first step stands for all.
            sat += max(minutes_of(step), whole.pop(step.section or "", 0))
        if sat > SITTING and not told:
            told = True
            yield warning("no_pause", ("step", n), minutes=sat, limit=SITTING)


def _unled(scenario: Scenario) -> Iterator[Fault]:
    """Long steps without the facilitator's notes: what to say as they begin, what to do when they halt."""
    for n, step in enumerate(scenario.step):
        if minutes_of(step) > LONG and isinstance(step, Answered):
            key = "minutes" if step.minutes is not None else "minutes_each"
            if step.say is None:
                yield warning("no_say", ("step", n, key), minutes=minutes_of(step))
            if step.stuck is None:
                yield warning("no_stuck", ("step", n, key), minutes=minutes_of(step))


def _unplanned(scenario: Scenario) -> Iterator[Fault]:
    """Questions without minutes in a plan where most have them: the day is longer than it says."""
    timed = {section.id for section in scenario.section if section.minutes is not None}
    asked = [(n, step) for n, step in enumerate(scenario.step) if isinstance(step, Answered) and step.section not in timed]
    bare = [(n, step) for n, step in asked if not minutes_of(step) and (step.repeat is None or not step.repeat.minutes)]
    if 2 * len(bare) < len(asked):
        for n, step in bare:
            yield warning("no_minutes", ("step", n), id=step.id)


def _sections(scenario: Scenario) -> Iterator[Fault]:
    for n, section in enumerate(scenario.section):
        if section.minutes is None or section.at_time is not None:
            continue  # when its time is out, such a loop ends where it is
        inside = [step for step in scenario.step if step.section == section.id]
        planned = _longest(section, inside)
        if planned > section.minutes:
            key = "minutes" if planned == sum(map(minutes_of, inside)) else _loops_by(section)
            fault = "section_minutes" if key == "minutes" else "loop_minutes"
            yield warning(fault, ("section", n, key), minutes=section.minutes, planned=planned, id=section.id)


def _loops_by(section: Section) -> str:
    return "repeat" if section.repeat is not None else "each" if section.each is not None else "minutes"


def _longest(section: Section, inside: list[AnyStep]) -> float:
    """What a section may take in all, where every repeat goes on to its `max`; rows of no known number count as one."""
    total = sum(_in_rounds(step) for step in inside)
    if section.repeat is not None:
        given = section.repeat.minutes
        total = _rounds(given, section.repeat.max) if given else total * section.repeat.max
    return total * _top(section.each)


def _in_rounds(step: AnyStep) -> float:
    if not isinstance(step, Answered) or step.repeat is None:
        return minutes_of(step)
    given = step.repeat.minutes or [minutes_of(step)]
    return _rounds(given, step.repeat.max)


def _rounds(minutes: list[float], rounds: int) -> float:
    return sum(minutes[min(at, len(minutes) - 1)] for at in range(rounds))


def _top(source: AnySource | None) -> int:
    """How many items a source gives at most, where it says so."""
    return source.top if isinstance(source, Source) and isinstance(source.top, int) else 1


# ------------------------------------------------------------------------------------------------------------- the day


def over_time(scenario: Scenario, start: time, end: time) -> Iterator[Fault]:
    """Where the time is out even when every step takes the least it can: once for each sitting that `start` and `end` (on one
    day, or past midnight) are too short for, at the step that goes over."""
    room = ((end.hour - start.hour) * 60 + end.minute - start.minute) % 1440
    sat, sitting, told = 0.0, 1, False
    sittings = {section.id: section.sitting for section in scenario.section}
    for n, step in enumerate(scenario.step):
        now = sittings.get(step.section or "", sitting)
        if now != sitting:
            sat, sitting, told = 0.0, now, False
        sat += least_of(step)
        if sat > room and not told:
            told = True
            whole = sum(least_of(other) for other in scenario.step if sittings.get(other.section or "", now) == now)
            yield warning("day_short", ("step", n), least=whole, room=room, start=f"{start:%H:%M}", end=f"{end:%H:%M}")
