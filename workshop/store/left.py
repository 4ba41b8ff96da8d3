"""What the program left behind when it was ended in the middle: sessions that were open, half-typed text, and whole sessions
in the state folder that could not be saved in their files. Looks only: nothing is taken, changed or removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from workshop import language, places
from workshop.errors import BadFile, WorkshopError
from workshop.session.model import Session
from workshop.store import atomic, backups, drafts, files, lock
from workshop.store.backups import Backup
from workshop.store.drafts import Kept, Unsaved
from workshop.store.files import Listed


class Left(Struct, frozen=True, kw_only=True):
    """What was left of one session. `path` is its file; None where that is not in the folder: then the whole session lies in
    `copy`, or all there is are the half-typed `words`."""

    uuid: str
    title: str
    client: str
    when: datetime  # of its last change
    path: Path | None = None
    ended: bool = False  # it was open when the program, or the computer, was ended
    half: str = ""  # what was half-typed
    changes: int = 0  # so many that are not in the file
    copy: Path | None = None  # the whole session, in the state folder
    words: Kept | None = None  # half-typed in a file that is gone

    @property
    def name(self) -> str:
        return f"{self.title} · {self.client}" if self.client and self.client not in self.title else self.title


def ended_in(folder: str | os.PathLike[str]) -> frozenset[Path]:
    """The session files of a folder that were open when the program, or the computer, was ended. Raises nothing."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(".lock"):
                path = Path(folder) / entry.name[1:].removesuffix(".lock")
                if lock.is_abandoned(path):
                    found.append(path)
    return frozenset(found)


def left(
    listed: Sequence[Listed],
    ended: Collection[Path],
    *,
    folder: str | os.PathLike[str] | None = None,
    whole: bool = True,
    state: Path | None = None,
) -> list[Left]:
    """What was left of the sessions of a folder, `ended` those that `ended_in` gives; in the order of the list, then, where the
    list is `whole`, what is left of those whose file is gone from it: also the words that were half-typed in them, of those
    whose file lay in `folder`. What could be saved, and was not open, is not among them. Raises nothing."""
    try:
        state = state or places.state_dir()
    except OSError:
        return []
    typed = _uuids(state / "drafts")
    unsaved = _unsaved(state, _uuids(state / "unsaved"))
    found: list[Left] = []
    for one in listed:
        if one.error is not None or one.of:  # another version of one of them
            continue
        newest = max(unsaved.pop(one.uuid, ()), key=_rev, default=None)
        newer = newest is not None and _rev(newest) > one.rev
        if newer or one.path in ended:
            draft = drafts.read(one.uuid, one.rev, path=one.path, state=state) if one.uuid in typed else None
            found.append(
                Left(
                    uuid=one.uuid,
                    title=one.title or one.scenario_title,
                    client=one.client,
                    when=newest.found.session.changed if newest is not None and newer else one.changed,
                    path=one.path,
                    ended=one.path in ended,
                    half=draft.text if draft is not None else "",
                    changes=_rev(newest) - one.rev if newest is not None and newer else 0,
                    copy=newest.path if newest is not None and newer else None,
                )
            )
    homeless = [_homeless(max(copies, key=_rev)) for copies in unsaved.values()] if whole else []
    if whole and folder is not None and typed:
        here = os.fspath(atomic.real(folder))
        known = {each.uuid for each in homeless}
        lost = [each for each in words_left(listed, state=state) if os.path.dirname(each.file) == here]
        homeless += [_words_of(each) for each in lost if each.uuid not in known]
    return found + sorted(homeless, key=lambda each: each.when, reverse=True)


def words_left(listed: Sequence[Listed], *, state: Path | None = None) -> list[Kept]:
    """What is half-typed in files that are gone, and that no session of this list would take up when it is opened; the newest
    first. Raises nothing."""
    try:
        kept = drafts.all_kept(state=state or places.state_dir())
    except OSError:
        return []
    own = {each.at.name for each in kept}
    takes = {one.uuid for one in listed if drafts.file_of(one.uuid, one.path, state=state).name not in own} if kept else set()
    found = []
    for each in kept:
        if each.is_left and each.uuid in takes:
            takes.discard(each.uuid)  # the newest; an older one nobody asks for
        elif each.is_left:
            found.append(each)
    return found


def word_left(listed: Sequence[Listed], name: str) -> Kept | None:
    """The one of `words_left` that is meant by the name its file had; None where there is none. WorkshopError where several
    could be meant."""
    named: dict[str, Kept] = {}
    for each in words_left(listed):
        named.setdefault(name_of(each), each)
    try:
        return files.meant(named, name, Path(name).parent)
    except WorkshopError as error:
        if error.key == "store.find.several":
            raise
        return None


def name_of(kept: Kept) -> str:
    """What words whose file is gone are called: as that file was."""
    return Path(kept.file).stem if kept.file else kept.uuid


def backup_of(kept: Kept, folder: str | os.PathLike[str]) -> Backup | None:
    """The newest earlier version of the session that words were left of, in a folder of sessions."""
    whole = backups.newest_whole(Path(folder) / "-", kept.uuid)
    return whole[0] if whole is not None and whole[1].session.uuid == kept.uuid else None


def bring_back(kept: Kept, folder: str | os.PathLike[str], backup: Backup) -> Path:
    """The session from its newest earlier version, under the name its file had: opened, the words are on their line again.
    Its path. OSError, WorkshopError."""
    from workshop.store.opening import restore

    path = Path(kept.file) if kept.file else Path(folder) / f"{kept.uuid}{files.SUFFIX}"
    if os.path.lexists(path):  # another session has that name now
        path = files.beside(path, "store.name.recovered", backup.made, language.current())
    restore(path, backup.path)
    return path


def throw_away(kept: Kept) -> None:
    """Words whose session is gone, to the system's bin. OSError."""
    files.bin_beside(kept.at)


def bring_home(copy: Path, folder: str | os.PathLike[str]) -> Path:
    """A session whose file is gone, from the state folder into a new file; its path. WorkshopError where that cannot be done:
    then the copy lies where it lay, and so do others of it."""
    session = drafts.unsaved(copy).found.session
    path = files.create(folder, session)
    drafts.clear_unsaved(copy)
    return path


def _homeless(copy: Unsaved) -> Left:
    session: Session = copy.found.session
    return Left(uuid=session.uuid, title=session.title, client=session.client, when=session.changed, copy=copy.path)


def _words_of(kept: Kept) -> Left:
    title = kept.title or name_of(kept)
    return Left(uuid=kept.uuid, title=title, client=kept.client, when=kept.newest.written, half=kept.words, words=kept)


def _unsaved(state: Path, uuids: Iterable[str]) -> dict[str, list[Unsaved]]:
    found: dict[str, list[Unsaved]] = {}
    for uuid in uuids:
        for each in drafts.read_unsaved(uuid, state=state):
            if not each.found.newer:
                found.setdefault(each.found.session.uuid, []).append(each)
    return found


def _rev(copy: Unsaved) -> int:
    return copy.found.session.rev


def _uuids(folder: Path) -> set[str]:
    """By the names of the files in a folder of the state folder."""
    with contextlib.suppress(OSError, BadFile), os.scandir(folder) as entries:
        return {entry.name.partition(".")[0] for entry in entries if entry.name.endswith(".toml")}
    return set()
