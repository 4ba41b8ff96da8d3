"""The commands that hand over what was said: `show`, `export`."""

from __future__ import annotations

import click

from workshop.cli import waiting
from workshop.cli.commands import _plain, _session_file, _sessions, _settings, program
from workshop.cli.printing import say, show_line
from workshop.language import t


@program.command("show")
@click.argument("session", metavar="SESSION")
@_plain
@_sessions
@click.pass_context
def show(context: click.Context, session: str, plain: bool) -> None:
    from datetime import date

    from workshop.store.books import read_book

    book = read_book(_session_file(context, session), tell=say)
    if plain:
        from workshop.plain.start import read_aloud

        read_aloud(book)
        return
    from workshop.report.build import build
    from workshop.report.writers import terminal

    terminal.show(build(book, today=date.today()))


@program.command("export")
@click.argument("session", metavar="SESSION")
@click.option("--to", "to", default="md,html", metavar="F,F")
@click.option("--edition", default="client", metavar="ID")
@click.option("--draft", is_flag=True)
@click.option("--lanes", metavar="ID,ID")
@click.option("--lang", "--language", "written_in", metavar="LANG")
@click.option("--out", metavar="DIR")
@_sessions
@click.pass_context
def export(
    context: click.Context,
    session: str,
    to: str,
    edition: str,
    draft: bool,
    lanes: str | None,
    written_in: str | None,
    out: str | None,
) -> None:
    from workshop.report import export as write_report
    from workshop.report.writers import WRITERS
    from workshop.store.books import read_book

    formats = [name.strip().lower() for name in to.split(",") if name.strip()]
    unknown = [name for name in formats if name not in WRITERS and name != "all"]
    if unknown or not formats:
        raise click.UsageError(t("cli.unknown_format", name=", ".join(unknown), formats=", ".join([*WRITERS, "all"])), context)
    path = _session_file(context, session)
    chosen = [name.strip() for name in lanes.split(",") if name.strip()] if lanes else None
    with waiting.bar() as show:
        made = write_report(
            read_book(path, tell=say),
            out or path.parent,
            formats,
            edition=edition,
            draft=draft,
            lanes=chosen,
            lang=written_in,
            settings=_settings(context),
            progress=show,
        )
    for written in made:
        show_line(written.path)
        for warning in written.warnings:
            say(str(warning))
