"""A room to run workshops in: folders of its own, and sessions to begin with."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.terminal.driver import Terminal


def surroundings(folder: Path) -> dict[str, str]:
    """Settings, drafts and sessions of a test's own: nobody's real ones are touched."""
    return {
        "WORKSHOP_STATE": str(folder / "state"),
        "WORKSHOP_CONFIG": str(folder / "config.toml"),
        "WORKSHOP_SESSIONS": str(folder / "sessions"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def room(
    folder: Path,
    *args: str,
    size: tuple[int, int] = (80, 24),
    lang: str = "sv",
    module: str = "workshop",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Terminal:
    """The real program at a terminal of its own. Reports are written as Markdown and a web page, if nothing else is chosen."""
    settings = folder / "config.toml"
    if not settings.exists():
        settings.write_text('report_formats = "md,html"\n', "utf-8")
    spoken = {"LANG": {"sv": "sv_SE.UTF-8", "en": "en_GB.UTF-8"}[lang], "LC_ALL": ""}
    return Terminal(*args, cwd=cwd or folder, size=size, env={**surroundings(folder), **spoken, **(env or {})}, module=module)


def workshop(
    folder: Path, *args: str, stdin: str | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command line, for what is no screen."""
    env = {**os.environ, **surroundings(folder), "LANG": "sv_SE.UTF-8", "LC_ALL": "", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "workshop", *args],
        cwd=folder,
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def new_session(
    folder: Path, scenario: str, *, lang: str = "sv", people: Sequence[str] = ("Ann", "Jonas", "Mira"), client: str = "Nordlund"
) -> str:
    """A new session file; its path."""
    done = workshop(folder, "new", scenario, "--client", client, "--language", lang, "--people", ",".join(people))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
