"""What sort and group share: a board of columns, the card at hand, the keys that move over it and carry a card."""

from __future__ import annotations

from typing import Any

from workshop.session.flow import Stop
from workshop.tui.pane import Pair
from workshop.tui.steps.boards import At, Card, Column, card_at
from workshop.tui.steps.placing import MaterialPane


class BoardPane(MaterialPane):
    heads = False  # whether one may stand on the name of a column

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.card_id = ""  # at hand; "#2": the name of the second column
        self.before: At = (0, 0)  # where that was drawn last
        self.moving = False
        self.first = 0

    # ------------------------------------------------------------------------------------------------ what there is
    def columns(self) -> list[Column]:
        return self.remember(("columns", self.columns_key), self._columns)

    @property
    def columns_key(self) -> object:
        return (self.of, self.by)

    def _columns(self) -> list[Column]:
        raise NotImplementedError

    @property
    def at(self) -> At:
        """The column and the card at hand."""
        if self.card_id.startswith("#"):
            return (int(self.card_id[1:]), -1)
        places = self.remember(("at", self.columns_key), self._places)
        return places.get(self.card_id, (0, 0))

    def _places(self) -> dict[str, At]:
        return {card.id: (at, place) for at, column in enumerate(self.columns()) for place, card in enumerate(column.cards)}

    def card(self) -> Card | None:
        column, place = self.at
        cards = self.columns()[column].cards
        return cards[place] if 0 <= place < len(cards) else None

    def copied(self) -> str:
        card = self.card()
        return self.book.label(card.id) or card.text if card is not None else ""

    def settle(self) -> None:
        """Keep the focus on something that is there: what was at hand may be gone."""
        columns = self.columns()
        places = self.remember(("at", self.columns_key), self._places)
        is_head = self.card_id.startswith("#") and 0 < self.at[0] < len(columns)
        if self.card_id not in places and not is_head:
            column = min(self.before[0], len(columns) - 1)
            if not columns[column].cards:
                column = next((at for at, one in enumerate(columns) if one.cards), 0)
            cards = columns[column].cards
            self.card_id = cards[max(0, min(self.before[1], len(cards) - 1))].id if cards else "#1" if self._has_heads else ""
        self.before = self.at

    @property
    def _has_heads(self) -> bool:
        return self.heads and len(self.columns()) > 1

    def to(self, column: int, place: int) -> None:
        cards = self.columns()[column].cards
        if 0 <= place < len(cards):
            self.card_id = cards[place].id
        elif self.heads and column:
            self.card_id = f"#{column}"

    def begin_part(self) -> None:
        self.card_id, self.before, self.first = "", (0, 0), 0

    # --------------------------------------------------------------------------------------------------------- keys
    def key(self, key: str) -> bool:
        self.settle()
        column, place = self.at
        if self.moving:
            return self._key_moving(key)
        if key in ("up", "down"):
            self.step_by(-1 if key == "up" else 1)
        elif key in ("left", "right"):
            self._sideways(-1 if key == "left" else 1)
        elif key in ("home", "end"):
            self.to(column, 0 if key == "home" else len(self.columns()[column].cards) - 1)
        elif key.isdecimal() and len(key) == 1:
            self.send(int(key))
        elif key == "m" and place >= 0 and self.can_carry:
            self.moving = True
        elif key in ("tab", "shift+tab") and self.has_parts:
            self.next_part(1 if key == "tab" else -1)
        elif key == "a":
            return self.add_more()
        else:
            return self.key_more(key)
        return True

    def key_more(self, key: str) -> bool:
        return False

    def send(self, digit: int) -> None:
        raise NotImplementedError

    def carry(self, way: int) -> None:
        raise NotImplementedError

    can_carry = True

    def step_flat(self, way: int) -> bool:
        return False

    def step_by(self, way: int) -> None:
        """To the card above or below; past the last of a column to the next one."""
        if self.step_flat(way):
            return
        columns, (column, place) = self.columns(), self.at
        least = -1 if column and self.heads else 0
        if least <= place + way < len(columns[column].cards):
            self.to(column, place + way)
            return
        others = range(column + 1, len(columns)) if way > 0 else range(column - 1, -1, -1)
        for other in others:
            if columns[other].cards or (self.heads and other):
                self.to(other, (-1 if self.heads else 0) if way > 0 else len(columns[other].cards) - 1)
                return

    def _sideways(self, way: int) -> None:
        columns, (column, place) = self.columns(), self.at
        while 0 <= column + way < len(columns):
            column += way
            if columns[column].cards or (self.heads and column):
                self.to(column, min(max(place, 0), len(columns[column].cards) - 1))
                return

    def _key_moving(self, key: str) -> bool:
        if key in ("left", "right"):
            self.carry(-1 if key == "left" else 1)
        elif key in ("enter", "m", "escape"):
            self.moving = False
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        wanted = card_at(target, x)
        if wanted and self.moving:  # what is carried goes to where one clicks
            places = self.remember(("at", self.columns_key), self._places)
            to = int(wanted[1:]) if wanted.startswith("#") else places[wanted][0]
            while self.moving and self.at[0] != to:
                before = self.at[0]
                self.carry(1 if to > before else -1)
                self.moving = self.at[0] != before
            self.moving = False
        elif wanted.startswith("#"):
            self.click_column(int(wanted[1:]))
        elif wanted:
            again = wanted == self.card_id
            self.card_id = wanted
            if again:
                self.clicked_again()

    def click_column(self, column: int) -> None:
        """The name of a column was clicked, or the room below its cards."""
        raise NotImplementedError

    def clicked_again(self) -> None:
        """The card at hand was clicked."""

    def pairs_moving(self) -> list[Pair]:
        return [Pair("←→", "keys.move_to"), Pair("Enter", "keys.done", "enter")]

    def every_pair(self) -> list[Pair]:
        found = self.pairs()
        if self.moving or not self.card_id:
            return found
        carried = [Pair("m", "keys.move")] if self.can_carry and not any(pair.key == "m" for pair in found) else []
        return [*found, *carried]

    def pairs_more(self) -> list[Pair]:
        pairs = [Pair("Tab", "keys.next_voice" if self.takes_turns else "keys.next_row_of", "tab")] if self.has_parts else []
        if self.source_list() is not None:
            pairs.append(Pair("a", "keys.add", "a"))
        return pairs

    # ------------------------------------------------------------------------------------------------- where one is
    def place(self) -> tuple[str, str, str]:
        self.settle()
        return (self.card_id, self.part(), "")

    def go(self, of: str, field: str, use: str) -> None:
        self.go_part(field)
        if of in self.remember(("at", self.columns_key), self._places):
            self.card_id = of
