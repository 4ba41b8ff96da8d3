"""Whatever is done in whatever order: the session can always be written and read, and undone to what it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import fields, replace

from tests.session.changing import desk, every_kind
from tests.session.test_desk import content
from workshop.errors import Refused
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.session.changes import (
    AddEntry,
    AddItem,
    AddItems,
    AddPerson,
    AnyChange,
    Ballot,
    BreakGroup,
    Capture,
    EditEntry,
    EndLoop,
    Evaluate,
    Give,
    MakeGroup,
    MergeGroups,
    MoveEntry,
    MoveGroup,
    MoveToGroup,
    NameGroup,
    NextItem,
    Place,
    Put,
    Rank,
    RemoveEntry,
    SetField,
    SetItemField,
    SetPlan,
    SetReason,
    SetRole,
    SetTeam,
    SetVoters,
    TakeStart,
    Tally,
    Unplace,
)
from workshop.session.desk import Desk
from workshop.session.model import NO_PROGRESS, Item, Session
from workshop.session.spots import FromStep, has_rows
from workshop.store.codec import decode, encode

STEPS = [step.id for step in every_kind().steps]
SECTIONS = [section.id for section in every_kind().section]
FIELDS = [
    "value",
    "why",
    "cost",
    "measure",
    "several",
    "number",
    "mark",
    "one",
    "two",
    "who",
    "sure",
    "day",
    "span",
    "owner",
    "due",
]
FIXED = ["", "p1", "p2", "p3", "t1", "lund", "boss", "well", "less", "first", "nowhere1", "stage000", "stage001", "stage002"]

ENTRIES = (AddEntry, EditEntry, MoveEntry, RemoveEntry)
LISTS = [step.id for step in every_kind().steps if isinstance(step, ListStep)]
FITTING: dict[type, list[str]] = {
    SetField: [step.id for step in every_kind().steps if isinstance(step, Ask)],
    **{kind: ["form"] for kind in ENTRIES},
    **dict.fromkeys((AddItem, AddItems), LISTS),
    SetItemField: ["ideas"],
    TakeStart: ["fixed", "amended", "topic_again", "sorted_again", "moves"],
    Place: ["sorted", "sorted_again", "paired"],
    Put: ["map"],
    Unplace: ["sorted", "map"],
    **{kind: ["themes"] for kind in (MakeGroup, NameGroup, MoveToGroup, MergeGroups, MoveGroup, BreakGroup)},
    **{kind: ["dots", "notes", "lists"] for kind in (Give, Ballot)},
    **{kind: ["dots", "points"] for kind in (Tally, SetVoters)},
    Rank: ["ranked", "three"],
    SetReason: ["dots"],
}

texts = st.one_of(
    st.sampled_from(["One", "Two", "3", "1 h", "2026-12-01", " ", "reach", "a'''b", 'x"""\\']),
    st.text(max_size=12),
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 200),
    st.floats(),
    texts,
    st.dates(min_value=date(2000, 1, 1)),
    st.lists(st.sampled_from(["reach", "engagement", "p1"]), max_size=3),
)


