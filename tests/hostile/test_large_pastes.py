"""A paste that is too much is refused before it is read: a few megabytes of it once held the program for a minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.frame import room, session_file
from workshop import language, limits
from workshop.session.changes import GoTo

TOO_MUCH = {
    "lines": "x\n" * 30_001 + " " * limits.ANSWER,
    "lines of an old terminal": "xy\r" * 40_000,
    "marks": "\u0301x\u2028" * 40_000,
    "a table": "| a | b |\n" * 30_000,
}


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_more_lines_than_there_may_be_things(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[GoTo(step="said")])
    async with room(tmp_path, monkeypatch, path) as there:
        with monkeypatch.context() as patched:
            patched.setattr("workshop.session.pasted.read", lambda text: pytest.fail("it was read"))
            there.app._driver.send_message(events.Paste(TOO_MUCH[what]))  # type: ignore[union-attr]
            await there.settle()
        assert language.number(limits.ITEMS, "sv") in there.message
        assert there.screen.body.line.text == ""
        assert not there.desk.session.answer("said").items


async def test_more_than_a_paste_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[GoTo(step="said")])
    async with room(tmp_path, monkeypatch, path) as there:
        with monkeypatch.context() as patched:
            patched.setattr("workshop.session.pasted.read", lambda text: pytest.fail("it was read"))
            there.app._driver.send_message(events.Paste("x" * (limits.PASTE + 1)))  # type: ignore[union-attr]
            await there.settle()
        assert language.number(limits.PASTE, "sv") in there.message


async def test_empty_lines_between_count_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[GoTo(step="said")])
    async with room(tmp_path, monkeypatch, path) as there:
        there.app._driver.send_message(events.Paste("ett\n" + "\n" * 150_000 + "två\n"))  # type: ignore[union-attr]
        await there.settle()
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["ett", "två"]
