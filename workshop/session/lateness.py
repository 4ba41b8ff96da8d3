"""How late something is, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from workshop.language import t

WEEK = 7


def late_words(due: Any, lang: str) -> str:
    """`5 veckor sen`; "" for what is not late."""
    days = (date.today() - due).days if isinstance(due, date) else 0
    if days <= 0:
        return ""
    return t("outline.weeks_late", lang, n=days // WEEK) if days >= WEEK else t("outline.days_late", lang, n=days)
