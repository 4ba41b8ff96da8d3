"""The editor of an `ask` with `look = "journey"`: stages as columns, questions as rows, typed straight into the cell.

In a cell one of three things is at hand: the line (Writing), one thing said in it (picked with ↑ from the line), or the cell as
a whole (Choosing, after Esc). Above the first question stand the stages' names, where stages are added, moved, renamed and
removed. Where one is, is kept as ids: what others do to the stages moves nothing under the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Option, Source
from workshop.session.changes import (
    AddEntry,
    AddItem,
    AddItems,
    Change,
    EditEntry,
    EditItem,
    MoveEntry,
    MoveItem,
    RemoveEntry,
    RemoveItem,
    SetField,
)
from workshop.session.fields import OTHER
from workshop.session.flow import Stop
from workshop.session.model import Cell, Item, Spot, new_id
from workshop.session.scope import Scope
from workshop.text import clean, is_blank
from workshop.tui.pane import Pair
from workshop.tui.rows import View
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.journey_cells import (
    NO_ANSWER,
    Reading,
    answers_in,
    by_key,
    entries_of,
    figure,
    from_line,
    is_answered,
    meant,
    placeholder,
    takes_line,
    toggled,
)
from workshop.tui.steps.journey_drawing import Grid, Place, Shown, State, draw
from workshop.tui.steps.journey_layout import ONE_BELOW, Columns, Piece, columns, level_of, one_column, strip_at, window

NAMES = ""  # in place of a field: the stages' names
FULL = 9  # more stages than this are hard to read in the report
ENTER = ("enter", "e")
REMOVE = ("d", "delete")


class JourneyPane(StepPane):
    """`use` says what the line is for: "add" an entry, "edit" one, the "value" of the cell, "choose" among many, the "own"
    words of a choice, "evidence", a new "stage", "rename" one; "" where there is no line."""

    wide: Any = "whole"
    step: Ask

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.of = ""  # the stage at hand
        self.index = 0  # where it stood last
        self.field_id = NAMES
        self.use = ""
        self.entry = ""  # picked, or on the line
        self.held = ""  # half-typed in this cell while its line is closed
        self.wants_line = True  # Writing, wherever a cell has a line; False after Esc
        self.moving: int | None = None  # where the picked entry or the stage at hand would stand
        self.base = ""  # what the line held when it was opened
        self.opening: str | None = ""  # to be put on the line when it is first drawn
        self.first = 0  # the first stage in view
        self.one: bool | None = None  # one stage at a time; None: as the width says
        self.width = 0
        self.columns = Columns(0, 0, 1)
        self.drawn_rows = 1  # of the line, when last drawn
        self.made: dict[tuple[str, str], tuple[Any, tuple[Piece, ...]]] = {}
        stages = self.stages
        self._arrive(stages[0].id if stages else "", self.fields[0].id if stages and self.fields else NAMES)

    # ------------------------------------------------------------------------------------------------ what there is

    @property
    def fields(self) -> Sequence[AnyField]:
        return self.step.fields

    @property
    def field(self) -> AnyField | None:
        return next((field for field in self.fields if field.id == self.field_id), None)

    @property
    def stages(self) -> tuple[Item, ...]:
        return self.book.rows(self.step, self.stop.at)

    @property
    def by(self) -> str:
        voices = self.book.voices(self.step)
        return voices[0] if voices else ""

    def name(self, id: str) -> str:
        return self.book.label(id)

    def cell(self, of: str = "") -> Cell:
        spot = Spot(self.book.latest(self.step, self.stop.at), self.stop.at, of or self.of, "", self.by)
        return self.book.session.cell(self.step.id, spot)

    def scope_of(self, of: str = "") -> Scope:
        return Scope(step=self.step.id, at=self.stop.at, of=of or self.of, by=self.by)

    def applies(self, field: AnyField, of: str) -> bool:
        return field.when is None or self.book.holds(field.when, self.scope_of(of))

    def options(self, field: AnyField) -> tuple[Option, ...]:
        return self.book.options(field, self.scope_of())

    def has_line(self, field: AnyField) -> bool:
        return takes_line(field, len(self.options(field)))

    @property
    def entries(self) -> tuple[Item, ...]:
        field = self.field
        return entries_of(self.cell(), field) if field is not None else ()

    @property
    def reading(self) -> Reading:
        return Reading(self.book, self.lang)

    @property
    def stage_list(self) -> ListStep | None:
        """The list step that the stages are items of; None where their names are fixed here."""
        each = self.step.each
        if isinstance(each, Source) and each == Source(from_=each.from_):
            each = each.from_
        if isinstance(each, list) and len(each) == 1:
            each = each[0]
        found = self.book.scenario.step_by_id.get(each) if isinstance(each, str) else None
        return found if isinstance(found, ListStep) and found.kind == "list" and found.each is None else None

    @property
    def single(self) -> bool:
        """Whether one stage at a time is shown."""
        return self.width < ONE_BELOW if self.one is None else self.one

    def share(self, of: str) -> float:
        """How much of a stage is answered, 0 to 1."""
        cell = self.cell(of)
        asked = [field for field in self.fields if self.applies(field, of)]
        return sum(is_answered(cell, field) for field in asked) / len(asked) if asked else 0.0

    # -------------------------------------------------------------------------------------------------- above the body

    def kicker(self) -> str:
        stages = self.stages
        if self.field_id == NAMES or not stages:
            return t("grid.stages", self.lang)
        return t("grid.stage_of", self.lang, n=self._index(stages) + 1, total=len(stages))

    def question(self) -> str:
        field = self.field
        if field is not None:
            if field.prompt is not None:
                return self.book.text(field.prompt, self.scope_of())
            return t("grid.asked", self.lang, stage=self.name(self.of), title=self.book.text(field.title, self.scope_of()))
        stages = self.stages
        at = self._index(stages)
        if self.use == "stage":
            if not stages:
                return t("grid.first_stage", self.lang)
            if at + 1 < len(stages):
                return t("grid.new_between", self.lang, before=self.name(self.of), after=self.name(stages[at + 1].id))
            return t("grid.new_after", self.lang, before=self.name(self.of))
        if self.use == "rename":
            return t("grid.renaming", self.lang, name=self.name(self.of))
        if self.moving is not None:
            return t("grid.moving", self.lang, name=self.name(self.of))
        count = t(f"grid.count.{len(stages)}", self.lang) if len(stages) <= 12 else str(len(stages))
        return t("grid.have", self.lang, n=len(stages), count=count)

    def hint(self) -> str:
        return ""  # it stands at the foot of the grid where there is room: above, it would move all that is below

    def examples(self) -> str:
        return ""

    # --------------------------------------------------------------------------------------------------------- drawing

    def view(self, width: int, height: int) -> View:
        self._settle()
        self.width = width
        if self.opening is not None:
            text, self.opening = self.opening, None
            if text:
                self.host.set_line(text)
        self.drawn_rows = self.host.line_rows
        stages = [stage.id for stage in self.stages]
        here = self._index(self.stages)
        if self.use == "stage":
            here = min(here + 1, len(stages))
            stages.insert(here, "")
        elif self.field_id == NAMES and self.moving is not None and stages:
            stages.insert(self.moving, stages.pop(here))
            here = self.moving
        labels = [self.book.text(field.title) for field in self.fields]
        longest = max((len(label) for label in labels), default=0)
        self.columns = one_column(width) if self.single else columns(width, len(stages), longest)
        self.first = window(self.first, self.columns.count, len(stages), here)
        seen = stages[self.first : self.first + self.columns.count]
        field = self.field
        grid = Grid(
            names=[self.name(of) if of else t("grid.new", self.lang) for of in stages],
            shares=[self.share(of) if of else 0.0 for of in stages],
            here=here,
            first=self.first,
            labels=labels,
            question=next((at for at, found in enumerate(self.fields) if found is field), -1),
            columns=self.columns,
            cells=[[self._shown(asked, of) for of in seen] for asked in self.fields],
            curves=[at for at, asked in enumerate(self.fields) if isinstance(asked, ScaleField) and asked.curve],
            state=self._state(),
            piece=self._piece(),
            held=self.held,
            line_rows=self.drawn_rows,
            placeholder=self._placeholder(),
            one=self.single,
            of=t("grid.of", self.lang, n=here + 1, total=len(stages)),
            hint=self.book.text(field.hint, self.scope_of()) if field is not None else "",
            marks="<>" if self.host.glyphs == "ascii" else "‹›",
            empty=t("grid.empty" if self.stage_list else "grid.empty_fixed", self.lang),
            earlier=lambda n: t("grid.earlier", self.lang, n=n),
            later=lambda n: t("grid.later", self.lang, n=n),
        )
        return draw(grid, width, height)[0]

    def _shown(self, field: AnyField, of: str) -> Shown:
        if not of:
            return Shown()
        cell, scope = self.cell(of), self.scope_of(of)
        if not self.applies(field, of):
            return Shown(applies=False)
        reading = self.reading
        at_hand = of == self.of and field.id == self.field_id
        pieces = self._entry_pieces(cell, field, of) if isinstance(field, ListField) else reading.pieces(field, cell, scope)
        offered = ()
        if at_hand:
            if isinstance(field, ListField) and self.moving is not None:
                pieces = reading.pieces(field, {field.id: self._reordered()}, scope)
            elif self.use == "choose" or (not self.use and not self.has_line(field)):
                offered = reading.offered(field, cell, scope, self.host.line_text if self.use == "choose" else "")
            elif self.use in ("value", "own"):
                pieces = ()
        level, shown = None, ""
        value = cell.get(field.id)
        if isinstance(field, ScaleField) and field.curve:
            offered = () if not self.single else offered
            if isinstance(value, int):
                level, shown = level_of(value, field.min, field.max), figure(field, value)
        below = () if at_hand and self.use == "evidence" else reading.evidence(field, cell)
        return Shown(pieces, offered, below, isinstance(field, ScaleField), level, shown)

    def _entry_pieces(self, cell: Cell, field: ListField, of: str) -> tuple[Piece, ...]:
        """The entries of a list, made into pieces once: a cell that did not change is the very same object."""
        value = cell.get(field.id)
        before = self.made.get((of, field.id))
        if before is None or before[0] is not value:
            before = self.made[of, field.id] = (value, tuple(Piece(entry.text) for entry in entries_of(cell, field)))
        return before[1]

    def _state(self) -> State:
        if self.use in ("stage", "rename"):
            return "naming"
        if self.use:
            return "over" if self.use == "edit" else "line"
        if self.moving is not None:
            return "moving"
        return "picked" if self.entry else "cell"

    def _piece(self) -> int:
        if self.moving is not None and self.field_id != NAMES:
            return self.moving
        return next((at for at, entry in enumerate(self.entries) if entry.id == self.entry), -1)

    def _placeholder(self) -> str:
        field = self.field
        if self.use == "stage":
            return t("grid.type_stage", self.lang)
        if self.use == "own":
            return t("grid.type_own", self.lang)
        if self.use == "evidence":
            return t("grid.type_evidence", self.lang)
        return placeholder(field, self.lang) if field is not None and self.use == "value" else ""

    def _reordered(self) -> tuple[Item, ...]:
        rest = [entry for entry in self.entries if entry.id != self.entry]
        picked = next((entry for entry in self.entries if entry.id == self.entry), None)
        if picked is not None and self.moving is not None:
            rest.insert(self.moving, picked)
        return tuple(rest)

    # ------------------------------------------------------------------------------------------------- where one is

    def _index(self, stages: Sequence[Item]) -> int:
        return next((at for at, stage in enumerate(stages) if stage.id == self.of), max(0, min(self.index, len(stages) - 1)))

    def _settle(self) -> None:
        """What is at hand may be gone: undone, removed, left out. Then its neighbour is."""
        stages = self.stages
        self.index = self._index(stages)
        here = stages[self.index].id if stages else ""
        if here != self.of:
            self._arrive(here, self.field_id if here else NAMES)
        elif self.field is None and self.field_id != NAMES:
            self._arrive(here, self.fields[0].id if self.fields else NAMES)
        elif self.entry and all(entry.id != self.entry for entry in self.entries):
            self._to_cell()
        elif self.use == "value" and self._value_text() != self.base:
            # Undone or changed from elsewhere: what was not touched on the line follows.
            untouched = self.host.line_text == self.base
            self.base = self._value_text()
            if untouched:
                self.host.set_line(self.base)

    def _arrive(self, of: str, field: str) -> None:
        """To another cell, or to a stage's name; what stood on the line has been seen to."""
        self.of, self.field_id = of, field
        self.index = self._index(self.stages)
        self.held = ""
        self._to_cell()

    def _to_cell(self) -> None:
        """The cell at hand as a whole: with its line, where one writes."""
        self.entry, self.moving, self.use, self.base = "", None, "", ""
        field = self.field
        if field is not None and self.wants_line and self.applies(field, self.of) and self.has_line(field):
            if isinstance(field, ListField):
                self.use, self.base = "add", ""
            elif isinstance(field, ChoiceField):
                self.use = "choose"
            else:
                self.use, self.base = "value", self._value_text()
        text = self.held or self.base
        self.held = text if self.held and not self.use else ""
        self._sync(text if self.use else "")

    def _sync(self, text: str) -> None:
        self.writing = bool(self.use) or (self.wants_line and self.field_id != NAMES and not self.entry)
        if self.opening is None:
            self.host.set_line(text)
        else:
            self.opening = text

    def _value_text(self) -> str:
        field = self.field
        return self.reading.typed(field, self.cell().get(field.id)) if field is not None else ""

    def _open(self, use: str, text: str = "") -> None:
        """The line, for something else than what the cell opens with."""
        self.use, self.base, self.moving = use, text, None
        self._sync(text)

    def _pick(self, id: str) -> None:
        self.entry, self.use, self.moving = id, "", None
        self._sync("")

    def _go(self, of: str, field: str, text: str) -> bool:
        """Leave the cell for another; False where what stands on the line is refused."""
        if not self.commit(text):
            return False
        self._arrive(of, field)
        return True

    def _asked(self, of: str) -> list[str]:
        return [field.id for field in self.fields if self.applies(field, of)]

    def _vertical(self, way: int, text: str) -> None:
        """To the question above or below; above the first are the names."""
        asked = self._asked(self.of)
        at = asked.index(self.field_id) if self.field_id in asked else -1
        if at + way < 0:
            self._go(self.of, NAMES, text)
        elif at + way < len(asked):
            self._go(self.of, asked[at + way], text)

    def _sideways(self, way: int, text: str = "") -> None:
        stages = self.stages
        at = self._index(stages) + way
        if 0 <= at < len(stages):
            self._go(stages[at].id, self.field_id, text)

    def _next(self, text: str, way: int = 1) -> None:
        """The next question; after the last, the first of the next stage. Backwards the same."""
        stages, asked = self.stages, self._asked(self.of)
        at = (asked.index(self.field_id) if self.field_id in asked else -1) + way
        if 0 <= at < len(asked):
            self._go(self.of, asked[at], text)
            return
        stage = self._index(stages) + way
        if not 0 <= stage < len(stages):
            if self.commit(text):
                self._to_cell()
                self.host.say(t("grid.last" if way > 0 else "grid.very_first", self.lang))
            return
        following = self._asked(stages[stage].id)
        if following:
            self._go(stages[stage].id, following[0 if way > 0 else -1], text)

    # -------------------------------------------------------------------------------------------------------- Writing

    def enter(self, text: str) -> None:
        match self.use:
            case "add" if not is_blank(text):
                if self.commit(text):
                    self._open("add")
            case "add" | "value":
                self._next(text)
            case "choose":
                self._choose(text)
            case "edit" | "own" | "evidence":
                if self.commit(text):
                    self._to_cell()
            case "stage" | "rename":
                self._name(text)
            case _:
                self._next("")

    def move(self, key: str, text: str) -> bool:
        if self.use in ("stage", "rename"):
            return self._leave_name(key, text)
        match key:
            case "up" if self.use == "edit":
                self._step_entry(-1, text)
            case "down" if self.use == "edit":
                self._step_entry(1, text)
            case "up" if self.use == "add" and self.entries:
                self.held = text
                self._pick(self.entries[-1].id)
            case "up" | "down" if self.use in ("own", "evidence"):
                self.enter(text)
            case "up":
                self._vertical(-1, text)
            case "down":
                self._vertical(1, text)
            case "tab":
                self._next(text)
            case "shift+tab":
                self._next(text, -1)
            case "left" | "right" if not text:
                self._sideways(-1 if key == "left" else 1, text)
            case "home" if not text:
                self._go(self.of, NAMES, text)
            case "end" if not text:
                self._go(self.of, (self._asked(self.of) or [NAMES])[-1], text)
            case _:
                return False
        return True

    def _step_entry(self, way: int, text: str) -> None:
        """From an entry that is being mended to the one above or below, which is then picked."""
        at = self._piece() + way
        if self.commit(text):
            entries = self.entries
            if 0 <= at < len(entries):
                self._pick(entries[at].id)
            else:
                self._to_cell()

    def commit(self, text: str) -> bool:
        """What is on the line (or was left half-typed in the cell) into the session. False: refused, and said why."""
        if not self.use:
            text = self.held
        field = self.field
        if text == self.base and self.use != "add":
            return True
        match self.use:
            case "edit":
                return is_blank(text) or self.host.do(self._entry_change(EditEntry, id=self.entry, text=text))
            case "own":
                return is_blank(text) or self._take_own(text)
            case "evidence" if field is not None:
                return self.host.do(self._set(f"{field.id}_evidence", None if is_blank(text) else text))
            case "stage" | "rename":
                return is_blank(text) or self._put_name(text)
            case "choose":
                return True
            case _ if isinstance(field, ListField):
                return is_blank(text) or self.host.do(self._entry_change(AddEntry, id=new_id(), text=text))
            case _ if field is not None and (self.use or text):
                today = self.book.session.changed.date()
                return self.host.do(self._set(field.id, from_line(field, text, self.lang, today)))
        return True

    def _set(self, field: str, value: Any) -> SetField:
        return SetField(step=self.step.id, at=self.stop.at, of=self.of, by=self.by, field=field, value=value)

    def _entry_change(self, kind: Any, **values: Any) -> Any:
        return kind(step=self.step.id, at=self.stop.at, of=self.of, by=self.by, field=self.field_id, **values)

    def _choose(self, text: str) -> None:
        """One of many options, by its number or a part of its name."""
        field = self.field
        if is_blank(text) or not isinstance(field, ChoiceField):
            self._next("")
            return
        id = meant([(option.id, self.reading.title(option)) for option in self.options(field)], text)
        if id is None:
            if field.other:
                self._take_own(clean(text, multiline=False))
                self.host.set_line("")
            else:
                self.host.say(t("grid.no_such", self.lang, text=text))
        elif self.host.do(self._set(field.id, toggled(field, self.cell().get(field.id), id))):
            if field.many:
                self.host.set_line("")
            else:
                self._next("")

    def _take_own(self, text: str) -> bool:
        field = self.field
        assert isinstance(field, ChoiceField)
        value = self.cell().get(field.id)
        chosen = value if field.many and OTHER in (value or ()) else toggled(field, value, OTHER)
        return self.host.do(self._set(field.id, chosen), self._set(f"{field.id}_other", text))

    def paste(self, lines: list[str], text: str) -> bool:
        if self.use in ("stage", "rename") or (self.field_id == NAMES and self.can_add):
            return self.use != "rename" and self._paste_stages(lines, text)
        field = self.field
        if isinstance(field, ListField) and self.use in ("", "add"):
            text = text if self.use else self.held
            if not is_blank(text):
                lines = [text + lines[0], *lines[1:]]
            if self.host.do(*(self._entry_change(AddEntry, id=new_id(), text=line) for line in lines)):
                self.held, self.wants_line = "", True
                self._to_cell()
                self.host.say(t("grid.pasted", self.lang, n=len(lines)))
            return True
        if field is not None and not self.use and self.has_line(field) and not isinstance(field, ListField):
            self.wants_line = True
            self._to_cell()
            self.host.set_line(" ".join([*filter(None, [self.base]), *lines]))
            return True
        return False

    def typed(self, text: str) -> bool:
        return self.use == "choose" or self.host.line_rows != self.drawn_rows

    def escape(self, text: str) -> None:
        """To Choosing. A new name not yet given is let go; words half-typed in a cell stay in it."""
        if self.use in ("stage", "rename"):
            self._to_cell()
            return
        self.wants_line = False
        if self.use in ("add", "value") and text != self.base:
            self.held = text
        elif self.use in ("edit", "own", "evidence") and not self.commit(text):
            self.wants_line = True
            return
        self._to_cell()

    def leave(self, text: str) -> bool:
        if not self.commit(text):
            return False
        self._to_cell()
        return True

    # ------------------------------------------------------------------------------------------------------- Choosing

    def key(self, key: str) -> bool:
        self._settle()
        if self.moving is not None:
            return self._key_moving(key)
        if key == "v" and not self.writing:
            self.one = not self.single
            return True
        if self.field_id == NAMES:
            return self._key_names(key)
        if self.entry:
            return self._key_entry(key)
        return self._key_cell(key)

    def _arrow(self, key: str) -> bool:
        match key:
            case "up":
                self._vertical(-1, "")
            case "down":
                self._vertical(1, "")
            case "left":
                self._sideways(-1)
            case "right":
                self._sideways(1)
            case "tab":
                self._next("")
            case "shift+tab":
                self._next("", -1)
            case "home":
                self._go(self.of, NAMES, "")
            case "end":
                self._go(self.of, (self._asked(self.of) or [NAMES])[-1], "")
            case _:
                return False
        return True

    def _key_cell(self, key: str) -> bool:
        field = self.field
        if field is None or self._arrow(key):
            return field is not None
        if not self.has_line(field):
            if self._answer(field, key):
                return True
            if key == "enter":
                self._next("")
                return True
            if key == "a" and isinstance(field, ChoiceField) and field.other:
                self._open("own", str(self.cell().get(f"{field.id}_other") or ""))
                return True
            if key in ("e", "a") and field.evidence and (key == "e" or not self.writing):
                self._open("evidence", str(self.cell().get(f"{field.id}_evidence") or ""))
                return True
        if key == "delete" or (key == "d" and not self.writing):
            self._clear(field)
            return True
        if self.writing:
            return False
        if key in ("a", "enter", "e"):
            self.wants_line = True
            self._to_cell()
            if key == "e" and self.use == "add" and self.entries:
                self._edit(self.entries[-1])
        elif key == "m" and isinstance(field, ListField) and self.entries:
            self._pick(self.entries[-1].id)
            self.moving = len(self.entries) - 1
        elif key == "escape" and self.held:
            self.held = ""
        elif key.isdecimal() and len(key) == 1 and self.has_line(field) and not isinstance(field, ListField | ChoiceField):
            self.wants_line = True
            self._to_cell()
            self.host.set_line(key)
        else:
            return False
        return True

    def _answer(self, field: AnyField, key: str) -> bool:
        """A key that is the answer. It stays in the cell."""
        value = self.cell().get(field.id)
        found = by_key(field, key, self.options(field), value)
        if found is NO_ANSWER:
            return False
        if found != value:
            self.host.do(self._set(field.id, found))
        return True

    def _clear(self, field: AnyField) -> None:
        if self.held:
            self.held = ""
        elif isinstance(field, ListField):
            if self.entries:
                self._remove_entry(self.entries[-1])
        elif self.cell().get(field.id) is not None and self.host.do(self._set(field.id, None)):
            self.host.say(t("grid.cleared", self.lang, title=self.book.text(field.title)))

    # one thing said in a list

    def _key_entry(self, key: str) -> bool:
        entries = self.entries
        at = self._piece()
        if key in ENTER:
            self._edit(entries[at])
        elif key in REMOVE:
            self._remove_entry(entries[at])
        elif key == "m":
            self.moving = at
        elif key == "up" and at > 0:
            self._pick(entries[at - 1].id)
        elif key == "down" and at + 1 < len(entries):
            self._pick(entries[at + 1].id)
        elif key in ("down", "a"):
            self.wants_line = True
            self._to_cell()
        elif key == "escape":
            self.wants_line = False
            self._to_cell()
        else:
            return self._arrow(key)
        return True

    def _edit(self, entry: Item) -> None:
        self.held = self.host.line_text if self.use == "add" else self.held
        self.wants_line = True
        self.entry = entry.id
        self._open("edit", entry.text)

    def _remove_entry(self, entry: Item) -> None:
        entries = self.entries
        at = next(at for at, other in enumerate(entries) if other.id == entry.id)
        if self.host.do(self._entry_change(RemoveEntry, id=entry.id)):
            left = [other.id for other in entries if other.id != entry.id]
            if self.entry and left:
                self._pick(left[min(at, len(left) - 1)])
            else:
                self._to_cell()
            self.host.say(t("grid.entry_removed", self.lang, text=entry.text))

    def _key_moving(self, key: str) -> bool:
        """What is picked goes where the arrows say, and stays there with Enter."""
        stage = self.field_id == NAMES
        count = len(self.stages) if stage else len(self.entries)
        assert self.moving is not None
        if key in ("left", "right") if stage else key in ("up", "down"):
            self.moving = max(0, min(count - 1, self.moving + (1 if key in ("right", "down") else -1)))
        elif key in ("home", "end"):
            self.moving = 0 if key == "home" else count - 1
        elif key in ("enter", "m"):
            self._drop(stage, self.moving)
        elif key == "escape":
            self.moving = None
        else:
            return len(key) == 1 or key in ("up", "down", "left", "right", "tab", "shift+tab", "space")
        return True

    def _drop(self, stage: bool, to: int) -> None:
        ids = [item.id for item in (self.stages if stage else self.entries)]
        moved = self.of if stage else self.entry
        rest = [id for id in ids if id != moved]
        self.moving = None
        if ids.index(moved) == to:
            return
        after = rest[to - 1] if to else ""
        if stage:
            assert self.stage_list is not None
            self.host.do(MoveItem(step=self.stage_list.id, id=moved, after=after))
        else:
            self.host.do(self._entry_change(MoveEntry, id=moved, after=after))

    # ------------------------------------------------------------------------------------------------- stages' names

    @property
    def can_add(self) -> bool:
        found = self.stage_list
        return found is not None and not found.closed

    @property
    def _list_at(self) -> str:
        """The section's item that the stages lie under, where the list is in this section too."""
        found = self.stage_list
        return self.stop.at if found is not None and found.section == self.step.section else ""

    def _key_names(self, key: str) -> bool:
        stages = self.stages
        if key in ("left", "right"):
            self._sideways(-1 if key == "left" else 1)
        elif key in ("home", "end") and stages:
            self._arrive(stages[0 if key == "home" else -1].id, NAMES)
        elif key in ("down", "tab"):
            if stages:
                self._vertical(1, "")
        elif key in ("up", "shift+tab"):
            pass
        elif key in ("a", "m", *REMOVE, *ENTER):
            return self._key_stage(key, stages)
        else:
            return False
        return True

    def _key_stage(self, key: str, stages: Sequence[Item]) -> bool:
        found = self.stage_list
        if found is None or (key == "a" and found.closed):
            self.host.say(t("grid.fixed", self.lang))
        elif key == "a":
            self._open("stage")
        elif not stages:
            return False
        elif key == "m":
            self.moving = self._index(stages)
        elif key in ENTER:
            self._open("rename", self.name(self.of))
        else:
            self._remove_stage(found, stages)
        return True

    def _name(self, text: str) -> None:
        if self.commit(text):
            self._to_cell()

    def _leave_name(self, key: str, text: str) -> bool:
        if key in ("up", "down", "tab", "shift+tab"):
            self._name(text)
            if key in ("down", "tab") and not self.use:
                self._vertical(1, "")
        return True

    def _put_name(self, text: str) -> bool:
        found = self.stage_list
        assert found is not None
        if self.use == "rename":
            return self.host.do(EditItem(step=found.id, id=self.of, text=text))
        id = new_id()
        if not self.host.do(AddItem(step=found.id, id=id, text=text, at=self._list_at, after=self.of or None)):
            return False
        self.use, self.of = "", id
        self._say_if_many()
        return True

    def _paste_stages(self, lines: list[str], text: str) -> bool:
        found = self.stage_list
        assert found is not None
        if not is_blank(text):
            lines = [text + lines[0], *lines[1:]]
        ids = [new_id() for _ in lines]
        change: Change = AddItems(step=found.id, texts=lines, ids=ids, at=self._list_at, after=self.of or None)
        if self.host.do(change):
            self.use = ""
            self._arrive(ids[-1], NAMES)
            self._say_if_many()
        return True

    def _say_if_many(self) -> None:
        if len(self.stages) > FULL:
            self.host.say(t("grid.too_many", self.lang))

    def _remove_stage(self, found: ListStep, stages: Sequence[Item]) -> None:
        name, at = self.name(self.of), self._index(stages)
        cells = self.book.session.answer(self.step.id).cells.items()
        lost = sum(answers_in(cell, self.fields) for spot, cell in cells if spot.of == self.of and spot.at == self.stop.at)
        if self.host.do(RemoveItem(step=found.id, id=self.of)):
            left = self.stages
            self._arrive(left[min(at, len(left) - 1)].id if left else "", NAMES)
            self.host.say(t("grid.removed", self.lang, name=name, n=lost))

    # ------------------------------------------------------------------------------------------------- keys that work

    def pairs(self) -> list[Pair]:
        arrows = [Pair("←→", "grid.k_stage"), Pair("↑↓", "grid.k_question")]
        if self.field_id == NAMES:
            return self._name_pairs()
        if self.moving is not None:
            return [Pair("↑↓", "grid.k_place"), Pair("Enter", "grid.k_drop")]
        if self.entry and not self.use:
            return [Pair("Enter", "keys.edit"), Pair("d", "keys.remove"), Pair("m", "keys.move"), Pair("↓", "grid.k_line")]
        match self.use:
            case "add":
                latest = [Pair("↑", "grid.k_latest")] if self.entries else []
                return [Pair("Enter", "keys.adds"), Pair(t("grid.k_empty", self.lang), "grid.k_next"), *arrows, *latest]
            case "value":
                return [Pair("Enter", "grid.k_next"), *arrows]
            case "choose":
                return [Pair("Enter", "grid.k_choose"), *arrows]
            case "edit" | "own" | "evidence":
                return [Pair("Enter", "keys.save")]
        field = self.field
        if field is not None and not self.has_line(field):
            return [*self._answer_pairs(field), *arrows, *self._choosing_pairs(field)]
        return [Pair("Enter", "grid.k_write"), *arrows, *self._choosing_pairs(field)]

    def _answer_pairs(self, field: AnyField) -> list[Pair]:
        options = self.options(field)
        clear = [Pair("0", "grid.k_clear")] if is_answered(self.cell(), field) else []
        if isinstance(field, ScaleField):
            low, high = self.reading.label(field, field.min), self.reading.label(field, field.max)
            words = t("grid.k_scale", self.lang, low=low, high=high) if low and high else "grid.k_answer"
            return [Pair(f"1–{field.max - field.min + 1}", words), *clear]
        if isinstance(field, ChoiceField):
            own = [Pair("a", "grid.k_own")] if field.other else []
            return [Pair(f"1–{len(options)}", "grid.k_tick" if field.many else "grid.k_answer"), *own, *clear]
        return [Pair("1", t("grid.yes", self.lang)), Pair("2", t("grid.no", self.lang)), *clear]

    def _choosing_pairs(self, field: AnyField | None) -> list[Pair]:
        if self.writing or field is None:
            return []
        pairs = [Pair("e", "keys.edit"), Pair("d", "keys.remove")] if is_answered(self.cell(), field) else []
        return [*pairs, Pair("Home", "grid.k_names"), Pair("v", "grid.k_all" if self.single else "grid.k_one")]

    def _name_pairs(self) -> list[Pair]:
        if self.use == "stage":
            return [Pair("Enter", "grid.k_new_done")]
        if self.use == "rename":
            return [Pair("Enter", "keys.save")]
        if self.moving is not None:
            return [Pair("←→", "grid.k_place"), Pair("Enter", "grid.k_drop")]
        add = [Pair("a", "grid.k_add")] if self.can_add else []
        if not self.stages:
            return add
        mend = [Pair("Enter", "grid.k_rename")] if self.stage_list else []
        more = [Pair("m", "keys.move"), Pair("d", "keys.remove")] if self.stage_list else []
        return [*mend, *add, *more, Pair("↓", "grid.k_questions")]

    # -------------------------------------------------------------------------------------------- pointing, resuming

    def click(self, target: object, x: int) -> None:
        if not isinstance(target, Place):
            return
        stages = self.stages
        names = [self.name(stage.id) for stage in stages]
        text = self.host.line_text if self.use else ""
        column = self.columns.at(x) if not self.single else 0
        stage = strip_at(names, self._index(stages), self.width, x) if target.part == "strip" else self.first + max(0, column)
        if not 0 <= stage < len(stages):
            return
        if column < 0 and target.part != "strip":
            stage = self._index(stages)
        of = stages[stage].id
        field = NAMES if target.part == "heads" else self.fields[target.question].id if target.question >= 0 else self.field_id
        if (of, field) != (self.of, self.field_id):
            self._go(of, field, text)

    def place(self) -> tuple[str, str, str]:
        use = self.use if self.use in ("own", "evidence", "stage", "rename") else ""
        return (self.of, self.field_id, f"edit:{self.entry}" if self.use == "edit" else use)

    def go(self, of: str, field: str, use: str) -> None:
        self.opening = None
        stages = self.stages
        if all(stage.id != of for stage in stages):
            of = stages[0].id if stages else ""
        known = field == NAMES or any(found.id == field for found in self.fields)
        self._arrive(of, field if known and of else NAMES)
        if use in ("stage", "rename") and self.stage_list is not None and self.field_id == NAMES:
            self._open(use, self.name(of) if use == "rename" else "")
        elif use in ("own", "evidence") and self.field is not None:
            self._open(use, str(self.cell().get(f"{field}_{'other' if use == 'own' else use}") or ""))
        elif use.startswith("edit:"):
            entry = next((entry for entry in self.entries if entry.id == use[5:]), None)
            if entry is not None:
                self._edit(entry)
