"""`workshop apply`: Changes from a script."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from workshop import limits
from workshop.cli.commands import _session_file, _sessions, program
from workshop.cli.printing import say
from workshop.language import t


@program.command("apply")
@click.argument("session", metavar="SESSION")
@click.argument("changes", metavar="CHANGES.jsonl")
@_sessions
@click.pass_context
def apply(context: click.Context, session: str, changes: str) -> None:
    from workshop.store.scripting import apply_lines

    path = _session_file(context, session)
    if changes == "-":
        data = sys.stdin.buffer.read(limits.CHANGES + 1) if sys.stdin is not None else b""
    else:
        with Path(changes).open("rb") as script:  # a pipe is as good as a file here, and either may have no end
            data = script.read(limits.CHANGES + 1)
    say(t("cli.applied", n=apply_lines(path, data, tell=say)))
