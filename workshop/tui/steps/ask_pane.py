"""What the keys do in an `ask`, whatever its look: from field to field, in lists, choices and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.session import hands
from workshop.session.changes import AddEntry, MoveEntry, RemoveEntry
from workshop.session.flow import Slot
from workshop.text import is_blank
from workshop.tui.fields.base import Asked
from workshop.tui.fields.scale import mark_of
from workshop.tui.pane import Pair
from workshop.tui.rows import cut
from workshop.tui.steps.ask_cursor import EVIDENCE, OWN
from workshop.tui.steps.ask_keeping import KeepingPane

if TYPE_CHECKING:
    from workshop.session.landing import Place
    from workshop.session.pasted import Pasted


class Mark(NamedTuple):
    """What a click on a row means: a place, an entry of its list, an option of its choice, its evidence."""

    slot: Slot
    entry: str = ""
    option: int = -1
    part: str = ""


class AskPane(KeepingPane):
    """Opens in Writing where there is something to write, else in Choosing."""

    arrows_move = False  # ← → go to another row or column also where they could turn an answer

    # ------------------------------------------------------------------------------------------------------ Writing

    def enter(self, text: str) -> None:
        if self.counting:
            self.enter_hands(text)
        elif self.naming and self.looks_like_hands(text):
            self.begin_count()
            self.enter_hands(text)
        elif self.naming:
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
        if self.counting:
            return self.move_hands(key, text)
        if self.naming:
            return self._move_naming(key, text)
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
        if self.visiting:
            self.choose()
        self._move_on(key)
        return True

    def _move_naming(self, key: str, text: str) -> bool:
        voices = self.voices()
        if key in ("up", "shift+tab") and voices:
            self.name_begun = text
            self.be(voices[-1])
            return True
        return False

    def _up_to_entries(self, text: str) -> None:
        last = self.entries()[-1].id
        slot = self.slot
        self.choose()
        self.to(slot, "", last)
        if not is_blank(text):
            self.unkept[slot, ""] = text
        self.lifted = True

    def _move_on(self, key: str) -> None:
        """To another field by ↑ ↓ or Tab; a line that was left is kept by now."""
        if self.part and key in ("up", "shift+tab"):
            self.to(self.slot)
        elif key in ("down", "tab"):
            if not (self.step_down(1) if key == "down" else self.step_by(1)):
                if key == "tab" and self.many_voices and not self.together and self.hand_over(1):
                    return
                self.to(self.slot, self.part if self.writing else "")
        elif not (self.step_down(-1) if key == "up" else self.step_by(-1)):
            if key == "shift+tab" and self.many_voices and not self.together and self.hand_over(-1):
                return
            if key == "up":
                self.choose()
            self.to(self.slot)

    def sideways(self, key: str) -> bool:
        """← → Home End where no text is in the way: a look may move by them."""
        return False

    def escape(self, text: str) -> None:
        """To Choosing. What is an answer is kept as one; what is not yet is held, and stands there."""
        if self.counting:
            if is_blank(text) or self.commit_hands(text):
                self.end_count()
            return
        if self.naming:
            self.name_begun = text
            if self.voices():
                self.be(self.voices()[-1])
            self.choose()
            return
        if not self.has_places:
            self.choose()
            return
        slot, entry = self.slot, self.entry
        if self.line_open:
            is_list = self.editor().stays and not entry and not self.part
            if (is_list or not self.commit(text)) and not is_blank(text) and not entry:
                self.unkept[slot, self.part] = text
        self.choose()
        found = self.entries()
        self.to(slot, "", entry or (found[-1].id if found else ""))

    def typed(self, text: str) -> bool:
        return self.counting or (not self.naming and self.has_places and not self.part and self.editor().reads)

    def copied(self) -> str:
        if self.counting or not self.has_places:
            return ""
        asked = self.asked()
        if self.entry:
            return next((one.text for one in self.entries() if one.id == self.entry), "")
        if self.part == EVIDENCE:
            return asked.evidence
        return "\n".join(one.text for one in self.entries()) or self.editor().words(asked)

    def landing_place(self, found: Pasted, text: str) -> Place | None:
        from workshop.session.landing import Place

        if self.counting or not self.has_places or self.part or self.entry or not self.lands_here(found, text):
            return None
        slot = self.slot
        return Place(self.stop.at, slot.of, slot.across, slot.field, slot.by, self.kept(slot.by))

    def lands_here(self, found: Pasted, text: str) -> bool:
        return found.is_table

    def landed(self, text: str) -> None:
        self.to(self.slot)

    def take_cells(self, found: Pasted, text: str) -> bool:
        if self.line_open and self.landing_place(found, text) is not None and not self.commit(text):
            return True
        return super().take_cells(found, text)

    def paste(self, lines: list[str], text: str) -> bool:
        if self.counting:
            return False
        if not self.has_places or self.part or self.entry or not self.takes_line:
            return False
        if self.editor().stays:
            if not is_blank(text):
                lines = [f"{text} {lines[0]}", *lines[1:]]
            name = self.slot.field
            if self.host.do(*(AddEntry(**self.spot(self.slot), field=name, text=line) for line in lines)):
                self.unkept.pop((self.slot, ""), None)
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

    # --------------------------------------------------------------------------------------------------------- keys

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
        return key == "w" and self.begin_count()

    def _key_answers(self, key: str) -> bool:
        """A key that is an answer to a field without a line."""
        if self.part or self.takes_line or (key in ("left", "right") and self.arrows_move):
            return False
        if key in ("up", "down") and self._point_by(1 if key == "down" else -1):
            return True
        if key == "enter" and self.hand.moved and self.option_rows() and not self.adds_choices(self.asked()):
            key = str(self.hand.option + 1)
        self.hand.writing = self.writing
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

    def _point_by(self, way: int) -> bool:
        """↑ ↓ through options that stand on a row each; False: past their ends."""
        options = self.option_rows()
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
        if key == "w" and self.many_voices:
            self.begin_count()
            return True
        return key == "v" and self.show_or_hide()

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
        lifted = self.lifted
        if not self.step_down(way):
            return
        if lifted:  # only passing: on to write in the next field
            self.write()
        elif found := self.entries():
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
            if self.host.do(RemoveEntry(**self.spot(slot), field=slot.field, id=self.entry)):
                self.host.say(t("run.removed", self.lang, what=cut(found[at].text, 40)))
                rest = self.entries()
                self.entry = rest[min(at, len(rest) - 1)].id if rest else ""
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
                self.host.do(MoveEntry(**self.spot(self.slot), field=self.slot.field, id=self.entry, after=after))
        else:
            return False
        return True

    def _put_down_at(self, id: str) -> None:
        """An entry that is being moved goes to where one clicks."""
        ids = [entry.id for entry in self.entries()]
        if self.entry in ids and id in ids and id != self.entry:
            to = ids.index(id)
            ids.remove(self.entry)
            after = ids[to - 1] if to else ""
            self.host.do(MoveEntry(**self.spot(self.slot), field=self.slot.field, id=self.entry, after=after))
        self.moving = False

    def click(self, target: object, x: int) -> None:
        if not isinstance(target, Mark) or target.slot not in self.places.index:
            return
        if self.line_open and not self.commit(self.host.line_text):
            return
        if self.moving and target.slot == self.slot and target.entry:
            self._put_down_at(target.entry)
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

    def click_sign(self, target: object, x: int, press: str) -> None:
        """A dot, an option or a day: the answer to the question it stands at."""
        if not isinstance(target, Mark) or target.slot not in self.places.index:
            super().click_sign(target, x, press)
            return
        if target.slot != self.slot or self.part or self.entry:
            if self.line_open and not self.commit(self.host.line_text):
                return
            self.to(target.slot)
        if not self.takes_line:
            self._key_answers(press)
        elif self.set(self.slot, self.editor().read(self.asked(), press)):
            if self.line_open:
                self.host.set_line(self.editor().typed(self.asked()))
            self.next_open()

    def pairs(self) -> list[Pair]:
        if self.counting:
            return self.pairs_hands()
        if self.naming:
            count = [Pair("w", "hands.keys.all_at_once", "w")] if self.can_count and self.hand_slots() else []
            return [Pair("Enter", "ask.keys.begins")] if self.writing else [Pair("a", "ask.keys.who"), *count]
        if not self.has_places:
            return []
        if self.moving:
            return [Pair("↑↓", "keys.move_to"), Pair("Enter", "keys.done")]
        return self._pairs_writing() if self.writing else self._pairs_choosing()

    def _pairs_writing(self) -> list[Pair]:
        if self.entry:
            return [Pair("Enter", "keys.save")]
        if self.part == EVIDENCE:
            return [Pair("Enter", "ask.keys.evidence_done"), Pair("Tab", self._next_words, "tab")]
        if self.part:
            return [Pair("Enter", "keys.done")]
        if not self.takes_line:
            onward = "ask.keys.evidence" if self.asked().field.evidence else self._next_words
            return [*self.editor().pairs(self.asked()), Pair("Enter", onward), Pair("↑↓", self._place_words)]
        adds = self.editor().stays or self.adds_choices(self.asked())
        pairs = [Pair("Enter", "keys.adds" if adds else self._next_words)]
        if self.editor().multiline(self.asked()):
            pairs.append(Pair("Ctrl+J", "ask.keys.new_line"))
        if self.editor().stays:
            pairs.append(Pair("Tab", self._next_words, "tab"))
        if self.many_voices and not self.together and len(self.places.slots) == 1:
            return [*pairs[1:], Pair("Enter", "ask.keys.next_voice"), Pair("Tab", "ask.keys.passes", "tab")]
        return [*pairs, Pair("↑↓", self._place_words)] if len(self.places.slots) > 1 else pairs

    @property
    def _next_words(self) -> str:
        """What Enter comes to next, as the key row calls it."""
        if self.together and len(self.step.fields) == 1:
            return "keys.next_voice"
        return "keys.next_row" if self.step.has_rows and len(self.step.fields) == 1 else "ask.keys.next"

    @property
    def _place_words(self) -> str:
        if self.together and len(self.step.fields) == 1:
            return "ask.keys.voices"
        return "ask.keys.lines" if self.step.has_rows and len(self.step.fields) == 1 else "ask.keys.fields"

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
        if self.many_voices and not self.together and len(self.voices()) > 1:
            pairs.append(Pair("Tab", "ask.keys.next_voice", "tab"))
        if self.can_count and hands.takes(asked.field):
            pairs.append(Pair("w", "hands.keys.all_at_once", "w"))
        if len(self.places.slots) > 1:
            pairs.append(Pair("↑↓", self._place_words))
        if not self.entry and not self.takes_line and self.places.is_answered(self.slot):
            zero = isinstance(asked.field, ScaleField) and mark_of(asked.field, "0") is not None  # then it is an answer
            pairs.append(Pair("Delete" if zero else "0", "ask.keys.clears", "delete" if zero else "0"))
        if self.can_show:
            names = self._names_come_later and self.names_hidden
            pairs.append(Pair("v", "ask.keys.shows" if self.hidden else "ask.keys.names" if names else "ask.keys.hides"))
        return pairs

    # -------------------------------------------------------------------------------------------------------- place

    def place(self) -> tuple[str, str, str]:
        if self.counting:
            return (self.slot.of, self.slot.field, f"hands|{self.slot.across}")
        if self.naming or not self.has_places:
            return ("", "", "naming" if self.naming else "")
        slot, part, mode = self.slot, self.part, "write" if self.writing else "choose"
        if not self.writing and self.unkept:  # its line is where one comes back to
            (slot, part), mode = next(iter(self.unkept)), "write"
        by = "" if self.nameless else slot.by  # whose words these are is not written down
        field = f"{slot.field}_{part}" if part else slot.field
        return (slot.of, field, "|".join((mode, slot.across, by, self.entry if slot == self.slot else "")))

    @property
    def held(self) -> str:
        """What stood on a line that was left and is in no answer yet: with `place` it goes into the draft."""
        return self.name_begun or next(iter(self.unkept.values()), "")

    def to_text(self, of: str, across: str, field: str, by: str, id: str) -> None:
        voice = next((voice for voice in self.voices() if self.kept(voice) == by), "")
        self.go(of, field, "|".join(("choose", across, voice, id)))

    def go(self, of: str, field: str, use: str) -> None:
        mode, across, by, entry = (*use.split("|"), "", "", "", "")[:4]
        if mode == "hands":
            wanted = Slot(of, across, field)
            if self.begin_count() and wanted in self.hand_slots():
                self.hand_at(wanted)
            return
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
