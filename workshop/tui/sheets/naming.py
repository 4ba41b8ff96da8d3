"""A sheet with one line: the name of a group, of a stage, of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, View, bold, row


class NamePane(Pane):
    def __init__(self, host: Any, title: str, text: str, then: Callable[[str], object]) -> None:
        super().__init__(host)
        self.title, self.then = title, then
        self.writing = True
        self.first = text

    def view(self, width: int, height: int) -> View:
        if self.first:
            text, self.first = self.first, ""
            self.host.set_line(text)
        return View((EMPTY, row(bold(self.title)), row(mark="›")), LineAt(2, 0, width))

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.done")]

    def enter(self, text: str) -> None:
        self.host.close_sheet()
        self.then(text)
        self.host.redraw()
