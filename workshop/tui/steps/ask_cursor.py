"""The cursor over an `ask`: the place at hand, the line opened there, the way from place to place and from voice to voice."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.session.changes import AddPerson, SetRole
from workshop.session.choices import chosen_in
from workshop.session.flow import Slot, Stop
from workshop.session.model import new_id
from workshop.session.scope import Scope
from workshop.session.spots import unnamed
from workshop.text import is_blank
from workshop.tui.fields.base import LINE_ROWS, Hand
from workshop.tui.fields.choice import offered
from workshop.tui.rows import EMPTY, LineAt, View, cut, faint, row, soft
from workshop.tui.steps.ask_voices import VoicesPane

EVIDENCE, OWN = "evidence", "other"  # the parts of a field that have a line of their own


class CursorPane(VoicesPane):
    answer_width = 48  # of the answers, as they were drawn last

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.part = ""  # the line beside the answer: its evidence, own words
        self.entry = ""  # the entry of a list that is at hand (Choosing) or on the line (Writing)
        self.hand = Hand()
        self.first = 0  # the first place on the screen
        self.unkept: dict[tuple[Slot, str], str] = {}  # what stood on a line that was left and is no answer yet
        self.lifted = False  # came up from the line: ↓ goes back to it
        self.visiting = False  # a line opened from Choosing: Enter goes back there
        self.moving = False
        self.asks_names = False  # nobody was named: each answer begins with whose it is
        self.name_begun = ""  # a name half typed
        self._at = 0
        self._begin()

    def opened(self) -> None:
        self._lay_line()

    def _begin(self) -> None:
        voices = self.voices()
        if not voices and self.nameless:  # nobody is asked who they are
            self.asks_names = True
            voices = (new_id(),)
            self.new_voices.append(voices[0])
        if not voices:
            self.naming = self.writing = self.asks_names = True
            return
        self.slot = Slot(by=self._open_voice(voices))
        places = self.places
        if places.slots:
            at = places.next_open(-1)
            self.slot = places.slots[at or 0]
        self.writing = self.opens_in_writing
        self._point()
        self._lay_line()

    @property
    def at(self) -> int:
        """The place at hand, as its number."""
        return self.places.index.get(self.slot, 0)

    def settle(self) -> None:
        """Where the place at hand is no more (its row left out, its condition fallen), to the one that stands there now."""
        places = self.places
        if self.many_voices and not self.naming and self.slot.by not in self.voices():
            self._voice_is_gone()
        elif self.slot not in places.index and places.slots:
            self.slot, self.part, self.entry = places.slots[min(self._at, len(places.slots) - 1)], "", ""
            self._point()
            self._lay_line()
        elif self.entry and not any(one.id == self.entry for one in self.entries()):
            self.entry = ""
            self._lay_line()
        self._at = self.at

    @property
    def takes_line(self) -> bool:
        """Whether what is at hand is typed."""
        if self.naming or self.part:
            return True
        return self.has_places and self.editor().takes_line(self.asked())

    @property
    def line_open(self) -> bool:
        return self.writing and self.takes_line

    @property
    def opens_in_writing(self) -> bool:
        """Where every answer is a key, one begins in Choosing."""
        slots = self.places.slots
        first = [slots[0]._replace(field=field.id) for field in self.step.fields] if slots else []
        return not first or any(self.editor(slot).takes_line(self.asked(slot)) for slot in first)

    def option_rows(self) -> int:
        """How many options stand on a row each under the hand; 0: none do."""
        if not self.has_places or self.part or self.takes_line:
            return 0
        options = self.editor().options(self.asked())
        return options if options and len(self.editor().lines(self.asked(), self.answer_width, self.hand)) >= options > 1 else 0

    def kicker(self) -> str:
        if not self.many_voices or self.naming or getattr(self, "counting", False) or getattr(self, "page_open", False):
            return ""
        return self.voice_name(self.slot.by)

    def scope(self) -> Scope:
        return self.places.scope(self.slot) if not self.naming else super().scope()

    def more_ways(self) -> list[str]:
        """What else may stand on the line that asks who answers."""
        return []

    def naming_view(self, width: int, height: int) -> View:
        lang = self.lang
        if not self.writing:
            return View([row(faint(t("ask.nobody", lang)))])
        n = len(self.heard() - {""})
        rows = [row(soft(cut(t("ask.who", lang), width))), row(mark="›", back="focus"), EMPTY]
        rows += [EMPTY] * (self.host.line_rows - 1)
        if n:
            rows.append(row(faint(cut(t("ask.heard_so_far", lang, n=n), width))))
        rows += [row(faint(cut(text, width))) for text in self.more_ways()]
        return View(rows[:height], LineAt(1, 0, width, 1, t("ask.name_or_number", lang)))

    def to(self, slot: Slot, part: str = "", entry: str = "") -> None:
        """The cursor there; in Writing the line is opened with what it is for."""
        self.slot, self.part, self.entry = slot, part, entry
        self.moving = self.lifted = False
        self._at = self.at
        self._point()
        self._lay_line()

    def _point(self) -> None:
        """The hand points at the chosen option."""
        self.hand = Hand()
        if self.has_places:
            asked = self.asked()
            if isinstance(asked.field, ChoiceField):
                ids = [option.id for option in offered(asked)]
                self.hand.option = next((ids.index(id) for id in chosen_in(asked.value) if id in ids), 0)

    def _lay_line(self) -> None:
        self.host.set_line(self._line_words() if self.line_open else "")

    def _line_words(self) -> str:
        if self.naming:
            return ""
        if not self.entry and (held := self.unkept.pop((self.slot, self.part), "")):
            return held
        asked = self.asked()
        if self.entry:
            return next((entry.text for entry in self.entries() if entry.id == self.entry), "")
        if self.part == EVIDENCE:
            return asked.evidence
        if self.part == OWN:
            return str(asked.cell.get(f"{asked.field.id}_other") or "")
        return self.editor().typed(asked)

    def write(self, text: str | None = None) -> None:
        """To Writing at the place at hand; `text`: this instead of what stands there."""
        self.writing, self.lifted, self.moving = True, False, False
        self._lay_line()
        if text is not None and self.line_open:
            self.host.set_line(text)

    def choose(self) -> None:
        self.writing = self.visiting = self.lifted = False
        self.host.set_line("")

    def step_by(self, way: int) -> bool:
        """To the next or earlier place; False: there is none."""
        slots, at = self.places.slots, self.at + way
        if not 0 <= at < len(slots):
            return False
        self.to(slots[at])
        return True

    def step_down(self, way: int) -> bool:
        """↑ ↓ to another place; False: there is none."""
        return self.step_by(way)

    def go_on(self) -> None:
        """Enter after an answer: the next place, then the next voice; never out of the step."""
        if not self.step_by(1):
            self.at_the_end()

    def at_the_end(self) -> None:
        if self.many_voices and not self.together and self.hand_over(1, unheard=True):
            return
        at = self.places.next_open(self.at)
        key = "ask.all_answered" if at is None else "ask.last_place"
        self.host.say(t(key, self.lang))
        self._lay_line()

    def next_open(self) -> None:
        """After an answer by one key: the next place that has none."""
        at = self.places.next_open(self.at)
        if at is not None:
            self.to(self.places.slots[at])
        elif self.many_voices and not self.together and self.hidden:
            self.host.say(t("ask.voice_done", self.lang))
            self._point()
        else:
            self._point()

    def _open_voice(self, voices: tuple[str, ...]) -> str:
        """The first voice that has not answered."""
        done = self.heard()
        return next((voice for voice in voices if self.kept(voice) not in done), voices[0])

    def hand_over(self, way: int, *, unheard: bool = False) -> bool:
        """To the voice after (before) this one; where nobody was named a new one may come. False: nobody is left."""
        voices = self.voices()
        if not voices:
            return False
        at = voices.index(self.slot.by) if self.slot.by in voices else 0
        done = self.heard()
        if unheard:
            later = (*voices[at + 1 :], *voices[:at])
            found = next((voice for voice in later if self.kept(voice) not in done), "")
            if not found and not self._may_enter_more:
                return False
        else:
            found = voices[(at + way) % len(voices)] if 0 <= at + way < len(voices) or not self._may_enter_more else ""
            if found == self.slot.by:
                return False
        if not found:
            self.ask_name()
            return True
        self.be(found, last=way < 0)
        return True

    def other_voice(self, way: int) -> None:
        voices = self.voices()
        at = voices.index(self.slot.by) if self.slot.by in voices else 0
        if voices:
            self.be(voices[(at + way) % len(voices)])

    def be(self, by: str, last: bool = False) -> None:
        """This voice answers now: from its first place, or its last."""
        was_naming, self.naming = self.naming, False
        self.slot, self.part, self.entry = Slot(by=by), "", ""
        slots = self.places.slots
        own = [slot for slot in slots if slot.by == by] or slots
        self.first = 0
        if was_naming:
            self.writing = self.opens_in_writing
        self.to(own[-1 if last else 0] if own else Slot(by=by))

    @property
    def _may_enter_more(self) -> bool:
        return self.step.by == "each" and (self.asks_names or not self.book.session.present)

    def ask_name(self) -> None:
        if self.nameless:
            self._new_voice(new_id())
            return
        self.naming = self.writing = True
        self.part = self.entry = ""
        self.host.set_line(self.name_begun)
        self.name_begun = ""

    def name_voice(self, text: str) -> None:
        """Whose answer comes next: a name, a number, or nothing for one who stays unknown."""
        step = self.step
        if step.by != "each" and is_blank(text):
            if self.voices():
                self.be(self._open_voice(self.voices()))
        elif step.by == "each" and unnamed(self.book.session) and is_blank(text):
            self._new_voice(new_id())
        elif step.by == "each" and unnamed(self.book.session) and text.isascii() and text.isdecimal():
            self._new_voice(f"n{int(text[:6])}")
        elif self.host.do(AddPerson(name=text)):
            self._new_person(self.book.session.people[-1].id)

    def _new_person(self, id: str) -> None:
        by = self.step.by
        role = self.book.scenario.roles.get(by)
        if role is not None:
            holders = [person.id for person in self.book.session.present if by in person.roles]
            self.host.do(SetRole(role=by, people=[*holders, id]))
        if role is not None or by == "each":
            self.be(id)
        else:
            self.host.set_line("")  # one alone is no team: the next name

    def _new_voice(self, id: str) -> None:
        if id not in self.voices():
            self.new_voices.append(id)
        self.be(id)

    def _voice_is_gone(self) -> None:
        """Whoever was answering takes part no more (an undo): to the one who answers first now."""
        voices = self.voices()
        if voices:
            self.be(self._open_voice(voices))
        else:
            self.ask_name()
            self.asks_names = True

    def line_rows(self) -> int:
        """How many rows the line at hand may grow to."""
        return LINE_ROWS if self.part or self.entry else self.editor().line_rows(self.asked())
