"""Writing what was chosen on the settings screen: `choices.toml` in the state folder. The user's own file is never touched."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

from workshop.settings import Settings, checked
from workshop.store import atomic


def choose(path: Path, key: str, value: Any) -> None:
    """Remember a value for one setting (None: it is as from the start again); the others stay.

    Raises OSError where it cannot be written, ValueError where the setting cannot be that.
    """
    if value is not None:
        checked(key, value)
    kept = {name: one for name, one in _kept(path).items() if name != key}
    if value is not None:
        kept[key] = value
    if not kept and not path.exists():
        return
    import tomli_w

    atomic.make_folder(path.parent)
    atomic.write(path, tomli_w.dumps(kept).encode())


def _kept(path: Path) -> dict[str, Any]:
    """What the file holds that can be used; a broken one is begun anew, for it is ours."""
    found: dict[str, Any] = {}
    with suppress(OSError, ValueError, RecursionError):
        found = tomllib.loads(path.read_bytes().decode())
    kept = {}
    for key, value in found.items():
        with suppress(ValueError):
            if key in Settings.__struct_fields__:
                kept[key] = checked(key, value)
    return kept
