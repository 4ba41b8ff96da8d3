"""Writing in a Word document: paragraphs, runs, links, tables, pictures. No block of a report is known here."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from workshop.report import document as d
from workshop.report.writers.docx.base import Base

INK, SOFT, FAINT, RED, GREEN = "16181C", "4C5159", "5F646D", "B3231B", "1C6B3C"
HAIR, PAPER = "D9D6CC", "F4F2EC"
SMALL = 0.86

# What XML 1.0 cannot hold. A session's text was cleaned of it; a setting or a title of the future may not have been.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shown(text: str) -> str:
    return _NO_XML.sub("", text.replace("\r", "\n"))


class Place:
    """Where the next paragraph goes: the body, or a cell (which has one from the beginning)."""

    def __init__(self, holder: Any, fresh: bool = True) -> None:
        self.holder, self.fresh = holder, fresh

    def add(self) -> Any:
        if self.fresh:
            self.fresh = False
            return self.holder.paragraphs[0]
        return self.holder.add_paragraph()


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self, base: Base, accent: str) -> None:
        self.base, self.word = base, base.word
        self.body = Place(base.word, fresh=False)
        self.accent = accent[1:].upper()
        self._names: dict[str, str] = {}  # of bookmarks, by anchor
        self._used = 0

    # ----------------------------------------------------------------------------------------------------- paragraphs

    def paragraph(self, place: Place, style: str = "") -> Any:
        """A new paragraph in the style, or what the base file has instead."""
        paragraph = place.add()
        id = self.base.style(style) if style else None
        if id is not None:
            paragraph._p.style = id  # by its id: to look a style up by its name costs more than all the rest
        return paragraph

    def tight(self, paragraph: Any, before: float = 0, after: float = 0, size: float | None = None) -> Any:
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        if size is not None:
            form.line_spacing = 1.0
        return paragraph

    def run(
        self, paragraph: Any, text: str, *, bold: bool | None = None, italic: bool | None = None, size: float | None = None,
        colour: str = "", code: bool = False,
    ) -> Any:  # fmt: skip
        made = paragraph.add_run(shown(text))
        made.bold, made.italic = bold or None, italic or None
        if size is not None:
            made.font.size = Pt(round(size * 2) / 2)
        if colour:
            made.font.color.rgb = RGBColor.from_string(colour)
        if code:
            made.font.name = "Consolas"
        return made

    def words(self, paragraph: Any, words: d.Words, **how: Any) -> None:
        for run in words:
            own = {**how, "bold": how.get("bold") or run.bold, "italic": how.get("italic") or run.italic, "code": run.code}
            self.run(paragraph, run.text, **own)

    def keep(self, paragraph: Any) -> Any:
        """Stay on the page of what comes next."""
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def indent(self, paragraph: Any, left: float, hanging: float = 0) -> Any:
        paragraph.paragraph_format.left_indent = Mm(left)
        paragraph.paragraph_format.first_line_indent = Mm(-hanging)
        return paragraph

    def right(self, paragraph: Any) -> Any:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraph

    # ---------------------------------------------------------------------------------------------------------- links

    def _bookmark(self, anchor: str) -> str:
        """Its name: letters, figures and _ only, at most forty."""
        return self._names.setdefault(anchor, f"p{len(self._names) + 1}")

    def mark(self, paragraph: Any, anchor: str) -> None:
        if not anchor:
            return
        self._used += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._used))
        start.set(qn("w:name"), self._bookmark(anchor))
        at = 1 if paragraph._p.pPr is not None else 0
        paragraph._p.insert(at, start)
        paragraph._p.append(end)

    def link(self, paragraph: Any, text: str, anchor: str, **how: Any) -> None:
        run = self.run(paragraph, text, **how)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), self._bookmark(anchor))
        link.set(qn("w:history"), "1")
        paragraph._p.append(link)
        link.append(run._r)

    def field(self, paragraph: Any, code: str, shown_as: str, **how: Any) -> None:
        """A field that Word works out, whole: with what is shown until it has."""
        for kind in ("begin", "code", "separate", "text", "end"):
            run = self.run(paragraph, shown_as if kind == "text" else "", **how)
            if kind == "code":
                element = OxmlElement("w:instrText")
                element.set(qn("xml:space"), "preserve")
                element.text = code
                run._r.append(element)
            elif kind != "text":
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
                run._r.append(element)

    # --------------------------------------------------------------------------------------------------------- tables

    def table(self, rows: int, widths: Sequence[float], *, rules: str = "rows", head: bool = False) -> Any:
        """A table of columns so many millimetres wide. `rules`: "rows" (a hair line under each), "all" or "none". `head`: the
        first row is said again on each page."""
        table = self.word.add_table(rows, len(widths))
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        properties = table._tbl.tblPr
        borders = OxmlElement("w:tblBorders")
        drawn = {"rows": ("bottom", "insideH"), "all": ("top", "left", "bottom", "right", "insideH", "insideV"), "none": ()}
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            border = OxmlElement(f"w:{side}")
            border.set(qn("w:val"), "single" if side in drawn[rules] else "nil")
            border.set(qn("w:sz"), "4")
            border.set(qn("w:space"), "0")
            border.set(qn("w:color"), HAIR)
            borders.append(border)
        _put(properties, borders)
        self._inside(properties, 1.2 if rules != "none" else 0.9, 1.4)
        for at, width in enumerate(widths):
            table.columns[at].width = Mm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
        if head:
            self.repeated(table.rows[0])
        return table

    def _inside(self, properties: Any, across: float, down: float) -> None:
        margins = OxmlElement("w:tblCellMar")
        for side, room in (("top", down / 2), ("left", across), ("bottom", down / 2), ("right", across)):
            element = OxmlElement(f"w:{side}")
            element.set(qn("w:w"), str(round(room * 56.7)))
            element.set(qn("w:type"), "dxa")
            margins.append(element)
        _put(properties, margins)

    def repeated(self, row: Any) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        properties.append(OxmlElement("w:tblHeader"))

    def whole(self, row: Any) -> None:
        """Not divided over two pages."""
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def together(self, table: Any) -> None:
        """All of a table on one page, where it has room on one."""
        for row in table.rows[:-1]:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    self.keep(paragraph)

    def fill(self, cell: Any, colour: str) -> None:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:color"), "auto")
        shade.set(qn("w:fill"), colour)
        properties = cell._tc.get_or_add_tcPr()
        _put(properties, shade)

    def bare(self, cell: Any) -> None:
        """Without air at its sides: what is in it reaches the rules."""
        inside = OxmlElement("w:tcMar")
        for side in ("left", "right"):
            element = OxmlElement(f"w:{side}")
            element.set(qn("w:w"), "0")
            element.set(qn("w:type"), "dxa")
            inside.append(element)
        _put(cell._tc.get_or_add_tcPr(), inside)

    # ------------------------------------------------------------------------------------------------------- pictures

    def picture(self, paragraph: Any, data: bytes, width: float, said: str) -> None:
        """A picture (png), so many millimetres wide, with what it shows in words."""
        self._used += 1
        shape = paragraph.add_run().add_picture(io.BytesIO(data), width=Mm(width))
        properties = shape._inline.docPr
        properties.set("descr", shown(said))
        properties.set("id", str(self._used))
        properties.set("name", f"{self._used}")

    # ------------------------------------------------------------------------------------------------------- sections

    def section(self, across: float, down: float, sides: float, top: float, bottom: float) -> Any:
        """Begin on a new page of this size, with these margins."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if across > down else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(across), Mm(down)
        section.left_margin = section.right_margin = Mm(sides)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.different_first_page_header_footer = False
        return section


# The order in which the parts of these may stand (ECMA-376, CT_TblPrBase and CT_TcPrBase).
_ORDER = [
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tcW", "gridSpan", "vMerge", "tcBorders",
    "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign",
]  # fmt: skip
_PLACE = {qn(f"w:{name}"): at for at, name in enumerate(_ORDER)}


def _put(properties: Any, element: Any) -> None:
    """Into its place among the others, instead of one of its kind: Word reads no file where the order is another."""
    for old in properties.findall(element.tag):
        properties.remove(old)
    at = next((n for n, other in enumerate(properties) if _PLACE.get(other.tag, 99) > _PLACE[element.tag]), len(properties))
    properties.insert(at, element)


def millimetres(length: Any) -> float:
    return float(Emu(length).mm)
