"""The facilitator's notes as a sheet, where the window is too narrow to have them beside."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import View, faint, row


class NotesPane(Pane):
    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0
        self.more = False

    def view(self, width: int, height: int) -> View:
        rows = self.host.notes_rows(min(width, 84), beside=False)
        self.first = max(0, min(self.first, len(rows) - height + 1))
        shown = rows[self.first : self.first + height]
        self.more = self.first + height < len(rows)
        if self.more:
            rest = len(rows) - self.first - height + 1
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=rest)))]
        return View(shown)

    def pairs(self) -> list[Pair]:
        return [Pair("f", "keys.close"), *([Pair("↑↓", "keys.read_on")] if self.more or self.first else [])]

    def key(self, key: str) -> bool:
        if key in ("down", "pagedown"):
            self.first += 1 if key == "down" else 6
        elif key in ("up", "pageup"):
            self.first = max(0, self.first - (1 if key == "up" else 6))
        elif key in ("f", "enter"):
            self.host.close_sheet()
        else:
            return False
        return True
