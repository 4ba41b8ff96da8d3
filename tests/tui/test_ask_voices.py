"""An `ask` by each, by teams, by a role: one voice at a time, the others hidden until shown, no name where none is kept."""

from __future__ import annotations

from tests.tui.fake import FakeHost, one_step
from tests.tui.test_ask_fields import cell
from workshop.session.changes import AddItem, SetRole, SetTeam, TakeAgain
from workshop.session.model import Spot

FORM = """
by = "each"
fields = [{ id = "what", title = "Vad" }, { id = "sure", title = "Säkert", as = "scale" }]
"""
THREE = ["Anna", "Bo", "Cilla"]


def opened(step: str = FORM, width: int = 66, height: int = 18, **given: object) -> FakeHost:
    given.setdefault("people", THREE)
    host = FakeHost(one_step(step, **given), width, height)  # type: ignore[arg-type]
    host.open("q")
    return host


def test_one_voice_at_a_time_with_the_others_hidden() -> None:
    host = opened()
    assert host.pane.kicker() == "Anna"
    assert "Anna" in host.screen()
    assert "dolda" in host.screen()
    host.type("Hemligt").press("enter", "4").press("tab")
    assert host.pane.kicker() == "Bo"
    assert "Hemligt" not in host.screen()
    assert "✓ Anna   Bo   Cilla" in host.screen()
    assert cell(host, by="p1") == {"what": "Hemligt", "sure": 4}


def test_enter_on_the_last_field_goes_to_the_next_who_has_not_answered() -> None:
    host = opened()
    host.type("a").press("enter", "enter")
    assert host.pane.kicker() == "Bo"
    host.type("b").press("enter", "1", "enter")
    assert host.pane.kicker() == "Cilla"
    host.type("c").press("enter", "enter")
    assert host.pane.kicker() == "Cilla"  # all have answered: nobody is left


def test_tab_and_shift_tab_go_round_the_voices() -> None:
    host = opened('by = "each"\nhidden = true')
    host.type("a").press("tab").type("b").press("tab", "tab")
    assert host.pane.kicker() == "Anna"
    assert host.line == "a"
    host.press("shift+tab")
    assert host.pane.kicker() == "Cilla"
    assert cell(host, by="p1") == {"value": "a"}
    assert cell(host, by="p2") == {"value": "b"}


def test_v_shows_all_and_hides_again() -> None:
    host = opened()
    host.type("Annas ord").press("enter", "4", "tab").type("Bos ord").press("escape", "v")
    assert "Annas ord" in host.screen()
    assert "Bos ord" in host.screen()
    assert "2 av 3 har svarat" in host.screen()
    host.press("v")
    assert "Annas ord" not in host.screen()
    assert "Bos ord" in host.screen()


def test_a_round_of_one_sentence_each_is_one_list_of_names() -> None:
    host = opened('by = "each"\nhidden = false')
    host.type("Ett").press("enter").type("Två").press("enter").type("Tre").press("enter")
    rows = [row for row in host.rows() if row.strip()]
    assert [row.split()[-1] for row in rows[1:4]] == ["Ett", "Två", "Tre█"]
    assert "besvarat" in host.said[-1]


def test_turns_begin_with_the_next_one_each_round() -> None:
    host = opened('by = "each"\nhidden = false\nturns = true\nrepeat = {}')
    host.type("Ett").press("enter")
    host.do(TakeAgain(step="q"))
    host.open("q")
    assert host.pane.kicker() == "Bo"
    host.type("Om").press("enter")
    assert host.book.session.cell("q", Spot(2, "", "", "", "p2")) == {"value": "Om"}


def test_rows_by_each_show_what_the_others_said_under_each() -> None:
    host = opened('by = "each"\nas = "scale"\nitems = ["Lund", "Umeå"]')
    host.press("1", "2", "tab")  # Tab in the last row hands over
    assert host.pane.kicker() == "Bo"
    host.press("5", "4", "v", "up")
    assert "Anna 1" in host.screen()
    assert "Anna 2" in host.press("down").screen()
    assert "Längst isär: Lund, från 1 (Anna) till 5 (Bo)." in " ".join(host.screen().split())
    assert cell(host, "lund", "p2") == {"value": 5}


