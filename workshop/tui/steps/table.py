"""A list whose items have fields: one a row, the fields in columns."""

from __future__ import annotations

from workshop.tui.steps.outline import OutlinePane


class ItemTablePane(OutlinePane):
    pass
