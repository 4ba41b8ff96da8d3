"""Answers to questions, placements, groups and votes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.session.changing import desk, ids, refused
from workshop.session.changes import (
    AddEntry,
    AddItems,
    Ballot,
    BreakGroup,
    EditEntry,
    Give,
    MakeGroup,
    MergeGroups,
    MoveEntry,
    MoveGroup,
    MoveToGroup,
    NameGroup,
    Place,
    Put,
    Rank,
    RemoveEntry,
    RestoreItem,
    SetField,
    SetReason,
    SetVoters,
    TakeAgain,
    TakeStart,
    Tally,
    Unplace,
)
from workshop.session.model import Spot


def with_ideas(n: int = 3, **options: Any):
    made = desk(**options)
    made.do(AddItems(step="ideas", texts=[f"Idea {number}" for number in range(1, n + 1)]))
    return made, ids(made, "ideas")


# ---------------------------------------------------------------------------------------------------------------- ask


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("plain", " a\nb ", "a b"),
        ("plain", "", None),
        ("plain", "\u200b", None),
        ("long", "\na\n\nb\r\nc\n", "a\n\nb\nc"),
        ("long_evidence", "seen\nhere", "seen\nhere"),
        ("number", "9,5", 9.5),
        ("number", "1 000", 1000),
        ("number", 3, 3),
        ("number", "", None),
        ("mark", -2, -2),
        ("mark", "1", 1),
        ("mark", 2.0, 2),
        ("one", "a", "a"),
        ("one", "other", "other"),
        ("one_other", "my own", "my own"),
        ("two", ["reach", "reach", "engagement"], ["reach", "engagement"]),
        ("two", "reach", ["reach"]),
        ("two", [], None),
        ("who", "p2", "p2"),
        ("sure", False, False),
        ("day", "2026-11-27", date(2026, 11, 27)),
        ("day", datetime(2026, 11, 27, 10, 0), date(2026, 11, 27)),
        ("day", date(2026, 11, 27), date(2026, 11, 27)),
        ("span", " 1 h 30 min ", "1 h 30 min"),
        ("span", 90, "90"),
    ],
)
def test_an_answer_is_kept_in_the_form_of_its_field(field: str, given: Any, kept: Any):
    made = desk()
    made.do(SetField(step="form", field="plain", value="before"))
    made.do(SetField(step="form", field=field, value=given))
    found = made.session.cell("form", Spot()).get(field)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("field", "given", "why"),
    [
        ("plain", 3, "no_text"),
        ("plain", "x" * 100_001, "too_long"),
        ("number", "many", "not_number"),
        ("number", True, "not_number"),
        ("number", float("nan"), "not_number"),
        ("number", float("inf"), "not_number"),
        ("number", 1001, "between"),
        ("number", 10**400, "number_too_large"),
        ("mark", 3, "between"),
        ("mark", 1.5, "between"),
        ("mark", True, "between"),
        ("one", "c", "no_option"),
        ("one", 3, "no_option"),
        ("one", ["a"], "no_option"),
        ("two", ["reach", "engagement", "conversion"], "too_many_chosen"),
        ("two", ["fame"], "no_option"),
        ("two", [["reach"]], "no_option"),
        ("two", "other", "no_option"),
        ("two_other", "x", "no_field"),
        ("who", "p9", "no_option"),
        ("sure", "yes", "not_yesno"),
        ("sure", 1, "not_yesno"),
        ("day", "soon", "not_date"),
        ("day", "2026-02-30", "not_date"),
        ("day", 3, "not_date"),
        ("span", "a while", "not_duration"),
        ("span", -3, "not_duration"),
        ("several", "x", "entries_only"),
        ("plain_evidence", "x", "no_field"),
        ("nowhere", "x", "no_field"),
    ],
)
def test_what_does_not_fit_a_field_is_refused_with_the_reason(field: str, given: Any, why: str):
    refused(desk(), SetField(step="form", field=field, value=given), why)


def test_none_clears_and_the_same_again_is_no_change():
    made = desk()
    made.do(SetField(step="form", field="sure", value=True))
    before = made.session
    made.do(SetField(step="form", field="sure", value=True))
    assert made.session is before
    made.do(SetField(step="form", field="sure", value=None))
    assert not made.session.answer("form").cells


def test_a_choice_made_stays_when_it_is_offered_no_more():
    from workshop.session.changes import RemovePerson

    made = desk()
    made.do(SetField(step="form", field="who", value="p2"))
    made.do(RemovePerson(id="p2"))
    refused(made, SetField(step="form", field="one", value="p2"), "no_option")
    made.do(SetField(step="form", field="who", value="p3"))
    refused(made, SetField(step="form", field="who", value="p2"), "no_option")


def test_each_answers_about_each():
    made, (one, *_) = with_ideas()
    made.do(SetField(step="score", of=one, by="p1", value=5))
    assert made.session.cell("score", Spot(of=one, by="p1")) == {"value": 5}
    refused(made, SetField(step="score", of=one, value=5), "voice_missing")
    refused(made, SetField(step="score", by="p1", value=5), "no_row")
    refused(made, SetField(step="score", of="nowhere1", by="p1", value=5), "no_row")
    refused(made, SetField(step="score", of=one, by="nobody", value=5), "no_voice")
    refused(made, SetField(step="score", of=one, by="p1", across="p1", value=5), "no_layer")
    refused(made, SetField(step="score", of=one, by="p1", at=one, value=5), "no_layer")
    refused(made, SetField(step="topic", by="p1", value="x"), "no_layer")
    refused(made, SetField(step="score", of=one, by="p1", round=2, value=5), "no_round")


def test_rows_and_columns():
    made = desk()
    made.do(AddItems(step="short", texts=["a", "b"]))
    row = ids(made, "short")[0]
    made.do(SetField(step="cross", of=row, across="p1", value=3))
    assert made.session.cell("cross", Spot(of=row, across="p1")) == {"value": 3}
    refused(made, SetField(step="cross", of=row, value=3), "no_row")
    refused(made, SetField(step="cross", of=row, across="p9", value=3), "no_row")


def test_a_role_answers_alone_and_many_judges_one_by_one():
    from workshop.session.changes import SetRole

    made = desk()
    made.do(SetField(step="bossy", by="boss", value="x"))
    refused(made, SetField(step="bossy", by="p1", value="x"), "no_voice")
    refused(made, SetField(step="judged", by="p1", value="x"), "no_voice")
    made.do(SetRole(role="judges", people=["p1", "p3"]))
    made.do(SetField(step="judged", by="p1", value="x"))
    refused(made, SetField(step="judged", by="p2", value="x"), "no_voice")


def test_alone_there_is_one_voice():
    made = desk(alone=True, people=0)
    made.do(SetField(step="late", value="x"))
    assert made.session.cell("late", Spot()) == {"value": "x"}
    refused(made, SetField(step="late", by="p1", value="x"), "no_layer")


def test_entries():
    made = desk()
    for text in ("a", "b", "c"):
        made.do(AddEntry(step="form", field="several", text=text, id=f"entry{text}"))
    made.do(AddEntry(step="form", field="several", text="b2", id="entryb2", after="entryb"))
    made.do(MoveEntry(step="form", field="several", id="entryc", after=""))
    made.do(EditEntry(step="form", field="several", id="entrya", text="A"))
    made.do(RemoveEntry(step="form", field="several", id="entryb"))

    def said() -> list[str]:
        return [entry.text for entry in made.session.cell("form", Spot())["several"] if not entry.gone]

    assert said() == ["c", "A", "b2"]
    made.do(RestoreItem(step="form", id="entryb"))
    assert said() == ["c", "A", "b", "b2"]
    refused(made, AddEntry(step="form", field="several", text=" "), "empty")
    refused(made, AddEntry(step="form", field="plain", text="x"), "no_field")
    refused(made, AddEntry(step="form", field="several", text="x", id="entrya"), "id_taken")
    refused(made, EditEntry(step="form", field="several", id="nowhere1", text="x"), "no_item")
    refused(made, MoveEntry(step="form", field="several", id="entrya", after="nowhere1"), "no_item")
    refused(made, RestoreItem(step="form", id="nowhere1"), "no_item")
    made.do(SetField(step="form", field="several", value=None))
    assert said() == []
    assert len(made.removed()) == 4


def test_a_step_may_begin_with_an_earlier_answer():
    made = desk()
    made.do(SetField(step="topic", value="What we said"))
    made.do(TakeStart(step="topic_again"))
    assert made.session.cell("topic_again", Spot()) == {"value": "What we said"}
    made.do(SetField(step="topic_again", value="What we say now"))
    made.do(TakeStart(step="topic_again"))
    assert made.session.cell("topic_again", Spot()) == {"value": "What we say now"}
    assert made.session.cell("topic", Spot()) == {"value": "What we said"}


def test_a_new_round_begins_with_the_last_where_the_step_has_a_start():
    made = desk()
    made.do(SetField(step="topic", value="One"))
    made.do(SetField(step="topic_again", value="First"))
    made.do(TakeAgain(step="topic_again"))
    made.do(TakeAgain(step="topic"))
    assert made.session.cell("topic_again", Spot(round=2)) == {"value": "First"}
    assert made.session.cell("topic", Spot(round=2)) == {}
    made.do(SetField(step="topic_again", value="Second"))
    assert made.session.cell("topic_again", Spot(round=1)) == {"value": "First"}
    assert made.session.cell("topic_again", Spot(round=2)) == {"value": "Second"}
    made.do(SetField(step="topic_again", round=1, value="First, corrected"))
    assert made.session.cell("topic_again", Spot(round=1)) == {"value": "First, corrected"}


# ------------------------------------------------------------------------------------------------------- sort, matrix


def test_an_item_lies_in_one_place():
    made, (one, two, _) = with_ideas()
    made.do(Place(step="sorted", item=one, place="well"))
    made.do(Place(step="sorted", item=two, place="well"))
    made.do(Place(step="sorted", item=one, place="less"))
    assert made.session.cell("sorted", Spot())["place"] == {one: "less", two: "well"}
    made.do(Unplace(step="sorted", item=one))
    before = made.session
    made.do(Unplace(step="sorted", item=one))
    assert made.session is before
    made.do(Unplace(step="sorted", item=two))
    assert not made.session.answer("sorted").cells
    refused(made, Place(step="sorted", item=one, place="nowhere"), "no_place")
    refused(made, Place(step="sorted", item="nowhere1", place="well"), "no_item_here")
    refused(made, Unplace(step="sorted", item="nowhere1"), "no_item_here")
    refused(made, Place(step="map", item=one, place="now"), "wrong_kind")


def test_teams_place_each_for_themselves():
    made, (one, *_) = with_ideas(people=("A", "B", "C", "D", "E"))
    assert made.book.voices(made.scenario.step_by_id["paired"]) == ("t1", "t2")
    made.do(Place(step="paired", by="t1", item=one, place="well"))
    made.do(Place(step="paired", by="t2", item=one, place="less"))
    refused(made, Place(step="paired", by="p1", item=one, place="well"), "no_voice")
    refused(made, Place(step="paired", item=one, place="well"), "voice_missing")


def test_a_sort_may_begin_with_an_earlier_one():
    made, (one, two, _) = with_ideas()
    made.do(Place(step="sorted", item=one, place="well"))
    made.do(Place(step="sorted_again", item=two, place="less"))
    made.do(TakeStart(step="sorted_again"))
    assert made.session.cell("sorted_again", Spot())["place"] == {one: "well", two: "less"}


def test_positions_on_a_matrix():
    made, (one, *_) = with_ideas()
    made.do(Put(step="map", item=one, x=2, y=9))
    made.do(Put(step="map", item=one, x=3, y=9))
    assert made.session.cell("map", Spot())["place"] == {one: {"x": 3, "y": 9}}
    refused(made, Put(step="map", item=one, x=0, y=9), "between")
    refused(made, Put(step="map", item=one, x=3, y=11), "between")
    refused(made, Put(step="sorted", item=one, x=3, y=1), "wrong_kind")
    made.do(Unplace(step="map", item=one))
    assert not made.session.answer("map").cells


# -------------------------------------------------------------------------------------------------------------- group


def test_an_item_lies_in_at_most_one_group():
    made, (one, two, three) = with_ideas()

    def groups() -> list[tuple[str, tuple[str, ...]]]:
        return [(group.name, group.items) for group in made.session.cell("themes", Spot())["groups"] if not group.gone]

    made.do(MakeGroup(step="themes", items=[one, two], name="Video", id="video000"))
    made.do(MakeGroup(step="themes", items=[two, three], id="nameless"))
    assert groups() == [("Video", (one,)), ("", (two, three))]
    made.do(MoveToGroup(step="themes", items=[two], group="video000"))
    made.do(MoveToGroup(step="themes", items=[one], group=None))
    assert groups() == [("Video", (two,)), ("", (three,))]
    made.do(NameGroup(step="themes", id="nameless", name=" Rest\n"))
    made.do(MergeGroups(step="themes", into="video000", ids=["nameless"]))
    assert groups() == [("Video", (two, three))]
    refused(made, MakeGroup(step="themes", items=["nowhere1"]), "no_item_here")
    refused(made, MakeGroup(step="themes", id="video000"), "id_taken")
    refused(made, NameGroup(step="themes", id="nameless", name="x"), "gone")
    refused(made, NameGroup(step="themes", id="nowhere1", name="x"), "no_group")
    refused(made, MoveToGroup(step="themes", items=[one], group="nowhere1"), "no_group")


def test_groups_stand_in_the_order_they_are_put_in():
    made, (one, two, three) = with_ideas()
    for id, item in (("a0000000", one), ("b0000000", two), ("c0000000", three)):
        made.do(MakeGroup(step="themes", items=[item], name=id[0], id=id))

    def order() -> str:
        found = "".join(group.name for group in made.session.cell("themes", Spot())["groups"])
        assert [made.book.label(item.id) for item in made.book.source("themes")] == [*found]
        return found

    made.do(MoveGroup(step="themes", id="c0000000", after=""))
    assert order() == "cab"
    made.do(MoveGroup(step="themes", id="c0000000", after="a0000000"))
    assert order() == "acb"
    made.do(MoveGroup(step="themes", id="a0000000"))
    assert order() == "cba"
    made.undo()
    assert order() == "acb"
    refused(made, MoveGroup(step="themes", id="a0000000", after="nowhere1"), "no_group")
    refused(made, MoveGroup(step="themes", id="nowhere1"), "no_group")


def test_a_broken_up_group_comes_back_with_what_lies_in_no_other():
    made, (one, two, _) = with_ideas()
    made.do(MakeGroup(step="themes", items=[one, two], name="Video", id="video000"))
    made.do(BreakGroup(step="themes", id="video000"))
    made.do(MakeGroup(step="themes", items=[two], id="other000"))
    made.do(RestoreItem(step="themes", id="video000"))
    video, other = made.session.cell("themes", Spot())["groups"]
    assert (video.gone, video.items, other.items) == (False, (one,), (two,))


# --------------------------------------------------------------------------------------------------------------- vote


def test_dots_are_given_within_what_each_has():
    made, (one, two, three) = with_ideas()
    made.do(Give(step="dots", by="p1", item=one, n=2))
    made.do(Give(step="dots", by="p1", item=two, n=1))
    assert "Every dot" in refused(made, Give(step="dots", by="p1", item=three, n=1), "over_dots")
    refused(made, Give(step="dots", by="p1", item=one, n=3), "max_each")
    refused(made, Give(step="dots", by="p1", item=one, n=-1), "not_number")
    refused(made, Give(step="dots", by="p1", item="nowhere1", n=1), "no_item_here")
    refused(made, Give(step="dots", item=one, n=1), "voice_missing")
    made.do(Give(step="dots", by="p1", item=two, n=0))
    assert "one dot left" in refused(made, Give(step="dots", by="p1", item=three, n=2), "over_dots")
    assert made.session.cell("dots", Spot(by="p1")) == {"gives": {one: 2}}
    made.do(Give(step="dots", by="p2", item=one, n=1))
    made.do(SetReason(step="dots", by="p2", text="Because"))
    assert made.session.cell("dots", Spot(by="p2")) == {"gives": {one: 1}, "reason": "Because"}
    refused(made, SetReason(step="points", by="p2", text="Because"), "no_reason_asked")
    refused(made, Give(step="ranked", by="p1", item=one, n=1), "another_way")


def test_all_points_are_to_be_spent():
    made, (one, two, _) = with_ideas()
    assert "10 points" in refused(made, Ballot(step="points", by="p1", gives={one: 60, two: 30}), "unspent_points")
    refused(made, Ballot(step="points", by="p1", gives={one: 60, two: 60}), "over_points")
    made.do(Ballot(step="points", by="p1", gives={one: 60, two: 40}))
    made.do(Ballot(step="points", by="p1", gives={two: 100}))
    assert made.session.cell("points", Spot(by="p1")) == {"gives": {two: 100}}
    made.do(Ballot(step="points", by="p1", gives={}))
    assert not made.session.answer("points").cells


def test_each_note_lies_whole_on_one_item():
    made, (one, two, three) = with_ideas()
    made.do(Give(step="notes", by="p1", item=one, n=40))
    assert "30 · 10 · 10" in refused(made, Give(step="notes", by="p1", item=two, n=40), "no_such_note")
    refused(made, Give(step="notes", by="p1", item=two, n=20), "no_such_note")
    made.do(Give(step="notes", by="p1", item=two, n=10))
    made.do(Give(step="notes", by="p1", item=three, n=10))
    made.do(Give(step="notes", by="p1", item=two, n=30))


def test_a_whole_ranking_names_what_is_missing():
    made, (one, two, three) = with_ideas()
    assert "Idea 3" in refused(made, Rank(step="ranked", by="p1", items=[two, one]), "unranked")
    refused(made, Rank(step="ranked", by="p1", items=[two, two, one]), "ranked_twice")
    made.do(Rank(step="ranked", by="p1", items=[two, one, three]))
    assert made.session.cell("ranked", Spot(by="p1")) == {"rank": {two: 1, one: 2, three: 3}}
    refused(made, Rank(step="three", by="p1", items=[two, one, three]), "ranked_too_many")
    refused(made, Rank(step="three", by="p1", items=[two]), "ranks_left")
    made.do(Rank(step="three", by="p1", items=[two, one]))
    refused(made, Rank(step="dots", by="p1", items=[two]), "another_way")
    made.do(Rank(step="three", by="p1", items=[]))
    assert not made.session.answer("three").cells


def test_a_budget_may_hold_for_each_list():
    made, (one, two, _) = with_ideas()
    made.do(AddItems(step="short", texts=["a", "b"]))
    a, _ = ids(made, "short")
    refused(made, Ballot(step="lists", by="p1", gives={one: 1, two: 1, a: 1}), "unspent_dots")
    refused(made, Ballot(step="lists", by="p1", gives={one: 3, a: 1}), "over_dots")
    made.do(Ballot(step="lists", by="p1", gives={one: 1, two: 1, a: 2}))


@pytest.mark.parametrize("people", [0, ()])
def test_where_nobody_was_named_every_ballot_is_a_new_voice(people: Any):
    made, (one, *_) = with_ideas(people=people)
    for _ in range(3):
        made.do(Ballot(step="dots", gives={one: 1}))
    refused(made, Ballot(step="dots", gives={}), "empty_ballot")
    assert len({spot.by for spot in made.session.answer("dots").cells}) == 3
    assert "" not in {spot.by for spot in made.session.answer("dots").cells}


def test_where_only_their_number_is_known_the_next_without_a_ballot_votes():
    made, (one, two, three) = with_ideas(people=2)
    made.do(Rank(step="ranked", items=[one, two, three]))
    made.do(Ballot(step="dots", gives={one: 1}, reason="So"))
    made.do(Ballot(step="dots", gives={one: 1}))
    made.do(Ballot(step="dots", gives={one: 1}))
    voices = [spot.by for spot in made.session.answer("dots").cells]
    assert voices[:2] == ["p1", "p2"]
    assert len(voices[2]) == 8


def test_dots_may_be_counted_without_voices():
    made, (one, *_) = with_ideas()
    made.do(SetVoters(step="dots", n=6))
    made.do(Tally(step="dots", item=one, n=11))
    assert made.session.cell("dots", Spot()) == {"tally": {"voters": 6, one: 11}}
    refused(made, Tally(step="dots", item="nowhere1", n=1), "no_item_here")
    refused(made, Tally(step="dots", item=one, n=-1), "between")
    refused(made, SetVoters(step="dots", n=501), "between")
    made.do(Tally(step="dots", item=one, n=0))
    made.do(SetVoters(step="dots", n=0))
    assert not made.session.answer("dots").cells


def test_no_more_than_five_hundred_voices():
    made, (one, *_) = with_ideas(people=0)
    made.do_all([Ballot(step="dots", gives={one: 1}) for _ in range(500)])
    refused(made, Ballot(step="dots", gives={one: 1}), "too_many_voices")
