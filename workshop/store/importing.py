"""What a file holds into a step of a session file, under its lock; or, dry, only what would come of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from workshop.errors import Refused, WorkshopError
from workshop.language import t
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Answered
from workshop.session import landing, layers, people
from workshop.session.book import Book
from workshop.session.changes import AddEntry, AddItem, AddItems, AnyChange, Place, Put, SetField
from workshop.session.desk import Desk
from workshop.session.landing import Landing
from workshop.session.pasted import Pasted
from workshop.session.spots import unnamed
from workshop.store.books import read_book
from workshop.store.faults import in_words
from workshop.store.sitting import open_desk
from workshop.text import fold


class Brought(NamedTuple):
    landing: Landing
    words: list[str]  # each thing and answer in a line, to be read before it is done


def bring_in(
    path: str | os.PathLike[str],
    step: str,
    pasted: Pasted,
    *,
    row: str | None = None,
    field: str | None = None,
    by: str | None = None,
    at: str | None = None,
    dry_run: bool = False,
    tell: Callable[[str], object] = lambda _: None,
) -> Brought:
    """Put `pasted` into the step of this id or title. `row`, `field`, `by` (ids or words) say where it begins and whose it is,
    `at` for which item of its section.

    Refused where there is no such step, row, field or voice, or the session says no to a change: then nothing is changed.
    `Held` where the session is open elsewhere; a dry run reads what was last saved, and needs no lock.
    """
    if dry_run:
        book = read_book(path, tell=tell)
        found = _land(book, step, pasted, row, field, by, at)
        desk = Desk(book.scenario, book.session)
        desk.do_all(found.changes)
        return Brought(found, _in_words(desk.book, found.changes))
    desk, opened = open_desk(path)
    try:
        if opened.saver is None:
            raise WorkshopError("store.newer", path=opened.path)
        for told in in_words(opened.notes, opened.path):
            tell(told)
        found = _land(desk.book, step, pasted, row, field, by, at)
        desk.do_all(found.changes)
        words = _in_words(desk.book, found.changes)
    finally:
        saved = opened.close()
    if not saved and opened.saver is not None:
        raise WorkshopError("cli.apply.not_saved", path=path, reason=opened.saver.status.reason or "")
    if opened.saver is not None and opened.saver.status.note is not None:
        tell(str(opened.saver.status.note))
    return Brought(found, words)


def _land(book: Book, step: str, pasted: Pasted, row: str | None, field: str | None, by: str | None, at: str | None) -> Landing:
    found = _named([(one.id, book.text(one.title)) for one in book.scenario.steps if isinstance(one, Answered)], step)
    if found is None:
        known = ", ".join(one.id for one in book.scenario.steps if isinstance(one, Answered))
        raise Refused("cli.import.no_step", step=step, known=known)
    at_hand = book.scenario.step_by_id[found]
    item = _at(book, at_hand, at)
    place = landing.Place(
        at=item,
        of=_wanted("row", row, [(one.id, book.label(one.id)) for one in book.rows(at_hand, item)]),
        field=_wanted("field", field, [(one.id, book.text(one.title)) for one in getattr(at_hand, "fields", ())]),
        by=_voice(book, at_hand, by),
    )
    if isinstance(at_hand, Ask) and not pasted.is_table and row is None and field is None and at_hand.has_rows:
        raise Refused("cli.import.say_where", step=book.text(at_hand.title))
    return landing.land(book, found, pasted, place)


def _at(book: Book, step: AnyStep, at: str | None) -> str:
    """The item of the step's section, where that is taken for each of some."""
    section = book.scenario.section_by_id.get(step.section) if step.section else None
    items = layers.loop_items(book, section) if section is not None and section.each is not None else ()
    if items and at is None:
        known = ", ".join(book.label(item.id) for item in items)
        raise Refused("cli.import.say_at", step=book.text(step.title), known=known)
    return _wanted("at", at, [(item.id, book.label(item.id)) for item in items])


def _voice(book: Book, step: object, by: str | None) -> str:
    """Whose answers they are; "" for the group's, and for things nobody is named for."""
    if not isinstance(step, Answered) or step.by == "group" or book.session.alone:
        return ""
    if by is None:
        if isinstance(step, ListStep):
            return ""
        raise Refused("cli.import.say_who", step=book.text(step.title))
    if people.nameless(book, step):
        raise Refused("session.nameless", step=book.text(step.title))
    if step.by == "each" and unnamed(book.session):
        return by
    return _wanted("by", by, [(id, book.label(id)) for id in book.voices(step)])  # type: ignore[arg-type]


def _wanted(what: str, given: str | None, known: Sequence[tuple[str, str]]) -> str:
    if given is None:
        return ""
    found = _named(known, given)
    if found is None:
        raise Refused(f"cli.import.no_{what}", given=given, known=", ".join(title or id for id, title in known))
    return found


def _named(known: Sequence[tuple[str, str]], given: str) -> str | None:
    """The id of what is called so: by its id (with `-` for `_`), else by its words."""
    wanted = given.replace("-", "_")
    return next((id for id, _ in known if id in (given, wanted)), None) or next(
        (id for id, title in known if fold(title) == fold(given)), None
    )


def _in_words(book: Book, changes: Sequence[AnyChange]) -> list[str]:
    """Each thing and each answer as one line."""
    return [line for change in changes for line in _line(book, change)]


def _line(book: Book, change: AnyChange) -> list[str]:
    match change:
        case AddItems():
            beside = change.fields or [{}] * len(change.texts)
            heads = [*filter(None, [book.label(change.of)])]
            both = zip(change.texts, beside, strict=True)
            return [" · ".join([*heads, text, *(book.title(value) for value in given.values())]) for text, given in both]
        case AddItem():
            return [change.text]
        case AddEntry() | SetField():
            step = book.scenario.step_by_id[change.step]
            title = next((book.text(one.title) for one in getattr(step, "fields", ()) if one.id == change.field), "")
            said_value = change.text if isinstance(change, AddEntry) else _value(book, step, change)
            return [" · ".join(filter(None, [book.label(change.of), book.label(change.across), title, said_value]))]
        case Place():
            step = book.scenario.step_by_id[change.step]
            places = getattr(step, "places", ())
            title = next((book.text(one.title) for one in places if one.id == change.place), change.place)
            return [f"{book.label(change.item)} · {title}"]
        case Put():
            return [f"{book.label(change.item)} · {change.x} · {change.y}"]
    return []


def _value(book: Book, step: object, change: SetField) -> str:
    from workshop.scenario.fields.choice import ChoiceField
    from workshop.session.choices import chosen_in, offered
    from workshop.session.scope import Scope

    field = next((one for one in getattr(step, "fields", ()) if one.id == change.field), None)
    if isinstance(field, ChoiceField):
        scope = Scope(step=change.step, of=change.of, across=change.across, by=change.by)
        titles = {one.id: one.title for one in offered(book, field, scope, book.session.lang)}
        return ", ".join(titles.get(id, id) for id in chosen_in(change.value))
    if isinstance(change.value, bool):
        return t("ask.yes" if change.value else "ask.no")
    return book.title(change.value)
