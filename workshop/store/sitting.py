"""From a session file to a Desk: the scenario from the snapshot, the client's earlier sessions at hand, saving attached."""

from __future__ import annotations

import os
from typing import Any

from workshop.session.desk import Desk
from workshop.store.books import Earlier, with_questions
from workshop.store.opening import Opened, open_session


def at_desk(opened: Opened, **given: Any) -> Desk:
    """The Desk of an opened session, its saver attached; what had to be put right for that is among the notes of `opened`.
    `given` goes to the Desk (`now`, `clock`)."""
    scenario, opened.session, notes = with_questions(opened.session, opened.path)
    opened.notes = (*opened.notes, *notes)
    if opened.saver is not None:
        opened.saver.encoder.order = tuple(step.id for step in scenario.step)
    desk: Desk
    earlier = Earlier(opened.path.parent, lambda: desk.session)
    desk = Desk(scenario, opened.session, saver=opened.saver, earlier=earlier, **given)
    return desk


def open_desk(path: str | os.PathLike[str], **given: Any) -> tuple[Desk, Opened]:
    """The Desk of a session file, with lock and saving, for a program that asks nobody: what a crash left is taken up.

    `given` goes to `open_session`. Close the second when done: that saves and lets go of the lock.
    """
    opened = open_session(path, **given)
    try:
        opened.take_recovered()
        return at_desk(opened), opened
    except BaseException:
        opened.close()
        raise
