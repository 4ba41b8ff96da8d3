"""A disk under the store that can fail, and that remembers what it was asked.

`Disk` stands between the program and the system, at `os` itself: whoever changes something below its folder is seen, also one
who goes past the store. Each call can be let fail; `power.crashes` gives what may be left of them when the power goes.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

State = dict[str, bytes | None]
"""What lies below a folder: the bytes of each file by its path there; None is a folder."""


class Call(NamedTuple):
    """One call that changes something, or makes it last. `inode` is the file that was written to or forced to the disk."""

    name: str
    path: str  # below the root; of a rename and a link, the old name
    to: str = ""
    data: bytes = b""
    inode: int = 0


Fail = Callable[[int, Call], int]
"""The errno with which the call of this number (from 0) fails; 0 where it does not."""


def nothing(number: int, call: Call) -> int:
    return 0


def at(number: int, error: int, *, on: bool = False) -> Fail:
    """That one call fails; `on`: all from there."""
    return lambda n, call: error if n == number or (on and n > number) else 0


def below(folder: str, error: int) -> Fail:
    """Every call to what lies in one folder fails."""
    return lambda number, call: error if call.path.startswith(folder) or call.to.startswith(folder) else 0


class Disk:
    """Watches all below `root` while it is entered. What is forced to the disk is only remembered: it is quicker."""

    def __init__(self, root: Path, fail: Fail = nothing) -> None:
        self.root = os.path.realpath(root)
        self.fail = fail
        self.wait: Callable[[Call], object] = lambda call: None  # before each call: a disk may take as long as it likes
        self.calls: list[Call] = []
        self.marks: list[tuple[int, Any]] = []
        self.start = found(root)
        self._files: dict[int, tuple[str, int]] = {}  # by descriptor: path and inode; 0 for a folder
        self._turn = threading.RLock()
        self._patch = pytest.MonkeyPatch()

    def mark(self, promised: Any) -> None:
        """From here on this has been promised."""
        self.marks.append((len(self.calls), promised))

    def __enter__(self) -> Disk:
        for name in ("open", "write", "fsync", "close", "ftruncate", "fchmod"):
            if hasattr(os, name):
                self._patch.setattr(os, name, getattr(self, f"_{name}")(getattr(os, name)))
        for name in ("unlink", "remove", "mkdir", "rmdir"):
            self._patch.setattr(os, name, self._on_name(name, getattr(os, name)))
        for name in ("rename", "replace", "link"):
            self._patch.setattr(os, name, self._on_two(name, getattr(os, name)))
        if sys.platform == "darwin":  # its own way of forcing to the disk goes past `os`: then the common one is taken
            import fcntl

            self._patch.setattr(fcntl, "fcntl", _not_here)
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    # ----------------------------------------------------------------------------------------------------- the calls

    def _below(self, path: Any) -> str | None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return None
        folder, name = os.path.split(os.path.abspath(os.fsdecode(path)))
        whole = os.path.join(os.path.realpath(folder), name)
        if whole == self.root:
            return "."
        return whole[len(self.root) + 1 :] if whole.startswith(self.root + os.sep) else None

    def _make(self, call: Call, make: Callable[[], Any], *, before: Callable[[], Any] | None = None) -> Any:
        """Make the call, or let it fail: then nothing of it is done, but for what it does `before` it fails."""
        with self._turn:
            number = self.fail(len(self.calls), call)
            self.calls.append(call._replace(name=f"failed {call.name}") if number else call)
            if not number:
                return make()
            if before is not None:
                before()
            raise OSError(number, os.strerror(number), os.path.join(self.root, call.path))

    def _open(self, real: Callable[..., int]) -> Callable[..., int]:
        def open(path: Any, flags: int, mode: int = 0o777, **given: Any) -> int:
            below = self._below(path)
            if below is None:
                return real(path, flags, mode, **given)
            if flags & os.O_CREAT:
                self.wait(Call("create", below))
            with self._turn:
                if flags & os.O_CREAT and not os.path.lexists(path):
                    fd = self._make(Call("create", below), lambda: real(path, flags, mode, **given))
                    self.calls[-1] = self.calls[-1]._replace(inode=os.fstat(fd).st_ino)
                else:
                    fd = real(path, flags, mode, **given)
                self._files.pop(fd, None)  # numbers are used again
                if os.path.isdir(path):
                    self._files[fd] = below, 0
                elif flags & (os.O_WRONLY | os.O_RDWR):
                    self._files[fd] = below, os.fstat(fd).st_ino
                return int(fd)

        return open

    def _on_open(self, name: str, real: Callable[..., Any], fd: int, *given: Any, **more: Any) -> Any:
        path, inode = self._files[fd]
        self.wait(Call(name, path))
        return self._make(Call(name, path, inode=inode), lambda: real(fd, *given), **more)

    def _write(self, real: Callable[..., int]) -> Callable[..., int]:
        def write(fd: int, data: Any) -> int:
            if fd not in self._files:
                return real(fd, data)
            path, inode = self._files[fd]
            text = bytes(data)
            self.wait(Call("write", path))

            def half() -> None:  # a disk that is full takes what still has room
                if real(fd, text[: len(text) // 2]):
                    self.calls.append(Call("write", path, data=text[: len(text) // 2], inode=inode))

            return int(self._make(Call("write", path, data=text, inode=inode), lambda: real(fd, data), before=half))

        return write

    def _fsync(self, real: Callable[..., None]) -> Callable[..., None]:
        return lambda fd: self._on_open("fsync", lambda _: None, fd) if fd in self._files else real(fd)

    def _ftruncate(self, real: Callable[..., None]) -> Callable[..., None]:
        return lambda fd, size: self._on_open("truncate", real, fd, size) if fd in self._files else real(fd, size)

    def _fchmod(self, real: Callable[..., None]) -> Callable[..., None]:
        return lambda fd, mode: self._on_open("chmod", real, fd, mode) if fd in self._files else real(fd, mode)

    def _close(self, real: Callable[..., None]) -> Callable[..., None]:
        def close(fd: int) -> None:
            with self._turn:
                if fd not in self._files or not self._files[fd][1]:
                    self._files.pop(fd, None)
                    return real(fd)
                path, inode = self._files.pop(fd)  # a close that fails has closed all the same
                return self._make(Call("close", path, inode=inode), lambda: real(fd), before=lambda: real(fd))

        return close

    def _on_name(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def change(path: Any, *given: Any, **more: Any) -> None:
            below = self._below(path)
            if below is None:
                return real(path, *given, **more)
            self.wait(Call(name, below))
            return self._make(Call("unlink" if name == "remove" else name, below), lambda: real(path, *given, **more))

        return change

    def _on_two(self, name: str, real: Callable[..., None]) -> Callable[..., None]:
        def change(source: Any, target: Any, **more: Any) -> None:
            old, new = self._below(source), self._below(target)
            if old is None and new is None:
                return real(source, target, **more)
            call = Call("link" if name == "link" else "rename", old or "", new or "")
            self.wait(call)
            return self._make(call, lambda: real(source, target, **more))

        return change


def _not_here(*_: object) -> int:
    raise OSError(errno.ENOTSUP, "not here")


# ---------------------------------------------------------------------------------------------------- what lies there


def found(root: Path) -> State:
    """What lies below a folder now."""
    return {str(path.relative_to(root)): _lies(path) for path in sorted(root.rglob("*"))}


def _lies(path: Path) -> bytes | None:
    if path.is_symlink():
        return os.fsencode(os.readlink(path))
    return None if path.is_dir() else path.read_bytes()


def put(root: Path, state: State) -> None:
    """Let this be all that lies below a folder."""
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, data in sorted(state.items()):
        if data is None:
            (root / name).mkdir(mode=0o700)
        else:
            (root / name).write_bytes(data)
