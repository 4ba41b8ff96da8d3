"""The plan against the clock: what is left, when it ends, and what gives way when that is too late."""

from __future__ import annotations

import time as systime
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.books import NOW, items, session, step, unchecked
from workshop.session import replan
from workshop.session.agenda import Agenda, agenda, ends, part, timer
from workshop.session.book import Book
from workshop.session.changes import AddItems, GoTo, MarkDone, SetPlan, TakeAgain
from workshop.session.desk import Desk
from workshop.session.model import Here, Plan, Progress, Visit
from workshop.session.pace import pace
from workshop.session.sittings import on_the_clock

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def at(clock: str) -> datetime:
    """A time of the day, UTC."""
    hour, minute = clock.split(":")
    return NOW.replace(hour=int(hour), minute=int(minute))


def plan(*steps: str, here: str = "", done: str = "", sections: str = "", visits: Sequence[Visit] = (), **parts: Any) -> Book:
    """A Book of a session on its way: `a 20` is a step of twenty minutes, `a 20 10` may come down to ten, and further words
    are its keys (`fixed`, `optional`, `section=x`)."""
    text = sections + "".join(_step(one.split()) for one in steps)
    progress = {(id, ""): Progress(done=True) for id in done.split()}
    started = {"here": Here(step=here or steps[0].split()[0]), "progress": progress, "times": tuple(visits)} | parts
    return Book(unchecked(text), session(**started))


def _step(words: list[str]) -> str:
    id, *rest = words
    keys = []
    for name in ("minutes", "min_minutes"):
        if rest and rest[0].replace(".", "").isdigit():
            keys.append(f"{name} = {rest.pop(0)}")
    for word in rest:
        name, _, value = word.partition("=")
        keys.append(f"{name} = {value or 'true'}" if name != "section" else f'section = "{value}"')
    return step(id, "note", "\n".join(keys))


def visit(id: str, clock: str, minutes: float, **more: Any) -> Visit:
    return Visit(step=id, start=at(clock), seconds=minutes * 60, **more)


def clock(when: datetime) -> str:
    return when.strftime("%H:%M")


# ---------------------------------------------------------------------------------------------------- ahead and behind


def test_a_sitting_that_goes_as_planned_is_on_time() -> None:
    book = plan("a 20", "b 30", "c 10", here="b", done="a", visits=[visit("a", "9:00", 20), visit("b", "9:20", 12)])
    found = agenda(book, at("9:32"))
    assert (clock(found.start), clock(found.planned_end), clock(found.ends)) == ("09:00", "10:00", "10:00")
    assert (found.late, found.ahead, found.left) == (0, 0, 28)
    assert [(row.state, row.planned, row.spent, row.left) for row in found.rows] == [
        ("done", 20, 20, 0),
        ("here", 30, 12, 18),
        ("coming", 10, 0, 10),
    ]
    assert clock(found.rows[2].begins or NOW) == "09:50"


def test_what_a_step_takes_too_long_is_late_and_what_it_gains_is_given_back() -> None:
    over = plan("a 20", "b 30", here="a", visits=[visit("a", "9:00", 27)])
    assert agenda(over, at("9:27")).late == 7
    early = plan("a 20", "b 30", here="b", done="a", visits=[visit("a", "9:00", 12), visit("b", "9:12", 0)])
    found = agenda(early, at("9:12"))
    assert (found.late, found.ahead, clock(found.ends)) == (0, 8, "09:42")


def test_a_start_given_that_has_passed_is_late_from_the_first_minute() -> None:
    book = plan("a 20", "b 30", plan=Plan(start=at("9:00")), visits=[visit("a", "9:15", 0)])
    assert agenda(book, at("9:15")).late == 15


def test_before_the_start_nothing_counts() -> None:
    book = plan("a 20", "b 30", plan=Plan(start=at("9:15")), visits=[visit("a", "9:00", 10)])
    found = agenda(book, at("9:10"))
    assert (found.has_begun, found.rows[0].spent, clock(found.ends)) == (False, 0, "10:05")
    book = plan("a 20", "b 30", plan=Plan(start=at("9:15")), visits=[visit("a", "9:00", 20)])
    assert agenda(book, at("9:20")).rows[0].spent == 5


