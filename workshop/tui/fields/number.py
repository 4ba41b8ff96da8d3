"""A number: `9,5` and `9.5` both read."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.scenario.fields.number import NumberField
from workshop.tui.fields.base import Asked, FieldEditor, Line
from workshop.tui.rows import Span, cut


class NumberEditor(FieldEditor):
    align = "right"
    side = 14

    def line_rows(self, asked: Asked) -> int:
        return 1

    def typed(self, asked: Asked) -> str:
        value = asked.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return language.number(value, asked.lang).replace("\u00a0", " ")
        return "" if value is None else str(value)

    def words(self, asked: Asked) -> str:
        text, unit = self.typed(asked), _unit(asked)
        return f"{text} {unit}" if text and unit else text

    def short(self, asked: Asked, width: int) -> Line:
        """Without the unit: that stands at the head of its column."""
        text = self.typed(asked)
        return (Span(cut(text, width)),) if text else ()

    def placeholder(self, asked: Asked) -> str:
        return _unit(asked) or t("ask.type_number", asked.lang)


def _unit(asked: Asked) -> str:
    return asked.field.unit if isinstance(asked.field, NumberField) else ""


EDITOR = NumberEditor()
