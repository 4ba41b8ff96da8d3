"""Results drawn in other forms than a table: a profile, a curve, bands for the levels. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len

from workshop.scenario.kinds.result import Result
from workshop.session.book import Book
from workshop.session.branches import Branch
from workshop.session.results import ResultRow, ResultValue
from workshop.tui.rows import EMPTY, Row, Span, accent, cut, faint, pad, row, soft
from workshop.tui.steps.journey_layout import CURVE, GAP, curve, level_of, signs_to_spans
from workshop.tui.steps.result_rows import Extent, beside, draw_bar, is_number, text_of

PITCH_LEAST, PITCH_MOST = 10, 22
"""Cells of a stage under a curve."""
OVER = CURVE + 2
"""Rows of a curve with the names under it."""
PROFILE = 36


def before(found: ResultValue) -> ResultValue | None:
    """What a profile is set against: the round before, else the last time."""
    others = beside(found)
    rounds = [one.result for one in others if one.by == "rounds"]
    times = [one.result for one in others if one.by == "last_time"]
    return rounds[-1] if rounds else times[0] if times else None


def track_of(value: Any, earlier: Any, scale: Extent, marks: Sequence[float], width: int) -> list[Span]:
    """A value as a dot on a line, the one before it as a ring, a sign where a level begins."""
    cells: list[Span] = [Span("─", "rule")] * width

    def put(at: float, span: Span) -> None:
        cells[max(0, min(width - 1, round(scale.part(at) * (width - 1))))] = span

    if scale.low < 0 < scale.high:
        put(0, Span("┼", "rule"))
    for mark in marks:
        put(mark, Span("┃"))
    if is_number(earlier):
        put(float(earlier), Span("○", "soft"))
    if is_number(value):
        put(float(value), accent("●"))
    spans: list[Span] = []
    for cell in cells:
        if spans and spans[-1].ink == cell.ink:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + cell.text)
        else:
            spans.append(cell)
    return spans


# --------------------------------------------------------------------------------------------------------------- curve


def curve_fits(rows: Sequence[ResultRow], width: int, height: int) -> bool:
    """Whether there is room for a curve and for some of the rows under it."""
    numbers = sum(is_number(one.value) for one in rows)
    return numbers > 1 and width // len(rows) >= PITCH_LEAST and height >= OVER + 4


def curve_over(book: Book, rows: Sequence[ResultRow], scale: Extent, width: int, here: int) -> list[Row]:
    """The values in the order of the rows as rounded steps, their names under them; one without a value leaves a gap."""
    pitch = min(PITCH_MOST, width // len(rows))
    levels = [level_of(one.value, scale.low, scale.high) if is_number(one.value) else None for one in rows]  # type: ignore[arg-type]
    drawn = [Row(signs_to_spans(line)) for line in curve(levels, [one.words for one in rows], pitch)]
    names = [
        Span(" " * GAP + pad(cut(text_of(book, one.item), pitch - GAP - 1), pitch - GAP), "ink" if at == here else "soft")
        for at, one in enumerate(rows)
    ]
    return [*drawn, Row(tuple(names)), EMPTY]


# --------------------------------------------------------------------------------------------------------------- lanes


def by_level(step: Result, rows: Sequence[ResultRow]) -> tuple[ResultRow, ...]:
    """The rows level by level, in the order the levels are given; what reached none last."""
    order = {level.id: at for at, level in enumerate(step.levels)}
    return tuple(sorted(rows, key=lambda one: order.get(one.level.id, len(order)) if one.level is not None else len(order)))


def level_headings(book: Book, step: Result, rows: Sequence[ResultRow]) -> dict[int, str]:
    """The name of each level with how many reached it, by the row it stands above; one that nothing reached stands with the
    next, or last (under the number of rows)."""
    found: dict[int, list[str]] = {}
    for level in step.levels:
        inside = [at for at, one in enumerate(rows) if one.level is not None and one.level.id == level.id]
        after = [at for at, one in enumerate(rows) if one.level is None or _order(step, one) > _order_of(step, level.id)]
        place = inside[0] if inside else min(after, default=len(rows))
        found.setdefault(place, []).append(f"{book.text(level.title)}  {len(inside)}")
    return {at: "   ".join(titles) for at, titles in found.items()}


DEEPER = 2  # cells further in for each split of a tree


def leaves(found: Sequence[Branch]) -> Iterator[ResultRow]:
    """The rows of a tree, in the order they hang."""
    for branch in found:
        if branch.row is not None:
            yield branch.row
        yield from leaves(branch.branches)


def branch_headings(found: Sequence[Branch]) -> dict[int, tuple[str, ...]]:
    """What the rows of a tree came out of, split by split, by the row each stands above."""
    told: dict[int, tuple[str, ...]] = {}

    def go(some: Sequence[Branch], at: int, above: tuple[str, ...], depth: int) -> int:
        for branch in some:
            if branch.row is None:
                at = go(branch.branches, at, (*above, " " * DEEPER * depth + branch.title), depth + 1)
            else:
                if above:
                    told[at] = above
                at += 1
            above = ()
        return at

    go(found, 0, (), 0)
    return told


def _order_of(step: Result, id: str) -> int:
    return next((at for at, level in enumerate(step.levels) if level.id == id), len(step.levels))


def _order(step: Result, one: ResultRow) -> int:
    return _order_of(step, one.level.id) if one.level is not None else len(step.levels)


# ------------------------------------------------------------------------------------------------------------- profile


def profile(step: Result, found: ResultValue, width: int) -> list[Row]:
    """Figures of one unit beside each other, as lengths or as dots on lines, with what they were before. None where they
    cannot be compared, or where there is more to set beside them than one earlier time."""
    numbers = [figure for figure in found.figures if is_number(figure.value)]
    others = beside(found)
    if step.look not in ("bars", "radar") or len(numbers) < 2 or len({figure.unit for figure in numbers}) > 1:
        return []
    if len(others) > 1 or any(one.by not in ("rounds", "last_time") for one in others) or is_number(found.low):
        return []
    earlier = before(found)
    then = {figure.id: figure for figure in earlier.figures} if earlier is not None else {}
    values = [float(figure.value) for figure in (*numbers, *then.values()) if is_number(figure.value)]
    high = _round(max(values)) if step.look == "radar" else max(values)
    if numbers[0].unit == "%" and max(values) <= 100:
        high = 100.0
    scale = Extent(min(0.0, *values), max(high, 0.0))
    label = min(max(cell_len(figure.title) for figure in found.figures) + 3, width // 2)
    size = max(cell_len(figure.words) for figure in found.figures) + 2
    size_then = max((cell_len(figure.words) for figure in then.values()), default=0)
    line = max(8, min(PROFILE, width - label - size - (size_then + 5 if then else 0)))
    rows: list[Row] = []
    for figure in found.figures:
        was = then.get(figure.id)
        drawn = track_of(figure.value, was.value if was is not None else None, scale, (), line)
        if step.look == "bars" and not then and is_number(figure.value) and scale.low >= 0:
            drawn = draw_bar(scale.part(float(figure.value)), line)
        spans = [soft(pad(cut(figure.title, label - 1), label)), *drawn, Span(pad(figure.words or "–", size, "right"))]
        if was is not None and was.words:
            spans.append(faint(f"   ○ {pad(was.words, size_then, 'right')}"))
        rows.append(row(*spans))
    return rows


def _round(high: float) -> float:
    """Where the lines of a profile end: a round number, so that a full one can be told."""
    ends = (1.0, 5.0, *(factor * 10**power for power in range(1, 9) for factor in (1.0, 2.0, 5.0)))
    return next((end for end in ends if end >= high), high)
