"""What a cell of a table answers to a field: the words of a spreadsheet, read as the field's editor reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session import fields, pasted
from workshop.session.book import Book
from workshop.session.choices import meant, offered
from workshop.session.fields import OTHER
from workshop.session.model import Cell
from workshop.session.scope import Scope
from workshop.text import clean, fold

_SEVERAL = re.compile(r"[;\n]")


def answered(book: Book, field: AnyField, text: str, scope: Scope, cell: Cell, today: date) -> Mapping[str, Any]:
    """What to set for a cell with words in it, by name. Raises Refused where they are no answer to the field."""
    value = _value(book, field, text, scope, cell, today)
    values = value if isinstance(value, dict) else {field.id: value}
    return {name: fields.kept(book, [field], name, one, scope, cell.get(name)) for name, one in values.items()}


def entries(text: str) -> list[str]:
    """The entries of a list that a cell holds, one a line, their marks taken off."""
    return pasted.read(text).lines if "\n" in text else [clean(text, multiline=False)]


def _value(book: Book, field: AnyField, text: str, scope: Scope, cell: Cell, today: date) -> Any:
    lang = book.session.lang
    match field:
        case TextField():
            return text if field.lines > 1 else " ".join(text.split())
        case ListField():
            return entries(text)
        case ChoiceField():
            return _chosen(book, field, text, scope, cell, lang)
        case YesNoField():
            return _truth(text)
        case DateField():
            return language.parse_day(text, lang, today) or text
        case ScaleField():
            return _mark(book, field, text, scope)
    return text


def _mark(book: Book, field: ScaleField, text: str, scope: Scope) -> Any:
    """A figure, or the label of one."""
    if len(field.labels) == field.steps:
        for mark, label in enumerate(field.labels, field.min):
            if (words := fold(book.text(label, scope))) and words == fold(text):
                return mark
    return text


def _truth(text: str) -> bool:
    typed = fold(text)
    for value, key in ((True, "landing.true"), (False, "landing.false")):
        if any(typed == word for lang in language.languages() for word in t(key, lang).split()):
            return value
    raise Refused("session.not_yesno")


def _chosen(book: Book, field: ChoiceField, text: str, scope: Scope, cell: Cell, lang: str) -> Any:
    options = [option for option in offered(book, field, scope, lang) if option.id != OTHER]
    whole = meant(options, text, whole=True)
    if not field.many:
        found = whole or (None if field.other else meant(options, text))
        if found is None and field.other:
            return {field.id: OTHER, f"{field.id}_other": text}
        return found or text
    parts = [text] if whole else [part for part in (one.strip() for one in _SEVERAL.split(text)) if part]
    if len(parts) == 1 and not whole and "," in text:
        parts = [one.strip() for one in text.split(",") if one.strip()]
    chosen, own = [], []
    for part in parts:
        one = meant(options, part, whole=field.other)
        if one is None and field.other:
            own.append(part)
        else:
            chosen.append(one or part)
    if own:
        return {field.id: [*dict.fromkeys(chosen), OTHER], f"{field.id}_other": ", ".join(own)}
    return list(dict.fromkeys(chosen))
