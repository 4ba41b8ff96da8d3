"""The way through a workshop: stops, where one is, what is missing, loops, the last review."""

from __future__ import annotations

from typing import Any

import pytest

from tests.session.changing import Clock, desk, every_kind, ids
from workshop import language
from workshop.scenario.load import parse
from workshop.session import agenda, flow
from workshop.session.begin import begin
from workshop.session.changes import (
    AddItem,
    AddItems,
    Ballot,
    Capture,
    EditItem,
    EndLoop,
    GoTo,
    MarkDone,
    NextItem,
    Place,
    SetField,
    SetItemField,
    SetPlan,
    SetVoters,
    Skip,
    TakeAgain,
)
from workshop.session.desk import Desk
from workshop.session.flow import Slot, Stop

STEPS = [step.id for step in every_kind().steps]


def with_ideas(n: int = 2, **options: Any) -> tuple[Desk, list[str]]:
    made = desk(**options)
    made.do(AddItems(step="ideas", texts=[f"Idea {number}" for number in range(1, n + 1)]))
    return made, ids(made, "ideas")


def small(text: str) -> Desk:
    head = 'format = 1\nid = "small"\ntitle = "Small"\n'
    loaded = parse(head + text)
    assert loaded.scenario is not None, [str(fault) for fault in loaded.faults]
    from tests.session.changing import NOW

    return Desk(loaded.scenario, begin(loaded.scenario, text, people=["Anna", "Bo"], lang="en", now=NOW))


# -------------------------------------------------------------------------------------------------------------- stops


def test_stops_come_in_order_and_a_loop_comes_once_for_each_item():
    made, (one, two) = with_ideas()
    found = flow.stops(made.book)
    assert [stop for stop in found if stop.at] == [Stop("said", one), Stop("heard", one), Stop("said", two), Stop("heard", two)]
    assert [stop.step for stop in found if not stop.at] == [id for id in STEPS if id not in ("said", "heard")]
    assert not [stop for stop in flow.stops(desk().book) if stop.step == "said"]


def test_what_is_dropped_from_the_plan_is_no_stop():
    made, _ = with_ideas()
    made.do(SetPlan(dropped=["topic", "talk"]))
    names = [stop.step for stop in flow.stops(made.book)]
    assert "topic" not in names
    assert "said" not in names
    assert flow.state(made.book, Stop("topic")) == "inactive"


def test_a_step_whose_condition_does_not_hold_is_no_stop_and_keeps_its_answers():
    made = small("""
[[step]]
id = "sure"
kind = "ask"
as = "yesno"
title = "Sure"
[[step]]
id = "why"
kind = "ask"
title = "Why"
when = "sure"
[[step]]
id = "end"
kind = "note"
title = "End"
""")
    assert [stop.step for stop in flow.stops(made.book)] == ["sure", "end"]
    made.do(SetField(step="sure", value=True))
    made.do(SetField(step="why", value="Because"))
    assert flow.next_stop(made.book, Stop("sure")) == Stop("why")
    made.do(GoTo(step="why"))
    made.do(SetField(step="sure", value=False))
    assert flow.state(made.book, Stop("why")) == "inactive"
    assert flow.next_stop(made.book, Stop("why")) == Stop("end")
    assert flow.previous_stop(made.book, Stop("why")) == Stop("sure")
    assert flow.where(made.book) == Stop("sure")
    made.do(SetField(step="sure", value=True))
    assert flow.state(made.book, Stop("why")) == "open"


def test_forward_and_back():
    made, (one, two) = with_ideas()
    book = made.book
    found = flow.stops(book)
    assert [flow.next_stop(book, stop) for stop in found] == [*found[1:], None]
    assert [flow.previous_stop(book, stop) for stop in found] == [None, *found[:-1]]
    assert flow.next_stop(book, Stop("heard", one)) == Stop("said", two)


