"""What cannot be done as asked, in a sentence, and what can be done instead: on Enter, or one more key, and never by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, faint, row, wrap

ROWS = 7  # at least
TEXT = 84


class OfferPane(Pane):
    subject = "offer"
    host: Any

    def __init__(
        self,
        host: Any,
        sentence: str,
        kept: str,
        words: str,
        then: Callable[[], object],
        other: tuple[str, str, Callable[[], object]] | None = None,
    ) -> None:
        """`kept`: what happens to what is there; `words`: the catalog key of what Enter does; `other`: a key that does
        something else instead, what it is called, and that."""
        super().__init__(host)
        self.sentence, self.kept, self.words, self.then, self.other = sentence, kept, words, then, other

    def rows(self, width: int) -> int:
        """How high a sheet takes all of it, `width` cells of text; its edge has a row."""
        said = (wrap(text, min(width, TEXT), 0) for text in (self.sentence, self.kept))
        return max(ROWS, 3 + sum(map(len, said)))

    def view(self, width: int, height: int) -> View:
        sentence = [row(bold(line)) for line in wrap(self.sentence, min(width, TEXT), 0)]
        kept = [row(faint(line)) for line in wrap(self.kept, min(width, TEXT), 0)]
        return View([EMPTY, *sentence, *kept][:height])

    def pairs(self) -> list[Pair]:
        other = [Pair(self.other[0], self.other[1])] if self.other is not None else []
        return [Pair("Enter", self.words), *other]

    def key(self, key: str) -> bool:
        if key == "enter":
            then = self.then
        elif self.other is not None and key == self.other[0]:
            then = self.other[2]
        else:
            return False
        self.host.close_sheet()
        then()
        return True
