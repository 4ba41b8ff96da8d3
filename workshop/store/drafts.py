"""What has not reached a session file yet, in the state folder: the text being typed, and a whole session that could not be
saved where it belongs. Both by the session's uuid; nothing else of a session lies outside its file.

Half-typed text is of one file: a session may lie in several (a copy, a backup put beside), each with a line of its own. It is
offered to that file, and to another of the session only where that one is gone: moved, renamed, deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from workshop import limits, places
from workshop.errors import BadFile
from workshop.store import atomic, lock
from workshop.store.pieces import line, plain, utc
from workshop.store.reading import LONG_AGO, Decoded, decode
from workshop.store.scan import parse, text_of
from workshop.store.scan import read as read_file
from workshop.text import clean


class Draft(Struct, frozen=True, kw_only=True):
    """Half-typed text. `place` says where it stands, in the words of whoever types: step, at, of, across, by, field, id …"""

    uuid: str
    text: str
    cursor: int = 0  # in characters from the start
    place: Mapping[str, str] = field(default_factory=dict)
    more: bool = False  # whether there is half-typed text in the place as well
    rev: int = 0  # of the session it was typed into
    written: datetime = LONG_AGO  # UTC
    later: tuple[str, ...] = ()  # as it is read: what was typed after this was entered, where that was never saved

    @property
    def is_blank(self) -> bool:
        return not (clean(self.text) or self.more)


def standing(half: tuple[Draft, ...], rev: int) -> tuple[Draft, ...]:
    """Of what was half-typed, the oldest first: what holds for a file at revision `rev`, and all that came after.

    What was entered is in the file from some revision on, and half-typed before that. So a file and its drafts always agree,
    whichever of them was written last when the program was ended.
    """
    return half[max((at for at, each in enumerate(half) if each.rev <= rev), default=0) :]


def _name(uuid: str, mark: str = "") -> str:
    return f"{re.sub('[^0-9A-Za-z-]', '', uuid)[:64] or '0'}{f'.{mark}' if mark else ''}.toml"


def _folder(state: Path | None) -> Path:
    return (state or places.state_dir()) / "drafts"


def file_of(uuid: str, path: str | os.PathLike[str], *, state: Path | None = None) -> Path:
    """Where the half-typed text of this file of a session lies."""
    return _folder(state) / _name(uuid, _mark(atomic.real(path)))


def _mark(path: str | Path) -> str:
    import hashlib

    return hashlib.blake2b(os.fsencode(path), digest_size=8).hexdigest()


def taken_up(half: tuple[Draft, ...], rev: int) -> tuple[Draft, ...]:
    """What a sitting that begins at revision `rev` goes on from: what holds there, and stands on the line again. It counts as
    typed at that revision: the later ones of the sitting before were never saved, and this one gives them to others."""
    holds = holding(half, rev)
    return (replace(holds, rev=min(holds.rev, rev), later=()),) if holds is not None else ()


def write(
    *half: Draft, path: str | os.PathLike[str] | None = None, title: str = "", client: str = "", state: Path | None = None
) -> Path:
    """Keep the half-typed text of a session's file, the oldest first, in the place of what was kept of it before; where it
    lies. OSError where that cannot be done. `title` and `client` tell whose it was where that file is gone."""
    *earlier, newest = half
    head: dict[str, object] = {"uuid": newest.uuid}
    if path is not None:
        named = str(atomic.real(path))
        head |= {"file": named} if named.isprintable() else {}
        head |= {name: text for name, text in (("title", title), ("client", client)) if text}
    text = "".join(line(name, each) for name, each in plain(head | _table(newest)).items())
    for each in earlier:
        text += "\n[[earlier]]\n" + "".join(line(name, value) for name, value in plain(_table(each)).items())
    target = file_of(newest.uuid, path, state=state) if path is not None else _folder(state) / _name(newest.uuid)
    atomic.make_folder(target.parent)
    atomic.write(target, text.encode())
    return target


def _table(draft: Draft) -> dict[str, object]:
    table: dict[str, object] = {"rev": draft.rev, "written": utc(draft.written), "place": draft.place, "cursor": draft.cursor}
    return table | ({"more": True} if draft.more else {}) | {"text": draft.text}


class Kept(Struct, frozen=True, kw_only=True):
    """What lies here of the half-typed text of one file of a session."""

    at: Path  # where it lies
    uuid: str
    file: str  # the session file, links resolved; "" where that is not known
    title: str
    client: str
    half: tuple[Draft, ...]  # the oldest first

    @property
    def newest(self) -> Draft:
        return self.half[-1]

    @property
    def words(self) -> str:
        """All that was half-typed, a line for each place it stood in."""
        return "\n".join(dict.fromkeys(text for each in self.half for text in _words(each)))

    @property
    def is_left(self) -> bool:
        """Whether its file is gone, or holds another session now, and nobody has it open."""
        if not self.file:
            return self.at.name.count(".") == 1  # of a version that did not write whose it was
        try:
            if self.at.name.split(".")[1] != _mark(self.file):  # taken by another this moment
                return False
            found = _UUID.search(atomic.head(self.file))
        except (FileNotFoundError, NotADirectoryError):
            return not lock.is_held(self.file)
        except (OSError, ValueError):  # there it is, whatever is the matter with it
            return False
        return found is not None and found[1].decode("utf-8", "replace") != self.uuid


_UUID = re.compile(rb'^uuid = "([^"\n]*)"', re.MULTILINE)


def _words(draft: Draft) -> list[str]:
    """What a draft holds on its line, behind a capture, and on other lines: those stand in `use`, after a space, as JSON."""
    import json

    found = [draft.text, draft.place.get("behind", "")]
    with contextlib.suppress(ValueError, TypeError, RecursionError):
        found += [str(each[-1]) for each in json.loads(draft.place.get("use", "").partition(" ")[2] or "[]") if each]
    return [text for each in found if (text := clean(each).strip())]


def all_kept(uuid: str = "", *, state: Path | None = None) -> list[Kept]:
    """All that is half-typed, of one session or of every one, what was written last first. What cannot be read, or is blank,
    is not there. Raises nothing."""
    found: list[Kept] = []
    with contextlib.suppress(OSError):
        for at in _folder(state).glob(f"{_name(uuid).removesuffix('.toml')}*.toml" if uuid else "*.toml"):
            kept = _kept(at)
            if kept is not None and uuid in ("", kept.uuid) and kept.words:
                found.append(kept)
    return sorted(found, key=lambda each: (each.newest.written, each.at.name), reverse=True)


def take(uuid: str, path: str | os.PathLike[str], *, state: Path | None = None) -> Kept | None:
    """What is half-typed for this file, or what is left of one of the session's that is gone: that is this file's from now
    on, and no other's. For whoever holds the lock of the file. Looks only at what lies there by its uuid."""
    own = file_of(uuid, path, state=state)
    kept = _kept(own)
    if kept is not None and kept.uuid == uuid and kept.words:
        return kept
    for left in all_kept(uuid, state=state):
        if left.at != own and left.is_left:
            try:
                os.replace(left.at, own)
                write(*left.half, path=path, title=left.title, client=left.client, state=state)
            except FileNotFoundError:  # somebody else was first
                continue
            except OSError:  # it stays where it is, and can be read
                return left if left.at.exists() else replace(left, at=own)
            return replace(left, at=own, file=str(atomic.real(path)))
    return None


