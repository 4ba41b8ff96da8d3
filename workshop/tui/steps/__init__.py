"""The editors: one file a kind, of the same name as in `scenario/kinds/`, each with `pane(host, stop) -> Pane`.

Imported when a step of the kind is first opened: only what is on the screen is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.session.flow import Stop
    from workshop.tui.pane import Pane


def open_pane(host: Any, stop: Stop) -> Pane:
    """The editor of a stop's step."""
    kind = host.book.scenario.step_by_id[stop.step].kind
    pane: Pane = import_module(f"workshop.tui.steps.{kind}").pane(host, stop)
    return pane
