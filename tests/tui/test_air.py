"""How much air there is between things is one setting, and every list of things goes by it."""

from __future__ import annotations

import pytest

from tests.tui.editors import MATRIX, host, listed, toml
from tests.tui.fake import text_of
from workshop.session.changes import Ballot, MakeGroup, Place, Show
from workshop.tui.air import aired, has_air
from workshop.tui.rows import EMPTY, Row

THINGS = ["Vårfilmen", "Frågan", "Podden", "Kalendern"]
PLACES = [Place(step="q", item=f"i{n}", place="ja") for n in (1, 2)]
VOTES = [Ballot(step="q", by="", gives={"i1": 2, "i2": 1}), Show(step="q", shown=True)]
STEPS = {
    "list q": [],
    'sort q\nfrom = "ideas"\nplaces = ["Ja", "Nej"]': PLACES,
    'group q\nfrom = "ideas"': [MakeGroup(step="q", items=["i1"], name="Ett"), MakeGroup(step="q", items=["i2"], name="Två")],
    'vote q\nfrom = "ideas"\ndots = 3': [],
    'vote q\nfrom = "ideas"\ndots = 3 ': VOTES,
    'result q\neach = "ideas"\nvalue = "1"': [],
    'ask q\neach = "ideas"\nlook = "table"\nfields = ["Ord", { id = "n", title = "Tal", as = "number" }]': [],
    'ask q\neach = "ideas"\nfields = [{ id = "n", title = "Val", as = "scale" }]': [],
    MATRIX.replace("matrix map", "matrix q"): [],
}


def drawn(step: str, density: str, width: int, height: int) -> list[str]:
    changes = [listed("q" if step == "list q" else "ideas", THINGS), *STEPS[step]]
    screen = host(toml("list ideas", step), "q", changes=changes, width=width, height=height)
    screen.density = density
    return [text_of(row) for row in screen.draw().rows]


def between(rows: list[str]) -> int:
    """Rows between the first thing and the next that is drawn below it, in one column."""
    found = [(at, row.index(one)) for one in THINGS for at, row in enumerate(rows) if one in row]
    first = next(((at, x) for at, x in found), None)
    assert first is not None, rows
    below = [at for at, x in found if at > first[0] and abs(x - first[1]) <= 1]
    return min(below) - first[0] if below else 0


@pytest.mark.parametrize("width", [52, 76, 140])
@pytest.mark.parametrize("step", STEPS)
def test_roomy_parts_things_by_a_row_and_compact_by_none(step: str, width: int) -> None:
    roomy, compact = drawn(step, "roomy", width, 40), drawn(step, "compact", width, 40)
    apart, close = between(roomy), between(compact)
    assert close <= 1 or "group" in step, "its sections stand in one list, each under its name"
    assert apart == close + 1 or not close, "\n".join(roomy)
    for density in ("roomy", "compact", "auto"):  # where there is no room for it, there is none
        assert len(drawn(step, density, width, 12)) <= 12
    assert [row for row in drawn(step, "roomy", width, 9) if row.strip()] == [
        row for row in drawn(step, "auto", width, 9) if row.strip()
    ]


def test_there_is_air_only_where_all_fits_with_it() -> None:
    rows = [Row(target=1), Row(target=1), Row(target=2), Row(), Row(target=3)]
    assert aired(rows, 8, "roomy") == [rows[0], rows[1], EMPTY, rows[2], rows[3], rows[4]]
    assert aired(rows, 7, "roomy") == rows
    assert aired(rows, 80, "auto") == rows
    assert has_air("auto", 3, 3, 7, auto=True)
    assert not has_air("compact", 3, 3, 70, auto=True)
    assert not has_air("roomy", 1, 1, 70)
