"""Everything that writes: what it needs, what it does, and what must be found afterwards, whenever the power went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from tests.faults.disk import Disk
from tests.faults.power import Crash
from tests.store.conftest import NOW, small
from tests.store.test_saver import saying
from workshop.errors import WorkshopError
from workshop.scenario.load import parse
from workshop.session.model import Session
from workshop.session.room import Page
from workshop.store import backups, copies, drafts, files, room, updating
from workshop.store.codec import decode, encode
from workshop.store.drafts import Draft
from workshop.store.opening import Opened, open_session, restore
from workshop.store.saver import Saver
from workshop.store.scripting import apply_lines

NAME = "kundresan-2a77.toml"
OLD, NEW, NEWER = small(), replace(saying(small(), "ny"), rev=8), replace(saying(small(), "ny", "till"), rev=9)


def file_of(root: Path) -> Path:
    return root / "sessions" / NAME


def read(path: Path) -> Session:
    """As the program opens it; whatever is told of it besides."""
    with open_session(path) as opened:
        return opened.session


def saver_of(opened: Opened) -> Saver:
    """Its saver, which saves when it is asked to."""
    assert opened.saver is not None
    opened.saver._worker.delay = opened.saver._drafter.delay = 3600
    return opened.saver


class Deed(NamedTuple):
    before: Callable[[Path], object]
    do: Callable[[Path, Disk], object]
    check: Callable[[Path, Crash], object]


def _old_file(root: Path) -> None:
    file_of(root).write_bytes(encode(OLD))


def _nothing_else(root: Path) -> None:
    """No file in the folder of sessions is torn."""
    assert [str(one.error) for one in files.listing(root / "sessions") if one.error is not None] == []


def _backups_are_whole(root: Path) -> list[Session]:
    return [decode(each.path.read_bytes()).session for each in backups.listing(file_of(root), OLD.uuid)]


# ------------------------------------------------------------------------------------------------------------ a sitting


def _sit(root: Path, disk: Disk) -> None:
    """Opened, half typed, said, said again, closed: with lock, drafts, backups."""
    opened = open_session(file_of(root))
    saver = opened.saver
    assert saver is not None
    saver._worker.delay = saver._drafter.delay = 3600  # saved when it is asked for
    saver.draft("half", 4, {"step": "ideas"})
    if saver.flush():
        disk.mark("half")
    for said in (NEW, NEWER):
        saver.changed(said)
        saver.no_draft()
        if saver.flush():
            disk.mark(said)
    if opened.close():
        disk.mark("closed")


def _after_sitting(root: Path, crash: Crash) -> None:
    safe = max((each.rev for each in crash.promised if isinstance(each, Session)), default=OLD.rev)
    with open_session(file_of(root)) as opened:
        assert encode(opened.session) in [encode(each) for each in (OLD, NEW, NEWER) if each.rev >= safe]
        assert opened.recovered is None
        if "half" in crash.promised and safe == OLD.rev and opened.session.rev == OLD.rev:
            assert opened.draft is not None
            assert opened.draft.text == "half"
        elif opened.draft is not None:
            assert opened.draft.text == "half"
    kept = _backups_are_whole(root)
    assert all(each in (OLD, NEWER) for each in kept)
    assert "closed" not in crash.promised or kept == [NEWER, OLD]
    _nothing_else(root)


# ------------------------------------------------------------------------------------------------------------- the others


def _draft(text: str) -> Draft:
    return Draft(uuid=OLD.uuid, text=text, place={"step": "ideas"}, written=NOW)


def _write_drafts(root: Path, disk: Disk) -> None:
    for text in ("one", "one two"):
        drafts.write(_draft(text))
        disk.mark(text)


def _after_drafts(root: Path, crash: Crash) -> None:
    found = drafts.read(OLD.uuid)
    assert (found.text if found else "") in ["", "one", "one two"][len(crash.promised) :]


def _many_backups(root: Path) -> None:
    _old_file(root)
    for rev in range(12):
        backups.make(file_of(root), OLD.uuid, rev, encode(replace(OLD, rev=rev)), NOW - timedelta(minutes=30 - rev))


def _rotate(root: Path, disk: Disk) -> None:
    backups.make(file_of(root), OLD.uuid, 12, encode(replace(OLD, rev=12)), NOW)
    disk.mark("made")


def _after_rotation(root: Path, crash: Crash) -> None:
    revs = [each.rev for each in _backups_are_whole(root)]
    assert len(revs) >= backups.LATEST
    assert revs[0] == 12 if crash.promised else revs[0] in (11, 12)
    assert revs == list(range(revs[0], revs[0] - len(revs), -1)), "none but the oldest are gone"
    assert read(file_of(root)) == OLD


THEIRS = encode(saying(small(), "de"))


def _edited_elsewhere(root: Path) -> None:
    """Somebody works in the file, and another program has written it since."""
    file_of(root).write_bytes(THEIRS)


def _save_in_conflict(root: Path, disk: Disk) -> None:
    saver = Saver(file_of(root), encode(OLD), uuid=OLD.uuid, rev=OLD.rev, delay=3600, now=lambda: NOW)
    saver.changed(NEW)
    if saver.flush():
        disk.mark(saver.path)
    saver.close()


def _after_conflict(root: Path, crash: Crash) -> None:
    """Theirs as it was; or ours in the file, and theirs whole beside it."""
    beside = [path.read_bytes() for path in (root / "sessions").glob("*.toml") if path != file_of(root)]
    assert beside in ([], [THEIRS])
    if crash.promised or file_of(root).read_bytes() != THEIRS:
        assert read(file_of(root)).answers == NEW.answers
        assert beside
    _nothing_else(root)


def _begin(root: Path, disk: Disk) -> None:
    disk.mark(files.create(root / "a new" / "folder", OLD))


def _after_beginning(root: Path, crash: Crash) -> None:
    there = files.listing(root / "a new" / "folder")
    assert [one.path for one in there] in (crash.promised, crash.promised or [root / "a new" / "folder" / NAME])
    assert all(read(one.path) == OLD for one in there)


def _copy(root: Path, disk: Disk) -> None:
    files.create_as(root / "sessions" / "lent.toml", NEW)
    disk.mark("copied")


def _after_copying(root: Path, crash: Crash) -> None:
    lent = root / "sessions" / "lent.toml"
    assert lent.exists() or not crash.promised
    assert not lent.exists() or encode(read(lent)) == encode(NEW)
    assert read(file_of(root)) == OLD


def _with_a_backup(root: Path) -> None:
    _old_file(root)
    backups.make(file_of(root), OLD.uuid, 5, encode(replace(saying(OLD, "förr"), rev=5)), NOW - timedelta(hours=1))


def _go_back(root: Path, disk: Disk) -> None:
    restore(file_of(root), backups.listing(file_of(root), OLD.uuid)[-1].path, now=NOW)
    disk.mark("back")


def _after_going_back(root: Path, crash: Crash) -> None:
    there = read(file_of(root))
    back = there.rev >= 8 and [item.text for item in there.answer("ideas").items.values()][-1] == "förr"
    assert back or (there == OLD and not crash.promised)
    assert not back or OLD in _backups_are_whole(root), "what it took the place of is kept"


def _damaged(root: Path) -> None:
    _with_a_backup(root)
    file_of(root).write_bytes(encode(OLD)[:300])


def _after_mending(root: Path, crash: Crash) -> None:
    try:
        back = read(file_of(root)).answer("ideas")
    except WorkshopError:
        assert not crash.promised
        assert file_of(root).read_bytes() == encode(OLD)[:300]
    else:
        assert [item.text for item in back.items.values()][-1] == "förr"
        assert file_of(root).with_name(f"{NAME}.broken").read_bytes() == encode(OLD)[:300]
    assert _backups_are_whole(root)


SCENARIO = (
    'format = 1\nid = "x"\nversion = "1.0.0"\ntitle = "X"\n\n[[step]]\nid = "ideas"\nkind = "list"\ntitle = "I"\nprompt = "?"\n'
)
assert parse(SCENARIO).scenario is not None


def _scripted(root: Path) -> None:
    file_of(root).write_bytes(encode(replace(OLD, snapshot=SCENARIO)))


def _apply(root: Path, disk: Disk) -> None:
    changes = [f'{{"change": "AddItem", "step": "ideas", "text": "{text}"}}' for text in ("a", "b", "c")]
    apply_lines(file_of(root), "\n".join(changes))
    disk.mark("applied")


def _after_applying(root: Path, crash: Crash) -> None:
    texts = [item.text for item in read(file_of(root)).answer("ideas").items.values()]
    assert texts[1:] in ([["a", "b", "c"]] if crash.promised else [[], ["a", "b", "c"]]), "all of them or none"
    _nothing_else(root)


def _keep_unsaved(root: Path, disk: Disk) -> None:
    """What is done where the file itself cannot be written: again and again, over what was kept before."""
    kept = None
    for session in (NEW, NEWER):
        kept = drafts.write_unsaved(OLD.uuid, encode(session), over=kept)
        disk.mark(session.rev)


def _after_keeping(root: Path, crash: Crash) -> None:
    with open_session(file_of(root)) as opened:
        assert opened.session == OLD
        found = opened.recovered.session.rev if opened.recovered else OLD.rev
    assert found in [rev for rev in (7, 8, 9) if rev >= max(crash.promised, default=7)]  # type: ignore[type-var]


def _unsaved(root: Path) -> None:
    _old_file(root)
    drafts.write_unsaved(OLD.uuid, encode(NEW))


def _set_aside(root: Path, disk: Disk) -> None:
    with open_session(file_of(root)) as opened:
        disk.mark(opened.set_recovered_aside())


def _after_setting_aside(root: Path, crash: Crash) -> None:
    with open_session(file_of(root)) as opened:
        offered = opened.recovered is not None
        assert opened.session == OLD
    aside = [path for path in (root / "sessions").glob("*.toml") if path != file_of(root)]
    assert offered or [encode(decode(path.read_bytes()).session) for path in aside] == [encode(NEW)]
    assert aside == crash.promised or not crash.promised
    _nothing_else(root)


def _put_up(root: Path, disk: Disk) -> None:
    wall = room.Wall(file_of(root))
    for step in ("first", "second"):
        wall.put(Page(look="step", lang="sv", question=step))


def _after_putting_up(root: Path, crash: Crash) -> None:
    """A page need not outlive the power: but it is a page, or none."""
    window = room.Window(file_of(root))
    page = window.look().page
    window.close()
    assert page is None or page.question in ("first", "second")
    room.Wall(file_of(root)).put(Page(look="step", lang="sv", question="third"))
    page = room.Window(file_of(root)).look().page
    assert page is not None
    assert page.question == "third"


def _two_versions(root: Path) -> None:
    _old_file(root)
    other = replace(saying(small(), "de"), rev=8)
    (root / "sessions" / "kundresan-2a77.sync-conflict-20261122-1.toml").write_bytes(encode(other))


def _make_one(root: Path, disk: Disk) -> None:
    other = next((root / "sessions").glob("*.sync-conflict-*.toml"), None)
    if other is not None:  # done again: nothing is left to do
        copies.merge_file(file_of(root), other, now=NOW)
    disk.mark("one")


def _after_making_one(root: Path, crash: Crash) -> None:
    said = [item.text for item in read(file_of(root)).answer("ideas").items.values()]
    assert said in (["Adventskalender"], ["Adventskalender", "de"])
    other = [decode(path.read_bytes()).session for path in (root / "sessions").glob("*.sync-conflict-*.toml")]
    assert "de" in said or other, "it is in the file, or where it was"
    assert "de" in said or not crash.promised
    _backups_are_whole(root)
    _nothing_else(root)


def _to_be_updated(root: Path) -> None:
    _scripted(root)
    (root / "own").mkdir()
    (root / "own" / "x.toml").write_text(SCENARIO.replace('title = "I"', 'title = "Ideas"').replace("1.0.0", "1.1.0"), "utf-8")


def _update(root: Path, disk: Disk) -> None:
    updating.take_in(file_of(root), str(root / "own"), now=NOW)
    disk.mark("updated")


def _after_updating(root: Path, crash: Crash) -> None:
    session = read(file_of(root))
    updated = 'title = "Ideas"' in session.snapshot
    assert updated or not crash.promised
    assert [item.text for item in session.answer("ideas").items.values()] == ["Adventskalender"]
    assert not updated or any(each.snapshot == SCENARIO for each in _backups_are_whole(root)), "the file as it was is kept"
    _nothing_else(root)


DEEDS = {
    "a sitting": Deed(_old_file, _sit, _after_sitting),
    "drafts": Deed(_old_file, _write_drafts, _after_drafts),
    "rotation of backups": Deed(_many_backups, _rotate, _after_rotation),
    "a conflict": Deed(_edited_elsewhere, _save_in_conflict, _after_conflict),
    "a new session": Deed(lambda _: None, _begin, _after_beginning),
    "a copy under a name": Deed(_old_file, _copy, _after_copying),
    "going back": Deed(_with_a_backup, _go_back, _after_going_back),
    "going back from a damaged file": Deed(_damaged, _go_back, _after_mending),
    "two versions made one": Deed(_two_versions, _make_one, _after_making_one),
    "a newer workshop taken in": Deed(_to_be_updated, _update, _after_updating),
    "changes from a script": Deed(_scripted, _apply, _after_applying),
    "what could not be saved": Deed(_old_file, _keep_unsaved, _after_keeping),
    "what was recovered, set aside": Deed(_unsaved, _set_aside, _after_setting_aside),
    "the room's page": Deed(_old_file, _put_up, _after_putting_up),
}
