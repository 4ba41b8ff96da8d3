"""The facilitator's screen and the room's, each the real program at a terminal of its own."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room, workshop

SECRET = "Zzyzx"


def wall(folder: Path, *args: str, size: tuple[int, int] = (48, 16)) -> Terminal:
    return room(folder, "screen", *args, size=size)


def both_wait(leader: Terminal, other: Terminal, wanted: str) -> str:
    """Until the room shows it; the facilitator's terminal is read meanwhile, as a terminal is."""

    def seen(screen: str) -> bool:
        leader.pump(0.01)
        return wanted in screen

    return other.wait(seen)


def test_the_room_follows_what_is_said_and_never_what_is_not(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as leader, wall(tmp_path, Path(path).stem) as other:
        leader.wait("En sak i taget")
        both_wait(leader, other, "En sak i taget")
        leader.wait("Rummets skärm är öppen")
        leader.key("pagedown")
        both_wait(leader, other, "Vad har ni gjort")
        leader.say("Julkalendern")
        both_wait(leader, other, "1  Julkalendern")
        # half-typed, a note, and what the facilitator reads: none of it is on the wall or in the file
        leader.type(f"{SECRET} halvskrivet")
        leader.key("f2")
        leader.say(f"{SECRET} antecknat")
        leader.wait(f"› {SECRET} halvskrivet")
        leader.key("escape")
        leader.key("f")
        leader.wait("SÄG")
        (file,) = (tmp_path / "state" / "room").glob("*.json")
        assert "Julkalendern" in file.read_text("utf-8")
        assert SECRET not in file.read_text("utf-8")
        assert "Femton till" not in file.read_text("utf-8")
        leader.key("escape")
        # blank, back, held, let go
        leader.key("b")
        other.wait(lambda screen: not screen.strip())
        leader.wait("rummet är släckt")
        leader.key("b")
        both_wait(leader, other, "1  Julkalendern")
        leader.key("h")
        leader.wait("rummet står kvar")
        leader.key("pagedown")
        leader.wait("Gick det bra?")
        other.settle(0.4)
        assert "Vad har ni gjort" in other.text()
        leader.key("h")
        both_wait(leader, other, "Vad gick bra")
        assert SECRET.encode() not in other.raw
        assert b"Femton till" not in other.raw
        other.key("ctrl+q")
        assert other.ended() == 0
        leader.wait("Rummets skärm är stängd")
        leader.key("ctrl+q")
        assert leader.ended() == 0


def test_votes_are_hidden_until_they_are_shown(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    lines = "\n".join(f'{{"change": "AddItem", "step": "activities", "text": "Sak {n}"}}' for n in "ABC")
    assert workshop(tmp_path, "apply", path, "-", stdin=lines + '\n{"change": "GoTo", "step": "curious"}').returncode == 0
    with room(tmp_path, "resume", path) as leader, wall(tmp_path) as other:
        leader.wait("Tre prickar")
        both_wait(leader, other, "0 av 3 har röstat")
        leader.say("a b", "b")
        both_wait(leader, other, "2 av 3 har röstat")
        (file,) = (tmp_path / "state" / "room").glob("*.json")
        assert '"figure"' not in file.read_text("utf-8")
        leader.key("escape")
        leader.key("v")
        both_wait(leader, other, "━")
        assert other.text().index("Sak B") < other.text().index("Sak A")


def test_it_survives_that_the_other_side_dies_and_comes_back(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with wall(tmp_path, path) as other:
        other.wait("Vi börjar strax.")
        with room(tmp_path, "resume", path) as leader:
            both_wait(leader, other, "En sak i taget")
            leader.kill(signal.SIGKILL)
            other.wait("Ett ögonblick.")
            assert "En sak i taget" in other.text()
        with room(tmp_path, "resume", path) as leader:
            leader.wait("En sak i taget")
            leader.key("pagedown")
            both_wait(leader, other, "Vad har ni gjort")
            leader.key("ctrl+q")
            assert leader.ended() == 0
        other.wait("Ett ögonblick.")
        assert "Vad har ni gjort" not in other.text(), "closed: nothing of it stays on the wall"
        for key in ("q", "escape", "enter", "pagedown", "b"):
            other.key(key)
        assert other.code is None, "no keys but one"
        assert other.kill(signal.SIGTERM) == 0


@pytest.mark.parametrize("size", [(48, 16), (30, 8)])
def test_it_follows_its_windows_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = new_session(tmp_path, "activity_splitting", lang="en")
    with room(tmp_path, "resume", path) as leader, wall(tmp_path, size=(100, 30)) as other:
        both_wait(leader, other, "One at a time")
        other.resize(*size)
        both_wait(leader, other, "One at a time")
        other.settle()
        assert max(map(len, other.text().splitlines())) <= size[0]


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    said = workshop(tmp_path, "screen")
    assert (said.returncode, said.stdout) == (2, "")
    assert "behöver en terminal" in said.stderr
    said = workshop(tmp_path, "screen", "finns inte")
    assert said.returncode == 1
    assert "finns inte" in said.stderr