def test_alone_there_is_one_voice_and_nothing_is_hidden() -> None:
    host = opened(FORM, people=(), alone=True)
    assert host.pane.kicker() == ""
    assert "dolda" not in host.screen()
    host.type("Jag").press("enter", "3")
    assert cell(host) == {"what": "Jag", "sure": 3}
    assert not host.pane.key("v")


# ------------------------------------------------------------------------------------------- nobody was named beforehand


def test_without_participants_a_name_begins_each_answer() -> None:
    host = opened(people=())
    assert host.pane.writing
    assert "Vem svarar?" in host.screen()
    host.type("Anna").press("enter").type("Annas").press("enter", "3", "enter")
    assert "Vem svarar?" in host.screen()
    host.type("Bo").press("enter").type("Bos").press("enter")
    assert [person.name for person in host.book.session.present] == ["Anna", "Bo"]
    assert cell(host, by="p1") == {"what": "Annas", "sure": 3}
    assert cell(host, by="p2") == {"what": "Bos"}


def test_without_participants_a_number_or_nothing_is_a_voice_too() -> None:
    host = opened('by = "each"\nas = "scale"', people=())
    host.type("7").press("enter")
    assert not host.pane.writing
    host.press("4", "tab", "enter", "2")
    voices = host.book.voices(host.book.scenario.step_by_id["q"])
    assert len(voices) == 2
    assert "n7" in voices
    assert not host.book.session.present
    host.press("tab").type("7").press("enter")  # the same sheet again
    assert "●●●●○" in host.screen()


def test_a_half_typed_name_is_a_participant_when_one_leaves() -> None:
    host = opened(people=())
    host.type("Anna")
    assert host.leave()
    assert [person.name for person in host.book.session.present] == ["Anna"]


def test_participants_by_number_alone_are_voices() -> None:
    host = opened(people=3)
    assert host.pane.kicker() != ""
    host.type("a").press("enter", "1", "tab")
    assert cell(host, by="p1") == {"what": "a", "sure": 1}


# --------------------------------------------------------------------------------------------------------- no names kept


def test_where_no_names_are_kept_a_voice_has_another_id() -> None:
    host = opened('names = "never"\n' + FORM.strip())
    assert host.pane.kicker() == "svar 1"  # whose turn it is is not on the screen either
    host.type("Hemligt").press("enter", "2")
    spots = list(host.book.session.answer("q").cells)
    assert len(spots) == 1
    assert spots[0].by not in ("", "p1", "p2", "p3")
    host.press("tab").type("Annat").press("enter")
    assert len({spot.by for spot in host.book.session.answer("q").cells}) == 2


def test_where_no_names_are_kept_none_is_shown_beside_an_answer() -> None:
    host = opened('names = "never"\nby = "each"')
    host.type("ö först").press("tab").type("a sedan").press("tab", "escape", "v")
    assert host.pane.kicker() == "svar 3"
    text = host.screen()
    assert text.index("a sedan") < text.index("ö först")
    assert "Anna" not in text
    assert "Bo" not in text


OFFICES = """
[teams.offices]
teams = ["Lund", "Umeå"]
[[step]]
id = "how"
kind = "result"
title = "Hur"
value = "mean(q)"
compare = ["offices"]
"""


def test_a_voice_without_a_name_keeps_the_team_that_is_compared() -> None:
    teams, _, result = OFFICES.partition("[[step]]")
    step = f'title = "Frågan"\nby = "each"\nas = "number"\nnames = "never"\n[[step]]{result}'
    changes = [SetTeam(teams="offices", id="lund", people=["p1", "p3"]), SetTeam(teams="offices", id="umea", people=["p2"])]
    host = FakeHost(one_step(step, people=THREE, before=teams, changes=changes), 66, 18)
    host.open("q")
    assert host.pane.kicker() == "svar 1 · Lund"
    host.type("1").press("enter").type("3").press("enter")
    assert host.pane.kicker() == "svar 3 · Umeå"
    lund = host.book.session.teams["offices"]["lund"]
    assert {host.book.session.cell("q", Spot(1, by=voice)).get("value") for voice in lund[2:]} == {1, 3}
    assert not any(name in host.screen() for name in THREE)


