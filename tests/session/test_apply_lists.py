"""Items of lists, actions and decisions: added, reworded, moved, merged, removed and brought back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.session.changing import desk, every_kind, ids, refused, texts
from workshop.session.changes import (
    AddItem,
    AddItems,
    Capture,
    EditItem,
    MergeItems,
    MoveItem,
    RemoveItem,
    RestoreItem,
    SetField,
    SetHeader,
    SetItemField,
    TakeStart,
)


def filled(*said: str):
    made = desk()
    for text in said or ("One", "Two", "Three"):
        made.do(AddItem(step="ideas", text=text))
    return made


def test_what_is_said_comes_last_and_keeps_who_said_it():
    made = filled("One")
    made.do(AddItem(step="ideas", text="Two", by="p2"))
    assert texts(made, "ideas") == ["One", "Two"]
    assert made.session.answer("ideas").items[ids(made, "ideas")[1]].by == "p2"


def test_an_item_may_come_first_or_after_another():
    made = filled("One", "Two")
    first, _second = ids(made, "ideas")
    made.do(AddItem(step="ideas", text="Nought", after=""))
    made.do(AddItem(step="ideas", text="One and a half", after=first))
    assert texts(made, "ideas") == ["Nought", "One", "One and a half", "Two"]
    refused(made, AddItem(step="ideas", text="x", after="nowhere1"), "no_item")


def test_texts_are_cleaned_and_kept_on_one_line():
    made = filled(" A\x1b[31m red\nthing\u202e ")
    assert texts(made, "ideas") == ["A red thing"]


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\x1b[31m"])
def test_an_empty_text_is_no_item(text: str):
    made = filled("One")
    refused(made, AddItem(step="ideas", text=text), "empty")
    refused(made, EditItem(step="ideas", id=ids(made, "ideas")[0], text=text), "empty")


def test_a_text_too_long_is_refused_whole():
    words = refused(desk(), AddItem(step="ideas", text="x" * 100_001), "too_long")
    assert "100,001" in words
    assert "100,000" in words


def test_a_paste_is_one_change_and_keeps_its_order():
    made = filled("One")
    made.do(AddItems(step="ideas", texts=["a", " ", "b", "c"], by="p1", after=""))
    assert texts(made, "ideas") == ["a", "b", "c", "One"]
    made.undo()
    assert texts(made, "ideas") == ["One"]
    refused(made, AddItems(step="ideas", texts=["", " "]), "empty")
    refused(made, AddItems(step="ideas", texts=["a", "b"], ids=["onlyone1"]), "ids_do_not_match")
    refused(made, AddItems(step="ideas", texts=["a", "b"], ids=["same0000", "same0000"]), "id_taken")


def test_ids_are_never_used_twice():
    made = filled("One")
    made.do(AddItem(step="ideas", text="Mine", id="mine0001"))
    assert "mine0001" in ids(made, "ideas")
    for taken in ("mine0001", "p1", "first", "topic", "talk"):
        refused(made, AddItem(step="short", text="x", id=taken), "id_taken")
    refused(made, AddItem(step="short", text="x", id="no good!"), "bad_id")


def test_voices_rows_and_section_items_must_be_there():
    made = filled("One")
    row = ids(made, "ideas")[0]
    refused(made, AddItem(step="ideas", text="x", by="p9"), "no_voice")
    refused(made, AddItem(step="ideas", text="x", of=row), "no_layer")
    refused(made, AddItem(step="ideas", text="x", at=row), "no_layer")
    refused(made, AddItem(step="short", text="x", by="p1"), "no_layer")
    refused(made, AddItem(step="parts", text="x"), "no_row")
    refused(made, AddItem(step="parts", text="x", of="nowhere1"), "no_row")
    refused(made, AddItem(step="heard", text="x"), "no_row")
    refused(made, AddItem(step="nowhere", text="x"), "no_step")
    refused(made, AddItem(step="topic", text="x"), "wrong_kind")
    made.do(AddItem(step="parts", text="x", of=row))
    made.do(AddItem(step="heard", text="x", at=row))
    assert made.session.answer("parts").items[ids(made, "parts")[0]].of == row
    assert made.session.answer("heard").items[ids(made, "heard")[0]].at == row


def test_max_holds_for_each_row_and_voice_and_closed_lists_take_nothing():
    made = filled("One", "Two")
    made.do(AddItems(step="short", texts=["a", "b"]))
    assert "2" in refused(made, AddItem(step="short", text="c"), "list_full")
    one, two = ids(made, "ideas")
    made.do(AddItems(step="parts", texts=["a", "b", "c"], of=one))
    refused(made, AddItem(step="parts", text="d", of=one), "list_full")
    made.do(AddItem(step="parts", text="d", of=two))
    made.do(RemoveItem(step="parts", id=ids(made, "parts")[0]))
    made.do(AddItem(step="parts", text="e", of=one))
    refused(made, AddItem(step="fixed", text="x"), "closed")


def test_fields_of_items_are_read_by_their_type():
    made = desk()
    made.do(AddItem(step="ideas", text="One", fields={"why": "Because", "cost": "9,5", "measure_evidence": "Seen"}))
    item = made.session.answer("ideas").items[ids(made, "ideas")[0]]
    assert item.fields == {"why": "Because", "cost": 9.5, "measure_evidence": "Seen"}
    made.do(SetItemField(step="ideas", id=item.id, field="measure", value="reach"))
    made.do(SetItemField(step="ideas", id=item.id, field="why", value=None))
    assert made.session.answer("ideas").items[item.id].fields == {"cost": 9.5, "measure_evidence": "Seen", "measure": "reach"}
    refused(made, SetItemField(step="ideas", id=item.id, field="cost", value=-1), "at_least")
    refused(made, SetItemField(step="ideas", id=item.id, field="measure", value="fame"), "no_option")
    refused(made, SetItemField(step="ideas", id=item.id, field="owner", value="Ann"), "no_field")
    refused(made, AddItem(step="ideas", text="x", fields={"none": 1}), "no_field")


def test_moving_changes_place_and_row():
    made = filled()
    one, two, three = ids(made, "ideas")
    made.do(MoveItem(step="ideas", id=three, after=one))
    assert ids(made, "ideas") == [one, three, two]
    made.do(MoveItem(step="ideas", id=two, after=""))
    assert ids(made, "ideas") == [two, one, three]
    before = made.session
    made.do(MoveItem(step="ideas", id=one, after=two))
    assert made.session is before
    made.do(AddItem(step="parts", text="x", of=one))
    part = ids(made, "parts")[0]
    made.do(MoveItem(step="parts", id=part, of=two))
    assert made.session.answer("parts").items[part].of == two
    refused(made, MoveItem(step="parts", id=part, of="nowhere1"), "no_row")
    refused(made, MoveItem(step="ideas", id=one, of=two), "no_layer")


def test_removing_leaves_what_hangs_on_it_and_restoring_brings_it_back():
    made = filled()
    one = ids(made, "ideas")[0]
    made.do(SetField(step="score", of=one, by="p1", value=4))
    made.do(RemoveItem(step="ideas", id=one))
    assert one not in ids(made, "ideas")
    assert made.session.answer("score").cells
    refused(made, EditItem(step="ideas", id=one, text="x"), "gone")
    refused(made, RemoveItem(step="ideas", id=one), "gone")
    made.do(RestoreItem(step="ideas", id=one))
    assert ids(made, "ideas")[0] == one
    before = made.session
    made.do(RestoreItem(step="ideas", id=one))
    assert made.session is before


def test_merged_items_are_named_by_what_they_went_into():
    made = filled()
    one, two, three = ids(made, "ideas")
    made.do(MergeItems(step="ideas", into=one, ids=[two, three, one]))
    assert texts(made, "ideas") == ["One"]
    assert made.session.answer("ideas").items[one].src == (two, three)
    refused(made, MergeItems(step="ideas", into=one, ids=[two]), "gone")
    made.undo()
    assert texts(made, "ideas") == ["One", "Two", "Three"]


def test_an_edit_that_changes_nothing_is_no_change():
    made = filled("One")
    before = made.session
    made.do(EditItem(step="ideas", id=ids(made, "ideas")[0], text="One"))
    assert made.session is before


def test_in_a_chain_what_follows_a_reworded_entry_is_flagged():
    made = desk()
    made.do(AddItems(step="links", texts=["a", "b", "c"]))
    a, b, c = ids(made, "links")
    made.do(EditItem(step="links", id=b, text="bb"))
    items = made.session.answer("links").items
    assert [bool(items[id].get("touched")) for id in (a, b, c)] == [False, False, True]
    made.do(EditItem(step="links", id=c, text="c"))
    assert not made.session.answer("links").items[c].get("touched")


# ------------------------------------------------------------------------------------------------- actions, decisions


def test_actions_and_decisions_lie_in_the_log_with_their_step():
    made = desk()
    made.do(AddItem(step="moves", text="Ring", fields={"owner": "Anna", "due": "2026-12-01", "cost": 3}))
    made.do(AddItem(step="verdicts", text="Yes", fields={"why": "Two\nlines"}))
    action, decision = *made.session.actions.values(), *made.session.decisions.values()
    assert action.fields == {"step": "moves", "owner": "Anna", "due": date(2026, 12, 1), "cost": 3}
    assert decision.fields == {"step": "verdicts", "why": "Two\nlines"}
    assert "moves" not in made.session.answers


def test_what_was_captured_is_changed_without_naming_a_list():
    made = desk()
    for what in ("action", "decision", "parked", "note"):
        made.do(Capture(what=what, text=f"A {what}", step="topic", fields={"of": "first"}))
    session = made.session
    logs = (session.actions, session.decisions, session.parked, session.notes)
    action, decision, parked, note = (next(iter(log.values())) for log in logs)
    assert action.get("step") == "topic"
    assert action.of == "first"
    made.do(SetItemField(id=action.id, field="done", value=True))
    made.do(SetItemField(step="moves", id=action.id, field="cost", value=5))
    made.do(SetItemField(id=decision.id, field="decided_by", value="all"))
    made.do(SetItemField(id=parked.id, field="done", value=True))
    made.do(SetItemField(id=action.id, field="step", value="moves"))
    made.do(EditItem(id=note.id, text="Two\nlines"))
    made.do(EditItem(id=parked.id, text="Two\nlines"))
    made.do(RemoveItem(id=decision.id))
    assert made.session.actions[action.id].fields == {"step": "moves", "done": True, "cost": 5}
    assert made.session.notes[note.id].text == "Two\nlines"
    assert made.session.parked[parked.id].text == "Two lines"
    assert made.session.decisions[decision.id].gone
    made.do(RestoreItem(id=decision.id))
    assert not made.session.decisions[decision.id].gone
    refused(made, SetItemField(id=note.id, field="owner", value="x"), "no_field")
    refused(made, SetItemField(id=action.id, field="step", value="nowhere"), "no_step")
    refused(made, EditItem(id="nowhere1", text="x"), "no_item")
    refused(made, Capture(what="action", text="x", step="nowhere"), "no_step")
    refused(made, Capture(what="action", text=" "), "empty")


# -------------------------------------------------------------------------------------------------------------- start


def test_written_items_keep_their_id_and_follow_the_language():
    made = desk()
    made.do(TakeStart(step="fixed"))
    assert ids(made, "fixed") == ["first", "second"]
    assert made.session.answer("fixed").items["first"].text == ""
    assert texts(made, "fixed") == ["One", "Two"]
    made.do(SetHeader(key="lang", value="sv"))
    assert texts(made, "fixed") == ["Ett", "Two"]
    made.do(EditItem(step="fixed", id="first", text="Uno"))
    assert texts(made, "fixed") == ["Uno", "Two"]
    made.do(EditItem(step="fixed", id="first", text="Ett"))
    assert made.session.answer("fixed").items["first"].text == ""


def test_a_list_begins_with_copies_once():
    made = desk()
    made.do(AddItem(step="ideas", text="One", by="p1", fields={"why": "Because", "cost": 3}))
    made.do(AddItem(step="ideas", text="Two"))
    made.do(TakeStart(step="amended"))
    copies = list(made.session.answer("amended").items.values())
    assert [copy.text for copy in copies] == ["One", "Two"]
    assert [copy.src for copy in copies] == [(id,) for id in ids(made, "ideas")]
    assert copies[0].fields == {"why": "Because"}
    assert made.session.progress_of("amended").started
    before = made.session
    made.do(TakeStart(step="amended"))
    assert made.session is before
    made.do(AddItem(step="ideas", text="Three"))
    made.do(TakeStart(step="amended", items=[ids(made, "ideas")[2]]))
    assert texts(made, "amended") == ["One", "Two", "Three"]
    refused(made, TakeStart(step="amended", items=["nowhere1"]), "no_item")


def test_a_start_may_be_declined_and_a_chain_copies_nothing():
    made = desk()
    made.do(AddItem(step="ideas", text="One"))
    made.do(TakeStart(step="amended", items=[]))
    assert made.session.progress_of("amended").started
    assert not ids(made, "amended")
    made.do(SetField(step="topic", value="Because"))
    made.do(TakeStart(step="links"))
    assert not ids(made, "links")
    assert made.session.progress_of("links").started


def test_the_session_has_room_for_so_many_things():
    made = desk()
    made.do(AddItems(step="ideas", texts=["x"] * 19_999))
    made.do(AddItem(step="ideas", text="x"))
    assert "20,000" in refused(made, AddItem(step="ideas", text="x"), "too_many_items")
    refused(made, Capture(what="note", text="x"), "too_many_items")


def test_every_kind_of_step_is_in_the_workshop_these_tests_use():
    from workshop.scenario.kinds import KINDS

    assert {step.kind for step in every_kind().steps} == set(KINDS)