def test_a_hard_end_is_what_one_is_late_for() -> None:
    book = plan("a 20", "b 30", plan=Plan(start=at("9:00"), end=at("9:45")), visits=[visit("a", "9:00", 0)])
    found = agenda(book, at("9:00"))
    assert (found.late, found.slack, clock(found.planned_end)) == (5, -5, "09:45")
    roomy = agenda(plan("a 20", plan=Plan(start=at("9:00"), end=at("10:00")), visits=[visit("a", "9:00", 0)]), at("9:30"))
    assert (roomy.late, roomy.slack, roomy.ahead) == (0, 10, 0)


def test_a_fixed_block_keeps_its_time_and_its_length() -> None:
    steps = ("a 20 10", "lunch 30 fixed", "b 20 10")
    shortened = Plan(start=at("9:00"), until=at("10:10"), fixed={"lunch": at("9:20")}, minutes={"a": 10})
    found = agenda(plan(*steps, visits=[visit("a", "9:00", 5)], plan=shortened), at("9:05"))
    assert clock(found.rows[1].begins or NOW) == "09:20", "what is gained is a longer pause"
    assert (clock(found.ends), found.ahead) == ("10:10", 0)
    late = agenda(plan(*steps, visits=[visit("a", "9:00", 28)]), at("9:28"))
    assert [(one.step, clock(one.begins)) for one in late.moved] == [("lunch", "09:28")]


def test_what_is_dropped_has_fallen_away_or_was_gone_by_takes_no_time() -> None:
    book = plan("a 20", "b 30", 'c 10 when="1>2"', "d 5", here="d", plan=Plan(dropped=("a",)), visits=[visit("d", "9:00", 1)])
    book = Book(book.scenario, book.session)
    found = agenda(book, at("9:01"))
    assert {row.stop.step: row.state for row in found.rows} == {"a": "dropped", "b": "passed", "c": "inactive", "d": "here"}
    assert found.left == 4


# ------------------------------------------------------------------------------------------------------------ sittings


def test_after_more_than_an_hour_what_is_left_is_planned_from_now() -> None:
    first = [visit("a", "9:00", 25), visit("b", "9:25", 10)]
    book = plan("a 20", "b 30", "c 10", here="b", done="a", visits=[*first, visit("b", "13:00", 2)])
    found = agenda(book, at("13:02"))
    assert (clock(found.start), clock(found.planned_end), found.late) == ("13:00", "13:30", 0)
    assert found.rows[1].left == 18
    within = plan("a 20", "b 30", "c 10", here="b", done="a", visits=[*first, visit("b", "10:30", 2)])
    assert agenda(within, at("10:32")).late == 60


def test_a_session_that_lay_for_a_week_is_not_a_week_late() -> None:
    book = plan("a 20", "b 30", here="b", done="a", plan=Plan(start=at("9:00")), visits=[visit("a", "9:00", 20)])
    found = agenda(book, NOW + timedelta(days=7))
    assert (found.start, found.late) == (NOW + timedelta(days=7), 0)


def test_looking_through_it_the_evening_before_takes_no_time_from_it() -> None:
    book = plan("a 20", "b 30", plan=Plan(), visits=[visit("a", "7:00", 15), visit("a", "9:00", 5)])
    assert agenda(book, at("9:05")).rows[0].left == 15


def test_the_clock_plans_one_sitting_at_a_time() -> None:
    sections = '[[section]]\nid = "x"\ntitle = "X"\n[[section]]\nid = "y"\ntitle = "Y"\nsitting = 2\n'
    steps = ("a 20 section=x", "b 30 section=x", "c 40 section=y")
    found = agenda(plan(*steps, sections=sections, visits=[visit("a", "9:00", 0)]), at("9:00"))
    assert (clock(found.planned_end), found.rows[2].state) == ("09:50", "later")
    seen = [visit("a", "9:00", 20), visit("b", "9:20", 30), visit("c", "10:00", 0)]
    second = agenda(plan(*steps, sections=sections, here="c", done="a b", visits=seen), at("10:00"))
    assert (clock(second.start), clock(second.planned_end)) == ("10:00", "10:40")


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(hours=3)])
def test_a_clock_that_is_set_makes_no_nonsense(jump: timedelta) -> None:
    visits = [visit("a", "9:00", 20), replace(visit("b", "9:20", 5), start=at("9:20") + jump)]
    found = agenda(plan("a 20", "b 30", here="b", done="a", visits=visits), at("9:25") + jump)
    assert (found.left, found.late, found.ahead) == (25, 0, 0)
    assert found.ends - found.now == 25 * MINUTE


