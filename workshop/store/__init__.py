"""The only code that opens session files. Each module says what it is for; nothing is imported before it is used."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.session.desk import Desk


def open(path: str | os.PathLike[str], **given: Any) -> Desk:
    """A Desk with lock and saving attached, what a crash left taken up. `desk.saver.close()` saves and lets go."""
    from workshop.store.sitting import open_desk

    return open_desk(path, **given)[0]
