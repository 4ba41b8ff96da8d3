"""The program, where each of its commands lies, and what several of them share."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from workshop import __version__
from workshop.cli import wording
from workshop.cli.printing import say
from workshop.language import t

if TYPE_CHECKING:
    from workshop.scenario.parts import Scenario
    from workshop.settings import Found, Settings


PLACES = {
    "run": "opening",
    "resume": "opening",
    "screen": "opening",
    "scenarios": "listing",
    "list": "listing",
    "show": "reporting",
    "export": "reporting",
    "check": "checking",
    "new": "opening",
    "apply": "applying",
    "import": "importing",
    "compare": "across",
    "actions": "across",
    "skeleton": "authoring",
    "read": "authoring",
    "rehearse": "authoring",
    "restore": "trust",
    "anonymize": "trust",
    "doctor": "trust",
    "merge": "versions",
    "update": "versions",
    "settings": "configuring",
    "where": "configuring",
    "completion": "completing",
}
"""The module of each command, in the order of a day's work. What is seldom asked for comes last."""


class Command(click.Command):
    """A command that takes its words when they are to be shown."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        wording.word_command(self, ctx)
        super().format_usage(ctx, formatter)


class Commands(click.Group):
    """The commands, in order. The module of one is loaded when it is called, those of all when they are told of."""

    command_class = Command

    def every(self) -> list[click.Command]:
        for module in dict.fromkeys(PLACES.values()):
            import_module(f"workshop.cli.{module}")
        return [self.commands[name] for name in PLACES]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in PLACES:
            import_module(f"workshop.cli.{PLACES[cmd_name]}")  # it puts itself among the commands
        else:
            self.every()  # the names that may have been meant
        return super().get_command(ctx, cmd_name)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        wording.word_program(self, ctx)
        super().format_usage(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for command in self.every():
            wording.word_command(command, click.Context(command, parent=ctx))
        super().format_commands(ctx, formatter)


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


def _start(context: click.Context, path: Path | None) -> NoReturn:
    """The terminal application, in a session or at home."""
    from workshop.tui.start import start

    raise click.exceptions.Exit(start(_found(context), _folder(context), path))


def _sessions_too(context: click.Context, param: click.Parameter, value: str | None) -> None:
    """`--sessions` may stand behind the command as well."""
    if value:
        context.find_root().params["sessions"] = value


wording.word_click()  # before the first option is made: click asks for its words right then

_sessions = click.option("--sessions", metavar="DIR", expose_value=False, callback=_sessions_too)
_json = click.option("--json", "as_json", is_flag=True)
_plain = click.option("--plain", is_flag=True)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
