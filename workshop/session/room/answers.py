"""Answers in the fewest words, for a wall: what one voice said to a field, and how the answers of several lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import language
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session import people
from workshop.session.book import Book
from workshop.session.env import is_number
from workshop.session.model import Item
from workshop.session.room.page import Thing
from workshop.session.scope import Scope

OTHER = "other"


def said(book: Book, field: AnyField, cell: Mapping[str, Any], scope: Scope) -> list[str]:
    """What stands in a cell, a text for each entry or choice; nothing where it was not answered."""
    value = cell.get(field.id)
    if value is None or value == "":
        return []
    if isinstance(field, ListField) and isinstance(value, tuple):
        return [entry.text for entry in value if isinstance(entry, Item) and not entry.gone]
    if isinstance(field, ListField) and isinstance(value, list):
        return [str(text) for text in value]
    if isinstance(field, ChoiceField):
        own = cell.get(f"{field.id}_other") if field.other else None
        titles = _titles(book, field, scope)
        chosen = value if isinstance(value, (tuple, list)) else (value,)
        words = (own if id == OTHER and own else titles.get(str(id)) or label(book, str(id)) for id in chosen)
        return [str(one) for one in words if one]
    return [drawn(book, field, value)]


def _titles(book: Book, field: ChoiceField, scope: Scope) -> dict[str, str]:
    """What can be chosen, by id; things of the group are called as they are elsewhere on the wall."""
    options = book.options(field, scope)
    return {one.id: label(book, one.id) if field.from_ is not None else book.text(one.title, scope) for one in options}


def drawn(book: Book, field: AnyField, value: Any) -> str:
    """One value in words."""
    lang = book.session.lang
    if isinstance(field, ScaleField) and is_number(value):
        figure = figure_of(field, value, lang)
        word = scale_label(book, field, value)
        return f"{figure} {word}" if word else figure
    if isinstance(field, NumberField) and is_number(value):
        return language.number(value, lang) + (f"\u00a0{field.unit}" if field.unit else "")
    return book.title(value) if not isinstance(value, str) else value


def figure_of(field: ScaleField, value: float, lang: str) -> str:
    """A mark; with its sign where there are marks below zero."""
    digits = 0 if value == int(value) else 1
    return ("+" if field.min < 0 < value else "") + language.number(value, lang, digits)


def scale_label(book: Book, field: ScaleField, value: float) -> str:
    at = value - field.min
    if at != int(at) or not field.labels:
        return ""
    if len(field.labels) == 2 and field.steps != 2:  # at its ends alone
        ends = {0: 0, field.steps - 1: 1}
        return book.text(field.labels[ends[int(at)]]) if int(at) in ends else ""
    return book.text(field.labels[int(at)]) if 0 <= at < len(field.labels) else ""


def numbers(field: AnyField, cells: Sequence[Mapping[str, Any]]) -> list[float]:
    found: list[Any] = [cell.get(field.id) for cell in cells]
    return [float(value) for value in found if is_number(value)]


def spread_out(book: Book, field: AnyField, cells: Sequence[Mapping[str, Any]], scope: Scope) -> list[Thing]:
    """How the answers of several lie: each mark or option with how many chose it. Nothing for a field of free words."""
    marks: list[tuple[str, int]]
    if isinstance(field, ScaleField) and field.steps <= 11:
        values = numbers(field, cells)
        marks = [(drawn(book, field, mark), values.count(mark)) for mark in range(field.min, field.max + 1)]
    elif isinstance(field, YesNoField):
        given = [cell.get(field.id) for cell in cells]
        marks = [(book.title(truth), given.count(truth)) for truth in (True, False)]
    elif isinstance(field, ChoiceField):
        chosen = [one for cell in cells for one in said(book, field, cell, scope)]
        known = _titles(book, field, scope).values()
        marks = [(words, chosen.count(words)) for words in dict.fromkeys([*known, *chosen])]
        marks.sort(key=lambda pair: -pair[1])
    else:
        return []
    most = max((n for _, n in marks), default=0)
    lang = book.session.lang
    return [
        Thing(words, figure=language.number(n, lang), part=n / most if most else 0.0, strong=bool(n) and n == most)
        for words, n in marks
    ]


def is_somebody(book: Book, item: Item) -> bool:
    """Whether a thing is a participant or a team."""
    return book.session.person(item.id) is not None or item.get("teams") is not None


def label(book: Book, id: str) -> str:
    """The text of a thing. A participant, or a team that is called by its members, has no name where none is to be seen."""
    item = book.item(id)
    return label_of(book, item) if item is not None else ""


def label_of(book: Book, item: Item) -> str:
    """The same, of a thing at hand."""
    if book.session.names != "never":
        return book.label_of(item)
    ids = [person.id for person in book.session.people]
    if item.id in ids:
        return language.t("expression.person", book.session.lang, n=ids.index(item.id) + 1)
    teams = item.get("teams")
    if teams is not None:
        given = book.scenario.teams.get(str(teams))
        titles = {team.id: book.text(team.title) for team in given.teams} if given is not None else {}
        known = [team.id for team in people.team_items(book, str(teams))]
        number = known.index(item.id) + 1 if item.id in known else 1
        return titles.get(item.id) or language.t("room.team", book.session.lang, n=number)
    return book.label_of(item)
