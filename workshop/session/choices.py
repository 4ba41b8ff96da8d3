"""The options of a choice as people meet them: by title, own words last; and which of them a typed word means. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.session.book import Book
from workshop.session.fields import OTHER
from workshop.session.model import Cell
from workshop.session.scope import Scope
from workshop.text import fold


class Offered(NamedTuple):
    """An option: its id, its title, what it means."""

    id: str
    title: str
    text: str = ""


def offered(book: Book, field: ChoiceField, scope: Scope, lang: str) -> list[Offered]:
    """The options in order, own words last."""
    options = book.options(field, scope)
    if field.from_ is not None:
        # what people wrote: no words of the scenario, so nothing is put into them
        found = [Offered(option.id, str(option.title)) for option in options]
    else:
        words = [(one_line(book.text(one.title, scope)), one_line(book.text(one.text, scope))) for one in options]
        found = [Offered(option.id, title, text) for option, (title, text) in zip(options, words, strict=True)]
    return [*found, Offered(OTHER, t("ask.other", lang))] if field.other else found


def one_line(text: str) -> str:
    return " ".join(text.split())


def titled(book: Book, field: ChoiceField, cell: Cell, id: str, titles: Mapping[str, str], lang: str) -> str:
    """A chosen option in words: own words as they were written; what is an option no longer by its name."""
    if id == OTHER and field.other:
        own = str(cell.get(f"{field.id}_other") or "")
        return one_line(own) or t("ask.other", lang)
    return titles.get(id) or book.label(id) or id


def chosen_in(value: Any) -> tuple[str, ...]:
    """The ids in a choice, one or many."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(str(id) for id in value)


def toggled(field: ChoiceField, value: Any, id: str, keep: bool = False) -> Any:
    """A choice with this option taken: of several, added, or taken out again (`keep`: added only)."""
    if not field.many:
        return id
    chosen = chosen_in(value)
    if id in chosen:
        return list(chosen) if keep else [other for other in chosen if other != id] or None
    return [*chosen, id]


def meant(options: Sequence[Offered], typed: str, whole: bool = False) -> str | None:
    """The id of the option that was typed: by its number, whole, by its beginning, or by something within it."""
    wanted = fold(typed)
    if not wanted:
        return None
    if wanted.isdecimal() and len(wanted) < 4 and 1 <= int(wanted) <= len(options):
        return options[int(wanted) - 1].id
    folded = [(option.id, fold(option.title)) for option in options]
    tests: list[Callable[[str], bool]] = [lambda title: title == wanted]
    if not whole:
        tests += [lambda title: title.startswith(wanted), lambda title: wanted in title]
    return next((id for test in tests for id, title in folded if test(title)), None)
