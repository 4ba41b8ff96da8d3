"""The tour: what to try next, while one leads a small workshop of its own in the real program. It looks on and holds nothing:
whatever one does instead is done, and the tour goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from workshop.language import t
from workshop.session.changes import EditItem
from workshop.session.model import live
from workshop.tui.rows import Row, Span, row, wrap

SCENARIO = "five_minutes"
CLOSING = "closing"
THINGS = 3


class Task(NamedTuple):
    """`id` is also the name of the words (`tour.<id>`)."""

    step: str
    id: str
    done: Callable[[Tour], bool]


class Tour:
    """What the one at the keyboard has been seen to do, on a run screen."""

    def __init__(self, screen: Any) -> None:
        self.screen = screen
        self.seen: set[str] = set()
        self.at_hand: set[str] = set()  # seen once it is put away: its task says how

    def heard(self, change: object) -> None:
        """A change was made; None: one was taken back."""
        if change is None:
            self.seen.add("undo")
        elif isinstance(change, EditItem):
            self.seen.add("mend")

    def look(self) -> None:
        """What lies over the step, before it is drawn."""
        if not (self.screen.sheet_open or self.screen.notes_open):
            self.seen |= self.at_hand
            self.at_hand = set()
        pane: Any = self.screen.sheet.pane if self.screen.sheet_open else None
        subject = getattr(pane, "subject", "")
        if self.screen.notes_open or subject == "notes":
            self.at_hand.add("notes")
        if subject == "steps":
            self.at_hand.add("plan")
        if subject == "export" and pane.made:
            self.at_hand.add("export")

    def rows(self, width: int) -> list[Row]:
        """The task at hand, in at most `width` cells a row."""
        here = CLOSING if self.screen.reviewing else self.screen.stop.step
        at, task = next(
            ((at, task) for at, task in enumerate(TASKS, 1) if task.step == here and not task.done(self)),
            (len(TASKS), TASKS[-1]),
        )
        lang = self.screen.lang
        place = t("tour.at", lang, n=at, of=len(TASKS))
        words = t(f"tour.{task.id}", lang, n=max(0, THINGS - self.things))
        lines = wrap(words, max(20, width - len(place) - 3), 0)
        lead = " " * len(place)
        return [row(Span(lead if index else place, "faint"), Span("   " + line, "accent")) for index, line in enumerate(lines)]

    @property
    def things(self) -> int:
        return sum(1 for _ in live(self.screen.book.session.answer("chores").items))

    @property
    def placed(self) -> bool:
        return bool(self.screen.book.value("noticed.count") == self.things)


def _seen(what: str) -> Callable[[Tour], bool]:
    return lambda tour: what in tour.seen


def _never(_tour: Tour) -> bool:
    return False


TASKS = (
    Task("welcome", "begin", _never),
    Task("chores", "things", lambda tour: tour.things >= THINGS),
    Task("chores", "mend", _seen("mend")),
    Task("chores", "undo", _seen("undo")),
    Task("chores", "notes", _seen("notes")),
    Task("chores", "on", _never),
    Task("noticed", "place", lambda tour: tour.placed),
    Task("noticed", "catch", lambda tour: any(live(tour.screen.book.session.actions))),
    Task("noticed", "on_again", _never),
    Task("result", "plan", _seen("plan")),
    Task("result", "then", _never),
    Task("moves", "moves", _never),
    Task(CLOSING, "export", _seen("export")),
    Task(CLOSING, "home", _never),
)
