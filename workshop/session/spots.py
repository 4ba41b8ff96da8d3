"""Whether a change fits where it says it belongs: its step, the layers of its spot, its texts, the limits of a session.

Everything here either gives what was asked for, in the form that is kept, or raises `Refused` with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from workshop.errors import Refused
from workshop.limits import ANSWER, ITEMS, VOICES
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered, Section, Step
from workshop.session import layers, people
from workshop.session.book import Book
from workshop.session.changes import At
from workshop.session.model import LOGS, Cell, Item, Session, Spot, new_id, with_answer, with_cell
from workshop.text import clean, is_blank

AnyAnswered = Ask | ListStep | Sort | Matrix | GroupStep | Vote
FromStep = Sort | Matrix | GroupStep | Vote
S = TypeVar("S", bound=Step)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_REFERENCE = re.compile(r"[A-Za-z0-9_.+-]{1,400}")

# ------------------------------------------------------------------------------------------------------------- steps


def step_of(book: Book, id: str, kind: type[S]) -> S:
    """The step of this id, which must be of this kind."""
    step = any_step(book, id)
    if not isinstance(step, kind):
        raise Refused("session.wrong_kind", step=title(book, step))
    return step


def any_step(book: Book, id: str) -> AnyStep:
    step = book.scenario.step_by_id.get(id)
    if step is None:
        raise Refused("session.no_step", step=id)
    return step


def section_of(book: Book, id: str) -> Section:
    section = book.scenario.section_by_id.get(id)
    if section is None:
        raise Refused("session.no_section", section=id)
    return section


def title(book: Book, part: Step | Section) -> str:
    """The short title of a step or a section, as a sentence names it."""
    return book.scenario.text(part.title, book.session.lang) or part.id


def name_of(book: Book, id: str) -> str:
    """What a person calls the thing of this id; the id where nothing is known of it."""
    return book.label(id) or id


def log_of(step: Step) -> str:
    """The log that a list step's items lie in; "" for those that lie under [answers]."""
    return {"actions": "actions", "decisions": "decisions"}.get(step.kind, "")


# ------------------------------------------------------------------------------------------------------------ layers


def spot_of(book: Book, step: AnyAnswered, change: At) -> Spot:
    """The spot of a change, each layer checked: those the step has must be there, those it has not must not.

    A spot that already holds an answer is right whatever its source says by now: what was said can always be corrected.
    """
    found = Spot(round_of(book, step, change.round, change.at), change.at, change.of, change.across, change.by)
    if found not in book.session.answer(step.id).cells:
        check_at(book, step, change.at)
        check_of(book, step, change.at, change.of)
        check_across(book, step, change.at, change.across)
        check_by(book, step, change.by)
    return found


def round_of(book: Book, step: Step, round: int, at: str) -> int:
    latest = book.session.progress_of(step.id, at).rounds
    if not 0 <= round <= latest:
        raise Refused("session.no_round", step=title(book, step), n=latest)
    return round or latest


def check_at(book: Book, step: Step, at: str) -> None:
    section = book.scenario.section_by_id.get(step.section) if step.section else None
    if section is None or section.each is None:
        if at:
            raise Refused("session.no_layer", step=title(book, step))
        return
    if not any(item.id == at for item in section_items(book, section)):
        raise Refused("session.no_row", row=name_of(book, at) or "…", step=title(book, section))


def section_items(book: Book, section: Section) -> tuple[Item, ...]:
    """What the steps of a section are taken for, one after the other; those left out by hand are not among them."""
    return layers.loop_items(book, section)


def check_of(book: Book, step: AnyAnswered, at: str, of: str) -> None:
    if not has_rows(step):
        if of:
            raise Refused("session.no_layer", step=title(book, step))
    elif of not in layers.row_ids(book, step, at):
        raise Refused("session.no_row", row=name_of(book, of) or "…", step=title(book, step))


def has_rows(step: Step) -> bool:
    """Whether answers to it lie under a row (`of`): for sort, matrix, vote and group only where there is an `each`."""
    if isinstance(step, Ask):
        return step.has_rows
    return isinstance(step, Answered) and step.each is not None


def check_across(book: Book, step: AnyAnswered, at: str, across: str) -> None:
    if not isinstance(step, Ask) or step.across is None:
        if across:
            raise Refused("session.no_layer", step=title(book, step))
    elif not any(column.id == across for column in book.columns(step, at)):
        raise Refused("session.no_row", row=name_of(book, across) or "…", step=title(book, step))


def check_item(book: Book, step: FromStep, spot: Spot, id: str) -> None:
    """Whether the item is among what is sorted, placed, put into groups or voted on here."""
    if id not in layers.material_ids(book, step, spot.at, spot.of):
        raise Refused("session.no_item_here", item=name_of(book, id), step=title(book, step))


# ------------------------------------------------------------------------------------------------------------ voices


def nameless(book: Book, step: Step) -> bool:
    """Whether each participant's voice in this step has a random id that nobody can trace."""
    return isinstance(step, Answered) and people.nameless(book, step)


