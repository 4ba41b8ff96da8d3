"""A pane: what stands in the body of a screen and answers its keys, without Textual.

Every step's editor is a pane, and so are home, the new session and the review. A pane draws rows, says which keys work now, and
turns keys and lines into Changes. It keeps only what is on the screen (a cursor, a window); the truth is the Desk's.

Two states, always named: *writing* (a line is open: every printable key is text and never reaches `key`) and *choosing*
(letters are commands).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from workshop.tui.rows import View

if TYPE_CHECKING:
    from workshop.session.book import Book
    from workshop.session.changes import Change
    from workshop.session.desk import Desk
    from workshop.session.pasted import Pasted


class Pair(NamedTuple):
    """A key and what it does, for the key row: `key` as it is drawn, `words` a catalog key, `press` what a click sends."""

    key: str
    words: str
    press: str = ""


class Host(Protocol):
    """What a pane may ask of the screen around it."""

    @property
    def desk(self) -> Desk: ...
    @property
    def book(self) -> Book: ...
    @property
    def lang(self) -> str: ...
    @property
    def glyphs(self) -> str:
        """ "unicode" or "ascii"."""

    @property
    def density(self) -> str:
        """ "auto", "compact" or "roomy": whether there is to be air between things."""

    @property
    def line_text(self) -> str:
        """What is on the writing line now ("" where none is open)."""

    @property
    def line_rows(self) -> int:
        """How many rows the text on the line takes at its width: the pane leaves so many."""

    def set_line(self, text: str, cursor: int | None = None) -> None: ...

    def do(self, *changes: Change) -> bool:
        """Through the Desk; a refusal is said in the message row and gives False. Several are one undo."""

    def say(self, message: str) -> None:
        """One row, until the next command."""

    def redraw(self) -> None:
        """Something moved: question, body and key row are drawn again. (After `do` this happens by itself.)"""

    def ask_name(self, title: str, text: str, then: object) -> None:
        """A sheet with one line (a group's name, a stage's): `then(text)` with what was written, on Enter."""

    def forward(self) -> None:
        """The next step (as PgDn)."""


class Pane:
    """The base: a pane that shows nothing and takes no key."""

    wide = False  # uses the whole width: no agenda beside it
    subject = ""  # what help says of it: `help.takes.<subject>`; a step's editor says its kind and field instead

    def __init__(self, host: Host) -> None:
        self.host = host
        self.writing = False

    # what stands above the body
    def kicker(self) -> str:
        """Added to "step · n of m" where the pane has a place within (`stage 2 of 7`)."""
        return ""

    def question(self) -> str:
        return ""

    def hint(self) -> str:
        return ""

    def examples(self) -> str:
        return ""

    @property
    def has_places(self) -> bool:
        """Whether anything is asked: a step may wait for what another gathers."""
        return True

    # the body
    def view(self, width: int, height: int) -> View:
        """At most `height` rows; text may run from 0 to `width`. Cost must grow with the height, not with the session."""
        return View(())

    def pairs(self) -> list[Pair]:
        """The keys that work now, most used first (PgDn, ? and Esc are added by the screen)."""
        return []

    def every_pair(self) -> list[Pair]:
        """The same for help and the palette: those too that the body draws, or that the key row has no room for."""
        return self.pairs()

    def copied(self) -> str:
        """What is at hand, as text for the clipboard; "" where that is nothing by itself."""
        return ""

    def half_said(self, text: str) -> str:
        """As the pane of a sheet: what of its line would be words of the session, and is to be kept where the program is ended
        before Enter; "" where they are none (a search, a time) or stand in the session already."""
        return ""

    # keys
    def key(self, key: str) -> bool:
        """Choosing: a key by Textual's name ("a", "1", "up", "enter", "space", "delete", "left" …). True: taken."""
        return False

    def enter(self, text: str) -> None:
        """Writing: Enter, with what stands on the line. The pane clears or closes the line (`host.set_line`)."""

    def move(self, key: str, text: str) -> bool:
        """Writing: a key that would leave the line: up, down, tab, shift+tab; when it is empty also left, right, home, end,
        delete, backspace. True: taken."""
        return False

    def take_cells(self, found: Pasted, text: str) -> bool:
        """A paste that may hold more than lines: cells of a table, lines within lines. True: taken, else `paste` is asked."""
        return False

    def paste(self, lines: list[str], text: str) -> bool:
        """Several lines pasted (cleaned, blanks dropped), with what stood on the line. True: taken; else they go into it."""
        return False

    def typed(self, text: str) -> bool:
        """Writing, after each key. True: what is drawn depends on it and is drawn again. Must be cheap."""
        return False

    def escape(self, text: str) -> None:
        """Writing: to Choosing, text kept."""
        self.writing = False

    def leave(self, text: str) -> bool:
        """The step is left with this on the line: commit it. False: refused (and said), stay."""
        return True

    def click(self, target: object, x: int) -> None:
        """A row with a target was clicked, `x` cells from the text column."""

    def click_sign(self, target: object, x: int, press: str) -> None:
        """The same on something that stands for a key by itself (`Span.press`): the dot of a scale, the name of a place."""
        self.key(press)

    def wheel(self, way: int) -> None:
        """The wheel was turned down (1) or up (-1): to the next row, or the one before. It changes nothing."""
        key = "down" if way > 0 else "up"
        if self.writing:
            self.move(key, self.host.line_text)
        else:
            self.key(key)

    def opened(self) -> None:
        """The pane has come up, and its line is empty: what stands at the place at hand goes on it."""

    # where one is, for resuming and for the draft
    def place(self) -> tuple[str, str, str]:
        """(row, field, what the line is for): enough for `go` to come back to the very line."""
        return ("", "", "")

    def to_text(self, of: str, across: str, field: str, by: str, id: str) -> None:
        """To where a text stands, in Choosing: row, column, field, voice, entry or thing ("" where there is none)."""
        self.escape("")
        self.go(id or of, field, "")

    def go(self, of: str, field: str, use: str) -> None:
        """Back to a place given by `place`."""
