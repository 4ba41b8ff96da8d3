"""What of a step may be seen, and how the pages of all kinds say it: the question, what it is about, who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from workshop import language
from workshop.language import t
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import Answered
from workshop.session import flow, people, review
from workshop.session.book import Book
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.session.room import answers
from workshop.session.room.page import Curve, Look, Plane, Thing
from workshop.session.scope import Scope
from workshop.session.spots import has_rows
from workshop.session.words import value_in_words as in_words
from workshop.text import Block, paragraphs, pieces

PARAGRAPH = 240
"""Characters of a text that stand together; a longer paragraph is parted between its sentences."""
REACH = 210
"""So many things can be paged to: nobody goes back thirty pages in front of a room."""

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
    plane: Plane | None = None
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
    """Whose an answer is. The wall says what was said, not who said it: there are names only where somebody showed them by hand
    (`names = "later"`), and never in a session without."""
    if not by or by == step.by or "never" in (step.names, book.session.names) or book.session.alone:
        return ""
    return book.label(by) if book.session.progress_of(step.id, at).names_shown else ""


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
