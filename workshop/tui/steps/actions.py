"""The editor of `actions`: all in one line (`call the printer @Sam fri`), owner and date in columns, what is missing marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.session import capture
from workshop.session.carried import is_carried, said
from workshop.session.changes import AddItem, Change, SetItemField
from workshop.session.flow import Stop
from workshop.session.lateness import late_words
from workshop.session.model import Item, live
from workshop.session.recapture import SIGN
from workshop.tui.fields.base import Asked
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Ink, Row, Span, cut, pad, row, soft, warn
from workshop.tui.steps.items_shape import Block, Entry
from workshop.tui.steps.outline import OutlinePane

NEEDED = ("owner", "due")
DUE = 2  # the column of the day


def pane(host: Any, stop: Stop) -> OutlinePane:
    return ActionsPane(host, stop)


class LogPane(OutlinePane):
    """Actions or decisions: the step's own, and below them what was captured on the way."""

    log = "actions"

    def _blocks(self) -> Sequence[Block]:
        found = super()._blocks()
        step = self.step.id
        other = [item for item in live(getattr(self.book.session, self.log)) if item.fields.get("step") != step]
        caught = [item for item in other if not is_carried(item)]
        if caught:
            found = [*found, Block(None, caught, t("outline.elsewhere", self.lang), takes=False)]
        for day in dict.fromkeys(said(item) for item in other if is_carried(item)):
            then = [item for item in other if is_carried(item) and said(item) == day]
            drawn = language.day(day, self.lang, date.today()) if day is not None else ""
            words = t("outline.last_time", self.lang, day=drawn) if drawn else t("outline.last_time_then", self.lang)
            found = [*found, Block(None, then, words, takes=False)]
        return found

    def head_text(self) -> str:
        return t(f"outline.{self.log}", self.lang)

    def ghost(self) -> str:
        return t(f"outline.{self.log}_ghost", self.lang) if not self.lacking() else super().ghost()

    # one line for all: what is meant by it is said while it is written
    def _read(self, text: str) -> capture.Captured:
        people = [person.name for person in self.book.session.present if person.name]
        return capture.read(text, lang=self.lang, today=date.today(), people=people, sign=SIGN[self.log])

    def adding(self, text: str) -> AddItem:
        found, (of, _) = self._read(text), self.line_key
        return AddItem(step=self.step.id, text=found.text, fields=dict(found.fields), of=of, at=self.stop.at)

    def add_all(self, texts: list[str]) -> bool:
        return self.host.do(*(self.adding(text) for text in texts))

    def rewording(self, item: Item, text: str) -> list[Change]:
        written, found = self.text_of(item), self._read(text)
        if self._read(written).text != written:
            return super().rewording(item, text)  # words that look like an owner or a reason stay words
        return [*super().rewording(item, found.text or written), *self.setting(item, found.fields)]

    def typed(self, text: str) -> bool:
        return super().typed(text) or not self.column

    def _understood(self) -> str:
        return self._read(self.host.line_text).said if self.writing and not self.column else ""

    def foot(self, width: int, most: int) -> list[Row]:
        rows = super().foot(width, most)
        if said := self._understood():
            rows = [*rows, EMPTY, row(Span(" " * self.indent), soft(cut(said, width - self.indent)))]
        return rows


class ActionsPane(LogPane):
    log = "actions"

    @property
    def fields(self) -> Sequence[AnyField]:
        return self.remember("fields", self._fields)

    def _fields(self) -> list[AnyField]:
        owner = TextField(id="owner", title=t("outline.owner", self.lang))
        due = DateField(id="due", title=t("outline.due", self.lang))
        return [owner, due, *self.step.fields]

    # what is missing
    def lacks(self, item: Item) -> list[int]:
        """The columns of what is missing."""
        return [] if item.get("done") else [at for at, name in enumerate(NEEDED, 1) if not item.get(name)]

    def ghost_of(self, field: AnyField, item: Item) -> str:
        if field.id in NEEDED and not item.get("done"):
            return t(f"review.{field.id}", self.lang)
        return super().ghost_of(field, item)

    def open(self, item: Item | None, key: str) -> None:
        """Enter goes to what is missing; `e` to the words."""
        if item is not None and key == "enter" and not self.column and (lacks := self.lacks(item)):
            self.column = lacks[0]
            self.open_cell()
        else:
            super().open(item, key)

    def after_edit(self) -> None:
        item = self.item()
        if self.column and not self.filling and item is not None:
            following = [column for column in self.lacks(item) if column > self.column]
            if following:
                self.column = following[0]
                self.open_cell()
            else:
                self.lift("")
                self.point(item.id)
        else:
            super().after_edit()

    def pairs_of(self, item: Item) -> list[Pair]:
        enter = Pair("Enter", "outline.keys.fill_in", "enter") if self.lacks(item) else super().pairs_of(item)[0]
        return [enter, Pair("Space", "keys.done", "space")]

    def space(self, item: Item) -> bool:
        done = None if item.get("done") else True
        return self.host.do(SetItemField(id=item.id, field="done", value=done, step=self.step.id))

    # an owner
    def reading(self, asked: Asked, text: str) -> Any:
        """An owner is whom of those present the word means."""
        if asked.field.id == "owner" and len(text.split()) == 1:
            return {"owner": self._read(f"x @{text.lstrip('@')}").fields.get("owner", text)}
        return super().reading(asked, text)

    # drawing
    def ink_of(self, item: Item) -> Ink:
        return "faint" if item.get("done") else "ink"

    def lead(self, entry: Entry, item: Item, here: bool) -> tuple[Span, ...]:
        if item.get("done") and not self.is_tree:
            return (Span(" ✓", "faint"), Span(" " * (self.indent - 2)))
        return super().lead(entry, item, here)

    def foot(self, width: int, most: int) -> list[Row]:
        rows = super().foot(width, most)
        if self._understood():
            return rows
        lacking = self.remember("lacking", self._lacking)
        if lacking:
            rows = [EMPTY, row(Span(" " * self.indent), warn(cut(lacking, width - self.indent))), *rows]
        return rows

    def _lacking(self) -> str:
        """`2 without an owner, 2 without a date`."""
        owners = dates = 0
        for item in self.shape().items():
            if not item.fields.get("done"):
                owners += not item.fields.get("owner")
                dates += not item.fields.get("due")
        counts = (("review.no_owner", owners), ("review.no_due", dates))
        return ", ".join(t(key, self.lang, n=n) for key, n in counts if n)

    def _beside(self, item: Item, here: bool) -> tuple[list[Span], tuple[int, int] | None]:
        """What is left of last time and late says so in words, in the place of its day."""
        spans, open_at = super()._beside(item, here)
        late = late_words(item.get("due"), self.lang) if is_carried(item) and not item.get("done") else ""
        if not late or not self._columns or (here and self.column == DUE):
            return spans, open_at
        before, size = sum(self._columns[: DUE - 1]), self._columns[DUE - 1]
        kept, used = [], 0
        for span in spans:
            if used < before:
                kept.append(span)
            used += cell_len(span.text)
        return [*kept, warn(pad(late, size)), Span(" " * (used - before - size))], open_at
