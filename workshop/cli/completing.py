"""What the Tab key offers in bash, zsh and fish: workshops, sessions, steps, formats, clients.

What stands for what is told by its name in the usage (`SESSION`, `SCENARIO` …), so that a new command is completed as the
others are. Nothing here may say a word or fail: a shell that asks is in the middle of somebody's line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop import language
from workshop.cli import wording
from workshop.cli.commands import Commands, _folder, _settings, program
from workshop.cli.entry import ASKS
from workshop.cli.printing import say, show_line
from workshop.language import t
from workshop.text import clean, fold

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")

Offered = Iterable[tuple[str, str]]
"""A value and what it is, in words."""

_INSTALLED = {
    "bash": 'eval "$(workshop completion bash)"',
    "zsh": 'eval "$(workshop completion zsh)"',
    "fish": "workshop completion fish > ~/.config/fish/completions/workshop.fish",
}


@program.command("completion")
@click.argument("shell", type=click.Choice(SHELLS), metavar="SHELL")
def completion(shell: str) -> None:
    import sys

    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    # the functions alone: click's own `source` asks bash for its version, and there need be none
    made = found(program, {}, "workshop", ASKS)
    for line in (made.source_template % made.source_vars()).strip().splitlines():
        show_line(line)
    if sys.stdout is not None and sys.stdout.isatty():
        key = "how" if shell in _READ_BY else "how_fish"
        say(t(f"cli.completion.{key}", command=_INSTALLED[shell], file=_READ_BY.get(shell, "")))


_READ_BY = {"bash": "~/.bashrc", "zsh": "~/.zshrc"}


def offer(group: Commands) -> None:
    """Tell each parameter what it can be, and what it is in words. Called when a shell asks, never otherwise."""
    whole = click.Context(group, **group.context_settings)
    wording.word_program(group, whole)
    commands = group.every()
    for command in commands:
        wording.word_command(command, click.Context(command, parent=whole))
    for command in (group, *commands):
        for param in command.params:
            found = _OFFERED.get(_name(param))
            if found is not None:
                param._custom_shell_complete = _completer(found)


def _name(param: click.Parameter) -> str:
    """`SESSION` of `[SESSION]` and `SESSION SESSION…`; of an option its name where that says more."""
    if isinstance(param, click.Option) and f"--{param.name}" in _OFFERED:
        return f"--{param.name}"
    return (param.metavar or "").strip("[]…. ").split(" ")[0].split("]")[0]


def _completer(
    offered: Callable[[click.Context, str], Offered | str],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def complete(context: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            found = offered(context, begun)
            if isinstance(found, str):
                return [CompletionItem(begun, type=found)]
            return [CompletionItem(value, help=words or None) for value, words in _fitting(found, begun)]
        except Exception:  # a damaged file, a folder that may not be read: there is nothing to offer
            return []

    return complete


def _fitting(found: Offered, begun: str) -> Iterator[tuple[str, str]]:
    for value, words in found:
        plain = clean(value, multiline=False)
        # a name that holds a control sign would be obeyed by the shell's own display
        if plain == value and fold(value).startswith(fold(begun)):
            yield value, clean(words, multiline=False)


def _scenarios(context: click.Context, begun: str) -> Offered | str:
    from workshop.scenario import library

    if os.sep in begun or begun.startswith("."):
        return "file"
    listed = [(each.id, language.pick(each.title)) for each in library.entries(_settings(context).scenarios)]
    # an id is English; who has begun on a title is given the title
    return [*listed, *((title.casefold().replace(" ", "-"), title) for _, title in listed if begun)]


def _sessions(context: click.Context, begun: str) -> Offered | str:
    from workshop.store import files

    if os.sep in begun or begun.startswith("."):
        return "file"
    listed = [one for one in files.listing(_folder(context)) if one.error is None]
    return [(one.path.stem, " · ".join(filter(None, (one.title or one.scenario_title, one.client)))) for one in listed]


def _steps(context: click.Context, _begun: str) -> Offered:
    from workshop.store.books import read_book

    book = read_book(_session(context))
    return [(step.id, book.text(step.title)) for step in book.scenario.step]


def _session(context: click.Context) -> Path:
    from workshop.store import files

    # behind an option that waits for its value click has not told the words apart yet
    return files.find(_folder(context), context.params.get("session") or context.args[0])


def _backups(context: click.Context, _begun: str) -> Offered:
    from workshop.store.versions import versions

    found = versions(_session(context))
    return [(str(number), f"{each.backup.made.astimezone():%Y-%m-%d %H:%M}") for number, each in enumerate(found, 1)]


def _clients(context: click.Context, _begun: str) -> Offered:
    from workshop.store import files

    listed = files.listing(_folder(context))
    return [(client, "") for client in dict.fromkeys(one.client for one in listed if one.client)]


def _editions(context: click.Context, _begun: str) -> Offered:
    from workshop.report.choices import editions
    from workshop.store.books import read_book

    return [(each.id, each.title) for each in editions(read_book(_session(context)))]


def _formats(_context: click.Context, begun: str) -> Offered:
    from workshop.report.writers import WRITERS

    before, comma, _ = begun.rpartition(",")
    taken = before.split(",")
    return [(f"{before}{comma}{name}", "") for name in (*WRITERS, "all") if name not in taken]


def _languages(_context: click.Context, _begun: str) -> Offered:
    return [(lang, "") for lang in language.languages()]


_OFFERED: dict[str, Callable[[click.Context, str], Offered | str]] = {
    "SCENARIO": _scenarios,
    "SESSION": _sessions,
    "STEP": _steps,
    "BACKUP": _backups,
    "CLIENT": _clients,
    "--client": _clients,
    "--edition": _editions,
    "--to": _formats,
    "LANG": _languages,
    "DIR": lambda _context, _begun: "dir",
    "FILE": lambda _context, _begun: "file",
    "CHANGES.jsonl": lambda _context, _begun: "file",
}
