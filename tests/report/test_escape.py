"""Markdown: what a person wrote is read as it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.hostile import HOSTILE, HOSTILE_IDS
from tests.report.texts import inline_tokens, markdown_tokens, read
from workshop.report.document import plain
from workshop.report.writers import escape
from workshop.text import Run, clean

SIGNS = st.text(alphabet=st.sampled_from(list("\\`*_{}[]()#+-.!|<>&;:~=$@/ \tab1wåé\n'\"^%")), max_size=40)
ANY = st.text(max_size=60).map(clean)


def lines_of(text: str) -> str:
    """A text as a page shows it: nobody sees blank lines around it."""
    return re.sub(r"^(\s*\n)+|(\n\s*)+$", "", text)


def spaces(text: str) -> str:
    """As many spaces as one sees: those at the ends of a line are none, and some readers count no-break ones among them."""
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))


@given(st.one_of(SIGNS, ANY))
@example("# rubrik")
@example("a\n===\nb")
@example("a|b\n--|--\n1|2")
@example("    kod")
@example("<script>alert(1)</script>")
@example("![bild](http://x.se/a.png)")
@example("\\")
@example("&amp;&#35;")
def test_lines_are_read_as_written(text: str) -> None:
    wanted = lines_of(text)
    if not wanted.strip():
        return
    tokens = markdown_tokens(escape.lines(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert spaces(read(escape.lines(text))) == spaces(wanted)


@given(st.one_of(SIGNS, ANY))
@example("a|b")
@example("\\|")
@example("\\\\|")
@example("a\\")
@example("rad\nrad")
def test_a_cell_is_read_as_written_and_stays_one_cell(text: str) -> None:
    drawn = escape.cell(text)
    tokens = markdown_tokens(f"| a | b |\n| --- | --- |\n| {drawn} | z |")
    assert [token.type for token in tokens].count("td_open") == 2
    wanted = re.sub(r"[ \t]*\n[ \t]*", "\n", text).strip()
    assert spaces(read(drawn, table=True)).strip() == spaces(wanted).strip()


@given(st.one_of(SIGNS, ANY))
@example("rubrik #")
@example("rubrik ###")
def test_a_heading_stays_one_heading(text: str) -> None:
    wanted = spaces(re.sub(r"[ \t]*\n[ \t]*", " ", text)).strip()
    if not wanted:
        return
    tokens = markdown_tokens(f"## {escape.heading(text)}\n\nefter")
    assert [token.type for token in tokens][:3] == ["heading_open", "inline", "heading_close"]
    assert tokens[1].children is not None
    assert spaces("".join(child.content for child in tokens[1].children)).strip() == wanted


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_hostile_text_makes_nothing(s: str) -> None:
    for drawn in (escape.lines(clean(s)), escape.words(plain(clean(s)), "lines"), escape.cell(clean(s))):
        found = {token.type for token in inline_tokens(markdown_tokens(f"- x\n- {drawn}"))}
        assert not found & {"link_open", "image", "em_open", "strong_open", "s_open", "code_inline"}, drawn
        assert all(t.content == "<br>" for t in inline_tokens(markdown_tokens(drawn)) if t.type == "html_inline")


@pytest.mark.parametrize("link", ["https://acme.se/x", "http://a", "www.acme.se", "anna@acme.se", "ftp://x"])
def test_nothing_becomes_a_link_by_itself(link: str) -> None:
    drawn = escape.lines(f"se {link} nu")
    assert link not in drawn
    assert read(drawn) == f"se {link} nu"


@pytest.mark.parametrize(
    "plain_text", ["Vi säger 3 av 5, 40 % (ungefär)!", "snake_case", "a < b", "C:\\Users", "R&D", "kl. 9:30", "8–10"]
)
def test_ordinary_text_is_left_alone(plain_text: str) -> None:
    assert escape.lines(plain_text) == plain_text


def test_a_fence_is_longer_than_any_inside() -> None:
    text = "före\n````\n```\nefter"
    tokens = markdown_tokens(escape.fence(text))
    assert [token.type for token in tokens] == ["fence"]
    assert tokens[0].content == text + "\n"


def test_the_marks_of_a_scenario_are_kept_and_values_in_them_are_not_read() -> None:
    runs = (Run("Fråga "), Run("Karin *x*", bold=True), Run(" om "), Run("a`b", code=True), Run(" i dag", italic=True))
    drawn = escape.words(runs)
    assert read(drawn) == "Fråga [strong_open]Karin *x*[strong_close] om a`b [em_open]i dag[em_close]"


def test_spaces_at_the_edge_of_a_mark_stay_outside_it() -> None:
    assert escape.words((Run("a"), Run(" b ", bold=True), Run("c"))) == "a **b** c"
