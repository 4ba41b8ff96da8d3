"""Whose answers an editor takes: the voice at hand, the way to the next one, the row that says so."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session import people
from workshop.session.changes import ShowNames
from workshop.session.flow import Stop
from workshop.session.model import new_id
from workshop.tui.rows import EMPTY, Row, Span, columns, cut, faint, soft, width_of
from workshop.tui.steps.base import StepPane


class VoicedPane(StepPane):
    needs_voice = False  # whether each answer must be somebody's

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.voice = 0  # its place among the voices
        self.met: list[str] = []  # where nobody was named: the voices in the order they were at hand here

    def voices(self) -> tuple[str, ...]:
        """Who answers, in order; () where nobody was named. Where they take turns, the next one begins each round."""

        def work() -> tuple[str, ...]:
            step, book = self.step, self.book
            if self.nameless and book.session.present:
                return tuple(person.id for person in book.session.present)
            found = tuple(voice for voice in book.voices(step) if voice) if self.many_voices else book.voices(step)
            if step.turns and len(found) > 1:
                shift = (book.latest(step, self.stop.at) - 1) % len(found)
                found = (*found[shift:], *found[:shift])
            if self.needs_voice and self.nobody_named:
                self.met += [voice for voice in found if voice not in self.met]
                if not self.met or self.met[-1] in found:
                    self.met.append(new_id())  # one that has said nothing yet
                return tuple(self.met)
            return found

        return self.remember("voices", work)

    @property
    def many_voices(self) -> bool:
        """Whether each answers for themselves."""
        return people.many_voices(self.book, self.step) and not self.book.session.alone

    @property
    def nobody_named(self) -> bool:
        """Whether each answers, and nobody was named: then there is always one more voice."""
        return self.many_voices and self.step.by == "each" and not self.book.session.present

    @property
    def takes_turns(self) -> bool:
        """Whether there is a next voice to go to."""
        return self.many_voices and len(self.voices()) > 1

    @property
    def nameless(self) -> bool:
        """Whether nothing may tell who said what."""
        return people.nameless(self.book, self.step)

    @property
    def names_hidden(self) -> bool:
        return self.nameless or super().names_hidden

    @property
    def by(self) -> str:
        """The voice at hand; "" for the group, or where nobody was named."""
        voices = self.voices()
        return voices[self.voice % len(voices)] if voices else ""

    def kept(self, voice: str) -> str:
        """The voice as it stands in the session: another one where no names are kept."""
        return self.host.desk.voice(self.step.id, voice) if voice and self.nameless else voice

    def next_voice(self, way: int = 1) -> None:
        if voices := self.voices():
            self.voice = (self.voice + way) % len(voices)

    def to_voice(self, voice: str) -> None:
        if voice in self.voices():
            self.voice = self.voices().index(voice)

    def voice_name(self, voice: str) -> str:
        if self.nameless:
            return ""
        name = self.book.label(voice)
        role = self.book.scenario.roles.get(voice)
        return name or (self.book.text(role.title) if role is not None else "")

    def voice_row(self, width: int, said: str = "") -> list[Row]:
        """Whose turn it is, how many they are, that the others' answers are hidden; an empty row after."""
        if not self.takes_turns:
            return []
        voices, lang = self.voices(), self.lang
        name = cut(self.voice_name(self.by), width // 2)
        key = "list.voice_of" if name else "list.nameless" if self.nobody_named else "list.nameless_of"
        of = t(key, lang, n=self.voice % len(voices) + 1, of=len(voices))
        left = [Span(name), soft(f"   {of}")] if name else [soft(of)]
        if said:
            left.append(soft(f"   {said}"))
        right = [faint(t("list.hidden", lang))] if self.hidden else []
        if width_of([*left, *right]) + 3 > width:
            right = []
        return [Row(columns(left, right, width)), EMPTY]

    # what is hidden
    @property
    def can_show(self) -> bool:
        """Whether there is anything to show or hide."""
        return self.many_voices and (self.step.is_hidden or self._names_come_later)

    @property
    def _names_come_later(self) -> bool:
        return self.step.names == "later" and not self.nameless

    def show_or_hide(self) -> bool:
        """`v`: what is hidden is shown, then the names where they come later, then hidden again."""
        if not self.can_show:
            return False
        if not self.hidden and self._names_come_later and self.names_hidden:
            self.host.do(ShowNames(step=self.step.id, at=self.stop.at))
        elif self.step.is_hidden:
            self.toggle_shown()
        return True
