"""What a step still lacks, said in words: unanswered questions, things not placed, votes not cast, actions without an owner."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.session.book import Book
from workshop.session.kinds import vote
from workshop.session.model import Item, Spot, live
from workshop.session.scope import Scope
from workshop.session.spots import has_rows, log_of


def gaps(book: Book, step: AnyStep, at: str) -> Iterator[str]:
    match step:
        case Ask():
            yield from _said("unanswered", _unanswered(book, step, at))
            yield from _said("too_few_chosen", _too_few_chosen(book, step, at))
        case ListStep():
            yield from _list(book, step, at)
        case Sort() | Matrix():
            yield from _said("unplaced", _unplaced(book, step, at))
        case Vote():
            yield from _vote(book, step, at)
        case GroupStep():
            yield from _group(book, step, at)
        case _:
            return


def _said(key: str, n: int) -> Iterator[str]:
    if n:
        yield t(f"session.missing.{key}", n=n)


def _rows(book: Book, step: AnyStep, at: str) -> list[str]:
    return [row.id for row in book.rows(step, at)] if has_rows(step) else [""]


def _voices(book: Book, step: AnyStep) -> tuple[str, ...]:
    return book.voices(step)


def _unanswered(book: Book, step: Ask, at: str) -> int:
    columns = [column.id for column in book.columns(step, at)] if step.across is not None else [""]
    rounds = book.latest(step, at)
    count = 0
    for by in _voices(book, step):
        rows = [row.id for row in book.hand(step, by, at)] if step.deal else _rows(book, step, at)
        for of, across in product(rows, columns):
            cell = book.session.cell(step.id, Spot(rounds, at, of, across, by))
            for field in step.fields:
                value = cell.get(field.id)
                if isinstance(field, ListField):
                    empty = not value or all(entry.gone for entry in value)
                else:
                    empty = value is None
                if empty and (field.when is None or book.holds(field.when, Scope(step.id, rounds, at, of, across, by))):
                    count += 1
    return count


def _too_few_chosen(book: Book, step: Ask, at: str) -> int:
    rounds = book.latest(step, at)
    count = 0
    for spot, cell in book.session.answer(step.id).cells.items():
        if spot.round == rounds and spot.at == at:
            for field in step.fields:
                if isinstance(field, ChoiceField) and field.many and field.min and len(cell.get(field.id) or ()) < field.min:
                    count += 1
    return count


def _list(book: Book, step: ListStep, at: str) -> Iterator[str]:
    log = log_of(step)
    items: list[Item] = list(live(getattr(book.session, log) if log else book.session.answer(step.id).items))
    own = [item for item in items if item.at == at and (not log or item.get("step") == step.id)]
    if step.min:
        rounds = book.latest(step, at)
        # Where things are called out without a name, nobody can be told to have said too little.
        by_voice = step.by != "group" and all(item.by for item in own)
        voices = (_voices(book, step) if by_voice else ()) or ("",)
        counts = dict.fromkeys(((of, by) for of in _rows(book, step, at) for by in voices), 0)
        for item in own:
            place = (item.of, item.by if by_voice else "")
            if place in counts and item.round == rounds:
                counts[place] += 1
        short = [n for n in counts.values() if n < step.min]
        if short:
            key = "too_few" if len(counts) == 1 else "too_few_in"
            yield t(f"session.missing.{key}", n=short[0] if len(counts) == 1 else len(short), min=step.min)
    if log == "actions":
        yield from _said("owner", sum(1 for item in own if not item.get("owner")))
        yield from _said("due", sum(1 for item in own if not item.get("due")))


def _unplaced(book: Book, step: Sort | Matrix, at: str) -> int:
    rounds = book.latest(step, at)
    count = 0
    for of in _rows(book, step, at):
        material = book.material(step, at, of)
        for by in _voices(book, step):
            placed = book.session.cell(step.id, Spot(rounds, at, of, "", by)).get("place", {})
            count += sum(1 for item in material if item.id not in placed)
    return count


def _vote(book: Book, step: Vote, at: str) -> Iterator[str]:
    rounds = book.latest(step, at)
    without = unspent = 0
    for of in _rows(book, step, at):
        if book.session.cell(step.id, Spot(rounds, at, of)).get("tally"):
            continue  # counted without voices: nobody is waited for
        for by in _voices(book, step):
            spot = Spot(rounds, at, of, "", by)
            cell = book.session.cell(step.id, spot)
            if not cell.get("gives") and not cell.get("rank"):
                without += 1
            elif step.way == "points" or (step.way == "dots" and step.exactly):
                unspent += any(vote.left(book, step, spot))
    yield from _said("votes", without)
    yield from _said("unspent", unspent)


def _group(book: Book, step: GroupStep, at: str) -> Iterator[str]:
    rounds = book.latest(step, at)
    for of in _rows(book, step, at):
        for by in _voices(book, step):
            groups = [g for g in book.session.cell(step.id, Spot(rounds, at, of, "", by)).get("groups", ()) if not g.gone]
            if not step.alone:
                inside = {item for group in groups for item in group.items}
                yield from _said("loose", sum(1 for item in book.material(step, at, of) if item.id not in inside))
            if step.min and len(groups) < step.min:
                yield t("session.missing.groups", n=len(groups), min=step.min)
