"""What a step is taken for, row by row: any can be left out by hand, and taken in again. Nothing that was answered is lost."""

from __future__ import annotations

from typing import Any, NamedTuple

from workshop.language import t
from workshop.session import layers
from workshop.session.changes import Skip
from workshop.session.env import Env
from workshop.session.model import Item
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, accent, columns, cut, faint, row, soft
from workshop.tui.steps.window import window

DOT = 3  # cells left of a row's words


class Part(NamedTuple):
    """What may be left out of: the rows of the step at hand, or the items that its section is taken for."""

    name: str  # the step or section
    at: str
    title: str
    items: tuple[Item, ...]
    now: str = ""  # the item of a section that one is at: it cannot be left out from here


def parts_of(host: Any) -> list[Part]:
    """The rows of the step at hand, those of its section; [] where it is about no rows."""
    book, stop = host.book, host.stop
    if getattr(host, "reviewing", False):
        return []
    step = book.scenario.step_by_id[stop.step]
    found = [Part(step.id, stop.at, book.text(step.title), book.proposed(step, stop.at))]
    section = layers.loop_of(book, step)
    if section is not None and section.each is not None:
        items = book.items_of(section.each, Env())
        found.append(Part(section.id, "", book.text(section.title), items, stop.at))
    return [part for part in found if part.items]


class RowsPane(Pane):
    subject = "rows"
    host: Any

    def __init__(self, host: Any, name: str, at: str = "") -> None:
        """`name`: the step or section; `at`: the row one was at."""
        super().__init__(host)
        self.name = name
        self.cursor = next((place for place, item in enumerate(self.at_hand.items) if item.id == at), 0)
        self.first = 0

    @property
    def at_hand(self) -> Part:
        return next((part for part in parts_of(self.host) if part.name == self.name), Part("", "", "", ()))

    def skipped(self) -> tuple[str, ...]:
        part = self.at_hand
        found: tuple[str, ...] = self.host.book.session.progress_of(part.name, part.at).skipped
        return found

    def view(self, width: int, height: int) -> View:
        lang, part, skipped = self.host.lang, self.at_hand, self.skipped()
        items = part.items
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        left = sum(1 for item in items if item.id not in skipped)
        said = faint(t("rows.count", lang, n=left, of=len(items)))
        above = [row(soft(cut(part.title, width))), Row(columns([soft(t("rows.about", lang))], [said], width)), EMPTY]
        room = max(1, height - len(above))
        self.first, end = window(len(items), self.cursor, self.first, lambda _: 1, room)
        rows = list(above)
        if self.first:
            rows.append(row(faint(cut(t("list.earlier", lang, n=self.first), width))))
        for index in range(self.first, end):
            item, here = items[index], index == self.cursor
            out = item.id in skipped
            words = cut(item.text or self.host.book.label(item.id), width - DOT - 14)
            spans = [faint("○  ") if out else accent("●  "), Span(words, "faint" if out else "ink", here)]
            right = [faint(t("rows.out", lang))] if out else []
            rows.append(Row(columns(spans, right, width), "▌" if here else "", "focus" if here else "", index))
        if end < len(items):
            rows.append(row(faint(cut(t("list.more", lang, n=len(items) - end), width))))
        return View(rows[:height])

    def pairs(self) -> list[Pair]:
        items = self.at_hand.items
        out = bool(items) and items[self.cursor].id in self.skipped()
        return [Pair("Space", "keys.take_back" if out else "rows.keys.leave_out", "space"), Pair("↑↓", "keys.choose")]

    def key(self, key: str) -> bool:
        items = self.at_hand.items
        if key in ("up", "down"):
            self.cursor = max(0, min(len(items) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(items) - 1
        elif key == "space" and items:
            self._turn(items[self.cursor])
        else:
            return False
        return True

    def _turn(self, item: Item) -> None:
        part, out = self.at_hand, item.id in self.skipped()
        if item.id == part.now:
            self.host.say(t("rows.here_now", self.host.lang))
        else:
            self.host.do(Skip(step=part.name, at=part.at, row=item.id, skipped=not out))

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self.key("space")
            self.cursor = target
