"""A session file taken over to the installed version of its scenario: looked at first, backed up, written under its lock."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from workshop.errors import BadFile, WorkshopError
from workshop.scenario import library
from workshop.scenario.load import read as read_scenario
from workshop.scenario.parts import Scenario
from workshop.session.book import Book
from workshop.session.fitting import fitted
from workshop.session.model import Answer, Session
from workshop.session.update import StepUpdate, update
from workshop.store import atomic, backups
from workshop.store.books import scenario_of
from workshop.store.codec import Encoder, reads_back
from workshop.store.lock import take
from workshop.store.pieces import LAYERS, plain, same
from workshop.store.reading import answer_of
from workshop.store.saved import read_session
from workshop.store.scan import read


class Update(Struct, frozen=True, kw_only=True):
    """What taking in the installed version would do. Nothing is done yet."""

    path: Path
    book: Book  # the session as it is, on the version it was made with
    scenario: Scenario  # the installed version
    session: Session  # as it would be
    steps: tuple[StepUpdate, ...]
    installed: Path

    @property
    def aside(self) -> int:
        return sum(step.aside for step in self.steps)

    @property
    def back(self) -> int:
        return sum(step.back for step in self.steps)


def look(path: str | os.PathLike[str], setting: str | None = None) -> Update | None:
    """What the installed version of a session's scenario would change in it; None where it runs on that very text already.

    `setting`: the folder of scenarios that the settings name. WorkshopError where the scenario is not installed or has faults,
    or the session cannot be read.
    """
    path = Path(path)
    found = read_session(path)
    if found.newer:
        raise BadFile("store.newer", path=path)
    return _look(path, found.session, setting)


def _look(path: Path, session: Session, setting: str | None) -> Update | None:
    installed = _installed(path, session, setting)
    loaded = read_scenario(installed)
    if loaded.scenario is None:
        raise WorkshopError("store.update.faults", path=installed, fault=str(loaded.errors[0]))
    if loaded.text == session.snapshot:
        return None
    old = scenario_of(session, path)
    after, steps = _over(old, loaded.scenario, loaded.text, session)
    return Update(
        path=path,
        book=Book(old, session),
        scenario=loaded.scenario,
        session=after,
        steps=steps,
        installed=installed,
    )


def on_the_questions_of(session: Session, other: Session, path: Path) -> Session:
    """A session on the very questions that another one runs on. BadFile where either's cannot be read."""
    if session.snapshot == other.snapshot:
        return session
    return _over(scenario_of(session, path), scenario_of(other, path), other.snapshot, session)[0]


def _over(old: Scenario, new: Scenario, text: str, session: Session) -> tuple[Session, tuple[StepUpdate, ...]]:
    session, _ = fitted(old, session)
    tables, left = _readable(session.orphans)
    found = update(old, new, text, session, tables)
    orphans: dict[str, Any] = dict(left)
    for id, answer in found.aside.items():
        name, number = id, 2
        while name in orphans:
            name, number = f"{id}_{number}", number + 1
        orphans[name] = table_of(answer)
    return replace(found.session, orphans=orphans), found.steps


def take_in(path: str | os.PathLike[str], setting: str | None = None, *, now: datetime | None = None) -> Update | None:
    """Take the installed version in, under the file's lock (`Held` where somebody has it open). The file as it was is kept
    among its earlier versions, for good. What was done; None where there was nothing to do."""
    path, now = Path(path), now or datetime.now(UTC)
    with take(path):
        data = read(path)
        found = look(path, setting)
        if found is None:
            return None
        session = replace(found.session, rev=found.session.rev + 1, changed=now.replace(microsecond=0))
        encoded = Encoder(tuple(step.id for step in found.scenario.step)).encode(session)
        if not reads_back(encoded):
            raise BadFile("store.bad_file", path=path)
        backups.make(path, session.uuid, found.book.session.rev, data, now, for_good=True)
        atomic.write(path, encoded)
    return replace(found, session=session)


def _installed(path: Path, session: Session, setting: str | None) -> Path:
    id = session.scenario.id
    found = next((entry for entry in library.entries(setting) if entry.id == id), None)
    if found is None:
        raise WorkshopError("store.update.not_installed", path=path, id=id)
    return found.path


# ----------------------------------------------------------------------------------------------------------- orphans


def table_of(answer: Answer) -> dict[str, Any]:
    """An answer as it stands in a session file: `items`, and the cells below their layers."""
    table: dict[str, Any] = dict(answer.extra)
    if answer.items:
        table["items"] = [plain(item) for item in answer.items.values()]
    rounds = any(spot.round > 1 for spot in answer.cells)
    for spot, cell in answer.cells.items():
        below = table
        for layer, id in zip(LAYERS, spot, strict=True):
            if layer == "round" and not rounds:
                continue
            if id:
                below = below.setdefault(layer, {}).setdefault(str(id), {})
        below.update(plain(cell))
    return table


def _readable(orphans: Mapping[str, Any]) -> tuple[dict[str, Answer], dict[str, Any]]:
    """What lies aside, as answers; and what is none, which stays as it is."""
    found: dict[str, Answer] = {}
    left: dict[str, Any] = {}
    for step, table in orphans.items():
        answer = answer_of(copy.deepcopy(dict(table))) if isinstance(table, Mapping) else None
        if answer is not None and same(plain(table_of(answer)), plain(table)):
            found[step] = answer
        else:
            left[step] = table
    return found, left
