"""What `workshop doctor` looks at, part by part. Nothing is changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from workshop import terminal
from workshop.store.health import Found, folder, sessions

SMALLEST = (60, 20)
"""Columns and rows: the least that every screen is drawn for."""


def examined(kept: Path) -> Iterator[tuple[str, list[Found]]]:
    """Each part with what was found, in the order in which it is told. `kept`: the folder of sessions."""
    yield "folders", [*folder(kept), *_state()]
    yield "sessions", sessions(kept) or [Found(level="fine", key="sessions_fine")]
    yield "terminal", _terminal()
    yield "settings", _settings()
    yield "pdf", _pdf()


def _state() -> list[Found]:
    from workshop import places

    try:
        return folder(places.state_dir())
    except OSError as error:
        from workshop.store.faults import reason

        return [Found(level="wrong", key="no_state", values={"why": reason(error)})]


def _terminal() -> list[Found]:
    from workshop.language import current
    from workshop.language import name as called

    found = []
    name = os.environ.get("TERM", "")
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        found.append(Found(level="fine", key="no_terminal"))
    elif name == "dumb" or (not name and os.name != "nt"):
        found.append(Found(level="wrong", key="dumb", values={"name": name or "-"}))
    else:
        found.append(_size())
        found.append(_colours(name))
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    if encoding == "utf8":
        found.append(Found(level="fine", key="utf8"))
    else:
        found.append(Found(level="wrong", key="not_utf8", values={"encoding": encoding or "-"}))
    found.append(Found(level="fine", key="language", values={"language": called(current())}))
    return found


def _size() -> Found:
    import shutil

    columns, rows = shutil.get_terminal_size()
    small = columns < SMALLEST[0] or rows < SMALLEST[1]
    told = {"columns": columns, "rows": rows, "least": f"{SMALLEST[0]} × {SMALLEST[1]}"}
    return Found(level="warning" if small else "fine", key="small" if small else "size", values=told)


def _colours(name: str) -> Found:
    found = {"none": "no_colour", "few": "few_colours", "some": "some_colours", "all": "all_colours"}[
        terminal.colours(os.environ)
    ]
    return Found(level="fine", key=found, values={} if found == "no_colour" else {"name": name or "Windows"})


def _settings() -> list[Found]:
    from workshop import settings
    from workshop.cli.configuring import troubles

    found = settings.read()
    if told := troubles(found):
        return [Found(level="warning", key="setting", values={"why": why}) for why in told]
    key = "settings_fine" if found.config.is_file() else "no_settings"
    return [Found(level="fine", key=key, values={"file": found.config})]


def _pdf() -> list[Found]:
    from workshop.report import fonts

    try:
        import typst  # noqa: F401
    except ImportError:
        return [Found(level="wrong", key="no_typst")]
    there = [each for each in fonts.FOLDER.glob("*.?tf") if each.is_file() and each.stat().st_size > 0]
    families = {each.name.split("-")[0] for each in there}
    missing = sorted({"Inter", "DejaVuSans", "NotoEmoji"} - families)
    if missing:
        return [Found(level="wrong", key="no_fonts", values={"fonts": ", ".join(missing), "folder": fonts.FOLDER})]
    return [Found(level="fine", key="pdf_fine", values={"n": len(there)})]
