"""No word of the interface is cut off, at 80 columns or 60, and none is untranslated: every screen, sheet and step there is.

What a person or a scenario wrote may end in `…` where there is no room; what the program says may not.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import workshop
from tests.tui.frame import Room, room
from workshop import language
from workshop.scenario import library, load
from workshop.session import flow
from workshop.session.invent import invent
from workshop.store import files
from workshop.text import placeholders
from workshop.tui import rows

WORDS = Path(workshop.__file__).parent / "words"
SEEN_ELSEWHERE = {"report", "cli", "usage", "check", "expression", "rehearse", "compare"}
"""Subjects of what is handed over, of the command line, of what is wrong with a file: folded there, never cut."""

EVERY_KIND = ("customer_journey", "activity_splitting", "content_plan")
SMALL = pytest.param((60, 20), marks=pytest.mark.soak)
SIZES = pytest.mark.parametrize("size", [(80, 24), SMALL])
THE_REST = [entry.id for entry in library.entries() if entry.id not in EVERY_KIND and entry.origin == "built_in"]


KEY = re.compile(rf"\b(?:{'|'.join(path.stem for path in (WORDS / 'en').glob('*.toml'))})\.[a-z_]{{2,}}(?:\.[a-z_]+)*\b")
"""A word that was not found is shown as its key."""


@cache
def words_of(lang: str) -> frozenset[str]:
    """What the program says without any value."""
    leaves = (words for path in (WORDS / lang).glob("*.toml") for words in _leaves(tomllib.loads(path.read_text("utf-8"))))
    return frozenset(words for words in leaves if not placeholders(words) and len(words) > 3)


@cache
def said_by_us(lang: str) -> re.Pattern[str]:
    """Matches what the program says, whatever its values are."""
    found = []
    for path in sorted((WORDS / lang).glob("*.toml")):
        if path.stem not in SEEN_ELSEWHERE:
            found += [pattern for words in _leaves(tomllib.loads(path.read_text("utf-8"))) if (pattern := _pattern(words))]
    return re.compile("|".join(found))


def _leaves(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, (dict, list)):
        for each in entry.values() if isinstance(entry, dict) else entry:
            yield from _leaves(each)


def _pattern(words: str) -> str:
    """A template as a pattern; "" where it is all but values, and so says nothing of its own."""
    pieces = re.split(r"\{\w+\}", words.replace("{{", "{").replace("}}", "}"))
    own = "".join(pieces)
    if placeholders(words) and sum(map(str.isalpha, own)) < 6:
        return ""
    return ".*?".join(map(re.escape, pieces))


Cut = tuple[str, str]
"""What was to be said, and what was left of it."""


@pytest.fixture
def cut_off(monkeypatch: pytest.MonkeyPatch) -> list[Cut]:
    """What has been cut since the test began."""
    found: list[Cut] = []
    plain = rows.cut.__wrapped__

    def cut(text: str, width: int, mark: str = "…") -> str:
        made: str = plain(text, width, mark)
        if made != text and mark == "…" and width > 0:
            found.append((text.strip(), made.strip()))
        return made

    for name, module in list(sys.modules.items()):
        if name.startswith("workshop.tui") and getattr(module, "cut", None) is rows.cut and module is not rows:
            monkeypatch.setattr(module, "cut", cut)
    monkeypatch.setattr(rows, "cut", cut)
    return found


def judged(there: Room, cut_off: list[Cut], lang: str, where: str) -> list[str]:
    """What is wrong on the screen as it is now."""
    ours = said_by_us(lang)
    foreign = words_of("en" if lang == "sv" else "sv") - words_of(lang) - {language.name(each) for each in language.languages()}
    written = there.app.sitting.path.read_text("utf-8") if there.app.sitting is not None else ""
    # where the last of it is a value (`step 2 of 9, {title}`), all that we say may be left whole
    lost = [text for text, left in dict.fromkeys(cut_off) if ours.fullmatch(text) and not ours.fullmatch(left)]
    said = [f"{where}: {text}" for text in lost if text not in written]
    spans = {span.text.strip() for part in there.screen.parts.values() for row in part.rows for span in row.spans}
    said += [f"{where}: in the other language: {text}" for text in spans & foreign if text not in written]
    said += [f"{where}: no words: {text}" for text in spans if KEY.search(text)]
    said += [f"{where}: past the edge: {row}" for row in there.past_the_edge]
    cut_off.clear()
    return said


def held(tmp_path: Path, scenario: str, lang: str, **given: Any) -> Path:
    path = library.find(scenario)
    loaded = load.read(path)
    assert loaded.scenario is not None
    folder = tmp_path / "sessions"
    folder.mkdir(exist_ok=True)
    return files.create(folder, invent(loaded.scenario, loaded.text, lang=lang, client="Acme", seed=scenario, **given))


@SIZES
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("scenario", [*EVERY_KIND, *(pytest.param(each, marks=pytest.mark.soak) for each in THE_REST)])
async def test_every_step(tmp_path, monkeypatch, cut_off, scenario, lang, size) -> None:
    path = held(tmp_path, scenario, lang, gaps=0.2)
    wrong: list[str] = []
    async with room(tmp_path, monkeypatch, path, size=size) as there:
        for stop in flow.stops(there.desk.book):
            there.screen.go_to(stop)
            await there.settle()
            wrong += judged(there, cut_off, lang, f"{stop.step} writing")
            await there.press("escape")
            wrong += judged(there, cut_off, lang, f"{stop.step} choosing")
        there.screen.act_review()
        await there.settle()
        wrong += judged(there, cut_off, lang, "closing")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


SHEETS = ("s", "t", "f", "comma", "z", "i", "question_mark", "ctrl+p", "x", "o", "slash")


@SIZES
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("empty", [True, False])
async def test_every_sheet(tmp_path, monkeypatch, cut_off, lang, empty, size) -> None:
    path = held(tmp_path, "activity_splitting", lang, upto="activities" if empty else None, captures=not empty)
    wrong: list[str] = []
    async with room(tmp_path, monkeypatch, path, size=size) as there:
        there.screen.go_to(flow.stops(there.desk.book)[1])
        for key in SHEETS:
            await there.press("escape")
            await there.press(key)
            assert there.screen.sheet_open or there.screen.notes_open, key
            for _ in range(3):
                wrong += judged(there, cut_off, lang, key)
                await there.press("down")
            await there.press("escape")
            while there.screen.sheet_open:
                await there.press("escape")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@SIZES
@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_home_and_the_new_session(tmp_path, monkeypatch, cut_off, lang, size) -> None:
    wrong: list[str] = []
    async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
        wrong += judged(there, cut_off, lang, "first time")
    for scenario in ("customer_journey", "metrics_reality"):
        held(tmp_path, scenario, lang, upto=None if scenario == "metrics_reality" else "grid")
    async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
        for key in ("question_mark", "ctrl+p", "s", "v"):
            wrong += judged(there, cut_off, lang, "home")
            await there.press(key)
            wrong += judged(there, cut_off, lang, f"home {key}")
            await there.press("escape")
        await there.press("tab")
        for key in ("enter", *["down"] * 12):
            await there.press(key)
            wrong += judged(there, cut_off, lang, "new")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
