"""The document from its cover to its appendix."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workshop.report import document as d
from workshop.report.writers.docx import blocks, journey
from workshop.report.writers.docx.base import Base
from workshop.report.writers.docx.blocks import Writing
from workshop.report.writers.docx.measures import A4, MARGIN
from workshop.report.writers.docx.paper import FAINT, RED, SOFT, Paper, shown
from workshop.report.writers.office import settled, when
from workshop.report.writers.pdf import press

LOGO = 16.0
"""How high the logo is, in millimetres."""


def written(document: d.Document) -> bytes:
    base = Base(document.look)
    writing = Writing(document, Paper(base, document.look.accent), _edges)
    _told(base.word, document)
    if not base.own:
        base.word.sections[0].different_first_page_header_footer = True
    writing.edges(base.word.sections[0], writing.width)
    _cover(writing)
    for at, chapter in enumerate(document.chapters):
        _chapter(writing, chapter, 1, first=at == 0)
    out = io.BytesIO()
    base.word.save(out)
    return settled(out.getvalue())


def _told(word: Any, document: d.Document) -> None:
    """What the file says of itself."""
    core, cover = word.core_properties, document.cover
    core.title, core.subject = shown(cover.title)[:255], shown(cover.client)[:255]
    core.author = core.last_modified_by = shown(document.look.name)[:255]
    core.comments, core.keywords, core.category = "", "", shown(cover.workshop)[:255]
    core.language, core.version = document.lang, shown(cover.version)[:255]
    core.created = core.modified = when(document)
    core.revision = 1
    lang = {"sv": "sv-SE", "en": "en-GB"}.get(document.lang, document.lang)
    for properties in word.styles.element.iter(qn("w:rPrDefault")):
        for run in properties.iter(qn("w:rPr")):
            for old in run.findall(qn("w:lang")):
                run.remove(old)
            element = OxmlElement("w:lang")
            element.set(qn("w:val"), lang)
            run.append(element)
    for id, relation in list(word.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a small picture of what the base file was
            del word.part.package.rels[id]
    settings = word.settings.element
    if settings.find(qn("w:autoHyphenation")) is None:
        hyphens = OxmlElement("w:autoHyphenation")
        hyphens.set(qn("w:val"), "true")
        after = settings.find(qn("w:defaultTabStop"))
        if after is not None:
            after.addnext(hyphens)


def _edges(writing: Writing, section: Any, width: float) -> None:
    """Head and foot of every page but the cover: what it is, the draft, the day, the page of how many."""
    paper, cover, look = writing.paper, writing.document.cover, writing.document.look
    for edge in (section.header, section.footer):
        edge.is_linked_to_previous = False  # another page has its right edge elsewhere
    draft = f"{writing.say('report.draft')} {cover.version}".strip() if cover.draft else ""
    head = section.header.paragraphs[0]
    paper.run(head, cover.title)
    right = " · ".join(filter(None, (draft, cover.edition)))
    if right:
        paper.run(head, "\t" + right, bold=bool(draft), colour=RED if draft else "")
    foot = section.footer.paragraphs[0]
    paper.run(foot, " · ".join(filter(None, (cover.day_drawn, look.confidential))) + "\t")
    paper.field(foot, " PAGE ", "1")
    paper.run(foot, " / ")
    paper.field(foot, " NUMPAGES ", "1")
    for line in (head, foot):
        _clear_tabs(line)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)


def _clear_tabs(paragraph: Any) -> None:
    """Not those of the style, which stand where another page has its middle and its right edge."""
    tabs = paragraph.style.element.find(f".//{qn('w:tabs')}")
    if tabs is not None:
        tabs.getparent().remove(tabs)


def _cover(writing: Writing) -> None:
    paper, document = writing.paper, writing.document
    cover, look = document.cover, document.look
    body = paper.body
    if look.logo and press.is_drawable(look.logo, look.logo_kind):
        png = press.picture_png(look.logo, look.logo_kind)
        across, down = _size(png)
        width = min(LOGO * across / down if down else LOGO, 70)
        paper.picture(paper.paragraph(body), png, width, look.name or "Logo")
    elif look.name:
        paper.run(paper.paragraph(body), look.name, bold=True, colour=SOFT)
    if cover.draft:
        draft = f"{writing.say('report.draft')} {cover.version}".strip()
        paper.run(paper.paragraph(body), draft.upper(), bold=True, colour=RED, size=12)
    if cover.client:
        line = paper.paragraph(body, "Subtitle")
        line.paragraph_format.space_before = Pt(110)
        paper.run(line, cover.client)
    title = paper.paragraph(body, "Title")
    if not cover.client:
        title.paragraph_format.space_before = Pt(130)
    paper.run(title, cover.title, size=24 if len(cover.title) > 60 and not paper.base.own else None)
    if cover.edition:
        paper.run(paper.paragraph(body), cover.edition, bold=True)
    if cover.purpose:
        line = paper.paragraph(body, "Subtitle")
        paper.words(line, cover.purpose)
        line.paragraph_format.space_after = Pt(14)
    facts = [
        (writing.say("report.cover.workshop"), cover.workshop if cover.workshop != cover.title else ""),
        (writing.say("report.cover.day"), cover.day_drawn),
        (writing.say("report.cover.place"), cover.place),
        (writing.say("report.cover.facilitator"), cover.facilitator),
        (writing.say("report.cover.participants"), ", ".join(_named(person) for person in cover.participants)),
    ]
    rows = [(title, text) for title, text in facts if text]
    if rows:
        writing.labelled([(title, d.Cell(entries=(d.Entry(words=d.plain(text)),))) for title, text in rows], 38)
    if len(document.chapters) > 2:
        head = paper.paragraph(body)
        head.paragraph_format.space_before = Pt(16)
        paper.run(paper.keep(head), writing.say("report.contents"), size=9.5, colour=SOFT)
        for chapter in document.chapters:
            paper.link(paper.tight(paper.paragraph(body), after=1), chapter.title, chapter.anchor)
    if look.confidential:
        line = paper.paragraph(body)
        line.paragraph_format.space_before = Pt(16)
        paper.run(line, look.confidential, size=9, colour=FAINT)


def _named(person: d.Participant) -> str:
    return f"{person.name} ({', '.join(person.roles)})" if person.roles else person.name


def _size(png: bytes) -> tuple[int, int]:
    """How many dots a png is wide and high."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


