"""The Word document, opened by an independent reader: its words, styles, tables and pages; and the consultant's own file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from msgspec.structs import replace

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.test_look import PNG, SVG
from tests.report.test_pdf import SESSIONS, widened
from tests.report.texts import lacking, texts, with_texts
from workshop.report.document import Conclusion, Document, Look, RawAnswers, text_of
from workshop.report.writers.docx import remarks, write
from workshop.text import clean


@cache
def made(name: str) -> bytes:
    return write(SESSIONS[name]())


@cache
def opened(name: str) -> Any:
    return docx.Document(io.BytesIO(made(name)))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert "docProps/thumbnail.jpeg" not in box.namelist()
        return {name: box.read(name) for name in box.namelist()}


def words_of(data: bytes) -> str:
    """Everything that is written in body, head and foot, and what pictures are said to show."""
    said = []
    for name, part in parts(data).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            for element in ElementTree.fromstring(part).iter():
                said.append(element.text or "" if element.tag == qn("w:t") else element.get("descr", ""))
    return "\n".join(said)


def paragraphs(word: Any) -> Iterator[Any]:
    yield from word.paragraphs
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


# ----------------------------------------------------------------------------------------------------- what is in it


@pytest.mark.parametrize("name", SESSIONS)
def test_every_word_of_the_document_is_read_back(name: str) -> None:
    source = SESSIONS[name]()
    source = replace(source, remarks=(), cover=replace(source.cover, version=""))
    assert not lacking(texts(source), words_of(made(name)))


@pytest.mark.parametrize("name", SESSIONS)
def test_headings_are_headings_and_none_is_empty(name: str) -> None:
    source = SESSIONS[name]()
    found = [(p.style.name, p.text) for p in opened(name).paragraphs if p.style.name.startswith("Heading")]
    assert all(text.strip() for _, text in found)
    assert [text for style, text in found if style == "Heading 1"] == [chapter.title for chapter in source.chapters]
    raw = [block for block in source.blocks() if isinstance(block, RawAnswers)]
    assert {f"{block.number}  {block.title}" for block in raw} <= {text for _, text in found}


def test_it_says_what_it_is() -> None:
    core = opened("kundresan").core_properties
    assert (core.title, core.language, core.subject) == ("Nordlund Kaffe, kundresan", "sv", "Nordlund Kaffe")
    assert core.created.replace(tzinfo=None) == core.modified.replace(tzinfo=None) == datetime(2026, 11, 19, 11, 11, 3)
    assert b'w:val="sv-SE"' in parts(made("kundresan"))["word/styles.xml"]
    assert b'w:val="en-GB"' in parts(made("splitting"))["word/styles.xml"]


@pytest.mark.parametrize("name", SESSIONS)
def test_every_picture_has_its_words_and_every_name_is_used_once(name: str) -> None:
    body = opened(name).element.body
    pictures = list(body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    assert pictures
    assert all(picture.get("descr") for picture in pictures)
    for tag, key in (("w:bookmarkStart", "w:name"), ("w:bookmarkStart", "w:id")):
        names = [mark.get(qn(key)) for mark in body.iter(qn(tag))]
        assert len(names) == len(set(names))
    there = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= there


@pytest.mark.parametrize("name", SESSIONS)
def test_tables_keep_their_widths_and_say_their_head_again(name: str) -> None:
    for table in opened(name).tables:
        assert not table.autofit
        assert all(cell._tc.tcPr.tcW is not None for row in table.rows for cell in row.cells)
        own = [element.tag for element in table._tbl.tblPr]
        order = [qn(f"w:{each}") for each in ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook")]
        assert own == [tag for tag in order if tag in own], "in any other order Word reads no table"
    logs = [table for table in opened(name).tables if table.rows[0].cells[0].text == "#"]
    assert logs
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in logs)


def test_a_conclusion_is_not_divided_over_two_pages() -> None:
    said = next(block for block in document().blocks() if isinstance(block, Conclusion))
    (box,) = (
        t
        for t in docx.Document(io.BytesIO(write(document()))).tables
        if t.rows[0].cells[0].text.startswith(text_of(said.words))
    )
    assert box.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


# ------------------------------------------------------------------------------------------------------- how it looks


def across(data: bytes) -> list[Any]:
    return [s for s in docx.Document(io.BytesIO(data)).sections if s.orientation == WD_ORIENT.LANDSCAPE]


@pytest.mark.parametrize(("stages", "lanes", "wide"), [(8, 12, 420), (5, 5, 297)])
def test_a_map_has_pages_on_their_side_and_its_head_on_each(stages: int, lanes: int, wide: int) -> None:
    data = write(widened(stages, lanes))
    sides = across(data)
    assert len(sides) == -(-stages // 8)
    assert {round(section.page_width.mm) for section in sides} == {wide}
    for table in docx.Document(io.BytesIO(data)).tables:
        assert sum(column.width.mm for column in table.columns) <= wide - 27.9
    widths = [s.page_width.mm for s in docx.Document(io.BytesIO(data)).sections]
    assert round(widths[0]) == round(widths[-1]) == 210


def test_what_is_missing_is_said_in_words() -> None:
    assert words_of(write(document())).count("saknas") >= 4
    assert "missing" in words_of(write(document("en")))


# ----------------------------------------------------------------------------------------------- what is the same, what not


def test_the_same_document_gives_the_same_bytes() -> None:
    source = SESSIONS["splitting"]()
    assert write(replace(source)) == made("splitting")


def test_hostile_words_come_through_and_are_read_back() -> None:
    strings = [said for said in (clean(s) for s in HOSTILE) if said.strip()]
    at = iter(range(10**9))
    data = write(with_texts(document(), lambda _: strings[next(at) % len(strings)]))
    docx.Document(io.BytesIO(data))
    assert not lacking(strings, words_of(data))
    names = parts(data)
    assert not any("vba" in name or "embeddings" in name for name in names)
    for name, part_ in names.items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in part_
    fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<", b"".join(names.values()))
    assert {field.strip() for field in fields} <= {b"PAGE", b"NUMPAGES"}


def test_what_xml_cannot_hold_stops_nothing() -> None:
    source = replace(document(), look=Look(name="a\x00b\x0bc\ud800", confidential="\ufffe"))
    assert "abc" in words_of(write(source))


# ---------------------------------------------------------------------------------------------------- the own file


def own_file(*, styles: tuple[str, ...] = (), head: str = "Strand & Co", width: int = 200) -> bytes:
    """A consultant's Word file: with its header, its own text that is not wanted, and without some styles."""
    word = docx.Document()
    word.add_paragraph("Här står mallens egen text")
    word.sections[0].header.paragraphs[0].text = head
    word.sections[0].page_width = Mm(width)
    for style in styles:
        word.styles[style].delete()
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def with_look(**look: Any) -> Document:
    return replace(document(), look=Look(**look))


