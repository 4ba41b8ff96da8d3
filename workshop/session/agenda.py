"""The minutes of a step and what has been spent of them. Pure: the clock is the Desk's, the time of day an argument."""

from __future__ import annotations

from workshop.scenario.model import Answered, Section, Step
from workshop.session.book import Book
from workshop.session.model import Session


def planned_minutes(book: Book, step: Step, at: str = "") -> float | None:
    """The minutes of a step in its round at hand: the facilitator's, else the scenario's; None where there are none."""
    changed = book.session.plan.minutes.get(step.id)
    if changed is not None:
        return changed
    if isinstance(step, Answered) and step.repeat is not None and step.repeat.minutes:
        rounds = book.session.progress_of(step.id, at).rounds
        return step.repeat.minutes[min(rounds, len(step.repeat.minutes)) - 1]
    if step.minutes is not None:
        return step.minutes
    if step.minutes_each is not None:
        return step.minutes_each * len(book.rows(book.scenario.step_by_id[step.id], at))
    return None


def spent_seconds(session: Session, step: str, at: str = "") -> float:
    """Seconds spent at a step, as written down so far."""
    return sum(visit.seconds for visit in session.times if visit.step == step and visit.at == at)


def section_seconds(book: Book, section: Section) -> float:
    """Seconds spent in a section, as written down so far."""
    ids = {step.id for step in book.scenario.steps if step.section == section.id}
    return sum(visit.seconds for visit in book.session.times if visit.step in ids)
