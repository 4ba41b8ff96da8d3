"""The consultant's own look: what is taken of it, what is refused in words, and that it never stops anything."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workshop.report import look
from workshop.report.document import ACCENT, Look
from workshop.settings import Settings

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx"
    b"\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#0b6b6b"/></svg>'


def base(path: Path, part: str = "word/document.xml", types: str = "<Types/>") -> Path:
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("[Content_Types].xml", types)
        box.writestr(part, "<w/>")
    return path


def test_no_setting_is_the_programs_own_look_without_a_word() -> None:
    assert look.load(Settings()) == (Look(), ())
    assert Look().accent == ACCENT


def test_everything_that_can_be_used_is_taken(tmp_path: Path) -> None:
    logo, word = tmp_path / "logo", base(tmp_path / "base.docx")
    logo.write_bytes(PNG)
    found, remarks = look.load(
        Settings(
            report_name="Strand & Co",
            report_colour="#0B6B6B",
            report_confidential="Konfidentiellt",
            report_logo=str(logo),
            report_docx=str(word),
        )
    )
    assert not remarks
    assert (found.name, found.colour, found.confidential, found.logo_kind) == (
        "Strand & Co",
        "#0b6b6b",
        "Konfidentiellt",
        "png",
    )
    assert found.docx == word.read_bytes()


@pytest.mark.parametrize(
    ("key", "name", "data", "said"),
    [
        ("report_logo", "gone.png", None, "finns inte"),
        ("report_logo", "cut.png", PNG[:40], "ingen hel png"),
        ("report_logo", "page.svg", b"<html><svg/></html>", "ingen hel png"),
        ("report_logo", "bomb.svg", b'<!DOCTYPE x [<!ENTITY a "aaa">]><svg>&a;</svg>', "ingen hel png"),
        ("report_logo", "big.png", PNG + b"\0" * look.LOGO_LIMIT, "för stor"),
        ("report_docx", "notes.docx", b"these are notes", "ingen vanlig .docx"),
        ("report_pptx", "cut.pptx", b"PK\x03\x04", "ingen vanlig .pptx"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(key: str, name: str, data: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    found, (remark,) = look.load(Settings(**{key: str(path)}), "sv")
    assert found == Look()
    assert remark.kind == "look"
    assert remark.text.startswith(f"{key}: ")
    assert said in remark.text


def test_a_template_is_no_document_to_build_on(tmp_path: Path) -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    path = base(tmp_path / "mall.docx", types=f'<Types><Override ContentType="{word}"/></Types>')
    found, remarks = look.load(Settings(report_docx=str(path)))
    assert (found, len(remarks)) == (Look(), 1)


@pytest.mark.parametrize(
    ("given", "taken"), [("#0b6", "#00bb66"), ("0B6B6B", "#0b6b6b"), ("teal", ""), ("#12345", ""), ("", "")]
)
def test_a_colour_is_six_figures(given: str, taken: str) -> None:
    found, remarks = look.load(Settings(report_colour=given))
    assert found.colour == taken
    assert bool(remarks) == (not taken and bool(given))


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#f0f8ff", "#ff8800", "#0b6b6b", "#000000"])
def test_white_can_be_read_on_any_accent(colour: str) -> None:
    accent = Look(colour=colour).accent
    assert 1.05 / (look.luminance(look.channels(accent)) + 0.05) >= look.READABLE
    if colour in ("#0b6b6b", "#000000"):
        assert accent == colour
