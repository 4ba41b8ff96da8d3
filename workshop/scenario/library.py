"""The scenarios there are: in the folder at hand, the user's own, the built-in ones.

A list of them is read from the head of each file (all that stands before its first table), so that it is there at once; the
whole file is judged when it is taken.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from workshop import places
from workshop.errors import BadFile
from workshop.scenario.faults import Fault, near_ones, warning
from workshop.scenario.load import read, text_of
from workshop.scenario.model import Text
from workshop.scenario.syntax import hostile
from workshop.scenario.timing import ROWS
from workshop.text import clean, matches

Origin = Literal["here", "own", "built_in"]
COOKBOOK = "cookbook"
"""A folder of that name, in a folder of scenarios, holds more of them under a heading of their own."""


class Entry(NamedTuple):
    """A scenario in the list. Of a file that cannot be read only `id` (from its name), `path` and `faults` say anything."""

    id: str
    path: Path
    title: Text
    summary: Text | None = None
    purpose: Text | None = None
    gives: Text | None = None
    minutes: float | None = None
    languages: tuple[str, ...] = ()
    suits: tuple[str, ...] = ("group",)
    tags: tuple[str, ...] = ()
    version: str = "1.0.0"
    shelf: str = ""
    """`cookbook` for those that lie in a folder of that name: published methods, beside the workshops that belong together."""
    origin: Origin = "built_in"
    faults: tuple[Fault, ...] = ()


def entries(setting: str | None = None) -> list[Entry]:
    """Every scenario, each id once: that of the first folder, which says what it stands before. In the order of the folders
    (`./scenarios`, the user's own, the built-in) and of the file names; then those of the cookbooks that lie in these.
    `setting`: the folder that the settings name."""
    found: dict[str, Entry] = {}
    for path, origin, shelf in _places(setting):
        entry = _entry(path, origin)._replace(shelf=shelf)
        first = found.get(entry.id)
        if first is None:
            found[entry.id] = entry
        else:
            stands_before = warning("hides", id=entry.id, other=path).at(str(first.path), 0, 0)
            found[entry.id] = first._replace(faults=(*first.faults, stands_before))
    return list(found.values())


def entry_of(id: str, setting: str | None = None) -> Entry | None:
    """The scenario of an id, the first there is. Only files in which the id stands at all are understood."""
    for path, origin, shelf in _places(setting):
        named = _plain(path.stem) == id
        if named or (isinstance(text := text_of(str(path)), str) and id in text):
            entry = _entry(path, origin)
            if entry.id == id:
                return entry._replace(shelf=shelf)
    return None


def _places(setting: str | None) -> Iterator[tuple[Path, Origin, str]]:
    """Each file, in the order in which they hold, with where it comes from and the shelf it stands on."""
    folders = places.scenario_dirs(setting)
    for folder in (*folders, *(folder / COOKBOOK for folder in folders)):
        shelf = COOKBOOK if folder.name == COOKBOOK and folder.parent in folders else ""
        origin = _origin(folder.parent if shelf else folder, setting)
        for path in _files(folder):
            yield path, origin, shelf


def tour() -> Path:
    """The scenario of the tour: real, but in no list."""
    return places.library() / "tour" / "five-minutes.toml"


def matching(listed: Sequence[Entry], words: str) -> list[Entry]:
    """Those in which every word stands somewhere: in the name, what it is for, what comes out of it, its tags; in any
    language."""
    return [one for one in listed if matches(words, one.id, one.title, one.summary, one.purpose, one.gives, " ".join(one.tags))]


class Ids(Collection[str]):
    """The ids of all scenarios: what `load.read(known=…)` wants. The files are looked into when it is asked."""

    def __init__(self, setting: str | None = None) -> None:
        self._setting = setting

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and entry_of(id, self._setting) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in entries(self._setting))

    def __len__(self) -> int:
        return len(entries(self._setting))


def find(name: str, setting: str | None = None) -> Path:
    """The file of a scenario: by its id, by its file's name (with `-` or `_`, with or without `.toml`), by its title in any
    language, or by a path.

    Raises BadFile, which says what was probably meant.
    """
    path = Path(name)
    if path.is_file() or name.endswith(".toml") or os.sep in name or "/" in name:
        if path.exists():
            return path
        if len(path.parts) > 1:
            raise BadFile("check.bad_path", path=path)
    wanted = _plain(name.removesuffix(".toml"))
    listed = entries(setting)
    for of in (lambda entry: [entry.id], lambda entry: [_plain(entry.path.stem)], _titles):
        for entry in listed:
            if wanted in of(entry):
                return entry.path
    titles = {title: entry.id for entry in listed for title in _titles(entry)}
    meant = [*dict.fromkeys(titles.get(near, near) for near in near_ones(wanted, [*(entry.id for entry in listed), *titles]))]
    if meant:
        raise BadFile("check.no_workshop_near", given=name[:60], near=", ".join(meant))
    raise BadFile("check.no_workshop" if listed else "check.no_workshops", given=name[:60])


def is_newer(installed: str, own: str) -> bool:
    """Whether one version (`1.2.0`) is newer than another."""
    numbers = ([int(part) if part.isdecimal() else 0 for part in version.split(".")] for version in (installed, own))
    return next(numbers) > next(numbers)


def _titles(entry: Entry) -> list[str]:
    return [_plain(title) for title in ([entry.title] if isinstance(entry.title, str) else entry.title.values())]


def _plain(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def _origin(folder: Path, setting: str | None) -> Origin:
    here = folder.resolve()
    if here == places.library().resolve():
        return "built_in"
    return "own" if here == places.own_scenarios(setting).resolve() else "here"


def _files(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if name.endswith(".toml") and not name.startswith("."):
            yield folder / name


# ------------------------------------------------------------------------------------------------------- head of a file

_TABLE = re.compile(r"(?m)^[ \t]*\[")
_STEP = re.compile(r"(?m)^[ \t]*\[\[[ \t]*step[ \t]*\]\]")
_SECTION = re.compile(r"(?m)^[ \t]*\[\[[ \t]*section[ \t]*\]\]")
_OTHER = r"(?m)^[ \t]*\[+[ \t]*(?:step[ \t]*\]|(?:section|edition|scales|choices|teams|roles)\b)"
_ID = r"""(?m)^[ \t]*id[ \t]*=[ \t]*["'](\w+)"""
_OF_SECTION = r"""(?m)^[ \t]*section[ \t]*=[ \t]*["'](\w+)"""
_LOOP = r"(?m)^[ \t]*(?:each|repeat)\b[ \t]*[=.]"
_MINUTES = r"(?m)^[ \t]*minutes[ \t]*=[ \t]*(\d+(?:\.\d+)?)"
_MINUTES_EACH = r"(?m)^[ \t]*minutes_each[ \t]*=[ \t]*(\d+(?:\.\d+)?)"

_remembered: dict[tuple[str, int, int], Entry] = {}


def _entry(path: Path, origin: Origin) -> Entry:
    try:
        found = path.stat()
        stamp = (str(path), found.st_mtime_ns, found.st_size)
    except (OSError, ValueError):
        stamp = (str(path), 0, -1)
    entry = _remembered.get(stamp)
    if entry is None:
        entry = _remembered[stamp] = _read(path, origin)
    return entry._replace(origin=origin)


def _read(path: Path, origin: Origin) -> Entry:
    text = text_of(str(path))
    if isinstance(text, str):
        head = _head(text.replace("\r\n", "\n"))
        if head is not None:
            return _of_head(head, _minutes(text), path, origin)
    faults = read(path).errors
    return Entry(id=_plain(path.stem), path=path, title=path.stem, origin=origin, faults=faults)


def _head(text: str) -> dict[str, Any] | None:
    """The keys before the first table; None where they are not those of a scenario."""
    for table in [*_TABLE.finditer(text)][:20]:
        head = text[: table.start()]
        if hostile(head) is not None:
            return None
        try:
            data = tomllib.loads(head)
        except (ValueError, RecursionError):
            continue  # a line of a text or of a list that began with a bracket
        return data if isinstance(data.get("id"), str) and _is_text(data.get("title")) else None
    return None


def _is_text(value: object) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(isinstance(words, str) for words in value.values())
    return isinstance(value, str)


def _minutes(text: str) -> float | None:
    """What the plan comes to, near enough: `Scenario.minutes` is the sum to be sure of."""
    own: list[tuple[str, float]] = []
    for step in _parts(_STEP, text):
        minutes, each = re.search(_MINUTES, step), re.search(_MINUTES_EACH, step)
        found = float(minutes[1]) if minutes else float(each[1]) * ROWS if each else 0
        own.append((_named(_OF_SECTION, step), found))
    total = sum(minutes for _, minutes in own)
    for section in _parts(_SECTION, text):
        id, minutes = _named(_ID, section), re.search(_MINUTES, section)
        inside = [found for of, found in own if of == id]
        if inside and minutes and float(minutes[1]) and (re.search(_LOOP, section) or not any(inside)):
            total += float(minutes[1]) - sum(inside)
    return total or None


def _parts(heading: re.Pattern[str], text: str) -> Iterator[str]:
    """What stands below each of these headings, until the next of another sort."""
    for part in heading.split(text)[1:]:
        other = re.search(_OTHER, part)
        yield part[: other.start()] if other else part


def _named(key: str, text: str) -> str:
    found = re.search(key, text)
    return found[1] if found else ""


def _of_head(head: dict[str, Any], minutes: float | None, path: Path, origin: Origin) -> Entry:
    title = head["title"]
    said = {key: _clean(text) for key in ("summary", "purpose", "gives") if _is_text(text := head.get(key))}
    languages = _names(head.get("languages")) or (tuple(title) if isinstance(title, dict) else ())
    return Entry(
        id=clean(head["id"], multiline=False),
        path=path,
        title=_clean(title),
        summary=said.get("summary"),
        purpose=said.get("purpose"),
        gives=said.get("gives"),
        minutes=minutes,
        languages=languages,
        version=version if isinstance(version := head.get("version"), str) else "1.0.0",
        suits=_names(head.get("suits")) or ("group",),
        tags=_names(head.get("tags")),
        origin=origin,
    )


def _clean(text: Any) -> Text:
    if isinstance(text, str):
        return clean(text)
    return {clean(lang): clean(words) for lang, words in text.items()}


def _names(value: object) -> tuple[str, ...]:
    return tuple(clean(name) for name in value if isinstance(name, str)) if isinstance(value, list) else ()
