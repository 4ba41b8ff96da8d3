"""What is copied: which form the terminal around needs, which programs are asked, and what a step is as text."""

from __future__ import annotations

import base64
import os
import re
import time
from pathlib import Path
from typing import Any

from tests.session.test_landing import cell, desk, pasted
from workshop.report import copied
from workshop.session.changes import AddPerson, SetField
from workshop.session.flow import Stop
from workshop.tui import clipboard

ANYTHING = {"which": lambda name: f"/bin/{name}"}


def test_the_terminal_around_decides_the_form() -> None:
    plain = "\x1b]52;c;" + base64.b64encode("åä [b]".encode()).decode() + "\a"
    assert clipboard.sequence("åä [b]", {}) == plain
    inside = clipboard.sequence("åä [b]", {"TMUX": "/tmp/x,1,0"})
    assert inside == plain + "\x1bPtmux;\x1b" + plain + "\x1b\\"
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", clipboard.sequence("x" * 900, {"STY": "1.pts"}), re.DOTALL)
    assert max(map(len, pieces)) <= 240
    assert "".join(pieces) == clipboard.sequence("x" * 900, {})
    assert clipboard.sequence("å" * 40_000, {}) == ""


def test_a_program_is_asked_on_the_computer_one_sits_at_alone() -> None:
    def asked(platform: str = "linux", **environ: str) -> list[str]:
        return [argv[0] for argv in clipboard.programs(environ, platform, **ANYTHING)]  # type: ignore[arg-type]

    assert asked("darwin") == ["pbcopy"]
    assert asked("win32") == asked(WSL_DISTRO_NAME="Ubuntu") == ["clip.exe"]
    assert asked(WAYLAND_DISPLAY="wayland-0", DISPLAY=":0") == ["wl-copy"]
    assert asked(DISPLAY=":0") == ["xclip"]
    assert asked(DISPLAY=":0", SSH_CONNECTION="a") == asked("darwin", SSH_TTY="/dev/pts/1") == []
    assert asked(TMUX="x", SSH_TTY="y") == ["tmux"]


def test_a_program_that_never_ends_makes_nobody_wait(tmp_path: Path, monkeypatch: Any) -> None:
    script, got = tmp_path / "wl-copy", tmp_path / "got"
    script.write_text(f'#!/bin/sh\ncat > "{got}.part"\nmv "{got}.part" "{got}"\nsleep 60\n')
    script.chmod(0o755)
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    written: list[str] = []
    assert clipboard.copy("å" * 50_000, written.append, {"WAYLAND_DISPLAY": "wayland-0"})
    assert written == []  # too long for the terminal: the program alone
    ends = time.monotonic() + 10
    while not got.exists() and time.monotonic() < ends:
        time.sleep(0.01)
    assert got.read_text("utf-8") == "å" * 50_000
    assert not clipboard.copy("x" * 100_000, written.append, {})


def test_a_grid_is_copied_as_cells_that_land_in_it_again() -> None:
    at = desk("Seeks", "Gets")
    pasted(at, "grid", '\tSeeks\tGets\nFeels\t1\t-2\nPains\t"a\n""b"""\t\nHow\tBy phone\t\nCost\t4.5\t')
    text = copied.step(at.book, Stop("grid"))
    assert text == '\tSeeks\tGets\nFeels\t1\t-2\nPains\t"a\n""b"""\t\nHow\tBy phone\t\nCost\t4.5\t\n'
    again = desk("Seeks", "Gets")
    assert pasted(again, "grid", text).left == ()
    assert cell(again, "grid", 0) == cell(at, "grid", 0)


def test_actions_are_copied_with_their_columns_and_a_list_as_markdown() -> None:
    at = desk("Calendar", "=cmd")
    pasted(at, "moves", "Ring\tAnna\t2026-12-01\n=HYPERLINK(1)\t\t")
    assert copied.step(at.book, Stop("moves")).splitlines()[1:] == ["Ring\tAnna\t2026-12-01\t", "'=HYPERLINK(1)\t\t\t"]
    assert "- Calendar" in copied.step(at.book, Stop("stages"))


def test_what_is_hidden_is_not_copied() -> None:
    from tests.session.books import NOW, scenario, session, step
    from workshop.session.desk import Desk

    made = Desk(scenario(step("a", "list") + step("q", "ask", 'by = "each"')), session(), now=lambda: NOW)
    made.do_all([AddPerson(id="p1", name="Ann"), SetField(step="q", by="p1", value="secret words")])
    assert copied.step(made.book, Stop("q")) == ""
    assert copied.record(made.book)[1] == ["Q"]
    assert "secret words" not in copied.record(made.book)[0]
