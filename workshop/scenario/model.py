"""What a workshop is: the parts that steps of every kind are made of (scenario format 1).

The structs say what may stand in a file *after* the short forms have been written out (`load.expand`): a plain string in
`options` is an Option here, a one-question `ask` has one field `value`. The JSON Schema is made from the same structs.
A kind's own struct lies in `kinds/`, a field type's in `fields/`; `parts.py` joins them into a Scenario.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

Text = str | dict[str, str]
"""Words people read: a string (the same in all languages) or one a language: {"sv": …, "en": …}."""

Expression = str
By = str  # "group", "each", a teams id or a role id


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of everything in a scenario file."""


class Source(Part, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Which items: a name or names, narrowed, ordered and cut."""

    from_: str | list[str] | None = None
    where: Expression | None = None
    by: str | list[Expression] | None = None
    order: Literal["falling", "rising"] | list[Literal["falling", "rising"]] = "falling"
    top: int | Expression | None = None
    ties: Literal["keep", "cut"] = "keep"
    combine: str | list[str] | None = None
    scenario: str | None = None


AnySource = str | Source | list[str | Source]


class Option(Part, frozen=True, kw_only=True):
    """One answer of a choice."""

    id: str
    title: Text
    text: Text | None = None


class Place(Part, frozen=True, kw_only=True):
    """A place of a `sort`; a corner of a `matrix` says which with `x` and `y`."""

    id: str
    title: Text
    text: Text | None = None
    x: Literal["low", "high"] | None = None
    y: Literal["low", "high"] | None = None


class Axis(Part, frozen=True, kw_only=True):
    title: Text
    low: Text
    high: Text


class Written(Part, frozen=True, kw_only=True):
    """An item written in the scenario: a row of an `ask`, or the start set of a list."""

    id: str
    text: Text
    hint: Text | None = None
    values: dict[str, str | int | float | bool] = field(default_factory=dict)


class Scale(Part, frozen=True, kw_only=True):
    min: int = 1
    max: int = 5
    labels: list[Text] = field(default_factory=list)


class Team(Part, frozen=True, kw_only=True):
    id: str
    title: Text


class Teams(Part, frozen=True, kw_only=True):
    """`size`: the participants dealt by so many; `of` joins smaller teams; `teams`: named ones."""

    title: Text | None = None
    size: int | None = None
    of: str | None = None
    teams: list[Team] = field(default_factory=list)


class Role(Part, frozen=True, kw_only=True):
    title: Text
    many: bool = False


class Repeat(Part, frozen=True, kw_only=True):
    until: Expression | None = None
    max: int = 10
    minutes: list[float] = field(default_factory=list)


class Check(Part, frozen=True, kw_only=True):
    that: Expression
    text: Text
    level: Literal["warn", "block"] = "warn"


class Section(Part, frozen=True, kw_only=True):
    id: str
    title: Text
    text: Text | None = None
    when: Expression | None = None
    each: AnySource | None = None
    repeat: Repeat | None = None
    minutes: float | None = None
    at_time: Literal["stop"] | None = None
    left: Literal["keep", "park"] = "keep"
    sitting: int = 1


class Edition(Part, frozen=True, kw_only=True):
    id: str
    title: Text
    when: Expression | None = None
    names: bool = True
    leave_out: list[str | Source] = field(default_factory=list)


class Figure(Part, frozen=True, kw_only=True):
    id: str
    title: Text
    value: Expression
    unit: str = ""
    digits: int = 1


class Level(Part, frozen=True, kw_only=True):
    id: str
    title: Text
    text: Text | None = None
    when: Expression | None = None  # None: otherwise
    next: str | None = None  # the scenario to take then


class Step(Part, frozen=True, kw_only=True, tag_field="kind"):
    """Keys every step may have."""

    id: str
    title: Text
    prompt: Text | None = None
    hint: Text | None = None
    examples: list[Text] = field(default_factory=list)
    room: Text | None = None
    say: Text | None = None
    watch: Text | None = None
    stuck: Text | None = None
    minutes: float | None = None
    min_minutes: float | None = None
    minutes_each: float | None = None
    fixed: bool = False
    optional: bool = False
    section: str | None = None
    when: Expression | None = None
    show: list[str] = field(default_factory=list)
    was: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)


class Answered(Step, frozen=True, kw_only=True):
    """Keys of the kinds that take answers."""

    by: By = "group"
    each: AnySource | None = None
    start: AnySource | None = None
    hidden: bool | None = None  # None: true unless by the group
    names: Literal["shown", "later", "never"] = "shown"
    turns: bool = False
    repeat: Repeat | None = None
    checks: list[Check] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        return self.by != "group" if self.hidden is None else self.hidden


class Field(Part, frozen=True, kw_only=True, tag_field="as", rename={"from_": "from"}):
    """Keys every field may have: of an `ask`, or of the items of a list."""

    id: str
    title: Text
    prompt: Text | None = None
    hint: Text | None = None
    examples: list[Text] = field(default_factory=list)
    was: list[str] = field(default_factory=list)
    when: Expression | None = None
    evidence: bool = False

    @property
    def kind(self) -> str:
        """The `as` of the file."""
        return str(self.__struct_config__.tag)
