"""The screen of `result`: a conclusion as the bold sentence, then figures or rows, then the next workshop that Enter begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.result import Result
from workshop.session.ballots import letter
from workshop.session.branches import branches
from workshop.session.flow import Stop
from workshop.session.results import ResultRow, ResultValue
from workshop.tui.air import aired
from workshop.tui.layout import TABLE
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, accent, cut, faint, pad, row, soft, wrap
from workshop.tui.steps import result_looks as looks
from workshop.tui.steps import result_rows as drawing
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.window import window

NUMBER = 4  # cells left of a name: its place
TEXT = 84
BESIDE = 68  # wide enough for a plane with its list beside it
NOTE = 3  # rows of the words below
SHORT = 12  # so few rows leave no room for them


def pane(host: Any, stop: Stop) -> StepPane:
    return ResultPane(host, stop)


class ResultPane(StepPane):
    wide = True
    step: Result

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0
        self._titles: dict[tuple[str, str], str] = {}  # of workshops, by id and language

    def found(self) -> ResultValue:
        return self.remember("found", self._found)

    def _found(self) -> ResultValue:
        found = self.book.result(self.step, self.stop.at)
        if self.step.look == "lanes" and self.step.levels and found.rows:
            return replace(found, rows=looks.by_level(self.step, found.rows))
        if self.is_tree(found.rows):
            return replace(found, rows=tuple(looks.leaves(branches(self.book, found.rows))))
        return found

    def is_tree(self, rows: Sequence[ResultRow]) -> bool:
        return self.step.look == "tree" and any(one.item.of for one in rows)

    # ---------------------------------------------------------------------------------------------- above the body
    def question(self) -> str:
        level = self.found().level
        return self.book.text(level.title, self.scope()) if level is not None else super().question()

    def hint(self) -> str:
        level = self.found().level
        return self.book.text(level.text, self.scope()) if level is not None and level.text is not None else super().hint()

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        found = self.found()
        below = self._below(found, width, height)
        room = height - len(below)
        if self.step.each is None:
            rows = looks.profile(self.step, found, width) or drawing.figures(self.book, self.step, found, width)
            nothing = not rows and found.level is None
            rows = rows or ([row(faint(cut(t("result.nothing", self.lang), width)))] if nothing else [])
        elif not found.rows:
            rows = [row(faint(line)) for line in wrap(t("place.nothing", self.lang), width, 0)]
        else:
            self.cursor = max(0, min(self.cursor, len(found.rows) - 1))
            rows = self._rows(found, width, room)
        if below and not rows:
            below = below[1:]
        return View([*rows[:room], *below])

    def _below(self, found: ResultValue, width: int, height: int) -> list[Row]:
        """What the level of the row at hand means, how the result is worked out, the next workshop."""
        texts: list[str] = []
        at_hand = found.rows[min(self.cursor, len(found.rows) - 1)] if found.rows else None
        if at_hand is not None and at_hand.level is not None and at_hand.level.text is not None:
            said = self.book.text(at_hand.level.text, self.scope())
            texts.append(f"{drawing.text_of(self.book, at_hand.item)}: {said}")
        if self.step.text is not None and height > SHORT:
            texts.append(self.book.text(self.step.text, self.scope()))
        rows: list[Row] = []
        for text in texts:
            lines = wrap(text, min(width, TEXT), 0)
            if len(lines) > NOTE:
                lines = (*lines[: NOTE - 1], cut(" ".join(lines[NOTE - 1 :]), min(width, TEXT)))
            rows += [EMPTY, *(row(soft(line)) for line in lines)]
        if len(rows) > height // 2:
            rows = []
        if following := self.next_title():
            words = wrap(t("result.next", self.lang, workshop=following), min(width, TEXT), 0)
            # one thing has the bar: among several things it is the one at hand
            rows += [EMPTY, *(row(line) if found.rows else row(line, mark="▌") for line in words)]
        return rows

    def _rows(self, found: ResultValue, width: int, height: int) -> list[Row]:
        if self.step.look == "matrix" and drawing.on_two_axes(found.rows) and height > 8:
            return self._plane(found, width, height)
        if self.step.look == "curve" and looks.curve_fits(found.rows, width, height):
            scale = drawing.extent(self.step, found.rows)
            over = looks.curve_over(self.book, found.rows, scale, width, self.cursor)
            return [*over, *self._table(found, width, height - len(over), False)]
        bars = self.step.look in ("bars", "radar", "curve") and any(drawing.is_number(one.value) for one in found.rows)
        return self._table(found, width, height, bars)

    def _plane(self, found: ResultValue, width: int, height: int) -> list[Row]:
        if width < BESIDE:
            size = max(4, min(len(found.rows) + 1, height // 3))
            plane = drawing.draw_plane(found.rows, self.cursor, width, height - size)
            return [*plane, *self._table(found, width, size, False, letters=True)]
        size = min(48, width // 2)
        plane = drawing.draw_plane(found.rows, self.cursor, width - size - 4, height)
        beside = self._table(found, size, height, False, letters=True)
        out = []
        for at in range(max(len(plane), len(beside))):
            left = plane[at].spans if at < len(plane) else (Span(" " * (width - size - 4)),)
            right = beside[at] if at < len(beside) else EMPTY
            bar = accent("  ▌ ") if right.mark else Span(" " * 4)
            out.append(Row((*left, bar, *right.spans), target=right.target))
        return out

    def _table(self, found: ResultValue, width: int, height: int, bars: bool, *, letters: bool = False) -> list[Row]:
        step, found_rows, width = self.step, found.rows, min(width, TABLE)
        is_tree = self.is_tree(found_rows)
        parents: dict[int, tuple[str, ...]] = {}
        if is_tree:
            parents = looks.branch_headings(branches(self.book, found_rows))
        elif step.look == "lanes" and step.levels:
            parents = {at: (title,) for at, title in looks.level_headings(self.book, step, found_rows).items()}
        number = NUMBER + looks.DEEPER * max(0, max(map(len, parents.values()), default=1) - 1)
        first_is_value = bars and step.value is None and bool(found_rows[0].figures)
        columns = drawing.columns(self.book, step, found, width - (width // 3 if bars else 0), 1 if first_is_value else 0)
        beside = sum(column.width + drawing.GAP for column in columns)
        bar = min(30, max(10, width - number - beside - 34)) if bars else 0
        figure = max((len(one.words) for one in found_rows), default=1) + 1 if bars else 0
        name = max(6, width - number - beside - (bar + figure + drawing.GAP if bars else 0))
        top = drawing.head(columns, number + name + (bar + figure + drawing.GAP if bars else 0))
        if bars and found_rows[0].figures and step.value is None and top:
            title = pad(cut(found_rows[0].figures[0].title.lower(), bar + figure), bar + figure)
            top = [Row((Span(" " * (number + name)), faint("  " + title), *top[0].spans[1:]))]
        room = height - len(top) - (len(found_rows) in parents)

        def lines_of(index: int) -> tuple[str, ...]:
            most = max(1, room - 2) if index == self.cursor else drawing.ROWS
            return drawing.names(drawing.text_of(self.book, found_rows[index].item), name - 1, min(most, drawing.ROWS * 2))

        def height_of(index: int) -> int:
            return len(lines_of(index)) + len(parents.get(index, ()))

        self.first, end = window(len(found_rows), self.cursor, self.first, height_of, room)
        scrolls = bool(self.first) or end < len(found_rows)
        pointed = scrolls or letters or any(one.level is not None and one.level.text is not None for one in found_rows)
        scale, marks = drawing.extent(step, found_rows), drawing.limits(step)
        earlier = looks.before(found) if step.look == "radar" else None
        then = {one.item.id: one.value for one in earlier.rows} if earlier is not None else {}
        rows = [*top, *([row(faint(cut(t("list.earlier", self.lang, n=self.first), width)))] if self.first else [])]
        for index in range(self.first, end):
            one, here = found_rows[index], index == self.cursor and pointed
            rows += [row(soft(cut(title, width))) for title in parents.get(index, ())]
            for at, text in enumerate(lines_of(index)):
                lead = self._lead(one, index, letters, is_tree, number) if at == 0 else Span(" " * number)
                spans = [lead, Span(pad(text, name), "ink", here)]
                if at == 0 and bars:
                    size = " " * drawing.GAP, pad(one.words or "–", figure, "right")
                    drawn = drawing.bar_of(one.value, scale, marks, bar)
                    if step.look == "radar":
                        drawn = looks.track_of(one.value, then.get(one.item.id), scale, marks, bar)
                    spans += [Span(size[0]), *drawn, Span(size[1])]
                if at == 0:
                    spans += drawing.cells(one, columns)
                rows.append(Row(tuple(spans), "▌" if here else "", "focus" if here and not letters else "", ("item", index)))
        if end < len(found_rows):
            rows.append(row(faint(cut(t("list.more", self.lang, n=len(found_rows) - end), width))))
        elif end in parents:  # a level that nothing reached
            rows += [row(soft(cut(title, width))) for title in parents[end]]
        return aired(rows, height, self.host.density)

    def _lead(self, one: ResultRow, index: int, letters: bool, is_tree: bool, width: int) -> Span:
        if letters:
            return accent(pad(letter(index), NUMBER))._replace(bold=True)
        if is_tree:
            return Span(" " * (width - NUMBER) + pad("├", NUMBER), "rule")
        if self.step.order == "none" or one.place is None:
            return Span(" " * NUMBER)
        return faint(pad(language.number(one.place, self.lang), NUMBER - 2, "right") + "  ")

    # -------------------------------------------------------------------------------------------- the next workshop
    @property
    def next_id(self) -> str:
        """What the conclusion points to; of several things, what the level of the one at hand does."""
        found = self.found()
        at_hand = found.rows[min(self.cursor, len(found.rows) - 1)] if found.rows else None
        level = found.level if found.level is not None else at_hand.level if at_hand is not None else None
        return level.next or "" if level is not None else ""

    def next_title(self) -> str:
        """The workshop that the conclusion points to, where there is one of that name."""
        id, key = self.next_id, (self.next_id, self.lang)
        if id and key not in self._titles:
            from workshop.scenario import library

            entry = library.entry_of(id)
            self._titles[key] = language.pick(entry.title, self.lang) if entry is not None else ""
        return self._titles.get(key, "")

    # --------------------------------------------------------------------------------------------------------- keys
    def pairs(self) -> list[Pair]:
        move = [Pair("↑↓", "keys.choose")] if self.found().rows else []
        return [Pair("Enter", "keys.next_workshop" if self.next_title() else "keys.go_on_step", "enter"), *move]

    def key(self, key: str) -> bool:
        count = len(self.found().rows)
        if key in ("up", "down") and count:
            self.cursor = max(0, min(count - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end") and count:
            self.cursor = 0 if key == "home" else count - 1
        elif key == "enter":
            if self.next_title():
                host: Any = self.host
                host.start_next(self.next_id)
            else:
                self.host.forward()
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, tuple) and target[0] == "item":
            self.cursor = int(target[1])

    def click_sign(self, target: object, x: int, press: str) -> None:
        """A letter in the plane."""
        self.click(tuple(press.split()), x)
