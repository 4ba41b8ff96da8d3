"""Every workshop of the library runs line by line to its end, in both languages; what is said can be heard by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plain.speaker import converse, run_lines, talk_of
from tests.session.changing import ALL_KINDS
from workshop.session import flow
from workshop.session.gaps import gaps

LIBRARY = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(LIBRARY.glob("*.toml"))
PEOPLE = ["Ann", "Bo", "Cia", "Didi"]
DRAWN = re.compile(r"[^\w\s.,:;?!%()/+&@#='’‘”“\"\u2013\u2212…§°€–-]")
"""Signs that a screen reader spells out or passes over: nothing is drawn."""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_workshop_is_run_to_its_end_by_lines_alone(path: Path, lang: str) -> None:
    talk = talk_of(path.read_text("utf-8"), lang=lang, people=PEOPLE, client="Acme")
    converse(talk)
    stops = flow.stops(talk.book)
    assert [stop for stop in stops if flow.state(talk.book, stop) not in ("done", "touched")] == []
    assert talk.speaking.wrong == []
    open_ends = {stop: list(gaps(talk.book, talk.book.scenario.step_by_id[stop.step], stop.at)) for stop in stops}
    assert {stop: said for stop, said in open_ends.items() if said} == {}
    for line in talk.speaking.lines:
        assert not DRAWN.search(line), line
        assert not line.startswith("plain."), line


@pytest.mark.parametrize(
    "given", [{}, {"alone": True}, {"people": ["Ann"]}, {"people": 3}, {"names": "never", "people": 3}], ids=str
)
def test_every_kind_is_answered_by_every_sort_of_group(given: dict[str, object]) -> None:
    talk = talk_of(ALL_KINDS, **given)
    converse(talk)
    session = talk.desk.session
    steps = talk.book.scenario.step_by_id
    answered = {steps[step].kind for step, answer in session.answers.items() if answer.items or answer.cells}
    assert answered | {log for log in ("actions", "decisions") if getattr(session, log)} == {
        "ask", "list", "sort", "matrix", "group", "vote", "actions", "decisions",
    }  # fmt: skip
    assert talk.speaking.wrong == []


def test_roles_and_teams_are_given_by_lines() -> None:
    talk = talk_of(ALL_KINDS, people=PEOPLE)
    lines = ("/people role Boss Ann", "/people role Judge Bo, Cia", "/people team Lund Ann, Bo", "/people team Umea Cia, Didi")
    run_lines(talk, *lines, "/people")
    assert talk.speaking.wrong == []
    session = talk.desk.session
    assert [person.roles for person in session.people] == [("boss",), ("judges",), ("judges",), ()]
    assert session.teams["offices"] == {"lund": ("p1", "p2"), "umea": ("p3", "p4")}
    converse(talk)
    assert talk.speaking.wrong == []
    assert {spot.by for spot in talk.desk.session.answer("judged").cells} == {"p2", "p3"}
    assert {spot.by for spot in talk.desk.session.answer("bossy").cells} == {"boss"}
