"""Votes: one voter a line, arrows, the wall, what is shown; what then stands in the session."""

from __future__ import annotations

import pytest

from tests.tui.editors import PEOPLE, host, listed, toml
from workshop.session.changes import AddItem, Ballot, Tally

THINGS = ["Räkna ut priset", "Visa ett kontor", "Filma", "En sida", "Ett namn"]
DOTS = 'vote pick\nfrom = "ideas"\ndots = 3'
NAMED = {"people": PEOPLE}
NOBODY = {"people": ()}


def opened(step=DOTS, *, changes=(), lists=(), **given):
    scenario = toml("list ideas", *lists, step)
    screen = host(scenario, "pick", changes=[listed("ideas", THINGS), *changes], **given)
    screen.draw()
    return screen


def gives(screen, key="gives"):
    cells, latest = screen.book.session.answer("pick").cells, screen.book.latest(screen.pane.step)
    return [dict(cell[key]) for spot, cell in cells.items() if spot.round == latest and key in cell]


# ------------------------------------------------------------------------------------------------------------- ballots


def test_one_voter_is_one_line():
    screen = opened(**NAMED)
    assert "Röst 1 av 3   Ann" in screen.screen()
    screen.type("a2 d")
    assert "●●" in screen.screen()
    assert "●●●  0 kvar" in screen.screen()
    assert "d får 1" in screen.screen()
    screen.press("enter")
    assert gives(screen) == [{"i1": 2, "i4": 1}]
    assert "Röst 2 av 3   Jonas" in screen.screen()
    assert screen.line == ""


def test_when_all_have_voted_the_line_closes_and_v_shows():
    screen = opened(**NAMED)
    for line in ("a3", "b2 a", "e"):
        screen.type(line).press("enter")
    assert not screen.pane.writing
    assert "Alla har röstat" in screen.said[-1]
    screen.press("v")
    rows = screen.rows()
    assert rows[0].strip() == "7 prickar av 3 personer"
    assert rows[2].split()[:4] == ["1", "Räkna", "ut", "priset"]
    assert rows[2].split()[-3:] == ["2", "av", "3"]


def test_too_many_is_said_before_enter_and_refused_with_it():
    screen = opened(**NAMED).type("a4")
    assert "1 för mycket" in screen.screen()
    screen.press("enter")
    assert gives(screen) == []
    assert screen.line == "a4"


def test_what_is_no_choice_is_named_and_the_line_stays():
    screen = opened(**NAMED).type("a q").press("enter")
    assert (screen.line, gives(screen)) == ("a q", [])
    assert "q" in screen.said[-1]


def test_up_mends_the_voter_before_and_an_emptied_line_takes_it_back():
    screen = opened(**NAMED).type("a2 d").press("enter", "up")
    assert screen.line == "a2 d"
    screen.press(*["backspace"] * 3).type("3").press("enter")
    assert gives(screen) == [{"i1": 3}]
    screen.press("up", *["backspace"] * 2, "enter")
    assert gives(screen) == []


def test_enter_on_the_empty_line_passes_the_voter_over():
    screen = opened(**NAMED).press("enter").type("b").press("enter")
    assert next(iter(screen.book.session.answer("pick").cells)).by == "p2"
    assert "Röst 3 av 3" in screen.screen()


def test_nothing_half_typed_is_lost():
    screen = opened(**NAMED).type("a2")
    assert screen.leave()
    assert gives(screen) == [{"i1": 2}]
    screen = opened(**NAMED).type("a2").press("escape")
    assert gives(screen) == [{"i1": 2}]
    screen = opened(**NAMED).type("a2").press("down")
    assert gives(screen) == [{"i1": 2}]
    screen = opened(**NAMED).type("a2").press("tab")
    assert screen.pane.draft == {0: 2}
    assert screen.leave()
    assert gives(screen) == [{"i1": 2}]


