"""Planned against real times, for the facilitator alone: step by step, when it ended, and what was done about being late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from workshop import language
from workshop.report.document import AnyBlock, Bullets, Cell, Column, Entry, Row, RowGroup, Table
from workshop.report.document import plain as words
from workshop.report.view import View
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.session import agenda
from workshop.session.book import Book
from workshop.session.model import Plan

ALMOST = 0.5  # minutes; less than this is no difference worth telling


def times(view: View, steps: list[AnyStep]) -> Iterator[AnyBlock]:
    """The table of the steps, and under it how the day went."""
    yield _table(view, steps)
    if said := [*_ending(view), *_taken(view)]:
        yield Bullets(entries=tuple(Entry(words=words(text)) for text in said))


def _table(view: View, steps: list[AnyStep]) -> Table:
    """What each step was planned to take (by the scenario) and took; a step left out says so."""
    as_written = Book(view.scenario, replace(view.session, plan=Plan()), view.book)
    dropped = set(view.session.plan.dropped)
    rows, planned_all, took_all = [], 0.0, 0.0
    for step in steps:
        planned = sum(agenda.planned_minutes(as_written, step, at) or 0 for at in view.ats(step))
        visits = [visit for visit in view.session.times if visit.step == step.id]
        took = sum(visit.seconds for visit in visits) / 60
        began = min((visit.start for visit in visits), default=None)
        out = bool(dropped & {step.id, step.section or ""}) and not visits
        planned_all += planned
        took_all += took
        title = view.title(step)
        if isinstance(step, Note) and step.pause and title.casefold() != view.t("agenda.pause"):
            title = f"{title} ({view.t('agenda.pause')})"
        cells = (
            _cell(title),
            _cell(language.clock(view.local(began)) if began else ""),
            _minutes(view, planned),
            _cell(view.t("agenda.dropped")) if out else _minutes(view, took),
            _more(view, took - planned) if planned and visits else Cell(),
        )
        rows.append(Row(id=step.id, cells=cells))
    last = (_minutes(view, planned_all), _minutes(view, took_all), _more(view, took_all - planned_all) if took_all else Cell())
    rows.append(Row(cells=(_cell(view.t("agenda.total")), Cell(), *last), strong=True))
    columns = (
        Column(title=view.t("agenda.step"), weight=2.5),
        *(Column(title=view.t(f"agenda.{name}"), kind="number") for name in ("began", "planned", "took", "more")),
    )
    return Table(columns=columns, groups=(RowGroup(rows=tuple(rows)),))


def _ending(view: View) -> Iterator[str]:
    """When the last sitting ended, and when it was to."""
    if not view.session.times or view.session.alone:
        return
    last = max(visit.start + timedelta(seconds=visit.seconds) for visit in view.session.times)
    found = agenda.agenda(view.book, last)
    if found.is_over and found.is_timed:
        yield view.t("agenda.ended", ended=_clock(view, last), planned=_clock(view, found.target))


def _taken(view: View) -> Iterator[str]:
    """The offers that were taken when it was late, as they stand in the file."""
    for one in view.session.plan.taken:
        kind, when, late = one.get("offer"), one.get("at"), one.get("late")
        if kind in ("shorten", "pay", "drop") and isinstance(when, datetime) and isinstance(late, int):
            yield view.t(f"agenda.taken_{kind}", clock=_clock(view, when), n=late)


def _clock(view: View, when: datetime) -> str:
    return language.clock(view.local(when))


def _cell(text: str) -> Cell:
    return Cell(entries=(Entry(words=words(text)),)) if text else Cell()


def _minutes(view: View, minutes: float) -> Cell:
    if not minutes:
        return Cell()
    return Cell(entries=(Entry(words=words(view.duration(max(round(minutes), 1)))),), value=round(minutes, 2))


def _more(view: View, minutes: float) -> Cell:
    """How much longer it took, `+4 min`, or shorter, `−2 min`."""
    if abs(minutes) < ALMOST:
        return Cell(entries=(Entry(words=words("0")),), value=0)
    sign = "+" if minutes > 0 else ""
    return Cell(entries=(Entry(words=words(sign + view.duration(minutes))),), value=round(minutes, 2))
