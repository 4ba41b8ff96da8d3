"""Workarounds for Textual, each with what it answers and the version it was seen in."""

from __future__ import annotations

import codecs
import select
import sys
from typing import Any


def tolerate_bad_bytes() -> None:
    """Textual 8.2.8: one byte that is not UTF-8 on stdin raises in the input thread and ends the program with exit code 0.

    The driver reads through `getincrementaldecoder`, imported by name into its module: one that replaces what it cannot read
    stands in for it there.
    """

    def decoder(encoding: str) -> Any:
        strict = codecs.getincrementaldecoder(encoding)
        return lambda errors="replace": strict(errors="replace")

    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows has another driver, which gets decoded keys from the system
        return
    linux_driver.getincrementaldecoder = decoder  # type: ignore[assignment]


def terminal_is_gone() -> bool:
    """Whether the window was closed under us. Textual 8.2.8 reads on from a terminal that has hung up, at full speed, and a shell
    in between may keep the signal to itself."""
    try:
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), select.POLLIN)  # type: ignore[union-attr]
        return any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):  # Windows has no poll; in tests there is no stdin
        return False
