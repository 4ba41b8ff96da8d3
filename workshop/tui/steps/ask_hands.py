"""The whole room's answers to an `ask` on one line, a person a figure, for each row in turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.session import hands
from workshop.session.changes import Change, SetField
from workshop.session.flow import Slot
from workshop.session.model import new_id
from workshop.text import is_blank
from workshop.tui.fields.choice import offered
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, bold, columns, cut, faint, row, soft, warn, wrap
from workshop.tui.steps.ask_cursor import CursorPane

READ_BACK = 3  # rows of who answers what


class HandsPane(CursorPane):
    """`w` opens the line. What is on it stands for the voices in order; where nobody was named, each figure is a voice."""

    counting = False

    def __init__(self, host: Any, stop: Any) -> None:
        self.counted: dict[Slot, list[str]] = {}  # the voices of a place whose answers were entered here, all at once
        super().__init__(host, stop)

    # ------------------------------------------------------------------------------------------------ what there is
    @property
    def can_count(self) -> bool:
        """Whether a question here is answered by one figure a person."""
        if not self.many_voices or self.nobody_to_answer or self.step.deal:
            return False
        return any(hands.takes(field) for field in self.step.fields)

    def hand_voices(self) -> tuple[str, ...]:
        return tuple(voice for voice in self.voices() if voice)

    @property
    def open_ended(self) -> bool:
        """Whether a figure more is a voice more."""
        return self.step.by == "each" and not self.book.session.present

    def hand_slots(self) -> list[Slot]:
        """Every row, column and field that is answered so, once for all voices."""
        places = self.places_of(self.hand_voices()[:1] or ("",))
        found = [slot._replace(by="") for slot in places.slots if hands.takes(places.fields[slot.field])]
        return list(dict.fromkeys(found))

    def options_of(self, slot: Slot) -> list[tuple[str, str]]:
        asked = self.places_of(("",)).asked(slot, self.lang)
        return [(one.id, one.title) for one in offered(asked)] if isinstance(asked.field, ChoiceField) else []

    def field_of(self, slot: Slot) -> Any:
        return self.places.fields[slot.field]

    def read_hands(self, slot: Slot, text: str) -> hands.Hands:
        return hands.read(text, self.field_of(slot), [id for id, _ in self.options_of(slot)], self.lang)

    def looks_like_hands(self, text: str) -> bool:
        """Whether a line that asked for a name holds the answers of a whole room."""
        slots = self.hand_slots() if self.can_count and self.open_ended else []
        if not slots:
            return False
        found = self.read_hands(slots[0], text)
        return not found.wrong and len(found.values) > 1 and (" " in text.strip() or "," in text)

    def more_ways(self) -> list[str]:
        slots = self.hand_slots() if self.can_count and self.open_ended else []
        return [t("hands.or_all", self.lang, example=self._example(self.field_of(slots[0]).kind))] if slots else []

    def _example(self, kind: str) -> str:
        return {"yesno": "{0} {0} n".format(language.writing(self.lang).yes), "choice": "1 3 1"}.get(kind, "5 4 4 2")

    # ------------------------------------------------------------------------------------------------------ the line
    def begin_count(self) -> bool:
        slots = self.hand_slots() if self.can_count else []
        if not slots:
            self.host.say(t("hands.not_here", self.lang))
            return False
        here = self.slot._replace(by="")
        self.naming = False
        self.counting = self.writing = True
        self.hand_at(here if here in slots else slots[0])
        return True

    def hand_at(self, slot: Slot) -> None:
        """Another question is at hand, with what was entered for it."""
        self.slot = slot._replace(by=self.slot.by)
        voices = self.counted.get(slot)
        text = ""
        if voices:
            places = self.places_of(tuple(voices))
            values = [places.cell(slot._replace(by=voice)).get(slot.field) for voice in voices]
            text = hands.write(values, self.field_of(slot), [id for id, _ in self.options_of(slot)], self.lang)
        self.host.set_line(text)

    def end_count(self) -> None:
        self.counting = self.writing = False
        self.host.set_line("")
        voices = self.voices()
        if voices and self.slot.by not in voices:
            self.slot = self.slot._replace(by=voices[0])
        if voices:
            self.to(self.slot)
        else:
            self.ask_name()

    def enter_hands(self, text: str) -> None:
        if not self.commit_hands(text):
            return
        slots, here = self.hand_slots(), self.slot._replace(by="")
        at = slots.index(here) + 1 if here in slots else len(slots)
        if at < len(slots):
            self.hand_at(slots[at])
        else:
            self.end_count()
            n = len(self.heard() - {""})
            self.host.say(t("hands.done" if self.can_show and self.hidden else "hands.done_shown", self.lang, n=n))

    def move_hands(self, key: str, text: str) -> bool:
        if key not in ("up", "down", "tab", "shift+tab"):
            return False
        slots, here = self.hand_slots(), self.slot._replace(by="")
        at = (slots.index(here) if here in slots else 0) + (-1 if key in ("up", "shift+tab") else 1)
        if self.commit_hands(text) and 0 <= at < len(slots):
            self.hand_at(slots[at])
        return True

    def commit_hands(self, text: str) -> bool:
        """What is on the line to the voices. False: refused, and said."""
        slot = self.slot._replace(by="")
        before = self.counted.get(slot, [])
        if is_blank(text) and not before:
            return True
        found = self.read_hands(slot, text)
        if found.wrong:
            self.host.say(t("hands.wrong", self.lang, what=cut(found.wrong, 20)))
            return False
        voices = list(self.hand_voices())
        if len(found.values) > len(voices) and not self.open_ended:
            key = "hands.too_many_teams" if self.step.by != "each" else "hands.too_many"
            self.host.say(t(key, self.lang, n=len(found.values), of=len(voices)))
            return False
        voices += [new_id() for _ in range(len(found.values) - len(voices))]
        changes = self._setting(slot, voices[: max(len(found.values), len(before))], found.values)
        if changes and not self.host.do(*changes):
            return False
        self.counted[slot] = voices[: len(found.values)]
        return True

    def _setting(self, slot: Slot, voices: Sequence[str], values: Sequence[Any]) -> list[Change]:
        places = self.places_of(tuple(voices))
        out: list[Change] = []
        for at, voice in enumerate(voices):
            value = values[at] if at < len(values) else None
            if places.cell(slot._replace(by=voice)).get(slot.field) != value:
                where = self.spot_of(slot, voice)
                out.append(SetField(**where, field=slot.field, value=value))
        return out

    def spot_of(self, slot: Slot, by: str) -> dict[str, Any]:
        """Where a voice's answer lies, as a change names it."""
        return {"step": self.step.id, "at": self.stop.at, "of": slot.of, "across": slot.across, "by": by}

    # ------------------------------------------------------------------------------------------------------ drawing
    def hands_view(self, width: int, height: int) -> View:
        lang, slot = self.lang, self.slot._replace(by="")
        slots, voices = self.hand_slots(), self.hand_voices()
        at = slots.index(slot) + 1 if slot in slots else 1
        of = [faint(t("ask.nth", lang, n=at, of=len(slots)))] if len(slots) > 1 else []
        rows: list[Row] = [Row(columns([soft(t("hands.title", lang))], of, width)), EMPTY]
        field = self.field_of(slot)
        about = [self.book.label(one) for one in (slot.of, slot.across) if one]
        if len(self.step.fields) > 1:
            about.append(self.book.text(field.title))
        if about:
            lines = wrap(" · ".join(about), width, 0)[:3]
            rows += [Row((bold(text),)) for text in lines]
        asked = self.places_of(("",)).asked(slot, lang)
        legend = " · ".join(self.editor(slot).legend(asked))
        if not legend and (options := self.options_of(slot)):
            legend = " · ".join(f"{at} {title}" for at, (_, title) in enumerate(options, 1))
        if legend:
            rows.append(row(soft(cut(legend, width))))
        rows += [EMPTY] if about or legend else []
        line = LineAt(len(rows), 2, width - 2, 2, cut(t(f"hands.ghost_{field.kind}", lang), width - 3))
        rows += [row(accent("› ")), *[EMPTY] * (self.host.line_rows - 1), EMPTY]
        found = self.read_hands(slot, self.host.line_text)
        rows += self._read_back(found, field, voices, width)
        return View(rows[:height], line)

    def _read_back(self, found: hands.Hands, field: Any, voices: Sequence[str], width: int) -> list[Row]:
        """Who answers what, and what they say together; what could not be read."""
        slot, lang = self.slot._replace(by=""), self.lang
        if found.wrong:
            return [row(warn(cut(t("hands.wrong", lang, what=cut(found.wrong, 20)), width)))]
        rows: list[Row] = []
        options = self.options_of(slot)
        told_apart = not self.nameless or any(self.team_of(voice) for voice in voices)
        if told_apart and self.book.session.present:
            names = dict(options)
            pieces = [
                f"{self.voice_name(voice)} {'–' if value is None else self._word(value, field, names)}"
                for voice, value in zip(voices, found.values, strict=False)
            ]
            over = len(found.values) - len(voices)
            lines = wrap("   ".join(pieces), width, 0) if pieces else ()
            rows += [row(Span(cut(text, width))) for text in lines[:READ_BACK]]
            if over > 0:
                rows.append(row(warn(cut(t("hands.too_many", lang, n=len(found.values), of=len(voices)), width))))
            elif found.values and over < 0:
                rows.append(row(faint(cut(t("hands.left", lang, n=-over), width))))
        said = hands.said(found.values, field, options, lang)
        n = sum(1 for value in found.values if value is not None)
        if said:
            rows.append(row(soft(cut(f"{t('hands.answers', lang, n=n)} · {said}", width))))
        return rows

    def _word(self, value: Any, field: Any, names: dict[str, str]) -> str:
        if isinstance(value, bool):
            return t("ask.yes" if value else "ask.no", self.lang)
        return names.get(value, "") if isinstance(value, str) else hands.write([value], field, [], self.lang)

    def pairs_hands(self) -> list[Pair]:
        slots = self.hand_slots()
        more = len(slots) > 1
        onward = Pair("Enter", "keys.next_row" if more else "keys.done", "enter")
        pairs = [Pair(self._example(self.field_of(self.slot).kind), "hands.keys.one_each"), onward]
        return [*pairs, Pair("↑↓", "ask.keys.lines")] if more else pairs
