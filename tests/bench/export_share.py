"""What each format of a report costs: `python -m tests.bench.export_share [SESSION.toml …]` (the example sessions if none).

Each format is made in a process of its own, as the first: what it loads is counted in. Reported are seconds of the processor's
time, best of three, and each format's share of them all; `load` is what reading the session and building the document cost.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMES = 3

ONE = """
import sys, time
start = time.process_time()
from workshop.report.build import build
from workshop.report.writers import written
from workshop.store.books import read_book
document = build(read_book(sys.argv[1]))
loaded = time.process_time()
for name in sys.argv[2:]:
    written(document, name)
print(loaded - start, time.process_time() - loaded)
"""


def seconds(session: Path, *formats: str) -> tuple[float, float]:
    """What loading and what writing took, the best of some runs."""
    runs = []
    for _ in range(TIMES):
        command = [sys.executable, "-c", ONE, str(session), *formats]
        load, write = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
        runs.append((float(load), float(write)))
    return min(load for load, _ in runs), min(write for _, write in runs)


def main() -> None:
    from workshop.report.writers import WRITERS

    given = [Path(name).resolve() for name in sys.argv[1:]] or sorted((ROOT / "sessions" / "examples").glob("*.toml"))
    for session in given:
        load, every = seconds(session, *WRITERS)
        print(f"{session.name}\n  {'load':6}{load:6.2f} s\n  {'all':6}{every:6.2f} s in one process")
        alone = {name: seconds(session, name)[1] for name in WRITERS}
        total = sum(alone.values()) or 1
        for name, cost in alone.items():
            print(f"  {name:6}{cost:6.2f} s {cost / total:5.0%}")


if __name__ == "__main__":
    main()
