"""A board of columns, drawn side by side where there is room and else as one list. Pure drawing for sort and group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from workshop.tui.air import aired, has_air
from workshop.tui.rows import EMPTY, Row, Span, accent, cut, faint, pad, width_of, wrap
from workshop.tui.steps.window import window

LEAST = 18  # cells a column must have to stand beside others
MOST = 34
GAP = 3
NARROW = 84  # narrower, a board is one list
ROWS = 6  # of a card that is not at hand; what is longer ends in …
GUTTER = 3  # cells left of a card in a list: its digit, or its mark


class Card(NamedTuple):
    id: str
    text: str
    marked: bool | None = None  # None: marks mean nothing here
    side: str = ""  # a figure at its right edge


class Column(NamedTuple):
    key: str  # the digit that sends here; "" for what is in no place
    title: str
    cards: Sequence[Card]


At = tuple[int, int]  # a column and a card in it; −1 is the column's name


def columns_fit(width: int, count: int) -> int:
    """How many columns stand side by side; 0: draw one list."""
    if width < NARROW:
        return 0
    return min(count, (width + GAP) // (LEAST + GAP))


def side_by_side(
    columns: Sequence[Column], at: At, first: int, width: int, height: int, density: str = "auto"
) -> tuple[list[Row], int]:
    """Rows of a board with the focus at a card, and the first column shown beside the one of loose things, which stays."""
    shown = columns_fit(width, len(columns))
    rest = len(columns) - shown
    first = max(1, min(first, at[0] or first, 1 + rest))
    first = max(first, at[0] - shown + 2)
    each = min((width - GAP * (shown - 1)) // shown, MOST)
    window_of = [0, *range(first, first + shown - 1)]
    head: list[Span] = []
    heads = tuple((place * (each + GAP), f"#{index}") for place, index in enumerate(window_of))
    for index in window_of:
        head += [*_head(columns[index], each, (index, -1) == at), Span(" " * GAP)]
    rules = [span for _ in window_of for span in (Span("─" * each, "rule"), Span(" " * GAP))][:-1]
    rows = [Row(tuple(head[:-1]), target=heads), Row(tuple(rules), target=heads), EMPTY]
    if at[1] < 0 and at[0] in window_of:
        rows[0] = _bar_before(rows[0], window_of.index(at[0]), each)
    if rest:  # columns outside are counted at the edges
        before, after = first - 1, len(columns) - first - shown + 1
        left, right = f"← {before}" if before else "", f"{after} →" if after else ""
        rows[2] = Row((Span(" " * (each + GAP)), faint(pad(left, 6)), faint(pad(right, width - each - GAP - 6, "right"))))
    room = height - len(rows)
    air = all(_has_air(columns[index].cards, each, room, density) for index in window_of)
    drawn = [_column(columns[index], each, room, at[1] if index == at[0] else -1, air) for index in window_of]
    blank = ((Span(" " * each),), False, "")
    for line in range(max((len(one) for one in drawn), default=0)):
        spans: list[Span] = []
        cards: list[tuple[int, str]] = []
        mark: Any = ""
        for place, rows_of in enumerate(drawn):
            text, here, card = rows_of[line] if line < len(rows_of) else blank
            if place:  # the bar stands in the gap before the column
                spans += [Span(" "), Span("▌" if here else " ", "accent"), Span(" " * (GAP - 2))]
            elif here:
                mark = "▌"
            spans += text
            cards.append((place * (each + GAP), card or f"#{window_of[place]}"))
        rows.append(Row(tuple(spans), mark, "", tuple(cards)))
    while len(rows) < height:  # the room below is the columns' too
        rows.append(EMPTY._replace(target=heads))
    return rows, first


def _head(column: Column, each: int, here: bool) -> list[Span]:
    back: Any = "focus" if here else ""
    key = [accent(column.key)._replace(bold=True), Span("  ")] if column.key else []
    count = str(len(column.cards))
    room = each - width_of(key) - len(count)
    return [*key, Span(pad(cut(column.title, room - 1), room), "ink", here, back), faint(count)]


def _bar_before(head: Row, place: int, each: int) -> Row:
    """The bar at a column's name."""
    if not place:
        return head._replace(mark="▌")
    spans, x = list(head.spans), 0
    for index, span in enumerate(spans):
        x += width_of([span])
        if x == place * (each + GAP):
            spans[index : index + 1] = [Span(" "), accent("▌"), Span(" " * (GAP - 2))]
            break
    return head._replace(spans=tuple(spans))


def _shortened(text: str, width: int, hang: int, most: int) -> tuple[str, ...]:
    lines = wrap(text, width, hang)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], cut(lines[most - 1], max(1, width - 1)).rstrip("…") + "…")


def _has_air(cards: Sequence[Card], width: int, room: int, density: str) -> bool:
    count = max(2, len(cards))
    if not has_air(density, count, count, room):  # also if each took one row: none is folded
        return False
    return has_air(density, count, sum(len(_lines_of(card, width, room)) for card in cards), room)


def _lines_of(card: Card, width: int, room: int, side: int = 0, *, here: bool = False) -> tuple[str, ...]:
    """A card folded to its column; whole where it is at hand."""
    indent = 2 if card.marked is not None else 0
    most = max(2, room - 2) if here else min(ROWS, max(1, room - 2))
    return _shortened(card.text, width - indent - (side + 1 if side else 0), 0 if indent else 2, most)


