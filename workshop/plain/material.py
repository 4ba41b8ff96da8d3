"""What sort, matrix, group and vote have in common by ear: the things by number, the voices in turn and the rows of `each`."""

from __future__ import annotations

from typing import Any

from workshop.plain.grammar import bare
from workshop.plain.rows import Rows
from workshop.plain.talk import Here, Talk
from workshop.plain.turns import Onward
from workshop.plain.voices import Voices
from workshop.scenario.kinds.list import ListStep
from workshop.session.changes import AddItem
from workshop.session.flow import Slot
from workshop.session.model import Cell, Item, Spot


class Material:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.voices = Voices(talk)
        self.rows = Rows(talk)
        self.part = (talk.here.slot.of, talk.here.slot.by)
        self.said: tuple[str, str] | None = None  # the row and voice that were announced
        self.fresh = False  # whether it has just become another's turn

    @property
    def step(self) -> Any:
        return self.talk.step

    @property
    def of(self) -> str:
        return self.part[0]

    @property
    def by(self) -> str:
        return self.part[1]

    def parts(self) -> list[tuple[str, str]]:
        """Row by row, voice by voice."""
        rows = [row.id for row in self.rows.all()] if self.step.each is not None else [""]
        return [(of, by) for of in rows for by in self.voices.all()]

    def settle(self) -> bool:
        """The row and voice at hand are among those there are. False: there are none."""
        parts = self.parts()
        if self.part not in parts:
            self.part = next((part for part in parts if not self.is_done(part)), parts[0]) if parts else ("", "")
        self.talk.here = Here(Slot(of=self.of, by=self.by))
        return bool(parts)

    def is_done(self, part: tuple[str, str]) -> bool:
        return bool(self.cell_of(part))

    def onward(self) -> None:
        """The next row or voice; after the last of them the next step."""
        parts = self.parts()
        at = parts.index(self.part) + 1 if self.part in parts else len(parts)
        if at >= len(parts) or (self.voices.open_ended and not self.cell):
            raise Onward
        self.part = parts[at]

    def to_voice(self, rest: str) -> bool:
        """`/who Anna`; without a name the names are read."""
        voice = self.voices.meant(rest) if rest else None
        if voice is not None:
            self.part = (self.of, voice)
        elif rest:
            self.talk.refuse_with("nobody_called", who=rest)
        else:
            self.talk.say(", ".join(f"{at} {self.voices.name(one)}" for at, one in enumerate(self.voices.all(), start=1)))
        return voice is not None

    def to_row(self, rest: str) -> None:
        if to := self.rows.obey(rest):
            self.part = (to, self.by)

    # --------------------------------------------------------------------------------------------------------- what there is

    def things(self) -> tuple[Item, ...]:
        found: tuple[Item, ...] = self.talk.book.material(self.step, self.talk.at, self.of)
        return found

    def name(self, item: Item) -> str:
        return item.text or self.talk.book.label(item.id)

    @property
    def spot(self) -> Spot:
        return self.spot_of(self.part)

    def spot_of(self, part: tuple[str, str]) -> Spot:
        of, by = part
        return Spot(self.talk.book.latest(self.step, self.talk.at), self.talk.at, of, "", self.voices.kept(by))

    @property
    def cell(self) -> Cell:
        """What the voice at hand has said."""
        return self.cell_of(self.part)

    def cell_of(self, part: tuple[str, str]) -> Cell:
        return self.talk.book.session.cell(self.step.id, self.spot_of(part))

    def where(self) -> dict[str, Any]:
        return {"step": self.step.id, "at": self.talk.at, "of": self.of, "by": self.by}

    def called(self, word: str) -> Item | None:
        """A thing by its number or how it begins."""
        things = self.things()
        if word.isascii() and word.isdecimal() and len(word) < 7:
            return things[int(word) - 1] if 1 <= int(word) <= len(things) else None
        wanted = bare(word)
        return next((item for item in things if wanted and bare(self.name(item)).startswith(wanted)), None)

    # -------------------------------------------------------------------------------------------------------------- saying

    def announce(self) -> bool:
        """Whose turn it is and for which row, where that is another than before. Whether anything was said."""
        if self.said == self.part:
            self.fresh = False
            return False
        was, self.said = self.said, self.part
        if self.of and (was is None or was[0] != self.of):
            self.talk.say(self.rows.place(self.of))
            for line in self.rows.beside(self.of):
                self.talk.say(line)
        self.voices.say_hidden(was is None)
        self.fresh = was is None or was[1] != self.by
        return True

    def read_things(self) -> None:
        for at, item in enumerate(self.things(), start=1):
            self.talk.say(f"{at}. {self.name(item)}")

    def nothing(self) -> None:
        """Nothing to work on yet."""
        said = self.talk.hear(self.voices.nobody() or self.talk.t("no_things"))
        if said.text:
            self.talk.refuse_with("nothing_asked")
        else:
            raise Onward

    def lead(self) -> str:
        """Whose and about what, before a prompt; "" where there is but one."""
        of = self.rows.short(self.of) if self.of else ""
        return ", ".join(one for one in (self.voices.lead(self.by, self.fresh), of) if one)

    # -------------------------------------------------------------------------------------------------------- one more thing

    def add_more(self, text: str) -> None:
        """One more thing, where what is worked on comes from one list."""
        name = self.step.from_
        source = self.talk.book.scenario.step_by_id.get(name) if isinstance(name, str) else None
        if not isinstance(source, ListStep) or source.closed or source.each is not None:
            self.talk.refuse_with("cannot_add")
            return
        text = text or self.talk.ask(self.talk.t("which_more"))
        if text:
            self.talk.done(AddItem(step=source.id, text=text))


def read_targets(text: str) -> tuple[list[str], str]:
    """`5 7: name`: the things before the colon, and what follows it; without a colon no things."""
    head, colon, tail = text.partition(":")
    words = head.replace(",", " ").split()
    if not colon or not all(word.isascii() and word.isdecimal() for word in words):
        return [], text.strip()
    return words, tail.strip()
