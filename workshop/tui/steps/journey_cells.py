"""What stands in one cell of the journey grid, as pieces to draw, and what is typed or pressed there, as values to keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.duration import DurationField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.model import Option
from workshop.session.book import Book
from workshop.session.fields import OTHER
from workshop.session.model import Cell, Item, live
from workshop.session.scope import Scope
from workshop.text import fold
from workshop.tui.rows import Span, accent, faint
from workshop.tui.steps.journey_layout import LEVELS, Piece, level_of

DIGITS = 9  # as many answers as can be given with one key

# ------------------------------------------------------------------------------------------------------ what is there


def entries_of(cell: Cell, field: AnyField) -> tuple[Item, ...]:
    """The entries of a list cell that are not gone."""
    found = cell.get(field.id)
    return tuple(live(found)) if isinstance(found, tuple) else ()


def answers_in(cell: Cell, fields: Sequence[AnyField]) -> int:
    """How many answers a cell holds: every entry of a list counts."""
    return sum(len(entries_of(cell, field)) if isinstance(field, ListField) else field.id in cell for field in fields)


def is_answered(cell: Cell, field: AnyField) -> bool:
    found = cell.get(field.id)
    return any(not entry.gone for entry in found or ()) if isinstance(field, ListField) else found is not None


# ----------------------------------------------------------------------------------------------------------- drawing


class Reading(NamedTuple):
    """What it takes to put values into words."""

    book: Book
    lang: str

    def title(self, option: Option) -> str:
        return self.book.text(option.title)

    def pieces(self, field: AnyField, cell: Cell, scope: Scope) -> tuple[Piece, ...]:
        """What was answered: nothing, one piece, or one for each entry or chosen option."""
        value = cell.get(field.id)
        if isinstance(field, ListField):
            return tuple(Piece(entry.text) for entry in entries_of(cell, field))
        if value is None:
            return ()
        if isinstance(field, ScaleField) and isinstance(value, int):
            return (self.mark(field, value),)
        if isinstance(field, ChoiceField):
            titles = {option.id: self.title(option) for option in self.book.options(field, scope)}
            own = str(cell.get(f"{field.id}_other") or t("grid.other", self.lang))
            titles[OTHER] = own if field.other else titles.get(OTHER, "")
            return tuple(Piece(titles.get(id) or self.book.label(id) or id) for id in chosen_in(value))
        return (Piece(self.words(field, value)),)

    def words(self, field: AnyField, value: Any) -> str:
        """A value as it is read in a cell."""
        if isinstance(field, YesNoField):
            return t("grid.yes" if value else "grid.no", self.lang)
        text = self.typed(field, value)
        return f"{text} {field.unit}" if isinstance(field, NumberField) and field.unit and text else text

    def typed(self, field: AnyField, value: Any) -> str:
        """A value as it stands on the line where it is mended: what is read back gives the same value."""
        if value is None:
            return ""
        if isinstance(value, date):
            return language.day(value, self.lang, self.book.session.changed.date())
        if isinstance(value, int | float) and not isinstance(value, bool):
            return language.number(value, self.lang)
        return str(value)

    def evidence(self, field: AnyField, cell: Cell) -> tuple[Piece, ...]:
        text = cell.get(f"{field.id}_evidence")
        return (Piece(str(text), (faint("– "),)),) if field.evidence and text else ()

    def mark(self, field: ScaleField, value: int) -> Piece:
        """A feeling in one row: its height, its figure, its word."""
        width = max(len(figure(field, field.min)), len(figure(field, field.max)))
        sign = LEVELS[level_of(value, field.min, field.max)]
        word = self.label(field, value)
        return Piece(word, (accent(sign), Span(f" {figure(field, value):>{width}}{'  ' if word else ''}")), "ink")

    def label(self, field: ScaleField, value: int) -> str:
        at = value - field.min
        return self.book.text(field.labels[at]) if 0 <= at < len(field.labels) else ""

    def offered(self, field: AnyField, cell: Cell, scope: Scope, typed: str = "") -> tuple[Piece, ...]:
        """The answers to choose from, each with its digit and its dot; with `typed` those it could mean."""
        value = cell.get(field.id)
        rows: list[tuple[str, bool]]
        if isinstance(field, YesNoField):
            rows = [(t("grid.yes", self.lang), value is True), (t("grid.no", self.lang), value is False)]
        elif isinstance(field, ScaleField):
            marks = range(field.min, field.max + 1)
            rows = [(f"{figure(field, mark)}  {self.label(field, mark)}".rstrip(), value == mark) for mark in marks]
        elif isinstance(field, ChoiceField):
            chosen = chosen_in(value)
            rows = [(self.title(option), option.id in chosen) for option in self.book.options(field, scope)]
            if field.other:
                own = str(cell.get(f"{field.id}_other") or "")
                word = t("grid.other", self.lang)
                rows.append((f"{word}: {own}" if own and OTHER in chosen else word, OTHER in chosen))
        else:
            return ()
        wide = len(str(len(rows)))
        wanted = fold(typed)
        pieces = []
        for at, (word, is_chosen) in enumerate(rows, 1):
            own_words = isinstance(field, ChoiceField) and field.other and at == len(rows)
            if wanted and not own_words and not _means(wanted, at, word):
                continue
            key = "a" if own_words else str(at)
            lead = (Span(f"{key:>{wide}} ", "soft"), accent("● ") if is_chosen else faint("○ "))
            pieces.append(Piece(word, lead, "ink" if is_chosen else "soft"))
        return tuple(pieces)


def figure(field: ScaleField, value: int) -> str:
    """`+2`, `0`, `−1` where a scale has two sides, else the number."""
    if field.min >= 0:
        return str(value)
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def chosen_in(value: Any) -> tuple[str, ...]:
    """The ids in a choice, one or many."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _means(wanted: str, at: int, word: str) -> bool:
    return wanted == str(at) or wanted in fold(word)


