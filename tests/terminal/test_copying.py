"""What is copied leaves the program as OSC 52, which works over ssh; within tmux it is in tmux's own buffer."""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, surroundings, workshop

SCENARIO = """
format = 1
id = "copy"
title = "Copy"
[[step]]
id = "ideas"
kind = "list"
title = "Idéer"
prompt = "Vad kunde vara bättre?"
[[step]]
id = "secret"
kind = "ask"
title = "Hemligt"
by = "each"
"""
THINGS = "Adventskalender [b]\nJobbannons – åäö 🎄\n"


def session(folder: Path) -> str:
    (folder / "copy.toml").write_text(SCENARIO, "utf-8")
    path = new_session(folder, "copy.toml")
    assert workshop(folder, "import", path, "ideas", "-", stdin=THINGS).returncode == 0
    assert workshop(folder, "import", path, "secret", "-", "--by", "Ann", stdin="det här är hemligt").returncode == 0
    return path


def clipboard(raw: bytes) -> list[str]:
    return [base64.b64decode(found).decode() for found in re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", raw)]


def f8(terminal: Terminal) -> None:
    os.write(terminal.fd, b"\x1b[19~")


def test_the_sequence_holds_the_thing_then_the_step_then_the_record(tmp_path: Path) -> None:
    path = session(tmp_path)
    env = surroundings(tmp_path) | {"LC_ALL": "", "TMUX": "", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    with Terminal("resume", path, cwd=tmp_path, env=env) as terminal:
        terminal.wait("Jobbannons")
        terminal.key("up")
        f8(terminal)
        terminal.wait("Kopierat: ”Jobbannons – åäö")
        f8(terminal)
        terminal.wait("hela steget")
        f8(terminal)
        terminal.wait("hela dokumentationen, ")
        thing, step, record = clipboard(terminal.raw)
        assert thing == "Jobbannons – åäö 🎄"
        assert step.startswith("## Idéer\n\nVad kunde vara bättre?\n\n")
        assert "Adventskalender \\[b\\]" in step
        assert "Jobbannons – åäö 🎄" in record
        assert "hemligt" not in record.replace("Hemligt", "")
        assert "Det som är dolt är inte med: Hemligt" in " ".join(terminal.text().split())
        terminal.key("escape", "pagedown")
        terminal.wait("Hemligt")
        seen = len(clipboard(terminal.raw))
        f8(terminal)
        terminal.settle()
        assert "hemligt" not in "".join(clipboard(terminal.raw)[seen:])


def test_what_is_selected_on_the_line_is_copied_with_the_usual_key(tmp_path: Path) -> None:
    path = session(tmp_path)
    env = surroundings(tmp_path) | {"LC_ALL": "", "TMUX": "", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    with Terminal("resume", path, cwd=tmp_path, env=env) as terminal:
        terminal.wait("Jobbannons")
        terminal.type("ett två")
        os.write(terminal.fd, b"\x1b[1;2D" * 3 + b"\x03")
        terminal.wait("Kopierat: ”två”")
        assert clipboard(terminal.raw) == ["två"]


@pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux here")
def test_within_tmux_it_lies_in_the_buffer(tmp_path: Path) -> None:
    path, socket = session(tmp_path), tmp_path / "tmux"
    env = {**os.environ, **surroundings(tmp_path), "LANG": "sv_SE.UTF-8", "LC_ALL": ""}
    env.pop("TMUX", None)

    def tmux(*args: str) -> str:
        done = subprocess.run(["tmux", "-u", "-S", str(socket), *args], env=env, capture_output=True, text=True, check=False)
        return done.stdout

    program = shlex.join([sys.executable, "-m", "workshop", "resume", path])
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", program, ";", "set", "-s", "set-clipboard", "on")
    try:

        def wait(words: str) -> None:
            ends = time.monotonic() + 20
            while words not in (shown := tmux("capture-pane", "-p")):
                assert time.monotonic() < ends, shown
                time.sleep(0.05)

        wait("Jobbannons")
        tmux("send-keys", "Up")
        wait("m flytta")
        tmux("send-keys", "F8")
        wait("Kopierat: ”Jobbannons")
        ends = time.monotonic() + 10
        while (held := tmux("show-buffer")) != "Jobbannons – åäö 🎄" and time.monotonic() < ends:
            time.sleep(0.05)
        assert held == "Jobbannons – åäö 🎄"
    finally:
        tmux("kill-server")
