"""The editor of `ask`: which look it has."""

from __future__ import annotations

from typing import Any

from workshop.scenario.kinds.ask import Ask
from workshop.session.flow import Stop
from workshop.tui.pane import Pane


def pane(host: Any, stop: Stop) -> Pane:
    step = host.book.scenario.step_by_id[stop.step]
    assert isinstance(step, Ask)
    if step.has_rows and step.look == "journey":
        from workshop.tui.steps.journey import JourneyPane

        return JourneyPane(host, stop)
    if step.has_rows and step.look == "cards":
        from workshop.tui.steps.cards import CardsPane

        return CardsPane(host, stop)
    if step.has_rows and (step.look == "table" or (step.across is not None and step.look is None)):
        from workshop.tui.steps.ask_table import TablePane

        return TablePane(host, stop)
    from workshop.tui.steps.form import FormPane

    return FormPane(host, stop)