# --------------------------------------------------------------------------------------------------- what is answered


def takes_line(field: AnyField, options: int) -> bool:
    """Whether one types in the cell; else a key is the answer."""
    if isinstance(field, ScaleField):
        return field.max - field.min >= DIGITS
    if isinstance(field, ChoiceField):
        return options > DIGITS
    return not isinstance(field, YesNoField)


NO_ANSWER: Any = object()


def by_key(field: AnyField, key: str, options: Sequence[Option], value: Any) -> Any:
    """The answer that one key gives in a cell without a line (None clears); NO_ANSWER: the key means nothing there."""
    if key == "0":
        return None
    if isinstance(field, YesNoField):
        return {"1": True, "j": True, "y": True, "2": False, "n": False}.get(key, NO_ANSWER)
    if isinstance(field, ScaleField) and key in ("+", "-", "−"):
        if value is None:
            return (field.min + field.max + 1) // 2
        return max(field.min, min(field.max, value + (1 if key == "+" else -1)))
    if len(key) != 1 or key not in "123456789":
        return NO_ANSWER
    at = int(key) - 1
    if isinstance(field, ScaleField):
        return field.min + at if field.min + at <= field.max else NO_ANSWER
    if isinstance(field, ChoiceField) and at < len(options):
        return toggled(field, value, options[at].id)
    return NO_ANSWER


def toggled(field: ChoiceField, value: Any, id: str) -> Any:
    """A choice with this option taken: of several, added or taken out again."""
    if not field.many:
        return id
    chosen = chosen_in(value)
    return [other for other in chosen if other != id] or None if id in chosen else [*chosen, id]


def meant(options: Sequence[tuple[str, str]], typed: str) -> str | None:
    """The id of the option that was typed: by its number, whole, as its beginning, or within it."""
    wanted = fold(typed)
    if not wanted:
        return None
    if wanted.isdecimal() and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1][0]
    folded = [(id, fold(title)) for id, title in options]
    tests = (lambda title: title == wanted, lambda title: title.startswith(wanted), lambda title: wanted in title)
    return next((id for test in tests for id, title in folded if test(title)), None)


def from_line(field: AnyField, text: str, lang: str, today: date) -> Any:
    """What was typed, as the change takes it (None clears). What cannot be read is handed on: the refusal says why."""
    if not text.strip():
        return None
    if isinstance(field, DateField):
        return language.parse_day(text, lang, today) or text
    return text


def placeholder(field: AnyField, lang: str) -> str:
    """What to type, in an empty cell."""
    if isinstance(field, DateField):
        return t("grid.type_date", lang)
    if isinstance(field, DurationField):
        return t("grid.type_duration", lang)
    if isinstance(field, NumberField):
        return field.unit
    return ""
