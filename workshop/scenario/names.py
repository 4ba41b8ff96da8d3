"""What a dotted name of a scenario stands for, as far as the file can tell: before anybody has answered anything.

The twin of `session/names.py`, which finds the values. Here it is only known what they will be: a number, a text out of some
options, items of a list; one, or a list because nothing fixes the voice or the row. What cannot be told is `ANY`, and of
that nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from workshop.scenario.faults import Fault, Path, error, near
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.actions import Actions
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.decisions import Decisions
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Section
from workshop.scenario.origins import UNKNOWN, Makers, Origins
from workshop.scenario.parts import Scenario

Why = Literal["", "voices", "rows", "items", "many", "loop"]
"""What makes a list of a value."""


class Meaning(Struct, frozen=True):
    """What a name stands for. `depth`: how many lists deep it lies, None where that cannot be told."""

    kind: Literal["number", "text", "truth", "date", "item", "none", "any"]
    depth: int | None = 0
    options: tuple[str, ...] | None = None  # of a text: all it can be
    makers: Makers = UNKNOWN  # of an item
    why: Why = ""

    @property
    def is_list(self) -> bool:
        return self.depth is not None and self.depth > 0

    @property
    def is_one(self) -> bool:
        return self.depth == 0

    def deeper(self, depth: int | None, why: Why = "") -> Meaning:
        if depth == 0:
            return self
        sum_of = None if depth is None or self.depth is None else self.depth + depth
        return replace(self, depth=sum_of, why=self.why or why)

    def one(self) -> Meaning:
        """One of the list."""
        return replace(self, depth=0, why="")


ANY = Meaning("any", None)
NUMBER = Meaning("number")
TEXT = Meaning("text")
ITEM = Meaning("item")


def _items(makers: Makers) -> Meaning:
    return Meaning("item", 1, makers=makers, why="items")


class Problem(Struct, frozen=True):
    """A name that stands for nothing here."""

    key: str
    values: dict[str, object]

    def at(self, path: Path, find: str | int) -> Fault:
        return error(self.key, path, find=find, **self.values)


class Place(Struct, frozen=True):
    """Where a name is used: so much is known there."""

    before: int = 0  # the steps before this one may be named
    step: AnyStep | None = None
    own: bool = False  # the step itself too
    section: Section | None = None
    item: Meaning | None = None
    bound: dict[str, Meaning] | None = None  # own fields, figures worked out before


def parts_of(step: AnyStep) -> list[str]:
    """What may follow the dot after the name of a step (besides what its items have)."""
    if isinstance(step, Ask):
        return [*(field.id for field in step.fields), "count", "chosen", "round"]
    if isinstance(step, ListStep):
        return [*(field.id for field in step.fields), *LOGGED.get(step.kind, ()), "count", "first", "last"]
    if isinstance(step, (Sort, Matrix)):
        return [*(place.id for place in step.places), "count", *(("x", "y") if isinstance(step, Matrix) else ())]
    if isinstance(step, GroupStep):
        return ["count", "loose"]
    if isinstance(step, Vote):
        return ["total", "voters", "count"]
    if isinstance(step, Result):
        return [*(figure.id for figure in step.figures), *(level.id for level in step.levels), "low", "high", "level"]
    return []


LOGGED = {"actions": ("owner", "due", "done"), "decisions": ("why", "decided_by", "review")}
ITSELF = ("text", "by", "of", "members", "name", "round")
"""What every item has."""

SECTION_PARTS = ("rounds", "ended", "left")
ENDED = ("until", "max", "stopped", "time")


class Names:
    """The names of one scenario. Shared options and scales are already written into it."""

    def __init__(self, scenario: Scenario, lost: Iterable[str] = ()) -> None:
        """`lost`: ids that stand in the file though what they belong to could not be read. Nothing is said of them."""
        self.scenario = scenario
        self.lost = frozenset(lost)
        self.number = {step.id: n for n, step in reversed(list(enumerate(scenario.step)))}
        self.steps = {step.id: step for step in reversed(scenario.step)}
        self.sections = {section.id: section for section in scenario.section}
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for n, step in enumerate(scenario.step):
            if step.section:
                self.first.setdefault(step.section, n)
                self.last[step.section] = n
        self.origins = Origins(scenario, self.steps)

    def all(self) -> list[str]:
        return ["people", *self.steps, *self.sections, *self.scenario.teams, *self.scenario.roles]

    # -------------------------------------------------------------------------------------------------------- by name

    def meaning(self, parts: Sequence[str], place: Place) -> Meaning | Problem:
        """What a dotted name stands for at a place."""
        first, rest = parts[0], parts[1:]
        if place.bound and first in place.bound:
            return self._walk(place.bound[first], rest, place, first)
        if first == "item":
            if place.item is None:
                return Problem("no_item", {})
            return self._walk(place.item, rest, place, first)
        if first == "people":
            return self._walk(_items(frozenset({"people"})), rest, place, first)
        if first in self.scenario.teams:
            return self._walk(_items(frozenset({first})), rest, place, first)
        if first in self.scenario.roles:
            return self._walk(Meaning("item", None, makers=frozenset({"people"})), rest, place, first)
        if first in self.steps:
            return self._of_step(self.steps[first], rest, place)
        if first in self.sections:
            return self._of_section(self.sections[first], rest, place)
        if first in self.lost or "." in first:
            return ANY
        if place.bound is not None and any(field.id == first for field in getattr(place.step, "fields", ())):
            return Problem("field_later", {"name": first})
        known = [*self.all(), *(place.bound or ()), *(("item",) if place.item is not None else ())]
        return self._unknown(first, known)

    def _unknown(self, name: str, known: list[str]) -> Problem:
        return Problem("unknown_name", {"name": name, "near": near(name, known)})

    def _is_later(self, step: AnyStep, place: Place) -> bool:
        at = self.number[step.id]
        return at >= place.before and not (place.own and place.step is step)

    def _of_step(self, step: AnyStep, rest: Sequence[str], place: Place) -> Meaning | Problem:
        if isinstance(step, Note):
            return Problem("note_has_none", {"name": step.id})
        if self._is_later(step, place):
            return Problem("itself" if place.step is step else "later", {"name": step.id})
        return self._value(step, rest, place)

    def _of_section(self, section: Section, rest: Sequence[str], place: Place) -> Meaning | Problem:
        inside = place.section is section
        if not inside and self.first.get(section.id, 0) >= place.before:
            return Problem("later", {"name": section.id})
        name = rest[0] if rest else ""
        if name in SECTION_PARTS:
            meaning = {
                "rounds": NUMBER if inside or section.each is None else NUMBER.deeper(1, "loop"),
                "ended": Meaning("text", options=ENDED),
                "left": _items(self.origins.of(section.each)),
            }[name]
            return self._walk(meaning, rest[1:], place, f"{section.id}.{name}")
        if section.each is None:
            if not rest:
                return Problem("section_alone", {"name": section.id})
            return self._no_part(section.id, name, list(SECTION_PARTS))
        items = Meaning("item", 0 if inside else 1, makers=self.origins.of(section.each), why="" if inside else "items")
        return self._walk(items, rest, place, section.id)

    def _no_part(self, name: str, part: str, known: list[str]) -> Meaning | Problem:
        if part in self.lost:
            return ANY
        return Problem("no_part", {"name": name, "part": part, "near": near(part, known), "known": ", ".join(known)})

    # ---------------------------------------------------------------------------------------------- what a step holds

    def _open(self, step: AnyStep, place: Place, *, rows: bool = True) -> tuple[int | None, Why]:
        """How many of the layers of a step's answers nothing fixes, and one of them by name."""
        if place.own and place.step is step:
            return None, ""
        depth = 0
        why: Why = ""
        section = self.sections.get(step.section or "")
        if section is not None and section.each is not None and place.section is not section:
            depth, why = depth + 1, "loop"
        if rows and isinstance(step, Ask) and step.has_rows:
            depth, why = depth + 1, why or "rows"
        if isinstance(step, Ask) and step.across is not None:
            depth, why = depth + 1, why or "rows"
        by = getattr(step, "by", "group")
        if by in self.scenario.roles:
            return None, why
        if by != "group":
            depth, why = depth + 1, "voices"
        return depth, why

    def _value(self, step: AnyStep, rest: Sequence[str], place: Place) -> Meaning | Problem:
        """`x` and `x.part`."""
        name = rest[0] if rest else ""
        depth, why = self._open(step, place)
        if isinstance(step, Ask):
            if name in ("count", "round"):
                return self._walk(NUMBER, rest[1:], place, f"{step.id}.{name}")
            if name == "chosen":
                return self._walk(_items(self.origins.chosen(step)), rest[1:], place, f"{step.id}.{name}")
            return self._of_fields(step, rest, place, depth, why)
        if isinstance(step, ListStep):
            items = _items(self.origins.made_by(step))
            return self._listed(items, rest, place, step.id)
        if isinstance(step, (Sort, Matrix)):
            return self._placed(step, rest, place)
        if isinstance(step, GroupStep):
            if name == "loose":
                loose = _items(self.origins.of(step.from_))
                return self._walk(loose, rest[1:], place, f"{step.id}.loose")
            if name == "count":
                return self._walk(NUMBER, rest[1:], place, f"{step.id}.count")
            return self._walk(_items(frozenset({step.id})), rest, place, step.id)
        if isinstance(step, Vote):
            if not rest or (len(rest) == 1 and name in ("share", "place", "votes", "reasons")):
                return Meaning("text" if name == "reasons" else "number", 1, why="items")
            if name in ("total", "voters", "count"):
                return self._walk(NUMBER, rest[1:], place, f"{step.id}.{name}")
            return self._no_part(step.id, name, parts_of(step))
        assert isinstance(step, Result)
        return self._computed(step, rest, place)

    def _of_fields(self, step: Ask, rest: Sequence[str], place: Place, depth: int | None, why: Why) -> Meaning | Problem:
        if not rest:
            return self.of_field(step.fields[0]).deeper(depth, why) if step.fields else ANY
        for field in step.fields:
            if rest[0] == field.id:
                found = self.of_field(field)
                if list(rest[1:]) == ["chosen"] and found.kind == "item":
                    return ANY
                return self._walk(found.deeper(depth, why), rest[1:], place, f"{step.id}.{field.id}")
            if rest[0] in (f"{field.id}_other", f"{field.id}_evidence"):
                return TEXT.deeper(depth, why)
        if len(step.fields) == 1:  # of the entries or the items that the only field holds
            found = self.of_field(step.fields[0])
            if found.kind == "item":
                return self._walk(found.deeper(depth, why), rest, place, step.id)
        return self._no_part(step.id, rest[0], parts_of(step))

    def of_field(self, field: AnyField) -> Meaning:
        """What one voice's answer to a field is."""
        if isinstance(field, ListField):
            return Meaning("item", 1, makers=frozenset({"entries"}), why="many")
        if isinstance(field, ChoiceField):
            if field.from_ is not None:
                found = Meaning("item", makers=self.origins.of(field.from_))
            else:
                ids = tuple(option.id for option in field.options)
                found = Meaning("text", options=(*ids, "other") if field.other and "other" not in ids else ids or None)
            return found.deeper(1, "many") if field.many else found
        if isinstance(field, TextField):
            return TEXT
        if isinstance(field, YesNoField):
            return Meaning("truth")
        return Meaning("date") if isinstance(field, DateField) else NUMBER

    def _listed(self, items: Meaning, rest: Sequence[str], place: Place, name: str) -> Meaning | Problem:
        if rest and rest[0] == "count":
            return self._walk(NUMBER, rest[1:], place, f"{name}.count")
        if rest and rest[0] in ("first", "last"):
            return self._walk(items.one(), rest[1:], place, f"{name}.{rest[0]}")
        return self._walk(items, rest, place, name)

    def _placed(self, step: Sort | Matrix, rest: Sequence[str], place: Place) -> Meaning | Problem:
        name = rest[0] if rest else ""
        if not rest:
            return Meaning("text", 1, tuple(one.id for one in step.places) or None, why="items")
        if name == "count":
            return self._walk(NUMBER, rest[1:], place, f"{step.id}.count")
        if name in ("x", "y") and isinstance(step, Matrix):
            return Meaning("number", 1, why="items")
        if any(one.id == name for one in step.places):
            return self._walk(_items(self.origins.of(step.from_)), rest[1:], place, f"{step.id}.{name}")
        return self._no_part(step.id, name, parts_of(step))

    def _computed(self, step: Result, rest: Sequence[str], place: Place) -> Meaning | Problem:
        depth = 0 if step.each is None else 1
        name = rest[0] if rest else ""
        if not rest:
            return ANY
        if any(level.id == name for level in step.levels) and step.each is not None:
            return self._walk(_items(self.origins.of(step.each)), rest[1:], place, f"{step.id}.{name}")
        if name == "level":
            levels = tuple(level.id for level in step.levels) or None
            return Meaning("text", depth, levels, why="" if step.each is None else "items")
        if name in ("value", "low", "high") or any(figure.id == name for figure in step.figures):
            return ANY
        return self._no_part(step.id, name, parts_of(step))

    # ------------------------------------------------------------------------------------------------- what an item has

    def _walk(self, meaning: Meaning, rest: Sequence[str], place: Place, name: str) -> Meaning | Problem:
        """What a path leads to from a meaning; `name` is how that one is called."""
        if not rest:
            return meaning
        if meaning.kind == "any":
            return ANY
        if meaning.kind != "item":
            return Problem("nothing_follows", {"name": name, "part": rest[0]})
        found = self._of_item(meaning.makers, rest, place, name)
        return found if isinstance(found, Problem) else found.deeper(meaning.depth, meaning.why or "items")

    def _of_item(self, makers: Makers, rest: Sequence[str], place: Place, name: str) -> Meaning | Problem:
        part, more = rest[0], rest[1:]
        called = f"{name}.{part}"
        if part in ITSELF:
            meaning = {
                "by": Meaning("item", makers=frozenset({"people"})),
                "of": ITEM,
                "members": Meaning("item", 1, why="items"),
                "round": NUMBER,
            }.get(part, TEXT)
            if part not in ("text", "name") or not self._fields_called(part, makers):
                return self._walk(meaning, more, place, called)
        own = self._fields_called(part, makers)
        if own:
            return self._walk(own[0] if len(own) == 1 or all(one == own[0] for one in own) else ANY, more, place, called)
        step = self.steps.get(part)
        if step is not None:
            if isinstance(step, Note):
                return Problem("note_has_none", {"name": step.id})
            if self._is_later(step, place):
                return Problem("itself" if place.step is step else "later", {"name": step.id})
            return self._said_of_item(step, more, makers, place, called)
        if part in self.scenario.teams:
            return self._walk(Meaning("item", makers=frozenset({part})), more, place, called)
        if part in self.lost or ("?" in makers and self._is_a_field(part)):
            return ANY
        known = [*self._field_ids(makers), *ITSELF, *(one.id for one in self.scenario.step if not self._is_later(one, place))]
        where = self._step_with(part, place)
        if part in ("count", "first", "last"):
            meant = f"{part}({name})"
        else:
            meant = f"{name}.{where}.{part}" if where else near(part, known)
        return Problem("no_item_part", {"name": name, "part": part, "near": meant})

    def _said_of_item(self, step: AnyStep, rest: Sequence[str], makers: Makers, place: Place, name: str) -> Meaning | Problem:
        """`item.step` and `item.step.part`."""
        part = rest[0] if rest else ""
        depth, why = self._open(step, place, rows=False)
        section = self.sections.get(step.section or "")
        loop = section is not None and section.each is not None and place.section is not section
        if self._is_voice(makers) or loop or (isinstance(step, Ask) and not step.has_rows):
            depth = None
        if isinstance(step, Ask):
            if part in ("chosen", "count", "round"):
                return NUMBER
            return self._of_fields(step, rest, place, depth, why)
        if isinstance(step, ListStep):
            return self._listed(_items(self.origins.made_by(step)), rest, place, name)
        unsure = None if depth or getattr(step, "each", None) is not None else depth
        if isinstance(step, (Sort, Matrix)):
            if part in ("x", "y") and isinstance(step, Matrix):
                return NUMBER.deeper(unsure)
            if not rest:
                return Meaning("text", options=tuple(one.id for one in step.places) or None).deeper(unsure)
            return self._no_part(name, part, ["x", "y"] if isinstance(step, Matrix) else [])
        if isinstance(step, GroupStep):
            return self._walk(Meaning("item", makers=frozenset({step.id})).deeper(unsure), rest, place, name)
        if isinstance(step, Vote):
            if part in ("votes", "reasons"):
                return Meaning("number" if part == "votes" else "text", 1, why="voices")
            if not rest or part in ("share", "voters", "place"):
                return NUMBER.deeper(None if loop or step.each is not None or self._is_voice(makers) else 0)
            return self._no_part(name, part, ["share", "place", "voters", "votes", "reasons"])
        assert isinstance(step, Result)
        if part == "level":
            return Meaning("text", options=tuple(level.id for level in step.levels) or None).deeper(None if loop else 0)
        if not rest or part in ("value", "place", "low", "high") or any(figure.id == part for figure in step.figures):
            return ANY
        return self._no_part(name, part, [*(figure.id for figure in step.figures), "low", "high", "level", "place"])

    # ----------------------------------------------------------------------------------------------------- fields of items

    def _is_voice(self, makers: Makers) -> bool:
        """Whether the items may be people, teams, or not known at all."""
        return bool(makers & {"?", "people", *self.scenario.teams})

    def _step_with(self, part: str, place: Place) -> str:
        """The earlier step that asks for a field of this name about each row: `item.<step>.<field>` was meant."""
        found = (one for one in self.scenario.step if isinstance(one, Ask) and one.has_rows and not self._is_later(one, place))
        return next((one.id for one in found if any(field.id == part for field in one.fields)), "")

    def _fields(self, makers: Makers) -> Iterator[tuple[str, Meaning]]:
        for maker in makers:
            step = self.steps.get(maker)
            if isinstance(step, (ListStep, Ask)):
                if isinstance(step, ListStep):
                    for field in step.fields:
                        yield field.id, self.of_field(field)
                for item in step.items:
                    for key in item.values:
                        yield key, ANY
            if isinstance(step, Actions):
                yield from (("owner", TEXT), ("due", Meaning("date")), ("done", Meaning("truth")))
            elif isinstance(step, Decisions):
                yield from (("why", TEXT), ("decided_by", TEXT), ("review", Meaning("date")))

    def _fields_called(self, name: str, makers: Makers) -> list[Meaning]:
        found = [meaning for id, meaning in self._fields(makers) if id == name]
        return found or [TEXT for id, _ in self._fields(makers) if name in (f"{id}_other", f"{id}_evidence")]

    def _field_ids(self, makers: Makers) -> list[str]:
        return [id for id, _ in self._fields(makers)]

    def _is_a_field(self, name: str) -> bool:
        everywhere = frozenset(self.steps)
        return bool(self._fields_called(name, everywhere))
