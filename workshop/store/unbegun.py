"""What was filled in for a session that was not begun yet: in the state folder until it is begun, or let go of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from workshop import limits, places
from workshop.errors import BadFile
from workshop.store import atomic
from workshop.store.pieces import line
from workshop.store.scan import parse, text_of
from workshop.store.scan import read as read_file
from workshop.text import clean


def file(state: Path | None = None) -> Path:
    return (state or places.state_dir()) / "unbegun.toml"


def keep(values: Mapping[str, str], *, state: Path | None = None) -> None:
    """Keep the values of the form in the place of those before; without any there is nothing any more. Raises nothing: what
    cannot be kept is on the screen still."""
    at = file(state)
    with contextlib.suppress(OSError):
        if values:
            atomic.make_folder(at.parent)
            atomic.write(at, "".join(line(name, value) for name, value in values.items()).encode())
        else:
            os.unlink(at)


def read(*, state: Path | None = None) -> dict[str, str]:
    """The values of the form that was left, by name; none where there was none, or it cannot be read."""
    with contextlib.suppress(OSError, ValueError, BadFile, RecursionError):
        raw = parse(text_of(read_file(file(state), limits.DRAFT)))
        return {name: clean(value, multiline=False) for name, value in raw.items() if isinstance(value, str)}
    return {}