def test_an_unfinished_ballot_is_held_once_and_let_go_the_second_time():
    screen = opened('vote pick\nfrom = "ideas"\npoints = 100', **NAMED).type("a40")
    assert not screen.leave()
    assert screen.leave()
    assert gives(screen) == []


def test_the_very_line_comes_back():
    screen = opened(**NAMED).type("a2").press("enter").type("b").again()
    assert (screen.pane.by, screen.line) == ("p2", "b")
    screen.press("escape")
    assert gives(screen) == [{"i1": 2}, {"i2": 1}]


# --------------------------------------------------------------------------------------------------- voters unnamed


def test_where_nobody_is_named_each_line_is_a_new_voice():
    screen = opened(**NOBODY)
    for line in ("a", "b2", "c"):
        screen.type(line).press("enter")
    assert sorted(map(str, gives(screen))) == sorted(map(str, [{"i1": 1}, {"i2": 2}, {"i3": 1}]))
    assert "Röst 4" in screen.screen()
    screen.press("up")
    assert (screen.line, "Röst 3" in screen.screen()) == ("c", True)
    screen.press("backspace").type("d").press("enter")
    assert len(gives(screen)) == 3
    assert {"i4": 1} in gives(screen)
    screen.press("up", "up", "down", "down", "enter")
    assert not screen.pane.writing


def test_people_without_names_vote_one_by_one():
    screen = opened(people=3)
    assert "Röst 1 av 3" in screen.screen()
    for _ in range(3):
        screen.type("a").press("enter")
    assert len(gives(screen)) == 3
    assert not screen.pane.writing


def test_without_names_nothing_tells_who():
    screen = opened(DOTS + '\nnames = "never"', **NAMED)
    for line in ("a", "b"):
        assert not any(name in screen.screen() for name in PEOPLE)
        screen.type(line).press("enter")
    assert "Röst 3 av 3" in screen.screen()
    assert not {spot.by for spot in screen.book.session.answer("pick").cells} & {"p1", "p2", "p3"}
    again = screen.again()  # the voices are forgotten, but not how many there were
    again.type("c").press("enter")
    assert not again.pane.writing


def test_alone_there_is_one_ballot():
    screen = opened(alone=True).type("a2 b").press("enter")
    assert gives(screen) == [{"i1": 2, "i2": 1}]
    assert not screen.pane.writing
    assert screen.press("enter").line == "a2 b"


def test_the_group_has_one_ballot():
    screen = opened(DOTS + '\nby = "group"', **NAMED).type("b3").press("enter")
    assert gives(screen) == [{"i2": 3}]


# ---------------------------------------------------------------------------------------------------------- the wall


def test_dots_counted_on_the_wall_in_one_line():
    screen = opened(**NAMED).press("escape", "w").type("a5 b3 c0").press("enter")
    cell = next(iter(screen.book.session.answer("pick").cells.values()))
    assert dict(cell["tally"]) == {"i1": 5, "i2": 3}
    assert "8 prickar" in screen.press("v").screen()
    screen.press("v", "w")
    assert screen.line == "a5 b3"
    screen.press("backspace", "backspace", "enter")
    cell = next(iter(screen.book.session.answer("pick").cells.values()))
    assert dict(cell["tally"]) == {"i1": 5}
    assert screen.undo().book.votes(screen.pane.step)[1].total == 3


def test_who_counted_is_said_after_a_stroke_and_hands_go_in_the_order_of_the_choices():
    screen = opened(**NAMED).press("escape", "w").type("5 4 0 /3")
    assert "9 prickar av 3 personer" in " ".join(screen.screen().split())
    screen.press("enter")
    assert "Räknat på väggen: 9 prickar av 3 personer" in screen.screen()
    cell = next(iter(screen.book.session.answer("pick").cells.values()))
    assert dict(cell["tally"]) == {"i1": 5, "i2": 4, "voters": 3}
    assert screen.book.voters(screen.pane.step) == 3
    screen.press("w").type("0").press("enter")  # thirty
    assert screen.book.voters(screen.pane.step) == 30
    screen.press("w", "backspace", "backspace", "backspace", "enter")
    assert screen.book.voters(screen.pane.step) == 0


