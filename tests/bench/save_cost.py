"""What a save costs where one thing changed, with 10,000 things in the session against 100: `python -m tests.bench.save_cost`.

Measured is the work done in the program (laying out, reading back, comparing, joining): the disk's part is the same for any way
of doing it, and is done while the terminal goes on. Reported are medians of the processor's time, and the ratio of each.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from workshop.session.model import Answer, Item, Session, Spot, new_id, with_answer, with_cell
from workshop.store.codec import Encoder, decode, encode

NOW = datetime(2026, 11, 22, 9, 2, 44, tzinfo=UTC)
FEW, MANY = 100, 10_000
ROUNDS = 31


def listed(count: int) -> Session:
    """A list of so many items."""
    made = (Item(id=new_id(), text=f"Sak nummer {n}, sagd av någon i rummet en tisdag", by=f"p{n % 9}") for n in range(count))
    empty = Session(uuid="0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77", title="Kundresan", created=NOW, changed=NOW)
    return with_answer(empty, "ideas", Answer(items={item.id: item for item in made}))


def answered(count: int) -> Session:
    """So many answers, each with a number and a sentence."""
    session = listed(count // 10)
    rows = list(session.answer("ideas").items)
    spots = (Spot(of=row, by=f"p{n}") for row in rows for n in range(10))
    cells = {spot: {"value": n % 5, "value_evidence": "det har vi sett i siffrorna"} for n, spot in enumerate(spots)}
    return with_answer(session, "score", Answer(cells=cells))


def placed(count: int) -> Session:
    """So many items put in places, by the group as one."""
    session = listed(count)
    return with_cell(session, "sorted", Spot(), {"place": dict.fromkeys(session.answer("ideas").items, "keep")})


def edit_item(session: Session, turn: int) -> Session:
    items = session.answer("ideas").items
    id = list(items)[turn * 7 % len(items)]
    return with_answer(session, "ideas", Answer(items={**items, id: replace(items[id], text=f"ändrad {turn}")}))


def add_item(session: Session, turn: int) -> Session:
    item = Item(id=new_id(), text=f"ny {turn}")
    return with_answer(session, "ideas", Answer(items={**session.answer("ideas").items, item.id: item}))


def change_answer(session: Session, turn: int) -> Session:
    spots = list(session.answer("score").cells)
    return with_cell(session, "score", spots[turn * 7 % len(spots)], {"value": 5, "value_evidence": str(turn)})


def give_answer(session: Session, turn: int) -> Session:
    return with_cell(session, "score", Spot(of=new_id(), by="p1"), {"value": turn})


def place_item(session: Session, turn: int) -> Session:
    place = session.cell("sorted", Spot())["place"]
    id = list(place)[turn * 7 % len(place)]
    return with_cell(session, "sorted", Spot(), {"place": {**place, id: f"p{turn}"}})


CASES: dict[str, tuple[Callable[[int], Session], Callable[[Session, int], Session]]] = {
    "an item edited": (listed, edit_item),
    "an item added": (listed, add_item),
    "an answer changed": (answered, change_answer),
    "an answer given": (answered, give_answer),
    "an item placed": (placed, place_item),
}


def cost(session: Session, change: Callable[[Session, int], Session]) -> float:
    """Milliseconds, the median."""
    encoder = Encoder()
    encoder.encode(session)
    spent: list[float] = []
    for turn in range(ROUNDS):
        session = replace(change(session, turn), rev=session.rev + 1)
        start = time.thread_time()
        data = encoder.encode(session)
        spent.append((time.thread_time() - start) * 1000)
    assert decode(data).session == session
    return statistics.median(spent)


def main() -> None:
    print(f"{'':20} {FEW:>9,} {MANY:>9,}   ratio")
    for name, (build, change) in CASES.items():
        few, many = cost(build(FEW), change), cost(build(MANY), change)
        print(f"{name:20} {few:6.2f} ms {many:6.2f} ms {many / few:7.1f}")
    session = listed(MANY)
    start = time.thread_time()
    for _ in itertools.repeat(None, 3):
        encode(session)
    whole = (time.thread_time() - start) * 1000 / 3
    print(f"{'all of it anew':20} {'':9} {whole:6.0f} ms")


if __name__ == "__main__":
    main()
