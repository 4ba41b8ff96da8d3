"""What a step begins with: copies of something earlier, and the items written in the scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.list import ListStep
from workshop.session import index, layers, people
from workshop.session.env import Env
from workshop.session.model import Item
from workshop.session.values import list as lists

if TYPE_CHECKING:
    from workshop.session.book import Book


def offers(book: Book, step: AnyStep, at: str = "", of: str = "", by: str = "") -> tuple[Item, ...]:
    """The items of `start`, else the written ones, that no item of the list was made from. One that was taken and removed
    again counts as taken: nobody is offered twice what they threw out. Where voices take turns, all take from the same: what
    one has taken is offered to nobody else."""
    if not isinstance(step, ListStep):
        return ()
    by = "" if step.turns else by
    here = [item for item in index.raw_items(book, step).values() if (item.of, item.at) == (of, at) and by in ("", item.by)]
    taken = {item.id for item in here}.union(*(item.src for item in here))
    found: tuple[Item, ...] = ()
    if step.start is not None:
        env = Env(step=step.id, at=at, of=of, by=by, item=book.item(of or at), outer=True)
        found = book.items_of(step.start, env)
        if step.each is not None and of:
            others = layers.row_ids(book, step, at) - {of}
            found = tuple(item for item in found if item.of not in others)
        if by and step.by in book.scenario.teams:
            found = tuple(item for item in found if not item.by or item.by in _own(book, step.by, by))
    return tuple(item for item in found or layers.written(book, step) if item.id not in taken)


def begins_with_copies(step: AnyStep) -> bool:
    """Whether a step's start is taken when it is first opened. In the logs, and with `offer`, it is only suggested."""
    if step.kind in ("actions", "decisions") or getattr(step, "offer", False):
        return False
    return getattr(step, "start", None) is not None or (isinstance(step, ListStep) and bool(step.items))


def _own(book: Book, teams: str, team: str) -> frozenset[str]:
    """Whose things a team begins with: its members', and those of the smaller teams it is made of."""
    return frozenset({team, *people.division(book, teams).get(team, ()), *people.members(book, teams, team)})


def last_text(book: Book, env: Env) -> str:
    """`{last}` in a chain: the entry before the one at hand, else the last there is; before the first, the text of `start`."""
    step = book.scenario.step_by_id.get(env.step)
    if not isinstance(step, ListStep):
        return ""
    found = [
        item
        for item in lists.items(book, step, (), env)
        if (not env.of or item.of == env.of) and (not env.by or item.by == env.by)
    ]
    at = next((at for at, item in enumerate(found) if isinstance(env.item, Item) and item.id == env.item.id), len(found))
    if at > 0:
        return found[at - 1].text
    first = book.items_of(step.start, env) if step.start is not None else ()
    return first[0].text if first else ""
