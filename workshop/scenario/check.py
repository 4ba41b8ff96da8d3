"""What is wrong with a scenario that is rightly shaped: ids, order, references, words, the plan (scenario-format, 11.4).

What a kind or a field type rules out by itself is said beside its struct (`faults`).
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Iterator

from workshop.scenario.expand import resolve
from workshop.scenario.expression import WORDS
from workshop.scenario.faults import Fault, Path, Words, error, near, warning
from workshop.scenario.fields.scale import scale_faults
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.result import OWN, Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import AnySource, Option, Source, twice
from workshop.scenario.names import LOGGED, Names
from workshop.scenario.parts import Scenario
from workshop.scenario.references import References
from workshop.scenario.timing import tight
from workshop.scenario.wording import spoken, too_wide

RESERVED = frozenset({*WORDS, *map(str.lower, keyword.kwlist), "people"})
"""What no step, section, team or role may be called."""
FIELDS_RESERVED = frozenset({"id", "text", "by", "of", "src", "at", "round", "across", "gone", "members"})
_NOT_AFTER_A_DOT = frozenset({*map(str.lower, keyword.kwlist), "true", "false", "none"})
_GIVEN = re.compile(r"[pt]\d+")  # what the program calls participants and teams

TO_VOTE_ON = 25
"""More than this nobody reads through before voting."""


def check(scenario: Scenario, *, lost: Iterable[str] = (), known: Collection[str] | None = None) -> list[Fault]:
    """Every fault and warning of a scenario as it was converted: shared options not yet written in.

    `lost`: ids in the file of what could not be read: nothing is said of what names them. `known`: the ids of the scenarios
    that can be gone on to; None looks none up.
    """
    names = Names(resolve(scenario), lost)
    faults = [*_ids(scenario), *_parts(scenario), *_sections(scenario, names.lost)]
    faults += References(scenario, names, known).all()
    faults += [*spoken(scenario), *_long_votes(scenario, names), *tight(scenario), *too_wide(scenario)]
    return faults


# ------------------------------------------------------------------------------------------------------------------ ids


def _ids(scenario: Scenario) -> Iterator[Fault]:
    seen: dict[str, Words] = {}
    named: list[tuple[str, Path, Words]] = []
    for n, section in enumerate(scenario.section):
        named.append((section.id, ("section", n, "id"), Words("is.section")))
    for name in scenario.teams:
        named.append((name, ("teams", name), Words("is.teams")))
    for name in scenario.roles:
        named.append((name, ("roles", name), Words("is.role")))
    for n, step in enumerate(scenario.step):
        named.append((step.id, ("step", n, "id"), Words("is.step")))
    for id, path, what in named:
        if id in RESERVED:
            yield error("reserved", path, id=id)
        elif id in seen:
            yield error("id_twice", path, id=id, first=seen[id], what=what)
        seen.setdefault(id, what)
    yield from _item_ids(scenario)
    for n, edition in enumerate(scenario.edition):
        if any(edition.id == other.id for other in scenario.edition[:n]):
            yield error("id_twice_here", ("edition", n, "id"), id=edition.id)
    for n, step in enumerate(scenario.step):
        within: Path = ("step", n)
        if isinstance(step, (Ask, ListStep)):
            yield from _field_ids(step, within)
        elif isinstance(step, (Sort, Matrix)):
            taken = frozenset({"count", *(("x", "y") if isinstance(step, Matrix) else ())})
            for at, place in enumerate(step.places):
                if place.id in taken or place.id in _NOT_AFTER_A_DOT:
                    yield error("reserved_part", (*within, "places", at, "id"), id=place.id)
        elif isinstance(step, Result):
            yield from _result_ids(step, within)


def _item_ids(scenario: Scenario) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for n, step in enumerate(scenario.step):
        for at, item in enumerate(step.items if isinstance(step, (Ask, ListStep)) else ()):
            here = ("step", n, "items", at, "id")
            if item.id in seen:
                yield error("item_twice", here, id=item.id, step=seen[item.id])
            elif _GIVEN.fullmatch(item.id):
                yield error("item_given", here, id=item.id)
            seen.setdefault(item.id, step.id)
    for name, teams in scenario.teams.items():
        for at, team in enumerate(teams.teams):
            here_too = ("teams", name, "teams", at, "id")
            if team.id in seen:
                yield error("item_twice", here_too, id=team.id, step=seen[team.id])
            elif _GIVEN.fullmatch(team.id):
                yield error("item_given", here_too, id=team.id)
            seen.setdefault(team.id, name)


def _field_ids(step: Ask | ListStep, path: Path) -> Iterator[Fault]:
    after_dot = {"count", "chosen"} if isinstance(step, Ask) else {"count", "first", "last", *LOGGED.get(step.kind, ())}
    made = {f"{field.id}_evidence" for field in step.fields if field.evidence}
    made |= {f"{field.id}_other" for field in step.fields if getattr(field, "other", False)}
    for at, field in enumerate(step.fields):
        here = (*path, "fields", at, "id")
        if field.id in FIELDS_RESERVED or field.id in _NOT_AFTER_A_DOT or field.id in ("item", "people"):
            yield error("reserved_field", here, id=field.id)
        elif field.id in after_dot:
            yield error("reserved_part", here, id=field.id)
        elif field.id in made:
            yield error("field_made", here, id=field.id)


def _result_ids(step: Result, path: Path) -> Iterator[Fault]:
    for at, figure in enumerate(step.figures):
        if figure.id in RESERVED or figure.id in OWN:
            yield error("reserved_figure", (*path, "figures", at, "id"), id=figure.id)
    for at, level in enumerate(step.levels):
        if step.each is None:
            continue
        if level.id in _NOT_AFTER_A_DOT:
            yield error("reserved_part", (*path, "levels", at, "id"), id=level.id)
        elif any(figure.id == level.id for figure in step.figures):
            yield error("id_twice_here", (*path, "levels", at, "id"), id=level.id)


# ------------------------------------------------------------------------------------------------- each part by itself


def _parts(scenario: Scenario) -> Iterator[Fault]:
    for n, step in enumerate(scenario.step):
        yield from step.faults(("step", n))
        if isinstance(step, (Ask, ListStep)):
            for at, field in enumerate(step.fields):
                yield from field.faults(("step", n, "fields", at))
        if isinstance(step, Sort) and step.choices is not None and step.choices not in scenario.choices:
            known = ", ".join(scenario.choices)
            meant = near(step.choices, scenario.choices)
            yield error("no_choices", ("step", n, "choices"), given=step.choices[:60], near=meant, known=known)
    for n, section in enumerate(scenario.section):
        yield from section.faults(("section", n))
    for name, teams in scenario.teams.items():
        yield from teams.faults(("teams", name))
        yield from twice(teams.teams, ("teams", name, "teams"))
        yield from _goes_round(scenario, name)
    for name, scale in scenario.scales.items():
        yield from scale_faults(scale.min, scale.max, len(scale.labels), ("scales", name))
    for name, options in scenario.choices.items():
        yield from _options(options, ("choices", name))


def _options(options: list[Option], path: Path) -> Iterator[Fault]:
    if not options:
        yield error("choices_empty", path)
    yield from twice(options, path)


def _goes_round(scenario: Scenario, name: str) -> Iterator[Fault]:
    """Teams made of teams that are made of these."""
    at: str | None = name
    for _ in range(len(scenario.teams)):
        at = scenario.teams[at].of if at in scenario.teams else None
        if at == name:
            yield error("teams_round", ("teams", name, "of"), id=name)
            return


def _sections(scenario: Scenario, lost: frozenset[str]) -> Iterator[Fault]:
    """Each section known, its steps together."""
    ids = [section.id for section in scenario.section]
    left: set[str] = set()
    before: str | None = None
    for n, step in enumerate(scenario.step):
        here = ("step", n, "section")
        if step.section is not None and step.section not in ids:
            if step.section not in lost:
                meant = near(step.section, ids)
                yield error("no_section", here, given=step.section[:60], near=meant, known=", ".join(ids))
            continue
        if step.section != before:
            if step.section in left:
                yield error("section_apart", here, id=step.section)
            if before is not None:
                left.add(before)
            before = step.section
    used = {step.section for step in scenario.step}
    for n, id in enumerate(ids):
        if id not in used and not lost:
            yield warning("section_empty", ("section", n), id=id)


# ------------------------------------------------------------------------------------------------------------ long votes


def _long_votes(scenario: Scenario, names: Names) -> Iterator[Fault]:
    for n, step in enumerate(scenario.step):
        if isinstance(step, Vote):
            most = _most(step.from_, names)
            if most is not None and most > TO_VOTE_ON:
                yield warning("long_vote", ("step", n, "from"), n=most, limit=TO_VOTE_ON)


def _most(source: AnySource, names: Names) -> int | None:
    """How many items a source may come to, where the file says: the `max` of a list, what is written in it, `top`."""
    if isinstance(source, list):
        several = [_most(one, names) for one in source]
        return sum(n for n in several if n is not None) if any(n is not None for n in several) else None
    if isinstance(source, Source):
        if isinstance(source.top, int):
            return source.top
        return (
            None
            if source.top is not None or source.where is not None or source.from_ is None
            else _most_of(source.from_, names)
        )
    step = names.steps.get(source)
    if isinstance(step, ListStep) and step.each is None:
        return max(step.max or 0, len(step.items)) or None
    return len(step.items) or None if isinstance(step, Ask) else None


def _most_of(given: str | list[str], names: Names) -> int | None:
    return _most(given if isinstance(given, str) else list(given), names)
