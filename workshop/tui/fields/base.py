"""What the editors of all field types share: a question at one spot, and what a key or a line makes of it.

Nothing here changes a session or knows of a screen: an editor turns keys and words into values, and values into spans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.session.book import Book
from workshop.session.model import Cell
from workshop.session.scope import Scope
from workshop.tui.pane import Pair
from workshop.tui.rows import Span, cut, faint, soft, width_of, wrap

Line = tuple[Span, ...]  # one row of an answer

MOST_ROWS = 10  # of an answer that is not at hand; what is longer ends in …
LINE_ROWS = 6  # a text of one line may wrap to so many rows while it is written
BOX = (6, 10)  # rows of the box of a long text


class Asked(NamedTuple):
    """One field at one spot: what is asked, and what has been answered."""

    book: Book
    field: AnyField
    scope: Scope
    cell: Cell
    lang: str

    @property
    def value(self) -> Any:
        return self.cell.get(self.field.id)

    @property
    def evidence(self) -> str:
        return str(self.cell.get(f"{self.field.id}_evidence") or "")

    @property
    def title(self) -> str:
        return self.book.text(self.field.title, self.scope)

    @property
    def prompt(self) -> str:
        """The question in full; "" where the title is all there is."""
        return self.book.text(self.field.prompt, self.scope) if self.field.prompt is not None else ""


class Hand(Struct):
    """The hand over a field without a line: which of its options it points at."""

    option: int = 0
    moved: bool = False  # by ↑ ↓: Enter then takes it
    writing: bool = False  # then letters are no commands, and may be answers


class Taken(NamedTuple):
    """What a key did in a field: the values it sets (None: none), and whether one goes on from there."""

    values: Mapping[str, Any] | None = None
    on: bool = False  # it is the answer: on to the next that is not answered
    own_words: bool = False  # the words of one's own are to be written


class FieldEditor:
    """The base: an answer that is typed on a line and drawn as it was typed."""

    align: Literal["left", "right"] = "left"
    reads = False  # what is typed means something else than its letters: it is read back while one types
    stays = False  # Enter adds and stays (a list)
    side = 0  # so wide, it may stand to the right of its question; 0: below

    # writing
    def takes_line(self, asked: Asked) -> bool:
        """Whether it is typed; else keys answer it."""
        return True

    def multiline(self, asked: Asked) -> bool:
        return False

    def line_rows(self, asked: Asked) -> int:
        """How many rows the line may grow to."""
        return LINE_ROWS

    def typed(self, asked: Asked) -> str:
        """The answer as it stands on the line: read again it gives the same value."""
        return "" if asked.value is None else str(asked.value)

    def read(self, asked: Asked, text: str) -> Mapping[str, Any]:
        """What to set for this text, by name. What cannot be read is handed on as it is: the refusal says why."""
        return {asked.field.id: text if text.strip() else None}

    def read_back(self, asked: Asked, text: str) -> str:
        """What the text is understood as; "" while it is not."""
        return ""

    def placeholder(self, asked: Asked) -> str:
        return t("ask.write_here", asked.lang)

    # drawing
    def is_answered(self, asked: Asked) -> bool:
        return asked.value is not None

    def words(self, asked: Asked) -> str:
        """The answer on one line; "" where there is none."""
        return self.typed(asked)

    def lines(self, asked: Asked, width: int, hand: Hand | None = None) -> list[Line]:
        """The answer in rows of at most `width` cells; `hand`: it is at hand. Without an answer: what is missing."""
        words = self.words(asked)
        if not words:
            return [self.ghost(asked, width)]
        return text_lines(words, width)

    def ghost(self, asked: Asked, width: int) -> Line:
        """What stands in an empty place: the question, else the title with a question mark."""
        return (faint(cut(asked.prompt or missing_name(asked) or "–", width)),)

    def beside(self, asked: Asked, width: int) -> Line:
        """The answer to the right of its question."""
        words = self.words(asked)
        return (Span(cut(words, width)),) if words else (faint("–"),)

    def side_width(self, asked: Asked) -> int:
        return self.side

    def short(self, asked: Asked, width: int) -> Line:
        """The answer in a cell of a table, one row; () where there is none."""
        words = self.words(asked)
        return (Span(cut(words, width)),) if words else ()

    def offers(self, asked: Asked) -> Sequence[tuple[str, str]]:
        """What may be taken by a click instead of being typed: (as it is drawn, as it would be typed)."""
        return ()

    def legend(self, asked: Asked) -> list[str]:
        """What the keys mean, where that is not seen otherwise: `1 no`, `2 partly`."""
        return []

    # keys, where no line is open
    def press(self, asked: Asked, key: str, hand: Hand) -> Taken | None:
        """What the key does; None: nothing here."""
        return None

    def pairs(self, asked: Asked) -> list[Pair]:
        return []

    def options(self, asked: Asked) -> int:
        """How many options the hand can point at, each on a row of its own; 0: it has none."""
        return 0


def text_lines(text: str, width: int, most: int = MOST_ROWS) -> list[Line]:
    """What people wrote, in ink, whole up to `most` rows; as on the line it was written on, so that nothing moves."""
    rows = wrap(text, width, 0)
    if len(rows) > most:
        rows = (*rows[: most - 1], cut(rows[most - 1], max(1, width - 1)).rstrip("…") + "…")
    return [(Span(line),) for line in rows]


def keyed(pieces: Sequence[str], width: int) -> list[Line]:
    """Pieces with a dot between, in as many rows as they take; none is parted unless it is wider than a row. One that
    begins with a digit is pressed by a click on it."""
    rows: list[list[Span]] = []
    for piece in pieces:
        word = piece.split(" ", 1)[0]
        press = (word,) if len(word) == 1 and word.isdecimal() else ()
        span = Span(cut(piece, width), "soft", press=press)
        if rows and sum(cell_len(one.text) for one in rows[-1]) + 3 + cell_len(piece) <= width:
            rows[-1] += [soft(" · "), span]
        else:
            rows.append([span])
    return [tuple(row) for row in rows]


def offers_line(editor: FieldEditor, asked: Asked, width: int) -> Line:
    """What an editor offers for an empty line, side by side, each taken by a click."""
    spans: list[Span] = []
    for words, typed in editor.offers(asked):
        gap = [Span("   ")] if spans else []
        if width_of([*spans, *gap, Span(words)]) > width:
            break
        spans += [*gap, Span(words, "faint", press=(typed,))]
    return tuple(spans)


def missing_name(asked: Asked) -> str:
    """`owner?`; "" for a step's only question, whose title says nothing of what is missing."""
    title = asked.title
    if asked.field.id == "value" or not title:
        return ""
    return title[:1].lower() + title[1:] + "?"
