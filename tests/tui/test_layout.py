"""Where things stand at each size: the table of the design, and bounds that hold at any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.headings import headings
from workshop.tui.layout import lay_out, too_small
from workshop.tui.pane import Pane
from workshop.tui.rows import width_of


@pytest.mark.parametrize(
    ("size", "agenda", "content_x", "content", "kicker", "examples"),
    [
        ((160, 45), 25, 34, 84, True, 4),
        ((200, 50), 25, 34, 84, True, 4),
        ((100, 30), 22, 30, 66, True, 2),
        ((80, 24), 0, 4, 72, True, 0),
        ((60, 20), 0, 4, 52, False, 0),
    ],
)
def test_the_sizes_of_the_design(size, agenda, content_x, content, kicker, examples) -> None:
    found = lay_out(*size, False, False)
    assert (found.agenda, found.content_x, found.content) == (agenda, content_x, content)
    assert (found.kicker, found.hint, found.examples) == (kicker, kicker, examples)


def test_the_facilitators_layer_has_its_place() -> None:
    assert lay_out(160, 45, False, True).notes == 44
    assert lay_out(160, 45, False, True).agenda == 25
    assert (lay_out(100, 30, False, True).notes, lay_out(100, 30, False, True).agenda) == (38, 0)
    assert (lay_out(80, 24, False, True).notes, lay_out(80, 24, False, True).notes_rows) == (0, 10)
    assert lay_out(60, 20, False, True).notes_rows == 20


@given(st.integers(40, 300), st.integers(10, 100), st.sampled_from([False, True, "whole"]), st.booleans(), st.booleans())
def test_nothing_reaches_outside(width, height, wide, notes, agenda) -> None:
    found = lay_out(width, height, wide, notes, agenda)
    assert found.content > 0
    assert found.content_x + found.content + (found.notes + 2 if found.notes else 4) <= width
    assert not (found.agenda and wide == "whole")


def test_too_small_is_under_forty_by_ten() -> None:
    assert too_small(39, 24)
    assert too_small(80, 9)
    assert not too_small(40, 10)


class Words(Pane):
    def __init__(self, question: str, hint: str) -> None:
        self.asked, self.hinted = question, hint

    def question(self) -> str:
        return self.asked

    def hint(self) -> str:
        return self.hinted

    def examples(self) -> str:
        return " · ".join([f"t.ex. {'ord ' * 20}ett", f"{'ord ' * 20}två", f"{'ord ' * 20}tre"])


@given(st.text(max_size=300), st.text(max_size=300), st.integers(40, 200), st.integers(10, 60))
def test_the_question_takes_two_rows_at_most_and_all_fits(question, hint, width, height) -> None:
    layout = lay_out(width, height, False, False)
    rows = headings(Words(question, hint), "Steg · 1 av 3", layout, layout.content)
    assert all(width_of(row.spans) <= min(layout.content, 84) for row in rows)
    assert sum(any(span.bold for span in row.spans) for row in rows) <= 2


def test_a_long_question_ends_in_a_mark() -> None:
    layout = lay_out(60, 20, False, False)
    rows = headings(Words("ord " * 100, ""), "", layout, layout.content)
    assert rows[1].spans[0].text.endswith("…")


def test_examples_stand_whole_or_not_at_all() -> None:
    low = headings(Words("Fråga?", ""), "", lay_out(100, 30, False, False), 84)
    high = headings(Words("Fråga?", ""), "", lay_out(160, 45, False, False), 84)
    said = ["".join(span.text for row in rows for span in row.spans) for rows in (low, high)]
    assert "ett" in said[0]
    assert "två" not in said[0]
    assert "två" in said[1]
    assert "…" not in said[0] + said[1]