# ------------------------------------------------------------------------------------------------------------- chapters


def _chapter(writing: Writing, chapter: d.Chapter, level: int, *, first: bool = False) -> None:
    """A chapter and those in it. Headings that lead straight to something on its side stand on the page of that."""
    lead = _lead(chapter, level)
    if lead:
        _with_aside(writing, lead)
        return
    heading = writing.heading(chapter.title, level, chapter.anchor, chapter.kicker)
    if first or (level == 1 and chapter.kind == "raw"):
        heading.paragraph_format.page_break_before = True
    _inside(writing, chapter.blocks, chapter, level, under=True)


def _inside(writing: Writing, rest: Sequence[d.AnyBlock], chapter: d.Chapter, level: int, *, under: bool = False) -> None:
    """The blocks of a chapter and the chapters in it. `under`: the first stands right under the heading."""
    for at, block in enumerate(rest):
        if blocks.is_aside(block):
            _aside(writing, block, level, 0)
        elif at and blocks.is_aside(rest[at - 1]) and _is_soft(block):
            writing.stay_aside()
            blocks.draw(writing, block, level)
            writing.aside_is_done()
        else:
            blocks.draw(writing, block, level, first=under and at == 0)
    for inner in chapter.chapters:
        _chapter(writing, inner, level + 1)


def _aside(writing: Writing, block: d.AnyBlock, level: int, lead: int, before: Callable[[], None] | None = None) -> None:
    """A block on pages of its own, on their side, under what `before` writes (about `lead` lines)."""
    if isinstance(block, d.JourneyMap):
        journey.draw(writing, block, lead, before)
        return
    writing.aside(*A4, MARGIN, journey.TOP, journey.BOTTOM)
    if before is not None:
        before()
    blocks.draw(writing, block, level)
    writing.aside_is_done()


def _is_soft(block: d.AnyBlock) -> bool:
    return isinstance(block, d.Paragraph) and block.role == "soft"


def _lead(chapter: d.Chapter, level: int) -> list[tuple[d.Chapter, int]]:
    """The chapters whose headings stand over something on its side, from without inwards, where nothing but a question comes
    between."""
    first = next((block for block in chapter.blocks if not _is_soft(block)), None)
    if first is None and not chapter.blocks and chapter.chapters:
        inner = _lead(chapter.chapters[0], level + 1)
        return [(chapter, level), *inner] if inner else []
    return [(chapter, level)] if first is not None and blocks.is_aside(first) else []


def _with_aside(writing: Writing, lead: list[tuple[d.Chapter, int]]) -> None:
    inmost, deepest = lead[-1]
    at = next(n for n, block in enumerate(inmost.blocks) if blocks.is_aside(block))

    def before() -> None:
        for chapter, level in lead:
            writing.heading(chapter.title, level, chapter.anchor, chapter.kicker)
        for question in inmost.blocks[:at]:
            blocks.draw(writing, question, deepest)

    _aside(writing, inmost.blocks[at], deepest, 2 * len(lead) + at, before)
    rest = inmost.blocks[at + 1 :]
    if rest and _is_soft(rest[0]):
        writing.stay_aside()
        blocks.draw(writing, rest[0], deepest)
        writing.aside_is_done()
        rest = rest[1:]
    _inside(writing, rest, inmost, deepest)
    for chapter, level in reversed(lead[:-1]):
        for inner in chapter.chapters[1:]:
            _chapter(writing, inner, level + 1)
