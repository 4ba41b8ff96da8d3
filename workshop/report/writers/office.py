"""What the files of Word, PowerPoint and Excel share: they are zip archives, and the same report gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from workshop.report.document import Document

FIRST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can name; every part is given it."""


def when(document: Document) -> datetime:
    """The only time a file tells of itself: when the session last changed. Without a zone, in UTC, as these files have it."""
    if document.changed is None:
        return datetime(2000, 1, 1)
    return document.changed.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def settled(data: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()
