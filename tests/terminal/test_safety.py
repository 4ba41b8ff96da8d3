"""Whatever ends the program, what was said is there when it is started again: at most the last second of typing is missing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room

ENDINGS = ["kill", "term", "hangup", "closed"]


def end(terminal: Terminal, how: str) -> None:
    if how == "closed":
        terminal.hang_up()
    else:
        number = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "hangup": signal.SIGHUP}[how]
        terminal.kill(number)


@pytest.mark.parametrize("how", ENDINGS)
def test_what_was_said_survives(tmp_path: Path, how: str) -> None:
    session = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", session) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("Skriv det första")
        terminal.say("Adventskalendern", "Podden med chefen")
        terminal.wait("Podden med chefen")
        terminal.type("Halvsagt om mässan")
        time.sleep(1.0)  # a draft is on disk within a second
        terminal.pump(0.1)
        end(terminal, how)
    with room(tmp_path, "resume", session) as terminal:
        screen = terminal.wait("Halvsagt om mässan")
        assert "Adventskalendern" in screen
        assert "Podden med chefen" in screen
        assert "Skriver" in screen
        # the half-typed words are on their line, and become what they were to be
        terminal.type(" i maj")
        terminal.key("enter")
        assert "3  Halvsagt om mässan i maj" in terminal.wait("3  Halvsagt")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert "Halvsagt om mässan i maj" in Path(session).read_text("utf-8")


@pytest.mark.parametrize("how", ["term", "hangup", "closed"])
def test_a_polite_ending_saves_and_leaves_cleanly(tmp_path: Path, how: str) -> None:
    session = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", session) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("Skriv det första")
        terminal.say("Sagt alldeles nyss")
        end(terminal, how)  # at once: the saver has not come round yet
        assert terminal.code == 0
    assert "Sagt alldeles nyss" in Path(session).read_text("utf-8")


def test_a_second_opener_is_told_and_changes_nothing(tmp_path: Path) -> None:
    session = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", session) as first:
        first.wait("En sak i taget")
        first.pump(1.5)  # the first has saved where it is
        before = Path(session).read_bytes()
        with room(tmp_path, "resume", session) as second:
            second.wait(lambda screen: "öppen" in screen)
            second.key("ctrl+q")
            assert second.ended() == 0
        assert Path(session).read_bytes() == before


def test_a_byte_that_is_no_text_ends_nothing(tmp_path: Path) -> None:
    session = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", session) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("Skriv det första")
        os.write(terminal.fd, b"\xff\xe5")
        terminal.pump(0.3)
        terminal.say("Kvar ändå")
        terminal.wait("Kvar ändå")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert "Kvar ändå" in Path(session).read_text("utf-8")


def test_without_a_terminal_it_says_what_to_run_instead(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "workshop"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "workshop list" in done.stderr
    assert done.stdout == ""


def test_a_session_and_its_copy_open_at_once_each_keep_their_own_half_typed_words(tmp_path: Path) -> None:
    session = Path(new_session(tmp_path, "activity_splitting"))
    copy = session.with_name("en-kopia.toml")
    shutil.copy(session, copy)
    with room(tmp_path, "resume", str(session)) as one, room(tmp_path, "resume", str(copy)) as two:
        for terminal in (one, two):
            terminal.wait("En sak i taget")
            terminal.key("pagedown")
            terminal.wait("Skriv det första")
        one.type("Halvt i den första")
        two.type("Halvt i kopian")
        one.type(", och mer")
        one.wait("och mer")
        two.wait("Halvt i kopian")
        kept = tmp_path / "state" / "drafts"
        wanted = ("Halvt i den första, och mer", "Halvt i kopian")
        ends = time.monotonic() + 15
        while any(words not in "".join(each.read_text("utf-8") for each in kept.glob("*.toml")) for words in wanted):
            assert time.monotonic() < ends
            one.pump(0.05)
            two.pump(0.05)
        end(one, "kill")
        end(two, "kill")
    for path, words in zip((copy, session), reversed(wanted), strict=True):
        with room(tmp_path, "resume", str(path)) as terminal:
            terminal.wait(words)
            terminal.key("ctrl+q")
            assert terminal.ended() == 0
    session.unlink()
    with room(tmp_path, "resume", str(copy)) as terminal:  # it has words of its own: the others wait, and are told of
        terminal.wait("Halvt i kopian")
        assert "den första" not in terminal.text()
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    with room(tmp_path) as terminal:
        terminal.wait(lambda screen: "Halvt i den första" in " ".join(screen.split()))