def test_one_goes_on_where_one_was():
    made, (one, _) = with_ideas()
    assert flow.where(made.book) == Stop("welcome")
    made.do(MarkDone(step="welcome"))
    assert flow.where(made.book) == Stop("topic")
    made.do(GoTo(step="said", at=one))
    assert flow.where(made.book) == Stop("said", one)
    made.do(Skip(step="talk", row=one))
    assert flow.where(made.book) == Stop("topic")


def test_the_state_of_a_stop():
    made, (one, _) = with_ideas()
    assert flow.state(made.book, Stop("ideas")) == "open"
    assert flow.state(made.book, Stop("sorted")) == "empty"
    made.do(Place(step="sorted", item=one, place="well"))
    made.do(MarkDone(step="sorted"))
    assert flow.state(made.book, Stop("sorted")) == "done"
    made.do(EditItem(step="ideas", id=one, text="Other"))
    assert flow.state(made.book, Stop("sorted")) == "touched"
    assert flow.state(made.book, Stop("moves")) == "empty"
    made.do(Capture(what="action", text="x", step="topic"))
    assert flow.state(made.book, Stop("moves")) == "empty"
    made.do(AddItem(step="moves", text="x"))
    assert flow.state(made.book, Stop("moves")) == "open"


# -------------------------------------------------------------------------------------------------------------- loops


def test_going_on_into_a_loop_says_which_item_it_comes_to():
    made, (one, two) = with_ideas()
    assert flow.onward(made.book, Stop("sums")) == ((NextItem(section="talk", item=one),), Stop("said", one))
    assert flow.onward(made.book, Stop("said", one)) == ((), Stop("heard", one))
    assert flow.onward(made.book, Stop("heard", one)) == ((NextItem(section="talk", item=two),), Stop("said", two))
    assert flow.onward(made.book, Stop("heard", two)) == ((), Stop("sprinted"))


def test_a_loop_ends_where_it_is_when_its_time_is_out():
    made, (one, two) = with_ideas()
    clock = made._clock
    assert isinstance(clock, Clock)
    changes, following = flow.onward(made.book, Stop("sums"))
    made.do_all(changes)
    made.enter("said", one)
    clock.seconds += 601
    made.commit_time()
    changes, following = flow.onward(made.book, Stop("said", one))
    assert (changes, following) == ((EndLoop(section="talk", how="time"),), Stop("sprinted"))
    made.do_all(changes)
    assert [stop for stop in flow.stops(made.book) if stop.at] == [Stop("said", one), Stop("heard", one)]
    assert [item.src for item in made.session.parked.values()] == [(two,)]


def test_a_section_is_taken_until_it_is_done_or_has_been_taken_so_many_times():
    made = desk()
    last = Stop("sprint_note")
    assert flow.onward(made.book, Stop("sprinted")) == ((), last)
    assert flow.onward(made.book, last) == ((TakeAgain(step="sprint"),), Stop("sprinted"))
    made.do(TakeAgain(step="sprint"))
    made.do(TakeAgain(step="sprint"))
    assert flow.onward(made.book, last) == ((EndLoop(section="sprint", how="max"),), Stop("moves"))
    made.do(EndLoop(section="sprint", how="stopped"))
    assert flow.onward(made.book, last) == ((), Stop("moves"))


def test_a_step_is_repeated_until_its_condition_holds():
    made = small("""
[[step]]
id = "tries"
kind = "list"
title = "Tries"
repeat = { until = "count(tries) >= 2", max = 5, minutes = [8, 4] }
[[step]]
id = "end"
kind = "note"
title = "End"
minutes = 3
""")
    stop = Stop("tries")
    assert flow.minutes(made.book, stop) == 8
    assert flow.onward(made.book, stop) == ((TakeAgain(step="tries"),), stop)
    made.do(TakeAgain(step="tries"))
    assert flow.minutes(made.book, stop) == 4
    made.do(AddItems(step="tries", texts=["a", "b"]))
    changes, following = flow.onward(made.book, stop)
    assert (changes, following) == ((EndLoop(section="tries", how="until"),), Stop("end"))
    made.do_all(changes)
    assert flow.onward(made.book, stop) == ((), Stop("end"))
    assert flow.minutes(made.book, Stop("end")) == 3
    made.do(SetPlan(minutes={"end": 9}))
    assert flow.minutes(made.book, Stop("end")) == 9
    assert agenda.spent_seconds(made.session, "end") == 0


