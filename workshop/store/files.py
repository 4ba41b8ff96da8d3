"""The sessions folder: a file for a new session, the one that is meant by a name, the list of them all."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from workshop.errors import BadFile, WorkshopError
from workshop.language import pick, t
from workshop.session.model import FORMAT, Here, Session
from workshop.store import atomic
from workshop.store.faults import reason
from workshop.store.reading import LONG_AGO
from workshop.store.scan import parse, read, text_of
from workshop.store.writing import Encoder
from workshop.text import clean, slug

SUFFIX = ".toml"

# What sync programs call the other version: Dropbox, Nextcloud, ownCloud, Syncthing; and what we call it ourselves. (OneDrive
# adds the computer's name, iCloud and Google Drive a figure: those are known by their uuid.)
_CONFLICT = re.compile(
    r"\((?:[^()]* )?(?:conflicted copy|conflict|konflikt(?:kopia)?|återställd|recovered)\b[^()]*\)|\.sync-conflict-"
    r"|_conf\(|[_-]conflict-\d",
    re.IGNORECASE,
)


# ---------------------------------------------------------------------------------------------------------- creating


def create(folder: str | os.PathLike[str], session: Session, order: tuple[str, ...] = ()) -> Path:
    """Write a new session into the folder (made where it is missing) and give its path. No other file is touched.

    The name is the title, made plain, and four characters of the uuid. WorkshopError tells why it could not be written.
    """
    data = Encoder(order).encode(session)
    try:
        folder = atomic.make_folder(folder)
        for path in _names(folder, session):
            try:
                atomic.write_new(path, data)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise WorkshopError("store.not_created", path=folder, reason=reason(error)) from error
    raise AssertionError("the names do not end")


def create_as(path: str | os.PathLike[str], session: Session, order: tuple[str, ...] = ()) -> None:
    """Write a new session into a file of this very name. FileExistsError where something has it, WorkshopError tells why it
    could not be written; then nothing is left of it."""
    data = Encoder(order).encode(session)
    try:
        atomic.write_new(path, data)
    except FileExistsError:
        raise
    except OSError as error:
        raise WorkshopError("store.not_created", path=Path(path).parent, reason=reason(error)) from error


def name_of(session: Session) -> str:
    """What the file of a new session is called, without its ending: the title made plain and four characters of the uuid."""
    return f"{_base(session)}-{_end(session)[-4:]}"


def _base(session: Session) -> str:
    return slug(session.title or session.client or session.scenario.id)


def _end(session: Session) -> str:
    return re.sub("[^0-9a-z]", "", session.uuid.lower()) or "0"


def _names(folder: Path, session: Session) -> Iterator[Path]:
    base, id = _base(session), _end(session)
    taken = {_plain(entry) for entry in os.listdir(folder)}
    names = [name_of(session), f"{base}-{id[-8:]}"]
    number = 2
    while True:
        for name in names:
            if _plain(name + SUFFIX) not in taken:
                yield folder / f"{name}{SUFFIX}"
        names = [f"{base}-{id[-8:]}-{number}"]
        number += 1


def beside(path: Path, word: str, when: datetime, lang: str, host: str = "") -> Path:
    """A free name beside a file, which a person understands: `kundresan-2a77 (återställd 2026-11-22 10.41).toml`.

    `word` is a key in the catalog; `when` is told in local time. With a `host`, the computer is named and not the minute.
    """
    host = re.sub(r"[^\w.-]+", "-", host)[:40].strip(".-")
    stamp = (when.astimezone() if when.tzinfo else when).strftime("%Y-%m-%d " + ("%%s" if host else "%H.%M"))
    stamp = stamp % host if host else stamp
    # The file may be a version put beside another already: one bracket tells enough.
    stem = re.sub(r" \([^()]* \d{4}-\d\d-\d\d [^() ]+(?: \d+)?\)$", "", path.stem)
    number = 1
    while True:
        again = f" {number}" if number > 1 else ""
        other = path.with_name(f"{stem} ({t(word, lang)} {stamp}{again}){path.suffix or SUFFIX}")
        if not os.path.lexists(other):
            return other
        number += 1


def broken_name(path: Path) -> Path:
    """A free name for what cannot be read: `kundresan-2a77.toml.broken`."""
    number, free = 1, path.with_name(f"{path.name}.broken")
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}.broken-{number}")
    return free


def _plain(name: str) -> str:
    """Names that some file system takes for the same."""
    return unicodedata.normalize("NFC", name).casefold()


# ----------------------------------------------------------------------------------------------------------- finding


def find(folder: str | os.PathLike[str], name: str) -> Path:
    """The session file meant by `name`: a path, a file name in the folder with or without `.toml`, or how it begins.

    WorkshopError names the candidates where there are several, what is like it where there is none.
    """
    folder = Path(folder)
    with contextlib.suppress(RuntimeError, OSError, ValueError):
        given = Path(name).expanduser()
        for path in (given, folder / given, folder / f"{name}{SUFFIX}"):
            if path.is_file():
                return path
    return meant({path.stem: path for path in _files(folder)}, name, folder)


T = TypeVar("T")


def meant(names: Mapping[str, T], name: str, folder: Path) -> T:
    """Which of these is meant by `name`; WorkshopError as for `find`."""
    wanted = _plain(name.removesuffix(SUFFIX))
    found = [stem for stem in names if _plain(stem) == wanted] or [stem for stem in names if _plain(stem).startswith(wanted)]
    if not found and (spelled := slug(name)):  # as the title is written, with its å and spaces
        found = [stem for stem in names if stem == spelled or stem.startswith(spelled)]
    if not wanted:
        found = []
    if len(found) == 1:
        return names[found[0]]
    if found:
        shown = ", ".join(sorted(found)[:6]) + (" …" if len(found) > 6 else "")
        raise WorkshopError("store.find.several", name=name, candidates=shown, n=len(found))
    import difflib

    near = difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.5)
    if near:
        raise WorkshopError("store.find.near", name=name, near=near[0], folder=str(folder))
    raise WorkshopError("store.find.none", name=name, folder=str(folder))


def paths(folder: str | os.PathLike[str]) -> list[Path]:
    """The session files of a folder, the one written last first: a list that fills as it goes begins with what is wanted."""
    written: dict[Path, float] = {}
    for path in _files(Path(folder)):
        try:
            written[path] = path.stat().st_mtime
        except OSError:
            written[path] = 0.0
    return sorted(written, key=written.__getitem__, reverse=True)


def _files(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(SUFFIX) and not entry.name.startswith(".")]
    except OSError:
        return []
    return [folder / name for name in sorted(names)]


# ----------------------------------------------------------------------------------------------------------- listing


class Listed(Struct, frozen=True, kw_only=True):
    """What a list shows of a session file, read without its answers."""

    path: Path
    uuid: str = ""
    title: str = ""
    client: str = ""
    lang: str = "sv"
    scenario: str = ""  # its id
    scenario_title: str = ""  # in the session's language
    version: str = ""  # of its scenario
    created: datetime = LONG_AGO
    changed: datetime = LONG_AGO
    rev: int = 0
    alone: bool = False
    people: int = 0
    here: Here = Here()
    step_title: str = ""  # of the step to resume at
    step_number: int = 0  # its place, from 1; 0 = not known
    steps: int = 0
    done: bool = False  # the last step is done
    open: tuple[tuple[str, date | None], ...] = ()  # the open actions: id, and when each is due
    over: tuple[tuple[str, str], ...] = ()  # the actions of other sessions (uuid, id) that this one has taken over
    newer: bool = False
    conflict: bool = False  # by its name, another version of some session
    twins: tuple[str, ...] = ()  # names of other files of the same session
    error: WorkshopError | None = None  # why it could not be read; then only `path` and `changed` are known

    @property
    def of(self) -> str:
        """The name of the file that this one is another version of; "" where it is the session's own."""
        first = _first([self.path.name, *self.twins])
        return "" if first == self.path.name else first

    @property
    def open_actions(self) -> int:
        return len(self.open)

    @property
    def actions(self) -> int:
        """Open actions."""
        return len(self.open)

    @property
    def at_step(self) -> str:
        """The title of the step to resume at, "" before the first."""
        return self.step_title or self.here.step

    def as_data(self) -> dict[str, Any]:
        """For JSON: times in ISO form, the error in words."""
        data: dict[str, Any] = {"path": str(self.path)}
        if self.error is not None:
            return data | {"error": self.error.words()}
        for name in ("uuid", "title", "client", "lang", "scenario", "rev", "alone", "people", "steps", "done", "open_actions"):
            data[name] = getattr(self, name)
        data |= {"created": self.created.isoformat(), "changed": self.changed.isoformat(), "step": self.here.step}
        if self.twins:
            data["twins"] = list(self.twins)
        return data

    def late(self, today: date) -> int:
        """How many open actions should have been done by now."""
        return sum(due is not None and due < today for _, due in self.open)


