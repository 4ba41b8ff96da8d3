"""Forms of several questions, and the same asked about each row: the way through them, what is shown, what is kept."""

from __future__ import annotations

import pytest

from tests.tui.fake import FakeHost, one_step, too_wide
from tests.tui.test_ask_fields import cell
from workshop.session.changes import AddItem, SetField, Skip
from workshop.session.flow import Stop
from workshop.tui.steps.ask import pane

PERSONA = """
prompt = "Vem ska göra resan?"
fields = [
  { id = "name", title = "Namn", prompt = "Vad heter hon?" },
  { id = "life", title = "Läget", lines = 3, prompt = "Hur ser vardagen ut?", hint = "I dag.", examples = ["Bagare"] },
  { id = "wants", title = "Vill", as = "list" },
  { id = "sure", title = "Säkert", as = "yesno" },
  { id = "why", title = "Varför inte", when = "sure == false" },
  { id = "day", title = "När", as = "date" },
]
"""

STATEMENTS = """
as = "scale"
max = 3
labels = ["nej", "delvis", "ja"]
evidence = true
prompt = "Stämmer det här?"
items = ["Vi vet vad målgruppen bryr sig om, inte bara hur gammal den är", "Det finns tid avsatt", "Vi ställer frågor"]
"""

CARDS = """
look = "cards"
prompt = "{item}: vad ville ni?"
items = ["Julkalendern", "Podden", "Brevet"]
fields = [
  { id = "aim", title = "Syfte", as = "choice", options = ["Ja, vi hade bestämt oss", "Nej, inget särskilt"] },
  { id = "which", title = "Vilket", when = "aim == 'ja_vi_hade_bestamt_oss'" },
  { id = "clear", title = "Tydligt", as = "list" },
]
"""


def opened(step: str, width: int = 66, height: int = 20, **given: object) -> FakeHost:
    host = FakeHost(one_step(step, **given), width, height)  # type: ignore[arg-type]
    host.open("q")
    return host


# ------------------------------------------------------------------------------------------------------------- a form


def test_a_form_opens_in_writing_at_the_first_empty_field() -> None:
    host = opened(PERSONA)
    assert host.pane.writing
    host = opened(PERSONA, changes=[SetField(step="q", field="name", value="Karin")])
    assert host.pane.place()[1] == "life"


def test_opening_a_form_that_is_answered_and_leaving_it_changes_nothing() -> None:
    host = opened('fields = ["Namn", "Ort"]')
    host.type("Karin").press("enter").type("Lund").press("enter")
    before = host.book.session.answers
    host.open("q")
    assert host.line == "Karin"
    assert host.leave()
    assert host.book.session.answers is before


def test_enter_goes_from_field_to_field_and_never_out() -> None:
    host = opened(PERSONA)
    host.type("Karin").press("enter").type("Bagare").press("enter").type("Sova").press("enter", "enter")
    assert host.pane.place()[1] == "sure"
    host.press("1", "enter")
    assert cell(host) == {"name": "Karin", "life": "Bagare", "wants": ["Sova"], "sure": True}
    assert host.pane.place()[1] == "day"
    assert "tomt" in host.said[-1]
    host.type("2030-01-02").press("enter")
    assert "PgDn" in host.said[-1]
    assert host.asked_forward == 0


def test_a_field_is_asked_where_its_condition_holds() -> None:
    host = opened(PERSONA)
    assert "Varför inte" not in host.screen()
    host.press("tab", "tab", "tab", "2")
    assert "Varför inte" in host.screen()
    host.press("up").press("tab").type("nja").press("enter")
    assert cell(host) == {"sure": False, "why": "nja"}
    host.press("shift+tab", "shift+tab", "1")
    assert "Varför inte" not in host.screen()
    assert cell(host)["why"] == "nja"  # kept, though it is not asked


def test_tab_and_arrows_keep_what_is_half_typed() -> None:
    host = opened(PERSONA)
    host.type("Kar").press("tab").type("Bag").press("down").type("Sov").press("down")
    assert cell(host) == {"name": "Kar", "life": "Bag", "wants": ["Sov"]}
    host.press("up", "up")  # the list's line, its entry
    assert not host.pane.writing
    host.press("up")  # past its first entry one writes again
    assert host.line == "Bag"