class Draw:
    """Draws changes that often fit: from the ids that are there."""

    def __init__(self, data: Any, made: Desk) -> None:
        self.draw, self.desk = data.draw, made

    def id(self) -> Any:
        session = self.desk.session
        known = [id for answer in session.answers.values() for id in answer.items]
        for answer in session.answers.values():
            for cell in answer.cells.values():
                known += [thing.id for value in cell.values() if isinstance(value, tuple) for thing in value]
        known += [*session.actions, *session.decisions, *session.parked, *session.notes, *session.evaluation]
        known += [person.id for person in session.people]
        return st.sampled_from([*known[-12:], *FIXED])

    def change(self) -> AnyChange:
        kind = self.draw(st.sampled_from(get_args(AnyChange)))
        hints = get_type_hints(kind)
        likely = self.likely(kind) if self.draw(st.integers(0, 4)) else {}
        given: dict[str, Any] = {name: value for name, value in likely.items() if name in hints}
        for field in fields(kind):
            if field.name not in given and (field.required or (not likely and self.draw(st.booleans()))):
                given[field.name] = self.draw(self.of(kind, field.name, hints[field.name]))
        change: AnyChange = kind(**given)
        return change

    def likely(self, kind: type) -> dict[str, Any]:
        """A step that this kind of change is for, and a spot of it."""
        people = [person.id for person in self.desk.session.present]
        if kind in (NextItem, EndLoop):
            return {"section": "talk", "item": self.one([item.id for item in self.desk.book.source("ideas")])}
        if kind is SetTeam:
            teams = self.one(["pairs", "offices"])
            return {"teams": teams, "id": self.one(["lund", "t1"]), "people": [self.one(people)]}
        if kind is SetRole:
            return {"role": self.one(["boss", "judges"]), "people": [self.one(people)]}
        steps = FITTING.get(kind)
        if steps is None:
            return {}
        book = self.desk.book
        step = every_kind().step_by_id[self.draw(st.sampled_from(steps))]
        given: dict[str, Any] = {"step": step.id}
        section = every_kind().section_of(step)
        if section is not None and section.each is not None:
            given["at"] = self.one([item.id for item in book.source(section.each)])
        if has_rows(step):
            given["of"] = self.one([row.id for row in book.rows(step, given.get("at", ""))])
        if getattr(step, "across", None) is not None:
            given["across"] = self.one([column.id for column in book.columns(step)])
        if getattr(step, "by", "group") != "group" and kind not in (Tally, SetVoters):
            given["by"] = self.one(book.voices(step))
        if isinstance(step, Ask | ListStep) and hasattr(kind, "field"):
            given["field"] = "several" if kind in ENTRIES else self.one([field.id for field in step.fields] or ["why"])
        if isinstance(step, FromStep):
            given["item"] = self.one([item.id for item in book.rows(step)])
            given["items"] = [item.id for item in book.rows(step) if step.id == "ranked" or self.draw(st.booleans())]
            given["gives"] = {item.id: 1 for item in book.rows(step)[:3]}
            given["place"] = self.one(["well", "less"])
        groups = [group.id for cell in book.session.answer("themes").cells.values() for group in cell["groups"]]
        entries = [entry.id for cell in book.session.answer("form").cells.values() for entry in cell.get("several", ())]
        if kind in (NameGroup, MergeGroups, MoveGroup, BreakGroup, MoveToGroup) and groups:
            given |= {"id": self.one(groups), "group": self.one(groups), "into": self.one(groups), "ids": [self.one(groups)]}
        if kind in ENTRIES and kind is not AddEntry and entries:
            given["id"] = self.one(entries)
        return given

    def one(self, ids: Any) -> Any:
        return self.draw(st.sampled_from([*ids, "nowhere1"] if not ids else list(ids)))

    def of(self, kind: type, name: str, hint: Any) -> st.SearchStrategy[Any]:
        id = self.id()
        if kind is SetPlan:
            return {
                "fixed": st.dictionaries(st.sampled_from(STEPS), st.datetimes(), max_size=1),
                "minutes": st.dictionaries(st.sampled_from(STEPS), st.floats(), max_size=2),
                "dropped": st.lists(st.sampled_from(STEPS), max_size=2),
                "taken": st.lists(st.dictionaries(st.sampled_from(["at", "late"]), values, max_size=2), max_size=2),
            }.get(name, st.one_of(st.just(UNSET), st.none(), st.datetimes(min_value=datetime(1990, 1, 1))))
        if name in ("step", "section"):
            return st.sampled_from([*STEPS, *STEPS, *SECTIONS, "", "nowhere"])
        if name == "field":
            return st.sampled_from([*FIELDS, "one_other", "long_evidence", "step"])
        if name == "fields":
            return st.dictionaries(st.sampled_from(FIELDS), values, max_size=2)
        if name == "gives":
            return st.dictionaries(id, st.integers(0, 3), max_size=3)
        if name == "value":
            return st.one_of(values, id)
        if name in ("text", "name", "title"):
            return texts
        if name == "texts":
            return st.lists(texts, max_size=3)
        if name == "ids" and kind is AddItems:
            return st.just([])
        if name == "id" and kind in (AddPerson, Capture, Evaluate):
            return st.just("")
        if name in ("n", "x", "y", "round"):
            return st.integers(-1, 11) if name != "round" else st.integers(0, 2)
        if hint is bool:
            return st.booleans()
        if name == "what":
            return st.sampled_from(["action", "decision", "parked", "note"])
        if name == "mark":
            return st.one_of(st.none(), st.integers(-1, 7))
        if name == "earlier":
            return st.sampled_from(["0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77", "", "x"])
        if name == "said":
            return st.dates()
        if name == "actions":
            given = {"src": id, "text": texts, "owner": values, "due": values}
            return st.lists(st.fixed_dictionaries({}, optional=given), max_size=2)
        if name == "how":
            return st.sampled_from(["until", "max", "stopped", "time"])
        if name == "key":
            return st.sampled_from(["title", "client", "lang", "names", "alone"])
        if "list" in str(hint):
            return st.lists(id, max_size=3)
        return id


def saved(session: Session) -> Session:
    """The session without what no file holds: progress that says nothing, answers that are empty."""
    return replace(session, progress={key: state for key, state in session.progress.items() if state != NO_PROGRESS})


def unbroken(session: Session) -> None:
    """What holds for every session, whatever was done."""
    ids = [id for answer in session.answers.values() for id in answer.items]
    ids += [*session.actions, *session.decisions, *session.parked, *session.notes]
    assert len(ids) == len(set(ids))
    for step, answer in session.answers.items():
        assert step in every_kind().step_by_id
        assert all(id == item.id for id, item in answer.items.items())
        for spot, cell in answer.cells.items():
            assert spot.round >= 1
            assert cell
            inside = [item for group in cell.get("groups", ()) if not group.gone for item in group.items]
            assert len(inside) == len(set(inside))
            if step == "dots":
                assert sum(cell.get("gives", {}).values()) <= 3
            for value in cell.values():
                if isinstance(value, tuple):
                    assert len({thing.id for thing in value}) == len(value)
                    assert all(thing.text for thing in value if isinstance(thing, Item))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(st.data())
def test_changes_in_any_order_leave_a_session_that_can_be_written_and_undone(data: Any):
    made = desk()
    made.do(AddItems(step="ideas", texts=["A", "B", "C"], ids=["stage000", "stage001", "stage002"]))
    draw = Draw(data, made)
    history = [made.session]
    reasons: set[Refused] = set()
    for _ in range(data.draw(st.integers(1, 25))):
        before, could_undo = made.session, made.last
        try:
            made.do(draw.change())
        except Refused as refusal:
            assert made.session is before
            assert made.last is could_undo
            reasons.add(refusal)
            continue
        if made.last is not could_undo:
            history.append(made.session)
            assert made.last is not None
            assert made.last.what
    assert all(reason.words(lang) != reason.key for reason in reasons for lang in ("sv", "en"))
    unbroken(made.session)
    again = decode(encode(made.session)).session
    assert saved(again) == saved(made.session)
    for value in reversed(history[:-1]):
        made.undo()
        assert content(made.session) == content(value)
    for value in history[1:]:
        made.redo()
        assert content(made.session) == content(value)
