"""What a save costs as the session grows, as rows of the table (`save_cost` has it all)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.save_cost import CASES, FEW, MANY, cost
from tests.bench.table import Row


def saving(rounds: int) -> Iterator[Row]:
    """Milliseconds of the processor where one thing changed among 10,000, and what a hundredth of them would take."""
    for name, (build, change) in CASES.items():
        yield Row(f"save, {name}, {MANY:,} things", cost(build(MANY), change), unit="ms")
        yield Row(f"save, {name}, {FEW:,} things", cost(build(FEW), change), unit="ms")
