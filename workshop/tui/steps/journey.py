"""The editor of an `ask` with `look = "journey"`: stages as columns, questions as rows, typed straight into the cell.

In a cell one of three things is at hand: the line (Writing), one thing said in it (picked with ↑ from the line), or the cell as
a whole (Choosing, after Esc). Above the first question stand the stages' names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.session import landing
from workshop.session.flow import Stop
from workshop.session.model import Cell, live
from workshop.text import is_blank
from workshop.tui.fields.scale import figure, key_of, label_of, mark_of
from workshop.tui.pane import Pair
from workshop.tui.rows import View
from workshop.tui.steps.journey_cells import entry_piece, evidence, is_answered, offers, pieces
from workshop.tui.steps.journey_drawing import Grid, Place, Shown, State, draw
from workshop.tui.steps.journey_layout import Columns, columns, level_of, one_column, strip_at, window
from workshop.tui.steps.journey_pieces import Piece
from workshop.tui.steps.journey_place import NAMES
from workshop.tui.steps.journey_stages import JourneyStages

if TYPE_CHECKING:
    from workshop.session.pasted import Pasted


class JourneyPane(JourneyStages):
    wide: Any = "whole"

    def __init__(self, host: Any, stop: Stop) -> None:
        self.first = 0  # the first stage in view
        self.columns = Columns(0, 0, 1)
        self.drawn_rows = 1  # of the line, when last drawn
        self.made: dict[tuple[str, str], tuple[Any, tuple[Piece, ...]]] = {}
        super().__init__(host, stop)

    # -------------------------------------------------------------------------------------------------- above the body

    def kicker(self) -> str:
        stages = self.stages
        if self.field_id == NAMES or not stages:
            words = t("grid.stages", self.lang)
        else:
            words = t("grid.stage_of", self.lang, n=self.stage_at(stages) + 1, total=len(stages))
        voice = "" if self.names_hidden else self.book.label(self.by)
        return f"{voice} · {words}" if voice else words

    def question(self) -> str:
        field = self.field
        if field is None:
            return self.names_question()
        asked = self.asked(field)
        return asked.prompt or t("grid.asked", self.lang, stage=self.stage_name(self.of), title=asked.title)

    def hint(self) -> str:
        return ""  # it stands at the foot of the grid where there is room: above, it would move all that is below

    def examples(self) -> str:
        return ""

    # --------------------------------------------------------------------------------------------------------- drawing

    def view(self, width: int, height: int) -> View:
        self.settle()
        self.width = width
        if self.opening is not None:
            text, self.opening = self.opening, None
            if text:
                self.host.set_line(text)
        self.drawn_rows = self.host.line_rows
        return draw(self._grid(width), width, height)[0]

    def _grid(self, width: int) -> Grid:
        stages = [stage.id for stage in self.stages]
        here = self.stage_at(self.stages)
        if self.use == "stage":
            here = min(here + 1, len(stages))
            stages.insert(here, "")
        elif self.field_id == NAMES and self.moving is not None and stages:
            stages.insert(self.moving, stages.pop(here))
            here = self.moving
        labels = [self.book.text(field.title) for field in self.fields]
        longest = max((cell_len(label) for label in labels), default=0)
        self.columns = one_column(width) if self.single else columns(width, len(stages), longest)
        self.first = window(self.first, self.columns.shown, len(stages), here)
        seen = stages[self.first : self.first + self.columns.shown]
        field = self.field
        return Grid(
            names=[self.stage_name(of) if of else t("grid.new", self.lang) for of in stages],
            shares=[self._share(of) if of else 0.0 for of in stages],
            here=here,
            first=self.first,
            labels=labels,
            question=next((at for at, found in enumerate(self.fields) if found is field), -1),
            columns=self.columns,
            cells=[[self._shown(asked, of) for of in seen] for asked in self.fields],
            curves=[at for at, asked in enumerate(self.fields) if isinstance(asked, ScaleField) and asked.curve],
            state=self._state(),
            piece=self.moving if self.moving is not None and self.field_id != NAMES else self.entry_at(),
            adds=isinstance(field, ListField),
            held=self.held,
            line_rows=self.drawn_rows,
            placeholder=self._placeholder(),
            multiline=self._multiline,
            one=self.single,
            of=t("grid.of", self.lang, n=here + 1, total=len(stages)),
            hint=self.book.text(field.hint, self.scope_of()) if field is not None else "",
            marks=("<", ">") if self.host.glyphs == "ascii" else ("‹", "›"),
            empty=t("grid.empty" if self.stage_list else "grid.empty_fixed", self.lang),
            earlier=lambda n: t("grid.earlier", self.lang, n=n),
            later=lambda n: t("grid.later", self.lang, n=n),
        )

    def _share(self, of: str) -> float:
        """How much of a stage is answered, 0 to 1."""
        cell = self.cell(of)
        asked = [field for field in self.fields if self.applies(field, of)]
        return sum(is_answered(cell, field) for field in asked) / len(asked) if asked else 0.0

    def _shown(self, field: AnyField, of: str) -> Shown:
        if not of:
            return Shown()
        if not self.applies(field, of):
            return Shown(applies=False)
        asked = self.asked(field, of)
        at_hand = of == self.of and field.id == self.field_id
        level, shown = None, ""
        if isinstance(field, ScaleField) and field.curve and isinstance(asked.value, int):
            level, shown = level_of(asked.value, field.min, field.max), figure(field, asked.value)
        below = () if at_hand and self.use == "evidence" else evidence(asked)
        short = isinstance(field, ScaleField)
        said = self._entries_made(asked.cell, field, of) if isinstance(field, ListField) else pieces(asked)
        if not at_hand:
            return Shown(said, (), below, short, level, shown)
        offered: tuple[Piece, ...] = ()
        if isinstance(field, ListField):
            said = tuple(map(entry_piece, self.reordered())) if self.moving is not None else said
        elif self.chooses_by_name:
            typed = self.host.line_text
            offered = offers(asked, "" if typed == self.base else typed)
        elif self.use in ("value", "own"):
            said = ()
        elif not self.use and not self.has_line(field) and not (short and level is not None and not self.single):
            offered = offers(asked)
        return Shown(said, offered, below, short, level, shown)

    def _entries_made(self, cell: Cell, field: ListField, of: str) -> tuple[Piece, ...]:
        """The entries of a list, made into pieces once: a cell that did not change is the very same object."""
        value = cell.get(field.id, ())
        before = self.made.get((of, field.id))
        if before is None or before[0] is not value:
            before = self.made[of, field.id] = (value, tuple(map(entry_piece, live(value))))
        return before[1]

    def _state(self) -> State:
        if self.use in ("stage", "rename"):
            return "naming"
        if self.use:
            return "over" if self.use == "edit" else "line"
        if self.moving is not None:
            return "moving"
        return "picked" if self.entry else "cell"

    @property
    def _multiline(self) -> bool:
        field = self.field
        return field is not None and self.use == "value" and self.editor(field).multiline(self.asked(field))

    def _placeholder(self) -> str:
        field = self.field
        words = {"stage": "grid.type_stage", "own": "grid.type_own", "evidence": "grid.type_evidence"}
        if self.use in words:
            return t(words[self.use], self.lang)
        if field is None or self.use != "value" or field.kind == "text":
            return ""
        return self.editor(field).placeholder(self.asked(field))

    # --------------------------------------------------------------------------------------------------------- Writing

    def enter(self, text: str) -> None:
        match self.use:
            case "add" if not is_blank(text):
                if self.commit(text):
                    self.open_line("add")
            case "value" if self.chooses_by_name and not is_blank(text) and getattr(self.field, "many", False):
                if self.commit(text):
                    self.to_cell()
            case "add" | "value":
                self.next_question(text)
            case "edit" | "own" | "evidence":
                if self.commit(text):
                    self.to_cell()
            case "stage" | "rename":
                self.named(text)
            case _:
                self.next_question()

    def move(self, key: str, text: str) -> bool:
        if self.use in ("stage", "rename"):
            return self.move_naming(key, text)
        if self.use == "edit" and key in ("up", "down"):
            self.edited(-1 if key == "up" else 1, text)
        elif self.use in ("own", "evidence") and key in ("up", "down"):
            self.enter(text)
        elif self.use == "add" and key == "up" and self.entries:
            self.held = text
            self.pick(self.entries[-1].id)
        elif text and key in ("left", "right", "home", "end"):
            return False
        else:
            return self.arrow(key, text)
        return True

    def copied(self) -> str:
        field = self.field
        if field is None:
            return self.stage_name(self.of) if self.of else ""
        if self.entry:
            return next((one.text for one in self.entries if one.id == self.entry), "")
        return "\n".join(one.text for one in self.entries) or self.editor(field).words(self.asked(field))

    def landing_place(self, found: Pasted, text: str) -> landing.Place | None:
        """Rows and columns as they lie on the screen; on the names, the first row names the stages."""
        names = self.field_id == NAMES
        if not found.is_table or self.use in ("edit", "rename", "own", "evidence") or (names and not self.can_add):
            return None
        return landing.Place(self.stop.at, self.of, "", self.field_id, self.by, names=names)

    def landed(self, text: str) -> None:
        if self.use == "add":
            self.held = text
        self.to_cell()

    def paste(self, lines: list[str], text: str) -> bool:
        if self.field_id == NAMES:
            return self.can_add and self.paste_stages(lines, text)
        field = self.field
        if isinstance(field, ListField) and self.use in ("", "add"):
            text = text if self.use else self.held
            if not is_blank(text):
                lines = [text + lines[0], *lines[1:]]
            if self.add_entries(lines):
                self.held, self.wants_line = "", True
                self.to_cell()
                self.host.say(t("grid.pasted", self.lang, n=len(lines)))
            return True
        if field is not None and not self.use and self.has_line(field) and not isinstance(field, ListField):
            self.wants_line = True
            self.to_cell()
            self.host.set_line(("\n" if self._multiline else " ").join([*filter(None, [self.base]), *lines]))
            return True
        return False

    def typed(self, text: str) -> bool:
        return self.chooses_by_name or self.host.line_rows != self.drawn_rows

    def escape(self, text: str) -> None:
        """To Choosing. A new name not yet given is let go; words half-typed in a cell stay in it."""
        if self.use in ("stage", "rename"):
            self.to_cell()
            return
        if self.use in ("edit", "own", "evidence") and not self.commit(text):
            return
        self.wants_line = False
        if self.use in ("add", "value") and text != self.base:
            self.held = text
        self.to_cell()

    def leave(self, text: str) -> bool:
        if not self.commit(text):
            return False
        self.to_cell()
        return True

    # -------------------------------------------------------------------------------------------------------- Choosing

    def key(self, key: str) -> bool:
        self.settle()
        if self.moving is not None:
            if self.field_id == NAMES:
                return self.key_moving(key, [stage.id for stage in self.stages], ("left", "right"))
            return self.key_moving(key, [entry.id for entry in self.entries], ("up", "down"))
        if key == "v" and not self.writing:
            self.one = not self.single
            return True
        if self.field_id == NAMES:
            return self.key_names(key)
        return self.key_entry(key) if self.entry else self._key_cell(key)

    def _key_cell(self, key: str) -> bool:
        field = self.field
        if field is None or self.arrow(key):
            return field is not None
        if self.press(field, key):
            return True
        if key == "enter" and not self.has_line(field):
            self.next_question()
        elif key == "delete" or (key == "d" and not self.writing):
            self.clear(field)
        elif key == "e" and field.evidence and not self.has_line(field):
            self.open_beside("evidence")
        elif self.writing:
            return False
        elif key in ("a", "enter", "e"):
            self.wants_line = True
            self.to_cell()
            if key == "e" and self.use == "add" and self.entries:
                self.edit(self.entries[-1])
        elif key == "m" and self.entries:
            self.pick(self.entries[-1].id)
            self.moving = len(self.entries) - 1
        elif key == "escape" and self.held:
            self.held = ""
        elif key.isdecimal() and len(key) == 1 and self.has_line(field) and not isinstance(field, ListField):
            self.wants_line = True
            self.to_cell()
            self.host.set_line(key)
        else:
            return False
        return True

    # -------------------------------------------------------------------------------------------------- keys that work

    def pairs(self) -> list[Pair]:
        field = self.field
        if field is None:
            return self.name_pairs()
        arrows = [Pair("←→", "grid.k_stage"), Pair("↑↓", "grid.k_question")]
        if self.moving is not None:
            return [Pair("↑↓", "grid.k_place"), Pair("Enter", "grid.k_drop")]
        if self.entry and not self.use:
            return [Pair("Enter", "keys.edit"), Pair("d", "keys.remove"), Pair("m", "keys.move"), Pair("↓", "grid.k_line")]
        match self.use:
            case "add":
                latest = [Pair("↑", "grid.k_latest")] if self.entries else []
                return [Pair("Enter", "keys.adds"), Pair(t("grid.k_empty", self.lang), "grid.k_next"), *arrows, *latest]
            case "value":
                return [Pair("Enter", "grid.k_choose" if self.chooses_by_name else "grid.k_next"), *arrows]
            case "edit" | "own" | "evidence":
                return [Pair("Enter", "keys.save")]
        if not self.has_line(field):
            return [*self._answer_pairs(field), *arrows, *self._choosing_pairs(field)]
        return [Pair("Enter", "grid.k_write"), *arrows, *self._choosing_pairs(field)]

    def _answer_pairs(self, field: AnyField) -> list[Pair]:
        asked = self.asked(field)
        if isinstance(field, ScaleField):
            low, high = label_of(asked, field.min), label_of(asked, field.max)
            spelt = low and high and not self.single
            words = t("grid.k_scale", self.lang, low=low, high=high) if spelt else "grid.k_answer"
            clear = [Pair("0", "grid.k_clear")] if asked.value is not None and mark_of(field, "0") is None else []
            return [Pair(f"{key_of(field, field.min)}–{key_of(field, field.max)}", words), *clear]
        more = [Pair("0", "grid.k_clear")] if is_answered(asked.cell, field) else []
        if isinstance(field, ChoiceField):
            keys = f"1–{len(offers(asked))}"
            return [Pair(keys, "grid.k_tick" if field.many else "grid.k_answer"), *more]
        return [*self.editor(field).pairs(asked)[:1], *more]

    def _choosing_pairs(self, field: AnyField) -> list[Pair]:
        if self.writing:
            return []
        pairs = [Pair("e", "keys.edit"), Pair("d", "keys.remove")] if is_answered(self.cell(), field) else []
        return [*pairs, Pair("Home", "grid.k_names"), Pair("v", "grid.k_all" if self.single else "grid.k_one")]

    # -------------------------------------------------------------------------------------------------------- pointing

    def click_sign(self, target: object, x: int, press: str) -> None:
        """An answer, or a thing in a list, in the cell at hand; in another cell the click goes there first."""
        before = (self.of, self.field_id)
        if self._place_at(target, x) != before or self.field is None:
            if press.startswith("voice "):
                super().click_sign(target, x, press)
            else:
                self.click(target, x)
        elif press.startswith("entry "):
            self._click_entry(press[6:])
        elif self.has_line(self.field):  # one of many, chosen by name: by its number
            self.enter(press)
        else:
            self.press(self.field, press)

    def _click_entry(self, id: str) -> None:
        """Once it is picked, once more it is mended; where another is being moved, that one is put down there."""
        ids = [entry.id for entry in self.entries]
        if id not in ids:
            return
        if self.moving is not None:
            self.moving = ids.index(id)
            self.key("enter")
        elif self.entry == id and not self.use:
            self.key("enter")
        elif self.entry != id:
            text = self.host.line_text
            if self.use == "add":
                self.held = text
            elif self.use and not self.commit(text):
                return
            self.pick(id)

    def click(self, target: object, x: int) -> None:
        place = self._place_at(target, x)
        if place is None:
            return
        if self.moving is not None and self.field_id == NAMES and place[1] == NAMES:
            self.moving = next((at for at, stage in enumerate(self.stages) if stage.id == place[0]), self.moving)
            self.key("enter")  # what is carried is put down where one clicks
        elif place != (self.of, self.field_id):
            self.go_to(*place, self.host.line_text if self.use else "")
        elif not self.use and (self.field is None or self.has_line(self.field)):  # once more: it is written in
            self.key("enter")

    def _place_at(self, target: object, x: int) -> tuple[str, str] | None:
        """The stage and the question (or the names) under a click."""
        if not isinstance(target, Place):
            return None
        stages = self.stages
        here = self.stage_at(stages)
        if target.part == "strip":
            stage = strip_at([self.stage_name(stage.id) for stage in stages], here, self.width, x)
        else:
            column = -1 if self.single else self.columns.at(x)
            stage = here if column < 0 else self.first + column
        if not 0 <= stage < len(stages):
            return None
        field = NAMES if target.part == "heads" else self.fields[target.question].id if target.question >= 0 else self.field_id
        return stages[stage].id, field
