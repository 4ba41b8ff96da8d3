"""Saving while people work: in a thread, the newest state, 0.3 seconds after the first change.

Never over what somebody else wrote: before each save the file is looked at, and where it is not the one we left there, theirs
and ours are made into one (`store.outside`). Where it is another session, or one of a newer program, it keeps its name and its
content, and ours goes on in a new file beside it. Where nothing can be saved, the whole session goes to the state folder and
the save is tried again until it works.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from workshop import limits
from workshop.errors import BadFile
from workshop.nested import too_many
from workshop.session.merge import merge
from workshop.session.model import Session
from workshop.store import atomic, backups, drafts, files, lock, outside
from workshop.store.codec import Encoder, reads_back
from workshop.store.drafts import Draft
from workshop.store.faults import Note, reason
from workshop.store.outside import Outside
from workshop.store.reading import decode
from workshop.store.scan import LARGEST, read
from workshop.store.worker import Worker

DELAY = 0.3
DRAFT_DELAY = 0.4
LATELY = 8
"""So many of what came from outside are held on to after they were taken in: a save that is under way may not have them yet."""
SETTLES = 0.5
"""Seconds that a save waits, at most, to hear what is half-typed after the change: it is told when the key is done with."""
_WAITS = (1.0, 2.0, 4.0, 8.0, 10.0)


class Status(Struct, frozen=True, kw_only=True):
    """How it is with the file."""

    state: Literal["saved", "saving", "failed"]
    path: Path  # where it is saved, or should be
    rev: int  # the last revision that is safe in the file
    reason: Note | None = None  # failed: a few words, as in `EJ SPARAT: skivan är full`
    copy: Path | None = None  # failed: where the whole session lies meanwhile
    other: Path | None = None  # a conflict: the file that somebody else changed, where ours goes on in another
    note: Note | None = None  # a whole sentence, where there is something to tell


class TooBig(Exception):
    """What is to be saved could not be opened again."""

    def __init__(self, why: Note) -> None:
        super().__init__()
        self.why = why


class HalfWritten(Exception):
    """The file cannot be read: perhaps somebody is writing it this moment."""


class _Given(NamedTuple):
    """A session to save, and how much of what came from outside is in it already. None: only look at the file."""

    session: Session | None
    taken: int


class Saver:
    """Saves one session into one file. `changed`, `draft`, `flush` and `close` are for one thread (the one with the keys);
    `on_status` is called in the saving thread, and must hand over to its own.

    `data` is the file as it was read, `rev` its revision. The lock, where there is one, is the saver's from now on.

    The revision is the saver's to count: one more for each `changed`. A session that carries a higher one lifts the count.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        data: bytes,
        *,
        uuid: str,
        session: Session | None = None,
        rev: int = 0,
        lang: str = "sv",
        encoder: Encoder | None = None,
        lock: lock.Lock | None = None,
        by_hand: bool = False,
        state: Path | None = None,
        on_status: Callable[[Status], object] | None = None,
        half: tuple[Draft, ...] = (),
        half_at: Path | None = None,
        delay: float = DELAY,
        system: atomic.System | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.path = Path(path)
        self.uuid = uuid
        self.encoder = encoder or Encoder()
        self.lock = lock
        self.on_status = on_status
        self.status = Status(state="saved", path=self.path, rev=rev)
        self._lang = lang
        self._state = state
        self._system = system
        self._now = now
        self._data, self._rev = data, rev  # what we last read or wrote
        self._base = session  # the same, as a session; None: to be read from there
        self._came: list[Outside | None] = []  # what came from outside; None: long taken in
        self._taken = 0  # how much of that is in what we are given
        self._unread: bytes | None = None  # the digest of what could not be read when we looked last
        self._stamp: atomic.Stamp | None = None
        self._seen: atomic.Stamp | None = None  # of what somebody else wrote, from before it was read
        self._ours = {_digest(data)}
        self._by_hand = by_hand
        self._backed_up: float | None = None  # when, by the monotonic clock
        self._since_backup = False
        self._written = False
        self._copy: Path | None = None  # in the state folder, while the file cannot be written
        self._taken_up: Path | None = None  # a copy there from before, whose session we go on with
        self._fails = 0
        self._elsewhere: Path | None = None
        self._worker: Worker[_Given] = Worker("save", self._save, delay)
        self._drafter: Worker[None] = Worker("draft", lambda _: self._keep_half(), min(delay, DRAFT_DELAY))
        self._drafting = threading.Lock()
        self._left = half  # by the sitting before
        self._half = drafts.taken_up(half, rev)  # what is half-typed, at each revision that is not yet in the file
        self._half_kept: Draft | None = half[-1] if half else None
        self._half_at = half_at  # where that lies
        self._half_of = self.path  # and of which file it is
        self._settled = threading.Event()  # whether what is half-typed is known for the newest state
        self._settled.set()
        self._count = rev
        self._given: Session | None = None
        self._newest: Session | None = None  # the same, with its revision
        self._closed = False
        atexit.register(self._at_exit)

    # ------------------------------------------------------------------------------------------- for those who type

    def changed(self, session: Session) -> None:
        """This is the newest state. Costs nothing to speak of."""
        if session is self._given:
            return
        self._given = session
        self._settled.clear()
        self._count = max(self._count + 1, session.rev)
        self._newest = replace(session, rev=self._count)
        self._worker.put(_Given(self._newest, self._taken))

    def look(self) -> None:
        """See whether somebody else has changed the file, without having anything to save. Costs nothing to speak of."""
        if not self._closed and self._worker.idle:
            self._worker.put(_Given(None, self._taken))
            self._worker.flush(0)  # at once: what is typed next waits its own time

    def outside(self) -> list[Outside]:
        """What came from outside since this was last asked: each once. Whoever asks has it in what is given next."""
        came = [each for each in self._came[self._taken :] if each is not None]
        old = max(0, self._taken - LATELY)
        self._came[:old] = [None] * old
        self._taken += len(came)
        self._count = max([self._count, *(each.found.session.rev for each in came)])  # what is half-typed goes by it
        return came

    def put_aside(self, came: Outside) -> Path:
        """Theirs as it came, in a file beside. OSError."""
        return came.put_aside(self.path, self._now())

    def draft(self, text: str, cursor: int = 0, place: Mapping[str, str] | None = None, *, more: bool = False) -> None:
        """This is being typed and is no change yet (`more`: there is such text in the place too). Kept within a second."""
        if text or more:
            now = self._now()
            place = dict(place or {})
            self._typed(Draft(uuid=self.uuid, text=text, cursor=cursor, place=place, more=more, rev=self._count, written=now))
        else:
            self.no_draft()

    def no_draft(self) -> None:
        """Nothing is being typed any more: it was committed, or taken back. Called after `changed` where it was committed:
        what was kept of it goes when that is saved, so that at no moment it is in neither, or in both."""
        if self.is_typing:
            self._typed(Draft(uuid=self.uuid, text="", rev=self._count, written=self._now()))
        self._settled.set()

    @property
    def is_typing(self) -> bool:
        """Whether something is half-typed."""
        return bool(self._half) and not self._half[-1].is_blank

    def _typed(self, draft: Draft) -> None:
        half = self._half[:-1] if self._half and self._half[-1].rev == draft.rev else self._half
        self._half = (*drafts.standing(half, self._rev), draft)
        self._settled.set()
        self._drafter.put(None)

    def flush(self, timeout: float = 5.0) -> bool:
        """Save now. True: all is on the disk. After `timeout` seconds, or a failure, False: it goes on trying. With 0 it
        only begins at once, and does not wait."""
        until = time.monotonic() + timeout
        self._settled.set()
        self._drafter.flush(0)
        done = self._worker.flush(timeout)
        return self._drafter.flush(max(0.0, until - time.monotonic())) and done

    def take_up(self, session: Session, copy: Path) -> None:
        """Save a session that was recovered from the state folder; the copy there goes once it is in the file."""
        self._taken_up = copy
        self._half = drafts.taken_up(self._left, session.rev)
        self.changed(session)

    def elsewhere(self, folder: str | os.PathLike[str], session: Session) -> None:
        """Go on in a new file in another folder, from now on. The status tells how it went."""
        self._elsewhere, self._given = Path(folder), None
        self.changed(session)
        self._worker.flush(0)

    def close(self, timeout: float = 10.0) -> bool:
        """Save, look at the file as a whole, keep a last backup, let go of the lock. True: all is safe in the file."""
        if self._closed:
            return self.status.state == "saved"
        self._closed = True
        saved = self.flush(timeout)
        if not saved and self.status.state == "failed":  # one call that failed, perhaps after the file was in its place
            saved = self.flush(timeout)
        self._worker.stop()
        self._drafter.stop()
        if saved and self._written:
            saved = self._reads_back()
            self._backup(last=True)
        if not saved and self.status.state != "failed":
            self._rescue()
        if self.lock is not None:
            self.lock.release()
        atexit.unregister(self._at_exit)
        return saved

    # -------------------------------------------------------------------------------------------- in the saving thread

    def _save(self, given: _Given) -> float | None:
        if given.session is None:
            return self._only_look()
        session = self._with_what_came(given.session, given.taken)
        self._tell(Status(state="saving", path=self.path, rev=self._rev))
        data: bytes | None = None
        try:
            data = self._encoded(session)
            # A key that enters something tells of the change first and then of the line. What is half-typed once this is in
            # the file must lie there before it: else the same words would be in both, or in neither.
            if self.is_typing:
                self._settled.wait(SETTLES)
            self._keep_half()
            note, other = self._put(session, data)
        except HalfWritten:
            return 0.5
        except Exception as error:  # whatever it was, it must not end the saving
            return self._failed(session, data, error)
        self._fails = 0
        for copy in (self._copy, self._taken_up):
            if copy is not None:
                drafts.clear_unsaved(copy)
        self._copy = self._taken_up = None
        self._keep_half()
        self._tell(Status(state="saved", path=self.path, rev=self._rev, other=other, note=note))
        return None

    def _encoded(self, session: Session) -> bytes:
        data = self.encoder.encode(session)
        if len(data) > LARGEST:
            raise TooBig(Note("store.reason.too_big", {"mib": LARGEST // 1024**2}))
        # bytes are enough to see that there are not too many, and nearly always there are not
        many = max(data.count(b"=") + data.count(b"\n["), data.count(b",")) > limits.VALUES
        if many and too_many(data.decode("utf-8"), limits.VALUES):
            raise TooBig(Note("store.reason.too_many", {"most": limits.VALUES}))
        return data

    def _with_what_came(self, session: Session, taken: int) -> Session:
        """With what came from outside after whoever gave it last asked."""
        for came in self._came[taken:]:
            if came is None:
                continue
            found = merge(came.was, session, came.found.session)
            if found.both:
                with contextlib.suppress(OSError):
                    came.put_aside(self.path, self._now())
            session = found.session
        return session if session.rev > self._rev else replace(session, rev=self._rev + 1)

    def _only_look(self) -> float | None:
        """Nothing is to be saved; but what others changed is taken in at once, for people look at it."""
        with contextlib.suppress(Exception):  # what is wrong with it is told when there is something to save
            found = self._look()
            if isinstance(found, bytes):
                base = self._began_from()
                note = self._take_in(base, base, found)
                self._tell(Status(state="saved", path=self.path, rev=self._rev, note=note))
        return None

    def _put(self, session: Session, data: bytes) -> tuple[Note | None, Path | None]:
        if self._elsewhere is not None:
            folder, self._elsewhere = self._elsewhere, None
            new = _free(atomic.make_folder(folder) / self.path.name)
            self._go_on_in(new, session, data)
            return Note("store.saved.elsewhere", {"file": new.name}), None
        found = self._look()
        if isinstance(found, bytes):
            try:
                return self._take_in(self._began_from(), session, found), None
            except BadFile:
                return self._over_half_written(session, data, found), None
            except (OSError, TooBig):
                raise
            except Exception:  # another session, a newer program, a fault of ours: theirs is left where it is
                found = "theirs"
        if found == "theirs":
            self._backup()
            other = self.path
            new = files.beside(self.path, "store.name.conflict", self._now(), self._lang)
            self._go_on_in(new, session, data)
            return Note("store.saved.conflict", {"other": other.name, "file": new.name}), other
        self._write(self.path, session, data)
        return (Note("store.saved.again", {"file": self.path.name}) if found == "gone" else None), None

    def _began_from(self) -> Session:
        """The session as we last read or wrote it."""
        if self._base is None:
            self._base = decode(self._data, path=self.path).session
        return self._base

    def _take_in(self, base: Session, ours: Session, theirs: bytes) -> Note | None:
        """Ours and theirs made into one in the file."""
        came = outside.take_in(base, self._data, ours, theirs, self.path)
        if came.is_theirs:
            self._hold(came)
        else:
            session = came.found.session
            data = self._encoded(session)
            outside.keep(came, self.path, self._now())
            self._write(self.path, session, data)
        self._unread = None
        if came.is_new or came.found.both:
            self._came.append(came)
            return came.note if came.is_told else None
        folder = f"{backups.FOLDER}/{self.uuid}"
        return Note("store.note.comments", {"folder": folder}) if came.by_hand else None

    def _hold(self, came: Outside) -> None:
        """Theirs is all there is: it is left in the file as it came."""
        came.found = came.found._replace(session=replace(came.found.session, rev=came.theirs.rev))
        self._stamp = self._seen
        self._data, self._rev, self._base = came.data, came.theirs.rev, came.found.session
        self._ours = {_digest(came.data)}
        if came.by_hand:  # what is written over next is kept, with its comments
            self._by_hand, self._backed_up = True, None

    def _over_half_written(self, session: Session, data: bytes, found: bytes) -> Note:
        """What nobody can read is not merged, and not lost: it lies beside, and the file is whole again."""
        if self._unread != _digest(found) and not self._closed:
            self._unread = _digest(found)
            raise HalfWritten
        broken = outside.put_broken(self.path, found)
        self._write(self.path, session, data)
        return Note("store.saved.broken", {"file": self.path.name, "copy": broken.name})

    def _look(self) -> Literal["ours", "theirs", "gone"] | bytes:
        """Whose the file is; what lies in it, where somebody else wrote it. It is read only where `stat` tells that it was
        touched."""
        try:
            stamp = atomic.Stamp.of(os.stat(self.path))
            if stamp == self._stamp:
                return "ours"
            found = read(self.path)
        except FileNotFoundError:
            return "gone"
        except BadFile as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EIO:  # nobody's doing
                raise error.__cause__ from None
            return "theirs"  # too big, a folder, not ours to read: somebody's, whatever it is
        if _digest(found) not in self._ours:
            self._seen = stamp
            return found
        self._stamp = stamp
        return "ours"

    def _write(self, path: Path, session: Session, data: bytes) -> None:
        # Remembered first: where the write fails after the file was replaced, it is still known as ours.
        self._ours.add(_digest(data))
        # The backup when the new text is on the disk: where there is room for one of the two, it is not the backup.
        self._wrote(atomic.write(path, data, system=self._system, before=self._backup), session, data)

    def _wrote(self, stamp: atomic.Stamp, session: Session, data: bytes) -> None:
        self._stamp, self._data, self._rev, self._base = stamp, data, session.rev, session
        self._ours = {_digest(data)}
        self._written = self._since_backup = True

    def _go_on_in(self, new: Path, session: Session, data: bytes) -> None:
        taken: lock.Lock | None = None
        with contextlib.suppress(OSError, lock.Held):
            taken = lock.take(new)
        try:
            self._wrote(atomic.write_new(new, data, system=self._system), session, data)
        except BaseException:
            if taken is not None:
                taken.release()
            raise
        if self.lock is not None:
            self.lock.release()
        self.path, self.lock = new, taken

    def _backup(self, *, last: bool = False) -> None:
        """Keep the file as it was before this save: at the first of a sitting and each five minutes; as it is, at the end."""
        now = time.monotonic()
        due = self._since_backup if last else self._backed_up is None or now - self._backed_up >= backups.EVERY
        if not due or not self._data:
            return
        with contextlib.suppress(OSError):  # without a backup the save is still worth making
            backups.make(self.path, self.uuid, self._rev, self._data, self._now(), by_hand=self._by_hand)
            self._backed_up, self._since_backup, self._by_hand = now, False, False

    def _failed(self, session: Session, data: bytes | None, error: Exception) -> float:
        if isinstance(error, OSError):
            why = reason(error)
        elif isinstance(error, TooBig):
            why = error.why
        else:
            why = Note("store.reason.fault", {"what": type(error).__name__})
        self._tell_failed(why, session, data)
        self._fails += 1
        return _WAITS[min(self._fails, len(_WAITS)) - 1]

    def _tell_failed(self, why: Note, session: Session | None, data: bytes | None) -> None:
        """Put the whole session in the state folder, and say so."""
        copy: Path | None = None
        with contextlib.suppress(Exception):
            if data is not None:
                over = self._copy if self._copy is not None and self._copy.suffix == ".toml" else None
                copy = drafts.write_unsaved(self.uuid, data, over=over, state=self._state)
            elif session is not None:
                copy = drafts.write_words(self.uuid, session, over=self._copy, state=self._state)
            self._copy = copy
        key = "store.saved.failed" if copy else "store.saved.failed_bare"
        note = Note(key, {"reason": why, "copy": str(copy) if copy else ""})
        self._tell(Status(state="failed", path=self.path, rev=self._rev, reason=why, copy=copy, note=note))

    def _rescue(self) -> None:
        """The disk has hung, with the saving thread in it: the copy in the state folder is what can be done from here."""
        if self._newest is not None:
            data: bytes | None = None
            with contextlib.suppress(Exception):
                data = Encoder(check=False).encode(self._with_what_came(self._newest, self._taken))
            self._tell_failed(Note("store.reason.slow"), self._newest, data)

    def _reads_back(self) -> bool:
        """Whether the file, read from the disk as a whole, is what was meant. Where somebody changed it after our last save,
        theirs is the newer one, and ours is among the backups."""
        try:
            data = read(self.path)
            if data != self._data or reads_back(data):
                return True
            why = Note("store.reason.fault", {"what": "read"})
        except OSError as error:
            why = reason(error)
        except Exception as error:
            why = Note("store.reason.fault", {"what": type(error).__name__})
        self._tell_failed(why, self._newest, self._data)
        return False

    def _tell(self, status: Status) -> None:
        self.status = status
        if self.on_status is not None:
            with contextlib.suppress(Exception):  # what listens must not stop the saving
                self.on_status(status)

    # ---------------------------------------------------------------------------------------------------------- drafts

    def _keep_half(self) -> float | None:
        """Write down what is half-typed; where nothing is, take away what was. In either thread."""
        with self._drafting:
            half = drafts.standing(self._half, self._rev)
            try:
                before = self._half_at
                if all(each.is_blank for each in half):
                    self._half_kept = self._half_at = None
                elif half[-1] is not self._half_kept or self._half_of != self.path:
                    session = self._newest or self._base
                    title = (session.title or session.scenario.id) if session is not None else ""
                    client = session.client if session is not None else ""
                    self._half_of = path = self.path  # which may have become another
                    self._half_at = drafts.write(*half, path=path, title=title, client=client, state=self._state)
                    self._half_kept = half[-1]
                if before is not None and before != self._half_at:
                    drafts.clear(before)
            except OSError:
                return 2.0
        return None

    def _at_exit(self) -> None:
        if not self.flush(5.0) and self.status.state != "failed":
            self._rescue()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()


def _free(path: Path) -> Path:
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free
