"""Key to screen with 1,000 things in the session against none, in one run: `python -m tests.bench.typing`.

Both programs run side by side at terminals of their own and are typed at in turn, so that whatever else the machine does
falls on both alike. Reported is the time from the key until the last byte before 25 ms of quiet, and the ratio of the medians.
"""

from __future__ import annotations

import json
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.terminal.driver import Terminal
from tests.terminal.rooms import new_session, room, workshop

QUIET = 0.025  # seconds without a byte: the picture is whole
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


def until_shown(terminal: Terminal, data: bytes) -> float:
    """Milliseconds from a key to the last byte it caused."""
    terminal.pump(0.01)
    start = time.perf_counter()
    os.write(terminal.fd, data)
    last = start
    while True:
        ready, _, _ = select.select([terminal.fd], [], [], QUIET if last > start else 2.0)
        if not ready:
            return (last - start) * 1000
        os.read(terminal.fd, 65536)
        last = time.perf_counter()


def session_with(folder: Path, count: int) -> str:
    path = new_session(folder, "activity_splitting")
    if count:
        texts = [f"Sak nummer {n}, sagd av någon i rummet en tisdag" for n in range(count)]
        lines = json.dumps({"change": "AddItems", "step": "activities", "texts": texts})
        done = workshop(folder, "apply", path, "-", stdin=lines)
        assert done.returncode == 0, done.stderr
    return path


def measure(rounds: int = 25, count: int = 1000) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programs = {str(n): room(folder, "resume", session_with(folder, n), size=(100, 30)) for n in (0, count)}
        for label, terminal in programs.items():
            terminal.wait("En sak i taget")
            terminal.key("pagedown")
            terminal.wait("Året som gick · 2")
            terminal.settle(0.6)
            found[label] = {"key": [], "enter": []}
        for turn in range(rounds):
            for label, terminal in programs.items():
                for offset in range(8):
                    letter = LETTERS[(turn * 8 + offset) % len(LETTERS)]
                    found[label]["key"].append(until_shown(terminal, letter.encode()))
                found[label]["enter"].append(until_shown(terminal, b"\r"))
        for terminal in programs.values():
            terminal.__exit__()
    return found


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    found = measure(count=count)
    print(f"{'':>14}{'key p50':>10}{'p95':>8}{'Enter p50':>12}{'p95':>8}   ms")
    for label, times in found.items():
        row = [f"{label:>7} things"]
        for what in ("key", "enter"):
            values = sorted(times[what])
            row.append(f"{statistics.median(values):>{10 if what == 'key' else 12}.1f}{values[int(len(values) * 0.95)]:>8.1f}")
        print("".join(row))
    ratios = {
        what: statistics.median(found[str(count)][what]) / statistics.median(found["0"][what]) for what in ("key", "enter")
    }
    print(f"ratio to none: key {ratios['key']:.2f}, Enter {ratios['enter']:.2f} (at most 1.2)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
