"""One scenario and one session, read together: rows, sources, values, results, words with values in them.

A Book is a view of one immutable session; the Desk makes the next one from the one before, so that what was computed stays
while the answers it was computed from are the very same objects. What is asked of a Book never raises and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from msgspec.structs import replace

from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import AnySource, Option, Text
from workshop.scenario.parts import Scenario
from workshop.session import deal, evaluate, layers, names, people, reckoning, review, sources, starts, words
from workshop.session.env import Env, Value
from workshop.session.functions import Inside
from workshop.session.index import Index
from workshop.session.memo import Memo, changed
from workshop.session.model import Answer, Cell, Item, Progress, Session, Spot
from workshop.session.results import Placed, ResultValue, Tallied
from workshop.session.review import Empty, FailedCheck
from workshop.session.scope import Scope
from workshop.session.values import placed, vote
from workshop.text import Run

T = TypeVar("T")

NOWHERE = Scope()


class Book:
    """See the modules of this package for the rules; a Book holds the two values, and what has been worked out of them."""

    scenario: Scenario
    session: Session

    def __init__(
        self,
        scenario: Scenario,
        session: Session,
        before: Book | None = None,
        earlier: Callable[[str], Book | None] | None = None,
    ) -> None:
        """`before`: the Book of the session this one came from. `earlier`: the client's earlier session of a scenario id
        (kept from `before` where it is not given)."""
        self.scenario = scenario
        self.session = session
        if before is not None and before.scenario is not scenario:
            before = None
        self._earlier: Callable[[str], Book | None] | None = earlier or (before._earlier if before is not None else None)
        if before is not None:
            self._memo: Memo = before._memo.after(changed(before.session, session), self._in_order)
        else:
            self._memo = Memo(self._in_order)
        self._inside: list[Inside] = []
        self.index: Index = Index(self, before.index if before is not None else None)

    # ------------------------------------------------------------------------------------------------------------ words

    def text(self, text: Text | None, scope: Scope = NOWHERE) -> str:
        """Scenario words in the session's language with the values put in; marks taken off."""
        return words.plain(self, text, self.env(scope))

    def runs(self, text: Text | None, scope: Scope = NOWHERE) -> tuple[Run, ...]:
        """The same with the marks as runs; values are plain."""
        return words.runs(self, text, self.env(scope))

    def title(self, value: Value, digits: int | None = None) -> str:
        """Any value in words: items by their text, ids of options and places by their titles, numbers and days as the
        language writes them, lists joined by ", "; "" for what is missing."""
        return words.title(self, value, digits)

    # ------------------------------------------------------------------------------------------------------------ items

    def item(self, id: str) -> Item | None:
        """Any item by id: of a list, an entry, a person, a team, a group, a written item (its text in the language), a
        combination, an answer taken as an item. None for what is gone."""
        return self.index.find(id)

    def label(self, id: str) -> str:
        """Its text, one line, also of what is gone; "" where unknown."""
        item = self.index.find(id, gone=True)
        return words.label(self, item) if item is not None else ""

    def labels(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of many."""
        return self.remember(("labels", ids), lambda: tuple(map(self.label, ids)), ())

    def rows(self, step: AnyStep, at: str = "") -> tuple[Item, ...]:
        """The rows of a step with `each` or `items`; for one that sorts, places, groups or votes its material (`from`),
        unless it has an `each` as well. Those left out by hand are not among them."""
        return layers.rows(self, step, at)

    def proposed(self, step: AnyStep, at: str = "") -> tuple[Item, ...]:
        """The rows with those left out by hand."""
        return layers.proposed(self, step, at)

    def material(self, step: layers.FromStep, at: str = "", of: str = "") -> tuple[Item, ...]:
        """What is sorted, placed, grouped or voted on: the rows, or for a step with `each` what `from` gives at a row."""
        return layers.material(self, step, at, of)

    def columns(self, step: AnyStep, at: str = "") -> tuple[Item, ...]:
        return layers.columns(self, step, at)

    def source(self, source: AnySource, scope: Scope = NOWHERE) -> tuple[Item, ...]:
        return self.items_of(source, self.env(scope))

    def voices(self, step: AnyStep) -> tuple[str, ...]:
        """Who answers a step, in order: ("",) for the group or alone, else person, team or role ids (and voices already
        there). Empty where each answers and nobody was named nor has answered yet."""
        return people.voices(self, step)

    def voice(self, step: AnyStep, by: str) -> Item | None:
        """Whoever a voice of a step is: a participant, a team, a role. None for the group and for a voice without a name."""
        return people.voice_item(self, step, by)

    def options(self, field: Any, scope: Scope = NOWHERE) -> tuple[Option, ...]:
        """What a choice field offers: written options, or the items of its source as options."""
        if not isinstance(field, ChoiceField):
            return ()
        if field.from_ is not None:
            return tuple(Option(id=item.id, title=words.label(self, item)) for item in self.source(field.from_, scope))
        return tuple(field.options or self.scenario.choices.get(field.choices or "", ()))

    def offers(self, step: AnyStep, at: str = "", of: str = "", by: str = "") -> tuple[Item, ...]:
        """What `start` and `items` hold that is not taken yet: suggestions, or what TakeStart copies."""
        return starts.offers(self, step, at, of, by)

    # ----------------------------------------------------------------------------------------------------------- values

    def value(self, expression: str, scope: Scope = NOWHERE) -> Value:
        """The value of an expression; lists are tuples. Raises nothing: what cannot be worked out is None."""
        env = self.env(scope)
        if scope.of or scope.item:
            return self.value_in(expression, env)
        return self.remember(("value", expression, scope), lambda: self.value_in(expression, env), None)

    def holds(self, when: str | None, scope: Scope = NOWHERE) -> bool:
        """A condition: no condition holds; none counts as false."""
        return self.holds_in(when, self.env(scope))

    def result(self, step: Result, at: str = "") -> ResultValue:
        """A result worked out, with what it is compared with."""
        found = reckoning.result(self, step, Env(at=at))
        return replace(found, compare=reckoning.compared(self, step, at)) if step.compare else found

    def votes(self, step: Vote, at: str = "", of: str = "", round: int = 0) -> tuple[Tallied, ...]:
        """Each item of a vote, best first, those without a vote too; dots counted without voices are in the totals.
        `round`: an earlier one (0: the latest)."""
        return tuple(vote.best_first(vote.tallied(self, step, at, of, Env(step=step.id, at=at, round=round))))

    def voters(self, step: Vote, at: str = "", of: str = "", round: int = 0) -> int:
        """How many have voted, those counted without voices too."""
        return vote.voters(self, step, at, of, Env(step=step.id, at=at, round=round))

    def placement(self, step: Sort | Matrix, at: str = "", of: str = "", by: str = "") -> tuple[Placed, ...]:
        """Each item of a sort or matrix with its place, in the order of the material; by one voice, or by all together."""
        return placed.placement(self, step, at, of, Env(at=at, by=by))

    # ----------------------------------------------------------------------------------------------------------- layers

    def latest(self, step: AnyStep, at: str = "") -> int:
        """The number of the latest round: 1 where there was but one."""
        return layers.latest(self, step, at)

    def active(self, step: AnyStep, at: str = "") -> bool:
        """Whether the conditions of a step and its section hold. What is not active has no answers, whatever is kept."""
        return layers.is_active(self, step, at)

    def cell(self, step: AnyStep, of: str = "", across: str = "", by: str = "", at: str = "") -> Cell:
        """What one voice said at one spot, as stored, in the latest round."""
        return self.answer(step.id).cell(Spot(self.latest(step, at), at, of, across, by))

    def is_answered(self, step: AnyStep, at: str = "", of: str = "", by: str = "", across: str = "") -> bool:
        """Whether anything was answered in the latest round, at the layers given ("" = anywhere)."""
        return review.is_answered(self, step, at, of, across, by)

    def missing(self, step: AnyStep, at: str = "") -> tuple[Empty, ...]:
        """What stands open in a step, in the order of rows, columns, voices and fields."""
        return review.missing(self, step, at)

    def checks(self, step: AnyStep, at: str = "") -> tuple[FailedCheck, ...]:
        """The checks that do not hold, with their words."""
        return review.checks(self, step, at)

    def hand(self, step: Ask | ListStep, by: str, at: str = "", round: int = 0) -> tuple[Item, ...]:
        """The rows dealt to a voice in a round (0: the latest); all rows where the step deals none."""
        return deal.hand(self, step, at, by, round or self.latest(step, at))

    # ------------------------------------------------------------- for the modules of this package: reading, remembering

    def env(self, scope: Scope) -> Env:
        return Env(
            step=scope.step,
            round=scope.round,
            at=scope.at,
            of=scope.of,
            across=scope.across,
            by=scope.by,
            item=self.item(scope.item or scope.of or scope.at),
        )

    def items_of(self, source: AnySource, env: Env) -> tuple[Item, ...]:
        return sources.items(self, source, env)

    def made_item(self, id: str) -> Item | None:
        """An item that lies nowhere but is made: a combination, an answer, one of an earlier session."""
        return sources.made(self, id)

    def label_of(self, item: Item) -> str:
        return words.label(self, item)

    def value_in(self, expression: str, env: Env) -> Value:
        return evaluate.value(self, expression, env)

    def holds_in(self, when: str | None, env: Env) -> bool:
        return evaluate.holds(self, when, env)

    def earlier(self, scenario: str) -> Book | None:
        """The client's earlier session of a scenario."""
        self.read("earlier")
        if self._earlier is None:
            return None
        find = self._earlier
        return self.remember(("earlier", scenario), lambda: find(scenario), None)

    def resolve(self, name: str, env: Env) -> Value:
        return names.resolve(self, tuple(name.split(".")), env)

    def members(self, item: Item) -> tuple[Item, ...]:
        """What lies in a group, who is in a team, the parts of a combination; () for any other item."""
        return names.members(self, item)

    def parts_of(self, item: Item) -> tuple[Item, ...]:
        found = (self.item(part) for part in item.id.split("+")) if "+" in item.id else ()
        return tuple(part for part in found if part is not None)

    def last_text(self, env: Env) -> str:
        return starts.last_text(self, env)

    def inside(self, values: tuple[Value, ...]) -> Inside:
        """A long list made ready for `in`: `where = "item in sorted.well"` asks the same of every item."""
        for known in self._inside:
            if known.values is values:
                return known
        made = Inside(values)
        self._inside = [made, *self._inside[:3]]
        return made

    def walk(self, value: Value, path: tuple[str, ...], env: Env) -> Value:
        return names.walk(self, value, path, env)

    def answer(self, step: str) -> Answer:
        self._memo.read("answers", step)
        return self.session.answer(step)

    def progress(self, name: str, at: str = "") -> Progress:
        self._memo.read("progress", name, at)
        return self.session.progress_of(name, at)

    def _in_order(self) -> None:
        """Work out whether each step is active and what each result is, from the first on."""
        for step in self.scenario.steps:
            self.rows(step)
            self.active(step)
            if isinstance(step, Result):
                self.result(step)

    def read(self, *what: str) -> None:
        """Said before a part of the session is looked at, so that what is made of it is made anew when it changes."""
        self._memo.read(*what)

    def remember(self, key: Hashable, work: Callable[[], T], in_a_circle: T) -> T:
        value: T = self._memo.get(key, work, in_a_circle)
        return value
