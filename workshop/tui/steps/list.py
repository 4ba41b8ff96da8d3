"""The editor of `list`: things said, one a row, and the line below the last; with fields a table, with `each` a split."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session.flow import Stop
from workshop.tui.steps.outline import OutlinePane


def pane(host: Any, stop: Stop) -> OutlinePane:
    step = host.book.scenario.step_by_id[stop.step]
    return TablePane(host, stop) if step.fields or step.each is not None else ListPane(host, stop)


class ListPane(OutlinePane):
    """Opens in Writing. ↑ Enter mends the latest."""

    wide = False


class TablePane(OutlinePane):
    """What belongs to each row, as an outline (the split), or things with fields."""

    def head_text(self) -> str:
        return t("outline.what", self.lang)
