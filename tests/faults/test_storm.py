"""Whatever moment the program is killed at: no file is torn, what was entered is there, once, and at most the last second of
typing is missing. The storm itself, and how one case of it is run again, is in `storm`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults.storm import report, storm


def run(kills: int, first: int, folder: Path, each: int) -> str:
    began = time.monotonic()
    found = list(storm(kills, first, folder, each=each))
    told = report(found, time.monotonic() - began)
    print(told)
    assert not [fault for kill in found for fault in kill.faults], told
    assert len(found) == kills
    return told


def test_a_short_storm(tmp_path: Path) -> None:
    run(6, 1, tmp_path, each=3)


@pytest.mark.soak
def test_a_thousand_kills(tmp_path: Path) -> None:
    """About half an hour; `-s` shows the report."""
    run(1000, 1, tmp_path, each=10)
