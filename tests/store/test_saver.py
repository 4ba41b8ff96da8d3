"""Saving while people type: the newest state reaches the disk, nothing of anybody's is lost, and no key waits for a disk."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.store.conftest import NOW
from tests.store.test_atomic import Failing
from workshop.session.model import Answer, Item, Session, with_answer
from workshop.store import atomic, backups, drafts
from workshop.store.atomic import System
from workshop.store.codec import decode, encode
from workshop.store.lock import Held, take
from workshop.store.saver import Saver, Status
from workshop.store.worker import Worker

ROOT = Path(__file__).parents[2]


def until(true: Callable[[], Any], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def saying(session: Session, *texts: str) -> Session:
    items = dict(session.answer("ideas").items)
    for text in texts:
        items[f"i{len(items):07}"] = Item(id=f"i{len(items):07}", text=text)
    return with_answer(session, "ideas", Answer(items=items))


def said(path: Path) -> list[str]:
    return [item.text for item in decode(path.read_bytes()).session.answer("ideas").items.values()]


@pytest.fixture
def path(tmp_path: Path, session: Session) -> Path:
    path = tmp_path / "sessions" / "kundresan-2a77.toml"
    path.parent.mkdir()
    path.write_bytes(encode(session))
    return path


class Bench:
    """Savers of one file, and what they told."""

    def __init__(self, path: Path, session: Session) -> None:
        self.path, self.session = path, session
        self.told: list[Status] = []
        self.made: list[Saver] = []

    def __call__(self, **given: Any) -> Saver:
        given = {"uuid": self.session.uuid, "rev": self.session.rev, "delay": 0.01, "on_status": self.told.append} | given
        saver = Saver(self.path, self.path.read_bytes(), **given)
        self.made.append(saver)
        return saver

    @property
    def last(self) -> Status:
        return self.told[-1]


@pytest.fixture
def bench(path: Path, session: Session) -> Iterator[Bench]:
    bench = Bench(path, session)
    yield bench
    for saver in bench.made:
        saver.close(2)


class HeldUp(System):
    """A disk that does not answer until it is let."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.entered = threading.Event()
        self.inside = self.most = self.writes = 0
        self.threads: set[int] = set()

    def replace(self, source: str, target: str) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.threads.add(threading.get_ident())
        self.entered.set()
        assert self.go.wait(20)
        super().replace(source, target)
        self.inside -= 1
        self.writes += 1


# ------------------------------------------------------------------------------------------------------------- saving


def test_a_change_reaches_the_disk_by_itself(bench: Bench, path: Path, session: Session) -> None:
    bench().changed(saying(session, "ett"))
    until(lambda: bench.told and bench.last.state == "saved")
    assert said(path) == ["Adventskalender", "ett"]
    assert [status.state for status in bench.told] == ["saving", "saved"]


