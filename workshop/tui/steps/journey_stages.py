"""The stages' names, above the first question of the journey grid: added, moved, renamed, removed in the middle of it all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Source
from workshop.session.changes import AddItem, AddItems, EditItem, MoveItem, RemoveItem
from workshop.session.model import Item, new_id
from workshop.text import is_blank
from workshop.tui.pane import Pair
from workshop.tui.steps.journey_answers import ENTER, REMOVE, JourneyAnswers
from workshop.tui.steps.journey_cells import answers_in
from workshop.tui.steps.journey_place import NAMES

FULL = 9  # more stages than this are hard to read in the report


class JourneyStages(JourneyAnswers):
    @property
    def stage_list(self) -> ListStep | None:
        """The list step that the stages are items of; None where their names are fixed here."""
        each: Any = self.step.each
        if isinstance(each, Source) and each == Source(from_=each.from_):
            each = each.from_
        if isinstance(each, list) and len(each) == 1:
            each = each[0]
        found = self.book.scenario.step_by_id.get(each) if isinstance(each, str) else None
        return found if isinstance(found, ListStep) and found.kind == "list" and found.each is None else None

    @property
    def can_add(self) -> bool:
        found = self.stage_list
        return found is not None and not found.closed

    @property
    def list_at(self) -> str:
        """The section's item that the stages lie under, where the list is in this section too."""
        found = self.stage_list
        return self.stop.at if found is not None and found.section == self.step.section else ""

    # words

    def names_question(self) -> str:
        stages = self.stages
        at = self.stage_at(stages)
        name = self.stage_name(self.of)
        if self.use == "stage":
            if not stages:
                return t("grid.first_stage", self.lang)
            if at + 1 < len(stages):
                return t("grid.new_between", self.lang, before=name, after=self.stage_name(stages[at + 1].id))
            return t("grid.new_after", self.lang, before=name)
        if self.use == "rename":
            return t("grid.renaming", self.lang, name=name)
        if self.moving is not None:
            return t("grid.moving", self.lang, name=name)
        count = t(f"grid.count.{len(stages)}", self.lang) if 0 < len(stages) <= 12 else str(len(stages))
        return t("grid.have", self.lang, n=len(stages), count=count)

    def name_pairs(self) -> list[Pair]:
        if self.use == "stage":
            return [Pair("Enter", "grid.k_done" if self.single else "grid.k_new_done")]
        if self.use == "rename":
            return [Pair("Enter", "keys.save")]
        if self.moving is not None:
            return [Pair("←→", "grid.k_place"), Pair("Enter", "grid.k_drop")]
        add = [Pair("a", "grid.k_add")] if self.can_add else []
        if not self.stages:
            return add
        own = self.stage_list is not None
        mend = [Pair("Enter", "grid.k_rename")] if own else []
        more = [Pair("m", "keys.move"), Pair("d", "keys.remove")] if own else []
        voices = [Pair("Tab", "keys.next_voice")] if len(self.voices) > 1 else []
        return [*mend, *add, *more, Pair("↓", "grid.k_questions"), *voices]

    # keys

    def key_names(self, key: str) -> bool:
        stages = self.stages
        if key in ("left", "right"):
            self.sideways(-1 if key == "left" else 1)
        elif key in ("home", "end") and stages:
            self.arrive(stages[0 if key == "home" else -1].id, NAMES)
        elif key in ("tab", "shift+tab"):
            self.next_voice(1 if key == "tab" else -1)
        elif key == "down":
            if stages:
                self.up_down(1)
        elif key in ("a", "m", *REMOVE, *ENTER):
            return self._key_stage(key, stages)
        else:
            return key == "up"
        return True

    def _key_stage(self, key: str, stages: Sequence[Item]) -> bool:
        found = self.stage_list
        if found is None or (key == "a" and found.closed):
            self.host.say(t("grid.fixed", self.lang))
        elif key == "a":
            self.open_line("stage")
        elif not stages:
            return False
        elif key == "m":
            self.moving = self.stage_at(stages)
        elif key in ENTER:
            self.open_line("rename", self.stage_name(self.of))
        else:
            self._remove_stage(found, stages)
        return True

    # the line

    def commit(self, text: str) -> bool:
        if self.use in ("stage", "rename"):
            return text == self.base or is_blank(text) or self._put_name(text)
        return super().commit(text)

    def back_to(self, use: str) -> None:
        if use in ("stage", "rename"):
            if self.field_id == NAMES and self.stage_list is not None:
                self.open_line(use, self.stage_name(self.of) if use == "rename" else "")
        else:
            super().back_to(use)

    def named(self, text: str) -> bool:
        """Enter: the name is given. False: it was refused."""
        if not self.commit(text):
            return False
        self.to_cell()
        return True

    def move_naming(self, key: str, text: str) -> bool:
        if key in ("up", "down", "tab", "shift+tab") and self.named(text) and key in ("down", "tab"):
            self.up_down(1)
        return True

    def paste_stages(self, lines: list[str], text: str) -> bool:
        found = self.stage_list
        if found is None or self.use == "rename":
            return False
        if not is_blank(text):
            lines = [text + lines[0], *lines[1:]]
        ids = [new_id() for _ in lines]
        if self.host.do(AddItems(step=found.id, texts=lines, ids=ids, at=self.list_at, after=self.of or None)):
            self.arrive(ids[-1], NAMES)
            self._say_if_many()
        return True

    # changes

    def _put_name(self, text: str) -> bool:
        found = self.stage_list
        assert found is not None
        if self.use == "rename":
            return self.host.do(EditItem(step=found.id, id=self.of, text=text))
        id = new_id()
        if not self.host.do(AddItem(step=found.id, id=id, text=text, at=self.list_at, after=self.of or None)):
            return False
        self.use, self.of = "", id
        self._say_if_many()
        return True

    def _say_if_many(self) -> None:
        if len(self.stages) > FULL:
            self.host.say(t("grid.too_many", self.lang))

    def _remove_stage(self, found: ListStep, stages: Sequence[Item]) -> None:
        name, at = self.stage_name(self.of), self.stage_at(stages)
        cells = self.book.session.answer(self.step.id).cells.items()
        lost = sum(answers_in(cell, self.fields) for spot, cell in cells if spot.of == self.of and spot.at == self.stop.at)
        if self.host.do(RemoveItem(step=found.id, id=self.of)):
            left = self.stages
            self.arrive(left[min(at, len(left) - 1)].id if left else "", NAMES)
            self.host.say(t("grid.removed", self.lang, name=name, n=lost))

    def put_after(self, moved: str, after: str) -> None:
        found = self.stage_list
        if self.field_id == NAMES and found is not None:
            self.host.do(MoveItem(step=found.id, id=moved, after=after))
        else:
            super().put_after(moved, after)
