"""What stands in one cell of the journey grid, as pieces to draw. What is typed or pressed there is for the fields' editors."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.choices import Offered, chosen_in, meant
from workshop.session.fields import OTHER
from workshop.session.model import Cell, Item
from workshop.text import fold
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import Asked
from workshop.tui.fields.choice import offered
from workshop.tui.fields.list import entries
from workshop.tui.fields.scale import figure, key_of, label_of
from workshop.tui.rows import Span, accent, faint, soft
from workshop.tui.steps.journey_layout import LEVELS, level_of
from workshop.tui.steps.journey_pieces import Piece

CHOSEN, OPEN = accent("● "), faint("○ ")


def answers_in(cell: Cell, fields: Sequence[AnyField]) -> int:
    """How many answers a cell holds: every entry of a list counts."""
    count = 0
    for field in fields:
        value = cell.get(field.id)
        if isinstance(field, ListField):
            count += sum(1 for entry in value or () if not entry.gone)
        else:
            count += value is not None
    return count


def is_answered(cell: Cell, field: AnyField) -> bool:
    return answers_in(cell, (field,)) > 0


def entry_piece(entry: Item) -> Piece:
    return Piece(entry.text, press=f"entry {entry.id}")


def pieces(asked: Asked) -> tuple[Piece, ...]:
    """What was answered: nothing, one piece, or one for each entry or chosen option."""
    field, value = asked.field, asked.value
    if isinstance(field, ListField):
        return tuple(map(entry_piece, entries(asked)))
    if value is None:
        return ()
    if isinstance(field, ScaleField) and isinstance(value, int):
        return (mark(asked, field, value),)
    words = editor_of(field).words
    if isinstance(field, ChoiceField) and field.many:
        return tuple(Piece(words(asked._replace(cell={**asked.cell, field.id: [id]}))) for id in chosen_in(value))
    return (Piece(words(asked)),)


def evidence(asked: Asked) -> tuple[Piece, ...]:
    return (Piece(asked.evidence, (faint("– "),)),) if asked.field.evidence and asked.evidence else ()


def mark(asked: Asked, field: ScaleField, value: int) -> Piece:
    """A feeling in one row: its height, its figure, its word."""
    width = max(len(figure(field, field.min)), len(figure(field, field.max)))
    sign = LEVELS[level_of(value, field.min, field.max)]
    word = label_of(asked, value)
    return Piece(word, (accent(sign), Span(f" {figure(field, value):>{width}}{'  ' if word else ''}")), "ink")


def offers(asked: Asked, typed: str = "") -> tuple[Piece, ...]:
    """The answers to choose from, each with its key and its dot; with `typed` those it could mean."""
    field, value = asked.field, asked.value
    if isinstance(field, YesNoField):
        word = editor_of(field).words
        both = (("1", True), ("2", False))
        return tuple(_offer(key, word(asked._replace(cell={field.id: truth})), value is truth) for key, truth in both)
    if isinstance(field, ScaleField):
        marks = range(field.min, field.max + 1)
        return tuple(_offer(key_of(field, at), _mark_words(asked, field, at), value == at) for at in marks)
    if isinstance(field, ChoiceField):
        options, chosen = offered(asked), chosen_in(value)
        wide = len(str(len(options)))
        found = [(at, option) for at, option in enumerate(options, 1) if not typed or _could_be(at, option, typed)]
        return tuple(_offer(f"{at:>{wide}}", _title(asked, option, chosen), option.id in chosen) for at, option in found)
    return ()


def _offer(key: str, word: str, chosen: bool) -> Piece:
    return Piece(word, (soft(f"{key} "), CHOSEN if chosen else OPEN), "ink" if chosen else "soft", key.strip())


def _mark_words(asked: Asked, field: ScaleField, value: int) -> str:
    return f"{figure(field, value)}  {label_of(asked, value)}".rstrip()


def _title(asked: Asked, option: Offered, chosen: Sequence[str]) -> str:
    own = str(asked.cell.get(f"{asked.field.id}_other") or "")
    return f"{option.title}: {own}" if option.id == OTHER and own and OTHER in chosen else option.title


def _could_be(at: int, option: Offered, typed: str) -> bool:
    return fold(typed) == str(at) or meant([option], typed) is not None or option.id == OTHER
