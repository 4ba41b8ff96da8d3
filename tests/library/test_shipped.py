"""What every workshop of the library keeps: it checks clean, its plan can be cut to two thirds, it leads the one who leads it,
what it concludes is never empty, and its report can be made in both languages."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from tests.library.rooms import FILES
from workshop.report import export
from workshop.report.writers import WRITERS
from workshop.scenario import load
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Answered, Text
from workshop.scenario.parts import Scenario
from workshop.scenario.timing import least_of, minutes_of
from workshop.session import flow
from workshop.session.book import Book
from workshop.session.invent import invent

LIBRARY = {
    "activity_splitting", "audience", "blank_paper", "content_plan", "customer_journey", "data_inventory", "experiments",
    "failure_diagnosis", "listening", "maturity_check", "metrics_reality", "self_reflection", "sequence_and_triggers",
    "strategy_map",
}  # fmt: skip
"""The fourteen."""

each_shipped = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> Scenario:
    return load.scenario(path)


def book(path: Path, lang: str = "sv", **given: Any) -> Book:
    scenario = read(path)
    return Book(scenario, invent(scenario, path.read_text("utf-8"), lang=lang, **given))


@each_shipped
def test_it_checks_clean(path: Path) -> None:
    found = load.read(path, known=LIBRARY)
    assert [f"{fault.line}: {fault.words()}" for fault in found.faults] == []
    assert found.scenario is not None
    assert found.scenario.languages == ["sv", "en"]
    assert path.stem == found.scenario.id.replace("_", "-")


def test_all_fourteen_are_there_and_point_to_each_other() -> None:
    assert {path.stem.replace("-", "_") for path in FILES} == LIBRARY
    levels = [level for path in FILES for step in read(path).steps for level in getattr(step, "levels", ())]
    assert {level.next for level in levels if level.next} <= LIBRARY


ARTICLES = (
    "Tre tuffa insikter för företag om sociala medier 2018",
    "Faser i företags arbete med sociala medier",
    "Därför misslyckas ni i Sociala Medier",
    "7 anledningar till att marknadsföring i sociala medier misslyckas",
    "Strategi för e-marknadsföring. Del 4: Sociala medier",
)


@each_shipped
def test_its_comments_say_which_article_its_facts_come_from(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    comments = " ".join(line.strip("# ") for line in lines if line.startswith("#"))
    assert any(title in " ".join(comments.split()) for title in ARTICLES)


@each_shipped
def test_its_plan_can_be_cut_to_two_thirds(path: Path) -> None:
    steps = read(path).steps
    assert sum(map(least_of, steps)) <= 2 / 3 * sum(map(minutes_of, steps))


@each_shipped
def test_it_says_why_how_and_what_comes_of_it(path: Path) -> None:
    scenario = read(path)
    assert all((scenario.summary, scenario.purpose, scenario.intro, scenario.gives, scenario.closing, scenario.tags))
    assert scenario.suits


@each_shipped
def test_each_step_leads_the_one_who_leads_it(path: Path) -> None:
    scenario = read(path)
    led: tuple[str, ...] = ("say", "watch", "stuck") if "group" in scenario.suits else ()
    for step in scenario.steps:
        if isinstance(step, Answered):
            fields = step.fields if isinstance(step, Ask) or hasattr(step, "fields") else []
            wanted = {key: getattr(step, key) for key in ("prompt", "hint", *led)}
            wanted["examples"] = step.examples or any(field.examples for field in fields)
            assert [key for key, there in wanted.items() if not there] == [], step.id
        if isinstance(step, Note) and not step.pause and led:
            assert step.text, step.id
            assert step.say, step.id


@each_shipped
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_held_to_its_end_it_concludes_something_and_its_report_says_so(path: Path, lang: str, tmp_path: Path) -> None:
    found = book(path, lang)
    conclusions = []
    for stop in flow.stops(found):
        step = found.scenario.step_by_id[stop.step]
        if isinstance(step, Result):
            result = found.result(step, stop.at)
            assert result.rows or result.words or result.level or any(figure.words for figure in result.figures), step.id
            if step.levels and step.each is None:
                assert result.level is not None, step.id
                conclusions.append(result.level.title)
    made = export(found, tmp_path, ("md", "html"), zone=UTC)
    assert [one.path.suffix for one in made] == [".md", ".html"]
    told = made[0].path.read_text("utf-8")
    assert all(words(title, lang)[:20] in told for title in conclusions)


@each_shipped
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_can_be_handed_over_in_every_format(path: Path, lang: str, tmp_path: Path) -> None:
    made = export(book(path, lang), tmp_path, ("all",), zone=UTC)
    assert all(one.path.stat().st_size for one in made)
    assert {"." + name for name in WRITERS} - {".ics", ".svg", ".png"} <= {one.path.suffix for one in made}


def words(text: Text, lang: str) -> str:
    """As far as the first value or mark in it."""
    said = text if isinstance(text, str) else text[lang]
    return said.partition("{")[0].partition("*")[0].strip()
