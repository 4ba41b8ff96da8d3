"""Other versions of a session: what a sync program, a mail or a merge put beside it. Found, compared, and made into one.

Two files are versions of one session where their uuid is the same, whatever they are called. To tell what either side did one
needs a version that both began from; the backups may hold one. Of a backup it is known that both went on from it where every
stay at a step that it knows of (its `[[times]]`, to the second) is known to both, no shorter: each computer counts its own.
Without one, what both have differently is for a person to decide.
"""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from workshop.errors import BadFile, WorkshopError
from workshop.session.merge import Merged, merge
from workshop.session.model import LOGS, Session
from workshop.store import atomic, backups, files
from workshop.store.codec import Encoder
from workshop.store.lock import take
from workshop.store.outside import put_aside
from workshop.store.reading import decode
from workshop.store.saved import read_session
from workshop.store.scan import read
from workshop.store.updating import on_the_questions_of


class Copy(Struct, frozen=True, kw_only=True):
    """Another version of a session, and what merging it would give."""

    path: Path
    session: Session  # as it lies there
    found: Merged
    begun: datetime | None  # when the version was made that both began from; None: there is none to be found

    @property
    def has_nothing_new(self) -> bool:
        """Whether all that it holds is in the session already."""
        return not self.found.taken and not self.found.both


class Done(Struct, frozen=True, kw_only=True):
    """What a merge did. `binned`: the other file held nothing more, and went to the bin."""

    copy: Copy
    rev: int
    binned: bool = False


def others(path: str | os.PathLike[str], uuid: str) -> list[Path]:
    """The other files of the folder that hold this session."""
    path = Path(path)
    return [other for other in files.with_uuid(path.parent, uuid) if other.name != path.name]


def compare(path: str | os.PathLike[str], session: Session, other: str | os.PathLike[str]) -> Copy:
    """What the version in `other` holds that `session` (which lies in `path`) does not. Nothing is written. Where one of them
    was taken over to a newer version of its workshop, the other is, too.

    BadFile where it cannot be read, WorkshopError where it is another session.
    """
    other = Path(other)
    theirs, _, newer = read_session(other)
    if newer:
        raise BadFile("store.newer", path=other)
    if theirs.uuid != session.uuid:
        raise WorkshopError("store.copies.another", path=other, other=Path(path).name)
    base = _common(Path(path), session, theirs)
    theirs = on_the_questions_of(theirs, session, other)
    found = merge(base[1] if base else None, session, theirs)
    merged = replace(found.session, rev=max(session.rev, theirs.rev) + 1, here=session.here)
    return Copy(path=other, session=theirs, found=found._replace(session=merged), begun=base[0] if base else None)


def merge_file(
    path: str | os.PathLike[str], other: str | os.PathLike[str], *, now: datetime | None = None
) -> Done:  # fmt: skip
    """Take what `other` holds into the session in `path`, under its lock (`Held`). Both are backed up before.

    Where both had something differently, `other` stays where it is (or, from another folder, is put beside the session): what
    it says is nowhere else. Where nothing in it is left untaken and it lies beside the session, it goes to the bin.
    """
    path, other, now = Path(path), Path(other), now or datetime.now(UTC)
    with take(path):
        data, theirs = read(path), read(other)
        found = read_session(path)
        if found.newer:
            raise BadFile("store.newer", path=path)
        session = found.session
        copy = compare(path, session, other)
        backups.make(path, session.uuid, session.rev, data, now, for_good=True)
        backups.make(path, session.uuid, copy.session.rev, theirs, now)
        beside = atomic.real(other).parent == atomic.real(path).parent
        if copy.found.both and not beside:
            copy = replace(copy, path=put_aside(path, theirs, now, session.lang))
        merged = replace(copy.found.session, changed=now.replace(microsecond=0))
        atomic.write(path, Encoder().encode(merged))
    binned = False
    if beside and not copy.found.both:
        with contextlib.suppress(WorkshopError, OSError):
            files.to_bin(other)
            binned = True
    return Done(copy=copy, rev=merged.rev, binned=binned)


def copy_beside(path: str | os.PathLike[str], lang: str) -> Path:
    """The file as it was last saved, once more beside itself, to be worked in while somebody has it open. A version of the
    session as any other. OSError, or BadFile where it cannot be read."""
    path = Path(path)
    data = read(path)
    backups.make(path, decode(data, path=path).session.uuid, decode(data).session.rev, data)  # what both began from
    return put_aside(path, data, datetime.now(UTC), lang, "store.name.copy")


# -------------------------------------------------------------------------------------------------- where both began


def _common(path: Path, mine: Session, theirs: Session) -> tuple[datetime, Session] | None:
    """The newest backup that both went on from."""
    for backup in backups.listing(path, mine.uuid):
        if backup.rev > min(mine.rev, theirs.rev):
            continue
        with contextlib.suppress(OSError, BadFile):
            then = decode(read(backup.path), path=backup.path).session
            if _went_on(then, mine) and _went_on(then, theirs):
                return backup.made, on_the_questions_of(then, mine, path)
    return None


def _went_on(then: Session, session: Session) -> bool:
    """Whether a session went on from an earlier one."""
    spent = {(visit.step, visit.at, visit.round, visit.start): visit.seconds for visit in session.times}
    stays = [(visit, spent.get((visit.step, visit.at, visit.round, visit.start))) for visit in then.times]
    if any(seconds is None or seconds < visit.seconds for visit, seconds in stays):
        return False
    ids, now = _ids(then), _ids(session)
    # Nobody was ever at a step of it: what is in it was put there by a script, or it is as it was begun.
    return ids <= now and (bool(stays) or not ids)


def _ids(session: Session) -> set[str]:
    """Of all that was ever made in it: removing leaves the id."""
    found = {id for answer in session.answers.values() for id in answer.items}
    return found | {id for log in LOGS for id in getattr(session, log)}
