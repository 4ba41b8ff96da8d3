# ruff: noqa: E501
"""What a terminal can send and a stranger's file can show, at the real program: nothing of it is obeyed, nothing ends it."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

import pytest

from tests.hostile import TERMINAL
from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room
from tests.terminal.test_hostile import OURS, in_a_list, items

TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")


def strange(sent: bytes) -> list[str]:
    """Control characters that are no part of our own drawing, by their numbers; and a title that is not the program's own."""
    left = OURS.sub("", sent.decode("utf-8", "replace"))
    titles = {title.decode("utf-8", "replace") for title in TITLE.findall(sent)}
    found = [left[max(0, at - 8) : at + 12] for at, char in enumerate(left) if ord(char) < 32 or 0x7F <= ord(char) < 0xA0]
    return [*found, *(title for title in titles if "pwn" in title)]


def send(terminal: Terminal, data: bytes) -> None:
    """Bytes as they are, in pieces: a terminal takes no megabyte at once."""
    for at in range(0, len(data), 4096):
        os.write(terminal.fd, data[at : at + 4096])
        terminal.pump(0.002)


def quit_and_read(terminal: Terminal, path: str) -> list[str]:
    terminal.key("ctrl+q")
    assert terminal.ended(30) == 0
    return items(path, "activities")


def test_broken_pastes_and_raw_sequences_are_no_keys_and_no_end(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        for data in (
            b"\x1b[201~", b"\x1b[201~\x1b[201~", b"\x1b[200~\x1b[200~dubbelt\x1b[201~", b"\xff\xfe\x80\xc3", b"\x1b[999;999H", b"\x1b[1;1R",
            b"\x1b[M   ", b"\x1b[<0;500;500M", b"\x1b]11;rgb:0/0/0\x07", b"\x1bP+r544e\x1b\\", b"\x1b[?62;c", b"\x1b[I\x1b[O\x1b[I", b"\x00\x00",
        ):  # fmt: skip
            send(terminal, data)
            terminal.pump(0.05)
        terminal.settle()
        assert terminal.code is None, "it still runs"
        terminal.key("ctrl+j", "escape", "escape")
        terminal.settle()
        assert strange(terminal.raw) == []
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert not (tmp_path / "state" / "crash.log").exists()


def test_a_stranger_s_session_on_every_screen_sends_nothing_but_our_own(tmp_path: Path) -> None:
    path = Path(new_session(tmp_path, "activity_splitting"))
    evil = "".join(f"\\u{ord(c):04X}" if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 else c for c in "".join(TERMINAL[:12])).replace(
        '"', ""
    )
    evil = evil.replace("\\u001B\\\\", "\\u001B\\\\\\\\") if False else re.sub(r"\\(?!u[0-9A-F]{4})", r"\\\\", evil)
    text = path.read_text("utf-8")
    text = re.sub(r'^title = "[^"]*"', lambda _: f'title = "pwn{evil}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^client = "[^"]*"', lambda _: f'client = "{evil}pwn"', text, count=1, flags=re.MULTILINE)
    text = text.replace(
        "[snapshot]",
        f'[answers.activities]\nitems = [{{ id = "{evil}", text = "{evil}" }}, {{ text = "A{evil}B" }}]\n\n[snapshot]',
        1,
    )
    path.write_text(text, "utf-8")
    with room(tmp_path) as terminal:
        terminal.settle()
        terminal.key("enter")
        terminal.settle(0.5)
        for key in (
            "pagedown",
            "pagedown",
            "escape",
            "s",
            "escape",
            "?",
            "escape",
            "ctrl+p",
            "escape",
            "f",
            "e",
            "escape",
            "k",
            "escape",
        ):
            terminal.key(key)
            terminal.pump(0.1)
        terminal.settle()
        assert strange(terminal.raw) == []
        assert b"]52;" not in terminal.raw
        terminal.key("ctrl+q")
        assert terminal.ended() == 0


def test_a_breakage_and_a_copy_in_a_strangers_session_send_nothing_but_our_own(tmp_path: Path) -> None:
    path = Path(new_session(tmp_path, "activity_splitting"))
    evil = "".join(f"\\u{ord(c):04X}" for c in "\x1b]52;c;cm0=\x07\x1b[2J\u202e\x00\x9b31m\x1b[201~")
    text = re.sub(r'^title = "[^"]*"', lambda _: f'title = "pwn{evil}"', path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    text = text.replace("[snapshot]", f'[answers.activities]\nitems = [{{ text = "kanariefågeln{evil}B" }}]\n\n[snapshot]', 1)
    path.unlink()
    path = path.with_name("x\x1b]0;pwn\x07\u202e.toml")
    path.write_text(text, "utf-8")
    env = {"BROKEN": "in_a_key", "TMUX": "", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    with room(tmp_path, "resume", str(path), module="tests.faults.broken", env=env) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("kanariefågelnB")
        terminal.key("up")
        os.write(terminal.fd, b"\x1b[19~")
        terminal.wait("Kopierat")
        [copied] = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)
        assert base64.b64decode(copied).decode() == "kanariefågelnB"
        terminal.key("escape", "f")
        assert terminal.ended() == 1
        sent = terminal.raw.replace(b"\x1b]52;c;" + copied + b"\x07", b"")
        assert strange(sent) == []
        assert b"]52;" not in sent
        assert "\u202e".encode() not in sent
        page = sent.decode().rpartition("\x1b[?1049l")[2]
        assert "Något gick sönder" in page
        assert "kanariefågeln" not in page + (tmp_path / "state" / "crash.log").read_text("utf-8")


def test_a_line_of_a_megabyte_is_refused_with_its_limit(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        send(terminal, b"\x1b[200~" + b"x" * 1_000_000 + b"\x1b[201~")
        terminal.wait("Högst 100", seconds=60)
        terminal.key("escape")
        assert quit_and_read(terminal, path) == []


@pytest.mark.soak
def test_a_hundred_thousand_lines_are_refused_with_the_limit(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        send(terminal, b"\x1b[200~" + b"\r".join(b"rad %d" % n for n in range(100_000)) + b"\x1b[201~")
        terminal.wait("högst 20", seconds=90)
        terminal.key("escape")
        assert len(quit_and_read(terminal, path)) <= 20_000
