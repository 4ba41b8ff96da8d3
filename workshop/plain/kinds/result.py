"""A result read aloud: the conclusion, its figures, each thing with what it came to, what to take next."""

from __future__ import annotations

from collections.abc import Sequence

from workshop import language
from workshop.plain import shell
from workshop.plain.talk import Talk
from workshop.plain.turns import Onward
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Level
from workshop.session.results import FigureValue, ResultRow, ResultValue


def take(talk: Talk) -> None:
    reading = Reading(talk)
    reading.read()
    while True:
        said = talk.hear(talk.t("result_on"), listing=reading.read, asking=reading.read)
        if not said.text:
            raise Onward
        talk.refuse_with("nothing_asked")


class Reading:
    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    @property
    def step(self) -> Result:
        step: Result = self.talk.step
        return step

    def read(self) -> None:
        talk, book = self.talk, self.talk.book
        found = book.result(self.step, talk.at)
        self._level(found.level)
        if found.words and found.level is None and not found.rows:
            talk.say(f"{book.text(self.step.title)}: {found.words}.")
        self._figures(found.figures)
        if found.low is not None and found.high is not None and not found.rows:
            talk.tell("between", low=book.title(found.low), high=book.title(found.high))
        self._rows(found.rows)
        if not (found.level or found.words or found.rows or any(one.words for one in found.figures)):
            talk.tell("nothing_to_reckon")
        if self.step.text is not None:
            talk.say(book.text(self.step.text, talk.scope()))
        self._compared(found)
        self._next(found)

    def _level(self, level: Level | None) -> None:
        if level is None:
            return
        text = self.talk.book.text
        self.talk.say(f"{text(level.title, self.talk.scope())}.".replace("..", "."))
        if level.text is not None:
            self.talk.say(text(level.text, self.talk.scope()))

    def _figures(self, figures: Sequence[FigureValue]) -> None:
        for one in figures:
            if one.words:
                self.talk.say(f"{one.title}: {one.words}.")

    def _rows(self, rows: Sequence[ResultRow]) -> None:
        text = self.talk.book.text
        told: dict[str, Level] = {}
        for row in rows:
            place = f"{language.number(row.place, self.talk.lang)}. " if row.place and self.step.order != "none" else ""
            said = [row.words] if row.words and self.step.value is not None else []
            said += [f"{one.title} {one.words}" for one in row.figures if one.words]
            if row.level is not None:
                said.append(text(row.level.title))
                told[row.level.id] = row.level
            self.talk.say(f"{place}{self._name(row)}{': ' if said else ''}{', '.join(said)}")
        for level in told.values():
            if level.text is not None:
                self.talk.say(f"{text(level.title)}: {text(level.text)}")

    def _name(self, row: ResultRow) -> str:
        return row.item.text or self.talk.book.label(row.item.id)

    def _compared(self, found: ResultValue) -> None:
        """The same of another round, of last time, of each team."""
        for one in found.compare:
            if one.result is None:
                self.talk.tell("withheld", who=one.title)
                continue
            figures = [f"{figure.title} {figure.words}" for figure in one.result.figures if figure.words]
            said = [one.result.words] if one.result.words and not figures else figures
            said += [
                f"{row.item.text or self.talk.book.label(row.item.id)} {row.words}" for row in one.result.rows if row.words
            ]
            if said:
                self.talk.say(f"{one.title}: {', '.join(said)}")

    def _next(self, found: ResultValue) -> None:
        """The workshop that the conclusion points to, and the command that begins it."""
        level = found.level or (found.rows[0].level if found.rows else None)
        if level is None or not level.next:
            return
        from workshop.scenario import library

        entry = next((one for one in library.entries(self.talk.settings.scenarios) if one.id == level.next), None)
        if entry is not None:
            session = self.talk.desk.session
            command = shell.command("run", "--plain", entry.id, *(("--client", session.client) if session.client else ()))
            self.talk.tell("take_next", title=language.pick(entry.title, self.talk.lang), command=command)
