"""Text that people wrote, made safe to keep and to draw, and the few marks and insertions a scenario may use.

Everything that enters (keyboard, paste, file, telephone) passes `clean` once. Nothing a person wrote is ever parsed for
marks or insertions: that is for the scenario's own text, and is done before values are put in (`pieces`).
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

MARKS_PER_BASE = 8
"""So many combining marks one letter may carry: more is a prank, and no script needs it."""

# ---------------------------------------------------------------------------------------------------------- cleaning

# Letters and punctuation that `clean` would return as they are: nearly all Swedish and English text is only this.
_PLAIN = re.compile("[\n\t -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2193\u2212]*")

# Terminal sequences (ECMA-48), whole: CSI; the strings OSC, DCS, SOS, PM, APC to their end; charset and two-character
# ones. A string without an end loses only its introducer, so that a stray byte never takes a person's words with it.
# A body stops at any control character: that also keeps the search linear in the length of the text.
_ESCAPES = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0e-\x1f\x7f-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[#%()*+][0-9A-Za-z@]"
    "|\x1b[78=>@-OQ-WYZ\\\\cno|}~]"
)
_BREAKS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_DROPPED = (
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 but newline and tab
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction controls: they reorder what is read
    "\ufeff"  # byte order mark
    "\ud800-\udfff"  # surrogates: cannot be written as UTF-8
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use: no two computers agree what it is
    "\ufdd0-\ufdef" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "\U000e0000-\U000e007f"
    "]"
)
# Code points that are merely not assigned yet stay: an emoji newer than this Python is still what somebody typed.

_PICTURE = "\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff"
_STRAY_JOINER = f"(?<![{_PICTURE}])(?<![{_PICTURE}]\ufe0f)\u200d|\u200d(?![{_PICTURE}])"
_SPACED = re.compile(" *[\n\t][ \n\t]*")

# Fillers and selectors that take no ink though they count as letters or marks.
_INKLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(c) for c in range(0xFE00, 0xFE10)}


def clean(s: str, *, multiline: bool = True) -> str:
    """The text in the one form that is kept: what a person can see of it, and nothing a terminal or a file would obey.

    NFC; terminal sequences removed whole; every kind of line break is a newline; controls (but newline and tab),
    surrogates, private use, noncharacters, direction controls, BOM and tags dropped; at most `MARKS_PER_BASE` marks a
    letter; a joiner stays only between emoji. NBSP stays. The result encodes as UTF-8, and cleaning it again changes
    nothing. `multiline=False` also turns newlines and tabs, with the spaces about them, into one space, and strips.
    """
    if _PLAIN.fullmatch(s) is None:
        s = _scrub(s)
    if not multiline:
        s = _SPACED.sub(" ", s).strip()
    return s


def _scrub(s: str) -> str:
    # Two surrogates that make a pair are one character, cut in two by whoever handed it over.
    s = s.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    # Compiled on first use (`re` keeps them): two milliseconds that most starts need not pay.
    s = re.sub(_BREAKS, "\n", re.sub(_ESCAPES, "", s))
    # NFC before dropping (what follows judges by the composed letters) and after it (neighbours may have met).
    s = re.sub(_DROPPED, "", unicodedata.normalize("NFC", s))
    s = unicodedata.normalize("NFC", re.sub(_STRAY_JOINER, "", s))
    return _cap_marks(s)


def _cap_marks(s: str) -> str:
    kept: list[str] = []
    marks = 0
    for c in s:
        kind = unicodedata.category(c)
        if kind[0] == "M":
            marks += 1
            if marks > MARKS_PER_BASE:
                continue
        elif kind != "Cf":  # an invisible character between marks is no new letter
            marks = 0
        kept.append(c)
    return "".join(kept)


def is_blank(s: str) -> bool:
    """Whether nothing of it would be seen: empty, spaces, characters without width, what `clean` takes away."""
    return all(c.isspace() or c in _INKLESS or unicodedata.category(c) == "Cf" for c in clean(s))


def lines_of(paste: str) -> list[str]:
    """A pasted block as item texts: one a line, cleaned, the blank ones left out."""
    lines = (clean(line, multiline=False) for line in clean(paste).split("\n"))
    return [line for line in lines if not is_blank(line)]


def fold(s: str) -> str:
    """For comparing: equal where two texts differ only in case, in spaces, or in what cannot be seen."""
    seen = clean(s).casefold()
    if not (_PLAIN.fullmatch(seen) and "\u00ad" not in seen):
        seen = "".join(c for c in seen if c not in _INKLESS and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def matches(words: str, *texts: str | Mapping[str, str] | None) -> bool:
    """Whether every word that is looked for stands somewhere in the texts (of one in several languages in any of them),
    whatever its case."""
    if not words:
        return True
    hay = fold(" ".join(each for text in texts if text for each in ([text] if isinstance(text, str) else text.values())))
    return all(word in hay for word in fold(words).split())


# ----------------------------------------------------------------------------------------------------------- finding

_OWN_LETTERS = frozenset("åäöÅÄÖ")
"""Letters of their own, though they look like others with a mark."""


def spans_in(text: str, folded: str) -> tuple[tuple[int, int], ...]:
    """Where a folded text stands in another."""
    signs, places = fold_signs(text)
    found, at = [], signs.find(folded)
    while at >= 0:
        end = at + len(folded)
        found.append((places[at], places[end - 1] + 1))
        at = signs.find(folded, end)
    return tuple(found)


def fold_signs(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its signs the place it had."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " "), range(len(text))
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        folded = _folded(sign)
        signs.append(folded)
        places += [at] * len(folded)
    return "".join(signs), places


@lru_cache(4096)
def _folded(sign: str) -> str:
    if sign in _OWN_LETTERS:
        return sign.lower()
    if sign.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFD", sign.casefold()) if not unicodedata.combining(part))


# ------------------------------------------------------------------------------------------------------------- names

_SPELLED = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
_NOT_IN_NAMES = re.compile("[^a-z0-9]+")
# Windows gives these names to devices, in any case and with any extension.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})


def slug(s: str, *, limit: int = 40, sep: str = "-") -> str:
    """A name for a file: `a-z`, `0-9` and `sep`, at most `limit` characters (1 or more), å ä → a, ö → o.

    Never empty, never a device of Windows, never with `sep` or a dot at either end. A text without a single such
    letter gives a name made from a checksum of it, so that two of them differ.
    """
    name = _slug(s, limit, sep)
    if name in _RESERVED:
        name = f"x{sep}{name}"[:limit].strip(sep)
    return name


def ident(s: str) -> str:
    """The id that stands for a text in the format's short form: `[a-z][a-z0-9_]{0,39}`."""
    name = _slug(s, 40, "_")
    return name if name[0].isalpha() else f"x{name}"[:40].rstrip("_")