def test_the_draft_does_not_say_whose_words_it_holds() -> None:
    host = opened('names = "never"\nby = "each"')
    host.press("tab").type("Bos halva mening")
    assert "p2" not in "|".join(host.pane.place())


def test_names_later_come_with_a_second_v() -> None:
    host = opened('names = "later"\nby = "each"')
    host.type("ett").press("tab").type("två").press("tab", "escape", "v")
    assert "ett" in host.screen()
    assert "Anna" not in host.screen()
    host.press("v")
    assert "Anna" in host.screen()


# ------------------------------------------------------------------------------------------------------- teams and roles


def test_a_role_answers_alone() -> None:
    host = FakeHost(one_step('by = "owner"', people=THREE, before='[roles.owner]\ntitle = "Ägaren"\n'), 66, 18)
    host.do(SetRole(role="owner", people=["p2"]))
    host.open("q")
    host.type("Ja").press("enter")
    assert cell(host, by="owner") == {"value": "Ja"}


def test_teams_answer_one_at_a_time() -> None:
    host = FakeHost(
        one_step('by = "pairs"', people=["Anna", "Bo", "Cilla", "David"], before="[teams.pairs]\nsize = 2\n"), 66, 18
    )
    host.open("q")
    assert host.pane.kicker() == "Anna, Bo"
    host.type("Vi").press("tab").type("De").press("tab")
    assert cell(host, by="t1") == {"value": "Vi"}
    assert cell(host, by="t2") == {"value": "De"}


def test_teams_without_anybody_ask_for_names() -> None:
    host = FakeHost(one_step('by = "pairs"', before="[teams.pairs]\nsize = 2\n"), 66, 18)
    host.open("q")
    host.type("Anna").press("enter").type("Bo").press("enter", "enter").type("Vi två").press("enter")
    assert cell(host, by="t1") == {"value": "Vi två"}


# ------------------------------------------------------------------------------------------------------------------ deal


def test_dealt_rows_are_even_not_ones_own_and_none_twice() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\nby = "each"\n'
    changes = [AddItem(step="ideas", text=f"{by} {n}", by=by, id=f"{by}x{n}") for by in ("p1", "p2", "p3") for n in (1, 2)]
    host = opened('each = "ideas"\nby = "each"\nas = "scale"\ndeal = 2', before=before, changes=changes)
    given = {}
    for by in ("p1", "p2", "p3"):
        host.pane.be(by)  # type: ignore[attr-defined]
        given[by] = {slot.of for slot in host.pane.places.slots}  # type: ignore[attr-defined]
        assert len(given[by]) == 2
        assert not any(of.startswith(by) for of in given[by])
    assert len(set().union(*given.values())) == 6
    host.do(TakeAgain(step="q"))
    host.open("q")
    for by in ("p1", "p2", "p3"):
        host.pane.be(by)  # type: ignore[attr-defined]
        assert not given[by] & {slot.of for slot in host.pane.places.slots}  # type: ignore[attr-defined]


def test_place_comes_back_to_the_very_voice() -> None:
    host = opened()
    host.type("a").press("enter", "2", "tab", "tab")
    place = host.pane.place()
    again = FakeHost(host.desk, 66, 18)
    again.open("q")
    again.pane.go(*place)
    again.draw()
    assert again.pane.kicker() == host.pane.kicker() == "Bo"
    assert again.pane.place() == place


def test_a_voice_that_is_undone_away_gives_the_word_back() -> None:
    host = opened(people=())
    host.type("Anna").press("enter", "escape")
    assert host.pane.kicker() == "Anna"
    host.desk.undo()
    host.draw()
    assert "Vem svarar?" in host.screen()


def test_a_name_half_typed_is_still_there_after_a_look_aside() -> None:
    host = opened(people=())
    host.type("Anna").press("enter").type("x").press("enter", "1", "enter")
    host.type("Bosse").press("escape")
    assert host.pane.held == "Bosse"  # type: ignore[attr-defined]
    host.pane.ask_name()  # type: ignore[attr-defined]
    assert host.line == "Bosse"
