"""Where the items that a source gives were made: by that is known which fields they have."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import AnySource, Source
from workshop.scenario.parts import Scenario

Makers = frozenset[str]
"""The ids of the steps that made the items (and what those were copied from), `people`, ids of teams, "entries" of a field; "?"
where that is not known."""

UNKNOWN: Makers = frozenset({"?"})


class Origins:
    """Of one scenario. `steps`: its steps by id, the first of each."""

    def __init__(self, scenario: Scenario, steps: Mapping[str, AnyStep]) -> None:
        self.scenario = scenario
        self.steps = steps
        self.sections = {section.id: section for section in scenario.section}
        self._makers: dict[str, Makers] = {}

    def of(self, source: AnySource | None) -> Makers:
        """Whose items a source gives."""
        if source is None:
            return frozenset()
        if isinstance(source, list):
            return frozenset().union(*(self.of(part) for part in source))
        if isinstance(source, Source):
            if source.scenario is not None:
                return UNKNOWN
            named = [[given] if isinstance(given, str) else given or [] for given in (source.from_, source.combine)]
            return frozenset().union(*(self.of(name) for names in named for name in names))
        if source not in self._makers:
            self._makers[source] = UNKNOWN  # of what goes in circles
            self._makers[source] = self._named(source)
        return self._makers[source]

    def _named(self, source: str) -> Makers:
        first, *rest = source.split(".")
        if first == "people" or first in self.scenario.roles:
            return frozenset({"people"})
        if first in self.scenario.teams:
            return frozenset({first})
        step = self.steps.get(first)
        if isinstance(step, ListStep):
            return self.made_by(step)
        if isinstance(step, Ask):
            if not rest and step.has_rows:
                return self.of(step.each) | (frozenset({step.id}) if step.items else frozenset())
            return self.chosen(step, rest[0] if rest else "") | {"entries"}
        if isinstance(step, GroupStep):
            return self.of(step.from_) if rest else frozenset({step.id})
        if isinstance(step, (Sort, Matrix, Vote)):
            return self.of(step.from_)
        if isinstance(step, Result):
            return self.of(step.each)
        section = self.sections.get(first)
        return self.of(section.each) if section is not None else UNKNOWN

    def chosen(self, step: Ask, field_id: str = "") -> Makers:
        """The items that the choices of a step (or one of its fields) are among."""
        asked = [field for field in step.fields if isinstance(field, ChoiceField) and field_id in ("", field.id)]
        return frozenset().union(*(self.of(field.from_) for field in asked))

    def made_by(self, step: ListStep) -> Makers:
        """The items of a list, and what they may be copies of."""
        key = f"{step.id} "
        if key not in self._makers:
            self._makers[key] = frozenset({step.id})
            self._makers[key] = frozenset({step.id}) | self.of(step.start)
        return self._makers[key]
