"""The line a ballot is written on: `a2 d` gives two to a and one to d. Pure.

Signs between are free (space, comma); a letter alone gives one. In a ranking the letters stand in order, best first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workshop.tui.steps.matrix import letter



class Ballot(NamedTuple):
    """What a line says: {index: n} in the order written, and where it could not be read ("" where it could)."""

    gives: dict[int, int]
    wrong: str = ""


def letters(count: int) -> list[str]:
    return [letter(index) for index in range(count)]


def read(line: str, count: int) -> Ballot:
    """`a2 d` over `count` choices."""
    names = {name: index for index, name in enumerate(letters(count))}
    gives: dict[int, int] = {}
    for token in re.findall(r"[a-zA-Z]+\d*|\S", line):
        found = re.fullmatch(r"([a-zA-Z]+)(\d*)", token)
        if found is None:
            if token in ",;":
                continue
            return Ballot(gives, token)
        word, figure = found[1].lower(), found[2]
        # letters written together are one choice each (`abd`), unless they are the name of one (`ab` among many)
        parts = [word] if word in names else list(word)
        if any(part not in names for part in parts):
            return Ballot(gives, token)
        for part in parts[:-1]:
            gives[names[part]] = gives.get(names[part], 0) + 1
        last = names[parts[-1]]
        gives[last] = gives.get(last, 0) + (int(figure) if figure else 1)
    return Ballot({index: n for index, n in gives.items() if n})


def write(gives: dict[int, int]) -> str:
    """A ballot as one would type it."""
    return " ".join(letter(index) + (str(n) if n != 1 else "") for index, n in gives.items())


def ranked(line: str, count: int) -> tuple[Sequence[int], str]:
    """Letters in order, best first, and what could not be read or came twice."""
    ballot = read(line, count)
    if ballot.wrong:
        return [], ballot.wrong
    twice = next((letter(index) for index, n in ballot.gives.items() if n > 1), "")
    return list(ballot.gives), twice
