"""The editor of `decisions`: what was decided, and why."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.text import TextField
from workshop.session.flow import Stop
from workshop.tui.steps.actions import LogPane


def pane(host: Any, stop: Stop) -> LogPane:
    return DecisionsPane(host, stop)


class DecisionsPane(LogPane):
    log = "decisions"

    @property
    def fields(self) -> list[AnyField]:
        why = TextField(id="why", title=t("outline.why", self.lang))
        by = TextField(id="decided_by", title=t("outline.decided_by", self.lang))
        return [why, by, *self.step.fields]

    def head_text(self) -> str:
        return "    " + t("outline.decision", self.lang)

    def ghost(self) -> str:
        return t("outline.decision_ghost", self.lang)
