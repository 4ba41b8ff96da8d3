"""A board of columns, drawn side by side where there is room and as one list where there is not. Pure drawing for sort and group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from workshop.tui.rows import EMPTY, Row, Span, cut, faint, pad, wrap
from workshop.tui.steps.window import window

LEAST = 18  # cells a column must have to stand beside others
GAP = 3


class Card(NamedTuple):
    id: str
    text: str
    marked: bool | None = None  # None: marks mean nothing here


class Column(NamedTuple):
    key: str  # the digit that sends here; "" for what is in no place
    title: str
    cards: Sequence[Card]


def columns_fit(width: int, count: int) -> int:
    """How many columns stand side by side; 0: draw one list."""
    if width < 84:
        return 0
    return min(count, (width + GAP) // (LEAST + GAP))


def side_by_side(
    columns: Sequence[Column], at: tuple[int, int], first_column: int, width: int, height: int
) -> tuple[list[Row], int]:
    """Rows of a board with the focus at (column, card), and the first column shown."""
    shown = columns_fit(width, len(columns))
    first_column = max(0, min(first_column, at[0], len(columns) - shown))
    first_column = max(first_column, at[0] - shown + 1)
    each = min((width - GAP * (shown - 1)) // shown, 34)
    window_of = columns[first_column : first_column + shown]
    head: list[Span] = []
    rule: list[Span] = []
    for column in window_of:
        count = str(len(column.cards))
        key = [Span(column.key, "accent", True), Span("  ")] if column.key else []
        used = sum(len(span.text) for span in key)
        name = pad(cut(column.title, each - used - len(count) - 1), each - used - len(count))
        head += [*key, Span(name), faint(count), Span(" " * GAP)]
        rule += [Span("─" * each, "rule"), Span(" " * GAP)]
    rows: list[Row] = [Row(tuple(head)), Row(tuple(rule)), EMPTY]
    room = height - len(rows)
    drawn = [_column_rows(column, each, room, at[1] if index + first_column == at[0] else -1) for index, column in enumerate(window_of)]
    blank = ((Span(" " * each),), False, "")
    for line in range(max((len(one) for one in drawn), default=0)):
        spans: list[Span] = []
        cards: list[tuple[int, str]] = []
        mark: Any = ""
        for index, rows_of in enumerate(drawn):
            text, here, card = rows_of[line] if line < len(rows_of) else blank
            if index:  # the focus bar stands in the gap before the column
                spans += [Span(" "), Span("▌" if here else " ", "accent"), Span(" " * (GAP - 2))]
            elif here:
                mark = "▌"
            spans += text
            cards.append((index * (each + GAP), card))
        rows.append(Row(tuple(spans), mark, "", tuple(cards)))
    return rows, first_column


def _column_rows(column: Column, width: int, room: int, focus: int) -> list[tuple[tuple[Span, ...], bool, str]]:
    """One column's rows: spans, whether it is focused, the card's id."""
    cards = column.cards

    def lines_of(index: int) -> tuple[str, ...]:
        indent = 2 if cards[index].marked is not None else 0
        return wrap(cards[index].text, width - indent, 2 - indent if indent else 2)

    first, end = window(len(cards), max(0, focus), 0, lambda index: len(lines_of(index)), room)
    rows: list[tuple[tuple[Span, ...], bool, str]] = []
    if first:
        rows.append(((faint(pad(f"↑ +{first}", width)),), False, ""))
    for index in range(first, end):
        here = index == focus
        back: Any = "focus" if here else ""
        card = cards[index]
        for place, text in enumerate(lines_of(index)):
            if card.marked is None:
                rows.append(((Span(pad(text, width), "ink", here, back),), here, card.id))
            else:
                dot = ("● " if card.marked else "○ ") if place == 0 else "  "
                ink: Any = "accent" if card.marked else "faint"
                rows.append(((Span(dot, ink, False, back), Span(pad(text, width - 2), "ink", here, back)), here, card.id))
    if end < len(cards):
        rows.append(((faint(pad(f"↓ +{len(cards) - end}", width)),), False, ""))
    return rows


def one_list(columns: Sequence[Column], at: tuple[int, int], first: int, width: int, height: int) -> tuple[list[Row], int]:
    """The same as an outline: each column's name, its cards below, the digit in the gutter."""
    flat: list[tuple[int, int]] = []
    for column, part in enumerate(columns):
        if column or part.cards:
            flat.append((column, -1))
        flat += [(column, card) for card in range(len(part.cards))]
    focus = flat.index(at) if at in flat else next((i for i, (column, _) in enumerate(flat) if column == at[0]), 0)

    def lines_of(index: int) -> tuple[str, ...]:
        column, card = flat[index]
        return wrap(columns[column].cards[card].text, width - 6, 2) if card >= 0 else ("",)

    first, end = window(len(flat), focus, first, lambda index: len(lines_of(index)), height)
    rows: list[Row] = []
    if first:
        rows.append(Row((faint(f"↑ +{first}"),)))
    for index in range(first, end):
        column, card = flat[index]
        part = columns[column]
        here = index == focus and (card >= 0 or (column, card) == at)
        mark: Any = "▌" if here else ""
        back: Any = "focus" if here else ""
        if card < 0:
            key = Span(pad(part.key, 3), "accent", True) if part.key else Span("")
            rows.append(Row((key, Span(cut(part.title, width - 8), "soft", here), faint(f"  {len(part.cards)}")), mark, back, ((0, ""),)))
            continue
        one = part.cards[card]
        for place, text in enumerate(lines_of(index)):
            if one.marked is None:
                lead = Span("   ")
            else:
                lead = Span(" ● " if one.marked and place == 0 else " ○ " if place == 0 else "   ", "accent" if one.marked else "faint")
            rows.append(Row((lead, Span(text, "ink", here)), mark, back, ((0, one.id),)))
    if end < len(flat):
        rows.append(Row((faint(f"↓ +{len(flat) - end}"),)))
    return rows, first


def card_at(target: object, x: int) -> str:
    """The card under column `x` of a clicked row; "" where there is none."""
    found = ""
    if isinstance(target, tuple):
        for start, card in target:
            if x >= start:
                found = card
    return found
