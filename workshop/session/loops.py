"""A section that is taken for one item after the other: how far it came, and what it never reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.model import Section
from workshop.session import layers
from workshop.session.env import Env, Named, Value
from workshop.session.model import NO_PROGRESS, Item

if TYPE_CHECKING:
    from workshop.session.book import Book


def value(book: Book, section: Section, name: str, env: Env) -> Value:
    """`.rounds` `.ended` `.left` of a section; at its item where that is given."""
    if name == "left":
        return left(book, section)
    if section.each is None:
        return _at(book, section, "", name)
    items = layers.loop_items(book, section)
    if any(item.id == env.at for item in items):
        return _at(book, section, env.at, name)
    if name == "ended":
        return _at(book, section, "", name)
    return tuple(_at(book, section, item.id, name) for item in items)


def _at(book: Book, section: Section, at: str, name: str) -> Value:
    progress = book.progress(section.id, at)
    if name == "rounds":
        return max(1, progress.rounds)
    return Named(progress.ended, progress.ended) if progress.ended else None


def left(book: Book, section: Section) -> tuple[Item, ...]:
    """The items that a loop which has ended never came to. Reached is what was at hand, was gone through or answered."""

    def work() -> tuple[Item, ...]:
        progress = book.progress(section.id)
        if not progress.ended:
            return ()
        items = layers.loop_items(book, section)
        known = [item.id for item in items]
        reached = {progress.item}
        for step in book.scenario.steps:
            if step.section == section.id:
                answer = book.answer(step.id)
                reached.update(item.at for item in answer.items.values() if not item.gone)
                reached.update(spot.at for spot in answer.cells)
                reached.update(at for at in known if book.progress(step.id, at).done)
        begun = (item.id for item in items if book.progress(section.id, item.id) is not NO_PROGRESS)
        reached.update(begun)
        return tuple(item for item in items if item.id not in reached)

    return book.remember(("left", section.id), work, ())
