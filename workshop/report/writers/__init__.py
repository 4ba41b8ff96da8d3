"""The formats a report can be written in. A writer is a module of this package with

    write(document) -> str | bytes            the file; or (the file, its remarks), where they are only known once it is made
    parts(document) -> [(tail, str | bytes)]  instead of it, where the format makes several files or none: the tail is put
                                              after the name of the report
    remarks(document) -> tuple[Remark, …]     optional: what it had to leave out, split or shorten

It is imported when it is first asked for: one format never costs the start-up time of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from workshop.report.document import Document, Remark


class Writer(Protocol):
    def write(self, document: Document) -> str | bytes | tuple[bytes, tuple[Remark, ...]]: ...


class PartsWriter(Protocol):
    def parts(self, document: Document) -> Iterable[tuple[str, str | bytes]]: ...


class Format(NamedTuple):
    module: str  # in this package
    suffix: str  # of the file, with its dot


class Part(NamedTuple):
    """One file of a format."""

    tail: str  # put after the name of the report, where the file holds only a part of it: "_actions"
    data: bytes


WRITERS: dict[str, Format] = {
    "md": Format("markdown", ".md"),
    "html": Format("html", ".html"),
    "pdf": Format("pdf", ".pdf"),
    "docx": Format("docx", ".docx"),
    "pptx": Format("pptx", ".pptx"),
    "xlsx": Format("xlsx", ".xlsx"),
    "csv": Format("csv", ".csv"),
    "ics": Format("ics", ".ics"),
    "json": Format("json", ".json"),
    "svg": Format("svg", ".svg"),
    "png": Format("png", ".png"),
}


def written(document: Document, name: str) -> tuple[tuple[Part, ...], tuple[Remark, ...]]:
    """The document as files of the format `name` (a key of `WRITERS`; KeyError for any other), and the writer's remarks.
    No file where the format has nothing to hold."""
    module = import_module(f"{__name__}.{WRITERS[name].module}")
    remarks = getattr(module, "remarks", None)
    told: tuple[Remark, ...] = tuple(remarks(document)) if remarks else ()
    if hasattr(module, "parts"):
        made = list(cast(PartsWriter, module).parts(document))
    else:
        file = cast(Writer, module).write(document)
        data, more = file if isinstance(file, tuple) else (file, ())
        made, told = [("", data)], (*told, *more)
    return tuple(Part(tail, data if isinstance(data, bytes) else data.encode()) for tail, data in made), told
