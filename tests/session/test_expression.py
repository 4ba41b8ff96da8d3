"""The expression language: what it takes, and what it refuses with a sentence instead of an accident."""

from __future__ import annotations

import sys
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop import language
from workshop.scenario.expression import (
    FUNCTIONS,
    LARGEST,
    LONGEST,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Const,
    Expression,
    ExpressionError,
    Name,
    NameUse,
    parse,
    walk,
)

# ---------------------------------------------------------------------------------------------------------- what it takes


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "-0.5",
        "a",
        "a.b.c",
        "  a + 1\n  * 2  ",
        "a if b else c",
        "not a and (b or c)",
        "0 <= a < 5",
        "a not in b",
        "'å' == \"ö\"",
        "true or false or none",
        "max(0, poll.right + poll.followers * poll.said / 100 - poll.followers)",
        "100 * share(near_look.intent, item == 'yes')",
        "count(pains) == 0 or count(opportunities) + count(activities) > 0",
        "weighted(item.rated, last_round(weight))",
        "round(mean(score), 1)",
        "min(2,5)",
    ],
)
def test_takes(text):
    assert parse(text).text == text


def test_the_tree_of_an_expression():
    root = parse("a.b + 2 if x < 1 else first(y)").root
    assert isinstance(root, Choice)
    assert root.yes == Arithmetic("+", Name(("a", "b"), 1), Const(2, 7), 1)
    assert root.test == Comparison((Name(("x",), 12), Const(1, 16)), ("<",), 12)
    assert isinstance(root.no, Call)


def test_names_and_where_they_stand():
    names = parse("'å' in a.b and count(ideas, item.x > size) > item.n").names
    assert names == (
        NameUse("a.b", 8),
        NameUse("ideas", 22),
        NameUse("item.x", 29, bound=True),
        NameUse("size", 38),
        NameUse("item.n", 46),
    )


def test_the_item_of_a_function_is_its_own():
    assert not parse("count(ideas, item.x > 1)").uses_item
    assert parse("count(item.parts, item.x > 1)").uses_item
    assert parse("max(item.a, item.b)").uses_item


def test_one_text_is_read_once():
    assert parse("a + 1") is parse("a + 1")


# ------------------------------------------------------------------------------------------------------ what it refuses


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ("", "empty", 1),
        ("   ", "empty", 1),
        ("9**9**9", "sign", 2),
        ("().__class__", "word", 4),
        ("x.__class__", "word", 3),
        ("(lambda:1)()", "word", 2),
        ("x:=1", "sign", 2),
        ("f'{x}'", "text_prefix", 1),
        ("b'x'", "text_prefix", 1),
        ("a\0b", "character", 2),
        ("'a\0'", "odd_text", 1),
        (r"'\n'", "odd_text", 1),
        ("\ud800", "character", 1),
        ("[1]", "sign", 1),
        ("a[0]", "sign", 2),
        ("{1}", "sign", 1),
        ("a // b", "sign", 3),
        ("a % b", "sign", 3),
        ("a = 1", "meant", 3),
        ("a <> b", "meant", 3),
        ("a ≤ b", "meant", 3),
        ("a && b", "meant", 3),
        ("a is none", "meant", 3),
        ("True", "meant", 1),
        ("“a”", "meant", 1),
        ("2,5 * a", "decimal", 1),
        ("a, b", "comma", 1),
        ("a b", "syntax", 3),
        ("a +", "unfinished", 3),
        ("a and", "unfinished", 5),
        ("x if y", "syntax", 1),
        ("a..b", "syntax", 3),
        ("(a", "bracket_open", 1),
        ("a)", "bracket_closed", 2),
        ("'a", "text_open", 1),
        ("1_000", "number", 1),
        ("007", "number", 1),
        ("1.5.2", "number", 1),
        ("5 kr", "syntax", 3),
        ("5kr", "number", 1),
        ("1e999", "too_large", 1),
        ("9" * 390, "too_large", 1),
        ("first(x).text", "dot", 1),
        ("'a'.upper()", "call", 1),
        ("a.b()", "call", 1),
        ("eval('1')", "function", 1),
        ("Share(x)", "function_near", 1),
        ("avg(x)", "function_near", 1),
        ("count", "no_brackets", 1),
        ("1 + count", "no_brackets", 5),
        ("sum()", "too_few", 1),
        ("abs(1, 2)", "too_many_given", 1),
        ("clamp(1, 2)", "too_few", 1),
        ("sum(*x)", "syntax", 1),
        ("sum(x=1)", "meant", 6),
        ("share(a, b)", "no_item", 10),
        ("from", "word", 1),
        ("a.from", "word", 3),
        ("_a", "word", 1),
        ("ä", "character", 1),
        ("a; b", "sign", 2),
        ("a # b", "character", 3),
        ("a @ b", "sign", 3),
        ("(" * 40 + "1" + ")" * 40, "too_deep", 31),
        ("a" * 401, "too_long", 401),
    ],
)
def test_refuses(text, key, column):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert (refused.value.key, refused.value.column) == (f"expression.{key}", column)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_refusal_is_told_in_words(lang):
    for text in (
        "",
        "9**9",
        "f''",
        "a\0",
        "'\\'",
        "2,5",
        "a, b",
        "a b",
        "(",
        ")",
        "'",
        "1_0",
        "a(",
        "x(1)",
        "avg(1)",
        "sum",
        "sum()",
    ):
        with pytest.raises(ExpressionError) as refused:
            parse(text)
        words = refused.value.words(lang)
        assert not words.startswith("expression.")
        assert "{" not in words
        assert "…" not in words.replace("(…)", "")


