"""The fonts of what is set by the program itself, and which signs they have.

Inter (text), DejaVu Sans (signs that Inter lacks) and Noto Emoji (pictures, without colour), each with its licence beside it.
They are subsets: Latin with its extensions, Greek, Cyrillic, punctuation, arrows, mathematics, boxes and shapes; every picture
sign of one code point. What they lack (scripts of Asia and Africa, Arabic, Hebrew) is left to the fonts of the computer.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

# Joiners and selectors take no room; a font need not have them.
_INVISIBLE = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f")


def strange(texts: Iterable[str]) -> list[str]:
    """The signs of the texts that none of these fonts has, each once, in the order of their numbers."""
    signs = set[str]().union(*texts)
    return sorted(sign for sign in signs if ord(sign) > 0x24F and sign not in _INVISIBLE and ord(sign) not in covered())


_JOINS = dict.fromkeys((0x200D, 0xFE0F, *range(0x1F3FB, 0x1F400)), "")
_FLAGS = {0x1F1E6 + at: chr(ord("A") + at) for at in range(26)}


def apart(text: str) -> str:
    """Pictures that are made of several signs as those signs beside each other: these fonts have no picture for them joined,
    and in a drawing they would stand on each other. A flag is its two letters."""
    return text.translate(_JOINS | _FLAGS)


@cache
def covered() -> frozenset[int]:
    """The code points that can be drawn."""
    return frozenset().union(*(_signs(path.read_bytes()) for path in sorted(FOLDER.glob("*-Regular.?tf"))))


def _signs(font: bytes) -> set[int]:
    """The code points of a font, from the tables of formats 4 and 12 of its `cmap` (OpenType 1.9)."""
    found: set[int] = set()
    for at in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + at * 16)
        if tag != b"cmap":
            continue
        for n in range(struct.unpack_from(">H", font, start + 2)[0]):
            table = start + struct.unpack_from(">I", font, start + 4 + n * 8 + 4)[0]
            kind = struct.unpack_from(">H", font, table)[0]
            if kind == 4:
                found |= _by_segments(font, table)
            elif kind == 12:
                for group in range(struct.unpack_from(">I", font, table + 12)[0]):
                    first, last, _ = struct.unpack_from(">III", font, table + 16 + group * 12)
                    found.update(range(first, last + 1))
    return found


def _by_segments(font: bytes, table: int) -> set[int]:
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, table + 14)
    starts = struct.unpack_from(f">{count}H", font, table + 16 + count * 2)
    return {sign for first, last in zip(starts, ends, strict=True) if first != 0xFFFF for sign in range(first, last + 1)}
