"""A file of the wrong shape: every fault of it once, in plain words, and one mistake is not told twice."""

from __future__ import annotations

import pytest

from tests.scenario.marked import HEAD, found, marked
from workshop.scenario import load

LIST = '\n[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Ideas"\n'


def words(body: str, lang: str = "en", head: str = HEAD) -> str:
    (fault,) = load.parse(head + body).errors
    return fault.words(lang)


def test_an_unknown_key_says_what_was_probably_meant() -> None:
    marked(LIST + 'promt = "What?" #! unknown_key\n')
    assert "prompt" in words(LIST + 'promt = "What?"\n')
    assert "Menade du ”prompt”?" in words(LIST + 'promt = "What?"\n', "sv")
    marked(LIST + "zzz = 1 #! unknown_key\n")


def test_a_key_of_another_kind_says_which() -> None:
    marked(LIST + "dots = 3 #! key_of_kind\n")
    assert "vote" in words(LIST + "dots = 3\n")
    marked(LIST + 'from = "people" #! from_here\n')


def test_keys_of_another_kind_of_answer() -> None:
    marked('\n[[step]]\nid = "a"\nkind = "ask"\ntitle = "A"\noptions = ["x", "y"] #! key_of_field_text\n')
    marked('\n[[step]]\nid = "a"\nkind = "ask"\ntitle = "A"\nas = "yesno"\nlines = 3 #! key_of_field\n')
    marked(LIST + 'fields = [\n  { id = "x", title = "X", as = "date", max = 3 }, #! key_of_field\n]\n')


def test_one_question_or_several() -> None:
    marked('\n[[step]]\nid = "a"\nkind = "ask"\ntitle = "A"\nas = "scale" #! one_or_several\nfields = ["X"]\n')


def test_an_unknown_kind_is_taken_as_what_was_meant_and_judged_so() -> None:
    marked(LIST + '[[step]]\nid = "v"\nkind = "vot" #! kind\ntitle = "V"\nfrom = "ideas"\ndots = 3\nlow = 1 #! key_of_kind\n')
    marked('\n[[step]]\nid = "v"\nkind = "scale" #! kind_as\ntitle = "V"\nmax = 3\n')
    marked('\n[[step]]\nid = "v"\nkind = "text" #! kind_as\ntitle = "V"\n')
    marked('\n[[step]]\nid = "v"\nkind = "break" #! kind\ntitle = "V"\n')


def test_what_names_a_step_of_an_unknown_kind_is_not_a_fault_too() -> None:
    marked(
        """
[[step]]
id = "odd"
kind = "xyzzy" #! kind
title = "Odd"
fields = ["A"]
[[step]]
id = "v"
kind = "vote"
title = "V"
from = "odd"
dots = 3
when = "odd.a == 'x' and odd > 3"
hint = "{odd.a}"
"""
    )


def test_a_step_without_a_kind() -> None:
    marked('\n[[step]] #! missing\nid = "a"\ntitle = "A"\n')
    marked('\n[[step]]\ntype = "list" #! unknown_key\nid = "a"\ntitle = "A"\n')


def test_what_is_missing_is_said_once_with_its_step() -> None:
    marked('\n[[step]] #! missing missing\nkind = "list"\n')
    marked('\n[[step]] #! missing\nid = "v"\nkind = "vote"\ntitle = "V"\ndots = 3\n')
    assert "“v”" in words('\n[[step]]\nid = "v"\nkind = "vote"\ntitle = "V"\ndots = 3\n')
    marked('\n[[step]] #! missing missing missing\nid = "m"\nkind = "matrix"\ntitle = "M"\n')
    marked('\n[[step]]\nid = "a"\nkind = "ask"\ntitle = "A"\nfields = [\n  { as = "date" }, #! missing missing\n]\n')


