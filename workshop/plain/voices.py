"""Whose answers are taken, one after the other, and what they are called."""

from __future__ import annotations

from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.talk import Talk
from workshop.scenario.model import Answered
from workshop.session import people
from workshop.session.changes import AddPerson, SetRole
from workshop.session.model import new_id
from workshop.text import is_blank


class Voices:
    """The voices of the step at hand, for as long as one is there."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.step: Answered = talk.step
        self.met: list[str] = []  # where nobody was named: the voices in the order they were at hand

    @property
    def many(self) -> bool:
        """Whether each answers for themselves."""
        book = self.talk.book
        return people.many_voices(book, self.talk.step) and not book.session.alone

    @property
    def nameless(self) -> bool:
        """Whether nothing may tell who said what."""
        return people.nameless(self.talk.book, self.step)

    @property
    def open_ended(self) -> bool:
        """Whether nobody was named: then there is always one more voice."""
        return self.many and self.step.by == "each" and not self.talk.book.session.present

    @property
    def hidden(self) -> bool:
        """Whether what others said is hidden now."""
        session = self.talk.book.session
        return not session.alone and self.step.is_hidden and not session.progress_of(self.step.id, self.talk.at).shown

    def all(self) -> tuple[str, ...]:
        """Who answers, in order; where they take turns, another begins each round. ("",): the group, or oneself."""
        talk, step = self.talk, self.talk.step
        if self.nameless and talk.book.session.present:
            return self._nameless()
        found = tuple(voice for voice in talk.book.voices(step) if voice) if self.many else talk.book.voices(step)
        if self.step.turns and len(found) > 1:
            shift = (talk.book.latest(step, talk.at) - 1) % len(found)
            found = (*found[shift:], *found[:shift])
        if self.open_ended:
            self.met += [voice for voice in found if voice not in self.met]
            if not self.met or self.met[-1] in found:
                self.met.append(new_id())  # one that has said nothing yet
            return tuple(self.met)
        return found or (() if self.many else ("",))

    def _nameless(self) -> tuple[str, ...]:
        """As many as there are participants, in an order that says nothing of who is who; those who answered before the program
        was started again are among them."""
        book = self.talk.book
        heard = book.voices(self.talk.step)
        mine = [person.id for person in book.session.present]
        known = {self.kept(id) for id in mine}
        others = [voice for voice in heard if voice and voice not in known]
        answered = [id for id in mine if self.kept(id) in heard]
        waiting = sorted((id for id in mine if self.kept(id) not in heard), key=self.kept)
        left = max(0, len(mine) - len(answered) - len(others))
        return tuple(sorted([*others, *answered, *waiting[:left]], key=self.kept))

    def kept(self, voice: str) -> str:
        """The voice as it stands in the session: another one where no names are kept."""
        return self.talk.desk.voice(self.step.id, voice) if voice and self.nameless else voice

    def name(self, voice: str) -> str:
        """What a voice is called; "" where there is but one."""
        if not voice and not self.many:
            return ""
        talk, found = self.talk, self.all()
        role = talk.book.scenario.roles.get(voice)
        if role is not None:
            holders = ", ".join(one.text for one in people.holders(talk.book, voice))
            title = talk.book.text(role.title)
            return f"{title}, {holders}" if holders else title
        label = "" if self.nameless or self.open_ended else talk.book.label(voice)
        return label or talk.t("voice", n=found.index(voice) + 1 if voice in found else len(found))

    def nobody(self) -> str:
        """Where a role or teams are to answer and nobody is in them: that, and how it is mended; "" where somebody is."""
        talk, by = self.talk, self.step.by
        if self.all():
            return ""
        role = talk.book.scenario.roles.get(by)
        if role is None:
            return talk.t("no_teams_yet", word=grammar.words("people", "add", talk.lang))
        word = grammar.words("people", "role", talk.lang)
        return talk.t("no_holder", role=talk.book.text(role.title), word=word)

    def place(self, voice: str) -> str:
        """`Anna, 1 of 4`."""
        found = self.all()
        if not self.many or len(found) < 2 or self.open_ended or voice not in found:
            return self.name(voice)
        return self.talk.t("nth_of", what=self.name(voice), n=found.index(voice) + 1, of=len(found))

    def lead(self, voice: str, fresh: bool) -> str:
        """How a prompt begins: with the place among the others where it has just become another's turn."""
        return self.place(voice) if fresh else self.name(voice)

    def say_hidden(self, fresh: bool) -> None:
        """Said once in each stay, where several answer and none may hear the others."""
        if fresh and self.many and self.hidden and len(self.all()) > 1:
            self.talk.tell("others_hidden", word=grammar.word("show", self.talk.lang))

    def meant(self, typed: str) -> str | None:
        """The voice of a name or a number; None where it is nobody's."""
        found = self.all()
        if typed.isdecimal() and len(typed) < 4:
            return found[int(typed) - 1] if 1 <= int(typed) <= len(found) else None
        names = [(voice, bare(self.name(voice))) for voice in found]
        wanted = bare(typed)
        whole = (voice for voice, name in names if name == wanted)
        return next(whole, next((voice for voice, name in names if name.startswith(wanted)), None))

    def seat(self) -> None:
        """Where a role is to answer and nobody has it yet: who is it? An empty line leaves it open."""
        talk, by = self.talk, self.step.by
        role = talk.book.scenario.roles.get(by)
        if role is None or talk.book.session.alone or people.holders(talk.book, by) or not talk.by_hand:
            return
        typed = talk.ask(talk.t("who_holds", role=talk.book.text(role.title)))
        if is_blank(typed):
            return
        person = next((one.id for one in talk.book.session.present if one.name.casefold() == typed.casefold()), "")
        if not person:
            if not talk.do(AddPerson(name=typed)):
                return
            person = talk.book.session.present[-1].id
        talk.done(SetRole(role=by, people=[person]))