def test_the_own_file_is_built_on() -> None:
    source = with_look(docx=own_file())
    data = write(source)
    assert "Strand & Co" in words_of(data)
    assert "mallens egen text" not in words_of(data)
    word = docx.Document(io.BytesIO(data))
    assert round(word.sections[0].page_width.mm) == round(word.sections[-1].page_width.mm) == 200
    assert not remarks(source)
    assert not lacking(texts(replace(document(), remarks=(), cover=replace(document().cover, version=""))), words_of(data))


def test_a_style_that_the_own_file_lacks_is_told_and_another_used() -> None:
    source = with_look(docx=own_file(styles=("Heading 4", "Quote", "List Bullet 2", "Title")))
    assert docx.Document(io.BytesIO(write(source)))
    (remark,) = remarks(source)
    assert remark.kind == "look"
    assert "Title, Heading 4, List Bullet 2, Quote" in remark.text


def test_an_own_file_that_cannot_be_opened_is_told_and_left() -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as target:
        target.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        target.writestr("word/document.xml", "<broken")
    source = with_look(docx=box.getvalue())
    assert write(source) == write(document())
    assert [remark.kind for remark in remarks(source)] == ["look"]


@pytest.mark.parametrize(("logo", "kind"), [(PNG, "png"), (SVG, "svg")], ids=["png", "svg"])
def test_a_logo_is_on_the_cover(logo: bytes, kind: str) -> None:
    before = sum(name.startswith("word/media/") for name in parts(write(document())))
    source = with_look(logo=logo, logo_kind=kind, name="Strand & Co")
    assert sum(name.startswith("word/media/") for name in parts(write(source))) == before + 1
    assert not remarks(source)


def test_a_logo_that_cannot_be_drawn_is_left_out_and_told() -> None:
    source = with_look(logo=PNG[:41] + b"\xff" * 13 + PNG[54:], logo_kind="png")
    assert [remark.kind for remark in remarks(source)] == ["look"]
    assert write(source) == write(document())
