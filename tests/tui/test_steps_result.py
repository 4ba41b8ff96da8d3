"""Results on the screen: the conclusion, figures, tables, bars, planes, trees, comparisons, the next workshop."""

from __future__ import annotations

import pytest

from tests.tui.editors import PEOPLE, host, toml
from workshop.session.changes import AddItem, SetField, TakeAgain

FEELS = 'ask feels\nas = "scale"\nmin = -2\nmax = 2\neach = "stages"\nby = "each"'
FIGURES = """figures = [
  { id = "felt", title = "Känns", value = "mean(item.feels)" },
  { id = "twice", title = "Dubbelt", value = "mean(item.feels) * 2" },
]
levels = [{ id = "low", when = "value < 0", title = "Tungt", text = "Gör något åt det." }, { id = "fine", title = "Bra" }]"""
MARKS = {"Ser": 2, "Söker": -1, "Frågar": 0}


def opened(look="table", more="", *, people=PEOPLE, lang="sv", **given):
    result = f'result heavy\neach = "stages"\nlook = "{look}"\n{more}\n{FIGURES}'
    scenario = toml("list stages", FEELS, result, head="[teams.pairs]\nsize = 2\n")
    changes = [AddItem(step="stages", text=text, id=f"s{n}") for n, text in enumerate(MARKS)]
    changes += [SetField(step="feels", of=f"s{n}", by="p1", value=mark) for n, mark in enumerate(MARKS.values())]
    return host(scenario, "heavy", changes=changes, people=people, lang=lang, **given)


def test_a_table_has_places_figures_and_levels():
    rows = opened().rows()
    assert rows[0].split() == ["känns", "dubbelt"]
    assert rows[1].split() == ["▌", "1", "Ser", "2,0", "4,0", "Bra"]
    assert rows[3].split() == ["3", "Söker", "−1,0", "−2,0", "Tungt"]


def test_the_level_of_the_row_at_hand_is_told():
    screen = opened().press("down", "down")
    assert "Söker: Gör något åt det." in screen.screen()
    screen.press("up", "home", "end", "down")
    assert screen.here.startswith("3  Söker")


def test_bars_run_from_zero_with_a_sign_where_a_level_begins():
    screen = opened("bars")
    rows = screen.rows()
    bars = ["".join(sign for sign in row if sign in "━─┃") for row in rows[1:4]]
    assert len({len(bar) for bar in bars}) == 1
    assert all(bar.count("┃") == 1 for bar in bars)
    assert bars[0].endswith("━")
    assert bars[2].startswith("━")
    assert "━" not in bars[1]


@pytest.mark.parametrize("width", [92, 60])
def test_a_plane_has_a_letter_for_each_row(width):
    screen = opened("matrix", width=width, height=24)
    drawn = screen.screen()
    assert "dubbelt ↑" in drawn
    assert "a   Ser" in drawn
    assert "känns →" in drawn


def test_a_tree_stands_under_what_things_belong_to():
    tree = 'result tree\neach = "parts"\nlook = "tree"\norder = "none"\nvalue = "item"'
    scenario = toml("list acts", 'list parts\neach = "acts"', tree)
    changes = [AddItem(step="acts", text="Filmen", id="a1"), AddItem(step="parts", text="Del ett", of="a1")]
    rows = host(scenario, "tree", changes=changes).rows()
    assert rows[0].strip() == "Filmen"
    assert rows[1].strip().startswith("├   Del ett")


def test_rounds_and_teams_stand_beside():
    screen = opened(more='compare = ["rounds", "pairs"]', width=110)
    screen.desk.do(TakeAgain(step="feels"))
    screen.desk.do(SetField(step="feels", of="s0", by="p1", value=-2))
    head = screen.rows()[0]
    assert "Runda 1" in head
    assert "Runda 2" not in head
    assert "Ann, Jonas" in head


ONE = """result said
figures = [
  { id = "part", title = "Vet vi", value = "100 * count(ideas) / 4", unit = "%", digits = 0 },
  { id = "n", title = "Idéer", value = "ideas.count" },
]
levels = [
  { id = "much", when = "part >= 50", title = "Det räcker.", text = "Gå vidare.", next = "blank_paper" },
  { id = "little", title = "Det räcker inte." },
]
text = "Så är det räknat." """


def test_the_conclusion_is_the_question_and_enter_takes_the_next_workshop():
    screen = host(toml("list ideas", ONE), "said", changes=[AddItem(step="ideas", text="Ett")])
    assert screen.pane.question() == "Det räcker inte."
    screen.press("enter")
    assert (screen.asked_forward, screen.started) == (1, "")
    screen.desk.do(AddItem(step="ideas", text="Två"))
    assert (screen.pane.question(), screen.pane.hint()) == ("Det räcker.", "Gå vidare.")
    assert "Nästa workshop: Vitt papper" in screen.screen()
    assert "━" in screen.rows()[0]
    screen.press("enter")
    assert screen.started == "blank_paper"