def test_a_misspelt_key_that_must_be_there_is_one_fault() -> None:
    marked(LIST + '[[step]]\nid = "v"\nkind = "vote"\ntitle = "V"\nform = "ideas" #! unknown_key\ndots = 3\n')
    marked(LIST.replace("title", "titel").replace('titel = "Ideas"', 'titel = "Ideas" #! unknown_key'))
    marked('\n[[steps]] #! unknown_key\nid = "a"\nkind = "list"\ntitle = "A"\nminutes = "4" #! quoted_number\n')


def test_the_head() -> None:
    assert found('id = "a"\ntitle = "A"\n' + LIST) == [(1, "format_missing")]
    assert found('format = 2\nid = "a"\ntitle = "A"\n' + LIST) == [(1, "format_newer")]
    assert found('format = 0\nid = "a"\ntitle = "A"\n' + LIST) == [(1, "format_one")]
    assert found('format = "1"\nid = "a"\ntitle = "A"\n' + LIST) == [(1, "format_one")]
    assert sorted(found("")) == [(1, "format_missing"), (1, "missing"), (1, "missing"), (1, "no_steps")]
    assert found(HEAD) == [(1, "no_steps")]
    assert found(HEAD + "step = []\n") == [(4, "no_steps")]
    assert found(HEAD + 'version = "1.0"\n' + LIST) == [(4, "bad_version")]
    assert found(HEAD + 'languages = ["svenska"]\n' + LIST) == [(4, "not_a_language")]
    assert found(HEAD + 'suits = ["groups"]\n' + LIST) == [(4, "not_one_of")]
    assert found(HEAD + "step = {}\n") == [(4, "one_bracket"), (4, "missing")]
    assert found(HEAD + "step = 5\n") == [(4, "wrong_type")]
    assert found(HEAD + "step = [1, 2]\n") == [(4, "wrong_type"), (4, "wrong_type")]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("title = 5", "wrong_type"),
        ("title = {}", "empty"),
        ('title = ""', "empty"),
        ('title = " "', "empty"),
        ("title = { sv = 5 }", "wrong_type"),
        ('title = { Svenska = "A" }', "not_a_language"),
        ('title = ["A"]', "wrong_type"),
        ("title = 2026-01-01", "wrong_type"),
        ('title = "A"\nminutes = "ten"', "wrong_type"),
        ('title = "A"\nminutes = "2,5"', "quoted_number"),
        ('title = "A"\nminutes = true', "wrong_type"),
        ('title = "A"\nminutes = 1441', "too_large"),
        ('title = "A"\noptional = "true"', "quoted_truth"),
        ('title = "A"\noptional = 1', "wrong_type"),
        ('title = "A"\nexamples = "x"', "needs_list"),
        ('title = "A"\nexamples = [5]', "wrong_type"),
        ('title = "A"\nmax = 1.0', "whole"),
        ('title = "A"\nnames = "latr"', "not_one_of"),
        ('title = "A"\nnames = 5', "not_one_of"),
        ('title = "A"\nrepeat = "yes"', "wrong_type"),
        ('title = "A"\nrepeat = { max = 51 }', "too_large"),
        ('title = "A"\nrepeat = { til = 3 }', "unknown_key"),
        ('title = "A"\neach = 5', "wrong_type"),
        ('title = "A"\nfields = "X"', "needs_list"),
        ('title = "A"\nfields = [5]', "wrong_type"),
        ('title = "A"\nwas = "x"', "needs_list"),
        ('title = "A"\nchecks = [{ text = "x" }]', "missing"),
        ('title = "A"\nitems = [{ id = "x" }]', "missing"),
        ('title = "A"\nitems = [{ id = "X Y", text = "x" }]', "bad_id"),
        ('title = "A"\nitems = [{ id = "x", text = "x", values = { n = [1] } }]', "wrong_type"),
        ('title = "A"\nitems = [{ id = "x", text = "x", values = { n = nan } }]', "not_finite"),
        ('title = "A"\nfields = [{ id = "x", title = "X", as = "skale" }]', "as"),
        ('title = "A"\nfields = [{ id = "x", title = "X", as = 5 }]', "as"),
        ('title = "A"\nfields = [{ id = "x", title = "X", kind = "date" }]', "unknown_key"),
        ('title = "A"\nfields = [{ id = "x", title = "X", as = "duration", day_hours = 0 }]', "too_small_above"),
        ('title = "A"\nfields = { id = "x", title = "X" }', "one_bracket"),
        ('title = "A"\nwhen = 1 + 1', "odd_value"),
        (f'title = "{"A" * 2001}"', "too_long"),
        (f'title = "A"\nwhen = "{"x" * 401}"', "too_long"),
        (f'title = "A"\nfields = [{", ".join(chr(34) + f"f{n}" + chr(34) for n in range(51))}]', "too_many"),
    ],
)
def test_a_value_of_the_wrong_sort_is_one_fault_at_its_line(line: str, key: str) -> None:
    text = HEAD + '\n[[step]]\nid = "a"\nkind = "list"\n' + line + "\n"
    assert found(text) == [(8 + line.count("\n"), key)], list(map(str, load.parse(text).faults))


