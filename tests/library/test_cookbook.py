"""The cookbook: published methods, each short enough to be read, found apart from the library, run to its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.rooms import SCENARIOS
from workshop.report import export
from workshop.scenario import library
from workshop.scenario.load import Loaded, read
from workshop.scenario.timing import least_of, minutes_of
from workshop.session.book import Book
from workshop.session.invent import invent

METHODS = sorted((SCENARIOS / "cookbook").glob("*.toml"))
FAMILIES = {
    *("retrospective", "rice", "consent", "team_health_check"),
    *("swot", "business_model_canvas", "pre_mortem", "impact_map"),
}

each_method = pytest.mark.parametrize("path", METHODS, ids=lambda path: path.stem)


def loaded(path: Path) -> Loaded:
    found = read(path, known=library.Ids())
    assert found.scenario is not None
    return found


def test_the_families_are_there() -> None:
    assert {path.stem.replace("-", "_") for path in METHODS} >= FAMILIES


@each_method
def test_it_is_short_credited_and_without_a_fault(path: Path) -> None:
    found = loaded(path)
    scenario = found.scenario
    assert scenario is not None
    assert found.faults == ()
    assert len(found.text.splitlines()) < 90
    assert scenario.id == path.stem.replace("-", "_")
    assert scenario.languages == ["sv", "en"]
    for lang in scenario.languages:
        assert all(scenario.text(text, lang) for text in (scenario.summary, scenario.purpose, scenario.gives, scenario.source))


@each_method
def test_it_can_be_done_in_two_thirds_of_its_time(path: Path) -> None:
    scenario = loaded(path).scenario
    assert scenario is not None
    assert sum(map(least_of, scenario.steps)) <= sum(map(minutes_of, scenario.steps)) * 2 / 3


@each_method
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_came_of_it_can_be_reported(path: Path, lang: str, tmp_path: Path) -> None:
    found = loaded(path)
    assert found.scenario is not None
    book = Book(found.scenario, invent(found.scenario, found.text, lang=lang, people=7, seed=2))
    (written,) = export(book, tmp_path, ("md",))
    text = written.path.read_text("utf-8")
    titles = [book.text(step.title) for step in found.scenario.steps if step.kind in ("list", "ask", "vote", "matrix")]
    assert titles
    assert all(title in text for title in titles)


def test_it_is_listed_apart() -> None:
    listed = library.entries()
    shelves = [entry.shelf for entry in listed]
    assert shelves == sorted(shelves)
    assert {entry.path for entry in listed if entry.shelf == library.COOKBOOK} == set(METHODS)
    assert library.find("swot") == SCENARIOS / "cookbook" / "swot.toml"
