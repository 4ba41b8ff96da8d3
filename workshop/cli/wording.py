"""Help and complaints in the language of the moment: our own, and those that click has in English alone.

They are put in when they are about to be shown: most calls ask for none.
"""

from __future__ import annotations

import sys

import click

from workshop.language import t

_CLICK = {
    "Usage:": "usage",
    "Options": "options",
    "Commands": "commands",
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


def word_click() -> None:
    """From now on click says its sentences in the language of the moment."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = vars(sys.modules[f"click.{name}"])
        for asked, answer in (("_", _ours), ("ngettext", _ours_of)):
            if asked in module:
                module[asked] = answer


def _ours(message: str) -> str:
    key = _CLICK.get(message)
    return t(f"usage.click.{key}") if key else message


def _ours_of(one: str, many: str, n: int) -> str:
    return _ours(one if n == 1 else many)


def word_program(program: click.Group, context: click.Context) -> None:
    """Put in the words of the program as a whole."""
    program.help = t("usage.help.program")
    program.subcommand_metavar = t("usage.click.command_metavar")
    program.epilog = "\n\n".join(
        [
            _passage("example.head", "example.program"),
            _passage("manual.environment", "manual.environment_rows"),
            _passage("manual.codes", "manual.codes_rows"),
            t("usage.manual.more"),
        ]
    )
    _word_options(program, context)


def word_command(command: click.Command, context: click.Context) -> None:
    """Put in the words of a command and of its options."""
    command.short_help = t(f"usage.short.{command.name}")
    command.help = f"{command.short_help}\n\n{t(f'usage.help.{command.name}')}"
    command.epilog = _passage("example.head", f"example.{command.name}")
    _word_options(command, context)


def _word_options(command: click.Command, context: click.Context) -> None:
    command.options_metavar = t("usage.click.options_metavar")
    for param in command.get_params(context):
        if isinstance(param, click.Option):
            is_help = param is command.get_help_option(context)
            param.help = t("usage.click.help" if is_help else f"usage.option.{param.name}")


def _passage(heading: str, rows: str) -> str:
    """A heading and rows that stay as they are: `\\b` tells click not to fold them."""
    told = [f"  {row}" for row in t(f"usage.{rows}").splitlines() if row.strip()]
    return "\b\n" + "\n".join([t(f"usage.{heading}"), *told])
