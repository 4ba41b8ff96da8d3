"""A file looked through: every fault of a workshop or of a session, at its place, in words."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from workshop import language
from workshop.errors import BadFile
from workshop.language import t
from workshop.store.faults import Note
from workshop.store.scan import read

if TYPE_CHECKING:
    from workshop.scenario.faults import Fault as InScenario
    from workshop.scenario.load import Loaded
    from workshop.scenario.parts import Scenario
    from workshop.session.model import Session

_TABLE = re.compile(r"^[ \t]*\[+[ \t]*([\w-]+)", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*(uuid|id)[ \t]*=", re.MULTILINE)
_OF_A_SESSION = frozenset(
    {"answers", "progress", "people", "parked", "notes", "evaluation", "plan", "times", "orphans", "snapshot"}
)


class Fault(NamedTuple):
    """One thing wrong with a file. `line` and `column` begin at 1; 0 where the fault is the file's as a whole."""

    level: Literal["error", "warning"]
    file: str
    words: str
    line: int = 0
    column: int = 0
    key: str = ""
    """What kind of fault it is, the same in every language."""

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        return f"{where}: {t(f'check.{self.level}')}: {self.words}"

    def as_data(self) -> dict[str, Any]:
        """For JSON: no line is null."""
        return {
            "file": self.file,
            "line": self.line or None,
            "column": self.column or None,
            "level": self.level,
            "fault": self.key,
            "words": self.words,
        }


def check_file(
    path: str | os.PathLike[str], *, known: Collection[str] | None = None, day: tuple[time, time] | None = None
) -> list[Fault]:
    """Every fault of a scenario file or a session file, in the order of the file. Raises nothing, writes nothing.

    Which of the two it is, the file itself tells. `known`: the ids of the workshops there are, so that one named and not
    there is warned of; None looks for none. `day`: the start and the hard end that a workshop is to be held between.
    """
    name = os.fspath(path)
    try:
        data = read(name)
    except (FileNotFoundError, BadFile, ValueError):  # ValueError: a NUL in the name
        return _scenario(name, known, day)
    return _session(name, data) if _is_session(data) else _scenario(name, known, day)


def _is_session(data: bytes) -> bool:
    """By its first lines, for the rest may be damaged. A file of nothing is told of as a session is: an editor leaves none."""
    if not data.strip(b"\0 \t\r\n"):
        return True
    text = data[: 1 << 20].decode("utf-8", "replace").replace("\r\n", "\n")
    table = _TABLE.search(text)
    key = _KEY.search(text, 0, table.start() if table else len(text))
    if key is not None:
        return key[1] == "uuid"
    return table is not None and table[1] in _OF_A_SESSION


# ---------------------------------------------------------------------------------------------------------- scenarios


def _scenario(name: str, known: Collection[str] | None, day: tuple[time, time] | None) -> list[Fault]:
    from workshop.scenario import load

    return [_of_scenario(fault, name) for fault in load.read(name, known=known, day=day).faults]


def _of_scenario(fault: InScenario, name: str) -> Fault:
    return Fault(fault.level, fault.file or name, fault.words(), fault.line, fault.column, f"check.{fault.key}")


# ----------------------------------------------------------------------------------------------------------- sessions


def _session(name: str, data: bytes) -> list[Fault]:
    from workshop.scenario.load import parse
    from workshop.session.fitting import fitted
    from workshop.store.books import noted
    from workshop.store.saved import Damaged, read_session

    try:
        found = read_session(name)
    except Damaged as damaged:
        line = damaged.values.get("line")
        return [Fault("error", name, damaged.words(), line if isinstance(line, int) else 0, 0, damaged.key)]
    except Exception as error:  # it went away, or changed under the reading
        return [Fault("error", name, str(error))]
    loaded = parse(found.session.snapshot)
    scenario = loaded.scenario or _runs_on(found.session, name)
    session, misfits = fitted(scenario, found.session) if scenario is not None else (found.session, ())
    notes = [*found.notes, *map(noted, misfits), *([Note("store.note.newer")] if found.newer else [])]
    told = [Fault("warning", name, note.words(), key=note.key) for note in notes]
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    short = _plan(name, text, scenario, session) if scenario is not None else ()
    return [*told, *short, *_snapshot(name, text, session, loaded, scenario is not None)]


def _runs_on(session: Session, name: str) -> Scenario | None:
    """The workshop of a session that is run all the same: an earlier version of the program took its text."""
    from workshop.store.books import scenario_of

    with suppress(BadFile):
        return scenario_of(session, name)
    return None


def _plan(name: str, text: str, scenario: Scenario, session: Session) -> Iterator[Fault]:
    """A start and a hard end that do not hold even with every step at its shortest and the optional ones dropped. Of one that
    has begun nothing is said: what is left of it hangs on what the clock shows."""
    start, end = session.plan.start, session.plan.end
    if start is None or end is None or session.times:
        return
    from workshop.session.agenda import agenda, ends
    from workshop.session.book import Book
    from workshop.store.scan import line_of

    book = Book(scenario, session)
    found = agenda(book, start)
    optional = [block.id for block in found.blocks if block.optional and not block.fixed]
    earliest, _ = ends(found.blocks, start, {block.id: block.least for block in found.blocks}, optional)
    if earliest > end:
        least, room = ((until - start).total_seconds() / 60 for until in (earliest, end))
        shown = [language.clock(when.astimezone()) for when in (start, end)]
        words = t("check.day_short", least=round(least), room=round(room), start=shown[0], end=shown[1])
        yield Fault("warning", name, words, line_of(text, ("plan", "end")) or 0, 0, "check.day_short")


def _snapshot(name: str, text: str, session: Session, loaded: Loaded, runs: bool) -> Iterator[Fault]:
    """What is wrong with the workshop that a session carries. Where it can be run all the same that is no more than a
    warning."""
    if not loaded.faults:
        return
    begins = _begins(text)
    file, own = text.split("\n"), session.snapshot.split("\n")
    for fault in loaded.faults:
        at, column = begins + fault.line, fault.column
        if not (begins and 0 < fault.line <= len(own) and at <= len(file) and file[at - 1] == own[fault.line - 1]):
            at, column = begins, 0  # laid out in another way than this program does
        level: Literal["error", "warning"] = "warning" if runs else fault.level
        yield Fault(level, name, t("cli.in_snapshot", words=fault.words()), at, column, f"check.{fault.key}")


def _begins(text: str) -> int:
    """The line of the key that holds the snapshot; 0 where there is none."""
    from workshop.store.scan import line_of

    return line_of(text, ("snapshot", "text")) or 0
