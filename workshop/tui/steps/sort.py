"""The editor of `sort`: a digit sends the thing at hand to a place, and the next is at hand."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.sort import Sort
from workshop.session.changes import Place, Unplace
from workshop.session.flow import Stop
from workshop.tui.pane import Pair
from workshop.tui.rows import View, cut, faint, row
from workshop.tui.steps.boards import Card, Column, card_at, columns_fit, one_list, side_by_side
from workshop.tui.steps.placing import MaterialPane


def pane(host: Any, stop: Stop) -> MaterialPane:
    return SortPane(host, stop)


class SortPane(MaterialPane):
    step: Sort

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.at = (0, 0)  # column (0 = not sorted), card
        self.first = 0

    def columns(self) -> list[Column]:
        placed = self.cell.get("place", {})
        items = self.material()
        loose = [Card(item.id, self.text_of(item)) for item in items if item.id not in placed]
        found = [Column("", t("place.unsorted", self.lang), loose)]
        for index, place in enumerate(self.step.places, 1):
            cards = [Card(item.id, self.text_of(item)) for item in items if placed.get(item.id) == place.id]
            found.append(Column(str(index), self.book.text(place.title), cards))
        return found

    def _settle(self, columns: list[Column]) -> None:
        """Keep the focus on something that is there."""
        column = max(0, min(self.at[0], len(columns) - 1))
        if not columns[column].cards and column == 0 and any(one.cards for one in columns):
            column = next(index for index, one in enumerate(columns) if one.cards) if self.at[0] == 0 else column
        card = max(0, min(self.at[1], len(columns[column].cards) - 1))
        self.at = (column, card)

    def card(self, columns: list[Column]) -> Card | None:
        cards = columns[self.at[0]].cards
        return cards[self.at[1]] if 0 <= self.at[1] < len(cards) else None

    def view(self, width: int, height: int) -> View:
        columns = self.columns()
        if not any(column.cards for column in columns):
            return View((row(faint(t("place.nothing", self.lang))),))
        self._settle(columns)
        draw = side_by_side if columns_fit(width, len(columns)) else one_list
        rows, self.first = draw(columns, self.at, self.first, width, height)
        return View(rows)

    def pairs(self) -> list[Pair]:
        found = [Pair(str(i), "", str(i)) for i, _ in enumerate(self.step.places, 1)]
        pairs = [Pair(f"1–{min(9, len(found))}", "keys.place"), Pair("0", "keys.unplace"), Pair("↑↓←→", "keys.choose")]
        if self.many_voices:
            pairs.insert(0, Pair("Tab", "keys.next_voice", "tab"))
        return [*pairs, *([Pair("a", "keys.add")] if self.source_list() is not None else [])]

    def key(self, key: str) -> bool:
        columns = self.columns()
        self._settle(columns)
        column, at = self.at
        card = self.card(columns)
        if key in ("up", "down"):
            self._step(columns, -1 if key == "up" else 1)
        elif key in ("left", "right"):
            way = -1 if key == "left" else 1
            target = max(0, min(len(columns) - 1, column + way))
            self.at = (target, min(at, max(0, len(columns[target].cards) - 1)))
        elif key in ("home", "end"):
            self.at = (column, 0 if key == "home" else max(0, len(columns[column].cards) - 1))
        elif key.isdigit() and len(key) == 1 and card is not None:
            self._place(int(key), card)
        elif key in ("tab", "shift+tab") and self.many_voices:
            self.next_voice(1 if key == "tab" else -1)
            self.at = (0, 0)
        elif key == "a":
            return self.add_more()
        elif key == "v" and self.step.is_hidden:
            self.toggle_shown()
        else:
            return False
        return True

    def _step(self, columns: list[Column], way: int) -> None:
        column, at = self.at
        if 0 <= at + way < len(columns[column].cards):
            self.at = (column, at + way)
            return
        others = range(column + 1, len(columns)) if way > 0 else range(column - 1, -1, -1)
        for other in others:
            if columns[other].cards:
                self.at = (other, 0 if way > 0 else len(columns[other].cards) - 1)
                return

    def _place(self, digit: int, card: Card) -> None:
        if digit > len(self.step.places):
            return
        if not digit:
            self.host.do(Unplace(item=card.id, **self.where()))
        elif self.host.do(Place(item=card.id, place=self.step.places[digit - 1].id, **self.where())):
            place = self.book.text(self.step.places[digit - 1].title)
            self.host.say(t("place.moved", self.lang, place=place, item=cut(card.text, 40)))

    def click(self, target: object, x: int) -> None:
        wanted = card_at(target, x)
        for index, column in enumerate(self.columns()):
            for place, card in enumerate(column.cards):
                if card.id == wanted:
                    self.at = (index, place)

    def place(self) -> tuple[str, str, str]:
        card = self.card(self.columns())
        return (card.id if card is not None else "", "", "")

    def go(self, of: str, field: str, use: str) -> None:
        for index, column in enumerate(self.columns()):
            for place, card in enumerate(column.cards):
                if card.id == of:
                    self.at = (index, place)
