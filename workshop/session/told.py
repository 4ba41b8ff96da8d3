"""What was done, in words; and what is gone and can be brought back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workshop.language import say, t
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Section
from workshop.session import changes as c
from workshop.session.book import Book
from workshop.session.changes import AnyChange
from workshop.session.model import LOGS, Group, Item, Session

REMOVALS: frozenset[type[Any]] = frozenset(
    {c.RemoveItem, c.RemoveEntry, c.RemovePerson, c.MergeItems, c.MergeGroups, c.BreakGroup}
)
_FLOW: frozenset[type[Any]] = frozenset({c.GoTo, c.MarkDone, c.NextItem})
CUT = 60
"""A text in a sentence is no longer than this."""


class Removed(NamedTuple):
    """Something gone: what it is called, where it was, and the change that brings it back."""

    text: str
    where: str
    restore: c.RestoreItem


# ------------------------------------------------------------------------------------------------------------ telling


def told(before: Book, changes: Sequence[AnyChange]) -> str:
    """One sentence about what these changes did. `before` is the book they were applied to."""
    # Going on is told only where nothing else was done.
    telling = [change for change in changes if type(change) not in _FLOW]
    telling = telling or [change for change in changes if not isinstance(change, c.GoTo)] or list(changes)
    if not telling:
        return ""
    sentences = list(dict.fromkeys(_one(before, change) for change in telling[:2]))
    if len(telling) == 1 or (len(telling) == 2 and len(sentences) == 1):
        return sentences[0]
    if all(isinstance(change, c.Evaluate) for change in telling):
        return t("session.done.Evaluate", n=len(telling))
    return t("session.done.several", n=len(telling))


def _one(book: Book, change: AnyChange) -> str:
    name = type(change).__name__
    key = f"session.done.{name}"
    hanging = 0
    values: dict[str, object] = _values(book, change)
    match change:
        case c.RemoveItem() | c.RemoveEntry():
            hanging = hanging_on(book, change.id)
        case c.RemovePerson():
            hanging = said_by(book.session, change.id)
        case c.BreakGroup():
            hanging = hanging_on(book, change.id)
        case c.SetField() | c.SetItemField():
            key += "_none" if change.value is None else ""
        case c.MarkDone():
            key += "" if change.done else "_not"
        case c.Skip():
            key += "" if change.skipped else "_back"
        case c.Show():
            key += "" if change.shown else "_not"
        case c.Capture():
            key += f"_{change.what}"
        case c.SetKind():
            key += f"_{change.what}"
        case c.MakeGroup():
            key += "" if change.name.strip() else "_none"
        case c.MoveToGroup():
            key += "_none" if change.group is None else ""
        case c.Give():
            key += "" if change.n else "_none"
        case c.SetHeader():
            key += f"_{change.key}"
        case c.SetPlan():
            key += _planned(change)
        case _:
            pass
    if hanging:
        return say(f"{key}_with", None, {**values, "n": hanging})
    return say(key, None, values)


def _planned(change: c.SetPlan) -> str:
    from msgspec import UNSET

    # with the minutes or what is dropped may come what the plan promised, which nobody asked for
    given = [name for name in ("taken", "minutes", "dropped", "start", "end") if getattr(change, name) is not UNSET]
    if given == ["minutes", "dropped"]:
        return ""
    return "_when" if given == ["start", "end"] else f"_{given[0]}" if given else ""


_OF: Mapping[type[Any], Callable[[Any], str]] = {
    c.MergeItems: lambda change: change.into,
    c.MergeGroups: lambda change: change.into,
    c.Place: lambda change: change.item,
    c.Put: lambda change: change.item,
    c.Unplace: lambda change: change.item,
    c.Give: lambda change: change.item,
    c.Tally: lambda change: change.item,
    c.Skip: lambda change: change.row,
    c.NextItem: lambda change: change.item,
}


def _values(book: Book, change: AnyChange) -> dict[str, object]:
    values: dict[str, object] = {}
    id = _OF[type(change)](change) if type(change) in _OF else str(getattr(change, "id", "") or "")
    text = getattr(change, "text", None) or getattr(change, "name", None) or (book.label(id) if id else "")
    if isinstance(change, c.EditItem | c.EditEntry | c.EditPerson | c.NameGroup):
        text = book.label(change.id) or text
    values["text"] = cut(str(text)) or t("session.unnamed")
    place = getattr(change, "step", "") or getattr(change, "section", "")
    values["step"] = _title(book, place)
    if isinstance(change, c.SetField | c.SetItemField):
        values["field"] = _field(book, change)
    if isinstance(change, c.SetTeam | c.SetRole):
        values["text"] = cut(_called(book, change))
    for name in ("ids", "items", "texts"):
        found = getattr(change, name, None)
        if isinstance(found, list | tuple):
            values["n"] = len(found)
    if isinstance(change, c.AddItems):
        values["n"] = len(change.texts)
    if isinstance(change, c.Evaluate):
        values["n"] = 1
    if isinstance(change, c.CarryOver):
        values["n"] = len(change.actions)
    if isinstance(getattr(change, "n", None), int):
        values["n"] = change.n  # type: ignore[union-attr]
    return values


def cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CUT else line[: CUT - 1].rstrip() + "…"


def _title(book: Book, id: str) -> str:
    part: AnyStep | Section | None = book.scenario.step_by_id.get(id) or book.scenario.section_by_id.get(id)
    return book.scenario.text(part.title, book.session.lang) if part is not None else id


def _called(book: Book, change: c.SetTeam | c.SetRole) -> str:
    if isinstance(change, c.SetRole):
        role = book.scenario.roles.get(change.role)
        return book.scenario.text(role.title, book.session.lang) if role else change.role
    return book.label(change.id) or change.id


def _field(book: Book, change: c.SetField | c.SetItemField) -> str:
    step = book.scenario.step_by_id.get(change.step)
    for field in step.fields if isinstance(step, Ask | ListStep) else ():
        if field.id == change.field:
            return book.scenario.text(field.title, book.session.lang)
    words = t(f"session.field.{change.field}")
    return words if not words.startswith("session.") else _title(book, change.step)


# ------------------------------------------------------------------------------------------------------ what hangs on


def hanging_on(book: Book, id: str) -> int:
    """How many answers go with a thing: what was said about it, of it, given to it, and of what belongs to it in turn."""
    session = book.session
    ids = {id}
    grown = True
    while grown:  # items of the item, items of those …
        belonging = {item.id for item in _all_items(session) if not item.gone and {item.of, item.at} & ids}
        grown = not belonging <= ids
        ids |= belonging
    count = len(ids) - 1
    for answer in session.answers.values():
        for spot, cell in answer.cells.items():
            if ids.isdisjoint((spot.at, spot.of, spot.across)):
                count += sum(1 for about in _about(cell) if about in ids)
            else:
                count += _answers(cell)
    return count


def said_by(session: Session, voice: str) -> int:
    """How many answers a voice has given."""
    count = sum(1 for item in _all_items(session) if item.by == voice and not item.gone)
    for answer in session.answers.values():
        count += sum(_answers(cell) for spot, cell in answer.cells.items() if spot.by == voice)
    return count


def _all_items(session: Session) -> Iterator[Item]:
    for answer in session.answers.values():
        yield from answer.items.values()
    for log in LOGS:
        yield from getattr(session, log).values()


def _answers(cell: Mapping[str, Any]) -> int:
    """How many answers a cell holds: a value is one, each entry, placement and vote is one."""
    count = 0
    for name, value in cell.items():
        if isinstance(value, tuple):
            count += sum(1 for each in value if not each.gone)
        elif isinstance(value, Mapping):
            count += len(value)
        elif not name.endswith("_other"):
            count += 1
    return count


def _about(cell: Mapping[str, Any]) -> Iterator[str]:
    """The items that a cell's placements, votes and groups are about."""
    for value in cell.values():
        if isinstance(value, Mapping):
            yield from value
        elif isinstance(value, tuple):
            for each in value:
                if isinstance(each, Group) and not each.gone:
                    yield from each.items


