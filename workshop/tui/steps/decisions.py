"""The editor of `decisions`: what was decided, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.session.flow import Stop
from workshop.tui.steps.actions import LogPane


def pane(host: Any, stop: Stop) -> LogPane:
    return DecisionsPane(host, stop)


class DecisionsPane(LogPane):
    log = "decisions"

    @property
    def fields(self) -> Sequence[AnyField]:
        return self.remember("fields", self._fields)

    def _fields(self) -> list[AnyField]:
        why = TextField(id="why", title=t("outline.why", self.lang))
        by = TextField(id="decided_by", title=t("outline.decided_by", self.lang))
        review = DateField(id="review", title=t("outline.review", self.lang))
        return [why, by, review, *self.step.fields]
