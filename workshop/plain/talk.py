"""The conversation: a Desk, what is said to the facilitator and what is heard. What every kind of step and every command has in
common; where one is lies here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.plain import grammar
from workshop.plain.grammar import Said
from workshop.plain.hearing import Ended, Hearing
from workshop.plain.speaking import Speaking
from workshop.plain.turns import Turn
from workshop.scenario.kinds import AnyStep
from workshop.session import capture, flow
from workshop.session.agenda import has_clock
from workshop.session.book import Book
from workshop.session.changes import Capture, Change
from workshop.session.desk import Desk
from workshop.session.flow import Slot, Stop
from workshop.session.scope import Scope
from workshop.session.spots import has_rows
from workshop.settings import Settings
from workshop.store.table import Sitting
from workshop.text import is_blank


class Here(NamedTuple):
    """Where one is inside a step: the place, and a thing that is being filled in there."""

    slot: Slot = Slot()
    item: str = ""


Command = Callable[["Talk", str], None]


class Talk:
    """One session, line by line."""

    def __init__(
        self,
        desk: Desk,
        speaking: Speaking,
        hearing: Hearing,
        *,
        sitting: Sitting | None = None,
        settings: Settings | None = None,
        folder: Path | None = None,
        by_hand: bool = False,
    ) -> None:
        """`sitting`: the file behind the Desk; None: there is none. `by_hand`: somebody writes at a terminal; else the lines
        come from a pipe."""
        self.desk, self.speaking, self.hearing = desk, speaking, hearing
        self.sitting, self.by_hand = sitting, by_hand
        self.settings = settings or Settings()
        self.folder = folder or (sitting.path.parent if sitting is not None else Path.cwd())
        self.stop: Stop | None = None  # None: before the first step, or in the closing
        self.here = Here()
        self.refused = 0  # lines that could not be taken
        self.listing: Callable[[], None] | None = None  # reads what is here
        self.asking: Callable[[], None] | None = None  # asks again, in full
        self.local: Collection[str] = ()  # commands that hold here
        self.tells: Sequence[str] = ()  # what else can be written here, a sentence each
        self._saved = ""  # what was last said of saving
        self._over = False  # whether it was said that the step's time is out
        self.room = sitting.room if sitting is not None and by_hand else None  # what the room's screen follows
        self.room_failed = False
        self.draft = sitting.left_draft if sitting is not None and not self.is_reading else None
        self.waiting: list[str] = []  # lines to be taken before those that are heard
        self.resume_at = Here()  # where to begin inside the step that is come to next

    # ------------------------------------------------------------------------------------------------------- short ways

    @property
    def book(self) -> Book:
        return self.desk.book

    @property
    def lang(self) -> str:
        return self.desk.session.lang

    @property
    def step(self) -> Any:
        assert self.stop is not None
        return self.book.scenario.step_by_id[self.stop.step]

    @property
    def at(self) -> str:
        return self.stop.at if self.stop is not None else ""

    @property
    def today(self) -> date:
        return self.desk.now().astimezone().date()

    @property
    def names(self) -> list[str]:
        return [person.name for person in self.desk.session.present if person.name]

    def t(self, key: str, /, **values: object) -> str:
        return t(f"plain.{key}", self.lang, **values)

    def number(self, value: float) -> str:
        return language.number(value, self.lang)

    def scope(self, of: str = "", across: str = "", by: str = "", item: str = "") -> Scope:
        step = self.stop.step if self.stop is not None else ""
        return Scope(step=step, at=self.at, of=of, across=across, by=by, item=item)

    # ----------------------------------------------------------------------------------------------------------- saying

    def say(self, text: str) -> None:
        self.speaking.say(text)

    def tell(self, key: str, /, **values: object) -> None:
        self.say(self.t(key, **values))

    def refuse(self, text: str) -> None:
        """A line could not be taken: one sentence. What was asked is asked again."""
        self.refused += 1
        self.speaking.refuse(text)

    def refuse_with(self, key: str, /, **values: object) -> None:
        self.refuse(self.t(key, **values))

    # ---------------------------------------------------------------------------------------------------------- hearing

    def hear(
        self,
        prompt: str | Callable[[], str],
        *,
        local: Collection[str] = (),
        listing: Callable[[], None] | None = None,
        asking: Callable[[], None] | None = None,
        tells: Sequence[str] = (),
        captures: bool = True,
    ) -> Said:
        """What is written next that is meant for whoever asks: an answer, an empty line, a command of `local`. All other
        commands are done on the way, and then it is asked again. `captures` False: signs are for whoever asks too."""
        self.local, self.listing, self.asking, self.tells = local, listing, asking, tells
        self._say_time_is_out()
        self.follow()
        self._prompt(prompt)
        while True:
            said = self._next()
            if said.sign:
                if not captures:
                    return said
                self.capture(said)
            elif not said.command or said.command in local:
                return said
            else:
                self._obey(said)
                self.local, self.listing, self.asking, self.tells = local, listing, asking, tells
            self.follow()
            self._prompt(prompt)

    def _prompt(self, prompt: str | Callable[[], str]) -> None:
        self.say(prompt if isinstance(prompt, str) else prompt())

    def follow(self) -> None:
        """The room's screen, before it is asked."""
        if self.room is not None:
            from workshop.plain import room

            room.follow(self)

    def _next(self) -> Said:
        if self.waiting:
            return grammar.read(self.waiting.pop(0))
        heard = self.hearing.line(self.desk.tick)
        self._say_if_not_saved()
        if heard.broken:
            self.tell("broken")
        return grammar.read(heard.text)

    def _obey(self, said: Said) -> None:
        from workshop.plain.everywhere import COMMANDS

        command = COMMANDS.get(said.command)
        if command is not None:
            command(self, said.text)
        elif said.command == "?":
            meant = grammar.near(said.text, self.lang)
            what = f"/{said.text.split(' ')[0]}"[:40]
            self.refuse_with("unknown_near" if meant else "unknown", what=what, near=meant)
        else:
            self.refuse_with("not_here", what=grammar.word(said.command, self.lang))

    def ask(self, prompt: str) -> str:
        """One line in answer to a question of a command; "" where it was empty. A command there is done instead."""
        said = self.hear(prompt, listing=self.listing, captures=False)
        return f"{said.sign}{said.text}" if said.sign else said.text

    # --------------------------------------------------------------------------------------------------------- changing

    @property
    def is_reading(self) -> bool:
        """Whether nothing that is written here would be kept."""
        return self.sitting is not None and self.sitting.opened.saver is None

    def do(self, *changes: Change) -> bool:
        """Through the Desk, as one thing done. False: refused, and said why."""
        if self.is_reading:
            self.refuse(t("run.read_only", self.lang))
            return False
        try:
            if len(changes) == 1:
                self.desk.do(changes[0])  # type: ignore[arg-type]
            elif changes:
                self.desk.do_all(changes)  # type: ignore[arg-type]
        except Refused as refusal:
            self.refuse(refusal.words(self.lang))
            return False
        return True

    def done(self, *changes: Change) -> bool:
        """The same, and what was done is said."""
        before = self.desk.last
        if not self.do(*changes):
            return False
        if (last := self.desk.last) is not None and last is not before:
            self.say(last.what)
        return True

    def capture(self, said: Said) -> None:
        """Something caught on the way, from wherever one is."""
        sign = said.sign
        what = t(f"session.capture.{capture.SIGNS.get(sign, 'note')}", self.lang)
        text = said.text
        if is_blank(text):
            self.say(self.t("capture_what", what=what))
            heard = self._next()
            text = heard.text if not heard.command else ""
            if is_blank(text):
                self.tell("nothing_captured")
                return
        found = capture.read(text, lang=self.lang, today=self.today, people=self.names, sign=sign)
        change = Capture(
            what=found.what, text=found.text, step=self.stop.step if self.stop is not None else "",
            fields=dict(found.fields), src=list(self.about)
        )  # fmt: skip
        if self.do(change):
            self.say(self.t("captured", what=what, text=found.text, more=f", {found.said}" if found.said else ""))

    @property
    def about(self) -> tuple[str, ...]:
        """What is at hand: the item of the section, the row."""
        if self.stop is None:
            return ()
        row = self.here.slot.of
        at_a_row = row and has_rows(self.step) and any(row == each.id for each in self.book.rows(self.step, self.at))
        return tuple(id for id in (self.at, row if at_a_row else "") if id)

    # ------------------------------------------------------------------------------------------------------ saved, time

    def _say_if_not_saved(self) -> None:
        """What was done to the file from outside; and, once each, that it cannot be written any more, and that it can again."""
        if self.sitting is None or self.is_reading:
            return
        self.sitting.look()
        if came := self.sitting.take_in():
            self.say(came)
        state, said = self.sitting.status
        if state == "failed" and said != self._saved:
            self.speaking.refuse(said)
        elif self._saved and state == "saved":
            self.tell("saved_again")
        self._saved = said if state == "failed" else "" if state == "saved" else self._saved

    def _say_time_is_out(self) -> None:
        """Once a step, before a question: nothing is ever said while somebody writes."""
        if self.stop is None or self._over or not has_clock(self.desk.session, self.stop.step):
            return
        timer = self.desk.timer(*self.stop)
        if timer is not None and timer.planned and timer.spent >= timer.planned:
            self._over = True
            self.tell("time_out", n=round(timer.planned / 60))

    def arrived(self, stop: Stop | None) -> None:
        """One is here now."""
        self.stop, self.here, self._over = stop, self.resume_at, False
        self.resume_at = Here()


def position(book: Book, stop: Stop) -> tuple[int, int]:
    """The number of a stop among all there are, and how many they are; 0 where it is none of them."""
    stops = flow.stops(book)
    return (stops.index(stop) + 1 if stop in stops else 0), len(stops)


def step_name(book: Book, stop: Stop) -> str:
    """A step by its title, and what it is about where it is taken once for each of several."""
    step: AnyStep = book.scenario.step_by_id[stop.step]
    title = book.text(step.title)
    return phrase(title, book.label(stop.at) if stop.at else "")


def phrase(name: str, *rest: str) -> str:
    """A title and what is said of it, in one sentence: a title that asks keeps its sign."""
    more = ", ".join(part for part in rest if part)
    if not more:
        return name
    return f"{name}{' ' if name.endswith(('?', '!')) else ', '}{more}"


__all__ = ["Command", "Ended", "Here", "Said", "Talk", "Turn", "phrase", "position", "step_name"]
