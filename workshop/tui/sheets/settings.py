"""The settings: one list, what each is now and where that comes from; chosen anew it holds at once and next time."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from workshop.language import t
from workshop.settings import choices_of
from workshop.text import clean
from workshop.tui import settled
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, bold, columns, cut, faint, pad, row, soft, warn, wrap
from workshop.tui.steps.window import window

NAME = 29  # cells of a setting's name
WIDTH = 92
FOOT = 4  # rows that say what the one in focus is
TALL = 26  # rows from which groups have air between them
TROUBLE = 4  # rows, at most, of what was not taken of the files


class SettingsPane(Pane):
    subject = "settings"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = self.first = 0

    @property
    def key_at_hand(self) -> str:
        return settled.ORDER[self.cursor]

    @property
    def app(self) -> Any:
        return self.host.app

    # drawing
    def view(self, width: int, height: int) -> View:
        lang, width = self.host.lang, min(width, WIDTH)
        troubles = [row(warn(line)) for line in self._troubles(width, max(3, min(TROUBLE, height // 6)))]
        above = [EMPTY, row(bold(t("setting.title", lang))), EMPTY, *troubles, *([EMPTY] if troubles else [])]
        foot = self._foot(width, FOOT if height >= TALL - 4 else FOOT - 1)
        rows = self._rows(width, roomy=height >= TALL)
        room = max(1, height - len(above) - len(foot))
        at = next(place for place, each in enumerate(rows) if each.target == self.cursor)
        self.first, end = window(len(rows), at, self.first, lambda _: 1, room)
        shown = rows[self.first : end]
        if self.first:
            shown.insert(0, row(faint(t("list.earlier", lang, n=self.first))))
        if later := sum(each.target is not None for each in rows[end:]):
            shown.append(row(faint(t("list.more", lang, n=later))))
        return View([*above, *shown, *[EMPTY] * (height - len(above) - len(shown) - len(foot)), *foot][:height])

    def _troubles(self, width: int, most: int) -> list[str]:
        found = [line for said in self.app.chosen.troubles(self.host.lang) for line in wrap(said, width, 2)]
        return found if len(found) <= most else [*found[: most - 1], t("setting.rest", self.host.lang)]

    def _rows(self, width: int, roomy: bool) -> list[Row]:
        rows: list[Row] = []
        for index, key in enumerate(settled.ORDER):
            if roomy and index and key in settled.GROUPS:
                rows.append(EMPTY)
            rows.append(self._row(index, key, width))
        return rows

    def _row(self, index: int, key: str, width: int) -> Row:
        lang, here = self.host.lang, index == self.cursor
        chosen = self.app.chosen
        name = min(NAME, width // 2)
        source = t(f"setting.from.{chosen.source(key)}", lang) if width >= 64 and chosen.source(key) != "default" else ""
        room = width - name - (cell_len(source) + 3 if source else 0)
        ink = Span if chosen.source(key) != "default" else soft
        value = ink(cut(settled.value_words(self.app, key, lang), room))
        left = [Span(pad(t(f"setting.name.{key}", lang), name), "ink", here), value]
        return Row(columns(left, [faint(source)] if source else [], width), "▌" if here else "", "focus" if here else "", index)

    def _foot(self, width: int, most: int) -> list[Row]:
        """What the setting in focus is for, what it can be, and who says what it is."""
        lang, key = self.host.lang, self.key_at_hand
        held = self.app.chosen.held(key)
        lines = [soft(line) for line in wrap(t(f"setting.about.{key}", lang), width, 0)]
        if not held and (can := settled.can_be(key, lang)):
            lines += [faint(line) for line in wrap(t("setting.can_be", lang, choices=can), width, 0)]
        if said := settled.source_words(self.app, key, lang):
            lines += [Span(line, "ink" if held else "faint") for line in wrap(said, width, 0)]
        lines = lines[:most]
        return [EMPTY, *(row(line) for line in lines), *[EMPTY] * (most - len(lines))]

    def pairs(self) -> list[Pair]:
        key = self.key_at_hand
        if key == "keys":
            return [Pair("Enter", "keys.own_keys", "enter"), Pair("↑↓", "keys.choose")]
        turns = [Pair("←→", "keys.other_value")] if choices_of(key) else [Pair("Enter", "keys.change", "enter")]
        back = [Pair("d", "keys.from_start")] if self.app.chosen.source(key) == "choices" else []
        return [*turns, Pair("↑↓", "keys.choose"), *back]

    # keys
    def key(self, key: str) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "shift+tab": -1, "tab": 1}
        last = len(settled.ORDER) - 1
        if key in steps:
            self.cursor = max(0, min(last, self.cursor + steps[key]))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else last
        elif key in ("enter", "space", "left", "right"):
            self._turn(-1 if key == "left" else 1, opens=key not in ("left", "right"))
        elif key in ("d", "delete"):
            self._reset()
        elif key == "s":
            self.host.close_sheet()
        else:
            return False
        return True

    def _turn(self, way: int, opens: bool) -> None:
        key, app = self.key_at_hand, self.app
        if key == "keys":
            if opens:
                from workshop.tui.sheets.own_keys import OwnKeysPane

                self.host.open_sheet(OwnKeysPane(self.host), 0)
        elif app.chosen.held(key):
            self._say_held()
        elif choices := choices_of(key):
            now = getattr(app.settings, key)
            app.choose(key, choices[(choices.index(now) + way) % len(choices)])
        elif opens:
            self._ask(getattr(app.settings, key) or "")

    def _say_held(self) -> None:
        self.host.say(t("setting.held", self.host.lang, file=self.app.chosen.config, key=self.key_at_hand), "warn")

    def _reset(self) -> None:
        key = self.key_at_hand
        if self.app.chosen.held(key):
            self._say_held()
        elif self.app.chosen.source(key) == "choices":
            self.app.choose(key, None)

    # a value in words of one's own: on a line over the list
    def _ask(self, text: str) -> None:
        self.host.ask_name(t(f"setting.name.{self.key_at_hand}", self.host.lang), text, self._written)

    def _written(self, text: str) -> None:
        key, value = self.key_at_hand, clean(text, multiline=False).strip()
        trouble, stands = settled.trouble_with(self.app.settings, key, value, self.host.lang)
        if stands:
            self.app.choose(key, value or None)
        else:
            self._ask(value)
        if trouble:
            self.host.say(trouble, "ink" if stands else "warn")

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self._turn(1, opens=True)
            self.cursor = target
