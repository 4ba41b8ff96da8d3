"""From the text of a scenario file to a Scenario, or to every fault in it with its place in the file."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import time
from os import PathLike, fspath

import msgspec
from msgspec import Struct

from workshop.errors import BadFile
from workshop.scenario.expand import expand, resolve
from workshop.scenario.faults import Fault, Path, error
from workshop.scenario.moves import Moves
from workshop.scenario.parts import Scenario
from workshop.scenario.syntax import LARGEST, Read, hostile
from workshop.scenario.syntax import read as read_toml


class Loaded(Struct, frozen=True):
    """What came of reading a file. `scenario` is None where there are errors; with warnings it is there."""

    scenario: Scenario | None
    text: str
    faults: tuple[Fault, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.is_error)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if not fault.is_error)


def parse(text: str, name: str = "", *, known: Collection[str] | None = None, day: tuple[time, time] | None = None) -> Loaded:
    """Read the text of a scenario file. Raises nothing: what is wrong is told, every fault once, in the order of the file.

    `name` is what the faults call the file. `known`: the ids of the scenarios in the library, so that one named and not
    there is warned of; None looks none up. `day`: a start and a hard end; where the shortest there is does not fit between
    them, that is warned of too.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    broken = _not_text(text)
    if broken is not None:
        return Loaded(None, text, (broken.at(name, *_place(text, broken)),))
    read = read_toml(text, name)
    if read.data is None:
        return Loaded(None, text, _in_order(read.faults))
    scenario, faults = _judged(read, known, day)
    if not faults and not read.faults:
        return Loaded(scenario, text)
    placed = _placed(faults, read.text, name)
    faulty = any(fault.is_error for fault in (*read.faults, *placed))
    return Loaded(None if faulty else scenario, text, _in_order([*read.faults, *placed]))


def _judged(read: Read, known: Collection[str] | None, day: tuple[time, time] | None) -> tuple[Scenario | None, list[Fault]]:
    """The scenario, and its faults by their path in the file."""
    from workshop.scenario.check import check
    from workshop.scenario.timing import over_time

    if read.left_out:
        return None, _taken_apart(read, known)
    moves = Moves()
    try:
        whole, moves.written = expand(read.data or {})
        scenario = msgspec.convert(whole, Scenario)
    except msgspec.ValidationError:
        return None, _taken_apart(read, known)
    faults = check(scenario, known=known)
    if day is not None:
        faults += over_time(scenario, *day)
    return resolve(scenario), [fault.moved(moves.source(fault.path)) for fault in faults]


def _taken_apart(read: Read, known: Collection[str] | None) -> list[Fault]:
    from workshop.scenario.apart import take_apart
    from workshop.scenario.check import check

    found = take_apart(read.data or {}, read.left_out)
    faults = found.faults
    try:
        rest = check(msgspec.convert(found.data, Scenario), lost=found.lost, known=known)
    except msgspec.ValidationError as reason:
        # The parts were put right by hand; should that not do, the reason is still better than silence.
        return faults if faults or read.faults else [error("unreadable", reason=str(reason))]
    for fault in rest:
        path = found.moves.source(fault.path)
        clashes = path in found.guessed and fault.key.endswith(("_several", "_both"))
        if not clashes and not _is_told(fault, path, found.silent):
            faults.append(fault.moved(path))
    return faults


def _is_told(fault: Fault, path: Path, silent: set[Path]) -> bool:
    """Whether a fault only says again what was wrong with the part, or with what it misses."""
    if any(path[: len(told)] == told for told in silent):
        return True
    if fault.key in _LACKS_BESIDE:
        path = path[:-1]
    elif not fault.key.endswith(("_none", "_empty")) and fault.key not in _LACKS:
        return False
    return any(told[: len(path)] == path and len(told) <= len(path) + 2 for told in silent)


_LACKS = frozenset({"no_fields", "corner_axes"})
_LACKS_BESIDE = frozenset({"low_high", "at_time_minutes", "at_time_loop", "left_loop", "needs_rows", "only_with", "per_list"})
"""What is said where another key is not there: not, where that one was there and could not be read."""


