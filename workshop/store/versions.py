"""What the earlier versions of a session hold that it does not hold now: what a person needs to choose one to go back to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from workshop.errors import BadFile, WorkshopError
from workshop.session.model import LOGS, Item, Session, live
from workshop.store import backups, files
from workshop.store.backups import Backup
from workshop.store.reading import decode
from workshop.store.scan import read


class Version(Struct, frozen=True, kw_only=True):
    """A backup beside the file as it is. Counted are things said: items, entries, placings, marks, what was captured."""

    backup: Backup
    things: int | None = None  # None: this copy cannot be read itself
    more: int = 0  # so many that are not in the file now
    fewer: int = 0  # so many in the file now that it does not have
    other: int = 0  # so many that stand in both, and differ
    compared: bool = True  # False: the file itself cannot be read, so nothing is known of the three above


def versions(path: str | os.PathLike[str], uuid: str = "") -> list[Version]:
    """The backups of a session file, newest first, also where the file is damaged; where it is gone, those of `uuid`.
    WorkshopError where it cannot be opened."""
    path, data = Path(path), b""
    now: Mapping[Any, Any] | None = None
    with contextlib.suppress(BadFile):
        try:
            data = read(path)
            session = decode(data, path=path).session
            now, uuid = things(session), session.uuid
        except FileNotFoundError:
            if not uuid:
                raise WorkshopError("store.missing", path=path) from None
    return [_version(each, now) for each in backups.of_file(path, uuid, data)]


class Lost(Struct, frozen=True, kw_only=True):
    """A session whose file is gone while its backups are there."""

    path: Path  # where its file lay, by the name that a new session gets
    uuid: str
    title: str
    client: str
    newest: Backup  # that can be read


def lost(folder: str | os.PathLike[str]) -> list[Lost]:
    """Those of a folder, the one worked on last first. Raises nothing."""
    folder = Path(folder)
    found: list[Lost] = []
    for uuid in backups.uuids(folder):
        whole = None if files.with_uuid(folder, uuid) else backups.newest_whole(folder / "-", uuid)
        if whole is None or whole[1].session.uuid != uuid:
            continue
        backup, session = whole[0], whole[1].session
        path = folder / f"{files.name_of(session)}{files.SUFFIX}"
        if not os.path.lexists(path):
            title = session.title or session.scenario.id
            found.append(Lost(path=path, uuid=uuid, title=title, client=session.client, newest=backup))
    return sorted(found, key=lambda each: each.newest.made, reverse=True)


def lost_one(folder: str | os.PathLike[str], name: str) -> Lost | None:
    """The one that is meant by `name`; None where there is none. WorkshopError where several could be meant."""
    try:
        return files.meant({each.path.stem: each for each in lost(folder)}, name, Path(folder))
    except WorkshopError as error:
        if error.key == "store.find.several":
            raise
        return None


def _version(backup: Backup, now: Mapping[Any, Any] | None) -> Version:
    try:
        then = things(decode(read(backup.path), path=backup.path).session)
    except (OSError, BadFile):
        return Version(backup=backup)
    if now is None:
        return Version(backup=backup, things=len(then), compared=False)
    return Version(
        backup=backup,
        things=len(then),
        more=len(then.keys() - now.keys()),
        fewer=len(now.keys() - then.keys()),
        other=sum(then[key] != now[key] for key in then.keys() & now.keys()),
    )


def things(session: Session) -> dict[Any, Any]:
    """Everything said in a session that is not gone, each under a key that stays the same from version to version."""
    found: dict[Any, Any] = {}
    for step, answer in session.answers.items():
        for item in live(answer.items):
            found[step, item.id] = item
        for spot, cell in answer.cells.items():
            for name, value in cell.items():
                if isinstance(value, Mapping):
                    found |= {(step, spot, name, key): each for key, each in value.items()}
                elif isinstance(value, tuple) and value and isinstance(value[0], Item):
                    found |= {(step, spot, name, each.id): each for each in live(value)}
                else:
                    found[step, spot, name] = value
    for log in LOGS:
        for item in live(getattr(session, log)):
            found[log, item.id] = item
    if session.summary:
        found["summary"] = session.summary
    return found
