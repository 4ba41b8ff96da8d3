"""What is told of a file, and why the computer could not do what was asked, in words a person can act on."""

from __future__ import annotations

import errno
import os
import shlex
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from workshop import limits
from workshop.language import say


class Note(NamedTuple):
    """Something to tell whoever opened the file: what was put right, what was kept aside."""

    key: str
    values: Mapping[str, object] = MappingProxyType({})

    def words(self, lang: str | None = None) -> str:
        return say(self.key, lang, self.values)

    def __str__(self) -> str:
        return self.words()


def in_words(notes: Sequence[Note], path: str | os.PathLike[str]) -> list[str]:
    """What there is to tell of a file, a sentence each; of many the first few, and how to have them all."""
    words = [note.words() for note in notes[: limits.TOLD]]
    if len(notes) > limits.TOLD:
        command = shlex.join(["workshop", "check", os.fspath(path)])
        words.append(say("store.note.and_more", None, {"n": len(notes) - limits.TOLD, "command": command}))
    return words


_REASONS = {
    "full": ("ENOSPC", "EDQUOT", "EFBIG"),
    "denied": ("EACCES", "EPERM"),
    "read_only": ("EROFS",),
    "gone": ("ENOENT", "ENOTDIR", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH"),
    "disk": ("EIO",),
    "name": ("ENAMETOOLONG", "EINVAL"),
    "crowded": ("EMFILE", "ENFILE", "ENOMEM"),
}
_KEYS = {number: key for key, names in _REASONS.items() for name in names if (number := getattr(errno, name, None)) is not None}
_WINDOWS_BUSY = frozenset({32, 33})


def reason(error: OSError) -> Note:
    """A few words that fit after a colon: `skivan är full`."""
    if getattr(error, "winerror", None) in _WINDOWS_BUSY:
        return Note("store.reason.busy")
    key = _KEYS.get(error.errno or 0)
    if key is None:
        return Note("store.reason.other", {"what": error.strerror or type(error).__name__})
    return Note(f"store.reason.{key}")
