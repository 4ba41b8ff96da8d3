"""Faults that need the real program on a terminal. The number in a test's name is that of the fault in `README.md`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faults.broken import CANARY
from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room
from workshop.store.codec import decode


def in_a_list(terminal: Terminal) -> None:
    terminal.wait("En sak i taget")
    terminal.key("pagedown")
    terminal.wait("Skriv det första")


def items(path: str, step: str = "activities") -> list[str]:
    return [item.text for item in decode(Path(path).read_bytes()).session.answer(step).items.values()]


def broken(folder: Path, where: str, *args: str) -> Terminal:
    return room(folder, *args, module="tests.faults.broken", env={"BROKEN": where})


def left_behind(terminal: Terminal) -> str:
    """What stands on the terminal once the program's own screen is gone."""
    return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", terminal.raw.decode("utf-8").rpartition("\x1b[?1049l")[2]).replace("\r", "")


def calm(terminal: Terminal, folder: Path) -> str:
    """The page that is left when it has ended, as one line. The log says where it broke, and nothing that was said."""
    assert terminal.ended() == 1
    page = left_behind(terminal)
    log = (folder / "state" / "crash.log").read_text("utf-8")
    assert "ValueError" in log
    assert "of KeyError" in log
    assert "broken.py" in log
    for text in (page, log):
        assert CANARY not in text
        assert "Traceback" not in text
    assert f" {folder / 'state' / 'crash.log'}\n" in page
    return " ".join(page.split())


# --------------------------------------------------------------------------------------------------------- 4: it breaks


def test_04_a_key_breaks_it_and_all_is_kept(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with broken(tmp_path, "in_a_key", "resume", path) as terminal:
        in_a_list(terminal)
        terminal.say("Podden", f"Mässan {CANARY}")
        terminal.type("Halvsagt")
        terminal.key("escape", "f")
        page = calm(terminal, tmp_path)
        assert "Något gick sönder i programmet. Allt som skrivits i" in page
        assert f"workshop resume {Path(path).stem}" in page
        assert "Det halvskrivna står på sin rad" in page
    assert items(path) == ["Podden", f"Mässan {CANARY}"]
    with room(tmp_path, "resume", path) as terminal:
        terminal.wait("Halvsagt")


@pytest.mark.parametrize("where", ["in_drawing", "in_the_place"])
def test_04_wherever_it_breaks_what_was_entered_is_saved(tmp_path: Path, where: str) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with broken(tmp_path, where, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.say("Podden", "Mässan")
        if where == "in_the_place":
            terminal.key("escape", "f")
        assert "Allt som skrivits" in calm(terminal, tmp_path)
    assert items(path) == ["Podden", "Mässan"]


@pytest.mark.parametrize("where", ["in_compose", "in_a_timer"])
def test_04_where_no_key_was_pressed(tmp_path: Path, where: str) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with broken(tmp_path, where, "resume", path) as terminal:
        assert "workshop resume" in calm(terminal, tmp_path)


@pytest.mark.parametrize("where", ["in_a_task", "in_a_thread"])
def test_04_beside_the_screen_nothing_is_seen_of_it(tmp_path: Path, where: str) -> None:
    path = new_session(tmp_path, "activity_splitting")
    log = tmp_path / "state" / "crash.log"
    with broken(tmp_path, where, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.key("escape", "f")
        terminal.wait(lambda _: log.exists() and "ValueError" in log.read_text("utf-8"))
        terminal.key("a")
        terminal.say("Kvar ändå")
        terminal.wait("1  Kvar ändå")
        assert "Error" not in terminal.text()
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == ["Kvar ändå"]
    assert CANARY not in log.read_text("utf-8")


def test_04_the_rooms_window(tmp_path: Path) -> None:
    with broken(tmp_path, "in_the_room", "screen") as terminal:
        page = calm(terminal, tmp_path)
        assert "workshop screen" in page
        assert "Workshopen går vidare" in page


def test_04_a_command(tmp_path: Path) -> None:
    with broken(tmp_path, "in_the_list", "list") as terminal:
        assert "Det som är sparat är orört" in calm(terminal, tmp_path)
