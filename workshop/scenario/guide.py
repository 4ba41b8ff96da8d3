"""A workshop to be read through before it is held: what it is for, how to prepare, what comes out of it, and every step with
its question and the words for whoever leads it. Values are not known yet: `…` stands in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from workshop.language import t
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.scenario.model import Text
from workshop.scenario.parts import Scenario
from workshop.scenario.timing import least_of, minutes_of
from workshop.text import fill, paragraphs, runs

Kind = Literal["title", "facts", "summary", "part", "text", "section", "step", "question", "hint", "example", "note"]


class Passage(NamedTuple):
    """A paragraph. `label` stands before it (`Say`, `Example`); of a step it is its number."""

    kind: Kind
    text: str
    label: str = ""
    aside: str = ""  # of a step: its minutes, and that it is fixed, optional or a break


def guide(scenario: Scenario, lang: str) -> Iterator[Passage]:
    """The whole of a workshop, in the order it is held, in `lang` (where the scenario has it)."""

    def said(text: Text | None) -> str:
        return plain(scenario.text(text, lang))

    yield Passage("title", said(scenario.title))
    yield Passage("facts", facts(scenario, lang))
    if scenario.summary:
        yield Passage("summary", said(scenario.summary))
    for key in ("purpose", "intro", "gives"):
        if words := getattr(scenario, key):
            yield Passage("part", t(f"guide.{key}", lang))
            yield from (Passage("text", each) for each in _paragraphs(said(words)))
    yield Passage("part", t("guide.plan", lang))
    section = None
    for number, step in enumerate(scenario.step, start=1):
        if step.section != section:
            section = step.section
            if section is not None:
                yield Passage("section", said(scenario.section_by_id[section].title))
        yield Passage("step", said(step.title), str(number), _aside(step, lang))
        yield from _inside(scenario, step, lang)
    if scenario.closing:
        yield Passage("part", t("guide.closing", lang))
        yield from (Passage("text", each) for each in _paragraphs(said(scenario.closing)))
    if scenario.source:
        yield Passage("part", t("guide.source", lang))
        yield Passage("text", said(scenario.source))


def facts(scenario: Scenario, lang: str) -> str:
    """For whom, how long, the least it can be held in."""
    minutes, least = scenario.minutes, sum(map(least_of, scenario.step))
    parts = [
        ", ".join(t(f"guide.{who}", lang) for who in scenario.suits or ["group"]),
        t("guide.minutes", lang, n=minutes) if minutes else "",
        t("guide.least", lang, n=least) if 0 < least < minutes else "",
    ]
    return " · ".join(part for part in parts if part)


def plain(text: str) -> str:
    """Without marks, and with … where a value will stand."""
    return "".join(run.text for run in runs(fill(text, lambda _: "…")))


def _paragraphs(text: str) -> Iterator[str]:
    for block in paragraphs(text):
        yield from (f"• {line}" for line in block.lines) if block.kind == "list" else (block.text,)


def _aside(step: AnyStep, lang: str) -> str:
    minutes = minutes_of(step)
    words = [t("guide.minutes", lang, n=minutes)] if minutes else []
    if isinstance(step, Note) and step.pause:
        words.append(t("guide.pause", lang))
    words += [t(f"guide.{key}", lang) for key in ("fixed", "optional") if getattr(step, key)]
    return ", ".join(words)


def _inside(scenario: Scenario, step: AnyStep, lang: str) -> Iterator[Passage]:
    def said(text: Text | None) -> str:
        return plain(scenario.text(text, lang))

    if isinstance(step, Note):
        yield from (Passage("text", each) for each in _paragraphs(said(step.text)))
    if step.prompt:
        yield Passage("question", said(step.prompt))
    for field in getattr(step, "fields", ()):
        if getattr(field, "id", "value") != "value" and (field.prompt or field.title):
            yield Passage("question", said(field.prompt or field.title), "–")
    if step.hint:
        yield Passage("hint", said(step.hint))
    yield from _labelled("example", "example", map(said, step.examples), lang)
    for key in ("say", "watch", "stuck"):
        if words := getattr(step, key):
            yield from _labelled("note", key, _paragraphs(said(words)), lang)


def _labelled(kind: Kind, key: str, texts: Iterable[str], lang: str) -> Iterator[Passage]:
    """What these are is said before the first of them."""
    for at, text in enumerate(texts):
        yield Passage(kind, text, t(f"guide.{key}", lang) if not at else "")
