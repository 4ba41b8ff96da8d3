"""The step's clock in the header: the words of the timer, and the rule that fills from left to right. Pure."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.tui.rows import Ink, Row, Span, row

LAST = 5  # the last of so many parts of the time is told
DASH = 2  # cells of a stroke, and of a gap, while the clock is stopped


def clock(planned: float | None, spent: float, paused: bool, width: int, lang: str) -> tuple[Span, Row]:
    """The timer and the rule of a step of `planned` minutes (None: it has no time) of which `spent` seconds are gone."""
    if not planned:
        return Span(""), row(Span("─" * width, "rule"))
    whole = planned * 60
    left = whole - spent
    done = min(width, round(width * min(1.0, spent / whole)))
    ink: Ink = "alert" if left < 0 else "warn" if left < whole / LAST else "accent"
    key = "run.over" if left < 0 else "run.left"
    words = t(key, lang, left=language.minutes(left), over=language.minutes(-left), of=planned)
    if paused:
        words = t("run.paused", lang, timer=words)
        filled = ("━" * DASH + "─" * DASH) * (done // (2 * DASH) + 1)
        return Span(words), row(Span(filled[:done], "soft"), Span("─" * (width - done), "rule"))
    timer = Span(words, "ink" if ink == "accent" else ink, bold=ink != "accent")
    return timer, row(Span("━" * done, ink), Span("─" * (width - done), "rule"))
