"""Opening a session: the lock, the text, what a crash left, and a saver at work when it is written to."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from workshop import places
from workshop.errors import BadFile, WorkshopError
from workshop.language import ago
from workshop.session.model import Session
from workshop.store import atomic, backups, drafts, files
from workshop.store.codec import Encoder, reads_back
from workshop.store.drafts import Draft
from workshop.store.faults import Note, reason
from workshop.store.lock import Held, Lock, is_abandoned, take
from workshop.store.reading import decode
from workshop.store.saved import read_saved
from workshop.store.saver import Saver, Status
from workshop.store.scan import read


class NotInFile(WorkshopError):
    """A session with changes that could not be saved in its file: somebody must choose what to go on with."""

    def __init__(self, path: Path, recovered: Recovered) -> None:
        now = datetime.now().astimezone()
        when, then = (ago(each, now) for each in (recovered.when, recovered.file_changed))
        super().__init__("store.recovered.offer", path=path, n=recovered.changes, when=when, then=then)


class Recovered(Struct, frozen=True, kw_only=True):
    """A session that could not be saved last time, found in the state folder."""

    session: Session
    path: Path  # where it lies
    when: datetime  # its last change
    changes: int  # so many that are not in the file
    file_rev: int
    file_changed: datetime

    @property
    def note(self) -> Note:
        return Note("store.recovered.changes", {"n": self.changes})


class Opened:
    """One open session. `session` is what was read: it is not kept up to date, that is the Desk's to do.

    `saver` is None where it was opened to read only: because that was asked for, or because it is `newer`.
    """

    def __init__(
        self,
        path: Path,
        session: Session,
        *,
        notes: tuple[Note, ...],
        newer: bool,
        saver: Saver | None,
        recovered: Recovered | None,
        half: tuple[Draft, ...] = (),
    ) -> None:
        self.path = path
        self.session = session
        self.notes = notes
        self.newer = newer
        self.saver = saver
        self.recovered = recovered
        self.half = half
        self.ended = False
        """Whether it was open when the program, or the computer, was ended."""

    @property
    def draft(self) -> Draft | None:
        """What was half-typed when the program was ended, as it fits the session."""
        return drafts.holding(self.half, self.session.rev)

    @property
    def scenario(self) -> str:
        """The text of the scenario it runs on."""
        return self.session.snapshot

    @property
    def lock(self) -> Lock | None:
        return self.saver.lock if self.saver is not None else None

    def take_recovered(self) -> Session:
        """Go on with what was recovered: it is the session from now on, and is saved. The file as it was is backed up first,
        by the first save."""
        if self.recovered is not None and self.saver is not None:
            found, self.recovered = self.recovered, None
            self.session = found.session
            self.saver.take_up(found.session, found.path)
        return self.session

    def set_recovered_aside(self) -> Path | None:
        """Go on with the file; what was recovered is put in a file beside it, whose path is given. OSError where it cannot."""
        if self.recovered is None:
            return None
        aside = _aside(self.path, self.recovered.session, self.recovered.path)
        self.recovered = None
        return aside

    def close(self, timeout: float = 10.0) -> bool:
        """Save and let go. True: all is safe in the file."""
        return self.saver.close(timeout) if self.saver is not None else True

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_session(
    path: str | os.PathLike[str],
    *,
    write: bool = True,
    force: bool = False,
    order: Sequence[str] = (),
    state: Path | None = None,
    on_status: Callable[[Status], object] | None = None,
) -> Opened:
    """Open a session file.

    With `write`, under its lock: `Held` where somebody has it (`force`: not even where another computer left its lock). A
    file of a newer format is opened to read only. `Damaged` (a BadFile) where it cannot be understood, WorkshopError where
    there is none. What a crash left is in `recovered` and `draft`: nothing of it is used, or removed, before somebody chose.
    """
    path = Path(path)
    if not path.exists():
        raise WorkshopError("store.missing", path=path)
    lock: Lock | None = None
    ended = False
    notes: list[Note] = []
    if write:
        ended = is_abandoned(path)
        try:
            lock = take(path, force=force)
        except Held:
            raise
        except OSError as error:  # a folder that cannot be written: the work can go on, and the saver will tell
            notes.append(Note("store.note.unlocked", {"reason": reason(error)}))
    try:
        data, found = read_saved(path)
        notes += found.notes
        if found.newer:
            notes.append(Note("store.note.newer"))
            write = False
        if not write:
            if lock is not None:
                lock.release()
            return Opened(path, found.session, notes=tuple(notes), newer=found.newer, saver=None, recovered=None)
        opened = _open(path, data, found.session, notes, lock, tuple(order), state, on_status)
        opened.ended = ended
        return opened
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _open(
    path: Path,
    data: bytes,
    session: Session,
    notes: list[Note],
    lock: Lock | None,
    order: tuple[str, ...],
    state: Path | None,
    on_status: Callable[[Status], object] | None,
) -> Opened:
    atomic.sweep(atomic.real(path).parent)
    with contextlib.suppress(OSError):
        for name in ("drafts", "unsaved"):
            atomic.sweep((state or places.state_dir()) / name)
    encoder = Encoder(check=False)
    ours = encoder.encode(session) == data
    encoder.check, encoder.order = True, order
    if not ours:  # changed by hand, or laid out by an earlier version: then every piece is read back before it is trusted
        encoder = Encoder(order)
        if not reads_back(encoder.encode(session)):
            raise BadFile("store.bad_file", path=path)
    by_hand = not ours and any(line.lstrip().startswith(b"#") for line in data.splitlines())
    if by_hand:
        notes.append(Note("store.note.comments", {"folder": f"{backups.FOLDER}/{session.uuid}"}))
    recovered = _recovered(path, data, session, notes, state)
    others = [other for other in files.with_uuid(path.parent, session.uuid) if other.name != path.name]
    if others:
        notes.append(Note("store.note.sibling", {"names": ", ".join(other.name for other in others)}))
    kept: drafts.Kept | None = None
    with contextlib.suppress(OSError):
        kept = drafts.take(session.uuid, path, state=state)
    half = kept.half if kept is not None else ()
    saver = Saver(
        path,
        data,
        session=session,
        uuid=session.uuid,
        rev=session.rev,
        lang=session.lang,
        encoder=encoder,
        lock=lock,
        by_hand=by_hand,
        state=state,
        on_status=on_status,
        half=half,
        half_at=kept.at if kept is not None else None,
    )
    return Opened(path, session, notes=tuple(notes), newer=False, saver=saver, recovered=recovered, half=half)


def _recovered(path: Path, data: bytes, session: Session, notes: list[Note], state: Path | None) -> Recovered | None:
    recovered: Recovered | None = None
    kept: list[drafts.Unsaved] = []
    with contextlib.suppress(OSError):
        kept = drafts.read_unsaved(session.uuid, state=state)
    for each in kept:
        unsaved, _, newer = each.found
        if each.data == data:
            drafts.clear_unsaved(each.path)
        elif recovered is None and unsaved.rev > session.rev and not newer:
            recovered = Recovered(
                session=unsaved,
                path=each.path,
                when=unsaved.changed,
                changes=unsaved.rev - session.rev,
                file_rev=session.rev,
                file_changed=session.changed,
            )
        elif not newer:
            # The file went on without it (on another computer, from a backup): which has what nobody can tell, so both stay.
            with contextlib.suppress(OSError):
                aside = _aside(path, unsaved, each.path)
                notes.append(Note("store.note.aside_recovered", {"file": aside.name}))
    return recovered


def _aside(path: Path, session: Session, copy: Path) -> Path:
    """Put a session in a file beside another, in the place of the copy it was read from."""
    aside = files.beside(path, "store.name.recovered", session.changed, session.lang)
    atomic.write_new(aside, Encoder().encode(session))
    drafts.clear_unsaved(copy)
    return aside


# --------------------------------------------------------------------------------------------------------- going back


def restore(path: str | os.PathLike[str], backup: str | os.PathLike[str], *, now: datetime | None = None) -> Path | None:
    """Put a backup in the place of a session file, under its lock (`Held` where somebody has it open).

    The file as it was is kept: among the backups where it could be read, else under `<name>.broken` beside it, whose path is
    given. What is put back gets a revision above all there were, for it is the newest now. There need be no file any more.
    """
    path, now = Path(path), now or datetime.now(UTC)
    session, _, newer = decode(read(backup), path=Path(backup))
    if newer:
        raise BadFile("store.newer", path=backup)
    with take(path):
        broken: Path | None = None
        newest = max([session.rev, *(each.rev for each in backups.listing(path, session.uuid))])
        if path.exists():
            data: bytes | None = None
            try:
                data = read(path)
                there = decode(data, path=path).session
                newest = max(newest, there.rev)
                backups.make(path, there.uuid, there.rev, data, now)
            except BadFile:
                broken = files.broken_name(path)
                if data is not None:
                    atomic.write_new(broken, data)  # a copy: at no moment is there no file of that name
                else:
                    atomic.rename(path, broken)
        session = replace(session, rev=newest + 1, changed=now.replace(microsecond=0))
        atomic.write(path, Encoder().encode(session))
        return broken
