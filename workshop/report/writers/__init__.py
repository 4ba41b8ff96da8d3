"""The formats a report can be written in. A writer is a module of this package with

    write(document) -> str | bytes          the file
    remarks(document) -> tuple[Remark, …]   optional: what it had to leave out, split or shorten

It is imported when it is first asked for: one format never costs the start-up time of another.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, Protocol, cast

from workshop.report.document import Document, Remark


class Writer(Protocol):
    def write(self, document: Document) -> str | bytes: ...


class Format(NamedTuple):
    module: str  # in this package
    suffix: str  # of the file, with its dot
    tail: str = ""  # put after the name of the file, where the format holds only a part of the report


WRITERS: dict[str, Format] = {
    "md": Format("markdown", ".md"),
    "html": Format("html", ".html"),
}


def written(document: Document, name: str) -> tuple[bytes, tuple[Remark, ...]]:
    """The document as a file of the format `name` (a key of `WRITERS`; KeyError for any other), and the writer's remarks."""
    module = import_module(f"{__name__}.{WRITERS[name].module}")
    made = cast(Writer, module).write(document)
    remarks = getattr(module, "remarks", None)
    return made if isinstance(made, bytes) else made.encode(), remarks(document) if remarks else ()
