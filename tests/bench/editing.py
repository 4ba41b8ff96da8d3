"""What a key costs in each editor, with a session that is full: against the same editor of an empty session with saving off.

All programs run side by side and get their keys in turn, so that whatever else the machine does falls on all alike. A key's
time goes from its sending to the last byte before 25 ms of quiet.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.bench.runs import ENTRY, UNSAVED, Program
from tests.bench.sessions import AT, full
from tests.bench.table import Row
from workshop.store import scan
from workshop.store.codec import decode

QUIET = 0.025
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHOSEN = ("sort", "matrix", "group", "note")
"""Editors whose keys choose: there is nothing to type."""
TYPED = LETTERS[12:18]
"""What is typed in the second round."""
COUNTS = (0, 1_000, 10_000)
FAST = 30.0  # keys a second
WORD = 17


class Keyed(NamedTuple):
    """Milliseconds and bytes of each key, milliseconds of each Enter."""

    keys: list[float]
    enters: list[float]
    bytes: list[int]


def keys(rounds: int, editors: tuple[str, ...] = tuple(AT)) -> Iterator[Row]:
    for editor in editors:
        found = keyed(editor, rounds)
        base = statistics.median(found["none"].keys)
        for count in COUNTS:
            yield Row(f"a key, {editor}, {count:,} things", statistics.median(found[str(count)].keys) / base, 1.3, 1.1)
        if editor not in (*CHOSEN, "vote"):  # a ballot too many is refused, again and again in the same words
            enter = statistics.median(found["0"].enters)
            yield Row(f"Enter, {editor}, 10,000 things (to none)", statistics.median(found["10000"].enters) / enter)
            sent = statistics.median(found["10000"].bytes) / 1024
            yield Row(f"bytes a key, {editor}", sent, 3.0, 1.5, "KB")


def keyed(editor: str, rounds: int) -> dict[str, Keyed]:
    found = {label: Keyed([], [], []) for label in ("none", *map(str, COUNTS))}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        programs: dict[str, Program] = {}
        paths: dict[str, Path] = {}
        for label in found:
            folder = Path(name) / label
            folder.mkdir()
            paths[label] = full(folder, int(label) if label != "none" else 0, AT[editor])
            code = UNSAVED if label == "none" else ENTRY
            programs[label] = stack.enter_context(Program(code, "resume", str(paths[label]), folder=folder))
        for program in programs.values():
            program.until("Prov")
            program.read_quietly(0.6)
        for turn in range(rounds + 1):
            for label, program in programs.items():
                one = found[label] if turn else Keyed([], [], [])
                for offset in range(6):
                    took, count = timed(program, key_of(editor, turn * 6 + offset))
                    one.keys.append(took)
                    one.bytes.append(count)
                if editor not in CHOSEN:
                    one.enters.append(timed(program, b"\r")[0])
        for program in programs.values():
            program.read_quietly(1.0)
        for label in map(str, COUNTS):  # what was measured is what it is called
            session = decode(scan.read(paths[label])).session
            assert session.here.step == AT[editor], (editor, label, session.here)
            assert editor in (*CHOSEN, "vote") or TYPED in paths[label].read_text("utf-8"), (editor, label)
    return found


def key_of(editor: str, n: int) -> bytes:
    if editor == "note":
        return b"f"  # the layer beside it comes and goes
    if editor in CHOSEN:
        return (b"\x1b[B", b"\x1b[A")[n % 2]
    if editor == "vote":
        return b"abc"[n % 3 : n % 3 + 1]
    return LETTERS[n % len(LETTERS)].encode()


def timed(program: Program, data: bytes) -> tuple[float, int]:
    """Milliseconds from the key to the last byte it caused, and how many bytes those were."""
    program.read_quietly(0.01, first=0.01)
    start = time.perf_counter()
    os.write(program.fd, data)
    count, last = program.read_quietly(QUIET)
    return max(0.0, last - start) * 1000, count


def fast(rounds: int) -> Iterator[Row]:
    """A held key, and who types without a pause: thirty a second into a list of 10,000. What is missing from the file then."""
    count = 90 * rounds
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        path = full(folder, 10_000)
        words = ["".join(LETTERS[(n + at) % 26] for at in range(WORD)) for n in range(count // (WORD + 1))]
        with Program(ENTRY, "resume", str(path), folder=folder) as program:
            program.until("Prov")
            program.read_quietly(0.6)
            due = time.perf_counter()
            for letter in "\r".join([*words, ""]):
                os.write(program.fd, letter.encode())
                due += 1 / FAST
                program.pump(max(0.0, due - time.perf_counter()))
            program.pump(2.0)
            os.write(program.fd, b"\x11")
            assert program.ended() == 0
        said = [item.text for item in decode(scan.read(path)).session.answer("ideas").items.values()]
    lost = sum(map(len, words)) - sum(map(len, said[10_000:]))
    yield Row(f"keys lost of {count} at 30 a second, 10,000 things", float(lost), 0, unit="keys")
    assert said[10_000:] == words
