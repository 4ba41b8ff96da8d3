"""Where what was pasted lands in a step: the Changes for it, and in words what found no place. Pure.

The screen, plain mode and `workshop import` all put a table or a list in a step by this. What is there already is added to (a
list) or replaced (any other answer), in one undo; what does not fit is told with its line and is never half taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workshop import limits
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.session.book import Book
from workshop.session.changes import AnyChange, Capture
from workshop.session.pasted import Pasted


class Left(NamedTuple):
    """Something that did not fit: the line it stood on (from 1), its words, and why in a sentence."""

    line: int
    text: str
    why: str


class Landing(NamedTuple):
    """What would be done. `taken` counts things or answers; `replaced` how many of those took the place of another."""

    changes: tuple[AnyChange, ...] = ()
    taken: int = 0
    replaced: int = 0
    left: tuple[Left, ...] = ()
    refused: str = ""  # why all of it was refused, in a sentence; then nothing else is said


class Place(NamedTuple):
    """Where it is put down: the cell at hand, or the heading and voice of a list."""

    at: str = ""
    of: str = ""
    across: str = ""
    field: str = ""
    by: str = ""  # whose answer: a participant, a team, a role
    voice: str = ""  # the voice their answers lie under, where that is another
    names: bool = False  # the first row holds the names of the columns, and those not there yet are made


FIRST = Place()


def land(book: Book, step: str, pasted: Pasted, place: Place = FIRST, today: date | None = None) -> Landing:
    """The Changes that put `pasted` into a step, beginning at `place` ("" = from the first on)."""
    from workshop.session.landing import grid, lists, placing

    found, today = book.scenario.step_by_id[step], today or date.today()
    if isinstance(found, ListStep):
        return lists.land(book, found, pasted, place, today)
    if isinstance(found, Ask):
        return grid.land(book, found, pasted, place, today)
    if isinstance(found, Sort | Matrix):
        return placing.land(book, found, pasted, place)
    return lists.into_source(book, found, pasted)


def said(landing: Landing, lang: str, most: int = 3) -> str:
    """What was done and what did not fit, in words for a row of messages."""
    from workshop.language import t

    if landing.refused:
        return landing.refused
    parts = [t("landing.taken", lang, n=landing.taken)]
    if landing.replaced:
        parts.append(t("landing.replaced", lang, n=landing.replaced))
    if landing.left:
        parts.append(t("landing.left", lang, n=len(landing.left), what=shown(landing.left[:most], lang)))
    return " ".join(parts)


def noted(landing: Landing, book: Book, step: AnyStep, lang: str) -> list[AnyChange]:
    """What did not fit, as a note, so that it is not lost with the paste; [] where all of it did."""
    from workshop.language import t

    if not landing.left:
        return []
    what = "; ".join(one.text for one in landing.left)
    text = t("landing.note", lang, step=book.text(step.title), what=what)
    return [Capture(what="note", text=text[: limits.ANSWER], step=step.id)]


def shown(left: Sequence[Left], lang: str) -> str:
    """What did not fit, each with its line and its reason: `rad 3 ”ungefär fem” (Skriv ett tal)`."""
    from workshop.language import t

    return "; ".join(t("landing.one", lang, line=str(one.line), text=short(one.text), why=one.why.rstrip(".")) for one in left)


def short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