def test_the_revision_rises_with_each_change(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    for n in range(5):
        session = saying(session, str(n))
        saver.changed(session)
    assert saver.flush()
    assert decode(path.read_bytes()).session.rev == 7 + 5
    saver.changed(session)  # nothing new
    assert saver.flush()
    assert decode(path.read_bytes()).session.rev == 7 + 5
    saver.changed(replace(session, rev=100))
    assert saver.flush()
    assert decode(path.read_bytes()).session.rev == 100
    assert saver.status.rev == 100


def test_the_newest_wins_and_never_two_at_once(bench: Bench, path: Path, session: Session) -> None:
    disk = HeldUp()
    saver = bench(system=disk)
    session = saying(session, "0")
    saver.changed(session)
    assert disk.entered.wait(20)
    for n in range(1, 200):  # the disk stands still, the room does not
        session = saying(session, str(n))
        saver.changed(session)
    disk.go.set()
    assert saver.flush(20)
    assert said(path)[1:] == [str(n) for n in range(200)]
    assert disk.most == 1
    assert disk.writes == 2
    assert threading.get_ident() not in disk.threads


def test_no_key_waits_for_a_disk_that_has_hung(bench: Bench, session: Session) -> None:
    disk = HeldUp()
    saver = bench(system=disk)
    saver.changed(saying(session, "a"))
    assert disk.entered.wait(20)
    saver.changed(saying(session, "a", "b"))
    saver.draft("half", 4, {"step": "ideas"})
    assert saver.flush(0) is False
    assert saver.flush(0.05) is False
    until(lambda: drafts.read(session.uuid) is not None)  # what is typed is safe all the same
    disk.go.set()


def test_closing_with_a_disk_that_has_hung_puts_it_all_in_the_state_folder(bench: Bench, session: Session) -> None:
    disk = HeldUp()
    saver = bench(system=disk)
    saver.changed(saying(session, "a"))
    assert disk.entered.wait(20)
    saver.changed(saying(session, "a", "b"))
    assert saver.close(0.05) is False
    [kept] = drafts.read_unsaved(session.uuid)
    assert [item.text for item in kept.found.session.answer("ideas").items.values()][-2:] == ["a", "b"]
    assert bench.last.state == "failed"
    disk.go.set()


def test_flush_saves_at_once(bench: Bench, path: Path, session: Session) -> None:
    saver = bench(delay=3600)
    saver.changed(saying(session, "nu"))
    assert saver.flush(20)
    assert said(path)[-1] == "nu"


def test_closing_saves_checks_backs_up_and_lets_go(bench: Bench, path: Path, session: Session) -> None:
    saver = bench(delay=3600, lock=take(path))
    saver.changed(saying(session, "sist"))
    assert saver.close()
    assert saver.close()
    assert said(path)[-1] == "sist"
    take(path).release()
    kept = backups.listing(path, session.uuid)
    assert [each.rev for each in kept] == [8, 7]  # as it was when it was opened, as it was left
    assert decode(kept[1].path.read_bytes()).session == session


def test_a_sitting_is_backed_up_at_its_first_save_and_not_at_each(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    for n in range(5):
        session = saying(session, str(n))
        saver.changed(session)
        assert saver.flush()
    assert [each.rev for each in backups.listing(path, session.uuid)] == [7]
    saver._backed_up = time.monotonic() - backups.EVERY
    saver.changed(saying(session, "later"))
    assert saver.flush()
    assert [each.rev for each in backups.listing(path, session.uuid)] == [12, 7]


def test_a_listener_that_fails_does_not_stop_the_saving(bench: Bench, path: Path, session: Session) -> None:
    def broken(_: Status) -> None:
        raise RuntimeError

    saver = bench(on_status=broken)
    saver.changed(saying(session, "ändå"))
    assert saver.flush()
    assert said(path)[-1] == "ändå"


# ------------------------------------------------------------------------------------------------------------- failing


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "skivan är full"),
        (errno.EROFS, "läsa"),
        (errno.EACCES, "får inte ändras"),
        (errno.EIO, "fel"),
        (9999, "9999"),
    ],
)
def test_where_it_cannot_be_saved_all_is_kept_and_tried_again(
    bench: Bench, path: Path, session: Session, number: int, words: str
) -> None:
    before = path.read_bytes()
    disk = Failing(0, number, times=10**6)
    saver = bench(system=disk)
    saver.changed(saying(session, "viktigt"))
    assert saver.flush() is False
    status = bench.last
    assert status.state == "failed"
    assert status.reason is not None
    assert words in status.reason.words("sv")
    assert status.note is not None
    assert "EJ SPARAT" in status.note.words("sv")
    assert path.read_bytes() == before
    assert status.copy is not None
    assert said(status.copy)[-1] == "viktigt"
    saver.changed(saying(session, "viktigt", "mer"))
    until(lambda: said(status.copy)[-1] == "mer")  # type: ignore[arg-type]
    disk.times = 0  # room was made
    assert saver.flush()
    assert said(path)[-2:] == ["viktigt", "mer"]
    assert bench.last.state == "saved"
    assert drafts.read_unsaved(session.uuid) == []


