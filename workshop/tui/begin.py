"""Beginning a session: what it takes from before in words, the new file, and in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop.errors import WorkshopError
from workshop.language import t


def start_session(
    app: Any,
    scenario_path: Path,
    *,
    found: Any = None,
    earlier: Mapping[str, str] | None = None,
    carry: bool = False,
    **values: Any,
) -> bool:
    """A new session file from a scenario's path, opened at its first step; False where something is in the way, which is said.
    `found`: what there is of the client from before, of which it takes `earlier` (by scenario) and, where `carry`, the open
    actions."""
    from workshop.scenario import load
    from workshop.session.begin import begin
    from workshop.store import files
    from workshop.store.table import sit_down

    try:
        loaded = load.read(scenario_path)
        if loaded.scenario is None:
            app.screen.say(str(loaded.faults[0]), "warn")
            return False
        session = begin(loaded.scenario, loaded.text, now=datetime.now(UTC), **values)
        if found is not None:
            from workshop.store.before import begun

            session = begun(loaded.scenario, session, found, earlier or {}, carry=carry)
        path = files.create(app.sessions, session)
    except (WorkshopError, OSError) as error:
        app.screen.say(str(error), "warn")
        return False
    app.open(lambda: sit_down(path))
    return True


def try_out(app: Any) -> None:
    """The tour: a small workshop with a made-up client, alone at the keyboard but as in a room."""
    from workshop.scenario import library

    start_session(
        app,
        library.tour(),
        title=t("new.try_title", app.lang),
        client=t("new.try_client", app.lang),
        lang=app.lang,
        alone=False,
        people=["Ann", "Jonas", "Mira"],
        names="shown",
    )
