"""How it was done: the method and who made it, the agenda, and for the facilitator alone the times."""

from __future__ import annotations

from collections.abc import Iterator

from workshop import language
from workshop.report.document import (
    AnyBlock,
    Bullets,
    Cell,
    Chapter,
    Column,
    Entry,
    Heading,
    KeyValues,
    Pair,
    Row,
    RowGroup,
    Table,
)
from workshop.report.document import plain as words
from workshop.report.view import View
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.session import agenda


def appendix(view: View) -> Chapter:
    blocks: list[AnyBlock] = [KeyValues(pairs=tuple(_method(view)))]
    steps = [step for step in view.scenario.steps if any(view.shows_step(step, at) for at in view.ats(step))]
    if steps:
        blocks.append(Heading(words=words(view.t("chapter.agenda"))))
        blocks.append(_times(view, steps) if view.internal else _order(view, steps))
    return Chapter(kind="appendix", title=view.t("chapter.appendix"), anchor="appendix", blocks=tuple(blocks))


def _method(view: View) -> Iterator[Pair]:
    scenario, session = view.scenario, view.session
    version = session.scenario.version or scenario.version
    facts = [
        ("appendix.scenario", f"{view.text(scenario.title)}, {view.t('appendix.version', version=version)}"),
        ("appendix.purpose", view.text(scenario.gives)),
        ("appendix.source", view.text(scenario.source)),
        ("appendix.author", scenario.author),
        ("appendix.license", scenario.license),
        ("appendix.people", view.t("summary.people", n=len(session.present)) if session.present else ""),
        ("cover.day", f"{language.long_day(view.held, view.lang)} {view.held.year}"),
        ("appendix.session", session.uuid),
    ]
    for key, text in facts:
        if text:
            yield Pair(title=view.t(key), cell=Cell(entries=(Entry(words=words(text)),)))


def _order(view: View, steps: list[AnyStep]) -> Bullets:
    return Bullets(
        entries=tuple(Entry(words=words(view.title(step)), id=step.id) for step in steps if not isinstance(step, Note)),
        ordered=True,
    )


def _times(view: View, steps: list[AnyStep]) -> Table:
    """What each step was planned to take and took; a step left out says so."""
    rows, planned_all, took_all = [], 0.0, 0.0
    dropped = set(view.session.plan.dropped)
    for step in steps:
        planned = sum(agenda.planned_minutes(view.book, step, at) or 0 for at in view.ats(step)[:1])
        visits = [visit for visit in view.session.times if visit.step == step.id]
        took = sum(visit.seconds for visit in visits) / 60
        began = min((visit.start for visit in visits), default=None)
        out = bool(dropped & {step.id, step.section or ""}) and not visits
        planned_all += 0 if out else planned
        took_all += took
        title = view.title(step)
        if isinstance(step, Note) and step.pause and title.casefold() != view.t("agenda.pause"):
            title = f"{title} ({view.t('agenda.pause')})"
        rows.append(
            Row(
                id=step.id,
                cells=(
                    _cell(title),
                    _cell(language.clock(view.local(began)) if began else ""),
                    _minutes(view, planned),
                    _cell(view.t("agenda.dropped")) if out else _minutes(view, took),
                ),
            )
        )
    rows.append(
        Row(
            cells=(_cell(view.t("agenda.total")), Cell(), _minutes(view, planned_all), _minutes(view, took_all)),
            strong=True,
        )
    )
    columns = (
        Column(title=view.t("agenda.step"), weight=2.5),
        Column(title=view.t("agenda.began"), kind="number"),
        Column(title=view.t("agenda.planned"), kind="number"),
        Column(title=view.t("agenda.took"), kind="number"),
    )
    return Table(columns=columns, groups=(RowGroup(rows=tuple(rows)),))


def _cell(text: str) -> Cell:
    return Cell(entries=(Entry(words=words(text)),)) if text else Cell()


def _minutes(view: View, minutes: float) -> Cell:
    if not minutes:
        return Cell()
    return Cell(entries=(Entry(words=words(view.duration(max(round(minutes), 1)))),), value=round(minutes, 2))
