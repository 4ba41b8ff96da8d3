"""The journey grid drawn: whatever was said, no row runs beyond the width and all questions are on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE
from tests.tui.journeys import KINDS, STAGES, TEXTS, GridHost, desk
from workshop.errors import Refused
from workshop.session.changes import AddEntry, AddItem, SetField
from workshop.session.desk import Desk
from workshop.text import is_blank
from workshop.tui.rows import width_of

SIZES = {  # terminal: what the body of the grid is given
    (60, 20): (52, 14),
    (80, 24): (72, 18),
    (100, 30): (92, 21),
    (160, 45): (152, 36),
    (200, 50): (192, 41),
}
KEYS = (
    "up", "down", "left", "right", "tab", "shift+tab", "home", "end", "enter", "escape", "delete",
    "a", "e", "d", "m", "v", "0", "1", "2", "3", "9", "+", "-", "j", "n", "u", "x",
)  # fmt: skip
LINE_KEYS = ("up", "down", "tab", "shift+tab", "enter", "escape", "clear", "left", "right", "home", "end")


def fill(found: Desk, field: str, of: str, text: str) -> None:
    try:
        found.do(AddEntry(step="grid", of=of, field=field, text=text))
    except Refused:
        assert is_blank(text) or len(text) > 50, text


def in_bounds(host: GridHost) -> None:
    view = host.drawn
    assert len(view.rows) <= host.height
    for row in view.rows:
        assert width_of(row.spans) <= host.width
        assert not any("\n" in span.text or "\x1b" in span.text for span in row.spans)
    if view.line is not None:
        assert 0 <= view.line.row < host.height
        assert view.line.x + view.line.width <= host.width
        assert view.line.rows >= 1


@pytest.fixture(scope="module")
def hostile() -> Desk:
    """Every nasty string in some cell, and some as the names of stages."""
    found = desk(STAGES)
    ids = [item.id for item in found.book.rows(found.scenario.step_by_id["grid"])]
    lists = [field.id for field in found.scenario.step_by_id["grid"].fields if field.kind == "list"]
    for at, text in enumerate(HOSTILE):
        fill(found, lists[at % len(lists)], ids[at % len(ids)], text)
    for text in HOSTILE[:: len(HOSTILE) // 6]:
        try:
            found.do(AddItem(step="stages", text=text))
        except Refused:
            continue
    return found


@pytest.mark.parametrize("terminal", SIZES, ids=str)
def test_nasty_strings_stay_within_every_size(hostile, terminal):
    host = GridHost(hostile, *SIZES[terminal])
    for _ in host.stages:
        for field in host.pane.fields:
            host.pane.go(host.pane.of, field.id, "")
            host.draw()
            in_bounds(host)
            host.press("up")
            in_bounds(host)
        host.pane.go(host.pane.of, host.pane.fields[0].id, "")
        host.draw()
        host.press("right")


@pytest.mark.parametrize("terminal", list(SIZES)[1:], ids=str)
def test_all_questions_are_on_the_screen(terminal):
    host = GridHost(desk(STAGES, TEXTS), *SIZES[terminal])
    titles = [host.book.text(field.title) for field in host.pane.fields]
    for field in host.pane.fields:
        host.pane.go(host.pane.of, field.id, "")
        host.draw()
        shown = [row[2:13].strip() for row in host.seen]
        assert [title for title in titles if title in shown] == titles


def test_twelve_questions_twenty_stages_and_long_answers():
    found = desk((), TEXTS + '  { id = "more", as = "list", title = "Tolfte frågan" },\n')
    for number in range(20):
        found.do(AddItem(step="stages", text=f"Etapp nummer {number}", id=f"stage{number}"))
        for field in ("does", "knows", "pains", "more"):
            fill(found, field, f"stage{number}", f"{number} " + "Det var då det, och nu är nu. " * 100)
        found.do(SetField(step="grid", of=f"stage{number}", field="feels", value=number % 5 - 2))
    for size in SIZES.values():
        host = GridHost(found, *size)
        for stage in ("stage0", "stage9", "stage19"):
            for field in host.pane.fields:
                host.pane.go(stage, field.id, "")
                host.draw()
                in_bounds(host)
                if size[0] >= 72:
                    marked = [row for row in host.drawn.rows if getattr(row.target, "part", "") == "question"]
                    assert {row.target.question for row in marked} == set(range(12))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_keys_at_any_size(data):
    fields = data.draw(st.sampled_from([TEXTS, KINDS]))
    size = data.draw(st.sampled_from([*SIZES.values(), (32, 5), (152, 8), (72, 3)]))
    host = GridHost(desk(data.draw(st.sampled_from([STAGES, STAGES[:1], ()])), fields), *size)
    for _ in range(data.draw(st.integers(1, 30))):
        if host.drawn.line is None:
            host.press(data.draw(st.sampled_from(KEYS)))
        elif data.draw(st.booleans()):
            host.type(data.draw(st.sampled_from(["hej ", "3", "日本語テキスト", "lång mening som bryts i cellen "])))
        else:
            key = data.draw(st.sampled_from(LINE_KEYS))
            if not (host.line and key in ("left", "right", "home", "end")):
                host.press(key)
        in_bounds(host)
        assert host.pane.question() or not host.pane.stages
        assert host.pane.writing or host.drawn.line is None
        assert all(pair.words for pair in host.pane.pairs())


# ----------------------------------------------------------------------------------------------------- looked at once


def test_the_grid_at_80_by_24():
    """Rows as they were looked at beside the design's picture."""
    host = GridHost(desk(), *SIZES[80, 24])
    stages = {host.book.label(item.id): item.id for item in host.book.rows(host.pane.step)}
    said = [
        ("Jämför", "does", "Läser tre leverantörers sidor"),
        ("Jämför", "does", "Frågar grannkontoret"),
        ("Jämför", "knows", "Pris per kopp, allt inräknat"),
        ("Jämför", "knows", "Vad andra kontor säger"),
        ("Jämför", "knows", "Hur länge avtalet binder"),
        ("Provar", "does", "Bokar provsmakning"),
        ("Provar", "knows", "Hur maskinen sköts"),
        ("Provar", "knows", "Vem som ringer, och när"),
    ]
    for stage, field, text in said:
        fill(host.desk, field, stages[stage], text)
    host.desk.do(SetField(step="grid", of=stages["Jämför"], field="feels", value=-1))
    host.desk.do(SetField(step="grid", of=stages["Provar"], field="feels", value=2))
    host.pane.go(stages["Provar"], "knows", "")
    host.draw()
    host.pane.go(stages["Jämför"], "knows", "")
    host.draw()
    host.type("Vad händer om den går sön")
    assert [row.rstrip() for row in host.seen] == [
        "  Upptäcker Jämför    Provar    Beställer Får       Använder  Förnyar",
        "  ────────  ━━──────  ━━──────  ────────  ────────  ────────  ────────",
        "",
        "               Jämför                        Provar",
        "  Gör          Läser tre leverantörers… +1   Bokar provsmakning",
        "  Känner       ▂ −1  trögt                   ▇ +2  mycket bra",
        "▌ Vet          Pris per kopp, allt inräknat  Hur maskinen sköts",
        "▌              Vad andra kontor säger        Vem som ringer, och när",
        "▌              Hur länge avtalet binder",
        "▌            ›",
        "  Hur ofta     ·                             ·",
        "  Triggas av   ·                             ·",
        "  Data in      ·                             ·",
        "  Data ut      ·                             ·",
        "  Kanaler      ·                             ·",
        "  Smärta       ·                             ·",
        "  Möjlighet    ·                             ·",
        "  Aktiviteter  ·                             ·",
    ]
    assert host.drawn.line is not None
    assert (host.drawn.line.row, host.drawn.line.x, host.drawn.line.width) == (9, 13, 28)
    backs = {span.back for span in host.drawn.rows[7].spans if span.text.strip() == "Vad andra kontor säger"}
    assert backs == {"focus"}
