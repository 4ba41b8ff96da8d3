"""The words of the faults: the same in both languages, and none that nothing says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.scenario.marked import CATALOGS
from workshop.text import placeholders

SCENARIO = Path(__file__).parents[2] / "workshop" / "scenario"


def flat(table: dict[str, Any], before: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= flat(value, f"{before}{key}.") if isinstance(value, dict) else {f"{before}{key}": value}
    return found


def test_both_languages_say_the_same_things() -> None:
    sv, en = flat(CATALOGS["sv"]["check"]), flat(CATALOGS["en"]["check"])
    assert sv.keys() == en.keys()
    for key in sv:
        assert set(placeholders(sv[key])) == set(placeholders(en[key])), key


def test_every_word_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SCENARIO.rglob("*.py"))
    named = set(re.findall(r'"(?:check\.)?([a-z_0-9]+)"', code))
    unused = [key for key in CATALOGS["en"]["check"] if key not in named and f'"{key}.' not in code]
    assert unused == []
