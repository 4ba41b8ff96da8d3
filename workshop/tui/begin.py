"""Beginning a session: what there is of the client from before, the new file, and in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.text import fold

_NAMED = re.compile(r'\bscenario\s*=\s*"(\w+)"')


class Earlier(NamedTuple):
    """A client's sessions: those the workshop takes something from (the latest of each kind), and what is open since."""

    sessions: tuple[Any, ...] = ()
    open: int = 0
    since: datetime | None = None

    def words(self, lang: str) -> str:
        """`Kundresan, tors 19 nov`."""
        return "; ".join(f"{one.title}, {language.day(one.changed.astimezone().date(), lang)}" for one in self.sessions)

    def open_actions(self, lang: str) -> str:
        if not self.open or self.since is None:
            return ""
        return t("new.open_since", lang, n=self.open, day=language.day(self.since.astimezone().date(), lang))

    def uuids(self, before: tuple[str, str] = ("", "")) -> dict[str, str]:
        """By scenario; of that which pointed here (`before`: its scenario, its uuid) that very session."""
        found = {one.scenario: one.uuid for one in self.sessions}
        return found | {before[0]: before[1]} if before[0] in found else found


def earlier_of(app: Any, client: str, entry: Any) -> Earlier:
    """What the sessions folder has of a client (its name folded)."""
    if not client:
        return Earlier()
    from workshop.store import files

    try:
        wanted = {entry.id, *_NAMED.findall(entry.path.read_text("utf-8"))}
    except (OSError, ValueError):
        wanted = {entry.id}
    theirs = [one for one in files.listing(app.sessions) if not one.error and fold(one.client) == client]
    latest: dict[str, Any] = {}
    for one in theirs:
        if one.scenario in wanted and not one.conflict:
            latest.setdefault(one.scenario, one)
    with_open = [one for one in theirs if one.open_actions]
    return Earlier(
        tuple(latest.values()),
        sum(one.open_actions for one in with_open),
        min((one.changed for one in with_open), default=None),
    )


def start_session(app: Any, scenario_path: Path, *, earlier: Mapping[str, str] | None = None, **values: Any) -> None:
    """A new session file from a scenario's path, opened at its first step; what stands in the way is said."""
    from workshop.scenario import load
    from workshop.session.begin import begin
    from workshop.store import files
    from workshop.tui.sitting import sit_down

    try:
        loaded = load.read(scenario_path)
        if loaded.scenario is None:
            app.screen.say(str(loaded.faults[0]), "warn")
            return
        session = begin(loaded.scenario, loaded.text, now=datetime.now(UTC), **values)
        session = replace(session, earlier=dict(earlier or {}))
        path = files.create(app.sessions, session)
    except (WorkshopError, OSError) as error:
        app.screen.say(str(error), "warn")
        return
    app.open(lambda: sit_down(path))


def try_out(app: Any) -> None:
    """The tour: activity splitting with a made-up client, alone at the keyboard but as in a room."""
    from workshop.scenario import library

    try:
        path = library.find("activity_splitting", app.settings.scenarios)
    except WorkshopError as error:
        app.screen.say(str(error), "warn")
        return
    start_session(
        app,
        path,
        title=t("new.try_title", app.lang),
        client=t("new.try_client", app.lang),
        lang=app.lang,
        alone=False,
        people=["Ann", "Jonas", "Mira"],
        names="shown",
    )
