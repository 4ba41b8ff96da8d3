"""What has not reached a session file yet, in the state folder: the text being typed, and a whole session that could not be
saved where it belongs. Both by the session's uuid; nothing else of a session lies outside its file.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from workshop import limits, places
from workshop.errors import BadFile
from workshop.store import atomic
from workshop.store.pieces import line, plain, utc
from workshop.store.reading import LONG_AGO, Decoded, decode
from workshop.store.scan import parse, text_of
from workshop.store.scan import read as read_file
from workshop.text import clean


class Draft(Struct, frozen=True, kw_only=True):
    """Half-typed text. `place` says where it stands, in the words of whoever types: step, at, of, across, by, field, id …"""

    uuid: str
    text: str
    cursor: int = 0  # in characters from the start
    place: Mapping[str, str] = field(default_factory=dict)
    more: bool = False  # whether there is half-typed text in the place as well
    rev: int = 0  # of the session it was typed into
    written: datetime = LONG_AGO  # UTC
    later: tuple[str, ...] = ()  # as it is read: what was typed after this was entered, where that was never saved

    @property
    def is_blank(self) -> bool:
        return not (clean(self.text) or self.more)


def standing(half: tuple[Draft, ...], rev: int) -> tuple[Draft, ...]:
    """Of what was half-typed, the oldest first: what holds for a file at revision `rev`, and all that came after.

    What was entered is in the file from some revision on, and half-typed before that. So a file and its drafts always agree,
    whichever of them was written last when the program was ended.
    """
    return half[max((at for at, each in enumerate(half) if each.rev <= rev), default=0) :]


def _name(uuid: str) -> str:
    return f"{re.sub('[^0-9A-Za-z-]', '', uuid)[:64] or '0'}.toml"


def _file(uuid: str, state: Path | None) -> Path:
    return (state or places.state_dir()) / "drafts" / _name(uuid)


def taken_up(half: tuple[Draft, ...], rev: int) -> tuple[Draft, ...]:
    """What a sitting that begins at revision `rev` goes on from: what holds there. What was typed after it counted revisions
    that were never saved, and that this sitting will give to others."""
    return tuple(each if each.rev <= rev else replace(each, rev=rev) for each in standing(half, rev)[:1])


def write(*half: Draft, state: Path | None = None) -> None:
    """Keep the drafts of a session, the oldest first, in the place of those before. OSError where that cannot be done."""
    *earlier, newest = half
    text = "".join(line(name, each) for name, each in plain({"uuid": newest.uuid} | _table(newest)).items())
    for each in earlier:
        text += "\n[[earlier]]\n" + "".join(line(name, value) for name, value in plain(_table(each)).items())
    target = _file(newest.uuid, state)
    atomic.make_folder(target.parent)
    atomic.write(target, text.encode())


def _table(draft: Draft) -> dict[str, object]:
    table: dict[str, object] = {"rev": draft.rev, "written": utc(draft.written), "place": draft.place, "cursor": draft.cursor}
    return table | ({"more": True} if draft.more else {}) | {"text": draft.text}


def read(uuid: str, rev: int | None = None, *, state: Path | None = None) -> Draft | None:
    """The draft of a session that holds for its file at revision `rev` (None: the newest); None where there is none, or it is
    of another session, blank or broken."""
    half = read_all(uuid, state=state)
    return holding(half, rev if rev is not None else half[-1].rev) if half else None


def holding(half: tuple[Draft, ...], rev: int) -> Draft | None:
    """The one of several that holds for a file at this revision, with what was typed `later`; None where nothing is."""
    holds, *after = standing(half, rev) or (None,)
    texts = tuple(each.text for each in after if each.text)
    if holds is None or holds.is_blank:
        return None
    return replace(holds, later=texts) if texts else holds


def read_all(uuid: str, *, state: Path | None = None) -> tuple[Draft, ...]:
    """All that is kept of a session's half-typed text, the oldest first."""
    with contextlib.suppress(OSError, ValueError, BadFile, RecursionError):
        raw = parse(text_of(read_file(_file(uuid, state), limits.DRAFT)))
        earlier = raw.get("earlier")
        if raw.get("uuid") == uuid:
            tables = [*(earlier if isinstance(earlier, list) else ()), raw]
            return tuple(draft for each in tables if isinstance(each, dict) and (draft := _draft(uuid, each)) is not None)
    return ()