def test_down_from_the_last_field_stays_and_up_from_the_first_is_choosing() -> None:
    host = opened(PERSONA)
    host.type("Kar").press("up")
    assert not host.pane.writing
    assert cell(host) == {"name": "Kar"}
    host.press("enter")
    assert host.line == "Kar"
    host.press("end", *["tab"] * 4, "down", "down")
    assert host.pane.place()[1] == "day"
    assert host.pane.writing


def test_escape_keeps_the_text_and_enter_goes_on_with_it() -> None:
    host = opened(PERSONA)
    host.type("Kari").press("escape")
    assert not host.pane.writing
    assert "Kari" in host.screen()
    host.press("enter").type("n").press("enter")
    assert cell(host) == {"name": "Karin"}


def test_what_is_refused_is_held_and_seen_until_it_is_right() -> None:
    host = opened(PERSONA)
    host.press(*["tab"] * 4).type("snart").press("escape")
    assert "snart" in host.screen()
    host.press("up", "up")
    assert "snart" in host.screen()
    assert host.pane.held == "snart"  # type: ignore[attr-defined]
    assert not host.leave()
    assert host.pane.writing
    assert host.line == "snart"
    host.press(*["backspace"] * 5).type("2030-05-06")
    assert host.leave()
    assert str(cell(host)["day"]) == "2030-05-06"


def test_leaving_adds_the_half_typed_entry_once() -> None:
    host = opened(PERSONA)
    host.press("tab", "tab").type("Sova")
    assert host.leave()
    assert host.leave()
    assert cell(host) == {"wants": ["Sova"]}
    host.type("Äta").press("escape")
    assert cell(host) == {"wants": ["Sova"]}
    assert host.leave()
    assert cell(host) == {"wants": ["Sova", "Äta"]}


def test_the_field_at_hand_says_its_question_in_full_with_hint_and_example() -> None:
    host = opened(PERSONA)
    assert "I dag." not in host.screen()
    host.press("tab")
    assert "Hur ser vardagen ut?" in host.screen()
    assert "I dag." in host.screen()
    assert "Bagare" in host.screen()


def test_labels_stand_beside_where_there_is_room_and_above_where_there_is_not() -> None:
    wide = opened(PERSONA, changes=[SetField(step="q", field="name", value="Karin")]).rows()
    assert wide[0].startswith("  Namn              Karin")
    narrow = opened(PERSONA, width=52, changes=[SetField(step="q", field="name", value="Karin")]).rows()
    assert narrow[0].rstrip() == "  Namn"
    assert narrow[1].rstrip() == "    Karin"


def test_place_and_go_come_back_to_the_very_field() -> None:
    host = opened(PERSONA)
    host.press("tab", "tab").type("Sova").press("enter", "up")
    place = host.pane.place()
    again = FakeHost(host.desk, 66, 20)
    again.show(pane(again, Stop("q")))
    again.pane.go(*place)
    again.draw()
    assert again.pane.place() == place
    assert not again.pane.writing


def test_place_of_a_refused_line_is_the_line_it_goes_back_to() -> None:
    host = opened(PERSONA)
    host.press(*["tab"] * 4).type("snart").press("escape", "up", "up")
    place, words = host.pane.place(), host.pane.held  # type: ignore[attr-defined]
    again = FakeHost(host.desk, 66, 20)
    again.open("q")
    again.pane.go(*place)
    again.draw()
    assert again.pane.place()[1] == "day"
    assert again.drawn.line is not None
    assert words == "snart"


def test_a_cursor_on_a_field_that_is_undone_away_finds_another() -> None:
    host = opened(PERSONA)
    host.press("tab", "tab", "tab", "2", "escape")
    host.pane.go("", "why", "choose||")
    host.draw()
    assert host.pane.place()[1] == "why"
    host.desk.undo()
    host.draw()
    assert host.pane.place()[1] == "day"


def test_a_long_form_is_windowed_and_the_line_is_seen() -> None:
    fields = ", ".join(f'{{ id = "f{n}", title = "Fält {n}", lines = 6 }}' for n in range(40))
    host = opened(f"fields = [{fields}]", height=12)
    for n in range(30):
        host.type(f"svar {n}").press("enter")
        assert len(host.drawn.rows) <= 12
        assert host.drawn.line is not None
        assert host.drawn.line.row < 12
    assert "Fält 30" in host.screen()
    assert "tidigare" in host.screen()
    assert "till, ↓" in host.screen()


