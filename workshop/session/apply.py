"""One Change applied to one session: `apply(book, change) → session`.

Pure: the book and its session stay as they are, and what comes back shares all that did not change. A change that does not
fit raises `Refused` with the reason; one that changes nothing gives back the very same session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from workshop.scenario.parts import Scenario
from workshop.session import header, log, members, progress, rests
from workshop.session.book import Book
from workshop.session.changes import AnyChange, Change
from workshop.session.kinds import ask, group, list, matrix, sort, vote
from workshop.session.model import Items, Progress, Session

Handler = Callable[[Book, Any], Session]

HANDLERS: Mapping[type[Change], Handler] = {
    change: handler
    for part in (ask, list, sort, matrix, group, vote, progress, members, log, header)
    for change, handler in part.CHANGES.items()
}


def apply(book: Book, change: AnyChange) -> Session:
    """The next session. Raises `Refused` where the change does not fit."""
    before = book.session
    after = HANDLERS[type(change)](book, change)
    if after.answers is before.answers and after.actions is before.actions and after.decisions is before.decisions:
        return after
    return touched(book.scenario, before, after, getattr(change, "at", ""))


def touched(scenario: Scenario, before: Session, after: Session, at: str = "") -> Session:
    """Flags what was done before an answer it rests on was changed. `at`: the section's item that the change is about: the
    same section's steps for other items do not rest on it."""
    changed = {step for step, answer in after.answers.items() if answer is not before.answers.get(step)}
    for kind in ("actions", "decisions"):
        logged = _steps_of(getattr(before, kind), getattr(after, kind))
        # What was captured at another step is no answer of that step.
        changed |= {step.id for step in scenario.steps if step.kind == kind and step.id in logged}
    flagged: dict[tuple[str, str], Progress] = {}
    for step in changed:
        resting = rests.resting_on(scenario).get(step, frozenset())
        if not resting:
            continue
        section = scenario.step_by_id[step].section if step in scenario.step_by_id else None
        for (name, where), state in after.progress.items():
            if name not in resting or not state.done or state.touched:
                continue
            if at and where and where != at and section and scenario.step_by_id[name].section == section:
                continue
            flagged[name, where] = replace(state, touched=True)
    return replace(after, progress={**after.progress, **flagged}) if flagged else after


def _steps_of(before: Items, after: Items) -> set[str]:
    """The steps at which the items of a log were made that are not what they were."""
    if before is after:
        return set()
    ids = [id for id in before.keys() | after.keys() if before.get(id) is not after.get(id)]
    return {str(item.get("step", "")) for items in (before, after) for id in ids if (item := items.get(id)) is not None}