@pytest.mark.parametrize(
    "text",
    ["(" * 399, "-" * 399 + "1", "not " * 99 + "x", "1" + "+1" * 199, "a" + ".a" * 199, "1 if a else " * 33 + "1", "sum(" * 99],
)
def test_neither_hangs_nor_recurses(text):
    began = time.perf_counter()
    try:
        found = parse(text)
    except ExpressionError:
        pass
    else:
        assert sum(1 for _ in walk(found.root)) <= LARGEST
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("text", ["+" * 5000, "(" * 100_000, "1" + "+1" * 5000, "not " * 3000 + "x", "'a" * 100_000])
def test_a_long_one_is_refused_before_anything_reads_it(text):
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert refused.value.key == "expression.too_long"
    assert str(LONGEST) in refused.value.words("en")


def test_deep_in_the_stack_it_still_reads():
    def down(n: int) -> object:
        return down(n - 1) if n else parse("(" * 30 + "1" + ")" * 30 + " + 2")

    assert down(sys.getrecursionlimit() // 2)


SIGNS = st.sampled_from(
    [
        *("a", "item", "score.", "1", "2.5", "'x'", '"', "'", "å", "\0", "\t", "\\", ":", "=", "[", "]"),
        *("+", "-", "*", "/", "**", "<", "<=", "==", "!=", ">", "(", ")", ",", "."),
        *("and", "or", "not", "in", "if", "else", "none", "true", "sum(", "count(", "mean("),
    ]
)


@settings(max_examples=400)
@given(st.lists(SIGNS, max_size=40).map(" ".join) | st.text(max_size=80) | st.lists(SIGNS, max_size=60).map("".join))
def test_any_text_whatever_is_read_or_refused_in_words(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, refused = outcome(text)
    if refused is not None:
        assert 1 <= refused.column <= len(text) + 1
        assert not refused.words("sv").startswith("expression.")
    if found is not None:
        assert len(text) <= LONGEST
        assert all(text[name.column - 1 :].startswith(name.name.split(".")[0]) for name in found.names)


def outcome(text: str) -> tuple[Expression | None, ExpressionError | None]:
    try:
        return parse(text), None
    except ExpressionError as refused:
        return None, refused


def test_every_function_has_its_words_nowhere_to_translate():
    # The names of functions are the language itself: the same in both languages, and none is a Python keyword.
    assert all(name.isidentifier() for name in FUNCTIONS)
    assert language.t("expression.empty", "sv") != language.t("expression.empty", "en")
