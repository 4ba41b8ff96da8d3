"""The line a ballot is written on, read and written back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import HOSTILE
from workshop.session.ballots import Ballot, letter, read, twice, write

ballots = st.integers(1, 800).flatmap(
    lambda count: st.tuples(st.just(count), st.dictionaries(st.integers(0, count - 1), st.integers(1, 999), max_size=8))
)


@pytest.mark.parametrize(
    ("line", "gives"),
    [
        ("a2 d", {0: 2, 3: 1}),
        ("a2d", {0: 2, 3: 1}),
        ("abd", {0: 1, 1: 1, 3: 1}),
        ("A2, D", {0: 2, 3: 1}),
        ("a 2 d", {0: 2, 3: 1}),
        ("a a b", {0: 2, 1: 1}),
        ("d a", {3: 1, 0: 1}),
        ("a0 b", {1: 1}),
        ("", {}),
        ("  ;, ", {}),
    ],
)
def test_a_line_says_who_gets_what(line, gives):
    assert read(line, 5) == Ballot(gives)
    assert list(read(line, 5).gives) == list(gives)


@pytest.mark.parametrize(("line", "wrong"), [("a2 z", "z"), ("2 a", "2"), ("a2 å", "å"), ("a-2", "-"), ("aå", "aå")])
def test_what_cannot_be_read_is_named(line, wrong):
    assert read(line, 5).wrong == wrong


def test_a_count_may_be_nought_and_a_reason_follows_a_colon():
    assert read("a5 b0", 5, zeros=True).gives == {0: 5, 1: 0}
    assert read("a2 b: går fort: redan i år", 5, reason=True) == Ballot({0: 2, 1: 1}, "", "går fort: redan i år")
    assert read("a2 b: nej", 5).wrong == ":"


def test_in_a_ranking_each_letter_stands_once():
    assert twice(read("b a c", 5)) == ""
    assert twice(read("b a b", 5)) == "b"


@given(ballots, st.text(alphabet="abc åäö:", max_size=20).map(str.strip))
def test_what_is_written_is_read_back(ballot, reason):
    count, gives = ballot
    assert read(write(gives, reason), count, reason=True) == Ballot(gives, "", reason)
    assert list(read(write(gives), count).gives) == list(gives)


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_no_two_choices_have_the_same_letters(one, other):
    assert (letter(one) == letter(other)) == (one == other)


@given(st.text(max_size=40) | st.sampled_from(HOSTILE), st.integers(1, 60))
def test_any_line_is_read_without_a_fault(line, count):
    gives = read(line, count).gives
    assert all(0 <= index < count and n > 0 for index, n in gives.items())