def test_summer_time_changes_nothing() -> None:
    # clocks go from 02:00 to 03:00 in Sweden at 01:00 UTC
    night = datetime(2027, 3, 28, 0, 50, tzinfo=UTC)
    book = plan("a 20", "b 30", visits=[Visit(step="a", start=night, seconds=900)])
    found = agenda(book, night + 15 * MINUTE)
    assert (found.late, found.ends) == (0, night + 50 * MINUTE)


# ------------------------------------------------------------------------------------------------- sections and rows

LOOP = '[[section]]\nid = "talk"\ntitle = "Talk"\neach = "things"\n'


def loop(section: str, steps: Sequence[str], here: tuple[str, str], done: Sequence[tuple[str, str]], **parts: Any) -> Book:
    text = section + step("things", "list", "minutes = 5") + "".join(_step(one.split()) for one in steps)
    progress = {key: Progress(done=True) for key in (("things", ""), *done)}
    answers = {"things": items("i1 One", "i2 Two", "i3 Three", "i4 Four")}
    return Book(unchecked(text), session(here=Here(*here), progress=progress, answers=answers, **parts))


def test_time_for_each_thing_is_what_is_left_of_the_sections() -> None:
    section = LOOP.replace("each", "minutes = 20\neach")
    visits = (visit("things", "8:55", 5), visit("say", "9:00", 8, at="i1"), visit("say", "9:08", 0, at="i2"))
    book = loop(section, ["say section=talk", "end 10"], ("say", "i2"), [("say", "i1")], times=visits)
    found = agenda(book, at("9:08"))
    told = pace(book, found)
    assert told is not None
    assert (told.number, told.of, told.each, told.left) == (2, 4, 4, 12)
    assert (found.left, found.late) == (22, 0)


def test_the_timer_of_one_thing_has_what_is_left_for_each() -> None:
    section = LOOP.replace("each", "minutes = 20\neach")
    visits = (visit("things", "8:55", 5), visit("say", "9:00", 8, at="i1"), visit("say", "9:08", 1, at="i2"))
    book = loop(section, ["say section=talk"], ("say", "i2"), [("say", "i1")], times=visits)
    told = timer(book, book.scenario.step_by_id["say"], "i2", at("9:09"))
    assert told is not None
    assert (told.planned, told.left) == (4 * 60, 3 * 60)


def test_things_that_are_more_than_there_is_time_for_are_told() -> None:
    section = LOOP.replace("each", "minutes = 10\neach")
    visits = (visit("things", "8:55", 5), visit("say", "9:00", 1, at="i1"), visit("say", "9:01", 0, at="i2"))
    book = loop(section, ["say 3 section=talk"], ("say", "i2"), [("say", "i1")], times=visits)
    told = pace(book, agenda(book, at("9:01")))
    assert told is not None
    assert (told.left, told.wanted, told.keep) == (9, 3, 0)
    book = loop(section, ["say 4 section=talk"], ("say", "i2"), [("say", "i1")], times=visits)
    told = pace(book, agenda(book, at("9:01")))
    assert told is not None
    assert (told.left, told.wanted, told.keep) == (9, 4, 2)


def test_steps_of_a_section_are_counted_once_for_each_thing() -> None:
    visits = (visit("things", "8:55", 5), visit("say", "9:00", 1, at="i1"))
    book = loop(LOOP, ["say 3 section=talk", "do 2 section=talk", "end 10"], ("say", "i1"), [], times=visits)
    found = agenda(book, at("9:01"))
    assert found.left == 2 + 2 + 3 * 5 + 10
    assert found.ahead == 5  # five things were expected, and there are four


def test_a_section_in_figures() -> None:
    section = LOOP.replace("each", "minutes = 20\neach")
    visits = (visit("things", "8:55", 5), visit("say", "9:00", 8, at="i1"), visit("say", "9:08", 0, at="i2"))
    book = loop(section, ["say section=talk", "end 10"], ("say", "i2"), [("say", "i1")], times=visits)
    assert part(book, agenda(book, at("9:08")), "talk") == (20, 20, 8, 12, True)
    steps = loop(LOOP, ["say 3 1 section=talk", "do 2 section=talk"], ("say", "i1"), [], times=visits[:1])
    assert part(steps, agenda(steps, at("9:00")), "talk") == (20, 12, 0, 20, False)


