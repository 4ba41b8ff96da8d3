"""The texts of a scenario: every one with its place, whether each language is there, whether it fits the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import Struct

from workshop.scenario.faults import Fault, Path, Words, error, near, warning
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Axis, Field, Place, Source, Step, Text, Written
from workshop.scenario.parts import Scenario
from workshop.text import fill, is_blank, runs

_ONE = frozenset(
    {
        *("title", "summary", "purpose", "intro", "gives", "closing", "source"),
        *("prompt", "hint", "room", "say", "watch", "stuck", "text"),
    }
)
_SEVERAL = frozenset({"labels", "examples"})

TITLE, GRID_TITLE, PLACE, QUESTION, ROOM, HINT, STAGE = 18, 12, 24, 110, 60, 140, 14
"""The longest that fit on a screen, in characters (design: Space)."""


class Said(Struct, frozen=True):
    """A text, where it stands, and what it is a text of."""

    text: Text
    path: Path
    of: Struct

    @property
    def key(self) -> str:
        return next(str(part) for part in reversed(self.path) if isinstance(part, str))

    def versions(self) -> Iterator[tuple[str, Path]]:
        """Each language's words with their place; a text for all languages is one."""
        if isinstance(self.text, str):
            yield self.text, self.path
        else:
            for lang, words in self.text.items():
                yield words, (*self.path, lang)


@cache
def _attributes(struct: type[Struct]) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, f.encode_name) for f in msgspec.structs.fields(struct))


def texts(part: Struct, path: Path = ()) -> Iterator[Said]:
    """Every text below a part of a scenario, in the order of the keys."""
    for name, key in _attributes(type(part)):
        value = getattr(part, name)
        if not value:
            if name in _ONE and (value == {} or (name == "title" and value == "")):
                yield Said("", (*path, key), part)
            continue
        if name in _ONE or (name in ("low", "high") and isinstance(part, Axis)):
            if isinstance(value, (str, dict)):
                yield Said(value, (*path, key), part)
        elif name in _SEVERAL:
            for at, one in enumerate(value):
                yield Said(one, (*path, key, at), part)
        else:
            yield from _below(value, (*path, key))


def _below(value: object, path: Path) -> Iterator[Said]:
    if isinstance(value, Source):
        return
    if isinstance(value, Struct):
        yield from texts(value, path)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _below(one, (*path, at))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _below(one, (*path, key))


# ------------------------------------------------------------------------------------------------------------ languages


def languages(scenario: Scenario) -> list[str]:
    """Those of `languages`, else those of the title."""
    if scenario.languages:
        return scenario.languages
    return list(scenario.title) if isinstance(scenario.title, dict) else []


def spoken(scenario: Scenario) -> Iterator[Fault]:
    """Texts that lack a language, or have one that the file has not; titles with nothing in them."""
    wanted = languages(scenario)
    for said in texts(scenario):
        if isinstance(said.text, str):
            if (said.text == "" and said.key not in _SEVERAL) or (said.key == "title" and is_blank(said.text)):
                yield error("empty", said.path, key=said.key)
            continue
        if all(is_blank(words) for words in said.text.values()):
            yield error("empty", said.path, key=said.key)
            continue
        missing = [lang for lang in wanted if is_blank(said.text.get(lang, ""))]
        for lang in said.text:
            if lang not in wanted and wanted:
                meant = near(lang, missing) or (missing[0] if len(missing) == 1 and set(lang) == set(missing[0]) else "")
                if meant:
                    missing.remove(meant)
                    yield error("language_near", (*said.path, lang), key=said.key, given=lang, near=meant)
                else:
                    yield warning("language_extra", (*said.path, lang), key=said.key, given=lang, languages=", ".join(wanted))
        if missing:
            yield error("language_missing", said.path, key=said.key, languages=", ".join(missing))


# --------------------------------------------------------------------------------------------------------------- length


def too_wide(scenario: Scenario) -> Iterator[Fault]:
    """Warnings of texts that the screen would cut."""
    stages = {
        step.each for step in scenario.step if isinstance(step, Ask) and step.look == "journey" and isinstance(step.each, str)
    }
    for n, step in enumerate(scenario.step):
        for said in texts(step, ("step", n)):
            room = _room(said, step, stages)
            if room is None:
                continue
            what, longest = room
            for words, path in said.versions():
                length = shown_length(words)
                if length > longest:
                    yield warning("wide", path, what=Words(f"wide_what.{what}"), n=length, limit=longest)


def shown_length(words: str) -> int:
    """How many characters a text takes, its marks taken off and about eight for each value put in."""
    return len(fill("".join(run.text for run in runs(words)), lambda _: "x" * 8))


def _room(said: Said, step: AnyStep, stages: set[str]) -> tuple[str, int] | None:
    """What a text is on the screen, and how long it may be there."""
    of, key = said.of, said.key
    if isinstance(of, Step):
        sizes = {"title": TITLE, "prompt": QUESTION, "room": ROOM, "hint": HINT}
        return (key, sizes[key]) if key in sizes else None
    if isinstance(of, Field):
        if key == "title" and of.id == "value" and isinstance(step, Ask) and len(step.fields) == 1:
            return None  # the step's own
        journey = isinstance(step, Ask) and step.look == "journey"
        title = ("grid_title", GRID_TITLE) if journey else ("field_title", TITLE)
        return {"title": title, "prompt": ("prompt", QUESTION), "hint": ("hint", HINT)}.get(key)
    if isinstance(of, Place):
        return ("place", PLACE) if key == "title" else None
    if isinstance(of, Written) and key == "text":
        is_stage = (isinstance(step, Ask) and step.look == "journey") or (isinstance(step, ListStep) and step.id in stages)
        return ("stage", STAGE) if is_stage else None
    return None
