"""A look at a file before it is parsed: is it a file at all, is it text, can it be parsed without harm?

`tomllib` takes time in the square of a key's parts and runs out of stack on deep brackets; both are refused here, in words.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from workshop import limits
from workshop.errors import BadFile
from workshop.nested import too_deep, too_many
from workshop.store.faults import reason
from workshop.store.pieces import path as dotted

LARGEST = limits.SESSION

_LONG_NUMBER = re.compile(r"[0-9](?:_?[0-9]){400}")
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_REASONS = (
    ("Cannot overwrite", "twice"),
    ("Cannot declare", "twice"),
    ("Duplicate inline table key", "twice"),
    ("Unterminated string", "quote"),
    ("Expected '\"'", "quote"),
    ("Illegal character '\\n'", "quote"),
    ("Unclosed array", "bracket"),
    ("Unclosed inline table", "bracket"),
    ("Unescaped '\\\\'", "backslash"),
    ("Invalid date or datetime", "date"),
)


def read(path: str | os.PathLike[str], most: int = LARGEST) -> bytes:
    """The file's bytes. BadFile where it is no plain file, has more than `most` bytes or cannot be read; FileNotFoundError
    stays."""
    try:
        # Without O_NONBLOCK a pipe would wait for somebody to write into it.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(fd, "rb") as file:
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode):
                raise BadFile("store.not_a_file", path=path)
            data = file.read(most + 1) if found.st_size <= most else b""
            if found.st_size > most or len(data) > most:
                raise BadFile("store.too_big", path=path, mib=most // limits.MIB)
    except FileNotFoundError:
        raise
    except IsADirectoryError:
        raise BadFile("store.not_a_file", path=path) from None
    except OSError as error:
        raise BadFile("store.unreadable", path=path, reason=reason(error)) from error
    return data


def text_of(data: bytes | str, path: Path | str | None = None) -> str:
    """The text of a file: UTF-8, a byte order mark taken off."""
    if isinstance(data, str):
        text = data.removeprefix("\ufeff")
        if len(text) > LARGEST:
            raise BadFile("store.too_big", path=path, mib=LARGEST // limits.MIB)
        return text
    if len(data) > LARGEST:
        raise BadFile("store.too_big", path=path, mib=LARGEST // limits.MIB)
    if not data.strip():
        raise BadFile("store.empty", path=path)
    if not data.strip(b"\0"):
        raise BadFile("store.zeros", path=path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadFile("store.not_utf8", path=path, line=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("store.not_utf8", path=path, line=data.count(b"\n", 0, error.start) + 1) from None


def parse(text: str, path: Path | str | None = None) -> dict[str, Any]:
    """The tables of a TOML text. BadFile names the line where that is known."""
    deep = too_deep(text, limits.SESSION_KEYS, limits.BRACKETS)
    if deep is not None:
        raise BadFile("store.too_deep_at", path=path, line=_line(text, deep), most=limits.BRACKETS)
    if too_many(text, limits.VALUES):
        raise BadFile("store.too_many", path=path, most=limits.VALUES)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + (not text.endswith("\n"))
        reason = next((name for start, name in _REASONS if message.startswith(start)), None)
        if "\0" in text:
            raise BadFile("store.zeros_in", path=path, line=text.count("\n", 0, text.index("\0")) + 1) from None
        if place and not place[1]:
            raise BadFile("store.cut_short", path=path, line=line) from None
        raise BadFile(f"store.bad_line_{reason}" if reason else "store.bad_line", path=path, line=line) from None
    except RecursionError:
        raise BadFile("store.too_deep", path=path, most=limits.TABLES) from None
    except (ValueError, OverflowError):
        number = _LONG_NUMBER.search(text)
        if number:
            raise BadFile("store.long_number", path=path, line=_line(text, number.start()), most=limits.FIGURES) from None
        raise BadFile("store.bad_file", path=path) from None
    _refuse_too_much(found, path)
    return found


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _refuse_too_much(found: dict[str, Any], path: Path | str | None) -> None:
    """How deep tables and arrays lie in each other, and how many values there are; without recursion."""
    depth, count = 0, 0
    level: list[dict[str, Any] | list[Any]] = [found]
    while level:
        depth += 1
        if depth > limits.TABLES:
            raise BadFile("store.too_deep", path=path, most=limits.TABLES)
        count += sum(map(len, level))
        if count > limits.VALUES:
            raise BadFile("store.too_many", path=path, most=limits.VALUES)
        level = [
            each
            for holder in level
            for each in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(each, (dict, list))
        ]


def line_of(text: str, where: tuple[str, ...], number: int | None = None) -> int | None:
    """The line of a key, or near it; None where it cannot be told. `tomllib` gives no places, so this looks for the words:
    the longest heading that begins the path, then the key below it."""
    if not where:
        return None
    lines = text.split("\n")
    for cut in range(len(where), -1, -1):
        heading = re.escape(dotted(where[:cut]))
        wanted = re.compile(rf"\s*\[{{1,2}}\s*{heading}\s*\]{{1,2}}") if cut else re.compile("")
        starts = [at for at, line in enumerate(lines) if wanted.match(line)] if cut else [0]
        if not starts:
            continue
        start = starts[min(number or 0, len(starts) - 1)]
        if cut == len(where):
            return start + 1
        name = re.compile(rf"(?:^|[\s,{{.]){re.escape(dotted(where[cut : cut + 1]))}\s*[=.]")
        for at in range(start, len(lines)):
            if at > start and lines[at].lstrip().startswith("["):
                break
            if name.search(lines[at]):
                return at + 1
        if cut:
            return start + 1
    return None