def listing(folder: str | os.PathLike[str]) -> list[Listed]:
    """Every session file in the folder, the one changed last first. Raises nothing: what is broken is listed with its error."""
    return in_order(listed(path) for path in paths(folder))


def in_order(each: Iterable[Listed]) -> list[Listed]:
    """The sessions of a folder, the one changed last first, as they stand beside each other: an action that a later session
    has taken over is open there, and not in the session it was agreed in."""
    found = list(each)
    over = {taken for one in found for taken in one.over}
    if over:
        found = [replace(one, open=tuple(due for due in one.open if (one.uuid, due[0]) not in over)) for one in found]
    by_uuid: dict[str, list[str]] = {}
    for one in found:
        if one.uuid:
            by_uuid.setdefault(one.uuid, []).append(one.path.name)
    found = [
        replace(
            one,
            twins=tuple(sorted(name for name in names if name != one.path.name)),
            conflict=one.conflict or one.path.name != _first(names),
        )
        if len(names := by_uuid.get(one.uuid, [])) > 1
        else one
        for one in found
    ]
    return sorted(found, key=lambda one: (one.changed, one.rev), reverse=True)


def _first(names: list[str]) -> str:
    """Of the files of one session the one that was there first: the others are called by it, with something added."""
    return min(names, key=lambda name: (_CONFLICT.search(name) is not None, len(name), name))


