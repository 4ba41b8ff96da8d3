"""How results are worked out (scenario-format, 7): figures and levels, the order of the rows, what they are set beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from workshop.language import t
from workshop.scenario.expression import Expression, parsed
from workshop.scenario.kinds.result import Result
from workshop.scenario.model import Figure, Level
from workshop.session import functions, layers, past, people, words
from workshop.session.env import Env, Named, Value, flat, is_date, is_number
from workshop.session.model import Item
from workshop.session.results import Compared, FigureValue, ResultRow, ResultValue

if TYPE_CHECKING:
    from workshop.session.book import Book

FEWEST_NAMELESS = 3
"""A team of fewer nameless voices than this is not shown by itself: its figures would tell who said what."""


# ------------------------------------------------------------------------------------------------------------- result


def result(book: Book, step: Result, env: Env) -> ResultValue:
    """A result as it stands at a section's item. It is of everybody: a voice at hand narrows nothing."""
    plain = Env(step=step.id, at=env.at, round=env.round, back=env.back, only=env.only)
    return book.remember(("result", step.id, plain), lambda: _result(book, step, plain), _nothing(step))


def compared(book: Book, step: Result, at: str) -> tuple[Compared, ...]:
    """What the result is set beside, in the order of `compare`."""

    def work() -> tuple[Compared, ...]:
        book.read("lang")
        found: list[Compared] = []
        for by in step.compare:
            if by == "rounds":
                found += _rounds(book, step, at)
            elif by == "last_time":
                found += _last_time(book, step, at)
            else:
                found += _teams(book, step, at, by)
        return tuple(found)

    return book.remember(("compared", step.id, at), work, ())


def _nothing(step: Result) -> ResultValue:
    return ResultValue(step.id, None, None, None, (), None, "")


class _Line(Struct, frozen=True):
    value: Value
    low: Value
    high: Value
    figures: tuple[FigureValue, ...]
    level: Level | None
    words: str


def _result(book: Book, step: Result, env: Env) -> ResultValue:
    book.read("lang")
    if step.each is None:
        line = _line(book, step, env._replace(item=book.item(env.at)))
        return ResultValue(step.id, line.value, line.low, line.high, line.figures, line.level, line.words)
    rows = [(item, _line(book, step, env._replace(item=item, of=item.id))) for item in layers.rows(book, step, env.at)]
    order: list[tuple[int, int | None]] = [(at, None) for at in range(len(rows))]
    if step.order != "none":
        order = in_order([[line.value] for _, line in rows], [step.order == "falling"])
    ordered = [(*rows[at], place) for at, place in order]
    return ResultValue(
        step.id,
        tuple(line.value for _, line in rows),
        None,
        None,
        (),
        None,
        "",
        rows=tuple(
            ResultRow(item, line.value, line.low, line.high, line.figures, line.level, place, line.words)
            for item, line, place in ordered
        ),
    )


def _line(book: Book, step: Result, env: Env) -> _Line:
    """Low and high, then the figures, each of which may use those before it; then the value, then the levels."""
    bound: dict[str, Value] = {}

    def work_out(expression: str | None) -> Value:
        return book.value_in(expression, env._replace(bound=dict(bound))) if expression is not None else None

    bound["low"] = low = work_out(step.low)
    bound["high"] = high = work_out(step.high)
    figures = []
    for figure in step.figures:
        bound[figure.id] = work_out(figure.value)
        figures.append(_figure(book, figure, bound[figure.id]))
    if step.value is not None:
        value = work_out(step.value)
        shown = in_unit(book, value, step.unit, step.digits)
    else:
        value = figures[0].value if figures else None
        shown = figures[0].words if figures else ""
    bound["value"] = value
    level = next((level for level in step.levels if level.when is None or work_out(level.when) is True), None)
    return _Line(value, low, high, tuple(figures), level, shown)


def _figure(book: Book, figure: Figure, value: Value) -> FigureValue:
    title = book.scenario.text(figure.title, book.session.lang)
    return FigureValue(figure.id, title, value, figure.unit, figure.digits, in_unit(book, value, figure.unit, figure.digits))


def in_unit(book: Book, value: Value, unit: str, digits: int) -> str:
    """A value with its unit, as it is drawn."""
    return words.with_unit(book, value, unit, digits)


# ------------------------------------------------------------------------------------------------------------ compare


