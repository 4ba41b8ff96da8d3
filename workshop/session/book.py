"""One scenario and one session, read together: rows, sources, values, results, words with values in them.

A Book is a view of one immutable session; the Desk makes the next one `from_` the one before, so that what was computed stays
while the answers it was computed from are the very same objects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.scenario.kinds import AnyStep
from workshop.scenario.model import AnySource, Option, Text
from workshop.scenario.parts import Scenario
from workshop.session.model import Item, Session
from workshop.session.scope import Scope
from workshop.text import Run

Value = Any  # None, bool, int, float, str, date, Item, list of these


class Book:
    """Contract (being filled in)."""

    scenario: Scenario
    session: Session

    def __init__(
        self, scenario: Scenario, session: Session, before: Book | None = None, earlier: Callable[[str], Book | None] | None = None
    ) -> None:
        """`before`: the Book of the session this one came from. `earlier`: the client's earlier session of a scenario id."""

    # words
    def text(self, text: Text | None, scope: Scope = Scope()) -> str:
        """Scenario words in the session's language with the values put in; marks taken off."""

    def runs(self, text: Text | None, scope: Scope = Scope()) -> tuple[Run, ...]:
        """The same with the marks as runs; values are plain."""

    # items
    def item(self, id: str) -> Item | None:
        """Any item by id: of a list, an entry, a person, a team, a group, a written item (its text in the language), a combination."""

    def label(self, id: str) -> str:
        """Its text, one line; "" where unknown."""

    def rows(self, step: AnyStep, at: str = "") -> tuple[Item, ...]:
        """The rows of a step with `each`, `items` or `from` (sort, matrix, vote, group: the material): skipped ones left out."""

    def columns(self, step: AnyStep, at: str = "") -> tuple[Item, ...]: ...

    def offers(self, step: AnyStep, at: str = "", of: str = "", by: str = "") -> tuple[Item, ...]:
        """What `start` and `items` hold that is not taken yet: suggestions, or what TakeStart copies."""

    def source(self, source: AnySource, scope: Scope = Scope()) -> tuple[Item, ...]: ...

    def voices(self, step: AnyStep) -> tuple[str, ...]:
        """Who answers a step, in order: ("",) for the group or alone, else person, team or role ids (and voices already there)."""

    def options(self, field: Any, scope: Scope = Scope()) -> tuple[Option, ...]:
        """What a choice field offers: written options, or the items of its source as options."""

    # values
    def value(self, expression: str, scope: Scope = Scope()) -> Value: ...

    def holds(self, when: str | None, scope: Scope = Scope()) -> bool:
        """A condition: no condition holds; none counts as false."""

    def result(self, step: AnyStep, at: str = "") -> Any: ...
