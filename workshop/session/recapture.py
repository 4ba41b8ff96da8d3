"""What was captured, written as the line one could have captured it with; and what another line changes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from workshop import language
from workshop.errors import Refused
from workshop.scenario.kinds.list import ListStep
from workshop.session import capture, evaluation
from workshop.session.book import Book
from workshop.session.changes import Change, EditItem, Evaluate, SetItemField
from workshop.session.model import Item, Session
from workshop.session.spots import log_of

SIGN = {"actions": "!", "decisions": "=", "parked": "?", "notes": " "}
FIELDS = {
    "actions": ("owner", "due"),
    "decisions": ("why", "decided_by", "review"),
    "parked": ("answer", "owner", "due"),
}
"""What can be said of each, one by one, in the order it is asked."""

NEEDED = ("owner", "due")
DAYS = ("due", "review")
NAMES = ("owner", "decided_by")


def names_of(item: Item, name: str = "owner") -> list[str]:
    """Those who are named, one by one."""
    return [one for part in str(item.get(name) or "").split(",") if (one := part.strip())]


def lacks(log: str, item: Item) -> tuple[str, ...]:
    """What an action that is still to be done does not say yet."""
    return () if log != "actions" or item.get("done") else tuple(name for name in NEEDED if not item.get(name))


def written(session: Session, log: str, item: Item, text: str) -> str:
    """`ring tryckeriet @Sam 2026-12-03`; `text`: the words of the item. Of a decision only these: why and who have lines of
    their own, for a reason of one word could not be read back."""
    if log == "evaluation":
        return evaluation.line_of(session, item)
    if log not in ("actions", "parked") or (log == "parked" and not item.get("owner")):
        return text
    due = item.get("due")
    day = f" {due.isoformat()}" if isinstance(due, date) else ""
    return text + "".join(f" @{name}" for name in names_of(item)) + day


def changes(session: Session, log: str, item: Item, text: str, line: str, today: date) -> list[Change]:
    """What a line changes of a thing with these words (`text`). Nothing is read into what was not touched: where the line
    as it stood would not be read as the thing is, the whole line is its new words."""
    line, before = line.strip(), written(session, log, item, text)
    if not line or line == before:
        return []
    if log == "evaluation":
        return evaluated(session, line, item)
    if log == "notes":
        return [EditItem(id=item.id, text=line)]
    people = [*(person.name for person in session.present if person.name), *names_of(item)]

    def read(line: str) -> capture.Captured:
        return capture.read(line, lang=session.lang, today=today, people=people, sign=SIGN[log])

    old, new = read(before), read(line)
    if old.text != text or any(old.fields[name] != item.get(name) for name in old.fields):
        return [EditItem(id=item.id, text=line)]
    found: list[Change] = [] if new.text == text else [EditItem(id=item.id, text=new.text)]
    for name in dict.fromkeys([*old.fields, *new.fields]):
        if old.fields.get(name) != new.fields.get(name):
            found.append(SetItemField(id=item.id, field=name, value=new.fields.get(name)))
    return found


def evaluated(session: Session, line: str, item: Item | None = None) -> list[Change]:
    """What a line of the evaluation says, a change for each participant; or what one (`item`) says instead."""
    people = [person.name for person in session.present if person.name]
    said = evaluation.read(line, people)
    found: list[Change] = []
    for one in said[:1] if item is not None else said:
        by = evaluation.person_of(session, one.who)
        if session.names == "never":
            by = ""  # a name that is typed is heard by nobody
        # Nobody of the participants: whoever it is, the name goes with the word, where names are kept.
        word = one.word if by or not one.who or session.names == "never" else f"{one.word} ({one.who})".strip()
        found.append(Evaluate(mark=one.mark, text=word, by=by, id=item.id if item is not None else ""))
    return found


def origin(book: Book, item: Item) -> str:
    """Where it was caught: the step, and what was at hand there. `Resan, Får`; "" where no step was open."""
    step = book.scenario.step_by_id.get(str(item.get("step", "")))
    if step is None:
        return ""
    # In a step that gathers actions `src` is what they were made of.
    at_hand = () if isinstance(step, ListStep) and log_of(step) else item.src
    about = [label for id in at_hand if (label := book.label(id)) and label != item.text]
    return ", ".join([book.text(step.title), *about])


def field_line(item: Item, name: str) -> str:
    """One thing said of an item, as one writes it: a day in the form that means the same whenever it is read."""
    value = item.get(name)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def field_changes(session: Session, log: str, item: Item, name: str, line: str, today: date) -> list[Change]:
    """What a line sets of one thing said of an item; an empty line takes it away. Refused: a day that is none. What was
    parked and has its answer is dealt with."""
    value = _value(session, item, name, line.strip(), today)
    if value == (item.get(name) or None):
        return []
    found: list[Change] = [SetItemField(id=item.id, field=name, value=value)]
    if name == "answer" and bool(value) != bool(item.get("done")):
        found.append(SetItemField(id=item.id, field="done", value=True if value else None))
    return found


def _value(session: Session, item: Item, name: str, line: str, today: date) -> Any:
    if not line:
        return None
    if name in DAYS:
        day = language.parse_day(line, session.lang, today)
        if day is None:
            raise Refused("session.not_date")
        return day
    if name in NAMES:
        people = [person.name for person in session.present if person.name]
        if len(line.split()) == 1 or line.startswith("@"):
            who, rest = capture.owner_in(line if line.startswith("@") else f"@{line}", people)
            return who if who and not rest else line
    return line


def read_back(session: Session, log: str, name: str, line: str, today: date) -> str:
    """What a line that is being written would be understood as; "" where it says that itself. `name` "": the whole line."""
    if name in DAYS:
        day = language.parse_day(line, session.lang, today)
        return language.long_day(day, session.lang, today) if day is not None else ""
    if name or log not in ("actions", "decisions", "parked"):
        return ""
    people = [person.name for person in session.present if person.name]
    return capture.read(line, lang=session.lang, today=today, people=people, sign=SIGN[log]).said
