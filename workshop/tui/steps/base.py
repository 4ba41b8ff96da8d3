"""What the editors of all kinds share: their step, its words, whether the answers of others are hidden."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session.book import Book
from workshop.session.changes import Show
from workshop.session.flow import Stop
from workshop.session.scope import Scope
from workshop.tui.pane import Pane


class StepPane(Pane):
    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host)
        self.stop = stop

    @property
    def book(self) -> Book:
        book: Book = self.host.book
        return book

    @property
    def lang(self) -> str:
        return self.host.lang

    @property
    def step(self) -> Any:
        return self.book.scenario.step_by_id[self.stop.step]

    def scope(self) -> Scope:
        """The context of the words above the body."""
        return Scope(step=self.stop.step, at=self.stop.at)

    # words
    def question(self) -> str:
        step = self.step
        return self.book.text(step.prompt if step.prompt is not None else step.title, self.scope())

    def hint(self) -> str:
        return self.book.text(self.step.hint, self.scope())

    def examples(self) -> str:
        found = [self.book.text(example, self.scope()) for example in self.step.examples]
        return f"{t('screen.example', self.lang)} {' · '.join(found)}" if found else ""

    # hidden answers
    @property
    def hidden(self) -> bool:
        """Whether what others said is hidden now."""
        if self.book.session.alone or not getattr(self.step, "is_hidden", False):
            return False
        shown = self.book.session.progress_of(self.stop.step, self.stop.at).shown
        return not shown

    @property
    def names_hidden(self) -> bool:
        step, session = self.step, self.book.session
        names = getattr(step, "names", "shown")
        return names == "never" or (names == "later" and not session.progress_of(step.id, self.stop.at).names_shown)

    def toggle_shown(self) -> None:
        self.host.do(Show(step=self.stop.step, at=self.stop.at, shown=self.hidden))
