"""From the command line to the screen, and back with an exit code."""

from __future__ import annotations

from pathlib import Path

from workshop.settings import Found


def start(found: Found, sessions: Path, path: Path | None) -> int:
    """Run the terminal application. Exit code 0: left as one leaves; 1: it ended by a fault (all was saved)."""
    from workshop.tui.app import WorkshopApp
    from workshop.tui.sitting import sit_down

    app = WorkshopApp(found.settings, sessions, first=(lambda: sit_down(path)) if path is not None else None, found=found)
    try:
        code = app.run()
    finally:
        app.close_sitting()
        if app.last_words:
            from workshop.tui.crash import show

            show(app.last_words)
    # Textual gives None where it ended without anyone leaving (its input broke): that is no normal end.
    return 1 if code is None else code
