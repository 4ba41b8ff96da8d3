"""Faults that need the real program on a terminal. The number in a test's name is that of the fault in `README.md`."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.faults.broken import CANARY
from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room, workshop
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


# --------------------------------------------------------------------------------- 20: what it stands on is pulled away


def test_20_the_folder_goes_and_comes_back(tmp_path: Path) -> None:
    path = Path(new_session(tmp_path, "activity_splitting"))
    away = tmp_path / "away"
    with room(tmp_path, "resume", str(path)) as terminal:
        in_a_list(terminal)
        terminal.say("Före")
        terminal.wait(lambda _: "Före" in path.read_text("utf-8"))
        path.parent.rename(away)
        terminal.say("Under tiden")
        terminal.wait("EJ SPARAT")
        [copy] = (tmp_path / "state" / "unsaved").glob("*.toml")
        terminal.wait(lambda _: "Under tiden" in copy.read_text("utf-8"))  # the time in the step may be what was kept first
        terminal.say("Och mer")
        terminal.wait("Och mer")
        away.rename(path.parent)
        terminal.wait(lambda _: "Och mer" in path.read_text("utf-8"))
        terminal.wait(lambda screen: "EJ SPARAT" not in screen)
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(str(path)) == ["Före", "Under tiden", "Och mer"]
    assert not copy.exists()


def test_20_the_folder_never_comes_back(tmp_path: Path) -> None:
    path = Path(new_session(tmp_path, "activity_splitting"))
    with room(tmp_path, "resume", str(path)) as terminal:
        in_a_list(terminal)
        path.parent.rename(tmp_path / "away")
        terminal.say("Under tiden")
        terminal.wait("EJ SPARAT")
        terminal.key("ctrl+q")
        terminal.ended()
    with room(tmp_path) as terminal:
        terminal.wait("är borta. Hela sessionen")
        terminal.key("enter")
        terminal.wait("Inget försvinner")
        terminal.key("enter")
        terminal.wait("Under tiden")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0


def test_20_the_working_folder_is_gone(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    (tmp_path / "work").mkdir()
    with room(tmp_path, "resume", path, cwd=tmp_path / "work") as terminal:
        in_a_list(terminal)
        (tmp_path / "work").rmdir()
        terminal.say("Kvar ändå")
        terminal.wait("Kvar ändå")
        terminal.key("escape", "q")
        terminal.wait("Fortsätt")
        terminal.key("enter")
        terminal.wait("Kvar ändå")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == ["Kvar ändå"]


# ------------------------------------------------------------------------------------------------------ 26: after a kill


def test_26_the_next_start_says_what_happened_and_offers_it(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    draft = tmp_path / "state" / "drafts"
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.say("Podden")
        terminal.type("Halvsagt")
        terminal.wait(lambda _: any('text = "Halvsagt"' in each.read_text("utf-8") for each in draft.glob("*.toml")))
        terminal.wait(lambda _: items(path) == ["Podden"])
        terminal.kill(signal.SIGKILL)
    assert "avbruten, allt finns kvar" in workshop(tmp_path, "list").stdout
    with room(tmp_path) as terminal:
        screen = terminal.wait("avslutades oväntat")
        assert "även ”Halvsagt” på raden" in " ".join(screen.split())
        terminal.key("enter")
        screen = terminal.wait("› Halvsagt")
        assert "1  Podden" in screen
        assert "Allt finns kvar, det sista från" in " ".join(screen.split())
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert "avbruten" not in workshop(tmp_path, "list").stdout


# ------------------------------------------------------------------------------------------------------ 27: a slow disk


def test_27_keys_go_on_while_the_disk_does_not_answer_and_the_last_state_wins(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    go, waits = tmp_path / "go", tmp_path / "waits"
    wanted = [f"rad {n}" for n in range(1, 301)]
    env = {"BROKEN": "on_a_slow_disk", "GO": str(go), "WAITS": str(waits)}
    with room(tmp_path, "resume", path, module="tests.faults.broken", env=env) as terminal:
        in_a_list(terminal)
        terminal.wait(lambda _: waits.exists())
        os.write(terminal.fd, "".join(f"{line}\r" for line in wanted).encode())
        terminal.wait("300 rad 300", 30)
        waits.unlink()
        terminal.type("det sista")
        terminal.wait("det sista")
        terminal.wait(lambda _: waits.exists())  # all of it was echoed, and the disk has not answered yet
        assert items(path) == []
        terminal.key("enter")
        go.touch()
        terminal.wait(lambda _: items(path) == [*wanted, "det sista"])
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == [*wanted, "det sista"]


# ------------------------------------------------------------------------------------------- 28: windows, stop and go on


def test_28_a_storm_of_sizes(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    sizes = [(20, 5), (1, 1), (200, 60), (60, 20), (20, 5), (300, 3), (3, 100), (80, 24), (59, 19), (132, 43)]
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        for n, size in enumerate(sizes * 3):
            terminal.resize(*size)
            os.write(terminal.fd, f"{n} ".encode())
        terminal.resize(20, 5)
        terminal.wait("litet")  # it says that the window is too small, and takes what is written all the same
        terminal.type("och ")
        terminal.resize(100, 30)
        terminal.wait(lambda screen: "29 och" in " ".join(screen.split()))
        terminal.key("enter")
        terminal.wait("1  0 1 2")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == [" ".join([*map(str, range(30)), "och"])]


def test_28_stopped_by_the_shell_it_has_saved_and_goes_on(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    with room(tmp_path, "resume", path) as terminal:
        in_a_list(terminal)
        terminal.say("Sagt")
        terminal.type("Halvsagt")
        terminal.wait("Halvsagt")
        os.kill(terminal.pid, signal.SIGTSTP)  # at once: the saver has not come round yet
        _, status = os.waitpid(terminal.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert items(path) == ["Sagt"]
        [draft] = (tmp_path / "state" / "drafts").glob("*.toml")
        assert "Halvsagt" in draft.read_text("utf-8")
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait(lambda _: b"\x1b[?1049h" in terminal.raw.rpartition(b"\x1b[?1049l")[2])
        terminal.type(" till slut")
        terminal.key("enter")
        terminal.wait("Halvsagt till slut")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == ["Sagt", "Halvsagt till slut"]


# --------------------------------------------------------------------------------------------------- 30: poor surroundings


def test_30_no_home_no_utf8_and_a_terminal_that_can_little(tmp_path: Path) -> None:
    path = new_session(tmp_path, "activity_splitting")
    (tmp_path / "file").touch()
    poor = {"HOME": str(tmp_path / "file" / "home"), "WORKSHOP_STATE": "", "WORKSHOP_CONFIG": "", "TMPDIR": str(tmp_path)}
    poor |= {"LANG": "C", "LC_ALL": "C", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
    with room(tmp_path, "resume", path, env={**poor, "TERM": "vt100", "COLORTERM": ""}) as terminal:
        terminal.wait("En sak i taget")
        terminal.key("pagedown")
        terminal.wait("Skriver")
        terminal.say("Sagt")
        terminal.wait("1  Sagt")
        terminal.key("ctrl+q")
        assert terminal.ended() == 0
    assert items(path) == ["Sagt"]
    done = workshop(tmp_path, "export", path, "--to", "md", "--out", str(tmp_path / "out"), env=poor)
    assert done.returncode == 0, done.stderr
    assert "Sagt" in next((tmp_path / "out").glob("*.md")).read_text("utf-8")


def test_30_a_terminal_that_can_nothing(tmp_path: Path) -> None:
    with room(tmp_path, env={"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 2
        assert "workshop list" in " ".join(terminal.text().split())
