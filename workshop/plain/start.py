"""From the command line to the conversation, and back with an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from workshop.language import t
from workshop.plain import begin
from workshop.plain.grammar import bare, subwords
from workshop.plain.hearing import Ended, Hearing, Input, Lines
from workshop.plain.run import run
from workshop.plain.speaking import Speaking
from workshop.session.book import Book
from workshop.settings import Settings
from workshop.store.lock import Held
from workshop.store.opening import NotInFile

Options = Mapping[str, Any]


def by_hand() -> bool:
    """Whether somebody writes at a terminal; else lines come from a pipe or a file."""
    return sys.stdin is not None and sys.stdin.isatty()


def start(settings: Settings, path: Path) -> int:
    """Go on with a session. The exit code is that of `run`."""
    speaking, hearing = _ways()
    with _until_told(hearing):
        return _run(settings, path, speaking, hearing)


def start_new(settings: Settings, title: str, given: Options, make: Callable[[dict[str, Any]], Path]) -> int:
    """Begin a session: what the options do not say is asked, of somebody at a terminal. `make`: the new file of these options.
    130 where it was left before it was begun: then there is no session."""
    speaking, hearing = _ways()
    with _until_told(hearing):
        try:
            options = begin.ask(speaking, hearing, title, given) if by_hand() else dict(given)
        except Ended as ended:
            speaking.say(t("plain.not_begun"))
            return 128 + ended.signal if ended.signal else 0
        return _run(settings, make(options), speaking, hearing)


def read_aloud(book: Book) -> None:
    """The record of a session, a sentence a line."""
    from workshop.plain.reading import record

    speaking, _ = _ways()
    for line in record(book, date.today()):
        speaking.say(line)


def _run(settings: Settings, path: Path, speaking: Speaking, hearing: Hearing) -> int:
    hand = by_hand()
    try:
        return run(path, speaking, hearing, settings=settings, by_hand=hand, recovered="" if hand else "take")
    except NotInFile as waits:
        speaking.refuse(waits.words())
        speaking.say(t("plain.take_up"))
        try:
            aside = bare(hearing.line(lambda: None).text) in subwords("aside")
        except Ended:
            return 1
        chosen: Literal["take", "aside"] = "aside" if aside else "take"
        return run(path, speaking, hearing, settings=settings, by_hand=True, recovered=chosen)
    except Held as held:
        if not hand:
            raise
        speaking.refuse(held.words())
        speaking.say(t("plain.read_it"))
        try:
            wanted = bare(hearing.line(lambda: None).text)
        except Ended:
            return 1
        if wanted not in subwords("read"):
            return 1
        return run(path, speaking, hearing, settings=settings, by_hand=True, write=False)


def _ways() -> tuple[Speaking, Hearing]:
    speaking = Speaking(sys.stdout or StringIO(), sys.stderr or StringIO())
    if sys.stdin is None:  # it was closed before we began
        return speaking, Lines(())
    return speaking, Input(sys.stdin.fileno(), sys.stdin.encoding)


def _until_told(hearing: Hearing) -> Any:
    return hearing.until_told_to_stop() if isinstance(hearing, Input) else nullcontext()
