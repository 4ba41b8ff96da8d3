"""The room's file and the lock beside it: whole or not there, gone with the session; who looks and who leads is known."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.session.room import Page
from workshop.store import lock
from workshop.store.room import NOTHING, Wall, Window, file_of

FIRST, SECOND = (Page(look="step", lang="sv", question=text) for text in ("Ett", "Två"))


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session file that nobody may read: the room needs nothing of it."""
    path = tmp_path / "kund.toml"
    path.write_text("hemligt", "utf-8")
    path.chmod(0)
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_the_room_sees_the_page_that_was_put_up_last(session: Path, state: Path) -> None:
    wall, window = Wall(session, state=state), Window(session, state=state)
    assert window.look() == NOTHING
    wall.put(FIRST)
    assert window.look() == (FIRST, True)
    wall.put(SECOND)
    assert window.look() == (SECOND, True)


def test_what_is_there_already_is_not_written_again(session: Path, state: Path) -> None:
    wall = Wall(session, state=state)
    assert wall.put(FIRST)
    before = os.stat(wall.file)
    assert not wall.put(FIRST)
    assert os.stat(wall.file) == before


def test_it_is_for_the_user_alone(session: Path, state: Path) -> None:
    wall = Wall(session, state=state)
    wall.put(FIRST)
    assert stat.S_IMODE(wall.file.stat().st_mode) == 0o600
    assert os.listdir(wall.file.parent) == [wall.file.name], "nothing else is left there"


def test_nothing_of_a_session_that_is_closed_stays(session: Path, state: Path) -> None:
    wall, window = Wall(session, state=state), Window(session, state=state)
    wall.put(FIRST)
    assert window.look().page == FIRST
    wall.take_down()
    assert not wall.file.exists()
    assert window.look() == NOTHING


def test_whoever_leads_knows_that_a_window_follows(session: Path, state: Path) -> None:
    wall, window = Wall(session, state=state), Window(session, state=state)
    assert not wall.is_watched
    assert window.hold()
    assert wall.is_watched
    window.close()
    assert not wall.is_watched


def test_a_window_that_was_killed_is_known_to_be_gone(session: Path, state: Path) -> None:
    wall = Wall(session, state=state)
    held = f"held = lock.take({str(wall.file)!r})"
    code = f"import time; from workshop.store import lock; {held}; print('held', flush=True); time.sleep(99)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert wall.is_watched
        other.kill()
        other.wait()
    assert not wall.is_watched
    assert Window(session, state=state).hold(), "and another takes its place"


def test_a_second_window_follows_too_and_is_known_when_the_first_is_closed(session: Path, state: Path) -> None:
    wall, first, second = Wall(session, state=state), Window(session, state=state), Window(session, state=state)
    wall.put(FIRST)
    assert first.hold()
    assert not second.hold()
    assert second.look().page == FIRST
    first.close()
    assert second.hold()
    assert wall.is_watched


def test_a_page_whose_writer_has_died_stays_and_is_known_as_that(
    session: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, window = Wall(session, state=state), Window(session, state=state)
    wall.put(FIRST)
    monkeypatch.setattr(lock, "_alive", lambda holder: False)
    assert window.look() == (FIRST, False)


def test_what_a_program_that_was_killed_left_is_taken_away_by_the_next(
    tmp_path: Path, session: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, looked_at = (Wall(tmp_path / name, state=state) for name in ("left.toml", "looked_at.toml"))
    left.put(FIRST)
    looked_at.put(FIRST)
    window = Window(tmp_path / "looked_at.toml", state=state)
    assert window.hold()
    Wall(session, state=state)
    assert left.file.exists(), "whoever put it up is there still"
    monkeypatch.setattr(lock, "_alive", lambda holder: False)
    Wall(session, state=state)
    assert not left.file.exists()
    assert looked_at.file.exists(), "a room's window keeps what it shows until its session is back"
    window.close()


def test_without_a_session_given_it_is_the_one_that_is_led(tmp_path: Path, state: Path) -> None:
    window = Window(None, state=state)
    assert window.look() == NOTHING
    one, two = (Wall(tmp_path / name, state=state) for name in ("one.toml", "two.toml"))
    one.put(FIRST)
    assert window.look().page == FIRST
    two.put(SECOND)
    assert window.look().page == FIRST, "it stays with what it has begun with"
    one.take_down()
    window.look()
    assert window.look().page == SECOND


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'{"format":99}'])
def test_what_is_no_page_changes_nothing(session: Path, state: Path, data: bytes) -> None:
    wall, window = Wall(session, state=state), Window(session, state=state)
    wall.put(FIRST)
    window.look()
    wall.file.write_bytes(data)
    assert window.look().page == FIRST


def test_a_session_is_known_by_its_file_also_through_a_link(tmp_path: Path, session: Path, state: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(session)
    assert file_of(link, state=state) == file_of(session, state=state)
