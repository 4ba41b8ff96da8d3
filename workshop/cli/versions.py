"""The commands that bring versions together: another version of a session, a newer version of its scenario."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from workshop.cli.commands import _session_file, _sessions, _settings, program
from workshop.cli.printing import say, show_line, show_words
from workshop.language import t

if TYPE_CHECKING:
    from pathlib import Path

    from workshop.session.book import Book
    from workshop.store.copies import Copy
    from workshop.store.updating import Update

_yes = click.option("--yes", is_flag=True)


@program.command("merge")
@click.argument("session", metavar="SESSION")
@click.argument("other", metavar="FILE")
@_yes
@_sessions
@click.pass_context
def merge(context: click.Context, session: str, other: str, yes: bool) -> None:
    from workshop.store import copies
    from workshop.store.books import read_book
    from workshop.store.saved import read_session

    path, beside = _session_file(context, session), _other(context, session, other)
    found = copies.compare(path, read_session(path).session, beside)
    if found.has_nothing_new:
        say(t("cli.merge.nothing", other=beside.name, file=path.name))
        return
    _show_copy(read_book(path), found)
    if not _agreed(yes):
        return
    done = copies.merge_file(path, beside)
    say(t("cli.merge.done", file=path.name, rev=done.rev))
    if done.copy.found.both:
        say(t("cli.merge.kept", n=len(done.copy.found.both), other=done.copy.path.name))
    elif done.binned:
        say(t("cli.merge.binned", other=beside.name))
    say(t("cli.merge.back", command=f"workshop restore {_quoted(path)}"))


def _other(context: click.Context, session: str, other: str) -> Path:
    """The file named; by a name alone, one beside the session or in the folder of sessions."""
    beside = _session_file(context, session).parent / other
    return beside if beside.is_file() else _session_file(context, other)


def _show_copy(book: Book, found: Copy) -> None:
    from datetime import datetime

    from workshop import language
    from workshop.session import differing

    if found.begun is None:
        show_words(t("cli.merge.no_base"))
    else:
        show_words(t("cli.merge.base", when=language.ago(found.begun, datetime.now().astimezone())))
    for heading, places, words in (("taken", found.found.taken, differing.line), ("both", found.found.both, differing.both)):
        if places:
            show_line("")
            show_words(t(f"cli.merge.{heading}", n=len(places)))
            for place in places:
                show_words(f"  {words(book, place)}")
    show_line("")


@program.command("update")
@click.argument("session", metavar="SESSION")
@_yes
@_sessions
@click.pass_context
def update(context: click.Context, session: str, yes: bool) -> None:
    from workshop.store import updating

    path, setting = _session_file(context, session), _settings(context).scenarios
    found = updating.look(path, setting)
    if found is None:
        say(t("cli.update.nothing", file=path.name))
        return
    _show_update(found)
    if not _agreed(yes):
        return
    done = updating.take_in(path, setting)
    say(t("cli.update.done", file=path.name, version=found.scenario.version))
    if done is not None and done.session.orphans:
        say(t("cli.update.orphans"))
    say(t("cli.merge.back", command=f"workshop restore {_quoted(path)}"))


def _show_update(found: Update) -> None:
    from workshop.store.telling import update_lines

    made = found.book.session.scenario
    show_words(t("cli.update.head", was=made.version or "?", version=found.scenario.version, file=str(found.installed)))
    show_line("")
    for line in update_lines(found):
        show_words(f"  {line}")
    show_line("")


def _agreed(yes: bool) -> bool:
    """Whether to go on: said beforehand, or asked for here. Where nobody can answer it is told how."""
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        say(t("cli.agree.how"))
        return False
    answer = click.prompt(t("cli.agree.ask"), default="", show_default=False, err=True, prompt_suffix=" ")
    if answer.strip().casefold() in t("cli.agree.words").split():
        return True
    say(t("cli.agree.no"))
    return False


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(path.stem)
