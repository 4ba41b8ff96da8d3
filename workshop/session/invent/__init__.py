"""Invented sessions: a workshop held by a group that never met, through the same Changes and the same Desk as a real one.

For rehearsals and for tests. The simplest:

    from workshop.session.invent import invent

    session = invent(scenario, seed=1, lang="sv", people=5)               # held to the end
    session = invent(scenario, upto="dots")                               # stands at the step `dots`, which is not answered
    session = invent(scenario, text, people=["Anna", "Bo"], gaps=0.2)     # a fifth is left unanswered
    session = invent(scenario, names="never")                             # nobody's name is kept
    session = invent(scenario, alone=True)
    session = invent(scenario, again=("dots",))                           # that vote is taken twice

The same scenario, arguments and seed give the same session: texts, figures, ids, uuid, times. `text` is the scenario's file,
kept in the session as its snapshot; without it the session cannot be opened again from a file, but it can be read:

    book = Book(scenario, session)

`changes(…)` gives the Changes themselves, in order. `hold(desk, …)` holds what is left of a session at a Desk of one's own, and
tells of every stay. The group's texts are the examples that the scenario's steps give, then a small stock of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from workshop.scenario.parts import Scenario
from workshop.session.begin import begin
from workshop.session.changes import AnyChange
from workshop.session.desk import Desk
from workshop.session.invent.day import Clock, Stay, as_planned, hold
from workshop.session.invent.sayings import names as invented_names
from workshop.session.model import Session, chance_from

__all__ = ["MONDAY", "Clock", "Stay", "as_planned", "changes", "hold", "invent"]

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When an invented session begins, if nothing else is said."""


def invent(
    scenario: Scenario,
    text: str = "",
    *,
    seed: int | str = 0,
    lang: str = "sv",
    people: int | Sequence[str] = 5,
    upto: str | None = None,
    alone: bool = False,
    names: str = "shown",
    title: str = "",
    client: str = "",
    start: datetime = MONDAY,
    gaps: float = 0.0,
    again: Collection[str] = (),
    captures: bool = True,
    made: list[AnyChange] | None = None,
) -> Session:
    """A session of the scenario, answered to the end, or up to (and without) the step `upto`.

    `people`: how many, or their names; 0: nobody is named, and a few voices answer all the same. `gaps`: the part (0 to 1) of
    answers that is left out. `again`: ids of steps taken twice. `captures`: whether actions, decisions, parked things and notes
    are taken down in passing, and it is asked at the end whether it was worth the time. `made`: a list that every Change is put
    into. Raises Refused only where `begin` does (too many people). With `names="never"` a mere number of people stays nameless.
    """
    clock = Clock(start)
    there = invented_names(lang, people) if isinstance(people, int) and names != "never" else people
    with chance_from(Random(f"ids/{seed}").randbytes):
        session = begin(
            scenario, text, title=title, client=client, lang=lang, alone=alone, people=there, names=names, now=clock.now()
        )
        desk = Desk(scenario, session, now=clock.now, clock=clock)
        hold(desk, clock=clock, seed=seed, upto=upto, gaps=gaps, again=again, captures=captures, made=made)
    return desk.session


def changes(scenario: Scenario, text: str = "", **given: Any) -> list[AnyChange]:
    """The Changes of that same session in order, as they were made from `begin` on; the arguments are those of `invent`.

    Everything added has its id in its change. Only what a `TakeStart` copies gets new ids where it is made again: changes of
    such a copy do not fit another session, the others do.
    """
    made: list[AnyChange] = []
    invent(scenario, text, **given, made=made)
    return made
