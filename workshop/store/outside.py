"""A session file that somebody else changed while it was open here: with an editor, by a sync program, from a script.

Theirs and ours are made into one, and the file holds both; theirs as it came is kept among the backups. Where both changed
the same thing ours stands in the file, and theirs lies whole in a file of its own beside it. What cannot be read is put aside.
"""

from __future__ import annotations

import contextlib
import socket
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from workshop.session.merge import Merged, merge
from workshop.session.model import Session
from workshop.store import atomic, backups, files
from workshop.store.codec import Encoder
from workshop.store.faults import Note
from workshop.store.reading import decode
from workshop.text import clean


class Unmergeable(Exception):
    """It is no other version of the session, or one that must not be written over: it keeps its name and its place."""


class Outside(Struct, kw_only=True):
    """What came from outside, and what was made of it. `copy`: where theirs lies whole, once it was put aside."""

    base: bytes  # what both began from, as it lay in the file
    began: int  # its revision
    was: Session  # ours, when it was merged
    theirs: Session
    data: bytes  # theirs, as it lay in the file
    found: Merged
    copy: Path | None = None

    @property
    def is_new(self) -> bool:
        """Whether there is anything in it that was not here: not where the file was only laid out anew."""
        now = self.found.session
        parts = (name for name in now.__struct_fields__ if name not in ("rev", "changed", "here"))
        return any(getattr(now, name) is not getattr(self.was, name) for name in parts)

    @property
    def is_told(self) -> bool:
        """Whether people need to know: not where only the clock went on there."""
        now = self.found.session
        parts = (name for name in now.__struct_fields__ if name not in ("rev", "changed", "here", "times"))
        return bool(self.found.both) or any(getattr(now, name) is not getattr(self.was, name) for name in parts)

    @property
    def is_theirs(self) -> bool:
        """Whether what came of it is theirs and nothing more: then it lies in the file already."""
        now = self.found.session
        alike = replace(now, rev=self.theirs.rev, changed=self.theirs.changed, here=self.theirs.here)
        return not self.found.both and Encoder(check=False).encode(alike) == Encoder(check=False).encode(self.theirs)

    @property
    def by_hand(self) -> bool:
        """Whether somebody has written comments into it: they do not stand in what the program writes."""
        return any(line.lstrip().startswith(b"#") for line in self.data.splitlines())

    @property
    def note(self) -> Note:
        if self.copy is not None:
            return Note("store.saved.merged_both", {"n": len(self.found.both), "copy": self.copy.name})
        return Note("store.saved.merged")

    def put_aside(self, path: Path, now: datetime) -> Path:
        """Theirs in a file of its own, once. OSError where that cannot be done."""
        if self.copy is None:
            self.copy = put_aside(path, self.data, now, self.was.lang)
        return self.copy


def take_in(base: Session, before: bytes, ours: Session, data: bytes, path: Path) -> Outside:
    """What lies in the file (`data`) made into one with ours; nothing is written. BadFile where it cannot be understood.

    `base` is what both began from, `before` the same as it lay in the file.
    """
    theirs, _, newer = decode(data, path=path)
    if newer or theirs.uuid != ours.uuid or theirs.snapshot not in (base.snapshot, ours.snapshot):
        raise Unmergeable
    found = merge(base, ours, theirs)
    # A revision above both: of two files of one session the higher is the newer.
    session = replace(found.session, rev=max(ours.rev, theirs.rev + 1), here=ours.here)
    return Outside(base=before, began=base.rev, was=ours, theirs=theirs, data=data, found=found._replace(session=session))


def keep(taken: Outside, path: Path, now: datetime) -> None:
    """Before the file is written over: theirs among the backups, and in a file beside where both changed something."""
    if taken.found.both:
        taken.put_aside(path, now)
    with contextlib.suppress(OSError):  # nothing of it is lost without
        if taken.found.both and taken.base:  # else nobody could tell later who had changed what
            backups.make(path, taken.was.uuid, taken.began, taken.base, now)
        backups.make(path, taken.theirs.uuid, taken.theirs.rev, taken.data, now, by_hand=taken.by_hand)


def put_aside(path: Path, data: bytes, now: datetime, lang: str, word: str = "store.name.conflict") -> Path:
    """Another version whole beside a session file: `kundresan-2a77 (konflikt 2026-11-22 annas-dator).toml`. One that lies
    there already, byte for byte, is enough: what comes after may fail, and be tried again."""
    host = clean(socket.gethostname(), multiline=False)
    return _there(path, f"{path.stem.partition(' (')[0]} (*{path.suffix}", data) or _written(
        files.beside(path, word, now, lang, host), data
    )


def put_broken(path: Path, data: bytes) -> Path:
    """What cannot be read, as it came: `kundresan-2a77.toml.broken`."""
    return _there(path, f"{path.name}.broken*", data) or _written(files.broken_name(path), data)


def _there(path: Path, names: str, data: bytes) -> Path | None:
    for each in sorted(path.parent.iterdir()):
        if fnmatchcase(each.name, names) and each != path:
            with contextlib.suppress(OSError):
                if each.stat().st_size == len(data) and each.read_bytes() == data:
                    return each
    return None


def _written(target: Path, data: bytes) -> Path:
    atomic.write_new(target, data)
    return target
