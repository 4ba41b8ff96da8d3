"""What is answered in a cell of the journey grid: the line committed, keys that answer, entries mended, moved and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.changes import AddEntry, EditEntry, MoveEntry, RemoveEntry, SetField
from workshop.session.choices import toggled
from workshop.session.fields import OTHER
from workshop.session.model import Item, new_id
from workshop.text import is_blank
from workshop.tui.fields.base import Hand
from workshop.tui.steps.journey_place import JourneyPlace

ENTER = ("enter", "e")
REMOVE = ("d", "delete")
ARROWS = ("up", "down", "left", "right")
YES_NO = {"j": "1", "y": "1", "n": "2"}


class JourneyAnswers(JourneyPlace):
    def commit(self, text: str) -> bool:
        """What is on the line, or was left half-typed in the cell, into the session. False: refused, and said why."""
        if not self.use:
            text = self.held
        field = self.field
        if text == self.base and self.use != "add":
            return True
        match self.use:
            case "edit":
                return is_blank(text) or self.host.do(self._entry(EditEntry, id=self.entry, text=text))
            case "own":
                return is_blank(text) or self._take_own(text)
            case "evidence":
                return self._set({f"{self.field_id}_evidence": None if is_blank(text) else text})
            case _ if isinstance(field, ListField):
                return is_blank(text) or self.host.do(self._entry(AddEntry, id=new_id(), text=text))
            case _ if field is not None and (self.use or text):
                return self._set(self.editor(field).read(self.asked(field), text))
        return True

    def back_to(self, use: str) -> None:
        if use in ("own", "evidence") and self.field is not None:
            self.open_beside(use)
        elif use.startswith("edit:"):
            entry = next((entry for entry in self.entries if entry.id == use[5:]), None)
            if entry is not None:
                self.edit(entry)

    def _set(self, values: Mapping[str, Any]) -> bool:
        """Fields of the cell, as one thing done."""
        step, at, of, by = self.step.id, self.stop.at, self.of, self.by
        return self.host.do(
            *(SetField(step=step, at=at, of=of, by=by, field=name, value=value) for name, value in values.items())
        )

    def _entry(self, kind: Any, **values: Any) -> Any:
        return kind(step=self.step.id, at=self.stop.at, of=self.of, by=self.by, field=self.field_id, **values)

    def add_entries(self, lines: list[str]) -> bool:
        """Several entries, as one thing done."""
        return self.host.do(*(self._entry(AddEntry, id=new_id(), text=line) for line in lines))

    # ------------------------------------------------------------------------------------------ answered without a line

    def press(self, field: AnyField, key: str) -> bool:
        """A key that is the answer, or opens a line for it. It stays in the cell."""
        asked, editor = self.asked(field), self.editor(field)
        if key in ARROWS or editor.takes_line(asked):
            return False
        if isinstance(field, YesNoField):
            key = YES_NO.get(key, key)
        taken = editor.press(asked, key, Hand())
        if taken is None:
            return False
        if taken.own_words:
            self.open_beside("own")
        elif taken.values is not None and any(asked.cell.get(name) != value for name, value in taken.values.items()):
            self._set(taken.values)
        return True

    def open_beside(self, use: str) -> None:
        """The line for what stands beside an answer: its evidence, own words."""
        self.open_line(use, str(self.cell().get(f"{self.field_id}_{'other' if use == 'own' else use}") or ""))

    def _take_own(self, text: str) -> bool:
        field = self.field
        assert isinstance(field, ChoiceField)
        return self._set({field.id: toggled(field, self.cell().get(field.id), OTHER, keep=True), f"{field.id}_other": text})

    def clear(self, field: AnyField) -> None:
        """What is in the cell is taken out: of a list its latest entry."""
        if self.held:
            self.held = ""
        elif isinstance(field, ListField):
            if self.entries:
                self.remove(self.entries[-1])
        elif self.cell().get(field.id) is not None and self._set({field.id: None}):
            self.host.say(t("grid.cleared", self.lang, title=self.book.text(field.title)))

    # ----------------------------------------------------------------------------------------------- one thing in a list

    def key_entry(self, key: str) -> bool:
        found = self.entries
        at = self.entry_at()
        if key in ENTER:
            self.edit(found[at])
        elif key in REMOVE:
            self.remove(found[at])
        elif key == "m":
            self.moving = at
        elif key == "up" and at > 0:
            self.pick(found[at - 1].id)
        elif key == "down" and at + 1 < len(found):
            self.pick(found[at + 1].id)
        elif key in ("down", "a"):
            self.wants_line = True
            self.to_cell()
        elif key == "escape":
            self.wants_line = False
            self.to_cell()
        else:
            return self.arrow(key)
        return True

    def edit(self, entry: Item) -> None:
        """The entry on the line. What was half-typed there waits."""
        self.held = self.host.line_text if self.use == "add" else self.held
        self.wants_line = True
        self.entry = entry.id
        self.open_line("edit", entry.text)

    def edited(self, way: int, text: str) -> None:
        """From an entry that is being mended to the one above or below, which is then picked."""
        at = self.entry_at() + way
        if self.commit(text):
            found = self.entries
            if 0 <= at < len(found):
                self.pick(found[at].id)
            else:
                self.to_cell()

    def remove(self, entry: Item) -> None:
        found = self.entries
        at = next(at for at, other in enumerate(found) if other.id == entry.id)
        if self.host.do(self._entry(RemoveEntry, id=entry.id)):
            left = [other.id for other in found if other.id != entry.id]
            if self.entry and left:
                self.pick(left[min(at, len(left) - 1)])
            else:
                self.to_cell()
            self.host.say(t("grid.entry_removed", self.lang, text=entry.text))

    def reordered(self) -> tuple[Item, ...]:
        """The entries while one is moved."""
        rest = [entry for entry in self.entries if entry.id != self.entry]
        picked = next((entry for entry in self.entries if entry.id == self.entry), None)
        if picked is not None and self.moving is not None:
            rest.insert(self.moving, picked)
        return tuple(rest)

    # -------------------------------------------------------------------------------------------------------- moving

    def key_moving(self, key: str, ids: list[str], ways: tuple[str, str]) -> bool:
        """What is picked goes where the arrows say, and stays there with Enter. `ids` are those it is moved among."""
        assert self.moving is not None
        if key in ways:
            self.moving = max(0, min(len(ids) - 1, self.moving + (1 if key == ways[1] else -1)))
        elif key in ("home", "end"):
            self.moving = 0 if key == "home" else len(ids) - 1
        elif key in ("enter", "m"):
            to, self.moving = self.moving, None
            self._drop(ids, to)
        elif key == "escape":
            self.moving = None
        else:
            return len(key) == 1 or key in (*ARROWS, "tab", "shift+tab", "space")
        return True

    def _drop(self, ids: list[str], to: int) -> None:
        moved = self.entry or self.of
        rest = [id for id in ids if id != moved]
        if ids.index(moved) != to:
            self.put_after(moved, rest[to - 1] if to else "")

    def put_after(self, moved: str, after: str) -> None:
        """What was moved, after another; "": first."""
        self.host.do(self._entry(MoveEntry, id=moved, after=after))
