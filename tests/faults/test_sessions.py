"""What people do, and what a clock does: a workshop that is changed or taken away, things removed and brought back, an answer
that comes and goes, a computer without a terminal."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.report.large import large
from tests.session.changing import Clock
from tests.store.conftest import NOW
from tests.tui.test_items import a_list
from workshop.report import export
from workshop.scenario.load import parse
from workshop.session import flow
from workshop.session.begin import begin
from workshop.session.changes import AddItem, AddItems, RemoveItem, RestoreItem, SetField
from workshop.session.desk import Desk
from workshop.session.model import Session, live
from workshop.store import backups, files
from workshop.store.books import read_book
from workshop.store.codec import decode, encode
from workshop.store.saved import read_session
from workshop.store.saver import Saver
from workshop.store.sitting import open_desk

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "sessions" / "examples").glob("*.toml"))

SCENARIO = """
format = 1
id = "asked"
version = "1.0.0"
title = "Asked"
languages = ["en"]

[[step]]
id = "sure"
kind = "ask"
as = "yesno"
title = "Are we sure?"
minutes = 10

[[step]]
id = "doubts"
kind = "list"
title = "What we doubt"
minutes = 20
when = "sure"

[[step]]
id = "weight"
kind = "ask"
title = "How heavy"
each = "doubts"
when = "sure"
fields = [{ id = "much", title = "Much", as = "scale" }, { id = "why", title = "Why", as = "list" }]
"""


def begun(text: str = SCENARIO) -> tuple[Session, tuple[str, ...]]:
    loaded = parse(text)
    assert loaded.scenario is not None, [str(fault) for fault in loaded.faults]
    session = begin(loaded.scenario, text, people=["Anna", "Bo"], lang="en", now=NOW)
    return session, tuple(step.id for step in loaded.scenario.steps)


def answered(desk: Desk) -> Desk:
    desk.do(SetField(step="sure", value=True))
    desk.do(AddItems(step="doubts", texts=["Price", "Time"], ids=["price", "time"]))
    for n, row in enumerate(("price", "time"), 2):
        desk.do(SetField(step="weight", of=row, field="much", value=n))
    return desk


def answers(session: Session) -> bytes:
    """All that was said, as it stands in a file."""
    return encode(replace(session, rev=0, changed=NOW, times=(), here=session.here._replace(step="", at="", of="", field="")))


# ------------------------------------------------------------------------------------------------ 11: the workshop is gone


@pytest.mark.parametrize("fate", ["edited", "broken", "taken away"])
def test_11_a_session_goes_on_as_it_was_begun_whatever_happens_to_its_workshop(
    root: Path, monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    monkeypatch.chdir(root)
    source = root / "scenarios" / "asked.toml"
    source.parent.mkdir()
    source.write_text(SCENARIO, "utf-8")
    session, order = begun()
    path = files.create(root / "sessions", session, order)
    desk, opened = open_desk(path)
    answered(desk)
    assert opened.close()
    if fate == "edited":
        source.write_text(
            SCENARIO.replace("doubts", "worries").replace("1.0.0", "2.0.0").replace("Are we sure?", "Well?"), "utf-8"
        )
    elif fate == "broken":
        source.write_text("[[step", "utf-8")
    else:
        source.unlink()
    desk, opened = open_desk(path)
    assert [step.id for step in desk.scenario.steps] == ["sure", "doubts", "weight"]
    assert desk.book.text(desk.scenario.step_by_id["sure"].title) == "Are we sure?"
    desk.do(AddItem(step="doubts", text="People"))
    assert opened.close()
    assert decode(path.read_bytes()).session.snapshot == SCENARIO
    [written] = export(read_book(path), root / "out", ["md"])
    report = written.path.read_text("utf-8")
    for words in ("Are we sure?", "Price", "Time", "People"):
        assert words in report


# ----------------------------------------------------------------------------------------- 13: removed with what hangs on it


def of_real_size() -> Iterator[tuple[str, Desk]]:
    for path in EXAMPLES:
        yield path.stem, Desk(read_book(path).scenario, read_session(path).session)
    yield "large", Desk(large().scenario, large().session)


def test_13_whatever_is_removed_comes_back_with_all_that_hung_on_it_byte_for_byte() -> None:
    removed = with_others = 0
    for name, desk in of_real_size():
        before, session = answers(desk.session), desk.session
        for step, answer in session.answers.items():
            for item in list(live(answer.items))[:12]:
                desk.do(RemoveItem(id=item.id, step=step))
                assert item.id not in [each.id for each in live(desk.session.answer(step).items)], (name, step)
                with_others += len(desk.book.scenario.steps) > 1 and answers(desk.session) != before
                removed += 1
                desk.undo()
                assert answers(desk.session) == before, (name, step, item.id)
        for item in list(live(session.actions))[:5]:
            desk.do(RemoveItem(id=item.id))
            desk.undo()
            assert answers(desk.session) == before
    assert removed >= 40
    assert with_others == removed


def test_13_also_over_a_restart_when_undo_is_gone(root: Path) -> None:
    session, order = begun()
    path = files.create(root / "sessions", session, order)
    desk, opened = open_desk(path)
    before = answers(answered(desk).session)
    desk.do(RemoveItem(id="price", step="doubts"))
    assert opened.close()
    assert "much = 2" in path.read_text("utf-8"), "what hung on it lies where it was"
    desk, opened = open_desk(path)
    assert [item.id for item in live(desk.session.answer("doubts").items)] == ["time"]
    desk.do(RestoreItem(id="price", step="doubts"))
    assert answers(desk.session) == before
    assert opened.close()
    assert answers(read_session(path).session) == before


# ------------------------------------------------------------------------------------------- 14: a condition, off and on


def test_14_what_a_condition_hides_is_kept_counted_nowhere_and_back_when_it_holds(root: Path) -> None:
    session, order = begun()
    path = files.create(root / "sessions", session, order)
    desk, opened = open_desk(path)
    before = answers(answered(desk).session)
    for value in (False, None):
        desk.do(SetField(step="sure", value=value))
        assert [stop.step for stop in flow.stops(desk.book)] == ["sure"]
        desk.saver.flush() if isinstance(desk.saver, Saver) else None
        assert opened.close()
        written = path.read_text("utf-8")
        assert 'text = "Price"' in written
        assert "much = 3" in written
        [report] = export(read_book(path), root / "out", ["md"])
        assert "Price" not in report.path.read_text("utf-8")
        desk, opened = open_desk(path)
        desk.do(SetField(step="sure", value=True))
        assert [stop.step for stop in flow.stops(desk.book)] == ["sure", "doubts", "weight"]
        assert answers(desk.session) == before
    assert opened.close()


# -------------------------------------------------------------------------------------------------------- 21: the clock


@pytest.fixture
def stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("no time zones to choose")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Stockholm")
        time.tzset()
        yield
    time.tzset()


JUMPS = {
    "back a year": (datetime(2026, 11, 22, 9, tzinfo=UTC), timedelta(days=-365)),
    "back to 1970": (datetime(2026, 11, 22, 9, tzinfo=UTC), timedelta(days=-20000)),
    "forward a year": (datetime(2026, 11, 22, 9, tzinfo=UTC), timedelta(days=365)),
    "the hour that comes twice": (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), timedelta(minutes=20)),
    "the hour that is not": (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), timedelta(minutes=20)),
}


@pytest.mark.usefixtures("stockholm")
@pytest.mark.parametrize("jump", JUMPS)
def test_21_whatever_the_clock_on_the_wall_does_the_order_and_the_minutes_are_right(root: Path, jump: str) -> None:
    began, by = JUMPS[jump]
    wall, clock = [began], Clock()
    session, order = begun()
    path = files.create(root / "sessions", replace(session, created=began, changed=began), order)
    saver = Saver(path, path.read_bytes(), uuid=session.uuid, delay=3600, now=lambda: wall[0])
    desk = Desk(parse(SCENARIO).scenario, session, saver=saver, now=lambda: wall[0], clock=clock)  # type: ignore[arg-type]
    revs = []
    for n in range(12):
        if n == 6:
            wall[0] += by
        wall[0] += timedelta(seconds=60)
        clock.seconds += 60
        desk.enter("sure" if n % 2 else "doubts")
        desk.do(AddItem(step="doubts", text=f"{n}"))
        saver._backed_up = None  # five minutes later, as far as backups go
        assert saver.flush()
        revs.append(decode(path.read_bytes()).session.rev)
        seconds = [visit.seconds for visit in desk.session.times]
        assert all(0 <= each <= 60 for each in seconds)
        plan = desk.agenda()
        assert all(0 <= row.spent <= n + 1 and row.left >= 0 for row in plan.rows)
        assert timedelta(0) <= plan.ends - plan.now < timedelta(hours=3)
    desk.leave()
    saver.close()
    assert revs == sorted(set(revs))
    kept = [decode(each.path.read_bytes()).session.rev for each in backups.listing(path, session.uuid)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] == decode(path.read_bytes()).session.rev, "the newest is the newest, whatever day it says"
    whole = backups.newest_whole(path, session.uuid)
    assert whole is not None
    assert whole[1].session.rev == kept[0]
    assert len(decode(path.read_bytes()).session.answer("doubts").items) == 12
    assert sum(visit.seconds for visit in desk.session.times) == 11 * 60


def test_21_a_session_changed_in_the_future_is_opened_listed_and_saved(root: Path) -> None:
    session, order = begun()
    ahead = replace(session, created=NOW + timedelta(days=4000), changed=NOW + timedelta(days=4000))
    path = files.create(root / "sessions", ahead, order)
    files.create(root / "sessions", replace(session, uuid="another-00bb"), order)
    assert files.listing(root / "sessions")[0].path == path
    desk, opened = open_desk(path)
    answered(desk)
    assert opened.close()
    assert read_session(path).session.rev > ahead.rev


# -------------------------------------------------------------------------------------------------------------- 29: a paste


def test_29_three_lines_pasted_into_a_list_are_three_things_and_one_undo() -> None:
    screen = a_list("Before").type("half ").paste("one\r\n\ntwo\n  three  \n")
    assert screen.texts() == ["Before", "one", "two", "three"]
    assert screen.line == "half "
    assert screen.undo().texts() == ["Before"]


# ---------------------------------------------------------------------------------------------------- 30: a bare computer


def bare(root: Path, *args: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The program where there is nothing: no home, no language, no terminal."""
    env = {"PYTHONPATH": str(ROOT), "LANG": "C", "TERM": "dumb", "WORKSHOP_SESSIONS": str(root / "sessions"), **more}
    done = subprocess.run(
        [sys.executable, "-m", "workshop", *args], cwd=root, env=env, input=b"", capture_output=True, timeout=120, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def test_30_without_home_language_or_terminal_a_workshop_is_made_written_in_and_handed_over(root: Path) -> None:
    state = str(root / "state")
    made = bare(root, "new", "retrospective", "--client", "Åkeri", WORKSHOP_STATE=state)
    assert made.returncode == 0, made.stderr
    path = Path(made.stdout.decode().strip())
    assert path.is_file()
    (root / "changes.jsonl").write_text('{"change": "Capture", "what": "action", "text": "Ring Åke 🙂"}\n', "utf-8")
    assert bare(root, "apply", str(path), "changes.jsonl", WORKSHOP_STATE=state).returncode == 0
    assert [item.text for item in read_session(path).session.actions.values()] == ["Ring Åke 🙂"]
    for args in (["list"], ["show", path.stem], ["where"]):
        done = bare(root, *args, WORKSHOP_STATE=state)
        assert done.returncode == 0, (args, done.stderr)
        assert done.stdout
    written = bare(root, "export", path.stem, "--to", "md,html,csv", "--out", "out", WORKSHOP_STATE=state)
    assert written.returncode == 0, written.stderr
    assert "Ring Åke 🙂" in next((root / "out").glob("*.md")).read_text("utf-8")
    for args in ([], ["run", "retrospective"], ["resume", path.stem], ["screen"]):
        done = bare(root, *args, WORKSHOP_STATE=state)
        assert done.returncode == 2, args
        assert b"workshop" in done.stderr, "what to run instead"


def test_30_without_any_place_for_drafts_it_goes_on(root: Path) -> None:
    """No home, and the temporary files cannot be written."""
    session, order = begun()
    path = files.create(root / "sessions", session, order)
    (root / "a file").write_bytes(b"")
    nowhere = {"WORKSHOP_STATE": str(root / "a file" / "below")}
    (root / "changes.jsonl").write_text('{"change": "SetField", "step": "sure", "value": true}\n', "utf-8")
    assert bare(root, "apply", str(path), "changes.jsonl", **nowhere).returncode == 0
    assert bare(root, "list", **nowhere).returncode == 0
    assert bare(root, "doctor", **nowhere).returncode == 1
