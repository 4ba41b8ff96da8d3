"""The slides, opened by python-pptx: what is on them, that it can be edited, that nothing falls off them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import cycle as endless
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.large import large_document
from tests.report.looks import looks
from tests.report.test_look import PNG
from tests.report.test_pdf import example
from tests.report.texts import lacking, texts, with_texts
from workshop.report.document import Document, Look, Remark
from workshop.report.writers import pptx, written
from workshop.text import clean, is_blank

SOURCES = {
    "sample": document,
    "kundresan": lambda: example("kundresan"),
    "splitting": lambda: example("splitting"),
    "looks": looks,
    "large": large_document,
}
names = pytest.mark.parametrize("name", sorted(SOURCES))


@cache
def whole(name: str) -> tuple[bytes, tuple[Remark, ...]]:
    return pptx.write(SOURCES[name]())


def made(name: str) -> bytes:
    return whole(name)[0]


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def said(shape: Any) -> Iterator[str]:
    """Every word of a shape."""
    if shape.has_text_frame:
        yield shape.text_frame.text
    if getattr(shape, "has_table", False) and shape.has_table:
        yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
    if getattr(shape, "has_chart", False) and shape.has_chart:
        for plot in shape.chart.plots:
            yield from plot.categories
            yield from (one.name for one in plot.series)
        yield from (
            each.text or "" for each in shape.chart._chartSpace.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
        )


def all_words(show: Any) -> str:
    found = [text for slide in show.slides for shape in slide.shapes for text in said(shape)]
    found += [slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide]
    return "\n".join(found)


@names
def test_every_slide_has_a_title_and_something_under_it(name: str) -> None:
    show = opened(made(name))
    assert len(show.slides) > 3
    for slide in list(show.slides)[1:]:
        title = slide.shapes.title
        assert title is not None
        assert title.text_frame.text.strip()
        foot = show.slide_height - Pt(40)
        under = [
            shape for shape in slide.shapes if shape is not title and shape.top < foot and shape.shape_id != title.shape_id
        ]
        assert any(text.strip() for shape in under for text in said(shape)), title.text_frame.text
        assert not any(shape.is_placeholder and not shape.text_frame.text for shape in slide.shapes)


@names
def test_nothing_falls_off_a_slide(name: str) -> None:
    show = opened(made(name))
    for number, slide in enumerate(show.slides, 1):
        for shape in slide.shapes:
            wide, high = shape.width, sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            left, top = shape.left, shape.top
            if getattr(shape, "rotation", 0) in (90, 270):  # it turns about its middle
                left, top, wide, high = left + (wide - high) // 2, top + (high - wide) // 2, high, wide
            assert left >= 0, (number, shape.name)
            assert left + wide <= show.slide_width, (number, shape.name)
            assert top >= 0, (number, shape.name)
            assert top + high <= show.slide_height, (number, shape.name)


@pytest.mark.parametrize("name", ["kundresan", "large", "splitting"])
def test_what_is_to_be_shown_is_all_there(name: str) -> None:
    source = SOURCES[name]()
    shown = [chapter for chapter in source.chapters if chapter.kind not in ("raw", "notes", "appendix")]
    wanted = [text for text in texts(shown) if "http" not in text]
    wanted = [text for text in wanted if not text.startswith(("A", "B", "D", "svar")) or " " in text]
    seen = all_words(opened(made(name)))
    found = lacking(wanted, seen)
    # The words of a scale are not beside every value, and what a map cuts is cut here too.
    assert [word for word in found if len(word) > 24] == []
    assert len(found) < 12, found


def test_a_map_has_at_most_four_stages_a_slide_and_all_at_a_glance() -> None:
    show = opened(made("large"))
    maps = [
        shape.table
        for slide in show.slides
        if slide.shapes.title is not None and slide.shapes.title.text_frame.text.startswith("Etapp för etapp")
        for shape in slide.shapes
        if shape.has_table
    ]
    assert maps
    assert all(len(table.columns) <= 5 for table in maps)
    (chart,) = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart][:1]
    assert len(list(chart.plots[0].categories)) == 20


def test_the_feelings_are_a_chart_with_gaps_and_signs() -> None:
    show = opened(made("kundresan"))
    chart = next(shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart)
    today, wished = chart.plots[0].series
    assert list(today.values) == [-1, -1, 2, 0, -2, 1, 0]
    assert None in list(wished.values)
    assert today.smooth is False
    assert today.points[0].data_label.text_frame.text == "\u22121"
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (-3, 3)


def test_a_split_is_boxes_joined_by_lines() -> None:
    show = opened(made("splitting"))
    joints = 0
    for slide in show.slides:
        ids = {shape.shape_id for shape in slide.shapes}
        for shape in slide.shapes:
            begin = shape._element.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}stCxn")
            end = shape._element.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}endCxn")
            if begin is not None and end is not None:
                joints += 1
                assert {int(begin.get("id")), int(end.get("id"))} <= ids
    assert joints == 12


def test_what_is_too_long_stands_whole_in_the_notes() -> None:
    assert [remark.kind for remark in whole("large")[1]] == ["cut"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in opened(made("large")).slides if slide.has_notes_slide]
    assert any("Vi ringde fyra gånger" in note and len(note) > 2900 for note in notes)


def test_nothing_in_the_charts_is_a_formula() -> None:
    strings = endless(['=HYPERLINK("http://x")', "+1+1", "@SUM(A1)", "-2+3|cmd", "http://example.com", "12"])
    for source in (document(), looks()):
        data = pptx.write(with_texts(source, lambda _: next(strings)))[0]
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            books = [name for name in box.namelist() if name.endswith(".xlsx")]
            assert books
            for name in books:
                sheet = openpyxl.load_workbook(io.BytesIO(box.read(name))).active
                assert not any(cell.data_type == "f" or cell.hyperlink for row in sheet.iter_rows() for cell in row)
            assert not any("hyperlink" in name or "externalLink" in name for name in box.namelist())
            assert b"hlinkClick" not in b"".join(box.read(name) for name in box.namelist() if name.endswith(".xml"))


def test_hostile_words_are_read_back() -> None:
    wanted = [clean(s) for s in HOSTILE if clean(s).strip()]
    strings = endless(wanted)
    seen = "\n".join(
        all_words(opened(pptx.write(with_texts(source, lambda _: next(strings)))[0])) for source in (document(), looks())
    )
    plain = "".join(seen.split())
    # What is longer than its place is cut; what is short is there to the sign.
    missing = [text for text in wanted if len(text) < 40 and not is_blank(text) and "".join(text.split()) not in plain]
    assert missing == []


# ------------------------------------------------------------------------------------------------- the consultant's own


def base(*, title: bool = True, size: tuple[int, int] = (960, 540)) -> bytes:
    show = Presentation()
    show.slide_width, show.slide_height = Pt(size[0]), Pt(size[1])
    layout = show.slide_layouts[0]
    slide = show.slides.add_slide(layout)
    slide.shapes.title.text = "Our own first slide"
    if not title:
        for each in show.slide_layouts:
            for shape in list(each.placeholders):
                shape._element.getparent().remove(shape._element)
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


@pytest.mark.parametrize("size", [(960, 540), (720, 540)])
def test_a_base_keeps_its_size_and_loses_its_slides(size: tuple[int, int]) -> None:
    own = replace(example("splitting"), look=Look(pptx=base(size=size), name="Byrån", confidential="Arbetsmaterial"))
    show = opened(pptx.write(own)[0])
    assert (show.slide_width.pt, show.slide_height.pt) == size
    assert "Our own first slide" not in all_words(show)
    assert "Arbetsmaterial" in all_words(show)
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= show.slide_width


def test_a_base_without_places_for_titles_still_has_titles() -> None:
    show = opened(pptx.write(replace(document(), look=Look(pptx=base(title=False))))[0])
    assert all(any(text.strip() for shape in slide.shapes for text in said(shape)) for slide in show.slides)
    assert "Åtgärder" in all_words(show)


def test_the_colour_and_the_logo_are_the_consultants() -> None:
    own = replace(example("splitting"), look=Look(colour="#7a1f5c", logo=PNG, logo_kind="png", name="Byrån"))
    data = pptx.write(own)[0]
    show = opened(data)
    assert any(shape.shape_type == 13 for shape in show.slides[0].shapes)  # a picture
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        assert b"7a1f5c" in box.read("ppt/theme/theme1.xml")


def test_a_draft_says_so_on_every_slide() -> None:
    source: Document = document()
    assert source.cover.draft
    assert all(
        "UTKAST" in "".join(text for shape in slide.shapes for text in said(shape)) for slide in opened(made("sample")).slides
    )


def test_the_same_report_is_the_same_bytes() -> None:
    (part,), _ = written(example("splitting"), "pptx")
    assert part.data == made("splitting")


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@names
def test_another_program_opens_it_and_finds_as_many_slides(name: str, tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(made(name))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert len(PdfReader(tmp_path / "deck.pdf").pages) == len(opened(made(name)).slides)
