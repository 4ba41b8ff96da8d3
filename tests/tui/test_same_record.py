"""A session filled by keys and one filled with the same Changes from a file are the same session, and give the same record."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from workshop.report import export
from workshop.scenario import library, load
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.desk import Desk
from workshop.settings import Settings
from workshop.store import files
from workshop.store.books import read_book
from workshop.store.codec import decode
from workshop.store.scripting import apply_lines
from workshop.store.table import sit_down
from workshop.tui.app import WorkshopApp

NAMES = {" ": "space", "@": "at", ",": "comma", "-": "minus", "!": "exclamation_mark", "?": "question_mark", ".": "full_stop"}


def keys(text: str) -> Iterator[str]:
    for char in text:
        yield NAMES.get(char, char)


KEYS = [
    "pagedown",
    *keys("Adventskalendern"), "enter", *keys("Podden"), "enter", *keys("Mässan i maj"), "enter",
    "up", "enter", *keys(", på film"), "enter",
    *keys("! Ring tryckeriet @Ann 2027-03-05"), "enter",
    *keys("Rean"), "enter", "escape", "up", "d", "u", "pagedown",
    "1", "2", "1", "3", "pagedown",
    *keys("a b"), "enter", *keys("b c"), "enter", *keys("b d"), "enter", "v", "pagedown",
    "1", *keys("Fler anmälningar"), "enter", "2", *keys("Rubriken"), "enter", *keys("Bilden"), "enter", "tab", "pagedown",
    "pagedown", "pagedown",
    *keys("Så bokar ni"), "enter", *keys("Vem som står i montern"), "enter", "pagedown",
]  # fmt: skip


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Iterator[int]]:
    """Ids that count from the start: two sessions filled alike get the same."""
    counter = [itertools.count(1)]
    count_ids(monkeypatch, counter)
    return counter


def count_ids(monkeypatch: pytest.MonkeyPatch, counter: list[Iterator[int]]) -> None:
    """An item's id is made of five bytes; whoever asks for another number (a file's name) gets real ones."""
    real = os.urandom
    monkeypatch.setattr(os, "urandom", lambda size: next(counter[0]).to_bytes(size, "big") if size == 5 else real(size))


async def test_keys_and_the_same_changes_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[Iterator[int]]
) -> None:
    loaded = load.read(library.find("activity_splitting"))
    assert loaded.scenario is not None
    now = datetime.now(UTC)  # the record says the day it was worked on, and the keys are pressed today
    session = begin(loaded.scenario, loaded.text, client="Nordlund", lang="sv", people=["Ann", "Bo", "Mira"], now=now)
    by_keys = files.create(tmp_path / "keys", session)
    by_file = files.create(tmp_path / "file", session)

    made: list[bytes] = []
    do_all, undo = Desk.do_all, Desk.undo

    def noted(desk: Desk, changes: object, **how: object) -> object:
        given = tuple(changes)  # type: ignore[call-overload]
        made.extend(msgspec.json.encode(change) for change in given)
        try:
            return do_all(desk, given, **how)  # type: ignore[arg-type]
        except Exception:
            del made[len(made) - len(given) :]
            raise

    def undone(desk: Desk) -> object:
        done = undo(desk)
        assert done is not None
        made.append(b"# undone")
        return done

    monkeypatch.setattr(Desk, "do_all", noted)
    monkeypatch.setattr(Desk, "undo", undone)
    counted[0] = itertools.count(1000)
    app = WorkshopApp(Settings(language="sv"), by_keys.parent, first=lambda: sit_down(by_keys))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        for key in KEYS:
            await pilot.press(key)
        await pilot.pause(0.2)
        app.close_sitting()
    monkeypatch.undo()

    # what was undone is not done at all in the file: the removal that `u` took back
    lines = list(made)
    while b"# undone" in lines:
        at = lines.index(b"# undone")
        before = next(i for i in range(at - 1, -1, -1) if b'"GoTo"' not in lines[i] and b'"MarkDone"' not in lines[i])
        del lines[at], lines[before]
    assert len(lines) > 30
    count_ids(monkeypatch, counted)
    counted[0] = itertools.count(1000)
    apply_lines(by_file, b"\n".join(lines))

    one, other = decode(by_keys.read_bytes()).session, decode(by_file.read_bytes()).session
    assert one.answers == other.answers
    assert one.actions == other.actions
    assert {name: entry.done for name, entry in one.progress.items()} == {name: e.done for name, e in other.progress.items()}
    today = date.today()
    for path in (by_keys, by_file):
        book = read_book(path)  # keys are saved more often: the version of a record counts the changes saved
        export(Book(book.scenario, replace(book.session, rev=1)), path.parent, ("md", "html"), stem="record", today=today)
    for ending in ("md", "html"):
        first, second = (path.parent.joinpath(f"record.{ending}").read_text("utf-8") for path in (by_keys, by_file))
        assert first == second
        assert "Så bokar ni" in first
