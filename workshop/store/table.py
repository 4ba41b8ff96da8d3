"""One session open at this terminal: its Desk, its file, its draft, its room. What a screen or a conversation sits at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from workshop.errors import WorkshopError
from workshop.language import ago, t
from workshop.session.book import Book
from workshop.store import backups, files
from workshop.store.drafts import Draft
from workshop.store.faults import in_words, reason
from workshop.store.leading import Leading, leading
from workshop.store.opening import NotInFile, Opened, open_session
from workshop.store.scan import read
from workshop.store.sitting import at_desk

AWAY = 3600.0  # seconds after which one has been away


class Sitting:
    """From sitting down at a session until getting up from it. All that is written goes through its saver."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.on_status: Callable[[], None] = lambda: None
        said: list[str] = []
        if opened.saver is None and not opened.newer:
            said.append(t("run.read_only"))
        self.desk = at_desk(opened)
        said += in_words(opened.notes, opened.path)
        if opened.ended and opened.saver is not None:
            when = ago(opened.session.changed, datetime.now().astimezone())
            said.insert(0, t("run.ended_half" if opened.draft is not None else "run.ended", when=when))
        elif opened.saver is not None and (left := left_off(self.desk.book, datetime.now(UTC))):
            said.insert(0, left)
        if opened.session.orphans:
            said.append(t("run.orphans"))
        self.said = " ".join(said)
        if opened.saver is not None:
            opened.saver.on_status = lambda _: self.on_status()
        self.left_draft: Draft | None = opened.draft
        led = opened.saver is not None and not self.desk.session.alone
        self.room: Leading | None = leading(self.path) if led else None

    @property
    def path(self) -> Path:
        return self.opened.saver.path if self.opened.saver is not None else self.opened.path

    @property
    def status(self) -> tuple[str, str]:
        """("saved" | "saving" | "failed" | "reading", what there is to tell in words)."""
        if self.opened.saver is None:
            return "reading", t("run.read_only")
        status = self.opened.saver.status
        if status.note is not None:
            return status.state, str(status.note)
        if status.state == "failed":
            return "failed", t("run.not_saved_why", why=str(status.reason or ""))
        return status.state, ""

    def look(self) -> None:
        """Has somebody else changed the file? What they did comes by `on_status`."""
        if self.opened.saver is not None:
            self.opened.saver.look()

    def take_in(self) -> str:
        """What came from outside, into the session on the table; a sentence about it, "" where nothing came."""
        saver = self.opened.saver
        said: list[str] = []
        for came in saver.outside() if saver is not None else ():
            found = self.desk.take_in(came.was, came.found.session)
            both = (*came.found.both, *(each for each in found.both if each not in came.found.both))
            if not both:
                said += [str(came.note)] if came.is_told else []
                continue
            from workshop.session.differing import places

            with suppress(OSError):  # else it is among the backups
                saver.put_aside(came)  # type: ignore[union-attr]
            said.append(t("run.both_changed", self.desk.session.lang, places=places(self.desk.book, both)))
        return " ".join(said)

    def take_in_copy(self, other: Path) -> bool:
        """What another version beside the session holds, into it; both are backed up before. Whether that file, which holds
        nothing more, went to the bin. WorkshopError, OSError."""
        from workshop.store import copies

        saver = self.opened.saver
        if saver is None:
            raise WorkshopError("run.read_only")
        saver.flush()
        session, now = self.desk.session, datetime.now(UTC)
        found = copies.compare(self.path, session, other)
        for rev, data in ((saver.status.rev, read(self.path)), (found.session.rev, read(other))):
            backups.make(self.path, session.uuid, rev, data, now, for_good=True)
        self.desk.take_in(session, found.found.session)
        saver.changed(self.desk.session)
        if found.found.both or not saver.flush():
            return False
        files.to_bin(other)
        return True

    def keep_draft(self, place: dict[str, str], text: str, cursor: int, *, more: bool = False) -> None:
        """What is half-typed now; "" where nothing is. `more`: something is on another line, which the place tells of."""
        if self.opened.saver is not None:
            self.opened.saver.draft(text, cursor, place, more=more)

    @property
    def left_half(self) -> bool:
        """Whether something is half-typed."""
        return self.opened.saver is not None and self.opened.saver.is_typing

    def flush(self) -> bool:
        """All of it to the disk now. True: it is there."""
        return self.opened.saver is None or self.opened.saver.flush()

    def book_as_saved(self) -> Book:
        """The session as it stands in its file, with the version it has there."""
        book, saver = self.desk.book, self.opened.saver
        if saver is None:
            return book
        saver.flush()
        return Book(book.scenario, replace(book.session, rev=saver.status.rev), earlier=book.earlier)

    def keep_version(self) -> None:
        """The session as it is now among its earlier versions, before much of it is changed at once. OSError."""
        saver, session = self.opened.saver, self.desk.session
        if saver is not None:
            saver.flush()
            backups.make(self.path, session.uuid, saver.status.rev, self.path.read_bytes())

    def close(self) -> bool:
        """Time to the file, all of it saved, the lock let go. True: all is safe in the file."""
        try:
            self.desk.leave()
            if self.room is not None:
                self.room.wall.take_down()
        finally:
            saved = self.opened.close()
        return saved


def left_off(book: Book, now: datetime) -> str:
    """Where one left off and when, for a session that has lain for a while; "" for one that has not, or was never begun."""
    session, step = book.session, book.scenario.step_by_id.get(book.session.here.step)
    if step is None or (now - session.changed).total_seconds() < AWAY:
        return ""
    place = book.text(step.title)
    of = session.here.of or session.here.at
    if of in {row.id for row in book.rows(step, session.here.at)} or of == session.here.at:
        place = ", ".join(filter(None, (place, book.label(of))))
    when = ago(session.changed, now.astimezone(), session.lang)
    return t("run.left_off_alone" if session.alone else "run.left_off", session.lang, place=place, when=when)


def sit_down(path: Path, *, write: bool = True, recovered: Literal["", "take", "aside"] = "") -> Sitting:
    """Open a session to work in, or to read only. Raises WorkshopError in words: it is held, it is damaged, it is gone; or
    `NotInFile`, where what could not be saved last time waits: then it is to be called again with what was chosen."""
    opened = open_session(path, write=write)
    try:
        said = _chosen(opened, recovered)
        sitting = Sitting(opened)
        sitting.said = " ".join(filter(None, (said, sitting.said)))
        return sitting
    except BaseException:
        opened.close()
        raise


def _chosen(opened: Opened, recovered: str) -> str:
    """What is said of what could not be saved last time; "" where there is nothing of the kind."""
    waits = opened.recovered
    if waits is None:
        return ""
    if recovered == "take":
        opened.take_recovered()
        return t("run.taken_up", n=waits.changes)
    if recovered == "aside":
        try:
            aside = opened.set_recovered_aside()
        except OSError as error:
            raise WorkshopError("store.not_created", path=opened.path.parent, reason=reason(error)) from error
        return t("run.put_aside", file=aside.name if aside is not None else "")
    raise NotInFile(opened.path, waits)
