"""The line a ballot is written on: `a2 d` gives two to a and one to d, a reason follows a colon. Pure.

Signs between are free (space, comma); a letter alone gives one. In a ranking the letters stand in order, best first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_TOKEN = re.compile(r"([^\W\d_]+)\s*(\d{0,9})|\S")  # longer figures are a slip of the hand
FREE = ",;.+"
MOST = 9  # signs of a figure


def letter(index: int) -> str:
    """What a choice is called on the line: a … z, then aa, ab … zz, then aaa …"""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, len(LETTERS))
        found = LETTERS[rest] + found
    return found


def place(name: str, count: int) -> int | None:
    """Which of `count` choices is called so; None where none is."""
    index = 0
    for sign in name:
        if sign not in LETTERS or index > count:
            return None
        index = index * len(LETTERS) + LETTERS.index(sign) + 1
    return index - 1 if 0 < index <= count else None


class Ballot(NamedTuple):
    """What a line says: {index: n} in the order written, a reason, and where it could not be read ("" where it could)."""

    gives: dict[int, int]
    wrong: str = ""
    reason: str = ""


def read(line: str, count: int, *, zeros: bool = False, reason: bool = False) -> Ballot:
    """`a2 d` over `count` choices; `zeros`: `a0` is kept, it takes back what was counted; `reason`: one may follow a colon."""
    head, _, why = line.partition(":") if reason else (line, "", "")
    gives: dict[int, int] = {}
    for token in _TOKEN.finditer(head):
        word, figure = (token[1] or "").lower(), token[2]
        # letters written together are one choice each (`abd`), unless they are the name of one (`ab` among many)
        parts = [word] if place(word, count) is not None else [*word]
        places = [at for part in parts if (at := place(part, count)) is not None]
        if not word and token[0] in FREE:
            continue
        if not word or len(places) < len(parts):
            return Ballot(gives, token[0], why.strip())
        *single, last = places
        for at in single:
            gives[at] = gives.get(at, 0) + 1
        gives[last] = gives.get(last, 0) + (int(figure) if figure else 1)
    return Ballot({index: n for index, n in gives.items() if n or zeros}, "", why.strip())


class Wall(NamedTuple):
    """What was counted in a room: {index: n}, by how many people (None: not said), and where the line could not be read."""

    counts: dict[int, int]
    voters: int | None = None
    wrong: str = ""


def read_wall(line: str, count: int) -> Wall:
    """`a5 b3 c0 /8`: dots counted on a wall, by eight people; or figures alone in the order of the choices, `5 3 0 /8`: a show
    of hands. A nought takes back what was counted."""
    head, slash, tail = line.partition("/")
    voters = int(tail) if tail.strip().isascii() and tail.strip().isdecimal() else None
    if tail.strip() and (voters is None or len(tail.strip()) > MOST):
        return Wall({}, None, "/" + tail.strip()[:MOST])
    if slash and voters is None:
        tail = ""
    tokens = [token for token in re.split(rf"[\s{re.escape(FREE)}]+", head) if token]
    if tokens and all(token.isascii() and token.isdecimal() for token in tokens):
        if len(tokens) > count:
            return Wall({}, voters, tokens[count][:MOST])
        return Wall({at: int(token[:MOST]) for at, token in enumerate(tokens)}, voters)
    ballot = read(head, count, zeros=True)
    return Wall(ballot.gives, voters, ballot.wrong)


def write_wall(counts: Mapping[int, int], voters: int = 0) -> str:
    """A count as one would type it; a single dot with its figure, so that it reads as a count."""
    line = " ".join(f"{letter(index)}{n}" for index, n in counts.items())
    return f"{line} /{voters}" if voters and line else f"/{voters}" if voters else line


def write(gives: Mapping[int, int], reason: str = "") -> str:
    """A ballot as one would type it."""
    line = " ".join(letter(index) + (str(n) if n != 1 else "") for index, n in gives.items())
    return f"{line}: {reason}" if reason else line


def twice(ballot: Ballot) -> str:
    """The letter that stands twice in a ranking; "" where each stands once."""
    return next((letter(index) for index, n in ballot.gives.items() if n > 1), "")
