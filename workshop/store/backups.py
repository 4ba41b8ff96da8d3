"""Earlier versions of a session, in `.backup/<uuid>/` beside it: `20261122T090244Z-r41.toml`.

Kept: the last ten, the last of each hour for a day, the last of each day for two weeks; at most 20 MB in all.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from workshop.errors import BadFile
from workshop.store import atomic
from workshop.store.reading import Decoded, decode
from workshop.store.scan import read

FOLDER = ".backup"
LATEST = 10
HOURS, DAYS = 24, 14
MOST_BYTES = 20 * 1024 * 1024
EVERY = 300.0
"""Seconds between two copies while a session is worked on."""

_NAME = re.compile(r"(\d{8}T\d{6}Z)-r(\d+)(-hand|-kept)?\.toml")
_UUID = re.compile(rb'^uuid = "([0-9A-Za-z-]{1,64})"', re.MULTILINE)


class Backup(Struct, frozen=True, kw_only=True):
    path: Path
    made: datetime  # UTC
    rev: int
    size: int  # bytes
    by_hand: bool = False  # as somebody wrote it in an editor, perhaps with comments: kept for good
    for_good: bool = False  # made before something that changed much at once: kept for good


def folder_of(path: str | os.PathLike[str], uuid: str) -> Path:
    """Where the backups of a session file lie."""
    safe = re.sub("[^0-9A-Za-z-]", "", uuid)[:64] or "0"
    return atomic.real(path).parent / FOLDER / safe


def uuids(folder: str | os.PathLike[str]) -> list[str]:
    """Of which sessions there are backups in a folder of sessions."""
    with contextlib.suppress(OSError), os.scandir(atomic.real(folder) / FOLDER) as found:
        return sorted(entry.name for entry in found if entry.is_dir(follow_symlinks=False))
    return []


def make(
    path: str | os.PathLike[str],
    uuid: str,
    rev: int,
    data: bytes,
    now: datetime | None = None,
    *,
    by_hand: bool = False,
    for_good: bool = False,
) -> Path:
    """Keep `data`, which is revision `rev` of the session in `path`; then drop what is no longer wanted. OSError."""
    folder = folder_of(path, uuid)
    os.stat(folder.parent.parent)  # a folder that is gone (a stick pulled out) is not made again in its place
    atomic.make_folder(folder)
    now = (now or datetime.now(UTC)).astimezone(UTC)
    target = _free(folder, now, rev, data, "-hand" if by_hand else "-kept" if for_good else "")
    atomic.write(target, data)
    for old in unwanted(listing(path, uuid), now):
        if old.path != target:
            with contextlib.suppress(OSError):
                old.path.unlink()
    return target


def _free(folder: Path, now: datetime, rev: int, data: bytes, mark: str) -> Path:
    """A name that no other backup has: a file edited by hand keeps its revision, and two may be kept within a second."""
    while True:
        target = folder / f"{now:%Y%m%dT%H%M%SZ}-r{rev}{mark}.toml"
        try:
            if target.read_bytes() == data:
                return target
        except OSError:  # not there, or not to be read: writing says which
            return target
        now += timedelta(seconds=1)


def listing(path: str | os.PathLike[str], uuid: str) -> list[Backup]:
    """The backups of a session, newest first."""
    return _in(folder_of(path, uuid))


def _in(folder: Path) -> list[Backup]:
    found: list[Backup] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _NAME.fullmatch(entry.name)
            if name is None:
                continue
            with contextlib.suppress(OSError, ValueError):
                made = datetime.strptime(name[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                size = entry.stat(follow_symlinks=False).st_size
                own = {"by_hand": name[3] == "-hand", "for_good": bool(name[3])}
                found.append(Backup(path=Path(entry.path), made=made, rev=int(name[2]), size=size, **own))
    # By revision first: a computer's clock may have been put back.
    return sorted(found, key=lambda each: (each.rev, each.made), reverse=True)


def unwanted(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Those that the rule above does not keep. The newest is always kept, whatever its size."""
    newest_first = [each for each in backups if not (each.by_hand or each.for_good)]
    kept: list[Backup] = newest_first[:LATEST]
    seen: set[tuple[str, str]] = set()
    for each in newest_first:
        age = now - each.made
        for limit, mark in ((timedelta(hours=HOURS), "%Y%m%d%H"), (timedelta(days=DAYS), "%Y%m%d")):
            key = (mark, each.made.strftime(mark))
            if age <= limit and key not in seen:
                seen.add(key)
                if each not in kept:
                    kept.append(each)
    kept.sort(key=lambda each: (each.rev, each.made), reverse=True)
    total = 0
    keep: set[Path] = set()
    for each in kept:
        total += each.size
        if total > MOST_BYTES and keep:
            break
        keep.add(each.path)
    return [each for each in newest_first if each.path not in keep]


def newest_whole(path: str | os.PathLike[str], uuid: str = "", data: bytes = b"") -> tuple[Backup, Decoded] | None:
    """The newest backup that can be read, with what it holds. The session is told as by `of_file`."""
    for backup in of_file(path, uuid, data):
        with contextlib.suppress(OSError, BadFile):
            return backup, decode(read(backup.path), path=backup.path)
    return None


def of_file(path: str | os.PathLike[str], uuid: str = "", data: bytes = b"") -> list[Backup]:
    """The backups of a session file, newest first, also where it is damaged. Without a uuid it is looked for in `data` (what
    is left of the file), then told by the end of the file's name; [] where that tells of none, or of several."""
    folders: list[Path] = []
    if not uuid and (found := _UUID.search(data)):
        uuid = found[1].decode()
    if uuid:
        folders.append(folder_of(path, uuid))
    else:
        end = re.sub("[^0-9a-z]", "", Path(path).stem.rpartition("-")[2].lower())
        with contextlib.suppress(OSError):
            of_all = (atomic.real(path).parent / FOLDER).iterdir()
            folders += [each for each in of_all if len(end) >= 4 and each.name.replace("-", "").lower().endswith(end)]
    return _in(folders[0]) if len(folders) == 1 else []
