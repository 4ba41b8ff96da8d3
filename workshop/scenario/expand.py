"""The short forms of a scenario file, written out.

Works on what tomllib gives, before it is known to be right: whatever has not the shape expected is left as it is, for
those who judge it next.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from workshop.scenario.faults import Path
from workshop.scenario.fields import FIELD_TYPES, AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.model import Field, Place
from workshop.scenario.moves import Moved
from workshop.scenario.parts import Scenario
from workshop.text import clean, ident


def _keys(struct: type) -> frozenset[str]:
    return frozenset(f.encode_name for f in msgspec.structs.fields(struct))


FIELD_KEYS = {name: _keys(struct) for name, struct in FIELD_TYPES.items()}
ASKED: frozenset[str] = frozenset({"as"}.union(*FIELD_KEYS.values()) - _keys(Ask) - {"id"}) - _keys(Field) | {"evidence"}
"""The keys that a one-question `ask` has on the step itself: those of its field."""


def expand(data: dict[str, Any]) -> tuple[dict[str, Any], Moved]:
    """A copy with every short form written out and every text cleaned, and which parts were moved."""
    moved: Moved = {}
    top: dict[str, Any] = cleaned(data)
    choices = top.get("choices")
    if isinstance(choices, dict):
        for name, options in choices.items():
            choices[name] = _long(options, "title")
    teams = top.get("teams")
    if isinstance(teams, dict):
        for each in teams.values():
            _write_out(each, "teams", "title")
    steps = top.get("step")
    if isinstance(steps, list):
        for at, step in enumerate(steps):
            if isinstance(step, dict):
                _step(step, ("step", at), moved)
    return top, moved


def cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    if isinstance(value, list):
        return [cleaned(part) for part in value]
    return value


def _long(parts: Any, words: str) -> Any:
    if not isinstance(parts, list):
        return parts
    return [{"id": ident(part), words: part} if isinstance(part, str) else part for part in parts]


def _write_out(table: Any, key: str, words: str) -> None:
    if isinstance(table, dict) and key in table:
        table[key] = _long(table[key], words)


def _step(step: dict[str, Any], path: Path, moved: Moved) -> None:
    _write_out(step, "items", "text")
    _write_out(step, "places", "title")
    _write_out(step, "fields", "title")
    if step.get("kind") == "ask" and "fields" not in step:
        asked: dict[str, Any] = {"id": "value", "title": step.get("title", "")}
        for key in ASKED & step.keys():
            asked[key] = step.pop(key)
        step["fields"] = [asked]
        moved[*path, "fields"] = moved[*path, "fields", 0] = ()
    fields = step.get("fields")
    if isinstance(fields, list):
        for field in fields:
            if isinstance(field, dict):
                field.setdefault("as", "text")
                _write_out(field, "options", "title")


def resolve(scenario: Scenario) -> Scenario:
    """The scenario with shared scales and choices written into the fields and places that name them."""
    steps = [_resolved(step, scenario) for step in scenario.step]
    if all(new is old for new, old in zip(steps, scenario.step, strict=True)):
        return scenario
    return replace(scenario, step=steps)


def _resolved(step: AnyStep, scenario: Scenario) -> AnyStep:
    if isinstance(step, Sort) and step.choices in scenario.choices and not step.places:
        options = scenario.choices[step.choices]
        return replace(step, places=[Place(id=one.id, title=one.title, text=one.text) for one in options])
    if isinstance(step, (Ask, ListStep)):
        fields = [_resolved_field(field, scenario) for field in step.fields]
        if any(new is not old for new, old in zip(fields, step.fields, strict=True)):
            return replace(step, fields=fields)
    return step


def _resolved_field(field: AnyField, scenario: Scenario) -> AnyField:
    if isinstance(field, ChoiceField) and field.choices in scenario.choices and not field.options:
        return replace(field, options=scenario.choices[field.choices])
    if isinstance(field, ScaleField) and field.scale in scenario.scales:
        scale = scenario.scales[field.scale]
        return replace(field, min=scale.min, max=scale.max, labels=scale.labels)
    return field
