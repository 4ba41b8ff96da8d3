"""Runs a workshop from its first question to its record, by keyboard alone, as a facilitator would with a group talking.

It knows the keys of each kind of step and nothing of the program inside; how many rows there are it reads in the session
file, as anybody could.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.terminal.driver import Terminal
from workshop.scenario import load
from workshop.session.book import Book
from workshop.store.codec import decode

WORDS = {
    "sv": ("kön", "frågan", "skärmen", "hösten", "räkningen", "mötet", "växeln", "kassan", "dörren", "vägen", "löftet"),
    "en": ("queue", "question", "screen", "autumn", "invoice", "meeting", "till", "door", "road", "picture", "promise"),
}


class Walk:
    def __init__(self, terminal: Terminal, path: Path, lang: str) -> None:
        self.terminal, self.path, self.lang = terminal, path, lang
        self.said: dict[str, list[str]] = {}  # by step, in the order it was said
        self._words = itertools.cycle(WORDS[lang])
        self._count = itertools.count(1)
        self.step: Any = None

    # reading
    def book(self) -> Book:
        """The session as it is saved."""
        self.terminal.settle(0.3)
        self.terminal.pump(0.7)
        session = decode(self.path.read_bytes()).session
        return Book(load.trusted(session.snapshot), session)

    def says(self) -> str:
        """Something new to say, unlike anything said before."""
        return f"{next(self._words)} {next(self._count)} åäö"

    def note(self, text: str) -> str:
        self.said.setdefault(self.step.id, []).append(text)
        return text

    def say(self, *, enter: bool = True) -> str:
        text = self.note(self.says())
        self.terminal.type(text)
        if enter:
            self.terminal.key("enter")
        return text

    # walking
    def run(self) -> None:
        for step in self.book().scenario.steps:
            book = self.book()
            if not book.active(step):  # its condition does not hold: it is not among the steps
                continue
            self.step = step
            self.arrive(book, step)
            getattr(self, f"do_{step.kind}")(book, step)
            self.terminal.key("pagedown")
        self.terminal.wait({"sv": "Avslut", "en": "Closing"}[self.lang])

    def arrive(self, book: Book, step: Any) -> None:
        title = book.text(step.title)
        if step.kind == "ask" and step.look == "journey":
            title = book.text(step.fields[0].title)
        self.terminal.wait(title)

    # kinds
    def do_note(self, book: Book, step: Any) -> None:
        assert self.terminal.text().strip()

    def do_result(self, book: Book, step: Any) -> None:
        assert self.terminal.text().strip()

    def do_ask(self, book: Book, step: Any) -> None:
        if step.look == "journey":
            for _ in book.rows(step):
                for field in step.fields:
                    self.cell(field)
            return
        if step.by != "group":
            for _ in book.voices(step):
                for field in step.fields:
                    self.field(field)
            return
        for _ in range(len(book.rows(step)) if step.has_rows else 1):
            for field in self.shown(step):
                self.field(field)

    def shown(self, step: Any) -> Iterator[Any]:
        """The fields as they come up: those with a condition only where the first option, always taken, makes it hold."""
        for field in step.fields:
            firsts = [option.id for other in step.fields for option in self.first_options(other)]
            if field.when is None or any(f"'{first}'" in field.when for first in firsts):
                yield field

    @staticmethod
    def first_options(field: Any) -> list[Any]:
        return list(getattr(field, "options", ()))[:1]

    def field(self, field: Any) -> None:
        if field.kind in ("choice", "yesno", "scale"):
            self.terminal.key("1")
        elif field.kind == "list":
            self.say()
            self.say()
            self.terminal.key("tab")
        elif field.kind == "text":
            self.say()
        else:
            raise AssertionError(f"the walk has no words for a {field.kind}")

    def cell(self, field: Any) -> None:
        if field.kind == "scale":
            self.terminal.key(str(next(self._count) % 5 + 1))
            self.terminal.key("enter")
        elif field.kind == "list":
            self.say()
            self.terminal.key("enter")
        else:
            self.say()

    def do_list(self, book: Book, step: Any) -> None:
        if step.each is not None:
            rows = book.rows(step)
            for index, _ in enumerate(rows):
                self.say()
                self.say()
                if index < len(rows) - 1:
                    self.terminal.key("enter")
            return
        if step.by == "each" and len(book.voices(step)) > 1:
            for _ in book.voices(step):
                self.say()
                self.say()
                self.terminal.key("tab")
            return
        for _ in range(4):
            self.say()
        if book.offers(step):
            self.note(book.label(book.offers(step)[0].id))
            self.terminal.key("down", "enter")

    def do_sort(self, book: Book, step: Any) -> None:
        places = len(step.places)
        for index, _ in enumerate(book.material(step)):
            self.terminal.key(str(index % places + 1))

    def do_matrix(self, book: Book, step: Any) -> None:
        for index, _ in enumerate(book.material(step)):
            self.terminal.key(str(index % 9 + 1), str(9 - index % 4))

    def do_group(self, book: Book, step: Any) -> None:
        self.terminal.key("space", "space", "g")
        self.terminal.settle()
        self.say()

    def do_vote(self, book: Book, step: Any) -> None:
        count = len(book.material(step))
        dots = step.dots if isinstance(step.dots, int) else 3
        for voice, _ in enumerate(book.voices(step)):
            letters = [chr(97 + (voice + i) % count) for i in range(min(dots, count))]
            self.terminal.type(" ".join(letters))
            self.terminal.key("enter")
        self.terminal.key("v")

    def do_actions(self, book: Book, step: Any) -> None:
        text = self.note(self.says())
        self.terminal.type(f"{text} @Ann 2027-03-05")
        self.terminal.key("enter")

    def do_decisions(self, book: Book, step: Any) -> None:
        self.say()
