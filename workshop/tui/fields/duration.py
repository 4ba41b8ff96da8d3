"""A length of time, kept as typed; what was understood is said before Enter."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.scenario.fields.duration import DurationField
from workshop.tui.fields.base import Asked, FieldEditor


class DurationEditor(FieldEditor):
    reads = True
    side = 14

    def line_rows(self, asked: Asked) -> int:
        return 1

    def words(self, asked: Asked) -> str:
        return " ".join(self.typed(asked).split())

    def read_back(self, asked: Asked, text: str) -> str:
        """In hours and minutes: `90` is `1 h 30 min`."""
        hours = asked.field.day_hours if isinstance(asked.field, DurationField) else 24
        found = language.parse_duration(text, hours)
        if found is None or found >= 100_000 * 60:
            return ""
        whole, rest = divmod(round(found), 60)
        parts = [t("ask.hours", asked.lang, n=whole)] if whole else []
        if rest or not whole:
            parts.append(t("ask.minutes", asked.lang, n=rest))
        return " ".join(parts)

    def placeholder(self, asked: Asked) -> str:
        return t("ask.type_duration", asked.lang)


EDITOR = DurationEditor()
