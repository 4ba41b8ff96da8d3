"""Somebody who runs a workshop line by line: lines given beforehand, or invented as they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from workshop import language
from workshop.plain.fields import Asked
from workshop.plain.hearing import Ended, Heard, Lines
from workshop.plain.run import hold
from workshop.plain.speaking import Kept
from workshop.plain.talk import Talk
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.list import ListField
from workshop.scenario.load import parse
from workshop.session.ballots import letter
from workshop.session.begin import begin
from workshop.session.choices import chosen_in
from workshop.session.desk import Desk
from workshop.session.fields import OTHER
from workshop.session.invent import Clock
from workshop.session.invent.sayings import Sayings
from workshop.session.invent.values import value
from workshop.session.model import chance_from

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
MOST = 1_000  # lines of one workshop: more is a talk that never ends


def talk_of(text: str, *, lang: str = "en", people: Any = (), **given: Any) -> Talk:
    """A conversation about a new session of this scenario, with nothing behind it but a Desk."""
    scenario = parse(text).scenario
    assert scenario is not None, [str(fault) for fault in parse(text).errors]
    clock = Clock(NOW)
    with chance_from(Random("ids").randbytes):
        session = begin(scenario, text, lang=lang, people=people, now=NOW, **given)
    language.use(lang)
    desk = Desk(scenario, session, now=clock.now, clock=clock)
    return Talk(desk, Kept(), Lines(()), folder=Path("/nowhere"))


def run_lines(talk: Talk, *lines: str) -> list[str]:
    """What is said when these lines are written from where the session stands; what is refused is in `talk.speaking.wrong`."""
    talk.hearing, talk.speaking = Lines(lines), Kept()
    with suppress(Ended):
        hold(talk)
    return talk.speaking.lines


Script = Lines


class Speaker:
    """Writes what a group says, as it is asked: every question answered once, a few things in every list."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.random = Random("speaker")
        self.say = Sayings(self.random, talk.lang)
        self.written: list[str] = []
        self.done: set[Any] = set()  # what is said once in each place

    def line(self, tick: Callable[[], object]) -> Heard:
        tick()
        assert len(self.written) < MOST
        self.written.append(self.next())
        return Heard(self.written[-1])

    def once(self, *what: Any) -> bool:
        """Whether this is the first time it is asked."""
        fresh = what not in self.done
        self.done.add(what)
        return fresh

    def next(self) -> str:
        talk = self.talk
        if talk.stop is None:
            return ""
        handler: Any = getattr(talk.listing, "__self__", None)
        if talk.here.item:
            return self.item_field()
        if handler is None and talk.step.kind not in ("note", "result"):
            return ""
        return str(getattr(self, f"do_{talk.step.kind}")(handler))

    def do_note(self, handler: Any) -> str:
        return ""

    do_result = do_note

    # --------------------------------------------------------------------------------------------------------- questions

    def do_ask(self, handler: Any) -> str:
        slot = self.talk.here.slot
        if not slot.field:
            return ""
        if self.enough(handler, slot.by):
            return ""
        asked = handler.asked(slot)
        if isinstance(asked.field, ListField):
            return self.say.item(self.talk.book, self.talk.step, asked.field, asked.scope) if len(asked.entries()) < 2 else ""
        return "" if asked.value is not None else self.answer(asked)

    def enough(self, handler: Any, voice: str) -> bool:
        """Where nobody was named two answer, and then no more."""
        heard = [one for one in self.talk.book.voices(self.talk.step) if one]
        return bool(handler.voices.open_ended) and len(heard) >= 2 and voice not in heard

    def answer(self, asked: Asked) -> str:
        """A line for a field: what is kept, written as a person writes it."""
        found = value(asked.book, self.talk.step, asked.field, asked.scope, self.random, self.say, 0.7)
        if isinstance(asked.field, ListField):
            return "; ".join((self.say.one("things"), self.say.one("things")))
        if isinstance(asked.field, ChoiceField):
            ids = [option.id for option in asked.options()]
            chosen = chosen_in(found)
            if OTHER in chosen or not chosen:
                return self.say.one("things") if OTHER in chosen else ""
            return " ".join(str(ids.index(id) + 1) for id in chosen)
        if isinstance(found, bool):
            return {"sv": "ja", "en": "yes"}[asked.lang] if found else {"sv": "nej", "en": "no"}[asked.lang]
        if isinstance(found, date):
            return found.isoformat()
        if isinstance(found, int | float):
            return language.number(found, asked.lang)
        return escaped(str(found or ""))

    # ------------------------------------------------------------------------------------------------------------- lists

    def do_list(self, handler: Any, wanted: int = 3) -> str:
        talk, step = self.talk, self.talk.step
        block = handler.was if handler.was in handler.blocks() else handler.blocks()[0]
        here = talk.here.slot
        block = type(block)(here.of, here.by)
        offers = handler.offers(block)
        if step.closed or self.enough(handler, block.by):
            return ""
        room = (step.max or 99) - len(handler.things(block))
        if offers and room > 0 and self.once("take", talk.stop, block, talk.book.latest(step, talk.at)):
            return {"sv": "/ta a", "en": "/take a"}[talk.lang]
        there = sum(1 for item in handler.things(block) if item.round == talk.book.latest(step, talk.at))
        if there >= max(step.min or 0, min(wanted, step.max or wanted)) or room <= 0:
            return ""
        return escaped(self.say.item(talk.book, step, None, talk.scope(block.of), "things"))

    def do_actions(self, handler: Any) -> str:
        text = self.do_list(handler, 2)
        if not text and self.once("fill", talk_place(self.talk)):
            return {"sv": "/fyll i", "en": "/fill in"}[self.talk.lang]
        return text if not text or text.startswith("/") else f"{text} @Ann 2027-03-05"

    def do_decisions(self, handler: Any) -> str:
        return self.do_list(handler, 2)

    def item_field(self) -> str:
        talk = self.talk
        here = talk.here
        item = (
            talk.book.item(here.item) or talk.desk.session.actions.get(here.item) or talk.desk.session.decisions.get(here.item)
        )
        field = next((field for field in talk.step.fields if field.id == here.slot.field), None)
        if item is None or field is None:
            return {"owner": "Ann", "due": "2027-03-05"}.get(here.slot.field, "")
        scope = talk.scope(item.of, by=item.by, item=item.id)
        return self.answer(Asked(talk.book, field, scope, item.fields, talk.lang))

    # ---------------------------------------------------------------------------------------------- placing and voting

    def do_sort(self, handler: Any) -> str:
        item = handler.at_hand()
        return str(self.random.randint(1, len(handler.places))) if item is not None else ""

    def do_matrix(self, handler: Any) -> str:
        steps = self.talk.step.steps
        placed = handler.at_hand() is not None
        return f"{self.random.randint(1, steps)} {self.random.randint(1, steps)}" if placed else ""

    def do_group(self, handler: Any) -> str:
        loose = handler.loose()
        if not loose:
            return ""
        things = list(handler.things())
        numbers = [things.index(item) + 1 for item in loose[: max(2, len(things) // 2)]]
        return f"{' '.join(map(str, numbers))}: {self.say.one('groups')}"

    def do_vote(self, handler: Any) -> str:
        step, count = self.talk.step, len(handler.things())
        if handler.all_in or (handler.voices.open_ended and not self.once("ballot", self.talk.stop, handler.of)):
            show = {"sv": "/visa", "en": "/show"}[self.talk.lang]
            return show if self.once("show", self.talk.stop, self.talk.book.latest(step, self.talk.at)) else ""
        letters = [letter(index) for index in range(count)]
        if step.way == "rank":
            return " ".join(letters if step.rank == "all" else letters[: step.rank])
        if step.way == "points":
            return f"{letters[0]}{step.points}"
        if step.way == "notes":
            return " ".join(f"{one}{note}" for one, note in zip(letters, step.notes, strict=False))
        given = min(step.dots if isinstance(step.dots, int) else 2, count * (step.max_each or 99))
        if step.per_list:
            return self._per_list(handler, step)
        out = [letters[index % count] for index in range(given)]
        return " ".join(f"{one}{out.count(one)}" for one in dict.fromkeys(out))

    def _per_list(self, handler: Any, step: Any) -> str:
        from workshop.session.kinds import vote as voting

        ids = [item.id for item in handler.things()]
        out = []
        for some in voting.lists(self.talk.book, step, self.talk.at, handler.of):
            mine = [letter(ids.index(id)) for id in ids if id in some]
            if mine:
                out.append(f"{mine[0]}{step.dots}")
        return " ".join(out)


def talk_place(talk: Talk) -> tuple[Any, ...]:
    return talk.stop, talk.here.slot.of, talk.here.slot.by


def escaped(text: str) -> str:
    """As it is written where the first sign of a line may mean something."""
    text = " ".join(text.split())
    return text[:1] + text if text[:1] in ("/", "!", "=", "?") else text


def converse(talk: Talk) -> Speaker:
    """A workshop run to its end with invented lines."""
    speaker = Speaker(talk)
    talk.hearing, talk.speaking = speaker, Kept()
    hold(talk)
    return speaker
