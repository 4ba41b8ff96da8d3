"""Whatever is typed or pasted is text: it breaks nothing, reaches the terminal as no command, and is kept as documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hostile import HOSTILE
from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room, workshop
from workshop.session.pasted import read
from workshop.store.codec import decode
from workshop.text import clean, is_blank, lines_of

# what our own drawing may send: colours, cursor moves, modes, erasing, the title; and plain text
OURS = re.compile(
    r"\x1b\[[0-9;:?<>=]*[a-zA-Z$ ]+[a-z]?|\x1b[=>78cM]|\x1bP[^\x1b]*\x1b\\"
    r"|\x1b\](?:0|2|10|11|22|111);?[^\x07\x1b]*(?:\x07|\x1b\\)|[\r\n\t\x07]"
)


def one_line(text: str) -> str:
    return clean(text, multiline=False)


# a paste is text: what can be sent as the bytes of one, and is one line when it has been cleaned
PASTES = [
    text
    for text in HOSTILE
    if "\x1b[201~" not in text
    and len(text) < 3000
    and not is_blank(clean(text))
    and len(lines_of(text.encode("utf-8", "replace").decode())) == 1
]


def sendable(text: str) -> str:
    """As a terminal can send it: UTF-8, and without the NUL that Textual takes out of every paste."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def in_a_list(terminal: Terminal) -> None:
    terminal.wait("En sak i taget")
    terminal.key("pagedown")
    terminal.wait("Skriv det första")


def items(path: str, step: str) -> list[str]:
    return [item.text for item in decode(Path(path).read_bytes()).session.answer(step).items.values()]


def test_hostile_text_in_a_list_is_kept_and_breaks_nothing(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        before = len(terminal.raw)
        for text in PASTES:
            terminal.paste(sendable(text))
            terminal.key("enter")
        terminal.say("den sista")
        terminal.wait("den sista")
        sent = terminal.raw[before:].decode("utf-8", "replace")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    stored = items(path, "activities")
    assert stored == [*(thing for text in PASTES for thing in read(sendable(text)).lines), "den sista"]
    assert len(stored) == len(PASTES) + 1
    left = OURS.sub("", sent)
    strange = sorted({hex(ord(char)) for char in left if ord(char) < 32 or 0x7F <= ord(char) < 0xA0})
    assert not strange, f"reached the terminal: {strange}"
    assert "]52;" not in sent

    done = workshop(tmp_path, "export", path, "--to", "md,html", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("step", ["persona", "stages", "grid"])
def test_hostile_text_in_every_kind_of_line(tmp_path: Path, step: str) -> None:
    path = new_session(tmp_path, "customer_journey")
    with room(tmp_path, "resume", path) as terminal:
        terminal.wait("Ett köp, en person")
        terminal.key("pagedown")
        terminal.wait("Namn")
        if step != "persona":
            terminal.key("pagedown", "pagedown")
            terminal.wait("Etapperna · 4")
        if step == "grid":
            terminal.say("Söker", "Köper")
            terminal.key("pagedown")
            terminal.wait("Behöver veta")
        for text in PASTES[:40]:
            terminal.paste(sendable(text))
            terminal.key("enter")
        terminal.settle()
        assert "EXIT" not in terminal.text()
        assert terminal.code is None
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    stored = Path(path).read_text("utf-8")
    session = decode(stored).session
    assert session.answer(step).items or session.answer(step).cells


def test_a_pasted_list_of_forty_lines_becomes_forty_things(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    wanted = [f"sak nummer {n}" for n in range(1, 41)]
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.paste("\r".join(wanted))
        terminal.wait("40  sak nummer 40")
        terminal.key("escape", "u")
        terminal.wait(lambda screen: "sak nummer" not in screen.split("Ångrat")[0])
        terminal.key("r")
        terminal.wait("sak nummer 40")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path, "activities") == wanted


def test_two_thousand_lines_are_taken_whole(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    wanted = [f"rad {n} åäö" for n in range(2000)]
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.paste("\n".join(wanted))
        terminal.wait("rad 1999", seconds=30)
        terminal.say("en till")
        terminal.wait("en till")
        terminal.key("ctrl+q")
        assert terminal.ended(30) == 0
    assert items(path, "activities") == [*wanted, "en till"]


def test_letters_typed_in_two_code_points_are_one(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.type("Ga\u030arden pa\u030a sjo\u0308n")
        terminal.key("enter")
        terminal.wait("1  Gården")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path, "activities") == ["Gården på sjön"]
