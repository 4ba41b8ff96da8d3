"""One program at a time writes a session: who has it open, in a small file beside it.

On a local disk the system's own lock on that file is the truth, and goes with the process however it ends. What is written in
it tells people who it is; and where the system's lock does not reach (some network disks), it is all there is: then a holder
on this computer is believed as long as it lives, and one on another computer always.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop.errors import WorkshopError
from workshop.language import ago
from workshop.store import atomic
from workshop.text import clean

_LOCKED_BYTE = 1 << 30  # Windows bars others from reading what is locked: far beyond what is written


class Held(WorkshopError):
    """Somebody has the session open. `user`, `host`, `pid` as they gave them, `since` in UTC; "" and None where not known."""

    def __init__(self, path: Path, holder: Mapping[str, Any], *, here: bool) -> None:
        self.user = _word(holder, "user")
        self.host = _word(holder, "host")
        pid, since = holder.get("pid"), holder.get("time")
        self.pid = pid if isinstance(pid, int) else None
        self.since: datetime | None = None
        with contextlib.suppress(TypeError, ValueError):
            self.since = datetime.fromisoformat(since).astimezone(UTC) if isinstance(since, str) else None
        self.here = here
        """Whether it is open on this computer; on another one nobody here can tell if it still is."""
        key = "store.held.unknown"
        if self.since is not None:
            key = "store.held.here" if here else "store.held.there"
        super().__init__(key, path=path, user=self.user or "?", host=self.host or "?", since=_Since(self.since))


class _Since:
    def __init__(self, when: datetime | None) -> None:
        self.when = when

    def __str__(self) -> str:
        return ago(self.when, datetime.now(UTC).astimezone()) if self.when else "…"


def _word(holder: Mapping[str, Any], name: str) -> str:
    found = holder.get(name)
    return clean(found, multiline=False)[:80] if isinstance(found, str) else ""


class Lock:
    """A lock that is held, until `release`."""

    def __init__(self, path: Path, fd: int, file: Path) -> None:
        self.path = path
        self._fd: int | None = fd
        self._file = file

    def release(self) -> None:
        """Let go of it and take its file away. May be called twice."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        # First the name, then the lock: whoever opened the file meanwhile sees that it lies there no longer, and asks again.
        # It is let go of whatever the disk says to that: what was done under it is done.
        if os.name == "nt":
            with contextlib.suppress(OSError):
                os.close(fd)
            with contextlib.suppress(OSError):
                os.unlink(self._file)
        else:
            with contextlib.suppress(OSError):
                os.unlink(self._file)
            with contextlib.suppress(OSError):
                os.close(fd)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def lock_file(path: str | os.PathLike[str]) -> Path:
    """Where the lock of a session file lies: beside the file itself, links resolved."""
    target = atomic.real(path)
    return target.with_name(f".{target.name}.lock")