def test_more_than_so_many_could_have_given_is_said():
    screen = opened(**NAMED).press("escape", "w").type("a9 b3 /3")
    assert "3 för" in screen.screen()  # three dots each: nine


# ------------------------------------------------------------------------------------------------------------ arrows


def test_tab_votes_with_arrows_and_digits():
    screen = opened(**NAMED).press("tab", "+", "down", "2", "enter")
    assert gives(screen) == [{"i1": 1, "i2": 2}]
    assert screen.pane.by == "p2"
    screen.press("up", "space", "0", "down", "down", "+", "+", "-")
    assert screen.pane.draft == {2: 1}
    screen.press("tab")
    assert (screen.line, screen.pane.writing) == ("c", True)
    screen.press("tab", "enter")
    assert gives(screen)[1] == {"i3": 1}


def test_notes_are_stepped_through_and_points_go_by_ten():
    screen = opened('vote pick\nfrom = "ideas"\nnotes = [40, 30, 20, 10]', **NAMED).press("tab", "1", "down", "+", "+")
    assert screen.pane.draft == {0: 40, 1: 20}
    assert "kvar: 30 · 10" in screen.screen()
    screen = opened('vote pick\nfrom = "ideas"\npoints = 100', **NAMED).press("tab", "6", "down", "+", "+", "+", "+", "enter")
    assert gives(screen) == [{"i1": 60, "i2": 40}]


def test_a_ranking_is_written_best_first_or_pressed():
    rank = 'vote pick\nfrom = "ideas"\nrank = 3'
    screen = opened(rank, **NAMED).type("c a b")
    assert [row.split()[-1] for row in screen.rows()[3:6]] == ["2", "3", "1"]
    screen.press("enter")
    assert gives(screen, "rank") == [{"i3": 1, "i1": 2, "i2": 3}]
    screen.type("a a").press("enter")
    assert "två gånger" in screen.said[-1]
    screen.press(*["backspace"] * 3, "tab", "down", "space", "up", "space", "down", "down", "1", "enter")
    assert gives(screen, "rank")[1] == {"i3": 1, "i2": 2, "i1": 3}


# ------------------------------------------------------------------------------------------------- reasons and lists


def test_a_reason_follows_a_colon_and_is_read_under_the_choice():
    screen = opened(DOTS + "\nreason = true", **NAMED).type("a2 b: det går fort").press("enter", "escape", "v")
    assert screen.book.votes(screen.pane.step)[0].reasons == ("det går fort",)
    assert "det går fort" in screen.screen()
    screen.press("v", "enter", "up")
    assert screen.line == "a2 b: det går fort"


def test_a_ranking_may_have_a_reason_too():
    screen = opened('vote pick\nfrom = "ideas"\nrank = 2\nreason = true', **NAMED).type("a b: därför").press("enter")
    cell = next(iter(screen.book.session.answer("pick").cells.values()))
    assert (dict(cell["rank"]), cell["reason"]) == ({"i1": 1, "i2": 2}, "därför")


def test_each_list_has_a_budget_of_its_own():
    screen = opened('vote pick\nfrom = ["ideas", "risks"]\ndots = 2\nper_list = true', lists=["list risks"], **NAMED)
    screen.desk.do(AddItem(step="risks", text="Regn"))
    screen.draw()
    screen.type("a2 f")
    assert "Ideas: 0 kvar" in screen.screen()
    assert "Risks: 1 kvar" in screen.screen()


def test_a_vote_for_each_row_goes_on_when_shown_or_chosen():
    screen = opened(DOTS + '\neach = "kinds"', lists=["list kinds"], **NAMED)
    for text in ("Film", "Text"):
        screen.desk.do(AddItem(step="kinds", text=text))
    screen.type("a").press("enter", "escape", "tab").type("b").press("enter")
    assert gives(screen) == [{"i1": 1}, {"i2": 1}]
    assert "Text" in screen.screen()


