"""The pictures by themselves: every look in one, good XML, in any colour, and as PNG."""

from __future__ import annotations

import io
import re
from itertools import cycle as endless
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.looks import CALENDAR, CYCLE, LANES, PROFILE, looks
from tests.report.texts import lacking, texts, with_texts
from workshop.report import figures
from workshop.report.document import ACCENT, Document, Look
from workshop.report.lettering import divided, width_of, wrapped
from workshop.report.writers import html, png, svg, terminal, written
from workshop.text import clean

SVG = "{http://www.w3.org/2000/svg}"


def words_in(drawn: str) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(drawn).iter(f"{SVG}text"))


def spoken(value: object) -> list[str]:
    """Without what stands elsewhere: the title of a block is the writer's, days have words of their own."""
    return [text for text in texts(value) if text not in ("Mognad", "Inlägg", "Dag") and not re.match(r"\d{4}-", text)]


@pytest.mark.parametrize("block", [PROFILE, LANES, CYCLE, CALENDAR], ids=["profile", "lanes", "cycle", "calendar"])
def test_a_picture_says_all_that_is_in_it(block: object) -> None:
    drawn = figures.picture(block, "sv")  # type: ignore[arg-type]
    assert lacking(spoken(block), words_in(drawn)) == []


def test_what_is_missing_leaves_its_axis_open() -> None:
    drawn = figures.radar(PROFILE, alone=True)
    # Four values are there: between the fifth and its neighbours no line is drawn.
    assert drawn.count('class="line"') == 3
    assert "–" in words_in(drawn)


def test_the_days_of_a_month_are_in_their_language() -> None:
    assert "december 2026" in words_in(figures.calendar(CALENDAR, "sv", alone=True))
    assert "December 2026" in words_in(figures.calendar(CALENDAR, "en", alone=True))
    assert "mån" in words_in(figures.calendar(CALENDAR, "sv", alone=True))


def test_each_picture_is_a_file_with_its_title_and_whose_it_is() -> None:
    made, remarks = written(looks(), "svg")
    assert [part.tail for part in made] == ["_profil", "_banor", "_kretslopp", "_dagar"]
    assert remarks == ()
    for part, title in zip(made, ("Profil", "Banor", "Kretslopp", "Dagar"), strict=True):
        said = words_in(part.data.decode())
        assert title in said
        assert "Kök & Kaffe AB" in said


def test_pictures_of_one_title_have_names_of_their_own() -> None:
    tails = [picture.tail for picture in svg.pictures(document())]
    assert len(tails) == len(set(tails))
    assert "_dar-det-avgors-2" in tails


def test_the_consultants_colour_is_in_the_lines_and_never_in_the_words() -> None:
    said = f"Vår färg är {ACCENT}"
    own = replace(with_texts(looks(), lambda text: said), look=Look(colour="#7a1f5c"))
    (first, *_) = svg.pictures(own)
    assert said in words_in(first.drawn)
    assert "#7a1f5c" in first.drawn
    assert all(ACCENT not in style for style in re.findall(r"<style>[^<]*</style>", first.drawn))


def test_nothing_to_draw_is_said() -> None:
    empty = Document(lang="en", cover=document().cover)
    assert written(empty, "svg")[0] == ()
    (remark,) = written(empty, "png")[1]
    assert str(remark) == "There is nothing to draw, so there is no picture."


def test_pictures_are_drawn_as_png() -> None:
    made = dict(png.parts(looks()))
    assert set(made) == {"_profil", "_banor", "_kretslopp", "_dagar"}
    for picture in svg.pictures(looks()):
        image = Image.open(io.BytesIO(made[picture.tail]))
        wide, tall = figures.svg.size_of(picture.drawn)
        assert image.size[0] / image.size[1] == pytest.approx(wide / tall, rel=0.02)
        assert image.convert("L").getextrema()[0] < 60  # ink
        assert image.getpixel((2, 2))[:3] == (255, 255, 255)  # type: ignore[index]


def test_hostile_words_are_drawn_as_words() -> None:
    strings = endless([clean(s) for s in HOSTILE if clean(s).strip()])
    for source in (document(), looks()):
        changed = with_texts(source, lambda _: next(strings))
        for picture in svg.pictures(changed):
            root = ElementTree.fromstring(picture.drawn)
            assert {each.tag for each in root.iter()} <= {f"{SVG}{name}" for name in DRAWN}, picture.tail
            assert not any(name.startswith("on") or "href" in name for each in root.iter() for name in each.attrib)
        html.write(changed)
    assert all(data.startswith(b"\x89PNG") for _, data in png.parts(changed))


DRAWN = ["svg", "style", "text", "tspan", "rect", "circle", "line", "path", "polygon", "g"]


def test_every_look_is_on_the_page_and_at_the_terminal() -> None:
    page = html.write(looks())
    for css in ("figure radar", "figure cycle", "figure calendar", '"lanes"'):
        assert css in page
    out = io.StringIO()
    terminal.show(looks(), file=out, width=70)
    shown = out.getvalue()
    assert "───────○──┃●────" in shown
    assert "december 2026" in shown
    assert "↓" in shown
    assert all(len(line) <= 70 for line in shown.splitlines())
    assert lacking(spoken(looks().chapters), shown) == []


# ----------------------------------------------------------------------------------------------------------- long words


def test_a_long_word_is_divided_as_one_reads_it() -> None:
    word = "Realisationsvinstbeskattningsöverenskommelse"
    lines = wrapped(word, 12, 100)
    assert "".join(line.removesuffix("-") for line in lines) == word
    assert all(width_of(line, 12) <= 100 for line in lines)
    assert all(line[0] not in "aeiouyåäö" for line in lines[1:])  # a consonant goes with its vowel


def test_an_address_gets_no_hyphen_of_ours() -> None:
    address = "https://example.com/lagersaldo-per-butik/lagersaldo-per-butik?q=" + "x" * 60
    assert "".join(wrapped(address, 12, 120)) == address
    assert divided(address, 12, 120).replace("\u200b", "") == address
    assert divided("kort text", 12, 120) == "kort text"