_BODY = re.compile(
    r"^\[{1,2}(?:progress|answers|actions|decisions|parked|notes|evaluation|plan|times|orphans|snapshot)\b", re.MULTILINE
)
_AFTER_ACTIONS = re.compile(r"^(?:\[\[(?!actions\]\])|\[)\w", re.MULTILINE)
_STEP_ID = re.compile(r'^id\s*=\s*["\'](\w+)["\']', re.MULTILINE)


def listed(path: Path) -> Listed:
    """One session file, as a list shows it. Raises nothing."""
    conflict = _CONFLICT.search(path.name) is not None
    try:
        text = text_of(read(path), path)
        return _summary(path, text, conflict)
    except WorkshopError as error:
        return Listed(path=path, changed=_modified(path), conflict=conflict, error=error)
    except OSError as error:
        fault = BadFile("store.unreadable", path=path, reason=reason(error))
        return Listed(path=path, changed=_modified(path), conflict=conflict, error=fault)
    except Exception:  # a list is never kept back by one file in it
        return Listed(path=path, changed=_modified(path), conflict=conflict, error=BadFile("store.bad_file", path=path))


def _modified(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, OverflowError, ValueError):
        return LONG_AGO


def _summary(path: Path, text: str, conflict: bool) -> Listed:
    raw, people = _header(text, path)
    if not raw.keys() & {"uuid", "answers", "snapshot"} or isinstance(raw.get("step"), list):
        raise BadFile("store.no_session", path=path)
    lang = _str(raw, "lang") or "sv"
    made, here = raw.get("scenario"), raw.get("here")
    number = raw.get("format", FORMAT)
    newer = isinstance(number, int) and number > FORMAT
    if isinstance(made, dict) and made.get("sha256") and "[snapshot" not in text and not newer:  # as `reading` has it
        raise BadFile("store.cut_short", path=path, line=text.count("\n"))
    place = (
        Here(**{key: each for key in Here._fields if isinstance(each := here.get(key), str)})
        if isinstance(here, dict)
        else Here()
    )
    steps, title, step_title = _workshop(text, place.step, lang)
    last = steps[-1] if steps else ""
    changed, created = raw.get("changed"), raw.get("created")
    changed = changed if isinstance(changed, datetime) else _modified(path)
    actions = _actions(text)
    return Listed(
        path=path,
        uuid=_str(raw, "uuid"),
        title=_str(raw, "title"),
        client=_str(raw, "client"),
        lang=lang,
        scenario=_str(made, "id") if isinstance(made, dict) else "",
        scenario_title=title,
        version=_str(made, "version") if isinstance(made, dict) else "",
        created=_aware(created if isinstance(created, datetime) else changed),
        changed=_aware(changed),
        rev=rev if isinstance(rev := raw.get("rev"), int) else 0,
        alone=raw.get("alone") is True,
        people=people,
        here=place,
        step_title=step_title,
        step_number=steps.index(place.step) + 1 if place.step in steps else 0,
        steps=len(steps),
        done=bool(last) and _is_done(text, last),
        open=tuple((_str(each, "id"), _due(each)) for each in actions if _is_open(each)),
        over=tuple((_str(each, "earlier"), id) for each in actions if each.get("earlier") for id in _ids(each.get("src"))),
        newer=newer,
        conflict=conflict,
    )


