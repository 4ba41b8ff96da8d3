"""What may be left on a disk when the power goes: every state that the calls so far allow.

A file's text is safe once the file was forced to the disk; before that it may be there, missing, torn or zeros. A name (new,
taken away, put in another's place) is safe once its folder was forced to the disk; before that it may have happened or not,
whatever came before or after it. A process that is killed is the mildest case: all is there that had been called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from tests.faults.disk import Call, Disk, State

SELECTED = 6  # of so many names that are not safe every selection is tried; of more, all, none, and all but one or only one

FOLDER = -1


class Step(NamedTuple):
    """Names that change together; None: the name is gone. Safe when these folders are."""

    names: tuple[tuple[str, int | None], ...]
    folders: frozenset[str]


class Power:
    """The disk as the system would show it (`now`), and what of it is safe."""

    def __init__(self, start: State) -> None:
        self.safe: dict[str, int] = {}
        self.now: dict[str, int] = {}
        self.waiting: list[Step] = []
        self.text: dict[int, bytes] = {}  # by file, as the system shows it
        self.forced: dict[int, bytes] = {}
        self._files = 0
        for path, data in start.items():
            self.safe[path] = self.now[path] = FOLDER if data is None else self._file(data, data)

    def _file(self, text: bytes, forced: bytes) -> int:
        self._files += 1
        self.text[self._files], self.forced[self._files] = text, forced
        return self._files

    def take(self, call: Call, by_inode: dict[int, int]) -> None:
        """One call more. `by_inode`: which file an inode is, kept between the calls."""
        file = by_inode.get(call.inode) if call.inode else None
        if call.inode and file is None and call.name != "create":
            file = by_inode[call.inode] = self.now[call.path]
        match call.name:
            case "create":
                file = by_inode[call.inode] = self._file(b"", b"")
                self._change(((call.path, file),))
            case "write":
                assert file is not None
                self.text[file] += call.data
            case "truncate":
                assert file is not None
                self.text[file] = b""
            case "fsync" if file is not None:
                self.forced[file] = self.text[file]
            case "fsync":
                self._force_folder(call.path)
            case "mkdir":
                self._change(((call.path, FOLDER),))
            case "unlink" | "rmdir":
                self._change(((call.path, None),))
            case "link":
                self._change(((call.to, self.now[call.path]),))
            case "rename":
                below = [path for path in self.now if path == call.path or path.startswith(call.path + os.sep)]
                taken = tuple((call.to + path[len(call.path) :], self.now[path]) for path in below) if call.to else ()
                self._change((*taken, *((path, None) for path in below)))

    def _change(self, names: tuple[tuple[str, int | None], ...]) -> None:
        for path, file in names:
            if file is None:
                self.now.pop(path, None)
            else:
                self.now[path] = file
        self.waiting.append(Step(names, frozenset(os.path.dirname(path) or "." for path, _ in names)))

    def _force_folder(self, folder: str) -> None:
        left: list[Step] = []
        for step in self.waiting:
            if step.folders <= {folder}:
                self._put(self.safe, step)
            else:
                left.append(Step(step.names, step.folders - {folder}))
        self.waiting = left

    @staticmethod
    def _put(names: dict[str, int], step: Step) -> None:
        for path, file in step.names:
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file

    def states(self) -> Iterator[State]:
        """What may be left, were the power to go now."""
        for steps in _selections(self.waiting):
            names = dict(self.safe)
            for step in steps:
                self._put(names, step)
            for text in self._texts():
                yield _tree(names, text)

    def _texts(self) -> Iterator[dict[int, bytes]]:
        yield self.text  # all of it, as where only the program ended
        if self.text != self.forced:
            for left in (lambda whole: b"", lambda whole: bytes(len(whole)), _torn, _torn_with_zeros):
                yield {
                    file: whole if whole == self.forced[file] else left(whole) or self.forced[file]
                    for file, whole in self.text.items()
                }


def _torn(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _torn_with_zeros(whole: bytes) -> bytes:
    return _torn(whole) + bytes(len(whole) - len(whole) // 2)


def _selections(steps: list[Step]) -> Iterator[list[Step]]:
    if len(steps) <= SELECTED:
        for many in range(len(steps) + 1):
            yield from (list(each) for each in combinations(steps, many))
        return
    yield from (steps, [])
    for step in steps:
        yield [step]
        yield [each for each in steps if each is not step]


def _tree(names: dict[str, int], text: dict[int, bytes]) -> State:
    state: State = {}
    for path in sorted(names):
        above = os.path.dirname(path)
        if not above or above in state:  # with a folder goes all that is in it
            state[path] = None if names[path] == FOLDER else text[names[path]]
    return state


class Crash(NamedTuple):
    calls: int  # so many had been made
    state: State
    promised: list[object]  # what had been promised by then

    def __str__(self) -> str:
        return f"after {self.calls} calls: { {path: len(data or b'') for path, data in self.state.items()} }"


def crashes(disk: Disk) -> Iterator[Crash]:
    """Every state after every call, each once for the same promises."""
    power, by_inode = Power(disk.start), {}
    seen: set[object] = set()
    for number in range(len(disk.calls) + 1):
        if number:
            power.take(disk.calls[number - 1], by_inode)
        promised = [what for when, what in disk.marks if when <= number]
        for state in power.states():
            key = (len(promised), tuple(state.items()))
            if key not in seen:
                seen.add(key)
                yield Crash(number, state, promised)