def _draft(uuid: str, raw: Mapping[str, object]) -> Draft | None:
    text, place, cursor, rev, written = (raw.get(name) for name in ("text", "place", "cursor", "rev", "written"))
    if not isinstance(text, str):
        return None
    return Draft(
        uuid=uuid,
        text=clean(text),
        cursor=min(max(cursor, 0), len(clean(text))) if isinstance(cursor, int) else len(clean(text)),
        place={name: clean(str(each), multiline=False) for name, each in place.items()} if isinstance(place, dict) else {},
        more=raw.get("more") is True,
        rev=rev if isinstance(rev, int) else 0,
        written=utc(written) if isinstance(written, datetime) else LONG_AGO,
    )


def clear(uuid: str, *, state: Path | None = None) -> None:
    """There is no half-typed text any more."""
    with contextlib.suppress(OSError):
        os.unlink(_file(uuid, state))


# ------------------------------------------------------------------------------------- a session that could not be saved


class Unsaved(Struct, frozen=True):
    """A whole session in the state folder."""

    path: Path
    data: bytes
    found: Decoded


def unsaved_file(uuid: str, state: Path | None = None) -> Path:
    return (state or places.state_dir()) / "unsaved" / _name(uuid)


def write_unsaved(uuid: str, data: bytes, *, over: Path | None = None, state: Path | None = None) -> Path:
    """Keep the whole file here, and give where it lies: `over` what the same sitting kept before, else beside all that is
    here already. OSError where even that cannot be done."""
    return _keep(over or _free(unsaved_file(uuid, state)), data)


def write_words(uuid: str, session: object, *, over: Path | None = None, state: Path | None = None) -> Path:
    """The last resort, where a session cannot even be laid out as a file: everything in it, as Python shows it."""
    target = over or _free(unsaved_file(uuid, state))
    return _keep(target.with_suffix(".txt"), repr(session).encode("utf-8", "backslashreplace"))


def _keep(target: Path, data: bytes) -> Path:
    atomic.make_folder(target.parent)
    atomic.write(target, data)
    return target


def _free(target: Path) -> Path:
    number, free = 1, target
    while os.path.lexists(free):
        number += 1
        free = target.with_name(f"{target.stem}.{number}{target.suffix}")
    return free


def unsaved(path: Path) -> Unsaved:
    """A whole session from the state folder. BadFile where it cannot be read."""
    data = read_file(path)
    return Unsaved(path, data, decode(data, path=path))


def read_unsaved(uuid: str, *, state: Path | None = None) -> list[Unsaved]:
    """What is kept here of the session and can be read, the newest first."""
    found: list[Unsaved] = []
    with contextlib.suppress(OSError):
        for path in _unsaved(uuid, state):
            if path.suffix == ".toml":
                with contextlib.suppress(OSError, BadFile):
                    found.append(unsaved(path))
    return sorted(found, key=lambda each: each.found.session.rev, reverse=True)


def _unsaved(uuid: str, state: Path | None) -> list[Path]:
    first = unsaved_file(uuid, state)
    return [
        path
        for path in first.parent.glob(f"{first.stem}*")
        if path.suffix in (".toml", ".txt") and re.fullmatch(r"(\.\d+)?", path.stem.removeprefix(first.stem))
    ]


def files_of(uuid: str, *, state: Path | None = None) -> list[Path]:
    """Every file that lies here of a session."""
    return [*_unsaved(uuid, state), _file(uuid, state)]


def clear_unsaved(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
