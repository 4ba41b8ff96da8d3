"""Where lines come from: standard input, read beside the conversation so that its clock goes on while nobody writes."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from types import FrameType
from typing import NamedTuple, Protocol

BLOCK = 64 * 1024  # bytes read at once
AHEAD = 4  # blocks read before they are asked for
LONGEST = 400_000  # bytes of a line: four times what an answer may hold, which then refuses it
TICK = 1.0  # seconds

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Heard(NamedTuple):
    """A line as it came in, without its end. `broken`: something in it was no text in the encoding it is read by."""

    text: str
    broken: bool = False


class Ended(Exception):
    """No line will come: the input is at its end, or the program was told to stop (`signal`, 0: it was not)."""

    def __init__(self, signal: int = 0) -> None:
        super().__init__(signal)
        self.signal = signal


class Hearing(Protocol):
    def line(self, tick: Callable[[], object]) -> Heard:
        """The next line; `tick` is called about once a second until there is one. Raises `Ended`."""


class Lines:
    """Lines that are there already: of a test, of a script within the program."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: Iterator[str] = iter(lines)

    def line(self, tick: Callable[[], object]) -> Heard:
        tick()
        for line in self._lines:
            return Heard(line)
        raise Ended


class Input:
    """The lines of a file descriptor. A thread reads it and nothing else, never more than a little ahead.

    Read by `os.read`: a buffered reader that waits in a thread would stop the program from ending.
    """

    def __init__(self, fd: int, encoding: str = "utf-8") -> None:
        self._fd, self._encoding = fd, encoding
        self._blocks: SimpleQueue[bytes | int] = SimpleQueue()  # a number: the signal that came
        self._room = threading.Semaphore(AHEAD)
        self._rest = b""
        self._at_end = self._begun = False

    def _read(self) -> None:
        while True:
            self._room.acquire()
            try:
                block = os.read(self._fd, BLOCK)
            except OSError:  # the terminal has gone
                block = b""
            self._blocks.put(block)
            if not block:
                return

    def line(self, tick: Callable[[], object]) -> Heard:
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._read, name="input", daemon=True).start()
        while True:
            tick()
            found = self._taken()
            if found is not None:
                return found
            with suppress(Empty):
                block = self._blocks.get(timeout=TICK)
                if isinstance(block, int):
                    raise Ended(block)
                self._room.release()
                self._at_end = not block
                self._rest += block

    def _taken(self) -> Heard | None:
        """A whole line of what was read, or at the end what is left of it."""
        line, end, rest = self._rest.partition(b"\n")
        if not end and not self._at_end:
            if len(line) > LONGEST:  # a line without end takes no more room than this
                self._rest = line[:LONGEST]
            return None
        if not end and not line:
            raise Ended
        self._rest = rest
        return self._text(line.removesuffix(b"\r"))

    def _text(self, line: bytes) -> Heard:
        for encoding in dict.fromkeys((self._encoding, "utf-8")):
            with suppress(UnicodeDecodeError, LookupError):
                return Heard(line.decode(encoding))
        return Heard(line.decode("utf-8", "replace"), True)

    @contextmanager
    def until_told_to_stop(self) -> Iterator[None]:
        """Within it, what would end the program ends the hearing instead: everything is saved before it goes."""

        def heard(number: int, frame: FrameType | None) -> None:
            self._blocks.put(number)

        known = [number for name in SIGNALS if (number := getattr(signal, name, None)) is not None]
        before = {}
        for number in known:
            with suppress(OSError, ValueError):
                before[number] = signal.signal(number, heard)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
