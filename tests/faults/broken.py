"""The real program with one thing in it broken, or slow: `python -m tests.faults.broken resume FILE`, and `BROKEN` says what.

What is raised has a client's words in its message and in its locals, as a KeyError or a reader's error may.
"""

from __future__ import annotations

import os
import threading
import time
from typing import Any

CANARY = "kanariefågeln"


def _raise(*_: Any, **__: Any) -> Any:
    said = {"what the client said": CANARY}
    try:
        return said[CANARY]
    except KeyError as error:
        raise ValueError(f"{said} is not it") from error


def in_a_key() -> None:
    from workshop.tui.screens.run import RunScreen

    RunScreen.act_notes = _raise  # type: ignore[method-assign]


def in_drawing() -> None:
    """After Enter: the list draws what was entered, and cannot."""
    from workshop.tui.steps.list import ListPane

    kept = ListPane.view

    def view(pane: Any, width: int, height: int) -> Any:
        return _raise() if len(pane.own_items()) > 1 else kept(pane, width, height)

    ListPane.view = view  # type: ignore[method-assign]


def in_the_place() -> None:
    """What tells where the half-typed words stand breaks too, so that the last of them cannot be kept."""
    from workshop.tui.screens.run import RunScreen
    from workshop.tui.steps.items_lines import ItemsLines

    def act_notes(screen: Any) -> None:
        ItemsLines.place = _raise  # type: ignore[method-assign]
        _raise()

    RunScreen.act_notes = act_notes  # type: ignore[method-assign]


def in_compose() -> None:
    from workshop.tui.screens.base import PaneScreen

    PaneScreen.compose = _raise  # type: ignore[method-assign]


def in_a_timer() -> None:
    from workshop.tui.screens.run import RunScreen

    def ready(screen: Any, kept: Any = RunScreen.ready) -> None:
        kept(screen)
        screen.set_timer(1.0, _raise)

    RunScreen.ready = ready  # type: ignore[method-assign]


def in_a_task() -> None:
    """Nobody waits for it: nothing is to be seen of it."""
    import asyncio

    from workshop.tui.screens.run import RunScreen

    async def task() -> None:
        _raise()

    RunScreen.act_notes = lambda self: asyncio.get_running_loop().create_task(task()) and None  # type: ignore[method-assign]


def in_a_thread() -> None:
    from workshop.tui.screens.run import RunScreen

    RunScreen.act_notes = lambda self: threading.Thread(target=_raise).start()  # type: ignore[method-assign]


def in_the_room() -> None:
    from workshop.tui.room.app import RoomApp

    RoomApp._draw = _raise  # type: ignore[method-assign]


def in_the_list() -> None:
    from workshop.store import files

    files.listing = _raise


def on_a_slow_disk() -> None:
    """Nothing reaches the disk until the file that GO names is there; before, the one that WAITS names says so."""
    from pathlib import Path

    from workshop.store.atomic import System

    kept, go, waits = System.fsync, Path(os.environ["GO"]), Path(os.environ["WAITS"])

    def fsync(system: System, fd: int) -> None:
        while not go.exists():
            waits.touch()
            time.sleep(0.02)
        kept(system, fd)

    System.fsync = fsync  # type: ignore[method-assign]


if __name__ == "__main__":
    globals()[os.environ["BROKEN"]]()
    from workshop.cli import main

    main()
