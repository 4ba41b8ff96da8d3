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

from workshop.errors import BadFile
from workshop.store.faults import reason
from workshop.store.pieces import path as dotted

LARGEST = 32 * 1024 * 1024
KEY_DEPTH = 16
BRACKET_DEPTH = 16
DEEPEST = 24  # tables and arrays within each other, headings and brackets together

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_MANY_DOTS = re.compile(rf"^(?:[^.\n]*+\.){{{KEY_DEPTH}}}", re.MULTILINE)
_LONG_KEY = re.compile(rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{KEY_DEPTH}}}")
_DEEP_BRACKETS = re.compile(rf"(?:[\[{{][\s]*+){{{BRACKET_DEPTH + 1}}}")
_LONG_NUMBER = re.compile(r"[0-9](?:_?[0-9]){400}")
# Strings, comments, and what is left: a dotted key, a bracket.
_TOKEN = re.compile(
    r'"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)'
    r"|'{3}(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
    r"|#[^\n]*+"
    rf"|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])"
    r"""|["'][^\n]*+""",
    re.DOTALL,
)
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


def read(path: str | os.PathLike[str]) -> bytes:
    """The file's bytes. BadFile where it is no plain file, too big or cannot be read; FileNotFoundError stays."""
    try:
        # Without O_NONBLOCK a pipe would wait for somebody to write into it.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(fd, "rb") as file:
            found = os.fstat(fd)
            if not stat.S_ISREG(found.st_mode):
                raise BadFile("store.not_a_file", path=path)
            if found.st_size > LARGEST:
                raise BadFile("store.too_big", path=path, mib=LARGEST // 1024**2)
            data = file.read(LARGEST + 1)
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
            raise BadFile("store.too_big", path=path, mib=LARGEST // 1024**2)
        return text
    if len(data) > LARGEST:
        raise BadFile("store.too_big", path=path, mib=LARGEST // 1024**2)
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
    _refuse_harmful(text, path)
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
        raise BadFile("store.too_deep", path=path) from None
    except (ValueError, OverflowError):
        number = _LONG_NUMBER.search(text)
        if number:
            raise BadFile("store.long_number", path=path, line=_line(text, number.start())) from None
        raise BadFile("store.bad_file", path=path) from None
    if _depth(found) > DEEPEST:
        raise BadFile("store.too_deep", path=path)
    return found


def _refuse_harmful(text: str, path: Path | str | None) -> None:
    if not _MANY_DOTS.search(text) and not _DEEP_BRACKETS.search(text):
        return
    # Something may be it. Most likely it is only what somebody wrote, so now every string is told from what is around it.
    depth = 0
    for token in _TOKEN.finditer(text):
        if token["open"]:
            depth += 1
            if depth > BRACKET_DEPTH:
                raise BadFile("store.too_deep_at", path=path, line=_line(text, token.start()))
        elif token["close"]:
            depth = max(0, depth - 1)
        elif token["key"] and _LONG_KEY.match(token["key"]):
            raise BadFile("store.too_deep_at", path=path, line=_line(text, token.start()))


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _depth(found: Any) -> int:
    """How deep tables and arrays lie in each other, without recursion."""
    deepest, level = 0, [found]
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [
            each
            for holder in level
            for each in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(each, (dict, list))
        ]
    return deepest


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
