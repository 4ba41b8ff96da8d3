"""The step's clock in the header: the words of the timer, and the rule that fills from left to right. Pure."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.session.timebox import Timer
from workshop.tui.planned import figure
from workshop.tui.rows import Ink, Row, Span, row

LAST = 5  # the last of so many parts of the time is told
DASH = 2  # cells of a stroke, and of a gap, while the clock is stopped


def clock(timer: Timer | None, width: int, lang: str, *, signs: bool = True) -> tuple[Span, Row]:
    """The words and the rule of a step's timer (None: it has no time). `signs`: the last fifth and overtime are told by
    colour and weight too, not by the figure alone."""
    if timer is None:
        return Span(""), row(Span("─" * width, "rule"))
    left = timer.left
    done = min(width, round(width * min(1.0, timer.spent / timer.planned)))
    over = left < 0
    if timer.paused:
        words = t("run.paused_over" if over else "run.paused", lang, left=language.minutes(abs(left)))
        filled = ("━" * DASH + "─" * DASH) * (done // (2 * DASH) + 1)
        return Span(words), row(Span(filled[:done], "soft"), Span("─" * (width - done), "rule"))
    ink: Ink = "accent" if not signs else "alert" if over else "warn" if is_last_part(timer) else "accent"

    words = t("run.over" if over else "run.left", lang, left=language.minutes(abs(left)), of=figure(timer.planned / 60, lang))
    told = Span(words, "ink" if ink == "accent" else ink, bold=ink != "accent")
    return told, row(Span("━" * done, ink), Span("─" * (width - done), "rule"))


def is_last_part(timer: Timer) -> bool:
    """Whether a fifth of the time is left, or less."""
    return timer.left < timer.planned / LAST


def tones(before: float, timer: Timer) -> int:
    """How many tones are due, `before` being the seconds that were left at the look before: one when the last fifth begins,
    two when the time is out."""
    if before > 0 >= timer.left:
        return 2
    return 1 if before >= timer.planned / LAST > timer.left > 0 else 0
