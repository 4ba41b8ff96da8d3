"""An `ask`: one question after the other, voice by voice and row by row. A line answers and goes on; a list takes one line
after the other until an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from workshop.errors import Refused
from workshop.language import t
from workshop.plain import fields, grammar
from workshop.plain.fields import Asked
from workshop.plain.rows import Rows
from workshop.plain.talk import Here, Said, Talk
from workshop.plain.turns import Onward
from workshop.plain.voices import Voices
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds.ask import Ask
from workshop.session import flow, hands
from workshop.session.changes import AddEntry, Change, EditEntry, MoveEntry, RemoveEntry, SetField
from workshop.session.choices import offered
from workshop.session.flow import Slot
from workshop.session.model import Cell, Item, new_id


def take(talk: Talk) -> None:
    Asking(talk).go()


class Asking:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.voices = Voices(talk)
        self.rows = Rows(talk)
        self.read_out: set[str] = set()  # fields whose choices were read here
        self.question_said = ""
        self.told: set[str] = set()  # types of fields of which it was said how they are answered
        self.was: Slot | None = None  # the place asked before
        self.last: Slot | None = None  # the place answered last: evidence belongs there
        self.writing: Slot | None = None  # a text of several lines that goes on
        self.parted = False  # the next line of it begins a new paragraph

    @property
    def step(self) -> Ask:
        step: Ask = self.talk.step
        return step

    # ------------------------------------------------------------------------------------------------------------ places

    def slots(self) -> list[Slot]:
        """Every place in order, by the voices as they are at hand."""
        found: list[Slot] = []
        for voice in self.voices.all():
            kept = self.voices.kept(voice)
            mine = flow.places(self.talk.book, self.talk.step, self.talk.at, by=kept)
            dealt = {row.id for row in self.talk.book.hand(self.step, kept, self.talk.at)} if self.step.deal else None
            found += [slot._replace(by=voice) for slot in mine if dealt is None or slot.of in dealt]
        return found

    def cell(self, slot: Slot) -> Cell:
        return self.talk.book.cell(self.talk.step, slot.of, slot.across, self.voices.kept(slot.by), self.talk.at)

    def asked(self, slot: Slot) -> Asked:
        talk = self.talk
        field = next(field for field in self.step.fields if field.id == slot.field)
        scope = talk.scope(slot.of, slot.across, self.voices.kept(slot.by))
        return Asked(talk.book, field, scope, self.cell(slot), talk.lang)

    def is_answered(self, slot: Slot) -> bool:
        asked = self.asked(slot)
        return bool(asked.entries()) if isinstance(asked.field, ListField) else asked.value is not None

    def where(self, slot: Slot) -> dict[str, Any]:
        """A place as a change names it."""
        return {"step": self.step.id, "at": self.talk.at, "of": slot.of, "across": slot.across, "by": slot.by}

    def first(self, slots: Sequence[Slot]) -> Slot:
        """Where to begin: where one was, else what is not answered, else the first."""
        here = self.talk.here.slot
        if here in slots:
            return here
        if here.of or here.field:  # as the file has it: the row and the question, not whose
            near = [slot for slot in slots if (slot.of, slot.field) == (here.of, here.field)]
            if near:
                return next((slot for slot in near if not self.is_answered(slot)), near[0])
        return next((slot for slot in slots if not self.is_answered(slot)), slots[0])

    # ------------------------------------------------------------------------------------------------------------- asking

    def go(self) -> None:
        self.voices.seat()
        slots = self.slots()
        slot = self.first(slots) if slots else None
        while True:
            slots = self.slots()
            if slot is not None and slot not in slots:
                slot = self.first(slots) if slots else None
            if slot is None:
                self.nothing()
                slots = self.slots()
                slot = self.first(slots) if slots else None
                continue
            self.talk.here = Here(slot)
            self.announce(slot)
            said = self.talk.hear(
                partial(self.prompt, slot),
                local=self.commands(slot),
                listing=self.read,
                asking=partial(self.ask_again, slot),
                tells=self.tells(slot),
            )
            self.was = slot
            slot = self.heard(said, slot)

    def nothing(self) -> None:
        """No place to answer: nothing that it asks about is there yet."""
        talk = self.talk
        why = self.voices.nobody() or talk.t("no_rows_list" if self.rows.can_add else "no_rows")
        said = talk.hear(why, local=("row", "add"), listing=self.read)
        if said.command == "row":
            self.rows.obey(said.text)
        elif said.command or (said.text and self.rows.can_add):
            self.rows.add(said.text)
        elif said.text:
            talk.refuse_with("nothing_asked")
        else:
            raise Onward

    def announce(self, slot: Slot) -> None:
        """Who answers now and about what, where that is another than before; what there is to choose among, and what stands
        there already."""
        talk, was, book = self.talk, self.was, self.talk.book
        self.voices.say_hidden(was is None)
        if slot.of and (was is None or (was.of, was.by) != (slot.of, slot.by)):
            talk.say(self.rows.place(slot.of))
            for line in self.rows.beside(slot.of):
                talk.say(line)
        if slot == was:
            return
        asked = self.asked(slot)
        if slot.field not in self.read_out:
            self.read_out.add(slot.field)
            if hint := book.text(asked.field.hint, asked.scope):
                talk.tell("hint", what=hint)
            for line in fields.choices(asked):
                talk.say(line)
        if entries := asked.entries():
            talk.tell("there_already", n=len(entries), what=listed([entry.text for entry in entries]))
        elif answer := fields.words(asked):
            talk.tell("answer_now", answer=answer)

    def prompt(self, slot: Slot) -> str:
        """The question, so that it can be understood by itself: whose it is, what it is about, how it is answered."""
        talk, asked = self.talk, self.asked(slot)
        if slot == self.writing:
            return talk.t("more_after_gap" if self.parted else "more_lines")
        if slot == self.was and isinstance(asked.field, ListField):
            lead = [self.voices.name(slot.by), *(self.rows.short(id) for id in (slot.of, slot.across) if id)]
            lead.append(asked.title if len(self.step.fields) > 1 else self.title)
            return talk.t("nth", what=", ".join(part for part in lead if part), n=len(asked.entries()) + 1)
        question = self.question(slot, asked)
        fresh = self.was is None or self.was.by != slot.by
        lead = [self.voices.lead(slot.by, fresh)]
        lead += [self.rows.short(id) for id in (slot.of, slot.across) if id and self.rows.name(id) not in question]
        if len(self.step.fields) > 1 and asked.title not in question:
            lead.append(asked.title)
        again = bool(slot.of) and not fresh and question == self.question_said
        self.question_said = question
        parts = [", ".join(one for one in lead if one), "" if again else question, self.how(asked, again)]
        return " ".join(_sentence(part) for part in parts if part)

    def how(self, asked: Asked, again: bool = False) -> str:
        """How it is answered; what is the same for every list and every long text is said once in each stay, and the ends of a
        scale once where the same is asked of row after row (`again`)."""
        kind = asked.field.kind
        if again and isinstance(asked.field, ScaleField):
            return self.talk.t("how.scale", low=asked.field.min, high=asked.field.max)
        if kind not in ("list", "text"):
            return fields.how(asked)
        fresh = kind not in self.told
        self.told |= {kind} if fields.how(asked) else set()
        return fields.how(asked) if fresh else ""

    @property
    def title(self) -> str:
        return self.talk.book.text(self.step.title)

    def question(self, slot: Slot, asked: Asked) -> str:
        if len(self.step.fields) > 1 or asked.field.prompt is not None:
            return asked.question
        return self.talk.book.text(self.step.prompt, asked.scope) or self.title

    def about(self, slot: Slot) -> list[str]:
        return [self.talk.book.label(id) for id in (slot.of, slot.across) if id]

    def ask_again(self, slot: Slot) -> None:
        """All of it once more: who, about what, the choices, what stands there."""
        self.was = None
        self.read_out.discard(slot.field)
        self.announce(slot)

    def commands(self, slot: Slot) -> tuple[str, ...]:
        """Those that have anything to work on here."""
        field = self.asked(slot).field
        found = ["edit", "delete", "move"] if isinstance(field, ListField) else ["delete"]
        found += ["paragraph"] if _is_long(self.asked(slot)) else []
        found += ["add"] if self.rows.can_add else []
        found += ["row"] if self.rows.is_many else []
        found += ["evidence"] if field.evidence or self.last is not None else []
        if self.voices.many:
            found += ["who", *(["hands"] if hands.takes(field) else [])]
        return tuple(found)

    def tells(self, slot: Slot) -> list[str]:
        """What else can be written here."""
        asked = self.asked(slot)
        found = [self.talk.t("can.entries")] if isinstance(asked.field, ListField) else [self.talk.t("can.clear")]
        if _is_long(asked):
            found.append(self.talk.t("can.paragraph"))
        if asked.field.evidence:
            found.append(self.talk.t("can.evidence"))
        if self.rows.is_many:
            found.append(self.talk.t("can.rows_mend" if self.rows.can_add else "can.rows"))
        if self.voices.many:
            found.append(self.talk.t("can.who"))
            if hands.takes(asked.field):
                found.append(self.talk.t("can.hands"))
        return found

    # ------------------------------------------------------------------------------------------------------------ answers

    def heard(self, said: Said, slot: Slot) -> Slot | None:
        """What was said at a place; the place to ask at then."""
        if said.command:
            return self.obey(said, slot)
        if not said.text:
            self.writing, self.parted = None, False
            return self.after(slot)
        asked = self.asked(slot)
        if isinstance(asked.field, ListField):
            self.talk.do(AddEntry(**self.where(slot), field=slot.field, text=said.text))
            self.last = slot
            return slot
        if slot == self.writing:
            self._write_on(slot, said.text)
            return slot
        try:
            values = fields.read(asked, said.text)
        except Refused as refusal:
            self.talk.refuse(refusal.words(self.talk.lang))
            return slot
        if not self.set(slot, values):
            return slot
        self.last = slot
        if back := fields.read_back(self.asked(slot)):
            self.talk.say(_sentence(back))
        if _is_long(asked):
            self.writing, self.parted = slot, False
            return slot
        return self.after(slot)

    def _write_on(self, slot: Slot, text: str) -> None:
        """One more line of a long text; after an empty one, where a paragraph was asked for."""
        if self.set(slot, {slot.field: f"{self.asked(slot).value}\n{chr(10) * self.parted}{text}"}):
            self.parted = False

    def _paragraph(self, text: str, slot: Slot) -> Slot | None:
        """`/paragraph`: an empty line in the text, which by itself would end it, and what follows on the same line. The text
        that stands there goes on; where there is none the words are its first."""
        if self.asked(slot).value is None:
            return self.heard(Said(text), slot) if text else slot
        self.writing, self.parted, self.last = slot, True, slot
        if text:
            self._write_on(slot, text)
        return slot

    def set(self, slot: Slot, values: Any) -> bool:
        changes = [SetField(**self.where(slot), field=name, value=value) for name, value in values.items()]
        return self.talk.do(*changes)

    def after(self, slot: Slot) -> Slot:
        """The place after this one; after the last of somebody who was not named, the first of the next."""
        slots = self.slots()
        at = slots.index(slot) + 1 if slot in slots else 0
        if at < len(slots):
            following = slots[at]
            if self.voices.open_ended and following.by != slot.by and not self.has_said(slot.by):
                raise Onward
            return following
        raise Onward

    def has_said(self, voice: str) -> bool:
        return voice in self.talk.book.voices(self.talk.step)

    # ----------------------------------------------------------------------------------------------------------- commands

    def obey(self, said: Said, slot: Slot) -> Slot | None:
        match said.command:
            case "row":
                return self._to(self.rows.obey(said.text), slot)
            case "add":
                return self._to(self.rows.add(said.text or self.talk.ask(self.talk.t("which_more"))), slot)
            case "who":
                return self._who(said.text, slot)
            case "evidence":
                self._evidence(said.text, slot)
            case "paragraph":
                return self._paragraph(said.text, slot)
            case "hands":
                return self._hands(said.text, slot)
            case "edit":
                self._edit(said.text, slot)
            case "delete":
                self._delete(said.text, slot)
            case "move":
                self._move(said.text, slot)
        return slot

    def _to(self, to: str, slot: Slot) -> Slot | None:
        """The first open question of a row; "" stays."""
        if not to:
            return slot
        self.was = None
        slots = self.slots()
        mine = [one for one in slots if one.of == to and one.by == slot.by]
        return next((one for one in mine if not self.is_answered(one)), mine[0] if mine else slot)

    def _who(self, rest: str, slot: Slot) -> Slot | None:
        voice = self.voices.meant(rest) if rest else None
        if voice is None:
            names = [self.voices.name(one) for one in self.voices.all()]
            self.talk.say(listed(names)) if not rest else self.talk.refuse_with("nobody_called", who=rest)
            return slot
        mine = [one for one in self.slots() if one.by == voice]
        return next((one for one in mine if not self.is_answered(one)), mine[0] if mine else slot)

    def _evidence(self, rest: str, slot: Slot) -> None:
        """Beside the answer at hand, or where it has none yet the one given last."""
        target = slot if self.is_answered(slot) or self.last is None else self.last
        field = self.asked(target).field
        if not field.evidence:
            self.talk.refuse_with("no_evidence")
        elif not rest:
            self.talk.say(str(self.cell(target).get(f"{field.id}_evidence") or self.talk.t("no_evidence_yet")))
        elif self.set(target, {f"{field.id}_evidence": rest}):
            lead = [*self.about(target), self.asked(target).title if len(self.step.fields) > 1 else ""]
            self.talk.tell("evidence_for", what=", ".join(one for one in lead if one) or self.title)

    def _entry(self, n: int, slot: Slot) -> Item | None:
        entries = self.asked(slot).entries()
        if 1 <= n <= len(entries):
            return entries[n - 1]
        self.talk.refuse_with("no_number", n=n, of=len(entries))
        return None

    def _edit(self, rest: str, slot: Slot) -> None:
        n, text = grammar.number_and_rest(rest)
        if not isinstance(self.asked(slot).field, ListField):
            self.talk.refuse_with("write_anew")
        elif (entry := self._entry(n, slot)) is not None:
            text = text or self.talk.ask(self.talk.t("new_words", old=entry.text))
            if text:
                self.talk.done(EditEntry(**self.where(slot), field=slot.field, id=entry.id, text=text))

    def _delete(self, rest: str, slot: Slot) -> None:
        """An entry by its number; without one the latest, or the answer that stands here."""
        asked = self.asked(slot)
        if not isinstance(asked.field, ListField):
            if asked.value is None:
                self.talk.refuse_with("nothing_here")
            else:
                self.talk.done(SetField(**self.where(slot), field=slot.field, value=None))
            return
        found = grammar.numbers(rest)
        entry = self._entry(found[0] if found else len(asked.entries()), slot)
        if entry is not None:
            self.talk.done(RemoveEntry(**self.where(slot), field=slot.field, id=entry.id))

    def _move(self, rest: str, slot: Slot) -> None:
        entries, found = self.asked(slot).entries(), grammar.numbers(rest)
        if len(found) != 2 or not all(1 <= n <= len(entries) for n in found):
            self.talk.refuse_with("move_how", word=grammar.word("move", self.talk.lang))
            return
        moved = entries[found[0] - 1]
        rest_of = [entry for entry in entries if entry.id != moved.id]
        after = rest_of[found[1] - 2].id if found[1] > 1 else ""
        self.talk.done(MoveEntry(**self.where(slot), field=slot.field, id=moved.id, after=after))

    # -------------------------------------------------------------------------------------------------- the whole room

    def _hands(self, rest: str, slot: Slot) -> Slot:
        """Everybody's answer to the question at hand on one line, in the order of the voices."""
        talk, asked = self.talk, self.asked(slot)
        if not self.voices.many or not hands.takes(asked.field):
            talk.refuse_with("no_hands")
            return slot
        rest = rest or talk.ask(talk.t("hands_how"))
        field: Any = asked.field
        options = [option.id for option in offered(talk.book, field, asked.scope, talk.lang)] if field.kind == "choice" else []
        found = hands.read(rest, asked.field, options, talk.lang)
        voices = list(self.voices.all())
        if found.wrong:
            talk.refuse(t("hands.wrong", talk.lang, what=found.wrong) + ".")
            return slot
        if self.voices.open_ended:
            voices = [*voices[:-1], *(new_id() for _ in range(len(found.values)))][-len(found.values) :] if found.values else []
        if len(found.values) > len(voices):
            talk.refuse_with("hands_too_many", n=len(found.values), of=len(voices))
            return slot
        changes: list[Change] = []
        for voice, value in zip(voices, found.values, strict=False):
            place = slot._replace(by=voice)
            if value is not None and self.cell(place).get(slot.field) != value:
                changes.append(SetField(**self.where(place), field=slot.field, value=value))
        if changes and talk.do(*changes):
            titles = [(option.id, option.title) for option in asked.options()]
            talk.tell("hands_taken", n=len(changes), said=hands.said(found.values, asked.field, titles, talk.lang))
            return self._after_hands(slot)
        return slot

    def _after_hands(self, slot: Slot) -> Slot:
        """The next question with the same voice; after the last, on."""
        mine = [one for one in self.slots() if one.by == slot.by]
        at = mine.index(slot) + 1 if slot in mine else 0
        if at < len(mine):
            return mine[at]
        raise Onward

    # ------------------------------------------------------------------------------------------------------------ reading

    def read(self) -> None:
        """All that is answered, as far as it may be heard, row by row."""
        talk, said = self.talk, 0
        voices = self.voices.all() if not self.voices.hidden else (talk.here.slot.by,)
        for slot in self.slots():
            if slot.by not in voices or not self.is_answered(slot):
                continue
            asked = self.asked(slot)
            lead = [self.voices.name(slot.by), *self.about(slot), asked.title if len(self.step.fields) > 1 else ""]
            evidence = str(self.cell(slot).get(f"{slot.field}_evidence") or "")
            more = f" ({evidence})" if evidence else ""
            talk.say(f"{', '.join(one for one in lead if one) or self.title}: {fields.words(asked)}{more}")
            said += 1
        if not said:
            talk.tell("nothing_yet")
        left = sum(not self.is_answered(slot) for slot in self.slots())
        if said and left:
            talk.tell("left_open", n=left)


def listed(texts: Sequence[str]) -> str:
    """`1 queues, 2 a price that is not clear`: so that each can be called by its number."""
    return ", ".join(f"{at} {text}" for at, text in enumerate(texts, start=1))


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text.endswith((".", "?", "!", ":", "…", "”")) else f"{text}."


def _is_long(asked: Asked) -> bool:
    """Whether a text may be of several lines."""
    return isinstance(asked.field, TextField) and asked.field.lines > 1