def _slug(s: str, limit: int, sep: str) -> str:
    spelled = unicodedata.normalize("NFC", clean(s)).casefold().translate(_SPELLED)
    letters = "".join(c for c in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(c))
    name = _NOT_IN_NAMES.sub(sep, letters.lower()).strip(sep)[:limit].rstrip(sep)
    if name:
        return name
    if is_blank(s):
        return "untitled"[:limit]
    return f"x{zlib.crc32(clean(s).encode()):08x}"[:limit]


# ------------------------------------------------------------------------------------------------------------- marks


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`lines` as the author broke them) or a list (`lines` are its items, without the `- `)."""

    kind: Literal["paragraph", "list"]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """A paragraph as it flows: its lines joined by spaces. For a list, the items one a line."""
        return (" " if self.kind == "paragraph" else "\n").join(self.lines)


_HOLE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")
_MARK = re.compile(r"[*_`]|\n[ \t]*\n")


def runs(s: str) -> tuple[Run, ...]:
    """The runs of a scenario's text: `*bold*`, `_italic_` (they nest), `` `code` `` (nothing inside it is a mark).

    A mark opens where no letter or digit stands before it and no space after it, and closes the other way about, in
    the same paragraph: so `snake_case`, `2*3`, `2 * 3` and a lone `*` are plain. Insertions (`{name}`) stay as written.
    Takes time in proportion to the text.
    """
    # An insertion counts as a word: the underscores of its name are no marks.
    shadow = _HOLE.sub(lambda m: "x" * len(m[0]), s)
    found: list[Run] = []
    start, bold, italic, code = 0, False, False, False
    for at, mark in _marks(shadow):
        if at > start:
            found.append(Run(s[start:at], bold, italic, code))
        start = at + 1
        bold ^= mark == "*"
        italic ^= mark == "_"
        code ^= mark == "`"
    if start < len(s):
        found.append(Run(s[start:], bold, italic, code))
    return tuple(found)


def _marks(s: str) -> list[tuple[int, str]]:
    """Where the marks are that have a partner, in order."""
    tokens = [(m.start(), m[0][0]) for m in _MARK.finditer(s)]
    ends = [at for at, mark in tokens if mark == "\n" or (mark == "`" and _closes(s, at))]
    paired: list[tuple[int, str]] = []
    open_marks: list[tuple[int, str]] = []  # never more than one of each kind
    inside_code_until = -1
    for at, mark in tokens:
        if at <= inside_code_until:
            continue
        if mark == "\n":
            open_marks.clear()
        elif mark == "`":
            following = bisect_left(ends, at + 1)
            if _opens(s, at) and following < len(ends) and s[ends[following]] == "`":
                inside_code_until = ends[following]
                paired += [(at, mark), (inside_code_until, mark)]
        else:
            opened = [place for place, other in open_marks if other == mark]
            if opened and _closes(s, at):
                paired += [(opened[0], mark), (at, mark)]
                # What opened inside and has not closed by now never will: it was no mark.
                open_marks = [(place, other) for place, other in open_marks if place < opened[0]]
            elif not opened and _opens(s, at):
                open_marks.append((at, mark))
    return sorted(paired)


def _opens(s: str, at: int) -> bool:
    before, after = s[at - 1 : at], s[at + 1 : at + 2]
    return not before.isalnum() and before != s[at] and after != "" and not after.isspace() and after != s[at]


def _closes(s: str, at: int) -> bool:
    before, after = s[at - 1 : at], s[at + 1 : at + 2]
    return before != "" and not before.isspace() and before != s[at] and not after.isalnum() and after != s[at]


def paragraphs(s: str) -> tuple[Block, ...]:
    """A scenario's text in blocks. An empty line parts paragraphs; lines that begin with `- ` are a list; an indented
    line after one goes on with its item."""
    blocks: list[Block] = []
    kind: Literal["paragraph", "list"] = "paragraph"
    lines: list[str] = []

    def close() -> None:
        if lines:
            blocks.append(Block(kind, tuple(lines)))
            lines.clear()

    for raw in s.split("\n"):
        line = raw.strip()
        if not line:
            close()
        elif line.startswith("- "):
            if kind != "list":
                close()
            kind = "list"
            lines.append(line[2:].strip())
        elif kind == "list" and lines and raw[0].isspace():
            lines[-1] += f" {line}"
        else:
            if kind != "paragraph":
                close()
            kind = "paragraph"
            lines.append(line)
    close()
    return tuple(blocks)


# -------------------------------------------------------------------------------------------------------- insertions

MISSING = "…"
"""Drawn where a value is not there yet."""


def fill(template: str, value: Callable[[str], str | None]) -> str:
    """The template with `{name}` and `{name.part}` replaced by `value(name)`, None as `…`; `{{` and `}}` are braces.

    Everything else in braces stays as written, and a value is never looked into.
    """
    return "".join(part for part, _ in _filled(template, value))


def pieces(template: str, value: Callable[[str], str | None]) -> tuple[Run, ...]:
    """The runs of a template with values put in: its marks are read first, and each value is then one run in the style
    of the place it stands in, whatever it contains."""
    return tuple(
        Run(part, run.bold, run.italic, run.code) for run in runs(template) for part, _ in _filled(run.text, value) if part
    )


def placeholders(template: str) -> list[str]:
    """The names a template asks for, in order, each once."""
    return list(dict.fromkeys(m[1] for m in _HOLE.finditer(template) if m[1]))


def _filled(template: str, value: Callable[[str], str | None]) -> list[tuple[str, bool]]:
    """The parts of a filled template; True where a part is a value."""
    parts: list[tuple[str, bool]] = []
    written, start = "", 0
    for m in _HOLE.finditer(template):
        written += template[start : m.start()]
        start = m.end()
        if m[1]:
            given = value(m[1])
            parts += [(written, False), (MISSING if given is None else given, True)]
            written = ""
        else:
            written += m[0][0]
    parts.append((written + template[start:], False))
    return parts
