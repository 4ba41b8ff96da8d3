"""Which part of a long list is shown: the focus always, as much as fits, the window still where it can be."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.steps.window import window

heights = st.lists(st.integers(1, 9), min_size=1, max_size=60)


@given(heights, st.data(), st.integers(1, 40))
def test_the_focus_is_shown_and_what_is_shown_fits(sizes, data, room):
    focus = data.draw(st.integers(0, len(sizes) - 1))
    first = data.draw(st.integers(-3, len(sizes) + 3))
    start, end = window(len(sizes), focus, first, sizes.__getitem__, room)
    assert 0 <= start <= focus < end <= len(sizes)
    notes = (start > 0) + (end < len(sizes))
    if sum(sizes[start:end]) + notes > room:  # only a focus that is too high by itself
        assert (start, end) == (focus, focus + 1)


@given(heights, st.data(), st.integers(3, 40))
def test_nothing_more_would_fit_below_and_at_the_end_nothing_above(sizes, data, room):
    focus = data.draw(st.integers(0, len(sizes) - 1))
    start, end = window(len(sizes), focus, data.draw(st.integers(0, len(sizes))), sizes.__getitem__, room)
    if end < len(sizes):
        more = sum(sizes[start : end + 1]) + (start > 0) + (end + 1 < len(sizes))
        assert more > room
    elif start > 0:
        assert sum(sizes[start - 1 : end]) + (start - 1 > 0) > room


@given(heights, st.data(), st.integers(3, 40))
def test_the_window_stays_while_the_focus_is_in_it(sizes, data, room):
    focus = data.draw(st.integers(0, len(sizes) - 1))
    start, end = window(len(sizes), focus, data.draw(st.integers(0, len(sizes))), sizes.__getitem__, room)
    other = data.draw(st.integers(start, end - 1))
    if sum(sizes[start : other + 1]) + (start > 0) + (end < len(sizes)) <= room:
        assert window(len(sizes), other, start, sizes.__getitem__, room)[0] <= start
        assert window(len(sizes), focus, start, sizes.__getitem__, room) == (start, end)


@given(st.integers(1, 100_000), st.data(), st.integers(1, 60))
def test_it_looks_at_what_is_shown_and_little_more(count, data, room):
    looked = []

    def height_of(index: int) -> int:
        looked.append(index)
        return 1 + index % 3

    focus, first = data.draw(st.integers(0, count - 1)), data.draw(st.integers(0, count))
    start, end = window(count, focus, first, height_of, room)
    assert len(looked) <= end - start + 3
    assert all(start - 1 <= index <= end for index in looked)


def test_nothing_is_shown_of_nothing():
    assert window(0, 0, 0, lambda _: 1, 10) == (0, 0)