def unnamed(session: Session) -> bool:
    """Whether the participants were not given by name: then each ballot entered is a new voice."""
    return not session.alone and not any(person.name and not person.gone for person in session.people)


def check_by(book: Book, step: Answered, by: str, *, anybody: bool = False) -> None:
    """`anybody`: the voice may be left out (an item that somebody called out)."""
    session = book.session
    if not by:
        if anybody or step.by == "group" or session.alone:
            return
        raise Refused("session.voice_missing", step=title(book, step))
    if step.by == "group" or session.alone:
        raise Refused("session.no_layer", step=title(book, step))
    person = session.person(by)
    if nameless(book, step):
        if person is not None:
            raise Refused("session.nameless", step=title(book, step))
        checked_id(by)
    elif step.by == "each":
        if person is None and unnamed(session):
            checked_id(by)
        elif person is None or person.gone:
            raise Refused("session.no_voice", voice=name_of(book, by), step=title(book, step))
    elif by not in people.voices(book, step):
        raise Refused("session.no_voice", voice=name_of(book, by), step=title(book, step))


# ------------------------------------------------------------------------------------------------------------- texts


def one_line(text: str) -> str:
    """A text on one line, cleaned. A blank one is refused: removing is a change of its own."""
    return _filled(clean(short(text), multiline=False))


def many_lines(text: str) -> str:
    return _filled(clean(short(text)).strip("\n"))


def short(text: str) -> str:
    """A text of no more than an answer may hold; a longer one is refused whole."""
    if not isinstance(text, str):
        raise Refused("session.no_text")
    if len(text) > ANSWER:
        raise Refused("session.too_long", n=len(text), limit=ANSWER)
    return text


def _filled(text: str) -> str:
    if is_blank(text):
        raise Refused("session.empty")
    return text


# --------------------------------------------------------------------------------------------------------------- ids


def checked_id(id: str) -> str:
    """An id as a script or another program may hand it over."""
    if not isinstance(id, str) or _ID.fullmatch(id) is None:
        raise Refused("session.bad_id", id=str(id)[:60])
    return id


def references(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids that something came from, each once. They need not be known: an earlier session's are not."""
    found = tuple(dict.fromkeys(ids))
    for id in found:
        if not isinstance(id, str) or _REFERENCE.fullmatch(id) is None:
            raise Refused("session.bad_id", id=str(id)[:60])
    return found


def fresh_id(book: Book, id: str, among: Iterable[str] = ()) -> str:
    """The id given, if nothing has it yet; without one, a new one."""
    if not id:
        return new_id()
    session, scenario = book.session, book.scenario
    taken = checked_id(id) in among
    taken = taken or any(id in getattr(session, log) for log in LOGS)
    taken = taken or any(id in answer.items for answer in session.answers.values())
    taken = taken or session.person(id) is not None or id in scenario.step_by_id or id in scenario.section_by_id
    taken = taken or any(item.id == id for step in scenario.steps if isinstance(step, Ask | ListStep) for item in step.items)
    if taken:
        raise Refused("session.id_taken", id=id)
    return id


# ------------------------------------------------------------------------------------------------------------- limits

_counted: dict[str, tuple[Mapping[Spot, Cell], int]] = {}
"""The number of entries in a step's cells, remembered while the cells are the very same."""


def check_room(book: Book, more: int) -> None:
    """Whether the session may hold so many items more."""
    session = book.session
    count = more + sum(len(getattr(session, log)) for log in LOGS)
    for step, answer in session.answers.items():
        count += len(answer.items)
        if answer.cells:
            count += _entries(step, answer.cells)
    if count > ITEMS:
        raise Refused("session.too_many_items", n=ITEMS)


def _entries(step: str, cells: Mapping[Spot, Cell]) -> int:
    known = _counted.get(step)
    if known is not None and known[0] is cells:
        return known[1]
    count = sum(len(value) for cell in cells.values() for value in cell.values() if isinstance(value, tuple))
    _counted[step] = (cells, count)
    return count


def put(book: Book, step: Step, spot: Spot, cell: Mapping[str, Any]) -> Session:
    """The session with this cell at this spot (an empty one taken out)."""
    session, before = book.session, book.session.answer(step.id).cells
    if spot.by and spot not in before and session.person(spot.by) is None:
        voices = {other.by for other in before}
        if spot.by not in voices and len(voices) >= VOICES:
            raise Refused("session.too_many_voices", n=VOICES)
    after = with_cell(session, step.id, spot, cell)
    answer = after.answer(step.id)
    if spot not in before and nameless(book, step):
        # In the order of the voices' ids: the order of entering would tell who is who.
        cells = dict(sorted(answer.cells.items(), key=lambda pair: pair[0].by))
        after = with_answer(after, step.id, type(answer)(items=answer.items, cells=cells, extra=answer.extra))
        answer = after.answer(step.id)
    known = _counted.get(step.id)
    if known is not None and known[0] is before:
        changed = sum(len(v) for v in cell.values() if isinstance(v, tuple))
        changed -= sum(len(v) for v in before.get(spot, {}).values() if isinstance(v, tuple))
        _counted[step.id] = (answer.cells, known[1] + changed)
    return after
