"""Rows of text on the screen, without Textual: spans in inks, cut and wrapped in cells.

A pane says what stands on each row in roles (ink, soft, faint, accent …); `palette.py` turns roles into colours. All widths are
cells of the terminal, never characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size, split_graphemes

from workshop.text import spans_in

Ink = Literal["ink", "soft", "faint", "accent", "warn", "alert", "rule"]
Back = Literal["", "focus", "surface"]


class Span(NamedTuple):
    """A piece of a row. `text` is drawn as it is: what people wrote is never read as markup.

    `press`: what a click on it stands for, in the pane's own terms: a key as a rule (the dot of a scale is its digit). One for
    the whole piece, or one for each of its cells.
    """

    text: str
    ink: Ink = "ink"
    bold: bool = False
    back: Back = ""
    underline: bool = False
    reverse: bool = False
    press: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row of a body. Its spans begin at the text column; `mark` stands two columns left of it.

    `target` is handed back to the pane when the row is clicked.
    """

    spans: tuple[Span, ...] = ()
    mark: Literal["", "▌", "›"] = ""
    back: Back = ""
    target: object = None


EMPTY = Row()


class LineAt(NamedTuple):
    """Where the writing line lies over the body: `x` from the text column, `width` in cells.

    `rows` is how many rows it may grow to; a pane leaves as many empty rows as the host's `line_rows` was when it drew.
    `multiline`: Ctrl+J makes a new line in it.
    """

    row: int
    x: int
    width: int
    rows: int = 1
    placeholder: str = ""
    multiline: bool = False


class View(NamedTuple):
    """What a pane shows: at most `height` rows, and the line if one is being written."""

    rows: Sequence[Row]
    line: LineAt | None = None


def row(*spans: Span | str, mark: Literal["", "▌", "›"] = "", back: Back = "", target: object = None) -> Row:
    return Row(tuple(Span(span) if isinstance(span, str) else span for span in spans), mark, back, target)


def soft(text: str) -> Span:
    return Span(text, "soft")


def faint(text: str) -> Span:
    return Span(text, "faint")


def accent(text: str) -> Span:
    return Span(text, "accent")


def warn(text: str) -> Span:
    return Span(text, "warn")


def bold(text: str) -> Span:
    return Span(text, "ink", True)


def missing(text: str) -> Span:
    """The name of what is missing, with a question mark."""
    return Span(text, "warn", underline=True)


def width_of(spans: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def back_at(row: Row, x: int) -> Back:
    """What lies behind the cell `x` of a row: of the whole row, else of the span there."""
    if row.back:
        return row.back
    for span in row.spans:
        x -= cell_len(span.text)
        if x < 0:
            return span.back
    return ""


def press_at(row: Row, x: int) -> str:
    """What a click on the cell `x` of a row stands for; "" where it is only the row's."""
    for span in row.spans:
        size = cell_len(span.text)
        if x < size:
            if len(span.press) == 1:
                return span.press[0] if x >= 0 else ""
            return span.press[x] if 0 <= x < len(span.press) else ""
        x -= size
    return ""


@lru_cache(8192)
def cut(text: str, width: int, mark: str = "…") -> str:
    """One line of at most `width` cells; what does not fit ends in the mark."""
    text = text.replace("\n", " ").replace("\t", " ")
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    return set_cell_size(text, max(0, width - cell_len(mark))).rstrip() + mark


def pad(text: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Cut or filled to exactly `width` cells."""
    text = cut(text, width)
    space = " " * (width - cell_len(text))
    return space + text if align == "right" else text + space


@lru_cache(8192)
def wrap(text: str, width: int, hang: int = 2) -> tuple[str, ...]:
    """Words folded to `width` cells; later rows are hung by `hang`, where there is room for it. A word longer than a row is
    broken between what is drawn as one sign. No row is wider than asked."""
    width = max(width, 1)
    hang = hang if width >= hang + 4 else 0
    out: list[str] = []
    for line in text.split("\n"):
        current, used, room = "", 0, width if not out else width - hang
        for word in _words(line):
            size = cell_len(word)
            if used and used + 1 + size <= room:
                current, used = f"{current} {word}", used + 1 + size
                continue
            if used or (current == "" and out and not word):
                out.append(current)
                current, used = "", 0
                room = width - hang
            if size > room:
                *heads, word = _split(word, room, width - hang)
                out += heads
                size, room = cell_len(word), width - hang
            current, used = word, size
        out.append(current)
    return (out[0], *(" " * hang + rest for rest in out[1:]))


@lru_cache(8)
def longest(texts: tuple[str, ...]) -> int:
    """Cells of the widest; 0 where there is none."""
    return max(map(cell_len, texts), default=0)


def _words(line: str) -> list[str]:
    """What stays together when a line is folded: a word, a figure and its per cent sign."""
    words = line.replace("\t", " ").split(" ")
    if " %" in line:
        for at in range(len(words) - 1, 0, -1):
            if words[at].startswith("%") and words[at - 1][-1:].isdigit():
                words[at - 1 : at + 1] = [f"{words[at - 1]} {words[at]}"]
    return words


def _split(word: str, first: int, rest: int) -> list[str]:
    """A word in pieces of at most `first` cells, then `rest`, never cut within a sign. A sign that is wider than all there is
    is told by `…`."""
    pieces: list[str] = []
    room, begin, end, used = first, 0, 0, 0
    for start, stop, size in split_graphemes(word)[0]:
        # measured whole where the signs may run together
        wider = used + size if size and word[start].isascii() else cell_len(word[begin:stop])
        if wider > room and start > begin:
            pieces.append(word[begin:start])
            room, begin, wider = rest, start, cell_len(word[start:stop])
        if wider > room:
            pieces.append("…")
            room, begin, wider = rest, stop, 0
        end, used = stop, wider
    return [*pieces, word[begin:end]]


def fit(spans: Iterable[Span], width: int) -> tuple[Span, ...]:
    """Spans cut to `width` cells in all, with `…` where something was lost."""
    out: list[Span] = []
    left = width
    for span in spans:
        size = cell_len(span.text)
        if size <= left:
            out.append(span)
            left -= size
            continue
        if left > 0:
            out.append(span._replace(text=cut(span.text, left)))
        break
    return tuple(out)


def columns(left: Sequence[Span], right: Sequence[Span], width: int, gap: int = 3) -> tuple[Span, ...]:
    """Spans at both edges of a row; the left ones give way."""
    room = width - width_of(right)
    left = fit(left, max(0, room - (gap if right else 0)))
    return (*left, Span(" " * max(0, room - width_of(left))), *right)


def marked(row: Row, folded: str) -> Row:
    """A row with these words reversed wherever they stand in it."""
    spans: list[Span] = []
    for span in row.spans:
        last = 0
        for start, end in spans_in(span.text, folded):
            spans += [span._replace(text=span.text[last:start])] if start > last else []
            spans.append(span._replace(text=span.text[start:end], reverse=True))
            last = end
        spans += [span._replace(text=span.text[last:])] if last < len(span.text) else []
    return row._replace(spans=tuple(spans))
