"""What the room sees of a step, by its kind: the question, and what has been said so far.

One function a kind, in the order of the format. Each gives everything that may be seen; `room.page` makes a page of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from workshop import language
from workshop.language import t
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered, Source
from workshop.session import flow, people, review
from workshop.session.book import Book
from workshop.session.env import is_number
from workshop.session.flow import Stop
from workshop.session.model import Item, live
from workshop.session.results import ResultValue
from workshop.session.room import answers
from workshop.session.room.page import Curve, Look, Thing
from workshop.session.scope import Scope
from workshop.session.spots import has_rows, log_of
from workshop.session.words import value_in_words as in_words
from workshop.text import Block, paragraphs, pieces

PARAGRAPH = 240
"""Characters of a text that stand together; a longer paragraph is parted between its sentences."""
REACH = 210
"""So many things of a list can be paged to: nobody goes back thirty pages in front of a room."""
BESIDE = 24
"""Characters of a figure that may stand beside a line of a table."""
LEADING = 3
"""So many lead in a vote, where no later step says how many go on."""


T = TypeVar("T")


class At(NamedTuple):
    """Where the facilitator is: the stop, and within it the row, the field and the column at hand ("" where there is none)."""

    stop: Stop
    of: str = ""
    field: str = ""
    across: str = ""


class Shown(NamedTuple):
    """All there is to see of a step. `newest`: the last things are the newest and come up by themselves; else those at `at`.
    `beyond`: how many more there are, too far away to be paged to."""

    question: str
    look: Look = "step"
    above: str = ""
    place: str = ""
    text: str = ""
    things: Sequence[Thing] = ()
    said: str = ""
    figures: str = ""
    curve: Curve | None = None
    newest: bool = False
    at: int = 0
    beyond: int = 0


# ---------------------------------------------------------------------------------------------------------- what all share


def question(book: Book, step: AnyStep, at: At, of: str = "") -> str:
    """The question for the room's screen, else the question in full, else the title."""
    return words(book, step.room or step.prompt or step.title, Scope(step=step.id, at=at.stop.at, of=of))


def words(book: Book, text: Any, scope: Scope) -> str:
    """Words of the scenario with the values put in (`filled`), on one line."""
    return " ".join(filled(book, text, scope).split())


def filled(book: Book, text: Any, scope: Scope) -> str:
    """The same with its lines. What is hidden yet is no value, nor is a participant's name where none is to be seen."""
    env = book.env(scope)
    item = env.item if isinstance(env.item, Item) else None
    of_somebody = book.session.names == "never" and item is not None and answers.is_somebody(book, item)

    def value(name: str) -> str | None:
        parts = name.split(".")
        if parts[0] == "last":
            parts.append(scope.step)
        if of_somebody and parts[0] == "item":
            return None
        steps = (book.scenario.step_by_id.get(part) for part in parts)
        if any(step is not None and is_hidden(book, step, Stop(step.id, scope.at)) for step in steps):
            return None
        return in_words(book, name, env)

    template = book.scenario.text(text, book.session.lang) if text else ""
    return "".join(run.text for run in pieces(template, value))


def is_hidden(book: Book, step: AnyStep, stop: Stop) -> bool:
    """Whether what was answered is not to be seen yet."""
    if not isinstance(step, Answered) or book.session.alone or not step.is_hidden:
        return False
    return not book.session.progress_of(step.id, stop.at).shown


def name_of(book: Book, step: Answered, by: str, at: str) -> str:
    """Whose an answer is; "" where that is not to be seen, or nobody's."""
    if not by or by == step.by or "never" in (step.names, book.session.names) or book.session.alone:
        return ""
    if step.names == "later" and not book.session.progress_of(step.id, at).names_shown:
        return ""
    return book.label(by)