def _kept(at: Path) -> Kept | None:
    with contextlib.suppress(OSError, ValueError, BadFile, RecursionError):
        raw = parse(text_of(read_file(at, limits.DRAFT)))
        uuid, earlier = raw.get("uuid"), raw.get("earlier")
        if isinstance(uuid, str):
            tables = [*(earlier if isinstance(earlier, list) else ()), raw]
            half = tuple(draft for each in tables if isinstance(each, dict) and (draft := _draft(uuid, each)) is not None)
            title, client = (clean(str(raw.get(name, "")), multiline=False) for name in ("title", "client"))
            file = str(raw.get("file", ""))  # letter by letter: what else it says is another file
            file = file if file.isprintable() else ""
            return Kept(at=at, uuid=uuid, file=file, title=title, client=client, half=half) if half else None
    return None


def read(
    uuid: str, rev: int | None = None, *, path: str | os.PathLike[str] | None = None, state: Path | None = None
) -> Draft | None:
    """The draft of a session that holds for its file at revision `rev` (None: the newest); None where there is none, or it is
    of another session, blank or broken."""
    half = read_all(uuid, path=path, state=state)
    return holding(half, rev if rev is not None else half[-1].rev) if half else None


def holding(half: tuple[Draft, ...], rev: int) -> Draft | None:
    """The one of several that holds for a file at this revision, with what was typed `later`; None where nothing is."""
    known = [each for each in standing(half, rev) if not each.is_blank]
    if not known:
        return None
    holds, *after = known
    for each in after:  # the same line, gone on with while something else was entered
        if holds.text and each.place == holds.place and each.text.startswith(holds.text):
            holds = each
    there = _words(holds)
    typed = list(dict.fromkeys(text for each in after if each is not holds for text in _words(each) if text not in there))
    later = tuple(text for text in typed if not any(other.startswith(text) and other != text for other in [*typed, *there]))
    return replace(holds, later=later) if later else holds


