"""An ask: one value for each section item, row, column and voice; what the scope leaves open becomes a list, in that order.

Where both a column and the voices stay open the voices collapse first: numbers to their mean, else to the most common.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds.ask import Ask
from workshop.session import functions, layers, people
from workshop.session.env import NOTHING, Env, Nothing, Value, flat, items_in
from workshop.session.model import Cell, Item, Spot
from workshop.session.values import fields

if TYPE_CHECKING:
    from workshop.session.book import Book

Path = tuple[str, ...]

BESIDE = ("_other", "_evidence")


def value(book: Book, step: Ask, path: Path, env: Env) -> Value:
    name = path[0] if path else ""
    field = field_of(step, name)
    if field is not None or beside(step, name):
        if field is not None and path[1:] == ("chosen",):
            return chosen(book, step, field, env)
        return book.walk(read(book, step, name, env), path[1:], env)
    if name == "round":
        return max((layers.latest(book, step, at) for at in layers.ats(book, step, env)[0]), default=1)
    if name == "count":
        return sum(1 for spot in spots(book, step, env) if is_given(book, step, spot))
    if not step.fields:
        return None
    if name == "chosen":
        return tuple({one.id: one for field in step.fields for one in chosen(book, step, field, env)}.values())
    return book.walk(read(book, step, step.fields[0].id, env), path, env)


def of_item(book: Book, step: Ask, item: Item, path: Path, env: Env) -> Value | Nothing:
    if path[-1:] == ("chosen",):
        return _times_chosen(book, step, item, path[:-1], env)
    found, _ = layers.ats(book, step, env)
    if step.has_rows and any(item.id in layers.row_ids(book, step, at) for at in found):
        return _of(book, step, path, env, of=item.id)
    if people.many_voices(book, step):
        voice = layers.voice_of(book, step, item)
        if voice is not None:
            return value(book, step, path, env._replace(by=voice))
    if step.across is not None and any(item.id == column.id for at in found for column in layers.columns(book, step, at)):
        return _of(book, step, path, env, across=item.id)
    section = layers.loop_of(book, step)
    if section is not None and item.id in layers.loop_ids(book, section):
        return value(book, step, path, env._replace(at=item.id))
    return NOTHING


def _of(book: Book, step: Ask, path: Path, env: Env, of: str = "", across: str = "") -> Value:
    name = path[0] if path else ""
    if field_of(step, name) is None and not beside(step, name):
        if name == "round":
            return value(book, step, path, env)
        if name == "count":
            return sum(1 for spot in spots(book, step, env, of, across) if is_given(book, step, spot))
        if not step.fields:
            return None
        path = (step.fields[0].id, *path)
    return book.walk(read(book, step, path[0], env, of, across), path[1:], env)


def items(book: Book, step: Ask, path: Path, env: Env) -> tuple[Item, ...]:
    """Its rows; the entries of a field; what was chosen among items; any other answer taken as an item."""
    if path:
        if path == ("chosen",):
            return items_in(value(book, step, path, env))
        field = field_of(step, path[0])
        if field is None or len(path) > 1:
            return items_in(value(book, step, path, env))
        return answers(book, step, field, env)
    if step.has_rows:
        found, _ = layers.ats(book, step, env)
        rows = (row for at in found if layers.is_active(book, step, at) for row in layers.rows(book, step, at))
        return tuple({row.id: row for row in rows}.values())
    return answers(book, step, step.fields[0], env) if step.fields else ()


def own(book: Book, step: Ask, name: str, env: Env) -> Value | Nothing:
    """A field of the step at hand by its bare id: at the row, column and voice at hand, open where none is."""
    if field_of(step, name) is None and not beside(step, name):
        return NOTHING
    return read(book, step, name, env, env.of, env.across)


# ------------------------------------------------------------------------------------------------------------- reading


def field_of(step: Ask, name: str) -> AnyField | None:
    return next((field for field in step.fields if field.id == name), None)


def beside(step: Ask, name: str) -> str:
    """The field that `x_other` or `x_evidence` stands beside."""
    for tail in BESIDE:
        if name.endswith(tail) and field_of(step, name.removesuffix(tail)) is not None:
            return name.removesuffix(tail)
    return ""


def read(book: Book, step: Ask, name: str, env: Env, of: str = "", across: str = "") -> Value:
    """The values of a field (or of what stands beside one), by section item, row, column and voice."""

    take = reader(book, step, name)
    voices, many = layers.voices_to_read(book, step, env)

    def at_item(at: str) -> Value:
        round = layers.round_of(book, step, at, env)
        cells = book.answer(step.id).cells if round else {}
        open_columns = step.across is not None and not across

        def by_voice(row: str, column: str) -> Value:
            found = []
            for voice in voices:
                spot = Spot(round, at, row, column, voice)
                cell = cells.get(spot)
                found.append(take(cell, spot) if cell else None)
            if not many:
                return found[0] if found else None
            return functions.collapse(found) if open_columns else tuple(found)

        def by_column(row: str) -> Value:
            if open_columns:
                return tuple(by_voice(row, column.id) for column in layers.columns(book, step, at))
            return by_voice(row, across)

        if step.has_rows and not of:
            return tuple(by_column(row.id) for row in layers.rows(book, step, at))
        return by_column(of)

    return layers.over_ats(book, step, env, at_item)


def one(book: Book, step: Ask, name: str, cell: Cell, spot: Spot) -> Value:
    """The value of a field in one cell."""
    return reader(book, step, name)(cell, spot)


def reader(book: Book, step: Ask, name: str) -> Callable[[Cell, Spot], Value]:
    """What reads a field (or what stands beside one) out of a cell; of a field whose condition does not hold, none."""
    field = field_of(step, name)
    base = field or field_of(step, beside(step, name))
    if base is None:
        return lambda cell, spot: None

    def take(cell: Cell, spot: Spot) -> Value:
        stored = cell.get(name)
        if stored is None or (base.when is not None and not is_asked(book, step, base, spot)):
            return None
        return fields.value_of(book, field, stored, cell.get(other)) if field is not None else fields.text(stored)

    other = f"{name}_other"
    return take


def is_asked(book: Book, step: Ask, field: AnyField, spot: Spot) -> bool:
    """Whether the condition of a field holds, in one cell."""
    if field.when is None:
        return True

    def work() -> bool:
        return book.holds_in(field.when, env_at(book, step, spot))

    # Remembered: a condition may rest on the fields before it, whose conditions rest on those before them.
    return book.remember(("asked", step.id, field.id, spot), work, False)


def env_at(book: Book, step: Any, spot: Spot) -> Env:
    item = book.item(spot.of or spot.at)
    return Env(step=step.id, round=spot.round, at=spot.at, of=spot.of, across=spot.across, by=spot.by, item=item)


def is_given(book: Book, step: Ask, spot: Spot) -> bool:
    """Whether anything was answered there."""
    cell = book.answer(step.id).cell(spot)
    if not cell:
        return False
    return any(functions.is_there(one(book, step, field.id, cell, spot)) for field in step.fields)


def spots(book: Book, step: Ask, env: Env, of: str = "", across: str = "") -> list[Spot]:
    """Every spot that could hold an answer, in order."""
    found = []
    voices, _ = layers.voices_to_read(book, step, env)
    for at in layers.ats(book, step, env)[0]:
        round = layers.round_of(book, step, at, env)
        if not round or not layers.is_active(book, step, at):
            continue
        rows = [row.id for row in layers.rows(book, step, at)] if step.has_rows and not of else [of]
        columns = [across]
        if step.across is not None and not across:
            columns = [column.id for column in layers.columns(book, step, at)]
        found += [Spot(round, at, row, column, voice) for row in rows for column in columns for voice in voices]
    return found


# ------------------------------------------------------------------------------------------------- answers as items


def chosen(book: Book, step: Ask, field: AnyField, env: Env) -> tuple[Item, ...]:
    """What was chosen among items, by anybody, each once."""
    if not isinstance(field, ChoiceField) or field.from_ is None:
        return ()
    return items_in(read(book, step, field.id, env))


def _times_chosen(book: Book, step: Ask, item: Item, path: Path, env: Env) -> Value | Nothing:
    asked = [field for field in step.fields if isinstance(field, ChoiceField) and field.from_ is not None]
    if path:
        asked = [field for field in asked if (field.id,) == path]
    if not asked:
        return NOTHING

    def count() -> dict[str, int]:
        values = (one for field in asked for one in flat(read(book, step, field.id, env)))
        return functions.tally(one.id for one in values if isinstance(one, Item))

    nothing: dict[str, int] = {}
    return book.remember(("chosen", step.id, path, env.outside()), count, nothing).get(item.id, 0)


def answers(book: Book, step: Ask, field: AnyField, env: Env) -> tuple[Item, ...]:
    """The answers to a field as items, each `of` its row: entries and chosen items are items already."""
    if isinstance(field, ListField) or (isinstance(field, ChoiceField) and field.from_ is not None):
        return items_in(read(book, step, field.id, env))
    found: dict[str, Item] = {}
    for spot in spots(book, step, env):
        cell = book.answer(step.id).cell(spot)
        given = one(book, step, field.id, cell, spot) if cell else None
        for part in flat(given):
            words = book.title(part)
            if words:
                id = _answer_id(step, field, spot, part if isinstance(given, tuple) else None)
                found[id] = Item(id=id, text=words, of=spot.of, at=spot.at, by=spot.by, round=spot.round)
    return tuple(found.values())


def _answer_id(step: Ask, field: AnyField, spot: Spot, part: Value) -> str:
    """`<row>.<field>`, without a row `<step>.<field>`; more only where that leaves several: the section's item and the column
    before it, the option and the voice after it."""
    names = (spot.at, spot.of or step.id, spot.across, field.id, str(part) if part is not None else "", spot.by)
    return ".".join(name for name in names if name)
