"""What the facilitator has said of the room's screen: blank, held, another page; and the page that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workshop.session.book import Book
from workshop.store.room import Wall

if TYPE_CHECKING:
    from workshop.session.room import Page, Subject, Timer  # what makes its pages is loaded when the first one is made

State = Literal["", "blank", "held", "chosen"]


class Leading:
    """One session's room, as long as it is open here."""

    def __init__(self, wall: Wall) -> None:
        self.wall = wall
        self.open = False  # whether a room's window follows
        self.blank = self.held = False
        self.chosen: Subject | None = None  # another page than that of the place at hand
        self.turn = 0  # pages away from the one that comes up by itself
        self._about: tuple[object, ...] = ()
        self._of: tuple[object, ...] = ()  # what the page was last made of
        self.page: Page | None = None  # what stands there now, were it not blank

    @property
    def state(self) -> State:
        """What is other than that the room follows."""
        return "blank" if self.blank else "held" if self.held else "chosen" if self.chosen is not None else ""

    def looked(self) -> bool:
        """Whether a window came or went since the last look."""
        before, self.open = self.open, self.wall.is_watched
        return self.open != before

    def follow(self) -> None:
        """The place at hand again, and from now on."""
        self.chosen, self.held, self.blank, self.turn = None, False, False, 0

    def choose(self, subject: Subject) -> None:
        """This page, until something else is said."""
        self.follow()
        self.chosen = subject

    def page_by(self, way: int) -> bool:
        """Pages on or back. False: there is none that way."""
        if self.page is None or self.held:
            return False
        self.turn = self.page.turn + way
        return True

    def show(self, book: Book, here: Subject, timer: Callable[[], Timer | None]) -> bool:
        """The page of this moment on the wall. True where it is another than before. OSError where it cannot be put there."""
        from workshop.session import room

        subject, clock = self.chosen if self.chosen is not None else here, timer()
        made_of = (book.session, book.session.lang, subject, clock, self.turn, self.held, self.blank)
        if len(self._of) == len(made_of) and self._of[0] is made_of[0] and self._of[1:] == made_of[1:]:
            return False  # a picture was drawn, and nothing of it concerns the room
        if not self.held:
            page = room.page(book, subject, timer=clock, turn=self.turn)
            about = (subject.stop if isinstance(subject, room.At) else subject, page.above, page.question)
            if about != self._about:  # something else is looked at: from its own page on
                self._about = about
                page = room.page(book, subject, timer=clock) if self.turn else page
            self.page, self.turn = page, page.turn
        page = room.blank(book) if self.blank or self.page is None else self.page
        put = self.wall.put(page)
        self._of = (*made_of[:4], self.turn, *made_of[5:])
        return put


def leading(session: Path) -> Leading | None:
    """The room of a session file; None where there is no place for its page."""
    try:
        return Leading(Wall(session))
    except OSError:
        return None
