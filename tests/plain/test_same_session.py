"""The customer journey run line by line through a pipe, and the same answers given on the screen: one session, ids and times
apart."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop.scenario import library, load
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.settings import Settings
from workshop.store import files
from workshop.store.codec import decode
from workshop.store.table import sit_down
from workshop.tui.app import WorkshopApp

ROOT = Path(__file__).parents[2]
KEYS = {" ": "space", "@": "at", "-": "minus"}


class Both:
    """What is answered, as keys for the screen and as lines for the pipe."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.lines: list[str] = []
        self.count = itertools.count(1)

    def text(self) -> str:
        return f"å{next(self.count)}"

    def type(self, text: str) -> None:
        self.keys += [*(KEYS.get(char, char) for char in text), "enter"]

    def say(self, text: str = "") -> None:
        """A line that is typed alike in both."""
        text = text or self.text()
        self.type(text)
        self.lines.append(text)

    def press(self, *keys: str) -> None:
        self.keys += keys

    def write(self, *lines: str) -> None:
        self.lines += lines

    def answer(self, book: Book, step: Any) -> None:
        getattr(self, f"do_{step.kind}")(book, step)
        self.press("pagedown")

    def do_note(self, book: Book, step: Any) -> None:
        self.write("")

    do_result = do_note

    def do_ask(self, book: Book, step: Any) -> None:
        journey = step.look == "journey"
        rows = [row.id for row in book.rows(step)] if step.has_rows else [""]
        for _ in book.voices(step):
            for _ in rows:
                for field in step.fields:
                    self.field(field, journey)

    def field(self, field: Any, journey: bool) -> None:
        if field.kind == "scale":
            place = next(self.count) % field.steps
            self.press(str(place + 1), *(["enter"] if journey else []))
            self.write(str(field.min + place))
        elif field.kind == "list":
            self.say()
            self.say()
            self.press("enter" if journey else "tab")
            self.write("")
        else:
            self.say()
            self.write(*([""] if field.lines > 1 else []))

    def do_list(self, book: Book, step: Any) -> None:
        self.say()
        self.say()
        self.press("down", "enter")
        self.write("/ta a", "")

    def do_sort(self, book: Book, step: Any) -> None:
        for index, _ in enumerate(book.material(step)):
            digit = str(index % len(step.places) + 1)
            self.press(digit)
            self.write(digit)
        self.write("")

    def do_matrix(self, book: Book, step: Any) -> None:
        for index, _ in enumerate(book.material(step)):
            x, y = str(index % 9 + 1), str(9 - index % 4)
            self.press(x, y)
            self.write(f"{x} {y}")
        self.write("")

    def do_vote(self, book: Book, step: Any) -> None:
        for ballot, _ in zip(itertools.cycle(("a2 b", "b c a", "c2")), book.voices(step), strict=False):
            self.say(ballot)
        self.press("v")
        self.write("/visa", "")

    def do_actions(self, book: Book, step: Any) -> None:
        self.say(f"{self.text()} @Ann 2027-03-05")
        self.write("")


async def test_a_pipe_and_the_screen_make_the_same_session(tmp_path: Path) -> None:
    loaded = load.read(library.find("customer_journey"))
    assert loaded.scenario is not None
    session = begin(loaded.scenario, loaded.text, client="Acme", lang="sv", people=["Ann", "Bo"], now=datetime.now(UTC))
    by_keys = files.create(tmp_path / "keys", session)
    by_lines = tmp_path / "lines" / by_keys.name
    by_lines.parent.mkdir()
    shutil.copy(by_keys, by_lines)

    both = Both()
    app = WorkshopApp(Settings(language="sv"), by_keys.parent, first=lambda: sit_down(by_keys))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for step in loaded.scenario.steps:
            book = app.screen.desk.book  # type: ignore[attr-defined]
            if book.active(step):
                both.keys.clear()
                both.answer(book, step)
                await pilot.press(*both.keys)
                await pilot.pause()
        app.close_sitting()

    done = piped(by_lines, both.lines, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    one, other = (list(told(path)) for path in (by_keys, by_lines))
    assert len(one) > 150
    assert one == other


def piped(path: Path, lines: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "WORKSHOP_STATE": str(home / "state"),
        "WORKSHOP_CONFIG": str(home / "c.toml"),
    }
    command = [sys.executable, "-m", "workshop", "resume", "--plain", str(path)]
    data = "".join(f"{line}\n" for line in lines)
    return subprocess.run(command, input=data, capture_output=True, text=True, env=env, encoding="utf-8", check=False)


def told(path: Path) -> Iterator[str]:
    """A session file line by line, each id by the order in which it comes, without times and the number of saves."""
    text = path.read_text("utf-8")
    session = decode(text.encode()).session
    ids = {id for answer in session.answers.values() for id in answer.items} | {*session.actions, *session.decisions}
    ids |= {entry.id for a in session.answers.values() for c in a.cells.values() for v in c.values()
            if isinstance(v, tuple) for entry in v}  # fmt: skip
    names: dict[str, str] = {}
    pattern = re.compile("|".join(map(re.escape, sorted(ids, key=len, reverse=True))) or "$^")
    in_times = False
    for line in text.split("\n[snapshot]")[0].split("\n"):
        in_times = line == "[[times]]" or (in_times and bool(line))
        if line and not in_times and not re.match(r"(changed|rev) = ", line):
            yield pattern.sub(lambda found: names.setdefault(found[0], f"id{len(names)}"), line)
