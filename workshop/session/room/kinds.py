"""What the room sees of a step, by its kind. Each gives all that may be seen; `room.page` makes pages of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.note import Note
from workshop.session import flow, index, layers, people
from workshop.session.book import Book
from workshop.session.model import Item, live
from workshop.session.room import answers
from workshop.session.room.asked import ask
from workshop.session.room.page import Thing
from workshop.session.room.placed import group, matrix, sort
from workshop.session.room.reckoned import result
from workshop.session.room.shown import (
    REACH,
    At,
    Shown,
    above,
    filled,
    in_sentences,
    is_hidden,
    name_of,
    question,
    row_of,
    silent,
)
from workshop.session.room.voted import vote
from workshop.session.scope import Scope
from workshop.session.spots import log_of


def note(book: Book, step: Note, at: At) -> Shown:
    asked = question(book, step, at)
    if step.pause:
        return Shown(asked, "break")
    return Shown(asked, things=in_sentences(filled(book, step.text, Scope(step=step.id, at=at.stop.at))))


def listed(book: Book, step: ListStep, at: At) -> Shown:
    """A list and the logs: what was said, the newest last."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of, place = row_of(book, step, at)
    asked = question(book, step, at, of)
    own: Sequence[Item] = flow.own_items(book, step)
    if of or layers.loop_of(book, step) is not None:
        own = [item for item in own if item.at == at.stop.at and (not of or item.of == of)]
    unordered = people.nameless(book, step)
    if unordered:  # the order of entering would tell who is who
        own = sorted(own, key=lambda item: item.id)
    begin = 0 if unordered else max(0, len(own) - REACH)
    things = [
        Thing(
            answers.label_of(book, index.in_words(book, step, item)),
            lead=str(n),
            note=_beside(book, step, item),
            strong=n == len(own) and not unordered,
            done=bool(item.get("done")),
        )
        for n, item in enumerate(own[begin : begin + REACH], begin + 1)
    ]
    return Shown(asked, above=above(book, of, asked), place=place, things=things, newest=not unordered)


def _beside(book: Book, step: ListStep, item: Item) -> str:
    if log_of(step):
        return in_charge(book, item)
    first = next((one for field in step.fields for one in answers.said(book, field, item.fields, Scope(step=step.id))), "")
    return " · ".join(filter(None, (name_of(book, step, item.by, item.at), first)))


def in_charge(book: Book, item: Item) -> str:
    """Who does it, by when."""
    owner = str(item.get("owner") or "")
    if book.session.person(owner) is not None:
        owner = answers.label(book, owner)
    return " · ".join(filter(None, (owner, book.title(item.get("due")))))


def open_actions(book: Book) -> list[Item]:
    return [item for item in live(book.session.actions) if not item.get("done")]


KINDS: Mapping[str, Callable[[Book, Any, At], Shown]] = {
    "note": note,
    "ask": ask,
    "list": listed,
    "sort": sort,
    "matrix": matrix,
    "group": group,
    "vote": vote,
    "result": result,
    "actions": listed,
    "decisions": listed,
}
