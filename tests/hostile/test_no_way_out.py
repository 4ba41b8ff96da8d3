# ruff: noqa: E501
"""A stranger's session or workshop is data: it opens no connection, runs nothing, and reaches nothing outside its place."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import THIRTY
from tests.hostile.test_command_line import EXAMPLE, Run, run
from workshop.report.files import export
from workshop.report.look import load as look_of
from workshop.report.writers import WRITERS
from workshop.scenario import load
from workshop.settings import Settings
from workshop.store import drafts, lock
from workshop.store import room as room_file
from workshop.store.books import read_book

__all__ = ["run"]

HEAD = 'format = 1\nid = "t"\ntitle = "T"\n'
STEP = '[[step]]\nid = "a"\nkind = "list"\ntitle = "A"\n[[step]]\nid = "b"\nkind = "list"\ntitle = "B"\n'


@pytest.fixture
def no_way(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """No socket, no other program, no name looked up: each attempt is a failure, and noted."""
    tried: list[str] = []

    def refused(name: str) -> Any:
        def attempt(*_: object, **__: object) -> None:
            tried.append(name)
            raise AssertionError(f"{name} was called")

        return attempt

    monkeypatch.setattr(socket.socket, "connect", refused("connect"))
    monkeypatch.setattr(socket.socket, "bind", refused("bind"))
    monkeypatch.setattr(socket, "create_connection", refused("create_connection"))
    monkeypatch.setattr(socket, "getaddrinfo", refused("getaddrinfo"))
    monkeypatch.setattr(subprocess, "Popen", refused("Popen"))
    monkeypatch.setattr(os, "system", refused("system"))
    return tried


def test_no_command_opens_a_connection_or_starts_a_program(run: Run, no_way: list[str], tmp_path: Path) -> None:
    for args in (
        ["list"], ["scenarios"], ["show", "harbour"], ["check", str(EXAMPLE)], ["where"], ["actions"], ["doctor"], ["restore", "harbour"],
        ["new", "lean-coffee", "--client", "http://example.com"], ["rehearse", "lean-coffee"], ["read", "lean-coffee"],
        ["anonymize", "harbour"], ["compare", "harbour", "harbour"], ["skeleton", str(tmp_path / "own.toml")], ["apply", "harbour", "-"],
    ):  # fmt: skip
        run(*args)
    assert no_way == []


def test_no_writer_opens_a_connection_or_starts_a_program(no_way: list[str], tmp_path: Path) -> None:
    made = export(read_book(EXAMPLE), tmp_path, list(WRITERS))
    assert {one.path.suffix.removeprefix(".") for one in made} >= {"md", "html", "pdf", "docx", "pptx", "xlsx"}
    assert no_way == []
    for one in made:
        assert one.path.parent == tmp_path


@pytest.mark.parametrize("lines", [each for number in (18, 20, 21, 23) for each in THIRTY[number].toml], ids=lambda s: s[:30])
def test_a_workshop_that_names_files_or_programs_is_refused_in_words(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("builtins.open", lambda name, *_, **__: opened.append(str(name)))
    text = HEAD + (lines + "\n" + STEP if not lines.startswith("when") else STEP + lines + "\n")
    loaded = load.parse(text, "x.toml", known=set())
    assert loaded.scenario is None or lines.startswith("when")
    for fault in loaded.faults:
        for lang in ("sv", "en"):
            assert fault.words(lang)
    assert opened == []


@pytest.mark.parametrize("lines", THIRTY[23].toml, ids=lambda s: s[:30])
def test_an_expression_from_a_stranger_is_told_of_and_never_run(lines: str) -> None:
    loaded = load.parse(HEAD + STEP + lines + "\n", "x.toml", known=set())
    if "1/0" not in lines:
        assert loaded.errors, lines


def test_a_picture_a_base_and_a_folder_in_the_settings_are_files_or_are_told_of(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)
    for path in ("/dev/zero", str(pipe), str(tmp_path), "../../etc/passwd", "~nobody/x", "a\0b", "http://example.com/x.png"):
        settings = Settings(report_logo=path, report_docx=path, report_pptx=path)
        look, remarks = look_of(settings, "en")
        assert len(remarks) == 3, path
        assert not look.logo


@pytest.mark.parametrize("what", ["link", "folder", "link to nothing", "pipe"])
def test_what_lies_in_the_place_of_a_report_is_not_written_through(what: str, tmp_path: Path) -> None:
    book = read_book(EXAMPLE)
    out, victim = tmp_path / "out", tmp_path / "victim.txt"
    (first,) = export(book, out, ["md"])
    victim.write_text("precious", "utf-8")
    first.path.unlink()
    {
        "link": lambda: first.path.symlink_to(victim),
        "folder": first.path.mkdir,
        "link to nothing": lambda: first.path.symlink_to(tmp_path / "made.txt"),
        "pipe": lambda: os.mkfifo(first.path),
    }[what]()
    (again,) = export(book, out, ["md"])
    assert victim.read_text("utf-8") == "precious"
    assert not (tmp_path / "made.txt").exists()
    assert again.path.read_text("utf-8").startswith("#") or again.path.stat().st_size > 100


@pytest.mark.parametrize("name", THIRTY[22].texts, ids=ascii)
def test_a_report_lies_in_its_folder_whatever_the_session_is_called(name: str, tmp_path: Path) -> None:
    from msgspec.structs import replace

    from workshop.session.book import Book

    book = read_book(EXAMPLE)
    named = Book(book.scenario, replace(book.session, title=name, client=name))
    for one in export(named, tmp_path / "out", ["md", "csv"]):
        assert one.path.parent == tmp_path / "out"
        assert one.path.name.isascii()
        assert not one.path.name.startswith((".", "-"))


def test_a_draft_that_is_something_else_is_no_draft(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    for number, make in enumerate(
        (
            lambda path: path.write_text(".".join("a" * 20_000) + " = 1", "utf-8"),
            lambda path: path.write_text("x = " + "[" * 20_000, "utf-8"),
            lambda path: path.write_bytes(b'text = "' + b"x" * 2_000_000 + b'"'),
            lambda path: path.write_bytes(b"\xff\xfe\0"),
            lambda path: path.symlink_to("/dev/zero"),
            lambda path: os.mkfifo(path),
            lambda path: path.mkdir(),
            lambda path: path.write_text('uuid = "u7"\ntext = 5\nplace = "x"\ncursor = true\n', "utf-8"),
        )
    ):
        make(folder / f"u{number}.toml")
        assert drafts.read(f"u{number}", state=tmp_path) is None
    (folder / "u9.toml").write_text(
        'uuid = "u9"\ntext = "a\\u001b]0;pwn\\u0007b"\ncursor = 99999\n[place]\nstep = "\\u001b[2J"\n', "utf-8"
    )
    draft = drafts.read("u9", state=tmp_path)
    assert draft is not None
    assert draft.text == "ab"
    assert draft.cursor == 2
    assert draft.place == {"step": ""}


def test_a_page_for_the_room_that_is_something_else_is_not_shown(tmp_path: Path) -> None:
    session = tmp_path / "s.toml"
    session.write_bytes(EXAMPLE.read_bytes())
    for make in (
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: os.mkfifo(path),
        lambda path: path.mkdir(),
        lambda path: path.write_bytes(b"[" * 3_000_000),
        lambda path: path.write_bytes(b"{" * 100_000),
        lambda path: path.write_bytes(b"\xff\xfe"),
    ):
        file = room_file.file_of(session, state=tmp_path)
        make(file)
        window = room_file.Window(session, state=tmp_path)
        assert window.look() == room_file.NOTHING
        window.close()
        file.rmdir() if file.is_dir() else file.unlink()


def test_a_lock_that_is_something_else_is_told_of_or_taken(tmp_path: Path) -> None:
    session = tmp_path / "s.toml"
    session.write_bytes(EXAMPLE.read_bytes())
    file = lock.lock_file(session)
    victim = tmp_path / "victim.txt"
    victim.write_text("precious", "utf-8")
    for data in (
        b"\x1b]0;pwn\x07",
        b"[" * 100_000,
        b'{"pid": "x", "host": 5, "user": "\\u001b[2J", "time": "9999"}',
        b"\xff" * 5_000,
    ):
        file.write_bytes(data)
        told = ""
        try:
            lock.take(session).release()
        except lock.Held as held:
            told = str(held)
            file.unlink()
        assert "\x1b" not in told
    file.symlink_to(victim)
    with pytest.raises(OSError, match=r".*"):
        lock.take(session)
    assert victim.read_text("utf-8") == "precious"
