"""Before the workshop: what could go wrong on this computer, and what to do about it."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.cli.program import Program
from workshop.store.lock import lock_file, take


def codes(program: Program, *, code: int = 0, **env: str) -> dict[str, dict[str, Any]]:
    said = program("doctor", "--json", **env)
    assert said.code == code, said
    return {each["code"]: each for each in said.data()}


def test_a_computer_that_is_ready(program: Program) -> None:
    program.new(scenario="retrospective")
    said = program("doctor").fine()
    assert "Nothing is wrong, no warnings." in said.err
    for part in ("Folders", "Sessions", "The terminal", "Settings", "Pdf"):
        assert part in said.lines
    program.lang = "sv"
    assert "Inget är fel, inga påpekanden." in program("doctor").fine().err


def test_it_makes_and_changes_nothing_among_the_sessions(program: Program) -> None:
    assert "not_yet" in codes(program)
    assert not program.sessions.exists()


def test_a_folder_in_the_way_or_closed_is_wrong(program: Program) -> None:
    program.sessions.write_text("")
    assert codes(program, code=1)["no_folder"]["level"] == "wrong"
    program.sessions.unlink()
    if os.name != "nt" and os.getuid() != 0:
        program.sessions.mkdir(mode=0o500)
        assert "not_writable" in codes(program, code=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_others_can_read_is_told_with_the_command_that_closes_it(program: Program) -> None:
    path = program.new(scenario="retrospective")
    program.sessions.chmod(0o755)
    path.chmod(0o644)
    found = codes(program)
    assert found["folder_open"]["command"] == f"chmod 700 {program.sessions}"
    assert f"chmod 700 {program.sessions}" in program("doctor").fine().lines
    assert "1 file" in found["files_open"]["text"]
    program.sessions.chmod(0o700)
    path.chmod(0o600)
    assert not {"folder_open", "files_open"} & codes(program).keys()


@pytest.mark.parametrize("name", ["Dropbox (Firm)", "OneDrive - Firm", "iCloud Drive", "Mobile Documents"])
def test_a_synced_folder_is_a_warning(program: Program, name: str) -> None:
    found = codes(program, WORKSHOP_SESSIONS=str(program.home / name / "kept"))
    assert (found["synced"]["level"], name in found["synced"]["text"]) == ("warning", True)


def test_a_lock_left_behind_and_one_that_is_held(program: Program) -> None:
    path = program.new(scenario="retrospective")
    with take(path):
        assert codes(program)["open_now"]["level"] == "fine"
    lock_file(path).write_text("{}", "utf-8")
    assert str(lock_file(path)) in codes(program)["lock_left"]["text"]
    assert lock_file(path).exists(), "it looks, and takes nothing away"


def test_faults_of_settings_sessions_and_letters(program: Program) -> None:
    program.settings('language = "xx"\n')
    program.write("broken.toml", "uuid = ")
    found = codes(program, code=1, PYTHONIOENCODING="ascii")
    assert "config.toml" in found["setting"]["text"]
    said = program("doctor")
    assert (said.out + said.err).count("config.toml") == 1, "told once"
    assert "broken.toml" in found["unreadable"]["text"]
    assert found["not_utf8"]["level"] == "wrong"
