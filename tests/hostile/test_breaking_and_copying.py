"""The ways out beside the screen and the report: the page and the log when something breaks, and the clipboard."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.hostile import HOSTILE, TERMINAL, THIRTY
from tests.tui.frame import room, session_file
from workshop import crashes, language
from workshop.session.desk import Desk
from workshop.settings import Settings
from workshop.store.table import sit_down
from workshop.text import clean
from workshop.tui import clipboard, crash

CANARY = "kanariefågeln"
LARGE = f"{CANARY}\x1b[2J\ud800\x00\u202ex\x1b]52;c;cm0=\x07" * 80_000
"""More than 2 MB of it."""
WORDS = [*dict.fromkeys([*HOSTILE, *(text for each in THIRTY.values() for text in each.texts)]), LARGE]
OSC_52 = r"\x1b\]52;c;([A-Za-z0-9+/]*=*)\a"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))


def broken(said: str) -> BaseException:
    """An error as readers, tables and libraries raise them: with what was said in its message, its notes, its causes and in
    the locals that it passed."""

    def deeper(said: str) -> None:
        table = {said: 1}
        try:
            table.pop(said + CANARY)
        except KeyError as error:
            error.add_note(said)
            raise ExceptionGroup(f"{said}{CANARY}", [ValueError(said), SyntaxError(said, (said, 1, 1, said))]) from error

    try:
        deeper(said)
    except ExceptionGroup as error:
        return error
    raise AssertionError


def is_shown_as_it_is(page: str) -> bool:
    return clean(page) == page and "\t" not in page


# ------------------------------------------------------------------------------------------------- when something breaks


def test_nothing_that_was_said_is_in_the_log(tmp_path: Path) -> None:
    for said in WORDS:
        crashes.log(broken(said))
    log = (tmp_path / "state" / "crash.log").read_bytes()
    assert CANARY.encode() not in log
    assert b"of KeyError" in log
    assert set(log) <= set(range(0x20, 0x7F)) | {0x0A}, "nor anything that a terminal would obey"
    lines = set(log.decode().split("\n"))
    assert len([line for line in lines if not re.match(r"  /|of |\d{4}-|ExceptionGroup$|$", line)]) == 0
    assert len(log) < crashes.LARGEST


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_shows_titles_and_paths_and_obeys_none(tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = sit_down(session_file(tmp_path / "sessions"))
    kept, titled = sitting.desk.session, []
    with monkeypatch.context() as patched:
        patched.setattr(Desk, "session", property(lambda _: replace(kept, title=titled[-1])))
        for said in WORDS:
            titled.append(said)
            page = crash.page(broken(said), lang, Settings(), sitting)
            assert is_shown_as_it_is(page), ascii(said[:40])
            assert "ExceptionGroup" not in page
            assert len(page) < 2_000
            assert f"workshop resume {sitting.path.absolute()}" in page
    sitting.close()


@pytest.mark.parametrize("name", ["x\x1b[2Jpwn", "x\u202elmot", "x\x9b31m", "x\npwn", "x\x7f"])
def test_a_file_with_a_name_that_a_terminal_would_obey_is_not_named_to_it(tmp_path: Path, name: str) -> None:
    path = session_file(tmp_path / "sessions")
    sitting = sit_down(path.rename(path.with_name(f"{name}.toml")))
    try:
        page = crash.page(broken(name), "sv", Settings(), sitting)
    finally:
        sitting.close()
    assert is_shown_as_it_is(page)
    assert "\n    workshop\n" in page, "home lists it, and opens it"


# ----------------------------------------------------------------------------------------------------------- the clipboard


def undone(sent: str, environ: dict[str, str]) -> tuple[list[str], str]:
    """What a terminal would put on its clipboard, and what else was sent to it."""
    if "STY" in environ:
        sent = re.sub(r"\x1bP(.{0,240}?)\x1b\\", r"\1", sent, flags=re.DOTALL)
    if "TMUX" in environ:
        sent = re.sub(r"\x1bPtmux;\x1b(\x1b\]52;c;[A-Za-z0-9+/=]*\a)\x1b\\", r"\1", sent)
    return [base64.b64decode(found).decode("utf-8") for found in re.findall(OSC_52, sent)], re.sub(OSC_52, "", sent)


@pytest.mark.parametrize("environ", [{}, {"TMUX": "/tmp/x,1,0"}, {"STY": "1.pts"}], ids=["plain", "tmux", "screen"])
def test_nothing_breaks_out_of_the_sequence(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "programs", lambda environ: [])
    for said in WORDS[:-1]:
        sent: list[str] = []
        assert clipboard.copy(said, sent.append, environ)
        copied, beside = undone("".join(sent), environ)
        assert beside == ""
        assert set(copied) == {clean(said)}
    assert clipboard.copy(LARGE, sent.append, environ) is False
    assert clipboard.copy("x" * (clipboard.LONGEST + 1), sent.append, environ) is False
    assert clipboard.copy("x" * clipboard.LONGEST, sent.append, environ) is True


def test_the_computers_own_clipboard_gets_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []

    class AtOnce:
        def __init__(self, target: Any, args: Any, daemon: bool) -> None:
            self.start = lambda: target(*args)

    monkeypatch.setattr(clipboard, "Thread", AtOnce)
    monkeypatch.setattr(clipboard, "programs", lambda environ: [("wl-copy",), ("clip.exe",)])
    monkeypatch.setattr(clipboard.subprocess, "run", lambda argv, **how: given.append(how["input"]))
    for said in WORDS:
        given.clear()
        assert clipboard.copy(said, lambda _: None, {})
        assert [given[0].decode("utf-8"), given[1].decode("utf-16-le")] == [clean(said)] * 2


async def test_on_the_screen_it_is_told_with_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "programs", lambda environ: [])
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions")) as there:
        for said in TERMINAL:
            there.screen.put_on_clipboard(f"x{said}y")
            assert is_shown_as_it_is(there.message)
        there.screen.put_on_clipboard(LARGE)
        assert language.number(clipboard.LONGEST, "sv") in there.message
        assert CANARY not in there.message
