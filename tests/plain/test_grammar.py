"""What a line means, and which words stand for what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workshop
from workshop import language
from workshop.language import t
from workshop.plain.everywhere import COMMANDS
from workshop.plain.grammar import EVERYWHERE, IN_PLACES, SUBWORDS, Said, bare, near, number_and_rest, numbers, read, word
from workshop.scenario.kinds import KINDS


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", Said()),
        ("   ", Said()),
        ("words", Said("words")),
        ("! call @Ann", Said("call @Ann", sign="!")),
        ("=we stop", Said("we stop", sign="=")),
        ("? who", Said("who", sign="?")),
        ("!", Said("", sign="!")),
        ("?", Said(command="help")),
        ("!!", Said("!")),
        ("//usr", Said("/usr")),
        ("==", Said("=")),
        ("/next", Said(command="next")),
        ("/ NÄSTA", Said(command="next")),
        ("/nasta", Said(command="next")),
        ("/ta bort 3", Said("3", command="delete")),
        ("/ta a", Said("a", command="take")),
        ("/gör om", Said(command="redo")),
        ("/ny Jämför priser", Said("Jämför priser", command="add")),
        ("/ny runda", Said(command="again")),
        ("/fly", Said("fly", command="?")),
        ("/", Said(command="?")),
        ("a\x1b[2Jb\x07", Said("ab")),
        ("and / or", Said("and / or")),
    ],
)
def test_a_line(line: str, said: Said) -> None:
    assert read(line) == said


def test_no_word_stands_for_two_commands_in_any_language() -> None:
    for table, names in (("word", (*EVERYWHERE, *IN_PLACES)), ("sub", SUBWORDS)):
        meant: dict[str, str] = {}
        for lang in language.languages():
            for name in names:
                for one in t(f"plain.{table}.{name}", lang).split(","):
                    assert bare(one)
                    assert meant.setdefault(bare(one), name) == name, one


def test_every_command_is_there_and_tells_what_it_does() -> None:
    assert set(COMMANDS) == set(EVERYWHERE)
    for name in (*EVERYWHERE, *IN_PLACES):
        for lang in language.languages():
            assert t(f"plain.does.{name}", lang) != f"plain.does.{name}"
            assert read(word(name, lang)).command == name


def test_what_was_probably_meant() -> None:
    assert near("flyta 3 1", "sv") == "/flytta"
    assert near("undoo", "en") == "/undo"
    assert near("xyzzy", "en") == ""


@given(st.text())
def test_any_line_means_something(line: str) -> None:
    said = read(line)
    assert said.command == "" or said.sign == ""
    assert numbers(said.text) is not None
    assert number_and_rest(said.text) is not None


WORDS = Path(workshop.__file__).parent / "words" / "sv" / "plain.toml"
BY_NAME = ("word.", "sub.", "does.", "begins.", "lacks.", "state.", "became.", "can.", "how.", "new_", "ask_")
"""Words that are looked up by the name of something."""


def test_no_words_lie_unused_and_none_are_missing() -> None:
    source = "".join(path.read_text("utf-8") for path in (Path(workshop.__file__).parent / "plain").rglob("*.py"))

    def leaves(table: dict[str, Any], before: str = "") -> Iterator[str]:
        for name, entry in table.items():
            if isinstance(entry, dict) and "other" not in entry:
                yield from leaves(entry, f"{before}{name}.")
            else:
                yield f"{before}{name}"

    keys = set(leaves(tomllib.loads(WORDS.read_text("utf-8"))))
    said = set(re.findall(r"""(?:\.t|\.tell|refuse_with)\(\s*["']([a-z_.]+)["']""", source))
    said |= set(re.findall(r'"plain\.([a-z_]+(?:\.[a-z_]+)*)"', source))
    assert said - keys == set()
    unused = {
        key
        for key in keys
        if not key.startswith((*BY_NAME, "caught_", "room_")) and not re.search(rf"""["'.]{re.escape(key)}["']""", source)
    }
    assert unused == set()


def test_every_kind_of_step_is_here() -> None:
    for kind in KINDS:
        assert callable(import_module(f"workshop.plain.kinds.{kind}").take)
