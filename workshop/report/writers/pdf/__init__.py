"""The report as PDF, set by typst: tagged (PDF/UA-1), with its own fonts in it, the same bytes for the same document.

The layout is `report.typ`, a constant file. The document comes to it as JSON and nothing else: no text of a session is ever
part of what typst runs (`pages` makes the JSON, `press` runs typst).
"""

from __future__ import annotations

import json

from msgspec.structs import replace

from workshop.language import t
from workshop.report import fonts
from workshop.report.document import Document, JourneyMap, Remark
from workshop.report.writers.pdf import press
from workshop.report.writers.pdf.blocks import drawn
from workshop.report.writers.pdf.measures import STAGES
from workshop.report.writers.pdf.pages import Pages


def write(document: Document) -> bytes:
    """The whole report. A logo that cannot be drawn after all is left out."""
    look = document.look
    if look.logo and not press.is_drawable(look.logo, look.logo_kind):
        document = replace(document, look=replace(look, logo=b"", logo_kind=""))
    pages = Pages(document, drawn)
    data = json.dumps(pages.data(), ensure_ascii=False, separators=(",", ":"))
    return press.pdf(data, document.changed, own_fonts_only=not fonts.strange(pages.texts))


def remarks(document: Document) -> tuple[Remark, ...]:
    """Maps that had to be divided, signs that no font of the report has, and a logo that could not be drawn."""
    found = [
        Remark(
            kind="split",
            text=t("report.remark.split", document.lang, title=block.title, n=len(block.parts(STAGES))),
            anchor=block.anchor,
        )
        for block in document.blocks()
        if isinstance(block, JourneyMap) and len(block.stages) > STAGES
    ]
    pages = Pages(document, drawn)
    pages.data()
    strange = fonts.strange(pages.texts)
    if strange:
        signs = " ".join(strange[:12]) + (" …" if len(strange) > 12 else "")
        found.append(Remark(kind="glyphs", text=t("report.remark.glyphs", document.lang, n=len(strange), signs=signs)))
    if document.look.logo and not press.is_drawable(document.look.logo, document.look.logo_kind):
        found.append(Remark(kind="look", text=t("report.remark.logo", document.lang)))
    return tuple(found)
