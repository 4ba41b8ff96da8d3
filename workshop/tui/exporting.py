"""The record as Markdown and HTML, beside the session; what is said of it afterwards."""

from __future__ import annotations

from pathlib import Path

from workshop.errors import WorkshopError
from workshop.language import t
from workshop.session.book import Book

FORMATS = ("md", "html")


def export(book: Book, folder: Path, lang: str) -> tuple[str, str]:
    """Write it; the sentence for the message row and its ink."""
    from workshop.report import export as write

    try:
        written = write(book, folder, FORMATS)
    except (WorkshopError, OSError) as error:
        return t("run.export_failed", lang, why=_reason(error)), "alert"
    names = ", ".join(one.path.name for one in written)
    return t("run.exported", lang, names=names, folder=str(folder)), "ink"


def export_file(path: Path, lang: str) -> tuple[str, str]:
    """The same of a session file that is not open."""
    from workshop.scenario import load
    from workshop.store.opening import read_session

    try:
        session = read_session(path).session
        book = Book(load.trusted(session.snapshot), session)
    except WorkshopError as error:
        return str(error), "warn"
    return export(book, path.parent, lang)


def _reason(error: Exception) -> str:
    from workshop.store.faults import reason

    return str(reason(error)) if isinstance(error, OSError) else str(error)
