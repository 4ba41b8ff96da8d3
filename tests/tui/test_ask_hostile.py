"""Whatever people write: it is kept as `clean` has it, drawn as it is, and no row runs over the edge."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from tests.hostile import HOSTILE, HOSTILE_IDS
from tests.tui.fake import FakeHost, desk, text_of, too_wide
from workshop.session.changes import AddItem, SetField
from workshop.session.model import Spot
from workshop.text import clean, is_blank

FIELDS = """
fields = [
  { id = "words", title = "Text", evidence = true },
  { id = "long", title = "Lång", lines = 5 },
  { id = "list", title = "Lista", as = "list" },
  { id = "pick", title = "Val", as = "choice", from = "ideas", other = true },
  { id = "some", title = "Flera", as = "choice", from = "ideas", many = true },
  { id = "mark", title = "Betyg", as = "scale", evidence = true },
  { id = "number", title = "Tal", as = "number" },
  { id = "day", title = "Dag", as = "date" },
  { id = "time", title = "Tid", as = "duration" },
  { id = "sure", title = "Säkert", as = "yesno" },
]
"""
SCENARIO = f"""
format = 1
id = "prov"
title = "Prov"
[[step]]
id = "ideas"
kind = "list"
title = "Idéer"
[[step]]
id = "form"
kind = "ask"
title = "Formulär"
{FIELDS}
[[step]]
id = "cards"
kind = "ask"
title = "Kort"
prompt = "{{item}}: vad?"
each = "ideas"
look = "cards"
show = ["form.words", "form.list"]
{FIELDS}
[[step]]
id = "table"
kind = "ask"
title = "Tabell"
each = "ideas"
look = "table"
{FIELDS}
[[step]]
id = "lines"
kind = "ask"
title = "Rader"
each = "ideas"
as = "scale"
evidence = true
[[step]]
id = "turn"
kind = "ask"
title = "Varvet"
by = "each"
hidden = false
"""


def kept(host: FakeHost, step: str, of: str = "") -> Any:
    return host.book.session.cell(step, Spot(1, "", of))


def looked_at(host: FakeHost) -> None:
    assert not too_wide(host.drawn, host.width), too_wide(host.drawn, host.width)
    assert len(host.drawn.rows) <= host.height
    for row in host.drawn.rows:
        text = text_of(row)
        assert "\x1b" not in text
        assert "\n" not in text
        assert clean(text) == text


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_typed_into_every_field_of_a_form(s: str) -> None:
    host = FakeHost(desk(SCENARIO), 52, 14)
    host.open("form")
    pane = host.pane
    for field in ("words", "long", "list", "pick", "number", "day", "time"):
        multiline = field == "long"
        said = clean(s, multiline=multiline)
        pane.go("", field, "write||")
        host.draw()
        if field == "pick":
            host.press("1")
        host.line = said
        host.draw()
        looked_at(host)
        pane.enter(host.line_text)
        host.draw()
        looked_at(host)
        if field == "words":
            host.line = said
            pane.enter(said)  # its evidence
        pane.escape(host.line_text)
        host.draw()
        looked_at(host)
    cell = kept(host, "form")
    one, many = clean(s, multiline=False), clean(s).strip("\n")
    blank = is_blank(s)
    assert cell.get("words") == (None if blank else one)
    assert cell.get("words_evidence", "").strip() == ("" if blank else one)
    assert cell.get("long") == (None if is_blank(many) else many)
    assert [entry.text for entry in cell.get("list", ())] == ([] if blank else [one])
    assert cell.get("pick_other") == (None if blank else one)


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
@pytest.mark.parametrize(("width", "height"), [(36, 8), (92, 20)])
def test_drawn_in_every_look(s: str, width: int, height: int) -> None:
    if is_blank(s):
        return
    one = clean(s, multiline=False)
    made = [AddItem(step="ideas", text=s, id="idea1"), AddItem(step="ideas", text="Film", id="idea2")]
    opened = desk(SCENARIO, people=[one[:300] if not is_blank(one[:300]) else "x", "Bo"], changes=made)
    for step, of in (("form", ""), ("cards", "idea1"), ("table", "idea1")):
        for field in ("words", "long", "words_evidence", "mark_evidence", "pick_other"):
            opened.do(SetField(step=step, of=of, field=field, value=s))
        opened.do(SetField(step=step, of=of, field="pick", value="other"))
        opened.do(SetField(step=step, of=of, field="some", value=["idea1", "idea2"]))
    opened.do(SetField(step="lines", of="idea1", field="value_evidence", value=s))
    opened.do(SetField(step="turn", by="p1", value=s))
    host = FakeHost(opened, width, height)
    for step in ("form", "cards", "table", "lines", "turn"):
        host.open(step)
        for key in ("tab", "tab", "escape", "down", "down", "enter", "escape", "right"):
            host.press(key)
            looked_at(host)


def test_what_is_shown_is_what_was_written() -> None:
    texts = ["[red]x[/red]", "{persona.name}", "*fet* _kursiv_", "$accent", "\\[b]"]
    host = FakeHost(desk(SCENARIO, changes=[AddItem(step="ideas", text=text) for text in texts]), 92, 30)
    host.open("table")
    for text in texts:
        assert text in host.screen()
    host.open("lines")
    for text in texts:
        assert text in host.screen()


def test_cells_wide_and_narrow_are_cut_at_their_borders() -> None:
    host = FakeHost(desk(SCENARIO, changes=[AddItem(step="ideas", text="日本語のテキスト" * 6)]), 40, 12)
    for step in ("table", "lines", "cards"):
        host.open(step)
        assert all(cell_len(text_of(row)) <= 40 for row in host.drawn.rows)
