"""Other versions of a session, newer ones of its workshop: found, shown in a sheet, and taken in where that is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.session import differing
from workshop.session.book import Book
from workshop.store import copies
from workshop.store.copies import Copy
from workshop.tui.sheets.versions import ReadFirstPane


def show_copy(screen: Any, book: Book, found: Copy, then: Any) -> None:
    """What another version holds. `then`: what Enter does, where it holds anything that is not here."""
    lang = screen.lang
    when = language.ago(found.session.changed, datetime.now(UTC).astimezone(), lang)
    title = t("versions.title", lang, file=found.path.name, when=when)
    parts = []
    if found.found.taken:
        heading = t("versions.taken", lang, n=len(found.found.taken))
        parts.append((heading, [differing.line(book, place) for place in found.found.taken]))
    if found.found.both:
        heading = t("versions.both", lang, n=len(found.found.both))
        parts.append((heading, [differing.both(book, place) for place in found.found.both]))
    if not parts:
        parts.append(("", [t("versions.nothing", lang)]))
    elif found.begun is None:
        parts.append(("", [t("versions.no_base", lang)]))
    screen.open_sheet(ReadFirstPane(screen, title, parts, "keys.take_in", then if found.found.taken else None), 0)


# --------------------------------------------------------------------------------------------------- while it is open


def show_others(screen: Any, sitting: Any) -> None:
    """The other versions of the session that is open: the one changed last, and how many more there are."""
    lang, book = screen.lang, sitting.desk.book
    found = []
    for path in copies.others(sitting.path, book.session.uuid):
        try:
            found.append(copies.compare(sitting.path, book.session, path))
        except (WorkshopError, OSError) as error:
            screen.say(error.words(lang) if isinstance(error, WorkshopError) else str(error), "warn")
    if not found:
        if not screen.message:
            screen.say(t("versions.none", lang))
        return
    found.sort(key=lambda each: (each.has_nothing_new, -each.session.changed.timestamp()))
    show_copy(screen, book, found[0], lambda: _take_in(screen, sitting, found[0]))


def _take_in(screen: Any, sitting: Any, found: Copy) -> None:
    try:
        binned = sitting.take_in_copy(found.path)
    except (WorkshopError, OSError) as error:
        screen.say(error.words(screen.lang) if isinstance(error, WorkshopError) else str(error), "warn")
        return
    screen.say(_done(screen, found, binned))
    screen.came_from_outside()
    screen.draw()


def _done(screen: Any, found: Copy, binned: bool) -> str:
    if found.found.both:
        return t("versions.done_both", screen.lang, n=len(found.found.both), file=found.path.name)
    return t("versions.done_binned" if binned else "versions.done", screen.lang, file=found.path.name)


# ----------------------------------------------------------------------------------------------------------- at home


def show_at_home(screen: Any, path: Path, other: Path) -> None:
    """A version that lies beside a session that is not open."""
    from workshop.store.books import read_book

    try:
        book = read_book(path)
        found = copies.compare(path, book.session, other)
    except (WorkshopError, OSError) as error:
        screen.say(error.words(screen.lang) if isinstance(error, WorkshopError) else str(error), "warn")
        return

    def take() -> None:
        try:
            done = copies.merge_file(path, other)
        except (WorkshopError, OSError) as error:
            screen.say(error.words(screen.lang) if isinstance(error, WorkshopError) else str(error), "warn")
            return
        screen.home.load()
        screen.say(_done(screen, done.copy, done.binned))

    show_copy(screen, book, found, take)


def show_update(screen: Any, path: Path) -> None:
    """What the installed version of a session's workshop would change, step by step."""
    from workshop.store import updating
    from workshop.store.telling import update_lines

    lang, setting = screen.lang, screen.app.settings.scenarios
    try:
        found = updating.look(path, setting)
    except (WorkshopError, OSError) as error:
        screen.say(error.words(lang) if isinstance(error, WorkshopError) else str(error), "warn")
        return
    if found is None:
        screen.say(t("versions.up_to_date", lang))
        return

    def take() -> None:
        try:
            done = updating.take_in(path, setting)
        except (WorkshopError, OSError) as error:
            screen.say(error.words(lang) if isinstance(error, WorkshopError) else str(error), "warn")
            return
        screen.home.load()
        key = "versions.updated_aside" if done is not None and done.session.orphans else "versions.updated"
        screen.say(t(key, lang, version=found.scenario.version))

    made = found.book.session.scenario
    title = t("versions.update", lang, title=found.book.session.title, was=made.version or "?", version=found.scenario.version)
    parts = [("", update_lines(found)), ("", [t("versions.update_kept", lang)])]
    screen.open_sheet(ReadFirstPane(screen, title, parts, "keys.take_in", take), 0)
