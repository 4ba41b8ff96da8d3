"""The PDF, opened by an independent reader: its words, its fonts, its pages, and that nothing runs out of its box."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.large import large_document
from tests.report.sessions import STAGES, journey
from tests.report.test_look import PNG, SVG
from tests.report.texts import lacking, texts, with_texts
from workshop.report import fonts
from workshop.report.build import build
from workshop.report.document import (
    Bullets,
    Cell,
    Chapter,
    Document,
    Entry,
    JourneyMap,
    KeyValues,
    Lane,
    Look,
    Pair,
    Paragraph,
    plain,
)
from workshop.report.writers import pdf
from workshop.report.writers.pdf import press
from workshop.report.writers.pdf.breaking import soft, tied
from workshop.store.books import read_book
from workshop.text import clean

EXAMPLES = Path(__file__).parents[2] / "sessions" / "examples"
OWN = {"Inter", "DejaVuSans", "NotoEmoji"}


@cache
def example(name: str) -> Document:
    (path,) = EXAMPLES.glob(f"*{name}*.toml")
    return build(read_book(path), zone=UTC, edition="internal")


SESSIONS = {
    "kundresan": lambda: example("kundresan"),
    "splitting": lambda: example("splitting"),
    "large": large_document,
}


class Letter(NamedTuple):
    sign: str
    left: float
    bottom: float
    right: float
    top: float


class Page:
    """A page as it was set: its size in points, its words, and where each letter stands (from the lower left)."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = page.get_size()
        self._text = page.get_textpage()
        self.text = self._text.get_text_bounded()

    @cached_property
    def letters(self) -> list[Letter]:
        """One by one: slow, for a page or two."""
        signs = [(at, self._text.get_text_range(at, 1)) for at in range(self._text.count_chars())]
        return [Letter(sign, *self._text.get_charbox(at)) for at, sign in signs if sign.strip() and sign != "\ufffe"]

    @cached_property
    def stretches(self) -> list[tuple[float, float, float, float]]:
        """Where the pieces of lines stand: left, bottom, right, top."""
        return [self._text.get_rect(at) for at in range(self._text.count_rects())]

    @property
    def lines(self) -> list[float]:
        """Without head and foot, by where they stand."""
        found = sorted({round(bottom) for _, bottom, _, _ in self.stretches if 50 < bottom < self.height - 52})
        return [y for before, y in pairwise([-9.0, *found]) if y - before > 4]


def pages_of(data: bytes) -> list[Page]:
    return [Page(page) for page in pdfium.PdfDocument(data)]


@cache
def made(name: str) -> bytes:
    return pdf.write(SESSIONS[name]())


@cache
def opened(name: str) -> list[Page]:
    return pages_of(made(name))


def words_of(pages: list[Page]) -> str:
    return "\n".join(page.text for page in pages)


# ----------------------------------------------------------------------------------------------------- what is in it


@pytest.mark.parametrize("name", SESSIONS)
def test_every_word_of_the_document_is_read_back(name: str) -> None:
    source = SESSIONS[name]()
    source = replace(source, remarks=(), cover=replace(source.cover, version=""))
    assert not lacking(texts(source), words_of(opened(name)))


def fonts_of(page: Any) -> Iterator[Any]:
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
        yield inner["/BaseFont"], inner["/FontDescriptor"]


@pytest.mark.parametrize("name", SESSIONS)
def test_its_fonts_are_the_programs_own_and_in_the_file(name: str) -> None:
    used = dict(found for page in PdfReader(io.BytesIO(made(name))).pages for found in fonts_of(page))
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in used.values())
    assert {"Inter"} <= {font.split("+")[1].split("-")[0] for font in used} <= OWN


