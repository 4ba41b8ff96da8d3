"""The journey grid's measures: columns, window, strip, curve, cells and heights, with plain data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE
from workshop.text import clean
from workshop.tui.rows import Span, width_of
from workshop.tui.steps import journey_layout as lay
from workshop.tui.steps.journey_layout import Need
from workshop.tui.steps.journey_pieces import Line, Piece, closed, opened, packed, piece_lines

SIGNS = "aå é日本👍👨‍👩‍👧❤️\u0301\u200d …\n"
WORDS = st.text(st.sampled_from(SIGNS), max_size=60) | st.sampled_from([clean(text) for text in HOSTILE])
PIECES = st.lists(WORDS.map(Piece), max_size=8)


def words(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return ["".join(span.text for span in line) for line in lines]


# columns


@pytest.mark.parametrize(
    ("terminal", "stages", "count", "width"),
    [(80, 7, 2, 28), (100, 7, 3, 25), (160, 7, 7, 18), (200, 7, 7, 23), (80, 3, 3, 18), (200, 5, 5, 26), (160, 3, 3, 30)],
)
def test_so_many_stages_are_seen(terminal, stages, count, width):
    found = lay.columns(terminal - 8, stages)
    assert (found.shown, found.width) == (count, width)


@given(st.integers(20, 400), st.integers(0, 60), st.integers(0, 40))
def test_columns_stay_within_the_width(width, stages, longest):
    found = lay.columns(width, stages, longest)
    assert found.total <= width
    assert found.shown >= 1
    assert found.label >= min(longest, lay.LABEL_MOST) + lay.GAP or longest <= lay.LABEL - lay.GAP


def test_a_click_finds_its_column():
    found = lay.columns(152, 7)
    starts = [found.label + at * found.pitch for at in range(7)]
    assert [found.at(x) for x in starts] == list(range(7))
    assert [found.at(x - lay.GAP) for x in starts] == list(range(7))
    assert found.at(0) == found.at(found.label - lay.GAP - 1) == -1


@given(st.integers(1, 9), st.integers(1, 30), st.lists(st.integers(0, 29), min_size=1, max_size=30))
def test_the_window_holds_the_cursor_and_its_neighbours(count, stages, visits):
    count, first = min(count, stages), 0
    for wanted in visits:
        here = min(wanted, stages - 1)
        first = lay.window(first, count, stages, here)
        assert 0 <= first <= here < first + count <= stages
        if count > 2:
            assert first < here or here == 0
            assert here + 1 < first + count or here == stages - 1


def test_the_window_moves_a_stage_at_a_time():
    first, seen = 0, []
    for here in range(7):
        first = lay.window(first, 3, 7, here)
        seen.append(first)
    assert seen == [0, 0, 1, 2, 3, 4, 4]


# cells


def test_a_closed_cell_shows_the_first_thing_and_how_many_more():
    said = [Piece("Läser tre leverantörers sidor"), Piece("Frågar grannkontoret"), Piece("Mejlar")]
    assert words(closed(said, 25, 1)) == ["Läser tre leverantöre… +2"]
    assert words(closed(said, 30, 1)) == ["Läser tre leverantörers si… +2"]
    assert words(closed(said[:1], 29, 1)) == ["Läser tre leverantörers sidor"]


def test_later_rows_hang_by_one():
    assert words(piece_lines(Piece("Pris per kopp, allt inräknat"), 18, "ink")) == ["Pris per kopp,", " allt inräknat"]


def test_two_rows_a_cell():
    said = [Piece("Skriver under avtal"), Piece("Mejlar faktureringsuppgifter")]
    assert words(closed(said, 18, 2)) == ["Skriver under", " avtal +1"]
    assert words(closed([Piece("Webb"), Piece("Mejl")], 18, 2)) == ["Webb", "Mejl"]


@given(PIECES, st.integers(5, 40), st.integers(1, 6))
def test_a_closed_cell_keeps_its_bounds_whatever_was_said(pieces, width, most):
    lines = closed(pieces, width, most)
    assert len(lines) <= most
    assert all(width_of(line) <= width for line in lines)


@given(PIECES, st.integers(5, 40), st.integers(1, 9), st.integers(-1, 9), st.integers(-1, 9), st.integers(1, 4), st.booleans())
def test_an_open_cell_keeps_its_bounds_and_shows_the_line(pieces, width, most, picked, line, rows, over):
    line = min(line, len(pieces) - over)
    picked = min(picked, len(pieces) - 1)
    found = opened(pieces, width, most, picked=picked, line=line, line_rows=rows, over=over)
    assert len(found.lines) <= most
    assert all(width_of(text) <= width for text in found.lines)
    if line >= 0:
        assert 0 <= found.line < most
    elif picked >= 0:
        assert picked in found.parts


def test_an_open_cell_says_how_much_is_out_of_sight():
    said = [Piece(str(number)) for number in range(20)]
    assert words(opened(said, 20, 4, line=20, line_rows=1).lines) == ["18 ↑", "18", "19", ""]
    assert words(opened(said, 20, 4, picked=0).lines) == ["0", "1", "2", "17 ↓"]
    assert words(opened(said, 20, 4, picked=9).lines) == ["8 ↑", "8", "9", "10 ↓"]


def test_a_novel_costs_no_more_than_what_is_shown():
    novel = Piece("ord " * 250_000)
    assert len(piece_lines(novel, 20, "ink", most=2)) == 2
    assert words(closed([novel], 20, 1)) == ["ord ord ord ord ord…"]


def test_what_is_chosen_from_is_packed_where_there_is_no_row_for_each():
    offered = [Piece(word, (Span(f"{at} "), Span("○ "))) for at, word in enumerate(("Webb", "Möte", "Telefon"), 1)]
    assert words([piece.lead for piece in packed(offered, 20)]) == ["1 ○ Webb  2 ○ Möte", "3 ○ Telefon"]


# feelings


def drawn(levels, figures, pitch):
    return ["".join(sign for sign, _ in row).rstrip() for row in lay.curve(levels, figures, pitch)]


def test_the_curve_of_three_stages():
    assert drawn([3, 1, 4], ["+1", "−1", "+2"], 16) == [
        "                          ╭───────● +2",
        "  ● +1 ───╮               │",
        "          │               │",
        "          ╰───────● −1 ───╯",
        "",
    ]


def test_the_same_feeling_is_one_straight_line():
    assert drawn([2, 2], ["0", "0"], 12)[2] == "  ● 0 ────────● 0"


def test_no_line_through_what_is_not_answered():
    assert drawn([0, None, 0, 4], ["−2", "", "−2", "+2"], 12) == [
        "                                ╭─────● +2",
        "                                │",
        "              ·                 │",
        "                                │",
        "  ● −2                    ● −2 ─╯",
    ]


@given(st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=12), st.integers(8, 40))
def test_the_curve_has_a_point_for_each_answer_and_never_breaks(levels, pitch):
    canvas = lay.curve(levels, ["+2"] * len(levels), pitch)
    signs = [[sign for sign, _ in row] for row in canvas]
    assert len(canvas) == lay.CURVE
    assert all(len(row) == pitch * len(levels) for row in signs)
    for index, level in enumerate(levels):
        x = index * pitch + lay.GAP
        column = [row[x] for row in signs]
        assert column.count("●") == (level is not None)
        after = levels[index + 1] if index + 1 < len(levels) else None
        between = range(x + 5, min(x + pitch, pitch * len(levels)))
        joined = all(any(row[at] in "─│╭╮╰╯" for row in signs) for at in between)
        drawn_at_all = any(row[at] in "─│╭╮╰╯" for row in signs for at in between)
        assert joined == drawn_at_all == (level is not None and after is not None)


HEIGHTS = [(-2, -2, 2, 0), (0, -2, 2, 2), (2, -2, 2, 4), (5, 0, 10, 2), (7, 7, 7, 2)]


@pytest.mark.parametrize(("value", "low", "high", "level"), HEIGHTS)
def test_a_mark_is_one_of_five_heights(value, low, high, level):
    assert lay.level_of(value, low, high) == level


# the strip

NAMES = ("Upptäcker", "Jämför", "Provar", "Beställer", "Får", "Använder", "Förnyar")


def test_the_strip_names_every_stage_over_a_bar():
    names, bars = lay.strip(NAMES, [0.9, 1, 0.9, 1, 1, 1, 0.9], 1, 1, 2, 72)
    assert words([names])[0].rstrip() == "Upptäcker Jämför    Provar    Beställer Får       Använder  Förnyar"
    assert words([bars])[0].rstrip() == "━━━━━━━─  ━━━━━━━━  ━━━━━━━─  ━━━━━━━━  ━━━━━━━━  ━━━━━━━━  ━━━━━━━─"
    assert [(span.text.strip(), span.ink, span.bold) for span in names][:4] == [
        ("Upptäcker", "faint", False),
        ("Jämför", "ink", True),
        ("Provar", "ink", False),
        ("Beställer", "faint", False),
    ]
    assert [span.ink for span in bars if span.ink == "accent"] == ["accent"]


def test_many_stages_are_numbers_and_the_one_at_hand_is_spelt_out():
    names, _ = lay.strip([f"Etapp nummer {n}" for n in range(1, 21)], [0.5] * 20, 4, 4, 2, 72)
    assert words([names])[0].startswith("1  2  3  4  5 Etapp nummer 5  6  7  8  9  10 ")


def test_too_many_stages_even_for_numbers():
    names, _ = lay.strip([f"Etapp {n}" for n in range(1, 61)], [0.5] * 60, 40, 40, 2, 72)
    assert words([names])[0].startswith("… ")
    assert words([names])[0].rstrip().endswith("…")
    assert "41 Etapp 41" in words([names])[0]


@given(st.lists(WORDS, min_size=1, max_size=60), st.data(), st.integers(20, 200))
def test_the_strip_stays_within_the_width_and_finds_its_clicks(names, data, width):
    here = data.draw(st.integers(0, len(names) - 1))
    top, bars = lay.strip(names, [0.5] * len(names), here, max(0, here - 1), 2, width)
    assert width_of(top) <= width
    assert width_of(bars) <= width
    found = [lay.strip_at(names, here, width, x) for x in range(width)]
    assert here in found
    assert all(-1 <= stage < len(names) for stage in found)


@given(st.floats(0, 1), st.integers(1, 30))
def test_a_bar_is_whole_only_when_all_is_answered(share, width):
    done, rest = lay.bar(share, width, "soft")
    assert len(done.text) + len(rest.text) == width
    assert (len(done.text) == width) == (share == 1) or width == 1
    assert (len(done.text) == 0) == (share == 0)


# heights


def need(rows: int) -> Need:
    return Need((1, min(rows, 2), min(rows, 3)), rows)


CURVE = Need((1, 1, 1), lay.CURVE, True)


def needs(*rows: int, curve: int | None = None) -> list[Need]:
    return [CURVE if at == curve else need(most) for at, most in enumerate(rows)]


ELEVEN = needs(4, 5, 4, 2, 2, 3, 2, 3, 3, 2, 3, curve=1)


def test_at_80_by_24_all_eleven_questions_and_the_open_cell_are_seen():
    found = lay.plan(18, ELEVEN, 2, strip=True)
    assert (found.strip, found.gap, found.heads) == (2, 1, 1)
    assert found.heights == (1, 1, 4, 1, 1, 1, 1, 1, 1, 1, 1)
    assert found.rows == 18


def test_the_curve_gets_its_five_rows_also_at_80_by_24():
    found = lay.plan(18, ELEVEN, 1, strip=True)
    assert found.heights[1] == lay.CURVE
    assert len(found.heights) == 11
    assert found.rows <= 18


def test_twelve_questions_fit_at_80_by_24():
    for here in range(12):
        found = lay.plan(18, needs(*[4] * 12, curve=1), here, strip=True)
        assert len(found.heights) == 12
        assert found.rows <= 18
        assert found.heights[here] >= (5 if here == 1 else 3)


def test_from_40_rows_two_rows_each_the_curve_and_air_between_groups():
    for here in range(11):
        found = lay.plan(36, ELEVEN, here, strip=False)
        assert found.most >= 2
        assert found.heights[1] == lay.CURVE
        assert found.blanks == {2, 5, 8}


def test_the_look_does_not_change_with_the_question_at_hand():
    assert len({(plan.most, plan.blanks) for plan in (lay.plan(36, ELEVEN, here, strip=False) for here in range(-1, 11))}) == 1


def test_an_empty_row_parts_groups_of_about_three():
    assert lay.groups(11, [1]) == {2, 5, 8}
    assert lay.groups(9, []) == {3, 6}
    assert lay.groups(4, []) == set()
    assert lay.groups(0, []) == set()


@given(
    st.integers(1, 60),
    st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=20),
    st.data(),
    st.booleans(),
    st.integers(0, 1),
)
def test_no_plan_is_higher_than_its_room(height, rows, data, strip, below):
    found = [CURVE if curve else need(most) for most, curve in rows]
    here = data.draw(st.integers(-1, len(found) - 1))
    plan = lay.plan(height, found, here, strip=strip, below=below)
    assert plan.rows <= max(height, 1)
    assert len(plan.heights) == plan.end - plan.first
    assert all(own >= 1 for own in plan.heights)
    if here >= 0:
        assert plan.first <= here < plan.end
    if height >= len(found) + 6:
        assert len(plan.heights) == len(found)
