"""The way through a workshop: its stops in order, where one is, what is missing, what comes next.

A stop is a step at one item of its section (for most steps there is but one stop). All of it is worked out from the book
anew; nothing here changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Answered, Check, Repeat, Section
from workshop.session import gaps, index, layers, loops, timebox
from workshop.session.book import Book
from workshop.session.changes import AnyChange, EndLoop, NextItem, TakeAgain
from workshop.session.model import Item, live
from workshop.session.rests import resting_on, rests_on
from workshop.session.scope import Scope
from workshop.session.spots import has_rows

__all__ = [
    "Review",
    "Slot",
    "State",
    "Stop",
    "all_stops",
    "blocked",
    "failed",
    "minutes",
    "missing",
    "next_place",
    "next_stop",
    "onward",
    "places",
    "previous_stop",
    "resting_on",
    "rests_on",
    "review",
    "state",
    "stops",
    "where",
]

State = Literal["done", "touched", "open", "empty", "inactive"]


class Stop(NamedTuple):
    """A step, and the item of its section that it is taken for ("" where the section has none)."""

    step: str
    at: str = ""


class Slot(NamedTuple):
    """One place to answer inside a step: a row, a column, a field, a voice; "" is what the step does not have. In a sort or
    matrix the row is the item to be placed."""

    of: str = ""
    across: str = ""
    field: str = ""
    by: str = ""


# ------------------------------------------------------------------------------------------------------------- stops


def stops(book: Book) -> tuple[Stop, ...]:
    """Every stop in order: steps whose conditions hold and that were not dropped from the plan; a section that is taken for
    each of some items comes once for each of those it has come to or will come to. A new round is the same stop again."""
    dropped = book.session.plan.dropped
    found = all_stops(book)
    if not dropped:
        return found
    of = {step.id: step.section for step in book.scenario.steps}
    return tuple(stop for stop in found if stop.step not in dropped and of[stop.step] not in dropped)


def all_stops(book: Book) -> tuple[Stop, ...]:
    """The same with those that were dropped."""
    nothing: tuple[Stop, ...] = ()
    return book.remember(("stops",), lambda: tuple(_stops(book)), nothing)


def _stops(book: Book) -> Iterator[Stop]:
    for section_id, together in groupby(book.scenario.steps, key=lambda step: step.section or ""):
        steps = list(together)
        section = book.scenario.section_by_id.get(section_id)
        if section is None or section.each is None:
            yield from (Stop(step.id) for step in steps if book.active(step))
            continue
        left = {item.id for item in loops.left(book, section)}
        for item in layers.loop_items(book, section):
            if item.id not in left:
                yield from (Stop(step.id, item.id) for step in steps if book.active(step, item.id))


def next_stop(book: Book, stop: Stop) -> Stop | None:
    """The stop after this one; None after the last. See `onward` for loops."""
    found = stops(book)
    if stop in found:
        place = found.index(stop) + 1
        return found[place] if place < len(found) else None
    # It fell away while one was there: on to what comes after its place.
    order = _order(book)
    return next((other for other in found if order[other.step] > order.get(stop.step, -1)), None)


def previous_stop(book: Book, stop: Stop) -> Stop | None:
    found = stops(book)
    if stop in found:
        place = found.index(stop)
        return found[place - 1] if place else None
    order = _order(book)
    return next((other for other in reversed(found) if order[other.step] < order.get(stop.step, -1)), None)


def _order(book: Book) -> dict[str, int]:
    return {step.id: place for place, step in enumerate(book.scenario.steps)}


def where(book: Book) -> Stop:
    """Where to go on: where one was, if that still is a stop; else the first that is not done; else the last."""
    found = stops(book)
    here = Stop(book.session.here.step, book.session.here.at)
    if here in found or not found:
        return here if here in found else Stop(book.scenario.steps[0].id)
    return next((stop for stop in found if not book.session.progress_of(*stop).done), found[-1])


def onward(book: Book, stop: Stop) -> tuple[tuple[AnyChange, ...], Stop | None]:
    """What going on from a stop brings about, and where it leads: the next round of a loop or its end, the next item of a
    section. Where the time of a section with `at_time = "stop"` is out, its loop ends (as far as `[[times]]` says)."""
    step = book.scenario.step_by_id[stop.step]
    section = book.scenario.section_of(step)
    following = next_stop(book, stop)
    if isinstance(step, Answered) and step.repeat is not None:
        change = _turn(book, step.repeat, step.id, stop.at, Scope(step=step.id, at=stop.at))
        if isinstance(change, TakeAgain):
            return (change,), stop
        if change is not None:
            return _into(book, stop, following, (change,))
    if section is None:
        return _into(book, stop, following, ())
    if _time_is_out(book, section):
        return _into(book, stop, _after_section(book, stop, section), (EndLoop(section=section.id, how="time"),))
    if section.repeat is not None and (following is None or _round(book, following) != _round(book, stop)):
        change = _turn(book, section.repeat, section.id, stop.at, Scope(step=step.id, at=stop.at))
        if isinstance(change, TakeAgain):
            return (change,), next(other for other in stops(book) if _round(book, other) == _round(book, stop))
        return _into(book, stop, following, (change,) if change is not None else ())
    return _into(book, stop, following, ())


def _time_is_out(book: Book, section: Section) -> bool:
    minutes = timebox.section_minutes(book, section)
    if section.at_time != "stop" or not minutes or book.session.progress_of(section.id).ended:
        return False
    is_loop = section.each is not None or section.repeat is not None
    return is_loop and timebox.section_seconds(book, section) >= minutes * 60


def _turn(book: Book, repeat: Repeat, id: str, at: str, scope: Scope) -> TakeAgain | EndLoop | None:
    progress = book.session.progress_of(id, at)
    if progress.ended:
        return None
    if repeat.until is not None and book.holds(repeat.until, scope):
        return EndLoop(section=id, at=at, how="until")
    if progress.rounds >= repeat.max:
        return EndLoop(section=id, at=at, how="max")
    return TakeAgain(step=id, at=at)


def _round(book: Book, stop: Stop) -> tuple[str | None, str]:
    return book.scenario.step_by_id[stop.step].section, stop.at


def _after_section(book: Book, stop: Stop, section: Section) -> Stop | None:
    found = stops(book)
    rest = found[found.index(stop) + 1 :] if stop in found else ()
    return next((other for other in rest if book.scenario.step_by_id[other.step].section != section.id), None)


def _into(
    book: Book, stop: Stop, following: Stop | None, changes: tuple[AnyChange, ...]
) -> tuple[tuple[AnyChange, ...], Stop | None]:
    """Coming to another item of a section is said, so that it is known which were begun."""
    if following is not None and following.at and _round(book, following) != _round(book, stop):
        section = book.scenario.step_by_id[following.step].section or ""
        changes = (*changes, NextItem(section=section, item=following.at))
    return changes, following


# ------------------------------------------------------------------------------------------------------------- state


def state(book: Book, stop: Stop) -> State:
    """How far a stop is come. `touched`: done, and then something it rests on was changed."""
    if not _is_stop(book, stop):
        return "inactive"
    progress = book.session.progress_of(stop.step, stop.at)
    if progress.done:
        return "touched" if progress.touched else "done"
    return "open" if _has_answers(book, stop) else "empty"


def _is_stop(book: Book, stop: Stop) -> bool:
    step = book.scenario.step_by_id.get(stop.step)
    if step is None or not {step.id, step.section}.isdisjoint(book.session.plan.dropped):
        return False
    nothing: frozenset[Stop] = frozenset()
    return stop in book.remember(("stops", "all"), lambda: frozenset(all_stops(book)), nothing)


def _has_answers(book: Book, stop: Stop) -> bool:
    step = book.scenario.step_by_id[stop.step]
    if layers.loop_of(book, step) is None:  # then the first there is tells
        cells = book.answer(step.id).cells
        return any(spot.at == stop.at for spot in cells) or any(item.at == stop.at for item in own_items(book, step))

    def work() -> frozenset[str]:
        answered = {spot.at for spot in book.answer(step.id).cells}
        return frozenset(answered.union(item.at for item in own_items(book, step)))

    nothing: frozenset[str] = frozenset()
    return stop.at in book.remember(("answered", step.id), work, nothing)


def own_items(book: Book, step: AnyStep) -> tuple[Item, ...]:
    """The items of a list step that are not gone; of the logs only those made in the step."""
    return index.live_items(book, step)


def minutes(book: Book, stop: Stop) -> float | None:
    """The planned minutes of a stop; None where it has none."""
    return timebox.planned_minutes(book, book.scenario.step_by_id[stop.step], stop.at)


# ------------------------------------------------------------------------------------------------------------- places


def places(book: Book, step: AnyStep, at: str = "", by: str | None = None) -> tuple[Slot, ...]:
    """The places inside a step in the order one comes to them: voice by voice (only `by`, where given), row by row, column by
    column, field by field. Fields whose condition does not hold are passed over."""
    if not isinstance(step, Answered):
        return ()
    voices = (book.voices(step) or ("",)) if by is None else (by,)
    return tuple(slot for voice in voices for slot in _of_voice(book, step, at, voice))


def _of_voice(book: Book, step: Answered, at: str, by: str) -> Iterator[Slot]:
    whole = book.scenario.step_by_id[step.id]
    row_ids = [row.id for row in book.rows(whole, at)] if has_rows(step) or step.kind in ("sort", "matrix") else [""]
    if not isinstance(step, Ask):
        yield from (Slot(of, by=by) for of in row_ids)
        return
    across_ids = [column.id for column in book.columns(step, at)] if step.across is not None else [""]
    for of in row_ids:
        for across in across_ids:
            for field in step.fields:
                scope = Scope(step=step.id, at=at, of=of, across=across, by=by)
                if field.when is None or book.holds(field.when, scope):
                    yield Slot(of, across, field.id, by)


def next_place(book: Book, step: AnyStep, at: str, place: Slot) -> Slot | None:
    """The place after this one, with the same voice; None at the end: Enter never leaves a step."""
    found = places(book, step, at, by=place.by)
    if place in found:
        after = found.index(place) + 1
        return found[after] if after < len(found) else None
    return found[0] if found else None


# ------------------------------------------------------------------------------------------------------------ missing


def missing(book: Book, stop: Stop) -> tuple[str, ...]:
    """What is not answered yet and which checks do not hold, a sentence each, in the language in use."""
    found = [*gaps.gaps(book, book.scenario.step_by_id[stop.step], stop.at)]
    found += [book.text(check.text, Scope(step=stop.step, at=stop.at)) for check in failed(book, stop)]
    return tuple(dict.fromkeys(found))


def blocked(book: Book, stop: Stop) -> str:
    """Why one may not go on from a stop: the text of the first check that blocks; "" where nothing does."""
    for check in failed(book, stop):
        if check.level == "block":
            return book.text(check.text, Scope(step=stop.step, at=stop.at))
    return ""


def failed(book: Book, stop: Stop) -> tuple[Check, ...]:
    """The checks of a step that do not hold. One that names own fields or `item` is tried for each row and voice there are
    answers by; what cannot be told yet (an answer is missing) counts as right: that it is missing is said besides."""
    step = book.scenario.step_by_id[stop.step]
    if not isinstance(step, Answered):
        return ()
    return tuple(
        check
        for check in step.checks
        if any(book.value(check.that, scope) is False for scope in _tried(book, step, stop.at, check))
    )


_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def _tried(book: Book, step: Answered, at: str, check: Check) -> list[Scope]:
    own = {field.id for field in step.fields} if isinstance(step, Ask | ListStep) else set()
    if not (own | {"item"}) & set(_NAME.findall(check.that)):
        return [Scope(step=step.id, at=at)]
    whole = book.scenario.step_by_id[step.id]
    rounds = book.latest(whole, at)
    if isinstance(step, ListStep):
        return [
            Scope(step=step.id, at=at, of=item.of, by=item.by, item=item.id) for item in own_items(book, whole) if item.at == at
        ]
    answer = book.session.answer(step.id)
    return [
        Scope(step=step.id, at=at, of=spot.of, across=spot.across, by=spot.by)
        for spot in answer.cells
        if spot.at == at and spot.round == rounds
    ]


# ------------------------------------------------------------------------------------------------------------- review


class Review(NamedTuple):
    """The piles to empty before everybody leaves."""

    parked: tuple[Item, ...]  # not dealt with yet
    actions: tuple[Item, ...]  # all that are open
    without_owner: tuple[Item, ...]
    without_date: tuple[Item, ...]
    decisions: tuple[Item, ...]
    touched: tuple[Stop, ...]


def review(book: Book) -> Review:
    session = book.session
    actions = tuple(item for item in live(session.actions) if not item.get("done"))
    return Review(
        parked=tuple(item for item in live(session.parked) if not item.get("done")),
        actions=actions,
        without_owner=tuple(item for item in actions if not item.get("owner")),
        without_date=tuple(item for item in actions if not item.get("due")),
        decisions=tuple(live(session.decisions)),
        touched=tuple(stop for stop in stops(book) if state(book, stop) == "touched"),
    )
