"""What stands in one cell of the journey grid, as rows: closed (`+2`), open with the line in it, packed side by side.

Pure; cost grows with the rows that are shown, not with what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from workshop.tui.rows import Ink, Span, cut, faint, fit, width_of, wrap

Line = tuple[Span, ...]  # one row of a cell


class Piece(NamedTuple):
    """One thing said in a cell. `lead` stands before its first row, and what follows hangs under the text."""

    text: str
    lead: tuple[Span, ...] = ()
    ink: Ink | None = None  # None: as the row it stands in
    press: str = ""  # what a click on it stands for


NOTHING = Piece("·", (), "faint")


@lru_cache(8192)
def piece_lines(piece: Piece, width: int, ink: Ink, bold: bool = False, most: int = 1_000) -> tuple[Line, ...]:
    """A piece folded to `width`, at most `most` rows; what does not fit ends in `…`."""
    lines = _folded(piece, width, ink, bold, most)
    if not piece.press:
        return lines
    return tuple(tuple(span._replace(press=(piece.press,)) for span in line) for line in lines)


def _folded(piece: Piece, width: int, ink: Ink, bold: bool, most: int) -> tuple[Line, ...]:
    lead = piece.lead
    size = width_of(lead)
    if not piece.text or size > width - 4:
        return (fit((*lead, Span(piece.text)), width),)
    room = width - size
    text, whole = _head(piece.text, (most + 1) * room)
    lines = list(wrap(text, room, 1)[: most + 1])
    if len(lines) > most or not whole:
        rest = " ".join(line.strip() for line in lines[most - 1 :])
        lines[most - 1 :] = [_ended(" " * (most > 1) + rest, room)]
    # A folded row is within the width but for signs whose width depends on the next one: those are cut.
    texts = [Span(cut(line, room), piece.ink or ink, bold) for line in lines]
    if not lead:
        return tuple((text,) for text in texts)
    return tuple((*(lead if at == 0 else (Span(" " * size),)), text) for at, text in enumerate(texts))


def _head(text: str, cells: int) -> tuple[str, bool]:
    """Enough of a text to fill so many cells, and whether that is all: nobody folds a novel to show one row of it."""
    limit = cells * 4 + 64  # letters may carry marks without width
    return (text, True) if len(text) <= limit else (text[:limit], False)


@lru_cache(8192)
def _ended(line: str, width: int) -> str:
    """A row that more would follow: it ends in `…`."""
    if cell_len(line) < width:
        return line.rstrip() + "…"
    return set_cell_size(line, max(0, width - 1)).rstrip() + "…"


def closed(pieces: Sequence[Piece], width: int, most: int, ink: Ink = "soft") -> list[Line]:
    """What a cell shows while another question is open: its first things in `most` rows, and `+2` for the rest."""
    lines: list[Line] = []
    for index, piece in enumerate(pieces):
        room = most - len(lines)
        if room <= 0:
            return _more(lines, len(pieces) - index, width)
        lines += piece_lines(piece, width, ink, most=room)
    return lines


def _more(lines: list[Line], count: int, width: int) -> list[Line]:
    """`+2` after the last row, which gives way."""
    tail = f" +{count}"
    *before, last = lines
    room = width - len(tail)
    if width_of(last) > room:
        *lead, text = last
        last = (*lead, text._replace(text=_ended(text.text, max(1, room - width_of(lead)))))
    return [*before, (*last, faint(tail))]


def packed(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Short things to choose from, as many in a row as fit: where there is no row for each."""
    rows: list[list[Span]] = []
    for piece in pieces:
        spans = [*piece.lead, Span(cut(piece.text, max(1, width - width_of(piece.lead))), piece.ink or "ink")]
        spans = [span._replace(press=(piece.press,)) for span in spans] if piece.press else spans
        if rows and width_of(rows[-1]) + 2 + width_of(spans) <= width:
            rows[-1] += [Span("  "), *spans]
        else:
            rows.append(spans)
    return [Piece("", tuple(row)) for row in rows]


class Opened(NamedTuple):
    lines: list[Line]
    line: int = -1  # the row where the writing line begins
    parts: tuple[int, ...] = ()  # which piece each row belongs to; -1 none
    rest: int = -1  # the row where the line would begin were it open


def opened(
    pieces: Sequence[Piece],
    width: int,
    most: int,
    *,
    ink: Ink = "ink",
    picked: int = -1,
    line: int = -1,
    line_rows: int = 0,
    over: bool = False,
    rest: Piece | None = None,
    earlier: Callable[[int], str] = lambda n: f"{n} ↑",
    later: Callable[[int], str] = lambda n: f"{n} ↓",
) -> Opened:
    """A cell under the cursor: everything in it, and the writing line before piece `line` (or in its place, if `over`).
    `rest` stands where the line would be, while it is closed: what is half-typed, or nothing.

    Too high for `most` rows, it shows what is about the picked piece or the line, and says how much is above and below.
    """
    focus = line if line >= 0 else picked if picked >= 0 else len(pieces) - 1
    low, high = max(0, focus - most), min(len(pieces), focus + most + 1)
    flat: list[tuple[int, Line]] = []  # with the piece each row belongs to
    for index in range(low, high):
        if index == line:
            flat += [(LINE, ())] * line_rows
        if index != line or not over:
            flat += [(index, text) for text in piece_lines(pieces[index], width, ink, index == picked)]
    if line >= high:
        flat += [(LINE, ())] * line_rows
    if rest is not None and high == len(pieces):
        flat += [(REST, text) for text in piece_lines(rest, width, ink, most=1)]
    before, after = low, len(pieces) - high
    if not before and not after and len(flat) <= most:
        return _opened(flat)
    wanted = [at for at, (part, _) in enumerate(flat) if part == (LINE if line >= 0 else focus)] or [0]
    start, end = _about(wanted[0], wanted[-1], len(flat), most, before > 0, after > 0)
    shown = flat[start:end]
    if most > 2:
        if before or start:
            count = before + len({part for part, _ in flat[:start] if part >= 0})
            shown = [(-1, (faint(cut(earlier(max(1, count)), width)),)), *shown]
        if after or end < len(flat):
            count = after + len({part for part, _ in flat[end:] if part >= 0})
            shown = [*shown, (-1, (faint(cut(later(max(1, count)), width)),))]
    return _opened(shown)


LINE, REST = -2, -3


def _about(begin: int, last: int, total: int, most: int, before: bool, after: bool) -> tuple[int, int]:
    """Which of `total` rows are seen so that those from `begin` to `last` are: a row each is left to say what is hidden."""
    if most <= 2:
        return begin, begin + most
    if not after and total - begin <= most - 1:
        return total - (most - 1), total
    if not before and last < most - 1:
        return 0, most - 1
    start = max(0, min(begin, last + 1 - (most - 2)))
    return start, start + most - 2


def _opened(flat: Sequence[tuple[int, Line]]) -> Opened:
    line = next((at for at, (part, _) in enumerate(flat) if part == LINE), -1)
    rest = next((at for at, (part, _) in enumerate(flat) if part == REST), -1)
    return Opened([text for _, text in flat], line, tuple(max(part, -1) for part, _ in flat), rest)
