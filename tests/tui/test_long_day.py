"""A whole day at the table: eight hours by the clock, thousands of changes, the window pulled about, the language turned. What
is held does not grow, a thing said costs at its end what it cost at its beginning, and the file is what was done."""

from __future__ import annotations

import gc
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.bench.sessions import full
from tests.tui.frame import Room, room
from workshop.session import desk as desks
from workshop.session.changes import AddItem, AnyChange, Capture, EditItem, Place, Put, RemoveItem, RestoreItem
from workshop.session.memo import Memo
from workshop.store import drafts
from workshop.store.codec import decode

HOURS, RESIZES, TURNS, STEPS = 8, 40, 8, 60
SIZES = ((80, 24), (60, 20), (160, 45), (100, 30))
ITEMS = 120
"""Things on the list from early on: work is compared where there is as much to work on."""
BACKUPS = 20 * 1024**2
OURS = {f"workshop.session.{name}" for name in ("model", "desk", "book", "memo")}


def memory() -> float:
    """MB that lie in memory, where the system tells."""
    with suppress(OSError), open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return 0.0


class Clock:
    """The day's: it moves when it is told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)


def changes(there: Room, chance: random.Random) -> Iterator[AnyChange]:
    """What a group does, without end: things are said until there are enough, and then mended, sorted, put on a plane, taken
    away and brought back."""
    gone: list[str] = []
    for n in range(1_000_000):
        ids = [id for id, item in there.desk.session.answer("ideas").items.items() if not item.gone]
        if len(ids) + len(gone) < ITEMS:
            yield AddItem(step="ideas", text=f"sak {n} från någon i rummet")
        elif gone:
            yield RestoreItem(id=gone.pop(), step="ideas")
        elif n % 7 == 0:
            gone.append(chance.choice(ids))
            yield RemoveItem(id=gone[-1], step="ideas")
        elif n % 3 == 0:
            yield Place(step="kept", item=chance.choice(ids), place=chance.choice(("ja", "nej")))
        elif n % 5 == 0:
            yield Put(step="map", item=chance.choice(ids), x=n % 3 + 1, y=n % 4 + 1)
        elif n % 400 == 1:
            yield Capture(what="parked", text=f"till senare {n}")
        else:
            yield EditItem(id=chance.choice(ids), step="ideas", text=f"sak {n}, med andra ord")


async def a_day(there: Room, count: int, monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], list[Counter[str]], list[float]]:
    """So many changes, one in twenty by the keys of the line. How much was worked out for each thing said by key, what of the
    session was held at each tenth of the day, and how much memory."""
    gc.unfreeze()  # what was there from the start is counted too
    gc.collect()
    before = _ours()  # other tests of this process have left theirs
    clock, chance = Clock(), random.Random(8)
    there.desk._now, there.desk._clock = clock.now, clock.monotonic
    worked: list[int] = []
    asked = [0]
    real = Memo._work

    def counting(self: Memo, key: Any, work: Any) -> Any:
        asked[0] += 1
        return real(self, key, work)

    monkeypatch.setattr(Memo, "_work", counting)
    held: list[Counter[str]] = []
    took: list[float] = []
    made = changes(there, chance)
    for n in range(count):
        clock.seconds += HOURS * 3600 / count
        there.desk.tick()
        if n % 20 == 0:
            await said_by_key(there, worked, asked, n)
        else:
            there.screen.do(next(made))  # one that changes nothing is none
        if n % 11 == 0 and there.desk.can_undo:
            there.desk.undo()
            there.desk.redo()
        if n % max(1, count // RESIZES) == 0:
            await there.resize(*SIZES[n % len(SIZES)])
        if n % max(1, count // TURNS) == 0:
            there.screen.act_language()
        if n % max(1, count // STEPS) == 0:
            await there.press("pagedown")
            await there.settle()
            await there.press("pageup")
            await there.settle()
        if (n + 1) % max(1, count // 10) == 0:
            await there.settle()
            gc.collect()
            held.append(_ours() - before)
            took.append(memory())
            print(f"{n + 1} changes: {took[-1]:.1f} MB, {dict(held[-1])}")
    return worked, held, took


def _ours() -> Counter[str]:
    """What there is of the session's things in this process."""
    return Counter(type(each).__name__ for each in gc.get_objects() if type(each).__module__ in OURS)


async def said_by_key(there: Room, worked: list[int], asked: list[int], n: int) -> None:
    """A thing said on the line, and taken back, so that there are as many at the end of the day."""
    await there.type(f"sagt {n}")
    await there.settle()
    before, rev = asked[0], len(there.desk.session.answer("ideas").items)
    await there.press("enter")
    await there.settle()
    assert len(there.desk.session.answer("ideas").items) == rev + 1
    worked.append(asked[0] - before)
    there.desk.undo()


@pytest.mark.parametrize("count", [300, pytest.param(20_000, marks=pytest.mark.soak)])
async def test_eight_hours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    if count < 1_000:
        monkeypatch.setattr(desks, "UNDO", 40)  # as full by the middle of the day as a thousand are of a long one
    path = full(tmp_path, ITEMS if count < 1_000 else 0)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.settle()
        worked, held, took = await a_day(there, count, monkeypatch)
        assert len(there.desk._past) <= desks.UNDO
        tenth = max(1, len(worked) // 10)
        first, last = sum(worked[tenth : 2 * tenth]) / tenth, sum(worked[-tenth:]) / tenth
        print(f"worked out for a thing said: {last:.1f}, in the morning {first:.1f}")
        for each in held:
            assert each["Session"] <= 2 * desks.UNDO + 10
            assert each["Done"] <= desks.UNDO
            assert max(each["Book"], each["Memo"]) <= 6
        assert held[-1]["Item"] <= 3 * ITEMS + desks.UNDO
        if count > 1_000:
            assert took[-1] <= took[len(took) // 2] * 1.03
        assert last <= first * 1.1
        assert there.app.sitting is not None
        wall = there.app.sitting.room
        assert wall is not None
        assert wall.wall.file.exists()
        meant = there.desk.session
        there.desk.leave()
        meant = there.desk.session
        there.app.close_sitting()
        assert drafts.read(meant.uuid) is None
    saved = decode(path.read_bytes()).session
    assert replace(saved, rev=0) == replace(meant, rev=0)
    backups = [each for each in (path.parent / ".backup").rglob("*") if each.is_file()]
    assert sum(each.stat().st_size for each in backups) <= BACKUPS
    assert sum(visit.seconds for visit in saved.times) >= HOURS * 3600 * 0.9
