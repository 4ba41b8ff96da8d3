"""A list: its items in order; a table where each item has fields; a tree where something was split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workshop.report import log, values
from workshop.report.document import (
    AnyBlock,
    Bullets,
    Cell,
    Column,
    Entry,
    Node,
    Pair,
    RawGroup,
    RawQuestion,
    Row,
    RowGroup,
    Table,
    Tree,
    plain,
)
from workshop.report.sections.common import Place, entry, title_of
from workshop.report.view import View
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.date import DateField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.kinds.list import ListStep
from workshop.session import index
from workshop.session.model import Item
from workshop.session.scope import Scope

KINDS = {"number": "number", "scale": "number", "date": "date", "choice": "choice", "yesno": "mark"}


def items_of(view: View, step: ListStep, at: str | None = None) -> tuple[Item, ...]:
    """The items of a list that this edition shows, in order; at one item of its section, or of all."""
    known = index.raw_items(view.book, step).values()
    logged = step.kind in ("actions", "decisions")
    found = (index.in_words(view.book, step, item) for item in known if not logged or item.get("step") == step.id)
    return tuple(item for item in found if view.shows_item(item) and (at is None or item.at == at))


def fields_of(view: View, step: ListStep) -> list[AnyField]:
    return [field for field in step.fields if view.shows_field(step, field.id)]


def show(view: View, step: ListStep, at: str) -> tuple[AnyBlock, ...]:
    items = items_of(view, step, at)
    if not items:
        return ()
    if step.each is not None:
        return (Tree(title=view.title(step), nodes=_nodes(view, step, at, items)),)
    fields = [field for field in fields_of(view, step) if any(values.answered(field, item.fields) for item in items)]
    if fields:
        return (_table(view, step, items, fields),)
    entries = (entry(view, item, _origin(view, step, item), view.name(step, item.by, at)) for item in items)
    return (Bullets(entries=tuple(entries), ordered=step.chain),)


def _origin(view: View, step: ListStep, item: Item) -> str:
    """How an item differs from what the list began with."""
    if step.start is None or step.offer or not view.session.progress_of(step.id, item.at).started:
        return ""
    if not item.src:
        return view.t("start.new")
    before = view.label(item.src[0])
    return view.t("start.from", text=before) if before and before != item.text and len(item.src) == 1 else ""


def _pairs(view: View, step: ListStep, item: Item) -> Iterator[Pair]:
    for field in fields_of(view, step):
        said = values.entries(view, field, item.fields, _scope(step, item))
        if said:
            yield Pair(title=view.text(field.title), cell=Cell(entries=said))


def _scope(step: ListStep, item: Item) -> Scope:
    return Scope(step=step.id, at=item.at, of=item.of, by=item.by, item=item.id)


def _nodes(view: View, step: ListStep, at: str, items: Iterable[Item]) -> tuple[Node, ...]:
    """The rows with what they were split into, under what they were split from in their turn."""
    below: dict[str, list[Item]] = {}
    for item in items:
        below.setdefault(item.of, []).append(item)
    rows = [row for row in view.rows(step, at) if row.id in below]
    known = {row.id for row in rows}
    rows += [Item(id=id, text=view.label(id) or view.t("no_row")) for id in below if id not in known]
    nodes = []
    for row in rows:
        leaves = tuple(_leaf(view, step, item) for item in below[row.id])
        nodes.append((row, Node(title=row.text or view.label(row.id), id=row.id, children=leaves)))
    while nodes and all(row.of and view.book.item(row.of) for row, _ in nodes):
        nodes = _under_parents(view, nodes)
    return tuple(node for _, node in nodes)


def _leaf(view: View, step: ListStep, item: Item) -> Node:
    note = view.name(step, item.by, item.at)
    return Node(title=item.text, id=item.id, fields=tuple(_pairs(view, step, item)), note=note)


def _under_parents(view: View, nodes: list[tuple[Item, Node]]) -> list[tuple[Item, Node]]:
    parents: dict[str, list[Node]] = {}
    for row, node in nodes:
        parents.setdefault(row.of, []).append(node)
    found = []
    for id, children in parents.items():
        parent = view.book.item(id)
        assert parent is not None
        found.append((parent, Node(title=parent.text or view.label(id), id=id, children=tuple(children))))
    return found


def _table(view: View, step: ListStep, items: Iterable[Item], fields: list[AnyField]) -> Table:
    items = list(items)
    if step.look == "calendar":
        day = next((field.id for field in fields if isinstance(field, DateField)), "")
        items.sort(key=lambda item: (item.get(day) is None, str(item.get(day) or "")))
    who = any(view.name(step, item.by, item.at) for item in items)
    columns = [Column(title=view.title(step), weight=2)]
    columns += [
        Column(title=view.text(field.title), kind=KINDS.get(field.kind, "text"), note=_unit(field))  # type: ignore[arg-type]
        for field in fields
    ]
    columns += [Column(title="", kind="name")] * who
    rows = []
    for item in items:
        cells = [Cell(entries=(Entry(words=plain(item.text), id=item.id, note=_origin(view, step, item)),))]
        cells += [values.cell(view, field, [("", item.fields)], _scope(step, item)) for field in fields]
        if who:
            name = view.name(step, item.by, item.at)
            cells.append(Cell(entries=(Entry(words=plain(name)),)) if name else Cell())
        rows.append(Row(cells=tuple(cells), id=item.id))
    dated = step.look == "calendar" and any(column.kind == "date" for column in columns)
    return Table(columns=tuple(columns), groups=(RowGroup(rows=tuple(rows)),), look="calendar" if dated else "table")


def _unit(field: AnyField) -> str:
    return field.unit if isinstance(field, NumberField) else ""


# ---------------------------------------------------------------------------------------------------- word for word


def raw(view: View, step: ListStep) -> tuple[RawGroup, ...]:
    found: dict[Place, list[Item]] = {}
    for item in items_of(view, step):
        found.setdefault(Place(item.at, item.round, item.of), []).append(item)
    ats = {at: order for order, at in enumerate(view.ats(step))}
    rows = {at: {row.id: order for order, row in enumerate(view.book.proposed(step, at))} for at in ats}
    last = len(found) + 10_000
    order = sorted(found, key=lambda p: (ats.get(p.at, last), p.round, rows.get(p.at, {}).get(p.of, last)))
    return tuple(
        RawGroup(
            title=title_of(view, step, place),
            questions=(
                RawQuestion(
                    entries=tuple(said for item in found[place] for said in raw_item(view, step, item)),
                ),
            ),
        )
        for place in order
    )


def raw_item(view: View, step: ListStep, item: Item) -> Iterator[Entry]:
    """An item and after it what was said of it, each by the name of its field."""
    yield Entry(words=plain(item.text), by=view.name(step, item.by, item.at), id=item.id)
    for field in fields_of(view, step):
        title = view.text(field.title)
        for said in values.entries(view, field, item.fields, _scope(step, item)):
            yield Entry(words=said.words, note=f"{title}: {said.note}" if said.note else title, level=1)
    if step.kind in ("actions", "decisions"):
        yield from log.raw_fields(view, item, {field.id for field in step.fields})
