"""The actions of earlier sessions that a session opens with, and what became of each: read off the action itself.

A carried action is an action of this session like any other (`earlier` says of which session it was, `was` when it was due
then), so it is in every list and calendar for as long as it is open. Nothing is written to the session it came from.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from workshop.session.model import Item, Session

Outcome = Literal["open", "done", "moved", "dropped"]


def is_carried(item: Item) -> bool:
    return bool(item.get("earlier"))


def carried(session: Session) -> tuple[Item, ...]:
    """All that were taken over, also those dropped (they are gone: in no list but this), in the order of the sessions."""
    return tuple(item for item in session.actions.values() if is_carried(item))


def outcome(item: Item) -> Outcome:
    """What became of a carried action. Taken away is dropped; another day than then is moved."""
    if item.gone:
        return "dropped"
    if item.get("done"):
        return "done"
    return "moved" if item.get("due") != item.get("was") else "open"


def said(item: Item) -> date | None:
    """The day of the session it was agreed in."""
    found = item.get("said")
    return found if isinstance(found, date) else None


def opens_with(session: Session) -> bool:
    """Whether there is something from last time to begin with: it was taken over, and no step has been opened yet."""
    return bool(carried(session)) and not session.times and not session.here.step
