"""What is kept of what is typed and pressed in an `ask`: every change it makes but the moving of entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.scenario.fields.choice import ChoiceField
from workshop.session.changes import AddEntry, AddPerson, EditEntry, SetField
from workshop.session.choices import chosen_in, toggled
from workshop.session.fields import OTHER
from workshop.session.flow import Slot
from workshop.text import is_blank
from workshop.tui.fields.base import Asked
from workshop.tui.fields.list import entries
from workshop.tui.steps.ask_cursor import EVIDENCE, OWN
from workshop.tui.steps.ask_hands import HandsPane


class KeepingPane(HandsPane):
    def set(self, slot: Slot, values: Mapping[str, Any]) -> bool:
        changes = [
            SetField(step=self.step.id, at=self.stop.at, of=slot.of, across=slot.across, by=slot.by, field=name, value=value)
            for name, value in values.items()
        ]
        return not changes or self.host.do(*changes)

    def commit(self, text: str) -> bool:
        """Keeps what is on the line where it belongs. False: it was refused (and said)."""
        if not self.line_open or not self.has_places:
            return True
        done = self._keep(self.slot, self.part, self.entry, text)
        if done and not self.entry:
            self.unkept.pop((self.slot, self.part), None)
        return done

    def _keep(self, slot: Slot, part: str, entry: str, text: str) -> bool:
        asked, editor = self.asked(slot), self.editor(slot)
        name = asked.field.id
        if part == EVIDENCE:
            return text == asked.evidence or self.set(slot, {f"{name}_evidence": text or None})
        if part == OWN:
            return self._keep_own_words(slot, asked, text)
        if entry:
            before = next((one.text for one in entries(asked) if one.id == entry), None)
            if before is None or is_blank(text) or text == before:
                return True
            return self.host.do(EditEntry(**self.spot(slot), field=name, id=entry, text=text))
        if editor.stays:
            return is_blank(text) or self.host.do(AddEntry(**self.spot(slot), field=name, text=text))
        return text == editor.typed(asked) or self.set(slot, editor.read(asked, text))

    def _keep_own_words(self, slot: Slot, asked: Asked, text: str) -> bool:
        field = asked.field
        name = f"{field.id}_other"
        if not isinstance(field, ChoiceField) or is_blank(text):
            return True
        if text == asked.cell.get(name) and OTHER in chosen_in(asked.value):
            return True
        return self.set(slot, {field.id: toggled(field, asked.value, OTHER, keep=True), name: text})

    def spot(self, slot: Slot) -> dict[str, Any]:
        """Where a place lies, as a change names it."""
        return self.spot_of(slot, slot.by)

    def leave(self, text: str) -> bool:
        if self.counting:
            return not self.writing or self.commit_hands(text)
        if self.naming:
            if self.writing and not is_blank(text) and not self.nameless and not text.isdecimal():
                if not self.host.do(AddPerson(name=text)):
                    return False
                self.host.set_line("")
            return True
        if not self.commit(text):
            return False
        if self.line_open and not self.entry and self.editor().stays:
            self.host.set_line("")
        for (slot, part), words in list(self.unkept.items()):
            if slot not in self.places_of((slot.by,)).index:
                continue  # what it was about is no more: it stays here, and is in nobody's way
            if not self._keep(slot, part, "", words):
                self.writing = True
                self.to(slot, part)  # what was refused is on its line
                return False
            self.unkept.pop((slot, part), None)
        return True
