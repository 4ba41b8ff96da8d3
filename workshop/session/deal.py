"""Rows dealt to voices: each gets a few of them a round, as evenly as can be, not its own if avoidable, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.session import layers, people
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book


def hand(book: Book, step: Ask | ListStep, at: str, by: str, round: int) -> tuple[Item, ...]:
    """The rows of one voice in a round, in the order of the rows; all of them where nothing is dealt.

    The same for the same rows and voices, whoever asks. A row that the voice has answered in the round is always its own, so
    that a late row or a newcomer takes nothing out of anybody's hand.
    """
    rows = layers.rows(book, step, at)
    if not step.deal:
        return rows
    voices = people.voices(book, step)
    none: dict[str, frozenset[str]] = {}
    hands = book.remember(("dealt", step.id, at, round), lambda: _hands(book, step, at, round, rows, voices), none)
    ids = hands.get(by)
    if ids is None:  # a voice that nobody has heard of yet
        ids = _hands(book, step, at, round, rows, (*voices, by))[by]
    return tuple(row for row in rows if row.id in ids)


def _hands(
    book: Book, step: Ask | ListStep, at: str, last: int, rows: tuple[Item, ...], voices: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    size = step.deal or 0
    had: dict[str, set[str]] = {voice: set() for voice in voices}
    answered: dict[tuple[int, str], set[str]] = {}
    for spot in book.answer(step.id).cells:
        if spot.at == at:
            answered.setdefault((spot.round, spot.by), set()).add(spot.of)
    times = dict.fromkeys((row.id for row in rows), 0)
    hands: dict[str, frozenset[str]] = {}
    for round in range(1, last + 1):
        hands = {}
        for place, voice in enumerate(voices):
            mine = {id for id in answered.get((round, voice), ()) if id in times}
            start = place * size

            def wish(at: int, voice: str = voice, start: int = start) -> tuple[bool, int, int]:
                return rows[at].by == voice != "", times[rows[at].id], (at - start) % len(rows)

            for index in sorted(range(len(rows)), key=wish):
                if len(mine) >= size:
                    break
                if rows[index].id not in had[voice]:
                    mine.add(rows[index].id)
            for id in mine:
                times[id] += 1
            had[voice] |= mine
            hands[voice] = frozenset(mine)
    return hands
