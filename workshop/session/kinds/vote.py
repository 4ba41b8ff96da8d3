"""What the changes of a `vote` do: dots, points, notes or a ranking, a ballot for each voice, or counted without voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from workshop import language
from workshop.errors import Refused
from workshop.limits import DOTS, VOICES
from workshop.scenario.kinds.vote import Vote
from workshop.session import layers
from workshop.session.book import Book
from workshop.session.changes import At, Ballot, Give, Rank, SetReason, SetVoters, Tally
from workshop.session.model import Session, Spot, new_id
from workshop.session.scope import Scope
from workshop.session.spots import (
    check_at,
    check_item,
    check_of,
    name_of,
    nameless,
    one_line,
    put,
    round_of,
    spot_of,
    step_of,
    title,
    unnamed,
)

MOST = 1_000
"""So many dots one voice may put on one item where the scenario sets no limit (`dots = "any"`)."""


def give(book: Book, change: Give) -> Session:
    step = _step(book, change)
    spot = spot_of(book, step, change)
    before = gives(book.session, step, spot)
    if change.item not in before:
        check_item(book, step, spot, change.item)
    after = {**before, change.item: change.n}
    if not change.n:
        del after[change.item]
    _check_gives(book, step, spot, after, before)
    return _put(book, step, spot, gives=after)


def ballot(book: Book, change: Ballot) -> Session:
    step = _step(book, change)
    if not change.by and not any(change.gives.values()):
        raise Refused("session.empty_ballot")
    spot = spot_of(book, step, _voiced(book, step, change))
    for item in change.gives:
        check_item(book, step, spot, item)
    after = {item: n for item, n in change.gives.items() if n}
    _check_gives(book, step, spot, after, {})
    if after:
        _check_all_spent(book, step, spot, after)
    reason = _reason(book, step, change.reason) if change.reason.strip() else None
    return _put(book, step, spot, gives=after, reason=reason)


def rank(book: Book, change: Rank) -> Session:
    step = step_of(book, change.step, Vote)
    if step.way != "rank":
        raise Refused("session.another_way", step=title(book, step))
    spot = spot_of(book, step, _voiced(book, step, change))
    ids = list(change.items)
    if len(set(ids)) != len(ids):
        raise Refused("session.ranked_twice", item=name_of(book, next(id for id in ids if ids.count(id) > 1)))
    for id in ids:
        check_item(book, step, spot, id)
    if ids:
        _check_ranked(book, step, spot, ids)
    return _put(book, step, spot, rank={id: at for at, id in enumerate(ids, start=1)})


def set_reason(book: Book, change: SetReason) -> Session:
    step = step_of(book, change.step, Vote)
    spot = spot_of(book, step, change)
    return _put(book, step, spot, reason=_reason(book, step, change.text) if change.text.strip() else None)


def tally(book: Book, change: Tally) -> Session:
    step, spot = _counted(book, change)
    counted = book.session.cell(step.id, spot).get("tally", {})
    if change.item not in counted:
        check_item(book, step, spot, change.item)
    _check_count(change.n, DOTS)
    after = {**counted, change.item: change.n}
    if not change.n:
        del after[change.item]
    return _put(book, step, spot, tally=after)


def set_voters(book: Book, change: SetVoters) -> Session:
    step, spot = _counted(book, change)
    _check_count(change.n, VOICES)
    counted = book.session.cell(step.id, spot).get("tally", {})
    after = {"voters": change.n, **{item: n for item, n in counted.items() if item != "voters"}}
    if not change.n:
        del after["voters"]
    return _put(book, step, spot, tally=after)


# ----------------------------------------------------------------------------------------------------- what is left


def gives(session: Session, step: Vote, spot: Spot) -> Mapping[str, int]:
    found: Mapping[str, int] = session.cell(step.id, spot).get("gives", {})
    return found


def budget(step: Vote) -> int | None:
    """So many dots or points a voice has (for each list, with `per_list`); None: any number, or another way of voting."""
    if step.way == "dots":
        return step.dots if isinstance(step.dots, int) else None
    return step.points if step.way == "points" else None


def lists(book: Book, step: Vote, at: str = "", of: str = "") -> tuple[frozenset[str], ...]:
    """The item ids that one budget holds for: all together, or with `per_list` one set for each source of `from`."""
    if not step.per_list or not isinstance(step.from_, list):
        return (layers.material_ids(book, step, at, of),)
    seen: set[str] = set()
    found: list[frozenset[str]] = []
    for source in step.from_:
        ids = {item.id for item in book.source(source, Scope(step=step.id, at=at, of=of))} - seen
        seen |= ids
        found.append(frozenset(ids))
    return tuple(found)


def left(book: Book, step: Vote, spot: Spot, given: Mapping[str, int] | None = None) -> tuple[int, ...]:
    """What a voice has left to give, one figure for each list its budget holds for; () where there is no budget."""
    whole = budget(step)
    if whole is None:
        return ()
    given = gives(book.session, step, spot) if given is None else given
    if not step.per_list:
        return (whole - sum(given.values()),)
    return tuple(whole - sum(n for item, n in given.items() if item in ids) for ids in lists(book, step, spot.at, spot.of))


def notes_left(step: Vote, given: Mapping[str, int]) -> list[int]:
    """The notes that a voice still holds, largest first."""
    return sorted((Counter(step.notes) - Counter(given.values())).elements(), reverse=True)


# ------------------------------------------------------------------------------------------------------------ checks


def _step(book: Book, change: At) -> Vote:
    step = step_of(book, change.step, Vote)
    if step.way == "rank":
        raise Refused("session.another_way", step=title(book, step))
    return step


def _voiced(book: Book, step: Vote, change: At) -> At:
    """The change with a voice: where the participants were not named, the first of them without a ballot, else a new one."""
    session = book.session
    if change.by or step.by != "each" or session.alone or not (unnamed(session) or nameless(book, step)):
        return change
    round = round_of(book, step, change.round, change.at)
    if not nameless(book, step):
        for person in session.present:
            cell = session.cell(step.id, Spot(round, change.at, change.of, change.across, person.id))
            if not cell.get("gives") and not cell.get("rank"):
                return replace(change, by=person.id)
    return replace(change, by=new_id())


def _check_gives(book: Book, step: Vote, spot: Spot, after: Mapping[str, int], before: Mapping[str, int]) -> None:
    for n in after.values():
        if isinstance(n, bool) or not isinstance(n, int) or n < 0:
            raise Refused("session.not_number")
    if step.way == "notes":
        free = notes_left(step, before)
        over = Counter(after.values()) - Counter(step.notes)
        if over:
            lang = book.session.lang
            shown = " · ".join(language.number(n, lang) for n in free)
            raise Refused("session.no_such_note" if free else "session.notes_spent", note=next(iter(over)), left=shown)
        return
    each = step.max_each if step.max_each is not None else (MOST if budget(step) is None else None)
    if each is not None and any(n > each for n in after.values()):
        raise Refused("session.max_each", n=each)
    if any(n < 0 for n in left(book, step, spot, after)):
        rest = left(book, step, spot, before)
        worst = min(range(len(rest)), key=lambda at: left(book, step, spot, after)[at])
        raise Refused(f"session.over_{step.way}", n=rest[worst])


def _check_all_spent(book: Book, step: Vote, spot: Spot, after: Mapping[str, int]) -> None:
    if step.way == "points" or (step.way == "dots" and step.exactly):
        for n in left(book, step, spot, after):
            if n:
                raise Refused(f"session.unspent_{step.way}", n=n)


def _check_ranked(book: Book, step: Vote, spot: Spot, ids: Sequence[str]) -> None:
    for wanted in lists(book, step, spot.at, spot.of):
        ranked = [id for id in ids if id in wanted]
        places = len(wanted) if step.rank == "all" or step.rank is None else min(step.rank, len(wanted))
        if len(ranked) > places:
            raise Refused("session.ranked_too_many", n=places)
        if len(ranked) < places and step.rank == "all":
            missing = [
                item for item in layers.material(book, step, spot.at, spot.of) if item.id in wanted and item.id not in ids
            ]
            named = ", ".join(name_of(book, item.id) for item in missing[:5]) + ("…" if len(missing) > 5 else "")
            raise Refused("session.unranked", n=len(missing), missing=named)
        if len(ranked) < places:
            raise Refused("session.ranks_left", n=places - len(ranked))


def _reason(book: Book, step: Vote, text: str) -> str:
    if not step.reason:
        raise Refused("session.no_reason_asked", step=title(book, step))
    return one_line(text)


def _counted(book: Book, change: Tally | SetVoters) -> tuple[Vote, Spot]:
    step = step_of(book, change.step, Vote)
    check_at(book, step, change.at)
    check_of(book, step, change.at, change.of)
    return step, Spot(round_of(book, step, change.round, change.at), change.at, change.of)


def _check_count(n: int, most: int) -> None:
    if isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= most:
        raise Refused("session.between", low=0, high=most)


def _put(book: Book, step: Vote, spot: Spot, **parts: Any) -> Session:
    cell = book.session.cell(step.id, spot)
    after = {**cell, **parts}
    after = {key: value for key, value in after.items() if value or key not in parts}
    return book.session if after == cell else put(book, step, spot, after)


CHANGES = {Give: give, Ballot: ballot, Rank: rank, SetReason: set_reason, Tally: tally, SetVoters: set_voters}
