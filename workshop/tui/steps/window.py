"""Which part of a long list is on the screen. Pure; cost grows with what is shown, not with the list."""

from __future__ import annotations

from collections.abc import Callable


def window(count: int, focus: int, first: int, height_of: Callable[[int], int], room: int) -> tuple[int, int]:
    """The first and the end (exclusive) of what to draw in `room` rows so that `focus` is seen; `first` is kept if it can be.

    A row each is left for saying that there is more above or below: the caller draws those. The focus is always drawn, even
    where it is higher than the room.
    """
    if count == 0:
        return 0, 0
    focus = max(0, min(focus, count - 1))
    first = max(0, min(first, focus))
    start, used = focus, height_of(focus)
    while start > first and used + (height := height_of(start - 1)) <= room - _notes(start - 1, focus + 1, count):
        start, used = start - 1, used + height
    end = focus + 1
    while end < count and used + (height := height_of(end)) <= room - _notes(start, end + 1, count):
        end, used = end + 1, used + height
    while end == count and start > 0 and used + (height := height_of(start - 1)) <= room - _notes(start - 1, end, count):
        start, used = start - 1, used + height
    return start, end


def _notes(first: int, end: int, count: int) -> int:
    """Rows for `4 earlier` and `3 more`."""
    return (first > 0) + (end < count)
