"""The example sessions: two workshops that were held to the end. They read, check and report as any session does."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from workshop.report import export
from workshop.session.book import Book
from workshop.session.model import live
from workshop.store.books import scenario_of
from workshop.store.checking import check_file
from workshop.store.codec import Encoder, decode

EXAMPLES = sorted((Path(__file__).parents[1] / "sessions" / "examples").glob("*.toml"))
JOURNEY, SPLITTING = "nordlund-kaffe-kundresan", "harbour-cycles-activity-splitting"

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def book_of(path: Path) -> Book:
    session = decode(path.read_bytes()).session
    return Book(scenario_of(session, path), session)


def test_there_is_one_in_each_language() -> None:
    assert {path.stem: book_of(path).session.lang for path in EXAMPLES} == {JOURNEY: "sv", SPLITTING: "en"}


@each_example
def test_it_is_written_as_the_program_writes_it(path: Path) -> None:
    data = path.read_bytes()
    decoded = decode(data)
    order = [step.id for step in scenario_of(decoded.session, path).steps]
    assert not decoded.notes
    assert Encoder(order).encode(decoded.session) == data


@each_example
def test_nothing_is_wrong_with_it(path: Path) -> None:
    assert check_file(path) == []


@each_example
def test_it_was_held_to_the_end(path: Path) -> None:
    book = book_of(path)
    steps, session = book.scenario.steps, book.session
    assert all(session.progress_of(step.id).done and not session.progress_of(step.id).touched for step in steps)
    assert not [step.id for step in steps if book.checks(step)]
    assert {visit.step for visit in session.times} == {step.id for step in steps}
    ends = [visit.start.timestamp() + visit.seconds for visit in session.times]
    begins = [visit.start.timestamp() for visit in session.times[1:]]
    assert all(end <= begin for end, begin in zip(ends, begins, strict=False))
    assert session.created < session.times[0].start
    assert ends[-1] <= session.changed.timestamp()


@each_example
def test_all_were_heard_and_nothing_hangs_in_the_air(path: Path) -> None:
    book = book_of(path)
    session = book.session
    people = {person.id for person in session.present}
    votes = [step for step in book.scenario.steps if step.kind == "vote"]
    assert votes
    assert all(book.voters(step) == len(people) for step in votes)
    assert list(live(session.parked))
    assert list(live(session.decisions))
    assert list(live(session.notes))
    placed = {item.id for item in book.source("map.now")}
    assert {id for item in live(session.actions) for id in item.src} <= placed


@each_example
def test_its_report_lacks_what_it_is_meant_to_lack(path: Path, tmp_path: Path) -> None:
    book = book_of(path)
    made = export(book, tmp_path, ("md", "html"), zone=UTC)
    assert [one.path.suffix for one in made] == [".md", ".html"]
    kinds = {warning.kind for one in made for warning in one.warnings}
    wide = {"split"} if path.stem == JOURNEY else set()  # seven stages are more than a page is wide
    assert kinds == {"no_owner", "no_date"} | wide
