"""The plan of a sitting against the clock. Pure: the clock is the Desk's, the time of day an argument."""

from __future__ import annotations

from workshop.session.timebox import (
    Timer,
    least_minutes,
    planned_minutes,
    round_seconds,
    section_minutes,
    section_seconds,
    spent_seconds,
    timer,
)

__all__ = [
    "Timer",
    "least_minutes",
    "planned_minutes",
    "round_seconds",
    "section_minutes",
    "section_seconds",
    "spent_seconds",
    "timer",
]
