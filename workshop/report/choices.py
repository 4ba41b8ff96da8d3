"""What can be chosen at an export: editions, languages, lanes. Each choice has an id, as the command line takes it, and a
title for people."""

from __future__ import annotations

from typing import NamedTuple

from workshop import language
from workshop.report.view import CLIENT, INTERNAL, View
from workshop.report.view import editions as own_editions
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.wording import languages as spoken
from workshop.session.book import Book


class Choice(NamedTuple):
    id: str
    title: str


def editions(book: Book, lang: str | None = None) -> tuple[Choice, ...]:
    """The client's, the internal one, and those of the scenario whose condition holds now."""
    view = View(book, CLIENT, lang, None, None)
    own = (Choice(each.id, view.text(each.title)) for each in own_editions(view.book))
    return (*(Choice(id, view.t(f"edition.{id}_short")) for id in (CLIENT, INTERNAL)), *own)


def languages(book: Book) -> tuple[str, ...]:
    """The languages that a report can be written in: those of the scenario that the program has words for; all of these
    where the scenario says the same in every language. The session's own is always among them, and first."""
    own = language.languages()
    known = spoken(book.scenario) or own
    found = [lang for lang in own if lang in known]
    return tuple(dict.fromkeys([book.session.lang, *found]))


def lanes(book: Book, lang: str | None = None) -> tuple[Choice, ...]:
    """The lanes that the journey maps of this session could have, in their order; none where there is no map."""
    view = View(book, CLIENT, lang, None, None)
    found: dict[str, str] = {}
    maps = False
    for step in view.scenario.steps:
        if isinstance(step, Ask) and step.has_rows and step.look == "journey":
            maps = True
            found |= {field.id: view.text(field.title) for field in step.fields}
        elif maps and isinstance(step, Sort) and step.each is None:
            found[step.id] = view.title(step)
    return tuple(Choice(*each) for each in found.items())
