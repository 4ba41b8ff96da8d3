"""A free text: one line, or a box of several where the scenario asks for more."""

from __future__ import annotations

from workshop.scenario.fields.text import TextField
from workshop.tui.fields.base import BOX, LINE_ROWS, Asked, FieldEditor


class TextEditor(FieldEditor):
    def multiline(self, asked: Asked) -> bool:
        return _lines(asked) > 1

    def line_rows(self, asked: Asked) -> int:
        lines = _lines(asked)
        return max(BOX[0], min(lines, BOX[1])) if lines > 1 else LINE_ROWS


def _lines(asked: Asked) -> int:
    return asked.field.lines if isinstance(asked.field, TextField) else 1


EDITOR = TextEditor()
