"""A workshop with a step of every kind, and a Desk to sit at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from workshop.errors import Refused
from workshop.scenario.load import parse
from workshop.scenario.parts import Scenario
from workshop.session.begin import begin
from workshop.session.changes import AnyChange
from workshop.session.desk import Desk
from workshop.session.model import Session

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday

ALL_KINDS = """
format = 1
id = "every_kind"
title = { sv = "Alla sorter", en = "Every kind" }
languages = ["sv", "en"]

[choices]
measure = ["Reach", "Engagement", "Conversion"]

[teams.pairs]
size = 2
[teams.quads]
size = 2
of = "pairs"
[teams.offices]
teams = ["Lund", "Umea"]

[roles.boss]
title = "Boss"
[roles.judges]
title = "Judge"
many = true

[[section]]
id = "talk"
title = "Talk"
each = "ideas"
left = "park"
minutes = 10
at_time = "stop"
[[section]]
id = "sprint"
title = "Sprint"
repeat = { max = 3, until = "count(sprinted) >= 3" }

[[step]]
id = "welcome"
kind = "note"
title = "Welcome"
minutes = 5

[[step]]
id = "topic"
kind = "ask"
title = "Topic"

[[step]]
id = "topic_again"
kind = "ask"
title = "Topic again"
start = "topic"

