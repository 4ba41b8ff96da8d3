"""Whether a folder lies where a sync program carries what is in it to other computers; and whether that was said already."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from workshop import places
from workshop.store import atomic

NAMED = re.compile(
    r"dropbox|onedrive|icloud ?drive|mobile documents|com~apple~clouddocs|google ?drive|googledrive|my drive$|min enhet$"
    r"|nextcloud|owncloud|syncthing|box sync|pcloud ?drive|proton ?drive|cloudstorage$",
    re.IGNORECASE,
)
"""How the folders of the usual sync programs begin."""

MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.driveupload": "Google Drive",
}
"""What they leave in a folder that they carry, whatever it is called."""


def synced_by(folder: str | os.PathLike[str]) -> str:
    """The sync program, or the folder it is known by; "" where there is none. Raises nothing."""
    path = Path(folder)
    wholes = (path, Path(os.path.realpath(path)))
    for whole in wholes:
        for part in whole.parts:
            if NAMED.match(part):
                return _called(part)
    for each in dict.fromkeys(each for whole in wholes for each in (whole, *whole.parents)):
        for mark, by in MARKS.items():
            with contextlib.suppress(OSError):
                if (each / mark).exists():
                    return by
    return ""


def _called(part: str) -> str:
    """A folder that is called by something else than its program."""
    if part.casefold() in ("mobile documents", "com~apple~clouddocs"):
        return "iCloud"
    return "Google Drive" if part.casefold() in ("my drive", "min enhet") else part


def once(folder: str | os.PathLike[str]) -> str:
    """As `synced_by`, but "" from the second time on: it is said once of each folder."""
    by = synced_by(folder)
    if not by:
        return ""
    path = os.path.realpath(folder)
    with contextlib.suppress(OSError, ValueError):
        told = places.state_dir() / "synced.txt"
        known = told.read_text("utf-8", "surrogateescape").splitlines() if told.exists() else []
        if path in known:
            return ""
        if "\n" not in path:
            atomic.write(told, "".join(f"{each}\n" for each in (*known, path)).encode("utf-8", "surrogateescape"))
    return by
