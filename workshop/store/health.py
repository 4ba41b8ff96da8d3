"""How the folders of sessions and of drafts are: there, writable, for the user alone, in no synced folder, and which locks
were left behind. Looks only: nothing is made or changed."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from workshop.language import ago
from workshop.store import lock
from workshop.store.files import Listed, listing
from workshop.store.left import backup_of, name_of, words_left
from workshop.store.synced import synced_by

Level = Literal["fine", "warning", "wrong"]


class Found(Struct, frozen=True, kw_only=True):
    """One thing looked at: the key of its words and their values."""

    level: Level
    key: str
    values: dict[str, object] = {}
    command: str = ""  # what mends it, to be run as it is


def folder(path: Path) -> list[Found]:
    """How a folder is that the program writes to. One that is not there is made when it is needed, if that can be done."""
    told: dict[str, object] = {"folder": path}
    if not os.path.lexists(path):
        above = next((each for each in path.parents if each.exists()), path)
        can = above.is_dir() and os.access(above, os.W_OK | os.X_OK)
        return [_found("fine" if can else "wrong", "not_yet" if can else "cannot_make", told), *_synced(path)]
    if not path.is_dir():
        return [_found("wrong", "no_folder", told)]
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return [_found("wrong", "not_writable", told)]
    found = [*_open_to_others(path), *_synced(path)]
    return found or [_found("fine", "folder_fine", told)]


def _open_to_others(path: Path) -> list[Found]:
    """What others who use this computer could read. Windows has no such figures."""
    if os.name == "nt":
        return []
    found = []
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        found.append(_found("warning", "folder_open", {"folder": path}, f"chmod 700 {_quoted(path)}"))
    files = [each for each in path.glob("*.toml") if each.is_file() and stat.S_IMODE(each.stat().st_mode) & 0o077]
    if files:
        command = f"chmod 600 {_quoted(path)}/*.toml"
        found.append(_found("warning", "files_open", {"n": len(files), "folder": path}, command))
    return found


def _quoted(path: Path | str) -> str:
    import shlex

    return shlex.quote(str(path))


def _synced(path: Path) -> list[Found]:
    by = synced_by(path)
    return [_found("warning", "synced", {"folder": path, "by": by})] if by else []


def sessions(path: Path) -> list[Found]:
    """The sessions that cannot be read, those of which there are other versions, and the locks beside them: held, and left
    behind."""
    listed = listing(path)
    found = [_found("wrong", "unreadable", {"why": str(each.error)}) for each in listed if each.error is not None]
    for each in listed:
        for other in () if each.conflict or not each.twins else each.twins:
            command = f"workshop merge {_quoted(each.path.stem)} {_quoted(other)}"
            found.append(_found("warning", "versions", {"file": each.path.name, "other": other}, command))
    found += _words(listed, path)
    for file in sorted(path.glob(".*.toml.lock")) if path.is_dir() else []:
        session = file.with_name(file.name[1:].removesuffix(".lock"))
        if lock.is_held(session):
            found.append(_found("fine", "open_now", {"file": session.name}))
        else:
            found.append(_found("warning", "lock_left", {"file": session.name, "lock": file}))
    return found


def _words(listed: list[Listed], folder: Path) -> list[Found]:
    """What is half-typed in sessions whose file is gone: it waits, and nobody asks for it."""
    found = []
    for each in words_left(listed):
        backup = backup_of(each, folder)
        told = {
            "title": " · ".join(filter(None, (each.title or name_of(each), each.client))),
            "file": each.file or "?",
            "n": len(each.words.split()),
            "when": ago(each.newest.written, datetime.now().astimezone()),
            "at": each.at,
        }
        command = f"workshop restore {_quoted(name_of(each))}"
        found.append(_found("warning", "words_left_backup" if backup else "words_left", told, command))
    return found


def _found(level: Level, key: str, values: dict[str, object], command: str = "") -> Found:
    return Found(level=level, key=key, values=values, command=command)