def near(things: Sequence[T], at: int = 0) -> tuple[Sequence[T], int, int]:
    """Those that can be paged to from `at`, how far in it stands among them, and how many are beyond."""
    begin = max(0, min(at - REACH // 2, len(things) - REACH))
    found = things[begin : begin + REACH]
    return found, at - begin, len(things) - len(found)


def row_of(book: Book, step: AnyStep, at: At) -> tuple[str, str]:
    """The row at hand and where it stands among the others, in words."""
    rows = [row.id for row in book.rows(step, at.stop.at)] if has_rows(step) else []
    of = at.of if at.of in rows else ""
    if not of and at.of:  # a thing under a row may be at hand
        thing = book.item(at.of)
        of = thing.of if thing is not None and thing.of in rows else ""
    of = of or (rows[0] if rows else "")
    place = t("room.nth", book.session.lang, n=rows.index(of) + 1, of=len(rows)) if len(rows) > 1 else ""
    return of, place


def above(book: Book, of: str, asked: str) -> str:
    """What a question is about, where it does not say so itself."""
    name = answers.label(book, of) if of else ""
    return "" if name and name in asked else name


def answered_by(book: Book, step: Answered, stop: Stop) -> int:
    """How many have answered anything here."""
    whole = book.scenario.step_by_id[step.id]
    if isinstance(whole, Vote):
        return book.voters(whole, stop.at) if not has_rows(whole) else len(_voters(book, whole, stop))
    if isinstance(whole, ListStep):
        return len({item.by for item in flow.own_items(book, whole) if item.at == stop.at and item.by})
    return sum(1 for voice in book.voices(whole) if voice and review.is_answered(book, whole, stop.at, "", "", voice))


def _voters(book: Book, step: Vote, stop: Stop) -> set[str]:
    rounds = book.latest(step, stop.at)
    cells = book.session.answer(step.id).cells
    return {spot.by for spot in cells if spot.by and spot.at == stop.at and spot.round == rounds}


def silent(book: Book, step: Answered, at: At) -> Shown:
    """Hidden answers: only how many have answered."""
    n = answered_by(book, step, at.stop)
    # What is called out without a name is nobody's, but it is something.
    called = sum(1 for item in flow.own_items(book, book.scenario.step_by_id[step.id]) if not item.by) if not n else 0
    of = len(people.people(book)) if step.by == "each" else len([voice for voice in book.voices(_whole(book, step)) if voice])
    lang = book.session.lang
    if called:
        said, figures = t("room.come_in", lang, n=called), language.number(called, lang)
    elif of >= n and of:
        said, figures = t("room.answered_of", lang, n=n, of=of), f"{n}/{of}"
    else:
        said, figures = t("room.answered", lang, n=n), str(n)
    asked = question(book, _whole(book, step), at)
    return Shown(asked, "silent", said=said, figures=figures)


def _whole(book: Book, step: Answered) -> AnyStep:
    return book.scenario.step_by_id[step.id]


def in_sentences(text: str) -> list[Thing]:
    """A text as things that can stand on pages: its paragraphs, long ones parted between sentences, lists line by line."""
    out: list[Thing] = []
    for block in paragraphs(text):
        if block.kind == "list":
            out += [Thing(line, lead="·") for line in block.lines]
        else:
            out += [Thing(part) for part in _parted(block)]
    return out


def _parted(block: Block) -> list[str]:
    parts = [""]
    for sentence in block.text.replace("! ", "!\n").replace("? ", "?\n").replace(". ", ".\n").split("\n"):
        if parts[-1] and len(parts[-1]) + len(sentence) > PARAGRAPH:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part for part in parts if part]


# ------------------------------------------------------------------------------------------------------------ the kinds


def note(book: Book, step: Note, at: At) -> Shown:
    asked = question(book, step, at)
    if step.pause:
        return Shown(asked, "break")
    return Shown(asked, things=in_sentences(filled(book, step.text, Scope(step=step.id, at=at.stop.at))))


def listed(book: Book, step: ListStep, at: At) -> Shown:
    """A list and the logs: what was said, the newest last."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of, place = row_of(book, step, at)
    asked = question(book, step, at, of)
    own = [item for item in flow.own_items(book, step) if item.at == at.stop.at and (not of or item.of == of)]
    unordered = people.nameless(book, step)
    if unordered:  # the order of entering would tell who is who
        own.sort(key=lambda item: item.id)
    begin = 0 if unordered else max(0, len(own) - REACH)
    things = [
        Thing(
            answers.label(book, item.id),
            lead=str(n),
            note=_beside(book, step, item),
            strong=n == len(own) and not unordered,
            done=bool(item.get("done")),
        )
        for n, item in enumerate(own[begin : begin + REACH], begin + 1)
    ]
    return Shown(asked, above=above(book, of, asked), place=place, things=things, newest=not unordered)


def _beside(book: Book, step: ListStep, item: Item) -> str:
    if log_of(step):
        return in_charge(book, item)
    first = next((one for field in step.fields for one in answers.said(book, field, item.fields, Scope(step=step.id))), "")
    return " · ".join(filter(None, (name_of(book, step, item.by, item.at), first)))


def in_charge(book: Book, item: Item) -> str:
    """Who does it, by when."""
    owner = str(item.get("owner") or "")
    if book.session.person(owner) is not None:
        owner = answers.label(book, owner)
    return " · ".join(filter(None, (owner, book.title(item.get("due")))))


def sort(book: Book, step: Sort, at: At) -> Shown:
    """While things are placed, the one at hand and how many lie where; then what lies where."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    placed = book.placement(step, at.stop.at, of)
    asked = question(book, step, at, of)
    titles = {place.id: book.text(place.title) for place in step.places}
    named = (one for one in placed if one.item.id == at.of)
    at_hand = next(named, None) or next((one for one in placed if not one.place), None)
    left = sum(1 for one in placed if not one.place and not one.voices)
    lang = book.session.lang
    if left and at_hand is not None:
        count = Counter(one.place for one in placed)
        things = [
            Thing(titles[place.id], lead=str(n), figure=language.number(count[place.id], lang))
            for n, place in enumerate(step.places, 1)
        ]
        text = answers.label(book, at_hand.item.id)
        return Shown(asked, text="" if text in asked else text, things=things, said=t("room.left", lang, n=left))
    ordered, _, beyond = near([one for place in (*titles, "") for one in placed if one.place == place])
    split = t("room.split", lang)
    things = [
        Thing(answers.label(book, one.item.id), label=titles.get(one.place, split if one.voices else "")) for one in ordered
    ]
    return Shown(asked, things=things, beyond=beyond)


def matrix(book: Book, step: Matrix, at: At) -> Shown:
    """The thing at hand, and what lies in which corner."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    asked = question(book, step, at, of)
    placed = [one for one in book.placement(step, at.stop.at, of) if one.x is not None and one.y is not None]
    lang = book.session.lang
    titles = {place.id: book.text(place.title) for place in step.places}

    def where(one: Any) -> str:
        axes = ((step.x, one.x), (step.y, one.y))
        high = [book.text(axis.high if value > step.steps / 2 else axis.low) for axis, value in axes]
        return titles.get(one.place) or " · ".join(high)

    order = [*titles.values()]
    placed.sort(key=lambda one: (order.index(where(one)) if where(one) in order else len(order), -(one.y or 0), one.x or 0))
    here = next((n for n, one in enumerate(placed) if one.item.id == at.of), 0)
    ordered, here, beyond = near(placed, here)
    things = [Thing(answers.label(book, one.item.id), label=where(one), strong=one.item.id == at.of) for one in ordered]
    material = book.material(step, at.stop.at, of)
    left = len(material) - len(placed)
    at_hand = at.of if any(item.id == at.of for item in material) and all(one.item.id != at.of for one in placed) else ""
    text = answers.label(book, at_hand) if at_hand else ""
    return Shown(
        asked,
        text="" if text and text in asked else text,
        things=things,
        said=t("room.left", lang, n=left) if left else "",
        at=here,
        beyond=beyond,
    )


def _of_each(book: Book, step: Sort | Matrix | GroupStep | Vote, at: At) -> str:
    return row_of(book, step, at)[0] if step.each is not None else ""


def group(book: Book, step: GroupStep, at: At) -> Shown:
    """The groups with how many lie in each."""
    if is_hidden(book, step, at.stop):
        return silent(book, step, at)
    of = _of_each(book, step, at)
    asked = question(book, step, at, of)
    rounds, lang = book.latest(step, at.stop.at), book.session.lang
    cells = [
        cell
        for spot, cell in book.session.answer(step.id).cells.items()
        if (spot.round, spot.at, spot.of) == (rounds, at.stop.at, of)
    ]
    found = [one for cell in cells for one in cell.get("groups", ()) if not one.gone]
    inside = {id for one in found for id in one.items}
    loose = [item for item in book.material(step, at.stop.at, of) if item.id not in inside]
    things = [
        Thing(
            one.name.strip() or ", ".join(filter(None, (answers.label(book, id) for id in one.items[:3]))),
            lead=str(n),
            figure=language.number(len(one.items), lang),
            strong=n == len(found),
        )
        for n, one in enumerate(found, 1)
    ]
    return Shown(asked, things=things, said=t("room.loose", lang, n=len(loose)) if loose else "", newest=True)


def vote(book: Book, step: Vote, at: At) -> Shown:
    """What is voted on, with its letters; what it got, once that is shown."""
    of, place = row_of(book, step, at) if step.each is not None else ("", "")
    asked = question(book, step, at, of)
    lang, n = book.session.lang, book.voters(step, at.stop.at, of)
    head = Shown(asked, above=above(book, of, asked), place=place)
    if is_hidden(book, step, at.stop) or not n:
        material, _, beyond = near(book.material(step, at.stop.at, of))
        things = [Thing(answers.label(book, item.id), lead=letter(index)) for index, item in enumerate(material)]
        many = len(people.people(book)) if step.by == "each" else len(book.voices(step))
        key = "room.voted_of" if many >= n and many > 1 else "room.voted"
        said = t(key, lang, n=n, of=many) if not book.session.alone else ""
        return head._replace(things=things, said=said, beyond=beyond)
    found, _, beyond = near(book.votes(step, at.stop.at, of))
    most = max((one.share or 0 for one in found), default=0) or 1
    top = going_on(book, step)
    things = [
        Thing(
            answers.label(book, one.item.id),
            figure=language.number(one.total, lang),
            part=(one.share or 0) / most,
            strong=bool(one.share) and (one.place or 0) <= top,
        )
        for one in found
    ]
    said = "" if book.session.alone else t("room.have_voted", lang, n=n)
    return head._replace(things=things, said=said, beyond=beyond)


def letter(index: int) -> str:
    """a to z, then aa, ab …: as the ballots name them."""
    return chr(97 + index) if index < 26 else chr(96 + index // 26) + chr(97 + index % 26)


def going_on(book: Book, step: Vote) -> int:
    """How many of a vote's best a later step takes."""
    for other in book.scenario.steps:
        for name in ("each", "from_", "start"):
            given = getattr(other, name, None)
            for one in given if isinstance(given, list) else [given]:
                if isinstance(one, Source) and one.from_ == step.id and isinstance(one.top, int):
                    return one.top
    return LEADING


def result(book: Book, step: Result, at: At) -> Shown:
    """The conclusion as the question, then figures or rows."""
    found = book.result(step, at.stop.at)
    scope = Scope(step=step.id, at=at.stop.at)
    asked = question(book, step, at)
    over, text = "", ""
    if found.level is not None:
        over, asked = words(book, step.title, scope), words(book, found.level.title, scope)
        text = words(book, found.level.text, scope)
    if step.each is None:
        return Shown(asked, above=over, text=text, things=_figures(book, step, found))
    if any(answers.is_somebody(book, row.item) and not _may_be_named(book, step) for row in found.rows):
        return Shown(asked, above=over, text=text, said=t("room.withheld", book.session.lang))
    return Shown(asked, above=over, text=text, things=_lines(book, step, at, found), beyond=max(0, len(found.rows) - REACH))


def _figures(book: Book, step: Result, found: ResultValue) -> list[Thing]:
    if not found.figures:
        low, high = (book.title(value, step.digits) for value in (found.low, found.high))
        words = found.words or (f"{low}–{high}" if low and high else "")
        return [Thing(book.text(step.title), figure=words)] if words else []
    out = []
    for one in found.figures:
        share = one.value / 100 if one.unit == "%" and is_number(one.value) and 0 <= one.value <= 100 else None
        out.append(Thing(one.title, figure=one.words or "–", part=share))
    return out


def _lines(book: Book, step: Result, at: At, found: ResultValue) -> list[Thing]:
    values = [float(row.value) for row in found.rows if is_number(row.value)]
    low, high = min([0.0, *values]), max([0.0, *values])
    bars = step.look in ("bars", "radar", "curve") and high > low
    out = []
    for row in found.rows[:REACH]:
        figure = row.words if is_number(row.value) else ""
        short = [one.words for one in row.figures if 0 < len(one.words) <= BESIDE][:2]
        beside = "" if figure else " · ".join(short or [row.words])
        if row.level is not None:
            beside = words(book, row.level.title, Scope(step=step.id, at=at.stop.at, item=row.item.id))
        part = (float(row.value) - low) / (high - low) if bars and is_number(row.value) else None
        lead = str(row.place) if figure and step.order != "none" and row.place else ""
        out.append(Thing(answers.label(book, row.item.id), lead=lead, figure=figure, note=beside, part=part))
    return out


def _may_be_named(book: Book, step: Result) -> bool:
    """A line for each participant says what each answered: never before those answers are shown, nor where no names are."""
    from workshop.session.rests import rests_on

    for id in rests_on(book.scenario)[step.id]:
        other = book.scenario.step_by_id[id]
        if isinstance(other, Answered) and other.by == "each":
            if "never" in (other.names, book.session.names):
                return False
            if is_hidden(book, other, Stop(id)) or (other.names == "later" and not book.session.progress_of(id).names_shown):
                return False
    return True


def ask(book: Book, step: Any, at: At) -> Shown:
    from workshop.session.room.asked import ask as of_ask

    return of_ask(book, step, at)


KINDS: Mapping[str, Callable[[Book, Any, At], Shown]] = {
    "note": note,
    "ask": ask,
    "list": listed,
    "sort": sort,
    "matrix": matrix,
    "group": group,
    "vote": vote,
    "result": result,
    "actions": listed,
    "decisions": listed,
}


def open_actions(book: Book) -> list[Item]:
    return [item for item in live(book.session.actions) if not item.get("done")]
