"""`workshop check`: workshops and sessions, every fault with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import ROOT, Program
from tests.scenario.test_ten_mistakes import TEN
from workshop.store.checking import check_file

STAGE = {"change": "AddItem", "step": "stages", "text": "Letar", "id": "letar"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_ten_mistakes_are_ten_each_at_its_line(program: Program, lang: str) -> None:
    program.lang = lang
    (program.cwd / "ten.toml").write_text(TEN, "utf-8")
    said = program("check", "ten.toml")
    assert said.code == 1
    wanted = [(number, key) for number, line in enumerate(TEN.split("\n"), 1) for key in re.findall("#! ([a-z_]+)", line)]
    faults = [line for line in said.lines if f": {'fel' if lang == 'sv' else 'error'}: " in line]
    assert len(wanted) == 10
    assert [int(re.match(r"ten\.toml:(\d+):\d+: ", line)[1]) for line in faults] == [line for line, _ in wanted]
    assert ("10 fel" if lang == "sv" else "10 wrong") in said.err


def test_faults_as_json(program: Program) -> None:
    (program.cwd / "ten.toml").write_text(TEN, "utf-8")
    said = program("check", "ten.toml", "--json")
    assert said.code == 1
    assert said.err == ""
    errors = [fault for fault in said.data() if fault["level"] == "error"]
    wanted = [(number, key) for number, line in enumerate(TEN.split("\n"), 1) for key in re.findall("#! ([a-z_]+)", line)]
    assert [(fault["line"], fault["fault"]) for fault in errors] == [(line, f"check.{key}") for line, key in wanted]
    assert all(fault["file"] == "ten.toml" and fault["column"] and fault["words"] for fault in errors)


def test_what_is_right_says_nothing(program: Program) -> None:
    session = program.new()
    library = sorted((ROOT / "scenarios").glob("*.toml"))
    said = program("check", session, *library).fine()
    assert said.out == ""
    assert said.err == f"{len(library) + 1} files checked: 0 wrong, no warnings.\n"
    assert program("check", session, "--json").fine().data() == []
    program.lang = "sv"
    assert program("check", session).fine().err == "1 fil kontrollerad: 0 fel, inga påpekanden.\n"


def test_a_warning_is_not_wrong(program: Program) -> None:
    mine = program.cwd / "mine.toml"
    mine.write_text(
        'format = 1\nid = "mine"\ntitle = "Mine"\n[[step]]\nid = "a"\nkind = "number_of"\ntitle = "A"\n'.replace(
            "number_of", "list"
        )
        + '[[step]]\nid = "r"\nkind = "result"\ntitle = "R"\nvalue = "count(a)"\n'
        + 'levels = [{ id = "x", title = "X", next = "custommer_journey" }]\n',
        "utf-8",
    )
    said = program("check", "mine.toml").fine()
    assert "mine.toml:13:" in said.out
    assert "warning" in said.out
    assert "0 wrong, 1 warning." in said.err


def test_a_day_is_held_against_the_plan(program: Program) -> None:
    file = ROOT / "scenarios" / "activity-splitting.toml"
    assert program("check", file, "--start", "9", "--end", "12.00").fine().out == ""
    said = program("check", file, "--start", "09:00", "--end", "0945").fine()
    assert re.search(r"toml:\d+:1: warning: This is as far as the time goes: .* from 09:00 to 09:45 there are 45", said.out)
    assert "go together" in program("check", file, "--start", "9").misused().err
    assert "no time of day" in program("check", file, "--start", "9", "--end", "25").misused().err


def test_one_bad_file_does_not_hide_the_next(program: Program) -> None:
    (program.cwd / "ten.toml").write_text(TEN, "utf-8")
    (program.cwd / "cut.toml").write_text('format = 1\nuuid = "018f"\ntitle = "Half', "utf-8")
    said = program("check", "nope.toml", "cut.toml", ".", "ten.toml")
    assert said.code == 1
    assert [line.split(":")[0] for line in said.lines[:3]] == ["nope.toml", "cut.toml", "."]
    assert sum(line.startswith("ten.toml:") for line in said.lines) >= 10


SESSIONS: dict[str, tuple[str | bytes, int | None, str]] = {
    "empty": ("", None, "is empty"),
    "zeros": ("\0" * 100, None, "zeros"),
    "cut short": ('format = 1\nuuid = "018f"\ntitle = "Half a fi', 3, "line 3"),
    "a bracket": ('uuid = "018f"\n[answers]\n\nx = [\n', 4, "line 4"),
    "said twice": ('uuid = "018f"\ntitle = "a"\ntitle = "b"\n', 3, "a second time"),
    "not utf-8": ('uuid = "018f"\n\ntitle = "p\xe5"\n'.encode("latin-1"), 3, "UTF-8"),
    "of the wrong sort": ('uuid = "018f"\n\n[answers]\nstages = 7\n', 4, "stages"),
    "only its answers": ("[answers.stages]\nitems = 7\n", 2, "items"),
}


@pytest.mark.parametrize("what", SESSIONS)
def test_a_broken_session_is_told_with_its_line(program: Program, what: str) -> None:
    text, line, words = SESSIONS[what]
    path = program.write("bad.toml", text)
    (fault,) = check_file(path)
    assert fault.level == "error"
    assert fault.line == (line or 0)
    assert words in fault.words
    assert str(fault).startswith(f"{path}:{line}: " if line else f"{path}: ")
    assert fault.as_data()["line"] == line
    said = program("check", path)
    assert (said.code, said.out) == (1, f"{fault}\n")


def test_what_had_to_be_put_right_is_a_warning(program: Program) -> None:
    path = program.new()
    program.apply(path, STAGE, STAGE | {"id": "koper", "text": "Köper"}).fine()
    path.write_text(path.read_text("utf-8").replace('id = "koper"', 'id = "letar"'), "utf-8")
    before = path.read_bytes()
    said = program("check", path).fine()
    assert "warning: Two things in answers.stages.items had the same id" in said.out
    assert path.read_bytes() == before


def test_a_newer_session_is_a_warning(program: Program) -> None:
    path = program.new()
    path.write_text(path.read_text("utf-8").replace("format = 1\n", "format = 2\n", 1), "utf-8")
    said = program("check", path).fine()
    assert "warning: The file was made by a newer version" in said.out


def test_the_workshop_in_a_session_is_checked_at_its_line(program: Program) -> None:
    path = program.new()
    text = path.read_text("utf-8").replace('kind = "vote"', 'kind = "vot"', 1)
    path.write_text(text, "utf-8")
    line = text[: text.index('kind = "vot"')].count("\n") + 1
    said = program("check", path)
    assert said.code == 1
    assert f"{path}:{line}:1: error: in the workshop the file carries: " in said.out
    program.lang = "sv"
    assert "fel: i workshoppen som filen bär med sig: " in program("check", path).out


def test_a_workshop_laid_out_by_hand_is_told_where_it_begins(program: Program) -> None:
    path = program.new()
    text = path.read_text("utf-8").replace('kind = "vote"', 'kind = "vot"', 1)
    head, body = text.split("\n[snapshot]\ntext = ", 1)
    body = body.strip().strip("'\"").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    path.write_text(f'{head}\n[snapshot]\ntext = "{body}"\n', "utf-8")
    fault = next(fault for fault in check_file(path) if fault.level == "error")
    assert fault.line == head.count("\n") + 3


def test_a_session_without_its_workshop_is_wrong(program: Program) -> None:
    path = program.write("bare.toml", 'format = 1\nuuid = "018f"\ntitle = "Bare"\n')
    assert program("check", path).code == 1


def test_a_file_that_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nope", "/dev/null", "a\0b", ""):
        assert [fault.level for fault in check_file(path)] == ["error"], path


def test_a_session_whose_end_cannot_hold_is_a_warning(program: Program) -> None:
    path = program.new()
    plan = {"change": "SetPlan", "start": "2026-11-23T09:00:00Z", "end": "2026-11-23T09:40:00Z"}
    program.apply(path, plan).fine()
    said = program("check", path).fine()
    line = next(n for n, text in enumerate(path.read_text("utf-8").split("\n"), 1) if text.startswith("end = "))
    assert re.search(rf":{line}: warning: This is as far as the time goes: at its very shortest .* there are 40\.", said.out)
    program.apply(path, plan | {"end": "2026-11-23T12:00:00Z"}).fine()
    assert program("check", path).fine().out == ""
