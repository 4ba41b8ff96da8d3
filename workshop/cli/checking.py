"""`workshop check`: every fault of a scenario or a session, at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workshop.cli import moments, waiting
from workshop.cli.commands import _json, _settings, program
from workshop.cli.printing import say, show_json, show_line
from workshop.language import t

if TYPE_CHECKING:
    from datetime import time


@program.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@moments.start
@moments.end
@_json
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], start: time | None, end: time | None, as_json: bool) -> None:
    from workshop.scenario import library
    from workshop.store.checking import check_file

    if (start is None) != (end is None):
        raise click.UsageError(t("cli.start_and_end"), context)
    known = library.Ids(_settings(context).scenarios)
    day = (start, end) if start is not None and end is not None else None
    found = [fault for file in waiting.through(files) for fault in check_file(file, known=known, day=day)]
    wrong = sum(fault.level == "error" for fault in found)
    if as_json:
        show_json([fault.as_data() for fault in found])
    else:
        for fault in found:
            show_line(fault)
        say(t("cli.checked", n=len(files), wrong=wrong, warnings=t("cli.warnings", n=len(found) - wrong)))
    if wrong:
        raise click.exceptions.Exit(1)
