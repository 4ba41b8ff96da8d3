"""What a start costs: of the screens against a bare Textual program, of the commands likewise, of a full session, of a full
folder; and the memory that is taken by then."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench.runs import BARE, ENTRY, Cost, called, in_turn, ratio, started
from tests.bench.sessions import EXAMPLE, examples, full
from tests.bench.table import Row

SEEN_HOME, SEEN_RUN = "Prov", "Prov"
COMMANDS = {"list": (0.30, 0.20), "check": (0.30, 0.20), "export --to md": (0.30, 0.20), "show": (0.45, 0.38)}
MANY = 5_000


def start(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        example = examples(folder) / EXAMPLE
        small, large = full(folder, 0), full(folder, 10_000)
        found = in_turn(
            rounds,
            {
                "bare": lambda: started(BARE, folder=folder, awaited="Hello bare"),
                "home": lambda: started(ENTRY, folder=folder, awaited=SEEN_HOME),
                "resume": lambda: started(ENTRY, "resume", str(small), folder=folder, awaited=SEEN_RUN),
                "example": lambda: started(ENTRY, "resume", str(example), folder=folder, awaited="Kundresan"),
                "large": lambda: started(ENTRY, "resume", str(large), folder=folder, awaited=SEEN_RUN),
            },
        )
    for what, case in (("home", "home"), ("a new session", "resume"), ("a finished session", "example")):
        yield Row(f"start, {what}: until seen", of(found, case, "wall"), 1.35, 1.15)
        yield Row(f"start, {what}: processor", of(found, case, "cpu"), 1.35, 1.15)
    yield Row("resume with 10,000 things: processor", of(found, "large", "cpu"))
    yield Row("memory after start, home", of(found, "home", "memory"), 1.3, 1.15)
    yield Row("memory after start, a session", of(found, "resume", "memory"), 1.3, 1.15)
    yield Row("memory with 10,000 things", of(found, "large", "memory"))


def of(found: dict[str, list[Cost]], case: str, what: str) -> float:
    return ratio([getattr(cost, what) for cost in found[case]], [getattr(cost, what) for cost in found["bare"]])


def commands(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        example = str(examples(folder) / EXAMPLE)
        found = in_turn(
            rounds,
            {
                "bare": lambda: started(BARE, folder=folder, awaited="Hello bare"),
                "list": lambda: called("list", folder=folder),
                "check": lambda: called("check", example, folder=folder),
                "export --to md": lambda: called("export", example, "--to", "md", "--out", str(folder), folder=folder),
                "show": lambda: called("show", example, folder=folder),
            },
        )
    for command, (must, aim) in COMMANDS.items():
        yield Row(f"workshop {command}: processor", of(found, command, "cpu"), must, aim)


def folder_of_many(rounds: int) -> Iterator[Row]:
    """Five thousand sessions: what the list takes for each, and home."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sessions = examples(folder)
        texts = [path.read_text("utf-8") for path in sorted(sessions.glob("*.toml"))]
        few = in_turn(rounds, {"home": lambda: started(ENTRY, folder=folder, awaited=SEEN_HOME)})
        for n in range(MANY):
            text = texts[n % len(texts)]
            uuid = re.search(r'uuid = "([^"]+)"', text)
            assert uuid is not None
            path = sessions / f"prov-{n:04}.toml"
            path.write_text(text.replace(uuid[1], f"{uuid[1][:-4]}{n:04x}"), "utf-8")
            os.utime(path, (1_700_000_000 + n, 1_700_000_000 + n))
        found = in_turn(
            max(1, rounds // 3),
            {
                "home": lambda: started(ENTRY, folder=folder, awaited=SEEN_HOME),
                "list": lambda: called("list", folder=folder),
            },
        )
    first = min(cost.cpu for cost in few["home"])
    home = min(cost.cpu for cost in found["home"])
    yield Row("home of 5,000 sessions until seen: processor, to home of two", home / first, 1.35)
    yield Row("list of 5,000 sessions, a session", min(cost.cpu for cost in found["list"]) / MANY, unit="ms")


def exports(rounds: int) -> Iterator[Row]:
    from workshop.report.writers import WRITERS

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        example = str(examples(folder) / EXAMPLE)
        cases: dict[str, Callable[[], Cost]] = {"bare": lambda: started(BARE, folder=folder, awaited="Hello bare")}
        for to in WRITERS:
            cases[to] = partial(called, "export", example, "--to", to, "--out", str(folder / to), folder=folder)
        found = in_turn(max(1, rounds // 3), cases)
    for to in WRITERS:
        yield Row(f"export --to {to}: processor", of(found, to, "cpu"))