def test_rows_that_are_not_known_yet_count_as_five() -> None:
    text = step("ideas", "list", "minutes = 5") + step("rate", "ask", 'each = "ideas"\nas = "scale"\nminutes_each = 2')
    before = Book(unchecked(text), session(here=Here("ideas"), times=(visit("ideas", "9:00", 0),)))
    assert agenda(before, at("9:00")).left == 15
    answers = {"ideas": items(*(f"i{n} x" for n in range(8)))}
    known = replace(before.session, here=Here("rate"), answers=answers, progress={("ideas", ""): Progress(done=True)})
    known = replace(known, times=(visit("ideas", "9:00", 5), visit("rate", "9:05", 0)))
    found = agenda(Book(before.scenario, known), at("9:05"))
    assert (found.left, found.late) == (16, 6)


# --------------------------------------------------------------------------------------------------------- the offers


def test_three_offers_when_late_each_with_its_end_and_its_cost() -> None:
    steps = ("a 20 15", "b 45 25", "c 10 8", "d 15 10 optional", "e 10 9")
    book = plan(*steps, visits=[visit("a", "9:00", 35)])
    found = agenda(book, at("9:35"))
    assert (found.late, replan.is_late(found)) == (15, True)
    shorten, pay, drop = replan.offers(book, at("9:35"))
    assert [(offer.kind, offer.holds, clock(offer.ends)) for offer in (shorten, pay, drop)] == [
        ("shorten", True, "10:40"),
        ("pay", True, "10:40"),
        ("drop", True, "10:40"),
    ]
    assert {cut.id: (cut.before, cut.after) for cut in shorten.cuts} == {
        "b": (45, 36),
        "c": (10, 8),
        "d": (15, 12),
        "e": (10, 9),
    }
    assert [(cut.id, cut.after) for cut in pay.cuts] == [("b", 30)]
    assert drop.dropped == ("d",)
    other = replan.offers(book, at("9:35"), pays="d")[1]
    assert [(cut.id, cut.after) for cut in other.cuts] == [("d", 10)]
    assert (other.holds, round(other.late)) == (False, 10)


def test_where_nothing_can_give_each_offer_says_so() -> None:
    book = plan("a 20", "b 45", "c 10 10", visits=[visit("a", "9:00", 35)])
    assert [(offer.change, round(offer.late)) for offer in replan.offers(book, at("9:35"))] == [(None, 15)] * 3


def test_a_fixed_block_is_reached_by_what_lies_before_it() -> None:
    steps = ("a 20 5", "b 30 10", "lunch 60 fixed", "c 60 5")
    book = plan(*steps, visits=[visit("a", "9:00", 30)])
    shorten, pay, _ = replan.offers(book, at("9:30"))
    assert {cut.id: cut.after for cut in shorten.cuts} == {"b": 20}
    assert shorten.holds
    assert [cut.id for cut in pay.cuts] == ["b"]
    after = replan.offers(book, at("9:30"), pays="c")[1]
    assert [one.step for one in after.moved] == ["lunch"]


def test_what_a_cut_costs_is_told_in_things() -> None:
    text = step("things", "list", "minutes = 5") + step(
        "each", "ask", 'each = "things"\nas = "text"\nminutes = 35\nmin_minutes = 10'
    )
    answers = {"things": items(*(f"i{n} x" for n in range(7)))}
    given = session(answers=answers, here=Here("things"), times=(visit("things", "9:00", 20),))
    _, pay, _ = replan.offers(Book(unchecked(text), given), at("9:20"))
    cut = pay.cuts[0]
    assert (cut.before, cut.after, cut.items, round(cut.each, 1), cut.keep) == (35, 20, 7, 2.9, 4)


class Day(NamedTuple):
    book: Book
    now: datetime


