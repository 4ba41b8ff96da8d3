"""The split: what belongs to each row, as an outline edited by keyboard."""

from __future__ import annotations

from workshop.language import t
from workshop.tui.steps.outline import OutlinePane


class TreePane(OutlinePane):
    def head_text(self) -> str:
        return t("outline.message", self.lang)
