"""Lines, nested lines and tables into a list: a thing a line, its fields in the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from workshop.errors import Refused
from workshop.language import languages, t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.text import TextField
from workshop.scenario.fields.yesno import YesNoField
from workshop.scenario.kinds.list import ListStep
from workshop.session import capture
from workshop.session.book import Book
from workshop.session.changes import AddItem, AddItems, AnyChange
from workshop.session.landing import Landing, Left, Place, heads, values
from workshop.session.model import new_id
from workshop.session.pasted import Cells, Pasted, Thing
from workshop.session.recapture import SIGN
from workshop.session.scope import Scope
from workshop.session.spots import log_of
from workshop.text import clean, fold


def land(book: Book, step: ListStep, pasted: Pasted, place: Place, today: date) -> Landing:
    if pasted.is_table and len(columns(step)) > 1:
        return _table(book, step, pasted, place, today)
    if step.each is not None and (any(thing.depth for thing in pasted.things) or not place.of):
        return _nested(book, step, pasted, place, today)
    things, left = _without_heads(pasted.things)
    changes = adding(book, step, [thing.text for thing in things], place, today)
    return Landing(tuple(changes), len(things), left=(*left, *_beside(pasted)))


def into_source(book: Book, step: Any, pasted: Pasted) -> Landing:
    """Lines into the one list that a step works on."""
    source = open_list(book, getattr(step, "from_", None))
    if source is None:
        return Landing(refused=t("landing.nowhere", step=book.text(step.title)))
    return land(book, source, pasted, Place(), date.today())


def open_list(book: Book, source: object) -> ListStep | None:
    """The list that a source is, where more can be added to it."""
    step = book.scenario.step_by_id.get(source) if isinstance(source, str) else None
    return step if isinstance(step, ListStep) and not step.closed and step.each is None and not log_of(step) else None


def adding(book: Book, step: ListStep, texts: Sequence[str], place: Place, today: date) -> list[AnyChange]:
    """A thing for each text; of actions and decisions each is read as a line of capture."""
    if not texts:
        return []
    log = log_of(step)
    if not log:
        return [AddItems(step=step.id, texts=list(texts), of=place.of, by=place.by, at=place.at)]
    read = [capture.read(text, lang=book.session.lang, today=today, people=_people(book), sign=SIGN[log]) for text in texts]
    said, fields = [one.text or text for one, text in zip(read, texts, strict=True)], [dict(one.fields) for one in read]
    return [AddItems(step=step.id, texts=said, fields=fields, of=place.of, at=place.at)]


def _people(book: Book) -> list[str]:
    return [person.name for person in book.session.present if person.name]


def _without_heads(things: Sequence[Thing]) -> tuple[list[Thing], list[Left]]:
    """In a list without headings, the heading of a text is none of its things."""
    kept = [thing for thing in things if not thing.head]
    if not kept:
        return list(things), []
    return kept, [Left(thing.line, thing.text, t("landing.heading")) for thing in things if thing.head]


def _beside(pasted: Pasted) -> list[Left]:
    return [Left(thing.line, thing.text, t("landing.beside")) for thing in pasted.beside]


# ------------------------------------------------------------------------------------------------------------- nested


def _nested(book: Book, step: ListStep, pasted: Pasted, place: Place, today: date) -> Landing:
    """Headings with things below them: each under the row of its name, which is made where the rows are a list's."""
    rows = {fold(book.label(row.id)): row.id for row in reversed(book.rows(step, place.at))}
    source = open_list(book, step.each)
    made: list[AnyChange] = []
    under: list[tuple[str, str]] = []  # (row, text) in order
    left: list[Left] = []
    for head, below in _by_heads(pasted.things):
        row = rows.get(fold(head.text)) if head is not None else place.of
        if head is not None and row is None and below and source is not None:
            row = rows[fold(head.text)] = new_id()
            made.append(AddItem(step=source.id, id=row, text=head.text))
        if row is None and place.of and head is not None:
            under += [(place.of, thing.text) for thing in (head, *below)]
        elif not row:
            left += [Left(thing.line, thing.text, t("landing.no_row")) for thing in ([head] if head else []) + below]
        else:
            under += [(row, thing.text) for thing in below]
    changes = [
        change
        for row, together in groupby(under, key=lambda pair: pair[0])
        for change in adding(book, step, [text for _, text in together], place._replace(of=row), today)
    ]
    return Landing((*made, *changes), len(made) + len(under), left=(*left, *_beside(pasted)))


