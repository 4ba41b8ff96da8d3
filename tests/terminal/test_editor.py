"""A long answer in the user's own editor and back, in the real program: the terminal is handed over and taken back."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, surroundings
from workshop.store.codec import decode
from workshop.tui.editing import edit

SCENARIO = """
format = 1
id = "long"
title = "Long"
[[step]]
id = "story"
kind = "ask"
title = "Berättelsen"
lines = 6
[[step]]
id = "ideas"
kind = "list"
title = "Idéer"
"""

EDITOR = """
import os, pathlib, sys, time
file, what = pathlib.Path(sys.argv[-1]), sys.argv[1]
print("EDITORN ÄR ÖPPEN", oct(file.stat().st_mode & 0o777), repr(file.read_text("utf-8")), flush=True)
if what == "wait":
    while not pathlib.Path("go").exists(): time.sleep(0.02)
    what = "more"
if what == "more": file.write_text(file.read_text("utf-8") + "rad två\\nrad tre å\\n", "utf-8")
if what == "latin": file.write_bytes("smör".encode("cp1252"))
if what == "long": file.write_text("x" * 100_001)
if what == "gone": file.unlink()
if what == "fail": file.write_text("x"); sys.exit(3)
if what == "crash": file.write_text("mycket skrivet"); os.kill(os.getpid(), 11)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "long.toml").write_text(SCENARIO, "utf-8")
    (tmp_path / "editor.py").write_text(EDITOR, "utf-8")
    return tmp_path


def opened(folder: Path, what: str) -> tuple[Terminal, Path]:
    path = new_session(folder, "long.toml")
    env = surroundings(folder) | {"LC_ALL": "", "VISUAL": f"{sys.executable} {folder / 'editor.py'} {what}"}
    terminal = Terminal("resume", path, cwd=folder, env=env)
    terminal.wait("Berättelsen")
    return terminal, Path(path)


def f4(terminal: Terminal) -> None:
    os.write(terminal.fd, b"\x1bOS")


def test_a_text_goes_to_the_editor_and_back_with_its_lines_and_nothing_is_left_lying(folder: Path) -> None:
    terminal, path = opened(folder, "wait")
    with terminal:
        terminal.type("det började [b]")
        f4(terminal)
        terminal.wait("EDITORN ÄR ÖPPEN 0o600 'det började [b]\\n'")
        terminal.resize(100, 30)
        (folder / "go").touch()
        shown = terminal.wait(lambda text: "Texten är tillbaka" in text and "─" * 100 in text)  # over the new width
        assert "rad tre å" in shown
        assert not list((folder / "state").rglob("answer*"))
        terminal.key("escape")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    session = decode(path.read_bytes()).session
    assert next(iter(session.answer("story").cells.values()))["value"] == "det började [b]\nrad två\nrad tre å"


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("more", "orden rad två rad tre å", "Radbrytningarna blev mellanslag"),
        ("latin", "smör", "lästes som Windows skriver"),
        ("none", None, "kom tillbaka direkt och inget är ändrat"),
        ("fail", None, "slutade med fel 3. Texten är som den var"),
        ("gone", None, "Filen var borta"),
        ("long", None, "Högst 100 000"),
        ("crash", None, "kraschade"),
    ],
)
def test_whatever_becomes_of_the_editor_the_words_are_kept_and_it_is_said(
    folder: Path, what: str, text: str | None, said: str
) -> None:
    found = edit("orden", f"{sys.executable} {folder / 'editor.py'} {what}", folder, lang="sv", many=False)
    assert found.text == text
    assert said in found.said.replace("\u00a0", " ")
    kept = [path for path in folder.rglob("answer*") if path.is_file()]
    assert bool(kept) == (what in ("crash", "long"))
    assert all(str(path) in found.said for path in kept)
    assert "gick inte att starta" in edit("", "no-such-editor --wait", folder, lang="sv", many=True).said


def test_told_to_end_while_the_editor_is_open_what_was_typed_is_there_at_the_next_start(folder: Path) -> None:
    terminal, path = opened(folder, "wait")
    with terminal:
        terminal.type("halva meningen")
        f4(terminal)
        terminal.wait("EDITORN ÄR ÖPPEN")
        os.kill(terminal.pid, signal.SIGTERM)
        terminal.ended()
    with Terminal("resume", str(path), cwd=folder, env=surroundings(folder) | {"LC_ALL": ""}) as again:
        again.wait("halva meningen")
