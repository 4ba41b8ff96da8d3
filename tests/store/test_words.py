"""Everything the store says is there in both languages, with the same blanks to fill."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2] / "workshop"


def entries(table: dict[str, Any], before: str = "store") -> Iterator[tuple[str, str]]:
    for name, each in table.items():
        if isinstance(each, dict):
            yield from entries(each, f"{before}.{name}")
        else:
            yield f"{before}.{name}", each


def catalog(lang: str) -> dict[str, str]:
    return dict(entries(tomllib.loads((ROOT / "words" / lang / "store.toml").read_text("utf-8"))))


def test_both_languages_say_the_same_things() -> None:
    sv, en = catalog("sv"), catalog("en")
    assert list(sv) == list(en)
    for key, words in sv.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", en[key])), key


def test_what_the_code_says_is_in_the_catalog_and_nothing_else_is() -> None:
    said: set[str] = set()
    for source in (ROOT / "store").glob("*.py"):
        said |= set(re.findall(r'"(store\.[a-z_0-9.]+)"', source.read_text("utf-8")))
    text = (ROOT / "store" / "scan.py").read_text("utf-8")
    said |= {f"store.bad_line_{reason}" for reason in re.findall(r'", "([a-z]+)"\),', text)}
    faults = (ROOT / "store" / "faults.py").read_text("utf-8")
    said |= {f"store.reason.{name}" for name in re.findall(r'^    "([a-z_]+)": \(', faults, re.MULTILINE)}
    said |= {f"{key}_at" for key in ("store.wrong", "store.no_number")}
    plural = {
        key.rsplit(".", 1)[0]
        for key in catalog("sv")
        if key.endswith((".one", ".other")) and not key.startswith("store.reason")
    }
    there = {key for key in catalog("sv") if key.rsplit(".", 1)[0] not in plural} | plural
    assert said - there == set()
    assert there - said == set()
