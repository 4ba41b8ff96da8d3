"""The table of thirty is whole, and names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hostile import THIRTY

ROOT = Path(__file__).parents[2]
ROWS = {
    int(found[1]): re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", found[2])
    for found in re.finditer(r"^\| (\d+) \|(.*)$", (Path(__file__).with_name("README.md")).read_text("utf-8"), re.MULTILINE)
}


def test_each_of_the_thirty_has_its_row() -> None:
    assert list(ROWS) == list(THIRTY) == list(range(1, 31))
    assert all(each.what for each in THIRTY.values())


@pytest.mark.parametrize("number", ROWS)
def test_each_names_tests_that_there_are(number: int) -> None:
    assert ROWS[number]
    for file, name in ROWS[number]:
        assert re.search(rf"^\s*(?:async )?def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), f"{file}::{name}"


def test_each_has_something_to_try() -> None:
    for number, each in THIRTY.items():
        assert each.texts or each.toml or number in (19, 30), number