def _placed(faults: Iterable[Fault], text: str, name: str) -> list[Fault]:
    from workshop.scenario.positions import Positions

    positions = Positions(text)
    return [fault.at(name, *positions.of(fault.path, fault.find)) for fault in faults]


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """By place; one said twice of the same place (a title that is the step's and its field's) once."""
    once: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        once.setdefault((fault.line, fault.column, fault.key, str(fault.values.get("key", ""))), fault)
    return tuple(sorted(once.values(), key=lambda fault: (fault.line, fault.column)))


def _not_text(text: str) -> Fault | None:
    if "\0" in text:
        return error("odd_sign", find="\0")
    try:
        text.encode()
    except UnicodeEncodeError as reason:
        return error("odd_sign", find=text[reason.start])
    return None


def _place(text: str, fault: Fault) -> tuple[int, int]:
    at = text.find(str(fault.find))
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


# ---------------------------------------------------------------------------------------------------------------- files


def read(path: str | PathLike[str], *, known: Collection[str] | None = None, day: tuple[time, time] | None = None) -> Loaded:
    """Read a scenario file. Raises nothing; a file that cannot be read is a fault too. `known` and `day` as in `parse`."""
    name = fspath(path)
    text = text_of(name)
    if isinstance(text, Fault):
        return Loaded(None, "", (text.at(name, text.line, text.column),))
    return parse(text, name, known=known, day=day)


def text_of(name: str) -> str | Fault:
    """The text of an ordinary file of at most 1 MiB in UTF-8, or why there is none."""
    try:
        # Without O_NONBLOCK a pipe would wait for somebody to write into it.
        number = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(number, "rb") as file:
            found = os.fstat(number)
            if not stat.S_ISREG(found.st_mode):
                return error("not_a_file")
            if found.st_size > LARGEST:
                return error("too_big", limit=LARGEST // 1024)
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return error("no_file")
    except IsADirectoryError:
        return error("not_a_file")
    except PermissionError:
        return error("not_a_file" if os.path.isdir(name) else "may_not_read")
    except (OSError, ValueError) as reason:  # ValueError: a NUL in the name
        return error("cannot_read", reason=getattr(reason, "strerror", None) or str(reason))
    if len(data) > LARGEST:  # it grew
        return error("too_big", limit=LARGEST // 1024)
    return _decoded(data)


def _decoded(data: bytes) -> str | Fault:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\0" or data[:1] == b"\0":
        return error("utf16").at("", 1, 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        begin = data.rfind(b"\n", 0, reason.start) + 1
        column = len(data[begin : reason.start].decode("utf-8", "replace")) + 1
        around = data[max(begin, reason.start - 12) : reason.start + 13].split(b"\n")[0].decode("cp1252", "replace")
        return error("not_utf8", around=around.strip()).at("", line, column)


def scenario(given: str | PathLike[str]) -> Scenario:
    """The scenario of a path, or of a text (a str with a line break in it). Raises BadFile, told by its first error."""
    loaded = parse(given) if isinstance(given, str) and "\n" in given else read(given)
    if loaded.scenario is None:
        first = loaded.errors[0]
        rest = len(loaded.errors) - 1
        key = "bad_text" if not first.file else "bad_file_more" if rest else "bad_file"
        raise BadFile(f"check.{key}", path=first.file or None, first=first.words(), line=first.line, n=rest)
    return loaded.scenario


def trusted(text: str) -> Scenario:
    """The scenario of a text that was right before (the one a session carries): read at once, nothing looked for.

    Only where that fails are its faults looked for. Raises BadFile as `scenario` does.
    """
    if hostile(text) is None:
        with suppress(ValueError, RecursionError):  # msgspec's and tomllib's errors are ValueErrors
            return resolve(msgspec.convert(expand(tomllib.loads(text))[0], Scenario))
    return scenario(text if "\n" in text else text + "\n")
