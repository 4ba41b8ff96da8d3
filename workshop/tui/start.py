"""From the command line to the screen, and back with an exit code."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workshop import terminal
from workshop.settings import Found

if TYPE_CHECKING:
    from workshop.store.table import Sitting


def start(found: Found, sessions: Path, path: Path | None) -> int:
    """Run the terminal application. Exit code 0: left as one leaves; 1: it ended by a fault (all was saved)."""
    if terminal.is_screen(os.environ):
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")  # read by Textual when it is loaded
    from workshop.tui.app import WorkshopApp

    app = WorkshopApp(found.settings, sessions, first=_opening(path) if path is not None else None, found=found)
    try:
        code = app.run()
    finally:
        app.close_sitting()
        if app.last_words:
            from workshop.tui.crash import show

            show(app.last_words)
    # Textual gives None where it ended without anyone leaving (its input broke): that is no normal end.
    return 1 if code is None else code


def _opening(path: Path) -> Callable[[], Sitting]:
    from workshop.store.table import sit_down

    return lambda: sit_down(path)
