"""What the editors of all kinds share: their step, its words, what earlier steps say, what its checks say, what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from workshop import language
from workshop.language import t
from workshop.session import past
from workshop.session.book import Book
from workshop.session.changes import Show
from workshop.session.flow import Stop
from workshop.session.scope import Scope
from workshop.tui.pane import Pane
from workshop.tui.rows import EMPTY, Row, cut, row, warn

if TYPE_CHECKING:
    from workshop.session import landing
    from workshop.session.pasted import Pasted

T = TypeVar("T")

CHECKS = 2  # rows that failed checks may take


class StepPane(Pane):
    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host)
        self.stop = stop
        self._memo: tuple[Book, dict[Hashable, Any]] | None = None

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

    def remember(self, key: Hashable, work: Callable[[], T]) -> T:
        """What is worked out of the session, until it changes."""
        if self._memo is None or self._memo[0] is not self.book:
            self._memo = (self.book, {})
        kept = self._memo[1]
        if key not in kept:
            kept[key] = work()
        found: T = kept[key]
        return found

    # words
    def question(self) -> str:
        step = self.step
        return self.book.text(step.prompt if step.prompt is not None else step.title, self.scope())

    def hint(self) -> str:
        """The step's own, and where it takes from another time."""
        return " ".join(part for part in (self.book.text(self.step.hint, self.scope()), self.taken()) if part)

    def taken(self) -> str:
        """`Hämtat från Kundresan, tors 19 nov.`; "" where nothing is from an earlier session."""
        found = self.remember("taken", lambda: past.taken_from(self.book, self.step))
        return t("screen.taken_from", self.lang, where="; ".join(map(self._where, found))) if found else ""

    def _where(self, before: Book) -> str:
        day = language.day(past.held(before.session), self.lang, date.today())
        return t("store.before.where", self.lang, title=before.scenario.text(before.scenario.title, self.lang), day=day)

    def examples(self) -> str:
        found = [self.book.text(example, self.scope()) for example in self.step.examples]
        return f"{t('screen.example', self.lang)} {' · '.join(found)}" if found else ""

    def said_of(self, id: str) -> list[tuple[str, str]]:
        """What earlier steps say of a thing (`show`): (what it is called, the words)."""

        def work() -> list[tuple[str, str]]:
            scope, out = Scope(step=self.step.id, at=self.stop.at, of=id), []
            for name in self.step.show:
                words = " ".join(self.book.title(self.book.value(f"item.{name}", scope)).split())
                if words:
                    out.append((self._name_of(name), words))
            return out

        return self.remember(("said of", id), work) if self.step.show else []

    def _name_of(self, name: str) -> str:
        step_id, _, field_id = name.partition(".")
        step = self.book.scenario.step_by_id.get(step_id)
        field = next((one for one in getattr(step, "fields", ()) if one.id == field_id), None)
        return self.book.text(field.title if field is not None else step.title if step is not None else name)

    def check_rows(self, width: int) -> list[Row]:
        """What the checks of the step say, once they can be told; an empty row before."""
        if not self.step.checks:
            return []
        texts = self.remember("checks", lambda: dict.fromkeys(one.text for one in self.book.checks(self.step, self.stop.at)))
        rows = [row(warn(cut(text, width))) for text in texts][:CHECKS]
        return [EMPTY, *rows] if rows else []

    def wheel(self, way: int) -> None:
        """Out of the line, whose words are kept, and on among what was said."""
        if self.writing:
            self.escape(self.host.line_text)
        if not self.writing:
            super().wheel(way)

    # what is pasted
    def take_cells(self, found: Pasted, text: str) -> bool:
        from workshop.session import landing

        place = self.landing_place(found, text)
        if place is None:
            return False
        landed = landing.land(self.book, self.stop.step, found, place, date.today())
        said = landing.said(landed, self.lang)
        if landed.changes:
            changes = [*landed.changes, *landing.noted(landed, self.book, self.step, self.lang)]
            if not self.host.do(*changes):
                return True
            kept = [t("landing.kept", self.lang)] if landed.left else []
            said = " ".join([said, *kept, t("landing.undo", self.lang)])
            self.landed(text)
        self.host.say(said)
        return True

    def landing_place(self, found: Pasted, text: str) -> landing.Place | None:
        """Where cells that are pasted now would begin; None: here they are only lines."""
        return None

    def landed(self, text: str) -> None:
        """Cells have come in, while this stood on the line."""

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
        if "never" in (names, session.names):
            return True
        return names == "later" and not session.progress_of(step.id, self.stop.at).names_shown

    def toggle_shown(self) -> None:
        self.host.do(Show(step=self.stop.step, at=self.stop.at, shown=self.hidden))
