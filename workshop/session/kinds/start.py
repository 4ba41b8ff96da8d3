"""Beginning with a copy (`start`): of items for the list kinds, of earlier values for ask, sort, matrix and group.

What is copied is the facilitator's to change; what it came from stays beside it (`src`, the same row in the earlier step), so
that the difference can be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from typing import Any

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.list import ListField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.model import Answered, AnySource, Source
from workshop.session import fields
from workshop.session.book import Book
from workshop.session.changes import TakeStart
from workshop.session.kinds.list import count_at, home_of, items_at, with_items
from workshop.session.logged import LOG_FIELDS
from workshop.session.model import Cell, Group, Item, Session, Spot, new_id, with_answer
from workshop.session.scope import Scope
from workshop.session.spots import AnyAnswered, check_by, check_of, check_room, has_rows, name_of, title

LAST_ROUND = "last_round"


def taken(book: Book, step: AnyAnswered, change: TakeStart) -> Session:
    """The session with the start of a step copied into it: all of it, or the items named."""
    if change.of:
        check_of(book, step, change.at, change.of)
    if change.by:
        check_by(book, step, change.by)
    if isinstance(step, ListStep):
        return _items(book, step, change)
    if isinstance(step, Ask | Sort | Matrix | GroupStep) and (change.items is None or change.items):
        if book.latest(step, change.at) > 1:
            return own_last_round(step, book.session, change.at)
        return _values(book, step, change)
    return book.session


# ------------------------------------------------------------------------------------------------------------- items


def _items(book: Book, step: ListStep, change: TakeStart) -> Session:
    if step.chain or change.items == []:
        return book.session  # a chain's start is what its first entry is asked of; nothing taken: declined
    rows = [change.of] if change.of or not has_rows(step) else [row.id for row in book.rows(step, change.at)]
    home = home_of(step)
    items = dict(items_at(book.session, home))
    before = len(items)
    wanted = None if change.items is None else set(change.items)
    found: set[str] = set()
    for of, by in product(rows, _takers(book, step, change)):
        offers = [item for item in book.offers(step, change.at, of, by) if wanted is None or item.id in wanted]
        found |= {item.id for item in offers}
        if step.max is not None:
            round = book.latest(step, change.at)
            if count_at(book.session, step, round, change.at, of, by) + len(offers) > step.max:
                raise Refused("session.list_full", step=title(book, step), n=step.max)
        for offer in offers:
            copy = _copy(book, step, offer, items, Spot(book.latest(step, change.at), change.at, of, "", by))
            items[copy.id] = copy
    for id in change.items or ():
        if id not in found:
            raise Refused("session.no_item", item=name_of(book, id))
    if len(items) == before:
        return book.session
    check_room(book, len(items) - before)
    return with_items(book.session, home, items)


def _takers(book: Book, step: ListStep, change: TakeStart) -> Sequence[str]:
    """Each team begins with copies of its own; what several people begin with is nobody's yet."""
    if change.by or step.by not in book.scenario.teams or book.session.alone:
        return [change.by]
    return book.voices(step) or [""]


def _copy(book: Book, step: ListStep, offer: Item, items: Mapping[str, Item], spot: Spot) -> Item:
    home = home_of(step)
    kept: dict[str, Any] = {"step": step.id} if home.log else {}
    where = Item(id="", by=spot.by, of=spot.of, at=spot.at, round=spot.round)
    if offer.id not in items and any(written.id == offer.id for written in step.items):
        # A written item keeps its id and stores no text: so it follows the language.
        return replace(where, id=offer.id, fields=kept)
    allowed = [*LOG_FIELDS.get(home.log, ()), *step.fields]
    scope = Scope(step=step.id, at=spot.at, of=spot.of, by=spot.by)
    for field in allowed:
        value = offer.get(field.id)
        if value is not None:
            with suppress(Refused):
                kept[field.id] = fields.kept(book, allowed, field.id, value, scope)
    return replace(where, id=new_id(), text=offer.text or name_of(book, offer.id), src=(offer.id,), fields=kept)


# ------------------------------------------------------------------------------------------------------------ values


def own_last_round(step: Answered, session: Session, at: str) -> Session:
    """The session with the round at hand of a step begun as its last one ended, wherever nothing is said yet."""
    if isinstance(step, ListStep) or not isinstance(step, Ask | Sort | Matrix | GroupStep):
        return session
    latest = session.progress_of(step.id, at).rounds
    answer = session.answer(step.id)
    cells = dict(answer.cells)
    for spot, cell in answer.cells.items():
        if spot.round == latest - 1 and spot.at == at:
            cells.setdefault(spot._replace(round=latest), cell)
    return session if len(cells) == len(answer.cells) else with_answer(session, step.id, replace(answer, cells=cells))


