"""What was last saved of a session, read: no lock, nothing written."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.errors import BadFile, WorkshopError
from workshop.language import ago, say
from workshop.store.reading import Decoded, decode
from workshop.store.scan import read

if TYPE_CHECKING:
    from workshop.store.backups import Backup

_REV = rb"(?m)^rev = (\d{1,9})\b"


class Damaged(BadFile):
    """A session file that cannot be read, and the newest whole copy of it, where there is one. `why` is the fault alone."""

    def __init__(self, why: BadFile, backup: Backup | None, rev: int = 0) -> None:
        super().__init__(why.key, path=why.path, **{k: v for k, v in why.values.items() if k not in ("path", "file")})
        self.why = why
        self.backup = backup
        self.lacking = max(0, rev - backup.rev) if backup is not None else 0
        """So many changes were made after the copy, as far as the file still tells."""

    def words(self, lang: str | None = None) -> str:
        if self.backup is None:
            return self.why.words(lang)
        when = ago(self.backup.made, datetime.now(UTC).astimezone(), lang)
        found = say("store.damaged.backup", lang, {"why": self.why.words(lang), "when": when})
        return " ".join([found, *([say("store.damaged.lacking", lang, {"n": self.lacking})] if self.lacking else [])])


def read_session(path: str | os.PathLike[str]) -> Decoded:
    """What was last saved, to read. `Damaged` where it cannot be understood, WorkshopError where there is none."""
    return read_saved(Path(path))[1]


def read_saved(path: Path) -> tuple[bytes, Decoded]:
    """The bytes of a session file and what is in them. Raises as `read_session`."""
    data = b""
    try:
        data = read(path)
        return data, decode(data, path=path)
    except FileNotFoundError:
        raise WorkshopError("store.missing", path=path) from None
    except BadFile as error:
        from workshop.store import backups

        whole = backups.newest_whole(path, data=data)
        told = re.search(_REV, data)
        raise Damaged(error, whole[0] if whole else None, int(told[1]) if told else 0) from error