def _by_heads(things: Sequence[Thing]) -> Iterator[tuple[Thing | None, list[Thing]]]:
    """Each outermost thing with those below it."""
    head: Thing | None = None
    below: list[Thing] = []
    for thing in things:
        if thing.depth and head is not None:
            below.append(thing)
            continue
        if head is not None:
            yield head, below
        head, below = thing, []
    if head is not None:
        yield head, below


# -------------------------------------------------------------------------------------------------------------- table


def columns(step: ListStep) -> list[AnyField]:
    """What a thing of the list says of itself, in the order of its columns; the first is its words."""
    own = {"actions": ("owner", "due", "done"), "decisions": ("why", "decided_by", "review")}.get(step.kind, ())
    of_log: list[AnyField] = [_log_field(name) for name in own if name != "done"]
    last: list[AnyField] = [_log_field("done")] if "done" in own else []
    return [TextField(id="text", title=step.title), *of_log, *step.fields, *last]


def _log_field(name: str) -> AnyField:
    kind: Any = {"due": DateField, "review": DateField, "done": YesNoField}.get(name, TextField)
    return kind(id=name, title=name)  # type: ignore[no-any-return]


def names(book: Book, step: ListStep, field: AnyField) -> tuple[str, ...]:
    """What a column of this may be called."""
    if field.id in ("text", "owner", "due", "done", "why", "decided_by", "review") and field not in step.fields:
        said = [word for lang in languages() for word in t(f"landing.columns.{field.id}", lang).split(",")]
        return (*(word.strip() for word in said), field.id, *((book.text(step.title),) if field.id == "text" else ()))
    return heads.titles(book, field)


def _table(book: Book, step: ListStep, pasted: Pasted, place: Place, today: date) -> Landing:
    fields = columns(step)
    rows, left = list(pasted.rows), _beside(pasted)
    named = heads.head(rows[0].cells, heads.known([names(book, step, field) for field in fields])) if len(rows) > 1 else None
    if named is not None:
        places = list(named.places)
        if 0 not in places and places[0] is None:
            places[0] = 0  # a head that calls the things something of its own
        unknown = [cell for cell, at in zip(rows[0].cells, places, strict=True) if cell and at is None]
        left += [Left(rows[0].line, cell, t("landing.no_column")) for cell in unknown]
        rows = rows[1:]
    else:
        if pasted.headed:
            left.append(Left(rows[0].line, " ".join(filter(None, rows[0].cells)), t("landing.head")))
            rows = rows[1:]
        width = len(rows[0].cells) if rows else 0
        if width > len(fields):
            return Landing(refused=t("landing.too_wide", n=width, there=len(fields)))
        places = list(range(width))
    texts: list[str] = []
    given: list[dict[str, Any]] = []
    for row in rows:
        if any(row.cells):
            text, values_, faults = _row(book, step, row, places, fields, place, today)
            left += faults
            if text:
                texts.append(text)
                given.append(values_)
    add = AddItems(step=step.id, texts=texts, fields=given, of=place.of, by=place.by, at=place.at)
    return Landing((add,) if texts else (), len(texts), left=tuple(sorted(left)))


def _row(
    book: Book, step: ListStep, row: Cells, places: Sequence[int | None], fields: Sequence[AnyField], place: Place, today: date
) -> tuple[str, dict[str, Any], list[Left]]:
    """The words of a row, its fields, and what of it did not fit."""
    text, left = "", []
    given: dict[str, Any] = {}
    scope = Scope(step=step.id, at=place.at, of=place.of, by=place.by)
    for cell, at in zip(row.cells, places, strict=True):
        if not cell or at is None:
            continue
        if at == 0:
            text = clean(cell, multiline=False)
            continue
        try:
            given.update(values.answered(book, fields[at], cell, scope, {}, today))
        except Refused as refusal:
            left.append(Left(row.line, cell, str(refusal)))
    if not text:
        return "", {}, [Left(row.line, " ".join(filter(None, row.cells)), t("landing.no_text"))]
    if owner := given.get("owner"):
        given["owner"] = _whole_name(book, str(owner))
    return text, given, left


def _whole_name(book: Book, owner: str) -> str:
    """A participant's whole name for a first name."""
    return capture.owner_in(f"@{owner}", _people(book))[0] if len(owner.split()) == 1 else owner
