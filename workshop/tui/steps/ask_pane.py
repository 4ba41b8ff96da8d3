"""What the looks of an `ask` share: the cursor over rows, fields and voices, what the keys do, and what is kept when a line is
left. How it is drawn is for each look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from workshop.language import t
from workshop.scenario.kinds.ask import Ask
from workshop.session.book import Book
from workshop.session.changes import AddEntry, AddPerson, EditEntry, MoveEntry, RemoveEntry, SetField, SetRole
from workshop.session.fields import OTHER
from workshop.session.flow import Slot, Stop
from workshop.session.model import Item, new_id
from workshop.session.people import nameless
from workshop.session.scope import Scope
from workshop.session.spots import unnamed
from workshop.text import is_blank
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import LINE_ROWS, Asked, FieldEditor, Hand
from workshop.tui.fields.choice import ChoiceField, chosen_in, offered, toggled
from workshop.tui.fields.list import entries
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, LineAt, Row, View, bold, columns, cut, faint, row, soft
from workshop.tui.steps.ask_places import Places, heard
from workshop.tui.steps.base import StepPane

EVIDENCE, OWN = "evidence", "other"  # the parts of a field that have a line of their own
MOST_VOICES = 500


class Mark(NamedTuple):
    """What a click on a row means: a place, an entry of its list, an option of its choice."""

    slot: Slot
    entry: str = ""
    option: int = -1
    part: str = ""


class AskPane(StepPane):
    """Opens in Writing where there is something to write, else in Choosing."""

    step: Ask

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.slot = Slot()
        self.part = ""  # the line beside the answer: its evidence, own words
        self.entry = ""  # the entry of a list that is at hand (Choosing) or on the line (Writing)
        self.hand = Hand()
        self.first = 0  # the first place on the screen
        self.naming = False  # whose answer comes next is being written
        self.new_voices: list[str] = []  # entered here, without an answer yet
        self.held: dict[tuple[Slot, str], str] = {}  # what stood on a line that was left and is no answer yet
        self.lifted = False  # came up from the line: ↓ goes back to it
        self.visiting = False  # a line opened from Choosing: Enter goes back there
        self.moving = False
        self._at = 0
        self._memo: tuple[Book, dict[Any, Any]] | None = None
        self._begin()

    def _begin(self) -> None:
        voices = self.voices()
        if not voices:
            self.naming = self.writing = True
            return
        self.slot = Slot(by=self._open_voice(voices))
        places = self.places
        if places.slots:
            at = places.next_open(-1)
            self.slot = places.slots[at or 0]
        self.writing = self.opens_in_writing
        self._point()
        self._lay_line()

    # ------------------------------------------------------------------------------------------------ what there is

    def remember(self, key: Any, work: Any) -> Any:
        """What is worked out of the session, until it changes."""
        if self._memo is None or self._memo[0] is not self.book:
            self._memo = (self.book, {})
        kept = self._memo[1]
        if key not in kept:
            kept[key] = work()
        return kept[key]

    @property
    def many_voices(self) -> bool:
        return self.step.by != "group" and not self.book.session.alone and self.step.by not in self._single_roles

    @property
    def _single_roles(self) -> set[str]:
        return {id for id, role in self.book.scenario.roles.items() if not role.many}

    def voices(self) -> tuple[str, ...]:
        """Who answers, in order. Where they take turns, the next one begins each round."""
        step, book = self.step, self.book
        found = book.voices(step)
        if nameless(book, step):
            found = tuple(person.id for person in book.session.present) or found
        found = (*found, *(voice for voice in self.new_voices if voice not in found))
        if step.turns and len(found) > 1:
            shift = (book.latest(step, self.stop.at) - 1) % len(found)
            found = (*found[shift:], *found[:shift])
        return found

    def own(self, by: str) -> str:
        """The voice that a voice has in this step: another one where no names are kept."""
        return self.host.desk.voice(self.step.id, by) if by and nameless(self.book, self.step) else by

    def heard(self) -> frozenset[str]:
        found: frozenset[str] = self.remember("heard", lambda: heard(self.book, self.step, self.stop.at))
        return found

    @property
    def together(self) -> bool:
        """Whether all voices stand on the screen at once: nothing is hidden and there are no rows."""
        return not self.step.has_rows and self.many_voices and not self.hidden

    @property
    def places(self) -> Places:
        voices = self.voices() if self.together else (self.slot.by,)

        def work() -> Places:
            return Places(self.book, self.step, self.stop.at, voices, {by: self.own(by) for by in voices})

        found: Places = self.remember(("places", voices), work)
        return found

    @property
    def at(self) -> int:
        """The place at hand, as its number."""
        return self.places.index.get(self.slot, 0)

    def settle(self) -> None:
        """Where the place at hand is no more (its row left out, its condition fallen), to the one that stands there now."""
        places = self.places
        if self.slot not in places.index and places.slots:
            self.slot, self.part, self.entry = places.slots[min(self._at, len(places.slots) - 1)], "", ""
            self._point()
            self._lay_line()
        elif self.entry and not any(one.id == self.entry for one in self.entries()):
            self.entry = ""
            self._lay_line()
        self._at = self.at

    def asked(self, slot: Slot | None = None) -> Asked:
        return self.places.asked(slot or self.slot, self.lang)

    def editor(self, slot: Slot | None = None) -> FieldEditor:
        return editor_of(self.places.fields[(slot or self.slot).field])

    @property
    def has_places(self) -> bool:
        return not self.naming and bool(self.places.slots)

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
        places = self.places
        first = [slot for slot in places.slots[: len(self.step.fields)] if slot.of == places.slots[0].of]
        return not first or any(self.editor(slot).takes_line(self.asked(slot)) for slot in first)

    def entries(self) -> tuple[Item, ...]:
        return entries(self.asked()) if self.has_places and self.editor().stays else ()

    @property
    def option_rows(self) -> int:
        """How many options stand on a row each under the hand; 0: none do."""
        if not self.has_places or self.part or self.takes_line:
            return 0
        options = self.editor().options(self.asked())
        return options if options and len(self.editor().lines(self.asked(), self.answer_width, self.hand)) >= options > 1 else 0

    answer_width = 48  # of the answers, as they were drawn last

    # ------------------------------------------------------------------------------------------------ above the body

    def kicker(self) -> str:
        return self.voice_name(self.slot.by) if self.many_voices and not self.naming else ""

    def scope(self) -> Scope:
        return self.places.scope(self.slot) if not self.naming else super().scope()

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
            left = [bold(self.voice_name(self.slot.by))._replace(bold=False), soft(f"   {of}   {said}")]
        if sum(len(span.text) for span in (*left, *right)) + 3 > width:
            right = []
        return [Row(columns(left, right, width)), EMPTY]

    def naming_view(self, width: int, height: int) -> View:
        lang = self.lang
        if not self.writing:
            return View([row(faint(t("ask.nobody", lang)))])
        n = len(self.heard() - {""})
        by_name = "ask.who" if not nameless(self.book, self.step) else "ask.whose_turn"
        rows = [row(soft(cut(t(by_name, lang), width))), row(mark="›", back="focus"), EMPTY]
        rows += [EMPTY] * (self.host.line_rows - 1)
        if n:
            rows.append(row(faint(cut(t("ask.heard_so_far", lang, n=n), width))))
        return View(rows[:height], LineAt(1, 0, width, 1, t("ask.name_or_number", lang)))

    def empty_view(self, width: int) -> View:
        return View([row(faint(cut(t("ask.no_rows", self.lang), width)))])

    def shown(self, slot: Slot) -> list[tuple[str, str]]:
        """What earlier steps say of the row (`show`): (what it is called, the words)."""

        def work() -> list[tuple[str, str]]:
            scope = self.places.scope(slot)._replace(by="")
            out = []
            for name in self.step.show:
                words = self.book.title(self.book.value(f"item.{name}" if slot.of else name, scope))
                if words:
                    out.append((self._name_of(name), " ".join(words.split())))
            return out

        found: list[tuple[str, str]] = self.remember(("show", slot.of), work)
        return found

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
        return found

    # ------------------------------------------------------------------------------------------------ the cursor

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
        if not self.entry and (held := self.held.pop((self.slot, self.part), "")):
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

    def go_on(self) -> None:
        """Enter after an answer: the next place, then the next voice; never out of the step."""
        if not self.step_by(1):
            self.at_the_end()

    def at_the_end(self) -> None:
        if self.many_voices and not self.together and self.next_voice(1, unheard=True):
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

    # voices
    def _open_voice(self, voices: tuple[str, ...]) -> str:
        """The first voice that has not answered."""
        done = self.heard()
        return next((voice for voice in voices if self.own(voice) not in done), voices[0])

    def next_voice(self, way: int, *, unheard: bool = False) -> bool:
        """To the voice after (before) this one; where nobody was named a new one may come. False: nobody is left."""
        voices = self.voices()
        if not voices:
            return False
        at = voices.index(self.slot.by) if self.slot.by in voices else 0
        done = self.heard()
        if unheard:
            later = (*voices[at + 1 :], *voices[:at])
            found = next((voice for voice in later if self.own(voice) not in done), "")
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

    def be(self, by: str, last: bool = False) -> None:
        """This voice answers now."""
        self.naming = False
        self.slot, self.part, self.entry = Slot(by=by), "", ""
        slots = self.places.slots
        own = [slot for slot in slots if slot.by == by]
        self.first = 0
        self.to((own or slots)[-1 if last else 0] if slots else Slot(by=by))

    @property
    def _may_enter_more(self) -> bool:
        return self.step.by == "each" and unnamed(self.book.session) and not self.book.session.present

    def ask_name(self) -> None:
        self.naming = self.writing = True
        self.part = self.entry = ""
        self.host.set_line("")

    def name_voice(self, text: str) -> None:
        """Whose answer comes next: a name, a number, or nothing for one who stays unknown."""
        step, session = self.step, self.book.session
        text = text.strip()
        if is_blank(text) or (step.by == "each" and nameless(self.book, step)):
            if step.by == "each" and unnamed(session):
                self._new_voice(new_id())
            elif self.voices():
                self.be(self.voices()[0])
        elif step.by == "each" and text.isascii() and text.isdecimal() and unnamed(session):
            self._new_voice(f"n{int(text[:6])}")
        elif self.host.do(AddPerson(name=text)):
            person = self.book.session.people[-1].id
            role = self.book.scenario.roles.get(step.by)
            if role is not None:
                holders = [one.id for one in self.book.session.present if step.by in one.roles]
                self.host.do(SetRole(role=step.by, people=[*holders, person]))
            if step.by == "each" or role is not None:
                self.be(person)
            else:
                self.host.set_line("")  # a team is not formed by one: the next name

    def _new_voice(self, id: str) -> None:
        if id not in self.voices():
            self.new_voices.append(id)
        self.writing = self.opens_in_writing if self.step.fields else True
        self.be(id)
        self.writing = self.opens_in_writing
        self._lay_line()

    # ------------------------------------------------------------------------------------------------ keeping

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
        if done:
            self.held.pop((self.slot, self.part), None)
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
            return self.host.do(EditEntry(**self._spot(slot), field=name, id=entry, text=text))
        if editor.stays:
            return is_blank(text) or self.host.do(AddEntry(**self._spot(slot), field=name, text=text))
        return text == editor.typed(asked) or self.set(slot, editor.read(asked, text))

    def _keep_own_words(self, slot: Slot, asked: Asked, text: str) -> bool:
        field = asked.field
        name = f"{field.id}_other"
        if not isinstance(field, ChoiceField) or is_blank(text):
            return True
        if text == asked.cell.get(name) and OTHER in chosen_in(asked.value):
            return True
        return self.set(slot, {field.id: toggled(field, asked.value, OTHER, keep=True), name: text})

    def _spot(self, slot: Slot) -> dict[str, str]:
        return {"step": self.step.id, "at": self.stop.at, "of": slot.of, "across": slot.across, "by": slot.by}

    def leave(self, text: str) -> bool:
        if self.naming:
            if self.writing and not is_blank(text) and not nameless(self.book, self.step):
                if not self.host.do(AddPerson(name=text)):
                    return False
                self.host.set_line("")
            return True
        if not self.commit(text):
            return False
        if self.line_open and not self.entry and self.editor().stays:
            self.host.set_line("")
        for (slot, part), words in list(self.held.items()):
            if slot.field not in self.places.fields:
                continue
            if not self._keep(slot, part, "", words):
                self.writing = True
                self.to(slot, part)  # what was refused is on its line
                return False
            self.held.pop((slot, part), None)
        return True

    # ------------------------------------------------------------------------------------------------ Writing

    def enter(self, text: str) -> None:
        if self.naming:
            self.name_voice(text)
        elif not self.has_places:
            return
        elif self.entry:
            if self.commit(text):
                self.to(self.slot)
        elif self.part:
            if self.commit(text):
                self._part_done()
        elif self.editor().stays or self.adds_choices(self.asked()):
            self._enter_one_of_many(text)
        elif self.commit(text):
            self._answered()

    @staticmethod
    def adds_choices(asked: Asked) -> bool:
        """Whether Enter adds one of several options, and stays."""
        return isinstance(asked.field, ChoiceField) and asked.field.many

    def _enter_one_of_many(self, text: str) -> None:
        if is_blank(text):
            self._answered()
        elif self.commit(text):
            self.host.set_line("")

    def _answered(self) -> None:
        """Enter at an answer: its evidence if it has one, else on."""
        if self.asked().field.evidence and not self.part:
            self.to(self.slot, EVIDENCE)
        else:
            self.go_on()

    def _part_done(self) -> None:
        slot, part, visiting = self.slot, self.part, self.visiting
        if visiting:
            self.choose()
            self.to(slot)
            if self.places.is_answered(slot):
                self.next_open()
        elif part == OWN and self.asked().field.evidence:
            self.to(slot, EVIDENCE)
        else:
            self.part = ""
            self.go_on()

    def move(self, key: str, text: str) -> bool:
        if self.naming:
            return self._move_naming(key)
        if not self.has_places:
            return False
        if key in ("left", "right", "home", "end"):
            return not self.entry and not self.part and self.sideways(key)
        if key not in ("up", "down", "tab", "shift+tab"):
            return False
        if self.entry:
            if self.commit(text):
                self.to(self.slot)
            return True
        if key == "up" and not self.part and self.entries():
            self._up_to_entries(text)
            return True
        if not self.commit(text):
            return True
        if self.visiting and key in ("up", "down"):
            self.choose()
        self._move_on(key)
        return True

    def _move_naming(self, key: str) -> bool:
        voices = self.voices()
        if key in ("up", "shift+tab") and voices:
            self.be(voices[-1])
            return True
        return False

    def _up_to_entries(self, text: str) -> None:
        last = self.entries()[-1].id
        slot = self.slot
        self.choose()
        self.to(slot, "", last)
        if not is_blank(text):
            self.held[slot, ""] = text
        self.lifted = True

    def _move_on(self, key: str) -> None:
        """To another field by ↑ ↓ or Tab; a line that was left is kept by now."""
        if self.part and key in ("up", "shift+tab"):
            self.to(self.slot)
        elif key in ("down", "tab"):
            if not self.step_by(1):
                if key == "tab" and self.many_voices and not self.together and self.next_voice(1):
                    return
                self.to(self.slot, self.part)
        elif not self.step_by(-1):
            if key == "shift+tab" and self.many_voices and not self.together and self.next_voice(-1):
                return
            if key == "up":
                self.choose()
            self.to(self.slot)

    def sideways(self, key: str) -> bool:
        """← → Home End where no text is in the way: a look may move by them."""
        return False

    def escape(self, text: str) -> None:
        """To Choosing. What is an answer is kept as one; what is not yet is held, and stands there."""
        if self.naming:
            self.writing = False
            if self.voices():
                self.be(self.voices()[-1])
            return
        if not self.has_places:
            self.choose()
            return
        slot, entry = self.slot, self.entry
        if self.line_open and (not self.part or self.visiting or text):
            is_list = self.editor().stays and not entry and not self.part
            if (is_list or not self.commit(text)) and not is_blank(text) and not entry:
                self.held[slot, self.part] = text
        self.choose()
        found = self.entries()
        self.to(slot, "", entry or (found[-1].id if found else ""))

    def typed(self, text: str) -> bool:
        return not self.naming and self.has_places and not self.part and self.editor().reads

    def paste(self, lines: list[str], text: str) -> bool:
        if not self.has_places or self.part or self.entry or not self.takes_line:
            return False
        if self.editor().stays:
            if text.strip():
                lines = [text + lines[0], *lines[1:]]
            name = self.slot.field
            if self.host.do(*(AddEntry(**self._spot(self.slot), field=name, text=line) for line in lines)):
                self.held.pop((self.slot, ""), None)
                self.host.say(t("ask.pasted", self.lang, n=len(lines)))
                self.writing = True
                self.to(self.slot)
            return True
        if self.writing:
            return False  # into the line, where the cursor is
        asked, editor = self.asked(), self.editor()
        joined = ("\n" if editor.multiline(asked) else " ").join(lines)
        before = editor.typed(asked)
        self.write()
        self.host.set_line(f"{before} {joined}" if before else joined)
        return True

    # ------------------------------------------------------------------------------------------------ keys

    def key(self, key: str) -> bool:
        if self.naming:
            return self._key_naming(key)
        if not self.has_places:
            return self._key_for_all(key)
        self.settle()
        if self.moving:
            return self._key_moving(key)
        if self._key_answers(key):
            return True
        if self.writing:
            return self._key_between(key)
        return self._key_choosing(key)

    def _key_naming(self, key: str) -> bool:
        if key in ("a", "enter"):
            self.ask_name()
            return True
        return False

    def _key_answers(self, key: str) -> bool:
        """A key that is an answer to a field without a line."""
        if self.part or self.takes_line or (key in ("left", "right") and self.arrows_move):
            return False
        if key in ("up", "down") and self._point_by(1 if key == "down" else -1):
            return True
        if key == "enter" and self.hand.moved and self.option_rows and not self.adds_choices(self.asked()):
            key = str(self.hand.option + 1)
        taken = self.editor().press(self.asked(), key, self.hand)
        if taken is None and key in ("delete", "backspace") and self.places.is_answered(self.slot):
            return self.set(self.slot, {self.slot.field: None}) or True
        if taken is None:
            return False
        if taken.own_words:
            self.visiting = not self.writing
            self.writing = True
            self.to(self.slot, OWN)
        elif taken.values is not None and self.set(self.slot, taken.values) and taken.on:
            self.next_open()
        return True

    arrows_move = False  # ← → go to another row or column also where they could turn an answer

    def _point_by(self, way: int) -> bool:
        """↑ ↓ through options that stand on a row each; False: past their ends."""
        options = self.option_rows
        pointed = self.hand.option + way
        if not options or not 0 <= pointed < options:
            return False
        self.hand.option, self.hand.moved = pointed, True
        return True

    def _key_between(self, key: str) -> bool:
        """Writing, where the field at hand takes no text: only what moves, Enter, and what clears."""
        if key == "enter":
            self._answered()
        elif key in ("up", "down", "tab", "shift+tab"):
            self._move_on(key)
        elif key in ("left", "right", "home", "end"):
            return self.sideways(key)
        else:
            return False
        return True

    def _key_choosing(self, key: str) -> bool:
        if key in ("up", "down"):
            self._choose_next(1 if key == "down" else -1)
        elif key in ("tab", "shift+tab"):
            self._move_on(key)
        elif key in ("left", "right", "home", "end"):
            return self.sideways(key)
        elif key in ("enter", "e"):
            self._edit()
        elif key == "a":
            self._start_writing()
        elif key in ("d", "delete"):
            self._remove()
        elif key == "m" and self.entry:
            self.moving = True
        elif len(key) == 1 and key in "0123456789" and self.takes_line and not self.editor().stays:
            if self.editor().line_rows(self.asked()) > 1:
                return False
            self.write(key)
        else:
            return self._key_for_all(key)
        return True

    def _key_for_all(self, key: str) -> bool:
        if key == "v" and self.step.is_hidden and not self.book.session.alone:
            by = self.slot.by
            self.toggle_shown()
            if by and self.slot not in self.places.index:
                self.be(by)
            return True
        return False

    def _choose_next(self, way: int) -> None:
        """↑ ↓ in Choosing: entry by entry within a list, else place by place."""
        ids = [entry.id for entry in self.entries()]
        if ids:
            at = ids.index(self.entry) if self.entry in ids else (-1 if way > 0 else len(ids))
            if 0 <= at + way < len(ids):
                self.entry = ids[at + way]
                return
            if way > 0 and self.lifted:
                self.entry = ""
                self.write()
                return
        if self.step_by(way) and (found := self.entries()):
            self.entry = found[0 if way > 0 else -1].id

    def _edit(self) -> None:
        if self.takes_line:
            self.write()
        elif self.asked().field.evidence:
            self.visiting = self.writing = True
            self.to(self.slot, EVIDENCE)
        else:
            self.go_on()

    def _start_writing(self) -> None:
        self.entry = ""
        if self.takes_line:
            self.write()
        elif self.asked().field.evidence:
            self._edit()

    def _remove(self) -> None:
        slot, asked = self.slot, self.asked()
        if self.entry:
            found = self.entries()
            at = next((at for at, one in enumerate(found) if one.id == self.entry), 0)
            if self.host.do(RemoveEntry(**self._spot(slot), field=slot.field, id=self.entry)):
                self.host.say(t("run.removed", self.lang, what=cut(found[at].text, 40)))
                rest = self.entries()
                self.entry = rest[min(at, len(rest) - 1)].id if rest else ""
        elif (slot, "") in self.held:
            self.held.pop((slot, ""))
        elif self.places.is_answered(slot) and self.set(slot, {slot.field: None}):
            self.host.say(t("run.removed", self.lang, what=asked.title))

    def _key_moving(self, key: str) -> bool:
        ids = [entry.id for entry in self.entries()]
        if key in ("enter", "m", "escape") or self.entry not in ids:
            self.moving = False
        elif key in ("up", "down"):
            at = ids.index(self.entry)
            target = at + (1 if key == "down" else -1)
            if 0 <= target < len(ids):
                ids.pop(at)
                after = ids[target - 1] if target else ""
                self.host.do(MoveEntry(**self._spot(self.slot), field=self.slot.field, id=self.entry, after=after))
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if not isinstance(target, Mark) or target.slot not in self.places.index:
            return
        if self.line_open and not self.commit(self.host.line_text):
            return
        again = (target.slot, target.entry) == (self.slot, self.entry)
        self.to(target.slot, "", target.entry)
        if target.option >= 0:
            self._key_answers(str(target.option + 1))
        elif target.part and not self.writing:
            self._edit()
        elif target.entry and self.writing and not again:
            self.choose()
        elif again and not self.writing:
            self._edit()

    # the key row
    def pairs(self) -> list[Pair]:
        if self.naming:
            return [Pair("Enter", "ask.keys.begins")] if self.writing else [Pair("a", "ask.keys.who")]
        if not self.has_places:
            return []
        if self.moving:
            return [Pair("↑↓", "keys.move_to"), Pair("Enter", "keys.done")]
        return self._pairs_writing() if self.writing else self._pairs_choosing()

    def _pairs_writing(self) -> list[Pair]:
        if self.entry:
            return [Pair("Enter", "keys.save")]
        if self.part == EVIDENCE:
            return [Pair("Enter", "ask.keys.evidence_done"), Pair("Tab", "ask.keys.next", "tab")]
        if self.part:
            return [Pair("Enter", "keys.done")]
        if not self.takes_line:
            onward = "ask.keys.evidence" if self.asked().field.evidence else "ask.keys.next"
            return [*self.editor().pairs(self.asked()), Pair("Enter", onward), Pair("↑↓", "ask.keys.fields")]
        pairs = [Pair("Enter", "keys.adds" if self.editor().stays or self.adds_choices(self.asked()) else "ask.keys.next")]
        if self.editor().multiline(self.asked()):
            pairs.append(Pair("Ctrl+J", "ask.keys.new_line"))
        if self.editor().stays:
            pairs.append(Pair("Tab", "ask.keys.next", "tab"))
        if self.many_voices and not self.together and len(self.places.slots) == 1:
            return [*pairs[1:], Pair("Enter", "ask.keys.next_voice"), Pair("Tab", "ask.keys.passes", "tab")]
        return [*pairs, Pair("↑↓", "ask.keys.fields")] if len(self.places.slots) > 1 else pairs

    def _pairs_choosing(self) -> list[Pair]:
        asked = self.asked()
        pairs: list[Pair] = []
        if self.entry:
            pairs = [Pair("Enter", "keys.edit"), Pair("a", "keys.add"), Pair("m", "keys.move"), Pair("d", "keys.remove")]
        elif self.takes_line:
            pairs = [Pair("Enter", "ask.keys.write")]
            if self.places.is_answered(self.slot):
                pairs.append(Pair("d", "keys.remove"))
        else:
            pairs = self.editor().pairs(asked)
            if asked.field.evidence:
                pairs.append(Pair("Enter", "ask.keys.evidence"))
        if len(self.places.slots) > 1:
            pairs.append(Pair("↑↓", "ask.keys.fields"))
        if self.many_voices and not self.together and len(self.voices()) > 1:
            pairs.append(Pair("Tab", "ask.keys.next_voice", "tab"))
        if self.step.is_hidden and not self.book.session.alone:
            pairs.append(Pair("v", "ask.keys.shows" if self.hidden else "ask.keys.hides"))
        return pairs

    # ------------------------------------------------------------------------------------------------ place

    def place(self) -> tuple[str, str, str]:
        if self.naming or not self.has_places:
            return ("", "", "naming" if self.naming else "")
        by = "" if nameless(self.book, self.step) else self.slot.by  # whose words these are is not written down
        mode = "write" if self.writing else "choose"
        field = f"{self.slot.field}_{self.part}" if self.part else self.slot.field
        return (self.slot.of, field, "|".join((mode, self.slot.across, by, self.entry)))

    def go(self, of: str, field: str, use: str) -> None:
        mode, across, by, entry = (*use.split("|"), "", "", "", "")[:4]
        voices = self.voices()
        if mode == "naming" or not voices:
            return
        if by in voices and by != self.slot.by:
            self.naming = False
            self.slot = Slot(by=by)
        places = self.places
        base, _, part = field.rpartition("_")
        if field in places.fields or part not in (EVIDENCE, OWN) or base not in places.fields:
            base, part = field, ""
        found = [
            slot
            for slot in places.slots
            if slot.of == of and (not base or slot.field == base) and (not across or slot.across == across)
        ]
        slot = next((slot for slot in found if slot.by == by), found[0] if found else None)
        if slot is None:
            return
        if mode:
            self.writing = mode == "write"
        self.visiting = bool(part) and self.writing and not self.opens_in_writing
        self.to(slot, part if self.writing else "", "")
        if entry and any(one.id == entry for one in self.entries()):
            self.to(slot, "", entry)


def line_rows(pane: AskPane, slot: Slot) -> int:
    """How many rows the line at hand may grow to."""
    if pane.part or pane.entry:
        return LINE_ROWS
    return pane.editor(slot).line_rows(pane.asked(slot))