# ------------------------------------------------------------------------------------------------------------- places


def test_the_places_inside_a_step():
    made, (one, two) = with_ideas()
    by = made.scenario.step_by_id
    assert flow.places(made.book, by["topic"]) == (Slot(field="value"),)
    assert flow.places(made.book, by["welcome"]) == ()
    assert flow.places(made.book, by["score"])[:3] == (
        Slot(one, "", "value", "p1"),
        Slot(two, "", "value", "p1"),
        Slot(one, "", "value", "p2"),
    )
    assert flow.places(made.book, by["sorted"]) == (Slot(one), Slot(two))
    assert flow.places(made.book, by["parts"]) == (Slot(one), Slot(two))
    assert flow.places(made.book, by["dots"]) == (Slot(by="p1"), Slot(by="p2"), Slot(by="p3"))
    assert flow.places(desk(people=0).book, by["dots"]) == (Slot(),)


def test_enter_on_an_empty_line_goes_to_the_next_place_of_the_same_voice_and_never_out():
    made, (one, two) = with_ideas()
    score = made.scenario.step_by_id["score"]
    first = Slot(one, "", "value", "p1")
    second = flow.next_place(made.book, score, "", first)
    assert second == Slot(two, "", "value", "p1")
    assert flow.next_place(made.book, score, "", second) is None
    assert flow.next_place(made.book, score, "", Slot("nowhere1", "", "value", "p2")) == Slot(one, "", "value", "p2")


def test_a_field_whose_condition_does_not_hold_is_passed_over():
    made = desk()
    form = made.scenario.step_by_id["form"]
    assert "then" not in [slot.field for slot in flow.places(made.book, form)]
    made.do(SetField(step="form", field="sure", value=True))
    assert "then" in [slot.field for slot in flow.places(made.book, form)]


# ------------------------------------------------------------------------------------------------------------ missing


def missing(made: Desk, step: str, at: str = "") -> tuple[str, ...]:
    return flow.missing(made.book, Stop(step, at))


def test_what_is_missing_is_said_in_words():
    made, (one, _) = with_ideas(1 + 1)
    assert missing(made, "topic") == ("One question is unanswered.",)
    assert missing(made, "form") == ("11 questions are unanswered.",)
    assert missing(made, "sorted") == ("2 are not placed.",)
    made.do(Place(step="sorted", item=one, place="well"))
    assert missing(made, "sorted") == ("One is not placed.",)
    assert missing(made, "themes") == ("2 are in no group.",)
    made.do(Ballot(step="dots", by="p1", gives={one: 1}))
    assert missing(made, "dots") == ("2 have not voted.",)
    made.do(SetVoters(step="dots", n=6))
    assert missing(made, "dots") == ()
    assert missing(made, "ideas") == ()
    named = desk()
    named.do(AddItems(step="ideas", texts=["a", "b"], by="p1"))
    assert missing(named, "ideas") == ("2 have fewer than 2.",)
    assert missing(desk(alone=True), "ideas") == ("0 of at least 2.",)
    made.do(AddItem(step="moves", text="x"))
    made.do(AddItem(step="moves", text="y", fields={"owner": "Anna"}))
    assert missing(made, "moves") == ("One is without an owner.", "2 are without a date.")
    assert missing(made, "said", one) == ("One question is unanswered.",)
    assert missing(made, "welcome") == ()
    assert language.t("session.missing.owner", "sv", n=2) == "2 saknar ägare."


