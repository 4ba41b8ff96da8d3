"""How a result is drawn: figures, tables, bars, a plane; beside them what it is compared with. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.result import Result
from workshop.session.ballots import letter
from workshop.session.book import Book
from workshop.session.model import Item
from workshop.session.results import Compared, FigureValue, ResultRow, ResultValue
from workshop.tui.rows import Row, Span, accent, cut, faint, pad, row, soft, wrap
from workshop.tui.steps.plane import Point, plane

NAME_LEAST = 24  # cells a row's name keeps beside its figures
COLUMN_MOST = 20
COLUMN_LEAST = 8
WORDS_LEAST = 12  # cells of words in a column: fewer say nothing
GAP = 2
BAR = 40
ROWS = 4  # of a name that is not at hand
_LIMIT = re.compile(r"value\s*[<>]=?\s*(-?\d+(?:\.\d+)?)")


class Column(NamedTuple):
    """One column of a table: its head, what stands in it for a row, whether it is figures."""

    title: str
    words: Callable[[ResultRow], str]
    right: bool
    width: int


class Extent(NamedTuple):
    low: float
    high: float

    def part(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0


def beside(found: ResultValue) -> list[Compared]:
    """What a result is set beside; the latest round is the result itself."""
    rounds = [one for one in found.compare if one.by == "rounds"]
    return [one for one in found.compare if one not in rounds[-1:]]


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# ------------------------------------------------------------------------------------------------------------- figures


def figures(book: Book, step: Result, found: ResultValue, width: int) -> list[Row]:
    """One figure a row, with a bar where it is a part of a hundred; beside it the same of what it is compared with."""
    lang = book.session.lang
    rows: list[Row] = []
    shown = list(found.figures)
    if not shown and found.words:
        shown = [FigureValue("value", "", found.value, step.unit, step.digits, found.words)]
    if not shown:
        return []
    label = min(max(18, max(len(figure.title) for figure in shown) + 3), width // 2)
    size = max(8, min(COLUMN_MOST, max(len(figure.words) for figure in shown)))
    others = beside(found)
    size = max(size, min(COLUMN_MOST, max((cell_len(one.title) for one in others), default=0)))
    others = others[: max(0, (width - label - size) // (size + GAP))]
    if others:
        heads = [t("result.now", lang), *(one.title for one in others)]
        rows.append(row(Span(" " * label), faint((" " * GAP).join(pad(head, size, "right") for head in heads))))
    bar = min(BAR, width - label - size - 3) if not others else 0
    for figure in shown:
        spans = [soft(pad(figure.title, label)), Span(pad(figure.words or "–", size, "right"))]
        spans += [faint(" " * GAP + pad(_figure_of(one, figure.id), size, "right")) for one in others]
        if figure.unit == "%" and is_number(figure.value) and bar > 8:
            spans += [Span("   "), *draw_bar(float(figure.value) / 100, bar)]
        rows.append(row(*spans))
    if is_number(found.low) and is_number(found.high):
        low, high = (language.number(value, lang, 0) for value in (found.low, found.high))
        rows += [Row(), row(soft(cut(t("result.range", lang, low=low, high=high), width)))]
    return rows


def _figure_of(other: Compared, id: str) -> str:
    """The same figure there; a team too small to be told apart says nothing."""
    if other.result is None:
        return "·"
    figure = other.result.figure(id)
    return (figure.words if figure is not None else other.result.words) or "–"


# ------------------------------------------------------------------------------------------------------------- tables


def columns(book: Book, step: Result, found: ResultValue, width: int, skip: int) -> list[Column]:
    """The columns that fit beside the names: figures (but the first `skip`), the level, then what it is compared with. Where
    there is too little room words are cut, then the last figures fall away: the level says what the row comes to."""
    wanted: list[tuple[str, Callable[[ResultRow], str], bool]] = []
    for at, figure in enumerate(found.rows[0].figures[skip:], skip):
        wanted.append((figure.title.lower(), lambda one, at=at: one.figures[at].words or "–", _numeric(found.rows, at)))  # type: ignore[misc]
    if not found.rows[0].figures and any(one.words for one in found.rows):
        wanted.append(("", lambda one: one.words or "–", True))
    figures = len(wanted)
    if step.levels:
        titles = {level.id: book.text(level.title) for level in step.levels}
        wanted.append(("", lambda one: titles.get(one.level.id, "") if one.level is not None else "", False))
    for other in beside(found):
        by_id = {one.item.id: one.words for one in other.result.rows} if other.result is not None else {}
        wanted.append((other.title, lambda one, by_id=by_id: by_id.get(one.item.id, "·") or "–", True))  # type: ignore[misc]
    sizes = [
        min(COLUMN_MOST, max(cell_len(title), *(cell_len(words(one)) for one in found.rows))) for title, words, _ in wanted
    ]
    left = width - NAME_LEAST
    while sizes and sum(sizes) + GAP * len(sizes) > left:
        long = [at for at in range(figures) if not wanted[at][2] and sizes[at] > WORDS_LEAST]
        if long:
            sizes[max(long, key=lambda at: sizes[at])] -= 1
        elif figures:
            figures -= 1
            del wanted[figures], sizes[figures]
        elif max(sizes) > COLUMN_LEAST:
            sizes[sizes.index(max(sizes))] -= 1
        else:
            sizes.pop()
    return [Column(*one, size) for one, size in zip(wanted, sizes, strict=False)]


def head(columns: Sequence[Column], before: int) -> list[Row]:
    """The names of the columns; "" where none has one."""
    if not any(column.title for column in columns):
        return []
    spans = [Span(" " * before)]
    spans += [faint(" " * GAP + pad(column.title, column.width, "right" if column.right else "left")) for column in columns]
    return [row(*spans)]


def cells(one: ResultRow, columns: Sequence[Column]) -> list[Span]:
    sides = [pad(column.words(one), column.width, "right" if column.right else "left") for column in columns]
    return [soft(" " * GAP + words) for words in sides]


def names(text: str, width: int, most: int) -> tuple[str, ...]:
    lines = wrap(text, width, 2)
    return lines if len(lines) <= most else (*lines[: most - 1], cut(lines[most - 1] + " …", width))


def _numeric(rows: Sequence[ResultRow], at: int) -> bool:
    values = [one.figures[at].value for one in rows]
    return any(is_number(value) for value in values) and all(is_number(value) or value is None for value in values)


# --------------------------------------------------------------------------------------------------------------- bars


def extent(step: Result, rows: Sequence[ResultRow]) -> Extent:
    """From the lowest to the highest, zero and the limits of the levels among them; per cent go to a hundred."""
    ends = [float(one.value) for one in rows if is_number(one.value)]
    ends += [0.0, *limits(step)]
    unit = step.unit if step.value is not None or not step.figures else step.figures[0].unit
    high = max(ends)
    return Extent(min(ends), 100.0 if unit == "%" and 0 < high <= 100 else high)


def limits(step: Result) -> list[float]:
    """Where a level begins, of those that are a plain comparison of the value with a number."""
    found = (_LIMIT.fullmatch(level.when.strip()) for level in step.levels if level.when)
    return [float(one[1]) for one in found if one is not None]


def draw_bar(part: float, width: int) -> list[Span]:
    done = max(0, min(width, round(width * part)))
    return [accent("━" * done), Span("─" * (width - done), "rule")]


def bar_of(value: Any, scale: Extent, marks: Sequence[float], width: int) -> list[Span]:
    """A value as a length from zero, with a sign where a level begins."""
    zero = round(scale.part(0) * (width - 1))
    at = round(scale.part(float(value)) * (width - 1)) if is_number(value) else zero
    low, high = min(zero, at), max(zero, at)
    filled = is_number(value) and (at != zero or float(value) != 0)
    signs = {round(scale.part(mark) * (width - 1)) for mark in marks}
    spans: list[Span] = []
    for x in range(width):
        if x in signs:
            spans.append(Span("┃"))
        elif filled and low <= x <= high:
            spans.append(accent("━"))
        else:
            spans.append(Span("─", "rule"))
    return _joined(spans)


def _joined(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        if out and out[-1].ink == span.ink:
            out[-1] = out[-1]._replace(text=out[-1].text + span.text)
        else:
            out.append(span)
    return out


# -------------------------------------------------------------------------------------------------------- tree, plane


def on_two_axes(rows: Sequence[ResultRow]) -> bool:
    """Whether the first two figures are numbers, so that rows can stand in a plane."""
    return bool(rows) and len(rows[0].figures) >= 2 and _numeric(rows, 0) and _numeric(rows, 1)


def draw_plane(rows: Sequence[ResultRow], cursor: int, width: int, height: int) -> list[Row]:
    """A letter for each row, by its first two figures."""
    spans = []
    for at in (0, 1):
        values = [float(one.figures[at].value) for one in rows if is_number(one.figures[at].value)]
        spans.append(Extent(min([*values, 0.0]), max(values, default=1.0)))
    points = []
    for index, one in enumerate(rows):
        x, y = one.figures[0].value, one.figures[1].value
        if is_number(x) and is_number(y):
            along, up = spans[0].part(float(x)), spans[1].part(float(y))
            points.append(Point(letter(index), along, up, index == cursor, f"item {index}"))
    titles = [rows[0].figures[at].title.lower() for at in (0, 1)]
    return plane(points, {}, titles[0], titles[1], width, height)


def text_of(book: Book, item: Item) -> str:
    return item.text or book.label(item.id)
