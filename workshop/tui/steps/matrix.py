"""The editor of `matrix`: a cross and four names, letters in the plane. Two digits place a thing, arrows nudge it."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.matrix import Matrix
from workshop.session.changes import Put, Unplace
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, pad, row, soft, wrap
from workshop.tui.steps.placing import MaterialPane
from workshop.tui.steps.window import window

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LIST = 40  # cells of the list beside the plane


def pane(host: Any, stop: Stop) -> MaterialPane:
    return MatrixPane(host, stop)


def letter(index: int) -> str:
    """a … z, then aa, ab …"""
    return LETTERS[index] if index < 26 else LETTERS[index // 26 - 1] + LETTERS[index % 26]


class MatrixPane(MaterialPane):
    step: Matrix

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0
        self.typed_first = 0  # the first of two digits

    # what there is
    @property
    def digits(self) -> int:
        """How many positions the digits speak of: 1–9 where the axis has more (10 is then reached with the arrows, or as 0)."""
        return min(10, self.step.steps)

    def positions(self) -> dict[str, tuple[int, int]]:
        placed = self.cell.get("place", {})
        return {id: (int(at["x"]), int(at["y"])) for id, at in placed.items()}

    def view(self, width: int, height: int) -> View:
        items = self.material()
        if not items:
            return View((row(faint(t("place.nothing", self.lang))),))
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        positions = self.positions()
        if width >= 68:
            list_width = min(LIST, width * 2 // 5)
            plane = self._plane(items, positions, width - list_width - 4, height)
            beside = self._list(items, positions, list_width, height)
            rows = []
            for index in range(max(len(plane), len(beside))):
                left = plane[index].spans if index < len(plane) else (Span(" " * (width - list_width - 4)),)
                right = beside[index] if index < len(beside) else EMPTY
                bar = Span("  ▌ " if right.mark else "    ", "accent")
                rows.append(Row((*left, bar, *(s._replace(back="focus") if right.mark else s for s in right.spans)), "", "", right.target))
            return View(rows)
        below = max(6, min(len(items) + 1, height // 2))
        plane = self._plane(items, positions, width, height - below)
        return View([*plane, *self._list(items, positions, width, below)])

    def _plane(self, items: tuple[Item, ...], positions: dict[str, tuple[int, int]], width: int, height: int) -> list[Row]:
        """The cross with the corners' names and a letter for each thing; things in one place stand side by side."""
        step, book = self.step, self.book
        rows_of_plane = max(5, min(height - 2, 2 * ((height - 2) // 2) - 1))
        middle_x, middle_y = width // 2, rows_of_plane // 2
        grid: list[list[Span]] = [[Span(" ") for _ in range(width)] for _ in range(rows_of_plane)]
        for y in range(rows_of_plane):
            grid[y][middle_x] = Span("│", "rule")
        for x in range(2, width):
            grid[middle_y][x] = Span("┼" if x == middle_x else "─", "rule")
        names = {(place.x, place.y): book.text(place.title).upper() for place in step.places}
        for (side, level), name in names.items():
            y = 0 if level == "high" else rows_of_plane - 1
            name = cut(name, middle_x - 3)
            x = 2 if side == "low" else width - len(name)
            for offset, char in enumerate(name):
                grid[y][x + offset] = Span(char, "faint")
        taken: set[tuple[int, int]] = set()
        for index in sorted(range(len(items)), key=lambda i: i != self.cursor):
            at = positions.get(items[index].id)
            if at is None:
                continue
            x, y = self._cell(at, width, rows_of_plane)
            word = letter(index)
            while x < width - 1 and any((x + i, y) in taken for i in range(len(word))):
                x += 1
            here = index == self.cursor
            for offset, char in enumerate(word):
                if x + offset < width:
                    taken.add((x + offset, y))
                    grid[y][x + offset] = Span(char, "accent" if here else "ink", True, "", False, here)
        out = [row(soft(cut(f"{book.text(step.y.title)} ↑", width)))]
        out[0] = Row((soft(pad(f"{book.text(step.y.title)} ↑", width)),))
        out += [Row(tuple(line)) for line in grid]
        out.append(Row((soft(pad(f"{book.text(step.x.title)} →", width, "right")),)))
        return out

    def _cell(self, at: tuple[int, int], width: int, height: int) -> tuple[int, int]:
        """Position 1..steps on both axes to a cell of the plane; never on the cross."""
        steps = max(2, self.step.steps)
        x = 2 + round((at[0] - 1) * (width - 5) / (steps - 1))
        y = height - 2 - round((at[1] - 1) * (height - 3) / (steps - 1))
        y = max(1, min(height - 2, y)) if height > 4 else max(0, min(height - 1, y))
        middle_x, middle_y = width // 2, height // 2
        if x == middle_x:
            x += 1 if at[0] > steps / 2 else -1
        if y == middle_y:
            y += -1 if at[1] > steps / 2 else 1
        return x, y

    def _list(self, items: tuple[Item, ...], positions: dict[str, tuple[int, int]], width: int, height: int) -> list[Row]:
        names = f"{self.book.text(self.step.x.title)} · {self.book.text(self.step.y.title)}".lower()
        rows: list[Row] = [Row((faint(pad(names, width, "right")),))]
        help_rows = [EMPTY, *(row(faint(line)) for line in wrap(self._help(), width, 0))] if height > len(items) + 6 else []
        room = height - 1 - len(help_rows)

        def lines_of(index: int) -> tuple[str, ...]:
            return wrap(self.text_of(items[index]), width - 12, 2)

        def height_of(index: int) -> int:
            return len(lines_of(index)) if index == self.cursor else 1

        self.first, end = window(len(items), self.cursor, self.first, height_of, room)
        if self.first:
            rows.append(row(faint(t("list.earlier", self.lang, n=self.first))))
        for index in range(self.first, end):
            at = positions.get(items[index].id)
            here = index == self.cursor
            figures = f"{at[0]} · {at[1]}" if at else "–"
            if here and self.typed_first:
                figures = f"{self.typed_first} · …"
            lines = lines_of(index) if here else (cut(self.text_of(items[index]), width - 12),)
            ink: Any = "ink" if at or here else "soft"
            for place, text in enumerate(lines):
                tag = Span(pad(letter(index), 3) if place == 0 else "   ", "accent", place == 0)
                right = Span(pad(figures if place == 0 else "", 8, "right"), "ink" if at else "faint")
                rows.append(Row((tag, Span(pad(text, width - 11), ink, here), right), "▌" if here else "", "", ("item", index)))
        if end < len(items):
            rows.append(row(faint(t("list.more", self.lang, n=len(items) - end))))
        return [*rows, *help_rows]

    def _help(self) -> str:
        x, y = self.book.text(self.step.x.title).lower(), self.book.text(self.step.y.title).lower()
        return t("place.two_digits", self.lang, x=x, y=y, most=min(9, self.step.steps))

    def pairs(self) -> list[Pair]:
        pairs = [Pair("3 8", "keys.x_then_y"), Pair("←→", "keys.nudge_x"), Pair("+ -", "keys.nudge_y"), Pair("↑↓", "keys.choose")]
        if self.many_voices:
            pairs.insert(0, Pair("Tab", "keys.next_voice", "tab"))
        return [*pairs, Pair("0", "keys.unplace")]

    # keys
    def key(self, key: str) -> bool:
        items = self.material()
        if not items:
            return False
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        item = items[self.cursor]
        at = self.positions().get(item.id)
        if key.isdigit() and len(key) == 1:
            self._digit(int(key), item, items)
            return True
        first, self.typed_first = self.typed_first, 0
        if key == "escape":
            return bool(first)
        if key in ("up", "down"):
            self.cursor = max(0, min(len(items) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key == "enter":
            self._on(items)
        elif key in ("left", "right", "+", "-", "shift+up", "shift+down"):
            middle = (self.step.steps + 1) // 2
            x, y = at or (middle, middle)
            x += {"left": -1, "right": 1}.get(key, 0)
            y += {"+": 1, "shift+up": 1, "-": -1, "shift+down": -1}.get(key, 0)
            x, y = max(1, min(self.step.steps, x)), max(1, min(self.step.steps, y))
            self.host.do(Put(item=item.id, x=x, y=y, **self.where()))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(items) - 1
        elif key in ("tab", "shift+tab") and self.many_voices:
            self.next_voice(1 if key == "tab" else -1)
            self.cursor = 0
        elif key == "delete":
            self.host.do(Unplace(item=item.id, **self.where()))
        elif key == "a":
            return self.add_more()
        elif key == "v" and self.step.is_hidden:
            self.toggle_shown()
        else:
            return False
        return True

    def _digit(self, digit: int, item: Item, items: tuple[Item, ...]) -> None:
        """The first digit is x, the second y; 0 first takes the thing out, 0 second is ten where there are ten."""
        if not self.typed_first:
            if digit == 0:
                if item.id in self.positions():
                    self.host.do(Unplace(item=item.id, **self.where()))
            elif digit <= self.step.steps:
                self.typed_first = digit
            return
        x, self.typed_first = self.typed_first, 0
        y = digit or 10
        if y > self.step.steps:
            self.host.say(t("place.beyond", self.lang, most=self.step.steps))
        elif self.host.do(Put(item=item.id, x=x, y=y, **self.where())):
            self._on(items)

    def _on(self, items: tuple[Item, ...]) -> None:
        """To the next thing that has no place; else the next."""
        positions = self.positions()
        order = [*range(self.cursor + 1, len(items)), *range(self.cursor)]
        self.cursor = next((i for i in order if items[i].id not in positions), min(self.cursor + 1, len(items) - 1))

    def click(self, target: object, x: int) -> None:
        if isinstance(target, tuple) and target[0] == "item":
            self.cursor = int(target[1])

    def place(self) -> tuple[str, str, str]:
        items = self.material()
        return (items[self.cursor].id if self.cursor < len(items) else "", "", "")

    def go(self, of: str, field: str, use: str) -> None:
        self.cursor = next((i for i, item in enumerate(self.material()) if item.id == of), 0)
