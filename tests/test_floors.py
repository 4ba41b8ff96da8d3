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


def test_a_list_opens_no_session(run: Runs) -> None:
    """What lists does not pay for what runs a workshop: no Desk, no saving, no report, no expressions."""
    run("new", "customer_journey")
    _, modules = run("list")
    for name in ("session.desk", "session.book", "session.apply", "store.saver", "report", "scenario.expression"):
        assert f"workshop.{name}" not in modules, name
