"""How it was done: the method and who made it, the agenda, and for the facilitator alone the times."""

from __future__ import annotations

from collections.abc import Iterator

from workshop import language
from workshop.report.document import (
    AnyBlock,
    Bullets,
    Cell,
    Chapter,
    Entry,
    Heading,
    KeyValues,
    Pair,
)
from workshop.report.document import plain as words
from workshop.report.times import times
from workshop.report.view import View
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note


def appendix(view: View) -> Chapter:
    blocks: list[AnyBlock] = [KeyValues(pairs=tuple(_method(view)))]
    steps = [step for step in view.scenario.steps if any(view.shows_step(step, at) for at in view.ats(step))]
    if steps:
        blocks.append(Heading(words=words(view.t("chapter.agenda"))))
        blocks += times(view, steps) if view.internal else [_order(view, steps)]
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
