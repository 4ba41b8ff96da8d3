"""The eight field types by ear: what may be answered, what a line means, the answer in words. Changes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.book import Book
from workshop.session.choices import Offered, chosen_in, meant, offered, titled
from workshop.session.fields import OTHER
from workshop.session.hands import NO, YES
from workshop.session.model import Cell, Item, live
from workshop.session.scope import Scope
from workshop.text import fold, is_blank

ROOM = 70  # characters of choices that are said with their question
FEW = 1_000_000  # hours: more is said as it was typed


class Asked(NamedTuple):
    """One field at one spot, and what has been answered there."""

    book: Book
    field: AnyField
    scope: Scope
    cell: Cell
    lang: str

    @property
    def value(self) -> Any:
        return self.cell.get(self.field.id)

    @property
    def title(self) -> str:
        return self.book.text(self.field.title, self.scope)

    @property
    def question(self) -> str:
        """In full; the title where that is all there is."""
        return self.book.text(self.field.prompt, self.scope) or self.title

    def entries(self) -> list[Item]:
        """What stands in a list field of an ask."""
        return list(live(self.value)) if isinstance(self.value, tuple) else []

    def options(self) -> list[Offered]:
        return offered(self.book, self.field, self.scope, self.lang) if isinstance(self.field, ChoiceField) else []


# ----------------------------------------------------------------------------------------------------------- questions


def how(asked: Asked) -> str:
    """How it is answered, in a few words behind the question; "" where any words will do."""
    field, lang = asked.field, asked.lang
    match field:
        case ScaleField():
            return _scale(asked)
        case ChoiceField():
            short = _short_choices(asked)
            key = ("many_of" if short else "many") if field.many else ("choice_of" if short else "choice")
            return t(f"plain.how.{key}", lang, n=len(asked.options()), options=short)
        case NumberField():
            return t("plain.how.number_of", lang, unit=field.unit) if field.unit else t("plain.how.number", lang)
        case TextField(lines=lines) if lines > 1:
            return t("plain.how.lines", lang)
        case YesNoField() | DateField() | DurationField() | ListField():
            return t(f"plain.how.{field.kind}", lang)
    return ""


def _scale(asked: Asked) -> str:
    field, lang = asked.field, asked.lang
    assert isinstance(field, ScaleField)
    low, high = _label(asked, field.min), _label(asked, field.max)
    key = "plain.how.scale_ends" if low and high else "plain.how.scale"
    return t(key, lang, low=field.min, high=field.max, low_label=low, high_label=high)


def _label(asked: Asked, value: int) -> str:
    """The word of a mark on a scale; "" where it has none."""
    field = asked.field
    assert isinstance(field, ScaleField)
    words = [" ".join(asked.book.text(label, asked.scope).split()) for label in field.labels]
    if len(words) == 2 and field.steps != 2:
        return words[0] if value == field.min else words[1] if value == field.max else ""
    return words[value - field.min] if 0 <= value - field.min < len(words) else ""


def _short_choices(asked: Asked) -> str:
    """The choices in a row, where they are so short that they can be said with every question; else ""."""
    options = asked.options()
    sign = "; " if any("," in option.title for option in options) else ", "
    said = sign.join(f"{at} {option.title.rstrip('.')}" for at, option in enumerate(options, start=1))
    return said if len(said) <= ROOM else ""


def choices(asked: Asked) -> list[str]:
    """What there is to choose among, a line each, where the question does not say it; the marks of a scale that have words of
    their own between its ends."""
    if isinstance(asked.field, ChoiceField) and _short_choices(asked) and not any(one.text for one in asked.options()):
        return []
    if isinstance(asked.field, ScaleField):
        labelled = [(value, _label(asked, value)) for value in range(asked.field.min, asked.field.max + 1)]
        words = [f"{language.number(value, asked.lang)}: {label}" for value, label in labelled if label]
        return words if len(words) > 2 else []
    return [
        f"{at}. {option.title}{'' if option.title.endswith(('.', '?')) else '.'}{f' {option.text}' if option.text else ''}"
        for at, option in enumerate(asked.options(), start=1)
    ]


# --------------------------------------------------------------------------------------------------------------- words


def words(asked: Asked) -> str:
    """The answer on one line; "" where there is none."""
    field, value, lang = asked.field, asked.value, asked.lang
    if value is None:
        return ""
    match field:
        case ListField():
            entries = [entry.text for entry in asked.entries()] if asked.entries() else [str(one) for one in value if one]
            return _row([text for text in entries if isinstance(text, str)]) if value else ""
        case ScaleField() if isinstance(value, int):
            label = _label(asked, value)
            return f"{language.number(value, lang)}, {label}" if label else language.number(value, lang)
        case ChoiceField():
            titles = {option.id: option.title for option in asked.options()}
            return _row([titled(asked.book, field, asked.cell, id, titles, lang) for id in chosen_in(value)])
        case YesNoField():
            return t("ask.yes" if value else "ask.no", lang)
        case NumberField() if isinstance(value, int | float):
            return f"{language.number(value, lang)} {field.unit}".strip()
        case DateField() if isinstance(value, date):
            return language.long_day(value, lang, date.today())
        case DurationField():
            return _duration(str(value), field, lang) or str(value)
    return " ".join(str(value).split())


def _row(texts: list[str]) -> str:
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def _duration(typed: str, field: DurationField, lang: str) -> str:
    """`90` is `1 hour 30 minutes`."""
    found = language.parse_duration(typed, field.day_hours)
    if found is None or found >= FEW * 60:
        return ""
    hours, minutes = divmod(round(found), 60)
    parts = [t("plain.hours", lang, n=hours)] if hours else []
    if minutes or not hours:
        parts.append(t("plain.minutes", lang, n=minutes))
    return " ".join(parts)


def read_back(asked: Asked) -> str:
    """The answer, where what was typed means something else than its letters; "" where it says itself."""
    if isinstance(asked.field, TextField | ListField):
        return ""
    return words(asked)


# ------------------------------------------------------------------------------------------------------------- reading


def read(asked: Asked, typed: str) -> Mapping[str, Any]:
    """What to set for a line, by name. What cannot be read is handed on as it is, and the Desk says why; `Refused` where only
    here it is known."""
    field = asked.field
    match field:
        case ScaleField():
            return {field.id: _mark(asked, typed)}
        case ChoiceField():
            return _many(asked, field, typed) if field.many else _one(asked, field, typed)
        case YesNoField():
            wanted = fold(typed)
            if wanted not in (*YES, *NO):
                raise Refused("session.not_yesno")
            return {field.id: wanted in YES}
        case DateField():
            return {field.id: language.parse_day(typed, asked.lang) or typed}
    return {field.id: typed}


def _mark(asked: Asked, typed: str) -> Any:
    """A figure; or the words of one of the marks."""
    field = asked.field
    assert isinstance(field, ScaleField)
    if language.parse_number(typed, asked.lang) is not None:
        return typed
    labels = {fold(label): value for value in range(field.min, field.max + 1) if (label := _label(asked, value))}
    starts = [value for label, value in labels.items() if label.startswith(fold(typed))]
    return labels.get(fold(typed), starts[0] if len(starts) == 1 else typed)


def _one(asked: Asked, field: ChoiceField, typed: str) -> Mapping[str, Any]:
    options = [option for option in asked.options() if option.id != OTHER or not field.other]
    found = meant(options, typed, whole=field.other)
    if found is None and field.other:
        if fold(typed) in (fold(t("ask.other", asked.lang)), str(len(options) + 1)):
            raise Refused("plain.own_words")
        return {field.id: OTHER, f"{field.id}_other": typed}
    return {field.id: found if found is not None else typed}


def _many(asked: Asked, field: ChoiceField, typed: str) -> Mapping[str, Any]:
    """`1 3`, `1, 3` or titles with commas between; what is no option is own words, where those may be given."""
    options = [option for option in asked.options() if option.id != OTHER or not field.other]
    pieces = re.split(r"[\s,;+]+", typed) if re.fullmatch(r"[\d\s,;+]+", typed) else re.split(r"[,;]", typed)
    if len(pieces) > 1 and (whole := meant(options, typed, whole=True)) is not None:
        return {field.id: [whole]}  # a title with a comma of its own
    chosen: list[str] = []
    own = ""
    for piece in (piece.strip() for piece in pieces if not is_blank(piece)):
        found = meant(options, piece, whole=field.other)
        if found is None and field.other:
            own = f"{own}, {piece}" if own else piece
            found = OTHER
        chosen.append(found if found is not None else piece)
    values: dict[str, Any] = {field.id: list(dict.fromkeys(chosen)) or None}
    return values | ({f"{field.id}_other": own} if own else {})
