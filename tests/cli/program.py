"""The real program as a process of its own, with folders of its own, and what it said where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LANG = {"sv": "sv_SE.UTF-8", "en": "en_GB.UTF-8"}


@dataclass(frozen=True)
class Said:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def fine(self) -> Said:
        assert self.code == 0, self
        return self

    def wrong(self) -> Said:
        """The input was wrong: told on stderr, and no data given out."""
        assert (self.code, self.out) == (1, ""), self
        assert self.err, self
        return self

    def misused(self) -> Said:
        assert (self.code, self.out) == (2, ""), self
        assert self.err, self
        return self

    def data(self) -> Any:
        return json.loads(self.out)


class Program:
    """Calls `workshop` in an empty folder; no settings, sessions or drafts but those under `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.sessions = home / "kept"
        self.state = home / "state"
        self.config = home / "config" / "config.toml"
        self.cwd = home / "here"
        self.cwd.mkdir()
        self.lang = "en"
        self.command = [sys.executable, "-m", "workshop"]

    def env(self, **more: str) -> dict[str, str]:
        env = {
            name: each for name, each in os.environ.items() if not name.startswith(("WORKSHOP_", "LC_", "PYTHON", "_WORKSHOP"))
        }
        return env | {
            "LANG": LANG[self.lang],
            "COLUMNS": "100",
            "PYTHONPATH": str(ROOT),
            "WORKSHOP_CONFIG": str(self.config),
            "WORKSHOP_SESSIONS": str(self.sessions),
            "WORKSHOP_STATE": str(self.state),
            **more,
        }

    def raw(self, *args: str | bytes | Path, data: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
        command: list[Any] = [*self.command, *args]
        return subprocess.run(
            command, input=data, capture_output=True, cwd=self.cwd, env=self.env(**env), timeout=60, check=False
        )

    def __call__(self, *args: str | bytes | Path, data: str = "", **env: str) -> Said:
        done = self.raw(*args, data=data.encode(), **env)
        said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in said.err, said.err
        return said

    def new(self, *args: str, scenario: str = "customer_journey") -> Path:
        """A session file."""
        return Path(self("new", scenario, *args).fine().out.removesuffix("\n"))

    def apply(self, session: Path, *changes: dict[str, Any]) -> Said:
        return self("apply", session, "-", data="\n".join(json.dumps(each, ensure_ascii=False) for each in changes))

    def settings(self, text: str) -> None:
        self.config.parent.mkdir(exist_ok=True)
        self.config.write_text(text, "utf-8")

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the folder of sessions."""
        self.sessions.mkdir(exist_ok=True)
        path = self.sessions / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path
