"""Scenario files with their faults marked in them: `#! key` at the end of a line says what `check` must find there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from workshop.scenario import load
from workshop.scenario.faults import Fault, Words
from workshop.text import placeholders

HEAD = 'format = 1\nid = "sample"\ntitle = "Sample"\n'

_WORDS = Path(load.__file__).parents[1] / "words"
CATALOGS: dict[str, dict[str, Any]] = {
    lang: {
        subject: tomllib.loads((_WORDS / lang / f"{subject}.toml").read_text("utf-8")) for subject in ("check", "expression")
    }
    for lang in ("sv", "en")
}


def found(text: str, *, warnings: bool = False, known: set[str] | None = None) -> list[tuple[int, str]]:
    """Line and key of each fault; every one has words in both languages and all that they mention."""
    loaded = load.parse(text, "sample.toml", known=known)
    faults = [fault for fault in loaded.faults if warnings or fault.is_error]
    assert (loaded.scenario is None) == any(fault.is_error for fault in loaded.faults)
    for fault in loaded.faults:
        holds_words(fault)
    return [(fault.line, fault.key) for fault in faults]


def marked(body: str, *, head: str = HEAD, known: set[str] | None = None) -> None:
    """Every fault and no other, each at its line. Warnings only where one is marked."""
    text = head + body
    wanted = [
        (number, key)
        for number, line in enumerate(text.split("\n"), 1)
        for marks in [re.search(r"#! (.*)", line)]
        if marks
        for key in marks[1].split()
    ]
    with_warnings = [key.removeprefix("warning:") for _, key in wanted if key.startswith("warning:")]
    wanted = [(line, key.removeprefix("warning:")) for line, key in wanted]
    errors = found(text, known=known)
    warned = [one for one in found(text, warnings=True, known=known) if one not in errors and one[1] in with_warnings]
    assert sorted(errors + warned) == sorted(wanted), "\n".join(map(str, load.parse(text, "sample.toml", known=known).faults))


def holds_words(fault: Fault) -> None:
    for lang in CATALOGS:
        _holds(Words(fault.key, fault.values), lang)
        assert fault.words(lang) != f"check.{fault.key}"
    assert str(fault)


def _holds(words: Words, lang: str) -> None:
    entry: Any = CATALOGS[lang][words.catalog]
    for name in words.key.split("."):
        assert name in entry, (lang, words.key)
        entry = entry[name]
    for template in entry.values() if isinstance(entry, dict) else [entry]:
        lacking = [name for name in placeholders(template) if name not in words.values and name != "meant"]
        assert not lacking, (lang, words.key, lacking)
    for value in words.values.values():
        if isinstance(value, Words):
            _holds(value, lang)
