"""A bar for what takes its time: on stderr, where that is a terminal, and gone when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from workshop.text import clean

Thing = TypeVar("Thing")

WIDTH = 24
"""In columns. With the name of what is being done it holds on the smallest terminal."""

FEW = 12
"""So many things are done before a bar would be seen."""


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """A function to be told what is begun, how many are done, of how many. The line is wiped at the end, whatever happens."""
    stream = sys.stderr
    shown = stream is not None and stream.isatty()

    def show(name: str, done: int, of: int) -> None:
        if shown and of:
            filled = WIDTH * done // of
            stream.write(f"\r\x1b[K[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{of} {clean(name, multiline=False)[:24]}")
            stream.flush()

    try:
        yield show
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def through(things: Iterable[Thing], name: Callable[[Thing], str] = str) -> Iterator[Thing]:
    """The things one by one, with a bar where they are many."""
    listed = list(things)
    if len(listed) < FEW:
        yield from listed
        return
    with bar() as show:
        for done, thing in enumerate(listed):
            show(name(thing), done, len(listed))
            yield thing