def test_it_says_what_it_is() -> None:
    reader = PdfReader(io.BytesIO(made("kundresan")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Nordlund Kaffe, kundresan"
    assert reader.metadata.creation_date == datetime(2026, 11, 19, 11, 11, 3, tzinfo=UTC)
    assert reader.root_object["/Lang"] == "sv"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object
    assert [each["/Title"] for each in reader.outline if isinstance(each, dict)][:3] == ["I korthet", "Beslut", "Åtgärder"]
    assert PdfReader(io.BytesIO(made("splitting"))).root_object["/Lang"] == "en"


@pytest.mark.parametrize("name", SESSIONS)
def test_it_has_passed_the_check_of_pdf_ua(name: str) -> None:
    said = PdfReader(io.BytesIO(made(name))).root_object["/Metadata"].get_object().get_data()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said


@pytest.mark.parametrize("name", SESSIONS)
def test_nothing_in_it_acts(name: str) -> None:
    reader = PdfReader(io.BytesIO(made(name)))
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.root_object)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(reader.root_object.get("/Names", {}))
    for page in reader.pages:
        for each in page.get("/Annots", ()):
            assert each.get_object().get("/A", {"/S": "/GoTo"})["/S"] == "/GoTo"


# ------------------------------------------------------------------------------------------------------- how it looks


@pytest.mark.parametrize("name", SESSIONS)
def test_no_page_has_a_single_line_and_no_letter_leaves_its_page(name: str) -> None:
    for number, page in enumerate(opened(name), 1):
        assert len(page.lines) > 1, number
        for left, bottom, right, _ in page.stretches:
            assert 36 <= left <= right <= page.width - 36, number
            assert bottom >= 25, number


def test_a_heading_and_its_question_are_never_left_alone_at_the_foot() -> None:
    """Wherever on the page the question falls: what stands under the headings below it comes along."""
    told = Chapter(
        kind="exercise",
        title="Anna",
        anchor="anna",
        blocks=(
            KeyValues(pairs=tuple(Pair(title=f"Fält {n}", cell=Cell(entries=(Entry(words=plain("Svar")),))) for n in range(7))),
        ),
    )
    asked = Chapter(
        kind="exercise",
        title="Vad vet vi",
        anchor="vet",
        blocks=(Paragraph(words=plain("Frågan om dem"), role="soft"),),
        chapters=(told,),
    )
    before = document()
    for lines in (40, 43, 46):
        rows = Bullets(entries=tuple(Entry(words=plain(f"Rad {n}")) for n in range(lines)))
        first = Chapter(kind="exercise", title="Först", anchor="forst", blocks=(rows,))
        pages = pages_of(pdf.write(replace(before, chapters=(first, asked))))
        (page,) = (page for page in pages[1:] if "Frågan om dem" in page.text)
        assert "Fält 0" in page.text, lines


def test_no_letter_of_the_head_loses_its_foot() -> None:
    source = document()
    source = replace(source, cover=replace(source.cover, title="Yggjpq"))
    page = pdfium.PdfDocument(pdf.write(source))[1]
    ((left, bottom, right),) = (
        (one.left, one.bottom, one.right)
        for one in Page(page).letters
        if one.sign == "q" and one.bottom > page.get_height() - 75
    )
    height = page.get_height()
    drawn = page.render(scale=8).to_pil().convert("L")
    low = drawn.crop(tuple(int(8 * at) for at in (left, height - bottom - 0.9, right, height - bottom)))
    assert low.getextrema()[0] < 200


MM = 72 / 25.4


@pytest.mark.parametrize(("name", "stages"), [("kundresan", [7]), ("large", [7, 7, 6])])
def test_no_word_of_a_map_leaves_its_column(name: str, stages: list[int]) -> None:
    maps = [page for page in opened(name) if page.width > page.height]
    for page, count in zip(maps, stages, strict=True):
        first, last = 41 * MM, page.width - 14 * MM
        rules = [first + (last - first) * n / count for n in range(count)]
        # The words at the curve belong to no column: their rows are between the first lane and the next but one.
        free = (page.height * 0.55, page.height * 0.85)
        for one in page.letters:
            if free[0] < one.bottom < free[1] or one.top > page.height - 80:
                continue
            assert not any(one.left < x - 0.8 and one.right > x + 0.8 for x in rules), one


def widened(stages: int, lanes: int) -> Document:
    """The journey of the tests with so many stages and lanes."""
    source = build(journey().book, zone=UTC)

    def grown(block: JourneyMap) -> JourneyMap:
        own = block.lanes
        more = tuple(lane for lane in own if isinstance(lane, Lane))[: max(lanes - len(own), 0)]
        again = [n % len(block.stages) for n in range(stages)]
        found = []
        for lane in (*own, *more)[:lanes]:
            if isinstance(lane, Lane):
                found.append(replace(lane, cells=tuple(lane.cells[n] for n in again)))
            else:
                series = tuple(replace(one, points=tuple(one.points[n] for n in again)) for one in lane.series)
                found.append(replace(lane, series=series))
        return replace(block, stages=tuple(block.stages[n] for n in again), lanes=tuple(found))

    def changed(chapter: Any) -> Any:
        blocks = tuple(grown(block) if isinstance(block, JourneyMap) else block for block in chapter.blocks)
        return replace(chapter, blocks=blocks, chapters=tuple(map(changed, chapter.chapters)))

    return replace(source, chapters=tuple(map(changed, source.chapters)))


@pytest.mark.parametrize(("stages", "lanes", "wide"), [(8, 12, 1191), (5, 5, 842)])
def test_a_map_of_up_to_eight_stages_is_one_page_on_its_side(stages: int, lanes: int, wide: int) -> None:
    across = [page for page in pages_of(pdf.write(widened(stages, lanes))) if page.width > page.height]
    assert len(across) == -(-stages // 8)
    assert {round(page.width) for page in across} == {wide}
    first = across[0].text
    assert all(stage in first for stage in list(STAGES)[:stages])


def test_a_long_word_is_given_places_to_break_and_a_short_one_none() -> None:
    assert soft("Realisationsvinstbeskattning", 12) == "Realisationsvinstbeskattning"
    assert "\u00ad" in soft("x" * 60, 20)
    assert "\u200b" in soft("https://example.com?" + "a1" * 40, 20)
    assert soft("ett litet ord", 4) == "ett litet ord"
    assert "👨‍👩‍👧‍👦" in soft("👨‍👩‍👧‍👦" * 30, 12).replace("\u200b", "|")
    assert tied("38 % och 12 st men 7 syskon") == "38\u00a0% och 12\u00a0st men 7 syskon"


# ----------------------------------------------------------------------------------------------- what is the same, what not


def test_the_same_document_and_time_give_the_same_bytes() -> None:
    source = example("splitting")
    first = pdf.write(source)
    assert pdf.write(replace(source)) == first
    assert pdf.write(replace(source, changed=datetime(2027, 1, 1, tzinfo=UTC))) != first


def test_what_was_said_is_never_code() -> None:
    code = '#panic("no") $x$ @ref <b> #let a = 1; *b* _i_ ` \\ // /* #read("/etc/passwd") {sys.inputs}'
    pages = pages_of(pdf.write(with_texts(document(), lambda _: code)))
    assert not lacking([code], words_of(pages))
    template = Path(press.__file__).with_name("report.typ").read_text(encoding="utf-8")
    assert "eval(" not in template
    assert "read(" not in template


def test_hostile_words_come_through_and_are_read_back() -> None:
    """Every string of the corpus somewhere in the document; each in every place of it is the long run's."""
    strings = [said for said in (clean(s) for s in HOSTILE) if said.strip()]
    at = iter(range(10**9))
    source = with_texts(document(), lambda _: strings[next(at) % len(strings)])
    pages = pages_of(pdf.write(source))
    assert next(at) > len(strings)
    assert not fonts.strange(strings) or pdf.remarks(source)
    drawn = [said for said in strings if not fonts.strange([said])]
    assert not lacking((word for said in drawn for word in said.split() if len(word) < 60), words_of(pages))


@pytest.mark.soak
@pytest.mark.parametrize("s", HOSTILE)
def test_a_hostile_string_in_every_place(s: str) -> None:
    assert pdf.write(with_texts(document(), lambda _: clean(s) or "x")).startswith(b"%PDF")


def test_a_sign_no_font_has_is_told_and_stops_nothing() -> None:
    source = with_texts(document(), lambda text: text + " 漢字")
    assert pdf.write(source).startswith(b"%PDF")
    (remark,) = (each for each in pdf.remarks(source) if each.kind == "glyphs")
    assert "字 漢" in remark.text
    assert not fonts.strange(["åäöÅÄÖéü–−→★✓☐½€…”’ 👍🏽 👨‍👩‍👧‍👦 🇸🇪 ● ○ ▂▅▇ ≥ ≠ ∞"])


# ------------------------------------------------------------------------------------------------------------ the look


def test_a_draft_says_so_on_every_page() -> None:
    source = example("kundresan")
    source = replace(source, cover=replace(source.cover, draft=True), look=Look(confidential="Arbetsmaterial, konfidentiellt"))
    for page in pages_of(pdf.write(source)):
        assert "utkast 227" in page.text.casefold()
        assert "konfidentiellt" in page.text


def test_a_logo_is_on_the_cover() -> None:
    source = replace(document(), look=Look(logo=SVG, logo_kind="svg", name="Strand & Co", colour="#0b6b6b"))
    data = pdf.write(source)
    assert "look" not in {remark.kind for remark in pdf.remarks(source)}
    assert "Strand & Co" in str(PdfReader(io.BytesIO(data)).metadata)
    assert len(pdfium.PdfDocument(data)) == len(pdfium.PdfDocument(pdf.write(document())))


def test_a_logo_that_cannot_be_drawn_is_left_out_and_told() -> None:
    broken = PNG[:41] + b"\xff" * 13 + PNG[54:]
    source = replace(document(), look=Look(logo=broken, logo_kind="png"))
    assert pdf.write(source) == pdf.write(document())
    assert [remark.kind for remark in pdf.remarks(source)] == ["look"]


# ---------------------------------------------------------------------------------------------------------- its weight


def test_nothing_heavy_is_loaded_before_a_pdf_is_asked_for() -> None:
    code = (
        "import sys, json, workshop.report, workshop.report.files, workshop.report.build, workshop.report.look;"
        "print(json.dumps([n for n in ('typst', 'docx', 'pptx', 'xlsxwriter', 'lxml', 'PIL') if n in sys.modules]))"
    )
    assert json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) == []


def test_the_fonts_have_their_licences_beside_them() -> None:
    files = {path.name for path in fonts.FOLDER.iterdir()}
    for font in files:
        if font.endswith((".ttf", ".otf")):
            assert f"LICENSE-{font.split('-')[0]}.txt" in files


@pytest.mark.skipif(sys.platform == "win32", reason="the most memory a process had is told elsewhere")
def test_a_report_after_another_takes_no_more_memory() -> None:
    """typst keeps what it set, some 40 MB a report, in case the next one is nearly the same."""
    (path,) = EXAMPLES.glob("*splitting*.toml")
    code = f"""
import resource, sys
from workshop.report.build import build
from workshop.report.writers import pdf
from workshop.store.books import read_book
document = build(read_book({str(path)!r}))
def most(times):
    for _ in range(times):
        pdf.write(document)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024)
before = most(2)
print(most(5) - before)
"""
    grown = int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    assert grown < 60, f"{grown} MB in five reports"


def test_what_was_set_is_let_go_of_also_where_it_could_not_be(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    set_: list[bytes] = []
    kept = typst.compile
    monkeypatch.setattr(typst, "compile", lambda text, **how: set_.append(text) or kept(text, **how))
    assert press.is_drawable(b"no picture at all", "png") is False
    assert set_[0]
    assert set_[1:] == [b""] * press.REMEMBERS
