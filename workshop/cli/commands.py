"""The commands, each of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from workshop import __version__, language, limits
from workshop.cli import moments, waiting
from workshop.cli.printing import say, show_json, show_line, show_table
from workshop.errors import WorkshopError
from workshop.language import t

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from workshop.scenario.library import Entry
    from workshop.scenario.parts import Scenario
    from workshop.session.model import Session
    from workshop.settings import Found, Settings
    from workshop.store.files import Listed
    from workshop.store.left import Left


class InOrder(click.Group):
    """Lists its commands in the order of a day's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _found(context: click.Context) -> Found:
    """The settings, and where they come from."""
    found: Found = context.obj
    return found


def _settings(context: click.Context) -> Settings:
    return _found(context).settings


def _folder(context: click.Context) -> Path:
    """The sessions folder of this call."""
    from workshop import places

    return places.sessions_dir(context.find_root().params.get("sessions"), _settings(context).sessions)


def _session_file(context: click.Context, name: str) -> Path:
    from workshop.store import files

    return files.find(_folder(context), name)


def _scenario(context: click.Context, name: str) -> tuple[Scenario, str]:
    """A scenario that holds, and its text; its faults are said, all of them."""
    from workshop.scenario import library, load

    loaded = load.read(library.find(name, _settings(context).scenarios))
    if loaded.scenario is None:
        for fault in loaded.errors:
            say(str(fault))
        raise click.exceptions.Exit(1)
    return loaded.scenario, loaded.text


def _need_terminal(*instead: str) -> None:
    """The terminal application on a pipe would hang without a word."""
    import shlex

    at_one = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if not at_one or os.environ.get("TERM") == "dumb":
        say(t("cli.no_terminal", instead=shlex.join(["workshop", *instead])))
        raise click.exceptions.Exit(2)


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


def _start(context: click.Context, path: Path | None) -> NoReturn:
    """The terminal application, in a session or at home."""
    from workshop.tui.start import start

    raise click.exceptions.Exit(start(_found(context), _folder(context), path))


def _sessions_too(context: click.Context, param: click.Parameter, value: str | None) -> None:
    """`--sessions` may stand behind the command as well."""
    if value:
        context.find_root().params["sessions"] = value


_sessions = click.option("--sessions", metavar="DIR", expose_value=False, callback=_sessions_too)
_json = click.option("--json", "as_json", is_flag=True)
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


