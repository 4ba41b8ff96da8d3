"""The key row: the state, what works now, and the way on; cut by whole pairs. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.tui.rows import Row, Span, accent, faint, row, width_of

GAP = 3  # cells between pairs


def key_row(state: str, writing: bool, pairs: Sequence[tuple[str, str]], last: Sequence[tuple[str, str]], width: int) -> Row:
    """`pairs` most used first, `last` always at the right (its first falls away where there is no room for it); three spaces
    between, all within `width`."""
    left: list[Span] = [accent(state) if writing else Span(state)] if state else []
    while len(last) > 1 and width_of(_spans(last)) + width_of(left) + GAP > width:
        last = last[1:]
    right = _spans(last)
    room = width - width_of(right) - GAP
    for pair in pairs:
        spans = _spans([pair])
        gap = GAP if left else 0
        if width_of(left) + gap + width_of(spans) > room:
            break
        left += [Span(" " * gap), *spans] if gap else spans
    fill = max(1, width - width_of(left) - width_of(right))
    return row(*left, Span(" " * fill), *right)


def _spans(pairs: Sequence[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    for key, words in pairs:
        if spans:
            spans.append(Span(" " * GAP))
        spans += [Span(key), faint(f" {words}")]
    return spans


def pair_at(row_: Row, x: int) -> tuple[str, int] | None:
    """The key of the pair under column `x` as it is drawn, and how far into it that is (-1: over its words)."""
    at, key = 0, None
    for span in row_.spans:
        size = width_of([span])
        if span.text.isspace():
            key = None
        elif span.ink == "ink":
            key = span.text
        if at <= x < at + size:
            return None if key is None else (key, x - at if span.ink == "ink" else -1)
        at += size
    return None