def _column(column: Column, width: int, room: int, focus: int, air: bool = False) -> list[tuple[tuple[Span, ...], bool, str]]:
    """One column's rows: spans, whether it is focused, the card's id."""
    cards = column.cards
    side = max((len(card.side) for card in cards[max(0, focus - room) : max(0, focus) + room]), default=0)

    def lines_of(index: int) -> tuple[str, ...]:
        return _lines_of(cards[index], width, room, side, here=index == focus)

    first, end = window(len(cards), max(0, focus), 0, lambda index: len(lines_of(index)), room)
    rows: list[tuple[tuple[Span, ...], bool, str]] = []
    if first:
        rows.append(((faint(pad(f"↑ +{first}", width)),), False, ""))
    for index in range(first, end):
        here, card = index == focus, cards[index]
        back: Any = "focus" if here else ""
        if air and index > first:
            rows.append(((Span(" " * width),), False, ""))
        for place, text in enumerate(lines_of(index)):
            dot: tuple[Span, ...] = ()
            if card.marked is not None:
                sign = ("● " if card.marked else "○ ") if place == 0 else "  "
                dot = (Span(sign, "accent" if card.marked else "faint", False, back),)
            figure = Span(pad(card.side if place == 0 else "", side + 1, "right"), "faint", False, back) if side else None
            words = Span(pad(text, width - width_of(dot) - (side + 1 if side else 0)), "ink", here, back)
            rows.append(((*dot, words, *((figure,) if figure else ())), here, card.id))
    if end < len(cards):
        rows.append(((faint(pad(f"↓ +{len(cards) - end}", width)),), False, ""))
    return rows


def one_list(
    columns: Sequence[Column], at: At, first: int, width: int, height: int, density: str = "auto"
) -> tuple[list[Row], int]:
    """The same as an outline: each column's name, its cards below."""
    flat: list[At] = []
    for index, part in enumerate(columns):
        if index or part.cards:
            flat.append((index, -1))
        flat += [(index, card) for card in range(len(part.cards))]
    focus = flat.index(at) if at in flat else next((i for i, (index, _) in enumerate(flat) if index == at[0]), 0)

    def lines_of(index: int) -> tuple[str, ...]:
        column, card = flat[index]
        most = max(2, height - 3) if index == focus else min(ROWS, max(1, height // 2))
        return _shortened(columns[column].cards[card].text, width - GUTTER, 2, most) if card >= 0 else ("",)

    first, end = window(len(flat), focus, first, lambda index: len(lines_of(index)), height)
    rows: list[Row] = [Row((faint(f"↑ +{first}"),))] if first else []
    for index in range(first, end):
        column, card = flat[index]
        part, here = columns[column], flat[index] == at
        mark: Any = "▌" if here else ""
        back: Any = "focus" if here else ""
        if card < 0:
            key = accent(pad(part.key, GUTTER))._replace(bold=True) if part.key else Span("")
            title = Span(cut(part.title, width - GUTTER - 6), "ink" if here else "soft", here)
            rows.append(Row((key, title, faint(f"  {len(part.cards)}")), mark, back, ((0, f"#{column}"),)))
            continue
        one = part.cards[card]
        for place, text in enumerate(lines_of(index)):
            sign = "" if one.marked is None or place else "●" if one.marked else "○"
            lead = Span(pad(f" {sign}" if sign else "", GUTTER), "accent" if one.marked else "faint")
            rows.append(Row((lead, Span(text, "ink", here)), mark, back, ((0, one.id),)))
    if end < len(flat):
        rows.append(Row((faint(f"↓ +{len(flat) - end}"),)))
    return aired(rows, height, density, _section_of(columns)), first


def _section_of(columns: Sequence[Column]) -> Callable[[Row], object]:
    """The column that a row of the outline belongs to: what air stands between."""
    column_of = {card.id: at for at, column in enumerate(columns) for card in column.cards}
    column_of |= {f"#{at}": at for at in range(len(columns))}
    return lambda row: column_of.get(card_at(row.target, 0)) if row.target else None


def gutter_list(
    cards: Sequence[tuple[str, Card]], focus: int, first: int, width: int, height: int, density: str = "auto"
) -> tuple[list[Row], int]:
    """Cards in one list, in an order of their own, each with the digit of its place before it."""

    def lines_of(index: int) -> tuple[str, ...]:
        most = max(2, height - 3) if index == focus else min(ROWS, max(1, height // 2))
        card = cards[index][1]
        return _shortened(card.text, width - GUTTER - (len(card.side) + 2 if card.side else 0), 2, most)

    first, end = window(len(cards), focus, first, lambda index: len(lines_of(index)), height)
    rows: list[Row] = [Row((Span(" " * GUTTER), faint(f"↑ +{first}")))] if first else []
    for index in range(first, end):
        (key, card), here = cards[index], index == focus
        for place, text in enumerate(lines_of(index)):
            lead = Span(pad((key or "·") if place == 0 else "", GUTTER), "accent" if key else "faint", bool(key))
            words = Span(text, "ink" if here or not key else "soft", here)
            side: tuple[Span, ...] = ()
            if card.side and place == 0:
                side = (Span(" " * max(1, width - width_of([lead, words]) - len(card.side))), faint(card.side))
            rows.append(Row((lead, words, *side), "▌" if here else "", "focus" if here else "", ((0, card.id),)))
    if end < len(cards):
        rows.append(Row((Span(" " * GUTTER), faint(f"↓ +{len(cards) - end}"))))
    return aired(rows, height, density), first


def card_at(target: object, x: int) -> str:
    """The card under column `x` of a clicked row, or the column (`#2`) that has none there; "" where there is neither."""
    found = ""
    if isinstance(target, tuple):
        for start, card in target:
            if x >= start:
                found = card
    return found
