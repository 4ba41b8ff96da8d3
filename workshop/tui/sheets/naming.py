"""A sheet with one line: the name of a group, of a stage, of a person; what to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, View, bold, cut, row


class NamePane(Pane):
    subject = "name"
    host: Any

    def __init__(
        self,
        host: Any,
        title: str,
        text: str,
        then: Callable[[str], object],
        *,
        words: str = "keys.done",
        while_typing: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(host)
        self.title, self.then, self.words, self.while_typing = title, then, words, while_typing
        self.writing = True
        self.first = self.stood = text

    def half_said(self, text: str) -> str:
        return text if self.while_typing is None and text != self.stood else ""

    def view(self, width: int, height: int) -> View:
        if self.first:
            text, self.first = self.first, ""
            self.host.set_line(text)
        return View((EMPTY, row(bold(cut(self.title, width))), row(mark="›")), LineAt(2, 0, width))

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", self.words)]

    def typed(self, text: str) -> bool:
        if self.while_typing is not None:
            self.while_typing(text)
        return False

    def enter(self, text: str) -> None:
        self.host.close_sheet()
        self.then(text)
        self.host.redraw()
