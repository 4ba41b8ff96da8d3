"""Where a line may end: typst divides words by the rules of the language, and only what those leave whole gets places here."""

from __future__ import annotations

import re

SHY, ZWSP, NBSP = "\u00ad", "\u200b", "\u00a0"

_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|\$|£|kr|kg|g|km|m|cm|mm|h|min|s|st|st\.|p)\b|[%€$£])")
_LONG = re.compile(r"[^\s\u00ad\u200b\u00a0/–—-]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SAME_KIND = re.compile(r"[aeiouyåäöéüæøAEIOUYÅÄÖÉÜÆØ]{4,}|[^\W\d_aeiouyåäöéüæøAEIOUYÅÄÖÉÜÆØ]{7,}")
COMPOUND = 70
"""A word of so many letters or fewer is left to the rules of its language."""


def tied(text: str) -> str:
    """A figure stays with its unit."""
    return _UNIT.sub(NBSP, text)


def soft(text: str, room: int) -> str:
    """The text with places to break in what would be wider than a line of about `room` signs: a soft hyphen in a word, a
    space without width in anything else (an address, a code)."""
    if len(text) <= room:
        return text
    return _LONG.sub(lambda found: _opened(found[0], room), text)


def _opened(word: str, room: int) -> str:
    if len(word) <= room:
        return word
    if _LETTERS.fullmatch(word) is None:
        return _every(word, ZWSP, max(room, 6))
    if len(word) > COMPOUND or _SAME_KIND.search(word):
        return _every(word, SHY, max(room - 2, 6))
    return word


def _every(word: str, sign: str, n: int) -> str:
    """`sign` after every `n` signs, never between a letter and its marks or within a picture of several parts."""
    parts = re.findall(r".(?:[\u0300-\u036f\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", word, re.DOTALL)
    return sign.join("".join(parts[at : at + n]) for at in range(0, len(parts), n))
