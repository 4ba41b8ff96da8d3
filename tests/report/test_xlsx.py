"""The workbook, opened by openpyxl: every word that was entered, no formula, days as days, states to choose."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import cache
from itertools import cycle as endless
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.large import large_document
from tests.report.looks import looks
from tests.report.test_pdf import example
from tests.report.texts import entered, lacking, texts, with_texts
from workshop.report.document import Bar, Bars, Chapter, Document, Entry, Number, RawAnswers, RawGroup, RawQuestion, plain
from workshop.report.writers import xlsx
from workshop.report.writers.xlsx.sheet import drawn
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
def made(name: str) -> bytes:
    return xlsx.write(SOURCES[name]())[0]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


@names
def test_everything_that_was_entered_is_there(name: str) -> None:
    source = SOURCES[name]()
    book = opened(made(name))
    seen = "\n".join([*book.sheetnames, *(str(cell.value) for cell in cells(book))])
    assert lacking(entered(source), seen) == []
    # A figure or a day is itself here, without its unit; beside these every word of the report is there.
    left = lacking((text for chapter in source.chapters if chapter.kind != "raw" for text in texts(chapter)), seen)
    assert [word for word in left if not any(sign.isdigit() for sign in word) and word.casefold() not in UNITS] == []


UNITS = frozenset("mån tis ons tors fre lör sön dec mon tue wed thu fri sat sun jan nov prick prickar dot dots".split())  # noqa: SIM905


@names
def test_nothing_in_it_is_a_formula_or_a_link(name: str) -> None:
    for cell in cells(opened(made(name))):
        assert cell.data_type != "f"
        assert cell.hyperlink is None


def test_hostile_words_are_text_and_are_read_back() -> None:
    wanted = [
        clean(s) for s in [*HOSTILE, "=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0", "http://x"]
    ]
    wanted = [text for text in wanted if text.strip() and not is_blank(text)]
    strings = endless(wanted)
    found: set[str] = set()
    for source in (document(), looks(), document("en")):
        book = opened(xlsx.write(with_texts(source, lambda _: next(strings)))[0])
        assert not [cell for cell in cells(book) if cell.data_type == "f" or cell.hyperlink]
        found |= {str(cell.value) for cell in cells(book)}
    whole = "\n".join(found)
    assert [text for text in wanted if len(text) < 200 and text.strip() not in whole] == []


def test_no_part_of_it_runs_or_loads_anything() -> None:
    with zipfile.ZipFile(io.BytesIO(made("large"))) as box:
        assert not [
            name for name in box.namelist() if "vba" in name.lower() or "external" in name.lower() or "connections" in name
        ]


def test_the_actions_have_days_and_a_state_to_choose() -> None:
    sheet = opened(made("kundresan"))["Åtgärder"]
    assert [cell.value for cell in sheet[1]][:5] == [None, "Vad", "Vem", "Klart", "Läge"]
    assert sheet["D2"].value == datetime(2026, 11, 27)
    assert sheet["E2"].value == "Öppen"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Öppen,Pågår,Väntar,Klar"'
    assert "E2" in rule.sqref
    assert sheet.freeze_panes == "C2"
    missing = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == "saknas"]
    assert len(missing) == 2


def test_the_map_is_one_sheet_with_figures_and_a_chart() -> None:
    sheet = opened(made("kundresan"))["Karta"]
    assert sheet.page_setup.paperSize == 8  # A3
    assert sheet.freeze_panes is not None
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("Känner"))
    assert [cell.value for cell in row[1:8]] == [-1, -1, 2, 0, -2, 1, 0]
    assert len(sheet._charts) == 1
    assert all(sheet.row_dimensions[cell[0].row].height for cell in sheet.iter_rows() if cell[0].value and cell[1].value)


def test_a_figure_shows_two_decimals_at_most_and_no_lonely_point() -> None:
    assert drawn(whole=True, signed=False) == "General"
    assert drawn(whole=True, signed=True) == "+0;\u22120;0"
    share = Bars(rows=(Bar(title="Fas 1", number=Number(value=200 / 3, drawn="67 %")),), high=100)
    chapter = Chapter(kind="exercise", title="Profilen", anchor="p", blocks=(share,))
    book = opened(xlsx.write(replace(document(), chapters=(chapter,)))[0])
    (cell,) = (cell for cell in cells(book) if cell.value == pytest.approx(200 / 3))
    assert cell.number_format == "0.0#"


def test_the_foot_names_the_client_once() -> None:
    foot = opened(made("kundresan")).worksheets[0].oddFooter.left.text
    assert foot.count("Nordlund Kaffe") == 1


def test_votes_and_profiles_have_charts() -> None:
    assert len(opened(made("kundresan"))["Röster"]._charts) == 2
    assert len(opened(made("looks"))["Röster"]._charts) == 1


def test_an_answer_longer_than_a_cell_goes_on_below() -> None:
    long = "Vi ringde fyra gånger. " * 4000
    block = RawAnswers(
        anchor="raw-a",
        number="1",
        title="Allt",
        groups=(RawGroup(questions=(RawQuestion(entries=(Entry(words=plain(long)),)),)),),
    )
    source = replace(document(), chapters=(replace(document().chapters[-1], blocks=(block,), chapters=()),))
    data, remarks = xlsx.write(source)
    assert [remark.kind for remark in remarks] == ["writer"]
    sheet = opened(data)["Svar"]
    assert "".join(str(row[4].value) for row in sheet.iter_rows(min_row=2)) == long


def test_sheets_have_names_that_excel_takes() -> None:
    twice: Document = replace(document("en"), chapters=(*document("en").chapters, *document("en").chapters))
    titles = opened(xlsx.write(twice)[0]).sheetnames
    assert "Map 2" in titles
    assert all(len(title) <= 31 for title in titles)


def test_the_same_report_is_the_same_bytes() -> None:
    assert xlsx.write(example("kundresan"))[0] == made("kundresan")
    assert opened(made("kundresan")).properties.created.replace(tzinfo=UTC) == example("kundresan").changed.replace(
        microsecond=0
    )  # type: ignore[union-attr]
