"""The lines of a result as a tree: what each came out of, all the way from the first split."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from workshop.session.book import Book
from workshop.session.model import live
from workshop.session.results import ResultRow


class Branch(Struct):
    """A thing that was split, or the heading of one of several lists (`row` None), or a line of the result (a leaf)."""

    id: str
    title: str
    row: ResultRow | None = None
    branches: list[Branch] = field(default_factory=list)


def branches(book: Book, rows: Sequence[ResultRow]) -> list[Branch]:
    """The tree of the rows, its leaves. Where they come from several lists, those that hang on one thing stand list by list,
    each under the title of its own."""
    lists = _lists(book, rows)
    several = len(set(lists.values())) > 1
    root = Branch("", "")
    found: dict[tuple[str, ...], Branch] = {(): root}
    for row in rows:
        path = _above(book, row)
        steps = [(id, book.label(id)) for id in path]
        if several and (step := lists.get(row.item.id)):
            steps.append((step, book.text(book.scenario.step_by_id[step].title)))
        at: tuple[str, ...] = ()
        for id, title in steps:
            above, at = found[at], (*at, id)
            if at not in found:
                found[at] = Branch(id, title)
                above.branches.append(found[at])
        found[at].branches.append(Branch(row.item.id, row.item.text or book.label(row.item.id), row))
    return root.branches


def _above(book: Book, row: ResultRow) -> list[str]:
    """The ids of what an item belongs to, the outermost first."""
    path: list[str] = []
    id = row.item.of
    while id and id not in path:
        path.insert(0, id)
        item = book.item(id)
        id = item.of if item is not None else ""
    return path


def _lists(book: Book, rows: Sequence[ResultRow]) -> dict[str, str]:
    """Which list each item of the rows was said in."""
    wanted = {row.item.id for row in rows}
    return {
        item.id: step
        for step, answer in book.session.answers.items()
        if answer.items
        for item in live(answer.items)
        if item.id in wanted
    }
