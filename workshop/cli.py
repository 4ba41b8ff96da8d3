"""The command line: parse, call, print. Stdout is data, stderr is talk; exit 0 fine, 1 the input is wrong, 2 usage.

Each command imports what it needs inside itself: `workshop list` never loads the terminal application.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from workshop import __version__, language
from workshop.errors import WorkshopError
from workshop.language import t


class Wrong(Exception):
    """The input is wrong: said on stderr, exit 1."""


def main() -> None:
    """The entry point of `workshop`."""
    import gc

    gc.disable()  # a tenth of the start; the terminal application turns it on again when it is up
    from workshop import settings

    language.use(language.detect(os.environ))
    chosen, warnings = settings.load()
    language.use(chosen.language)
    _word(program)
    try:
        for warning in warnings:
            say(warning)
        # outside standalone mode click gives the code of an Exit back instead of raising it
        code = program.main(standalone_mode=False, obj=chosen)
        sys.exit(code if isinstance(code, int) else 0)
    except click.UsageError as error:
        error.show(sys.stderr)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except (WorkshopError, Wrong) as error:
        say(str(error))
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has gone: nothing to say, and nobody to say it to
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        say(t("cli.os_error", file=error.filename or "", why=error.strerror or str(error)))
        sys.exit(1)


def say(message: str) -> None:
    """To the person, not into the data."""
    click.echo(message, err=True)


def _word(group: click.Group) -> None:
    """Put the help of commands and options in, in the language of the moment."""
    group.help = t("cli.help.program")
    for param in group.params:
        _word_param(param)
    for name, command in group.commands.items():
        command.help = t(f"cli.help.{name}")
        for param in command.params:
            _word_param(param)


def _word_param(param: click.Parameter) -> None:
    if isinstance(param, click.Option) and param.name:
        param.help = t(f"cli.option.{param.name}")


def _print_json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _folder(context: click.Context) -> Path:
    """The sessions folder of this call."""
    from workshop import places

    return places.sessions_dir(context.find_root().params.get("sessions"), context.obj.sessions)


def _session_file(context: click.Context, name: str) -> Path:
    from workshop.store import files

    return files.find(_folder(context), name)


def _scenario(context: click.Context, name: str) -> tuple[Any, str]:
    """A scenario that holds, and its text; its faults are said, all of them."""
    from workshop.scenario import library, load

    loaded = load.read(library.find(name, context.obj.scenarios))
    if loaded.scenario is None:
        raise Wrong("\n".join(str(fault) for fault in loaded.faults))
    return loaded.scenario, loaded.text


def _need_terminal(instead: str) -> None:
    """The terminal application on a pipe would hang without a word."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        say(t("cli.no_terminal", instead=instead))
        raise click.exceptions.Exit(2)


def _begin(context: click.Context, scenario: str, options: dict[str, Any]) -> Path:
    """A new session file; its path."""
    from datetime import UTC, datetime

    from workshop.session.begin import begin
    from workshop.store import files

    made, text = _scenario(context, scenario)
    people = options.get("people") or ""
    who: Any = int(people) if people.strip().isdigit() else [name.strip() for name in people.split(",") if name.strip()]
    session = begin(
        made,
        text,
        title=options.get("title") or "",
        client=options.get("client") or "",
        lang=options.get("language") or language.current(),
        alone=bool(options.get("alone")),
        people=who,
        now=datetime.now(UTC),
    )
    return files.create(_folder(context), session)


def _start(context: click.Context, path: Path | None) -> NoReturn:
    """The terminal application, in a session or at home."""
    from workshop.tui.start import start

    raise click.exceptions.Exit(start(context.obj, _folder(context), path))


NEW = (
    click.argument("scenario"),
    click.option("--title"),
    click.option("--client"),
    click.option("--language", type=click.Choice(["sv", "en"])),
    click.option("--alone", is_flag=True),
    click.option("--people"),
)


def _new_options(function: Any) -> Any:
    for option in reversed(NEW):
        function = option(function)
    return function


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--sessions", type=click.Path(file_okay=False))
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def program(context: click.Context, sessions: str | None) -> None:
    if context.invoked_subcommand is None:
        _need_terminal("workshop list")
        _start(context, None)


@program.command("run")
@_new_options
@click.pass_context
def run(context: click.Context, scenario: str, **options: Any) -> None:
    _need_terminal(f"workshop new {scenario}")
    _start(context, _begin(context, scenario, options))