def test_limits_of_the_page() -> None:
    many = "".join(f'[[step]]\nid = "s{n}"\nkind = "note"\ntitle = "S"\n' for n in range(201))
    assert [key for _, key in found(HEAD + many)] == ["too_many"]
    sections = "".join(f'[[section]]\nid = "x{n}"\ntitle = "S"\n' for n in range(51))
    assert [key for _, key in found(HEAD + sections + LIST)] == ["too_many"]
    items = ", ".join(f'"Item {n}"' for n in range(501))
    assert [key for _, key in found(HEAD + LIST + f"items = [{items}]\n")] == ["too_many"]
    note = f'\n[[step]]\nid = "n"\nkind = "note"\ntitle = "N"\ntext = "{"x" * 20_000}"\n'
    assert found(HEAD + note) == []
    assert [key for _, key in found(HEAD + note.replace("xx", "xxx", 1))] == ["too_long"]


def test_ids_that_cannot_be() -> None:
    marked('\n[[step]]\nid = "Near-Look" #! bad_id\nkind = "list"\ntitle = "A"\n')
    assert "near_look" in words('\n[[step]]\nid = "Near-Look"\nkind = "list"\ntitle = "A"\n')
    marked("\n[teams.Pairs] #! bad_id\nsize = 2\n" + LIST + 'by = "Pairs"\n')


def test_a_fault_in_a_list_leaves_the_others_their_place() -> None:
    marked(
        """
[[step]]
id = "a"
kind = "nonsense_kind" #! kind
title = "A"
[[step]]
id = "b"
kind = "ask"
title = "B"
minutes = "3" #! quoted_number
as = "choice"
options = [
  5, #! wrong_type
  { id = "y", title = "Y" },
  { id = "y", title = "Z" }, #! id_twice_here
]
[[step]]
id = "c"
kind = "vote"
title = "C"
from = "nothing" #! unknown_name
dots = 3
"""
    )


def test_a_choice_whose_options_are_all_wrong_is_not_without_options_too() -> None:
    marked('\n[[step]]\nid = "b"\nkind = "ask"\ntitle = "B"\nas = "choice"\noptions = 5 #! wrong_type\n')
    marked('\n[[step]]\nid = "b"\nkind = "ask"\ntitle = "B"\nas = "choice"\noptions = [5] #! wrong_type\n')


def test_words_are_plain_in_both_languages() -> None:
    body = LIST + "minutes = [1]\n"
    assert words(body) == "“minutes” should be a number, but is a list."
    assert words(body, "sv") == "”minutes” ska vara ett tal, men är en lista."
    body = LIST + "each = 5\n"
    assert words(body).startswith("“each” should be the name of something earlier, a table { from = … }, or a list of these")
    body = '\n[[step]]\nid = "v"\nkind = "vote"\ntitle = "V"\nfrom = "people"\ndots = "som"\n'
    assert words(body, "sv") == '”dots” kan inte vara "som". Det kan vara "any".'
