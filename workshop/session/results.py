"""What is computed, ready to be drawn: votes counted, things placed, results with their figures and levels."""

from __future__ import annotations

from msgspec import Struct

from workshop.scenario.model import Level
from workshop.session.env import Value
from workshop.session.model import Item


class Tallied(Struct, frozen=True):
    """One item of a vote. `total`: dots, points, worth; where all is ranked the sum of ranks, and low is best."""

    item: Item
    total: int | float
    voters: int  # voices that gave it anything
    votes: tuple[int | float | None, ...]  # what each voice gave, in the order of the voices; None: has not voted
    place: int | None  # 1.., ties share; None while nobody has voted
    share: float | None  # its part of all that was given, 0..1
    reasons: tuple[str, ...] = ()  # of those who gave it anything


class Placed(Struct, frozen=True):
    """One item of a `sort` or `matrix`. By several voices `place` is their most common one, `x` and `y` their means."""

    item: Item
    place: str = ""  # "": not placed, or a tie
    x: float | None = None
    y: float | None = None
    agree: float | None = None  # the part of the voices that placed it who chose the most common place
    voices: int = 0  # how many placed it


class FigureValue(Struct, frozen=True):
    id: str
    title: str
    value: Value
    unit: str
    digits: int
    words: str  # the value as it is drawn, with its unit; "" where there is none


class ResultRow(Struct, frozen=True):
    """One line of a result with `each`."""

    item: Item
    value: Value
    low: Value
    high: Value
    figures: tuple[FigureValue, ...]
    level: Level | None
    place: int | None  # 1.., ties share; None where the order is none or the value is missing
    words: str


class ResultValue(Struct, frozen=True):
    step: str
    value: Value
    low: Value
    high: Value
    figures: tuple[FigureValue, ...]
    level: Level | None
    words: str  # the value as it is drawn, with the unit of the step (or of the first figure, where that is the value)
    rows: tuple[ResultRow, ...] = ()  # in the order of the result
    compare: tuple[Compared, ...] = ()

    def figure(self, id: str) -> FigureValue | None:
        return next((figure for figure in self.figures if figure.id == id), None)


class Compared(Struct, frozen=True):
    """The same result of another round, of last time, or of one team. `result` None: withheld, too few nameless voices."""

    by: str  # "rounds", "last_time" or the teams id
    id: str  # the number of the round, "", the team's id
    title: str
    result: ResultValue | None
