"""The pictures of the README, taken of the real program: `python -m tests.pictures` takes them anew.

The computer's clock stands still while they are taken, so that the same program gives the same pictures; a test
(`tests/test_pictures.py`) fails where what stands in one is no longer what the program shows.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.tui.frame import Room, room
from workshop.scenario import library, load
from workshop.session import changes as c
from workshop.session.begin import begin
from workshop.session.desk import Desk
from workshop.settings import Settings
from workshop.store import files
from workshop.tui.room.app import RoomApp

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "sessions" / "examples" / "pictures"
EXAMPLES = ROOT / "sessions" / "examples"
NOW = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
BEGAN = datetime(2026, 11, 20, 8, 50, tzinfo=UTC)
SAID = (
    "Advent calendar in stories",
    "Film from the roastery",
    "Price list as a picture",
    "Four jobs in one post",
    "Meet Jonas",
)
CLOCK = re.compile(r"\d+:\d\d")


def an_open_session(folder: Path) -> Path:
    """A workshop a good half-hour in, with a plan that does not hold."""
    path = library.find("activity_splitting")
    loaded = load.read(path)
    assert loaded.scenario is not None
    people = ["Ann", "Jonas", "Mira", "Olle"]
    start, end = BEGAN, datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
    session = begin(
        loaded.scenario,
        loaded.text,
        client="Nordlund Coffee",
        lang="en",
        people=people,
        start=start.time(),
        end=end.time(),
        now=BEGAN,
    )
    desk = Desk(loaded.scenario, session, now=lambda: BEGAN)
    for text in SAID:
        desk.do(c.AddItem(step="activities", text=text))
    for step in ("welcome", "activities"):
        desk.do(c.MarkDone(step=step))
    desk.do(c.GoTo(step="activities"))
    return files.create(folder, desk.session)


async def home(base: Path, patch: pytest.MonkeyPatch) -> str:
    for example in EXAMPLES.glob("*.toml"):
        (base / "sessions").mkdir(exist_ok=True)
        shutil.copy(example, base / "sessions")
    an_open_session(base / "sessions")
    return await taken(base, patch, language="en")


async def writing(base: Path, patch: pytest.MonkeyPatch) -> str:
    async def act(there: Room) -> None:
        await there.type("Open house in the spring")

    return await taken(base, patch, an_open_session(base / "sessions"), act)


async def capture(base: Path, patch: pytest.MonkeyPatch) -> str:
    async def act(there: Room) -> None:
        await there.press("f2")
        await there.type("! ask the roastery for the film @Ann fri")

    return await taken(base, patch, an_open_session(base / "sessions"), act)


async def late(base: Path, patch: pytest.MonkeyPatch) -> str:
    async def act(there: Room) -> None:
        await there.press("escape", "t")

    return await taken(base, patch, an_open_session(base / "sessions"), act)


async def journey(base: Path, patch: pytest.MonkeyPatch) -> str:
    path = base / "sessions" / "journey.toml"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(EXAMPLES / "nordlund-kaffe-kundresan.toml", path)

    async def act(there: Room) -> None:
        await there.press("escape", "ctrl+p")
        await there.type("etapp för etapp")
        await there.press("enter")

    return await taken(base, patch, path, act, size=(120, 34))


async def wall(base: Path, patch: pytest.MonkeyPatch) -> str:
    """The room's own window, led by the facilitator's."""
    path = an_open_session(base / "sessions")
    async with room(base, patch, path, size=(100, 30), language="en"):
        app = RoomApp(Settings(language="en"), path)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause(0.2)
            return app.export_screenshot(title="workshop screen")


async def taken(
    base: Path,
    patch: pytest.MonkeyPatch,
    path: Path | None = None,
    act: Callable[[Room], Awaitable[None]] | None = None,
    *,
    size: tuple[int, int] = (100, 30),
    **settings: str,
) -> str:
    async with room(base, patch, path, size=size, **settings) as there:
        if act is not None:
            await act(there)
        await there.settle()
        return there.app.export_screenshot(title="workshop")


PICTURES = {"home": home, "writing": writing, "capture": capture, "late": late, "journey": journey, "wall": wall}


def take(name: str) -> str:
    """A picture as SVG."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=False):
        patch.setenv("TZ", "UTC")
        _zone()
        patch.setenv("WORKSHOP_SESSIONS", f"{folder}/sessions")
        return asyncio.run(PICTURES[name](Path(folder), patch))


def _zone() -> None:
    import time

    if hasattr(time, "tzset"):
        time.tzset()


def words(svg: str) -> list[str]:
    """What can be read in it, row by row; times of day and of the step's clock are told apart by nobody."""
    found = re.findall(r"<text[^>]*?y=\"([\d.]+)\"[^>]*>(.*?)</text>", svg, re.DOTALL)
    rows: dict[str, str] = {}
    for y, text in found:
        rows[y] = rows.get(y, "") + html.unescape(text).replace("\u00a0", " ")
    return [CLOCK.sub("0:00", " ".join(row.split())) for row in rows.values()]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        (FOLDER / f"{name}.svg").write_text(take(name), "utf-8")
        print(FOLDER / f"{name}.svg")


if __name__ == "__main__":
    main()