[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
by = "each"
minutes = 8
min = 2
fields = [
  { id = "why", title = "Why" },
  { id = "measure", title = "Measure", as = "choice", choices = "measure", evidence = true },
  { id = "cost", title = "Cost", as = "number", min = 0 },
]

[[step]]
id = "short"
kind = "list"
title = "Short"
max = 2

[[step]]
id = "fixed"
kind = "list"
title = "Fixed"
closed = true
items = [{ id = "first", text = { sv = "Ett", en = "One" } }, { id = "second", text = "Two" }]

[[step]]
id = "links"
kind = "list"
title = "Links"
chain = true
start = "topic"

[[step]]
id = "amended"
kind = "list"
title = "Amended"
start = "ideas"
fields = [{ id = "why", title = "Why" }]

[[step]]
id = "form"
kind = "ask"
title = "Form"
fields = [
  { id = "plain", title = "Plain" },
  { id = "long", title = "Long", lines = 4, evidence = true },
  { id = "several", title = "Several", as = "list" },
  { id = "number", title = "Number", as = "number", min = -5, max = 1000 },
  { id = "mark", title = "Mark", as = "scale", min = -2, max = 2 },
  { id = "one", title = "One", as = "choice", options = ["A", "B"], other = true },
  { id = "two", title = "Two", as = "choice", choices = "measure", many = true, max = 2 },
  { id = "who", title = "Who", as = "choice", from = "people" },
  { id = "sure", title = "Sure", as = "yesno" },
  { id = "day", title = "Day", as = "date" },
  { id = "span", title = "Span", as = "duration", day_hours = 8 },
  { id = "then", title = "Then", when = "sure" },
]

[[step]]
id = "score"
kind = "ask"
title = "Score"
by = "each"
each = "ideas"
as = "scale"

[[step]]
id = "cross"
kind = "ask"
title = "Cross"
each = "short"
across = "people"
as = "number"

[[step]]
id = "secret"
kind = "ask"
title = "Secret"
by = "each"
names = "never"

[[step]]
id = "whispers"
kind = "list"
title = "Whispers"
by = "each"
names = "never"

[[step]]
id = "late"
kind = "ask"
title = "Late"
by = "each"
names = "later"

[[step]]
id = "bossy"
kind = "ask"
title = "Bossy"
by = "boss"

[[step]]
id = "judged"
kind = "ask"
title = "Judged"
by = "judges"

[[step]]
id = "sorted"
kind = "sort"
title = "Sorted"
from = "ideas"
places = ["Well", "Less"]

[[step]]
id = "sorted_again"
kind = "sort"
title = "Sorted again"
from = "ideas"
places = ["Well", "Less"]
start = "sorted"

[[step]]
id = "paired"
kind = "sort"
title = "Paired"
from = "ideas"
by = "pairs"
places = ["Well", "Less"]

[[step]]
id = "map"
kind = "matrix"
title = "Map"
from = "ideas"
x = { title = "Effort", low = "small", high = "large" }
y = { title = "Effect", low = "small", high = "large" }
places = [{ id = "now", x = "low", y = "high", title = "Now" }]

[[step]]
id = "themes"
kind = "group"
title = "Themes"
from = "ideas"

[[step]]
id = "dots"
kind = "vote"
title = "Dots"
from = "ideas"
dots = 3
max_each = 2
reason = true

[[step]]
id = "points"
kind = "vote"
title = "Points"
from = "ideas"
points = 100

[[step]]
id = "notes"
kind = "vote"
title = "Notes"
from = "ideas"
notes = [40, 30, 10, 10]

[[step]]
id = "ranked"
kind = "vote"
title = "Ranked"
from = "ideas"
rank = "all"

[[step]]
id = "three"
kind = "vote"
title = "Three"
from = "ideas"
rank = 2
worth = [2, 1]

[[step]]
id = "lists"
kind = "vote"
title = "Lists"
from = ["ideas", "short"]
dots = 2
per_list = true
exactly = true

[[step]]
id = "parts"
kind = "list"
title = "Parts"
each = "ideas"
max = 3

[[step]]
id = "sums"
kind = "result"
title = "Sums"
value = "count(ideas)"

[[step]]
id = "said"
kind = "ask"
title = "Said"
section = "talk"

[[step]]
id = "heard"
kind = "list"
title = "Heard"
section = "talk"

[[step]]
id = "sprinted"
kind = "list"
title = "Sprinted"
section = "sprint"

[[step]]
id = "sprint_note"
kind = "ask"
title = "Sprint note"
section = "sprint"
start = "last_round"

[[step]]
id = "moves"
kind = "actions"
title = "Moves"
start = { from = "dots", top = 2 }
fields = [{ id = "cost", title = "Cost", as = "number" }]
checks = [{ that = "count(moves) >= 1", text = "One at least.", level = "block" }]

[[step]]
id = "verdicts"
kind = "decisions"
title = "Verdicts"
"""


@cache
def every_kind() -> Scenario:
    loaded = parse(ALL_KINDS, "every_kind.toml")
    assert loaded.scenario is not None, [str(fault) for fault in loaded.faults]
    return loaded.scenario


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds - 1000)


class Kept:
    """A saver that remembers what it was given."""

    def __init__(self) -> None:
        self.sessions: list[Session] = []

    def changed(self, session: Session) -> None:
        self.sessions.append(session)


def desk(people: Sequence[str] | int = ("Anna", "Bo", "Cy"), scenario: Scenario | None = None, **options: Any) -> Desk:
    scenario = scenario or every_kind()
    clock, saver = Clock(), Kept()
    session = begin(scenario, ALL_KINDS, people=people, lang="en", now=NOW, **options)
    return Desk(scenario, session, saver=saver, now=clock.now, clock=clock)


def ids(desk: Desk, step: str) -> list[str]:
    """The items of a list in order, gone ones left out."""
    log = {"actions": desk.session.actions, "decisions": desk.session.decisions}.get(every_kind().step_by_id[step].kind)
    items = desk.session.answer(step).items if log is None else log
    return [item.id for item in items.values() if not item.gone]


def texts(desk: Desk, step: str) -> list[str]:
    return [desk.book.label(id) for id in ids(desk, step)]


def refused(desk: Desk, change: AnyChange, key: str) -> str:
    """The words of the refusal, which changed nothing."""
    before = desk.session
    with pytest.raises(Refused) as raised:
        desk.do(change)
    assert raised.value.key == f"session.{key}"
    assert desk.session is before
    for lang in ("sv", "en"):
        words = raised.value.words(lang)
        assert words != raised.value.key
        assert "{" not in words
        assert "…" not in words or key in ("no_row",), words
    return raised.value.words("en")
