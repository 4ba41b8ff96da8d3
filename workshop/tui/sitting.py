"""One open session at this terminal: its Desk, its file, its saver, its draft. What the app holds while a workshop runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop.session.desk import Desk
from workshop.store.opening import Opened


class Sitting:
    def __init__(self, opened: Opened, desk: Desk) -> None:
        self.opened, self.desk = opened, desk
        self.on_status: Callable[[], None] = lambda: None
        self.said = ""
        self._drafted = ("", 0)

    @property
    def path(self) -> Path:
        return self.opened.path

    @property
    def status(self) -> tuple[str, str]:
        raise NotImplementedError

    def draft(self) -> tuple[dict[str, Any], str, int] | None:
        raise NotImplementedError

    def keep_draft(self, place: dict[str, Any], text: str, cursor: int) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError
