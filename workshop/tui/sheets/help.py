"""The keys that work here, in three groups: writing, choosing, everywhere."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.tui.actions import ACTIONS, drawn
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, bold, faint, pad, row, soft, wrap

KEY = 14


class HelpPane(Pane):
    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0

    def rows(self, width: int) -> list[Row]:
        host, lang = self.host, self.host.lang
        out = [EMPTY, row(bold(t("help.title", lang)))]
        behind = host.body.pane
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        if behind is not None and behind.pairs():
            groups.append(("help.here", [(pair.key, t(pair.words, lang)) for pair in behind.pairs()]))
        writing = [tuple(line.split("\t", 1)) for line in t("help.writing_keys", lang).splitlines() if "\t" in line]
        if host.name_of_screen == "run":
            groups.append(("help.writing", writing))  # type: ignore[arg-type]
        for where in ("choosing", "everywhere"):
            pairs = [
                (" ".join(drawn(key) for key in action.keys), t(f"actions.{action.id}", lang))
                for action in ACTIONS
                if action.where == where and host.name_of_screen in action.screens and action.id != "inert"
            ]
            groups.append((f"help.{where}", pairs))
        for title, pairs in groups:
            out += [EMPTY, row(faint(t(title, lang)))]
            for key, words in pairs:
                lines = wrap(words, max(20, min(width, 84) - KEY), 0)
                out.append(row(Span(pad(key, KEY)), soft(lines[0])))
                out += [row(Span(" " * KEY), soft(line)) for line in lines[1:]]
        return out

    def view(self, width: int, height: int) -> View:
        rows = self.rows(width)
        self.first = max(0, min(self.first, len(rows) - height))
        shown = rows[self.first : self.first + height]
        if self.first + height < len(rows):
            shown = [*shown[:-1], row(faint(t("list.more", self.host.lang, n=len(rows) - self.first - height + 1)))]
        return View(shown)

    def pairs(self) -> list[Pair]:
        return [Pair("↑↓", "keys.read_on")]

    def key(self, key: str) -> bool:
        if key in ("down", "pagedown"):
            self.first += 1 if key == "down" else 10
        elif key in ("up", "pageup"):
            self.first = max(0, self.first - (1 if key == "up" else 10))
        elif key in ("enter", "?", "f1"):
            self.host.close_sheet()
        else:
            return False
        return True
