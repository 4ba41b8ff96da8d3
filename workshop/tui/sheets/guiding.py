"""A workshop to be read through before it is started: Enter starts it."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.guide import Passage, guide
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Ink, Row, Span, View, bold, columns, faint, row, wrap

WIDTH = 76  # cells of a line that is read at ease
NUMBER = 4  # cells of a step's number with its gap
INK: dict[str, Ink] = {"text": "soft", "question": "ink", "hint": "soft", "example": "faint", "note": "faint", "facts": "faint"}


class GuidePane(Pane):
    """`then` is what Enter does."""

    subject = "guide"
    host: Any

    def __init__(self, host: Any, scenario: Any, then: Any) -> None:
        super().__init__(host)
        self.passages = list(guide(scenario, host.lang))
        self.then = then
        self.first = 0
        self.room = 1
        self._drawn: tuple[int, list[Row], list[int]] = (0, [], [])

    def view(self, width: int, height: int) -> View:
        rows, _ = self._rows(min(width, WIDTH))
        self.room = max(1, height - 1)
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        if (left := len(rows) - self.first - height) > 0:
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=left + 1)))]
        return View(shown)

    def _rows(self, width: int) -> tuple[list[Row], list[int]]:
        """Every row, and which of them a step begins on."""
        if self._drawn[0] != width:
            rows: list[Row] = [EMPTY]
            steps = []
            before = ""
            for passage in self.passages:
                if rows[-1] != EMPTY and _parted(before, passage):
                    rows.append(EMPTY)
                if passage.kind == "step":
                    steps.append(len(rows))
                rows += _drawn(passage, width)
                before = passage.kind
            self._drawn = (width, rows, steps)
        return self._drawn[1], self._drawn[2]

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.start"), Pair("↑↓", "keys.read_on"), Pair("→", "keys.next_step")]

    def key(self, key: str) -> bool:
        _, steps = self._rows(self._drawn[0] or WIDTH)
        after, before = [at for at in steps if at > self.first], [at for at in steps if at < self.first]
        moves = {"up": -1, "down": 1, "pageup": -self.room, "pagedown": self.room, "space": self.room}
        if key in moves:
            self.first = max(0, self.first + moves[key])
        elif key in ("home", "end"):
            self.first = 0 if key == "home" else 10**6
        elif key in ("right", "tab", "n") and after:
            self.first = after[0]
        elif key in ("left", "shift+tab", "p"):
            self.first = before[-1] if before else 0
        elif key == "enter":
            self.host.close_sheet()
            self.then()
        elif key == "v":
            self.host.close_sheet()
        else:
            return False
        return True


def _parted(before: str, passage: Passage) -> bool:
    """Whether an empty row stands before it."""
    return passage.kind in ("part", "section", "step") and not (before == "section" and passage.kind == "step")


def _drawn(passage: Passage, width: int) -> list[Row]:
    kind, text = passage.kind, passage.text
    if kind in ("title", "summary"):
        lines = wrap(text, width, 0)
        return [row(bold(line) if kind == "title" else Span(line)) for line in lines] + ([EMPTY] if kind == "summary" else [])
    if kind in ("part", "section"):
        return [row(Span(text, "soft" if kind == "section" else "faint"))]
    if kind == "step":
        name = [faint(f"{passage.label:<{NUMBER}}"), bold(text)]
        return [Row(columns(name, [faint(passage.aside)] if passage.aside else [], width))]
    indent = 0 if kind == "facts" or not _inside(passage) else NUMBER
    lead = f"{passage.label}: " if passage.label and passage.label != "–" else "– " if passage.label else ""
    lines = wrap(lead + text, max(16, width - indent), 2 if lead == "– " else 0)
    return [row(Span(" " * indent), Span(line, INK.get(kind, "soft"))) for line in lines]


def _inside(passage: Passage) -> bool:
    return passage.kind in ("question", "hint", "example", "note")