def _header(text: str, path: Path) -> tuple[dict[str, Any], int]:
    """What stands above the answers, and how many participants. Where the end of the file is not as this program leaves it,
    the whole is read: cut short by a full disk or a lost connection, it should be told here and not when the room waits."""
    body = _BODY.search(text)
    if body and "\n[snapshot]\n" in text and text.endswith(('"\n', "'''\n")) and "\0" not in text:
        head = text[: body.start()]
        # The participants are most of it. As this program lays them out they can be counted by their lines.
        start = head.find(_PEOPLE)
        end = head.find("\n]\n", start)
        with contextlib.suppress(BadFile):
            if start < 0 or end < 0:
                raw = parse(head, path)
                return raw | {"answers": {}}, _count(raw)
            lines = head[start + len(_PEOPLE) : end].split("\n")
            raw = parse(head[: start + 1] + head[end + 3 :], path)
            return raw | {"answers": {}}, sum(not line.endswith("gone = true },") for line in lines)
    raw = parse(text, path)
    return raw, _count(raw)


_PEOPLE = "\npeople = [\n"


def _count(raw: dict[str, Any]) -> int:
    people = raw.get("people")
    return sum(isinstance(each, dict) and each.get("gone") is not True for each in people) if isinstance(people, list) else 0


@lru_cache(maxsize=64)
def _outline(snapshot: str) -> tuple[str, dict[str, str]]:
    """The head of a scenario's text and the text of each step by its id: cut at the headings, for parsing a whole scenario
    for each line of a list would be felt."""
    head, *blocks = snapshot.split("\n[[step]]\n")
    return head, {found[1]: block for block in blocks if (found := _STEP_ID.search(block))}


def _workshop(text: str, here: str, lang: str) -> tuple[list[str], str, str]:
    """Ids of the scenario's steps, its title, the title of the step at hand."""
    at = text.rfind("\n[snapshot]\n")
    if at < 0:
        return [], "", ""
    head, blocks = _outline(text[at + len("\n[snapshot]\n") :])
    return list(blocks), _title(head, lang), _title(blocks[here], lang) if here in blocks else ""


def _is_done(text: str, step: str) -> bool:
    at = text.find(f"\n[progress.{step}]\n")
    return at >= 0 and "\ndone = true\n" in text[at : text.find("\n[", at + 1) + 1 or len(text)]


_TITLE = re.compile(r'^title(?:\.([\w-]+))?\s*=\s*(".*"|\'.*\'|\{.*\})[ \t]*$', re.MULTILINE)


