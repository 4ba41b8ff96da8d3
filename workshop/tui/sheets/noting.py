"""The facilitator's notes as a sheet, where the window is too narrow to have them beside."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.tui.beside import notes_rows
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import View, faint, row

PAGE = 6


class NotesPane(Pane):
    subject = "notes"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0
        self.more = False

    def view(self, width: int, height: int) -> View:
        host = self.host
        top, *rows = notes_rows(host.book, host.stop, min(width, 84), margin="", lang=host.lang, plan=host.plan)
        room = height - 1
        self.first = max(0, min(self.first, len(rows) - room + 1)) if len(rows) > room else 0
        shown = rows[self.first : self.first + room]
        self.more = self.first + room < len(rows)
        if self.more:
            shown = [*shown[:-1], row(faint(t("list.more", host.lang, n=len(rows) - self.first - room + 1)))]
        return View([top, *shown])

    def pairs(self) -> list[Pair]:
        return [Pair("f", "keys.close"), *([Pair("↑↓", "keys.read_on")] if self.more or self.first else [])]

    def key(self, key: str) -> bool:
        if key in ("down", "pagedown"):
            self.first += 1 if key == "down" else PAGE
        elif key in ("up", "pageup"):
            self.first = max(0, self.first - (1 if key == "up" else PAGE))
        elif key in ("f", "enter"):
            self.host.close_sheet()
        else:
            return False
        return True
