"""The journey grid's keys: what a person presses and types, what then stands in the session, and where one is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tui.journeys import KINDS, SCENARIO, STAGES, TEXTS, GridHost, desk
from workshop.session.changes import AddItem, RemoveItem, SetHeader
from workshop.session.model import live
from workshop.tui.steps.journey_drawing import Place


def grid(stage: str = "Upptäcker", field: str = "does", *, fields: str = TEXTS, stages=STAGES, width=72, height=18) -> GridHost:
    return GridHost(desk(stages, fields), width, height).at(stage, field)


def say(host: GridHost, *texts: str) -> GridHost:
    for text in texts:
        host.type(text).press("enter")
    return host


# ----------------------------------------------------------------------------------------------------------- typing


def test_it_opens_in_writing_at_the_first_cell():
    host = GridHost(desk())
    assert host.here == ("Upptäcker", "does")
    assert host.pane.writing
    assert host.drawn.line is not None


def test_enter_adds_and_enter_on_the_empty_line_goes_to_the_next_question():
    host = say(grid(), "Smakar på ett annat kontor", "Frågar var de köpt det")
    assert host.entries("Upptäcker", "does") == ["Smakar på ett annat kontor", "Frågar var de köpt det"]
    assert host.line == ""
    host.press("enter")
    assert host.here == ("Upptäcker", "feels")


def test_a_whole_stage_by_enter_alone_and_on_to_the_next():
    host = grid()
    for field in [field.id for field in host.pane.fields]:
        assert host.here == ("Upptäcker", field)
        if field == "feels":
            host.press("4")
        elif field == "often":
            host.type("1 gång")
        else:
            say(host, f"om {field}")
        host.press("enter")
    assert host.here == ("Jämför", "does")
    assert host.cell("Upptäcker")["feels"] == 1
    assert host.cell("Upptäcker")["often"] == "1 gång"
    assert host.entries("Upptäcker", "activities") == ["om activities"]


def test_after_the_very_last_question_it_stays_and_says_so():
    host = grid("Förnyar", "activities").press("enter")
    assert host.here == ("Förnyar", "activities")
    assert "PgDn" in host.message


def test_a_blank_line_is_no_entry():
    host = grid().type("   ").press("enter")
    assert host.entries("Upptäcker", "does") == []


def test_arrows_change_question_and_stage():
    host = grid("Jämför", "often")
    host.press("down")
    assert host.here == ("Jämför", "trigger")
    host.press("right")
    assert host.here == ("Provar", "trigger")
    host.press("left", "left", "up")
    assert host.here == ("Upptäcker", "often")
    host.press("left")
    assert host.here == ("Upptäcker", "often")


@pytest.mark.parametrize(("keys", "place"), [(("down",), ("Jämför", "data_in")), (("tab",), ("Jämför", "data_in"))])
def test_leaving_a_cell_commits_what_is_half_typed(keys, place):
    host = grid("Jämför", "trigger").type("Chefen frågar")
    host.press(*keys)
    assert host.here == place
    assert host.entries("Jämför", "trigger") == ["Chefen frågar"]


def test_leaving_the_step_commits_what_is_half_typed():
    host = grid("Jämför", "trigger").type("Chefen frågar")
    assert host.pane.leave(host.line_text)
    assert host.entries("Jämför", "trigger") == ["Chefen frågar"]


def test_tab_and_shift_tab_go_between_questions_whatever_is_in_the_cell():
    host = say(grid("Jämför", "knows"), "Pris", "Avtal")
    host.press("shift+tab")
    assert host.here == ("Jämför", "feels")
    host.press("tab")
    assert host.here == ("Jämför", "knows")
    host.at("Jämför", "does")
    host.press("shift+tab")
    assert host.here == ("Upptäcker", "activities")


def test_a_text_cell_opens_with_its_text_and_enter_goes_on():
    host = grid("Jämför", "often").type("Varje vecka").press("enter")
    assert host.here == ("Jämför", "trigger")
    host.press("up")
    assert host.line == "Varje vecka"
    host.type(" i tre veckor").press("down", "up")
    assert host.cell("Jämför")["often"] == "Varje vecka i tre veckor"
    host.press("clear", "enter")
    assert "often" not in host.cell("Jämför")


def test_going_through_text_cells_changes_nothing():
    host = grid("Jämför", "often").type("Varje vecka").press("enter")
    rev = host.desk.session.answers
    host.press("up", "down", "up", "enter")
    assert host.desk.session.answers is rev


# ------------------------------------------------------------------------------------------------- what is in a list


def test_the_latest_thing_is_mended_with_three_keys():
    host = say(grid("Jämför", "knows"), "Pris per kop")
    host.press("up", "enter")
    assert host.line == "Pris per kop"
    host.type("p").press("enter")
    assert host.entries("Jämför", "knows") == ["Pris per kopp"]
    assert host.pane.writing
    assert (host.line, host.pane.use) == ("", "add")


def test_up_goes_through_what_is_said_and_past_the_first_to_the_question_above():
    host = say(grid("Jämför", "knows"), "ett", "två")
    assert not host.press("up").pane.writing
    assert host.pane.entry == host.cell("Jämför")["knows"][1].id
    host.press("up")
    assert host.pane.entry == host.cell("Jämför")["knows"][0].id
    host.press("up")
    assert host.here == ("Jämför", "feels")
    assert host.pane.writing


def test_nothing_moves_when_the_line_closes_and_opens():
    host = say(grid("Jämför", "knows"), "ett", "två")
    below = next(at for at, row in enumerate(host.seen) if "Hur ofta" in row)
    for key in ("up", "enter", "enter", "escape", "a", "up", "m", "escape", "down"):
        host.press(key)
        assert "Hur ofta" in host.seen[below], key


def test_down_from_the_last_comes_back_to_what_was_half_typed():
    host = say(grid("Jämför", "knows"), "ett").type("halv")
    host.press("up")
    assert host.line_text == ""
    assert "halv" in host.text
    host.press("down")
    assert (host.line, host.pane.writing) == ("halv", True)


def test_half_typed_words_are_kept_when_another_cell_is_gone_to_from_a_picked_thing():
    host = say(grid("Jämför", "knows"), "ett").type("halv").press("up", "right")
    assert host.here == ("Provar", "knows")
    assert host.entries("Jämför", "knows") == ["ett", "halv"]


def test_mending_and_leaving_with_an_arrow_commits():
    host = say(grid("Jämför", "knows"), "ett", "två")
    host.press("up", "enter").type("!").press("up")
    assert host.entries("Jämför", "knows") == ["ett", "två!"]
    assert host.pane.entry == host.cell("Jämför")["knows"][0].id


def test_an_emptied_entry_stays_as_it_was():
    host = say(grid("Jämför", "knows"), "ett").press("up", "enter", "clear", "enter")
    assert host.entries("Jämför", "knows") == ["ett"]


@pytest.mark.parametrize("key", ["d", "delete"])
def test_a_picked_thing_is_removed_and_undone(key):
    host = say(grid("Jämför", "knows"), "ett", "två", "tre").press("up", "up", key)
    assert host.entries("Jämför", "knows") == ["ett", "tre"]
    assert host.message == "”två” togs bort. u ångrar."
    assert host.pane.entry == host.cell("Jämför")["knows"][2].id
    host.press("u")
    assert host.entries("Jämför", "knows") == ["ett", "två", "tre"]


def test_removing_the_only_thing_comes_back_to_the_line():
    host = say(grid("Jämför", "knows"), "ett").press("up", "d")
    assert host.entries("Jämför", "knows") == []
    assert host.pane.writing


def test_a_picked_thing_is_moved():
    host = say(grid("Jämför", "knows"), "ett", "två", "tre").press("up", "m", "up", "up")
    assert host.entries("Jämför", "knows") == ["ett", "två", "tre"]
    assert [row.split()[-1] for row in host.seen if row.split()[-1:] in (["tre"], ["ett"], ["två"])] == ["tre", "ett", "två"]
    host.press("enter")
    assert host.entries("Jämför", "knows") == ["tre", "ett", "två"]
    host.press("m", "down", "escape")
    assert host.entries("Jämför", "knows") == ["tre", "ett", "två"]
    host.press("m", "end", "enter")
    assert host.entries("Jämför", "knows") == ["ett", "två", "tre"]


def test_forty_pasted_lines_are_forty_entries_and_one_undo():
    lines = [f"sak {number}" for number in range(40)]
    host = say(grid("Jämför", "knows"), "först").type("börj").lines(*lines)
    assert host.entries("Jämför", "knows") == ["först", "börjsak 0", *lines[1:]]
    assert host.message == "40 rader blev 40 svar. u ångrar."
    assert host.line == ""
    host.desk.undo()
    assert host.entries("Jämför", "knows") == ["först"]


def test_a_paste_while_choosing_becomes_things():
    host = grid("Jämför", "knows").press("escape").lines("ett", "två")
    assert host.entries("Jämför", "knows") == ["ett", "två"]


def test_a_paste_into_a_text_is_joined():
    host = grid("Jämför", "often").type("ofta: ").lines("ett", "två").press("enter")
    assert host.cell("Jämför")["often"] == "ofta: ett två"
    host.at("Provar", "often")
    host.press("escape").lines("ett", "två")
    assert (host.line, host.pane.writing) == ("ett två", True)


# --------------------------------------------------------------------------------------------------------- Choosing


def test_escape_keeps_the_text_and_arrows_then_move_cells():
    host = say(grid("Jämför", "knows"), "ett", "två").type("halv").press("escape")
    assert not host.pane.writing
    assert "halv" in host.text
    host.press("up")
    assert host.here == ("Jämför", "feels")
    assert not host.pane.writing
    assert host.entries("Jämför", "knows") == ["ett", "två", "halv"]
    host.press("right", "down")
    assert host.here == ("Provar", "knows")
    assert host.drawn.line is None


@pytest.mark.parametrize("key", ["a", "enter"])
def test_from_choosing_back_to_the_line(key):
    host = grid("Jämför", "knows").type("halv").press("escape", key)
    assert (host.line, host.pane.writing) == ("halv", True)


def test_commands_on_a_cell():
    host = say(grid("Jämför", "knows"), "ett", "två").press("escape", "e")
    assert host.line == "två"
    host.type("!").press("enter", "escape", "d")
    assert host.entries("Jämför", "knows") == ["ett"]
    host.at("Jämför", "often")
    host.press("a").type("ofta").press("escape", "d")
    assert "often" not in host.cell("Jämför")


def test_letters_are_text_while_writing_also_where_no_line_is_open():
    host = grid("Jämför", "feels")
    assert host.pane.writing
    assert host.drawn.line is None
    assert not host.pane.key("v")
    assert not host.pane.key("d")
    assert not host.pane.key("x")


def test_an_unknown_letter_is_left_to_the_screen():
    host = grid("Jämför", "knows").press("escape")
    assert not host.pane.key("x")
    assert not host.pane.key("pagedown")


# --------------------------------------------------------------------------------------------------------- feelings


def test_digits_answer_a_feeling_and_stay():
    host = grid("Jämför", "feels").press("2")
    assert host.cell("Jämför")["feels"] == -1
    assert host.here == ("Jämför", "feels")
    host.press("5")
    assert host.cell("Jämför")["feels"] == 2
    host.press("0")
    assert "feels" not in host.cell("Jämför")
    host.press("+", "+", "+", "-")
    assert host.cell("Jämför")["feels"] == 1
    host.press("9")
    assert host.cell("Jämför")["feels"] == 1


def test_a_row_of_feelings_is_a_digit_and_an_arrow_each():
    host = grid("Upptäcker", "feels")
    for digit in "4253143":
        host.press(digit, "right")
    assert [host.cell(stage)["feels"] for stage in STAGES] == [1, -1, 2, 0, -2, 1, 0]


# ------------------------------------------------------------------------------------------------- every kind of cell


def kinds(field: str, **size: int) -> GridHost:
    return grid("Jämför", field, fields=KINDS, **size)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("words", "ett ord", "ett ord"),
        ("sum", "1 234,5", 1234.5),
        ("ten", "7", 7),
        ("day", "27 nov 2026", date(2026, 11, 27)),
        ("long", "1 h 30 min", "1 h 30 min"),
        ("wide", "tio", "tio"),
        ("wide", "11", "elva"),
    ],
)
def test_what_is_typed_is_read(field, typed, value):
    host = kinds(field).type(typed).press("enter")
    assert host.cell("Jämför")[field] == value
    assert host.here != ("Jämför", field)
    host.at("Jämför", field)
    before = host.desk.session.answers
    host.press("enter")
    assert host.desk.session.answers is before, "what stands on the line is read back as the same"


UNREADABLE = [("sum", "många"), ("sum", "-3"), ("ten", "11"), ("day", "snart"), ("long", "länge")]


@pytest.mark.parametrize(("field", "typed"), UNREADABLE)
def test_what_cannot_be_read_stays_on_the_line_and_says_why(field, typed):
    host = kinds(field).type(typed).press("enter")
    assert host.here == ("Jämför", field)
    assert host.line == typed
    assert host.message
    assert not host.pane.leave(host.line_text)
    host.press("escape")
    assert typed in host.text
    host.press("escape", "up")
    assert host.here != ("Jämför", field)
    assert field not in host.cell("Jämför")


@pytest.mark.parametrize(
    ("field", "keys", "value"),
    [
        ("mark", "3", 3),
        ("pick", "2", "mote"),
        ("some", "13", ["webb", "telefon"]),
        ("some", "131", ["telefon"]),
        ("sure", "j", True),
        ("sure", "y", True),
        ("sure", "n", False),
        ("sure", "2", False),
    ],
)
def test_one_key_answers(field, keys, value):
    host = kinds(field).press(*keys)
    assert host.cell("Jämför")[field] == value
    assert host.here == ("Jämför", field)
    host.press("0")
    assert field not in host.cell("Jämför")


def test_a_long_text_keeps_its_lines():
    host = kinds("long_text", height=30)
    assert host.drawn.line is not None
    assert host.drawn.line.multiline
    host.type("en\ntvå").press("enter", "up")
    assert host.line == "en\ntvå"
    assert host.cell("Jämför")["long_text"] == "en\ntvå"
    host.press("escape").lines("tre", "fyra").press("enter")
    assert host.cell("Jämför")["long_text"] == "en\ntvå\ntre\nfyra"


def test_own_words_of_a_choice():
    host = kinds("pick").press("a").type("Brev").press("enter")
    assert (host.cell("Jämför")["pick"], host.cell("Jämför")["pick_other"]) == ("other", "Brev")
    assert any("●" in row and "Brev" in row for row in host.seen)
    host.press("down")
    assert "Brev" in host.text


def test_evidence_beside_a_mark():
    host = kinds("mark").press("4", "e").type("Kunden sa det").press("enter")
    assert host.cell("Jämför")["mark_evidence"] == "Kunden sa det"
    assert "Kunden sa det" in host.text


def test_many_options_are_narrowed_by_typing():
    host = kinds("wide", height=30)
    assert "11 ○ Elva" in host.text
    host.type("el")
    assert "11 ○ Elva" in host.text
    assert "Två" not in host.text
    host.type("efant").press("enter")
    assert "elefant" in host.message
    assert "wide" not in host.cell("Jämför")


def test_a_question_that_does_not_apply_is_passed_by():
    host = kinds("long").press("enter")
    assert host.here == ("Provar", "said")
    host.at("Jämför", "sure")
    host.press("j", "down", "down", "down")
    assert host.here == ("Jämför", "last")


# ------------------------------------------------------------------------------------------------------------ stages


def test_a_stage_is_added_with_three_keys_and_disturbs_nothing():
    host = say(grid("Jämför", "knows"), "Pris")
    before = dict(host.desk.session.answer("grid").cells)
    host.press("home", "a")
    assert host.pane.question() == "En ny etapp mellan Jämför och Provar"
    host.type("Hör sig för").press("enter")
    assert host.stages == [*STAGES[:2], "Hör sig för", *STAGES[2:]]
    assert dict(host.desk.session.answer("grid").cells) == before
    assert host.here == ("Hör sig för", "")
    host.press("down")
    assert host.here == ("Hör sig för", "does")
    assert host.pane.writing
    host.desk.undo()
    host.draw()
    assert host.stages == list(STAGES)


def test_no_new_stage_after_escape():
    host = grid().press("home", "a").type("Nej").press("escape")
    assert host.stages == list(STAGES)
    assert host.here == ("Upptäcker", "")


def test_a_new_name_half_typed_is_kept_when_it_is_left():
    host = grid().press("home", "a").type("Hör sig för").press("down")
    assert host.stages[1] == "Hör sig för"
    assert host.here == ("Hör sig för", "does")


def test_a_stage_is_moved_with_its_answers():
    host = say(grid("Provar", "knows"), "Sköts").press("home", "m", "right", "right")
    assert host.pane.question() == "Provar flyttas"
    assert host.stages == list(STAGES)
    host.press("enter")
    assert host.stages == ["Upptäcker", "Jämför", "Beställer", "Får", "Provar", "Använder", "Förnyar"]
    assert host.entries("Provar", "knows") == ["Sköts"]
    assert host.here == ("Provar", "")
    host.press("m", "home", "escape")
    assert host.stages[0] == "Upptäcker"
    host.press("m", "home", "enter")
    assert host.stages[0] == "Provar"


def test_a_stage_is_removed_softly_and_undone_with_its_answers():
    host = say(grid("Får", "knows"), "Var paketet är", "Vem som installerar")
    host.at("Får", "feels")
    host.press("1", "home", "d")
    assert host.message == "Får togs bort med sina 3 svar. u ångrar."
    assert host.pane.question() == "Resan har sex etapper"
    assert host.here == ("Använder", "")
    assert "Får" not in host.stages
    host.press("u")
    assert host.stages == list(STAGES)
    assert host.entries("Får", "knows") == ["Var paketet är", "Vem som installerar"]


def test_a_stage_is_renamed():
    host = grid("Får").press("home", "enter")
    assert host.line == "Får"
    host.press("clear").type("Tar emot").press("enter")
    assert host.stages[4] == "Tar emot"
    assert host.here == ("Tar emot", "")
    assert not host.pane.writing


def test_the_names_are_above_the_first_question_too():
    host = grid("Får").press("up")
    assert host.here == ("Får", "")
    host.press("left", "down")
    assert host.here == ("Beställer", "does")


def test_pasted_names_are_stages_in_one_undo():
    host = grid("Jämför").press("home", "a").lines("Ett", "Två")
    assert host.stages[1:4] == ["Jämför", "Ett", "Två"]
    assert host.here == ("Två", "")
    host.desk.undo()
    assert host.stages == list(STAGES)


def test_more_than_nine_is_said():
    host = grid(stages=[f"E{number}" for number in range(9)], stage="E0")
    host.press("home", "a").type("En till").press("enter")
    assert host.message == "Fler än nio etapper blir svåra att läsa i rapporten."


def test_without_stages_it_says_what_to_do():
    host = GridHost(desk(()))
    assert not host.pane.writing
    assert "Inga etapper än. a skriver den första." in host.text
    host.press("a").type("Upptäcker").press("enter", "down")
    assert host.here == ("Upptäcker", "does")


FIXED = SCENARIO.replace('each = "stages"', 'items = [{ id = "before", text = "Före" }, { id = "after", text = "Efter" }]')


def test_names_written_in_the_scenario_are_fixed_and_it_says_so():
    host = GridHost(desk((), scenario=FIXED.replace("{fields}", TEXTS.strip("\n"))))
    assert host.here == ("Före", "does")
    for key in ("a", "m", "d", "enter"):
        host.press("home", key)
        assert "går inte att ändra här" in host.message
        assert host.stages == ["Före", "Efter"]
    assert "a" not in [pair.key for pair in host.pane.pairs()]


def test_a_closed_list_takes_no_more_stages():
    closed = SCENARIO.replace('kind = "list"', 'kind = "list"\nclosed = true\nitems = ["Före", "Efter"]')
    host = GridHost(desk((), scenario=closed.replace("{fields}", TEXTS.strip("\n"))))
    host.press("home", "a")
    assert host.drawn.line is None


def test_what_others_do_to_the_stages_moves_nothing_under_the_cursor():
    host = grid("Provar", "knows").type("halv")
    host.desk.do(RemoveItem(step="stages", id=host.book.rows(host.pane.step)[0].id))
    host.desk.do(AddItem(step="stages", text="Sist"))
    host.draw()
    assert host.here == ("Provar", "knows")
    assert host.line == "halv"


def test_the_stage_at_hand_may_be_gone():
    host = grid("Provar", "knows")
    host.desk.do(RemoveItem(step="stages", id=host.pane.of))
    host.draw()
    assert host.here == ("Beställer", "knows")


# ------------------------------------------------------------------------------------------------------------ voices

EACH = SCENARIO.replace('look = "journey"', 'look = "journey"\nby = "each"').replace("{fields}", TEXTS.strip("\n"))


def test_each_has_a_grid_of_their_own():
    host = GridHost(desk(scenario=EACH, people=["Anna", "Bo"]))
    first, second = (person.id for person in host.desk.session.people)
    assert host.pane.kicker() == "Anna · etapp 1 av 7"
    say(host, "Annas").press("home", "tab", "down")
    assert host.pane.kicker() == "Bo · etapp 1 av 7"
    assert "Annas" not in host.text
    say(host, "Bos")
    assert [entry.text for entry in host.cell("Upptäcker", first)["does"]] == ["Annas"]
    assert [entry.text for entry in host.cell("Upptäcker", second)["does"]] == ["Bos"]
    host.press("home", "tab", "down")
    assert host.pane.kicker() == "Anna · etapp 1 av 7"


def test_without_names_every_new_voice_is_a_new_one():
    host = say(GridHost(desk(scenario=EACH)), "en").press("home", "tab", "down")
    say(host, "en annan")
    cells = host.desk.session.answer("grid").cells
    assert sorted(entry.text for cell in cells.values() for entry in cell["does"]) == ["en", "en annan"]
    assert len({spot.by for spot in cells}) == 2


# ---------------------------------------------------------------------------------------------- words above, and keys


def test_the_question_has_the_stage_in_it():
    host = grid("Jämför", "knows")
    assert host.pane.question() == "Vad behöver Maria veta när hon Jämför?"
    assert host.pane.kicker() == "etapp 2 av 7"
    host.at("Jämför", "channels")
    assert host.pane.question() == "Jämför: Kanaler"
    host.desk.do(SetHeader(key="lang", value="en"))
    assert host.pane.kicker() == "stage 2 of 7"


def test_the_key_row_says_what_works_now():
    host = say(grid("Jämför", "knows"), "ett")
    assert [pair.key for pair in host.pane.pairs()] == ["Enter", "Enter tom", "←→", "↑↓", "↑"]
    host.press("up")
    assert [pair.key for pair in host.pane.pairs()] == ["Enter", "d", "m", "↓"]
    host.at("Jämför", "feels")
    assert host.pane.pairs()[0] == ("1–5", "mycket dåligt till mycket bra", "")
    host.press("home")
    assert [pair.key for pair in host.pane.pairs()] == ["Enter", "a", "m", "d", "↓"]


# -------------------------------------------------------------------------------------------------------- resuming


@pytest.mark.parametrize("use", ["", "own", "evidence"])
def test_back_to_the_very_line(use):
    host = grid("Jämför", "pick", fields=KINDS)
    host.at("Jämför", "mark" if use == "evidence" else "pick", use)
    host.draw()
    place = host.pane.place()
    again = GridHost(host.desk)
    again.pane.go(*place)
    again.draw()
    assert again.pane.place() == place
    assert (again.drawn.line is None) == (use == "")


def test_back_to_an_entry_that_was_being_mended():
    host = say(grid("Jämför", "knows"), "ett", "två").press("up", "up", "enter")
    place = host.pane.place()
    again = GridHost(host.desk)
    again.pane.go(*place)
    again.draw()
    assert again.line == "ett"
    again.type("!").press("enter")
    assert again.entries("Jämför", "knows") == ["ett!", "två"]


def test_back_to_a_place_that_is_gone():
    host = grid("Jämför", "knows")
    host.pane.go("nowhere", "nothing", "edit:nobody")
    host.draw()
    assert host.here == ("Upptäcker", "")


def test_undo_reaches_a_text_that_stands_on_the_line():
    host = grid("Jämför", "often").type("ofta").press("enter", "up", "clear", "enter", "up")
    assert host.line == ""
    host.desk.undo()
    host.draw()
    assert host.line == "ofta"
    host.press("enter")
    assert host.cell("Jämför")["often"] == "ofta"


# -------------------------------------------------------------------------------------------------------- pointing


def test_a_click_goes_to_the_cell():
    host = grid("Jämför", "knows")
    columns = host.pane.columns
    row = next(row for row in host.drawn.rows if isinstance(row.target, Place) and row.target.question == 5)
    host.pane.click(row.target, columns.label + columns.pitch + 3)
    host.draw()
    assert host.here[1] == "data_in"
    strip = next(row for row in host.drawn.rows if isinstance(row.target, Place) and row.target.part == "strip")
    host.pane.click(strip.target, 65)
    assert host.here == ("Förnyar", "data_in")


# ----------------------------------------------------------------------------------------------------------- drawing


def test_a_key_that_does_not_change_the_rows_draws_nothing():
    host = grid("Jämför", "knows")
    draws = host.draws
    host.type("tjugo bokstäver")
    assert host.draws == draws
    host.type(" och några ord till")
    assert host.draws == draws + 1


def test_one_stage_at_a_time_is_the_view_under_70_columns_and_a_key():
    host = grid("Får", "pains", width=52, height=14)
    assert host.seen[0].split() == ["‹", "Beställer", "5", "av", "7", "Får", "Använder", "›"]
    assert [row for row in host.seen[1:] if not row.strip()] == [host.seen[1]]
    assert len(host.seen) == 13
    wide = grid("Får", "pains", width=92, height=21).press("escape", "v")
    assert "5 av 7  Får" in wide.seen[0]
    wide.press("v")
    assert "5 av 7" not in wide.text


def test_signs_of_plain_terminals():
    host = grid("Får", "pains", width=52, height=14)
    host.glyphs = "ascii"
    host.draw()
    assert host.seen[0].split()[0] == "<"


def test_nothing_removed_is_drawn():
    host = say(grid("Jämför", "knows"), "kvar", "borta").press("up", "d")
    assert "kvar" in host.text
    assert "borta" not in host.text
    assert len(list(live(host.cell("Jämför")["knows"]))) == 1
