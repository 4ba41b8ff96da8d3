"""Invented sessions: any workshop held to its end through the same Changes, the same each time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.session.at_random import Writer
from tests.session.changing import ALL_KINDS, every_kind
from workshop.scenario.load import parse
from workshop.scenario.parts import Scenario
from workshop.session import flow
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import TakeAgain
from workshop.session.desk import Desk
from workshop.session.invent import MONDAY, Clock, changes, hold, invent
from workshop.session.invent.sayings import names, stock, unquoted
from workshop.session.model import Session, live
from workshop.store.codec import decode, encode

LIBRARY = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(LIBRARY.rglob("*.toml"))

each_shipped = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
each_sitting = pytest.mark.parametrize(
    "given",
    [{}, {"alone": True}, {"people": 0}, {"people": 1}, {"names": "never"}, {"gaps": 0.4}, {"again": ("dots", "score")}],
    ids=str,
)


@cache
def read(path: Path) -> tuple[Scenario, str]:
    text = path.read_text(encoding="utf-8")
    scenario = parse(text, path.name).scenario
    assert scenario is not None
    return scenario, text


def kinds_answered(session: Session) -> set[str]:
    answered = {every_kind().step_by_id[step].kind for step, answer in session.answers.items() if answer.items or answer.cells}
    return answered | {log for log in ("actions", "decisions") if getattr(session, log)}


@each_shipped
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_shipped_workshop_is_held_to_its_end(path: Path, lang: str) -> None:
    scenario, text = read(path)
    session = invent(scenario, text, lang=lang, people=6)
    book = Book(scenario, session)
    stops = flow.stops(book)
    assert stops
    broken_off = {section.id for section in scenario.section if session.progress_of(section.id).ended == "time"}
    gone_to = [stop for stop in stops if scenario.step_by_id[stop.step].section not in broken_off]
    assert [stop for stop in gone_to if flow.state(book, stop) not in ("done", "touched")] == []
    assert {stop: flow.missing(book, stop) for stop in gone_to if flow.missing(book, stop)} == {}
    assert replace(decode(encode(session)).session, progress={}) == replace(session, progress={})


@each_shipped
def test_it_stands_half_way_and_goes_on_to_the_end(path: Path) -> None:
    scenario, text = read(path)
    half = scenario.steps[len(scenario.steps) // 2].id
    session = decode(encode(invent(scenario, text, upto=half))).session
    assert session.here.step == half
    assert not session.progress_of(half).done
    clock = Clock(session.changed)
    desk = Desk(scenario, session, now=clock.now, clock=clock)
    stays = hold(desk, clock=clock, seed=1)
    assert stays[0].stop.step == half
    assert stays[-1].stop == flow.stops(desk.book)[-1]


@each_sitting
def test_every_kind_is_answered_by_every_sort_of_group(given: dict[str, Any]) -> None:
    session = invent(every_kind(), ALL_KINDS, lang="en", **given)
    assert kinds_answered(session) == {"ask", "list", "sort", "matrix", "group", "vote", "actions", "decisions"}
    votes = [step for step in every_kind().steps if step.kind == "vote"]
    book = Book(every_kind(), session)
    assert {step.id for step in votes if book.voters(step)} == {step.id for step in votes}  # type: ignore[arg-type]
    assert decode(encode(session)).session.answers == session.answers


def test_what_is_said_in_passing_is_of_every_sort() -> None:
    session = invent(every_kind(), ALL_KINDS)
    assert all(list(live(getattr(session, log))) for log in ("actions", "decisions", "parked", "notes"))
    assert len(session.evaluation) == 5
    bare = invent(every_kind(), ALL_KINDS, captures=False)
    assert not bare.notes
    assert not bare.evaluation


def test_a_seed_gives_the_same_session_and_another_seed_another() -> None:
    first, again, other = (encode(invent(every_kind(), ALL_KINDS, seed=seed, names="never")) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_its_changes_make_it_again() -> None:
    session = invent(every_kind(), ALL_KINDS, seed=3)
    desk = Desk(every_kind(), begin(every_kind(), ALL_KINDS, people=names("sv", 5), now=MONDAY))
    made = changes(every_kind(), ALL_KINDS, seed=3)
    copies = {item.id for items in (session.answers["amended"].items, session.actions) for item in items.values() if item.src}
    desk.do_all(change for change in made if getattr(change, "id", "") not in copies)
    for step in ("topic", "ideas", "form", "score", "sorted", "map", "themes", "dots", "points", "ranked", "parts", "heard"):
        assert desk.session.answers[step] == session.answers[step]


def test_a_step_taken_again_has_two_rounds() -> None:
    made = changes(every_kind(), ALL_KINDS, again=("dots",))
    assert [change.step for change in made if isinstance(change, TakeAgain) and change.step == "dots"] == ["dots"]
    session = invent(every_kind(), ALL_KINDS, again=("dots",))
    assert {spot.round for spot in session.answers["dots"].cells} == {1, 2}


def test_time_goes_as_planned() -> None:
    scenario, text = read(LIBRARY / "activity-splitting.toml")
    session = invent(scenario, text)
    assert session.created == MONDAY
    assert {visit.step for visit in session.times} == {step.id for step in scenario.steps}
    planned = sum(step.minutes or 2 for step in scenario.steps)
    assert sum(visit.seconds for visit in session.times) == planned * 60


def test_where_no_names_are_kept_none_is_invented() -> None:
    session = invent(every_kind(), ALL_KINDS, names="never", people=4)
    assert [person.name for person in session.people] == ["", "", "", ""]
    written = encode(session).decode()
    assert not [name for name in stock("sv")["people"] if name in written]


def test_both_languages_have_the_same_words_at_hand() -> None:
    assert stock("sv").keys() == stock("en").keys()
    assert all(len(stock("sv")[kind]) == len(stock("en")[kind]) for kind in stock("sv"))


SITTINGS: tuple[dict[str, Any], ...] = (
    {"people": 4},
    {"alone": True},
    {"people": 0},
    {"people": 1},
    {"names": "never", "people": 4},
    {"gaps": 0.4, "people": 3},
)


@pytest.mark.parametrize("seeds", [range(6), pytest.param(range(6, 60), marks=pytest.mark.soak)], ids=["few", "many"])
def test_whatever_a_scenario_holds_it_is_held(seeds: range) -> None:
    for seed in seeds:
        text = Writer(seed).file()
        scenario = parse(text).scenario
        assert scenario is not None, [str(fault) for fault in parse(text).errors]
        for given in SITTINGS if seed > 5 else SITTINGS[seed % 2 :: 2]:
            session = invent(scenario, text, seed=seed, **given)
            assert decode(encode(session)).session.answers == session.answers
            assert session.times


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("“We answer the same day”", "We answer the same day"),
        ("“Can you paint over wallpaper?", "Can you paint over wallpaper?"),
        ("“First time”, one thing at a time", "“First time”, one thing at a time"),
        ("the customer's question", "the customer's question"),
    ],
)
def test_quotes_around_a_part_of_an_example_stay(example: str, said: str) -> None:
    assert unquoted(example) == said
