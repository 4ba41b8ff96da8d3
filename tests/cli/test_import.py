"""`workshop import`: lines, bullets and tables from a file into a step, read as a paste is."""

from __future__ import annotations

from tests.cli.program import Program
from workshop.store.lock import take
from workshop.store.saved import read_session


def test_lines_land_as_things_and_a_dry_run_only_shows_them(program: Program) -> None:
    path = program.new()
    data = "- Searches\n- Gets\n  the thing\n"
    dry = program("import", path.stem, "stages", "-", "--dry-run", data=data).fine()
    assert dry.lines == ["Searches", "Gets the thing"]
    assert not read_session(path).session.answer("stages").items
    program("import", path.stem, "stages", "-", data=data).fine()
    assert [one.text for one in read_session(path).session.answer("stages").items.values()] == ["Searches", "Gets the thing"]


def test_a_spreadsheet_s_file_says_what_did_not_fit_and_where(program: Program) -> None:
    program.lang = "sv"
    path = program.new("--people", "Anna Ek, Bo")
    (program.cwd / "a.csv").write_bytes(
        "Åtgärd;Ansvarig;Till när;Färg\nRing;anna;2026-12-01;röd\nMejla;Bo;snart;\n".encode("cp1252")
    )
    said = program("import", path.stem, "moves", "a.csv")
    assert said.code == 1
    assert said.out == ""
    assert said.err.splitlines() == [
        "2 kom in.",
        "Rad 1: ”Färg” – ingen kolumn heter så.",
        "Rad 3: ”snart” – Skriv ett datum, till exempel 2026-11-27.",
    ]
    made = [(one.text, one.get("owner"), str(one.get("due"))) for one in read_session(path).session.actions.values()]
    assert made == [("Ring", "Anna Ek", "2026-12-01"), ("Mejla", "Bo", "None")]


def test_what_is_asked_for_and_not_there_is_told_and_nothing_is_changed(program: Program) -> None:
    path = program.new("--people", "Anna, Bo")
    before = path.read_bytes()
    assert "stages" in program("import", path.stem, "steps", "-", data="x").wrong().err
    assert "--by" in program("import", path.stem, "takeaway", "-", data="x").wrong().err
    assert "Anna" in program("import", path.stem, "takeaway", "-", "--by", "Cia", data="x").wrong().err
    program("import", path.stem, "stages", "nothing.txt").wrong()
    with take(path):
        program("import", path.stem, "stages", "-", data="x").wrong()
    assert path.read_bytes() == before
    program("import", path.stem, "takeaway", "-", "--by", "anna", data="x").fine()


def test_a_step_of_a_section_says_for_which_item_it_is(program: Program) -> None:
    scenario = """
format = 1
id = "loop"
title = "Loop"
[[section]]
id = "talk"
title = "Talk"
each = "topics"
[[step]]
id = "topics"
kind = "list"
title = "Topics"
[[step]]
id = "said"
kind = "list"
title = "Said"
section = "talk"
"""
    (program.cwd / "loop.toml").write_text(scenario, "utf-8")
    path = program.new(scenario="loop.toml")
    program("import", path.stem, "topics", "-", data="Price\nTime").fine()
    assert "Price, Time" in program("import", path.stem, "said", "-", data="x").wrong().err
    assert "Price, Time" in program("import", path.stem, "said", "-", "--at", "Rain", data="x").wrong().err
    program("import", path.stem, "said", "-", "--at", "time", data="x\ny").fine()
    session = read_session(path).session
    topics = {item.id: item.text for item in session.answer("topics").items.values()}
    assert [(item.text, topics[item.at]) for item in session.answer("said").items.values()] == [("x", "Time"), ("y", "Time")]
