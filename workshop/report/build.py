"""From a session to its Document: what is read first stands first, and every word that was entered stands in it once more at
the end, in order.

The order (`Document.chapters`): summary, decisions, actions, parked and open questions, one part for each exercise in the
order of the steps, where people saw it differently, all answers word for word, how it was done. What is empty drops out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, tzinfo
from itertools import groupby

from workshop import language
from workshop.report import evaluated, last_time, log
from workshop.report.appendix import appendix
from workshop.report.document import (
    AnyBlock,
    Bullets,
    Chapter,
    Cover,
    Document,
    Entry,
    Heading,
    JourneyMap,
    KeyValues,
    Look,
    Pair,
    Paragraph,
    Participant,
    RawAnswers,
    RawGroup,
    RawQuestion,
    Remark,
    plain,
)
from workshop.report.sections import KINDS
from workshop.report.sections.common import left_over, pair
from workshop.report.view import CLIENT, View, joined
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Section, Text
from workshop.session import past
from workshop.session.book import Book
from workshop.session.model import Session
from workshop.text import clean, paragraphs


def build(
    book: Book,
    *,
    edition: str = CLIENT,
    lang: str | None = None,
    today: date | None = None,
    draft: bool = False,
    place: str = "",
    facilitator: str = "",
    zone: tzinfo | None = None,
    workshops: Mapping[str, Text] | None = None,
    names: bool = True,
    lanes: Collection[str] | None = None,
    look: Look = Look(),  # noqa: B008  a frozen value
) -> Document:
    """The report of a session. The same arguments give the same document.

    `edition`: "client", "internal" (with the facilitator's notes, the times, and names that the room was not shown) or the id
    of one of the scenario's whose condition holds; KeyError for any other (`choices.editions` lists them). `names=False`: no
    edition says who was there or who said what. `lanes`: the ids of the lanes that a journey map has (`choices.lanes`); None:
    all of them. `look`: the consultant's own. `lang`: the session's if None. `today`: what is due before it and not done is
    late; None marks nothing. `zone`: where the times of day are told; the computer's own if None. `workshops`: the titles of
    other workshops by their ids, for a conclusion that leads on to one; those of the library if None.
    """
    view = View(book, edition, lang, zone, today, workshops, names=names, lanes=lanes)
    raw = _raw(view)
    exercises, anchors = _exercises(view)

    def link(step: str) -> str:
        return anchors.get(step, "")

    made = [
        log.decisions(view, link),
        log.actions(view, link),
        last_time.last_time(view),
        log.parked(view, link),
        *exercises,
        _contested(view),
        evaluated.evaluation(view),
        raw,
        log.notes(view, link),
        appendix(view),
    ]
    chapters = [chapter for chapter in made if chapter is not None]
    summary = _summary(view)
    return Document(
        lang=view.lang,
        cover=_cover(view, draft, place, facilitator),
        chapters=tuple([summary, *chapters] if summary is not None else chapters),
        remarks=tuple(_remarks(view, chapters)),
        uuid=view.session.uuid,
        changed=view.session.changed,
        edition=edition,
        look=look,
    )


def _cover(view: View, draft: bool, place: str, facilitator: str) -> Cover:
    session: Session = view.session
    people = tuple(
        Participant(name=person.name, roles=tuple(_roles(view, person.roles)))
        for person in session.present
        if person.name and view.named
    )
    title = ""
    if view.edition is not None:
        title = view.text(view.edition.title)
    elif view.internal:
        title = view.t("edition.internal")
    return Cover(
        title=session.title or view.text(view.scenario.title),
        workshop=view.text(view.scenario.title),
        client=session.client,
        day=view.held,
        day_drawn=f"{language.long_day(view.held, view.lang)} {view.held.year}",
        place=place or session.place,
        facilitator=facilitator or session.facilitator,
        participants=people,
        purpose=plain(next((block.text for block in paragraphs(view.text(view.scenario.purpose))), "")),
        edition=title,
        version=str(session.rev),
        draft=draft,
    )


def _roles(view: View, roles: tuple[str, ...]) -> Iterator[str]:
    for id in roles:
        role = view.scenario.roles.get(id)
        yield view.text(role.title) if role is not None else id


# ------------------------------------------------------------------------------------------------------------- summary


def _summary(view: View) -> Chapter | None:
    """What the facilitator wrote, and after it what can be computed; a finding that nobody stated is never made up."""
    pairs: list[Pair] = []
    for step in view.scenario.steps:
        for at in view.ats(step):
            if view.shows_step(step, at):
                pairs += KINDS[step.kind].headline(view, step, at)
    for name in ("decisions", "actions", "parked"):
        count = len(log.logged(view, name))
        if count:
            gaps = _gaps(view) if name == "actions" else []
            pairs.append(pair(view.t(f"summary.{name}"), _with(view.number(count).drawn, gaps)))
    first = next((row for row in log.action_rows(view, lambda step: "") if not row.done and row.due is not None), None)
    if first is not None:
        pairs.append(pair(view.t("summary.first"), _with(first.title, [first.owner, first.due_drawn])))
    pairs += last_time.headline(view) + evaluated.headline(view)
    blocks: list[AnyBlock] = list(_written(view.session.summary))
    if pairs:
        blocks.append(KeyValues(pairs=tuple(pairs)))
    if not blocks:
        return None
    return Chapter(kind="summary", title=view.t("chapter.summary"), anchor="summary", blocks=tuple(blocks))


def _written(summary: str) -> Iterator[AnyBlock]:
    """What the facilitator wrote: a finding a line; one line alone, and what stands before the first `- `, is running text."""
    lines = [line.strip() for line in summary.split("\n") if line.strip()]
    marked = any(line.startswith(_MARK) for line in lines)
    found: list[Entry] = []
    for line in lines:
        if len(lines) > 1 and (not marked or line.startswith(_MARK)):
            found.append(Entry(words=plain(line.removeprefix(_MARK) if marked else line)))
            continue
        if found:
            yield Bullets(entries=tuple(found))
            found = []
        yield Paragraph(words=plain(line), role="lead")
    if found:
        yield Bullets(entries=tuple(found))


_MARK = "- "


def _with(what: str, more: Iterable[str]) -> str:
    """What is known beside it stands in brackets, so that its own commas, or a figure's, are not read on into."""
    beside = ", ".join(filter(None, more))
    return f"{what} ({beside})" if beside else what


def _gaps(view: View) -> list[str]:
    due = [row for row in log.action_rows(view, lambda step: "") if not row.done]
    counted = (("no_owner", sum(not row.owner for row in due)), ("no_date", sum(not row.due_drawn for row in due)))
    return [view.t(f"gap.{kind}", n=n) for kind, n in counted if n]


# ----------------------------------------------------------------------------------------------------------- exercises


def _exercises(view: View) -> tuple[list[Chapter], Mapping[str, str]]:
    """One chapter a section, in it one for each exercise that came to something; and where each step's own part begins."""
    anchors: dict[str, str] = {}
    found: list[Chapter] = []
    for name, together in groupby(view.scenario.steps, key=lambda step: step.section or ""):
        steps = list(together)
        section = view.scenario.section_by_id.get(name)
        if section is None:
            found += _shown(view, steps, "", anchors)
        elif section.each is None:
            chapters = tuple(_shown(view, steps, "", anchors))
            if chapters:
                found.append(_section(view, section, chapters))
        else:
            parts = []
            for at in dict.fromkeys(at for step in steps for at in view.ats(step) if at):
                inside = tuple(_shown(view, steps, at, anchors))
                if inside:
                    anchor = view.anchor("section", section.id, at)
                    parts.append(Chapter(kind="section", title=view.label(at), anchor=anchor, chapters=inside))
            if parts:
                found.append(_section(view, section, tuple(parts)))
    return found, anchors


def _section(view: View, section: Section, chapters: tuple[Chapter, ...]) -> Chapter:
    return Chapter(kind="section", title=view.title(section), anchor=view.anchor("section", section.id), chapters=chapters)


def exercise(view: View, step: AnyStep, at: str = "") -> tuple[Chapter, ...]:
    """The part of one exercise alone; () where it came to nothing."""
    return tuple(_shown(view, [step], at, {}))


def _shown(view: View, steps: list[AnyStep], at: str, anchors: dict[str, str]) -> Iterator[Chapter]:
    for step in steps:
        if not view.shows_step(step, at):
            continue
        blocks = KINDS[step.kind].show(view, step, at)
        if not blocks:
            continue
        anchor = view.anchor("step", step.id, at)
        anchors.setdefault(step.id, anchor)
        question = view.asked(step, at)
        lead: tuple[AnyBlock, ...] = (Paragraph(words=question, role="soft"),) if question else ()
        for before in past.taken_from(view.book, step):
            title, day = before.scenario.text(before.scenario.title, view.lang), view.day(past.held(before.session))
            lead = (*lead, Paragraph(words=plain(view.t("taken_from", title=title, day=day)), role="soft"))
        yield Chapter(kind="exercise", title=view.title(step), anchor=anchor, blocks=(*lead, *blocks))


def _contested(view: View) -> Chapter | None:
    """Where people saw it differently is kept in sight, and no mean is laid over it."""
    blocks: list[AnyBlock] = []
    for step in view.scenario.steps:
        for at in view.ats(step):
            entries = KINDS[step.kind].contested(view, step, at) if view.shows_step(step, at) else ()
            if entries:
                title = " · ".join(filter(None, (view.title(step), view.label(at))))
                blocks += [Heading(words=plain(title)), Bullets(entries=entries)]
    if not blocks:
        return None
    title = view.t("chapter.disagreements")
    return Chapter(kind="disagreements", title=title, anchor="disagreements", blocks=tuple(blocks))


# ------------------------------------------------------------------------------------------------------- word for word


def _raw(view: View) -> Chapter | None:
    """All that was entered, in the order of the steps, as it was entered."""
    blocks: list[AnyBlock] = []
    for step in view.scenario.steps:
        groups = KINDS[step.kind].raw(view, step) if any(view.shows_step(step, at) for at in view.ats(step)) else ()
        if groups:
            number, anchor = str(len(blocks) + 1), view.anchor("raw", step.id)
            view.references[step.id,] = (anchor, number)
            question = view.asked(step)
            blocks.append(
                RawAnswers(anchor=anchor, number=number, title=view.title(step), question=question, groups=groups)
            )  # fmt: skip
    caught = log.raw(view, str(len(blocks) + 1))
    blocks += [caught] if caught is not None else []
    orphans = _orphans(view, str(len(blocks) + 1))
    blocks += [orphans] if orphans is not None else []
    if not blocks:
        return None
    return Chapter(kind="raw", title=view.t("chapter.raw"), anchor="raw", blocks=tuple(blocks))


def _orphans(view: View, number: str) -> RawAnswers | None:
    """Answers whose question the scenario no longer asks."""
    groups = []
    for step, kept in view.session.orphans.items():
        entries = tuple(left_over(view, kept))
        if entries:
            groups.append(RawGroup(title=clean(step, multiline=False), questions=(RawQuestion(entries=entries),)))
    if not groups:
        return None
    return RawAnswers(anchor="raw-orphans", number=number, title=view.t("no_question"), groups=tuple(groups))


# ------------------------------------------------------------------------------------------------------------- remarks


def _remarks(view: View, chapters: list[Chapter]) -> Iterator[Remark]:
    yield from log.remarks(view)
    cut = sum(
        bool(cell.short)
        for chapter in chapters
        for block in _blocks(chapter)
        if isinstance(block, JourneyMap)
        for lane in block.lanes
        for cell in getattr(lane, "cells", ())
    )
    if cut:
        yield Remark(kind="cut", text=view.t("remark.cut", n=cut))
    dropped = set(view.session.plan.dropped)
    empty = [
        view.title(step)
        for step in view.scenario.steps
        if not isinstance(step, Note | Result)
        and not step.optional
        and not dropped & {step.id, step.section or ""}
        and any(view.shows_step(step, at) for at in view.ats(step))
        and (step.id,) not in view.references  # nothing of it is among the raw answers
    ]
    if empty:
        said = view.t("remark.unanswered", n=len(empty), titles=joined(empty))
        yield Remark(kind="unanswered", text=said[:-1] if said.endswith(("?.", "!.", "..")) else said)  # a title's own end
    if view.session.orphans:
        yield Remark(kind="orphans", text=view.t("remark.orphans"), anchor="raw-orphans")


def _blocks(chapter: Chapter) -> Iterator[AnyBlock]:
    yield from chapter.blocks
    for inner in chapter.chapters:
        yield from _blocks(inner)
