"""`workshop rehearse`: the day as it would be, and a session to open."""

from __future__ import annotations

import re

import pytest

from tests.cli.program import ROOT, Program

SPLITTING = ROOT / "scenarios" / "activity-splitting.toml"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_day_is_shown_step_by_step(program: Program, lang: str) -> None:
    program.lang = lang
    said = program("rehearse", SPLITTING, "--start", "8.30", "--end", "10.00").fine()
    times = [line[:5] for line in said.lines if re.match(r"\d\d:\d\d ", line)]
    assert times[0] == "08:30"
    assert times == sorted(times)
    assert len(times) == 15
    assert "rehearse." not in said.out
    assert ("då ni måste vara klara" if lang == "sv" else "when you must be done") in said.out
    assert not program.sessions.exists()


def test_the_day_as_data(program: Program) -> None:
    data = (
        program("rehearse", "activity_splitting", "--json", "--seed", "4", "--people", "Ann,Bo", "--lang", "sv").fine().data()
    )
    assert (data["scenario"], data["seed"], data["language"], data["people"], data["path"]) == (
        "activity_splitting", "4", "sv", 2, None,
    )  # fmt: skip
    assert [step["step"] for step in data["steps"]][:2] == ["welcome", "activities"]
    assert sum(step["took"] for step in data["steps"]) == pytest.approx(data["late"] + 137, abs=1)
    assert data["record"]["actions"] >= 1


def test_what_is_kept_can_be_opened(program: Program) -> None:
    said = program("rehearse", "customer_journey", "--keep", "--people", "3").fine()
    (path,) = program.sessions.glob("*.toml")
    assert str(path) in said.err
    assert program("check", path).fine().out == ""
    (listed,) = program("list", "--json").fine().data()
    assert listed["title"] == "Rehearsal: Customer journey"
    assert listed["done"]


def test_what_cannot_be_rehearsed_is_told(program: Program) -> None:
    assert "nope" in program("rehearse", "nope").wrong().err
    (program.cwd / "bad.toml").write_text('format = 1\nid = "bad"\ntitle = "B"\n', "utf-8")
    assert "bad.toml" in program("rehearse", "bad.toml").wrong().err
    program("rehearse", "activity_splitting", "--start", "25").misused()


def test_a_workshop_of_ones_own_from_nothing(program: Program) -> None:
    program.lang = "sv"
    said = program("skeleton", "vår dag").fine()
    assert said.out == "vår dag.toml\n"
    assert program("check", "vår dag.toml").fine().err == "1 fil kontrollerad: 0 fel, inga påpekanden.\n"
    assert "Välkommen" in program("rehearse", "vår dag.toml").fine().out
    assert "finns redan" in program("skeleton", "vår dag").wrong().err
    assert "mappen/x" in program("skeleton", "mappen/x").wrong().err
    assert "What slows us down" in program.cwd.joinpath(program("skeleton", "a", "--lang", "en").out.strip()).read_text("utf-8")