# ---------------------------------------------------------------------------------------------------------- what is shown


def votes(*lines):
    ids = {letter: f"i{number}" for number, letter in enumerate("abcde", 1)}
    return [
        Ballot(step="pick", by=f"p{voter}", gives={ids[one[0]]: int(one[1:] or 1) for one in line.split()})
        for voter, line in enumerate(lines, 1)
    ]


def test_the_order_ties_the_line_and_how_many_go_on():
    screen = opened(changes=votes("a3", "b2 c", "b"), **NAMED).press("escape", "v")
    rows = screen.rows()
    assert [row.split()[0] for row in rows[2:5]] == ["1", "1", "3"]
    assert "3 går vidare" in rows[5]
    screen.press("-", "-")
    assert "en går vidare" in screen.rows()[3]
    assert "lika" in screen.rows()[3]
    screen.press(*["+"] * 9)
    assert not any("går vidare" in row for row in screen.rows())


def test_how_many_go_on_is_what_a_later_step_takes():
    scenario = toml("list ideas", DOTS, 'sort kept\nfrom = { from = "pick", top = 2 }\nplaces = ["Ja", "Nej"]')
    screen = host(scenario, "pick", changes=[listed("ideas", THINGS), *votes("a3", "b2 c", "b")], **NAMED).press("escape", "v")
    assert "2 går vidare" in screen.screen()


def test_a_new_round_is_held_against_the_one_before():
    screen = opened(changes=votes("a3", "b2 c", "b"), **NAMED).press("escape", "v", "a")
    assert screen.pane.writing
    assert "Röst 1 av 3   Ann" in screen.screen()
    assert "dolda" not in screen.screen()
    for line in ("c3", "c2 b", "c"):
        screen.type(line).press("enter")
    screen.press("v")
    rows = screen.rows()
    assert rows[0].startswith("  Runda 2")
    assert "↑ från 3" in rows[2]
    assert screen.press("v").press("u") is screen


def test_where_they_differ_most_in_one_sentence():
    screen = opened(changes=votes("a3", "b2 a", "b2 a"), **NAMED).press("escape", "v")
    assert "Mest delade meningar: " in screen.screen()


def test_the_others_are_hidden_until_then():
    screen = opened(changes=votes("a3"), **NAMED)
    assert "de andras röster är dolda" in screen.screen()
    assert "●●●" not in "\n".join(screen.rows()[2:8])


def test_a_tally_counts_with_the_ballots():
    screen = opened(changes=[*votes("a3"), Tally(step="pick", item="i2", n=7)], **NAMED).press("escape", "v")
    assert screen.rows()[2].split()[1:4] == ["Visa", "ett", "kontor"]


@pytest.mark.parametrize("width", [52, 76, 92])
def test_every_letter_is_seen_where_they_fit_side_by_side(width):
    scenario = toml("list ideas", DOTS)
    screen = host(scenario, "pick", changes=[listed("ideas", [f"sak {n}" for n in range(20)])], width=width, height=16, **NAMED)
    screen.draw()
    drawn = screen.screen()
    assert all(f"sak {n}" in drawn for n in range(20))
    screen.type("t2")
    assert "●●" in screen.screen()


def test_where_a_choice_takes_one_dot_the_examples_give_no_two():
    screen = opened(DOTS + "\nmax_each = 1", **NAMED)
    assert "› a d" in screen.screen()
    assert "a2" not in screen.screen()
    assert screen.pane.pairs()[0].key == "a d"


def test_dots_on_the_wall_are_from_no_one_who_voted_by_the_line():
    screen = opened(changes=[*votes("a3"), Tally(step="pick", item="i2", n=7)], **NAMED).press("escape", "v")
    assert screen.rows()[0].strip() == "10 prickar"
