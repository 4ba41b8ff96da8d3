"""The editor of `group`: Space marks, g puts the marked together and asks for a name, a digit puts one more into a group."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.group import GroupStep
from workshop.session.changes import BreakGroup, MakeGroup, MergeGroups, MoveToGroup, NameGroup
from workshop.session.flow import Stop
from workshop.session.model import Group
from workshop.tui.pane import Pair
from workshop.tui.rows import View, faint, row
from workshop.tui.steps.boards import Card, Column, card_at, columns_fit, one_list, side_by_side
from workshop.tui.steps.placing import MaterialPane


def pane(host: Any, stop: Stop) -> MaterialPane:
    return GroupPane(host, stop)


class GroupPane(MaterialPane):
    step: GroupStep

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.at = (0, 0)  # column (0 = loose), card (-1: the group's name)
        self.first = 0
        self.marked: set[str] = set()
        self.merging = False

    def groups(self) -> list[Group]:
        return [group for group in self.cell.get("groups", ()) if not group.gone]

    def columns(self) -> list[Column]:
        items = {item.id: item for item in self.material()}
        groups = self.groups()
        inside = {id for group in groups for id in group.items}
        loose = [Card(id, self.text_of(item), id in self.marked) for id, item in items.items() if id not in inside]
        found = [Column("", t("place.loose", self.lang), loose)]
        for index, group in enumerate(groups, 1):
            cards = [Card(id, self.text_of(items[id]), True if id in self.marked else None) for id in group.items if id in items]
            found.append(Column(str(index) if index < 10 else "·", group.name or t("place.unnamed", self.lang), cards))
        return found

    def _settle(self, columns: list[Column]) -> None:
        column = max(0, min(self.at[0], len(columns) - 1))
        if column == 0 and not columns[0].cards and len(columns) > 1:
            column = 1
        least = -1 if column else 0
        self.at = (column, max(least, min(self.at[1], len(columns[column].cards) - 1)))

    def view(self, width: int, height: int) -> View:
        columns = self.columns()
        if not any(column.cards for column in columns):
            return View((row(faint(t("place.nothing", self.lang))),))
        self._settle(columns)
        beside = columns_fit(width, len(columns))
        rows, self.first = (side_by_side if beside else one_list)(columns, self.at, self.first, width, height)
        if beside and self.at[1] < 0:
            rows[0] = self._head_in_focus(rows[0])
        return View(rows)

    def _head_in_focus(self, head: Any) -> Any:
        name = self.groups()[self.at[0] - 1].name or t("place.unnamed", self.lang)
        spans = tuple(
            span._replace(bold=True, back="focus") if span.text.rstrip() and name.startswith(span.text.rstrip().rstrip("…")) else span
            for span in head.spans
        )
        return head._replace(spans=spans)

    def pairs(self) -> list[Pair]:
        if self.merging:
            return [Pair("1–9", "keys.merge_into"), Pair("Esc", "keys.back")]
        if self.at[1] < 0:
            return [Pair("Enter", "keys.name"), Pair("d", "keys.ungroup"), Pair("m", "keys.merge")]
        pairs = [Pair("Space", "keys.mark"), Pair("g", "keys.group"), Pair("1–9", "keys.into_group"), Pair("0", "keys.loosen")]
        return [*pairs, Pair("↑↓←→", "keys.choose")]

    def key(self, key: str) -> bool:
        columns = self.columns()
        self._settle(columns)
        column, at = self.at
        group = self.groups()[column - 1] if column else None
        card = columns[column].cards[at] if 0 <= at < len(columns[column].cards) else None
        if self.merging:
            self.merging = False
            if key.isdigit() and group is not None and 0 < int(key) < len(columns) and int(key) != column:
                into = self.groups()[int(key) - 1]
                if self.host.do(MergeGroups(into=into.id, ids=[group.id], **self.where())):
                    self.at = (self.groups().index(next(one for one in self.groups() if one.id == into.id)) + 1, -1)
            return True
        if key in ("up", "down"):
            self._step(columns, -1 if key == "up" else 1)
        elif key in ("left", "right"):
            target = max(0, min(len(columns) - 1, column + (-1 if key == "left" else 1)))
            self.at = (target, min(max(at, 0), len(columns[target].cards) - 1))
        elif key == "space" and card is not None:
            self.marked ^= {card.id}
            self._step(columns, 1, stay=True)
        elif key == "g":
            self._make(card)
        elif key.isdigit() and len(key) == 1:
            self._send(int(key), card, columns)
        elif key == "enter" and group is not None and at < 0:
            self.host.ask_name(t("place.name_group", self.lang), group.name, lambda text: self._named(group, text))
        elif key == "enter" and group is not None:
            self.at = (column, -1)
        elif key in ("d", "delete") and group is not None and at < 0:
            self.host.do(BreakGroup(id=group.id, **self.where()))
            self.host.say(t("place.broken", self.lang, name=group.name or t("place.unnamed", self.lang)))
        elif key == "m" and group is not None and at < 0:
            self.merging = True
            self.host.say(t("place.merge_into", self.lang))
        elif key == "a":
            return self.add_more()
        elif key == "escape" and self.marked:
            self.marked.clear()
        elif key in ("tab", "shift+tab") and self.many_voices:
            self.next_voice(1 if key == "tab" else -1)
        elif key == "v" and self.step.is_hidden:
            self.toggle_shown()
        else:
            return False
        return True

    def _step(self, columns: list[Column], way: int, *, stay: bool = False) -> None:
        column, at = self.at
        least = -1 if column else 0
        if least <= at + way < len(columns[column].cards):
            self.at = (column, at + way)
        elif not stay and way > 0 and column + 1 < len(columns):
            self.at = (column + 1, -1)
        elif not stay and way < 0 and column > 0:
            self.at = (column - 1, max(0 if column == 1 else -1, len(columns[column - 1].cards) - 1))

    def _make(self, card: Card | None) -> None:
        """The marked (or the one at hand) together; no name is fine."""
        items = [one.id for column in self.columns() for one in column.cards if one.id in self.marked]
        items = items or ([card.id] if card is not None else [])
        if not items:
            self.host.say(t("place.mark_first", self.lang))
            return
        title = t("place.new_group", self.lang, n=len(items))
        self.host.ask_name(title, "", lambda text: self._made(items, text))

    def _made(self, items: list[str], name: str) -> None:
        if self.host.do(MakeGroup(items=items, name=name.strip(), **self.where())):
            self.marked.clear()
            self.at = (0, 0)

    def _named(self, group: Group, name: str) -> None:
        self.host.do(NameGroup(id=group.id, name=name.strip(), **self.where()))

    def _send(self, digit: int, card: Card | None, columns: list[Column]) -> None:
        items = [id for id in self.marked] or ([card.id] if card is not None else [])
        if not items or digit >= len(columns):
            return
        group = self.groups()[digit - 1].id if digit else None
        if self.host.do(MoveToGroup(items=items, group=group, **self.where())):
            self.marked.clear()

    def click(self, target: object, x: int) -> None:
        wanted = card_at(target, x)
        for index, column in enumerate(self.columns()):
            for place, card in enumerate(column.cards):
                if card.id == wanted:
                    if self.at == (index, place):
                        self.key("space")
                    self.at = (index, place)

    def place(self) -> tuple[str, str, str]:
        columns = self.columns()
        self._settle(columns)
        column, at = self.at
        return (columns[column].cards[at].id if 0 <= at < len(columns[column].cards) else "", "", "")

    def go(self, of: str, field: str, use: str) -> None:
        for index, column in enumerate(self.columns()):
            for place, card in enumerate(column.cards):
                if card.id == of:
                    self.at = (index, place)
