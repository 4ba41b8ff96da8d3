"""What another version of a session, or a newer one of its workshop, would bring: read first; Enter takes it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, View, bold, faint, row, soft, wrap

WIDTH = 84


class ReadFirstPane(Pane):
    """A title, parts of lines each under a heading, and what Enter does with it all ("" and None: it is only to be read)."""

    subject = "versions"
    host: Any

    def __init__(
        self,
        host: Any,
        title: str,
        parts: Sequence[tuple[str, Sequence[str]]],
        words: str = "",
        then: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(host)
        self.title, self.parts, self.words, self.then = title, parts, words, then
        self.first = 0
        self.room = 1

    def view(self, width: int, height: int) -> View:
        width = min(width, WIDTH)
        head = [EMPTY, *(row(bold(line)) for line in wrap(self.title, width, 0))]
        rows = self._rows(width)
        self.room = max(1, height - len(head))
        self.first = max(0, min(self.first, len(rows) - self.room))
        shown = rows[self.first : self.first + self.room]
        if (left := len(rows) - self.first - self.room) > 0:
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=left + 1)))]
        return View([*head, *shown][:height])

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for heading, lines in self.parts:
            rows.append(EMPTY)
            rows += [row(faint(line)) for line in wrap(heading, width, 0)] if heading else []
            for each in lines:
                rows += [row(soft(line)) for line in wrap(each, width, 2)]
        return rows

    def pairs(self) -> list[Pair]:
        return [*([Pair("Enter", self.words)] if self.then is not None else []), Pair("↑↓", "keys.read_on")]

    def key(self, key: str) -> bool:
        moves = {"up": -1, "down": 1, "pageup": -self.room, "pagedown": self.room, "space": self.room}
        if key in moves:
            self.first = max(0, self.first + moves[key])
        elif key in ("home", "end"):
            self.first = 0 if key == "home" else 10**6
        elif key == "enter" and self.then is not None:
            self.host.close_sheet()
            self.then()
        else:
            return False
        return True
