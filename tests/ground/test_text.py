"""What a person wrote is kept whole, and is never anything but text."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata

import pytest
import tomli_w
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE, HOSTILE_IDS
from workshop.text import (
    _PLAIN,
    Block,
    Run,
    _scrub,
    clean,
    fill,
    fold,
    ident,
    is_blank,
    lines_of,
    paragraphs,
    pieces,
    placeholders,
    runs,
    slug,
)

# Any code point, surrogates too; and strings thick with those that meet each other in `clean`.
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
THICK = st.text(
    "a\u212b\u2329\u2adc\u1100\u1161\u11a8\u0301\u0338\u0327\ufe0f\u200c\u200d😀\u2190⚕\u231a\u20e3\x1b[]P\\0;m\x07\x9b\x9c\x9d"
    "\r\n\t \x00\x85\u2028\ud83d\ude00\ufeff\ufffe\u202e\ue000\u09c7\u09be\u0f71\u0f72\u0344",
    max_size=40,
)
TEXTS = ANY | THICK


@given(TEXTS)
@settings(max_examples=600)
def test_cleaning_twice_is_cleaning_once(s: str) -> None:
    for multiline in (True, False):
        once = clean(s, multiline=multiline)
        assert clean(once, multiline=multiline) == once
        assert clean(clean(s), multiline=multiline) == once


@given(TEXTS)
@settings(max_examples=600)
def test_what_is_clean_can_be_kept(s: str) -> None:
    kept = clean(s)
    kept.encode("utf-8")
    assert unicodedata.is_normalized("NFC", kept)
    for multiline_strings in (False, True):
        assert tomllib.loads(tomli_w.dumps({"text": kept}, multiline_strings=multiline_strings)) == {"text": kept}


@given(TEXTS)
@settings(max_examples=300)
def test_nothing_clean_moves_a_terminal(s: str) -> None:
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Co") or c in "\n\t" for c in clean(s))
    assert not set(clean(s, multiline=False)) & set("\n\t")


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_the_corpus_is_cleaned(s: str) -> None:
    kept = clean(s)
    assert clean(kept) == kept
    assert tomllib.loads(tomli_w.dumps({"text": kept}, multiline_strings=True))["text"] == kept
    assert re.fullmatch("[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]*", kept)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\u030a", "å"),
        ("\x1b[1;31mröd\x1b[0m", "röd"),
        ("\x1b]0;pwn\x07titel", "titel"),
        ("\x1b]0;pwn\x1b\\titel", "titel"),
        ("\x1b]52;c;cm0=\x07x", "x"),
        ("\x9b31mröd\x9d0;t\x9c", "röd"),
        ("\x1b]0;utan slut", "]0;utan slut"),  # no end: nobody's words are taken with it
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\ud83d\ude00", "😀"),  # a pair that was cut in two
        ("a\ud800b", "ab"),
        ("\ufeffa\u202eb\u2066c\u200f", "abc"),
        ("a\u200db", "ab"),
        ("👨‍👩‍👧 👩‍⚕️ 🏳️‍🌈", "👨‍👩‍👧 👩‍⚕️ 🏳️‍🌈"),
        ("a\u00a0b", "a\u00a0b"),
        ("\U0001fae9", "\U0001fae9"),  # newer than Python's tables, and still somebody's words
        ("  a  \tb \n", "  a  \tb \n"),
        ("x" + "\u0301" * 100, "x" + "\u0301" * 8),
    ],
)
def test_clean(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_what_is_taken_for_plain_needs_no_cleaning() -> None:
    plain_letters = "".join(c for c in map(chr, range(0x110000)) if _PLAIN.fullmatch(c))
    assert _scrub(plain_letters) == plain_letters
    assert all(_scrub(c) == c for c in plain_letters)


def test_one_line() -> None:
    assert clean(" a \n\t b\tc  d \r\n", multiline=False) == "a b c  d"
    assert clean("\n", multiline=False) == ""


@pytest.mark.parametrize(
    "s", ["", " \t\n", "\u200b", "\u00a0\u2003", "\u200d\u2060\ufeff", "\x00", "\u3164", "\ufe0f", "\x1b[31m"]
)
def test_blank(s: str) -> None:
    assert is_blank(s)


@pytest.mark.parametrize("s", ["a", ".", "😀", " x ", "\u200b1"])
def test_not_blank(s: str) -> None:
    assert not is_blank(s)


def test_a_paste_becomes_items() -> None:
    assert lines_of("Söker\r\n\r\n  Jämför \n\u200b\nKo\u0308per\tsnart") == ["Söker", "Jämför", "Köper snart"]
    assert lines_of("\n \n") == []


@given(TEXTS)
def test_items_of_a_paste_are_clean_lines(s: str) -> None:
    for line in lines_of(s):
        assert clean(line, multiline=False) == line
        assert not is_blank(line)


def test_fold() -> None:
    assert fold(" NORDLUND\u00a0 kaffe\n") == fold("Nordlund Kaffe")
    assert fold("A\u030a") == fold("å") != fold("a")
    assert fold("kaf\u200bfe") == "kaffe"


# --------------------------------------------------------------------------------------------------------------- names


@given(TEXTS, st.integers(1, 60), st.sampled_from("-_"))
@example("con", 3, "-")
@example("con", 1, "-")
def test_a_slug_is_a_file_name_everywhere(s: str, limit: int, sep: str) -> None:
    name = slug(s, limit=limit, sep=sep)
    assert re.fullmatch(f"[a-z0-9]([a-z0-9{sep}]*[a-z0-9])?", name)
    assert len(name) <= limit
    assert not re.fullmatch("con|prn|aux|nul|com[0-9]|lpt[0-9]", name)


@given(TEXTS)
def test_an_ident_is_an_id(s: str) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]{0,39}", ident(s))
    assert ident(ident(s)) == ident(s)


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_the_corpus_as_names(s: str) -> None:
    assert re.fullmatch("[a-z0-9][a-z0-9-]{0,39}", slug(s))
    assert re.fullmatch("[a-z][a-z0-9_]{0,39}", ident(s))


@pytest.mark.parametrize(
    ("s", "name"),
    [
        ("Kundresan · Nordlund Kaffe", "kundresan-nordlund-kaffe"),
        ("Åäö É Ø Æ ß", "aao-e-o-ae-ss"),
        ("A\u030angström", "angstrom"),
        ("CON", "x-con"),
        ("LPT¹", "x-lpt1"),
        ("../../etc/passwd", "etc-passwd"),
        ("Namn.", "namn"),
        ("", "untitled"),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_slug(s: str, name: str) -> None:
    assert slug(s) == name


def test_texts_without_latin_letters_get_names_of_their_own() -> None:
    assert slug("日本") != slug("東京")
    assert ident("😀") != ident("😞")


@pytest.mark.parametrize(
    ("s", "name"), [("Gick bra", "gick_bra"), ("Con", "con"), ("2 dagar", "x2_dagar"), ("Före köp", "fore_kop")]
)
def test_ident(s: str, name: str) -> None:
    assert ident(s) == name


# --------------------------------------------------------------------------------------------------------------- marks


def plain(found: tuple[Run, ...]) -> str:
    return "".join(run.text for run in found)


@pytest.mark.parametrize(
    "s",
    [
        "snake_case_name",
        "2*3",
        "2 * 3 * 4",
        "*",
        "**b**",
        "__init__",
        "*a",
        "a*",
        "* a*",
        "*a *",
        "*a\n\nb*",
        "`a",
        "_a b*",
        "5* och 6*",
        "",
    ],
)
def test_what_is_no_mark_stays(s: str) -> None:
    assert runs(s) == ((Run(s),) if s else ())


def test_marks() -> None:
    assert runs("*fet*, _lutad_ (`kod`).") == (
        Run("fet", bold=True),
        Run(", "),
        Run("lutad", italic=True),
        Run(" ("),
        Run("kod", code=True),
        Run(")."),
    )
    assert runs("*a _b_ c*") == (Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", bold=True))
    assert runs("*_a_*") == (Run("a", bold=True, italic=True),)
    assert runs("`a*b* _c_`") == (Run("a*b* _c_", code=True),)
    assert runs("*två\nrader*") == (Run("två\nrader", bold=True),)
    assert runs("*a _b* c_") == (Run("a _b", bold=True), Run(" c_"))


@given(st.text("*_` ab\n{}.", max_size=30))
def test_marks_take_away_only_themselves(s: str) -> None:
    assert re.sub("[*_`]", "", plain(runs(s))) == re.sub("[*_`]", "", s)
    assert all(run.text for run in runs(s))


@pytest.mark.parametrize(
    "unit", ["*a ", "_a ", "`a ", "*_a ", "*a* ", "{a", "{{", "\x1b]", "\x9d", "\x1b[1", "e\u0301", "\u200d"]
)
def test_length_costs_in_proportion(unit: str) -> None:
    # A search that went back to the start at each of these would not come to an end here.
    s = unit * 100_000
    assert runs(clean(s)) is not None
    assert fill(s, lambda name: None) is not None


def test_insertions_are_not_marked_up() -> None:
    assert runs("_x {a_.b_} y_") == (Run("x {a_.b_} y", italic=True),)
    assert runs("{near_look.count}") == (Run("{near_look.count}"),)


def test_paragraphs() -> None:
    assert paragraphs("Ett\nstycke.\n\n\n- en\n  och mer\n-  två\nEtt till") == (
        Block("paragraph", ("Ett", "stycke.")),
        Block("list", ("en och mer", "två")),
        Block("paragraph", ("Ett till",)),
    )
    assert paragraphs(" \n") == ()
    assert paragraphs("Före:\n- a") == (Block("paragraph", ("Före:",)), Block("list", ("a",)))
    assert Block("paragraph", ("Ett", "stycke.")).text == "Ett stycke."
    assert paragraphs("-5 grader")[0].kind == "paragraph"


# ---------------------------------------------------------------------------------------------------------- insertions

VALUES = {"item": "Tar emot", "persona.name": "Anna", "empty": ""}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("Varför {item}?", "Varför Tar emot?"),
        ("{persona.name} {last}", "Anna …"),
        ("{{item}} {{{item}}}", "{item} {Tar emot}"),
        ("{empty}", ""),
        (
            "{0.__class__} {x!r} {} { item } {Item} {item.__class__} {",
            "{0.__class__} {x!r} {} { item } {Item} {item.__class__} {",
        ),
    ],
)
def test_fill(template: str, filled: str) -> None:
    assert fill(template, VALUES.get) == filled


def test_placeholders() -> None:
    assert placeholders("{a} {{b}} {c.d} {a} {E}") == ["a", "c.d"]


def test_a_value_is_one_plain_run_in_the_style_of_its_place() -> None:
    assert pieces("*{item}*: {{hur}} {last}", lambda name: "*a* _b_ {item}" if name == "item" else None) == (
        Run("*a* _b_ {item}", bold=True),
        Run(": {hur} "),
        Run("…"),
    )


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_no_value_is_looked_into(s: str) -> None:
    value = clean(s)
    assert fill("<{item}>", lambda name: value) == f"<{value}>"
    found = pieces("*Varför* {item}?", lambda name: value)
    assert found == (Run("Varför", bold=True), Run(" "), *([Run(value)] if value else []), Run("?"))


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_a_hostile_template_only_shows_itself(s: str) -> None:
    assert plain(runs(s)) is not None
    assert placeholders(s) is not None
    fill(s, lambda name: None)
    paragraphs(s)


# --------------------------------------------------------------------------------------------------------------- floor


@pytest.mark.parametrize("module", ["text", "errors", "language", "places"])
def test_the_ground_imports_little(module: str) -> None:
    code = (
        f"import sys; before = set(sys.modules); import workshop.{module}; "
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"textual", "rich", "click", "msgspec", "tomllib", "tomli_w", "platformdirs", "decimal"} & set(loaded)
