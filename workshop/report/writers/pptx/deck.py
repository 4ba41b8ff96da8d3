"""The presentation: the base it is built on, its slides, and how words, tables and shapes are put on them. In points."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from workshop.language import t
from workshop.report import document as d
from workshop.report.writers.office import when
from workshop.report.writers.pptx.pieces import MARGIN, PAD, Grid
from workshop.report.writers.pptx.text import ACCENT, RULE, Line, line, write, write_line

PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
EDGE = 42.0
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
SMALL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


class Deck:
    """Slides built on the consultant's base file, or on a plain wide one in the consultant's colour."""

    def __init__(self, document: d.Document) -> None:
        look = document.look
        self.document = document
        self.locale = LOCALES.get(document.lang, document.lang)
        self.based = bool(look.pptx)
        self.show = _opened(look.pptx)
        self.theme_accent = self.based and not look.colour
        self.accent = look.accent.lstrip("#")
        if self.based:
            _emptied(self.show)
        else:
            _plain_base(self.show, self.accent)
        self.width: float = self.show.slide_width.pt
        self.tall: float = self.show.slide_height.pt
        self.say: Callable[..., str] = partial(t, lang=document.lang)
        self.cut = 0  # so many things had to be shortened; the whole of each is in the notes of its slide
        core = self.show.core_properties
        # These properties hold 255 signs and no more.
        title, subject, name = (" ".join(each.split())[:250] for each in (document.title, document.cover.workshop, look.name))
        core.title, core.subject, core.author = title, subject, name
        core.last_modified_by, core.revision, core.keywords, core.comments = name, 1, "", ""
        core.created = core.modified = when(document)
        core.language = self.locale
        self.layout = _layout(self.show, TITLES, few=True)
        self.opening = _layout(self.show, (PP_PLACEHOLDER.CENTER_TITLE,), few=False) or self.layout

    # ------------------------------------------------------------------------------------------------------- the slides

    def body(self) -> tuple[float, float, float, float]:
        """Where things stand on a slide: x, y, width, height."""
        left, right, top = EDGE, EDGE, 96.0
        if self.layout is not None:
            title = next((each for each in self.layout.placeholders if each.placeholder_format.type in TITLES), None)
            if title is not None and title.top is not None and title.height is not None and title.left is not None:
                top = min(max(title.top.pt + title.height.pt + 10, 60.0), self.tall * 0.35)
                inset = 7.2  # between a box and its words
                left = min(max(title.left.pt + inset, 18.0), self.width * 0.2)
                right = min(max(self.width - title.left.pt - title.width.pt + inset, 18.0), self.width * 0.2)
        return left, top, self.width - left - right, self.tall - top - 44

    def slide(self, title: str) -> Any:
        """A new slide under a title."""
        slide = self.show.slides.add_slide(self.layout or self.show.slide_layouts[0])
        holder = slide.shapes.title
        for other in list(slide.placeholders):
            if holder is None or other._element is not holder._element:
                other._element.getparent().remove(other._element)
        if holder is None:
            holder = slide.shapes.add_textbox(Pt(EDGE), Pt(26), Pt(self.width - 2 * EDGE), Pt(56))
            write(holder.text_frame, [line(title, 26, bold=True, colour=ACCENT)], self)
        else:
            self._title(holder, title)
        self._foot(slide)
        return slide

    def _title(self, holder: Any, title: str) -> None:
        """In the base's own letters, smaller where it would not fit in its box."""
        from workshop.report.lettering import wrapped

        frame = holder.text_frame
        frame.text = title
        frame.word_wrap = True
        own = 26.0 if not self.based else 32.0
        width, tall = holder.width.pt - 16, holder.height.pt - 8
        size = own
        while size > 14 and len(wrapped(title, size * 1.06, width)) * size * 1.15 > tall:
            size -= 2
        lines = wrapped(title, size * 1.06, width, most=max(1, int(tall // (size * 1.15))))
        if lines[-1].endswith("…") and not title.endswith("…"):
            frame.text = " ".join(lines)
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", self.locale)
                if size < own:
                    run.font.size = Pt(size)

    def _foot(self, slide: Any) -> None:
        cover = self.document.cover
        client = "" if cover.title.startswith(cover.client) else cover.client
        parts = [self.document.look.confidential, client, cover.title]
        said = " · ".join(filter(None, parts))
        if cover.draft:
            said = " · ".join(filter(None, (_draft(self.document), said)))
        from workshop.report.lettering import wrapped

        number = (
            f'<a:p {nsdecls("a")}><a:pPr algn="r"/><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{self.locale}" sz="900"/><a:t>{len(self.show.slides)}</a:t></a:fld></a:p>'
        )
        left, _, width, _ = self.body()
        own = {each.placeholder_format.type: each for each in slide.slide_layout.placeholders}
        for kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            if self.based and kind in own:  # where the base has its own place for it
                made = copy.deepcopy(own[kind]._element)
                slide.shapes._spTree.append(made)
                shape = slide.shapes[-1]
                if kind == PP_PLACEHOLDER.FOOTER:
                    shape.text_frame.text = wrapped(said, 9, max(shape.width.pt - 10, 60), most=1)[0]
                continue
            x, broad = (left, width - 60) if kind == PP_PLACEHOLDER.FOOTER else (left + width - 50, 50)
            shape = slide.shapes.add_textbox(Pt(x), Pt(self.tall - 32), Pt(broad), Pt(18))
            _no_margins(shape.text_frame)
            if kind == PP_PLACEHOLDER.FOOTER:
                write(shape.text_frame, [line(wrapped(said, 9, broad, most=1)[0], 9, colour="5f646d")], self)
            else:
                frame = shape.text_frame._txBody
                frame.replace(frame.findall(qn("a:p"))[0], parse_xml(number))

    def note(self, slide: Any, text: str) -> None:
        frame = slide.notes_slide.notes_text_frame
        frame.text = f"{frame.text}\n\n{text}".strip()

    # -------------------------------------------------------------------------------------------------------- what is drawn

    def rgb(self, colour: str) -> RGBColor:
        given = self.accent if colour == ACCENT else colour
        return RGBColor(int(given[:2], 16), int(given[2:4], 16), int(given[4:], 16))  # type: ignore[no-untyped-call]

    def paint_font(self, font: Any, colour: str) -> None:
        if colour == ACCENT and self.theme_accent:
            font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
        else:
            font.color.rgb = self.rgb(colour)

    def paint(self, fill: Any, colour: str) -> None:
        fill.solid()
        if colour == ACCENT and self.theme_accent:
            fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        else:
            fill.fore_color.rgb = self.rgb(colour)

    def words(self, slide: Any, lines: Sequence[Line], x: float, y: float, width: float, tall: float) -> Any:
        box = slide.shapes.add_textbox(Pt(x), Pt(y), Pt(width), Pt(max(tall, 8)))
        _no_margins(box.text_frame)
        write(box.text_frame, lines, self, width=width)
        return box

    def box(
        self,
        slide: Any,
        lines: Sequence[Line],
        x: float,
        y: float,
        width: float,
        tall: float,
        *,
        fill: str = "",
        edge: str = "",
        round: bool = False,
        oval: bool = False,
        pad: float = 6,
        anchor: str = "middle",
    ) -> Any:
        """A shape with words in it."""
        kind = MSO_SHAPE.OVAL if oval else MSO_SHAPE.ROUNDED_RECTANGLE if round else MSO_SHAPE.RECTANGLE
        shape = slide.shapes.add_shape(kind, Pt(x), Pt(y), Pt(width), Pt(tall))
        if round:
            shape.adjustments[0] = min(4 / max(min(width, tall), 1), 0.5)
        if fill:
            self.paint(shape.fill, fill)
        else:
            shape.fill.background()
        if edge:
            self.paint(shape.line.fill, edge)
            shape.line.width = Pt(0.75)
        else:
            shape.line.fill.background()
        shape.shadow.inherit = False
        for each in shape._element.iter(qn("a:effectRef")):
            each.set("idx", "0")
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = Pt(pad)
        frame.margin_top = frame.margin_bottom = Pt(min(pad, 3))
        write(frame, lines or [line("", 10)], self, width=width - 2 * pad, anchor=anchor)
        return shape

    def rule(self, slide: Any, x1: float, y1: float, x2: float, y2: float, colour: str = RULE, width: float = 1) -> Any:
        from pptx.enum.shapes import MSO_CONNECTOR

        made = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Pt(x1), Pt(y1), Pt(x2), Pt(y2))
        self.paint(made.line.fill, colour)
        made.line.width = Pt(width)
        return made

    def table(self, slide: Any, grid: Grid, x: float, y: float, width: float) -> None:
        """A table of PowerPoint's own, plain, a line under each row."""
        rows = ([grid.head] if grid.head else []) + list(grid.rows)
        widths = grid.widths(width)
        frame = slide.shapes.add_table(len(rows), len(widths), Pt(x), Pt(y), Pt(width), Pt(grid.height(width)))
        table = frame.table
        style = table._tbl.tblPr.find(qn("a:tableStyleId"))
        if style is not None:
            style.text = PLAIN_TABLE
        table.first_row, table.horz_banding = grid.head is not None, False
        table.first_col = grid.first_strong
        if grid.title:
            frame._element.nvGraphicFramePr.cNvPr.set("descr", grid.title)
        for column, broad in zip(table.columns, widths, strict=True):
            column.width = Pt(broad)
        for row, each in zip(table.rows, rows, strict=True):
            row.height = Pt(each.height(widths))
        for at, each in enumerate(rows):
            if each.band and len(widths) > 1:
                table.cell(at, 0).merge(table.cell(at, len(widths) - 1))
            for column, cell in enumerate(each.cells[:1] if each.band else each.cells):
                self._cell(table.cell(at, column), cell, sum(widths) if each.band else widths[column])
            for column in range(len(widths)):
                self._line_under(table.cell(at, column), strong=each.head)

    def _cell(self, cell: Any, each: Any, width: float) -> None:
        cell.margin_left, cell.margin_right = Pt(MARGIN), Pt(MARGIN)
        cell.margin_top = cell.margin_bottom = Pt(PAD)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        if each.fill:
            self.paint(cell.fill, each.fill)
        frame = cell.text_frame
        frame.word_wrap = True
        for at, paragraph in enumerate(each.lines or (line("", 9),)):
            made = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            write_line(made, paragraph, self, width - 2 * MARGIN)

    def _line_under(self, cell: Any, strong: bool) -> None:
        properties = cell._tc.get_or_add_tcPr()
        colour = (
            '<a:schemeClr val="accent1"/>'
            if strong and self.theme_accent
            else f'<a:srgbClr val="{(self.accent if strong else RULE).upper()}"/>'
        )
        made = parse_xml(f'<a:lnB {nsdecls("a")} w="{19050 if strong else 9525}"><a:solidFill>{colour}</a:solidFill></a:lnB>')
        fill = next((each for each in properties if each.tag in (qn("a:solidFill"), qn("a:noFill"))), None)
        if fill is not None:
            fill.addprevious(made)
        else:
            properties.append(made)

    def picture(self, slide: Any, data: bytes, x: float, y: float, tall: float, widest: float, name: str) -> None:
        try:
            made = slide.shapes.add_picture(io.BytesIO(data), Pt(x), Pt(y), height=Pt(tall))
        except Exception:  # whatever the picture reader says of a file that is none
            return
        if made.width.pt > widest:
            share = widest / made.width.pt
            made.width, made.height = Pt(widest), Pt(tall * share)
        made._element.nvPicPr.cNvPr.set("descr", name)

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


def _opened(base: bytes) -> Any:
    return Presentation(io.BytesIO(base) if base else None)


def _draft(document: d.Document) -> str:
    version = t("report.cover.version", document.lang) + f" {document.cover.version}" if document.cover.version else ""
    return " · ".join(filter(None, (t("report.draft", document.lang).upper(), version)))


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _layout(show: Any, kinds: Sequence[Any], few: bool) -> Any:
    """The layout that has such a title and (`few`) the least beside it: found by what it holds, since every base numbers and
    names its layouts in its own way."""
    found = []
    for order, layout in enumerate(show.slide_layouts):
        types = [each.placeholder_format.type for each in layout.placeholders]
        others = [kind for kind in types if kind not in (*TITLES, *SMALL)]
        if any(kind in kinds for kind in types):
            # An opening slide is no place for a table: its title stands in the middle.
            centred = few and PP_PLACEHOLDER.CENTER_TITLE in types
            found.append((centred, len(others), order, layout))
    return min(found, key=lambda each: each[:3])[3] if found else None


def _emptied(show: Any) -> None:
    """The base without its own slides, and without the lists that name them."""
    ids = show.slides._sldIdLst
    for each in list(ids):
        show.part.drop_rel(each.rId)
        ids.remove(each)
    root = show.part._element
    for name in ("p:custShowLst", "p:extLst"):
        for each in root.findall(qn(name)):
            root.remove(each)


def _plain_base(show: Any, accent: str) -> None:
    """The library's own base made wide, its titles at the left in the accent, its theme in the accent too."""
    old = show.slide_width
    show.slide_width, show.slide_height = Pt(960), Pt(540)
    share = show.slide_width / old
    master = show.slide_master
    for shape in [*master.shapes, *(each for layout in show.slide_layouts for each in layout.shapes)]:
        if shape._element.find(f".//{qn('a:xfrm')}") is None:
            continue  # it stands where its master has it
        shape.left, shape.width = int(shape.left * share), int(shape.width * share)
    for shape in [*master.placeholders, *(each for layout in show.slide_layouts for each in layout.placeholders)]:
        if shape.placeholder_format.type == PP_PLACEHOLDER.TITLE and shape._element.find(f".//{qn('a:xfrm')}") is not None:
            shape.left, shape.top, shape.width, shape.height = Pt(EDGE - 7), Pt(24), Pt(960 - 2 * EDGE + 14), Pt(58)
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")
    for each in run.findall(qn("a:solidFill")):
        run.remove(each)
    run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:schemeClr val="accent1"/></a:solidFill>'))
    for rel in master.part.rels.values():
        if rel.reltype.endswith("/theme"):
            part = rel.target_part
            part._blob = re.sub(
                rb'(<a:accent1><a:srgbClr val=")[0-9A-Fa-f]{6}', rb"\g<1>" + accent.encode(), part.blob, count=1
            )