def test_of_several_things_enter_takes_what_the_one_at_hand_points_to():
    result = "result heavy\neach = 'stages'\norder = 'none'\nlevels = ["
    result += '{ id = "a", when = "item.text == \'Ser\'", title = "A", next = "blank_paper" }, { id = "b", title = "B" }]'
    changes = [AddItem(step="stages", text=text) for text in ("Söker", "Ser")]
    screen = host(toml("list stages", result), "heavy", changes=changes, lang="sv")
    assert "Nästa workshop" not in screen.screen()
    assert "Nästa workshop: Vitt papper" in screen.press("down").screen()
    screen.press("enter")
    assert screen.started == "blank_paper"


def test_a_next_workshop_that_is_not_there_is_not_named():
    there = [AddItem(step="ideas", text=text) for text in "ab"]
    screen = host(toml("list ideas", ONE.replace("blank_paper", "no_such")), "said", changes=there)
    assert "Nästa" not in screen.screen()
    assert screen.press("enter").asked_forward == 1


def test_nothing_to_count_is_said():
    screen = host(toml("list ideas", 'result said\nvalue = "mean(ideas.count) / 0"'), "said")
    assert "inget att räkna på" in screen.screen()
    screen = host(toml("list stages", FEELS, f'result heavy\neach = "stages"\n{FIGURES}'), "heavy")
    assert "tidigare steg" in screen.screen()


def test_a_range_is_said_in_words():
    screen = host(toml('result said\nvalue = "5"\nlow = "2"\nhigh = "8"'), "said")
    assert "Minst 2, högst 8." in screen.screen()


def test_a_bar_of_per_cent_goes_to_a_hundred():
    result = (
        'result part\neach = "stages"\norder = "none"\nlook = "bars"\nunit = "%"\nvalue = "50 if item.text == \'Ser\' else 25"'
    )
    screen = host(toml("list stages", result), "part", changes=[AddItem(step="stages", text=text) for text in ("Ser", "Hör")])
    half, quarter = (row.count("━") / (row.count("━") + row.count("─")) for row in screen.rows()[:2])
    assert (half, quarter) == (pytest.approx(0.5, abs=0.04), pytest.approx(0.25, abs=0.04))


# --------------------------------------------------------------------------------------------------------------- looks


def test_a_profile_is_dots_on_lines_with_the_round_before_as_rings():
    screen = opened("radar", 'compare = ["rounds"]', width=100)
    assert [row.count("●") for row in screen.rows()[1:4]] == [1, 1, 1]
    screen.desk.do(TakeAgain(step="feels"))
    screen.desk.do(SetField(step="feels", of="s0", by="p1", value=-2))
    row = next(row for row in screen.rows() if "Ser" in row)
    assert row.index("●") < row.index("○")


def test_a_curve_turns_over_the_names():
    rows = opened("curve", 'order = "none"', width=92, height=24).rows()
    drawn = "\n".join(rows[:5])
    assert drawn.count("●") == 3
    assert {"╮", "╰"} <= set(drawn)
    assert rows[5].split() == ["Ser", "Söker", "Frågar"]


def test_a_curve_without_room_is_bars():
    assert any("━" in row for row in opened("curve", width=28, height=24).rows())


def test_lanes_stand_under_their_levels_and_an_empty_one_too():
    rows = [row.strip() for row in opened("lanes", width=80).rows()]
    assert next(row for row in rows if row.startswith("Tungt")) == "Tungt  1"
    assert rows.index("Tungt  1") < rows.index("Bra  2")
    alone = opened("lanes", width=80)
    alone.desk.do(SetField(step="feels", of="s1", by="p1", value=2))
    assert any("Tungt  0   Bra  3" in row for row in alone.rows())


PROFILE = """result profile
look = "LOOK"
figures = [
  { id = "a", title = "Ledning", value = "count(ideas) * 2", digits = 0 },
  { id = "b", title = "Data", value = "count(ideas)", digits = 0 },
]"""


@pytest.mark.parametrize(("look", "sign"), [("radar", "●"), ("bars", "━")])
def test_figures_of_one_thing_are_a_profile(look, sign):
    scenario = toml("list ideas", PROFILE.replace("LOOK", look))
    changes = [AddItem(step="ideas", text=text) for text in ("ett", "två")]
    rows = host(scenario, "profile", changes=changes, width=80).rows()
    first, second = (row for row in rows if sign in row)
    assert first.split()[0] == "Ledning"
    assert first.rstrip().endswith("4")
    assert first.rindex(sign) > second.rindex(sign)
