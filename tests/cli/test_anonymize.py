"""A copy says what was said and not by whom: no name, no way back to one, and nothing that was taken away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program
from workshop.store.saved import read_session

NAMES = ("Annika Öst", "Petter Zetterqvist", "Samira")
WORKSHOP = """
format = 1
id = "named"
version = "1.0.0"
title = "Named"
purpose = "To see who said what."
languages = ["en"]

[teams.pairs]
title = "Pairs"
size = 2

[[step]]
id = "who"
kind = "list"
title = "Names"
prompt = "Who?"
minutes = 5

[[step]]
id = "feel"
kind = "ask"
title = "Feel"
prompt = "How?"
by = "each"
minutes = 5
fields = [{ id = "value", title = "A word", as = "text" }]
"""


@pytest.fixture
def held(program: Program) -> Path:
    """A session in which everybody said something, and names stand wherever they can."""
    (program.cwd / "named.toml").write_text(WORKSHOP.strip() + "\n", "utf-8")
    path = program.new("--client", "Quartz AB", "--people", ",".join(NAMES), scenario="named.toml")
    program.apply(
        path,
        {"change": "SetHeader", "key": "facilitator", "value": "Samira"},
        {"change": "AddItem", "step": "who", "text": "Annika Öst"},
        {"change": "AddItem", "step": "who", "text": "A thing", "id": "thing"},
        {"change": "AddItem", "step": "who", "text": "Unsaid", "id": "unsaid"},
        {"change": "RemoveItem", "step": "who", "id": "unsaid"},
        *({"change": "SetField", "step": "feel", "by": f"p{n}", "value": f"word {n}"} for n in (1, 2, 3)),
        {"change": "Capture", "what": "action", "text": "Call", "fields": {"owner": "petter zetterqvist"}},
        {"change": "Capture", "what": "action", "text": "Write", "fields": {"owner": "Annika"}},
        {"change": "Capture", "what": "action", "text": "Gone", "id": "gone1", "fields": {"owner": "Samira"}},
        {"change": "RemoveItem", "step": "", "id": "gone1"},
        {"change": "Capture", "what": "decision", "text": "Yes", "fields": {"decided_by": "Samira", "why": "Petter wants it"}},
        {"change": "Evaluate", "mark": 4, "by": "p2"},
    ).fine()
    return path


def copied(program: Program, path: Path, *args: str) -> tuple[Path, str]:
    said = program("anonymize", path.stem, *args).fine()
    return Path(said.out.removesuffix("\n")), said.err


def test_no_name_is_anywhere_in_the_copy(program: Program, held: Path) -> None:
    before = held.read_bytes()
    there = set(program.sessions.rglob("*"))
    copy, err = copied(program, held)
    assert err == ""
    data = copy.read_bytes().decode("utf-8").casefold()
    for name in {part for each in NAMES for part in (each, *each.split())}:
        assert re.search(rf"\b{name.casefold()}\b", data) is None, name
    assert "unsaid" not in data
    assert held.read_bytes() == before, "the original is untouched"
    assert set(program.sessions.rglob("*")) - there == {copy}, "one file more, and no backup"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_the_voices_cannot_be_traced(program: Program, held: Path) -> None:
    copy, _ = copied(program, held)
    was, now = read_session(held).session, read_session(copy).session
    assert (now.names, now.times, now.earlier, now.facilitator) == ("never", (), {}, "")
    assert now.uuid != was.uuid
    voices = [spot.by for spot in now.answers["feel"].cells]
    assert len(set(voices)) == 3
    assert voices == sorted(voices), "in an order that tells nothing"
    assert not set(voices) & {"p1", "p2", "p3"}
    assert {cell["value"] for cell in now.answers["feel"].cells.values()} == {"word 1", "word 2", "word 3"}
    assert [item.by for item in now.evaluation.values()] == [""]
    again, _ = copied(program, held)
    other = {spot.by for spot in read_session(again).session.answers["feel"].cells}
    assert not other & set(voices), "two copies have no voice in common"


def test_what_was_said_is_all_there_and_can_be_reported(program: Program, held: Path) -> None:
    copy, _ = copied(program, held)
    now = read_session(copy).session
    assert [item.text for item in now.answers["who"].items.values()] == ["somebody", "A thing"]
    assert [(item.text, item.get("owner")) for item in now.actions.values()] == [("Call", "somebody"), ("Write", "somebody")]
    (decision,) = now.decisions.values()
    assert (decision.get("decided_by"), decision.get("why")) == ("somebody", "somebody wants it")
    assert now.client == "Quartz AB"
    program("check", copy).fine()
    assert "word 2" in program("show", str(copy)).fine().out


def test_names_in_free_text_and_people_from_outside_are_told(program: Program, held: Path) -> None:
    program.apply(
        held,
        {"change": "AddItem", "step": "who", "text": "What Samira said, Quartz AB agrees"},
        {"change": "Capture", "what": "action", "text": "Mend", "fields": {"owner": "Göran"}},
    ).fine()
    _, err = copied(program, held)
    assert "“Samira” still stands in one place" in err
    assert "Göran" in err
    assert "Quartz" not in err
    assert "“Quartz AB” still stands" in copied(program, held, "--without-client")[1]


def test_without_the_client_and_to_a_file_of_ones_own(program: Program, held: Path) -> None:
    target = program.home / "lent.toml"
    copy, err = copied(program, held, "--without-client", "--out", str(target))
    assert (copy, err) == (target, "")
    assert "Quartz" not in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    before = target.read_bytes()
    assert "there already" in program("anonymize", held.stem, "--out", str(target)).wrong().err
    assert target.read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists() or not hasattr(os, "fork"), reason="limits of a process")
def test_on_a_full_disk_no_empty_copy_is_left(program: Program, held: Path) -> None:
    target = program.home / "lent.toml"
    limited = [sys.executable, "-c", LIMITED, *program.command[1:]]
    done = subprocess.run(
        [*limited, "anonymize", held.stem, "--out", str(target)], env=program.env(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(program.home.glob("*lent*")) + list(program.home.glob(".workshop-*")) == []
    assert "no folder" not in program("anonymize", held.stem, "--out", str(program.home / "none" / "x.toml")).wrong().err


LIMITED = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write that goes too far is an error of the system: EFBIG
resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""
