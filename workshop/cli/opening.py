"""The commands that begin a session or go on with one: `run`, `resume`, `new`; and `screen`, for the room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop import language
from workshop.cli import moments
from workshop.cli.commands import (
    _folder,
    _need_terminal,
    _plain,
    _scenario,
    _session_file,
    _sessions,
    _settings,
    _start,
    program,
)
from workshop.cli.printing import say, show_line
from workshop.errors import WorkshopError

if TYPE_CHECKING:
    from workshop.scenario.parts import Scenario
    from workshop.session.model import Session

_NEW = (
    click.argument("scenario", metavar="SCENARIO"),
    click.option("--title", metavar="T"),
    click.option("--client", metavar="C"),
    click.option("--language", type=click.Choice(language.languages())),
    click.option("--alone", is_flag=True),
    click.option("--people", metavar="N|A,B"),
    moments.start,
    moments.end,
    click.option("--fresh", is_flag=True),
    _sessions,
)


def _new_options(function: Any) -> Any:
    for option in reversed(_NEW):
        function = option(function)
    return function


def _begin(context: click.Context, name: str, options: dict[str, Any]) -> Path:
    """A new session file; its path."""
    from datetime import UTC, datetime

    from workshop.session.begin import begin
    from workshop.store import files

    scenario, text = _scenario(context, name)
    lang = options["language"] or language.current()
    if scenario.languages and lang not in scenario.languages:
        if options["language"]:
            title = scenario.text(scenario.title, lang)
            raise WorkshopError("cli.other_language", title=title, languages=", ".join(scenario.languages))
        lang = scenario.languages[0]
    people = (options["people"] or "").strip()
    session = begin(
        scenario,
        text,
        title=options["title"] or "",
        client=options["client"] or "",
        lang=lang,
        alone=options["alone"],
        people=int(people) if people.isdecimal() and len(people) < 10 else people.split(","),
        start=options["start"],
        end=options["end"],
        now=datetime.now(UTC),
    )
    if not options["fresh"]:
        session = _with_what_there_is(_folder(context), scenario, session)
    return files.create(_folder(context), session)


def _with_what_there_is(folder: Path, scenario: Scenario, session: Session) -> Session:
    """What the client's earlier sessions have for it, as the new session's form has it chosen; said in words."""
    from workshop.store import before

    found = before.in_folder(folder, session.client, scenario, alone=session.alone)
    for words in before.in_words(found, session.lang):
        say(words)
    return before.begun(scenario, session, found, found.latest())


@program.command("run")
@_new_options
@_plain
@click.pass_context
def run(context: click.Context, /, scenario: str, plain: bool, **options: Any) -> None:
    if plain:
        from workshop.plain.start import start_new

        found, _ = _scenario(context, scenario)
        title = found.text(found.title, options["language"] or language.current())
        code = start_new(_settings(context), title, options, lambda given: _begin(context, scenario, given))
        raise click.exceptions.Exit(code)
    _need_terminal("run", "--plain", scenario)
    _start(context, _begin(context, scenario, options))


@program.command("resume")
@click.argument("session", required=False, metavar="[SESSION]")
@_plain
@_sessions
@click.pass_context
def resume(context: click.Context, session: str | None, plain: bool) -> None:
    from workshop.store import files

    if session is None:
        found = [listed.path for listed in files.listing(_folder(context)) if listed.error is None]
        if not found:
            raise WorkshopError("cli.nothing_to_resume", folder=_folder(context))
        path = found[0]
    else:
        path = _session_file(context, session)
    if plain:
        from workshop.plain.start import start

        raise click.exceptions.Exit(start(_settings(context), path))
    _need_terminal("resume", "--plain", session or path.stem)
    _start(context, path)


@program.command("screen")
@click.argument("session", required=False, metavar="[SESSION]")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]))
@_sessions
@click.pass_context
def screen(context: click.Context, session: str | None, theme: str | None) -> None:
    path = _session_file(context, session) if session is not None else None
    _need_terminal(*(("show", session) if session is not None else ("list",)))
    from workshop.tui.room.app import start

    raise click.exceptions.Exit(start(_settings(context), path, theme or ""))


@program.command("new")
@_new_options
@click.pass_context
def new(context: click.Context, /, scenario: str, **options: Any) -> None:
    show_line(_begin(context, scenario, options))