def test_a_text_longer_than_the_window_keeps_its_line_in_sight() -> None:
    host = opened("lines = 10", height=6)
    host.type("ord " * 200)
    assert host.drawn.line is not None
    assert 0 <= host.drawn.line.row < 6
    assert len(host.drawn.rows) <= 6
    host.press("enter", "escape")
    assert len(host.drawn.rows) <= 6


def test_what_earlier_steps_say_stands_above() -> None:
    before = '[[step]]\nid = "who"\nkind = "ask"\ntitle = "Vem"\n'
    host = opened('show = ["who"]', before=before, changes=[SetField(step="who", value="Karin")])
    assert "Vem: Karin" in host.screen()


def test_checks_are_said_once_they_can_be_told() -> None:
    host = opened(
        'checks = [{ that = "to > frm", text = "Slutet ska vara efter början." }]\n'
        'fields = [{ id = "frm", title = "Från", as = "number" }, { id = "to", title = "Till", as = "number" }]'
    )
    host.type("5").press("enter")
    assert "Slutet" not in host.screen()
    host.type("3").press("enter")
    assert "Slutet ska vara efter början." in host.screen()
    host.press("backspace").type("7").press("enter")
    assert "Slutet" not in host.screen()


def test_a_click_goes_to_the_field() -> None:
    host = opened(PERSONA)
    row = next(at for at, text in enumerate(host.rows()) if "Vill" in text)
    host.type("Karin").click(row)
    assert cell(host) == {"name": "Karin"}
    assert host.pane.place()[1] == "wants"


# --------------------------------------------------------------------------------------------------------------- rows


def test_statements_are_answered_down_the_list_by_one_key_each() -> None:
    host = opened(STATEMENTS)
    assert not host.pane.writing
    assert "1 nej · 2 delvis · 3 ja" in host.screen()
    host.press("3", "2", "1")
    assert [cell(host, of)["value"] for of in _rows(host)] == [3, 2, 1]
    assert "3 av 3 besvarade" in host.screen()


def test_a_digit_goes_to_the_next_that_is_not_answered() -> None:
    host = opened(STATEMENTS)
    host.press("down", "2", "up", "up")
    host.press("1")
    assert host.pane.place()[0] == _rows(host)[2]
    host.press("home")
    host.press("up", "up", "3")
    assert host.pane.place()[0] == _rows(host)[2]


def _rows(host: FakeHost) -> list[str]:
    return [row.id for row in host.book.rows(host.book.scenario.step_by_id["q"])]


def test_a_row_left_out_is_not_asked_about() -> None:
    host = opened(STATEMENTS)
    host.press("3", "down")
    host.do(Skip(step="q", row=_rows(host)[2]))
    host.draw()
    assert "Vi ställer frågor" not in host.screen()
    assert host.pane.place()[0] == _rows(host)[1]


def test_tab_in_the_evidence_goes_to_the_next_statement_in_choosing() -> None:
    host = opened(STATEMENTS)
    host.press("enter").type("Sett").press("tab")
    assert not host.pane.writing
    assert host.pane.place()[:2] == (_rows(host)[1], "value")
    host.press("enter").type("Hört").press("up")
    assert host.pane.place()[:2] == (_rows(host)[1], "value")
    assert cell(host, _rows(host)[1]) == {"value_evidence": "Hört"}


def test_words_about_a_row_that_is_gone_are_in_nobodys_way() -> None:
    host = opened('items = ["Lund", "Umeå"]\nas = "number"')
    host.press("down").type("många").press("escape", "up")
    host.do(Skip(step="q", row="umea"))
    host.draw()
    assert host.leave()


def test_many_rows_cost_no_more_than_what_is_shown() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    changes = [AddItem(step="ideas", text=f"Sak {n}") for n in range(300)]
    host = opened('each = "ideas"\nas = "scale"', before=before, changes=changes, height=14)
    drawn = []
    find = host.pane.block  # type: ignore[attr-defined]
    host.pane.block = lambda *given, **named: drawn.append(1) or find(*given, **named)  # type: ignore[attr-defined]
    host.press(*["down"] * 150)
    drawn.clear()
    host.press("3")
    assert len(drawn) < 60
    assert "Sak 150" in host.screen()