@program.command("resume")
@click.argument("session", required=False)
@click.pass_context
def resume(context: click.Context, session: str | None) -> None:
    from workshop.store import files

    if session is None:
        found = [listed for listed in files.listing(_folder(context)) if not listed.error]
        if not found:
            raise Wrong(t("cli.nothing_to_resume", folder=_folder(context)))
        path = found[0].path
    else:
        path = _session_file(context, session)
    _need_terminal(f"workshop show {path.name}")
    _start(context, path)


@program.command("scenarios")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def scenarios(context: click.Context, as_json: bool) -> None:
    from workshop.scenario import library

    entries = library.entries(context.obj.scenarios)
    lang = language.current()
    if as_json:
        _print_json(
            [
                {
                    "id": entry.id,
                    "title": language.pick(entry.title, lang),
                    "summary": language.pick(entry.summary, lang) if entry.summary else "",
                    "minutes": entry.minutes,
                    "languages": list(entry.languages),
                    "suits": list(entry.suits),
                    "path": str(entry.path),
                }
                for entry in entries
            ]
        )
        return
    for entry in entries:
        minutes = t("cli.minutes", n=language.number(entry.minutes or 0, digits=0))
        click.echo(f"{entry.id:<22} {minutes:>8}  {language.pick(entry.title, lang)}")
        if entry.summary:
            click.echo(f"{'':<22} {'':>8}  {language.pick(entry.summary, lang)}")
        for fault in entry.faults[:1]:
            say(str(fault))


@program.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    from datetime import UTC, datetime

    from workshop.store import files

    folder = _folder(context)
    listed = files.listing(folder)
    if as_json:
        _print_json([one.as_data() for one in listed])
        return
    if not listed:
        say(t("cli.no_sessions", folder=folder))
    for one in listed:
        if one.error:
            say(f"{one.path.name}: {one.error}")
            continue
        when = language.ago(one.changed, datetime.now(UTC)) if one.changed else ""
        name = f"{one.title} · {one.client}" if one.client else one.title
        click.echo(f"{one.path.stem:<36} {when:>14}  {name}")


@program.command("show")
@click.argument("session")
@click.pass_context
def show(context: click.Context, session: str) -> None:
    from workshop.report.terminal import show as show_record
    from workshop.store.opening import read_book

    show_record(read_book(_session_file(context, session)))


@program.command("export")
@click.argument("session")
@click.option("--to", "to", default="md,html")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def export(context: click.Context, session: str, to: str, out: Path | None) -> None:
    from workshop.report import export as write_record
    from workshop.report.writers import WRITERS
    from workshop.store.opening import read_book

    path = _session_file(context, session)
    formats = [name.strip().lower() for name in to.split(",") if name.strip()]
    unknown = [name for name in formats if name not in WRITERS]
    if unknown or not formats:
        raise click.UsageError(t("cli.unknown_format", name=", ".join(unknown), formats=", ".join(WRITERS)))
    for written in write_record(read_book(path), out or path.parent, formats):
        click.echo(str(written.path))
        for warning in written.warnings:
            say(str(warning))


@program.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def check(files: tuple[Path, ...], as_json: bool) -> None:
    from workshop.store.checking import check_file

    found = [fault for file in files for fault in check_file(file)]
    if as_json:
        _print_json([fault.as_data() for fault in found])
    else:
        for fault in found:
            click.echo(str(fault))
        wrong = sum(fault.level == "error" for fault in found)
        say(t("cli.checked", n=len(files), wrong=wrong, warnings=len(found) - wrong))
    if any(fault.level == "error" for fault in found):
        raise click.exceptions.Exit(1)


@program.command("where")
@click.pass_context
def where(context: click.Context) -> None:
    from workshop import places

    rows = [
        ("sessions", _folder(context)),
        ("settings", places.config_file()),
        ("scenarios", places.own_scenarios(context.obj.scenarios)),
        ("library", places.library()),
        ("drafts", places.state_dir()),
    ]
    width = max(len(t(f"cli.where.{name}")) for name, _ in rows)
    for name, path in rows:
        click.echo(f"{t(f'cli.where.{name}'):<{width}}  {path}")


@program.command("new")
@_new_options
@click.pass_context
def new(context: click.Context, scenario: str, **options: Any) -> None:
    click.echo(str(_begin(context, scenario, options)))


@program.command("apply")
@click.argument("session")
@click.argument("changes", type=click.File("rb"))
@click.pass_context
def apply(context: click.Context, session: str, changes: Any) -> None:
    from workshop.store.scripting import apply_lines

    count = apply_lines(_session_file(context, session), changes.read())
    say(t("cli.applied", n=count))
