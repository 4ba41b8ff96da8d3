"""Where words go: a line each, cleaned, at once. What went wrong goes to standard error, all else to standard output."""

from __future__ import annotations

import codecs
import re
import shutil
import textwrap
import unicodedata
from collections.abc import Callable, Iterable
from typing import TextIO

from workshop.text import clean

INSTEAD = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u2212": "-", "…": "...",
    "·": ",", "•": "-", "×": "x", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ß": "ss", "€": "EUR", "→": "->",
}  # fmt: skip
"""What stands for a character that the terminal cannot show; a letter with a mark is else written without it."""

SPOKEN = re.compile(r"\s+[·→]\s+")
"""Signs between words that stand for a pause."""

NAME = "workshop.spoken"


class Speaking:
    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out, self._err = _told(out), _told(err)

    def say(self, text: str) -> None:
        """One line, or as many as the text has; blank ones are left out. Into a pipe each is whole; a terminal would break it
        within a word, which a screen reader then reads as two, so there it is folded between words."""
        _put(text, self._out)

    def refuse(self, text: str) -> None:
        """What could not be taken, and why."""
        _put(text, self._err)


class Kept(Speaking):
    """Keeps what is said, for tests and whoever asks."""

    def __init__(self, hear: Callable[[str, bool], object] = lambda text, wrong: None) -> None:
        self.lines: list[str] = []
        self.wrong: list[str] = []
        self._hear = hear

    def say(self, text: str) -> None:
        found = list(lines_of(text))
        self.lines += found
        self._hear("\n".join(found), False)

    def refuse(self, text: str) -> None:
        found = list(lines_of(text))
        self.wrong += found
        self._hear("\n".join(found), True)


def lines_of(text: str) -> Iterable[str]:
    """The lines of a text as they are said: nothing that a terminal would obey, no drawing signs between words."""
    for line in clean(text).split("\n"):
        said = " ".join(SPOKEN.sub(", ", line).replace("\u00a0", " ").split())
        if said:
            yield said


def _put(text: str, stream: TextIO) -> None:
    width = max(20, shutil.get_terminal_size().columns) if stream.isatty() else 0
    for line in lines_of(text):
        for row in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if width else [line]:
            stream.write(f"{row}\n")
    stream.flush()


def _told(stream: TextIO) -> TextIO:
    codecs.register_error(NAME, _plainer)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors=NAME)
    return stream


def _plainer(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_instead, error.object[error.start : error.end])), error.end


def _instead(char: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if c.isascii())
    return INSTEAD.get(char) or bare or "?"