def test_it_is_tried_again_without_another_change(
    bench: Bench, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.store.saver._WAITS", (0.01,))
    disk = Failing(0, errno.ENOSPC, times=30)
    bench(system=disk).changed(saying(session, "till slut"))
    until(lambda: bench.told and bench.last.state == "saved")
    assert said(path)[-1] == "till slut"


@pytest.mark.parametrize("at", range(8))
def test_any_one_call_may_fail_and_nothing_is_lost(bench: Bench, path: Path, session: Session, at: int) -> None:
    saver = bench(system=Failing(at, errno.EIO))
    saver.changed(saying(session, "a"))
    saver.flush()
    saver.changed(saying(session, "a", "b"))
    assert saver.flush()
    assert saver.path == path  # a file that was replaced before the fault is still known as ours
    assert said(path)[-2:] == ["a", "b"]
    assert [name for name in os.listdir(path.parent) if name.endswith(".toml")] == [path.name]


def test_with_no_disk_at_all_it_lives_in_memory_and_says_so(
    bench: Bench, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(System, "write", full)
    saver = bench()
    saver.changed(saying(session, "x"))
    assert saver.flush() is False
    assert bench.last.copy is None
    assert bench.last.note is not None
    assert "så länge programmet är öppet" in bench.last.note.words("sv")
    monkeypatch.undo()
    assert saver.flush()
    assert said(path)[-1] == "x"


def test_a_fault_of_the_program_does_not_end_the_saving(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    real = saver.encoder.encode
    saver.encoder.encode = lambda _: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    saver.changed(saying(session, "ord som är sagda"))
    assert saver.flush() is False
    assert bench.last.copy is not None
    assert "ord som är sagda" in bench.last.copy.read_text("utf-8")
    saver.encoder.encode = real  # type: ignore[method-assign]
    saver.changed(saying(session, "a"))
    assert saver.flush()


@pytest.mark.parametrize(("bound", "words"), [("VALUES", "mer än 60 uppgifter"), ("LARGEST", "större än 0 MiB")])
def test_what_could_not_be_opened_again_is_told_while_it_can_be_mended(
    bench: Bench, path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, bound: str, words: str
) -> None:
    saver, before = bench(), path.read_bytes()
    if bound == "VALUES":
        monkeypatch.setattr("workshop.limits.VALUES", 60)
    else:
        monkeypatch.setattr("workshop.store.saver.LARGEST", len(before) + 500)
    saver.changed(saying(session, *map("ord {}".format, range(50))))
    assert saver.flush() is False
    assert path.read_bytes() == before
    assert bench.last.reason is not None
    assert words in bench.last.reason.words("sv")
    assert bench.last.copy is not None
    assert "ord 49" in bench.last.copy.read_text("utf-8")
    saver.changed(saying(session, "ett"))
    assert saver.flush()
    assert said(path)[-1] == "ett"


def test_a_folder_that_went_away_is_told_and_comes_back(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    away = path.parent.with_name("away")
    path.parent.rename(away)
    saver.changed(saying(session, "x"))
    assert saver.flush() is False
    assert bench.last.reason is not None
    assert bench.last.reason.key == "store.reason.gone"
    assert not path.parent.exists()
    away.rename(path.parent)
    assert saver.flush()
    saver.close()
    assert said(path)[-1] == "x"


# ---------------------------------------------------------------------------------------------------------- conflicts


def test_what_somebody_else_wrote_meanwhile_is_taken_in(bench: Bench, path: Path, session: Session) -> None:
    saver = bench(lock=take(path))
    saver.changed(saying(session, "vi"))
    assert saver.flush()
    written = decode(path.read_bytes()).session
    path.write_bytes(encode(with_answer(written, "more", Answer(items={"m": Item(id="m", text="de")}))))
    saver.changed(saying(session, "vi", "vi igen"))
    assert saver.flush()
    assert saver.path == path
    assert said(path)[-2:] == ["vi", "vi igen"]
    assert decode(path.read_bytes()).session.answer("more").items["m"].text == "de"
    assert bench.last.note is not None
    assert bench.last.note.key == "store.saved.merged"
    saver.changed(saying(session, "vi", "vi igen", "och igen"))  # by somebody who has not heard of it
    assert saver.flush()
    assert said(path)[-1] == "och igen"
    assert decode(path.read_bytes()).session.answer("more").items["m"].text == "de"
    assert [came.found.both for came in saver.outside()] == [()]
    assert saver.outside() == []
    revs = [each.rev for each in backups.listing(path, session.uuid)]
    assert len(revs) == 2  # as it was before the first save, and theirs


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_another_session_in_the_files_place_is_never_written_over(
    bench: Bench, path: Path, session: Session, lang: str
) -> None:
    lock = take(path)
    saver = bench(lock=lock, lang=lang)
    saver.changed(saying(session, "vi"))
    assert saver.flush()
    theirs = encode(replace(saying(session, "de"), uuid="another"))
    path.write_bytes(theirs)
    saver.changed(saying(session, "vi", "vi igen"))
    assert saver.flush()
    assert path.read_bytes() == theirs
    ours = saver.path
    assert ours != path
    assert ours.parent == path.parent
    assert f"({'konflikt' if lang == 'sv' else 'conflict'} " in ours.name
    assert said(ours)[-2:] == ["vi", "vi igen"]
    assert bench.last.state == "saved"
    assert (bench.last.path, bench.last.other) == (ours, path)
    assert bench.last.note is not None
    assert path.name in bench.last.note.words(lang)
    assert ours.name in bench.last.note.words(lang)
    take(path).release()  # theirs can be opened
    with pytest.raises(Held):
        take(ours)
    saver.changed(saying(session, "vi", "vi igen", "och igen"))
    assert saver.flush()
    assert said(ours)[-1] == "och igen"
    assert bench.last.note is None
    path.write_bytes(theirs + b"# more\n")  # no concern of ours any more
    saver.changed(saying(session, "nytt"))
    assert saver.flush()
    assert saver.path == ours


def test_a_comment_written_meanwhile_is_kept_for_good(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    path.write_bytes(path.read_bytes() + b"# a word of mine\n")
    saver.changed(saying(session, "vi"))
    assert saver.flush()
    assert said(path)[-1] == "vi"
    assert bench.last.note is not None
    assert bench.last.note.key == "store.note.comments"
    [kept] = [each for each in backups.listing(path, session.uuid) if each.by_hand]
    assert kept.path.read_bytes().endswith(b"# a word of mine\n")


def test_a_file_only_touched_or_copied_back_is_no_conflict(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    saver.changed(saying(session, "a"))
    assert saver.flush()
    os.utime(path, (1, 1))
    saver.changed(saying(session, "a", "b"))
    assert saver.flush()
    same = path.read_bytes()
    path.unlink()
    path.write_bytes(same)
    saver.changed(saying(session, "a", "b", "c"))
    assert saver.flush()
    assert saver.path == path
    assert said(path)[-1] == "c"


def test_a_file_that_was_removed_is_written_again_and_told(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    path.unlink()
    saver.changed(saying(session, "a"))
    assert saver.flush()
    assert said(path)[-1] == "a"
    assert bench.last.note is not None
    assert path.name in bench.last.note.words("sv")


def test_something_else_in_the_files_place_is_left_alone(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    path.unlink()
    path.mkdir()
    saver.changed(saying(session, "a"))
    assert saver.flush()
    assert path.is_dir()
    assert said(saver.path)[-1] == "a"


def test_going_on_in_another_folder(bench: Bench, path: Path, session: Session, tmp_path: Path) -> None:
    disk = Failing(0, errno.ENOSPC, times=10**6)
    saver = bench(system=disk, lock=take(path))
    saver.changed(saying(session, "a"))
    assert saver.flush() is False
    disk.times = 0
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / path.name).write_bytes(b"another's")
    saver.elsewhere(stick, saying(session, "a"))
    assert saver.flush()
    assert saver.path.parent == stick
    assert (stick / path.name).read_bytes() == b"another's"
    assert said(saver.path)[-1] == "a"
    take(path).release()


def test_a_link_is_saved_through(bench: Bench, path: Path, session: Session) -> None:
    link = path.parent.parent / "link.toml"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    saver = Saver(link, path.read_bytes(), uuid=session.uuid, delay=0.01)
    for text in "ab":
        session = saying(session, text)
        saver.changed(session)
        assert saver.flush()
    saver.close()
    assert link.is_symlink()
    assert said(path)[-2:] == ["a", "b"]


# ------------------------------------------------------------------------------------------------------------- drafts


def test_half_typed_text_is_kept_and_goes_when_its_change_is_saved(bench: Bench, path: Path, session: Session) -> None:
    saver = bench()
    saver.draft("Bjuder in till fi", 17, {"step": "stages", "of": "k3vq7m2a", "field": "pains"})
    until(lambda: drafts.read(session.uuid) is not None)
    found = drafts.read(session.uuid)
    assert found is not None
    assert (found.text, found.cursor, found.place["of"], found.rev) == ("Bjuder in till fi", 17, "k3vq7m2a", 7)
    saver.draft("Bjuder in till fika", 19, {"step": "stages"})
    assert saver.flush()
    found = drafts.read(session.uuid)
    assert found is not None
    assert found.text == "Bjuder in till fika"
    saver.changed(saying(session, "Bjuder in till fika"))
    saver.no_draft()
    assert saver.flush()
    until(lambda: drafts.read(session.uuid) is None)
    assert said(path)[-1] == "Bjuder in till fika"


def test_at_no_moment_are_words_in_neither_or_in_both(bench: Bench, session: Session) -> None:
    disk = HeldUp()
    saver = bench(system=disk)
    saver.draft("ett", 3)
    assert saver.flush()
    saver.changed(saying(session, "ett"))
    saver.draft("två", 3)
    assert disk.entered.wait(20)
    until(lambda: drafts.read(session.uuid, 8) is not None)
    for rev, text, later in ((7, "ett", ("två",)), (8, "två", ())):  # ended before the file was replaced, and after it
        found = drafts.read(session.uuid, rev)
        assert found is not None
        assert (found.text, found.later) == (text, later)
    saver.changed(saying(session, "ett", "två"))
    saver.no_draft()
    disk.go.set()
    until(lambda: drafts.read_all(session.uuid) == ())


def test_what_is_typed_is_heard_of_before_its_change_is_saved(
    bench: Bench, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.store.saver.SETTLES", 20.0)
    disk = HeldUp()
    saver = bench(system=disk, delay=0)
    saver.draft("ett", 3)
    assert saver.flush()
    saver.changed(saying(session, "ett"))  # due at once, and the key that entered it is not done yet
    saver.no_draft()
    assert disk.entered.wait(20)
    assert drafts.read(session.uuid, 8) is None
    disk.go.set()


def test_what_the_sitting_before_never_saved_does_not_count_here(bench: Bench, session: Session) -> None:
    """Ended between the draft and the file: its revision 8 is not ours."""
    ett, two = (drafts.Draft(uuid=session.uuid, text=text, rev=rev, written=NOW) for text, rev in (("ett", 7), ("", 8)))
    at = drafts.write(ett, two)
    saver = bench(half=drafts.read_all(session.uuid), half_at=at)
    saver.changed(saying(session, "något annat"))
    assert saver.flush()
    found = drafts.read(session.uuid, 8)
    assert found is not None
    assert found.text == "ett"
    saver.no_draft()
    assert saver.flush()
    assert drafts.read_all(session.uuid) == ()


def test_what_stands_on_the_line_again_is_what_this_sitting_goes_on_from(bench: Bench, session: Session) -> None:
    """The line had been gone on with after something was entered that was never saved: not the shorter one is kept."""
    half = (drafts.Draft(uuid=session.uuid, text=text, rev=rev, written=NOW) for text, rev in (("ett", 7), ("ett och ett", 9)))
    at = drafts.write(*half)
    disk = HeldUp()
    saver = bench(system=disk, half=drafts.read_all(session.uuid), half_at=at)
    saver.changed(saying(session, "ett och ett"))  # entered now, and the program is ended before it is saved
    saver.no_draft()
    assert disk.entered.wait(20)
    until(lambda: len(drafts.read_all(session.uuid)) == 2)
    found = drafts.read(session.uuid, 7)
    assert found is not None
    assert (found.text, found.later) == ("ett och ett", ())
    disk.go.set()
    until(lambda: drafts.read_all(session.uuid) == ())


def test_nor_where_the_save_fails(bench: Bench, session: Session) -> None:
    disk = Failing(0, errno.EIO, times=10**6)
    saver = bench(system=disk)
    saver.draft("ett", 3)
    saver.flush()
    saver.changed(saying(session, "ett"))
    saver.no_draft()
    assert saver.flush() is False
    assert drafts.read(session.uuid, 7) is not None
    disk.times = 0
    assert saver.flush()
    until(lambda: drafts.read_all(session.uuid) == ())


def test_a_draft_taken_back_goes(bench: Bench, session: Session) -> None:
    saver = bench()
    saver.draft("ett", 3)
    assert saver.flush()
    saver.draft("")
    assert saver.flush()
    assert drafts.read(session.uuid) is None


@pytest.mark.parametrize("left", [b"", b"text =", b"\0", b"text = 5\n", b'uuid = "other"\ntext = "x"\n', b"\xff"])
def test_a_draft_that_is_broken_is_none(state: Path, session: Session, left: bytes) -> None:
    (state / "drafts").mkdir()
    (state / "drafts" / f"{session.uuid}.toml").write_bytes(left)
    assert drafts.read(session.uuid) is None


def test_drafts_are_read_as_they_were_written(session: Session) -> None:
    draft = drafts.Draft(uuid="u-1", text='rad 1\n"""\\ rad å', cursor=5, place={"a b": '"'}, rev=3, written=NOW)
    entered = drafts.Draft(uuid="u-1", text="", more=True, place={"use": "add [[]]"}, rev=4, written=NOW)
    drafts.write(draft, entered)
    assert drafts.read_all("u-1") == (draft, entered)
    assert [drafts.read("u-1", rev) for rev in (3, 4, 9)] == [draft, entered, entered]


# ------------------------------------------------------------------------------------------------------------- crashes

TYPIST = """
import sys
from pathlib import Path
from tests.store.test_saver import saying
from workshop.store.opening import open_session
opened = open_session(sys.argv[1])
session = opened.take_recovered()
opened.saver._worker.delay = 0.0
number = len(session.answer("ideas").items)
while True:
    session = saying(session, f"sagt {number}")
    opened.saver.changed(session)
    number += 1
    if number % 3 == 0:
        opened.saver.flush()
        print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9")
def test_a_program_killed_at_any_moment_loses_nothing_it_had_saved(path: Path) -> None:
    for turn in range(12):
        process = subprocess.Popen([sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        safe = 0
        for _ in range(3 + turn):
            line = process.stdout.readline()
            assert line, "the typist fell over"
            safe = int(line)
        time.sleep(turn * 0.0007)
        process.kill()
        process.communicate(timeout=20)
        found = said(path)
        assert len(found) >= safe
        assert found[1:] == [f"sagt {number}" for number in range(1, len(found))]
    atomic.sweep(path.parent, now=time.time() + 7200)
    assert [name for name in os.listdir(path.parent) if name.endswith(".tmp")] == []


def test_a_program_that_ends_without_closing_has_saved(path: Path) -> None:
    program = TYPIST.replace("while True:", "for _ in range(4):").replace("opened.saver.flush()", "pass")
    program = program.replace("delay = 0.0", "delay = 3600")
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=ROOT, timeout=60, stdout=subprocess.DEVNULL)
    assert said(path)[-1] == "sagt 4"


# ------------------------------------------------------------------------------------------------------------- worker


def test_a_worker_goes_on_after_it_was_stopped() -> None:
    done: list[int] = []

    def work(value: int) -> None:
        done.append(value)

    worker = Worker("w", work, 0.0)
    worker.put(1)
    assert worker.flush(20)
    worker.stop()
    worker.put(2)
    assert worker.flush(20)
    assert done == [1, 2]
    assert worker.idle


def test_flush_waits_for_what_came_last() -> None:
    done: list[int] = []
    go = threading.Event()

    def work(value: int) -> None:
        go.wait(20)
        done.append(value)

    worker = Worker("w", work, 0.0)
    worker.put(1)
    until(lambda: not worker.waiting)
    worker.put(2)
    threading.Timer(0.02, go.set).start()
    assert worker.flush(20)
    assert done == [1, 2]


def test_flush_asks_again_where_the_turn_under_way_fails() -> None:
    go = threading.Event()
    answers = [3600.0, None]

    def work(_: int) -> float | None:
        go.wait(20)
        return answers.pop(0)

    worker = Worker("w", work, 0.0)
    worker.put(1)
    until(lambda: not worker.waiting)
    threading.Timer(0.02, go.set).start()
    assert worker.flush(20)
    assert answers == []
