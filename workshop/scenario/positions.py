"""Where in a TOML file its keys and values stand. Needed only once something is wrong: tomllib does not say.

A scanner of text that tomllib has accepted. It never fails: where it loses its way it keeps what it has found, and
whatever it has not found is taken to stand where its parent stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from typing import NamedTuple

from workshop.scenario.faults import Path

_SKIP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BLANK = re.compile(r"[ \t]*+")
_PART = re.compile(r"""([A-Za-z0-9_-]++)|"((?:[^"\\\n]++|\\.)*+)"|'([^'\n]*+)'""")
_LONG = {
    '"': re.compile(r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    "'": re.compile(r"'''(?:[^']++|'(?!''))*+'{3,5}", re.DOTALL),
}
_SHORT = {"'": re.compile(r"'[^'\n]*+'"), '"': re.compile(r'"(?:[^"\\\n]++|\\.)*+"')}
_BARE = re.compile(r"[^,\]}#\n]*+")


class Spot(NamedTuple):
    """Offsets: of the key (of an element: the value), of the value, and of its end."""

    key: int
    value: int
    end: int


class _Lost(Exception):
    """The text is not what a scanner of sound TOML expects."""


class Positions:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spots: dict[Path, Spot] = {}
        self.table: Path = ()
        """The table that the end of the text stands in."""
        self._count: dict[Path, int] = {}
        self._lines = [0, *(m.end() for m in re.finditer("\n", text))]
        with suppress(_Lost, IndexError, RecursionError):
            self._document()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def of(self, path: Path, find: str | int = "") -> tuple[int, int]:
        """Line and column of a key or an element, or of a part of its value: the first `find`, or so many characters in. What
        is not found stands where that stands which it lies in."""
        for length in range(len(path), 0, -1):
            spot = self.spots.get(path[:length])
            if spot is not None:
                return self.place(self._within(spot, find) if find and length == len(path) else spot.key)
        return 1, 1

    def _within(self, spot: Spot, find: str | int) -> int:
        if isinstance(find, int):
            value = self.text[spot.value : spot.end]
            plain = value[:1] in ("'", '"') and value[:3] not in ("'''", '"""') and "\\" not in value
            return spot.value + find if plain and find < len(value) else spot.key
        at = self.text.find(find, spot.value, spot.end)
        return spot.key if at < 0 else at

    # ------------------------------------------------------------------------------------------------------ the scan

    def _document(self) -> None:
        at = self._past(_SKIP, 0)
        while at < len(self.text):
            at = self._heading(at) if self.text[at] == "[" else self._pair(at, self.table)
            at = self._past(_SKIP, at)

    def _past(self, pattern: re.Pattern[str], at: int) -> int:
        found = pattern.match(self.text, at)
        if found is None:
            raise _Lost
        return found.end()

    def _key(self, at: int) -> tuple[list[str], int]:
        parts: list[str] = []
        while True:
            found = _PART.match(self.text, self._past(_BLANK, at))
            if found is None:
                raise _Lost
            bare, basic, literal = found.groups()
            parts.append(bare if bare is not None else _unescaped(basic) if basic is not None else literal)
            at = self._past(_BLANK, found.end())
            if not self.text.startswith(".", at):
                return parts, at
            at += 1

    def _heading(self, start: int) -> int:
        many = self.text.startswith("[[", start)
        parts, at = self._key(start + 1 + many)
        closing = "]]" if many else "]"
        if not self.text.startswith(closing, at):
            raise _Lost
        at += len(closing)
        path: Path = ()
        for n, part in enumerate(parts):
            path += (part,)
            last = n == len(parts) - 1
            if last and many:
                self.spots.setdefault(path, Spot(start, start, at))
                self._count[path] = self._count.get(path, 0) + 1
            if path in self._count:
                path += (self._count[path] - 1,)
            self.spots.setdefault(path, Spot(start, start, at))
        self.table = path
        return at

    def _pair(self, start: int, table: Path) -> int:
        parts, at = self._key(start)
        if not self.text.startswith("=", at):
            raise _Lost
        value = self._past(_BLANK, at + 1)
        path = (*table, *parts)
        end = self._value(value, path)
        for length in range(len(table) + 1, len(path)):
            self.spots.setdefault(path[:length], Spot(start, value, end))
        self.spots[path] = Spot(start, value, end)
        return end

    def _value(self, at: int, path: Path) -> int:
        opening = self.text[at]
        if opening == "[":
            return self._array(at, path)
        if opening == "{":
            return self._inline(at, path)
        if opening in "\"'":
            long = self.text.startswith(opening * 3, at)
            return self._past((_LONG if long else _SHORT)[opening], at)
        end = self._past(_BARE, at)
        return at + len(self.text[at:end].rstrip())

    def _array(self, at: int, path: Path) -> int:
        at, n = self._past(_SKIP, at + 1), 0
        while self.text[at] != "]":
            element = (*path, n)
            end = self._value(at, element)
            if end == at:
                raise _Lost
            self.spots[element] = Spot(at, at, end)
            at, n = self._past(_SKIP, end), n + 1
            if self.text[at] == ",":
                at = self._past(_SKIP, at + 1)
        return at + 1

    def _inline(self, at: int, path: Path) -> int:
        at = self._past(_SKIP, at + 1)
        while self.text[at] != "}":
            at = self._past(_SKIP, self._pair(at, path))
            if self.text[at] == ",":
                at = self._past(_SKIP, at + 1)
        return at + 1


def _unescaped(basic: str) -> str:
    if "\\" not in basic:
        return basic
    import tomllib

    try:
        return str(tomllib.loads(f'k = "{basic}"')["k"])
    except (tomllib.TOMLDecodeError, ValueError):
        return basic
