"""A session file as a Book, to read: the scenario from the snapshot, the client's earlier sessions at hand."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.errors import BadFile, WorkshopError
from workshop.scenario.load import parse, trusted
from workshop.scenario.parts import Scenario
from workshop.session.fitting import Misfit, fitted
from workshop.session.model import Session
from workshop.store import files
from workshop.store.faults import Note, in_words
from workshop.store.pieces import path as dotted
from workshop.store.saved import read_session

if TYPE_CHECKING:
    from workshop.session.book import Book


def scenario_of(session: Session, path: str | os.PathLike[str]) -> Scenario:
    """The scenario a session runs on. BadFile where its text cannot be read (a newer version's kind, a hand edit)."""
    import hashlib

    # A text that is the one the session was begun with was found right then; one that was edited since is looked through.
    if hashlib.sha256(session.snapshot.encode("utf-8", "replace")).hexdigest() == session.scenario.sha256:
        with contextlib.suppress(Exception):
            return trusted(session.snapshot)
    loaded = parse(session.snapshot, os.fspath(path))
    if loaded.scenario is None:
        raise BadFile("store.no_questions", path=path)
    return loaded.scenario


class Earlier:
    """The client's earlier sessions that a session says it takes from, each read when it is first asked for. What cannot be
    found or read is not there: a workshop must not stop for last year's."""

    def __init__(self, folder: Path, session: Callable[[], Session]) -> None:
        self._folder, self._session = folder, session
        self._books: dict[str, Book | None] = {}

    def __call__(self, scenario: str) -> Book | None:
        uuid = self._session().earlier.get(scenario)
        if not uuid:
            return None
        if uuid not in self._books:
            self._books[uuid] = None
            for path in files.with_uuid(self._folder, uuid):
                with contextlib.suppress(WorkshopError, OSError):
                    self._books[uuid] = read_book(path)
                    break
        return self._books[uuid]


def with_questions(session: Session, path: str | os.PathLike[str]) -> tuple[Scenario, Session, tuple[Note, ...]]:
    """The scenario of a session, the session with every answer in the form its question takes, and what was put right or kept
    aside for that. BadFile as `scenario_of`."""
    scenario = scenario_of(session, path)
    session, found = fitted(scenario, session)
    return scenario, session, tuple(map(noted, found))


def noted(found: Misfit) -> Note:
    """An answer that was put right or kept aside, as it is told."""
    return Note("store.note.aside" if found.is_aside else "store.note.read_as", {"place": dotted(found.where)})


def read_book(path: str | os.PathLike[str], *, tell: Callable[[str], object] | None = None) -> Book:
    """What was last saved, to read: no lock, nothing written. `Damaged` and WorkshopError as `open_session`. `tell` is given
    what had to be put right in it, in words."""
    from workshop.session.book import Book

    read = read_session(path)
    scenario, session, notes = with_questions(read.session, path)
    if tell is not None:
        for words in in_words((*read.notes, *notes), path):
            tell(words)
    return Book(scenario, session, None, Earlier(Path(path).parent, lambda: session))
