"""The keys as they are now, each with its name, and where one's own are written."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.tui import keymap
from workshop.tui.actions import drawn
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, accent, bold, cut, faint, pad, row, soft, warn, wrap
from workshop.tui.settled import short

KEY, NAME = 16, 16  # cells of the keys, of the name they have in the file
WIDTH = 92


class OwnKeysPane(Pane):
    subject = "own_keys"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0
        self.more = True

    def view(self, width: int, height: int) -> View:
        rows = self._rows(min(width, WIDTH))
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        self.more = len(rows) > height
        if (rest := len(rows) - self.first - height) > 0:
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=rest + 1)))]
        return View(shown)

    def _rows(self, width: int) -> list[Row]:
        lang, chosen = self.host.lang, self.host.app.chosen
        rows = [EMPTY, row(bold(t("setting.name.keys", lang)))]
        rows += [row(soft(line)) for line in wrap(t("setting.write_keys", lang, file=short(chosen.config)), width, 0)]
        rows += [row(faint(cut(line, width))) for line in ("[keys]", 'undo = ["u", "ctrl+u"]')]
        if chosen.keymap.refused:
            rows.append(EMPTY)
            rows += [row(warn(line)) for one in chosen.keymap.refused for line in wrap(one.words(lang), width, 2)]
        rows.append(EMPTY)
        own = chosen.keymap.own
        for id in keymap.ids():
            keys = " ".join(map(drawn, own[id])) if id in own else keymap.usual_keys(id) or "·"
            ink = accent if id in own else Span
            words = t(f"actions.{id}", lang)
            spans = [ink(pad(keys, KEY - 1) + " "), faint(pad(id, NAME - 1) + " "), soft(cut(words, width - KEY - NAME))]
            rows.append(row(*spans))
        return rows

    def pairs(self) -> list[Pair]:
        return [Pair("↑↓", "keys.read_on")] if self.more else []

    def key(self, key: str) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -(10**6), "end": 10**6}
        if key in steps:
            self.first = max(0, self.first + steps[key])
        elif key == "enter":
            self.host.close_sheet()
        else:
            return False
        return True
