"""A program at a terminal of its own, or on pipes, and what it cost until it showed what was awaited.

What it cost is the time of the processor (user and system, all threads), read from Linux: it says nearly the same on a busy
machine as on a quiet one, where the clock on the wall does not. Whatever is compared is run in turn, in the same run.
"""

from __future__ import annotations

import os
import re
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.terminal.driver import Terminal
from tests.terminal.rooms import surroundings

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Hello bare")
Bare().run()
"""
"""The least that Textual can do: what a start is measured against."""
ENTRY = "import sys; from workshop.cli import main; main()"
UNSAVED = """
from workshop.store.saver import Saver
Saver.changed = Saver.draft = Saver.no_draft = lambda *_, **__: None
from workshop.cli import main; main()
"""
"""The program with nothing saved, not even what is half-typed: what typing is measured against."""
_CONTROLS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]].*?(?:\x1b\\|\x07)|[@-Z\\-_=>78]|\([A-Z0-9])")


class Cost(NamedTuple):
    cpu: float  # milliseconds of the processor
    wall: float  # milliseconds by the clock
    memory: float = 0.0  # MiB


class Program(Terminal):
    """Any Python code at a terminal, in the surroundings of a test."""

    def __init__(self, code: str, *args: str, folder: Path, size: tuple[int, int] = (100, 30)) -> None:
        self.code_run = code
        settings = folder / "config.toml"
        if not settings.exists():
            settings.write_text('report_formats = "md,html"\n', "utf-8")
        super().__init__(*args, cwd=folder, size=size, env=surroundings(folder) | {"LC_ALL": ""})

    def begun_as(self, module: str) -> tuple[str, str]:
        return "-c", self.code_run

    def cpu(self) -> float:
        """Milliseconds of the processor so far."""
        total = 0
        for task in os.listdir(f"/proc/{self.pid}/task"):
            with open(f"/proc/{self.pid}/task/{task}/schedstat") as file:
                total += int(file.read().split()[0])
        return total / 1e6

    def memory(self) -> float:
        """MiB that lie in memory now."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2

    def until(self, words: str, seconds: float = 60.0) -> None:
        """Until these words were sent, whole. Nothing is drawn here: a terminal of our own would take its share."""
        seen, wanted, ends = b"", words.encode(), time.monotonic() + seconds
        while wanted not in _CONTROLS.sub(b"", seen):
            assert time.monotonic() < ends, f"not seen: {words}\n{_CONTROLS.sub(b'', seen).decode(errors='replace')[-2000:]}"
            if select.select([self.fd], [], [], 1.0)[0]:
                data = os.read(self.fd, 1 << 16)
                assert data, f"it ended before: {words}"
                seen += data
                if b"\x1b[c" in data:
                    os.write(self.fd, b"\x1b[?62;c")

    def read_quietly(self, quiet: float, first: float = 2.0) -> tuple[int, float]:
        """Read until nothing came for so long, after at most `first` seconds for the first of it: how many bytes, and when the
        last came (0.0: none did)."""
        count, last = 0, 0.0
        while select.select([self.fd], [], [], quiet if count else max(quiet, first))[0]:
            count += len(os.read(self.fd, 1 << 16))
            last = time.perf_counter()
        return count, last


def started(code: str, *args: str, folder: Path, awaited: str) -> Cost:
    start = time.perf_counter()
    with Program(code, *args, folder=folder) as program:
        program.until(awaited)
        cost = Cost(program.cpu(), (time.perf_counter() - start) * 1000)
        program.read_quietly(0.3)
        return cost._replace(memory=program.memory())


def called(*args: str, folder: Path) -> Cost:
    """A command on pipes, from its beginning to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, *args],
        cwd=folder,
        env={**os.environ, **surroundings(folder), "LANG": "sv_SE.UTF-8", "LC_ALL": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, args
    return Cost((used.ru_utime + used.ru_stime) * 1000, (time.perf_counter() - start) * 1000)


def in_turn(rounds: int, cases: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Each case so many times, one after the other in every round; a round before that is not counted."""
    found: dict[str, list[Cost]] = {name: [] for name in cases}
    for turn in range(rounds + 1):
        for name, case in cases.items():
            cost = case()
            if turn:
                found[name].append(cost)
    return found


def ratio(these: Sequence[float], to: Sequence[float]) -> float:
    """The median of the ratios within each round."""
    return statistics.median(one / other for one, other in zip(these, to, strict=True))
