"""Writing a file so that a reader, a crash or a power cut finds the old one or the new one, whole, and nothing between.

The new text goes to a temporary file in the same folder, is forced to the disk, and takes the old one's place in one step
(`rename`, which POSIX and NTFS make indivisible), or gets a name that nothing had (`link`, likewise); then the folder is
forced to the disk too, for the name lies in it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PREFIX, _SUFFIX = ".workshop-", ".tmp"
STALE_AFTER = 3600.0
"""Seconds after which a temporary file was left by a program that died: no save takes so long."""

# Windows refuses to replace a file while a virus scanner or a sync client looks at it; they are done in a moment.
_REPLACE_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
_WINDOWS_BUSY = frozenset({5, 32})

# Some file systems (network, FUSE) and folders without read permission cannot be forced to the disk.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EACCES, errno.EPERM, errno.EBADF})
# A file cannot have two names there: FAT and exFAT (a stick), some network disks.
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EACCES})


class Stamp(NamedTuple):
    """What `stat` tells of a file: equal stamps, same content."""

    inode: int
    size: int
    modified: int  # nanoseconds

    @classmethod
    def of(cls, found: os.stat_result) -> Stamp:
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


class System:
    """The calls to the operating system that a save makes, one method each, so that a test can let any of them fail."""

    def create(self, path: str) -> int:
        """A new file for writing, readable by its owner alone; FileExistsError where the name is taken."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)

    def chmod(self, fd: int, mode: int) -> None:
        if hasattr(os, "fchmod"):
            os.fchmod(fd, mode)

    def write(self, fd: int, data: memoryview) -> int:
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        if sys.platform == "darwin":  # there, fsync only reaches the drive's own cache
            import fcntl

            with contextlib.suppress(OSError):
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
                return
        os.fsync(fd)

    def stat(self, fd: int) -> os.stat_result:
        return os.fstat(fd)

    def close(self, fd: int) -> None:
        os.close(fd)

    def replace(self, source: str, target: str) -> None:
        os.replace(source, target)

    def name(self, source: str, target: str) -> None:
        """Give the file at `source` the name `target`, and that alone; FileExistsError where the name is taken."""
        if os.name == "nt":  # there, a rename takes nothing's place
            os.rename(source, target)
            return
        os.link(source, target)
        with contextlib.suppress(OSError):  # the second name of a file that is safe; swept later
            self.unlink(source)

    def sync_folder(self, folder: str) -> None:
        if os.name == "nt":  # a folder cannot be opened there; NTFS keeps a journal of names
            return
        fd = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def unlink(self, path: str) -> None:
        os.unlink(path)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


SYSTEM = System()


def real(path: str | os.PathLike[str]) -> Path:
    """The file itself where the path is a link: replacing the link would part the two."""
    return Path(os.path.realpath(path))


def head(path: str | os.PathLike[str], size: int = 2048) -> bytes:
    """The beginning of a file, of one that is there and no pipe that nobody writes to. OSError."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        return os.read(fd, size)
    finally:
        os.close(fd)


def write(
    path: str | os.PathLike[str],
    data: bytes,
    *,
    mode: int = FILE_MODE,
    system: System | None = None,
    before: Callable[[], object] | None = None,
) -> Stamp:
    """Put `data` in the place of what lies at `path`, or where nothing lies, and give the stamp of the new file.

    A link is followed. A file that exists keeps its own mode; a new one gets `mode`, whatever the umask. The folder must
    be there. `before` is called when the new text is safe on the disk and the old one still in its place. On OSError the
    file is as it was, or wholly the new one; no temporary file is left.
    """
    system = system or SYSTEM
    target = real(path)
    with contextlib.suppress(OSError):
        found = os.stat(target)
        if stat.S_ISREG(found.st_mode):
            mode = stat.S_IMODE(found.st_mode) & 0o777 | 0o600
    folder = str(target.parent)
    temporary, stamp = _written(folder, data, mode, system)
    try:
        if before is not None:
            before()
        _replace(system, temporary, str(target))
    except BaseException:
        with contextlib.suppress(OSError):
            system.unlink(temporary)
        raise
    _sync(system, folder)
    return stamp


def write_new(path: str | os.PathLike[str], data: bytes, *, mode: int = FILE_MODE, system: System | None = None) -> Stamp:
    """Put `data` in a new file at `path` and give its stamp. FileExistsError where something has that name already.

    The folder must be there. At no moment is there a file of that name that does not hold it all, and on OSError none is
    left: only on a disk that knows no second names (a stick) it is empty for as long as it takes to write.
    """
    system = system or SYSTEM
    target = real(Path(path).parent) / Path(path).name
    temporary, stamp = _written(str(target.parent), data, mode, system)
    ours = False
    try:
        try:
            system.name(temporary, str(target))
        except OSError as error:
            if isinstance(error, FileExistsError) or error.errno not in _NO_LINKS:
                raise
            fd = system.create(str(target))
            ours = True
            system.close(fd)
            _replace(system, temporary, str(target))
        ours = True
        _sync(system, str(target.parent))
    except BaseException:
        for left in (temporary, *([str(target)] if ours else [])):
            with contextlib.suppress(OSError):
                system.unlink(left)
        raise
    return stamp


def _written(folder: str, data: bytes, mode: int, system: System) -> tuple[str, Stamp]:
    """A temporary file with the text in it, safe on the disk. On an error none is left."""
    temporary = os.path.join(folder, f"{_PREFIX}{os.urandom(6).hex()}{_SUFFIX}")
    fd = system.create(temporary)
    try:
        try:
            if mode != FILE_MODE or os.name != "nt":
                system.chmod(fd, mode)
            rest = memoryview(data)
            while rest:
                rest = rest[system.write(fd, rest) :]
            system.fsync(fd)
            return temporary, Stamp.of(system.stat(fd))
        finally:
            system.close(fd)
    except BaseException:
        with contextlib.suppress(OSError):
            system.unlink(temporary)
        raise


def _sync(system: System, folder: str) -> None:
    try:
        system.sync_folder(folder)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _replace(system: System, source: str, target: str) -> None:
    for wait in _REPLACE_WAITS:
        try:
            return system.replace(source, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY:
                raise
            system.sleep(wait)
    return system.replace(source, target)


def rename(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
    """Give a file another name in its folder; that nothing has it, the caller has seen."""
    SYSTEM.replace(str(source), str(target))
    _sync(SYSTEM, str(Path(target).parent))


def make_folder(folder: str | os.PathLike[str]) -> Path:
    """The folder, made where it is missing, for its owner alone. One that is there keeps its mode."""
    folder = Path(folder)
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        with contextlib.suppress(FileExistsError):
            part.mkdir(mode=FOLDER_MODE)
            part.chmod(FOLDER_MODE)  # whatever the umask
        with contextlib.suppress(OSError):  # its name lies in the folder above: with it, all that is put in it would be gone
            SYSTEM.sync_folder(str(part.parent))
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return folder


def sweep(folder: str | os.PathLike[str], now: float | None = None) -> int:
    """Remove temporary files that a save left here when the program was killed; how many. Raises nothing."""
    now = time.time() if now is None else now
    removed = 0
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX):
                with contextlib.suppress(OSError):
                    if now - entry.stat(follow_symlinks=False).st_mtime > STALE_AFTER:
                        os.unlink(entry.path)
                        removed += 1
    return removed
