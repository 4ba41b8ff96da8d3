"""Whose answers an `ask` takes, and what is asked where: what its looks read before they draw or move anything."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from workshop.language import t
from workshop.scenario.kinds.ask import Ask
from workshop.session import flow, people
from workshop.session.book import Book
from workshop.session.flow import Slot, Stop
from workshop.session.model import Item
from workshop.session.scope import Scope
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import Asked, FieldEditor
from workshop.tui.fields.list import entries
from workshop.tui.rows import EMPTY, Row, Span, View, columns, cut, faint, row, soft, warn
from workshop.tui.steps.ask_places import Places, heard
from workshop.tui.steps.base import StepPane

T = TypeVar("T")


class VoicesPane(StepPane):
    step: Ask

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.slot = Slot()  # the place at hand
        self.naming = False  # whose answer comes next is being written
        self.new_voices: list[str] = []  # entered here, without an answer yet
        self._memo: tuple[Book, dict[Hashable, Any]] | None = None

    def remember(self, key: Hashable, work: Callable[[], T]) -> T:
        """What is worked out of the session, until it changes."""
        if self._memo is None or self._memo[0] is not self.book:
            self._memo = (self.book, {})
        kept = self._memo[1]
        if key not in kept:
            kept[key] = work()
        found: T = kept[key]
        return found

    @property
    def many_voices(self) -> bool:
        return people.many_voices(self.book, self.step) and not self.book.session.alone

    @property
    def nameless(self) -> bool:
        """Whether nothing may tell who said what."""
        return people.nameless(self.book, self.step)

    @property
    def names_hidden(self) -> bool:
        return self.nameless or super().names_hidden

    def voices(self) -> tuple[str, ...]:
        """Who answers, in order. Where they take turns, the next one begins each round."""
        step, book = self.step, self.book
        found = book.voices(step)
        if self.nameless:
            found = tuple(person.id for person in book.session.present) or found
        if self.new_voices:  # in the order they came
            found = (*(voice for voice in found if voice not in self.new_voices), *self.new_voices)
        if step.turns and len(found) > 1:
            shift = (book.latest(step, self.stop.at) - 1) % len(found)
            found = (*found[shift:], *found[:shift])
        return found

    def own(self, by: str) -> str:
        """The voice that a voice has in this step: another one where no names are kept."""
        return self.host.desk.voice(self.step.id, by) if by and self.nameless else by

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
            return Places(self.book, self.step, self.stop.at, voices, {by: self.own(by) for by in voices})

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

    def voice_name(self, by: str) -> str:
        name = self.book.label(by) if by else ""
        if name or not by:
            return name
        role = self.book.scenario.roles.get(by)
        if role is not None:
            return self.book.text(role.title)
        voices = self.voices()
        return t("ask.voice", self.lang, n=voices.index(by) + 1 if by in voices else len(voices) + 1)

    def top_rows(self, width: int) -> list[Row]:
        """Whose answer it is, how many have answered, and that the others' are hidden."""
        if not self.many_voices:
            return []
        voices, heard_now = self.voices(), self.heard()
        n = len(heard_now - {""})
        known = bool(self.book.session.present)
        said = t("ask.heard", self.lang, n=n, of=max(len(voices), n)) if known else t("ask.heard_so_far", self.lang, n=n)
        right = [faint(t("ask.hidden", self.lang))] if self.hidden and len(voices) > 1 else []
        if self.together:
            left = [soft(said)]
        else:
            at = voices.index(self.slot.by) + 1 if self.slot.by in voices else len(voices)
            of = t("ask.nth", self.lang, n=at, of=len(voices))
            said = t("ask.heard_so_far", self.lang, n=n)
            left = [Span(cut(self.voice_name(self.slot.by), width // 2)), soft(f"   {of}   {said}")]
        if sum(len(span.text) for span in (*left, *right)) + 3 > width:
            right = []
        return [Row(columns(left, right, width)), EMPTY]

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

    def _name_of(self, name: str) -> str:
        step_id, _, field_id = name.partition(".")
        step = self.book.scenario.step_by_id.get(step_id)
        field = next((one for one in getattr(step, "fields", ()) if one.id == field_id), None)
        return self.book.text(field.title if field is not None else step.title if step is not None else name)

    def others(self, slot: Slot) -> list[tuple[str, Asked]]:
        """What the other voices answered there, with their names (a name that is not to be seen is "")."""
        if not self.many_voices or self.hidden or self.together:
            return []
        own = self.own(slot.by)
        found = []
        for voice in self.book.voices(self.step):
            if voice and voice != own and voice in self.heard():
                asked = self.places.asked(slot._replace(by=voice), self.lang)
                if self.editor(slot).is_answered(asked):
                    found.append(("" if self.names_hidden else self.voice_name(voice), asked))
        if self.names_hidden:  # the order tells nothing
            found.sort(key=lambda pair: self.editor(slot).words(pair[1]))
        return found

    def failed_rows(self, width: int) -> list[Row]:
        """What the checks of the step say, once they can be told."""

        def work() -> tuple[str, ...]:
            scope = Scope(step=self.step.id, at=self.stop.at)
            return tuple(dict.fromkeys(self.book.text(check.text, scope) for check in flow.failed(self.book, self.stop)))

        if not self.step.checks:
            return []
        return [row(warn(cut(text, width))) for text in self.remember("failed", work)[:2]]
