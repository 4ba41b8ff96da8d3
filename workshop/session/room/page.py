"""What the room may see at one moment, as a value; and its form as JSON, which is all that the room's window ever reads.

A page is whole and final: every word on it may be on a wall. What must not be there (notes, half-typed text, hidden answers,
names that are not to be seen) never comes into one, so that nobody who draws it has anything to leave out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from workshop import limits
from workshop.session import timebox
from workshop.text import clean

FORMAT = 1
MOST = 7
"""So many things stand on one page: more cannot be taken in from the back row."""
LONGEST = 20_000
"""Characters of one text; what somebody dictated is read on paper."""

Look = Literal["start", "step", "silent", "break", "way", "end", "blank"]


class Thing(Struct, frozen=True, omit_defaults=True):
    """One thing said, chosen, counted or worked out."""

    text: str
    lead: str = ""  # its number or letter
    label: str = ""  # which question it answers, which place it lies in
    figure: str = ""  # what it got
    note: str = ""  # who said it, owner and date
    part: float | None = None  # a bar, 0 to 1
    strong: bool = False  # the newest, or one of those that lead
    done: bool = False  # behind us


class Curve(Struct, frozen=True, omit_defaults=True):
    """The feelings along a journey: how high each stage lies (0 lowest), None where nothing was said."""

    levels: tuple[int | None, ...]
    steps: int  # how many heights there are
    here: int = -1  # the stage at hand


class Plane(Struct, frozen=True, omit_defaults=True):
    """Two axes, the corners (low or high x, low or high y, name), and where the things lie (letter, how far from the left and
    from below, 0 to 1, whether it is at hand)."""

    x: str
    y: str
    corners: tuple[tuple[str, str, str], ...] = ()
    points: tuple[tuple[str, float, float, bool], ...] = ()


class Timer(Struct, frozen=True, omit_defaults=True):
    """The time of a step of `planned` seconds: when it is out, or what is `left` (in seconds) where the clock stands still."""

    planned: float
    ends: datetime | None = None
    left: float = 0.0

    def left_at(self, now: datetime) -> float:
        """Seconds left, below zero when time is out."""
        return self.left if self.ends is None else (self.ends - now).total_seconds()

    def is_as(self, other: Timer) -> bool:
        """Whether two say the same but for the parts of a second that working it out takes."""
        if (self.ends is None) != (other.ends is None) or self.planned != other.planned:
            return False
        if self.ends is None or other.ends is None:
            return abs(self.left - other.left) < 1
        return abs((self.ends - other.ends).total_seconds()) < 1


class Page(Struct, frozen=True, omit_defaults=True):
    look: Look
    lang: str
    above: str = ""  # what it is about: a stage, a row
    place: str = ""  # where among several: "stage 5 of 7"
    question: str = ""
    text: str = ""  # a paragraph, or the thing at hand
    things: tuple[Thing, ...] = ()  # at most MOST
    said: str = ""  # below: how many have answered, what is not on this page
    figures: str = ""  # drawn large where no clock is: "5/8"
    curve: Curve | None = None
    plane: Plane | None = None  # beside the things, which then have its letters in place of their corners
    timer: Timer | None = None
    turn: int = 0  # pages away from the one that comes up by itself
    number: int = 1  # of the pages there are
    pages: int = 1

    def is_as(self, other: Page) -> bool:
        """Whether there is nothing new to show."""
        mine, others = self.timer, other.timer
        if mine is None or others is None:
            return self == other
        return mine.is_as(others) and msgspec.structs.replace(self, timer=others) == other


# ---------------------------------------------------------------------------------------------------------------- JSON


def encode(page: Page, writer: dict[str, Any] | None = None) -> bytes:
    """The room's file. `writer`: which process keeps it, so that the room's window can tell whether it still does."""
    return msgspec.json.encode({"format": FORMAT, "writer": writer or {}, "page": page})


class _File(Struct):
    format: int
    page: Page
    writer: dict[str, Any] = {}


def decode(data: bytes) -> tuple[Page, dict[str, Any]] | None:
    """The page and its writer; None for anything that is no such file. Every text is cleaned once more: what lies in a folder
    may have been touched by others."""
    if len(data) > limits.PAGE:
        return None
    try:
        found = msgspec.json.decode(data, type=_File)
        if found.format != FORMAT:
            return None
        return msgspec.convert(_cleaned(msgspec.to_builtins(found.page)), Page), found.writer
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError):
        return None


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value[:LONGEST])
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(each) for each in value[:200]]
    return value


def clock_of(timer: timebox.Timer | None) -> Timer | None:
    """The step's clock as the room sees it."""
    if timer is None:
        return None
    return Timer(planned=timer.planned, ends=timer.ends, left=0.0 if timer.ends is not None else round(timer.left))
