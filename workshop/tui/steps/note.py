"""The editor of `note`: something to say or read, or a break. PgDn goes on."""

from __future__ import annotations

from typing import Any

from workshop.scenario.kinds.note import Note
from workshop.session.flow import Stop
from workshop.text import paragraphs
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, faint, row, wrap
from workshop.tui.steps.base import StepPane


def pane(host: Any, stop: Stop) -> StepPane:
    return NotePane(host, stop)


class NotePane(StepPane):
    step: Note

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.first = 0
        self.rest = 0

    def view(self, width: int, height: int) -> View:
        rows = self._rows(min(width, 84))
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        self.rest = len(rows) - self.first - len(shown)
        if self.rest > 0:
            from workshop.language import t

            shown = [*shown[:-1], row(faint(t("list.more", self.lang, n=self.rest + 1)))]
        return View(shown)

    def _rows(self, width: int) -> list[Row]:
        out: list[Row] = []
        for block in paragraphs(self.book.text(self.step.text, self.scope())):
            if out:
                out.append(EMPTY)
            if block.kind == "list":
                for line in block.lines:
                    first, *rest = wrap(line, width - 2, 0)
                    out.append(row(faint("· "), Span(first, "soft")))
                    out += [row(Span("  "), Span(text, "soft")) for text in rest]
            else:
                out += [row(Span(text, "soft")) for text in wrap(block.text, width, 0)]
        return out

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.go_on_step")] if not self.rest else [Pair("↓", "keys.read_on")]

    def key(self, key: str) -> bool:
        if key == "down":
            self.first += 1
        elif key == "up":
            self.first = max(0, self.first - 1)
        elif key == "enter" and not self.rest:
            self.host.forward()
        else:
            return False
        return True