def test_several_questions_about_each_row_stand_under_its_name() -> None:
    host = opened(
        'items = ["Lund", "Umeå"]\nfields = [{ id = "who", title = "Vem" }, { id = "sure", title = "Säkert", as = "scale" }]'
    )
    rows = host.rows()
    assert rows[0].strip() == "Lund"
    assert "Vem" in rows[1]
    host.type("Anna").press("enter", "4").type("Bo").press("enter", "2")
    assert cell(host, "lund") == {"who": "Anna", "sure": 4}
    assert cell(host, "umea") == {"who": "Bo", "sure": 2}


def test_one_text_about_each_row_with_short_names_is_a_form() -> None:
    host = opened('items = ["Lund", "Umeå"]')
    host.type("Regn").press("enter").type("Snö").press("enter")
    assert host.rows()[0].startswith("  Lund              Regn")
    assert cell(host, "umea") == {"value": "Snö"}


def test_across_without_a_table_asks_of_each_pair() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    host = opened(
        'items = ["Lund", "Umeå"]\nacross = "ideas"\nlook = "lines"\nas = "scale"',
        before=before,
        changes=[AddItem(step="ideas", text="Film", id="film"), AddItem(step="ideas", text="Bok", id="bok")],
    )
    host.press("1", "2", "3", "4")
    assert [cell(host, of, across=across)["value"] for of in ("lund", "umea") for across in ("film", "bok")] == [1, 2, 3, 4]
    assert host.screen().count("Film") == 2


def test_a_step_without_rows_yet_says_so() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    for look in ("lines", "cards", "table"):
        host = opened(f'each = "ideas"\nlook = "{look}"\nas = "scale"', before=before)
        assert "tidigare steg" in host.screen()
        host.press("1", "enter", "down", "a", "escape", "tab", "v", "d")
        assert host.leave()
        assert host.pane.place() == ("", "", "")


# -------------------------------------------------------------------------------------------------------------- cards


def test_cards_show_one_row_and_name_its_neighbours() -> None:
    host = opened(CARDS)
    assert "1 av 3  Julkalendern" in host.rows()[0]
    assert host.rows()[0].endswith("Podden →")
    assert host.pane.question() == "Julkalendern: vad ville ni?"
    host.press("right")
    assert "← Julkalendern" in host.rows()[0]
    assert "Brevet →" in host.rows()[0]


def test_cards_enter_on_the_last_question_goes_to_the_next_row() -> None:
    host = opened(CARDS)
    host.press("1").type("Synas").press("enter").type("Bilden").press("enter", "enter")
    assert host.pane.place()[:2] == ("podden", "aim")
    assert cell(host, "julkalendern") == {"aim": "ja_vi_hade_bestamt_oss", "which": "Synas", "clear": ["Bilden"]}


def test_cards_arrows_move_rows_from_an_empty_line_and_keep_text_from_a_full_one() -> None:
    host = opened(CARDS)
    host.press("tab", "right")
    assert host.pane.place()[:2] == ("podden", "clear")
    host.type("ab").press("left", "left")
    assert host.pane.place()[0] == "podden"
    host.press("tab")
    assert cell(host, "podden") == {"clear": ["ab"]}


def test_cards_home_and_end_are_the_first_and_last_row() -> None:
    host = opened(CARDS)
    host.press("end")
    assert host.pane.place()[0] == "brevet"
    host.press("escape", "home")
    assert host.pane.place()[0] == "julkalendern"


def test_cards_never_take_page_down() -> None:
    host = opened(CARDS)
    assert not host.pane.key("pagedown")
    assert not host.pane.key("pageup")
    host.press("escape")
    assert not host.pane.key("n")
    assert not host.pane.key("p")


@pytest.mark.parametrize("width", [36, 52, 66, 72, 84])
@pytest.mark.parametrize("step", [PERSONA, STATEMENTS, CARDS, STATEMENTS.replace("items", "look = 'table'\nitems")])
def test_no_row_is_wider_than_the_screen(width: int, step: str) -> None:
    host = opened(step, width=width, height=12)
    for key in ("tab", "1", "down", "enter", "x", "escape", "up", "right", "enter", "tab"):
        host.press(key)
        assert not too_wide(host.drawn, width)
        assert len(host.drawn.rows) <= 12
