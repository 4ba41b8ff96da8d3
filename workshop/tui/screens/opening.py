"""Opening with last time: the actions that were open, one key each: done, a week more, another day, dropped."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from workshop import language
from workshop.language import t
from workshop.session import carried
from workshop.session.changes import RestoreItem, SetItemField
from workshop.session.lateness import late_words
from workshop.session.model import Item
from workshop.tui.pane import Pair
from workshop.tui.piles import Line, PilesPane
from workshop.tui.piles_rows import OWNER
from workshop.tui.rows import EMPTY, Row, Span, accent, cut, faint, pad, row, soft, warn

WEEK = 7
WHAT = 16  # cells of what became of it


class OpeningPane(PilesPane):
    subject = "opening"
    piles = ("actions",)

    def items(self, pile: str) -> list[Item]:
        return sorted(carried.carried(self.session), key=lambda item: carried.said(item) or date.min)

    # above
    def kicker(self) -> str:
        return t("opening.title", self.lang)

    def question(self) -> str:
        return t("opening.question", self.lang, n=len(self.items("actions")))

    def hint(self) -> str:
        return t("opening.hint", self.lang)

    # drawing
    def head(self, pile: str, count: int, width: int) -> list[Row]:
        return [] if not count else [row(faint(self._from(self.items(pile)[0])))]

    def _from(self, item: Item) -> str:
        """`ons 14 okt`: when it was agreed."""
        day = carried.said(item)
        return t("opening.agreed", self.lang, day=language.day(day, self.lang, date.today())) if day is not None else ""

    def _draw(self, line: Line, index: int, rows: list[tuple[int, Row]], width: int, height: int) -> Any:
        # a heading for each session they come from
        items = self.items("actions")
        if index and line.item is not None and carried.said(items[index - 1]) != carried.said(line.item):
            rows += [(-1, EMPTY), (-1, row(faint(self._from(line.item))))]
        return super()._draw(line, index, rows, width, height)

    def lead(self, item: Item) -> list[Span]:
        return [faint("✓ ") if item.get("done") and not item.gone else faint("· ") if item.gone else soft("○ ")]

    def beside(self, pile: str, item: Item, field: str, width: int) -> list[Span]:
        owner = pad(str(item.get("owner") or ""), OWNER)
        spans = [Span(owner, "accent" if field == "owner" else "soft", field == "owner")] if item.get("owner") or field else []
        what = self._became(item)
        return [*spans, Span(" "), what._replace(text=pad(what.text, min(WHAT, width // 3)))]

    def _became(self, item: Item) -> Span:
        """What became of it; of what is open when it was due, said in words where it is late."""
        outcome, due = carried.outcome(item), item.get("due")
        if outcome == "moved" and isinstance(due, date):
            return accent(t("opening.moved", self.lang, day=language.day(due, self.lang)))
        if outcome in ("done", "dropped"):
            return faint(t(f"opening.{outcome}", self.lang))
        late = late_words(due, self.lang)
        return warn(late) if late else soft(language.day(due, self.lang) if isinstance(due, date) else "")

    def below(self, width: int) -> list[Row]:
        return [EMPTY, row(faint(cut(t("opening.then", self.lang), width)))]

    # keys
    def pairs(self) -> list[Pair]:
        if self.writing:
            return [Pair("Enter", "keys.save")]
        line = self.at(self.lines())
        return self.pairs_of(line) if line is not None else []

    def pairs_of(self, line: Line) -> list[Pair]:
        return [
            Pair("Space", "keys.done"),
            Pair("+ -", "keys.week_more", "+"),
            Pair("m", "keys.new_day"),
            Pair("d", "keys.drop"),
            Pair("e", "keys.edit"),
        ]

    def do_key(self, key: str, line: Line) -> bool:
        item = line.item
        if item is None:
            return False
        if item.gone and key in ("d", "delete", "space", "+", "-", "m", "enter"):
            self.host.do(RestoreItem(id=item.id))
        elif key == "space":
            if self.host.do(SetItemField(id=item.id, field="done", value=None if item.get("done") else True)):
                self.point(self.cursor + 1, self.lines())
        elif key in ("+", "-"):
            self._by_a_week(item, 1 if key == "+" else -1)
        elif key in ("m", "enter") and not self.column:
            self.column = self.fields(line).index("due") + 1
            self.edit(line)
        elif key in ("d", "delete"):
            self.remove(item)
            self.point(self.cursor + 1, self.lines())
        elif key in ("enter", "e"):
            self.edit(line, words=key == "e")
        else:
            return False
        return True

    removed = "opening.let_go"

    def _still_lacks(self, id: str) -> str:
        return ""  # what is asked here is what became of it

    def _by_a_week(self, item: Item, way: int) -> None:
        """A week from the day it is due, or from today where that is past."""
        due, today = item.get("due"), date.today()
        begin = max(due, today) if isinstance(due, date) else today
        self.host.do(SetItemField(id=item.id, field="due", value=max(today, begin + timedelta(way * WEEK))))

    def enter(self, text: str) -> None:
        before = self.cursor
        super().enter(text)
        if not self.writing:
            self.point(before + 1, self.lines())
