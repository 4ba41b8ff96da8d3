"""A day, typed as people write days; what was understood is said before Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from workshop import language
from workshop.language import t
from workshop.tui.fields.base import Asked, FieldEditor

AHEAD = (0, 1, 7, 14, 28)  # days


class DateEditor(FieldEditor):
    reads = True
    side = 14

    def line_rows(self, asked: Asked) -> int:
        return 1

    def typed(self, asked: Asked) -> str:
        # The one form that means the same day whenever it is read.
        return asked.value.isoformat() if isinstance(asked.value, date) else str(asked.value or "")

    def words(self, asked: Asked) -> str:
        if isinstance(asked.value, date):
            return language.day(asked.value, asked.lang, date.today())
        return str(asked.value or "")

    def read(self, asked: Asked, text: str) -> Mapping[str, Any]:
        if not text.strip():
            return {asked.field.id: None}
        return {asked.field.id: language.parse_day(text, asked.lang) or text}

    def read_back(self, asked: Asked, text: str) -> str:
        found = language.parse_day(text, asked.lang)
        return language.long_day(found, asked.lang, date.today()) if found is not None else ""

    def offers(self, asked: Asked) -> Sequence[tuple[str, str]]:
        """Today, tomorrow, in a week, in two, in four."""
        days = [date.today() + timedelta(days=ahead) for ahead in AHEAD]
        return [(language.day(when, asked.lang, date.today()), when.isoformat()) for when in days]

    def placeholder(self, asked: Asked) -> str:
        return t("ask.type_date", asked.lang)


EDITOR = DateEditor()
