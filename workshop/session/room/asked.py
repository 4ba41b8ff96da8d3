"""What the room sees of an `ask`: of one row its answers, of one question all rows, of a journey one stage and the curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import language
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds.ask import Ask
from workshop.session import people
from workshop.session.book import Book
from workshop.session.model import Spot
from workshop.session.room import answers
from workshop.session.room.page import MOST, Curve, Thing
from workshop.session.room.shown import (
    At,
    Shown,
    above,
    in_sentences,
    is_hidden,
    name_of,
    near,
    question,
    row_of,
    silent,
    words,
)
from workshop.session.scope import Scope

Cells = Sequence[tuple[str, Mapping[str, Any]]]
"""What each voice said at one place, those who said nothing left out: (voice, cell)."""


def ask(book: Book, step: Ask, at: At) -> Shown:
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of, place = row_of(book, step, at)
    field = next((one for one in step.fields if one.id == at.field), None)
    if step.look == "journey":
        return _journey(book, step, at, field, of, place)
    field = field or step.fields[0]
    if step.has_rows and len(step.fields) == 1 and step.across is None and step.look != "cards":
        return _all_rows(book, step, at, field, of)
    asked, over = _question(book, step, at, field, of)
    if at.across:
        over = " · ".join(filter(None, (over, answers.label(book, at.across))))
    things, said = _at_one_place(book, step, at, field, of)
    newest = isinstance(field, ListField) and len(step.fields) == 1
    if at.field and len(things) > MOST:  # a long form: what is asked now, and no more
        things = [thing for thing in things if thing.strong]
    here = max((n for n, thing in enumerate(things) if thing.strong), default=0)
    return Shown(asked, above=over, place=place, things=things, said=said, newest=newest, at=here)


def _question(book: Book, step: Ask, at: At, field: AnyField, of: str) -> tuple[str, str]:
    """What is asked at hand, and what it is about."""
    if len(step.fields) > 1 and field.prompt is not None and at.field:
        asked = words(book, field.prompt, Scope(step=step.id, at=at.stop.at, of=of))
        return asked, above(book, of, asked) or ("" if of else words(book, step.title, Scope(step=step.id, at=at.stop.at)))
    asked = question(book, step, at, of)
    return asked, above(book, of, asked)


def _cells(book: Book, step: Ask, at: At, of: str) -> Cells:
    rounds = book.latest(step, at.stop.at)
    answer = book.session.answer(step.id)
    found = []
    for by in book.voices(step):
        cell = answer.cell(Spot(rounds, at.stop.at, of, at.across, by))
        if cell:
            found.append((by, cell))
    return found


# ------------------------------------------------------------------------------------------------------------- one place


def _at_one_place(book: Book, step: Ask, at: At, field: AnyField, of: str) -> tuple[list[Thing], str]:
    """The answers at one row (or of the whole step), and what there is to say of them."""
    cells = _cells(book, step, at, of)
    scope = Scope(step=step.id, at=at.stop.at, of=of, across=at.across)
    if people.many_voices(book, step) and not book.session.alone:
        return _of_voices(book, step, at, field, cells, scope)
    cell = cells[0][1] if cells else {}
    if len(step.fields) == 1:
        return _of_one_field(book, field, cell, scope), ""
    things = []
    for one in step.fields:
        if one.when is None or book.holds(one.when, scope):
            label = book.text(one.title, scope)
            found = answers.said(book, one, cell, scope) or ["·"] * (one.id == at.field)
            things += [Thing(text, label=label, strong=one.id == at.field) for text in found]
    return things, ""


def _of_one_field(book: Book, field: AnyField, cell: Mapping[str, Any], scope: Scope) -> list[Thing]:
    said = answers.said(book, field, cell, scope)
    if isinstance(field, ListField):
        return [Thing(text, lead=str(n), strong=n == len(said)) for n, text in enumerate(said, 1)]
    if isinstance(field, TextField):
        return [part for text in said for part in _as_written(text)]
    return [Thing(text) for text in said]


def _as_written(text: str) -> list[Thing]:
    """What a person wrote is never read for marks: its lines, and long ones parted between sentences."""
    return [Thing(thing.text) for line in text.split("\n") if line.strip() for thing in in_sentences(line.lstrip("- "))]


def _of_voices(book: Book, step: Ask, at: At, field: AnyField, cells: Cells, scope: Scope) -> tuple[list[Thing], str]:
    n = len([by for by, cell in cells if answers.said(book, field, cell, scope)])
    lang = book.session.lang
    said = t("room.have_answered", lang, n=n) if n else ""
    given = [cell for _, cell in cells]
    if spread := answers.spread_out(book, field, given, scope) if n else []:
        return spread, " · ".join(filter(None, (said, _mean(book, field, given))))
    things = [
        Thing(text, note=name_of(book, step, by, at.stop.at))
        for by, cell in cells
        for text in answers.said(book, field, cell, scope)
    ]
    if not any(thing.note for thing in things):  # the order tells nothing
        things.sort(key=lambda thing: thing.text)
    return things, said if not any(thing.note for thing in things) else ""


def _mean(book: Book, field: AnyField, cells: Sequence[Mapping[str, Any]]) -> str:
    values = answers.numbers(field, cells)
    if len(values) < 2 or not isinstance(field, ScaleField | NumberField):
        return ""
    lang = book.session.lang
    mean, low, high = sum(values) / len(values), min(values), max(values)
    return t(
        "room.mean", lang, mean=language.number(mean, lang, 1), low=language.number(low, lang), high=language.number(high, lang)
    )


# -------------------------------------------------------------------------------------------------------------- all rows


def _all_rows(book: Book, step: Ask, at: At, field: AnyField, of: str) -> Shown:
    """One question about each of several: every row with what was answered."""
    ids = [row.id for row in book.rows(step, at.stop.at)]
    rows, here, beyond = near(ids, ids.index(of) if of in ids else 0)
    things = [_row(book, step, at, field, row, row == of and bool(at.of)) for row in rows]
    return Shown(question(book, step, at, of), things=things, at=here, beyond=beyond)


def _row(book: Book, step: Ask, at: At, field: AnyField, of: str, here: bool) -> Thing:
    name = answers.label(book, of)
    scope = Scope(step=step.id, at=at.stop.at, of=of)
    cells = [cell for _, cell in _cells(book, step, at, of)]
    values = answers.numbers(field, cells)
    lang = book.session.lang
    if isinstance(field, ScaleField | NumberField):
        mean = sum(values) / len(values) if values else None
        part = (mean - field.min) / (field.max - field.min) if isinstance(field, ScaleField) and mean is not None else None
        figure = language.number(mean, lang, None if mean == int(mean) else 1) if mean is not None else ""
        apart = f"{language.number(min(values), lang)}–{language.number(max(values), lang)}" if len(values) > 1 else ""
        return Thing(name, figure=figure, part=part, note=apart, strong=here)
    said = [one for cell in cells for one in answers.said(book, field, cell, scope)]
    return Thing(name, note=" · ".join(said), strong=here)


# ------------------------------------------------------------------------------------------------------------- a journey


def _journey(book: Book, step: Ask, at: At, field: AnyField | None, of: str, place: str) -> Shown:
    """One stage and its answers to the question at hand, and the feelings of the whole journey; above the questions the names
    of the stages."""
    rows = book.rows(step, at.stop.at)
    index = next((n for n, row in enumerate(rows) if row.id == of), 0)
    curve = _curve(book, step, at, [row.id for row in rows], index)
    if field is None or not rows:
        things = [Thing(answers.label(book, row.id), lead=str(n), strong=n - 1 == index) for n, row in enumerate(rows, 1)]
        return Shown(question(book, step, at), things=things, curve=curve, at=index)
    scope = Scope(step=step.id, at=at.stop.at, of=of)
    asked = words(book, field.prompt or step.room or step.prompt or field.title, scope)
    things, said = _at_one_place(book, _alone_with(step, field), at, field, of)
    things = [Thing(one.text, note=one.note, figure=one.figure, part=one.part, strong=one.strong) for one in things]
    stage = t("room.stage", book.session.lang, n=index + 1, of=len(rows)) if place else ""
    name = answers.label(book, of)
    return Shown(asked, above=name, place=stage, things=things, said=said, curve=curve, newest=isinstance(field, ListField))


def _alone_with(step: Ask, field: AnyField) -> Ask:
    from msgspec.structs import replace

    return replace(step, fields=[field])


def _curve(book: Book, step: Ask, at: At, rows: Sequence[str], here: int) -> Curve | None:
    field = next((one for one in step.fields if isinstance(one, ScaleField) and one.curve), None)
    if field is None:
        return None
    levels: list[int | None] = []
    for of in rows:
        values = answers.numbers(field, [cell for _, cell in _cells(book, step, at, of)])
        levels.append(round(sum(values) / len(values) - field.min) if values else None)
    return Curve(tuple(levels), field.steps, here) if any(level is not None for level in levels) else None
