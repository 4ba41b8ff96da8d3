"""The one-minute evaluation: whether it was worth the time, 1 to 5, and a word each. What a line of it means, and what they
come to.

The question is the ROTI of Esther Derby and Diana Larsen (*Agile Retrospectives*, 2006): return on time invested.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workshop.session.capture import owner_in
from workshop.session.logged import MARK
from workshop.session.model import Item, Session, live
from workshop.text import clean, fold

_FINGERS = re.compile(r"[0-5](?:[ ,;/]*[0-5])*")
_MARK = re.compile(r"([1-5])(?![\w.,]\d)(?:\s*[:,.–-])?(?:\s+|$)")


class Said(NamedTuple):
    """One participant: a mark (None: not said), a word, and who (a name; "" where it was not said)."""

    mark: int | None = None
    word: str = ""
    who: str = ""


class Tally(NamedTuple):
    """What all of them come to. `mean` None: nobody has given a mark."""

    marks: tuple[int, ...]
    mean: float | None
    words: tuple[str, ...]

    @property
    def low(self) -> int:
        return min(self.marks)

    @property
    def high(self) -> int:
        return max(self.marks)


def read(line: str, people: Sequence[str] = ()) -> tuple[Said, ...]:
    """What a line means: figures alone are fingers shown (`5 4 4 2 0`, `54420`), one participant each, where 0 is nobody's
    answer; else one participant's mark and word (`4 lite fort`), word, or either with a name (`@Ann 5`)."""
    typed = clean(line, multiline=False).strip()
    if _FINGERS.fullmatch(typed):
        return tuple(Said(int(figure)) for figure in re.findall(r"\d", typed) if figure != "0")
    who, rest = owner_in(typed, people)
    found = _MARK.match(rest)
    mark = int(found[1]) if found else None
    word = rest[found.end() :].strip() if found else rest
    return (Said(mark, word, who),) if mark is not None or word else ()


def tally(session: Session) -> Tally:
    said = list(live(session.evaluation))
    marks = tuple(mark for item in said if isinstance(mark := item.get(MARK.id), int))
    words = tuple(item.text for item in said if item.text)
    return Tally(marks, sum(marks) / len(marks) if marks else None, words)


def person_of(session: Session, name: str) -> str:
    """The id of a participant by the name; "" for anybody else."""
    return next((person.id for person in session.present if person.name and fold(person.name) == fold(name)), "")


def line_of(session: Session, item: Item) -> str:
    """What was said by one, as one would write it: `4 lite fort @Ann`."""
    person = session.person(item.by) if item.by else None
    parts = [str(item.get(MARK.id) or ""), item.text, f"@{person.name}" if person is not None and person.name else ""]
    return " ".join(part for part in parts if part)
