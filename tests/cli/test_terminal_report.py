"""The report drawn in the terminal: every word of the document, and nothing that a terminal would obey."""

from __future__ import annotations

import io
import re

import pytest

from tests.hostile import HOSTILE, HOSTILE_IDS
from tests.report.documents import document
from tests.report.texts import texts, with_texts
from workshop.report.document import Document
from workshop.report.writers import terminal
from workshop.text import clean, is_blank


def drawn(of: Document, width: int = 120) -> str:
    file = io.StringIO()
    terminal.show(of, file, width)
    return file.getvalue()


def packed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(autouse=True)
def no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


def test_every_text_of_a_document_is_drawn() -> None:
    wide = packed(drawn(document(), 4000))
    missing = [text for text in texts(document()) if packed(text) not in wide]
    assert missing == []


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_it_fits_every_width(width: int) -> None:
    assert max(map(len, drawn(document(), width).splitlines())) <= width


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_hostile_words_are_drawn_as_they_are(s: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = drawn(with_texts(document(), lambda _: s))
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain), "more than colours went out"
    if not is_blank(s):
        assert packed(clean(s))[:12] in packed(plain)


def test_both_languages() -> None:
    assert "saknas" in drawn(document("sv"))
    assert "missing" in drawn(document("en"))


def test_without_colours_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    without = drawn(document())
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", without)
    monkeypatch.delenv("FORCE_COLOR")
    assert re.sub(r"\x1b\[[0-9;]*m", "", without) == drawn(document())
