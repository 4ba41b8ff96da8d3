"""What a line means. The whole grammar:

    words               an answer to what was asked
                        an empty line goes on
    ! words             an action, from wherever one is; = a decision, ? something to park (as on the screens)
    /word words         a command; its words are in the catalogs, those of every language are understood
    // !! == ??         first on a line: the sign itself
    ?                   alone: what can be said here

Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from workshop import language
from workshop.language import t
from workshop.session.capture import SIGNS
from workshop.text import clean, fold

SIGN = "/"

EVERYWHERE = (
    "next", "back", "steps", "where", "here", "help", "undo", "redo", "time", "notes", "people", "captured", "note", "find",
    "show", "who", "again", "restore", "draft", "language", "room", "closing", "export", "leave",
)  # fmt: skip
"""Commands that hold in every place, in the order they are told."""

IN_PLACES = (
    "add", "edit", "delete", "move", "merge", "take", "done", "fill", "row", "evidence", "hands", "wall", "paragraph",
)  # fmt: skip
"""Commands of some steps: each says which it has."""

SUBWORDS = (
    "read",
    "add",
    "name",
    "remove",
    "shift",
    "without",
    "with",
    "all",
    "pause",
    "role",
    "team",
    "deal",
    "blank",
    "hold",
    "follow",
    "way",
    "tasks",
    "later",
    "earlier",
    "aside",
)
"""Words that follow some commands: `/row add Compares prices`."""


class Said(NamedTuple):
    """A line as it is meant: a text (an answer; "" goes on), a command with what followed it, or a sign of capture."""

    text: str = ""
    command: str = ""  # an id of the above; "?": a word that is none
    sign: str = ""


def read(line: str) -> Said:
    typed = clean(line, multiline=False)
    if typed == "?":
        return Said(command="help")
    first, second = typed[:1], typed[1:2]
    if first and first == second and first in (SIGN, *SIGNS):
        return Said(typed[1:])
    if first in SIGNS:
        return Said(typed[1:].strip(), sign=first)
    if first == SIGN:
        return _command(typed[1:].strip())
    return Said(typed)


def _command(typed: str) -> Said:
    words, known = typed.split(" "), _known("word", (*EVERYWHERE, *IN_PLACES))
    for count in range(min(3, len(words)), 0, -1):
        if found := known.get(bare(" ".join(words[:count]))):
            return Said(" ".join(words[count:]).strip(), command=found)
    return Said(typed, command="?")


def subword(rest: str) -> tuple[str, str]:
    """The word that follows a command, by its id ("" where it is none of them), and what comes after it."""
    first, _, more = rest.partition(" ")
    found = _known("sub", SUBWORDS).get(bare(first), "")
    return (found, more.strip()) if found else ("", rest)


def subwords(name: str) -> set[str]:
    """The words that stand for one of these, in every language."""
    return {bare(one) for one in _words("sub", name)}


def numbers(rest: str) -> list[int]:
    """The figures that a text begins with: `3 1 and more` is 3 and 1."""
    found = []
    for word in rest.replace(",", " ").split():
        if not (word.isascii() and word.isdecimal() and len(word) < 7):
            break
        found.append(int(word))
    return found


def number_and_rest(rest: str) -> tuple[int, str]:
    """`3 new words`: 3 and the words; 0 where no figure comes first."""
    first, _, more = rest.partition(" ")
    return (int(first), more.strip()) if first.isascii() and first.isdecimal() and len(first) < 7 else (0, rest)


def word(command: str, lang: str | None = None) -> str:
    """A command as it is written in a language: `/nästa`."""
    return SIGN + t(f"plain.word.{command}", lang).split(",")[0].strip()


def words(command: str, sub: str, lang: str | None = None) -> str:
    """A command with the word that follows it: `/rad flytta`."""
    return f"{word(command, lang)} {t(f'plain.sub.{sub}', lang).split(',')[0].strip()}"


def near(typed: str, lang: str | None = None) -> str:
    """The command that was probably meant; "" where nothing is near."""
    known = _known("word", (*EVERYWHERE, *IN_PLACES))
    found = get_close_matches(bare(typed.split(" ")[0]), known, n=1, cutoff=0.6)
    return word(known[found[0]], lang) if found else ""


def bare(text: str) -> str:
    """For comparing: also without the marks of its letters, for keyboards that have none."""
    return "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))


@cache
def _known(table: str, names: tuple[str, ...]) -> dict[str, str]:
    """The words of every language, each with the id it stands for."""
    return {bare(one): name for name in names for one in _words(table, name)}


def _words(table: str, name: str) -> Iterator[str]:
    for lang in language.languages():
        yield from (one.strip() for one in t(f"plain.{table}.{name}", lang).split(",") if one.strip())
