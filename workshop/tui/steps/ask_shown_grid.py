"""Rows and columns of what all answered, a figure or a word a cell. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from workshop.tui.rows import Row, Span, cut, faint, fit, pad, row, wrap
from workshop.tui.steps.window import window

GAP = 2
LEAST, MOST = 7, 16  # cells of a column, its gap apart
LABEL_LEAST = 16
NAMES = 2  # rows that a column's name may take


def grid(
    labels: Sequence[str],
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    here: tuple[int, int],
    width: int,
    room: int,
    first: int,
) -> tuple[list[Row], int]:
    """`cells[row][column]`; `here`: the cell at hand. As many columns as fit, that one among them; how many are out of sight is
    said in the head. Gives the rows, and the first row of the table that is seen. A row's target is ("line", its number)."""
    longest = max((cell_len(label) for label in labels), default=0)
    label = max(LABEL_LEAST, min(longest, width // 3))
    size = max(LEAST, min(MOST, max((cell_len(word) for name in names for word in name.split()), default=LEAST)))
    count = max(1, min(len(names), (width - label - 4) // (size + GAP)))
    left = max(0, min(here[1] - count // 2, len(names) - count))
    seen = range(left, left + count)
    heads = [list(wrap(names[at], size, 0)) for at in seen]
    heads = [head if len(head) <= NAMES else [head[0], cut(" ".join(head[1:]), size)] for head in heads]
    rows: list[Row] = []
    for line in range(max(map(len, heads), default=1)):
        spans = [faint(pad(f"← {left}" if left and not line else "", label))]
        for at, head in zip(seen, heads, strict=True):
            text = cut(head[line], size) if line < len(head) else ""
            spans += [Span(" " * GAP), Span(pad(text, size, "right"), "ink" if at == here[1] else "faint")]
        out = len(names) - left - count
        spans.append(faint(f" {out} →" if out and not line else ""))
        rows.append(Row(fit(spans, width)))
    first, end = window(len(labels), here[0], first, lambda _: 1, max(1, room - len(rows)))
    if first:
        rows.append(row(faint(f"↑ +{first}")))
    for index in range(first, end):
        at_hand = index == here[0]
        spans = [Span(pad(cut(labels[index], label), label), "ink", at_hand)]
        for at in seen:
            word = cells[index][at]
            bold = at_hand and at == here[1]
            ink = Span(pad(word or "·", size, "right"), "accent" if bold else "ink" if word else "faint", bold)
            spans += [Span(" " * GAP), ink]
        rows.append(Row(fit(spans, width), "▌" if at_hand else "", "focus" if at_hand else "", ("line", index * len(names))))
    if end < len(labels):
        rows.append(row(faint(f"↓ +{len(labels) - end}")))
    return rows, first
