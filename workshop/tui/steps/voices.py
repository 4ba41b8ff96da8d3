"""Whose answers an editor takes: the voice at hand, the way to the next one, the row that says so."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.result import Result
from workshop.scenario.parts import Scenario
from workshop.session import people
from workshop.session.changes import ShowNames
from workshop.session.flow import Stop
from workshop.session.model import new_id
from workshop.session.scope import Scope
from workshop.tui.rows import EMPTY, Row, Span, columns, cut, faint, missing, soft, width_of
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.voice_strip import Voice, strip


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
                return self._nameless_voices()
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

    def _nameless_voices(self) -> tuple[str, ...]:
        """As many voices as there are participants, in an order that says nothing of who is who. Those who answered before the
        program was started again are among them: whose they are, nobody knows any more."""
        heard = self.book.voices(self.step)
        mine = [person.id for person in self.book.session.present]
        known = {self.kept(id) for id in mine}
        others = [voice for voice in heard if voice and voice not in known]
        answered = [id for id in mine if self.kept(id) in heard]
        waiting = sorted((id for id in mine if self.kept(id) not in heard), key=self.kept)
        left = max(0, len(mine) - len(answered) - len(others))
        return tuple(sorted([*others, *answered, *waiting[:left]], key=lambda voice: (self.team_of(voice), self.kept(voice))))

    def team_of(self, voice: str) -> str:
        """The teams of a voice, by their titles, where a result sets teams beside each other: a voice without a name keeps
        those, so whoever answers must answer for the right one."""
        book, found = self.book, []
        for teams in self.remember("compared", lambda: _compared(book.scenario)):
            given = book.scenario.teams[teams]
            ids = [*people.division(book, teams)]
            team = people.team_of(book, teams, voice)
            if team in ids:
                title = next((one.title for one in given.teams if one.id == team), None)
                number = f"{book.text(given.title) or teams} {ids.index(team) + 1}"
                found.append(book.text(title) if title is not None else number)
        return " · ".join(found)

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
            return self.team_of(voice)
        name = self.book.label(voice)
        role = self.book.scenario.roles.get(voice)
        return name or (self.book.text(role.title) if role is not None else "")

    def has_answered(self, voice: str) -> bool:
        """Whether a voice has said anything in this round."""
        return voice in self.remember("answered", self._who_answered)

    def _who_answered(self) -> frozenset[str]:
        book, step, at = self.book, self.step, self.stop.at
        answer, latest = book.session.answer(step.id), book.latest(step, at)
        heard = {spot.by for spot, cell in answer.cells.items() if cell and (spot.round, spot.at) == (latest, at)}
        heard |= {item.by for item in answer.items.values() if not item.gone and item.at == at}
        if step.kind in ("actions", "decisions"):
            heard |= {item.by for item in book.source(step.id, Scope(step=step.id, at=at))}
        return frozenset(voice for voice in self.voices() if self.kept(voice) in heard)

    def strip(self, width: int) -> list[Span]:
        """All the voices by name on one row, the one at hand among them; nothing where there are no names."""
        if self.nameless:
            return []
        voices = self.voices()
        if self.names_hidden and not self.hidden:  # what they said stands beside it
            return []
        named = [Voice(self.voice_name(voice), self.has_answered(voice)) for voice in voices]
        if len(voices) < 2 or not all(voice.name for voice in named):
            return []
        return strip(named, voices.index(self.by) if self.by in voices else 0, width)

    def voice_row(self, width: int, said: str = "") -> list[Row]:
        """Whose turn it is among the others, who has answered, that the others' answers are hidden; an empty row after."""
        if not self.takes_turns:
            return self.holder_row(width)
        voices, lang = self.voices(), self.lang
        right = [faint(t("list.hidden", lang))] if self.hidden else []
        left = self.strip(width - width_of(right) - 3)
        if not left:
            key = "list.nameless" if self.nobody_named else "list.nameless_of"
            at = voices.index(self.by) + 1 if self.by in voices else len(voices)
            heard = sum(map(self.has_answered, voices))
            team = f" · {self.voice_name(self.by)}" if self.voice_name(self.by) else ""
            left = [Span(cut(t(key, lang, n=at, of=len(voices)) + team, width // 2))]
            left.append(soft(f"   {t('ask.heard_so_far', lang, n=heard)}"))
        if said:
            left.append(soft(f"   {said}"))
        if width_of([*left, *right]) + 3 > width:
            right = []
        return [Row(columns(left, right, width)), EMPTY]

    def holder_row(self, width: int) -> list[Row]:
        """Who holds the role that answers alone, or that nobody does yet; an empty row after."""
        role = self.book.scenario.roles.get(self.step.by)
        if role is None or self.book.session.alone:
            return []
        names = ", ".join(person.text for person in people.holders(self.book, self.step.by))
        who = soft(f"   {names}") if names else missing(t("people.who_holds", self.lang))
        title = self.book.text(role.title)
        spans = [Span(cut(title, width // 2)), *([] if names else [Span("   ")]), who]
        key = [] if names else [faint(t("people.o_chooses", self.lang))]
        return [Row(columns(spans, key, width)), EMPTY]

    @property
    def nobody_to_answer(self) -> bool:
        """Whether a team or a role is to answer, and nobody is in it yet."""
        step, book = self.step, self.book
        if book.session.alone or step.by in ("group", "each"):
            return False
        if step.by in book.scenario.roles:
            return not people.holders(book, step.by)
        return not any(people.members(book, step.by, team) for team in people.division(book, step.by))

    def other_voice(self, way: int) -> None:
        """Another voice is at hand, from wherever one is in the step. Choosing: there is nothing on the line."""
        self.next_voice(way)

    def click_sign(self, target: object, x: int, press: str) -> None:
        """A name of the strip: that voice is at hand."""
        if not press.startswith("voice "):
            super().click_sign(target, x, press)
            return
        voices = self.voices()
        way = int(press[6:]) - (voices.index(self.by) if self.by in voices else 0)
        if way and (not self.writing or self.leave(self.host.line_text)):
            self.other_voice(way)

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


def _compared(scenario: Scenario) -> tuple[str, ...]:
    """The kinds of teams that a result sets beside each other."""
    named = [name for step in scenario.steps if isinstance(step, Result) for name in step.compare]
    return tuple(dict.fromkeys(name for name in named if name in scenario.teams))
