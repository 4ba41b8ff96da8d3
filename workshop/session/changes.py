"""The Changes: the only way anything enters a session. Small frozen records, alike from keys, paste, plain mode and scripts.

As JSON a change is one flat object tagged by its name: {"change": "SetField", "step": "score", "of": "k3vq7m2a", "field":
"new", "value": 7}. What a change does lies with the kind it is for (`kinds/`); `apply.py` joins them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

from workshop.session.model import Spot


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="change"):
    """The base of every change."""


class At(Change, frozen=True, kw_only=True):
    """A change at a spot of a step: the layers written flat. round 0 = the latest."""

    step: str
    round: int = 0
    at: str = ""
    of: str = ""
    across: str = ""
    by: str = ""

    def spot(self, latest: int = 1) -> Spot:
        return Spot(self.round or latest, self.at, self.of, self.across, self.by)


# ask


class SetField(At, frozen=True, kw_only=True, tag=True):
    """One field of one answer; None clears it. `x_other` and `x_evidence` stand beside a field x."""

    field: str = "value"
    value: Any = None  # as stored: str, int, float, bool, date, list of ids; a date may come as an ISO string


class AddEntry(At, frozen=True, kw_only=True, tag=True):
    """An entry of a list field. `after` = the entry before it; None: last, "": first."""

    text: str
    field: str = "value"
    id: str = ""
    after: str | None = None


class EditEntry(At, frozen=True, kw_only=True, tag=True):
    id: str
    text: str
    field: str = "value"


class MoveEntry(At, frozen=True, kw_only=True, tag=True):
    id: str
    field: str = "value"
    after: str | None = None


class RemoveEntry(At, frozen=True, kw_only=True, tag=True):
    id: str
    field: str = "value"


# list, actions, decisions (and, without `step`, whatever was captured: the id says which list)


class AddItem(Change, frozen=True, kw_only=True, tag=True):
    step: str
    text: str
    id: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    by: str = ""
    of: str = ""
    at: str = ""
    src: list[str] = field(default_factory=list)
    after: str | None = None


class AddItems(Change, frozen=True, kw_only=True, tag=True):
    """Several at once: a pasted list is one change and one undo. `ids` may be left out, and `fields` (of each text)."""

    step: str
    texts: list[str]
    ids: list[str] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    by: str = ""
    of: str = ""
    at: str = ""
    after: str | None = None


class EditItem(Change, frozen=True, kw_only=True, tag=True):
    id: str
    text: str
    step: str = ""


class SetItemField(Change, frozen=True, kw_only=True, tag=True):
    id: str
    field: str
    value: Any = None  # as stored: str, int, float, bool, date, list of ids; a date may come as an ISO string
    step: str = ""


class MoveItem(Change, frozen=True, kw_only=True, tag=True):
    """`after` as in AddEntry; `of` (when given) moves it under another row as well."""

    id: str
    step: str = ""
    after: str | None = None
    of: str | None = None


class RemoveItem(Change, frozen=True, kw_only=True, tag=True):
    id: str
    step: str = ""


class RestoreItem(Change, frozen=True, kw_only=True, tag=True):
    """Whatever is gone comes back: an item, an entry or group of the step, without `step` what was captured, a person."""

    id: str
    step: str = ""


class MergeItems(Change, frozen=True, kw_only=True, tag=True):
    """`ids` go into the item `into` (which keeps its text); its `src` names them all."""

    into: str
    ids: list[str]
    step: str = ""


# sort, matrix


class Place(At, frozen=True, kw_only=True, tag=True):
    item: str
    place: str


class Put(At, frozen=True, kw_only=True, tag=True):
    """A position on a matrix, 1..steps on both axes."""

    item: str
    x: int
    y: int


class Unplace(At, frozen=True, kw_only=True, tag=True):
    item: str


# group


class MakeGroup(At, frozen=True, kw_only=True, tag=True):
    items: list[str] = field(default_factory=list)
    name: str = ""
    id: str = ""


class NameGroup(At, frozen=True, kw_only=True, tag=True):
    id: str
    name: str


class MoveToGroup(At, frozen=True, kw_only=True, tag=True):
    """Items into a group; group None: out of any."""

    items: list[str]
    group: str | None = None


class MergeGroups(At, frozen=True, kw_only=True, tag=True):
    into: str
    ids: list[str]


class MoveGroup(At, frozen=True, kw_only=True, tag=True):
    """A group after another of its step; `after` "": first, None: last."""

    id: str
    after: str | None = None


class BreakGroup(At, frozen=True, kw_only=True, tag=True):
    id: str


# vote


class Give(At, frozen=True, kw_only=True, tag=True):
    """So many dots or points (or this note) on an item; 0 takes them back."""

    item: str
    n: int


class Ballot(At, frozen=True, kw_only=True, tag=True):
    """One voter's whole ballot in one change (and one undo): {item: n}. A voter without a name gets a new voice."""

    gives: dict[str, int]
    reason: str = ""


class Rank(At, frozen=True, kw_only=True, tag=True):
    items: list[str]


class SetReason(At, frozen=True, kw_only=True, tag=True):
    text: str


