"""The rows a step is asked about: where one is among them, what was said of them before, and the stages of a journey added,
renamed, moved and removed in the middle of it."""

from __future__ import annotations

from typing import Any

from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.talk import Talk
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.model import Source
from workshop.session.changes import AddItem, EditItem, MoveItem, RemoveItem, Skip
from workshop.session.model import Item
from workshop.session.spots import has_rows
from workshop.text import placeholders

SHORT = 30  # characters of a row in a prompt


def asks_of_rows(talk: Talk) -> bool:
    """Whether the step's question is another for each of its rows (`{item}: how is it?`)."""
    step, book = talk.step, talk.book
    prompt = book.scenario.text(step.prompt, talk.lang) if step.prompt is not None else ""
    return has_rows(step) and any(name.split(".")[0] == "item" for name in placeholders(prompt))


def _asked_in_full(step: Any) -> bool:
    """Whether the question stands in every prompt as it is: an ask of one field, a chain."""
    return len(getattr(step, "fields", ())) == 1 if step.kind == "ask" else bool(getattr(step, "chain", False))


class Rows:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def all(self) -> tuple[Item, ...]:
        talk = self.talk
        return talk.book.rows(talk.step, talk.at) if has_rows(talk.step) else ()

    @property
    def is_many(self) -> bool:
        return len(self.all()) > 1 or self.can_add

    def name(self, id: str) -> str:
        return self.talk.book.label(id)

    def place(self, id: str) -> str:
        """`2 of 5: Compares prices.`"""
        ids = [row.id for row in self.all()]
        at = ids.index(id) + 1 if id in ids else 0
        return self.talk.t("row", n=at, of=len(ids), what=self.name(id)) if len(ids) > 1 else f"{self.name(id)}."

    def beside(self, id: str) -> list[str]:
        """What is asked of it, its own hint, and what earlier steps say of it (`show`)."""
        talk, step = self.talk, self.talk.step
        book = talk.book
        question = book.text(step.prompt, talk.scope(id)) if asks_of_rows(talk) and not _asked_in_full(step) else ""
        own = next((item.hint for item in getattr(step, "items", ()) if item.id == id), None)
        found = [question] if question else []
        found += [talk.t("hint", what=hint)] if own is not None and (hint := book.text(own, talk.scope(id))) else []
        for name in step.show:
            words = " ".join(book.title(book.value(f"item.{name}", talk.scope(id))).split())
            if words:
                found.append(f"{self._title(name)}: {words}")
        return found

    def short(self, id: str) -> str:
        """A row as a prompt names it: a long one by how it begins, for it was said in full when one came to it."""
        name = self.name(id)
        return name if len(name) <= SHORT else f"{name[:SHORT].rsplit(' ', 1)[0].rstrip(' ,;:')} …"

    def _title(self, name: str) -> str:
        step_id, _, field_id = name.partition(".")
        step = self.talk.book.scenario.step_by_id.get(step_id)
        field = next((one for one in getattr(step, "fields", ()) if one.id == field_id), None)
        title = field.title if field is not None else step.title if step is not None else name
        return self.talk.book.text(title).rstrip("?:")

    # ------------------------------------------------------------------------------------------------- the list of stages

    @property
    def source(self) -> ListStep | None:
        """The list whose items the rows are; None where they are of another kind, or written in the scenario."""
        step: Any = self.talk.step
        each = step.each
        if isinstance(each, Source) and each == Source(from_=each.from_):
            each = each.from_
        if isinstance(each, list) and len(each) == 1:
            each = each[0]
        found = self.talk.book.scenario.step_by_id.get(each) if isinstance(each, str) else None
        return found if isinstance(found, ListStep) and found.kind == "list" and found.each is None else None

    @property
    def can_add(self) -> bool:
        found = self.source
        return found is not None and not found.closed

    def add(self, text: str) -> str:
        """A new row after the one at hand; its id, "" where it was refused."""
        talk, found = self.talk, self.source
        if found is None or found.closed:
            talk.refuse_with("rows_fixed")
            return ""
        if not text:
            return ""
        at = talk.at if found.section == talk.step.section else ""
        if not talk.done(AddItem(step=found.id, text=text, at=at, after=talk.here.slot.of or None)):
            return ""
        before = talk.here.slot.of
        ids = [row.id for row in self.all()]
        place = ids.index(before) + 1 if before in ids else len(ids) - 1
        return ids[min(place, len(ids) - 1)] if ids else ""

    def obey(self, rest: str) -> str:
        """What follows `/row`: a number or a name to go to, `add`, `name`, `remove`, `shift`, `without`, `with`. The row to go
        to; "" for none."""
        talk = self.talk
        what, more = grammar.subword(rest)
        if not rest:
            self.read()
        elif what == "add" and more:
            return self.add(more)
        elif what == "with":
            self._with(more)
        elif what in ("name", "remove", "shift", "without"):
            n, text = grammar.number_and_rest(more)
            row = self._numbered(n) if n else self.talk.book.item(talk.here.slot.of)
            if row is not None:
                self._change(what, row, text)
        elif (row := self.meant(rest)) is not None:
            return row.id
        else:
            talk.refuse_with("no_row", what=rest)
        return ""

    def _change(self, what: str, row: Item, text: str) -> None:
        talk, found = self.talk, self.source
        if what == "without":
            talk.done(Skip(step=talk.step.id, row=row.id, at=talk.at))
        elif found is None:
            talk.refuse_with("rows_fixed")
        elif what == "remove":
            talk.done(RemoveItem(step=found.id, id=row.id))
        elif what == "name":
            text = text or talk.ask(talk.t("new_words", old=self.name(row.id)))
            if text:
                talk.done(EditItem(step=found.id, id=row.id, text=text))
        else:
            self._shift(found, row, grammar.numbers(text))

    def _shift(self, found: ListStep, row: Item, to: list[int]) -> None:
        rest = [other.id for other in self.all() if other.id != row.id]
        if not to or not 1 <= to[0] <= len(rest) + 1:
            self.talk.refuse_with("move_how", word=grammar.words("row", "shift", self.talk.lang))
            return
        self.talk.done(MoveItem(step=found.id, id=row.id, after=rest[to[0] - 2] if to[0] > 1 else ""))

    def _with(self, rest: str) -> None:
        """A row that was left out is taken back."""
        talk = self.talk
        there = {row.id for row in self.all()}
        out = [row for row in talk.book.proposed(talk.step, talk.at) if row.id not in there]
        wanted = [row for row in out if bare(rest) in bare(self.name(row.id))] if rest else out
        if not wanted:
            talk.refuse_with("no_row", what=rest)
        for row in wanted:
            talk.done(Skip(step=talk.step.id, row=row.id, at=talk.at, skipped=False))

    def _numbered(self, n: int) -> Item | None:
        rows = self.all()
        if 1 <= n <= len(rows):
            return rows[n - 1]
        self.talk.refuse_with("no_number", n=n, of=len(rows))
        return None

    def meant(self, typed: str) -> Item | None:
        """A row by its number or how its name begins."""
        rows = self.all()
        if typed.isdecimal() and len(typed) < 7:
            return rows[int(typed) - 1] if 1 <= int(typed) <= len(rows) else None
        wanted = bare(typed)
        return next((row for row in rows if bare(self.name(row.id)).startswith(wanted)), None)

    def read(self) -> None:
        """All of them, by number."""
        rows = self.all()
        for at, row in enumerate(rows, start=1):
            self.talk.say(f"{at}. {self.name(row.id)}")
        if not rows:
            self.talk.tell("nothing_yet")
