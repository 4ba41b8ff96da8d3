"""All that is measured, in one table: `python -m tests.bench [NAME …] [--quick]`.

Ratios, each against a baseline in the same run; by hand, for a clock is no test. `--quick` takes fewer rounds.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date

from tests.bench import editing, saving, starting
from tests.bench.table import Row, shown

MEASURES: dict[str, Callable[[int], Iterator[Row]]] = {
    "start": starting.start,
    "commands": starting.commands,
    "many": starting.folder_of_many,
    "keys": editing.keys,
    "fast": editing.fast,
    "saving": saving.saving,
    "exports": starting.exports,
}


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    asked.add_argument("--quick", action="store_true")
    given = asked.parse_args()
    if unknown := [name for name in given.names if name not in MEASURES]:
        asked.error(f"{unknown[0]}: {', '.join(MEASURES)}")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is installed: compiled once
    rows = []
    for name in given.names or MEASURES:
        for row in MEASURES[name](3 if given.quick else 10):
            rows.append(row)
            print("  ".join(row.cells()), file=sys.stderr, flush=True)  # as it goes: all of it takes half an hour
    print(f"{date.today()}, {platform.system()}, Python {platform.python_version()}\n")
    print("\n".join(shown(rows)))


if __name__ == "__main__":
    main()
