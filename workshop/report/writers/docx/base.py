"""What a document is built on: the consultant's own file with its styles, or a plain one styled here."""

from __future__ import annotations

import io
from functools import cached_property
from typing import Any

from docx import Document as open_document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from workshop.report.document import Look

FONT = "Calibri"
SIZE = 10.5

# The styles that are used, and the kind of what stands in for one that a base file lacks.
PARAGRAPHS = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet", "List Bullet 2", "List Number",
    "Quote", "Caption", "Header", "Footer",
)  # fmt: skip
INSTEAD = {"Title": "Heading 1", "Heading 4": "Heading 3", "List Bullet 2": "List Bullet"}


class Base:
    """An open document without a body. `own`: it is the consultant's file. `lacking`: the styles that it does not have."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.own = False
        self.word: Any = None
        if look.docx:
            try:
                self.word = open_document(io.BytesIO(look.docx))
                self.own = True
            except Exception:  # what a damaged file makes python-docx and lxml raise is no closed list
                self.word = None
        if self.word is None:
            self.word = open_document()
            _style(self.word, look.accent)
        self._empty()

    def _empty(self) -> None:
        body = self.word.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)

    @cached_property
    def lacking(self) -> list[str]:
        return [name for name in PARAGRAPHS if name not in self._known]

    @cached_property
    def _known(self) -> dict[str, str]:
        """The id of each style of paragraphs, by its name."""
        return {
            style.name: style.style_id for style in self.word.styles if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name
        }

    def style(self, name: str) -> str | None:
        """The id of the style, or of what stands in for it; None: the document's default."""
        while name not in self._known:
            if name not in INSTEAD:
                return None
            name = INSTEAD[name]
        return self._known[name]


def _style(word: Any, accent: str) -> None:
    """Python-docx's own file, made ours."""
    styles = word.styles
    colour = RGBColor.from_string(accent[1:].upper())
    for name in ("Normal", *PARAGRAPHS):
        style = styles[name]
        _font(style, FONT)
        style.font.italic = False
    normal = styles["Normal"]
    normal.font.size = Pt(SIZE)
    normal.font.color.rgb = RGBColor(0x16, 0x18, 0x1C)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.widow_control = True
    for level, (size, before, after) in enumerate(((20, 20, 7), (14, 15, 4), (11.5, 11, 3), (10.5, 9, 3)), 1):
        style = styles[f"Heading {level}"]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = colour if level == 1 else RGBColor(0x16, 0x18, 0x1C)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
    title = styles["Title"]
    title.font.size, title.font.bold, title.font.color.rgb = Pt(32), True, colour
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(0), Pt(10)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    subtitle = styles["Subtitle"]
    for spaced in subtitle.element.findall(f".//{qn('w:rPr')}/{qn('w:spacing')}"):
        spaced.getparent().remove(spaced)
    subtitle.paragraph_format.space_after = Pt(4)
    subtitle.font.size, subtitle.font.color.rgb, subtitle.font.bold = Pt(13), RGBColor(0x4C, 0x51, 0x59), False
    for name in ("List Bullet", "List Bullet 2", "List Number"):
        styles[name].paragraph_format.space_after = Pt(2)
    styles["Quote"].font.size = Pt(12.5)
    styles["Quote"].font.color.rgb = RGBColor(0x16, 0x18, 0x1C)
    styles["Quote"].paragraph_format.left_indent = Mm(5)
    styles["Caption"].font.size, styles["Caption"].font.bold = Pt(9.5), True
    styles["Caption"].font.color.rgb = RGBColor(0x4C, 0x51, 0x59)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        styles[name].font.size, styles[name].font.color.rgb = Pt(8), RGBColor(0x5F, 0x64, 0x6D)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(23), Mm(20)
    section.header_distance = section.footer_distance = Mm(11)


def _font(style: Any, name: str) -> None:
    """A font by its name: a font of the theme, where there is one, would win."""
    style.font.name = name
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for key in [key for key in fonts.attrib if "heme" in key]:
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(key), name)
