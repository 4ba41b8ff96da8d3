"""What a change costs grows with the change, not with the session: counted in pieces, questions, files and parts of a screen,
for a clock says something else on every machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.bench.save_cost import CASES
from tests.bench.sessions import AT, full
from tests.tui.editors import host, toml
from tests.tui.frame import room
from workshop.session.changes import AddItems
from workshop.session.memo import Memo
from workshop.store import codec, files, writing
from workshop.tui.screens import home

ROOT = Path(__file__).parents[1]
MANY = 10_000
PIECES = ("_item", "_cell", "_group", "_visit")


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every piece that is laid out."""
    made: list[str] = []
    for name in PIECES:
        real = getattr(writing.Encoder, name)

        def counting(self: Any, *given: Any, real: Any = real, name: str = name) -> Any:
            made.append(name)
            return real(self, *given)

        monkeypatch.setattr(writing.Encoder, name, counting)
    return made


@pytest.mark.parametrize("case", ["an item edited", "an item added", "an answer changed", "an answer given"])
def test_one_change_among_ten_thousand_lays_out_one_piece(pieces: list[str], case: str) -> None:
    build, change = CASES[case]
    session, encoder = build(MANY), codec.Encoder()
    encoder.encode(session)
    for turn in range(3):
        pieces.clear()
        session = change(session, turn)
        encoder.encode(session)
        assert len(pieces) == 1, pieces


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every question that was worked out and not remembered."""
    asked: list[Any] = []
    real = Memo._work

    def counting(self: Memo, key: Any, work: Any) -> Any:
        asked.append(key)
        return real(self, key, work)

    monkeypatch.setattr(Memo, "_work", counting)
    return asked


def test_a_key_on_the_line_asks_nothing(worked_out: list[Any]) -> None:
    screen = host(toml("list ideas"), "ideas", changes=[AddItems(step="ideas", texts=[f"sak {n}" for n in range(200)])])
    worked_out.clear()
    screen.type("ett ord till")
    assert worked_out == []


def test_a_thing_said_asks_as_much_with_a_thousand_before_it_as_with_ten(worked_out: list[Any]) -> None:
    asked = []
    for count in (10, 1_000):
        said = [AddItems(step="ideas", texts=[f"sak {n}" for n in range(count)])]
        screen = host(toml("list ideas", 'vote dots\nfrom = "ideas"\ndots = 3'), "ideas", changes=said)
        screen.type("en till")
        worked_out.clear()
        screen.press("enter")
        asked.append(len(worked_out))
    assert asked[0] == asked[1]


TABLE = 'ask table\neach = "ideas"\nfields = [{ id = "why", as = "text", title = "Varför" }]'
DOTS = 'vote dots\nfrom = "ideas"\ndots = 3'


@pytest.mark.parametrize(("step", "here", "keys"), [(DOTS, "dots", "b"), (TABLE, "table", "\r")])
def test_a_key_does_as_much_work_with_two_thousand_things_as_with_fifty(step: str, here: str, keys: str) -> None:
    """Functions called until the screen is drawn again."""
    called = []
    for count in (50, 2_000):
        said = [AddItems(step="ideas", texts=[f"sak {n}" for n in range(count)])]
        screen = host(toml("list ideas", step), here, changes=said)
        screen.type("ett")
        if keys == "\r":
            screen.press("enter")
            screen.type("två")
        calls = 0

        def counting(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(counting)
        try:
            screen.press("enter") if keys == "\r" else screen.type(keys)
        finally:
            sys.setprofile(None)
        called.append(calls)
    assert called[1] < 1.5 * called[0], called


async def test_the_wall_is_asked_once_for_a_thing_said_and_never_for_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workshop.session import room as walls

    made: list[Any] = []
    real = walls.page
    monkeypatch.setattr(walls, "page", lambda *given, **more: made.append(given[1]) or real(*given, **more))
    async with room(tmp_path, monkeypatch, full(tmp_path, 5)) as there:
        await there.settle()
        made.clear()
        await there.press(*"kö")
        await there.settle()
        assert made == []
        await there.press("enter")
        await there.settle()
        there.screen.draw()
        await there.settle()
        assert len(made) == 1


@pytest.mark.parametrize("editor", ["list", "ask table", "ask journey grid", "matrix", "vote"])
async def test_a_screen_has_as_many_parts_with_a_thousand_things_as_with_ten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    counted = []
    for count in (10, 1_000):
        async with room(tmp_path, monkeypatch, full(tmp_path, count, AT[editor])) as there:
            await there.settle()
            counted.append(len(list(there.screen.walk_children())))
    assert counted[0] == counted[1] <= 30


# ---------------------------------------------------------------------------------------------------------------- lists


def test_a_list_reads_the_head_of_a_session_and_not_its_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = full(tmp_path, 2_000)
    understood: list[int] = []
    real = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text, **more: understood.append(len(text)) or real(text, **more))
    (listed,) = files.listing(path.parent)
    assert (listed.title, listed.error) == ("Prov", None)
    assert sum(understood) < 2_000 < path.stat().st_size // 50


async def test_home_is_there_after_a_screenful_and_fills_as_it_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    text = full(tmp_path, 0).read_text("utf-8")
    uuid = text.split('uuid = "')[1].split('"')[0]
    for n in range(90):
        (sessions / f"s{n:02}.toml").write_text(text.replace(uuid, f"{uuid[:-2]}{n:02}"), "utf-8")
    read: list[Path] = []
    real = files.listed
    monkeypatch.setattr(files, "listed", lambda path: read.append(path) or real(path))
    at_once: list[int] = []
    began = home.HomePane._arrange
    monkeypatch.setattr(home.HomePane, "_arrange", lambda self: at_once.append(len(read)) or began(self))
    async with room(tmp_path, monkeypatch) as there:
        pane = there.screen.home
        assert at_once[0] == home.AT_ONCE
        while pane._unread:
            await there.press("down")  # keys are taken meanwhile, and what is pointed at stays
            await there.settle()
        await there.settle()
        assert len(read) == len(set(read)) == 90
        assert sum(entry.what == "open" for entry in pane.all_entries) == 90


# -------------------------------------------------------------------------------------------------------------- imports

LOADED = """
import sys
import workshop.cli, workshop.tui.start, workshop.tui.app, workshop.tui.screens.home
from workshop.store import files
print(*sys.modules)
"""


def test_home_loads_nothing_that_runs_a_workshop() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(done.stdout.split())
    for name in (
        "session.desk",
        "session.book",
        "session.apply",
        "store.saver",
        "report",
        "tui.screens.run",
        "scenario.expression",
    ):
        assert f"workshop.{name}" not in loaded, name
    assert not loaded & {"textual.widgets._markdown", "textual.widgets._data_table", "rich.markdown", "markdown_it"}


WRITES = """
import sys
from workshop.report.build import build
from workshop.report.writers import written
from workshop.store.books import read_book
written(build(read_book(sys.argv[1])), sys.argv[2])
print(*{name.split(".")[0] for name in sys.modules})
"""
NEEDS: dict[str, set[str]] = {
    "pdf": {"typst"},
    "docx": {"docx", "lxml", "typst"},  # its pictures are drawn by typst
    "pptx": {"pptx", "lxml", "xlsxwriter"},  # a chart holds its figures as a workbook
    "xlsx": {"xlsxwriter"},
    "ics": set(),
}


@pytest.mark.parametrize("to", NEEDS)
def test_a_format_loads_its_own_library_and_no_other(tmp_path: Path, to: str) -> None:
    example = shutil.copy(ROOT / "sessions" / "examples" / "harbour-cycles-activity-splitting.toml", tmp_path)
    done = subprocess.run([sys.executable, "-c", WRITES, example, to], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = set(done.stdout.split()) & {"typst", "docx", "pptx", "xlsxwriter", "textual", "rich", "click", "lxml"}
    assert loaded == NEEDS[to]
