"""The editor of `sort`: a digit sends the thing at hand to a place, and the next is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.kinds.sort import Sort
from workshop.session.changes import Place, Unplace
from workshop.session.flow import Stop
from workshop.tui.pane import Pair
from workshop.tui.rows import Row, Span, View, accent, cut, faint, fit, soft, width_of, wrap
from workshop.tui.steps.board import BoardPane
from workshop.tui.steps.boards import Card, Column, columns_fit, gutter_list, side_by_side

SHORT = 40  # cells of a thing named in a message
DIGITS = 9
HEAD = 2  # rows of the names of the places above a list


def pane(host: Any, stop: Stop) -> BoardPane:
    return SortPane(host, stop)


class SortPane(BoardPane):
    step: Sort

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.together = False  # what all say, instead of one voice
        self.flat = False  # drawn as one list

    # ------------------------------------------------------------------------------------------------ what there is
    def placed(self) -> dict[str, str]:
        """The place of each thing, by the voice at hand or by all."""
        if not self.together:
            return dict(self.cell.get("place", {}))
        return {one.item.id: one.place for one in self.book.placement(self.step, self.stop.at, self.of) if one.place}

    def _columns(self) -> list[Column]:
        placed, places = self.placed(), self.step.places
        sides = self._agreement() if self.together else {}
        under: dict[str, list[Card]] = {place.id: [] for place in places}
        loose: list[Card] = []
        for item in self.material():
            card = Card(item.id, self.text_of(item), side=sides.get(item.id, ""))
            under.get(placed.get(item.id, ""), loose).append(card)
        title = t("place.split_up" if self.together else "place.unsorted", self.lang)
        keys = [str(at) if at <= DIGITS else "·" for at in range(1, len(places) + 1)]
        titles = [self.book.text(place.title) for place in places]
        if self.step.look == "cycle":  # each leads to the next, the last to the first
            titles = [f"{name} →" if at < len(titles) else f"{name} → {keys[0]}" for at, name in enumerate(titles, 1)]
        named = [Column(key, name, under[place.id]) for key, name, place in zip(keys, titles, places, strict=True)]
        return [Column("", title, loose), *named]

    def _agreement(self) -> dict[str, str]:
        """`3 of 4`: how many of those who placed a thing chose its place."""
        found = self.book.placement(self.step, self.stop.at, self.of)
        return {
            one.item.id: t("vote.of", self.lang, n=round((one.agree or 0) * one.voices), of=one.voices)
            for one in found
            if one.voices > 1
        }

    @property
    def columns_key(self) -> object:
        return (self.of, self.by, self.together)

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        columns = self.columns()
        if not any(column.cards for column in columns):
            return self.nothing(width)
        self.flat = columns_fit(width, len(columns)) < len(columns)
        self.settle()
        card = self.card()
        above = self.top(width)
        below = [*self._meaning(width), *(self.said_rows(card.id, width) if card else ()), *self.check_rows(width)]
        below = below if len(below) + len(above) + 8 <= height else []
        room = height - len(above) - len(below)
        if self.flat:
            rows, self.first = self._list(width, room)
        else:
            rows, self.first = side_by_side(columns, self.at, self.first, width, room, self.host.density)
        return View([*above, *rows, *below])

    def _list(self, width: int, height: int) -> tuple[list[Row], int]:
        columns = self.columns()
        left = faint(t("place.left", self.lang, n=len(columns[0].cards)))
        totals = [
            _pressed([accent(column.key)._replace(bold=True), soft(f" {column.title} "), faint(f"{len(column.cards)}   ")], at)
            for at, column in enumerate(columns[1:], 1)
        ]
        head = _in_rows([*totals, _pressed([left], 0)], width)
        if len(head) > HEAD:  # names give way to figures
            pairs = [(accent(column.key), faint(f" {len(column.cards)}   ")) for column in columns[1:]]
            short = [span for at, pair in enumerate(pairs, 1) for span in _pressed(pair, at)]
            head = [Row(fit([*short, left], width))]
        order = self.order()
        focus = next((at for at, (_, card) in enumerate(order) if card.id == self.card_id), 0)
        rows, first = gutter_list(order, focus, self.first, width, height - 1 - len(head), self.host.density)
        return [*head, Row(), *rows], first

    def order(self) -> list[tuple[str, Card]]:
        """Every thing in the order of the material, with the digit of its place."""

        def work() -> list[tuple[str, Card]]:
            where = {card.id: (column.key, card) for column in self.columns() for card in column.cards}
            return [where[item.id] for item in self.material()]

        return self.remember(("order", self.columns_key), work)

    def _meaning(self, width: int) -> list[Row]:
        """What is said of the place at hand."""
        column = self.at[0]
        text = self.book.text(self.step.places[column - 1].text, self.scope()) if column else ""
        return [Row(), *(Row((soft(line),)) for line in wrap(text, min(width, 84), 0)[:2])] if text else []

    # --------------------------------------------------------------------------------------------------------- keys
    def pairs(self) -> list[Pair]:
        if self.moving:
            return self.pairs_moving()
        if self.together:
            return [Pair("v", "place.keys.one_by_one", "v"), Pair("↑↓←→", "keys.choose")]
        n = min(DIGITS, len(self.step.places))
        pairs = [Pair(f"1–{n}" if n > 1 else "1", "keys.place"), Pair("0", "keys.unplace", "0"), Pair("↑↓←→", "keys.choose")]
        return [*pairs, *self.pairs_more()]

    def every_pair(self) -> list[Pair]:
        found = super().every_pair()
        asked = not self.moving and not self.together and self.many_voices and len(self.voices()) > 1
        return [*found, *([Pair("v", "place.keys.together", "v")] if asked else [])]

    def send(self, digit: int) -> None:
        card, places = self.card(), self.step.places
        if card is None or digit > len(places):
            return
        if self.together:
            self.host.say(t("place.all_together", self.lang))
            return
        following = self._following()
        if not digit:
            if self.at[0]:
                self.host.do(Unplace(item=card.id, **self.where()))
                self.card_id = following
        elif self.host.do(Place(item=card.id, place=places[digit - 1].id, **self.where())):
            self.card_id = following
            if not self.columns()[0].cards:
                self.host.say(t("place.all_placed", self.lang))
            else:
                place = self.book.text(places[digit - 1].title)
                said = t("place.moved", self.lang, place=place, item=cut(card.text, SHORT))
                self.host.say(said.replace("….", "…"))

    def _following(self) -> str:
        """What is at hand when this is sent: the next that has no place; of those that have one, the next."""
        column, at = self.at
        cards = list(self.columns()[column].cards)
        if column and self.flat:
            cards = [card for _, card in self.order()]
            at = next((place for place, card in enumerate(cards) if card.id == self.card_id), 0)
        rest = [*cards[at + 1 :], *(cards[:at][::-1] if column else cards[:at])]
        return rest[0].id if rest else self.card_id

    def carry(self, way: int) -> None:
        """`m` and an arrow: the thing at hand to the place beside."""
        card, column = self.card(), max(0, min(len(self.step.places), self.at[0] + way))
        if card is None or column == self.at[0]:
            return
        if column:
            self.host.do(Place(item=card.id, place=self.step.places[column - 1].id, **self.where()))
        else:
            self.host.do(Unplace(item=card.id, **self.where()))

    def key_more(self, key: str) -> bool:
        if key == "v" and self.many_voices and len(self.voices()) > 1:
            self.together = not self.together
            if self.step.is_hidden and self.hidden == self.together:
                self.toggle_shown()
            return True
        return False

    def click_column(self, column: int) -> None:
        """The thing at hand goes there, as by the digit."""
        self.send(column)

    def click_sign(self, target: object, x: int, press: str) -> None:
        if press.startswith("place "):
            self.send(int(press[6:]))
        else:
            super().click_sign(target, x, press)

    def step_flat(self, way: int) -> bool:
        """↑ ↓ where all is one list."""
        if not self.flat:
            return False
        order = self.order()
        at = next((place for place, (_, card) in enumerate(order) if card.id == self.card_id), 0)
        self.card_id = order[max(0, min(len(order) - 1, at + way))][1].id
        return True


def _pressed(spans: Sequence[Span], place: int) -> list[Span]:
    """What sends the thing at hand to a place when it is clicked; 0: to none."""
    return [span._replace(press=(f"place {place}",)) for span in spans]


def _in_rows(pieces: Sequence[Sequence[Span]], width: int) -> list[Row]:
    """The pieces after one another, none of them broken over two rows."""
    rows: list[list[Span]] = [[]]
    for piece in pieces:
        if rows[-1] and width_of([*rows[-1], *piece]) > width:
            rows.append([])
        rows[-1] += piece
    return [Row(fit(spans, width)) for spans in rows]
