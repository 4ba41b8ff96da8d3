"""Whose answers an `ask` takes, and what is asked where: what its looks read before they draw or move anything."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.ask import Ask
from workshop.session.flow import Slot, Stop
from workshop.session.model import Item
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import Asked, FieldEditor
from workshop.tui.fields.list import entries
from workshop.tui.rows import EMPTY, Row, Span, View, columns, cut, faint, row, soft, width_of
from workshop.tui.steps.ask_places import Places, heard
from workshop.tui.steps.voices import VoicedPane


class VoicesPane(VoicedPane):
    step: Ask

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.slot = Slot()  # the place at hand
        self.naming = False  # whose answer comes next is being written
        self.new_voices: list[str] = []  # entered here, without an answer yet

    def voices(self) -> tuple[str, ...]:
        """Those of the session, then the ones entered here in the order they came."""
        found = super().voices()
        if not self.new_voices:
            return found
        return (*(voice for voice in found if voice not in self.new_voices), *self.new_voices)

    @property
    def by(self) -> str:
        return self.slot.by

    def heard(self) -> frozenset[str]:
        return self.remember("heard", lambda: heard(self.book, self.step, self.stop.at))

    @property
    def together(self) -> bool:
        """Whether all voices stand on the screen at once: nothing is hidden and there are no rows."""
        return not self.step.has_rows and self.many_voices and not self.hidden and not self.names_hidden

    @property
    def places(self) -> Places:
        return self.places_of(self.voices() if self.together else (self.slot.by,))

    def places_of(self, voices: tuple[str, ...]) -> Places:
        def work() -> Places:
            return Places(self.book, self.step, self.stop.at, voices, {by: self.kept(by) for by in voices})

        return self.remember(("places", voices), work)

    def asked(self, slot: Slot | None = None) -> Asked:
        return self.places.asked(slot or self.slot, self.lang)

    def editor(self, slot: Slot | None = None) -> FieldEditor:
        return editor_of(self.places.fields[(slot or self.slot).field])

    @property
    def has_places(self) -> bool:
        return not self.naming and bool(self.places.slots)

    def entries(self) -> tuple[Item, ...]:
        return entries(self.asked()) if self.has_places and self.editor().stays else ()

    def row_label(self, slot: Slot) -> str:
        return self.voice_name(slot.by) if self.together else self.book.label(slot.of)

    def column_label(self, slot: Slot) -> str:
        return self.book.label(slot.across)

    def row_hint(self, slot: Slot) -> str:
        written = next((item for item in self.step.items if item.id == slot.of), None)
        return self.book.text(written.hint, self.places.scope(slot)) if written is not None else ""

    def voice_name(self, voice: str) -> str:
        """Who answers; by number alone where no names are kept, or where it is nobody that is known."""
        if not voice:
            return ""
        role = self.book.scenario.roles.get(voice)
        name = super().voice_name(voice) or ("" if self.nameless or role is None else self.book.text(role.title))
        if name and not self.nameless:
            return name
        voices = self.voices()
        nth = t("ask.voice", self.lang, n=voices.index(voice) + 1 if voice in voices else len(voices) + 1)
        return f"{nth} · {name}" if name else nth

    def top_rows(self, width: int) -> list[Row]:
        """Whose answer it is among the others, how many have answered, and that the others' are hidden."""
        if not self.many_voices:
            return self.holder_row(width)
        voices, heard_now = self.voices(), self.heard()
        n = len(heard_now - {""})
        known = bool(self.book.session.present)
        said = t("ask.heard", self.lang, n=n, of=max(len(voices), n)) if known else t("ask.heard_so_far", self.lang, n=n)
        right = [faint(t("ask.hidden", self.lang))] if self.hidden and len(voices) > 1 else []
        if self.together:
            left = [soft(said)]
        elif left := self.strip(width - width_of(right) - 3):
            pass
        else:
            at = voices.index(self.slot.by) + 1 if self.slot.by in voices else len(voices)
            of = t("ask.nth", self.lang, n=at, of=len(voices))
            said = t("ask.heard_so_far", self.lang, n=n)
            left = [Span(cut(self.voice_name(self.slot.by), width // 2)), soft(f"   {of}   {said}")]
        if width_of([*left, *right]) + 3 > width:
            right = []
        return [Row(columns(left, right, width)), EMPTY]

    def strip(self, width: int) -> list[Span]:
        return [] if self.nameless or not self.book.session.present else super().strip(width)

    def dealt_words(self) -> str:
        """How many of the rows are this voice's, where they are dealt."""
        if not self.step.deal or not self.many_voices:
            return ""
        rows = len(self.book.rows(self.step, self.stop.at))
        return "   " + t("ask.dealt", self.lang, n=len(self.places.rows), of=rows)

    def empty_view(self, width: int) -> View:
        return View([row(faint(cut(t("ask.no_rows", self.lang), width)))])

    def shown(self, slot: Slot) -> list[tuple[str, str]]:
        """What earlier steps say of the row (`show`): (what it is called, the words)."""

        def work() -> list[tuple[str, str]]:
            scope = self.places.scope(slot)._replace(by="")
            out = []
            for name in self.step.show:
                value = self.book.value(f"item.{name}", scope) if slot.of else None
                if value is None and (not slot.of or not self._is_by_row(name)):
                    value = self.book.value(name, scope)
                words = self.book.title(value)
                if words:
                    out.append((self._name_of(name), " ".join(words.split())))
            return out

        return self.remember(("show", slot.of), work)

    def _is_by_row(self, name: str) -> bool:
        """Whether what an earlier step says of no row says nothing here."""
        step = self.book.scenario.step_by_id.get(name.partition(".")[0])
        return not isinstance(step, Ask) or step.has_rows

    def others(self, slot: Slot) -> list[tuple[str, Asked]]:
        """What the other voices answered there, with their names (a name that is not to be seen is "")."""
        if not self.many_voices or self.hidden or self.together:
            return []
        own = self.kept(slot.by)
        found = []
        for voice in self.book.voices(self.step):
            if voice and voice != own and voice in self.heard():
                asked = self.places.asked(slot._replace(by=voice), self.lang)
                if self.editor(slot).is_answered(asked):
                    found.append(("" if self.names_hidden else self.voice_name(voice), asked))
        if self.names_hidden:  # the order tells nothing
            found.sort(key=lambda pair: self.editor(slot).words(pair[1]))
        return found
