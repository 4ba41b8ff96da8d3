"""Words on a slide: paragraphs, how high they are about to be, and how they are written into a text frame."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workshop.report import document as d
from workshop.report.lettering import divided, width_of, wrapped

LEADING = 1.2
"""The height of a line in parts of its size."""

SURE = 1.12
"""Letters are measured broad: a word is divided where even narrower ones would not fit."""

INK, SOFT, ALERT, RULE, SURFACE, WHITE = "16181c", "4c5159", "b3231b", "d9d6cc", "f1efe8", "ffffff"
ACCENT = "accent"  # the consultant's colour, or that of the base file


@dataclass(frozen=True)
class Line:
    """A paragraph. Sizes in points."""

    runs: d.Words
    size: float = 14
    bold: bool = False
    colour: str = INK
    bullet: str = ""  # "•", "1."
    level: int = 0
    after: float = 0  # room under it
    align: str = "left"  # left, center, right

    @property
    def text(self) -> str:
        return d.text_of(self.runs)

    @property
    def indent(self) -> float:
        return self.level * 14 + (self.size * (0.45 + 0.5 * len(self.bullet)) if self.bullet else 0)

    def height(self, width: float) -> float:
        return self.lines(width) * self.size * LEADING + self.after

    def lines(self, width: float) -> int:
        size = self.size * (1.05 if self.bold else 1)
        return len(wrapped(self.text, size, max(width - self.indent, self.size * 2))) + self.text.count("\n\n")


def line(text: str, size: float = 14, **more: Any) -> Line:
    return Line(d.plain(text), size, **more)


def height_of(lines: Iterable[Line], width: float) -> float:
    return sum(each.height(width) for each in lines)


def shortened(lines: Sequence[Line], width: float, room: float) -> tuple[tuple[Line, ...], bool]:
    """The lines that fit in so much height, the last of them ending in …; and whether any word was left out."""
    kept: list[Line] = []
    for each in lines:
        high = each.height(width)
        if high <= room:
            kept.append(each)
            room -= high
            continue
        most = int((room - each.after) // (each.size * LEADING))
        if most >= 1:
            cut = wrapped(each.text, each.size * (1.05 if each.bold else 1), max(width - each.indent, each.size * 2), most=most)
            joined = " ".join(part[:-1] if part.endswith("-") and not each.text.count(part) else part for part in cut)
            kept.append(replace(each, runs=d.plain(joined)))
        elif kept:
            last = kept[-1]
            kept[-1] = replace(last, runs=d.plain(last.text.rstrip(" ,.;:") + " …"))
        return tuple(kept), True
    return tuple(kept), False


def longest(lines: Iterable[Line]) -> float:
    """How broad the longest word is, in parts of the type size."""
    return max((width_of(word, 1) for each in lines for word in each.text.split()), default=0)


def write(frame: Any, lines: Sequence[Line], deck: Any, *, width: float = 0, anchor: str = "top") -> None:
    """Put the lines into a text frame without its own wrapping rules; `width` is what there is for a line."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}[anchor]
    for at, each in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write_line(paragraph, each, deck, width)


def write_line(paragraph: Any, each: Line, deck: Any, width: float = 0) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[each.align]
    paragraph.line_spacing = 1.0
    paragraph.space_before = Pt(0)
    paragraph.space_after = Pt(each.after)
    properties = paragraph._p.get_or_add_pPr()
    if each.bullet:
        properties.set("marL", str(int(Pt(each.indent))))
        properties.set("indent", str(-int(Pt(each.indent - each.level * 14))))
        sign = properties.makeelement(qn("a:buChar"), {"char": each.bullet})
        number = each.bullet.removesuffix(".")
        if number.isdecimal():
            sign = properties.makeelement(qn("a:buAutoNum"), {"type": "arabicPeriod", "startAt": number})
        elif each.bullet != "•":
            sign = properties.makeelement(qn("a:buNone"), {})
        properties.append(sign)
    else:
        properties.set("marL", str(int(Pt(each.level * 14))))
        properties.set("indent", "0")
        properties.append(properties.makeelement(qn("a:buNone"), {}))
    runs = each.runs
    if each.bullet and each.bullet != "•" and not each.bullet.endswith("."):
        runs = (*d.plain(f"{each.bullet}\t"), *runs)
    for run in runs:
        for at, text in enumerate(run.text.split("\n")):
            if at:
                paragraph.add_line_break()
            if not text:
                continue
            made = paragraph.add_run()
            made.text = divided(text, each.size, (width - each.indent) * SURE) if width else text
            font = made.font
            font.size = Pt(each.size)
            font.bold = each.bold or run.bold
            font.italic = True if run.italic else None
            deck.paint_font(font, each.colour)
            made._r.get_or_add_rPr().set("lang", deck.locale)
    if not each.text:
        end = copy.copy(paragraph._p.get_or_add_endParaRPr())
        end.set("sz", str(int(each.size * 100)))


def entry_lines(entries: Iterable[d.Entry], size: float, *, bullets: bool | None = None, ordered: bool = False) -> list[Line]:
    """What was said, an entry a line; by whom, and what the program adds, after it in brackets."""
    found = []
    entries = list(entries)
    several = len(entries) > 1 if bullets is None else bullets
    for at, entry in enumerate(entries, 1):
        beside = ", ".join(filter(None, (entry.by, entry.note)))
        runs = (*entry.words, *d.plain(f" ({beside})")) if beside else entry.words
        sign = (f"{at}." if ordered else "•") if several else ""
        found.append(Line(runs, size, bullet=sign, level=entry.level, after=size * 0.12))
    return found
