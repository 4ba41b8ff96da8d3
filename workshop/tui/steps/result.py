"""What `result` shows: a conclusion as the bold sentence, then the figures or the rows, then the next workshop as what Enter does."""

from __future__ import annotations

from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.result import Result
from workshop.session.flow import Stop
from workshop.session.results import FigureValue, ResultRow, ResultValue
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, pad, row, soft, wrap
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.window import window


def pane(host: Any, stop: Stop) -> StepPane:
    return ResultPane(host, stop)


class ResultPane(StepPane):
    wide = True
    step: Result

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0

    def found(self) -> ResultValue:
        value: ResultValue = self.book.result(self.step, self.stop.at)
        return value

    # above the body
    def question(self) -> str:
        found = self.found()
        if found.level is not None:
            return self.book.text(found.level.title, self.scope())
        step = self.step
        return self.book.text(step.prompt if step.prompt is not None else step.title, self.scope())

    def hint(self) -> str:
        found = self.found()
        if found.level is not None and found.level.text is not None:
            return self.book.text(found.level.text, self.scope())
        return super().hint()

    # drawing
    def view(self, width: int, height: int) -> View:
        found = self.found()
        rows = self._table(found, width, height) if self.step.each is not None else self._figures(found, width)
        if self.step.text is not None and self.step.each is None:
            rows += [EMPTY, *(row(soft(line)) for line in wrap(self.book.text(self.step.text, self.scope()), min(width, 84), 0))]
        following = self._next()
        if following:
            rows += [EMPTY, row(soft(t("result.next", self.lang, workshop=following)), mark="▌")]
        return View(rows[:height])

    def _figures(self, found: ResultValue, width: int) -> list[Row]:
        """One figure a row, with a bar where it is a part of a hundred; the range of low and high as a line."""
        rows: list[Row] = []
        figures = list(found.figures)
        if not figures and found.words:
            rows.append(row(Span(found.words, "ink")))
        label = max((len(figure.title) for figure in figures), default=0) + 3
        label = min(max(label, 18), width // 2)
        bar = min(40, width - label - 14)
        for figure in figures:
            spans = [soft(pad(figure.title, label)), Span(pad(figure.words or "–", 8, "right"))]
            if figure.unit == "%" and isinstance(figure.value, int | float) and bar > 8:
                spans += [Span("   "), *_bar(float(figure.value) / 100, bar)]
            rows.append(row(*spans))
        if _is_number(found.low) and _is_number(found.high):
            low, high = (language.number(value, self.lang, 0) for value in (found.low, found.high))
            rows += [EMPTY, row(soft(t("result.range", self.lang, low=low, high=high)))]
        if not rows:
            rows.append(row(faint(t("result.nothing", self.lang))))
        return rows

    def _table(self, found: ResultValue, width: int, height: int) -> list[Row]:
        if not found.rows:
            return [row(faint(t("place.nothing", self.lang)))]
        figures = list(found.rows[0].figures)
        bars = self.step.look == "bars"
        shown = self._columns(found, figures, width, bars)
        name = width - sum(size + 2 for _, size in shown) - 4
        rows: list[Row] = []
        if shown:
            head = [Span(" " * (name + 4))]
            for index, size in shown:
                numeric = _numeric(found.rows, index)
                head.append(faint(pad(cut(figures[index].title.lower(), size), size, "right" if numeric else "left") + "  "))
            rows.append(row(*head))
        note = self.book.text(self.step.text, self.scope()) if self.step.text is not None else ""
        below = [EMPTY, *(row(soft(line)) for line in wrap(note, min(width, 84), 0))] if note and height > 12 else []
        self.cursor = max(0, min(self.cursor, len(found.rows) - 1))

        def lines_of(index: int) -> tuple[str, ...]:
            return wrap(found.rows[index].item.text or self.book.label(found.rows[index].item.id), name - 1, 2)

        room = height - len(rows) - len(below) - (2 if self._next() else 0)
        self.first, end = window(len(found.rows), self.cursor, self.first, lambda index: len(lines_of(index)), room)
        if self.first:
            rows.append(row(faint(t("list.earlier", self.lang, n=self.first))))
        scale = _extent([one.value for one in found.rows])
        for index in range(self.first, end):
            one = found.rows[index]
            here = index == self.cursor
            for place, text in enumerate(lines_of(index)):
                number = f"{one.place or index + 1:>2}  " if place == 0 and self.step.order != "none" else "    "
                spans = [Span(number, "faint"), Span(pad(text, name), "ink", here and len(found.rows) > room)]
                if place == 0:
                    for figure, size in shown:
                        spans += self._figure(one, figure, size, bars, scale, _numeric(found.rows, figure))
                rows.append(Row(tuple(spans), "▌" if here and len(found.rows) > room else "", "", ("item", index)))
        if end < len(found.rows):
            rows.append(row(faint(t("list.more", self.lang, n=len(found.rows) - end))))
        return rows + below

    def _columns(self, found: ResultValue, figures: list[FigureValue], width: int, bars: bool) -> list[tuple[int, int]]:
        """(figure, width) of those that fit beside a name of at least 24 cells; a bar takes the first figure's column."""
        out: list[tuple[int, int]] = []
        left = width - 28
        for index, figure in enumerate(figures):
            longest = max((len(one.figures[index].words) for one in found.rows), default=0)
            size = max(len(figure.title), min(longest, 20))
            if bars and index == 0:
                size = max(size, 18 if width < 90 else 26)
            size = min(size, max(8, (width - 28) // max(1, len(figures)) - 2))
            if size + 2 > left:
                break
            out.append((index, size))
            left -= size + 2
        return out

    def _figure(
        self, one: ResultRow, index: int, size: int, bars: bool, scale: tuple[float, float], numeric: bool
    ) -> list[Span]:
        figure = one.figures[index]
        words = figure.words or "–"
        if bars and index == 0 and _is_number(figure.value):
            low, high = scale
            part = (float(figure.value) - low) / (high - low) if high > low else 0.0
            return [*_bar(part, size - 5), Span(pad(words, 5, "right") + "  ")]
        return [Span(pad(cut(words, size), size, "right" if numeric else "left") + "  ", "soft")]

    # the next workshop
    def _level_next(self) -> str:
        level = self.found().level
        return level.next or "" if level is not None else ""

    def _next(self) -> str:
        id = self._level_next()
        if not id:
            return ""
        from workshop.scenario import library

        entry = next((one for one in library.entries() if one.id == id), None)
        return language.pick(entry.title, self.lang) if entry is not None else ""

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.next_workshop" if self._next() else "keys.go_on_step")]

    def key(self, key: str) -> bool:
        if key in ("up", "down") and self.step.each is not None:
            self.cursor = max(0, self.cursor + (1 if key == "down" else -1))
        elif key == "enter":
            if self._next():
                self.host.start_next(self._level_next())
            else:
                self.host.forward()
        else:
            return False
        return True


def _bar(part: float, width: int) -> list[Span]:
    done = max(0, min(width, round(width * part)))
    return [Span("━" * done, "accent"), Span("─" * (width - done), "rule")]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numeric(rows: tuple[ResultRow, ...], index: int) -> bool:
    values = [one.figures[index].value for one in rows]
    return any(_is_number(value) for value in values) and all(_is_number(value) or value is None for value in values)


def _extent(values: list[Any]) -> tuple[float, float]:
    """From 0 (or below it, where there is less) to the highest."""
    numbers = [float(value) for value in values if _is_number(value)]
    return (min(0.0, min(numbers)) - (0.5 if min(numbers) < 0 else 0), max(0.0, max(numbers))) if numbers else (0.0, 1.0)