# ------------------------------------------------------------------------------------------------------------- removed


def removed(book: Book) -> list[Removed]:
    session = book.session
    found: list[Removed] = []
    for step, answer in session.answers.items():
        where = _title(book, step)
        found += _gone(book, answer.items.values(), where, step)
        for spot, cell in answer.cells.items():
            things = [each for value in cell.values() if isinstance(value, tuple) for each in value]
            row = ", ".join(label for layer in (spot.at, spot.of, spot.across) if layer and (label := book.label(layer)))
            found += _gone(book, things, f"{where}, {row}" if row else where, step)
    for log in LOGS:
        found += _gone(book, getattr(session, log).values(), t(f"session.log.{log}"), "")
    people = t("session.people")
    found += [
        Removed(person.name or person.id, people, c.RestoreItem(id=person.id)) for person in session.people if person.gone
    ]
    return found


def _gone(book: Book, things: Iterable[Item | Group], where: str, step: str) -> list[Removed]:
    return [Removed(_name(book, thing), where, c.RestoreItem(id=thing.id, step=step)) for thing in things if thing.gone]


def _name(book: Book, thing: Item | Group) -> str:
    text = thing.name if isinstance(thing, Group) else thing.text
    known = None if text else book.index.find(thing.id, gone=True)
    return text or (known.text if known else "") or t("session.unnamed")
