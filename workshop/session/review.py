"""What a step still lacks, and which of its checks fail: asked for by the flow before it goes on, and by the review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from workshop.scenario.expression import parsed
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered, Check
from workshop.session import evaluate, functions, layers, names, people, words
from workshop.session.env import Env
from workshop.session.model import Item, Spot
from workshop.session.values import ask, group, vote
from workshop.session.values import list as lists

if TYPE_CHECKING:
    from workshop.session.book import Book


class FailedCheck(Struct, frozen=True):
    """A check that does not hold, with its words filled in, and where it was tried ("" and None: once, for the whole step)."""

    check: Check
    text: str
    of: str = ""
    across: str = ""
    by: str = ""
    item: Item | None = None

    @property
    def blocks(self) -> bool:
        return self.check.level == "block"


class Empty(Struct, frozen=True):
    """Something that stands open: a field of an ask at a row and voice, an item not placed (`item`), a row without items, a
    voice without a ballot."""

    of: str = ""
    across: str = ""
    by: str = ""
    field: str = ""
    item: str = ""


# -------------------------------------------------------------------------------------------------------------- checks


def checks(book: Book, step: AnyStep, at: str) -> tuple[FailedCheck, ...]:
    """The checks of a step that do not hold. One that names own fields or `item` is tried for each row and voice, any other
    once. What cannot be told yet (none) does not fail."""
    if not isinstance(step, Answered) or not step.checks:
        return ()

    def work() -> tuple[FailedCheck, ...]:
        return tuple(failed for check in step.checks for failed in _failed(book, step, check, at))

    return book.remember(("checks", step.id, at), work, ())


def _failed(book: Book, step: AnyStep, check: Check, at: str) -> Iterator[FailedCheck]:
    expression = parsed(check.that)
    if expression is None:
        return
    of_each = expression.uses_item or not names.own_names(book, step.id).isdisjoint(expression.free)
    for env in _tries(book, step, at) if of_each else (Env(step=step.id, at=at, item=book.item(at)),):
        if evaluate.evaluate(book, expression.root, env) is False:
            text = words.plain(book, check.text, env)
            item = env.item if isinstance(env.item, Item) else None
            yield FailedCheck(check, text, env.of, env.across, env.by, item)


def _tries(book: Book, step: AnyStep, at: str) -> Iterator[Env]:
    if isinstance(step, Ask):
        spots = ask.spots(book, step, Env(step=step.id, at=at))
        # Whoever has said nothing at all in this step is not told that every line of theirs is wrong.
        heard = {spot.by for spot in spots if ask.is_given(book, step, spot)}
        many = people.many_voices(book, step)
        yield from (ask.env_at(book, step, spot) for spot in spots if not many or spot.by in heard)
    elif isinstance(step, ListStep):
        for item in lists.items(book, step, (), Env(step=step.id, at=at)):
            yield Env(step=step.id, at=at, of=item.of, by=item.by, item=item)
    elif isinstance(step, layers.FromStep):
        for item in layers.rows(book, step, at):
            yield Env(step=step.id, at=at, of=item.id if step.each is not None else "", item=item)


# ------------------------------------------------------------------------------------------------------------- missing


def missing(book: Book, step: AnyStep, at: str) -> tuple[Empty, ...]:
    """What stands open, in the order of rows, columns, voices and fields. A step that is not active lacks nothing; fields
    whose condition does not hold are not asked."""
    if not isinstance(step, Answered) or not layers.is_active(book, step, at):
        return ()
    return book.remember(("missing", step.id, at), lambda: tuple(_empty(book, step, at)), ())


def _empty(book: Book, step: AnyStep, at: str) -> Iterator[Empty]:
    env = Env(step=step.id, at=at)
    if isinstance(step, Ask):
        dealt = {by: {row.id for row in book.hand(step, by, at)} for by in people.voices(book, step)} if step.deal else {}
        for spot in ask.spots(book, step, env):
            if step.deal and spot.of not in dealt[spot.by]:
                continue
            cell = book.answer(step.id).cell(spot)
            for field in step.fields:
                answered = functions.is_there(ask.one(book, step, field.id, cell, spot)) if cell else False
                if not answered and ask.is_asked(book, step, field, spot):
                    yield Empty(spot.of, spot.across, spot.by, field.id)
    elif isinstance(step, ListStep):
        under = lists.grouped(book, step, "of")
        rows = layers.rows(book, step, at) if step.each is not None else ()
        yield from (Empty(of=row.id) for row in rows if not any(item.at == at for item in under.get(row.id, ())))
        if step.each is None and not lists.items(book, step, (), env):
            yield Empty()
    elif isinstance(step, Sort | Matrix):
        for of in layers.each_rows(book, step, at):
            for voice in people.voices(book, step):
                placed = book.placement(step, at, of, voice)
                yield from (Empty(of, by=voice, item=one.item.id) for one in placed if not one.voices)
    elif isinstance(step, Vote):
        for of in layers.each_rows(book, step, at):
            if not vote.is_counted_by_hand(book, step, at, of):
                heard = vote.who_voted(book, step, at, of)
                yield from (Empty(of, by=voice) for voice in people.voices(book, step) if voice not in heard)
    elif isinstance(step, GroupStep) and not step.alone:
        yield from (Empty(item=item.id) for item in group.loose(book, step, env))


def is_answered(book: Book, step: AnyStep, at: str, of: str, across: str, by: str) -> bool:
    """Whether anything was answered in the latest round, at the layers given ("" = anywhere)."""
    if isinstance(step, ListStep):
        found = lists.items(book, step, (), Env(step=step.id, at=at))
        return any((not of or item.of == of) and (not by or item.by == by) for item in found)
    if not isinstance(step, Answered):
        return False
    round = layers.latest(book, step, at)

    def is_here(spot: Spot) -> bool:
        if (spot.round, spot.at) != (round, at):
            return False
        return (not of or spot.of == of) and (not across or spot.across == across) and (not by or spot.by == by)

    for spot, cell in book.answer(step.id).cells.items():
        if cell and is_here(spot) and (not isinstance(step, Ask) or ask.is_given(book, step, spot)):
            return True
    return False
