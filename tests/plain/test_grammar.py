"""What a line means, and which words stand for what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop import language
from workshop.language import t
from workshop.plain.everywhere import COMMANDS
from workshop.plain.grammar import EVERYWHERE, IN_PLACES, SUBWORDS, Said, bare, near, number_and_rest, numbers, read, word


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