def read_all(uuid: str, *, path: str | os.PathLike[str] | None = None, state: Path | None = None) -> tuple[Draft, ...]:
    """All that is kept of a session's half-typed text, the oldest first: of the file at `path`, or what it would take over;
    without one, of whichever was typed in last. Nothing is taken."""
    found = all_kept(uuid, state=state)
    if path is not None:
        own = file_of(uuid, path, state=state)
        found = [each for each in found if each.at == own] or [each for each in found if each.is_left]
    return found[0].half if found else ()


def _draft(uuid: str, raw: Mapping[str, object]) -> Draft | None:
    text, place, cursor, rev, written = (raw.get(name) for name in ("text", "place", "cursor", "rev", "written"))
    if not isinstance(text, str):
        return None
    return Draft(
        uuid=uuid,
        text=clean(text),
        cursor=min(max(cursor, 0), len(clean(text))) if isinstance(cursor, int) else len(clean(text)),
        place={name: clean(str(each), multiline=False) for name, each in place.items()} if isinstance(place, dict) else {},
        more=raw.get("more") is True,
        rev=rev if isinstance(rev, int) else 0,
        written=utc(written) if isinstance(written, datetime) else LONG_AGO,
    )


def clear(at: Path) -> None:
    """There is no half-typed text any more in what is kept there."""
    with contextlib.suppress(OSError):
        os.unlink(at)


# ------------------------------------------------------------------------------------- a session that could not be saved


class Unsaved(Struct, frozen=True):
    """A whole session in the state folder."""

    path: Path
    data: bytes
    found: Decoded


def unsaved_file(uuid: str, state: Path | None = None) -> Path:
    return (state or places.state_dir()) / "unsaved" / _name(uuid)


def write_unsaved(uuid: str, data: bytes, *, over: Path | None = None, state: Path | None = None) -> Path:
    """Keep the whole file here, and give where it lies: `over` what the same sitting kept before, else beside all that is
    here already. OSError where even that cannot be done."""
    return _keep(over or _free(unsaved_file(uuid, state)), data)


def write_words(uuid: str, session: object, *, over: Path | None = None, state: Path | None = None) -> Path:
    """The last resort, where a session cannot even be laid out as a file: everything in it, as Python shows it."""
    target = over or _free(unsaved_file(uuid, state))
    return _keep(target.with_suffix(".txt"), repr(session).encode("utf-8", "backslashreplace"))


def _keep(target: Path, data: bytes) -> Path:
    atomic.make_folder(target.parent)
    atomic.write(target, data)
    return target


def _free(target: Path) -> Path:
    number, free = 1, target
    while os.path.lexists(free):
        number += 1
        free = target.with_name(f"{target.stem}.{number}{target.suffix}")
    return free


def unsaved(path: Path) -> Unsaved:
    """A whole session from the state folder. BadFile where it cannot be read."""
    data = read_file(path)
    return Unsaved(path, data, decode(data, path=path))


def read_unsaved(uuid: str, *, state: Path | None = None) -> list[Unsaved]:
    """What is kept here of the session and can be read, the newest first."""
    found: list[Unsaved] = []
    with contextlib.suppress(OSError):
        for path in _unsaved(uuid, state):
            if path.suffix == ".toml":
                with contextlib.suppress(OSError, BadFile):
                    found.append(unsaved(path))
    return sorted(found, key=lambda each: each.found.session.rev, reverse=True)


def _unsaved(uuid: str, state: Path | None) -> list[Path]:
    first = unsaved_file(uuid, state)
    return [
        path
        for path in first.parent.glob(f"{first.stem}*")
        if path.suffix in (".toml", ".txt") and re.fullmatch(r"(\.\d+)?", path.stem.removeprefix(first.stem))
    ]


def files_of(uuid: str, *, state: Path | None = None) -> list[Path]:
    """Every file that lies here of a session; not what is half-typed in another file of it that is there."""
    return [*_unsaved(uuid, state), *(each.at for each in all_kept(uuid, state=state) if each.is_left)]


def clear_unsaved(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
