"""Every workshop of the library, held by an invented group: what comes of it can be handed over."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from tests.report.sessions import LIBRARY
from tests.report.test_docx import words_of as words_of_word
from tests.report.test_pdf import pages_of, words_of
from tests.report.texts import lacking
from workshop.report.build import build
from workshop.report.document import RawAnswers, text_of
from workshop.report.writers import docx, pdf
from workshop.scenario.load import parse
from workshop.session.book import Book
from workshop.session.invent import invent

WORKSHOPS = sorted(LIBRARY.rglob("*.toml"))


@pytest.mark.soak
@pytest.mark.parametrize("path", WORKSHOPS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_workshop_can_be_handed_over(path: Path, lang: str) -> None:
    text = path.read_text(encoding="utf-8")
    scenario = parse(text, str(path)).scenario
    assert scenario is not None
    document = build(Book(scenario, invent(scenario, text, lang=lang, people=6)), zone=UTC, edition="internal")
    raw = (block for block in document.blocks() if isinstance(block, RawAnswers))
    said = [text_of(e.words) for block in raw for group in block.groups for one in group.questions for e in one.entries]
    pages = pages_of(pdf.write(document))
    assert said
    assert not lacking(said, words_of(pages))
    assert not lacking(said, words_of_word(docx.write(document)))
    assert not pdf.remarks(document)
    for number, page in enumerate(pages, 1):
        assert len(page.lines) > 1, number
        assert all(36 <= left <= right <= page.width - 36 for left, _, right, _ in page.stretches), number
