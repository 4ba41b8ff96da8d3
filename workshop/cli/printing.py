"""What goes out: data to stdout, talk to stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any, TextIO

from workshop.text import clean


def say(message: str) -> None:
    """To the person, not into the data. Where nobody listens any more, to nobody."""
    with suppress(OSError):
        _put(clean(message), sys.stderr)


def _put(line: str, stream: TextIO | None) -> None:
    """A line, at once. (Not click's `echo`: that takes out of a path what looks like a terminal's sequence.)"""
    if stream is not None:  # it was closed before we began
        stream.write(f"{line}\n")
        stream.flush()


def show_line(line: object) -> None:
    """A line of data. On a terminal nothing in it may be obeyed; into a pipe it goes as it is."""
    text = str(line)
    _put(clean(text, multiline=False) if sys.stdout is not None and sys.stdout.isatty() else text, sys.stdout)


def show_words(line: str) -> None:
    """A sentence: as `show_line`, but on a terminal folded between words."""
    import shutil
    import textwrap

    if sys.stdout is None or not sys.stdout.isatty():
        return show_line(line)
    width = max(20, shutil.get_terminal_size().columns - 1)
    for folded in textwrap.wrap(clean(line, multiline=False), width, break_long_words=False, break_on_hyphens=False) or [""]:
        show_line(folded)
    return None


def show_json(value: Any) -> None:
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    # what is no text in a file's name would make the whole no JSON
    _put(re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text), sys.stdout)


def show_table(rows: Iterable[Sequence[str]], yielding: int, figures: Collection[int] = ()) -> None:
    """Columns as wide as what stands in them; those of `figures` stand to the right. On a terminal that is too narrow the
    column `yielding` is cut."""
    cells = [[clean(cell, multiline=False) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    if sys.stdout is not None and sys.stdout.isatty():
        import shutil

        room = shutil.get_terminal_size().columns - sum(widths) - 3 * (len(widths) - 1)
        widths[yielding] = max(12, widths[yielding] + min(0, room))
    for row in cells:
        shown = (_fitted(cell, width, at in figures) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        _put("   ".join(shown).rstrip(), sys.stdout)


def _width(text: str) -> int:
    """In columns of a terminal."""
    import unicodedata

    if text.isascii():
        return len(text)
    wide = {"W": 2, "F": 2}
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else wide.get(unicodedata.east_asian_width(c), 1) for c in text
    )


def _fitted(text: str, width: int, right: bool = False) -> str:
    if _width(text) > width:
        while _width(text) >= width:
            text = text[:-1]
        text += "…"
    space = " " * (width - _width(text))
    return space + text if right else text + space
