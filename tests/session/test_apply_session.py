"""The flow, the participants, the plan and the header."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.session.changing import desk, ids, refused
from workshop.session.changes import (
    AddItem,
    AddItems,
    AddPerson,
    Capture,
    EditItem,
    EditPerson,
    EndLoop,
    GoTo,
    MarkDone,
    NextItem,
    Place,
    RemovePerson,
    RestoreItem,
    SetEarlier,
    SetField,
    SetHeader,
    SetPlan,
    SetRole,
    SetTeam,
    Show,
    ShowNames,
    Skip,
    TakeAgain,
)
from workshop.session.model import Here, Spot


def with_ideas(n: int = 3, **options):
    made = desk(**options)
    made.do(AddItems(step="ideas", texts=[f"Idea {number}" for number in range(1, n + 1)]))
    return made, ids(made, "ideas")


# --------------------------------------------------------------------------------------------------------------- flow


def test_where_one_is():
    made, (one, *_) = with_ideas()
    made.do(GoTo(step="said", at=one, of="x", field="value"))
    assert made.session.here == Here("said", one, "x", "value")
    refused(made, GoTo(step="nowhere"), "no_step")


def test_what_rests_on_a_changed_answer_is_touched_until_it_is_done_again():
    made, (one, two, _) = with_ideas()
    made.do(Place(step="sorted", item=one, place="well"))
    for step in ("ideas", "sorted", "topic", "dots"):
        made.do(MarkDone(step=step))
    made.do(EditItem(step="ideas", id=one, text="Reworded"))
    touched = {name for (name, _), state in made.session.progress.items() if state.touched}
    assert touched == {"sorted", "dots"}
    made.do(MarkDone(step="sorted"))
    assert not made.session.progress_of("sorted").touched
    made.do(MarkDone(step="dots", done=False))
    assert not made.session.progress_of("dots").done
    made.do(EditItem(step="ideas", id=two, text="Reworded too"))
    assert made.session.progress_of("sorted").touched
    assert not made.session.progress_of("dots").touched


def test_what_is_captured_at_a_step_touches_nothing_that_rests_on_it():
    made = desk()
    made.do(MarkDone(step="topic_again"))
    made.do(Capture(what="action", text="x", step="topic"))
    assert not made.session.progress_of("topic_again").touched
    made.do(SetField(step="topic", value="x"))
    assert made.session.progress_of("topic_again").touched


def test_one_may_leave_where_one_is_whatever_has_gone_since():
    made, (one, *_) = with_ideas()
    made.do(GoTo(step="said", at=one))
    made.do(Skip(step="talk", row=one))
    made.do(MarkDone(step="said", at=one))
    refused(made, MarkDone(step="heard", at=one), "no_row")


def test_a_change_at_one_item_of_a_section_touches_nothing_at_another():
    made, (one, two, _) = with_ideas()
    for at in (one, two):
        made.do(MarkDone(step="said", at=at))
        made.do(MarkDone(step="heard", at=at))
    made.do(SetField(step="said", at=one, value="x"))
    assert not any(state.touched for state in made.session.progress.values())
    made.do(EditItem(step="ideas", id=one, text="Reworded"))
    assert made.session.progress_of("said", one).touched


def test_rounds_of_a_step():
    made = desk()
    made.do(MarkDone(step="topic"))
    made.do(TakeAgain(step="topic"))
    assert made.session.progress_of("topic").rounds == 2
    assert not made.session.progress_of("topic").done
    made.do(SetField(step="topic", value="x"))
    assert made.session.cell("topic", Spot(round=2)) == {"value": "x"}
    made.do_all([TakeAgain(step="topic") for _ in range(48)])
    refused(made, TakeAgain(step="topic"), "too_many_rounds")


def test_rounds_of_a_section_take_its_steps_along():
    made = desk()
    made.do(AddItem(step="sprinted", text="a"))
    made.do(SetField(step="sprint_note", value="First"))
    made.do(TakeAgain(step="sprint"))
    assert [made.session.progress_of(name).rounds for name in ("sprint", "sprinted", "sprint_note")] == [2, 2, 2]
    assert made.session.cell("sprint_note", Spot(round=2)) == {"value": "First"}
    made.do(AddItem(step="sprinted", text="b"))
    assert [item.round for item in made.session.answer("sprinted").items.values()] == [1, 2]
    made.do(EndLoop(section="sprint", how="stopped"))
    assert made.session.progress_of("sprint").ended == "stopped"
    made.do(TakeAgain(step="sprint"))
    assert made.session.progress_of("sprint").ended == ""


def test_a_loop_that_ends_parks_what_it_never_came_to():
    made, (one, two, three) = with_ideas()
    made.do(NextItem(section="talk", item=one))
    made.do(SetField(step="said", at=two, value="x"))
    made.do(EndLoop(section="talk", how="time"))
    assert [(item.text, item.src, item.get("step")) for item in made.session.parked.values()] == [("Idea 3", (three,), "said")]
    made.do(EndLoop(section="talk", how="stopped"))
    assert len(made.session.parked) == 1
    refused(made, NextItem(section="talk", item="nowhere1"), "no_row")
    refused(made, NextItem(section="sprint", item=one), "no_loop")
    refused(made, NextItem(section="nowhere", item=one), "no_section")
    refused(made, EndLoop(section="nowhere", how="time"), "no_section")


def test_rows_are_left_out_and_taken_back():
    made, (one, two, three) = with_ideas()
    score = made.scenario.step_by_id["score"]
    made.do(Skip(step="score", row=two))
    assert [row.id for row in made.book.rows(score)] == [one, three]
    refused(made, SetField(step="score", of=two, by="p1", value=3), "no_row")
    refused(made, Skip(step="score", row="nowhere1"), "no_row")
    refused(made, Skip(step="nowhere", row=two), "no_step")
    made.do(Skip(step="score", row=two, skipped=False))
    assert [row.id for row in made.book.rows(score)] == [one, two, three]
    made.do(Skip(step="talk", row=one))
    refused(made, SetField(step="said", at=one, value="x"), "no_row")


def test_what_is_hidden_is_shown_and_names_only_where_they_are_kept():
    made = desk()
    made.do(Show(step="late"))
    made.do(ShowNames(step="late"))
    assert made.session.progress_of("late").shown is True
    assert made.session.progress_of("late").names_shown
    made.do(Show(step="late", shown=False))
    assert made.session.progress_of("late").shown is False
    refused(made, ShowNames(step="secret"), "nameless")
    refused(made, Show(step="welcome"), "wrong_kind")


# ------------------------------------------------------------------------------------------------------------- people


def test_people_come_and_go_and_come_back():
    made = desk(people=("Anna", "Bo"))
    made.do(AddPerson(name=" Cy\n"))
    assert [(person.id, person.name) for person in made.session.people] == [("p1", "Anna"), ("p2", "Bo"), ("p3", "Cy")]
    made.do(EditPerson(id="p3", name="Cecilia"))
    made.do(SetField(step="late", by="p3", value="x"))
    made.do(RemovePerson(id="p3"))
    refused(made, EditPerson(id="p3", name="x"), "gone")
    refused(made, RemovePerson(id="p9"), "no_person")
    made.do(AddPerson(name="Di"))
    assert made.session.people[-1].id == "p4"
    made.do(RestoreItem(id="p3"))
    assert not made.session.person("p3").gone  # type: ignore[union-attr]
    assert made.session.cell("late", Spot(by="p3")) == {"value": "x"}


def test_teams_are_dealt_and_dealt_anew_until_one_has_answered():
    made = desk(people=("A", "B", "C"))
    assert made.session.teams == {"pairs": {"t1": ("p1", "p2", "p3")}, "quads": {"t1": ("t1",)}}
    made.do(AddPerson(name="D"))
    assert made.session.teams["pairs"] == {"t1": ("p1", "p2"), "t2": ("p3", "p4")}
    made.do(AddItem(step="ideas", text="x"))
    made.do(Place(step="paired", by="t1", item=ids(made, "ideas")[0], place="well"))
    made.do(AddPerson(name="E"))
    assert made.session.teams["pairs"] == {"t1": ("p1", "p2", "p5"), "t2": ("p3", "p4")}
    made.do(RemovePerson(id="p2"))
    assert made.session.teams["pairs"]["t1"] == ("p1", "p2", "p5")


def test_people_are_put_in_teams_and_roles():
    made = desk()
    made.do(SetTeam(teams="offices", id="lund", people=["p1", "p2"]))
    made.do(SetTeam(teams="offices", id="umea", people=["p2"]))
    assert made.session.teams["offices"] == {"lund": ("p1",), "umea": ("p2",)}
    refused(made, SetTeam(teams="offices", id="oslo", people=["p1"]), "no_team")
    refused(made, SetTeam(teams="nowhere", id="lund", people=["p1"]), "no_teams")
    refused(made, SetTeam(teams="offices", id="lund", people=["p9"]), "no_person")
    made.do(SetTeam(teams="pairs", id="mine", people=["p1"]))
    assert made.session.teams["pairs"] == {"t1": ("p2", "p3"), "mine": ("p1",)}
    made.do(SetTeam(teams="pairs", id="mine", people=["p1", "p2", "p3"]))
    assert made.session.teams["pairs"] == {"mine": ("p1", "p2", "p3")}
    made.do(SetRole(role="boss", people=["p1"]))
    made.do(SetRole(role="boss", people=["p2"]))
    assert [person.roles for person in made.session.people] == [(), ("boss",), ()]
    refused(made, SetRole(role="boss", people=["p1", "p2"]), "one_holder")
    refused(made, SetRole(role="nowhere", people=["p1"]), "no_role")
    made.do(SetRole(role="judges", people=["p1", "p2"]))


# ------------------------------------------------------------------------------------------------------ plan, header


def test_the_plan_takes_the_keys_given():
    made = desk()
    late = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=1)))
    made.do(SetPlan(start=late, minutes={"ideas": 12}))
    made.do(SetPlan(end=late, dropped=["topic", "topic"], taken=[{"at": late, "offer": "shorten", "late": 15}]))
    plan = made.session.plan
    assert plan.start == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    assert plan.minutes == {"ideas": 12}
    assert plan.dropped == ("topic",)
    assert plan.taken[0]["offer"] == "shorten"
    made.do(SetPlan(start=None))
    assert made.session.plan.start is None
    assert made.session.plan.end is not None
    refused(made, SetPlan(minutes={"nowhere": 1}), "no_step")
    refused(made, SetPlan(minutes={"ideas": float("nan")}), "between")
    refused(made, SetPlan(minutes={"ideas": -1}), "between")
    refused(made, SetPlan(dropped=["nowhere"]), "no_step")
    refused(made, SetPlan(taken=[{"x": object()}]), "bad_id")


def test_the_header():
    made = desk()
    made.do(SetHeader(key="title", value=" New\ntitle "))
    made.do(SetHeader(key="client", value=""))
    made.do(SetHeader(key="lang", value="sv"))
    made.do(SetHeader(key="alone", value=True))
    made.do(SetHeader(key="names", value="never"))
    assert (made.session.title, made.session.client, made.session.lang, made.session.alone) == ("New title", "", "sv", True)
    refused(made, SetHeader(key="title", value=" "), "empty")
    refused(made, SetHeader(key="lang", value="klingon!"), "no_language")
    refused(made, SetHeader(key="uuid", value="x"), "no_setting")
    refused(made, SetHeader(key="alone", value="x"), "not_yesno")
    made.do(SetField(step="topic", value="x"))
    refused(made, SetHeader(key="names", value="shown"), "names_settled")


def test_earlier_sessions():
    made = desk()
    uuid = "0198e0aa-5b7e-7c11-9d0a-3f5e0c1b2a77"
    made.do(SetEarlier(scenario="maturity_check", uuid=uuid))
    assert made.session.earlier == {"maturity_check": uuid}
    refused(made, SetEarlier(scenario="maturity_check", uuid="x"), "bad_id")
    made.do(SetEarlier(scenario="maturity_check", uuid=""))
    assert made.session.earlier == {}


@pytest.mark.parametrize("step", ["secret", "whispers"])
def test_a_name_is_refused_where_none_is_kept(step: str):
    # The Desk puts a random voice in its place before; nothing else may write the name.
    from workshop.errors import Refused
    from workshop.session.apply import apply

    made = desk()
    change = SetField(step=step, by="p1", value="x") if step == "secret" else AddItem(step=step, by="p1", text="x")
    with pytest.raises(Refused, match="No names"):
        apply(made.book, change)
