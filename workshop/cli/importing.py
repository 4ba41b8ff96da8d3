"""`workshop import`: a file of lines, of Markdown or of cells into a step, read as a paste is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop import limits
from workshop.cli.commands import _session_file, _sessions, program
from workshop.cli.printing import say, show_line
from workshop.errors import WorkshopError
from workshop.language import t

if TYPE_CHECKING:
    from workshop.session.landing import Landing
    from workshop.session.pasted import Pasted

MOST = limits.SESSION
"""Bytes of a file to import: as much as a session file may hold."""


@program.command("import")
@click.argument("session", metavar="SESSION")
@click.argument("step", metavar="STEP")
@click.argument("file", metavar="FILE")
@click.option("--row", metavar="R")
@click.option("--field", metavar="F")
@click.option("--by", metavar="WHO")
@click.option("--at", metavar="ITEM")
@click.option("--as", "shape", type=click.Choice(["lines", "table"]))
@click.option("--dry-run", is_flag=True)
@_sessions
@click.pass_context
def import_(
    context: click.Context,
    session: str,
    step: str,
    file: str,
    row: str | None,
    field: str | None,
    by: str | None,
    at: str | None,
    shape: str | None,
    dry_run: bool,
) -> None:
    from workshop.store.importing import bring_in

    pasted = _read(file, shape)
    where = {"row": row, "field": field, "by": by, "at": at}
    found = bring_in(_session_file(context, session), step, pasted, dry_run=dry_run, tell=say, **where)
    if dry_run:
        for words in found.words:
            show_line(words)
    _tell(found.landing, dry_run)


def _read(file: str, shape: str | None) -> Pasted:
    from workshop.session import pasted

    if file == "-":
        data = sys.stdin.buffer.read(MOST + 1) if sys.stdin is not None else b""
    else:
        with Path(file).open("rb") as opened:
            data = opened.read(MOST + 1)
    if len(data) > MOST:
        raise WorkshopError("cli.import.too_large", mib=MOST // limits.MIB)
    text = pasted.decoded(data)
    is_cells = shape == "table" or (shape is None and Path(file).suffix.lower() in (".csv", ".tsv", ".tab"))
    return pasted.read_table(text) if is_cells else pasted.read_lines(text) if shape == "lines" else pasted.read(text)


def _tell(landing: Landing, dry_run: bool) -> None:
    """How much came in, and each thing that did not, with its line. Not all of it: the call ends with 1."""
    if landing.refused:
        say(landing.refused)
        raise click.exceptions.Exit(1)
    say(t("cli.import.would" if dry_run else "cli.import.done", n=landing.taken))
    if landing.replaced:
        say(t("landing.replaced", n=landing.replaced))
    for one in landing.left:
        say(t("cli.import.left", line=str(one.line), text=" ".join(one.text.split())[:60], why=one.why.rstrip(".")))
    if landing.left or not landing.taken:
        raise click.exceptions.Exit(1)
