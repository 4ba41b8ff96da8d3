"""What sort, group, matrix and vote share: the material, the voice at hand, its spot, and adding one more thing to the material."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.kinds.list import ListStep
from workshop.session.changes import AddItem
from workshop.session.flow import Stop
from workshop.session.model import Cell, Item, Spot
from workshop.session.scope import Scope
from workshop.tui.rows import wrap
from workshop.tui.steps.base import StepPane


class MaterialPane(StepPane):
    """A pane that works on items made earlier."""

    wide = True

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.voice = 0
        self.row = 0  # with `each`: which row the step is done for

    # what there is
    def rows_of_each(self) -> tuple[Item, ...]:
        return self.book.source(self.step.each, Scope(step=self.step.id, at=self.stop.at)) if self.step.each is not None else ()

    @property
    def of(self) -> str:
        rows = self.rows_of_each()
        return rows[self.row % len(rows)].id if rows else ""

    @property
    def by(self) -> str:
        voices = self.book.voices(self.step)
        return voices[self.voice % len(voices)] if voices else ""

    @property
    def many_voices(self) -> bool:
        return len(self.book.voices(self.step)) > 1

    def next_voice(self, way: int = 1) -> None:
        voices = self.book.voices(self.step)
        if voices:
            self.voice = (self.voice + way) % len(voices)

    @property
    def spot(self) -> Spot:
        return Spot(self.book.latest(self.step, self.stop.at), self.stop.at, self.of, "", self.by)

    @property
    def cell(self) -> Cell:
        """What the voice at hand has said. A voice that is kept without a name has another id in the file."""
        spot = self.spot
        if spot.by:
            spot = spot._replace(by=self.host.desk.voice(self.step.id, spot.by))
        return self.book.session.cell(self.step.id, spot)

    def where(self) -> dict[str, str]:
        """The layers of a change at this spot."""
        return {"step": self.step.id, "at": self.stop.at, "of": self.of, "by": self.by}

    def material(self) -> tuple[Item, ...]:
        return self.book.material(self.step, self.stop.at, self.of)

    def text_of(self, item: Item) -> str:
        return item.text or self.book.label(item.id)

    def scope(self) -> Scope:
        return Scope(step=self.step.id, at=self.stop.at, of=self.of, by=self.by)

    def kicker(self) -> str:
        parts = [self.book.label(self.of)] if self.of else []
        if self.by:
            parts.append(self.book.label(self.by) or t("place.voice", self.lang, n=self.voice + 1))
        return " · ".join(parts)

    # one more thing
    def source_list(self) -> ListStep | None:
        """The list that more could be added to: where the material is the items of one list."""
        name = self.step.from_
        step = self.book.scenario.step_by_id.get(name) if isinstance(name, str) else None
        return step if isinstance(step, ListStep) and not step.closed and step.each is None else None

    def add_more(self) -> bool:
        source = self.source_list()
        if source is None:
            self.host.say(t("place.cannot_add", self.lang))
            return True
        self.host.ask_name(t("place.add_to", self.lang, list=self.book.text(source.title)), "", lambda text: self._added(source, text))
        return True

    def _added(self, source: ListStep, text: str) -> None:
        if text.strip():
            self.host.do(AddItem(step=source.id, text=text))

    def paste(self, lines: list[str], text: str) -> bool:
        return False


def column_lines(text: str, width: int) -> tuple[str, ...]:
    return wrap(text, max(6, width), 2)
