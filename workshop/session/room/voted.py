"""What the room sees of a vote: the choices with their letters and how many have voted; what came out, once it is shown."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Source
from workshop.session import people
from workshop.session.ballots import letter
from workshop.session.book import Book
from workshop.session.room import answers
from workshop.session.room.page import Thing
from workshop.session.room.shown import At, Shown, above, is_hidden, near, question, row_of

LEADING = 3
"""So many lead in a vote, where no later step says how many go on."""


def vote(book: Book, step: Vote, at: At) -> Shown:
    """What is voted on, with its letters; what it got, once that is shown."""
    of, place = row_of(book, step, at) if step.each is not None else ("", "")
    asked = question(book, step, at, of)
    lang, n = book.session.lang, book.voters(step, at.stop.at, of)
    head = Shown(asked, above=above(book, of, asked), place=place)
    counted = book.votes(step, at.stop.at, of)
    if is_hidden(book, step, at.stop) or not any(one.place for one in counted):
        material, _, beyond = near(book.material(step, at.stop.at, of))
        things = [Thing(answers.label(book, item.id), lead=letter(index)) for index, item in enumerate(material)]
        many = len(people.people(book)) if step.by == "each" else len(book.voices(step))
        key = "room.voted_of" if many >= n and many > 1 else "room.voted"
        said = t(key, lang, n=n, of=many) if not book.session.alone else ""
        return head._replace(things=things, said=said, beyond=beyond)
    found, _, beyond = near(counted)
    earlier = book.latest(step, at.stop.at) - 1
    before = {one.item.id: one.place for one in book.votes(step, at.stop.at, of, earlier)} if earlier else {}
    ranked = step.way == "rank" and step.rank == "all"  # the sum of ranks says nothing to a room
    most = max((one.share or 0 for one in found), default=0) or 1
    top = going_on(book, step)
    things = [
        Thing(
            answers.label(book, one.item.id),
            lead=str(one.place or "") if ranked else "",
            figure="" if ranked else language.number(one.total, lang),
            note=_moved(one.place, before.get(one.item.id), lang),
            part=(one.share or 0) / most,
            strong=bool(one.share) and (one.place or 0) <= top,
        )
        for one in found
    ]
    said = "" if book.session.alone or not n else t("room.have_voted", lang, n=n)
    return head._replace(things=things, said=said, beyond=beyond)


def _moved(place: int | None, before: int | None, lang: str) -> str:
    """From which place it came in the round before."""
    if place is None or before is None or place == before:
        return ""
    return t("room.up" if place < before else "room.down", lang, n=before)


def going_on(book: Book, step: Vote) -> int:
    """How many of a vote's best a later step takes."""
    for other in book.scenario.steps:
        for name in ("each", "from_", "start"):
            given = getattr(other, name, None)
            for one in given if isinstance(given, list) else [given]:
                if isinstance(one, Source) and one.from_ == step.id and isinstance(one.top, int):
                    return one.top
    return LEADING
