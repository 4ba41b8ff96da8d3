"""Which part of a long list is on the screen. Pure; cost grows with what is shown, not with the list."""

from __future__ import annotations

from collections.abc import Callable


def window(count: int, focus: int, first: int, height_of: Callable[[int], int], room: int) -> tuple[int, int]:
    """The first and the end (exclusive) of what to draw in `room` rows so that `focus` is seen; `first` is kept if it can be.

    A row each is left for saying that there is more above or below: the caller draws those.
    """
    if count == 0:
        return 0, 0
    focus = max(0, min(focus, count - 1))
    first = max(0, min(first, focus))
    used, index = 0, focus
    while index >= first and used + height_of(index) <= room - _notes(index, focus + 1, count):
        used += height_of(index)
        index -= 1
    if index >= first:  # the focus is out of sight: let it be the last
        first = min(index + 1, focus)
    else:
        used = sum(height_of(shown) for shown in range(first, focus + 1))
    end = focus + 1
    while end < count and used + height_of(end) <= room - _notes(first, end + 1, count):
        used += height_of(end)
        end += 1
    while first > 0 and end == count and used + height_of(first - 1) <= room - _notes(first - 1, end, count):
        first -= 1
        used += height_of(first)
    return first, end


def _notes(first: int, end: int, count: int) -> int:
    """Rows for `4 earlier` and `3 more`."""
    return (first > 0) + (end < count)
