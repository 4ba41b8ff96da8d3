"""What is written in an editor of items: onto the line, into the session, and back to the very place."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.session.changes import AddItem, AddItems, Change, EditItem, MoveItem, SetItemField, TakeStart
from workshop.session.choices import toggled
from workshop.session.fields import OTHER
from workshop.session.kinds.list import TOUCHED
from workshop.session.model import Item
from workshop.text import is_blank
from workshop.tui.fields.base import Asked, Hand
from workshop.tui.steps.items import ItemsPane


class ItemsLines(ItemsPane):
    # ------------------------------------------------------------------------------------------------- into the session
    def adding(self, text: str) -> AddItem:
        of, by = self.line_key
        return AddItem(step=self.step.id, text=text, of=of, by=by, at=self.stop.at)

    def rewording(self, item: Item, text: str) -> list[Change]:
        return [EditItem(id=item.id, text=text, step=self.step.id)]

    def setting(self, item: Item, values: Any) -> list[Change]:
        return [
            SetItemField(id=item.id, field=name, value=value, step=self.step.id)
            for name, value in values.items()
            if item.get(name) != value
        ]

    def add(self, text: str) -> bool:
        if not self.host.do(self.adding(text)):
            return False
        self.lines.pop(self.line_key, None)
        self.host.set_line("")
        self.pass_turn()
        return True

    def pass_turn(self) -> None:
        """Where voices take turns, one thing a turn: the next is at hand, and after the last the first again."""
        if self.step.turns and self.takes_turns:
            self.next_voice()
            self.first = 0
            if self.writing:
                self.to_line()

    def add_all(self, texts: list[str]) -> bool:
        of, by = self.line_key
        return self.host.do(AddItems(step=self.step.id, texts=texts, of=of, by=by, at=self.stop.at))

    def commit(self, text: str) -> bool:
        """What is on the line into what is being edited. False: refused, and said why."""
        item, field = self.item(), self.field_at()
        if item is None or not self.editing:
            return True
        if field is None:
            done = is_blank(text) or (text == self.text_of(item) and not item.get(TOUCHED))
            done = done or self._reword(item, text)
        elif self.own:
            done = is_blank(text) or self._take_own(item, field, text)
        else:
            asked = self.asked(field, item)
            if text == self.editor(field).typed(asked):
                return True
            changes = self.setting(item, self.reading(asked, text))
            done = not changes or self.host.do(*changes)
        return done

    def _reword(self, item: Item, text: str) -> bool:
        """In a chain, what comes after is asked of other words now: that is said."""
        if not self.host.do(*self.rewording(item, text)):
            return False
        flagged = sum(1 for one in self.shape().items() if one.get(TOUCHED)) if self.step.chain else 0
        if flagged:
            self.host.say(t("list.flagged", self.lang, n=flagged))
        return True

    def reading(self, asked: Asked, text: str) -> Any:
        """What a text in a field sets."""
        return self.editor(asked.field).read(asked, text)

    def _take_own(self, item: Item, field: AnyField, text: str) -> bool:
        assert isinstance(field, ChoiceField)
        chosen = toggled(field, item.get(field.id), OTHER, keep=True)
        return self.host.do(*self.setting(item, {field.id: chosen, f"{field.id}_other": text}))

    def may_leave(self, text: str) -> bool:
        """Whether what is being edited can be left: committed, or refused once before and left a second time."""
        if not self.editing or self.given_up == (self.at, self.column, text) or self.commit(text):
            self.given_up = None
            return True
        self.given_up = (self.at, self.column, text)
        return False

    def take(self, offer: Item) -> None:
        """A suggestion becomes an item; the next one is at hand."""
        offers = list(self.offers())
        place = next((at for at, one in enumerate(offers) if one.id == offer.id), 0)
        of, by = self.line_key
        if self.host.do(TakeStart(step=self.step.id, items=[offer.id], at=self.stop.at, of=of, by=by)):
            self.pass_turn()
            left = self.offers()
            if left:
                self.at = left[min(place, len(left) - 1)].id
            else:
                self.to_line()

    def put_down(self) -> None:
        """What was carried stays where it is: one change."""
        moved, item = self.moved, self.item()
        if moved is not None and item is not None:
            blocks = self.shape().blocks
            siblings = blocks[moved[0]].items
            self.moved = None
            after = siblings[moved[1] - 1].id if moved[1] else ""
            parent = blocks[moved[0]].parent
            of = parent.id if parent is not None and parent.id != item.of else None
            self.host.do(MoveItem(id=item.id, step=self.step.id, after=after, of=of))
        self.moved = None

    # ------------------------------------------------------------------------------------------------------ the cursor
    def settle(self) -> None:
        """Keep the cursor on something that is there: another change (an undo) may have taken it away. One goes on choosing
        where one chose, and what was being mended stands on the line."""
        self.block = max(0, min(self.block, len(self.blocks()) - 1))
        entry = self.shape().find(self.at)
        if entry is not None:
            self.near = entry.place
        elif self.at and self.editing:
            text = self.host.line_text
            self.to_line()
            self.host.set_line(text)
        elif self.at:
            items = self.current.items if self.current is not None else ()
            self.at = items[min(self.near, len(items) - 1)].id if items else ""
            self.column, self.moved, self.filling = 0, None, False

    def to_line(self) -> None:
        """The line of the block at hand, with what was half-typed there; where nothing can be added, its last thing."""
        self.at, self.column, self.editing, self.own, self.filling, self.moved = "", 0, False, False, False, None
        self.writing = self.can_add
        self.host.set_line(self.lines.pop(self.line_key, "") if self.writing else "")
        if not self.writing and self.current is not None and self.current.items:
            self.at = self.current.items[-1].id

    def lift(self, text: str) -> None:
        """Out of the line; what is on it stays there."""
        if self.writing and not self.editing and not is_blank(text):
            self.lines[self.line_key] = text
        self.writing = self.editing = self.own = False
        self.host.set_line("")

    def point(self, id: str, column: int = 0) -> None:
        """The cursor on a thing, in Choosing."""
        self.at, self.column, self.hand = id, column, Hand()
        entry = self.shape().find(id)
        if entry is not None:
            self.block = entry.block

    def open_cell(self) -> None:
        """What is under the cursor onto the line; a choice waits for its digit instead."""
        item, field = self.item(), self.field_at()
        self.editing = self.writing = self.own = False
        self.hand = Hand()
        if item is None:
            return
        if field is None:
            self._write(self.text_of(item))
        elif self.is_asked(field, item) and self.editor(field).takes_line(self.asked(field, item)):
            self._write(self.editor(field).typed(self.asked(field, item)))
        else:
            self.host.set_line("")

    def open_own(self) -> None:
        """The own words of the choice at hand onto the line."""
        item, field = self.item(), self.field_at()
        if item is not None and field is not None:
            self._write(str(item.get(f"{field.id}_other") or ""))
            self.own = True

    def _write(self, text: str) -> None:
        self.editing = self.writing = True
        self.host.set_line(text)

    # ------------------------------------------------------------------------------------------------- where one is
    def leave(self, text: str) -> bool:
        """Everything half-typed is committed, on whatever line it stands."""
        self.settle()
        self.put_down()
        if self.editing:
            if not self.may_leave(text):
                return False
        elif self.writing and not is_blank(text):
            self.lines[self.line_key] = text
        return self._commit_lines()

    def _commit_lines(self) -> bool:
        block, voice = self.block, self.voice
        for (of, by), text in list(self.lines.items()):
            self.block = next((at for at, one in enumerate(self.blocks()) if one.id == of), 0)
            self.to_voice(by)
            if not self.host.do(self.adding(text)) and self.given_up != ("", self.block, text):
                self.given_up = ("", self.block, text)
                self.to_line()
                return False
            self.lines.pop((of, by), None)
        self.block, self.voice = block, voice
        if self.writing and not self.editing:
            self.host.set_line("")
        return True

    def place(self) -> tuple[str, str, str]:
        """(thing or heading, field or voice, what the line is for and what is half-typed on others)."""
        of, by = self.line_key
        others = [[*key, text] for key, text in self.lines.items() if self.editing or key != (of, by)]
        if self.nameless:  # whose it is is not written down: what others have half-typed waits for them here alone
            by, others = "", []
        rest = f" {json.dumps(others, ensure_ascii=False)}" if others else ""
        if self.editing and self.at:
            field = self.field_at()
            return (self.at, field.id if field is not None else "", "edit" + rest)
        if self.at and not self.writing and not self.lines:
            return (self.at, by, "")
        return (of, by, "add" + rest)

    def go(self, of: str, field: str, use: str) -> None:
        what, _, rest = use.partition(" ")
        with suppress(ValueError, TypeError):
            self.lines.update({(str(key), str(by)): str(text) for key, by, text in json.loads(rest or "[]")})
        item = self.book.item(of)
        if item is not None and item.by and self.many_voices:
            self.to_voice(next((voice for voice in self.voices() if self.kept(voice) == item.by), ""))
        entry = self.shape().find(of)
        if entry is not None and entry.what == "item" and what in ("edit", ""):
            self.lift("")
            if what == "edit":
                self.point(of, next((at for at, one in enumerate(self.fields, 1) if one.id == field), 0))
                self.open_cell()
            else:
                self.point(of)
            return
        self.to_voice(field)
        found = next((at for at, block in enumerate(self.blocks()) if block.id == of and (of or self.step.each is None)), None)
        if found is not None:
            self.block = found
            self.to_line()
