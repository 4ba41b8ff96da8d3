"""The editor of `actions`: all in one line (`call the printer @Sam fri`), owner and date in columns, what is missing marked."""

from __future__ import annotations

from datetime import date
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.session import capture
from workshop.session.changes import AddItem, Change, EditItem, SetItemField
from workshop.session.flow import Stop
from workshop.session.model import Item, live
from workshop.tui.rows import EMPTY, Row, Span, cut, faint, row, soft
from workshop.tui.steps.outline import OutlinePane


def pane(host: Any, stop: Stop) -> OutlinePane:
    return ActionsPane(host, stop)


class LogPane(OutlinePane):
    """Actions or decisions: items of the log that carry this step; what was captured elsewhere is shown below."""

    log = "actions"

    def items(self) -> list[Item]:
        found = live(getattr(self.book.session, self.log))
        return [item for item in found if item.get("step") == self.step.id and not item.get("captured")]

    def elsewhere(self) -> list[Item]:
        return [item for item in live(getattr(self.book.session, self.log)) if item.get("step") != self.step.id]

    def foot(self, width: int, height: int) -> list[Row]:
        rows = super().foot(width, height)
        other = self.elsewhere()
        room = height // 3 - len(rows) - 2
        if other and room > 0:
            rows += [EMPTY, row(faint(t(f"outline.{self.log}_elsewhere", self.lang)))]
            for item in other[:room]:
                step = self.book.scenario.step_by_id.get(str(item.get("step", "")))
                side = self.book.text(step.title) if step is not None else ""
                said = cut(self.text_of(item), width - len(side) - 7)
                gap = " " * max(1, width - 4 - len(said) - len(side))
                rows.append(row(Span("    "), soft(said), Span(gap), faint(side)))
        return rows


class ActionsPane(LogPane):
    log = "actions"

    @property
    def fields(self) -> list[AnyField]:
        owner = TextField(id="owner", title=t("outline.owner", self.lang))
        due = DateField(id="due", title=t("outline.due", self.lang))
        return [owner, due, *self.step.fields]

    def head_text(self) -> str:
        return "    " + t("outline.action", self.lang)

    def ghost(self) -> str:
        return t("outline.action_ghost", self.lang)

    def ghost_of(self, field: AnyField, item: Item) -> str:
        if field.id in ("owner", "due") and not item.get("done"):
            return t(f"review.{field.id}", self.lang)
        return super().ghost_of(field, item)

    def ink_of(self, item: Item) -> Any:
        return "faint" if item.get("done") else "ink"

    def numbering(self, item: Item, here: bool) -> tuple[Span, ...]:
        if item.get("done"):
            return (Span(" ✓", "faint"), Span("  "))
        return super().numbering(item, here)

    def _read(self, text: str) -> capture.Captured:
        people = [person.name for person in self.book.session.present if person.name]
        return capture.read(text, lang=self.lang, today=date.today(), people=people, sign="!")

    def add(self, text: str) -> bool:
        found = self._read(text)
        parent = self.current_parent
        of = parent.id if parent is not None else ""
        if self.host.do(AddItem(step=self.step.id, text=found.text, fields=dict(found.fields), of=of, at=self.stop.at)):
            self.host.set_line("")
            return True
        return False

    def edits(self, item: Item, text: str) -> list[Change]:
        found = self._read(text)
        changes: list[Change] = [EditItem(id=item.id, text=found.text, step=self.step.id)]
        changes += [
            SetItemField(id=item.id, field=name, value=value, step=self.step.id)
            for name, value in found.fields.items()
            if value != item.get(name)
        ]
        return changes

    def space(self, item: Item) -> bool:
        return self.host.do(SetItemField(id=item.id, field="done", value=None if item.get("done") else True, step=self.step.id))

    def foot(self, width: int, height: int) -> list[Row]:
        items = [item for item in self.items() if not item.get("done")]
        owners = sum(not item.get("owner") for item in items)
        dates = sum(not item.get("due") for item in items)
        said = [t("review.no_owner", self.lang, n=owners)] if owners else []
        said += [t("review.no_due", self.lang, n=dates)] if dates else []
        rows = [EMPTY, row(Span("    "), Span(", ".join(said), "warn"))] if said else []
        return rows + super().foot(width, height)