class Tally(Change, frozen=True, kw_only=True, tag=True):
    """Dots counted on a wall, or a show of hands: n in all on one item."""

    step: str
    item: str
    n: int
    round: int = 0
    at: str = ""
    of: str = ""


class SetVoters(Change, frozen=True, kw_only=True, tag=True):
    step: str
    n: int
    round: int = 0
    at: str = ""
    of: str = ""


# flow


class GoTo(Change, frozen=True, kw_only=True, tag=True):
    """Where one is. Never undone."""

    step: str
    at: str = ""
    of: str = ""
    field: str = ""


class MarkDone(Change, frozen=True, kw_only=True, tag=True):
    step: str
    at: str = ""
    done: bool = True


class TakeAgain(Change, frozen=True, kw_only=True, tag=True):
    """A new round of a step, or of a section: `step` holds either id."""

    step: str
    at: str = ""


class NextItem(Change, frozen=True, kw_only=True, tag=True):
    section: str
    item: str


class EndLoop(Change, frozen=True, kw_only=True, tag=True):
    """A loop is over: with `at` the rounds at that item, without it the section's whole loop. `section` holds a step's id
    too, where that is repeated."""

    section: str
    how: Literal["until", "max", "stopped", "time"]
    at: str = ""


class Skip(Change, frozen=True, kw_only=True, tag=True):
    """A row left out by hand, or taken back."""

    step: str
    row: str
    skipped: bool = True
    at: str = ""


class Show(Change, frozen=True, kw_only=True, tag=True):
    step: str
    at: str = ""
    shown: bool = True


class ShowNames(Change, frozen=True, kw_only=True, tag=True):
    step: str
    at: str = ""


class TakeStart(Change, frozen=True, kw_only=True, tag=True):
    """Begin with copies: `items` = which of the start set; None: all (made when the step is first opened); none of them:
    the start set is declined. `of` and `by` = for one row, one voice; "" = for each there is."""

    step: str
    items: list[str] | None = None
    at: str = ""
    of: str = ""
    by: str = ""


# people


class AddPerson(Change, frozen=True, kw_only=True, tag=True):
    name: str = ""
    id: str = ""


class EditPerson(Change, frozen=True, kw_only=True, tag=True):
    id: str
    name: str


class RemovePerson(Change, frozen=True, kw_only=True, tag=True):
    id: str


class SetTeam(Change, frozen=True, kw_only=True, tag=True):
    teams: str
    id: str
    people: list[str]


class SetRole(Change, frozen=True, kw_only=True, tag=True):
    role: str
    people: list[str]


# capture


class Capture(Change, frozen=True, kw_only=True, tag=True):
    what: Literal["action", "decision", "parked", "note"]
    text: str
    id: str = ""
    step: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    src: list[str] = field(default_factory=list)


class SetKind(Change, frozen=True, kw_only=True, tag=True):
    """What was captured is something else: a parked thing becomes an action. It keeps its id, and all it holds."""

    id: str
    what: Literal["action", "decision", "parked", "note"]


class Evaluate(Change, frozen=True, kw_only=True, tag=True):
    """Whether it was worth the time, by one participant: a mark of 1 to 5, a word (`text`), or both. `by`: whose it is, where
    names are kept; said again by the same, or with the `id` of one there, it takes the place of what was said."""

    mark: int | None = None
    text: str = ""
    by: str = ""
    id: str = ""


class CarryOver(Change, frozen=True, kw_only=True, tag=True):
    """Open actions of an earlier session of the client, as they stand there: `src` (the id there), `text`, `owner`, `due`."""

    earlier: str  # its uuid
    said: date  # the day it was held
    actions: list[dict[str, Any]]


# plan, session


class SetPlan(Change, frozen=True, kw_only=True, tag=True):
    """The keys given replace those of the plan; None takes one out."""

    start: datetime | UnsetType | None = UNSET
    end: datetime | UnsetType | None = UNSET
    until: datetime | UnsetType | None = UNSET
    fixed: dict[str, datetime] | UnsetType = UNSET
    minutes: dict[str, float] | UnsetType = UNSET
    dropped: list[str] | UnsetType = UNSET
    taken: list[dict[str, Any]] | UnsetType = UNSET


class SetHeader(Change, frozen=True, kw_only=True, tag=True):
    """title, client, place, facilitator, summary (several lines), lang, names (once, while nothing is answered), alone."""

    key: str
    value: str | bool


class SetEarlier(Change, frozen=True, kw_only=True, tag=True):
    scenario: str
    uuid: str


AnyChange = (
    SetField | AddEntry | EditEntry | MoveEntry | RemoveEntry
    | AddItem | AddItems | EditItem | SetItemField | MoveItem | RemoveItem | RestoreItem | MergeItems
    | Place | Put | Unplace
    | MakeGroup | NameGroup | MoveToGroup | MergeGroups | MoveGroup | BreakGroup
    | Give | Ballot | Rank | SetReason | Tally | SetVoters
    | GoTo | MarkDone | TakeAgain | NextItem | EndLoop | Skip | Show | ShowNames | TakeStart
    | AddPerson | EditPerson | RemovePerson | SetTeam | SetRole
    | Capture | SetKind | Evaluate | CarryOver | SetPlan | SetHeader | SetEarlier
)  # fmt: skip
