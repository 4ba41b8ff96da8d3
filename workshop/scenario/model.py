"""What a workshop is: the parts that steps of every kind are made of (scenario format 1).

The structs say what may stand in a file *after* the short forms have been written out (`load.expand`): a plain string in
`options` is an Option here, a one-question `ask` has one field `value`. The JSON Schema is made from the same structs.
A kind's own struct lies in `kinds/`, a field type's in `fields/`; `parts.py` joins them into a Scenario.
"""

# The annotations here are no texts (no `from __future__`): msgspec would work each of them out anew for every struct below.
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from workshop.scenario.faults import Fault, Path, error

Id = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,39}$")]
Lang = Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Short = Annotated[str, Meta(max_length=2_000)]
Text = Short | dict[Lang, Short]
"""Words people read: a string (the same in all languages) or one a language: {"sv": …, "en": …}."""

Long = Annotated[str, Meta(max_length=20_000)]
LongText = Long | dict[Lang, Long]

Expression = Annotated[str, Meta(max_length=400)]
By = str  # "group", "each", a teams id or a role id

Count = Annotated[int, Meta(ge=1, le=20_000)]
"""How many at most."""
Least = Annotated[int, Meta(ge=0, le=20_000)]
Minutes = Annotated[float, Meta(ge=0, le=1_440)]
Number = Annotated[float, Meta(ge=-1e15, le=1e15)]
Whole = Annotated[int, Meta(ge=-1_000, le=1_000)]
Digits = Annotated[int, Meta(ge=0, le=10)]
Many = Meta(max_length=50)
"""So many options, places, levels, figures or fields stand in one list."""


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of everything in a scenario file."""


class Source(Part, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Which items: a name or names, narrowed, ordered and cut."""

    from_: str | list[str] | None = None
    where: Expression | None = None
    by: Expression | list[Expression] | None = None
    order: Literal["falling", "rising"] | list[Literal["falling", "rising"]] = "falling"
    top: Count | Expression | None = None
    ties: Literal["keep", "cut"] = "keep"
    combine: str | list[str] | None = None
    scenario: str | None = None


AnySource = str | Source | list[str | Source]


class Option(Part, frozen=True, kw_only=True):
    """One answer of a choice."""

    id: Id
    title: Text
    text: Text | None = None


class Place(Part, frozen=True, kw_only=True):
    """A place of a `sort`; a corner of a `matrix` says which with `x` and `y`."""

    id: Id
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

    id: Id
    text: Text
    hint: Text | None = None
    values: dict[Id, Short | Annotated[int, Meta(ge=-(10**15), le=10**15)] | Number | bool] = field(default_factory=dict)


class Scale(Part, frozen=True, kw_only=True):
    min: Whole = 1
    max: Whole = 5
    labels: Annotated[list[Text], Many] = field(default_factory=list)


class Team(Part, frozen=True, kw_only=True):
    id: Id
    title: Text


class Teams(Part, frozen=True, kw_only=True):
    """`size`: the participants dealt by so many; `of` joins smaller teams; `teams`: named ones."""

    title: Text | None = None
    size: Annotated[int, Meta(ge=2, le=500)] | None = None
    of: str | None = None
    teams: Annotated[list[Team], Many] = field(default_factory=list)

    def faults(self, path: Path) -> Iterator[Fault]:
        if self.size is not None and self.teams:
            yield error("teams_both", (*path, "size"))
        elif self.size is None and not self.teams:
            yield error("teams_none", path)
        if self.of is not None and self.teams:
            yield error("teams_of", (*path, "of"))


class Role(Part, frozen=True, kw_only=True):
    title: Text
    many: bool = False


class Repeat(Part, frozen=True, kw_only=True):
    until: Expression | None = None
    max: Annotated[int, Meta(ge=1, le=50)] = 10
    minutes: Annotated[list[Minutes], Many] = field(default_factory=list)


class Check(Part, frozen=True, kw_only=True):
    that: Expression
    text: Text
    level: Literal["warn", "block"] = "warn"


class Section(Part, frozen=True, kw_only=True):
    id: Id
    title: Text
    text: Text | None = None
    when: Expression | None = None
    each: AnySource | None = None
    repeat: Repeat | None = None
    minutes: Minutes | None = None
    at_time: Literal["stop"] | None = None
    left: Literal["keep", "park"] = "keep"
    sitting: Annotated[int, Meta(ge=1, le=50)] = 1

    def faults(self, path: Path) -> Iterator[Fault]:
        if self.at_time is not None and self.minutes is None:
            yield error("at_time_minutes", (*path, "at_time"))
        if self.at_time is not None and self.each is None and self.repeat is None:
            yield error("at_time_loop", (*path, "at_time"))
        if self.left != "keep" and (self.at_time is None or self.each is None):
            yield error("left_loop", (*path, "left"))


class Edition(Part, frozen=True, kw_only=True):
    id: Id
    title: Text
    when: Expression | None = None
    names: bool = True
    leave_out: list[str | Source] = field(default_factory=list)


class Figure(Part, frozen=True, kw_only=True):
    id: Id
    title: Text
    value: Expression
    unit: str = ""
    digits: Digits = 1


class Level(Part, frozen=True, kw_only=True):
    id: Id
    title: Text
    text: Text | None = None
    when: Expression | None = None  # None: otherwise
    next: str | None = None  # the scenario to take then


class Step(Part, frozen=True, kw_only=True, tag_field="kind"):
    """Keys every step may have."""

    id: Id
    title: Text
    prompt: Text | None = None
    hint: Text | None = None
    examples: list[Text] = field(default_factory=list)
    room: Text | None = None
    say: Text | None = None
    watch: Text | None = None
    stuck: Text | None = None
    minutes: Minutes | None = None
    min_minutes: Minutes | None = None
    minutes_each: Minutes | None = None
    fixed: bool = False
    optional: bool = False
    section: str | None = None
    when: Expression | None = None
    show: list[str] = field(default_factory=list)
    was: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.__struct_config__.tag)

    def faults(self, path: Path) -> Iterator[Fault]:
        """What is wrong with this step as it stands, whatever the others are. `path` is where it stands."""
        if self.minutes is not None and self.min_minutes is not None and self.min_minutes > self.minutes:
            yield error("min_minutes", (*path, "min_minutes"), min=self.min_minutes, minutes=self.minutes)


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

    id: Id
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

    def faults(self, path: Path) -> Iterator[Fault]:
        """What is wrong with this field as it stands, whatever the rest is. `path` is where it stands."""
        yield from ()


def least_most(low: float | None, high: float | None, path: Path) -> Iterator[Fault]:
    """`min` and `max` in the wrong order."""
    if low is not None and high is not None and low > high:
        yield error("min_over_max", (*path, "max"), min=low, max=high)


def twice(parts: Sequence[Option | Place | Level | Figure | Written | Team | Field], path: Path) -> Iterator[Fault]:
    """An id given to two parts of one list."""
    seen: set[str] = set()
    for at, part in enumerate(parts):
        if part.id and part.id in seen:
            yield error("id_twice_here", (*path, at, "id"), id=part.id)
        seen.add(part.id)
