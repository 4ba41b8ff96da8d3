"""What cannot be done as asked, in a sentence, and the one thing that can be done instead: on Enter, and never by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, faint, row, wrap

ROWS = 7


class OfferPane(Pane):
    subject = "offer"
    host: Any

    def __init__(self, host: Any, sentence: str, kept: str, words: str, then: Callable[[], object]) -> None:
        """`kept`: what happens to what is there; `words`: the catalog key of what Enter does."""
        super().__init__(host)
        self.sentence, self.kept, self.words, self.then = sentence, kept, words, then

    def view(self, width: int, height: int) -> View:
        sentence = [row(bold(line)) for line in wrap(self.sentence, min(width, 84), 0)]
        kept = [row(faint(line)) for line in wrap(self.kept, min(width, 84), 0)]
        return View([EMPTY, *sentence, *kept][:height])

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", self.words)]

    def key(self, key: str) -> bool:
        if key != "enter":
            return False
        self.host.close_sheet()
        self.then()
        return True
