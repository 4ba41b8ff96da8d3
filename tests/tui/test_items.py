"""Lists, splits, tables: what a person presses and types, what then stands in the session, where one is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tui.editors import PEOPLE, Host, host, listed, toml
from workshop.scenario import load
from workshop.session.begin import begin
from workshop.session.changes import AddItem, AddPerson, Capture, CarryOver, Place, RemoveItem, SetHeader, SetItemField
from workshop.session.desk import Desk

LIST = toml("list ideas")
EACH = toml('list ideas\nby = "each"')
SPLIT = toml(
    "list acts",
    """list parts
each = "acts"
fields = [
  { id = "aim", title = "Syfte" },
  { id = "measure", title = "Mått", as = "choice", options = ["Räckvidd", "Engagemang", "Konvertering"] },
  { id = "sum", title = "Summa", as = "number", when = "measure == 'konvertering'" },
]""",
)
ACTS = listed("acts", ["Vårfilmen", "Podden", "Julkalendern"])


def a_list(*texts, scenario=LIST, **given):
    return host(scenario, "ideas", changes=[listed("ideas", texts)] if texts else (), **given)


def a_split(**given):
    return host(SPLIT, "parts", changes=[ACTS], width=92, **given)


# ---------------------------------------------------------------------------------------------------------- the line


def test_enter_adds_and_the_line_follows_the_last():
    screen = a_list()
    assert screen.pane.writing
    assert "Skriv det första" in screen.screen()
    screen.type("Ett").press("enter").type("Två").press("enter")
    assert screen.texts() == ["Ett", "Två"]
    assert screen.rows()[:3] == ["   1  Ett", "   2  Två", "    ›"]


def test_up_enter_enter_corrects_the_latest_and_is_back_on_the_line():
    screen = a_list("Ett", "Tva")
    screen.press("up", "enter", "backspace").type("å").press("enter")
    assert screen.texts() == ["Ett", "Två"]
    assert (screen.pane.writing, screen.line, screen.pane.at) == (True, "", "")


def test_what_is_half_typed_waits_while_the_latest_is_corrected():
    screen = a_list("Ett").type("halvt").press("up")
    assert "halvt" in screen.screen()
    screen.press("enter").type("!").press("enter")
    assert screen.texts() == ["Ett!"]
    assert screen.line == "halvt"


@pytest.mark.parametrize("way", ["escape", "up", "home"])
def test_out_of_the_line_and_back_keeps_it(way):
    screen = a_list("Ett", "Två").type("halvt")
    if way == "home":  # only from an empty line
        screen.press("escape", "home")
        assert screen.here.endswith("Ett")
    else:
        screen.press(way)
    assert not screen.pane.writing
    assert screen.press("a").line == "halvt"


def test_an_edit_is_committed_by_whatever_leaves_it():
    for way in ("escape", "up", "down", "tab"):
        screen = a_list("Ett", "Två", "Tre").press("up", "up", "enter").type("!").press(way)
        assert screen.texts() == ["Ett", "Två!", "Tre"], way
    screen = a_list("Ett").press("up", "enter").type("!")
    assert screen.leave()
    assert screen.texts() == ["Ett!"]


def test_leaving_commits_the_line_and_the_edit():
    screen = a_list("Ett").type("halvt").press("up", "enter").type("!")
    assert screen.leave()
    assert screen.texts() == ["Ett!", "halvt"]


def test_an_emptied_thing_keeps_its_words():
    screen = a_list("Ett").press("up", "enter", "backspace", "backspace", "backspace", "enter")
    assert screen.texts() == ["Ett"]


def test_enter_on_the_empty_line_stays_in_the_step():
    screen = a_list("Ett").press("enter")
    assert screen.asked_forward == 0
    assert "PgDn" in screen.said[-1]


def test_forty_pasted_lines_are_forty_things_and_one_undo():
    screen = a_list("Ett")
    screen.paste("\n".join(f"rad {n}" for n in range(40)))
    assert len(screen.texts()) == 41
    assert "40" in screen.said[-1]
    assert len(screen.undo().texts()) == 1
    assert len(screen.redo().texts()) == 41


def test_a_paste_leaves_what_was_half_typed_and_works_while_choosing():
    screen = a_list("Ett").type("halvt").paste("två\ntre")
    assert (screen.texts(), screen.line) == (["Ett", "två", "tre"], "halvt")
    screen.press("escape").paste("fyra\nfem")
    assert (screen.texts()[-2:], screen.line) == (["fyra", "fem"], "halvt")
    assert screen.pane.writing


def test_the_line_comes_back_to_the_very_place():
    screen = a_list("Ett", "Två").type("halvt").press("up", "up", "enter").type("!").again()
    assert screen.pane.editing
    assert screen.line == "Ett!"
    screen.press("enter")
    assert (screen.texts(), screen.line) == (["Ett!", "Två"], "halvt")


def test_what_was_chosen_is_chosen_again():
    screen = a_list("Ett", "Två", "Tre").press("up", "up").again()
    assert screen.here.endswith("Två")
    assert not screen.pane.writing


# ---------------------------------------------------------------------------------------------------------- choosing


def test_things_are_moved_with_m_arrows_enter_as_one_undo():
    screen = a_list("Ett", "Två", "Tre").press("up", "m", "up", "up")
    assert [row[6:] for row in screen.rows()[:3]] == ["Tre", "Ett", "Två"]
    assert screen.texts() == ["Ett", "Två", "Tre"]
    screen.press("enter")
    assert screen.texts() == ["Tre", "Ett", "Två"]
    assert screen.here.endswith("Tre")
    assert screen.undo().texts() == ["Ett", "Två", "Tre"]
    assert screen.press("m", "down", "escape").texts() == ["Ett", "Två", "Tre"]


def test_a_thing_is_removed_and_the_next_is_at_hand():
    screen = a_list("Ett", "Två", "Tre").press("up", "up", "d")
    assert screen.texts() == ["Ett", "Tre"]
    assert screen.here.endswith("Tre")
    assert "Två" in screen.said[-1]
    screen.press("d", "delete")
    assert screen.texts() == []
    assert screen.undo().texts() == ["Ett"]


def test_an_undo_under_the_cursor_leaves_one_choosing_near_by():
    screen = a_list("Ett").type("Två").press("enter").type("Tre").press("enter", "up").undo()
    assert (screen.pane.writing, screen.here[-3:]) == (False, "Två")
    screen.undo().undo()
    assert (screen.pane.writing, screen.pane.at) == (False, "")
    assert screen.press("down").pane.writing


def test_what_is_being_mended_when_it_goes_stands_on_the_line():
    screen = a_list().type("Två").press("enter", "up", "enter").type("!")
    screen.desk.do(RemoveItem(step="ideas", id=screen.items()[0].id))
    screen.draw()
    assert screen.line == "Två!"
    assert screen.press("enter").texts() == ["Två!"]


def test_a_click_chooses_and_another_opens():
    screen = a_list("Ett", "Två").type("halvt").click(0)
    assert screen.here.endswith("Ett")
    screen.click(0)
    assert (screen.pane.writing, screen.line) == (True, "Ett")
    screen.type("!").click(2)
    assert (screen.texts(), screen.line) == (["Ett!", "Två"], "halvt")


def test_a_full_list_refuses_once_and_lets_go_the_second_time():
    screen = a_list("Ett", scenario=toml("list ideas\nmax = 1")).type("Två").press("enter")
    assert screen.texts() == ["Ett"]
    assert screen.line == "Två"
    assert not screen.leave()
    assert screen.line == "Två"
    assert screen.leave()


def test_a_closed_list_has_no_line():
    screen = host(toml('list ideas\nitems = ["Ett", "Två"]\nclosed = true'), "ideas")
    assert not screen.pane.writing
    assert screen.press("a", "x").texts() == []


def test_the_least_wanted_is_said_on_the_line():
    screen = a_list(scenario=toml("list ideas\nmin = 3"))
    assert "Minst 3" in screen.screen()
    assert "minst 2 till" in screen.type("Ett").press("enter").screen()


# --------------------------------------------------------------------------------------------------------- suggestions

OFFERS = toml("list ideas", 'list more\nstart = "ideas"\noffer = true')


def test_suggestions_are_taken_one_by_one():
    screen = host(OFFERS, "more", changes=[listed("ideas", ["Ett", "Två", "Tre"])])
    assert screen.pane.writing
    screen.press("down", "down", "enter")
    assert screen.texts() == ["Två"]
    assert screen.here == "+ Tre"
    screen.press("enter", "enter")
    assert screen.texts() == ["Två", "Tre", "Ett"]
    assert screen.pane.writing
    assert len(screen.undo().texts()) == 2


def test_words_and_suggestions_go_together():
    screen = host(OFFERS, "more", changes=[listed("ideas", ["Ett", "Två"])])
    screen.type("halvt").press("down", "enter", "up", "up")
    assert screen.texts() == ["Ett"]
    assert screen.here.endswith("Ett")
    assert screen.press("a").line == "halvt"


# ------------------------------------------------------------------------------------------------------------- voices


def test_each_sees_their_own_until_all_is_shown():
    screen = a_list(scenario=EACH, people=PEOPLE)
    screen.type("Anns").press("enter", "tab").type("Jonas").press("enter")
    assert [(item.text, item.by) for item in screen.items()] == [("Anns", "p1"), ("Jonas", "p2")]
    assert "Anns" not in screen.screen()
    assert "✓ Ann   ✓ Jonas   Mira" in screen.screen()
    screen.press("escape", "v")
    assert "Anns" in screen.screen()
    assert screen.rows()[2].endswith("Ann")
    screen.press("v")
    assert "Anns" not in screen.screen()


def test_tab_commits_what_the_voice_had_typed():
    screen = a_list(scenario=EACH, people=PEOPLE).type("Anns").press("tab").type("Jonas").press("tab", "tab")
    assert [(item.text, item.by) for item in screen.items()] == [("Anns", "p1"), ("Jonas", "p2")]
    assert screen.pane.by == "p1"


def test_enter_on_the_empty_line_is_the_next_voice_and_stops_at_the_last():
    screen = a_list(scenario=EACH, people=PEOPLE).press("enter", "enter")
    assert screen.pane.by == "p3"
    screen.press("enter")
    assert screen.pane.by == "p3"
    assert "PgDn" in screen.said[-1]


def test_half_typed_lines_of_several_voices_are_all_kept():
    screen = a_list(scenario=EACH, people=PEOPLE).type("Anns").press("escape")
    screen.pane.lines["", "p2"] = "Jonas halva"
    screen = screen.again()
    assert screen.pane.by == "p1"
    assert screen.line == "Anns"
    assert screen.leave()
    assert {(item.text, item.by) for item in screen.items()} == {("Anns", "p1"), ("Jonas halva", "p2")}


def test_without_names_nothing_tells_who():
    screen = a_list(scenario=toml('list ideas\nby = "each"\nnames = "never"'), people=PEOPLE)
    screen.type("Ett").press("enter", "tab").type("Två").press("enter", "escape", "v")
    assert {item.by for item in screen.items()}.isdisjoint({"p1", "p2", "p3"})
    assert not any(name in screen.screen() for name in PEOPLE)
    assert screen.pane.pairs()


def test_names_that_come_later_come_with_v():
    screen = a_list(scenario=toml('list ideas\nby = "each"\nnames = "later"'), people=PEOPLE)
    screen.type("Ett").press("enter", "escape", "v")
    assert not screen.rows()[2].endswith("Ann")
    assert screen.press("v").rows()[2].endswith("Ann")


def test_what_one_role_writes_is_the_roles():
    scenario = toml('list ideas\nby = "owner"', head='[roles.owner]\ntitle = "Ägaren"\n')
    screen = a_list(scenario=scenario, people=PEOPLE).type("Ett").press("enter")
    assert screen.items()[0].by == "owner"
    assert screen.rows()[0].split() == ["Ägaren", "vem?", "i", "väljer"]
    assert screen.rows()[2].strip() == "1  Ett"


def test_nobody_named_and_alone_have_one_line():
    for given in ({"people": ()}, {"alone": True}):
        screen = a_list(scenario=EACH, **given)
        screen.type("Ett").press("enter", "tab").type("Två").press("enter")
        assert screen.texts() == ["Ett", "Två"]
        assert screen.rows()[0].strip() == "1  Ett"


def test_people_without_names_are_counted():
    screen = a_list(scenario=EACH, people=3)
    assert "Deltagare 1   Deltagare 2   Deltagare 3" in screen.screen()


# -------------------------------------------------------------------------------------------------------------- chains


def test_a_chain_asks_of_the_one_before():
    screen = host(toml("list ideas", 'list then\nchain = true\nstart = "ideas"\nprompt = "{last}, och sedan?"'), "then")
    screen.desk.do(AddItem(step="ideas", text="Regn"))
    screen.draw()
    assert screen.pane.question() == "Regn, och sedan?"
    screen.type("Vått").press("enter").type("Kallt").press("enter")
    assert screen.pane.question() == "Kallt, och sedan?"
    screen.press("up", "up")
    assert screen.pane.question() == "Regn, och sedan?"
    screen.press("enter").type("!").press("enter")
    assert "▲" in screen.screen()
    assert "flaggad" in screen.said[-1]
    screen.press("up", "space")
    assert "▲" not in screen.screen()  # it still holds


# --------------------------------------------------------------------------------------------------------------- split


def test_enter_adds_a_part_and_on_the_empty_line_goes_to_the_next_activity():
    screen = a_split()
    screen.type("En dag").press("enter").type("En helg").press("enter", "enter").type("Varför").press("enter")
    assert [(item.text, item.of) for item in screen.items()] == [("En dag", "i1"), ("En helg", "i1"), ("Varför", "i2")]
    screen.press("enter", "enter")
    assert screen.pane.block == 2
    assert "PgDn" in screen.said[-1]


def test_right_goes_to_the_fields_digits_choose_and_the_last_leads_to_the_line():
    screen = a_split().type("En dag").press("enter", "right")
    assert screen.pane.writing
    screen.type("Räkna").press("enter")
    assert not screen.pane.writing
    screen.press("2")
    assert screen.pane.column == 2
    screen.press("right")
    assert (screen.pane.writing, screen.pane.at) == (True, "")
    assert dict(screen.items()[0].fields) == {"aim": "Räkna", "measure": "engagemang"}


def test_a_field_is_asked_only_where_its_condition_holds():
    screen = a_split().type("En dag").press("enter", "right", "tab", "3", "right")
    assert screen.pane.field_at().id == "sum"
    screen.type("9,5").press("enter")
    assert screen.items()[0].get("sum") == 9.5


def test_tab_makes_a_part_of_the_line_and_goes_to_its_fields():
    screen = a_split().type("En dag").press("tab")
    assert screen.texts() == ["En dag"]
    assert screen.pane.field_at().id == "aim"
    screen.press("shift+tab", "shift+tab")
    assert (screen.pane.at, screen.pane.writing) == ("", True)


def test_tab_on_the_empty_line_is_the_next_heading():
    screen = a_split().press("tab", "tab", "tab", "tab")
    assert screen.pane.block == 2
    screen.press("shift+tab")
    assert screen.pane.block == 1


def test_arrows_cross_the_headings_both_ways():
    screen = a_split()
    for of, text in (("i1", "A1"), ("i1", "A2"), ("i3", "C1")):
        screen.desk.do(AddItem(step="parts", of=of, text=text))
    screen.draw()
    seen = []
    screen.pane.block = 0
    screen.pane.to_line()
    screen.press("up", "up")
    for _ in range(6):
        seen.append(screen.here or f"line {screen.pane.block}")
        screen.press("down")
    assert [one[:4] for one in seen] == ["├ A1", "└ A2", "line", "line", "└ C1", "line"]
    screen.press("up", "up")
    assert (screen.pane.block, screen.pane.writing) == (1, True)
    screen.press("up")
    assert screen.here.startswith("└ A2")


def test_a_part_is_carried_over_the_border_to_the_next_heading():
    screen = a_split().type("En dag").press("enter", "up", "m", "down", "enter")
    assert [(item.text, item.of) for item in screen.items()] == [("En dag", "i2")]
    assert screen.undo().items()[0].of == "i1"


def test_each_heading_keeps_its_half_typed_line():
    screen = a_split().type("halvt").press("escape", "down").type("annat")
    assert screen.pane.block == 1
    screen = screen.again()
    assert (screen.pane.block, screen.line) == (1, "annat")
    screen.press("up", "up")
    assert screen.leave()
    assert {(item.text, item.of) for item in screen.items()} == {("halvt", "i1"), ("annat", "i2")}


def test_the_choices_stand_below_the_field_at_hand():
    screen = a_split(height=26).type("En dag").press("enter", "right", "tab")
    assert "1  Räckvidd" in screen.screen()
    assert "välj…" in screen.screen()


def test_a_cell_that_cannot_be_read_is_refused_and_let_go_the_second_time():
    screen = a_split().type("En dag").press("enter", "right", "tab", "3", "right").type("många").press("enter")
    assert (screen.line, screen.pane.writing) == ("många", True)
    assert not screen.leave()
    assert screen.leave()
    assert screen.items()[0].get("sum") is None


def test_the_cell_comes_back_as_it_was():
    screen = a_split().type("En dag").press("enter", "right").type("Räk").again()
    assert (screen.pane.field_at().id, screen.line) == ("aim", "Räk")
    screen.press("enter")
    assert screen.items()[0].get("aim") == "Räk"


def test_where_there_are_no_columns_the_fields_stand_below():
    screen = host(SPLIT, "parts", changes=[ACTS], width=48, height=18).type("En dag").press("enter", "right").type("Räkna")
    assert any(row.startswith("▌") and "Syfte" in row and "Räkna" in row for row in screen.rows())
    screen.press("enter", "1")
    assert "Räckvidd" in screen.screen()


def test_without_rows_it_says_where_they_come_from():
    screen = host(SPLIT, "parts")
    assert "tidigare steg" in screen.screen()
    for key in ("a", "down", "up", "enter", "m", "d", "home", "tab", "1", "v"):
        screen.press(key)
    assert screen.leave()


def test_a_new_heading_appears_and_one_that_goes_leaves_the_cursor_somewhere():
    screen = a_split().press("tab", "tab").type("Kulor").press("enter", "up")
    screen.desk.do(RemoveItem(step="acts", id="i3"))
    screen.draw()
    assert screen.pane.block < 2
    screen.desk.do(AddItem(step="acts", text="Ny"))
    assert "Ny" in screen.screen()


def test_own_words_in_a_choice_are_written_on_the_line():
    scenario = toml('list ideas\nfields = [{ id = "way", title = "Väg", as = "choice", options = ["Webb"], other = true }]')
    screen = a_list("Ett", scenario=scenario).press("right", "2")
    assert screen.pane.writing
    screen.type("brevduva").press("enter")
    assert dict(screen.items()[0].fields) == {"way": "other", "way_other": "brevduva"}
    assert "brevduva" in screen.screen()


def test_changing_the_language_leaves_cursor_and_line():
    screen = a_split().type("halvt")
    screen.desk.do(SetHeader(key="lang", value="en"))
    screen.draw()
    assert screen.line == "halvt"
    screen.press("enter", "right").type("x")
    screen.desk.do(SetHeader(key="lang", value="sv"))
    screen.draw()
    assert (screen.pane.field_at().id, screen.line) == ("aim", "x")


def test_the_names_of_earlier_steps_stand_under_the_heading():
    went = 'sort went\nfrom = "ideas"\nplaces = ["Bra", "Dåligt"]'
    scenario = toml("list ideas", went, 'list parts\neach = "ideas"\nshow = ["went"]')
    screen = host(scenario, "parts", changes=[listed("ideas", ["Filmen"]), Place(step="went", item="i1", place="bra")])
    assert "Went: Bra" in screen.screen()


def test_a_section_item_has_its_own_things():
    loop = '[[section]]\nid = "loop"\ntitle = "Varv"\neach = "ideas"\n'
    scenario = toml("list ideas", 'list talks\nsection = "loop"', head=loop)
    made = [listed("ideas", ["Regn", "Snö"]), AddItem(step="talks", text="Vått", at="i1")]
    screen = host(scenario, "talks", at="i2", changes=made).type("Kallt").press("enter")
    assert [(item.text, item.at) for item in screen.items("talks")] == [("Vått", "i1"), ("Kallt", "i2")]
    assert "Vått" not in screen.screen()


# -------------------------------------------------------------------------------------------------------------- actions

ACTIONS = toml("actions moves")
DECISIONS = toml("decisions said")


def an_action(**given):
    return host(ACTIONS, "moves", people=PEOPLE, width=92, **given)


def test_an_action_is_written_on_one_line():
    screen = an_action().type("Ring tryckeriet @jo 2026-12-03")
    assert "ägare Jonas" in screen.screen()
    screen.press("enter")
    item = screen.items()[0]
    assert (item.text, item.get("owner"), item.get("due").isoformat()) == ("Ring tryckeriet", "Jonas", "2026-12-03")


def test_enter_goes_to_what_is_missing_and_then_to_the_next_missing():
    screen = an_action().type("Ring").press("enter", "escape")
    assert "ägare?" in screen.screen()
    assert "1 saknar ägare, 1 saknar datum" in screen.screen()
    screen.press("enter").type("ann").press("enter").type("2026-12-03").press("enter")
    item = screen.items()[0]
    assert (item.get("owner"), item.get("due").isoformat()) == ("Ann", "2026-12-03")
    assert not screen.pane.writing
    assert "saknar" not in screen.screen()


def test_e_mends_the_words_and_reads_owner_and_day_again():
    screen = an_action().type("Ring @Ann").press("enter", "up", "e").type(" upp @Mira").press("enter")
    assert (screen.items()[0].text, screen.items()[0].get("owner")) == ("Ring upp", "Mira")


def test_space_is_done_and_done_lacks_nothing():
    screen = an_action().type("Ring").press("enter", "escape", "space")
    assert screen.items()[0].get("done") is True
    assert "✓" in screen.screen()
    assert "saknar" not in screen.screen()
    assert screen.press("space").items()[0].get("done") is None


def test_forty_pasted_actions_are_read_one_by_one():
    screen = an_action().paste("\n".join(f"sak {n} @ann" for n in range(40)))
    assert {item.get("owner") for item in screen.items()} == {"Ann"}
    assert len(screen.items()) == 40
    assert screen.undo().items() == []


def test_what_was_caught_on_the_way_stands_below_and_can_be_filled_in():
    screen = an_action(changes=[Capture(what="action", text="Stäng av nyhetsbreven")])
    assert "Fångat på vägen" in screen.screen()
    screen.type("halvt").press("escape", "down", "down")
    assert "Stäng av nyhetsbreven" in screen.here
    screen.press("enter").type("Mira").press("enter", "escape")
    assert next(iter(screen.book.session.actions.values())).get("owner") == "Mira"
    assert screen.press("a").line == "halvt"


def test_a_day_is_read_back_while_it_is_typed():
    screen = an_action().type("Ring @Ann").press("enter", "up", "enter").type("2026-12-03")
    assert "torsdag 3 december" in screen.screen()


def test_a_decision_has_its_reason_beside_it():
    screen = host(DECISIONS, "said", width=92).type("Vi slutar").press("enter", "right")
    screen.type("Ingen läser").press("enter").type("Ann").press("enter")
    assert dict(screen.items()[0].fields) == {"step": "said", "why": "Ingen läser", "decided_by": "Ann"}


def test_a_decision_may_say_it_all_in_one_line():
    screen = host(DECISIONS, "said", people=PEOPLE, width=92).type("Vi slutar med det eftersom ingen läser @jo")
    assert "beslutat av Jonas · varför: ingen läser" in screen.screen()
    screen.press("enter")
    item = screen.items()[0]
    assert (item.text, item.get("why"), item.get("decided_by")) == ("Vi slutar med det", "ingen läser", "Jonas")
    screen.press("up", "enter", "end").type(" nu").press("enter")
    assert screen.items()[0].fields == item.fields


def test_a_day_alone_is_said_before_enter():
    assert "3 december" in an_action().type("Ring 2026-12-03").screen()


def test_last_times_open_actions_are_named_with_how_late_they_are():
    scenario = load.parse(ACTIONS).scenario
    desk = Desk(scenario, begin(scenario, ACTIONS, now=datetime.now(UTC)))
    due = date.today() - timedelta(days=36)
    actions = [{"text": "Prislistan", "owner": "Ann", "due": due}, {"text": "Bokningarna"}]
    desk.do(CarryOver(earlier="0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77", said=date(2026, 10, 14), actions=actions))
    screen = Host(desk, 92, 20)
    screen.open("moves")
    assert "Från förra gången, ons 14 okt" in screen.screen()
    assert "5 veckor sen" in screen.screen()
    screen.press("escape", "down", "space")
    assert "5 veckor sen" not in screen.screen(), "what is done is not late"
    assert [item.get("done") for item in desk.session.actions.values()] == [True, None]


# --------------------------------------------------------------------------------------------------------------- drawing


def test_names_stand_at_the_right_edge_and_numbers_at_the_left():
    scenario = toml('list ideas\nby = "each"\nhidden = false')
    screen = a_list(scenario=scenario, people=PEOPLE).type("Ett " * 30).press("enter")
    first = screen.rows()[2]
    assert first.startswith("   1  Ett Ett")
    assert first.endswith("Ann")
    assert screen.rows()[3].startswith("        Ett")


def test_a_long_thing_ends_in_dots_and_what_is_outside_is_said():
    screen = a_list("ord " * 750, *(f"sak {n}" for n in range(100)), height=12)
    assert "tidigare" in screen.rows()[0]
    screen.press("up", "home")
    rows = screen.rows()
    assert any(row.endswith("…") for row in rows)
    assert rows[-1].strip().endswith("visar dem")
    assert len(rows) <= 12


def test_a_number_of_three_figures_keeps_the_words_in_their_column():
    screen = a_list(*(f"sak {n}" for n in range(120)), height=8).press("up")
    assert screen.rows()[-3:-1] == ["  119 sak 118", "▌ 120 sak 119"]


def test_a_person_who_comes_late_is_given_a_turn():
    screen = a_list(scenario=EACH, people=PEOPLE)
    screen.desk.do(AddPerson(name="Sam"))
    assert "Ann   Jonas   Mira   Sam" in screen.screen()


def test_a_value_set_elsewhere_is_drawn():
    screen = a_split().type("En dag").press("enter")
    screen.desk.do(SetItemField(step="parts", id=screen.items()[0].id, field="measure", value="konvertering"))
    assert "Konverte" in screen.screen()


def test_a_calendar_stands_in_the_order_of_its_days():
    scenario = toml('list posts\nlook = "calendar"\nfields = [{ id = "day", title = "Dag", as = "date" }]')
    days = {"Lucia": date(2026, 12, 13), "Någon gång": None, "Första luckan": date(2026, 12, 1)}
    changes = [
        AddItem(step="posts", text=text, fields={"day": day} if day else {}, id=f"post{at}")
        for at, (text, day) in enumerate(days.items())
    ]
    rows = host(scenario, "posts", changes=changes, width=80).rows()
    order = [next(at for at, row in enumerate(rows) if text in row) for text in ("Första luckan", "Lucia", "Någon gång")]
    assert order == sorted(order)
