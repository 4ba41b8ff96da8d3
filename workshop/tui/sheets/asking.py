"""The one question that is asked: whether a whole session is to go to the bin. Enter does nothing; the letter does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, View, bold, cut, faint, row


class AskPane(Pane):
    subject = "bin"
    host: Any

    def __init__(self, host: Any, title: str, then: Callable[[], object]) -> None:
        super().__init__(host)
        self.title, self.then = title, then

    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        asked = t("home.bin", lang, title=self.title)
        return View((EMPTY, row(bold(cut(asked, width))), row(faint(cut(t("home.bin_kept", lang), width)))))

    def pairs(self) -> list[Pair]:
        return [Pair("d", "keys.to_bin")]

    def key(self, key: str) -> bool:
        if key != "d":
            return False
        self.host.close_sheet()
        self.then()
        return True