def take(path: str | os.PathLike[str], *, force: bool = False) -> Lock:
    """Take the lock of a session file, or raise `Held`. OSError where the folder cannot be written.

    What a dead process of this computer left is taken over. What another computer left never is, but by `force`: for a
    person who knows that it is no longer open there. `force` does not take it from a living process of this computer.
    """
    target = atomic.real(path)
    file = lock_file(path)
    for _ in range(50):
        fd = os.open(
            file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0), atomic.FILE_MODE
        )
        try:
            locked = _lock(fd)
            if locked is False:
                raise Held(target, _holder(fd), here=True)
            if not _still_there(fd, file):  # the one before let go of it between our opening and our locking
                os.close(fd)
                continue
            holder = _holder(fd)
            if holder and not force and holder.get("host") != _host():
                raise Held(target, holder, here=False)
            if locked is None and holder and _alive(holder):  # no locks on this disk: the words must do
                raise Held(target, holder, here=True)
            try:
                _write(fd, _me())
            except OSError:  # a full disk: the system's lock holds without words
                if locked is None:
                    raise
            return Lock(target, fd, file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.close(fd)
            raise
    raise Held(target, {}, here=True)


def is_held(path: str | os.PathLike[str]) -> bool:
    """Whether somebody who lives holds the lock. Takes nothing and changes nothing; raises nothing."""
    try:
        fd = os.open(lock_file(path), os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        locked = _lock(fd)
        if locked is None:  # no locks on this disk: the words must do
            holder = _holder(fd)
            return bool(holder) and is_alive(holder)
        return not locked
    except OSError:
        return False
    finally:
        os.close(fd)


def is_abandoned(path: str | os.PathLike[str]) -> bool:
    """Whether a process of this computer died with the lock in its hands: the session was open when the program was ended.
    Takes nothing and changes nothing; raises nothing."""
    file = lock_file(path)
    if not file.exists() or is_held(path):
        return False
    with contextlib.suppress(OSError):
        fd = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
        try:
            holder = _holder(fd)
        finally:
            os.close(fd)
        return holder.get("host") == _host() and not _alive(holder)
    return False


def this_process() -> dict[str, Any]:
    """Which process this is, so that another one can tell whether it still runs (`is_alive`); nothing of whose it is."""
    return {name: value for name, value in _me().items() if name in ("pid", "start", "boot", "host")}


def is_alive(holder: Mapping[str, Any]) -> bool:
    """Whether the process that said so of itself still runs. One on another computer counts as running."""
    return holder.get("host") != _host() or _alive(holder)


def _lock(fd: int) -> bool | None:
    """True: locked. False: another has it. None: this file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
            return None
        raise
    return True


def _still_there(fd: int, file: Path) -> bool:
    try:
        found = os.stat(file)
    except OSError:
        return False
    mine = os.fstat(fd)
    return (found.st_ino, found.st_dev) == (mine.st_ino, mine.st_dev)


def _holder(fd: int) -> dict[str, Any]:
    import json

    try:
        os.lseek(fd, 0, os.SEEK_SET)
        found = json.loads(os.read(fd, 4096) or b"{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(fd: int, holder: Mapping[str, Any]) -> None:
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    import json

    os.write(fd, json.dumps(holder, ensure_ascii=False).encode("utf-8", "replace"))


def _me() -> dict[str, Any]:
    pid = os.getpid()
    return {
        "pid": pid,
        "start": _started(pid),
        "boot": _boot(),
        "host": _host(),
        "user": _user(),
        "time": datetime.now(UTC).replace(microsecond=0).isoformat(),
    }


def _host() -> str:
    import socket  # not before a lock is taken: a list takes none

    return socket.gethostname()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _boot() -> str:
    """Which start of the computer this is; "" where it does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When a process started, in whatever form the system tells it; "" where it cannot be told. With it, a number that was
    given to a new process is told from the old one."""
    system: str = sys.platform  # as a variable, or the type checker takes every branch but one for dead
    if system.startswith("linux"):
        try:
            # The name in brackets may hold anything; the start is the 22nd field, the 20th after it.
            return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
        except (OSError, IndexError):
            return ""
    if system == "darwin":
        import subprocess

        with contextlib.suppress(OSError, subprocess.SubprocessError):
            asked = ["ps", "-o", "lstart=", "-p", str(pid)]
            return subprocess.run(asked, capture_output=True, text=True, timeout=2, check=False).stdout.strip()
    return ""


def _alive(holder: Mapping[str, Any]) -> bool:
    """Whether a holder on this computer still runs. What cannot be told counts as running."""
    boot = _boot()
    if boot and holder.get("boot") and holder["boot"] != boot:
        return False
    pid = holder.get("pid")
    if not isinstance(pid, int) or isinstance(pid, bool) or pid <= 0:
        return True
    if not _runs(pid):
        return False
    started = _started(pid)
    return not (started and holder.get("start") and holder["start"] != started)


def _runs(pid: int) -> bool:
    if sys.platform == "win32":  # there, os.kill would end it
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    else:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):  # it runs, and belongs to somebody else
            return True
        return True
