"""What is no TOML: the fault says what was probably meant, at its place, and the rest of the file is read all the same."""

from __future__ import annotations

import time

import pytest

from tests.scenario.marked import HEAD, marked
from workshop.scenario import load
from workshop.scenario.positions import Positions

STEP = '[[step]]\nid = "a"\nkind = "list"\n'

LINES = {
    "title = “A”": "smart_quotes",
    "title = ”A”": "smart_quotes",
    'title = "A': "no_closing_quote",
    "title = 'A": "no_closing_quote",
    'title = A"': "no_opening_quote",
    'title = "A" och "B"': "quote_inside",
    "title = 'it's'": "quote_inside",
    "title = Vad vill vi?": "no_quotes",
    'title: "A"': "colon",
    'title "A"': "no_equals",
    "title =": "no_value",
    "title = # nothing": "no_value",
    '= "A"': "no_key",
    'täitel = "A"': "odd_key",
    "hello world!": "no_equals",
    "?": "odd_line",
    "minutes = 2,5": "decimal_comma",
    "minutes = .5": "odd_number",
    "minutes = 05": "odd_number",
    "optional = True": "truth",
    "optional = ja": "truth",
    "when = None": "nothing",
    "when = 07:30": "clock",
    "when = 2026-02-31": "no_such_day",
    'title = "C:\\Users"': "backslash",
    'title\u00a0= "A"': "odd_space",
    'title = "A\x07"': "odd_sign",
    'examples = ["a" "b"]': "comma_missing",
    'examples = ["a",, "b"]': "comma_missing",
    "fields = [{ id = 'a', title = 'A', }]": "comma_at_end",
    'id = "b"': "twice_line",
    "x = { a = 1, a = 2 }": "twice",
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_no_toml_says_what_was_meant(line: str) -> None:
    title = "" if line.startswith(("title", "täitel")) else '\ntitle = "A"'
    loaded = load.parse(HEAD + STEP + line + title + "\n")
    assert loaded.scenario is None
    assert (7, LINES[line]) in [(fault.line, fault.key) for fault in loaded.errors]
    others = [fault for fault in loaded.errors if (fault.line, fault.key) != (7, LINES[line])]
    assert all(fault.key == "unknown_key" or (fault.key == "missing" and not title) for fault in others), others


def test_the_reading_goes_on_after_such_a_line() -> None:
    marked(
        """
[[step]]
id = "a"
kind = "list"
title = “A” #! smart_quotes
minutes = 2,5 #! decimal_comma
optional = yes #! truth

[[step]]
id = "b"
kind = "vote"
title = "B"
from = "aa" #! unknown_name
dots = 3
"""
    )


def test_a_table_over_several_lines_is_told_and_read() -> None:
    marked(
        """
[[step]]
id = "a"
kind = "ask"
title = "A"
fields = [
  { #! table_over_lines
    id = "x", title = "X",
    as = "number",
  },
]
minutes = "5" #! quoted_number
"""
    )


def test_one_bracket_where_two_belong() -> None:
    marked('\n[step] #! one_bracket\nid = "a"\nkind = "list"\ntitle = "A"\n')
    marked('\n[step] #! \nid = "a"\nkind = "list"\ntitle = "A"\n[step] #! one_bracket\nid = "b"\nkind = "list"\ntitle = "B"\n')
    marked('\n[[step] #! heading\nid = "a"\nkind = "list"\ntitle = "A"\n')


def test_what_is_never_closed_is_told_where_it_opens() -> None:
    marked('\n[[step]]\nid = "a"\nkind = "list"\ntitle = "A"\nsay = """ #! open_text\nHere.\n')
    marked('\n[[step]]\nid = "a"\nkind = "list"\ntitle = "A"\nexamples = [ #! open_list\n  "a",\n  "b",\n')


def test_a_heading_given_twice_says_where_the_first_is() -> None:
    loaded = load.parse(HEAD + "[scales]\n[scales]\n")
    assert "4" in loaded.faults[0].words("en")
    assert [(fault.line, fault.key) for fault in loaded.faults] == [(5, "twice_line")]


# -------------------------------------------------------------------------------------------------------------- hostile

HOSTILE = {
    "a key of 20 000 parts": ".".join("a" * 20_000) + " = 1",
    "a heading of 20 000 parts": "[" + ".".join("a" * 20_000) + "]",
    "a quoted key of 20 000 parts": ".".join(['"a"'] * 20_000) + " = 1",
    "20 000 arrays": "a = " + "[" * 20_000,
    "20 000 arrays, closed": "a = " + "[" * 20_000 + "]" * 20_000,
    "2 000 tables": "a = " + "{ a = " * 2_000 + "1" + " }" * 2_000,
    "5 000 digits": "a = " + "9" * 5_000,
    "quotation marks": 'a = "' * 50_000,
    "three quotation marks": 'a = """' * 50_000 + "\n",
    "backslashes": 'a = "' + "\\" * 500_001,
    "signs": "=" * 200_000,
    "dots": "." * 200_000,
    "brackets": "][" * 200_000,
    "lines that are no lines": "a b\n" * 50_000,
    "headings": "[[step]]\n" * 50_000,
    "keys": "\n".join(f"k{n} = 1" for n in range(30_000)),
    "a NUL": "a = 1\0",
    "a lone surrogate": 'a = "\ud800"',
    "nothing": "",
    "a line end of an old Mac": "a = 1\rb = 2",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_fault_and_soon(name: str) -> None:
    start = time.process_time()  # what others do on the computer is not its fault
    loaded = load.parse(HOSTILE[name], "hostile.toml")
    assert loaded.scenario is None
    assert loaded.errors
    for fault in loaded.faults[:50]:
        assert str(fault)
    assert time.process_time() - start < 10  # seconds; it takes a fifth of that


def test_numbers_that_are_none() -> None:
    marked(
        """
[[step]]
id = "a"
kind = "ask"
title = "A"
fields = [
  { id = "a", title = "A", as = "number", min = nan }, #! not_finite
  { id = "b", title = "B", as = "number", max = inf }, #! not_finite
  { id = "c", title = "C", as = "number", max = 1e999 }, #! not_finite
  { id = "d", title = "D", as = "scale", max = 1180591620717411303424 }, #! too_large
]
[[step]]
id = "b"
kind = "list"
title = "B"
minutes = -1 #! too_small
max = 0 #! too_small
min = 2.5 #! whole
"""
    )


def test_strange_keys_and_ids() -> None:
    marked(
        """
"" = 1 #! unknown_key
"a.b" = 1 #! unknown_key
__class__ = 1 #! unknown_key
[scales."../x"] #! bad_id
[[step]]
id = "NUL.toml" #! bad_id
kind = "list"
title = "A"
[[step]]
id = "-rf" #! bad_id
kind = "list"
title = "A"
"""
    )


# ------------------------------------------------------------------------------------------------------------ positions


def test_every_key_and_element_has_its_place() -> None:
    text = """\
a = 1
b.c = "x"  # b = 2
[t."q.r"]
d = [
  1,
  { e = "]", f = [ 2, 3 ] },
]
[[step]]
id = '''
x'''
[[step.fields]]
g = 1
[[step]]
h = 2
[step.i]
j = 3
[[step.fields]]
k = 4
"""
    places = Positions(text)
    wanted = {
        ("a",): (1, 1),
        ("b", "c"): (2, 1),
        ("t", "q.r", "d"): (4, 1),
        ("t", "q.r", "d", 0): (5, 3),
        ("t", "q.r", "d", 1, "e"): (6, 5),
        ("t", "q.r", "d", 1, "f", 1): (6, 23),
        ("step", 0): (8, 1),
        ("step", 0, "id"): (9, 1),
        ("step", 0, "fields", 0, "g"): (12, 1),
        ("step", 1, "h"): (14, 1),
        ("step", 1, "i", "j"): (16, 1),
        ("step", 1, "fields", 0, "k"): (18, 1),
    }
    assert {path: places.of(path) for path in wanted} == wanted
    assert places.of(("step", 1, "fields", 0, "none", 3)) == (17, 1)
    assert places.of(("none",)) == (1, 1)
    assert places.of(("b", "c"), "x") == (2, 8)
    assert places.of(("b", "c"), 1) == (2, 8)
