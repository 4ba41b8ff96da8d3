"""The report as slides, to be shown: PowerPoint's own tables, charts and shapes, all of which can be edited.

What is read and not shown (every answer word for word, the appendix, the facilitator's notes) is left to the other formats.
Where something is too long for a slide it is shortened there, and stands whole in the notes of that slide.
"""

from __future__ import annotations

from workshop.report.document import Document, Remark


def write(document: Document) -> bytes:
    """The whole deck; the same document gives the same bytes."""
    return _made(document)[0]


def remarks(document: Document) -> tuple[Remark, ...]:
    """What had to be shortened."""
    return _made(document)[1]


def _made(document: Document) -> tuple[bytes, tuple[Remark, ...]]:
    from workshop.report.writers.pptx.slides import made

    global _LAST
    if _LAST is None or _LAST[0] is not document:
        _LAST = (document, made(document))
    return _LAST[1]


_LAST: tuple[Document, tuple[bytes, tuple[Remark, ...]]] | None = None
"""The deck that was made last, so that its remarks cost no second one."""
