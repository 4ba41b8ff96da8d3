"""How broad text is about to be, and where to break it: for pictures, which have no layout of their own."""

from __future__ import annotations

from functools import lru_cache

# Widths in parts of the type size, of a common sans (Inter, Helvetica): near enough to break lines by.
_NARROW = frozenset("ijl.,:;'|!Iftr()[]{}/\\-·’‘“”\"` ")
_BROAD = frozenset("mwMW@%—…")


def width_of(text: str, size: float) -> float:
    """How broad the text is about to be, in the unit of `size`."""
    return _units(text) * size


@lru_cache(maxsize=20_000)
def _units(text: str) -> float:
    """In parts of the type size. The same words are measured in many sizes and columns."""
    total = 0.0
    for sign in text:
        if sign in _NARROW:
            total += 0.32
        elif sign in _BROAD:
            total += 0.88
        elif ord(sign) > 0x2E80:  # scripts and pictures as broad as high
            total += 1.05
        else:
            total += 0.66 if sign.isupper() else 0.56
    return total


def wrapped(text: str, size: float, width: float, most: int = 0) -> list[str]:
    """The text in lines of at most `width`. A word that is longer is divided; what is over `most` lines ends in …"""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if width_of(joined, size) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *over, line = _divided(word, size, width)
            lines += over
        lines.append(line)
    lines = [line for line in lines if line] or [""]
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and width_of(last + "…", size) > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,.;:-") + "…"]
    return lines


_ADDRESS = frozenset("/?&=@_#")


def _divided(word: str, size: float, width: float) -> list[str]:
    """A word in parts that fit, each but the last with its hyphen. An address is divided after its own signs, and no hyphen
    is put in that somebody might copy."""
    if width_of(word, size) <= width:
        return [word]
    address = any(sign in _ADDRESS for sign in word)
    parts: list[str] = []
    while len(word) > 1 and width_of(word, size) > width:
        cut = _fits(word, size, width)
        if address:
            cut = next((at for at in range(cut, cut // 2, -1) if word[at - 1] in _ADDRESS), cut)
            parts.append(word[:cut])
        else:
            cut = _syllable(word, cut)
            parts.append(word[:cut] + "-" * (word[cut - 1].isalnum() and word[cut].isalnum()))
        word = word[cut:]
    return [*parts, word]


def _fits(word: str, size: float, width: float) -> int:
    """After how many letters to divide a word, the hyphen counted; at least one."""
    total = 0.32 * size
    for at, sign in enumerate(word):
        total += width_of(sign, size)
        if total > width:
            return min(max(at, 1), len(word) - 1)
    return len(word) - 1


_VOWELS = frozenset("aeiouyåäöéüæøAEIOUYÅÄÖ")


def _syllable(word: str, most: int) -> int:
    """The last place up to `most` where a word may be divided: one consonant goes with the vowel after it ("be-skatt-ning",
    the rule of Swedish schools, good enough in English). Where there is none near, `most`."""
    for at in range(most, max(most // 2, 2), -1):
        if word[at].isalpha() and word[at] not in _VOWELS and word[at + 1 : at + 2] and word[at + 1] in _VOWELS:
            return at
    return most


def divided(text: str, size: float, width: float) -> str:
    """The text with places to break (U+200B, after the hyphen where one is written) in words that are broader than `width`,
    for programs that would cut them anywhere. Words that fit are left as they are."""
    if width <= 0 or all(width_of(word, size) <= width for word in text.split(" ")):
        return text
    return " ".join("\u200b".join(_divided(word, size, width)) for word in text.split(" "))