@st.composite
def days(draw: st.DrawFn) -> Day:
    """A plan and how it has gone: some steps done in more or less time than they had, one under way."""
    steps, count = [], draw(st.integers(1, 8))
    minutes = st.one_of(st.integers(0, 60), st.floats(0, 60).map(lambda n: round(n, 1)))
    loops = draw(st.lists(st.integers(0, count - 1), max_size=2, unique=True))
    sections = ""
    for n in range(count):
        planned = draw(minutes)
        keys = f"minutes = {planned}\n"
        if draw(st.booleans()):
            keys += f"min_minutes = {draw(st.floats(0, 1)) * planned}\n"
        keys += draw(st.sampled_from(["", "", "", "fixed = true\n", "optional = true\n"]))
        if n in loops:
            own = draw(st.sampled_from(["", "minutes = 25\n", 'minutes = 25\nat_time = "stop"\n']))
            sections += f'[[section]]\nid = "loop{n}"\ntitle = "L"\neach = "things"\n{own}'
            keys += f'section = "loop{n}"\n'
        steps.append(step(f"s{n}", "note", keys))
    scenario = unchecked(sections + step("things", "list") + "".join(steps))
    answers = {"things": items(*(f"i{n} x" for n in range(draw(st.integers(0, 4)))))}
    begun = Book(scenario, session(answers=answers, here=Here("things")))
    stops = [row.stop for row in agenda(begun, NOW).rows]
    here = draw(st.integers(0, len(stops) - 1))
    cursor, visits = NOW, []
    for stop in stops[: here + 1]:
        seconds = draw(st.integers(0, 2_400))
        visits.append(Visit(step=stop.step, at=stop.at, start=cursor, seconds=seconds))
        cursor += timedelta(seconds=seconds + draw(st.sampled_from([0, 0, 600])))
    progress = {stop: Progress(done=True) for stop in stops[:here]}
    hard = draw(st.one_of(st.none(), st.integers(1, 400)))
    start = draw(st.one_of(st.none(), st.integers(-40, 10)))
    chosen = Plan(
        start=None if start is None else NOW + start * MINUTE,
        end=None if hard is None else NOW + hard * MINUTE,
    )
    given = session(
        answers=answers,
        here=Here(*stops[here]),
        times=tuple(visits),
        plan=chosen,
        progress={tuple(k): v for k, v in progress.items()},
    )
    return Day(Book(scenario, given), cursor)


def by_hand(found: Agenda) -> datetime:
    """The end, added up anew from the rows."""
    cursor = max(found.now, found.start) if found.sitting.is_given else found.now
    for row in found.rows:
        if row.is_left:
            if row.fixed and row.state == "coming" and not row.stop.at:
                cursor = max(cursor, found.fixed[row.stop.step])
            cursor += timedelta(minutes=row.left)
    return cursor


@settings(max_examples=150, deadline=None)
@given(days())
def test_an_offer_keeps_its_promise_and_undo_takes_it_back(day: Day) -> None:
    book, now = day
    found = agenda(book, now)
    assert abs(found.ends - by_hand(found)) < SECOND
    assume(replan.is_late(found))
    for offer in replan.offers(book, now):
        assert offer.ends <= found.ends + SECOND  # nothing gets later by being shortened
        if offer.change is None:
            continue
        desk = Desk(book.scenario, book.session, now=lambda: now, clock=lambda: 0.0)
        before = desk.session.plan
        desk.do(offer.change)
        after = agenda(desk.book, now)
        assert after.ends == offer.ends
        assert after.late == offer.late
        assert after.target == found.target.replace(microsecond=0)
        assert [one.step for one in after.moved] == [one.step for one in offer.moved]
        shorter = {block.id: block for block in found.blocks}
        for block in after.blocks:
            assert block.minutes >= shorter[block.id].least - 1e-6
            if block.fixed:
                assert block.minutes == shorter[block.id].minutes
                assert block.at is None or block.at == found.fixed[block.id].replace(microsecond=0)
        assert len(desk.session.plan.taken) == 1
        desk.undo()
        assert desk.session.plan == before


@settings(max_examples=60, deadline=None)
@given(days())
def test_shortening_reaches_the_end_wherever_the_least_minutes_do(day: Day) -> None:
    book, now = day
    found = agenda(book, now)
    assume(replan.is_late(found))
    least = {block.id: block.least for block in found.blocks if not block.fixed}
    cursor = max(now, found.start) if found.sitting.is_given else now
    end, moved = ends(found.blocks, cursor, least)
    if end <= found.target and not moved:
        assert replan.offers(book, now)[0].holds


# ------------------------------------------------------------------------------------------------------------ by hand


class Clock:
    """A time of day and a monotonic clock that go together, until a lid is closed."""

    def __init__(self) -> None:
        self.today, self.count = NOW, 0.0

    def on(self, minutes: float, asleep: bool = False) -> None:
        self.today += timedelta(minutes=minutes)
        self.count += 0 if asleep else minutes * 60


def opened(*steps: str, **parts: Any) -> tuple[Desk, Clock]:
    clock = Clock()
    book = plan(*steps, **parts)
    return Desk(book.scenario, book.session, now=lambda: clock.today, clock=lambda: clock.count), clock


def by(desk: Desk, **values: Any) -> None:
    desk.do(replan.changed(desk.book, desk.now(), desk.visits(), **values))


