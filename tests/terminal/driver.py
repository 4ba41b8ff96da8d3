"""Drives the real program on a pseudo-terminal, and reads its screen as a person would.

The program is the real process; only the terminal is ours. Its screen is kept by pyte; what programs ask a terminal is answered
as a plain xterm does.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f", "delete": "\x1b[3~",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "f1": "\x1bOP", "f2": "\x1bOQ",
    "ctrl+q": "\x11", "ctrl+p": "\x10", "ctrl+j": "\n", "ctrl+z": "\x1a",
}  # fmt: skip


class Terminal:
    """One program at one terminal. `size` is (columns, rows), `module` what is run."""

    def __init__(
        self,
        *args: str,
        cwd: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        module: str = "workshop",
    ) -> None:
        self.size = size
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code: int | None = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            environment = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LANG": "sv_SE.UTF-8",
                **(env or {}),
            }
            for name in ("NO_COLOR", "COLUMNS", "LINES"):  # the terminal has a size of its own, whatever that of the tests is
                environment.pop(name, None)
            os.execvpe(sys.executable, [sys.executable, *self.begun_as(module), *args], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def begun_as(self, module: str) -> tuple[str, str]:
        """What Python is told to run."""
        return "-m", module

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            self.kill(signal.SIGKILL)
        os.close(self.fd) if self.fd >= 0 else None
        self.fd = -1

    # reading
    def pump(self, seconds: float = 0.05) -> bool:
        """Read what the program shows for at most so long. False: it has ended."""
        ends = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.fd], [], [], max(0.0, ends - time.monotonic()))
            if not ready:
                return True
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                self._reap()
                return False
            self.raw += data
            # pyte does not know the private forms that set and ask modes: they draw nothing
            self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*\$?[a-zA-Z]|\x1bP.*?\x1b\\", b"", data))
            if b"\x1b[c" in data:
                os.write(self.fd, b"\x1b[?62;c")

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, wanted: str | Callable[[str], bool], seconds: float = 15.0) -> str:
        """Until the screen shows this; what it shows then. Fails with the screen as it stands."""
        ends = time.monotonic() + seconds
        seen = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
        while time.monotonic() < ends:
            if seen(self.text()):
                return self.text()
            if not self.pump(0.03):
                break
        if seen(self.text()):
            return self.text()
        raise AssertionError(f"not seen: {wanted!r}\n{self.text()}")

    def settle(self, quiet: float = 0.25, seconds: float = 5.0) -> str:
        """Until nothing more is drawn for a while."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            before = len(self.raw)
            if not self.pump(quiet) or len(self.raw) == before:
                break
        return self.text()

    # acting
    def type(self, text: str) -> None:
        for char in text:
            os.write(self.fd, char.encode())
            self.pump(0.004)

    def key(self, *names: str) -> None:
        for name in names:
            assert name in KEYS or len(name) == 1, f"no such key: {name}"
            os.write(self.fd, KEYS.get(name, name).encode())
            # a lone escape needs a moment, or it becomes part of the next key
            self.pump(0.15 if name == "escape" else 0.04)

    def say(self, *lines: str) -> None:
        """Things said, one Enter each."""
        for line in lines:
            self.type(line)
            self.key("enter")

    def paste(self, text: str) -> None:
        os.write(self.fd, b"\x1b[200~" + text.encode() + b"\x1b[201~")
        self.pump(0.1)

    def resize(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    # ending
    def kill(self, number: int) -> int:
        os.kill(self.pid, number)
        return self.ended()

    def hang_up(self) -> int:
        """The window is closed under the program."""
        os.close(self.fd)
        self.fd = -1
        return self.ended()

    def ended(self, seconds: float = 15.0) -> int:
        """The exit code, once it has ended (negative: the signal that ended it)."""
        ends = time.monotonic() + seconds
        while self.code is None and time.monotonic() < ends:
            if self.fd >= 0:
                self.pump(0.05)
            else:
                time.sleep(0.02)
            self._reap()
        if self.code is None:
            raise AssertionError(f"still running\n{self.text()}")
        return self.code

    def _reap(self) -> None:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
