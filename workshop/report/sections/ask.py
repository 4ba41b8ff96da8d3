"""An ask: a form, a table, one thing at a time, a grid of rows and columns, or a journey map; with every voice visible where
several answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from workshop.report import values
from workshop.report.document import (
    AnyBlock,
    Bar,
    Bars,
    Bullets,
    Cell,
    Column,
    DotPlot,
    DotRow,
    Entry,
    Heading,
    KeyValues,
    Pair,
    Quote,
    RawGroup,
    RawQuestion,
    Row,
    RowGroup,
    Table,
    plain,
)
from workshop.report.sections import journey
from workshop.report.sections.common import Place, left_over, places, title_of
from workshop.report.view import View
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.kinds.ask import Ask
from workshop.session.model import Item
from workshop.session.scope import Scope
from workshop.text import clean

FORM = 4
"""From so many fields on, a row is shown by itself and not as a line of a table."""

KINDS = {"number": "number", "scale": "number", "date": "date", "choice": "choice", "yesno": "mark"}
APART = 0.5
"""Voices this share of a scale apart see it differently."""
AGREED = 2 / 3


class Answers:
    """One step at one item of its section: who answered what, in the latest round."""

    def __init__(self, view: View, step: Ask, at: str) -> None:
        self.view, self.step, self.at = view, step, at
        self.voices = view.voices(step)
        self.names = [view.name(step, voice, at) for voice in self.voices]
        self.fields = [field for field in step.fields if view.shows_field(step, field.id)]
        self.rows: tuple[Item, ...] = view.rows(step, at) if step.has_rows else ()
        self.columns = tuple(item for item in view.book.columns(step, at) if view.shows(item.id))

    @property
    def many(self) -> bool:
        return len(self.voices) > 1

    def voiced(self, of: str = "", across: str = "") -> list[tuple[str, Mapping[str, Any]]]:
        return [
            (name, self.view.cell(self.step, self.at, of, across, voice))
            for name, voice in zip(self.names, self.voices, strict=True)
        ]

    def scope(self, of: str = "", across: str = "") -> Scope:
        return Scope(self.step.id, 0, self.at, of, across)

    def cell(self, field: AnyField, of: str = "", across: str = "") -> Cell:
        return values.cell(self.view, field, self.voiced(of, across), self.scope(of, across))

    def said(self, field: AnyField, of: str = "", across: str = "") -> bool:
        return any(values.answered(field, kept) for _, kept in self.voiced(of, across))

    def spots(self) -> list[tuple[str, str]]:
        """Every row and column, ("", "") where there are none."""
        rows = [row.id for row in self.rows] if self.step.has_rows else [""]
        columns = [column.id for column in self.columns] if self.step.across is not None else [""]
        return [(row, column) for row in rows for column in columns]

    def numbers(self, field: AnyField, of: str = "", across: str = "") -> list[float]:
        found = (kept.get(field.id) for _, kept in self.voiced(of, across))
        return [value for value in found if isinstance(value, (int, float)) and not isinstance(value, bool)]

    def counts(self, field: AnyField, of: str = "", across: str = "") -> Counter[str]:
        """How many chose what, by the words of it."""
        found: Counter[str] = Counter()
        for _, kept in self.voiced(of, across):
            for entry in values.entries(self.view, field, kept, self.scope(of, across)):
                if not entry.level:
                    found["".join(run.text for run in entry.words)] += 1
        return found


def show(view: View, step: Ask, at: str) -> tuple[AnyBlock, ...]:
    answers = Answers(view, step, at)
    fields = [field for field in answers.fields if any(answers.said(field, *spot) for spot in answers.spots())]
    if not fields:
        return ()
    if step.across is not None:
        return tuple(_grid(answers, fields))
    if not step.has_rows:
        return tuple(_form(answers, fields))
    if step.look == "journey":
        return (journey.of(view, step, at, answers),)
    return tuple(_rows(answers, fields))


# --------------------------------------------------------------------------------------------------------- without rows


def _form(answers: Answers, fields: Sequence[AnyField]) -> Iterable[AnyBlock]:
    view = answers.view
    if len(answers.step.fields) == 1:
        yield from _alone(answers, fields[0], "")
        return
    if not answers.many:
        yield KeyValues(pairs=tuple(_pairs(answers, fields)))
        return
    for field in fields:
        yield Heading(words=plain(view.text(field.title)))
        yield from _alone(answers, field, "")


def _pairs(answers: Answers, fields: Sequence[AnyField], of: str = "") -> Iterable[Pair]:
    view = answers.view
    for field in fields:
        if answers.said(field, of):
            question = view.words(field.prompt, answers.scope(of)) if field.prompt else ()
            yield Pair(title=view.text(field.title), cell=answers.cell(field, of), question=question)


def _alone(answers: Answers, field: AnyField, of: str) -> Iterable[AnyBlock]:
    """One question by itself: a text is a quotation, what several chose is bars, what they rated is dots."""
    title = answers.view.text(field.title)
    if answers.many and isinstance(field, ScaleField):
        yield _dots(answers, field, [(title, of)])
    elif answers.many and isinstance(field, (ChoiceField, YesNoField)):
        yield _counted(answers, field, of)
    elif answers.many or isinstance(field, ListField):
        yield Bullets(entries=_entries(answers, field, of))
    elif isinstance(field, TextField):
        for entry in _entries(answers, field, of):
            yield Quote(words=entry.words, by=entry.by)
    else:
        yield KeyValues(pairs=(Pair(title=title, cell=answers.cell(field, of)),))


def _entries(answers: Answers, field: AnyField, of: str) -> tuple[Entry, ...]:
    return tuple(
        entry
        for name, kept in answers.voiced(of)
        for entry in values.entries(answers.view, field, kept, answers.scope(of), name)
    )


def _counted(answers: Answers, field: AnyField, of: str) -> Bars:
    counts = answers.counts(field, of)
    offered: list[str] = []
    if isinstance(field, ChoiceField):
        offered = [answers.view.text(option.title) for option in answers.view.book.options(field, answers.scope(of))]
    elif isinstance(field, YesNoField):
        offered = [answers.view.t("yes"), answers.view.t("no")]
    titles = list(dict.fromkeys([*offered, *counts]))
    rows = tuple(Bar(title=title, number=answers.view.number(counts[title])) for title in titles)
    return Bars(rows=rows, high=max(counts.values(), default=1))


def _dots(answers: Answers, field: ScaleField, rows: Sequence[tuple[str, str]]) -> DotPlot:
    view = answers.view
    signed = field.min < 0
    spoken = [(title, numbers) for title, of in rows if (numbers := answers.numbers(field, of))]
    # The means under each other have the same decimals.
    digits = 0 if all(sum(numbers) % len(numbers) == 0 for _, numbers in spoken) else 1
    found = [
        DotRow(
            title=title,
            counts=tuple(sorted(Counter(numbers).items())),
            mean=view.number(sum(numbers) / len(numbers), digits=digits, signed=signed),
            note=values.spread(view, numbers, signed),
        )
        for title, numbers in spoken
    ]
    labels = [(value, values.scale_label(view, field, value)) for value in range(field.min, field.max + 1)]
    return DotPlot(
        rows=tuple(found), low=field.min, high=field.max, labels=tuple((value, label) for value, label in labels if label)
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- with rows


def _rows(answers: Answers, fields: Sequence[AnyField]) -> Iterable[AnyBlock]:
    view = answers.view
    rows = [row for row in answers.rows if any(answers.said(field, row.id) for field in fields)]
    if answers.many and all(isinstance(field, ScaleField) for field in fields):
        for field in fields:
            if len(fields) > 1:
                yield Heading(words=plain(view.text(field.title)))
            assert isinstance(field, ScaleField)
            yield _dots(answers, field, [(_label(view, row), row.id) for row in rows])
            evidence = _evidence(answers, field, rows)
            if evidence:
                yield Bullets(entries=evidence)
        return
    if answers.many and len(fields) == 1 and isinstance(fields[0], (ChoiceField, YesNoField)):
        yield _choices(answers, fields[0], rows)
        return
    if len(fields) >= FORM or (answers.step.look == "cards" and len(fields) > 1):
        for row in rows:
            yield Heading(words=plain(_label(view, row)))
            yield KeyValues(pairs=tuple(_pairs(answers, fields, row.id)))
        return
    yield _table(answers, fields, rows)
    for field in fields:
        if isinstance(field, ScaleField) and field.curve:
            yield journey.curve(view, answers, field, rows)


def _evidence(answers: Answers, field: AnyField, rows: Sequence[Item]) -> tuple[Entry, ...]:
    return tuple(
        Entry(words=entry.words, by=name, note=_label(answers.view, row))
        for row in rows
        for name, kept in answers.voiced(row.id)
        for entry in values.entries(answers.view, field, kept, answers.scope(row.id))
        if entry.level
    )


def _label(view: View, row: Item) -> str:
    return row.text or view.label(row.id)


def _table(answers: Answers, fields: Sequence[AnyField], rows: Sequence[Item]) -> Table:
    view = answers.view
    columns = [Column(title="", weight=1.4), *(_column(view, field) for field in fields)]
    if len(answers.step.fields) == 1:
        columns[1] = replace(columns[1], title="")  # the question stands above the table already
    lines = []
    for row in rows:
        head = Cell(entries=(Entry(words=plain(_label(view, row)), id=row.id),))
        lines.append(Row(id=row.id, cells=(head, *(answers.cell(field, row.id) for field in fields))))
    return Table(columns=tuple(columns), groups=(RowGroup(rows=tuple(lines)),))


def _column(view: View, field: AnyField) -> Column:
    kind = KINDS.get(field.kind, "text")
    if isinstance(field, ScaleField) and field.labels:
        kind = "choice"  # a figure with its word reads from the left
    unit = field.unit if isinstance(field, NumberField) else ""
    return Column(title=view.text(field.title), kind=kind, note=unit)  # type: ignore[arg-type]


def _choices(answers: Answers, field: AnyField, rows: Sequence[Item]) -> Table:
    """How many chose what, for each row."""
    view = answers.view
    counted = {row.id: answers.counts(field, row.id) for row in rows}
    offered = [view.t("yes"), view.t("no")] if isinstance(field, YesNoField) else []
    if isinstance(field, ChoiceField):
        offered = [view.text(option.title) for option in view.book.options(field, answers.scope(rows[0].id))]
    titles = list(dict.fromkeys([*offered, *(title for counts in counted.values() for title in counts)]))
    lines = []
    for row in rows:
        cells = [Cell(entries=(Entry(words=plain(_label(view, row)), id=row.id),))]
        for title in titles:
            n = counted[row.id][title]
            cells.append(Cell(entries=(Entry(words=plain(view.number(n).drawn)),), value=n) if n else Cell())
        lines.append(Row(cells=tuple(cells), id=row.id))
    columns = (Column(title="", weight=2), *(Column(title=title, kind="number") for title in titles))
    return Table(columns=columns, groups=(RowGroup(rows=tuple(lines)),))


def _grid(answers: Answers, fields: Sequence[AnyField]) -> Iterable[AnyBlock]:
    """A table for each field: the rows down, the columns across."""
    view = answers.view
    columns = (Column(title="", weight=1.4), *(Column(title=_label(view, column)) for column in answers.columns))
    for field in fields:
        lines = []
        for row in answers.rows:
            if any(answers.said(field, row.id, column.id) for column in answers.columns):
                head = Cell(entries=(Entry(words=plain(_label(view, row)), id=row.id),))
                cells = (answers.cell(field, row.id, column.id) for column in answers.columns)
                lines.append(Row(cells=(head, *cells), id=row.id))
        caption = view.text(field.title) if len(answers.step.fields) > 1 else ""
        yield Table(columns=columns, groups=(RowGroup(rows=tuple(lines)),), caption=caption)


# ------------------------------------------------------------------------------------------------ what stands out


def headline(view: View, step: Ask, at: str) -> tuple[Pair, ...]:
    if step.look != "journey":
        return ()
    return journey.headline(view, step, at, Answers(view, step, at))


def contested(view: View, step: Ask, at: str) -> tuple[Entry, ...]:
    answers = Answers(view, step, at)
    found: list[Entry] = []
    for field in answers.fields if answers.many else ():
        for of, across in answers.spots():
            note = _apart(answers, field, of, across)
            if note:
                about = [view.label(id) for id in (of, across) if id]
                if len(answers.step.fields) > 1 or not about:
                    about.append(view.text(field.title))
                found.append(Entry(words=plain(" · ".join(about)), note=note))
    return tuple(found)


def _apart(answers: Answers, field: AnyField, of: str, across: str) -> str:
    view = answers.view
    if isinstance(field, ScaleField):
        numbers = answers.numbers(field, of, across)
        reach = field.max - field.min
        if len(numbers) > 1 and reach and (max(numbers) - min(numbers)) / reach >= APART and max(numbers) - min(numbers) > 1:
            return values.spread(view, numbers, field.min < 0)
    elif isinstance(field, YesNoField) or (isinstance(field, ChoiceField) and not field.many):
        counts = answers.counts(field, of, across)
        total = sum(counts.values())
        if total > 1 and counts.most_common(1)[0][1] / total < AGREED:
            return ", ".join(view.t("voices.share", title=title, n=n) for title, n in counts.most_common())
    return ""


# ---------------------------------------------------------------------------------------------------- word for word


def raw(view: View, step: Ask) -> tuple[RawGroup, ...]:
    known = {field.id for field in step.fields}
    beside = {f"{field.id}{tail}" for field in step.fields for tail in ("_other", "_evidence")}
    found = []
    for place, voices in places(view, step):
        questions = []
        for field in step.fields:
            if view.shows_field(step, field.id):
                said = tuple(_raw_entries(view, step, field, place, voices))
                if said:
                    questions.append(RawQuestion(question=_raw_question(view, step, field, place), entries=said))
        for name in dict.fromkeys(key for _, cell in voices for key in cell if key not in known | beside):
            left = tuple(
                replace(each, by=view.name(step, by, place.at))
                for by, cell in voices
                for each in left_over(view, cell.get(name))
            )
            if left:
                questions.append(RawQuestion(question=plain(clean(name, multiline=False)), entries=left))
        if questions:
            anchor = view.anchor("raw", step.id, place.at, place.of) if place.of else ""
            if anchor:
                view.references[step.id, place.at, place.of] = (anchor, "")
            found.append(RawGroup(title=title_of(view, step, place), questions=tuple(questions), anchor=anchor))
    return tuple(found)


def _raw_entries(
    view: View, step: Ask, field: AnyField, place: Place, voices: Sequence[tuple[str, Mapping[str, Any]]]
) -> Iterable[Entry]:
    for by, cell in voices:
        yield from values.entries(view, field, cell, place.scope(step.id, by), view.name(step, by, place.at))


def _raw_question(view: View, step: Ask, field: AnyField, place: Place) -> tuple[Any, ...]:
    """The question in full; none of a step with but one, for it stands above all the answers already."""
    scope = place.scope(step.id)
    if len(step.fields) == 1:
        return () if view.asked(step) else view.words(step.prompt or field.prompt, scope)
    return view.words(field.prompt or field.title, scope)
