"""Two programs never write one session; what a dead one left is no hindrance; another computer's is for a person to judge."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.store import lock
from workshop.store.lock import Held, lock_file, take

HOLD = """
import sys, time
from workshop.store.lock import take
held = take(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
held.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kundresan-2a77.toml"
    path.write_bytes(b"x")
    return path


def other(path: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def test_the_second_is_told_who_has_it_and_since_when(path: Path) -> None:
    process = other(path)
    with pytest.raises(Held) as caught:
        take(path)
    held = caught.value
    assert held.here
    assert held.pid == process.pid
    assert held.host == socket.gethostname()
    assert held.since is not None
    for lang in ("sv", "en"):
        words = held.words(lang)
        assert "kundresan-2a77.toml" in words
        assert f"{held.since.astimezone():%H:%M}" in words
        assert "{" not in words
    process.communicate("\n", timeout=20)
    take(path).release()
    assert not lock_file(path).exists()


def test_one_program_does_not_take_it_twice(path: Path) -> None:
    with take(path), pytest.raises(Held):
        take(path)
    with take(path):
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
def test_what_a_killed_program_left_is_taken_over(path: Path) -> None:
    process = other(path)
    process.kill()
    process.wait(20)
    assert lock_file(path).exists()
    with take(path):
        assert json.loads(lock_file(path).read_text())["pid"] == os.getpid()


def test_another_computers_is_taken_only_by_force(path: Path) -> None:
    lock_file(path).write_text(
        json.dumps({"host": "annas-dator", "user": "anna", "pid": 1, "time": "2026-11-22T09:12:00+00:00"})
    )
    with pytest.raises(Held) as caught:
        take(path)
    assert not caught.value.here
    assert "annas-dator" in caught.value.words("sv")
    assert "anna" in caught.value.words("sv")
    with take(path, force=True):
        pass


def test_force_does_not_take_it_from_the_living(path: Path) -> None:
    with take(path), pytest.raises(Held):
        take(path, force=True)


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b"\0" * 40, b'{"host": 5}', b"\xff\xfe", b'{"time": "soon", "host": ""}'])
def test_a_lock_that_says_nothing_sensible_stops_nobody_here(path: Path, left: bytes) -> None:
    lock_file(path).write_bytes(left)
    with contextlib.suppress(Held):  # it may name a computer that is not this one
        take(path).release()


def test_nothing_a_lock_says_is_obeyed(path: Path) -> None:
    left = {"host": "\x1b[2Jx" * 99, "user": "[red]", "time": "2026-11-22T09:12:00+00:00"}
    lock_file(path).write_text(json.dumps(left))
    with pytest.raises(Held) as caught:
        take(path)
    assert "\x1b" not in caught.value.words("en")
    assert len(caught.value.words("en")) < 400


class TestWhereTheDiskHasNoLocks:
    @pytest.fixture(autouse=True)
    def _none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(lock, "_lock", lambda fd: None)

    def left(self, path: Path, **changed: object) -> None:
        lock_file(path).write_text(json.dumps(lock._me() | changed))

    def test_a_living_holder_is_believed(self, path: Path) -> None:
        self.left(path)
        with pytest.raises(Held):
            take(path)

    def test_a_process_that_is_gone_is_not(self, path: Path) -> None:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait(20)
        self.left(path, pid=gone.pid, start="1")
        take(path).release()

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="when a process started")
    def test_nor_another_that_was_given_its_number(self, path: Path) -> None:
        self.left(path, start="1")
        take(path).release()

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="which start of the computer")
    def test_nor_one_from_before_the_computer_was_started_again(self, path: Path) -> None:
        self.left(path, boot="another")
        take(path).release()


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(lock.os, "open", refused)
    with pytest.raises(PermissionError):
        take(path)


def test_a_link_and_its_file_have_one_lock(path: Path) -> None:
    link = path.with_name("link.toml")
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    with take(link), pytest.raises(Held):
        take(path)
