"""The report as a Word document: real styles, real tables whose head repeats, the map on a page on its side; all of it to be
edited. With a base file of the consultant's own, its styles, header and footer hold.
"""

from __future__ import annotations

from workshop.language import t
from workshop.report.document import Document, JourneyMap, Remark
from workshop.report.writers.docx.base import Base
from workshop.report.writers.docx.measures import STAGES


def write(document: Document) -> bytes:
    """The whole report; the same document gives the same bytes."""
    from workshop.report.writers.docx.body import written

    return written(document)


def remarks(document: Document) -> tuple[Remark, ...]:
    """Maps that had to be divided, styles that the base file lacks, and a logo or a base file that could not be used."""
    from workshop.report.writers.pdf import press

    found = [
        Remark(
            kind="split",
            text=t("report.remark.split", document.lang, title=block.title, n=len(block.parts(STAGES))),
            anchor=block.anchor,
        )
        for block in document.blocks()
        if isinstance(block, JourneyMap) and len(block.stages) > STAGES
    ]
    look = document.look
    if look.docx:
        base = Base(look)
        if not base.own:
            found.append(Remark(kind="look", text=t("report.remark.base", document.lang)))
        elif base.lacking:
            names = ", ".join(base.lacking)
            found.append(Remark(kind="look", text=t("report.remark.styles", document.lang, n=len(base.lacking), names=names)))
    if look.logo and not press.is_drawable(look.logo, look.logo_kind):
        found.append(Remark(kind="look", text=t("report.remark.logo", document.lang)))
    return tuple(found)
