"""The journey grid's measures: how wide the columns are, how high the rows, the strip of stages and the curve.

Pure: it takes words and figures, never a session. All widths are cells of the terminal. Whatever is asked for, no row is wider
than the width given and no view higher than the height.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from workshop.tui.rows import Ink, Span, cut, faint, fit, soft
from workshop.tui.steps.journey_pieces import Line

GAP = 2  # cells between columns; the line's sign and the left edge of the focus stand there
LABEL = 13  # the column of the questions' names, the gap after it included
LABEL_MOST = 12
EACH = 22  # a column is at least so wide,
ALL = 18  # but so narrow where that lets every stage be seen,
MOST = 30  # and never wider than this
MOST_AT_200 = 26
ONE_BELOW = 62  # cells of text: one stage at a time (a terminal of less than 70)
SLOT = 8  # cells of a stage's name in the strip: fewer, and it is a number
TEXT = 84
LEVELS = "▁▂▃▅▇"
CURVE = len(LEVELS)
MIDDLE = CURVE // 2


# ---------------------------------------------------------------------------------------------------------- columns


class Columns(NamedTuple):
    label: int  # where the first cell's text begins
    width: int  # of a cell's text
    shown: int  # so many stages at once

    @property
    def pitch(self) -> int:
        """From one cell to the next."""
        return self.width + GAP

    @property
    def total(self) -> int:
        return self.label + self.shown * self.pitch - GAP

    def at(self, x: int) -> int:
        """The column under `x` (from the text column), -1 for the names of the questions."""
        return min(self.shown - 1, (x - self.label + GAP) // self.pitch) if x >= self.label - GAP else -1


def columns(width: int, stages: int, longest: int = 0) -> Columns:
    """How many stages are seen at once, and how wide each is. `longest`: the widest name of a question."""
    label = max(LABEL, min(longest, LABEL_MOST) + GAP)
    stages = max(1, stages)

    def each(count: int) -> int:
        return (width - label - GAP * (count - 1)) // count

    count = stages if each(stages) >= ALL else max(1, (width - label + GAP) // (EACH + GAP))
    most = MOST_AT_200 if width >= 190 else MOST
    return Columns(label, max(1, min(each(count), most)), count)


def one_column(width: int) -> Columns:
    """One stage at a time: questions down, answers across."""
    label = LABEL + 1
    return Columns(label, max(1, min(width, TEXT) - label), 1)


def window(first: int, count: int, stages: int, here: int) -> int:
    """The first stage in view. It moves a stage at a time, and a neighbour stays on both sides where there is room."""
    beside = 1 if count > 2 else 0
    first = min(first, max(0, here - beside))
    first = max(first, here + beside - count + 1)
    return max(0, min(first, stages - count))


# --------------------------------------------------------------------------------------------------------- feelings


def level_of(value: int, low: int, high: int) -> int:
    """A mark as one of the five heights of the curve."""
    if high <= low:
        return MIDDLE
    share = (max(low, min(high, value)) - low) / (high - low)
    return int(share * (CURVE - 1) + 0.5)


Sign = tuple[str, Ink]  # one cell of the canvas


def curve(levels: Sequence[int | None], figures: Sequence[str], pitch: int) -> list[list[Sign]]:
    """Five rows of rounded steps over columns of `pitch` cells, the gap before each column included.

    A point stands at each column's left edge, its figure after it; a line runs to the next column's point where both are
    answered. What is not answered is a dot in the middle, with a gap on both sides.
    """
    blank: Sign = (" ", "ink")
    canvas = [[blank] * (pitch * len(levels)) for _ in range(CURVE)]

    def put(row: int, x: int, text: str, ink: Ink = "accent") -> None:
        for offset, sign in enumerate(text):
            canvas[row][x + offset] = (sign, ink)

    turn = pitch // 2
    for index, level in enumerate(levels):
        x = index * pitch + GAP
        if level is None:
            put(MIDDLE, x, "·", "faint")
            continue
        row = CURVE - 1 - level
        figure = figures[index][: max(0, turn - 4)]
        put(row, x, "●")
        put(row, x + 2, figure, "ink")
        after = levels[index + 1] if index + 1 < len(levels) else None
        if after is None:
            continue
        start, corner, end, other = x + 3 + len(figure), x + turn, x + pitch, CURVE - 1 - after
        if other == row:
            put(row, start, "─" * (end - start))
            continue
        put(row, start, "─" * (corner - start))
        put(row, corner, "╮" if other > row else "╯")
        for between in range(min(row, other) + 1, max(row, other)):
            put(between, corner, "│")
        put(other, corner, "╰" if other > row else "╭")
        put(other, corner + 1, "─" * (end - corner - 1))
    return canvas


def signs_to_spans(signs: Sequence[Sign]) -> Line:
    """A row of the canvas as spans, neighbours of one ink together."""
    spans: list[Span] = []
    for sign, ink in signs:
        if spans and (spans[-1].ink == ink or sign == " "):
            spans[-1] = spans[-1]._replace(text=spans[-1].text + sign)
        else:
            spans.append(Span(sign, ink))
    return tuple(spans)


# ------------------------------------------------------------------------------------------------------------ strip


def bar(share: float, width: int, ink: Ink) -> Line:
    """As long as the share: whole only when all is answered, and never nothing when something is."""
    done = round(share * width)
    if share < 1:
        done = min(done, width - 1)
    if share > 0:
        done = max(done, 1)
    done = max(0, min(done, width))
    return (Span("━" * done, ink), Span("─" * (width - done), "rule"))


def strip(names: Sequence[str], shares: Sequence[float], here: int, first: int, count: int, width: int) -> tuple[Line, Line]:
    """Every stage in order: names over bars. Those in view (`count` from `first`) in ink, the one at hand bold.

    Where the names do not fit, the stages are numbers and the one at hand is spelt out.
    """
    slots = _slots(names, here, width)
    tops: list[Span] = []
    bars: list[Span] = []
    for index, text, size in slots:
        at_hand, seen = index == here, first <= index < first + count
        if index < 0:
            tops.append(faint(_filled(text, size)))
            bars.append(Span(" " * size))
            continue
        tops.append(Span(_filled(text, size), "ink" if seen or at_hand else "faint", at_hand))
        length = size - 2 if size > 5 else size - 1
        bars += bar(shares[index], length, "accent" if at_hand else "soft" if seen else "faint")
        bars.append(Span(" " * (size - length)))
    return fit(tops, width), fit(bars, width)


def _slots(names: Sequence[str], here: int, width: int) -> list[tuple[int, str, int]]:
    """(stage, what stands there, cells); stage -1 says that there are more."""
    total = len(names)
    even = width // total if total else width
    longest = max((cell_len(name) for name in names), default=0)
    if even >= min(longest + 1, SLOT):
        size = min(even, MOST)
        return [(index, cut(name, size - 1), size) for index, name in enumerate(names)]
    size = len(str(total)) + 1
    own = cut(f"{here + 1} {names[here]}", max(4, min(18, width // 2))) if total else ""
    wide = cell_len(own) + 2
    room = (width - wide - 4) // size  # numbers that fit beside it, with a `…` at both ends
    low, high = 0, total
    if (total - 1) * size + wide > width:
        low = max(0, min(here - room // 2, total - 1 - room))
        high = min(total, low + room + 1)
    slots = [(index, own, wide) if index == here else (index, str(index + 1), size) for index in range(low, high)]
    if low:
        slots.insert(0, (-1, "…", 2))
    if high < total:
        slots.append((-1, "…", 2))
    return slots


def _filled(text: str, size: int) -> str:
    return text + " " * max(0, size - cell_len(text))


def strip_at(names: Sequence[str], here: int, width: int, x: int) -> int:
    """The stage of the strip under `x`, -1 if none."""
    for index, _, size in _slots(names, here, width):
        if x < size:
            return index
        x -= size
    return -1


def neighbours(names: Sequence[str], here: int, of: str, width: int, marks: tuple[str, str]) -> Line:
    """One stage at a time: the one before at the left, this one, the one after at the right."""
    left, right = marks
    before = f"{left} {names[here - 1]}" if here > 0 else ""
    after = f"{names[here + 1]} {right}" if here + 1 < len(names) else ""
    side = max(4, (width - cell_len(of) - 4) // 4)
    own = f"{of}  {names[here]}" if names else of
    before, after = cut(before, max(side, LABEL - 2)) if before else "", cut(after, max(side, 12)) if after else ""
    lead = _filled(before, LABEL + 1)
    middle = cut(own, max(1, width - cell_len(lead) - cell_len(after) - 2))
    space = " " * max(1, width - cell_len(lead) - cell_len(middle) - cell_len(after))
    return fit((faint(lead), Span(middle, "ink"), Span(space), faint(after)), width)


# ------------------------------------------------------------------------------------------------------------ heights


class Need(NamedTuple):
    """How many rows a question takes, over the stages in view."""

    closed: tuple[int, int, int] = (1, 1, 1)  # with at most one, two, three rows a cell
    open: int = 1
    curve: bool = False


class Plan(NamedTuple):
    strip: int  # rows of the stage strip: 2, 1, 0
    gap: int  # empty rows under it
    heads: int  # rows of the columns' heads: the name, and its bar where there is no strip
    below: int  # empty rows under the heads
    first: int  # questions in view
    end: int
    most: int  # rows of a cell that is not open
    heights: tuple[int, ...]  # of every question in view; of a curve 5 where it is drawn
    blanks: frozenset[int]  # questions with an empty row before them
    above: int = 0  # rows that say how many questions are out of sight
    under: int = 0

    @property
    def top(self) -> int:
        return self.strip + self.gap + self.heads + self.below

    @property
    def rows(self) -> int:
        return self.top + self.above + sum(self.heights) + len(self.blanks) + self.under


RESERVE = 5  # rows that an open question should have beyond one before the others get more than one
BOUND = 9  # an open cell higher than this does not decide how the others look

# rows a cell, empty rows between groups, curves drawn in full: what is tried, best first
LOOKS = ((3, 1, 1), (2, 1, 1), (2, 0, 1), (1, 1, 1), (1, 0, 1), (2, 1, 0), (2, 0, 0), (1, 1, 0), (1, 0, 0))


def groups(questions: int, curves: Sequence[int]) -> frozenset[int]:
    """Where an empty row goes: a curve ends a group, the others are about three together."""
    starts: set[int] = set()
    ends = [at + 1 for at in curves if at + 1 < questions]
    low = 0
    for high in (*ends, questions):
        size = high - low
        if low:
            starts.add(low)
        if high == questions or size > 4:
            parts = max(1, round(size / 3))
            at = low
            for part in range(parts):
                if part:
                    starts.add(at)
                at += size // parts + (1 if part < size % parts else 0)
        low = high
    return frozenset(starts - {0})


def plan(height: int, needs: Sequence[Need], here: int, *, strip: bool, heads: int = 0, below: int = 0) -> Plan:
    """Who gets how many of `height` rows. `here`: the open question, -1 for none; `strip`: not all stages are in view;
    `heads`, `below`: rows of the columns' heads (0: as the strip says) and empty ones under them.

    Every question keeps a row as long as that can be; the one at hand gets what it needs, then the others more than one row.
    The look does not depend on which question is open, unless that one would not fit.
    """
    count = len(needs)
    heads = heads or (1 if strip else 2)
    curves = [at for at, need in enumerate(needs) if need.curve]
    blanks = groups(count, curves)
    rest = height - (3 if strip else 0) - heads - below

    def at(look: tuple[int, int, int], index: int, is_open: bool) -> int:
        need = needs[index]
        if is_open:
            return need.open
        return CURVE if need.curve and look[2] else need.closed[look[0] - 1]

    def total(look: tuple[int, int, int]) -> int:
        return sum(at(look, index, False) for index in range(count)) + (len(blanks) if look[1] else 0)

    def extra(look: tuple[int, int, int], index: int) -> int:
        return at(look, index, True) - at(look, index, False)

    for look in LOOKS[:-1]:
        reserve = max([RESERVE, *(min(needs[i].open, BOUND) - at(look, i, False) for i in range(count))])
        own = extra(look, here) if 0 <= here < count else 0
        if total(look) + max(reserve, own) <= rest:
            break
    else:
        look = LOOKS[-1]
        return _tight(height, needs, here, strip, heads, below)
    heights = tuple(at(look, index, index == here) for index in range(count))
    marks = blanks if look[1] else frozenset[int]()
    return Plan(2 if strip else 0, 1 if strip else 0, heads, below, 0, count, look[0], heights, marks)


def _tight(height: int, needs: Sequence[Need], here: int, strip: bool, heads: int, below: int) -> Plan:
    """One row a question. What is above gives way to the open cell: the empty rows first, the bars, then the strip."""
    count = len(needs)
    need = needs[here] if 0 <= here < count else Need()
    whole = need.curve and need.open >= CURVE
    tops = [(2, 1, heads, below), (2, 1, heads, 0), (2, 0, heads, 0)] if strip else [(0, 0, heads, below), (0, 0, heads, 0)]
    tight = [(1, 0, heads, 0), (0, 0, heads, 0)] if strip else []
    if heads > 1:
        tight.append((0, 0, 1, 0))
    others = count - 1 if 0 <= here < count else count

    def room(top: tuple[int, int, int, int]) -> int:
        return height - sum(top) - others

    # first what leaves all of it in sight, then four of its rows, then three
    tries = [(tops, need.open), *(((tops[-1], *tight), CURVE if whole else min(need.open, least)) for least in (4, 3))]
    chosen = next((top for those, least in tries for top in those if room(top) >= least), None)
    if chosen is not None:
        own = min(need.open, max(1, room(chosen)))
        heights = tuple(own if index == here else 1 for index in range(count))
        return Plan(*chosen, 0, count, 1, heights, frozenset())
    return _scrolled(height, needs, here, CURVE if whole else min(need.open, 3))


def _scrolled(height: int, needs: Sequence[Need], here: int, least: int) -> Plan:
    """Not even a row for each: the questions about the one at hand, and how many there are above and below."""
    count = len(needs)
    heads = 1 if height > 3 else 0
    room = height - heads
    here = max(0, min(here, count - 1))
    first, end = here, here + 1
    notes = room >= 3
    own = max(1, min(least, room - 2 if notes else room))

    def fits(first: int, end: int) -> bool:
        return own + (end - first - 1) + (notes and first > 0) + (notes and end < count) <= room

    grown = True
    while grown:
        grown = False
        if end < count and fits(first, end + 1):
            end, grown = end + 1, True
        if first > 0 and fits(first - 1, end):
            first, grown = first - 1, True
    heights = tuple(own if index == here else 1 for index in range(first, end))
    return Plan(0, 0, heads, 0, first, end, 1, heights, frozenset(), int(notes and first > 0), int(notes and end < count))


def label_span(text: str, width: int, open_: bool) -> Span:
    text = cut(text, min(width, LABEL_MOST))
    return Span(_filled(text, width)) if open_ else soft(_filled(text, width))