def test_a_minute_more_is_a_minute_late_once_it_has_begun() -> None:
    desk, clock = opened("a 20", "b 30")
    desk.enter("a")
    by(desk, minutes={"b": 40})  # the first step is at hand: the plan is still being made
    assert (desk.agenda().late, desk.agenda().planned_end) == (0, NOW + 60 * MINUTE)
    clock.on(10)
    by(desk, minutes={"a": 25, "b": 40})
    assert desk.agenda().late == 5
    by(desk, minutes={"a": 20, "b": 40})
    assert desk.agenda().late == 0
    desk.undo()
    assert desk.agenda().late == 5


def test_a_lid_closed_over_lunch_begins_a_new_sitting() -> None:
    desk, clock = opened("hello 5", "a 20", "b 30", here="a", done="hello", visits=[visit("hello", "8:55", 5)])
    desk.enter("a")
    clock.on(10)
    desk.tick()
    clock.on(75, asleep=True)
    desk.tick()
    found = desk.agenda()
    assert (found.late, found.left) == (0, 40)
    assert [round(visit.seconds) for visit in desk.visits()] == [300, 600, 0]


def test_a_pause_is_time_nobody_spends_and_everybody_is_late_by() -> None:
    desk, clock = opened("a 20", "b 30")
    desk.enter("a")
    clock.on(5)
    desk.pause()
    clock.on(8)
    found, timer = desk.agenda(), desk.timer("a")
    assert (found.late, found.rows[0].spent) == (8, 5)
    assert timer is not None
    assert timer.paused
    assert timer.left == 15 * 60
    desk.resume()
    clock.on(1)
    timer = desk.timer("a")
    assert timer is not None
    assert timer.ends == NOW + 28 * MINUTE


def test_a_new_round_begins_with_its_own_time() -> None:
    text = step("tries", "list", "repeat = { max = 5, minutes = [8, 4] }")
    clock = Clock()
    desk = Desk(unchecked(text), session(), now=lambda: clock.today, clock=lambda: clock.count)
    desk.do(GoTo(step="tries"))
    desk.enter("tries")
    clock.on(9)
    desk.do(AddItems(step="tries", texts=["x"]))
    desk.do(TakeAgain(step="tries"))
    clock.on(1)
    timer = desk.timer("tries")
    assert timer is not None
    assert (timer.planned, timer.spent) == (240, 60)
    assert [(visit.round, visit.seconds) for visit in desk.visits()] == [(1, 540), (2, 60)]


def test_alone_there_is_no_clock_unless_it_is_asked_for() -> None:
    desk, _ = opened("a 20", "b 30", alone=True)
    desk.enter("a")
    assert desk.timer("a") is None
    desk.do(SetPlan(minutes={"a": 10}))
    assert desk.timer("a") is not None


def test_paging_through_gains_the_time_it_gains() -> None:
    desk, clock = opened("a 20", "b 30", "c 10", plan=Plan(start=NOW))
    for id in ("a", "b"):
        desk.do(GoTo(step=id))
        desk.enter(id)
        desk.do(MarkDone(step=id))
    desk.do(GoTo(step="c"))
    desk.enter("c")
    clock.on(5)
    assert (desk.agenda().ahead, desk.agenda().late) == (50, 0)


# ------------------------------------------------------------------------------------------------------- by the clock


@pytest.fixture
def stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    systime.tzset()
    yield
    monkeypatch.undo()
    systime.tzset()


@pytest.mark.usefixtures("stockholm")
def test_a_time_of_day_is_the_next_such_moment_where_one_stands() -> None:
    morning = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 on the wall
    assert on_the_clock(time(9, 15), time(12), morning) == (morning + 15 * MINUTE, morning + 180 * MINUTE)
    assert on_the_clock(time(8, 45), None, morning) == (morning - 15 * MINUTE, None)
    evening = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    assert on_the_clock(time(9), None, evening)[0] == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert on_the_clock(time(22), time(1), evening)[1] == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert on_the_clock(None, None, evening) == (None, None)


@pytest.mark.usefixtures("stockholm")
def test_the_night_the_clocks_are_changed_ends_when_the_clock_says() -> None:
    night = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)  # 21:00; at 02:00 it becomes 03:00
    begins, ends = on_the_clock(time(22), time(6), night)
    assert begins is not None
    assert ends is not None
    assert ends - begins == timedelta(hours=7)
