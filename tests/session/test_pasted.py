"""What is pasted or handed over in a file is read as it looks: marks off, figures kept, cells as cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.session import pasted
from workshop.session.pasted import read, read_table


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n- b", ["a", "b"]),
        ("• Ett\r\n• Två\r\n", ["Ett", "Två"]),
        ("\ufeff– a\n— b", ["a", "b"]),
        ("1. a\n2. b\n3. c", ["a", "b", "c"]),
        ("1. a\n1. b", ["a", "b"]),
        ("1) a\n2) b", ["a", "b"]),
        ("(1) a\n(2) b", ["a", "b"]),
        ("a) x\nb) y", ["x", "y"]),
        ("i. x\nii. y", ["x", "y"]),
        ("[ ] a\n[x] b\n☐ c\n- [ ] d", ["a", "b", "c", "d"]),
        ("\uf0b7\tWord\n\uf0b7\tsymbols", ["Word", "symbols"]),
        ("1.\ta\n2.\tb", ["a", "b"]),
        ("- long\n  goes on\n- next", ["long goes on", "next"]),
        ("- a\n---\n- b\n\n", ["a", "b"]),
        # content stays
        ("3 kunder\n1.5 h\n2024 var bra", ["3 kunder", "1.5 h", "2024 var bra"]),
        ("2024. Then\n2025. Now", ["2024. Then", "2025. Now"]),
        ("3. kvartalet\nhösten", ["3. kvartalet", "hösten"]),
        ("-5 grader\n-7 grader", ["-5 grader", "-7 grader"]),
        ("+ pris\n- service", ["+ pris", "- service"]),
        ("Till mötet:\n- en sak", ["Till mötet:", "- en sak"]),
        ('"Vi hinner inte"\n“Jo”', ['"Vi hinner inte"', "“Jo”"]),
        ("* ", ["*"]),
        ("#1 i Sverige\nA. Ek", ["#1 i Sverige", "A. Ek"]),
    ],
)
def test_marks_are_taken_off_and_content_is_kept(text: str, lines: list[str]) -> None:
    assert read(text).lines == lines


def test_lists_within_lists_keep_their_depth() -> None:
    def depths(text: str) -> list[tuple[str, int]]:
        return [(thing.text, thing.depth) for thing in read(text).things]

    assert depths("- a\n    - b\n        - c\n- d") == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]
    assert depths("a\n\tb\n\tc\nd") == [("a", 0), ("b", 1), ("c", 1), ("d", 0)]
    assert depths("•\ta\no\tb\n▪\tc\n•\td") == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]
    assert depths("1. a\n1.1. b\n1.2. c\n2. d") == [("a", 0), ("b", 1), ("c", 1), ("d", 0)]
    assert depths("## A\n- x\n## B\n- y") == [("A", 0), ("x", 1), ("B", 0), ("y", 1)]


def test_cells_are_those_of_the_spreadsheet() -> None:
    assert [row.cells for row in read('A\tB\r\n"two\r\nlines"\t"say ""hi"""\r\n\tx\r\n').rows] == [
        ("A", "B"),
        ("two\nlines", 'say "hi"'),
        ("", "x"),
    ]
    assert read('"one\ncell"\n"another"\n').lines == ["one cell", '"another"']
    assert [(row.cells, row.line) for row in read('a\t"1\n2"\nb\tc').rows] == [(("a", "1\n2"), 1), (("b", "c"), 3)]
    assert not read("\ta\n\tb").is_table
    table = read("Said:\n\n| A | B |\n|:--|---|\n| x \\| y | z<br>w |")
    assert [row.cells for row in table.rows] == [("A", "B"), ("x | y", "z\nw")]
    assert table.headed
    assert [thing.text for thing in table.beside] == ["Said:"]


def test_files_of_cells_part_where_they_part_most_evenly() -> None:
    def rows(text: str) -> list[tuple[str, ...]]:
        return [row.cells for row in read_table(text).rows]

    assert rows("a;b\n4,5;3\n") == [("a", "b"), ("4,5", "3")]
    assert rows("a,b\n1,2\n") == [("a", "b"), ("1", "2")]
    assert rows("a\tb, c\n1\t2\n") == [("a", "b, c"), ("1", "2")]
    assert rows("sep=,\nx;y,z\n") == [("x;y", "z")]
    assert rows('"x;\ny";2\nz;3') == [("x;\ny", "2"), ("z", "3")]
    assert read_table("one column\nmore").lines == ["one column", "more"]
    assert pasted.decoded("å;ö".encode("cp1252")) == pasted.decoded("å;ö".encode("utf-16")) == "å;ö"


MARKS = [
    "ord",
    "- ",
    "• ",
    "1. ",
    "2. ",
    "\t",
    "\n",
    "\r\n",
    '"',
    "|",
    "|---|",
    "[ ] ",
    "# ",
    "o\t",
    " ",
    "    ",
    "\u00a0",
    "\uf0b7 ",
]


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join))
def test_no_word_is_lost_whatever_stands_round_it(text: str) -> None:
    found = read(text)
    assert "".join(thing.text for thing in (*found.things, *found.beside)).count("ord") == text.count("ord")


def test_a_rule_that_is_all_there_is_was_meant() -> None:
    assert read("---").lines == ["---"]
    assert read("ett\n---\ntvå").lines == ["ett", "två"]
