"""What the context of an expression, a source or a placeholder fixes. "" leaves a layer open."""

from __future__ import annotations

from typing import NamedTuple


class Scope(NamedTuple):
    step: str = ""  # the step at hand: its own fields may be named bare
    round: int = 0  # 0 = the latest
    at: str = ""  # the section's item
    of: str = ""  # the row: `item`
    across: str = ""
    by: str = ""  # the voice
    item: str = ""  # `item` where it is not the row (where, by, a function's second argument)
