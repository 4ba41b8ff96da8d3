"""The keys of an editor of items: on the line, in the fields, among the things; what the key row says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.language import t
from workshop.session.changes import EditItem, MergeItems, RemoveItem
from workshop.session.kinds.list import TOUCHED
from workshop.session.model import Item
from workshop.session.told import hanging_on
from workshop.text import is_blank
from workshop.tui.pane import Pair
from workshop.tui.rows import cut
from workshop.tui.steps.items_moves import ItemsMoves

if TYPE_CHECKING:
    from workshop.session.landing import Place
    from workshop.session.pasted import Pasted

SHORT = 40  # cells of a thing named in a message


class ItemsKeys(ItemsMoves):
    # ------------------------------------------------------------------------------------------------------ Writing
    def enter(self, text: str) -> None:
        self.settle()
        if self.editing:
            if self.commit(text):
                self.after_edit()
        elif not is_blank(text):
            self.add(text)
        elif self.step.turns and self.takes_turns:
            self.pass_turn()  # passes
        else:
            self.go_on()

    def after_edit(self) -> None:
        """Words mended: back to the line. A field filled in: the next one."""
        if self.column:
            self.next_field(1)
        else:
            self.to_line()

    def go_on(self) -> None:
        """Enter on an empty line: the next place inside the step, never out of it."""
        if self.block + 1 < len(self.blocks()) and self.blocks()[self.block + 1].takes:
            self.block += 1
            self.to_line()
        elif self.takes_turns and self.voice % len(self.voices()) + 1 < len(self.voices()):
            self.pass_on(1, "")
            self.block = 0
            self.to_line()
        else:
            self.host.say(t("list.last", self.lang))

    def copied(self) -> str:
        item, field = self.item() or self.offer(), self.field_at()
        if item is None:
            return ""
        return self.text_of(item) if field is None else self.editor(field).words(self.asked(field, item))

    def landing_place(self, found: Pasted, text: str) -> Place | None:
        """Cells are fields, and lines within lines fall under the headings they name."""
        from workshop.session.landing import Place

        self.settle()
        nested = self.step.each is not None and any(thing.depth for thing in found.things)
        if self.editing or not self.can_add or not (nested or (found.is_table and (len(found.rows) > 1 or self.fields))):
            return None
        of, by = self.line_key
        return Place(at=self.stop.at, of=of, by=by)

    def landed(self, text: str) -> None:
        if self.writing and not self.editing:
            self.lines[self.line_key] = text
            self.to_line()

    def move(self, key: str, text: str) -> bool:
        self.settle()
        way = -1 if key in ("up", "left", "shift+tab") else 1
        if self.editing:
            return self._move_from_cell(key, way, text)
        if key == "up":
            self.lift(text)
            self.step_by(-1)
        elif key == "down":
            self._down_from_line(text)
        elif key in ("tab", "shift+tab"):
            self._tab_from_line(way, text)
        elif key == "right" and self.fields and self.current is not None and self.current.items:
            self.fill(self.current.items[-1])
        elif key in ("home", "end"):
            self.lift(text)
            self.to_end(key == "end")
        else:
            return False
        return True

    def _move_from_cell(self, key: str, way: int, text: str) -> bool:
        if key not in ("up", "down", "tab", "shift+tab", "left", "right"):
            return False
        if not self.may_leave(text):
            return True
        if key in ("up", "down"):
            self.lift("")
            self.step_by(way)
        else:
            self.next_field(way)
        return True

    def _down_from_line(self, text: str) -> None:
        if self.offers():
            self.lift(text)
            self.point(self.offers()[0].id)
        elif self.block + 1 < len(self.blocks()):
            self.lift(text)
            self.step_by(1)

    def _tab_from_line(self, way: int, text: str) -> None:
        """Words on the line become a thing, whose fields come next; else the next heading, the next voice."""
        if not is_blank(text):
            if not self.add(text):
                return
            if way > 0 and self.fields and self.current is not None and self.current.items:
                self.fill(self.current.items[-1])
                return
        self.pass_on(way, "")

    def pass_on(self, way: int, text: str) -> None:
        """The next heading; where there are none, the next voice."""
        self.lift(text)
        blocks = self.blocks()
        if self.step.each is not None and len(blocks) > 1 and (0 <= self.block + way < len(blocks) or not self.takes_turns):
            self.block = max(0, min(len(blocks) - 1, self.block + way))
        elif self.takes_turns:
            self.next_voice(way)
            self.block = self.first = 0
        self.to_line()

    def other_voice(self, way: int) -> None:
        self.lift("")
        self.next_voice(way)
        self.block = self.first = 0
        self.to_line()

    def escape(self, text: str) -> None:
        self.settle()
        if not self.may_leave(text):
            return
        at = self.at
        self.lift(text)
        self.filling = False
        if not at:
            block = self.current
            self.at = block.items[-1].id if block is not None and block.items else ""

    def paste(self, lines: list[str], text: str) -> bool:
        """Each line a thing; what is half-typed stays on the line."""
        self.settle()
        if self.editing or not self.can_add:
            return False
        if not self.writing:
            self.to_line()
        if self.add_all(lines):
            self.host.say(t("list.pasted", self.lang, n=len(lines)))
        return True

    # ------------------------------------------------------------------------------------------------------- fields
    def fill(self, item: Item) -> None:
        """Field after field of a thing, from the line; after the last, the line again."""
        text = self.host.line_text if self.writing and not self.editing else ""
        self.lift(text)
        self.point(item.id, 0)
        self.filling = True
        self.next_field(1)

    def next_field(self, way: int) -> None:
        item = self.item()
        self.column = self._column_beside(way, item)
        if item is None or not 0 <= self.column <= len(self.fields):
            self.to_line()
        else:
            self.open_cell()

    def _column_beside(self, way: int, item: Item | None) -> int:
        """The next field that is asked of a thing."""
        column = self.column + way
        while item is not None and 0 < column <= len(self.fields) and not self.is_asked(self.fields[column - 1], item):
            column += way
        return column

    def press(self, key: str, item: Item) -> bool:
        """A key that answers the field at hand."""
        field = self.field_at()
        if field is None or not self.is_asked(field, item):
            return False
        asked, editor = self.asked(field, item), self.editor(field)
        if editor.takes_line(asked):
            return False
        taken = editor.press(asked, key, self.hand)
        if taken is None:
            return False
        if taken.own_words:
            self.open_own()
        elif taken.values is not None:
            changes = self.setting(item, taken.values)
            if changes:
                self.host.do(*changes)
        return True

    # ----------------------------------------------------------------------------------------------------- Choosing
    def key(self, key: str) -> bool:
        self.settle()
        item, offer = self.item(), self.offer()
        if self.moved is not None:
            return self.key_carrying(key)
        if self.merging and self.key_merging(key):
            return True
        if item is not None and key not in ("left", "right") and self.press(key, item):
            return True
        if key in ("up", "down"):
            self.step_by(-1 if key == "up" else 1)
        elif key in ("left", "right") and item is not None and self.fields:
            self._sideways(-1 if key == "left" else 1, item)
        elif key in ("tab", "shift+tab") and (self.takes_turns or len(self.blocks()) > 1):
            self.pass_on(1 if key == "tab" else -1, "")
        elif key == "a" and not self.step.closed and self.blocks():
            self.filling = False
            self._to_taking_block()
            self.to_line()
        elif key in ("enter", "e", "space", "+") and offer is not None:
            self.take(offer)
        elif key in ("enter", "e"):
            self.open(item, key)
        elif key in ("d", "delete") and item is not None:
            self.remove(item)
        elif key == "m" and item is not None:
            self.carry(item)
        elif key == "g" and item is not None and not self.step.chain:
            self.merge(item)
        elif key in ("home", "end"):
            self.to_end(key == "end")
        elif key == "space" and item is not None:
            return self.space(item)
        elif key == "v":
            return self.show_or_hide()
        elif key == "escape" and self.filling:
            self.filling = False
        else:
            return False
        return True

    def open(self, item: Item | None, key: str) -> None:
        """Enter on a thing or one of its fields. Where a digit answers, it goes on to the next field."""
        field = self.field_at()
        if item is None:
            self._to_taking_block()
            self.to_line()
        elif field is None or key == "e" or self.editor(field).takes_line(self.asked(field, item)):
            self.open_cell()
        else:
            self.filling = True
            self.next_field(1)

    def _sideways(self, way: int, item: Item) -> None:
        if self.filling:
            self.next_field(way)
            return
        column = self._column_beside(way, item)
        if 0 <= column <= len(self.fields):
            self.point(item.id, column)

    def _to_taking_block(self) -> None:
        blocks = self.blocks()
        if blocks and not blocks[self.block].takes:
            self.block = next((at for at, block in enumerate(blocks) if block.takes), self.block)

    def space(self, item: Item) -> bool:
        """Marks what is to be merged; in a chain says that what was flagged still holds."""
        if item.get(TOUCHED):
            self.host.do(EditItem(id=item.id, text=self.text_of(item), step=self.step.id))
            return True
        if item.id in self.marked:
            self.marked.pop(item.id)
        else:
            self.marked[item.id] = None
        self.step_by(1)
        if self.writing:  # past the last
            self.lift("")
            self.point(item.id)
        return True

    # merging
    def merge(self, item: Item) -> None:
        """What says the same becomes one thing: the marked go into the one at hand; without marks, into the one chosen next."""
        there = {one.id for one in self.shape().items()}
        ids = [id for id in self.marked if id in there and id != item.id]
        if ids:
            self._merge(item, ids)
        elif len(there) > 1:
            self.merging = item.id
        else:
            self.host.say(t("list.nothing_to_merge", self.lang))

    def key_merging(self, key: str) -> bool:
        """The thing to merge is chosen; now the one it goes into."""
        item = self.item()
        if key == "escape":
            self.merging = ""
        elif key in ("enter", "g"):
            source, self.merging = self.merging, ""
            if item is not None and item.id != source:
                self._merge(item, [source])
        elif key in ("up", "down", "home", "end"):
            if key in ("up", "down"):
                self.step_by(-1 if key == "up" else 1)
            else:
                self.to_end(key == "end")
            if self.writing:  # never onto a line
                self.lift("")
                self.to_end(key == "down")
        else:
            return False
        return True

    def _merge(self, into: Item, ids: list[str]) -> None:
        hanging = sum(hanging_on(self.book, id) for id in ids)
        if self.host.do(MergeItems(into=into.id, ids=ids, step=self.step.id)):
            self.marked.clear()
            self.point(into.id)
            said = [t("list.merged", self.lang, n=len(ids) + 1, what=cut(self.text_of(into), SHORT))]
            if hanging:
                said.append(t("list.left_behind", self.lang, n=hanging))
            self.host.say(" ".join([*said, t("list.undoes", self.lang)]))

    def remove(self, item: Item) -> None:
        entry = self.shape().find(item.id)
        if entry is not None and self.host.do(RemoveItem(id=item.id, step=self.step.id)):
            self.host.say(t("run.removed", self.lang, what=cut(self.text_of(item), SHORT)))
            left = self.blocks()[entry.block].items
            if left:
                self.point(left[min(entry.place, len(left) - 1)].id)
            else:
                self.at, self.column = "", 0

    # -------------------------------------------------------------------------------------------------------- the mouse
    def click(self, target: object, x: int) -> None:
        if self.moved is not None and isinstance(target, tuple) and target[0] == "item":
            entry = self.shape().find(str(target[1]))  # what is carried is put down where one clicks
            if entry is not None and self._can_carry(entry):
                self.moved = (entry.block, entry.place)
                self.block = entry.block
            self.put_down()
            return
        if not isinstance(target, tuple) or not self._out_of_line():
            return
        what, which = target
        if what in ("line", "head"):
            self.block = int(which)
            self.to_line()
        elif what == "field":
            was = (self.at, self.column, self.writing)
            self.point(which[0], which[1])
            if was == (self.at, self.column, False):
                self.key("enter")
        elif what in ("item", "offer"):
            was = (self.at, self.column, self.writing)
            self.point(str(which), self.column_at(x) if what == "item" else 0)
            if was == (self.at, self.column, False):
                self.key("enter")

    def click_sign(self, target: object, x: int, press: str) -> None:
        """An option, a dot or a day below the thing at hand: the answer in its field."""
        item, field = self.item(), self.field_at()
        if press.startswith("voice ") or item is None or field is None:
            super().click_sign(target, x, press)
        elif not self.editing:
            self.press(press, item)
        elif self.host.do(*self.setting(item, self.editor(field).read(self.asked(field, item), press))):
            self.to_line() if not self.filling else self.next_field(1)

    def _out_of_line(self) -> bool:
        """What is being written is committed, or stays on its line."""
        self.settle()
        self.put_down()
        text = self.host.line_text
        if not self.may_leave(text):
            return False
        if self.writing:
            self.lift(text)
        return True

    def column_at(self, x: int) -> int:
        return 0

    # ---------------------------------------------------------------------------------------------------- the key row
    def pairs(self) -> list[Pair]:
        if self.moved is not None:
            return [Pair("↑↓", "keys.move_to"), Pair("Enter", "keys.done", "enter"), Pair("Esc", "keys.back", "escape")]
        if self.merging:
            return [Pair("↑↓", "keys.choose"), Pair("Enter", "keys.merge_into", "enter"), Pair("Esc", "keys.back", "escape")]
        item = self.item()
        if self.writing:
            return self._pairs_writing()
        if self.offer() is not None:
            return [Pair("Enter", "keys.take", "enter"), Pair("a", "keys.add")]
        pairs: list[Pair] = []
        field = self.field_at()
        if item is not None and field is not None and not self.editor(field).takes_line(self.asked(field, item)):
            pairs += self.editor(field).pairs(self.asked(field, item))[:1]
            pairs.append(Pair("Enter", "keys.next_field", "enter"))
        elif item is not None:
            pairs += self.pairs_of(item)
        if item is not None and self.fields:
            pairs.append(Pair("←→", "keys.field"))
        if not self.step.closed:
            pairs.append(Pair("a", "keys.add"))
        if item is not None:
            pairs += [Pair("m", "keys.move"), Pair("d", "keys.remove")]
            if self.shape().count > 1 and not self.step.chain:
                pairs.append(Pair("g", "keys.merge"))
        if self.can_show:
            pairs.append(Pair("v", "keys.show" if self.hidden else "keys.hide"))
        return pairs

    def pairs_of(self, item: Item) -> list[Pair]:
        if item.get(TOUCHED):
            return [Pair("Enter", "keys.edit", "enter"), Pair("Space", "keys.still_holds", "space")]
        return [Pair("Enter", "keys.edit", "enter")]

    def _pairs_writing(self) -> list[Pair]:
        if self.editing:
            return [Pair("Enter", "keys.save", "enter"), *([Pair("Tab", "keys.next_field", "tab")] if self.fields else [])]
        pairs = [Pair("Enter", "keys.adds", "enter")]
        if self.step.turns and self.takes_turns:
            pairs = [Pair("Enter", "list.keys.adds_and_passes", "enter")]
        has_items = self.current is not None and bool(self.current.items)
        if self.fields and has_items:
            pairs.append(Pair("→", "keys.to_fields", "right"))
        if has_items:
            pairs.append(Pair("↑", "keys.to_things", "up"))
        if self.offers():
            pairs.append(Pair("↓", "keys.to_offers", "down"))
        if self.step.each is not None and len(self.blocks()) > 1:
            pairs.append(Pair("Tab", "keys.next_row_of", "tab"))
        elif self.takes_turns:
            pairs.append(Pair("Tab", "keys.next_voice", "tab"))
        return pairs
