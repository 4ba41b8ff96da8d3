"""A save leaves the old file or the new one, whole, whatever the system does meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from workshop.store import atomic
from workshop.store.atomic import Stamp, System, make_folder, sweep, write, write_new

OLD, NEW = b"old " * 1000, b"new " * 2000


class Failing(System):
    """Lets the n-th call fail; counts them all."""

    def __init__(self, at: int = -1, error: int = errno.ENOSPC, times: int = 1) -> None:
        self.at, self.error, self.times = at, error, times
        self.calls: list[str] = []


def _failing(name: str) -> Any:
    real = getattr(System, name)

    def call(self: Failing, *given: Any) -> Any:
        self.calls.append(name)
        if self.at <= len(self.calls) - 1 < self.at + self.times:
            if name == "close":  # a close that fails has closed all the same
                real(self, *given)
            raise OSError(self.error, os.strerror(self.error))
        return real(self, *given)

    return call


CALLS = ("create", "chmod", "write", "fsync", "stat", "close", "replace", "sync_folder", "unlink")
for each in CALLS:
    setattr(Failing, each, _failing(each))


def temporary(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.endswith(".tmp")]


def test_every_call_may_fail(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    counted = Failing()
    write(target, OLD, system=counted)
    assert counted.calls == ["create", "chmod", "write", "fsync", "stat", "close", "replace", "sync_folder"] or os.name == "nt"
    for error in (errno.ENOSPC, errno.EIO, errno.EROFS):
        for at in range(len(counted.calls)):
            target.write_bytes(OLD)
            with pytest.raises(OSError, match=os.strerror(error)) as caught:
                write(target, NEW, system=Failing(at, error))
            assert caught.value.errno == error
            replaced = counted.calls[at] == "sync_folder"
            assert target.read_bytes() == (NEW if replaced else OLD)
            assert temporary(tmp_path) == []


def test_where_even_the_removal_fails_the_old_file_stands(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_bytes(OLD)
    with pytest.raises(OSError, match="space"):
        write(target, NEW, system=Failing(3, times=10))
    assert target.read_bytes() == OLD


class NoLinks(Failing):
    """A stick: no file has two names there."""

    def name(self, source: str, target: str) -> None:
        raise OSError(errno.EPERM, "no links here")


@pytest.mark.parametrize("kind", [Failing, NoLinks])
def test_a_new_file_is_whole_or_not_there_and_takes_nothings_place(tmp_path: Path, kind: type[Failing]) -> None:
    target = tmp_path / "a.toml"
    counted = kind()
    write_new(target, OLD, system=counted)
    assert target.read_bytes() == OLD
    with pytest.raises(FileExistsError):
        write_new(target, NEW, system=kind())
    assert target.read_bytes() == OLD
    assert temporary(tmp_path) == []
    for at in range(len(counted.calls)):
        target.unlink(missing_ok=True)
        try:
            write_new(target, NEW, system=kind(at, errno.EIO))
        except OSError:
            assert os.listdir(tmp_path) == []
        else:  # the temporary file's name could not be taken away: it is swept later
            assert counted.calls[at] == "unlink"
            assert target.read_bytes() == NEW
            for name in temporary(tmp_path):
                (tmp_path / name).unlink()


@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_a_folder_will_do(tmp_path: Path, error: int) -> None:
    write(tmp_path / "a.toml", NEW, system=Failing(7, error))
    assert (tmp_path / "a.toml").read_bytes() == NEW


def test_a_short_write_is_gone_on_with(tmp_path: Path) -> None:
    class Slow(System):
        def write(self, fd: int, data: memoryview) -> int:
            return os.write(fd, data[:7])

    write(tmp_path / "a.toml", NEW, system=Slow())
    assert (tmp_path / "a.toml").read_bytes() == NEW


def test_the_text_is_on_the_disk_before_its_name_is(tmp_path: Path) -> None:
    counted = Failing()
    write(tmp_path / "a.toml", NEW, system=counted)
    assert (
        counted.calls.index("write")
        < counted.calls.index("fsync")
        < counted.calls.index("replace")
        < counted.calls.index("sync_folder")
    )


class Busy(System):
    """Windows, while a scanner looks at the file."""

    def __init__(self, times: int) -> None:
        self.left, self.waited = times, 0.0

    def replace(self, source: str, target: str) -> None:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "busy")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        super().replace(source, target)

    def sleep(self, seconds: float) -> None:
        self.waited += seconds


def test_a_file_that_is_looked_at_is_waited_for(tmp_path: Path) -> None:
    system = Busy(2)
    write(tmp_path / "a.toml", NEW, system=system)
    assert (tmp_path / "a.toml").read_bytes() == NEW
    assert system.waited > 0


def test_but_not_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(OLD)
    with pytest.raises(PermissionError):
        write(tmp_path / "a.toml", NEW, system=Busy(10**9))
    assert (tmp_path / "a.toml").read_bytes() == OLD
    assert temporary(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="modes")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write(tmp_path / "a.toml", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.toml").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_a_mode_that_somebody_set_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.toml"
    target.write_bytes(OLD)
    target.chmod(0o664)
    write(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o664


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "real.toml").write_bytes(OLD)
    link = tmp_path / "link.toml"
    try:
        link.symlink_to(elsewhere / "real.toml")
    except OSError:
        pytest.skip("no links here")
    write(link, NEW)
    assert link.is_symlink()
    assert (elsewhere / "real.toml").read_bytes() == NEW
    assert temporary(tmp_path) == temporary(elsewhere) == []


def test_the_stamp_is_that_of_the_file_afterwards(tmp_path: Path) -> None:
    stamp = write(tmp_path / "a.toml", NEW)
    assert stamp == Stamp.of((tmp_path / "a.toml").stat())


def test_only_own_old_temporary_files_are_swept(tmp_path: Path) -> None:
    old, fresh, other = tmp_path / ".workshop-abc.tmp", tmp_path / ".workshop-def.tmp", tmp_path / "other.tmp"
    for path in (old, fresh, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (1, 1))
    assert sweep(tmp_path) == 1
    assert sorted(os.listdir(tmp_path)) == [".workshop-def.tmp", "other.tmp"]
    assert sweep(tmp_path / "missing") == 0


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "file")
    assert atomic.real(folder) == Path(os.path.realpath(folder))
