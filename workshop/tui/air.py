"""Air between things: the one rule for every list of things, on every screen. Pure.

`density`: "roomy" puts an empty row between two things, "compact" never, "auto" where the screen says that it is for it. There
is air only where all of it fits with a little to spare: nothing is pushed out of sight by it, nor moves at the first letter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshop.tui.rows import EMPTY, Row

SLACK = 2  # rows that may come to be without moving what is set apart


def has_air(density: str, count: int, rows: int, room: int, *, auto: bool = False, slack: int = SLACK) -> bool:
    """Whether an empty row stands between `count` things that take `rows` rows of `room`; `auto`: also unasked."""
    wanted = density == "roomy" or (auto and density == "auto")
    return wanted and count > 1 and rows + count - 1 + slack <= room


def aired(rows: Sequence[Row], room: int, density: str, thing: Callable[[Row], object] = lambda row: row.target) -> list[Row]:
    """The rows with air in them. Rows that follow on each other and are of one `thing` stay together; None is none."""
    found: list[Row] = []
    count = 1
    for at, each in enumerate(rows):
        above = thing(rows[at - 1]) if at else None
        if above is not None and thing(each) is not None and thing(each) != above:
            found.append(EMPTY)
            count += 1
        found.append(each)
    return found if has_air(density, count, len(rows), room) else list(rows)
