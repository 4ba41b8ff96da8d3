"""What the changes of the flow do: where one is, what is done, rounds, loops, rows left out, what is shown."""

from __future__ import annotations

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.limits import ROUNDS
from workshop.scenario.model import Answered, Section
from workshop.session import loops
from workshop.session.book import Book
from workshop.session.changes import EndLoop, GoTo, MarkDone, NextItem, Show, ShowNames, Skip, TakeAgain, TakeStart
from workshop.session.kinds import start
from workshop.session.model import Here, Item, Progress, Session, new_id, with_progress
from workshop.session.spots import (
    AnyAnswered,
    any_step,
    check_at,
    check_room,
    name_of,
    section_items,
    section_of,
    title,
)


def go_to(book: Book, change: GoTo) -> Session:
    step = any_step(book, change.step)
    here = Here(step.id, change.at, change.of, change.field)
    return book.session if here == book.session.here else replace(book.session, here=here)


def mark_done(book: Book, change: MarkDone) -> Session:
    """Done; and with that, whatever was touched since has been looked at."""
    step = any_step(book, change.step)
    here = book.session.here
    if (here.step, here.at) != (change.step, change.at):  # one may always leave where one is, whatever has gone since
        check_at(book, step, change.at)
    progress = book.session.progress_of(step.id, change.at)
    return _put(book.session, step.id, change.at, replace(progress, done=change.done, touched=False))


def take_again(book: Book, change: TakeAgain) -> Session:
    """A new round of a step, or of a section with all its steps; every earlier round stays as it is.

    A step with `start` begins the round with a copy of its own last one: at once, but for lists, whose items stay anyway.
    """
    section = book.scenario.section_by_id.get(change.step)
    if section is None:
        step = any_step(book, change.step)
        check_at(book, step, change.at)
        return _again(book, book.session, step.id, change.at)
    _check_item(book, section, change.at)
    session = book.session
    for step in book.scenario.steps:
        if step.section == section.id:
            session = _again(book, session, step.id, change.at)
    progress = session.progress_of(section.id, change.at)
    _check_rounds(progress)
    return _put(session, section.id, change.at, replace(progress, rounds=progress.rounds + 1, ended="", done=False))


def _again(book: Book, session: Session, id: str, at: str) -> Session:
    progress = session.progress_of(id, at)
    _check_rounds(progress)
    fresh = replace(progress, rounds=progress.rounds + 1, done=False, touched=False, started=False, ended="")
    fresh = replace(fresh, shown=False, names_shown=False)  # what is said now is hidden until it is shown
    after = _put(session, id, at, fresh)
    step = book.scenario.step_by_id[id]
    if isinstance(step, Answered) and step.start is not None:
        return start.own_last_round(step, after, at)
    return after


def _check_rounds(progress: Progress) -> None:
    if progress.rounds >= ROUNDS:
        raise Refused("session.too_many_rounds", n=ROUNDS)


def next_item(book: Book, change: NextItem) -> Session:
    section = section_of(book, change.section)
    if section.each is None:
        raise Refused("session.no_loop", section=title(book, section))
    _check_item(book, section, change.item)
    progress = book.session.progress_of(section.id)
    session = _put(book.session, section.id, "", replace(progress, item=change.item, ended=""))
    if (section.id, change.item) in session.progress:
        return session
    return with_progress(session, section.id, change.item, Progress(started=True))  # begun, for `left`


def end_loop(book: Book, change: EndLoop) -> Session:
    """The rounds of a step or section are over, at one item where `at` is given; or the whole loop of a section."""
    step = book.scenario.step_by_id.get(change.section)
    if isinstance(step, Answered) and step.repeat is not None:
        check_at(book, step, change.at)
        progress = book.session.progress_of(step.id, change.at)
        return _put(book.session, step.id, change.at, replace(progress, ended=change.how))
    section = section_of(book, change.section)
    if section.each is None and section.repeat is None:
        raise Refused("session.no_loop", section=title(book, section))
    if change.at:
        _check_item(book, section, change.at)
    progress = book.session.progress_of(section.id, change.at)
    session = _put(book.session, section.id, change.at, replace(progress, ended=change.how))
    if session is book.session or change.at or section.left != "park":
        return session
    # What was never begun is parked, so that nobody has to remember it.
    unbegun = loops.left(Book(book.scenario, session, book), section)
    known = {(origin, item.text) for item in session.parked.values() for origin in item.src}
    check_room(book, len(unbegun))
    first = next((step.id for step in book.scenario.steps if step.section == section.id), "")
    parked = dict(session.parked)
    for item in unbegun:
        if (item.id, text := name_of(book, item.id)) not in known:
            new = Item(id=new_id(), text=text, src=(item.id,), fields={"step": first} if first else {})
            parked[new.id] = new
    return replace(session, parked=parked)


def _check_item(book: Book, section: Section, at: str) -> None:
    if section.each is None:
        if at:
            raise Refused("session.no_layer", step=title(book, section))
    elif not any(item.id == at for item in section_items(book, section)):
        raise Refused("session.no_row", row=name_of(book, at) or "…", step=title(book, section))


def skip(book: Book, change: Skip) -> Session:
    """Leave out a row of a step, or an item of a section's loop; or take it back."""
    session = book.session
    section = book.scenario.section_by_id.get(change.step)
    progress = session.progress_of(change.step, change.at)
    if not change.skipped:
        if section is None:
            any_step(book, change.step)
        rest = tuple(row for row in progress.skipped if row != change.row)
        return _put(session, change.step, change.at, replace(progress, skipped=rest))
    if change.row in progress.skipped:
        return session
    if section is not None:
        there = section_items(book, section)
    else:
        step = any_step(book, change.step)
        check_at(book, step, change.at)
        there = book.rows(step, change.at)
    if not any(row.id == change.row for row in there):
        raise Refused("session.no_row", row=name_of(book, change.row), step=title(book, section or any_step(book, change.step)))
    return _put(session, change.step, change.at, replace(progress, skipped=(*progress.skipped, change.row)))


def show(book: Book, change: Show) -> Session:
    step = any_step(book, change.step)
    check_at(book, step, change.at)
    if not isinstance(step, Answered):
        raise Refused("session.wrong_kind", step=title(book, step))
    progress = book.session.progress_of(step.id, change.at)
    return _put(book.session, step.id, change.at, replace(progress, shown=change.shown))


def show_names(book: Book, change: ShowNames) -> Session:
    step = any_step(book, change.step)
    check_at(book, step, change.at)
    if not isinstance(step, Answered) or step.names == "never" or book.session.names == "never":
        raise Refused("session.nameless", step=title(book, step))
    progress = book.session.progress_of(step.id, change.at)
    return _put(book.session, step.id, change.at, replace(progress, names_shown=True))


def take_start(book: Book, change: TakeStart) -> Session:
    step = any_step(book, change.step)
    if not isinstance(step, AnyAnswered):
        raise Refused("session.wrong_kind", step=title(book, step))
    check_at(book, step, change.at)
    session = start.taken(book, step, change)
    return _put(session, step.id, change.at, replace(session.progress_of(step.id, change.at), started=True))


def _put(session: Session, name: str, at: str, progress: Progress) -> Session:
    if session.progress_of(name, at) == progress:
        return session
    return with_progress(session, name, at, progress)


CHANGES = {
    GoTo: go_to,
    MarkDone: mark_done,
    TakeAgain: take_again,
    NextItem: next_item,
    EndLoop: end_loop,
    Skip: skip,
    Show: show,
    ShowNames: show_names,
    TakeStart: take_start,
}
