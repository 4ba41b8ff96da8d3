"""From the text of a scenario file to a Scenario, or to every fault in it with its place in the file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

import msgspec

from workshop.errors import BadFile
from workshop.scenario.expand import expand, resolve
from workshop.scenario.faults import Fault, error
from workshop.scenario.parts import Scenario


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading a file. `scenario` is None where there are errors; with warnings it is there."""

    scenario: Scenario | None
    text: str
    faults: tuple[Fault, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.is_error)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if not fault.is_error)


def parse(text: str, name: str = "") -> Loaded:
    """Read the text of a scenario file; `name` is what its faults call the file. Raises nothing."""
    try:
        data, _moved = expand(tomllib.loads(text))
        scenario = resolve(msgspec.convert(data, Scenario))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as reason:
        return Loaded(None, text, (error("unreadable", reason=str(reason)).at(name, 0, 0),))
    return Loaded(scenario, text)


def read(path: str | PathLike[str]) -> Loaded:
    """Read a scenario file. Raises nothing."""
    return parse(Path(path).read_text("utf-8-sig"), fspath(path))


def scenario(given: str | PathLike[str]) -> Scenario:
    """The scenario of a path, or of a text (a str with a newline in it). Raises BadFile, told by the first error."""
    loaded = parse(given) if isinstance(given, str) and "\n" in given else read(given)
    if loaded.scenario is None:
        raise BadFile("check.bad_file", path=loaded.faults[0].file, first=str(loaded.faults[0]))
    return loaded.scenario


def trusted(text: str) -> Scenario:
    """The scenario of a text that was found right before (a session's snapshot): quick, nothing looked for."""
    return resolve(msgspec.convert(expand(tomllib.loads(text))[0], Scenario))