@click.group(cls=InOrder, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--sessions", metavar="DIR")
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def program(context: click.Context, sessions: str | None) -> None:
    if context.invoked_subcommand not in ("doctor", "settings"):  # they tell them themselves, in their place
        for warning in _found(context).warnings:
            say(warning)
    if context.invoked_subcommand is None:
        _need_terminal("list")
        _start(context, None)


_plain = click.option("--plain", is_flag=True)


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


@program.command("scenarios")
@click.argument("words", nargs=-1, metavar="[WORD]…")
@_json
@click.pass_context
def scenarios(context: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    from workshop.scenario import library

    entries = library.matching(library.entries(_settings(context).scenarios), " ".join(words))
    lang = language.current()
    for entry in entries:
        for fault in entry.faults:
            say(str(fault))
    if as_json:
        show_json(
            [
                {
                    "id": entry.id,
                    "title": language.pick(entry.title, lang),
                    "summary": language.pick(entry.summary or "", lang),
                    "purpose": language.pick(entry.purpose or "", lang),
                    "gives": language.pick(entry.gives or "", lang),
                    "minutes": entry.minutes,
                    "languages": list(entry.languages),
                    "suits": list(entry.suits),
                    "tags": list(entry.tags),
                    "origin": entry.origin,
                    "shelf": entry.shelf,
                    "path": str(entry.path),
                    "error": next((str(fault) for fault in entry.faults if fault.is_error), None),
                }
                for entry in entries
            ]
        )
        return
    if words and not entries:
        say(t("cli.no_such_workshop", words=" ".join(words)))
    sound = [entry for entry in entries if not any(fault.is_error for fault in entry.faults)]
    for shelf in dict.fromkeys(entry.shelf for entry in sound):
        if shelf:
            show_line("")
            show_line(t(f"cli.{shelf}"))
            show_line("")
        show_table([row for entry in sound if entry.shelf == shelf for row in _scenario_rows(entry, lang)], 2)


def _scenario_rows(entry: Entry, lang: str) -> Iterator[tuple[str, str, str]]:
    minutes = t("cli.minutes", n=language.number(entry.minutes, digits=0)) if entry.minutes else ""
    origin = "" if entry.origin == "built_in" else f" ({t(f'cli.origin.{entry.origin}')})"
    suits = ", ".join(t(f"guide.{who}", lang) for who in entry.suits if who in ("group", "alone"))
    yield entry.id, minutes, f"{language.pick(entry.title, lang)}, {suits}{origin}"
    if entry.summary:
        yield "", "", language.pick(entry.summary, lang)
    if entry.gives:
        yield "", "", t("cli.gives", what=" ".join(language.pick(entry.gives, lang).split()))


@program.command("list")
@_json
@_sessions
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    from datetime import datetime

    from workshop.store import files
    from workshop.store.left import ended_in, left

    folder = _folder(context)
    listed = files.listing(folder)
    for one in listed:
        if one.error is not None:
            say(str(one.error))
    was_left = left(listed, ended_in(folder), folder=folder)
    found = {each.path: each for each in was_left}
    if as_json:
        show_json([_listed(one, found.get(one.path)) for one in listed])
        return
    if not listed:
        say(t("cli.no_sessions", folder=folder))
    show_table([_row(one, found.get(one.path)) for one in listed if one.error is None], 2)
    homeless = [each for each in was_left if each.path is None]
    for each in homeless:
        told = {"title": each.name, "when": language.ago(each.when, datetime.now().astimezone())}
        if each.words is not None:
            say(t("cli.left.words", n=len(each.half.split()), **told))
        else:
            say(t("cli.left.homeless", copy=each.copy, **told))
    if homeless:
        say(t("cli.left.open_it"))


def _listed(one: Listed, left: Left | None) -> dict[str, Any]:
    """A session in the list, for JSON. Of one that cannot be read, `path`, `changed` and `error` alone say anything."""
    return {
        "path": str(one.path),
        "uuid": one.uuid,
        "title": one.title,
        "client": one.client,
        "lang": one.lang,
        "scenario": one.scenario,
        "scenario_title": one.scenario_title,
        "created": one.created.isoformat() if one.error is None else None,
        "changed": one.changed.isoformat(),
        "rev": one.rev,
        "alone": one.alone,
        "done": one.done,
        "step": one.here.step,
        "step_title": one.step_title,
        "step_number": one.step_number,
        "steps": one.steps,
        "people": one.people,
        "actions": one.open_actions,
        "newer": one.newer,
        "conflict": one.conflict,
        "twins": list(one.twins),
        "ended": left is not None and left.ended,
        "not_in_file": left.changes if left is not None else 0,
        "error": one.error.words() if one.error is not None else None,
    }


def _row(one: Listed, left: Left | None) -> tuple[str, ...]:
    from datetime import datetime

    name = one.title or one.scenario_title or one.scenario
    if one.done:
        state = [t("cli.state.done")]
    elif one.step_number:
        state = [t("cli.state.step", n=one.step_number, of=one.steps)]
    else:
        state = [t("cli.state.new")]
    if one.open_actions:
        state.append(t("cli.state.actions", n=one.open_actions))
    if left is not None:
        state.append(t("cli.state.not_in_file", n=left.changes) if left.changes else t("cli.state.ended"))
    state += [t(f"cli.state.{mark}") for mark in ("newer", "conflict") if getattr(one, mark)]
    when = language.ago(one.changed, datetime.now().astimezone())
    return one.path.stem, when, f"{name} · {one.client}" if one.client else name, ", ".join(state)


@program.command("show")
@click.argument("session", metavar="SESSION")
@_plain
@_sessions
@click.pass_context
def show(context: click.Context, session: str, plain: bool) -> None:
    from datetime import date

    from workshop.store.sitting import read_book

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
    from workshop.store.sitting import read_book

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


@program.command("new")
@_new_options
@click.pass_context
def new(context: click.Context, /, scenario: str, **options: Any) -> None:
    show_line(_begin(context, scenario, options))


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


from workshop.cli import importing  # noqa: E402, F401, I001 - first: its place is beside `apply`
from workshop.cli import across, authoring, completing, trust, versions  # noqa: E402, F401 - its commands come last, and need what stands above
from workshop.cli import configuring  # noqa: E402, F401 - last: it is seldom asked for
