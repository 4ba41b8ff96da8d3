"""What the program left behind when it was ended in the middle: sessions that were open, half-typed text, and whole sessions
in the state folder that could not be saved in their files. Looks only: nothing is taken, changed or removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from workshop import places
from workshop.errors import BadFile
from workshop.session.model import Session
from workshop.store import drafts, files, lock
from workshop.store.drafts import Unsaved
from workshop.store.files import Listed


class Left(Struct, frozen=True, kw_only=True):
    """What was left of one session. `path` is its file; None where that is not in the folder: all there is lies in `copy`."""

    uuid: str
    title: str
    client: str
    when: datetime  # of its last change
    path: Path | None = None
    ended: bool = False  # it was open when the program, or the computer, was ended
    half: str = ""  # what was half-typed
    changes: int = 0  # so many that are not in the file
    copy: Path | None = None  # the whole session, in the state folder

    @property
    def name(self) -> str:
        return f"{self.title} · {self.client}" if self.client and self.client not in self.title else self.title


def ended_in(folder: str | os.PathLike[str]) -> frozenset[Path]:
    """The session files of a folder that were open when the program, or the computer, was ended. Raises nothing."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(".lock"):
                path = Path(folder) / entry.name[1:].removesuffix(".lock")
                if lock.is_abandoned(path):
                    found.append(path)
    return frozenset(found)


def left(listed: Sequence[Listed], ended: Collection[Path], *, whole: bool = True, state: Path | None = None) -> list[Left]:
    """What was left of the sessions of a folder, `ended` those that `ended_in` gives; in the order of the list, then, where the
    list is `whole`, what is left of those whose file is gone from it. What could be saved, and was not open, is not among
    them. Raises nothing."""
    try:
        state = state or places.state_dir()
    except OSError:
        return []
    typed = _uuids(state / "drafts")
    unsaved = _unsaved(state, {name.partition(".")[0] for name in _uuids(state / "unsaved")})
    found: list[Left] = []
    for one in listed:
        if one.error is not None or one.of:  # another version of one of them
            continue
        newest = max(unsaved.pop(one.uuid, ()), key=_rev, default=None)
        newer = newest is not None and _rev(newest) > one.rev
        if newer or one.path in ended:
            draft = drafts.read(one.uuid, one.rev, state=state) if one.uuid in typed else None
            found.append(
                Left(
                    uuid=one.uuid,
                    title=one.title or one.scenario_title,
                    client=one.client,
                    when=newest.found.session.changed if newest is not None and newer else one.changed,
                    path=one.path,
                    ended=one.path in ended,
                    half=draft.text if draft is not None else "",
                    changes=_rev(newest) - one.rev if newest is not None and newer else 0,
                    copy=newest.path if newest is not None and newer else None,
                )
            )
    homeless = [max(copies, key=_rev) for copies in unsaved.values()] if whole else []
    return found + sorted(map(_homeless, homeless), key=lambda each: each.when, reverse=True)


def bring_home(copy: Path, folder: str | os.PathLike[str]) -> Path:
    """A session whose file is gone, from the state folder into a new file; its path. WorkshopError where that cannot be done:
    then the copy lies where it lay, and so do others of it."""
    session = drafts.unsaved(copy).found.session
    path = files.create(folder, session)
    drafts.clear_unsaved(copy)
    return path


def _homeless(copy: Unsaved) -> Left:
    session: Session = copy.found.session
    return Left(uuid=session.uuid, title=session.title, client=session.client, when=session.changed, copy=copy.path)


def _unsaved(state: Path, uuids: Iterable[str]) -> dict[str, list[Unsaved]]:
    found: dict[str, list[Unsaved]] = {}
    for uuid in uuids:
        for each in drafts.read_unsaved(uuid, state=state):
            if not each.found.newer:
                found.setdefault(each.found.session.uuid, []).append(each)
    return found


def _rev(copy: Unsaved) -> int:
    return copy.found.session.rev


def _uuids(folder: Path) -> set[str]:
    """By the names of the files in a folder of the state folder."""
    with contextlib.suppress(OSError, BadFile), os.scandir(folder) as entries:
        return {entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")}
    return set()