@lru_cache(maxsize=512)
def _title(block: str, lang: str) -> str:
    found: dict[str, str] = {}
    end = re.search(r"^\[", block, re.MULTILINE)
    for each in _TITLE.finditer(block[: end.start()] if end else block):
        with contextlib.suppress(BadFile):
            said = parse(f"t = {each[2]}")["t"]
            for own, words in said.items() if isinstance(said, dict) else [(each[1] or "", said)]:
                found.setdefault(own, str(words))
    return clean(found[""] if "" in found else pick(found, lang), multiline=False)


def _actions(text: str) -> list[dict[str, Any]]:
    """The actions, also those that are done or gone."""
    at = text.find("\n[[actions]]\n")
    if at < 0:
        return []
    end = _AFTER_ACTIONS.search(text, at + 1)
    block = text[at : end.start() if end else len(text)]
    try:
        found = parse(_wanted(block)).get("actions")
    except BadFile:  # what looked like a heading was something somebody said
        found = parse(text).get("actions")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


_WANTED = re.compile(r"^(?:\[\[actions\]\]|(?:id|gone|done|due|earlier|src) = .*[^\[\n])$", re.MULTILINE)


def _wanted(actions: str) -> str:
    """The lines of the actions that a list asks for; all of them where a text or a list of more than one line might look like
    one of these."""
    several_lines = '"""' in actions or "'''" in actions or "[\n" in actions
    return actions if several_lines else "\n".join(_WANTED.findall(actions))


def _is_open(action: dict[str, Any]) -> bool:
    return action.get("gone") is not True and action.get("done") is not True


def _due(action: dict[str, Any]) -> date | None:
    due = action.get("due")
    return due.date() if isinstance(due, datetime) else due if isinstance(due, date) else None


def _ids(src: Any) -> list[str]:
    return [id for id in src if isinstance(id, str)] if isinstance(src, list) else []


def _str(raw: dict[str, Any], name: str) -> str:
    found = raw.get(name)
    return clean(found, multiline=False) if isinstance(found, str) else ""


def _aware(when: datetime) -> datetime:
    from workshop.store.pieces import utc

    return utc(when)


def with_uuid(folder: Path, uuid: str) -> list[Path]:
    """The files in a folder that hold this session: more than one where a sync program, or a conflict, put a version there."""
    found: list[Path] = []
    wanted = f'uuid = "{uuid}"'.encode()
    for path in _files(folder):
        with contextlib.suppress(OSError):
            if wanted in atomic.head(path):
                found.append(path)
    return found


# ---------------------------------------------------------------------------------------------------------- removing


def to_bin(path: str | os.PathLike[str]) -> None:
    """A session file to the system's bin; where there is none, into `.bin` beside it. With it go its earlier versions and
    what lies of it in the state folder, where this is its only file and whole: of a client that was taken away nothing shall
    lie in a corner. `Held` where somebody has it open, WorkshopError where it could not be moved."""
    from workshop.store.lock import take

    path = Path(path)
    uuid = listed(path).uuid
    try:
        with take(path):
            _bin(path, path.parent / ".bin")
    except OSError as error:
        raise WorkshopError("store.not_binned", path=path, reason=reason(error)) from error
    if uuid and not with_uuid(path.parent, uuid):
        for left in _left_of(path, uuid):
            with contextlib.suppress(OSError):
                bin_beside(left)


def _left_of(path: Path, uuid: str) -> list[Path]:
    """What there is of a session beside its file."""
    from workshop.store import backups, drafts

    found = [backups.folder_of(path, uuid)]
    with contextlib.suppress(OSError):
        found += drafts.files_of(uuid)
    return [each for each in found if each.exists()]


def bin_beside(path: Path) -> None:
    """Any file or folder to the system's bin; where there is none, into `.bin` beside it. OSError."""
    _bin(path, path.parent / ".bin")


def _bin(path: Path, instead: Path) -> None:
    try:
        from send2trash import send2trash  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        pass
    else:
        with contextlib.suppress(OSError):
            send2trash(str(path))
            return
    folder = atomic.make_folder(instead)
    number, target = 1, folder / path.name
    while os.path.lexists(target):
        number += 1
        target = folder / f"{path.stem} {number}{path.suffix}"
    os.rename(path, target)
