"""Over several sessions: two of one workshop side by side, and what is left to do in all of them."""

from __future__ import annotations

import json
from datetime import date, timedelta

from tests.cli.program import Program

YESTERDAY, SOON = (date.today() + timedelta(days=days) for days in (-1, 5))


def made(program: Program, title: str, client: str, *actions: dict[str, object]) -> None:
    path = program.new("--title", title, "--client", client, scenario="retrospective")
    if actions:
        program.apply(path, *({"change": "Capture", "what": "action", **action} for action in actions)).fine()


def test_what_is_left_to_do_the_late_first(program: Program) -> None:
    program.lang = "en"
    made(program, "One", "Acme", {"text": "Some day"}, {"text": "Soon", "fields": {"due": SOON.isoformat(), "owner": "Ann"}})
    made(program, "Two", "Bolt", {"text": "Late", "fields": {"due": YESTERDAY.isoformat()}})
    lines = program("actions").fine().lines
    assert [next(word for word in ("Late", "Soon", "Some day") if word in line) for line in lines] == [
        "Late",
        "Soon",
        "Some day",
    ]
    assert "late" in lines[0]
    assert "Ann" in lines[1]
    assert "no date" in lines[2]
    assert [line for line in program("actions", "--due").fine().lines if "Late" not in line] == []
    assert all("Bolt" not in line for line in program("actions", "--client", "acme").fine().lines)
    found = json.loads(program("actions", "--json").fine().out)
    assert [(one["text"], one["late"], one["client"]) for one in found] == [
        ("Late", True, "Bolt"),
        ("Soon", False, "Acme"),
        ("Some day", False, "Acme"),
    ]


def test_an_action_taken_over_is_shown_once(program: Program) -> None:
    program.lang = "en"
    made(program, "One", "Acme", {"text": "Call"})
    made(program, "Two", "Acme")
    (line,) = program("actions").fine().lines
    assert "Call" in line


def test_nothing_left_is_said(program: Program) -> None:
    program.lang = "en"
    assert "Nothing is left to do." in program("actions").fine().err


def test_two_sessions_side_by_side(program: Program) -> None:
    program.lang = "en"
    made(program, "Våren", "Acme", {"text": "Call"})
    made(program, "Hösten", "Acme")
    shown = program("compare", "Våren", "hösten").fine().out
    assert "Agreed that time" in shown
    written = program("compare", "våren", "hösten", "--to", "md,html", "--out", str(program.home / "ut")).fine().lines
    assert [name.rpartition(".")[2] for name in written] == ["md", "html"]
    assert "pdf" in program("compare", "våren", "hösten", "--to", "pdf").misused().err
    assert program("compare", "våren").code == 1