def _rounds(book: Book, step: Result, at: str) -> list[Compared]:
    last = max((layers.latest(book, other, _at_of(book, other, at)) for other in steps_named(book, step)), default=1)
    if last < 2:
        return []
    return [
        Compared(
            "rounds", str(round), t("expression.round", book.session.lang, n=round), result(book, step, Env(at=at, round=round))
        )
        for round in range(1, last + 1)
    ]


def _at_of(book: Book, step: Any, at: str) -> str:
    return at if layers.loop_of(book, step) is not None else ""


def _last_time(book: Book, step: Result, at: str) -> list[Compared]:
    before = book.earlier(book.scenario.id)
    same = before.scenario.step_by_id.get(step.id) if before is not None else None
    if before is None or not isinstance(same, Result):
        return []
    item = book.item(at)
    then = past.counterpart(book, before, item) if item is not None else None
    if item is not None and then is None:
        return []
    title = t("expression.last_time", book.session.lang)
    return [Compared("last_time", "", title, result(before, same, Env(at=then.id if then is not None else "")))]


def _teams(book: Book, step: Result, at: str, teams: str) -> list[Compared]:
    found = []
    for team in people.team_items(book, teams):
        only = frozenset({team.id, *people.members(book, teams, team.id)})
        shown = None if _tells_too_much(book, step, only) else result(book, step, Env(at=at, only=only))
        found.append(Compared(teams, team.id, team.text, shown))
    return found


def _tells_too_much(book: Book, step: Result, only: frozenset[str]) -> bool:
    for other in steps_named(book, step):
        if people.many_voices(book, other) and people.nameless(book, other):
            heard = [voice for voice in people.voices(book, other) if voice in only]
            if len(heard) < FEWEST_NAMELESS:
                return True
    return False


def steps_named(book: Book, step: Result) -> list[Any]:
    """The steps a result is computed from, also by way of other results."""
    found: dict[str, Any] = {}
    pending = [step]
    while pending:
        one = pending.pop()
        texts = [one.value, one.low, one.high, *(figure.value for figure in one.figures), *(level.when for level in one.levels)]
        for text in texts:
            expression = parsed(text) if text is not None else None
            for name in _names(expression):
                other = book.scenario.step_by_id.get(name)
                if other is not None and other.id not in found and other.id != step.id:
                    found[other.id] = other
                    if isinstance(other, Result):
                        pending.append(other)
    return list(found.values())


def _names(expression: Expression | None) -> set[str]:
    """The parts of its names that may be steps: the first, and of `item.score` and `item.of.score` those after it."""
    if expression is None:
        return set()
    return {part for use in expression.names for part in use.name.split(".")[: 3 if use.name.startswith("item.") else 1]}


# -------------------------------------------------------------------------------------------------------------- order


def in_order(keys: Sequence[Sequence[Value]], falling: Sequence[bool]) -> list[tuple[int, int | None]]:
    """The indexes of rows by their keys, the first deciding before the second, each falling or rising; with their places
    (1.., ties share). What is missing comes last either way, and has no place. Equal rows keep their order."""
    order = list(range(len(keys)))
    made = [[sort_key(value, down) for value, down in zip(row, falling, strict=True)] for row in keys]
    for column in reversed(range(len(falling))):
        order.sort(key=lambda at: made[at][column], reverse=falling[column])
    found: list[tuple[int, int | None]] = []
    place: int | None = None
    for rank, at in enumerate(order):
        if rank == 0 or made[at] != made[order[rank - 1]]:
            place = rank + 1
        missing = not any(functions.is_there(value) for value in keys[at])
        found.append((at, None if missing else place))
    return found


def sort_key(value: Value, falling: bool) -> tuple[tuple[int, Any], ...]:
    """What to sort a value by; of a list the first entry decides, then the second. Missing comes last in either direction."""
    last = (-1, 0) if falling else (9, 0)
    return tuple(_entry_key(one, last) for one in flat(value)) or (last,)


def _entry_key(value: Value, last: tuple[int, Any]) -> tuple[int, Any]:
    if is_number(value):
        return 1, round(value, 9)  # a mean of the same marks is the same, however it was summed
    if isinstance(value, bool):
        return 2, value
    if is_date(value):
        return 3, value
    if isinstance(value, Item):
        return 4, value.text.casefold()
    if isinstance(value, Named):
        return 5, str(value)
    if isinstance(value, str):
        return 5, value.casefold()
    return last
