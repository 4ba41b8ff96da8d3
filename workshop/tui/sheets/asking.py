"""The one question that is asked: whether a whole session is to go to the bin. Enter does nothing by itself; the letter does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, faint, row


class AskPane(Pane):
    def __init__(self, host: Any, question: str, then: Callable[[], object]) -> None:
        super().__init__(host)
        self.asked, self.then = question, then

    def view(self, width: int, height: int) -> View:
        return View((EMPTY, row(bold(self.asked)), row(faint(t("home.bin_kept", self.host.lang)))))

    def pairs(self) -> list[Pair]:
        return [Pair("d", "keys.to_bin")]

    def key(self, key: str) -> bool:
        if key != "d":
            return False
        self.host.close_sheet()
        self.then()
        return True
