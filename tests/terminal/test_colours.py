"""The colours that really go out to the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.rooms import room

DEEP, FEWER = b"8;2;", b"8;5;"


@pytest.mark.parametrize(("inside", "goes_out", "never"), [({}, DEEP, FEWER), ({"STY": "4242.pts-0.here"}, FEWER, DEEP)])
def test_gnu_screen_gets_no_more_than_it_understands(
    tmp_path: Path, inside: dict[str, str], goes_out: bytes, never: bytes
) -> None:
    with room(tmp_path, env={"COLORTERM": "truecolor", "TERM": "xterm-256color", "STY": "", **inside}) as terminal:
        terminal.wait(lambda text: "Vad vill du göra?" in text)
        assert goes_out in terminal.raw
        assert never not in terminal.raw