def _values(book: Book, step: Ask | Sort | Matrix | GroupStep, change: TakeStart) -> Session:
    answer = book.session.answer(step.id)
    cells = dict(answer.cells)
    rows = [change.of] if change.of or not has_rows(step) else [row.id for row in book.rows(step, change.at)]
    columns = [column.id for column in book.columns(step, change.at)] if isinstance(step, Ask) and step.across else [""]
    voices = [change.by] if change.by else book.voices(step) or [""]
    for name in _names(step.start):
        source, _, part = name.partition(".")
        earlier = book.scenario.step_by_id.get(source)
        if not isinstance(earlier, type(step)) or not isinstance(earlier, AnyAnswered):
            continue
        for of, across, by in product(rows, columns, voices):
            spot = Spot(1, change.at, of, across, by)
            said = _said(book, earlier, spot, same_loop=earlier.section == step.section)
            begun = _begun(book, step, part, spot, cells.get(spot, {}), said)
            if begun:
                cells[spot] = begun
    return book.session if cells == answer.cells else with_answer(book.session, step.id, replace(answer, cells=cells))


def _names(source: AnySource | None) -> Iterator[str]:
    if isinstance(source, str):
        yield source
    elif isinstance(source, Source):
        yield from [source.from_] if isinstance(source.from_, str) else source.from_ or []
    else:
        for one in source or ():
            yield from _names(one)


def _said(book: Book, earlier: AnyAnswered, spot: Spot, *, same_loop: bool) -> list[Cell]:
    """What was said earlier for the same row, or for what the row came from: by the same voice, else by all."""
    row = book.item(spot.of) if spot.of else None
    alike = {spot.of, *(row.src if row is not None else ())}
    found: list[tuple[str, Cell]] = []
    for other, cell in book.session.answer(earlier.id).cells.items():
        if same_loop and other.at != spot.at:
            continue
        if other.of in alike and other.across == spot.across and other.round == book.latest(earlier, other.at):
            found.append((other.by, cell))
    own = [cell for by, cell in found if by == spot.by]
    return own if own and spot.by else [cell for _, cell in found]


def _begun(
    book: Book, step: Ask | Sort | Matrix | GroupStep, part: str, spot: Spot, cell: Cell, said: Sequence[Cell]
) -> dict[str, Any]:
    """The cell with what was said earlier in it, wherever nothing is said yet."""
    begun = dict(cell)
    if isinstance(step, Ask):
        scope = Scope(step.id, spot.round, spot.at, spot.of, spot.across, spot.by)
        for field in step.fields:
            source = part or field.id
            if field.id not in begun and (not part or field.id == part or len(step.fields) == 1):
                value = _value(book, step, field, [other[source] for other in said if source in other], scope)
                if value is not None:
                    begun[field.id] = value
                    if value == fields.OTHER and f"{source}_other" in said[0]:
                        begun[f"{field.id}_other"] = said[0][f"{source}_other"]
    elif isinstance(step, GroupStep):
        if "groups" not in begun and said:
            there = {item.id for item in book.material(step, spot.at, spot.of)}
            groups: tuple[Group, ...] = said[0].get("groups", ())
            copies = tuple(
                Group(id=new_id(), name=group.name, items=tuple(item for item in group.items if item in there))
                for group in groups
                if not group.gone
            )
            if copies:
                begun["groups"] = copies
    else:
        placed = {**_places(book, step, spot, said), **begun.get("place", {})}
        if placed:
            begun["place"] = placed
    return begun


def _value(book: Book, step: Ask, field: AnyField, values: Sequence[Any], scope: Scope) -> Any:
    if isinstance(field, ListField):
        entries = [entry for value in values if isinstance(value, tuple) for entry in value if not entry.gone]
        return tuple(Item(id=new_id(), text=entry.text, src=(entry.id,)) for entry in entries) or None
    value = _common(values)
    if isinstance(field, ScaleField) and isinstance(value, float):
        value = int(value + 0.5) if value >= 0 else -int(0.5 - value)
    with suppress(Refused):
        return fields.kept(book, step.fields, field.id, value, scope)
    return None


def _common(values: Iterable[Any]) -> Any:
    """The mean of numbers, else what most said (of several as common, the first)."""
    given = [value for value in values if value is not None and not isinstance(value, tuple)]
    if not given:
        return None
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in given):
        return given[0] if len(given) == 1 else sum(given) / len(given)
    most, _ = Counter(map(repr, given)).most_common(1)[0]
    return next(value for value in given if repr(value) == most)


def _places(book: Book, step: Sort | Matrix, spot: Spot, said: Sequence[Cell]) -> dict[str, Any]:
    placed: dict[str, Any] = {}
    for item in book.material(step, spot.at, spot.of):
        ids = (item.id, *item.src)
        found = [place for cell in said for id, place in cell.get("place", {}).items() if id in ids]
        if not found:
            continue
        if isinstance(step, Sort):
            place = _common(found)
            if any(place == other.id for other in step.places):
                placed[item.id] = place
        else:
            along = {axis: min(step.steps, max(1, round(_common(place[axis] for place in found)))) for axis in ("x", "y")}
            placed[item.id] = along
    return placed
