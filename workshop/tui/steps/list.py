"""The editor of `list`: things said, one a row, and the line below the last."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.list import ListStep
from workshop.session.changes import AddItem, AddItems, EditItem, MoveItem, RemoveItem, TakeStart
from workshop.session.flow import Stop
from workshop.session.model import Item, live
from workshop.session.scope import Scope
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, cut, faint, row, width_of, wrap
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.window import window

NUMBER = 4  # columns left of an item's text: its number, the line's sign


def pane(host: Any, stop: Stop) -> StepPane:
    step = host.book.scenario.step_by_id[stop.step]
    if step.each is not None or step.look == "tree":
        from workshop.tui.steps.tree import TreePane

        return TreePane(host, stop)
    if step.fields:
        from workshop.tui.steps.table import ItemTablePane

        return ItemTablePane(host, stop)
    return ListPane(host, stop)


class ListPane(StepPane):
    """Opens in Writing. ↑ Enter mends the latest; suggestions lie below, one key each."""

    step: ListStep

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.writing = True
        self.cursor = -1  # an item or a suggestion; -1: the line
        self.first = 0
        self.editing = ""  # the item whose text is on the line
        self.held = ""  # what stood on the line when it was left
        self.moving = False
        self.voice = 0

    # what there is
    @property
    def by(self) -> str:
        voices = self.book.voices(self.step)
        return voices[self.voice % len(voices)] if voices else ""

    def items(self) -> list[Item]:
        """The items on the screen, in order: of the voice at hand where it is hidden from the others."""
        found = [item for item in self.all_items() if not item.at or item.at == self.stop.at]
        if self.by and self.hidden:
            return [item for item in found if item.by == self.by]
        return found

    def all_items(self) -> list[Item]:
        return list(live(self.book.session.answer(self.step.id).items))

    def offers(self) -> tuple[Item, ...]:
        return () if self.step.closed else self.book.offers(self.step, self.stop.at, "", self.by)

    @property
    def can_add(self) -> bool:
        return not self.step.closed

    # above the body
    def kicker(self) -> str:
        return self.book.label(self.by) if self.by else ""

    # drawing
    def view(self, width: int, height: int) -> View:
        items, offers = self.items(), self.offers()
        below = self._offer_rows(offers, width, height)
        room = height - len(below)
        count = len(items) + (1 if self.can_add else 0)
        focus = self.cursor if 0 <= self.cursor < len(items) else len(items) if self.can_add else len(items) - 1
        last_rows = self.host.line_rows if self.writing and not self.editing else 1

        def height_of(index: int) -> int:
            if index >= len(items):
                return last_rows
            if items[index].id == self.editing:
                return max(self.host.line_rows, 1)
            return len(wrap(self.text_of(items[index]), width - NUMBER - self._names(items[index]), 2))

        self.first, end = window(count, focus, self.first, height_of, room)
        rows: list[Row] = []
        line: LineAt | None = None
        if self.first:
            rows.append(row(Span(" " * NUMBER), faint(t("list.earlier", self.lang, n=self.first))))
        for index in range(self.first, end):
            if index >= len(items):
                line = self._line_row(rows, width, bool(items)) or line
            elif items[index].id == self.editing and self.writing:
                line = LineAt(len(rows), NUMBER, width - NUMBER, 6)
                rows.append(row(faint(f"{index + 1:>2}"), accent("› "), back="focus"))
                rows += [row(back="focus")] * (self.host.line_rows - 1)
            else:
                rows += self._item_rows(items[index], index, width)
        if end < count:
            rows.append(row(Span(" " * NUMBER), faint(t("list.more", self.lang, n=len(items) - end))))
        if not items and not self.writing and not offers:
            rows = [row(faint(t("list.empty", self.lang)))]
        if below:
            rows += [*below]
        return View(rows, line)

    def _names(self, item: Item) -> int:
        return 12 if item.by and not self.names_hidden else 0

    def text_of(self, item: Item) -> str:
        return self.book.label(item.id) if not item.text else item.text

    def _item_rows(self, item: Item, index: int, width: int) -> list[Row]:
        here = index == self.cursor and not self.writing
        name = cut(self.book.label(item.by), 11) if self._names(item) else ""
        lines = wrap(self.text_of(item), width - NUMBER - self._names(item), 2)
        number = Span(f"{index + 1:>2}", "accent" if here else "faint")
        out: list[Row] = []
        for place, text in enumerate(lines):
            spans = [number if place == 0 else Span("  "), Span("  "), Span(text, "ink", here)]
            if name and place == 0:
                spans.append(Span(" " * max(1, width - width_of(spans) - width_of([Span(name)]))))
                spans.append(faint(name))
            sign = "▌" if here else ""
            out.append(Row(tuple(spans), sign, "focus" if here else "", index))  # type: ignore[arg-type]
        return out

    def _line_row(self, rows: list[Row], width: int, any_items: bool) -> LineAt | None:
        if self.writing and not self.editing:
            at = LineAt(len(rows), NUMBER, width - NUMBER, 6, "" if any_items else t("list.first", self.lang))
            rows.append(row(Span("  "), accent("› ")))
            rows += [EMPTY] * (self.host.line_rows - 1)
            return at
        words = cut(self.held, width - NUMBER) if self.held else t("list.add_here", self.lang)
        rows.append(Row((Span("  "), faint("› " if self.held else "  "), faint(words)), target="line"))
        return None

    def _offer_rows(self, offers: tuple[Item, ...], width: int, height: int) -> list[Row]:
        if not offers:
            return []
        items = len(self.items())
        most = max(1, min(len(offers), height // 2 - 2))
        here = self.cursor - items
        first = max(0, min(here - most + 1, len(offers) - most)) if here >= most else 0
        out = [EMPTY, row(Span(" " * NUMBER), faint(t("list.offers", self.lang)))]
        for index in range(first, first + most):
            at_hand = index == here and not self.writing
            text = cut(self.text_of(offers[index]), width - NUMBER)
            more = f" +{len(offers) - first - most}" if index == first + most - 1 and first + most < len(offers) else ""
            spans = (Span("  "), Span("+ ", "accent" if at_hand else "faint"), Span(text, "ink" if at_hand else "soft", at_hand))
            out.append(
                Row((*spans, faint(more)), "▌" if at_hand else "", "focus" if at_hand else "", items + index)
            )
        return out

    def pairs(self) -> list[Pair]:
        if self.writing:
            pairs = [Pair("Enter", "keys.save" if self.editing else "keys.adds")]
            if not self.editing and (self.items() or self.offers()):
                pairs.append(Pair("↑", "keys.to_things", "up") if self.items() else Pair("↓", "keys.to_offers", "down"))
            if len(self.book.voices(self.step)) > 1:
                pairs.append(Pair("Tab", "keys.next_voice", "tab"))
            return pairs
        if self.moving:
            return [Pair("↑↓", "keys.move_to"), Pair("Enter", "keys.done")]
        if self.cursor >= len(self.items()):
            return [Pair("Enter", "keys.take"), Pair("a", "keys.add")]
        pairs = [Pair("Enter", "keys.edit"), Pair("a", "keys.add")] if self.items() else [Pair("a", "keys.add")]
        return [*pairs, Pair("m", "keys.move"), Pair("d", "keys.remove")] if self.items() else pairs

    # Writing
    def enter(self, text: str) -> None:
        if self.editing:
            if text and self.host.do(EditItem(id=self.editing, text=text, step=self.step.id)):
                self.back_to_line()
            elif not text:
                self.back_to_line()
            return
        if text:
            self.add(text)
        elif len(self.book.voices(self.step)) > 1:
            self.next_voice(1)

    def add(self, text: str) -> None:
        if self.host.do(AddItem(step=self.step.id, text=text, by=self.by, at=self.stop.at)):
            self.host.set_line("")

    def paste(self, lines: list[str], text: str) -> bool:
        if not self.can_add:
            return False
        if text.strip():
            lines = [text + lines[0], *lines[1:]]
        if self.host.do(AddItems(step=self.step.id, texts=lines, by=self.by, at=self.stop.at)):
            self.host.set_line("")
            self.host.say(t("list.pasted", self.lang, n=len(lines)))
        self.writing = True
        return True

    def move(self, key: str, text: str) -> bool:
        if self.editing and key in ("up", "down"):
            self.enter(text)
            return True
        items = self.items()
        if key in ("up", "home") and items:
            self.choose(len(items) - 1 if key == "up" else 0, text)
            return True
        if key == "down" and self.offers():
            self.choose(len(items), text)
            return True
        if key in ("tab", "shift+tab"):
            self.held = ""
            if text:
                self.enter(text)
            self.next_voice(1 if key == "tab" else -1)
            return True
        return False

    def next_voice(self, way: int) -> None:
        voices = self.book.voices(self.step)
        if len(voices) > 1:
            self.voice = (self.voice + way) % len(voices)
            self.first = 0

    def choose(self, index: int, text: str) -> None:
        self.held = "" if self.editing else text
        self.editing = ""
        self.writing, self.cursor = False, index
        self.host.set_line("")

    def escape(self, text: str) -> None:
        items = self.items()
        self.choose(max(0, len(items) - 1), text)

    def back_to_line(self) -> None:
        self.editing, self.cursor, self.moving = "", -1, False
        self.writing = self.can_add
        self.host.set_line(self.held)
        self.held = ""

    # Choosing
    def key(self, key: str) -> bool:
        items, offers = self.items(), self.offers()
        count = len(items) + len(offers)
        self.cursor = max(0, min(self.cursor, count - 1)) if count else -1
        item = items[self.cursor] if 0 <= self.cursor < len(items) else None
        if self.moving:
            return self._key_moving(key, items)
        if key == "a" and self.can_add:
            self.back_to_line()
        elif key == "up":
            self.cursor = max(0, self.cursor - 1)
        elif key == "down":
            if self.cursor + 1 < count and self.cursor + 1 != len(items):
                self.cursor += 1
            elif self.can_add and self.cursor + 1 == len(items):
                self.back_to_line()
            elif self.cursor + 1 < count:
                self.cursor += 1
        elif key == "home":
            self.cursor = 0
        elif key == "end":
            self.cursor = max(0, len(items) - 1)
        elif key in ("tab", "shift+tab") and len(self.book.voices(self.step)) > 1:
            self.next_voice(1 if key == "tab" else -1)
        elif key in ("enter", "e") and item is not None:
            self.edit(item)
        elif key in ("enter", "space", "+") and self.cursor >= len(items) and offers:
            self.host.do(TakeStart(step=self.step.id, items=[offers[self.cursor - len(items)].id], at=self.stop.at))
            self.cursor += 1
        elif key in ("d", "delete") and item is not None:
            self.remove(item)
        elif key == "m" and item is not None:
            self.moving = True
        elif key == "v" and self.step.is_hidden:
            self.toggle_shown()
        else:
            return False
        return True

    def edit(self, item: Item) -> None:
        self.writing, self.editing = True, item.id
        self.host.set_line(self.text_of(item))

    def remove(self, item: Item) -> None:
        self.host.do(RemoveItem(id=item.id, step=self.step.id))
        self.host.say(t("run.removed", self.lang, what=cut(self.text_of(item), 40)))

    def _key_moving(self, key: str, items: list[Item]) -> bool:
        if key in ("enter", "m", "escape"):
            self.moving = False
        elif key in ("up", "down"):
            way = -1 if key == "up" else 1
            target = self.cursor + way
            if 0 <= target < len(items):
                moved = items.pop(self.cursor)
                after = items[target - 1].id if target > 0 else ""
                if self.host.do(MoveItem(id=moved.id, step=self.step.id, after=after)):
                    self.cursor = target
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if target == "line":
            self.back_to_line()
        elif isinstance(target, int):
            if not self.writing and target == self.cursor:
                self.key("enter")
            else:
                self.choose(target, self.host.line_text)

    # place
    def leave(self, text: str) -> bool:
        if self.editing and text:
            return self.host.do(EditItem(id=self.editing, text=text, step=self.step.id))
        if not text and self.held:
            text = self.held
        if text and self.can_add:
            return self.host.do(AddItem(step=self.step.id, text=text, by=self.by, at=self.stop.at))
        return True

    def place(self) -> tuple[str, str, str]:
        return (self.editing, "", "edit" if self.editing else "add")

    def go(self, of: str, field: str, use: str) -> None:
        item = next((item for item in self.items() if item.id == of), None)
        if item is not None and use == "edit":
            self.edit(item)

    def scope(self) -> Scope:
        return Scope(step=self.step.id, at=self.stop.at, by=self.by)
