"""A whole scenario, as every other floor reads it."""

from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, field

from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import Edition, Id, Lang, Many, Option, Part, Role, Scale, Section, Short, Teams, Text

FORMAT = 1


class Scenario(Part, frozen=True, kw_only=True, dict=True):
    """One workshop. Immutable; its source text is kept beside it by whoever read it (the session's snapshot)."""

    format: Literal[1]
    id: Id
    title: Text
    step: Annotated[list[AnyStep], Meta(min_length=1, max_length=200)]
    version: Annotated[str, Meta(pattern=r"^\d{1,6}\.\d{1,6}\.\d{1,6}$")] = "1.0.0"
    languages: list[Lang] = field(default_factory=list)
    summary: Text | None = None
    purpose: Text | None = None
    intro: Text | None = None
    gives: Text | None = None
    closing: Text | None = None
    suits: list[Literal["group", "alone"]] = field(default_factory=lambda: ["group"])
    tags: Annotated[list[Short], Many] = field(default_factory=list)
    author: Short = ""
    license: Short = ""
    source: Text | None = None
    scales: dict[Id, Scale] = field(default_factory=dict)
    choices: dict[Id, Annotated[list[Option], Many]] = field(default_factory=dict)
    teams: dict[Id, Teams] = field(default_factory=dict)
    roles: dict[Id, Role] = field(default_factory=dict)
    section: Annotated[list[Section], Many] = field(default_factory=list)
    edition: Annotated[list[Edition], Many] = field(default_factory=list)

    @property
    def steps(self) -> list[AnyStep]:
        return self.step

    @cached_property
    def step_by_id(self) -> dict[str, AnyStep]:
        return {step.id: step for step in self.step}

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.section}

    def section_of(self, step: AnyStep) -> Section | None:
        return self.section_by_id.get(step.section) if step.section else None

    def text(self, text: Text | None, lang: str) -> str:
        """The words in `lang`, else in the first of `languages`, else in any. Placeholders and marks are left in."""
        if text is None or isinstance(text, str):
            return text or ""
        for wanted in (lang, *self.languages):
            if wanted in text:
                return text[wanted]
        return next(iter(text.values()), "")

    @property
    def minutes(self) -> float:
        """What the plan comes to, in minutes: rows whose number is not known yet count as five. A section with minutes that is
        taken again and again, or whose steps have none, counts as a whole."""
        own = [(step.section, step.minutes or (step.minutes_each or 0) * 5) for step in self.step]
        total = sum(minutes for _, minutes in own)
        for section in self.section:
            inside = [minutes for id, minutes in own if id == section.id]
            is_loop = section.each is not None or section.repeat is not None
            if inside and section.minutes and (is_loop or not any(inside)):
                total += section.minutes - sum(inside)
        return total
