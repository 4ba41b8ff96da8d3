"""Walking through a finished session, back to its beginning and forward again, changes no word of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from workshop.session import flow
from workshop.session.model import Here, Session
from workshop.settings import Settings
from workshop.store.codec import decode
from workshop.store.table import sit_down
from workshop.tui.app import WorkshopApp

EXAMPLES = sorted((Path(__file__).parents[2] / "sessions" / "examples").glob("*.toml"))


def said(session: Session) -> Session:
    """What was answered, without where one is and the time spent."""
    return replace(session, here=Here(), times=(), rev=0, changed=session.created)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("size", [(80, 24), (160, 45)], ids=str)
async def test_looking_changes_nothing(tmp_path: Path, example: Path, size: tuple[int, int]) -> None:
    path = Path(shutil.copy(example, tmp_path))
    before = decode(path.read_bytes()).session
    app = WorkshopApp(Settings(language="sv"), tmp_path, first=lambda: sit_down(path))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        count = len(flow.stops(app.screen.book))  # type: ignore[attr-defined]
        for key in ["pageup"] * count + ["pagedown"] * count:
            await pilot.press(key)
        await pilot.pause(0.1)
        app.close_sitting()
    assert said(decode(path.read_bytes()).session) == said(before)
