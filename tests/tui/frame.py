"""The application with a folder of its own, led by keys without a terminal; what stands on its screen, as text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual import events
from textual.pilot import Pilot

from workshop.scenario import load
from workshop.session.begin import begin
from workshop.session.changes import AnyChange
from workshop.session.desk import Desk
from workshop.session.model import Session
from workshop.settings import Settings
from workshop.store import files
from workshop.store.table import sit_down
from workshop.tui.app import WorkshopApp
from workshop.tui.rows import Row, width_of

SCENARIO = """
format = 1
id = "prov"
title.sv = "Provet"
title.en = "The test"
languages = ["sv", "en"]
closing.sv = "Tack för i dag."
closing.en = "Thank you for today."

[[step]]
id = "hello"
kind = "note"
title.sv = "Välkommen"
title.en = "Welcome"
minutes = 5
say.sv = "Säg hej till alla."
say.en = "Say hello to everyone."
watch.sv = "Någon som är tyst."
watch.en = "Somebody who is silent."

[[step]]
id = "said"
kind = "list"
title.sv = "Det sagda"
title.en = "What is said"
prompt.sv = "Vad har ni gjort?"
prompt.en = "What have you done?"
minutes = 10

[[step]]
id = "score"
kind = "ask"
title.sv = "Betyg"
title.en = "Marks"
each = "said"
optional = true
minutes = 4
fields = [{ id = "mark", as = "scale", min = 1, max = 5, title = "Betyg", prompt = "Hur gick det?" }]
"""

NOW = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)
NAMES = {" ": "space", "!": "exclamation_mark", "=": "equals_sign", "?": "question_mark", "@": "at", ",": "comma", "/": "slash"}


class Room:
    """The application under way. `folder` is that of the sessions."""

    def __init__(self, app: WorkshopApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    # acting
    async def press(self, *keys: str) -> Room:
        """As they come from the terminal, one after the other without waiting between them."""
        for key in keys:
            character = key if len(key) == 1 else _character(key)
            self.app._driver.send_message(events.Key(key, character))  # type: ignore[union-attr]
        await self.settle()
        return self

    async def type(self, text: str) -> Room:
        return await self.press(*(NAMES.get(sign, sign) for sign in text))

    async def say(self, *lines: str) -> Room:
        for line in lines:
            await self.type(line)
            await self.press("enter")
        return self

    async def settle(self) -> None:
        """Until every part has read what lay in its queue, and what came of that."""
        for _ in range(2):
            await self.pilot._wait_for_screen()
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    # seeing
    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def desk(self) -> Desk:
        assert self.app.sitting is not None
        return self.app.sitting.desk

    @property
    def lines(self) -> list[str]:
        """What the terminal would show, row by row."""
        return ["".join(segment.text for segment in strip).rstrip() for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The same with folded lines joined."""
        return " ".join(self.text.split())

    @property
    def past_the_edge(self) -> list[str]:
        """Rows that are wider than what they stand in: they would be cut without a word."""
        found = []
        for part in self.screen.parts.values():
            room = part.size.width - part.lead - part.tail - part.mark_columns
            rows = part.rows if part.display and part.size.width else ()
            found += [row_text(row) for row in rows if width_of(row.spans) > room]
        return found

    async def export(self) -> None:
        """`x`, and the files that are chosen are written."""
        await self.press("x", "enter")
        await self.until(lambda: not self.screen.active_pane.writing_now)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what another thread does."""
        for _ in range(3000):
            if holds():
                break
            await asyncio.sleep(0.01)
        await self.settle()
        assert holds()

    @property
    def state(self) -> str:
        """The word at the left of the key row."""
        return self.lines[-1].split()[0]

    @property
    def message(self) -> str:
        return str(self.screen.message)


def row_text(row: Row) -> str:
    return "".join(span.text for span in row.spans)


def _character(key: str) -> str | None:
    return next((sign for sign, name in NAMES.items() if name == key), None)


def scenario_file(folder: Path, text: str = SCENARIO, name: str = "prov") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def session_file(
    folder: Path, *, text: str = SCENARIO, changes: Sequence[AnyChange] = (), when: datetime = NOW, **given: Any
) -> Path:
    """A session of the scenario, with what was said in it."""
    scenario = load.parse(text).scenario
    assert scenario is not None
    given = {"title": "Provet", "client": "Nordlund Kaffe", "lang": "sv", "people": ["Ann", "Jonas"]} | given
    desk = Desk(scenario, begin(scenario, text, now=when, **given), now=lambda: when)
    for change in changes:
        desk.do(change)
    session: Session = replace(desk.session, changed=when)
    folder.mkdir(parents=True, exist_ok=True)
    return files.create(folder, session)


@asynccontextmanager
async def room(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    path: Path | None = None,
    *,
    size: tuple[int, int] = (100, 30),
    **settings: Any,
) -> AsyncIterator[Room]:
    """The application over `tmp_path`; with a session's path, in that session."""
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    given: dict[str, Any] = {"language": "sv", "scenarios": str(tmp_path / "scenarios"), "report_formats": "md,html"} | settings
    (tmp_path / "sessions").mkdir(exist_ok=True)
    first = (lambda: sit_down(path)) if path is not None else None
    app = WorkshopApp(Settings(**given), tmp_path / "sessions", first=first)
    async with app.run_test(size=size) as pilot:
        found = Room(app, pilot)
        await found.settle()
        try:
            yield found
        finally:
            app.close_sitting()


def on(day: str) -> date:
    return date.fromisoformat(day)
