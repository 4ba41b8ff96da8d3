"""Every text that was written in a session, where it stands, and the Change that makes it another. Pure.

What is hidden now, what is gone and what belongs to a step that fell away is not among it: nobody finds, by looking for a word,
what a colleague wrote in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from workshop.language import t
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered
from workshop.session import flow, layers
from workshop.session.book import Book
from workshop.session.changes import (
    AnyChange,
    EditEntry,
    EditItem,
    EditPerson,
    NameGroup,
    SetField,
    SetHeader,
    SetItemField,
    SetReason,
)
from workshop.session.flow import Stop
from workshop.session.model import Group, Item, Spot, live
from workshop.session.scope import Scope
from workshop.session.spots import has_rows, log_of
from workshop.text import fold_signs, spans_in

HEADER = ("title", "client", "place", "facilitator", "summary")
NAMED = ("owner", "why", "decided_by", "answer")


class Written(NamedTuple):
    """One text, and where it stands: `stop`, `of`, `field`, `across`, `by`, `id` (an entry, an item, a person) as a pane's
    place has them; `pile` where it was captured. `where` in words."""

    text: str
    where: str
    become: Callable[[str], AnyChange]
    stop: Stop | None = None
    of: str = ""
    field: str = ""
    across: str = ""
    by: str = ""
    id: str = ""
    pile: str = ""


class Hit(NamedTuple):
    """A text with what was looked for in it, as (start, end) of each."""

    written: Written
    spans: tuple[tuple[int, int], ...]


# ------------------------------------------------------------------------------------------------------------ looking


def find(book: Book, wanted: str, stop: Stop | None = None) -> list[Hit]:
    """Every text with `wanted` in it, in the order of the session; of one stop alone where that is given.

    Case and accents make no difference, but å, ä and ö are letters of their own.
    """
    folded = fold_signs(wanted.strip())[0]
    if not folded:
        return []
    found = ((one, spans_in(one.text, folded)) for one in written(book) if stop is None or one.stop == stop)
    return [Hit(one, spans) for one, spans in found if spans]


def replaced(hit: Hit, wanted: str, new: str) -> str:
    """The text with what was found replaced. Written small, both, a capital that was there stays one."""
    text, out, last = hit.written.text, [], 0
    follows = wanted == wanted.lower() and new == new.lower()
    for start, end in hit.spans:
        capital = follows and text[start : start + 1].isupper()
        out += [text[last:start], new[:1].upper() + new[1:] if capital else new]
        last = end
    return "".join([*out, text[last:]])


# --------------------------------------------------------------------------------------------------- what is written


def is_hidden(book: Book, step: AnyStep, at: str = "") -> bool:
    """Whether what others said in a step is hidden now."""
    if book.session.alone or not isinstance(step, Answered) or not step.is_hidden:
        return False
    return not book.session.progress_of(step.id, at).shown


def written(book: Book) -> Iterator[Written]:
    """Every text that may be seen, in the order of the session: steps, then what was captured, people, the header."""
    for stop in flow.all_stops(book):
        step = book.scenario.step_by_id[stop.step]
        if not is_hidden(book, step, stop.at):
            yield from _of_step(book, step, stop)
    yield from _of_logs(book)
    for person in book.session.present:
        if person.name:
            yield Written(person.name, t("session.people"), _person(person.id), id=person.id)
    for key in HEADER:
        text = getattr(book.session, key)
        if text:
            yield Written(text, t("finding.header.title" if key == "title" else f"finding.{key}"), _header(key), field=key)


def _of_step(book: Book, step: AnyStep, stop: Stop) -> Iterator[Written]:
    if isinstance(step, ListStep) and not log_of(step):
        for item in book.source(step.id, Scope(step=step.id, at=stop.at)):
            if item.at == stop.at:
                yield from _of_item(book, item, step, _where(book, stop, item.of), stop)
    elif isinstance(step, Ask | GroupStep | Vote):
        round = book.latest(step, stop.at)
        rows = layers.row_ids(book, step, stop.at) if has_rows(step) else None
        for spot, cell in book.answer(step.id).cells.items():
            if (spot.round, spot.at) == (round, stop.at) and (rows is None or spot.of in rows):
                yield from _of_cell(book, step, stop, spot, cell)


def _of_cell(book: Book, step: Ask | GroupStep | Vote, stop: Stop, spot: Spot, cell: Any) -> Iterator[Written]:
    place: dict[str, Any] = {"stop": stop, "of": spot.of, "across": spot.across, "by": spot.by}
    where = _where(book, stop, spot.of, spot.across)
    if isinstance(step, GroupStep):
        for group in cell.get("groups", ()):
            if isinstance(group, Group) and not group.gone and group.name:
                change = _in_cell(NameGroup, step, spot, "name", id=group.id)
                yield Written(group.name, where, change, **{**place, "of": group.id, "id": group.id})
        return
    if isinstance(step, Vote):
        if text := cell.get("reason"):
            yield Written(str(text), where, _in_cell(SetReason, step, spot, "text"), **place)
        return
    for field in step.fields:
        at = f"{where} · {book.text(field.title)}" if field.id != "value" else where
        for name in (field.id, f"{field.id}_other", f"{field.id}_evidence"):
            value = cell.get(name)
            if isinstance(value, tuple):
                for entry in live(one for one in value if isinstance(one, Item)):
                    change = _in_cell(EditEntry, step, spot, "text", field=name, id=entry.id)
                    yield Written(entry.text, at, change, field=field.id, id=entry.id, **place)
            elif isinstance(value, str) and (name != field.id or isinstance(field, TextField)):
                yield Written(value, at, _in_cell(SetField, step, spot, "value", field=name), field=name, **place)


def _of_item(book: Book, item: Item, step: ListStep | None, where: str, stop: Stop | None, pile: str = "") -> Iterator[Written]:
    """The words of a thing, and of its fields."""
    home = step.id if step is not None else ""
    own = {field.id: field for field in step.fields} if step is not None else {}
    at: dict[str, Any] = {"stop": stop, "of": item.id, "id": item.id, "pile": pile, "by": item.by}
    text = item.text or book.label(item.id)
    if text:
        yield Written(text, where, _item(item.id, home), **at)
    for name, value in item.fields.items():
        base = name.removesuffix("_other").removesuffix("_evidence")
        field = own.get(base)
        is_text = isinstance(field, TextField) or (field is not None and name != base) or (bool(pile) and name in NAMED)
        if not is_text or not isinstance(value, str) or not value:
            continue
        title = book.text(field.title) if field is not None else t(f"finding.{name}")
        yield Written(value, f"{where} · {title}", _item(item.id, home, name), field=name, **at)


def _of_logs(book: Book) -> Iterator[Written]:
    """What was captured, and what the steps of actions and decisions hold."""
    for log in ("actions", "decisions", "parked", "notes"):
        for item in live(getattr(book.session, log)):
            step = book.scenario.step_by_id.get(str(item.get("step", "")))
            own = step if isinstance(step, ListStep) and log_of(step) == log else None
            if own is not None and is_hidden(book, own, item.at):
                continue
            stop = Stop(own.id, item.at) if own is not None else None
            where = _where(book, stop, item.of) if stop is not None else t(f"finding.{log}")
            yield from _of_item(book, item, own, where, stop, log)


def _where(book: Book, stop: Stop, *ids: str) -> str:
    """`Resan · Söker`: the step, the item of its section, the row and the column."""
    step = book.scenario.step_by_id[stop.step]
    return " · ".join([book.text(step.title), *(label for id in (stop.at, *ids) if id and (label := book.label(id)))])


def _in_cell(kind: Any, step: AnyStep, spot: Spot, name: str, **given: Any) -> Callable[[str], AnyChange]:
    at = {"step": step.id, "at": spot.at, "of": spot.of, "across": spot.across, "by": spot.by}
    return lambda new: kind(**at, **given, **{name: new})


def _item(id: str, step: str, field: str = "") -> Callable[[str], AnyChange]:
    if field:
        return lambda new: SetItemField(id=id, field=field, value=new, step=step)
    return lambda new: EditItem(id=id, text=new, step=step)


def _person(id: str) -> Callable[[str], AnyChange]:
    return lambda new: EditPerson(id=id, name=new)


def _header(key: str) -> Callable[[str], AnyChange]:
    return lambda new: SetHeader(key=key, value=new)
