"""What is imported when the program runs: floors rest on those below, and only what shows a screen loads Textual.

import-linter reads the source; this asks the running interpreter, which also sees what is imported inside a function.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop.cli.commands import PLACES

ROOT = Path(__file__).parents[1]
FLOORS = ("text", "language", "errors", "places", "crashes", "settings", "scenario", "session", "store", "report", "plain")
"""From the ground up."""
SCREEN = {"textual", "rich", "click"}
HEAVY = {"pptx", "docx", "typst", "xlsxwriter", "lxml", "PIL"}
"""What one format of the report needs: loaded when it is asked for."""
SHOWN = "workshop.report.writers.terminal"
"""The one module below the screens that draws: `workshop show` alone loads it."""

IMPORT = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", []), name + "."):
        if found.name != "workshop.report.writers.terminal":
            importlib.import_module(found.name)
print(json.dumps(sorted(sys.modules)))
"""

RUN = """
import json, os, sys
out, args = sys.argv[1], sys.argv[2:]
sys.argv = ["workshop", *args]
from workshop.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
with open(out, "w") as file:
    json.dump([code, sorted(sys.modules)], file)
"""


def tops(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def imported(*names: str) -> set[str]:
    """What is loaded once these packages are, with all that is in them."""
    command = [sys.executable, "-c", IMPORT, *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_loads_no_screen_and_nothing_above_it(floor: str) -> None:
    loaded = imported(f"workshop.{floor}")
    assert not tops(loaded) & SCREEN
    above = FLOORS[FLOORS.index(floor) + 1 :] if floor in FLOORS[5:] else FLOORS[5:]
    for name in (*above, "tui", "cli"):
        assert not [module for module in loaded if f"{module}.".startswith(f"workshop.{name}.")], name


def test_the_version_loads_nothing() -> None:
    loaded = {name for name in imported("workshop.errors") if name.startswith("workshop")}
    assert loaded == {"workshop", "workshop.errors"}


def test_the_one_that_draws_loads_rich_and_no_textual() -> None:
    loaded = tops(imported(SHOWN))
    assert "rich" in loaded
    assert "textual" not in loaded


class Runs:
    """Calls `workshop` in a process and tells which modules it had loaded by its end."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *args: str, data: str = "") -> tuple[str, set[str]]:
        env = {name: each for name, each in os.environ.items() if not name.startswith("WORKSHOP_")}
        env |= {
            "WORKSHOP_STATE": str(self.home / "state"),
            "WORKSHOP_SESSIONS": str(self.home / "sessions"),
            "WORKSHOP_CONFIG": str(self.home / "config.toml"),
            "PYTHONPATH": str(ROOT),
            "LANG": "en_GB.UTF-8",
        }
        told = self.home / "told.json"
        command = [sys.executable, "-c", RUN, str(told), *args]
        done = subprocess.run(command, input=data, capture_output=True, text=True, env=env, cwd=self.home, check=False)
        code, modules = json.loads(told.read_text())
        assert code in (0, None), done.stderr
        return done.stdout.removesuffix("\n"), set(modules)


@pytest.fixture
def run(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


def test_commands_that_show_no_screen_load_none(run: Runs) -> None:
    path, modules = run("new", "customer_journey")
    assert not tops(modules) & {"textual", "rich"}
    change = '{"change": "AddItem", "step": "stages", "text": "Letar"}\n'
    calls = {
        ("apply", path, "-"): change,
        ("list",): "",
        ("list", "--json"): "",
        ("scenarios",): "",
        ("scenarios", "--json"): "",
        ("check", path, str(ROOT / "scenarios" / "customer-journey.toml")): "",
        ("where",): "",
        ("rehearse", "customer_journey"): "",
        ("export", path, "--to", "md"): "",
        ("export", path, "--to", "md,html"): "",
        ("resume", path, "--plain"): "\n",
        ("--help",): "",
        ("--version",): "",
    }
    for args, data in calls.items():
        _, modules = run(*args, data=data)
        assert not tops(modules) & {"textual", "rich", "markdown_it", "pygments", "asyncio", *HEAVY}, args
        assert not any(name.startswith("workshop.tui") for name in modules), args


def test_show_loads_rich_alone(run: Runs) -> None:
    path, _ = run("new", "customer_journey")
    _, modules = run("show", path)
    assert "rich" in tops(modules)
    assert "textual" not in tops(modules)
    assert not any(name.startswith("workshop.tui") for name in modules)


WRITES = ("session.desk", "session.apply", "session.merge", "store.sitting", "store.opening", "store.saver", "store.lock")
"""What a session is written with: the Desk, what saves, and what keeps others out."""
SELDOM = {"socket", "hashlib", "lzma", "difflib", "traceback", "locale", "subprocess"}
"""What the standard library has for rare moments."""
LEAST = {
    ("--version",): (set(), ("store", "session", "scenario", "report")),
    ("list",): ({"listing"}, ("scenario", "report", "session.book", *(name for name in WRITES if name != "store.lock"))),
    ("check",): ({"checking"}, ("report", "session.book", "session.flow", *WRITES)),
    ("export", "--to", "md"): ({"reporting"}, WRITES),
    ("show",): ({"reporting"}, WRITES),
}
"""The module of each command, and what it does not load: this holds what a clock on a busy machine cannot."""


@pytest.mark.parametrize("call", LEAST, ids=lambda call: call[0])
def test_a_command_loads_no_more_than_it_uses(run: Runs, call: tuple[str, ...]) -> None:
    path, _ = run("new", "customer_journey")
    command, *options = call
    _, modules = run(command, *([path] if command in ("check", "export", "show") else []), *options)
    own, never = LEAST[call]
    assert {place for place in PLACES.values() if f"workshop.cli.{place}" in modules} == own, "no other command is loaded"
    for name in never:
        assert not [module for module in modules if f"{module}.".startswith(f"workshop.{name}.")], name
    allowed = {"hashlib"} if command in ("export", "show") else set()
    assert not (modules & SELDOM) - allowed


LATER = ("sheets.steps", "sheets.timing", "sheets.capturing", "sheets.finding", "sheets.exporting", "screens.review")


def test_a_step_comes_up_without_what_is_opened_from_it() -> None:
    """No sheet, no page of the room, no reading of pastes, no search, no bringing together of versions."""
    loaded = imported("workshop.store.table", "workshop.tui.screens.run", "workshop.tui.steps.list", "workshop.tui.halfway")
    assert "workshop.tui.screens.run" in loaded
    names = [*(f"tui.{name}" for name in LATER), "session.room", "session.pasted", "session.landing", "session.finding"]
    for name in (*names, "session.replan", "store.copies", "store.updating", "session.update", "report"):
        assert f"workshop.{name}" not in loaded, name
