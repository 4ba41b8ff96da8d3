"""The editor of `group`: Space marks, g puts the marked together and asks for a name, a digit puts one more into a group."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.group import GroupStep
from workshop.session.changes import BreakGroup, MakeGroup, MergeGroups, MoveGroup, MoveToGroup, NameGroup
from workshop.session.flow import Stop
from workshop.session.model import Group
from workshop.tui.pane import Pair
from workshop.tui.rows import View
from workshop.tui.steps.board import BoardPane
from workshop.tui.steps.boards import Card, Column, columns_fit, one_list, side_by_side

DIGITS = 9


def pane(host: Any, stop: Stop) -> BoardPane:
    return GroupPane(host, stop)


class GroupPane(BoardPane):
    step: GroupStep
    heads = True

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.marked: dict[str, None] = {}  # in the order they were marked
        self.merging = False

    # ------------------------------------------------------------------------------------------------ what there is
    def groups(self) -> list[Group]:
        return [group for group in self.cell.get("groups", ()) if not group.gone]

    @property
    def columns_key(self) -> object:
        return (self.of, self.by, *self.marked)

    def _columns(self) -> list[Column]:
        items = {item.id: item for item in self.material()}
        groups = self.groups()
        inside = {id for group in groups for id in group.items}
        loose = [Card(id, self.text_of(item), id in self.marked) for id, item in items.items() if id not in inside]
        found = [Column("", t("place.loose", self.lang), loose)]
        for at, group in enumerate(groups, 1):
            there = [id for id in group.items if id in items]
            cards = [Card(id, self.text_of(items[id]), True if id in self.marked else None) for id in there]
            found.append(Column(str(at) if at <= DIGITS else "·", self.name_of(group), cards))
        return found

    def name_of(self, group: Group) -> str:
        return group.name or t("place.unnamed", self.lang)

    def group_at(self) -> Group | None:
        column = self.at[0]
        return self.groups()[column - 1] if column else None

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        columns = self.columns()
        if not any(column.cards for column in columns):
            return self.nothing(width)
        self.settle()
        above, card = self.top(width), self.card()
        below = [*(self.said_rows(card.id, width) if card else ()), *self.check_rows(width)]
        below = below if len(above) + len(below) + 8 <= height else []
        draw = side_by_side if columns_fit(width, len(columns)) else one_list
        room = height - len(above) - len(below)
        rows, self.first = draw(columns, self.at, self.first, width, room, self.host.density)
        return View([*above, *rows, *below])

    def pairs(self) -> list[Pair]:
        if self.merging:
            return [Pair("1–9", "keys.merge_into"), Pair("Esc", "keys.back", "escape")]
        if self.moving and self._on_name:
            return [
                Pair("←→ ↑↓", "keys.move_to"),
                Pair("Enter", "keys.done", "enter"),
                Pair(f"1–{min(DIGITS, len(self.groups()))}", "keys.merge_into"),
            ]
        if self.moving:
            return self.pairs_moving()
        if self._on_name:
            pairs = [Pair("Enter", "keys.name", "enter"), Pair("d", "keys.ungroup", "d")]
            more = [Pair("m", "keys.move"), Pair("g", "keys.merge", "g")] if len(self.groups()) > 1 else []
            return [*pairs, *more, Pair("↑↓←→", "keys.choose")]
        n = min(DIGITS, len(self.groups()))
        pairs = [Pair("Space", "keys.mark", "space"), Pair("g", "keys.group", "g")]
        if n:
            pairs.append(Pair(f"1–{n}" if n > 1 else "1", "keys.into_group"))
        if self.at[0]:
            pairs.append(Pair("0", "keys.loosen", "0"))
        return [*pairs, Pair("↑↓←→", "keys.choose"), *self.pairs_more()]

    # --------------------------------------------------------------------------------------------------------- keys
    def key(self, key: str) -> bool:
        if self.merging:
            self.settle()
            self.merging = False
            if key.isdecimal():
                self._merge(int(key))
            return True
        return super().key(key)

    def key_more(self, key: str) -> bool:
        group, card = self.group_at(), self.card()
        on_name = self.at[1] < 0
        if key == "space" and card is not None:
            self._mark(card)
        elif key == "g" and group is not None and on_name and not self.marked and len(self.groups()) > 1:
            self.merging = True
            self.host.say(t("place.merge_into", self.lang))
        elif key == "g":
            self._make(card)
        elif key in ("enter", "e") and group is not None:
            if on_name:
                self.host.ask_name(t("place.name_group", self.lang), group.name, lambda text: self._named(group, text))
            else:
                self.to(self.at[0], -1)
        elif key in ("d", "delete") and group is not None and on_name:
            self._break(group)
        elif key == "m" and group is not None and on_name and len(self.groups()) > 1:
            self.moving = True
        elif key == "escape" and self.marked:
            self.marked.clear()
        elif key == "v":
            return self.show_or_hide()
        else:
            return False
        return True

    @property
    def _on_name(self) -> bool:
        return self.card_id.startswith("#")

    def _key_moving(self, key: str) -> bool:
        """A group that is moved: ← → or ↑ ↓ among the others, a digit merges it into one of them."""
        if self._on_name and key in ("up", "down"):
            self.carry(-1 if key == "up" else 1)
        elif self._on_name and key.isdecimal() and len(key) == 1:
            self.moving = False
            self._merge(int(key))
        else:
            return super()._key_moving(key)
        return True

    def _mark(self, card: Card) -> None:
        """Marks, and goes on to the next in the same column."""
        column, place = self.at
        if card.id in self.marked:
            self.marked.pop(card.id)
        else:
            self.marked[card.id] = None
        if place + 1 < len(self.columns()[column].cards):
            self.to(column, place + 1)

    def _make(self, card: Card | None) -> None:
        """The marked (or the one at hand) together; no name is fine."""
        there = self.remember(("at", self.columns_key), self._places)
        items = [id for id in self.marked if id in there] or ([card.id] if card is not None else [])
        if not items:
            self.host.say(t("place.mark_first", self.lang))
            return
        self.host.ask_name(t("place.new_group", self.lang, n=len(items)), "", lambda text: self._made(items, text))

    def _made(self, items: list[str], name: str) -> None:
        following = self._following(items)
        if self.host.do(MakeGroup(items=items, name=name.strip(), **self.where())):
            self.marked.clear()
            self.card_id = following

    def _named(self, group: Group, name: str) -> None:
        self.host.do(NameGroup(id=group.id, name=name.strip(), **self.where()))

    def _break(self, group: Group) -> None:
        column = self.at[0]
        if self.host.do(BreakGroup(id=group.id, **self.where())):
            self.host.say(t("place.broken", self.lang, name=self.name_of(group)))
            left = len(self.groups())
            self.card_id = f"#{min(column, left)}" if left else ""

    def _merge(self, digit: int) -> None:
        group, groups = self.group_at(), self.groups()
        if group is None or not 0 < digit <= len(groups) or groups[digit - 1].id == group.id:
            return
        into = groups[digit - 1]
        if self.host.do(MergeGroups(into=into.id, ids=[group.id], **self.where())):
            at = next((at for at, one in enumerate(self.groups(), 1) if one.id == into.id), 0)
            self.card_id = f"#{at}" if at else ""

    def _following(self, sent: list[str]) -> str:
        """What is at hand when these are gone from where they are: the next loose thing after the one at hand."""
        column, place = self.at
        cards = self.columns()[column].cards
        rest = [card.id for card in (*cards[max(0, place) :], *cards[: max(0, place)][::-1]) if card.id not in sent]
        return rest[0] if rest else ""

    def send(self, digit: int) -> None:
        """A digit: the marked (or the one at hand) into a group; 0: out of any."""
        if digit or self.at[0] or self.marked:
            self._send_to(digit)

    def _send_to(self, column: int) -> None:
        card, groups = self.card(), self.groups()
        items = [*self.marked] or ([card.id] if card is not None else [])
        if not items or column > len(groups):
            return
        following = self._following(items)
        if self.host.do(MoveToGroup(items=items, group=groups[column - 1].id if column else None, **self.where())):
            self.marked.clear()
            self.card_id = following

    def carry(self, way: int) -> None:
        """`m` and an arrow: the thing at hand to the group beside, or out of any; a group to the place of the one beside."""
        card, groups = self.card(), self.groups()
        if self._on_name:
            self._move_group(self.at[0], max(1, min(len(groups), self.at[0] + way)))
            return
        column = max(0, min(len(groups), self.at[0] + way))
        if card is not None and column != self.at[0]:
            self.host.do(MoveToGroup(items=[card.id], group=groups[column - 1].id if column else None, **self.where()))

    def _move_group(self, column: int, to: int) -> None:
        ids = [group.id for group in self.groups()]
        if to == column:
            return
        moved = ids.pop(column - 1)
        if self.host.do(MoveGroup(id=moved, after=ids[to - 2] if to > 1 else "", **self.where())):
            self.card_id = f"#{to}"

    def click_column(self, column: int) -> None:
        """What is marked goes there. Without marks a group's name is at hand, and once more it is named."""
        groups = self.groups()
        if self.merging:
            self.merging = False
            self._merge(column)
        elif self.marked:
            self._send_to(column)
        elif 0 < column <= len(groups):
            again = self.card_id == f"#{column}"
            self.card_id = f"#{column}"
            if again:
                self.clicked_again()

    def clicked_again(self) -> None:
        self.key("enter" if self.card_id.startswith("#") else "space")
