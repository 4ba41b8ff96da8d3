"""The journey map: the stages, a lane for each question, the feelings as a curve; and what later steps said of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workshop.report import values
from workshop.report.document import Cell, Curve, Entry, JourneyMap, Lane, Pair, Point, Series, Stage, plain
from workshop.report.sections import sort
from workshop.report.sections.common import pair
from workshop.report.view import View, joined
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.session.model import Item
from workshop.session.scope import Scope

if TYPE_CHECKING:
    from workshop.report.sections.ask import Answers

SUBJECT = 5
"""So many lines say at most whose journey it is."""


def of(view: View, step: Ask, at: str, answers: Answers) -> JourneyMap:
    rows = answers.rows
    lanes: list[Lane | Curve] = []
    for field in answers.fields:
        if not view.shows_lane(field.id):
            continue
        if isinstance(field, ScaleField) and field.curve:
            if any(answers.said(field, row.id) for row in rows):
                lanes.append(curve(view, answers, field, rows))
            continue
        cells = []
        for row in rows:
            cell = answers.cell(field, row.id)
            anchor, reference = view.reference(step, at, row.id)
            cells.append(values.shortened(view, cell, anchor, reference))
        if any(cell.entries for cell in cells):
            lanes.append(Lane(id=field.id, title=view.text(field.title), cells=tuple(cells)))
    lanes += _sorted_later(view, step, rows)
    return JourneyMap(
        title=view.title(step),
        anchor=view.anchor(step.id, at, "map"),
        stages=_stages(view, step, rows),
        lanes=tuple(lanes),
        subject=_subject(view, step),
    )


def curve(view: View, answers: Answers, field: ScaleField, rows: Sequence[Item]) -> Curve:
    """How it feels at each row; by several voices their mean. Where a later step asks the same scale again about some of
    the rows (how it is to be), that is a second line."""
    points = tuple(_point(view, answers, field, row) for row in rows)
    series = [Series(points=points), *_wished(view, answers, field, rows)]
    if len(series) > 1:
        series[0] = Series(points=points, title=view.t("now"))
    return Curve(
        id=field.id,
        title=view.text(field.title),
        low=field.min,
        high=field.max,
        low_label=values.scale_label(view, field, field.min),
        high_label=values.scale_label(view, field, field.max),
        series=tuple(series),
    )


def _point(view: View, answers: Answers, field: ScaleField, row: Item) -> Point:
    title = row.text or view.label(row.id)
    numbers = answers.numbers(field, row.id)
    if not numbers:
        return Point(title=title)
    mean = sum(numbers) / len(numbers)
    number = view.number(mean, digits=0 if mean == int(mean) else 1, signed=field.min < 0)
    label = values.scale_label(view, field, mean) or values.spread(view, numbers, field.min < 0)
    return Point(title=title, number=number, label=label)


def _wished(view: View, answers: Answers, field: ScaleField, rows: Sequence[Item]) -> list[Series]:
    from workshop.report.sections.ask import Answers as Later

    known = {row.id for row in rows}
    found = []
    for step in _later(view, answers.step):
        if not isinstance(step, Ask) or step.each is None or not view.shows_step(step):
            continue
        for other in step.fields:
            if isinstance(other, ScaleField) and (other.min, other.max) == (field.min, field.max):
                asked = {row.id for row in view.rows(step)}
                if not asked or not asked <= known or not view.shows_field(step, other.id):
                    continue
                later = Later(view, step, "")
                points = tuple(_point(view, later, other, row) if row.id in asked else Point(title=row.text) for row in rows)
                if any(point.number is not None for point in points):
                    found.append(Series(points=points, title=view.text(other.title)))
    return found


def _later(view: View, step: AnyStep) -> list[AnyStep]:
    steps = view.scenario.steps
    return steps[steps.index(step) + 1 :]


def _sorted_later(view: View, step: Ask, rows: Sequence[Item]) -> list[Lane]:
    """What the stages were sorted into afterwards: seen, heard or guessed."""
    found = []
    for later in _later(view, step):
        if not isinstance(later, Sort) or later.each is not None or not view.shows_step(later) or not view.shows_lane(later.id):
            continue
        if {item.id for item in view.book.rows(later)} != {row.id for row in rows}:
            continue
        titles = {place.id: view.text(place.title) for place in later.places}
        counted = sort.tally(view, later, "")
        cells = []
        for row in rows:
            counts = counted.get(row.id)
            text = titles.get(counts.most_common(1)[0][0], "") if counts else ""
            cells.append(Cell(entries=(Entry(words=plain(text)),)) if text else Cell())
        if any(cell.entries for cell in cells):
            found.append(Lane(id=later.id, title=view.title(later), cells=tuple(cells), kind="choice"))
    return found


def _stages(view: View, step: Ask, rows: Sequence[Item]) -> tuple[Stage, ...]:
    """The stages; those that a later vote put first among them are marked."""
    notes: dict[str, str] = {}
    starred: set[str] = set()
    known = {row.id for row in rows}
    for later in _later(view, step):
        if isinstance(later, Vote) and later.each is None and later.rank != "all" and view.shows_step(later):
            from workshop.report.sections import vote

            counted = [one for one in vote.counted(view, later, "") if one.item.id in known]
            if counted and len(counted) == len(view.rows(later)):
                ahead = vote.ahead(view, later, counted)
                starred |= ahead
                notes |= {one.item.id: vote.drawn(view, later, one.total) for one in counted if one.item.id in ahead}
    return tuple(
        Stage(title=row.text or view.label(row.id), id=row.id, starred=row.id in starred, note=notes.get(row.id, ""))
        for row in rows
    )


def _subject(view: View, step: Ask) -> tuple[Pair, ...]:
    """Whose journey it is, and what for: the short answers of the forms before it, those it shows beside itself first."""
    shown = [name.split(".")[0] for name in step.show]
    before = view.scenario.steps[: view.scenario.steps.index(step)]
    forms = [form for form in before if isinstance(form, Ask) and not form.has_rows and form.by == "group"]
    forms.sort(key=lambda form: form.id not in shown)
    pairs: list[Pair] = []
    for form in forms:
        if not view.shows_step(form) or view.ats(form) != ("",):
            continue
        kept = view.cell(form)
        for field in form.fields:
            if isinstance(field, TextField) and view.shows_field(form, field.id) and values.answered(field, kept):
                cell = values.cell(view, field, [("", kept)], Scope(step=form.id))
                if len(cell.text) <= 120:
                    pairs.append(Pair(title=view.text(field.title), cell=cell))
    return tuple(pairs[:SUBJECT])


def headline(view: View, step: Ask, at: str, answers: Answers) -> tuple[Pair, ...]:
    """How many stages, and where it feels worst."""
    stages = answers.rows
    if not stages:
        return ()
    text = view.t("summary.stages", n=len(stages))
    for field in answers.fields:
        if isinstance(field, ScaleField) and field.curve:
            points = [_point(view, answers, field, row) for row in stages]
            numbered = [(point.number.value, point) for point in points if point.number is not None]
            if len(numbered) > 1:
                least = min(value for value, _ in numbered)
                lowest = [point for value, point in numbered if value == least]
                if len(lowest) < len(numbered):
                    first = lowest[0].number
                    assert first is not None
                    names = joined([point.title for point in lowest])
                    text += view.t("summary.lowest", stages=names, value=first.drawn)
                    break
    return (pair(view.title(step), text),)
