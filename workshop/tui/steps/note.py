"""The editor of `note`: something to say or read, or a break. Enter goes on, once all of it has been seen."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.note import Note
from workshop.session.flow import Stop
from workshop.text import paragraphs
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, row, soft, wrap
from workshop.tui.steps.base import StepPane

TEXT = 84


def pane(host: Any, stop: Stop) -> StepPane:
    return NotePane(host, stop)


class NotePane(StepPane):
    step: Note

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.first = 0
        self.rest = 0  # rows below what is shown
        self.shown = 1

    def view(self, width: int, height: int) -> View:
        rows = self._rows(min(width, TEXT))
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        self.rest, self.shown = len(rows) - self.first - len(shown), len(shown)
        if self.first and len(shown) > 2:
            shown[0] = row(faint(cut(t("list.earlier", self.lang, n=self.first + 1), width)))
        if self.rest:
            shown[-1] = row(faint(cut(t("list.more", self.lang, n=self.rest + 1), width)))
        return View(shown)

    def _rows(self, width: int) -> list[Row]:
        out: list[Row] = []
        for block in paragraphs(self.book.text(self.step.text, self.scope())):
            if out:
                out.append(EMPTY)
            if block.kind == "list":
                for line in block.lines:
                    first, *rest = wrap(line, width - 2, 0)
                    out.append(row(faint("· "), soft(first)))
                    out += [row(Span("  "), soft(text)) for text in rest]
            else:
                out += [row(soft(text)) for text in wrap(block.text, width, 0)]
        return out

    def pairs(self) -> list[Pair]:
        return [Pair("↓", "keys.read_on", "down")] if self.rest else [Pair("Enter", "keys.go_on_step", "enter")]

    def key(self, key: str) -> bool:
        if key in ("down", "up"):
            self.first += 1 if key == "down" else -1
        elif key in ("home", "end"):
            self.first = 0 if key == "home" else self.first + self.rest
        elif key in ("enter", "space") and self.rest:
            self.first += max(1, self.shown - 2)
        elif key == "enter":
            self.host.forward()
        else:
            return False
        return True
