"""Reports as files: named by day, client and title, each written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.report.document import Document, Remark
from workshop.text import fold, slug

if TYPE_CHECKING:
    from workshop.scenario.model import Text
    from workshop.session.book import Book

LIMIT = 40
"""So many characters at most of a file's name are the client's, and so many the title's."""

# The file is open in another program, is a folder, or may not be written: the one beside it may.
_TAKEN = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.ENOTEMPTY, errno.ETXTBSY, errno.EROFS})


@dataclass(frozen=True)
class Written:
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
) -> list[Written]:
    """Write the report of a session in these formats (keys of `writers.WRITERS`), the folder made where it is missing.

    `stem` is the name without its ending; None: `2026-11-20_acme_kundresan`. The rest as for `build`. A file of that name is
    replaced; where it cannot be (open in another program), a numbered one is written beside it, with a remark that says so.
    What the session itself lacks is told with the first file. Raises OSError where nothing can be written in the folder, and
    KeyError for a format or an edition that there is none of.
    """
    from workshop.report import writers
    from workshop.report.build import build
    from workshop.store import atomic

    named = [(name, writers.WRITERS[name]) for name in dict.fromkeys(formats)]
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
    )
    target = atomic.make_folder(folder)
    stem = stem or stem_of(document)
    found: list[Written] = []
    for name, format in named:
        parts, remarks = writers.written(document, name)
        for part in parts:
            base = f"{stem}{part.tail}"
            path = _put(target, base, format.suffix, part.data)
            if path.stem != base:
                remarks = (*remarks, _renamed(document, f"{base}{format.suffix}", path.name))
            found.append(Written(path, (*(() if found else document.remarks), *remarks)))
            remarks = ()  # told with the first of a format
    return found


def stem_of(document: Document) -> str:
    """`2026-11-20_acme_kundresan`: the day it was held, the client, the title without the client's name in front."""
    cover = document.cover
    title = cover.title
    if cover.client and fold(title).startswith(fold(cover.client)):
        title = title[len(cover.client) :].lstrip(" ,.:;–-") or title
    parts = [cover.day.isoformat() if cover.day else "", slug(cover.client, limit=LIMIT) if cover.client else ""]
    edition = "" if document.edition == "client" else slug(document.edition, limit=LIMIT)
    return "_".join(filter(None, [*parts, slug(title, limit=LIMIT), edition]))


def _put(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    from workshop.store import atomic

    first: OSError | None = None
    for number in range(1, 100):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}_{number}{suffix}")
        try:
            atomic.write(path, data)
            return path
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
            first = first or error
            if not os.path.lexists(path):  # not the file is the trouble but the folder
                break
    assert first is not None
    raise first


def _renamed(document: Document, wanted: str, path: str) -> Remark:
    from workshop.language import t

    return Remark(kind="writer", text=t("report.remark.renamed", document.lang, file=wanted, other=path))
