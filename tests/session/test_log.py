"""What is caught on the way: one kind becomes another; the evaluation; the actions of last time, and what became of them."""

from __future__ import annotations

from datetime import date

from tests.session.changing import desk, refused
from workshop.session import carried, evaluation
from workshop.session.changes import (
    AddItem,
    Capture,
    CarryOver,
    EditItem,
    Evaluate,
    GoTo,
    RemoveItem,
    RestoreItem,
    SetItemField,
    SetKind,
)
from workshop.session.evaluation import Said, read
from workshop.session.model import Session
from workshop.store.reading import decode
from workshop.store.writing import Encoder

UUID = "0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77"


def saved(session: Session) -> Session:
    return decode(Encoder().encode(session)).session


# --------------------------------------------------------------------------------------------------------------- kinds


def test_a_parked_thing_becomes_an_action_and_keeps_what_it_holds():
    made = desk()
    made.do(Capture(what="parked", text="Who owns it?", step="topic", fields={"owner": "Bo"}))
    id = next(iter(made.session.parked))
    made.do(SetItemField(id=id, field="kept", value=True))
    made.do(SetItemField(id=id, field="done", value=True))
    made.do(SetKind(id=id, what="action"))
    assert not made.session.parked
    assert made.session.actions[id].fields == {"step": "topic", "owner": "Bo"}
    made.undo()
    assert made.session.parked[id].get("kept")
    assert not made.session.actions


def test_a_note_of_several_lines_becomes_one_line():
    made = desk()
    made.do(Capture(what="note", text="Two\nlines"))
    id = next(iter(made.session.notes))
    made.do(SetKind(id=id, what="decision"))
    assert made.session.decisions[id].text == "Two lines"
    before = made.session
    made.do(SetKind(id=id, what="decision"))
    assert made.session is before


def test_what_lies_in_no_log_has_no_kind():
    made = desk()
    made.do(AddItem(step="ideas", text="A", id="stage000"))
    made.do(Evaluate(mark=4))
    for id in ("stage000", next(iter(made.session.evaluation)), "nowhere1"):
        refused(made, SetKind(id=id, what="action"), "no_item")


def test_an_action_of_a_step_may_be_something_else():
    made = desk()
    made.do(AddItem(step="moves", text="Ring", fields={"owner": "Anna", "cost": 3}))
    id = next(iter(made.session.actions))
    made.do(SetKind(id=id, what="parked"))
    made.do(SetItemField(id=id, field="owner", value="Bo"))
    made.do(SetKind(id=id, what="action"))
    assert made.session.actions[id].fields == {"step": "moves", "owner": "Bo", "cost": 3}


# ---------------------------------------------------------------------------------------------------------- evaluation


def test_figures_alone_are_fingers_and_words_are_one_participant():
    assert read("5 4 4 2 0") == read("54420") == (Said(5), Said(4), Said(4), Said(2))
    assert read("4 lite fort på slutet") == (Said(4, "lite fort på slutet"),)
    assert read("äntligen konkret") == (Said(None, "äntligen konkret"),)
    assert read("3: lite fort @ann", ["Ann Berg"]) == (Said(3, "lite fort", "Ann Berg"),)
    assert read("10 idéer") == (Said(None, "10 idéer"),)
    assert read("0") == read(" ") == ()


def test_what_all_of_them_come_to():
    made = desk()
    made.do_all([*(Evaluate(mark=mark) for mark in (5, 5, 4, 2)), Evaluate(text="at last")])
    found = evaluation.tally(made.session)
    assert sorted(found.marks) == [2, 4, 5, 5]
    assert (found.mean, found.low, found.high, found.words) == (4.0, 2, 5, ("at last",))
    made.undo()
    assert evaluation.tally(made.session) == ((), None, ())


def test_whoever_speaks_twice_is_heard_once():
    made = desk()
    made.do(Evaluate(mark=5, by="p1"))
    made.do(Evaluate(text="good", by="p1"))
    made.do(Evaluate(mark=3, by="p2"))
    said = [(item.by, item.get("mark"), item.text) for item in made.session.evaluation.values()]
    assert said == [("p1", 5, "good"), ("p2", 3, "")]
    id = next(iter(made.session.evaluation))
    made.do(Evaluate(id=id, text="better"))
    assert made.session.evaluation[id].fields == {}
    made.do(RemoveItem(id=id))
    made.do(RestoreItem(id=id))
    made.do(EditItem(id=id, text="best"))
    assert saved(made.session).evaluation == made.session.evaluation
    refused(made, Evaluate(mark=6), "between")
    refused(made, Evaluate(), "empty")
    refused(made, Evaluate(mark=4, by="nobody"), "no_person")


def test_without_names_nobody_can_tell_whose_a_mark_is():
    made = desk(names="never")
    for mark in (1, 2, 3, 4, 5, 1, 2, 3):
        made.do(Evaluate(mark=mark, by="p1"))
    said = list(made.session.evaluation.values())
    assert len(said) == 8
    assert not any(item.by for item in said)
    assert [item.id for item in said] == sorted(item.id for item in said)


# ----------------------------------------------------------------------------------------------------------- last time

OPEN = [
    {"src": "old00001", "text": "Count", "owner": "Sam", "due": "2026-11-01"},
    {"src": "old00002", "text": "Price list"},
    {"src": "old00003", "text": "Photos", "due": "2026-11-02"},
    {"src": "old00004", "text": "Ask"},
]


def test_last_times_actions_are_actions_that_say_what_became_of_them():
    made = desk()
    made.do(CarryOver(earlier=UUID, said=date(2026, 10, 14), actions=OPEN))
    count, prices, photos, ask = made.session.actions
    assert carried.opens_with(made.session)
    made.do(SetItemField(id=count, field="done", value=True))
    made.do(SetItemField(id=photos, field="due", value="2026-12-01"))
    made.do(RemoveItem(id=ask))
    made.do(Capture(what="action", text="New"))
    found = carried.carried(made.session)
    assert [carried.outcome(item) for item in found] == ["done", "open", "moved", "dropped"]
    assert [item.src for item in found] == [("old00001",), ("old00002",), ("old00003",), ("old00004",)]
    assert {carried.said(item) for item in found} == {date(2026, 10, 14)}
    assert saved(made.session).actions == made.session.actions
    made.do(SetItemField(id=photos, field="due", value="2026-11-02"))
    made.do(SetItemField(id=prices, field="due", value="2026-12-01"))
    assert [carried.outcome(item) for item in carried.carried(made.session)] == ["done", "moved", "open", "dropped"]
    made.do(GoTo(step="welcome"))
    assert not carried.opens_with(made.session)


def test_they_are_taken_over_once():
    made = desk()
    made.do(CarryOver(earlier=UUID, said=date(2026, 10, 14), actions=OPEN))
    before = made.session
    made.do(CarryOver(earlier=UUID, said=date(2026, 10, 14), actions=OPEN))
    assert made.session is before
    made.undo()
    assert not made.session.actions
    refused(made, CarryOver(earlier="x", said=date(2026, 10, 14), actions=OPEN), "bad_id")
    refused(made, CarryOver(earlier=UUID, said=date(2026, 10, 14), actions=[{"text": " "}]), "empty")


def test_a_session_without_names_takes_over_no_names():
    made = desk(names="never")
    made.do(CarryOver(earlier=UUID, said=date(2026, 10, 14), actions=OPEN))
    assert b"Sam" not in Encoder().encode(made.session)
