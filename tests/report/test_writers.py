"""Both writers: the same structure whatever the words are, and the words whole."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from tests.hostile import HOSTILE, HOSTILE_IDS
from tests.report.documents import document
from tests.report.texts import Page, inline_tokens, markdown_tokens, texts, with_texts
from workshop.report import figures
from workshop.report.document import (
    Axis,
    Bars,
    Chapter,
    Corner,
    Curve,
    Document,
    Entry,
    MatrixPlot,
    Number,
    PlotPoint,
    Point,
    RawAnswers,
    RawGroup,
    RawQuestion,
    Series,
    Tree,
    plain,
)
from workshop.report.writers import WRITERS, html, markdown, written
from workshop.text import clean, is_blank

DOCUMENT = document()
SVG_TEXT = frozenset({"tspan", "text"})  # how often a word in a picture is broken depends on its length


def shape(page: Page) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter(tag for tag in page.tags if tag[0] not in SVG_TEXT)


PLAIN_SHAPE = shape(Page(html.write(with_texts(DOCUMENT, lambda text: "x"))))
ALLOWED = frozenset({name for _, names in PLAIN_SHAPE for name in names})


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_html_holds_every_text_and_nothing_else(s: str) -> None:
    text = clean(s)
    if is_blank(text):
        html.write(with_texts(DOCUMENT, lambda _: text))
        return
    page = Page(html.write(with_texts(DOCUMENT, lambda _: text)))
    assert page.unbalanced == []
    assert page.open == []
    assert shape(page) == PLAIN_SHAPE
    assert all(href.startswith("#") for href in page.of("href"))
    assert set(page.said) == {text}
    assert "".join(page.data).count(text) > 100


def test_html_reads_back_to_every_text_of_the_document() -> None:
    page = Page(html.write(DOCUMENT))
    seen = re.sub(r"\s+", " ", "".join(page.data) + " ".join(page.of("aria-label")))
    missing = [text for text in texts(DOCUMENT) if re.sub(r"\s+", " ", text) not in seen]
    # What is only said in the labels of a drawing, or where a short name stands for it.
    assert [text for text in missing if not text.startswith("Nära att ge upp")] == []


def test_html_fetches_and_runs_nothing() -> None:
    source = html.write(DOCUMENT)
    page = Page(source)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "style-src"}
    names = {name for _, names in page.tags for name in names}
    assert not {name for name in names if name.startswith("on")} | (names & {"src", "style", "srcset", "action"})
    assert "http://" not in re.sub(r'xmlns="[^"]*"', "", source)
    assert "https://" not in source
    assert "@import" not in source
    assert "url(" not in source
    style = source[source.index("<style>") + 7 : source.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(value for key, value in page.values if key == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy


def test_html_says_its_language() -> None:
    assert '<html lang="sv">' in html.write(DOCUMENT)
    assert '<html lang="en">' in html.write(document("en"))


def test_a_title_cannot_leave_the_style_sheet() -> None:
    source = html.write(with_texts(DOCUMENT, lambda _: '"}</style><script>x</script>\\'))
    assert source.count("</style>") == 1
    assert "<script>" not in source


def test_colour_is_never_the_only_sign_of_a_feeling() -> None:
    source = html.write(DOCUMENT)
    for drawn in ("+1", "+2", ">0", "\u22121", "\u22122"):
        assert drawn in source


def test_every_link_leads_somewhere() -> None:
    page = Page(html.write(DOCUMENT))
    assert {href[1:] for href in page.of("href")} <= set(page.of("id"))
    assert len(page.of("id")) == len(set(page.of("id")))


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_markdown_keeps_its_structure(s: str) -> None:
    text = clean(s)
    if is_blank(text):
        markdown.write(with_texts(DOCUMENT, lambda _: text))
        return
    tokens = markdown_tokens(markdown.write(with_texts(DOCUMENT, lambda _: text)))
    assert [token.tag for token in tokens if token.type == "heading_open"] == HEADINGS
    assert Counter(token.type for token in tokens if token.type.startswith(("t", "h"))) == TABLES
    for token in inline_tokens(tokens):
        if token.type == "html_inline":
            assert re.fullmatch(r'<br>|<a id="[a-z0-9-]+">|</a>', token.content), token.content
        assert token.type != "image"
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith("#")
    assert {token.type for token in tokens} & {"html_block", "code_block", "hr"} <= set()


_BASE = markdown_tokens(markdown.write(with_texts(DOCUMENT, lambda _: "x")))
HEADINGS = [token.tag for token in _BASE if token.type == "heading_open"]
TABLES = Counter(token.type for token in _BASE if token.type.startswith(("t", "h")))


def test_markdown_has_the_map_in_parts_that_can_be_read() -> None:
    source = markdown.write(DOCUMENT)
    heads = [line for line in source.splitlines() if "Behov uppstår" in line and line.startswith("|  |")]
    assert heads
    assert heads[0].count("|") == 4 + 2  # seven stages: four and three
    assert "| **Känner** | ▅ +1<br>Går bra | ▇ +2<br>Lätt och roligt | ▃ 0<br>Varken eller | ▂ −1<br>Trögt |" in source
    assert [remark.kind for remark in markdown.remarks(DOCUMENT)] == ["split"]


def test_a_long_answer_set_in_lines_is_kept_to_the_sign() -> None:
    text = "def f():\n    return `x`\n```\nslut"
    source = markdown.write(with_texts(DOCUMENT, lambda _: text))
    assert "````" in source
    assert "      return `x`" in source


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_same_document_is_the_same_bytes(name: str) -> None:
    first, second = written(DOCUMENT, name), written(document(), name)
    assert first == second
    assert name not in ("md", "html") or first[0][0].data.decode().endswith("\n")


def test_what_is_missing_is_said_in_words() -> None:
    assert html.write(DOCUMENT).count(">saknas<") == 4
    assert markdown.write(DOCUMENT).count("**saknas**") == 4
    assert "missing" in markdown.write(document("en"))


# ---------------------------------------------------------------------------------------------------------- pictures


def blocks(kind: type, source: Document = DOCUMENT) -> list[object]:
    found = [block for block in source.blocks() if isinstance(block, kind)]
    for block in source.blocks():
        found += [lane for lane in getattr(block, "lanes", ()) if isinstance(lane, kind)]
    return found


DRAWN = ((Curve, figures.curve), (Bars, figures.bars), (MatrixPlot, figures.matrix), (Tree, figures.tree))


@pytest.mark.parametrize("s", ["x", *HOSTILE], ids=["x", *HOSTILE_IDS])
def test_a_picture_by_itself_is_good_xml(s: str) -> None:
    source = with_texts(DOCUMENT, lambda _: clean(s) or "x")
    for kind, draw in DRAWN:
        for block in blocks(kind, source):
            root = ElementTree.fromstring(draw(block, alone=True))  # type: ignore[operator]
            assert root.tag == "{http://www.w3.org/2000/svg}svg"
            assert "nan" not in (root.get("viewBox") or "")


def test_a_curve_turns_only_at_its_points() -> None:
    spots = [(0.0, 3.0), (1.0, 0.0), (2.0, 0.0), (3.0, 4.0), (4.0, 3.9), (5.0, 0.0)]
    path = figures.monotone(spots)
    figures_ = [float(x) for x in re.findall(r"-?[\d.]+", path)]
    assert min(figures_[1::2]) >= 0.0
    assert max(figures_[1::2]) <= 4.0


def test_a_gap_in_a_curve_is_left_open() -> None:
    curve = next(block for block in blocks(Curve) if len(block.series) == 2)  # type: ignore[attr-defined]
    assert figures.curve(curve).count('class="line"') == 2  # type: ignore[arg-type]


def test_things_in_the_same_place_share_a_mark() -> None:
    drawn = figures.matrix(blocks(MatrixPlot)[0])  # type: ignore[arg-type]
    assert ">b f</text>" in drawn


def test_no_dot_covers_the_name_of_a_corner() -> None:
    ends = ("low", "high")
    title = "A name so long that it has to be broken into two lines"
    axis = Axis(title="Effort", low="small", high="large")
    block = MatrixPlot(
        title="Plane",
        x=axis,
        y=axis,
        corners=tuple(Corner(title=title, x=x, y=y) for x in ends for y in ends),  # type: ignore[arg-type]
        points=tuple(PlotPoint(letter=f"{x}-{y}", title="thing", x=x, y=y) for x in (1, 10) for y in (1, 10)),
    )
    root = ElementTree.fromstring(figures.matrix(block, alone=True))
    svg = "{http://www.w3.org/2000/svg}"
    names = []
    for text in root.iter(f"{svg}text"):
        spans = list(text.iter(f"{svg}tspan"))
        if spans:
            first = float(text.get("y", 0))
            names.append((first - 13, first + sum(float(span.get("dy", 0)) for span in spans) + 4))
    dots = [float(rect.get("y", 0)) for rect in root.iter(f"{svg}rect") if rect.get("class") == "dot"]
    assert (len(names), len(dots)) == (4, 4)
    assert all(y >= below or y + 24 <= over for y in dots for over, below in names)


def test_the_words_at_a_low_beginning_stand_under_it() -> None:
    values = (-1, -1, 2)
    points = tuple(Point(title="s", number=Number(value=v, drawn=str(v)), label="slow") for v in values)
    root = ElementTree.fromstring(figures.curve(Curve(title="c", low=-2, high=2, series=(Series(points=points),)), alone=True))
    svg = "{http://www.w3.org/2000/svg}"
    zero = next(float(line.get("y1", 0)) for line in root.iter(f"{svg}line") if line.get("class") == "axis")
    words = [text for text in root.iter(f"{svg}text") if (text.text or "") in {str(v) for v in values}]
    assert all("halo" in (text.get("class") or "").split() for text in words)
    assert all(float(text.get("y", 0)) - 14 > zero for text in words[:2])  # whole under the zero line


def test_a_short_answer_stands_beside_what_it_is_about() -> None:
    def raw(many: int) -> str:
        said = tuple(Entry(words=plain(f"yes {n}")) for n in range(many))
        groups = tuple(RawGroup(title=title, questions=(RawQuestion(entries=said),)) for title in ("reel", "letter"))
        block = RawAnswers(anchor="raw-a", number="1", title="Test", groups=groups, question=plain("Is it caught?"))
        chapter = Chapter(kind="raw", title="All", anchor="raw", blocks=(block,))
        return html.write(Document(lang="en", cover=DOCUMENT.cover, chapters=(chapter,)))

    assert raw(1).count('class="asked row"') == 2
    assert raw(1).count("Is it caught?") == 1
    assert "<h4>reel</h4>" in raw(9)


def test_the_log_breaks_no_short_word() -> None:
    page = html.write(DOCUMENT)
    assert ".log th, .log td { overflow-wrap: break-word; }" in page
    assert page.count('class="wide log"') == 2
