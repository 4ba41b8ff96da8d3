"""What an agenda is made of: rows, blocks, and when blocks end that follow one another. Pure values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from workshop.session.flow import Stop

State = Literal["done", "here", "coming", "passed", "dropped", "later", "inactive"]

HAIR = 1e-6
"""Minutes; less than this is no difference."""


class Row(NamedTuple):
    """One line of the agenda. Minutes may have a part."""

    stop: Stop
    block: str  # the id its minutes are changed by: its step's, or its section's
    state: State  # passed: gone by without being done; later: of another sitting; inactive: its condition does not hold
    planned: float  # minutes in the round at hand; 0 where it has none
    least: float
    spent: float  # minutes in all rounds and sittings
    left: float  # minutes it still has from now on
    times: int  # how often it is to come: 1, but for a section whose items are not known yet
    fixed: bool
    optional: bool
    pause: bool
    begins: datetime | None  # when it will, as things are; None for what is not coming

    @property
    def is_left(self) -> bool:
        return self.state in ("here", "coming")


class Block(NamedTuple):
    """What is left of what can be shortened by one figure, `[plan] minutes.<id>`."""

    id: str
    rows: tuple[int, ...]  # those of its rows that are left, as places among the rows of the agenda
    minutes: float  # the figure as it is
    least: float  # as short as the figure can be made from now on
    spent: tuple[tuple[float, int], ...]  # what counts against the figure, and how often: one entry a row
    whole: bool  # the figure is for a whole section
    fixed: bool
    optional: bool
    at: datetime | None  # a fixed block that is coming: when it begins, by the plan

    def left(self, minutes: float | None = None) -> float:
        """The minutes left of it with this figure (None: as it is)."""
        figure = self.minutes if minutes is None else minutes
        return sum(max(0.0, figure - spent) * times for spent, times in self.spent)

    @property
    def can_give(self) -> float:
        """How many minutes it can be made shorter by."""
        return 0.0 if self.fixed else max(0.0, self.left() - self.left(self.least))


class Moved(NamedTuple):
    """A fixed block that cannot begin when it was to, by a minute or more."""

    step: str
    planned: datetime
    begins: datetime


def ends(
    blocks: Sequence[Block], cursor: datetime, minutes: Mapping[str, float], dropped: Sequence[str] = ()
) -> tuple[datetime, tuple[Moved, ...]]:
    """When the blocks end if they begin at `cursor` and have these minutes (else their own), without the dropped ones; and
    which fixed ones begin later than planned. A fixed block never begins before its time: what is gained is a longer pause."""
    moved: list[Moved] = []
    for block in blocks:
        if block.id in dropped:
            continue
        if block.at is not None:
            if (cursor - block.at).total_seconds() >= 60:
                moved.append(Moved(block.id, block.at, cursor))
            cursor = max(cursor, block.at)
        cursor += timedelta(minutes=block.left(minutes.get(block.id)))
    return cursor, tuple(moved)
