"""Help and complaints in the language of the moment: our own, and those that click has in English alone."""

from __future__ import annotations

import sys

import click

from workshop.language import t

_CLICK = {
    "Usage:": "usage",
    "Options": "options",
    "Commands": "commands",
    "Show this message and exit.": "help",
    "Missing argument": "missing_argument",
    "Missing option": "missing_option",
    "No such command {name!r}.": "no_command",
    "No such option {name!r}.": "no_option",
    "No such option: {name}": "no_option",
    "Did you mean {possibility}?": "meant",
    "Did you mean one of: {possibilities}?": "meant_one",
    "(Did you mean one of: {possibilities}?)": "meant_one",
    "(Possible options: {possibilities})": "meant_one",
    "Option {name!r} requires an argument.": "no_value",
    "Option {name!r} does not take a value.": "takes_no_value",
    "Got unexpected extra argument ({args})": "one_too_many",
    "Got unexpected extra arguments ({args})": "too_many",
    "Got unexpected extra argument ({args}).": "one_too_many",
    "Got unexpected extra arguments ({args}).": "too_many",
    "Invalid value for {param_hint}: {message}": "invalid",
    "{value!r} is not one of {choices}.": "no_choice",
}
"""The sentences of click (which asks gettext for them, and we have no .mo files) and their keys among our words. One that is
missing here, in an earlier or later click, stays English."""


def word(program: click.Group) -> None:
    """Put the words of commands, options and of click itself in, in the language of the moment."""
    _word_click()
    program.help = t("cli.help.program")
    program.subcommand_metavar = t("cli.click.command_metavar")
    for name, command in program.commands.items():
        command.short_help = t(f"cli.short.{name}")
        command.help = f"{command.short_help}\n\n{t(f'cli.help.{name}')}"
        command.epilog = _passage("example.head", f"example.{name}")
    program.epilog = "\n\n".join(
        [
            _passage("example.head", "example.program"),
            _passage("manual.environment", "manual.environment_rows"),
            _passage("manual.codes", "manual.codes_rows"),
            t("cli.manual.more"),
        ]
    )
    for command in (program, *program.commands.values()):
        command.options_metavar = t("cli.click.options_metavar")
        for param in command.params:
            if isinstance(param, click.Option) and param.name:
                param.help = t(f"cli.option.{param.name}")


def _passage(heading: str, rows: str) -> str:
    """A heading and rows that stay as they are: `\\b` tells click not to fold them."""
    told = [f"  {row}" for row in t(f"cli.{rows}").splitlines() if row.strip()]
    return "\b\n" + "\n".join([t(f"cli.{heading}"), *told])


def _word_click() -> None:
    def ours(message: str) -> str:
        key = _CLICK.get(message)
        return t(f"cli.click.{key}") if key else message

    def ours_of(one: str, many: str, n: int) -> str:
        return ours(one if n == 1 else many)

    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = vars(sys.modules[f"click.{name}"])
        for asked, answer in (("_", ours), ("ngettext", ours_of)):
            if asked in module:
                module[asked] = answer
