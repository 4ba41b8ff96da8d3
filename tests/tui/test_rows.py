"""Rows are measured in cells: whatever people write, nothing is wider than it may be and nothing is torn apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workshop.tui.rows import Span, columns, cut, fit, pad, width_of, wrap

HEART, FAMILY, FLAG, ACCENT = "❤️", "👩‍👩‍👧", "🇸🇪", "e\u0301"
SIGNS = st.sampled_from(
    [HEART, FAMILY, FLAG, ACCENT, "漢", "å", "a", "b", " ", "-", "\u200d", "\ufe0f", "\u0301", "\n", "…", "👍🏽"]
)
TEXT = st.one_of(st.lists(SIGNS, max_size=40).map("".join), st.text(max_size=30))


@given(TEXT, st.integers(1, 30), st.integers(0, 3))
def test_no_row_is_wider_than_asked(text: str, width: int, hang: int) -> None:
    rows = wrap(text, width, hang)
    assert rows
    assert all(cell_len(row) <= width for row in rows)


@given(TEXT, st.integers(4, 30))
def test_nothing_is_lost_in_folding(text: str, width: int) -> None:
    folded = "".join("".join(wrap(text, width, 0)).split())
    assert folded == "".join(text.replace("\t", " ").split()) or any(ord(char) < 32 or char.isspace() for char in text)


@pytest.mark.parametrize("sign", [HEART, FAMILY, ACCENT, "漢"])
def test_a_sign_of_several_characters_is_not_torn(sign: str) -> None:
    for row in wrap(sign * 11, 7, 0):
        assert row == sign * row.count(sign)


def test_later_rows_hang() -> None:
    assert wrap("ett två tre fyra", 8) == ("ett två", "  tre", "  fyra")
    assert wrap("ett\ntvå", 8) == ("ett", "  två")


def test_a_figure_keeps_its_per_cent_sign() -> None:
    assert wrap("av fyra, 75 %, är", 12, 0) == ("av fyra,", "75 %, är")


def test_a_sign_wider_than_all_there_is() -> None:
    assert wrap("漢漢", 1, 0) == ("…", "…", "")


@given(TEXT, st.integers(0, 30))
def test_what_is_cut_fits_and_says_so(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cell_len(shown) <= width
    plain = text.replace("\n", " ").replace("\t", " ")
    assert shown == plain or shown.endswith("…") or not width


@given(TEXT.filter(lambda text: not text.endswith("\u200d")), st.integers(1, 30), st.sampled_from(["left", "right"]))
def test_what_is_filled_is_as_wide_as_asked(text: str, width: int, align: str) -> None:
    shown = pad(text, width, align)  # type: ignore[arg-type]
    assert cell_len(shown) <= width
    if text.isascii():
        assert cell_len(shown) == width


@given(st.lists(TEXT.map(lambda text: text.replace("\n", " ")), max_size=5), st.integers(0, 40))
def test_spans_fit(texts: list[str], width: int) -> None:
    assert width_of(fit([Span(text) for text in texts], width)) <= width
    assert width_of(columns([Span(text) for text in texts], [Span("12:04")], width)) <= max(width, 5)
