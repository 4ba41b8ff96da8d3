"""Earlier versions: enough of them, not too many, and the newest whole one is found."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.conftest import NOW, small
from workshop.store import backups
from workshop.store.backups import Backup, unwanted
from workshop.store.codec import encode


def made(minutes: list[int], size: int = 100) -> list[Backup]:
    return [
        Backup(path=Path(f"{each}"), made=NOW - timedelta(minutes=each), rev=100_000 - each, size=size)
        for each in sorted(minutes)
    ]


def kept(all_of_them: list[Backup], now: datetime = NOW) -> list[int]:
    gone = {each.path for each in unwanted(all_of_them, now)}
    return [int(each.path.name) for each in all_of_them if each.path not in gone]


def test_the_last_ten_the_hours_of_a_day_the_days_of_two_weeks() -> None:
    every_five_minutes = made(list(range(0, 60 * 24 * 30, 5)))
    left = kept(every_five_minutes)
    assert left[:10] == list(range(0, 50, 5))
    hours = {(NOW - timedelta(minutes=each)).strftime("%d %H") for each in left if each <= 24 * 60}
    assert len(hours) >= 24
    days = {(NOW - timedelta(minutes=each)).strftime("%m %d") for each in left}
    assert len(days) == 15
    assert len(left) <= 10 + 25 + 15


def test_not_more_than_twenty_megabytes_but_always_the_newest() -> None:
    left = kept(made(list(range(0, 100, 5)), size=6 * 1024**2))
    assert left == [0, 5, 10]
    assert kept(made([0, 5], size=30 * 1024**2)) == [0]


def test_a_clock_that_was_put_back_loses_none_of_the_last(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for rev in range(1, 6):
        backups.make(path, "u", rev, f"rev {rev}".encode(), NOW - timedelta(days=300 * rev))
    assert [each.rev for each in backups.listing(path, "u")] == [5, 4, 3, 2, 1]


def test_what_somebody_wrote_by_hand_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    backups.make(path, "u", 1, b"# mine", NOW - timedelta(days=100), by_hand=True)
    for rev in range(2, 40):
        backups.make(path, "u", rev, b"x", NOW + timedelta(seconds=rev))
    found = backups.listing(path, "u")
    assert found[-1].by_hand
    assert found[-1].path.read_bytes() == b"# mine"
    assert len(found) == 11


@pytest.mark.parametrize("damaged", [b"", b"\0" * 300, encode(small())[:150]])
def test_the_newest_whole_one_is_found_for_a_damaged_file(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "kundresan-2a77.toml"
    path.write_bytes(damaged)
    for rev, data in ((1, encode(small(rev=1))), (2, encode(small(rev=2))), (3, b"broken too")):
        backups.make(path, small().uuid, rev, data, NOW + timedelta(minutes=rev))
    backups.make(path, "another-uuid-00aa", 9, encode(small(rev=9)), NOW)
    found = backups.newest_whole(path, data=damaged)
    assert found is not None
    assert found[0].rev == found[1].session.rev == 2


def test_a_uuid_is_never_a_way_out_of_the_folder(tmp_path: Path) -> None:
    folder = backups.folder_of(tmp_path / "a.toml", "../../etc")
    assert folder.parent == tmp_path.resolve() / ".backup"
    assert backups.folder_of(tmp_path / "a.toml", "") == tmp_path.resolve() / ".backup" / "0"


def test_two_of_one_second_and_revision_are_both_kept(tmp_path: Path) -> None:
    """A file edited by hand keeps its revision."""
    path = tmp_path / "a.toml"
    for data in (b"first", b"second", b"second", b"third"):
        backups.make(path, "u", 3, data, NOW)
    assert sorted(each.path.read_bytes() for each in backups.listing(path, "u")) == [b"first", b"second", b"third"]
