"""Reports as files: named by day, client and title, each written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from workshop.errors import WorkshopError
from workshop.language import t
from workshop.report.document import Document, Look, Remark
from workshop.text import fold, slug

if TYPE_CHECKING:
    from workshop.report.writers import Format
    from workshop.scenario.model import Text
    from workshop.session.book import Book
    from workshop.settings import Settings

Progress = Callable[[str, int, int], None]
"""Told of each format before it is written: its name, how many are done, of how many."""

LIMIT = 40
"""So many characters at most of a file's name are the client's, and so many the title's."""

# The file is open in another program, is a folder, or may not be written: the one beside it may.
_TAKEN = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ENOTEMPTY, errno.ETXTBSY, errno.EROFS})


class Written(Struct, frozen=True):
    """A file that was written, and what the one who hands it over should know."""

    path: Path
    warnings: tuple[Remark, ...] = ()


def export(
    book: Book,
    folder: str | os.PathLike[str],
    formats: Iterable[str] = ("md", "html"),
    *,
    stem: str | None = None,
    edition: str = "client",
    lang: str | None = None,
    today: date | None = None,
    draft: bool = False,
    place: str = "",
    facilitator: str = "",
    zone: tzinfo | None = None,
    workshops: Mapping[str, Text] | None = None,
    names: bool = True,
    lanes: Sequence[str] | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> list[Written]:
    """Write the report of a session in these formats (keys of `writers.WRITERS`, or "all"), the folder made where missing.

    `stem` is the name without its ending; None: `2026-11-20_acme_kundresan`. `settings`: the user's, for the look of what is
    handed over; None: the program's own. `progress(format, done, of)` is called before each format and once at the end, with
    "". The rest as for `build`; what can be chosen is listed in `choices`. A file of that name is replaced; where it cannot be
    (open in another program), a numbered one is written beside it, with a remark that says so. What the session itself lacks,
    and what of the look could not be used, is told with the first file. Raises OSError where nothing can be written in the
    folder, and WorkshopError where nothing asked for has anything to hold, and (before anything is written) for a format,
    edition, language or lane that there is none of.
    """
    from workshop.report import writers
    from workshop.report.build import build
    from workshop.report.look import load

    named = _formats(formats)
    _check(book, edition, lang, lanes)
    look, found_of_look = load(settings, lang or book.session.lang) if settings is not None else (Look(), ())
    document = build(
        book,
        edition=edition,
        lang=lang,
        today=today,
        draft=draft,
        place=place,
        facilitator=facilitator,
        zone=zone,
        workshops=workshops,
        names=names,
        lanes=lanes,
        look=look,
    )
    stem = stem or stem_of(document)
    found: list[Written] = []
    untold: tuple[Remark, ...] = ()
    with _folder(folder) as target:
        for at, (name, format) in enumerate(named):
            if progress is not None:
                progress(name, at, len(named))
            parts, remarks = writers.written(document, name)
            for part in parts:
                base = f"{stem}{part.tail}"
                path = _put(target, base, format.suffix, part.data)
                if path.stem != base:
                    remarks = (*remarks, _renamed(document, f"{base}{format.suffix}", path.name))
                found.append(Written(path, (*(() if found else (*found_of_look, *document.remarks)), *remarks)))
                remarks = ()  # told with the first of a format
            untold += remarks
    if progress is not None:
        progress("", len(named), len(named))
    if untold and not found:
        raise WorkshopError("report.nothing_written", why=" ".join(str(remark) for remark in untold))
    if untold:  # of formats that had nothing to write
        found[-1] = Written(found[-1].path, (*found[-1].warnings, *untold))
    return found


def write_as(document: Document, folder: str | os.PathLike[str], formats: Iterable[str], stem: str) -> list[Path]:
    """A document that is no session's report, in these formats; the rest as for `export`."""
    from workshop.report import writers

    with _folder(folder) as target:
        return [
            _put(target, f"{stem}{part.tail}", format.suffix, part.data)
            for name, format in _formats(formats)
            for part in writers.written(document, name)[0]
        ]


@contextlib.contextmanager
def _folder(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """The folder, made where it is missing; where nothing could be written in it, it is not left behind either."""
    from workshop.store import atomic

    was_there = os.path.lexists(folder)
    target = atomic.make_folder(folder)
    try:
        yield target
    except BaseException:
        if not was_there:
            with contextlib.suppress(OSError):  # something is in it
                target.rmdir()
        raise


def _formats(names: Iterable[str]) -> list[tuple[str, Format]]:
    from workshop.report.writers import WRITERS

    wanted = [each for name in names for each in (WRITERS if name == "all" else (name,))]
    unknown = [name for name in wanted if name not in WRITERS]
    if unknown:
        raise WorkshopError("report.no_format", format=unknown[0], known=", ".join(WRITERS))
    return [(name, WRITERS[name]) for name in dict.fromkeys(wanted)]


def _check(book: Book, edition: str, lang: str | None, lanes: Sequence[str] | None) -> None:
    """Refuse what cannot be chosen, by name."""
    from workshop.report import choices

    editions = [choice.id for choice in choices.editions(book)]
    if edition not in editions:
        raise WorkshopError("report.no_edition", edition=edition, known=", ".join(editions))
    languages = choices.languages(book)
    if lang is not None and lang not in languages:
        raise WorkshopError("report.no_language", language=lang, known=", ".join(languages))
    known = [choice.id for choice in choices.lanes(book)]
    for lane in lanes or ():
        if lane not in known:
            raise WorkshopError("report.no_lane" if known else "report.no_map", lane=lane, known=", ".join(known))


def stem_of(document: Document) -> str:
    """`2026-11-20_acme_kundresan`: the day it was held, the client, the title without the client's name in front."""
    cover = document.cover
    title = cover.title
    if cover.client and fold(title).startswith(fold(cover.client)):
        title = title[len(cover.client) :].lstrip(" ,.:;–-") or title
    parts = [cover.day.isoformat() if cover.day else "", slug(cover.client, limit=LIMIT) if cover.client else ""]
    edition = "" if document.edition == "client" else slug(document.edition, limit=LIMIT)
    draft = slug(t("report.draft", document.lang)) if cover.draft else ""
    return "_".join(filter(None, [*parts, slug(title, limit=LIMIT), edition, draft]))


def _put(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    from workshop.store import atomic

    first: OSError | None = None
    for number in range(1, 100):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}_{number}{suffix}")
        try:
            if path.is_symlink():  # a report is a file of its own: what the link leads to is none of it
                raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(path))
            atomic.write(path, data, mode=_mode(folder))
            return path
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            first = first or error
            if not os.path.lexists(path):  # not the file is the trouble but the folder
                break
    assert first is not None
    raise first


def _mode(folder: Path) -> int:
    """Who may read a report: whom the user lets read files, where they may read in the folder. Beside the session that is
    nobody else; put into a folder that a team shares it is there to be read."""
    mask = os.umask(0o077)  # it cannot be asked for without being set
    os.umask(mask)
    with contextlib.suppress(OSError):
        mask |= ~folder.stat().st_mode
    return 0o600 | (0o666 & ~mask)


def _renamed(document: Document, wanted: str, path: str) -> Remark:
    return Remark(kind="writer", text=t("report.remark.renamed", document.lang, file=wanted, other=path))
