"""What the parts of a scenario name of each other, in sources, expressions and texts. Each must be there, and earlier."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from workshop.scenario.expression import ExpressionError, parse
from workshop.scenario.expression import Name as ExpressionName
from workshop.scenario.faults import Fault, Path, error, near, warning
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.judge import judge
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered, AnySource, Edition, Field, Section, Source
from workshop.scenario.names import ANY, Meaning, Names, Place, Problem
from workshop.scenario.parts import Scenario
from workshop.scenario.wording import Said, texts
from workshop.text import placeholders

_DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
_BRACES = re.compile(r"\{\{|\}\}|(\{[^{}\n]{1,60}\})")
_HOLE = re.compile(r"\{[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*\}")


class References:
    """`known`: the ids of the scenarios in the library; None where nobody looked."""

    def __init__(self, scenario: Scenario, names: Names, known: Collection[str] | None) -> None:
        self.scenario = scenario
        self.names = names
        self.known = known

    def all(self) -> Iterator[Fault]:
        yield from self._top()
        for n, section in enumerate(self.scenario.section):
            yield from self._section(section, ("section", n))
        for n, step in enumerate(self.scenario.step):
            yield from self._step(step, n)
        for n, edition in enumerate(self.scenario.edition):
            yield from self._edition(edition, ("edition", n))

    def _end(self) -> Place:
        return Place(before=len(self.scenario.step))

    def _top(self) -> Iterator[Fault]:
        for key in ("title", "summary", "purpose", "intro", "gives", "source", "closing"):
            text = getattr(self.scenario, key)
            if text:
                said = Said(text, (key,), self.scenario)
                yield from self._insertions(said, self._end() if key == "closing" else Place())
        for name, team in self.scenario.teams.items():
            if team.of is not None:
                yield from self._one_of(
                    team.of, [id for id in self.scenario.teams if id != name], ("teams", name, "of"), "no_teams"
                )

    # ------------------------------------------------------------------------------------------------- sections, editions

    def _section(self, section: Section, path: Path) -> Iterator[Fault]:
        first = self.names.first.get(section.id, 0)
        before = Place(before=first)
        item = Meaning("item", makers=self.names.origins.of(section.each)) if section.each is not None else None
        inside = Place(before=self.names.last.get(section.id, -1) + 1, section=section, item=item)
        if section.when is not None:
            yield from judge(section.when, self.names, before, (*path, "when"), condition=True)
        if section.each is not None:
            yield from self._source(section.each, (*path, "each"), before)
        if section.repeat is not None and section.repeat.until is not None:
            yield from judge(section.repeat.until, self.names, inside, (*path, "repeat", "until"), condition=True)
        for said in texts(section, path):
            yield from self._insertions(said, replace(inside, before=first))

    def _edition(self, edition: Edition, path: Path) -> Iterator[Fault]:
        if edition.when is not None:
            yield from judge(edition.when, self.names, self._end(), (*path, "when"), condition=True)
        for n, source in enumerate(edition.leave_out):
            here = (*path, "leave_out", n)
            if isinstance(source, str):
                yield from self._named(source, here, self._end())
            else:
                yield from self._source(source, here, self._end())
        for said in texts(edition, path):
            yield from self._insertions(said, self._end())

    # -------------------------------------------------------------------------------------------------------------- steps

    def _step(self, step: AnyStep, n: int) -> Iterator[Fault]:
        path: Path = ("step", n)
        section = self.names.sections.get(step.section or "")
        loop = section is not None and section.each is not None
        item = Meaning("item", makers=self.names.origins.of(section.each)) if loop and section is not None else None
        outer = Place(before=n, step=step, section=section, item=item)
        if step.when is not None:
            yield from judge(step.when, self.names, outer, (*path, "when"), condition=True)
        for at, name in enumerate(step.show):
            yield from self._named(name, (*path, "show", at), outer)
        for at, was in enumerate(step.was):
            if was in self.names.steps:
                yield error("was_taken", (*path, "was", at), id=was)
        inner = self._inside(step, outer)
        if isinstance(step, Answered):
            yield from self._answered(step, path, outer, inner)
        if isinstance(step, (Ask, ListStep)):
            yield from self._fields(step, path, inner)
        if isinstance(step, Result):
            yield from self._result(step, path, outer, inner)
        else:
            place = replace(inner, own=True, bound=self._own(step))
            for said in texts(step, path):
                here = place
                if isinstance(step, ListStep) and isinstance(said.of, Field):
                    here = replace(place, item=Meaning("item", makers=self.names.origins.made_by(step)))
                yield from self._insertions(said, here, chain=isinstance(step, ListStep) and step.chain)

    def _inside(self, step: AnyStep, outer: Place) -> Place:
        """The place with the row at hand, where a step has rows."""
        rows = self._rows(step)
        return outer if rows is None else replace(outer, item=rows)

    def _rows(self, step: AnyStep) -> Meaning | None:
        if isinstance(step, Ask) and step.has_rows:
            written = frozenset({step.id}) if step.items else frozenset[str]()
            return Meaning("item", makers=self.names.origins.of(step.each) | written)
        if isinstance(step, (Answered, Result)) and step.each is not None:
            return Meaning("item", makers=self.names.origins.of(step.each))
        if isinstance(step, (Sort, Matrix, GroupStep, Vote)):
            return Meaning("item", makers=self.names.origins.of(step.from_))
        if isinstance(step, ListStep) and step.start is not None:
            return Meaning("item", makers=self.names.origins.of(step.start))  # offered one by one
        return None

    def _own(self, step: AnyStep) -> dict[str, Meaning]:
        fields = step.fields if isinstance(step, (Ask, ListStep)) else []
        return {field.id: self.names.of_field(field) for field in fields}

    def _answered(self, step: Answered, path: Path, outer: Place, inner: Place) -> Iterator[Fault]:
        teams, roles = self.scenario.teams, self.scenario.roles
        if step.by not in ("group", "each", *teams, *roles) and step.by not in self.names.lost:
            yield from self._one_of(step.by, ["group", "each", *teams, *roles], (*path, "by"), "no_voice")
        for key, source in (
            ("each", step.each),
            ("from", getattr(step, "from_", None)),
            ("across", getattr(step, "across", None)),
        ):
            if source:
                place = inner if key != "each" and step.each is not None else outer
                yield from self._source(source, (*path, key), place)
        if step.start is not None:
            yield from self._source(step.start, (*path, "start"), inner if step.each is not None else outer, start=True)
        own = replace(inner, own=True)
        if step.repeat is not None and step.repeat.until is not None:
            yield from judge(
                step.repeat.until, self.names, replace(outer, own=True), (*path, "repeat", "until"), condition=True
            )
        if isinstance(step, ListStep):
            own = replace(own, item=Meaning("item", makers=self.names.origins.made_by(step)))
        for at, check in enumerate(step.checks):
            place = replace(own, bound=self._own(step)) if isinstance(step, (Ask, ListStep)) else own
            yield from judge(check.that, self.names, place, (*path, "checks", at, "that"), condition=True)

    def _fields(self, step: Ask | ListStep, path: Path, inner: Place) -> Iterator[Fault]:
        bound: dict[str, Meaning] = {}
        if isinstance(step, ListStep):
            inner = replace(inner, item=Meaning("item", makers=self.names.origins.made_by(step)))
        for at, field in enumerate(step.fields):
            here = (*path, "fields", at)
            place = replace(inner, bound=dict(bound))
            if field.when is not None:
                yield from judge(field.when, self.names, place, (*here, "when"), condition=True)
            if isinstance(field, ChoiceField) and field.from_ is not None:
                yield from self._source(field.from_, (*here, "from"), place)
            yield from self._shared(field, here)
            bound[field.id] = self.names.of_field(field)

    def _shared(self, field: AnyField, path: Path) -> Iterator[Fault]:
        if isinstance(field, ChoiceField) and field.choices is not None:
            yield from self._one_of(field.choices, list(self.scenario.choices), (*path, "choices"), "no_choices")
        if isinstance(field, ScaleField) and field.scale is not None:
            yield from self._one_of(field.scale, list(self.scenario.scales), (*path, "scale"), "no_scale")

    def _result(self, step: Result, path: Path, outer: Place, inner: Place) -> Iterator[Fault]:
        if step.each is not None:
            yield from self._source(step.each, (*path, "each"), outer)
        bound: dict[str, Meaning] = {}

        def reckon(key: str, text: str | None, here: Path) -> Iterator[Fault]:
            if text is not None:
                yield from judge(text, self.names, replace(inner, bound=dict(bound)), here)
                bound[key] = ANY

        yield from reckon("low", step.low, (*path, "low"))
        yield from reckon("high", step.high, (*path, "high"))
        for at, figure in enumerate(step.figures):
            yield from reckon(figure.id, figure.value, (*path, "figures", at, "value"))
        yield from reckon("value", step.value, (*path, "value"))
        if step.figures:
            bound.setdefault("value", ANY)
        place = replace(inner, bound=bound)
        for at, level in enumerate(step.levels):
            here = (*path, "levels", at)
            if level.when is not None:
                yield from judge(level.when, self.names, place, (*here, "when"), condition=True)
            if level.next is not None:
                yield from self._other(level.next, (*here, "next"))
        for at, name in enumerate(step.compare):
            if name not in ("rounds", "last_time"):
                yield from self._one_of(
                    name, ["rounds", "last_time", *self.scenario.teams], (*path, "compare", at), "no_compare"
                )
        for said in texts(step, path):
            yield from self._insertions(said, replace(place, bound={**bound, "level": ANY}))

    # ------------------------------------------------------------------------------------------------------------ sources

    def _source(self, source: AnySource, path: Path, place: Place, *, start: bool = False) -> Iterator[Fault]:
        if isinstance(source, str):
            yield from self._items(source, path, place, start)
        elif isinstance(source, list):
            for at, one in enumerate(source):
                yield from self._source(one, (*path, at), place, start=start)
        else:
            yield from self._table(source, path, place, start)

    def _table(self, source: Source, path: Path, place: Place, start: bool) -> Iterator[Fault]:
        if source.from_ is None and source.combine is None:
            yield error("source_none", path)
        if source.from_ is not None and source.combine is not None:
            yield error("source_both", (*path, "combine"))
        elsewhere = source.scenario is not None
        if source.scenario is not None and source.scenario != self.scenario.id:
            yield from self._other(source.scenario, (*path, "scenario"))
        for key, given in (("from", source.from_), ("combine", source.combine)):
            several = isinstance(given, list)
            for at, name in enumerate(given if isinstance(given, list) else [given] if given is not None else []):
                here = (*path, key, at) if several else (*path, key)
                if not elsewhere:
                    yield from self._items(name, here, place, start)
                elif source.scenario == self.scenario.id:
                    yield from self._items(name, here, self._end(), start)
        makers = self.names.origins.of(source)
        each = replace(place, item=Meaning("item", makers=makers))
        if source.where is not None:
            yield from judge(source.where, self.names, each, (*path, "where"), condition=True)
        if source.by is not None:
            given = source.by if isinstance(source.by, list) else [source.by]
            for at, text in enumerate(given):
                yield from self._order(text, (*path, "by", at) if isinstance(source.by, list) else (*path, "by"), each)
        if isinstance(source.top, str):
            yield from judge(source.top, self.names, place, (*path, "top"))

    def _order(self, text: str, path: Path, place: Place) -> Iterator[Fault]:
        try:
            root = parse(text).root
        except ExpressionError:
            root = None
        faults = judge(text, self.names, place, path)
        yield from faults
        if not faults and isinstance(root, ExpressionName) and len(root.path) == 1:
            step = self.names.steps.get(root.path[0])
            if step is not None and not isinstance(step, (Vote, Result)):
                yield error("order_by", path, name=step.id)
            elif root.path == ("item",):
                yield error("order_item", path)

    def _items(self, name: str, path: Path, place: Place, start: bool) -> Iterator[Fault]:
        """A name that must give items (or, to begin with, an answer)."""
        if name == "last_round" and start:
            return
        found = self._known(name, path, place)
        if isinstance(found, Fault):
            yield found
            return
        first, *rest = name.split(".")
        step = self.names.steps.get(first)
        alone = not rest
        if start and alone and step is not None:
            return
        if isinstance(step, (Sort, Matrix)) and alone:
            example = f"{first}.{step.places[0].id}" if step.places else f"{first}.…"
            yield error("source_place", path, name=first, say=example)
        elif isinstance(step, Result) and step.each is None:
            yield error("source_result", path, name=first)
        elif found.kind in ("number", "truth", "date") and not (isinstance(step, Ask) or (isinstance(step, Vote) and alone)):
            yield error("source_value", path, name=name)

    def _known(self, name: str, path: Path, place: Place) -> Meaning | Fault:
        if not _DOTTED.fullmatch(name):
            meant = near(name.split(".")[0], self.names.all())
            return error("bad_name", path, given=name[:60], near=meant)
        found = self.names.meaning(name.split("."), place)
        return found.at(path, name) if isinstance(found, Problem) else found

    def _named(self, name: str, path: Path, place: Place) -> Iterator[Fault]:
        """A name that need not give items: `show`, `leave_out`."""
        found = self._known(name, path, place)
        if isinstance(found, Fault):
            yield found

    def _one_of(self, name: str, known: list[str], path: Path, key: str) -> Iterator[Fault]:
        if name in known or name in self.names.lost:
            return
        yield error(key, path, given=name[:60], near=near(name, known), known=", ".join(known[:12]))

    def _other(self, id: str, path: Path) -> Iterator[Fault]:
        if self.known is not None and id not in self.known and id != self.scenario.id:
            yield warning("no_scenario", path, given=id[:60], near=near(id, list(self.known)))

    # --------------------------------------------------------------------------------------------------------- insertions

    def _insertions(self, said: Said, place: Place, *, chain: bool = False) -> Iterator[Fault]:
        for words, path in said.versions():
            if "{" not in words:
                continue
            for name in placeholders(words):
                if name == "round" or (name == "last" and chain):
                    continue
                if name == "last":
                    yield error("last_chain", path, find="{last}")
                    continue
                found = self.names.meaning(name.split("."), place)
                if isinstance(found, Problem):
                    yield found.at(path, f"{{{name}}}")
            for braces in _BRACES.finditer(words):
                if braces[1] and not _HOLE.fullmatch(braces[1]):
                    yield warning("odd_insertion", path, find=braces[1], given=braces[1])
