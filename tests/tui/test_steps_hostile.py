"""Whatever people write, no row of an editor is wider than its place, none holds what a terminal would obey, no key raises."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE
from tests.tui.editors import MATRIX, PEOPLE, Host, host, toml
from tests.tui.fake import text_of, too_wide
from workshop.language import t
from workshop.session.changes import AddItem, AddItems, Capture, MakeGroup, Place, Put, Rank, SetItemField
from workshop.session.model import new_id
from workshop.text import clean, is_blank

SCENARIO = toml(
    'list ideas\nby = "each"\nhidden = false',
    """list parts
each = "ideas"
fields = [
  { id = "aim", title = "Ett syfte med lång titel" },
  { id = "measure", title = "Mått", as = "choice", from = "ideas" },
  { id = "mark", title = "Betyg", as = "scale", labels = ["låg", "", "", "", "hög"] },
]""",
    'list more\nstart = "ideas"\noffer = true',
    'sort kept\nfrom = "ideas"\nplaces = ["Behåll allt som det är", "Ändra", "Släpp"]',
    'group themes\nfrom = "ideas"',
    MATRIX,
    'vote dots\nfrom = "ideas"\ndots = 3\nreason = true',
    'vote order\nfrom = "ideas"\nrank = 3',
    "actions moves",
    "decisions said",
    """result table
each = "ideas"
look = "bars"
figures = [{ id = "n", title = "Prickar", value = "item.dots" }, { id = "w", title = "Ord", value = "item" }]
levels = [{ id = "a", when = "value > 2", title = "Högt", text = "Bra." }, { id = "b", title = "Lågt" }]""",
    """result plane
each = "ideas"
look = "matrix"
figures = [{ id = "n", title = "Prickar", value = "item.dots" }, { id = "x", title = "X", value = "item.map.x" }]""",
    'result tree\neach = "parts"\nlook = "tree"\nvalue = "item.aim"',
    'result one\nfigures = [{ id = "n", title = "Första", value = "ideas.first" }]',
)
STEPS = ("ideas", "parts", "more", "kept", "themes", "map", "dots", "order", "moves", "said", "table", "plane", "tree", "one")
WIDTHS = (40, 52, 72, 92, 122, 200)
MOVES = ("up", "up", "left", "right", "1", "3", "space", "m", "down", "right", "enter")
KEYS = (*MOVES, "end", "tab", "v", "home", "escape", "2", "0")
PLACES = ("behall_allt_som_det_ar", "andra", "slapp")


def filled(texts: list[str]) -> Host:
    """A session with these texts everywhere they may stand."""
    texts = [text for text in texts if not is_blank(clean(text, multiline=False))]
    screen = host(SCENARIO, "ideas", people=[*PEOPLE, *texts[:3]])
    ids = []
    for text in texts:
        ids.append(new_id())
        assert screen.do(AddItem(step="ideas", text=text, id=ids[-1], by="p1"))
        part = new_id()
        screen.do(AddItem(step="parts", text=text, id=part, of=ids[-1]))
        screen.do(SetItemField(step="parts", id=part, field="aim", value=text))
        screen.do(SetItemField(step="parts", id=part, field="measure", value=ids[0]))
        screen.do(AddItem(step="moves", text=text, fields={"owner": text}))
        screen.do(AddItem(step="said", text=text, fields={"why": text}))
        screen.do(Capture(what="action", text=text))
    for number, id in enumerate(ids):
        screen.do(Place(step="kept", item=id, place=PLACES[number % 3]))
        screen.do(Put(step="map", item=id, x=number % 10 + 1, y=number * 3 % 10 + 1))
        if number % 4 == 0:
            screen.do(MakeGroup(step="themes", items=ids[number : number + 2], name=texts[number]))
    if len(ids) >= 3:
        screen.do(Rank(step="order", items=ids[:3], by="p1"))
    return screen


@cache
def everything() -> Host:
    return filled(list(HOSTILE))


def check(screen: Host, width: int, height: int, what: str) -> None:
    screen.width, screen.height = width, height
    view = screen.draw()
    assert len(view.rows) <= height, what
    assert not too_wide(view, width), (what, width)
    for row in view.rows:
        assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text_of(row)), (what, text_of(row))
    for pair in screen.pairs():
        assert t(pair.words, "sv") != pair.words != t(pair.words, "en"), pair
    if view.line is not None:
        assert 0 <= view.line.row < max(1, len(view.rows)), what
        assert view.line.x + view.line.width <= width, what


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_is_within_its_width(step, width):
    screen = Host(everything().desk, width, 20)
    for height in (8, 20):
        screen.open(step)
        check(screen, width, height, step)
        for key in KEYS:
            screen.press(key)
            check(screen, width, height, f"{step} {key}")
        assert "Traceback" not in screen.screen()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.integers(40, 200), st.sampled_from(STEPS), st.integers(6, 30))
def test_any_words_at_any_width(texts, width, step, height):
    screen = filled(texts)
    screen.width, screen.height = width, height
    screen.open(step)
    check(screen, width, height, step)
    for key in ("up", "right", "space", "1", "enter", "escape", "v", "down"):
        screen.press(key)
        check(screen, width, height, f"{step} {key}")


@pytest.mark.parametrize("step", STEPS)
def test_what_comes_from_nowhere_is_said_and_no_key_raises(step):
    screen = host(SCENARIO, step, people=PEOPLE)
    for width in (40, 92):
        check(screen, width, 12, step)
        for key in (*KEYS, "a", "w", "+", "-", "g", "d", "delete", "n", "tab", "shift+tab"):
            if screen.drawn.line is None:
                screen.press(key)
            else:
                screen.press("escape")
            check(screen, width, 12, f"{step} {key}")


@pytest.mark.parametrize("step", STEPS)
def test_two_hundred_things(step):
    texts = [f"sak {n} " + "ord " * (n % 9) for n in range(200)]
    screen = host(SCENARIO, step, people=PEOPLE, changes=[AddItems(step="ideas", texts=texts)])
    for width, height in ((52, 12), (92, 20), (122, 36)):
        screen.open(step)
        check(screen, width, height, step)
        for key in KEYS:
            screen.press(key)
            check(screen, width, height, f"{step} {key}")


@pytest.mark.parametrize("step", ["ideas", "parts", "moves"])
def test_three_thousand_characters_are_written_drawn_and_mended(step):
    screen = host(SCENARIO, step, changes=[AddItem(step="ideas", text="Början")], people=PEOPLE)
    text = "ord " * 750
    screen.paste(text).press("enter")
    check(screen, 72, 14, step)
    assert clean(text, multiline=False) in screen.texts(step)
    screen.press("up", "e")
    check(screen, 72, 14, step)
    screen.type("!").press("enter")
    assert any(one.endswith("ord!") for one in screen.texts(step))
