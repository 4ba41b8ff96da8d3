"""The palette: type a few letters of a command, a step, of what was removed; Enter does it. Each shows its key."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from workshop.language import t
from workshop.text import fold
from workshop.tui.commands import Command, commands
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, columns, cut, faint, row, wrap
from workshop.tui.steps.window import window

WIDTH = 84
GAP = 3  # cells between a command and its key
MOST = 3  # rows of a command, after the first


class PalettePane(Pane):
    subject = "palette"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.writing = True
        self.all = list(commands(host))
        self.found = self.all
        self.cursor = self.first = 0

    def view(self, width: int, height: int) -> View:
        lang, width = self.host.lang, min(width, WIDTH)
        figures = faint(t("screen.found", lang, n=len(self.found), of=len(self.all)))
        rows = [EMPTY, Row(columns([], [figures], width), "›"), EMPTY]
        room = height - len(rows)
        if not self.found:
            rows.append(row(faint(cut(t("screen.nothing_found", lang), width))))
        self.first, end = window(len(self.found), self.cursor, self.first, lambda index: len(self._words(index, width)), room)
        if self.first:
            rows.append(row(faint(t("list.earlier", lang, n=self.first))))
        rows += [one for index in range(self.first, end) for one in self._rows(index, width)]
        if end < len(self.found):
            rows.append(row(faint(t("list.more", lang, n=len(self.found) - end))))
        line = LineAt(1, 0, width - len(figures.text) - 2, 1, t("screen.find_command", lang))
        return View(rows, line)

    def _words(self, index: int, width: int) -> tuple[str, ...]:
        """A command whole: folded where there is no room for it beside its key."""
        command = self.found[index]
        return wrap(command.words, width - GAP - cell_len(command.key))

    def _rows(self, index: int, width: int) -> list[Row]:
        command, here = self.found[index], index == self.cursor
        mark, back = ("▌", "focus") if here else ("", "")
        keys = [command.key, *[""] * MOST]
        lines = zip(self._words(index, width), keys, strict=False)
        return [Row(columns([Span(line, "ink", here)], [Span(key)], width), mark, back, index) for line, key in lines]  # type: ignore[arg-type]

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.does_it"), Pair("↑↓", "keys.choose")]

    def typed(self, text: str) -> bool:
        wanted = [fold(word) for word in text.split()]
        self.found = _matching(self.all, wanted) if wanted else self.all
        self.cursor = self.first = 0
        return True

    def move(self, key: str, text: str) -> bool:
        if key not in ("up", "down", "pageup", "pagedown", "tab", "shift+tab"):
            return False
        by = {"up": -1, "shift+tab": -1, "pageup": -10, "pagedown": 10}.get(key, 1)
        self.cursor = max(0, min(self.cursor + by, len(self.found) - 1))
        return True

    def enter(self, text: str) -> None:
        self._do(self.cursor)

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            self._do(target)

    def _do(self, index: int) -> None:
        if 0 <= index < len(self.found):
            command = self.found[index]
            self.host.close_sheet()
            command.do()


def _matching(among: list[Command], wanted: list[str]) -> list[Command]:
    """Those with every word in them: first where a word begins so, then where it stands anywhere."""
    found: list[tuple[int, int, Command]] = []
    for index, command in enumerate(among):
        words = fold(command.words)
        if all(word in words for word in wanted):
            begins = all(f" {words}".find(f" {word}") >= 0 for word in wanted)
            found.append((0 if begins else 1, index, command))
    return [command for _, _, command in sorted(found, key=lambda each: each[:2])]
