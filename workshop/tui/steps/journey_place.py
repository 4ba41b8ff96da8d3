"""The journey grid's cursor: which stage, which question, what the line is for; and the ways from one cell to another.

Where one is, is kept as ids: what others do to the stages moves nothing under the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds.ask import Ask
from workshop.session.flow import Stop
from workshop.session.model import Cell, Item, Spot, new_id
from workshop.session.people import nameless
from workshop.session.scope import Scope
from workshop.session.spots import unnamed
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import Asked, FieldEditor
from workshop.tui.fields.list import entries
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.journey_layout import ONE_BELOW

NAMES = ""  # in place of a field: the stages' names


class JourneyPlace(StepPane):
    """`use` says what the line is for: "add" an entry, "edit" one, the "value" of the cell, the "own" words of a choice,
    "evidence", a new "stage", "rename" one; "" where there is no line."""

    step: Ask

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.of = ""  # the stage at hand
        self.index = 0  # where it stood last
        self.field_id = NAMES
        self.voice = ""
        self.use = ""
        self.entry = ""  # picked, or on the line
        self.held = ""  # half-typed in this cell while its line is closed
        self.wants_line = True  # Writing, wherever a cell has a line; False after Esc
        self.moving: int | None = None  # where the picked entry or the stage at hand would stand
        self.one: bool | None = None  # one stage at a time; None: as the width says
        self.width = 0
        self.base = ""  # what the line held when it was opened
        self.opening: str | None = ""  # to be put on the line when it is first drawn
        stages = self.stages
        self.arrive(stages[0].id if stages else "", self.fields[0].id if stages and self.fields else NAMES)

    # -------------------------------------------------------------------------------------------------- what there is

    @property
    def fields(self) -> Sequence[AnyField]:
        return self.step.fields

    @property
    def field(self) -> AnyField | None:
        return next((field for field in self.fields if field.id == self.field_id), None)

    @property
    def stages(self) -> tuple[Item, ...]:
        return self.book.rows(self.step, self.stop.at)

    def stage_name(self, id: str) -> str:
        return self.book.label(id)

    def cell(self, of: str = "") -> Cell:
        by = self.host.desk.voice(self.step.id, self.by) if self.by and nameless(self.book, self.step) else self.by
        spot = Spot(self.book.latest(self.step, self.stop.at), self.stop.at, of or self.of, "", by)
        return self.book.session.cell(self.step.id, spot)

    def scope_of(self, of: str = "") -> Scope:
        return Scope(step=self.step.id, at=self.stop.at, of=of or self.of, by=self.by)

    def asked(self, field: AnyField, of: str = "") -> Asked:
        return Asked(self.book, field, self.scope_of(of), self.cell(of), self.lang)

    def editor(self, field: AnyField) -> FieldEditor:
        return editor_of(field)

    def applies(self, field: AnyField, of: str) -> bool:
        return field.when is None or self.book.holds(field.when, self.scope_of(of))

    def has_line(self, field: AnyField) -> bool:
        return self.editor(field).takes_line(self.asked(field))

    @property
    def entries(self) -> tuple[Item, ...]:
        field = self.field
        return entries(self.asked(field)) if isinstance(field, ListField) else ()

    @property
    def single(self) -> bool:
        """Whether one stage at a time is shown."""
        return self.width < ONE_BELOW if self.one is None else self.one

    # voices

    @property
    def voices(self) -> tuple[str, ...]:
        """Who answers, in order; where each answers and nobody was named, whoever is entered here."""
        found = self.book.voices(self.step)
        if nameless(self.book, self.step):
            found = tuple(person.id for person in self.book.session.present) or found
        return found if not self.voice or self.voice in found else (*found, self.voice)

    @property
    def by(self) -> str:
        return self.voice or next(iter(self.book.voices(self.step)), "")

    def next_voice(self, way: int) -> bool:
        """Another's answers. False: there is but one voice."""
        voices = self.voices
        open_ended = self.step.by == "each" and unnamed(self.book.session)
        if len(voices) < 2 and not open_ended:
            return False
        at = (voices.index(self.by) if self.by in voices else -1) + way
        self.voice = new_id() if open_ended and at >= len(voices) else voices[at % len(voices)] if voices else new_id()
        return True

    @property
    def takes_turns(self) -> bool:
        return len(self.voices) > 1

    def other_voice(self, way: int) -> None:
        """Another's answers, at the same cell."""
        if self.next_voice(way):
            self.to_cell()

    # --------------------------------------------------------------------------------------------------- where one is

    def stage_at(self, stages: Sequence[Item]) -> int:
        """The number of the stage at hand; of one that is gone, where it stood."""
        return next((at for at, stage in enumerate(stages) if stage.id == self.of), max(0, min(self.index, len(stages) - 1)))

    def entry_at(self) -> int:
        return next((at for at, entry in enumerate(self.entries) if entry.id == self.entry), -1)

    def settle(self) -> None:
        """What is at hand may be gone: undone, removed, left out. Then its neighbour is."""
        stages = self.stages
        self.index = self.stage_at(stages)
        here = stages[self.index].id if stages else ""
        if not self.by and self.step.by == "each" and not self.book.session.alone:
            self.voice = new_id()
        if here != self.of:
            self.arrive(here, self.field_id if here else NAMES)
        elif self.field is None and self.field_id != NAMES:
            self.arrive(here, self.fields[0].id if self.fields else NAMES)
        elif self.entry and self.entry_at() < 0:
            self.to_cell()
        elif self.use == "value" and self.value_text() != self.base:
            # Undone or changed from elsewhere: what was not touched on the line follows.
            untouched = self.host.line_text == self.base
            self.base = self.value_text()
            if untouched:
                self.host.set_line(self.base)

    def arrive(self, of: str, field: str) -> None:
        """To another cell, or to a stage's name; what stood on the line has been seen to."""
        self.of, self.field_id = of, field
        self.index = self.stage_at(self.stages)
        self.held = ""
        self.to_cell()

    def to_cell(self) -> None:
        """The cell at hand as a whole: with its line, where one writes."""
        self.entry, self.moving, self.use, self.base = "", None, "", ""
        field = self.field
        if field is not None and self.wants_line and self.applies(field, self.of) and self.has_line(field):
            self.use = "add" if isinstance(field, ListField) else "value"
            self.base = "" if self.use == "add" else self.value_text()
        text = self.held or self.base
        self.held = text if self.held and not self.use else ""
        self.put_line(text if self.use else "")

    def put_line(self, text: str) -> None:
        self.writing = bool(self.use) or (self.wants_line and self.field_id != NAMES and not self.entry)
        if self.opening is None:
            self.host.set_line(text)
        else:
            self.opening = text

    def open_line(self, use: str, text: str = "") -> None:
        """The line, for something else than what the cell opens with."""
        self.use, self.base, self.moving = use, text, None
        self.put_line(text)

    def pick(self, id: str) -> None:
        """One thing in the cell."""
        self.entry, self.use, self.moving = id, "", None
        self.put_line("")

    def value_text(self) -> str:
        field = self.field
        return self.editor(field).typed(self.asked(field)) if field is not None else ""

    @property
    def chooses_by_name(self) -> bool:
        """Whether the line is for one of many options."""
        return self.use == "value" and isinstance(self.field, ChoiceField)

    # ------------------------------------------------------------------------------------------------------- the ways

    def commit(self, text: str) -> bool:
        """What is on the line into the session. False: refused, and said why."""
        raise NotImplementedError

    def go_to(self, of: str, field: str, text: str = "") -> bool:
        """Leave the cell for another; False where what stands on the line is refused."""
        if not self.commit(text):
            return False
        self.arrive(of, field)
        return True

    def asked_of(self, of: str) -> list[str]:
        """The questions that a stage is asked."""
        return [field.id for field in self.fields if self.applies(field, of)]

    def up_down(self, way: int, text: str = "") -> None:
        """To the question above or below; above the first are the names."""
        asked = self.asked_of(self.of)
        at = asked.index(self.field_id) if self.field_id in asked else -1
        if at + way < 0:
            self.go_to(self.of, NAMES, text)
        elif at + way < len(asked):
            self.go_to(self.of, asked[at + way], text)

    def sideways(self, way: int, text: str = "") -> None:
        stages = self.stages
        at = self.stage_at(stages) + way
        if 0 <= at < len(stages):
            self.go_to(stages[at].id, self.field_id, text)

    def next_question(self, text: str = "", way: int = 1) -> None:
        """The next question; after the last, the first of the next stage. Backwards the same."""
        stages, asked = self.stages, self.asked_of(self.of)
        at = (asked.index(self.field_id) if self.field_id in asked else -1) + way
        if 0 <= at < len(asked):
            self.go_to(self.of, asked[at], text)
            return
        stage = self.stage_at(stages) + way
        if not 0 <= stage < len(stages):
            if self.commit(text):
                self.to_cell()
                self.host.say(t("grid.last" if way > 0 else "grid.very_first", self.lang))
            return
        following = self.asked_of(stages[stage].id)
        if following:
            self.go_to(stages[stage].id, following[0 if way > 0 else -1], text)

    def arrow(self, key: str, text: str = "") -> bool:
        """A key that moves to another cell."""
        match key:
            case "up" | "down":
                self.up_down(-1 if key == "up" else 1, text)
            case "left" | "right":
                self.sideways(-1 if key == "left" else 1, text)
            case "tab" | "shift+tab":
                self.next_question(text, 1 if key == "tab" else -1)
            case "home":
                self.go_to(self.of, NAMES, text)
            case "end":
                self.go_to(self.of, (self.asked_of(self.of) or [NAMES])[-1], text)
            case _:
                return False
        return True

    # -------------------------------------------------------------------------------------------------------- resuming

    def place(self) -> tuple[str, str, str]:
        use = self.use if self.use in ("own", "evidence", "stage", "rename") else ""
        return (self.of, self.field_id, f"edit:{self.entry}" if self.use == "edit" else use)

    def to_text(self, of: str, across: str, field: str, by: str, id: str) -> None:
        self.wants_line = False
        self.go(of, field.removesuffix("_other").removesuffix("_evidence"), "")
        self.wants_line, self.entry = False, id if any(one.id == id for one in self.entries) else ""

    def go(self, of: str, field: str, use: str) -> None:
        self.opening = None
        stages = self.stages
        if all(stage.id != of for stage in stages):
            of = stages[0].id if stages else ""
        known = field == NAMES or any(found.id == field for found in self.fields)
        self.arrive(of, field if known and of else NAMES)
        self.back_to(use)

    def back_to(self, use: str) -> None:
        """The line that `place` told of."""
        raise NotImplementedError
