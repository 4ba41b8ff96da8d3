"""Keys that arrive faster than the screen is drawn mean what they would have meant slowly."""

from __future__ import annotations

import os
from pathlib import Path

from tests.terminal.rooms import new_session, room
from workshop.store.codec import decode


def test_things_said_in_one_breath_stay_apart(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("Skriv det första")
        os.write(terminal.fd, b"abc\rdef\rghi\r")
        # mend the latest, and go on writing: ↑ Enter … Enter, and the next thing
        os.write(terminal.fd, b"\x1b[A\r jkl\rmno\r")
        # an action from an empty line, and back to the line
        os.write(terminal.fd, b"! ring Ann @Ann 2027-03-05\rpqr\r")
        terminal.wait("pqr")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    session = decode(Path(path).read_bytes()).session
    assert [item.text for item in session.answer("activities").items.values()] == ["abc", "def", "ghi jkl", "mno", "pqr"]
    (action,) = session.actions.values()
    assert (action.text, action.get("owner")) == ("ring Ann", "Ann")


def test_the_grid_takes_keys_as_fast(tmp_path: Path) -> None:
    path = new_session(tmp_path, "customer_journey")
    with room(tmp_path, "resume", path) as terminal:
        terminal.wait("Ett köp, en person")
        terminal.key("pagedown", "pagedown", "pagedown")
        terminal.wait("Etapperna · 4")
        terminal.say("Söker", "Köper")
        terminal.key("pagedown")
        terminal.wait("Behöver veta")
        os.write(terminal.fd, b"abc\rdef\r\r2\rghi\r\rvarje vecka\r")
        terminal.wait("varje vecka")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    session = decode(Path(path).read_bytes()).session
    (cell,) = session.answer("grid").cells.values()
    assert [entry.text for entry in cell["does"]] == ["abc", "def"]
    assert cell["feels"] == -1
    assert [entry.text for entry in cell["info"]] == ["ghi"]
    assert cell["info_freq"] == "varje vecka"
