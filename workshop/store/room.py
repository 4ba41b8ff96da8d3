"""The one small file through which the room follows: written by whoever leads, read by the room's window, in the state folder.

It holds the page that is on the wall at this moment and nothing else, and goes when the session is closed. The room's window
holds a lock beside it, so that whoever leads knows that it is there; the session file it never opens.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workshop import limits, places
from workshop.errors import BadFile
from workshop.store import atomic, lock
from workshop.store.lock import Held, Lock
from workshop.store.scan import read

if TYPE_CHECKING:
    from workshop.session.room import Page


class _Passing(atomic.System):
    """A page is whole or not there, but need not outlive a power cut: the next one comes in a moment."""

    def fsync(self, fd: int) -> None: ...
    def sync_folder(self, folder: str) -> None: ...


_PASSING = _Passing()


def folder(state: Path | None = None) -> Path:
    """Where the pages lie. OSError where there is no such place."""
    return atomic.make_folder((state or places.state_dir()) / "room")


def file_of(session: str | os.PathLike[str], *, state: Path | None = None) -> Path:
    """The room's file of a session file. By its path: to find it, nothing has to be read."""
    name = hashlib.sha256(os.fsencode(atomic.real(session))).hexdigest()[:24]
    return folder(state) / f"{name}.json"


class Wall:
    """Whoever leads: keeps the page in its file while a session is open."""

    def __init__(self, session: str | os.PathLike[str], *, state: Path | None = None) -> None:
        """OSError where there is no place for it."""
        self.file = file_of(session, state=state)
        _sweep(self.file)
        self._writer = lock.this_process()
        self._shown: Page | None = None

    def put(self, page: Page) -> bool:
        """This page from now on. False: it is there already. OSError where it cannot be written."""
        if self._shown is not None and page.is_as(self._shown):
            return False
        from workshop.session.room import encode

        atomic.write(self.file, encode(page, self._writer), system=_PASSING)
        self._shown = page
        return True

    @property
    def is_watched(self) -> bool:
        """Whether a room's window follows."""
        return lock.is_held(self.file)

    def take_down(self) -> None:
        """The session is closed: nothing of it stays here."""
        with contextlib.suppress(OSError):
            os.unlink(self.file)


class Seen(NamedTuple):
    """What the room's window finds. `page` None: nothing has been put up. `led`: whether whoever put it up is still there."""

    page: Page | None
    led: bool


NOTHING = Seen(None, False)


class Window:
    """The room's side: looks at one file, and holds the lock beside it. Without a session, it takes the one that is led."""

    def __init__(self, session: str | os.PathLike[str] | None, *, state: Path | None = None) -> None:
        self._state = state
        self._given = session is not None
        self.file = file_of(session, state=state) if session is not None else None
        self._lock: Lock | None = None
        self._stamp: atomic.Stamp | None = None
        self._page: Page | None = None
        self._writer: dict[str, object] = {}

    def look(self) -> Seen:
        """What is on the wall now. Raises nothing; cheap where nothing has changed."""
        if self._page is None and not self._given:
            self._take(_led_now(self._state))
        if self.file is None:
            return NOTHING
        try:
            stamp = atomic.Stamp.of(os.stat(self.file))
            if stamp != self._stamp:
                found = _read(self.file)
                if found is not None:  # else it is no page of ours: what was there stays
                    self._page, self._writer = found
                    self._stamp = stamp
        except OSError:
            self._stamp = self._page = None
        return NOTHING if self._page is None else Seen(self._page, lock.is_alive(self._writer))

    def _take(self, file: Path | None) -> None:
        if file is not None and file != self.file:
            self.close()
            self.file = file

    def hold(self) -> bool:
        """Be known as the room's window, as soon as nobody else is. To be called now and then."""
        if self._lock is None and self.file is not None:
            with contextlib.suppress(Held, OSError):
                self._lock = lock.take(self.file)
        return self._lock is not None

    def close(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _read(path: Path) -> tuple[Page, dict[str, object]] | None:
    """What a file here holds; None for one that is no page: it may be anything that somebody laid there. OSError where it is
    gone."""
    from workshop.session.room import decode

    try:
        return decode(read(path, limits.PAGE))
    except BadFile:
        return None


def _sweep(own: Path) -> None:
    """Takes away what programs that were killed left here: nobody leads those sessions and nobody looks at them."""
    atomic.sweep(own.parent)
    with contextlib.suppress(OSError):
        for path in own.parent.glob("*.json"):
            with contextlib.suppress(OSError):
                found = _read(path)
                if path != own and not (found is not None and lock.is_alive(found[1])) and not lock.is_held(path):
                    os.unlink(path)


def _led_now(state: Path | None) -> Path | None:
    """The file that was written last, of those whose writer lives."""
    led: list[tuple[int, Path]] = []
    with contextlib.suppress(OSError):
        for path in folder(state).glob("*.json"):
            with contextlib.suppress(OSError):
                found = _read(path)
                if found is not None and lock.is_alive(found[1]):
                    led.append((path.stat().st_mtime_ns, path))
    return max(led)[1] if led else None