def test_a_check_that_blocks_stops_one_from_going_on():
    made = desk()
    stop = Stop("moves")
    assert flow.blocked(made.book, stop) == "One at least."
    assert "One at least." in flow.missing(made.book, stop)
    made.do(AddItem(step="moves", text="x"))
    assert flow.blocked(made.book, stop) == ""
    assert flow.blocked(made.book, Stop("welcome")) == ""


def test_a_check_of_own_fields_is_tried_for_every_row():
    made = small("""
[[step]]
id = "rows"
kind = "list"
title = "Rows"
fields = [{ id = "low", title = "Low", as = "number" }, { id = "high", title = "High", as = "number" }]
checks = [{ that = "low <= high", text = "Turned about." }]
""")
    made.do(AddItem(step="rows", text="a", fields={"low": 1, "high": 2}))
    made.do(AddItem(step="rows", text="b", fields={"low": 1}))
    assert missing(made, "rows") == ()
    made.do(SetItemField(step="rows", id=ids_of(made)[1], field="high", value=0))
    assert missing(made, "rows") == ("Turned about.",)
    assert flow.blocked(made.book, Stop("rows")) == ""


def ids_of(made: Desk) -> list[str]:
    return list(made.session.answer("rows").items)


# ------------------------------------------------------------------------------------------------------------- review


def test_the_review_gathers_what_is_to_be_seen_to():
    made, (one, _) = with_ideas()
    made.do(Capture(what="parked", text="Later"))
    made.do(Capture(what="parked", text="Dealt with", fields={"done": True}))
    made.do(Capture(what="action", text="Alone", fields={"due": "2026-12-01"}))
    made.do(Capture(what="action", text="Some day", fields={"owner": "Anna"}))
    made.do(Capture(what="action", text="Done", fields={"done": True}))
    made.do(Capture(what="decision", text="So be it"))
    made.do(MarkDone(step="sorted"))
    made.do(EditItem(step="ideas", id=one, text="Other"))
    found = flow.review(made.book)
    assert [item.text for item in found.parked] == ["Later"]
    assert [item.text for item in found.actions] == ["Alone", "Some day"]
    assert [item.text for item in found.without_owner] == ["Alone"]
    assert [item.text for item in found.without_date] == ["Some day"]
    assert [item.text for item in found.decisions] == ["So be it"]
    assert found.touched == (Stop("sorted"),)


# -------------------------------------------------------------------------------------------------------------- rests


@pytest.mark.parametrize(
    ("step", "on"),
    [
        ("ideas", set()),
        ("topic_again", {"topic"}),
        ("sorted", {"ideas"}),
        ("sorted_again", {"ideas", "sorted"}),
        ("lists", {"ideas", "short"}),
        ("cross", {"short"}),
        ("sums", {"ideas"}),
        ("said", {"ideas"}),
        ("moves", {"dots", "ideas"}),
    ],
)
def test_what_a_step_rests_on(step: str, on: set[str]):
    assert flow.rests_on(every_kind())[step] == on


def test_resting_goes_through_results_conditions_of_sources_and_orders():
    made = small("""
[[step]]
id = "a"
kind = "list"
title = "A"
[[step]]
id = "b"
kind = "ask"
title = "B"
as = "scale"
each = "a"
[[step]]
id = "c"
kind = "result"
title = "C"
each = "a"
value = "mean(item.b)"
[[step]]
id = "d"
kind = "sort"
title = "D"
from = { from = "a", where = "item.c > 2 and item.text != 'b'", top = 3, by = "c" }
places = ["X", "Y"]
[[step]]
id = "e"
kind = "note"
title = "E"
when = "count(a) > 2"
""")
    rests = flow.rests_on(made.scenario)
    assert rests["d"] == {"a", "b", "c"}
    assert rests["e"] == set()
    assert flow.resting_on(made.scenario)["b"] == {"c", "d"}
