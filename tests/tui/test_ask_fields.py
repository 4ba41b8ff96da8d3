"""Each of the eight field types, by keys alone: what is typed or pressed is what is kept, and a refusal is said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.tui.fake import FakeHost, one_step
from workshop.session.changes import Show
from workshop.session.model import Item, Spot


def open_one(field: str, *, lang: str = "sv", width: int = 66, height: int = 18, **given: Any) -> FakeHost:
    host = FakeHost(one_step(field, lang=lang, **given), width, height)
    host.open("q")
    return host


def cell(host: FakeHost, of: str = "", by: str = "", across: str = "") -> dict[str, Any]:
    kept = host.book.session.cell("q", Spot(1, "", of, across, by))
    return {name: [one.text for one in value if not one.gone] if _entries(value) else value for name, value in kept.items()}


def _entries(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Item) for one in value)


def value(host: FakeHost) -> Any:
    return cell(host).get("value")


# ---------------------------------------------------------------------------------------------------------- typed ones


def test_text_is_kept_on_enter() -> None:
    host = open_one("")
    assert host.pane.writing
    host.type("Karin Lind").press("enter")
    assert value(host) == "Karin Lind"


def test_an_emptied_text_clears_the_answer() -> None:
    host = open_one("")
    host.type("Ja").press("enter", "backspace", "backspace", "enter")
    assert value(host) is None


def test_a_long_text_takes_new_lines_by_ctrl_j() -> None:
    host = open_one("lines = 4")
    host.type("Först").press("ctrl+j").type("sedan").press("enter")
    assert value(host) == "Först\nsedan"
    assert host.drawn.line is not None
    assert host.drawn.line.multiline
    assert 6 <= host.drawn.line.rows <= 10


def test_one_line_takes_no_new_line() -> None:
    host = open_one("")
    host.type("a").press("ctrl+j").type("b").press("enter")
    assert value(host) == "ab"


def test_list_enter_adds_and_an_empty_line_goes_on() -> None:
    host = open_one('fields = [{ id = "wants", as = "list", title = "Vill" }, { id = "name", title = "Namn" }]')
    host.type("Sova").press("enter").type("Äta").press("enter")
    assert cell(host) == {"wants": ["Sova", "Äta"]}
    host.press("enter").type("Karin").press("enter")
    assert cell(host)["name"] == "Karin"


def test_list_up_enter_mends_the_latest_and_comes_back_to_the_line() -> None:
    host = open_one('as = "list"')
    host.type("Sovva").press("enter").type("halvskrivet").press("up")
    assert not host.pane.writing
    host.press("enter").press(*["backspace"] * 5).type("Sova").press("enter")
    assert value(host) == ["Sova"]
    assert host.line == "halvskrivet"
    host.press("enter")
    assert value(host) == ["Sova", "halvskrivet"]


def test_list_entries_are_removed_and_moved_in_choosing() -> None:
    host = open_one('as = "list"')
    for word in ("ett", "två", "tre"):
        host.type(word).press("enter")
    host.press("escape", "m", "up", "up", "enter")
    assert value(host) == ["tre", "ett", "två"]
    host.press("down", "d")
    assert value(host) == ["tre", "två"]
    assert "ett" in host.said[-1]


def test_list_down_past_the_last_entry_is_back_on_the_line() -> None:
    host = open_one('as = "list"')
    host.type("ett").press("enter", "up")
    assert not host.pane.writing
    host.press("down")
    assert host.pane.writing
    assert host.drawn.line is not None


@pytest.mark.parametrize(
    ("typed", "lang", "kept"),
    [("9,5", "sv", 9.5), ("9.5", "sv", 9.5), ("9.5", "en", 9.5), ("9,5", "en", 9.5), ("1 250", "sv", 1250), ("−3", "sv", -3)],
)
def test_number(typed: str, lang: str, kept: float) -> None:
    host = open_one('as = "number"', lang=lang)
    host.type(typed).press("enter")
    assert value(host) == kept
    assert type(value(host)) is type(kept)


def test_number_refusals_are_said_and_the_words_stay() -> None:
    host = open_one('as = "number"\nmin = 0\nmax = 100')
    host.type("många").press("enter")
    assert value(host) is None
    assert "9,5" in host.said[-1]
    assert host.line == "många"
    host.press(*["backspace"] * 5).type("101").press("enter")
    assert "100" in host.said[-1]
    assert not host.leave()
    host.press("backspace").type("0").press("enter")  # 100
    assert value(host) == 100
    assert host.leave()


def test_a_number_opened_again_reads_as_it_was() -> None:
    host = open_one('as = "number"')
    host.type("1250,5").press("enter")
    assert host.line == "1 250,5"
    host.press("enter")
    assert value(host) == 1250.5


@pytest.mark.parametrize(("typed", "kept"), [("2026-12-04", date(2026, 12, 4)), ("4 dec 2030", date(2030, 12, 4))])
def test_date(typed: str, kept: date) -> None:
    host = open_one('as = "date"')
    host.type(typed).press("enter")
    assert value(host) == kept
    host.press("enter")
    assert value(host) == kept


def test_date_is_read_back_before_enter_and_refused_in_words() -> None:
    host = open_one('as = "date"')
    host.type("4 dec 2030")
    assert "onsdag 4 december" in host.screen()
    host.type("x").press("enter")
    assert value(host) is None
    assert "datum" in host.said[-1]


def test_duration_is_kept_as_typed() -> None:
    host = open_one('as = "duration"')
    host.type("90")
    assert "1 h 30 min" in host.screen()
    host.press("enter")
    assert value(host) == "90"
    host.press("backspace", "backspace").type("länge").press("enter")
    assert value(host) == "90"
    assert "1 h 30 min" in host.said[-1]


def test_a_long_scale_is_typed() -> None:
    host = open_one('as = "scale"\nmin = 0\nmax = 10')
    assert host.pane.writing
    host.type("10").press("enter")
    assert value(host) == 10
    host.press("backspace", "backspace").type("11").press("enter")
    assert value(host) == 10
    assert "10" in host.said[-1]


MANY = ", ".join(f'"{name}"' for name in ("Anna", "Bo", "Cilla", "David", "Eva", "Fia", "Gun", "Hans", "Ida", "Jon", "Kaj"))


def test_a_long_choice_is_found_by_its_beginning_or_its_number() -> None:
    host = open_one(f'as = "choice"\noptions = [{MANY}]')
    host.type("cil")
    assert "Cilla" in host.screen()
    host.press("enter")
    assert value(host) == "cilla"
    host.press(*["backspace"] * 5).type("11").press("enter")
    assert value(host) == "kaj"
    host.press(*["backspace"] * 3).type("Zeb").press("enter")
    assert value(host) == "kaj"
    assert "Zeb" in host.said[-1]


def test_several_of_a_long_choice_are_added_one_by_one() -> None:
    host = open_one(f'as = "choice"\nmany = true\noptions = [{MANY}]')
    host.type("anna").press("enter").type("jon").press("enter")
    assert value(host) == ["anna", "jon"]
    host.type("anna").press("enter")
    assert value(host) == ["jon"]


# ---------------------------------------------------------------------------------------------------------- keyed ones


def test_scale_opens_in_choosing_and_a_digit_is_the_answer() -> None:
    host = open_one('as = "scale"\nlabels = ["inte alls", "helt"]')
    assert not host.pane.writing
    host.press("4")
    assert value(host) == 4
    assert "●●●●○" in host.screen()
    host.press("0")
    assert value(host) is None
    host.press("9")
    assert value(host) is None


def test_scale_below_zero_is_answered_by_place() -> None:
    host = open_one('as = "scale"\nmin = -2\nmax = 2\nlabels = ["usel", "trög", "varken", "bra", "lätt"]')
    host.press("1")
    assert value(host) == -2
    assert "usel" in host.screen()
    host.press("+")
    assert value(host) == -1
    host.press("-", "-")
    assert value(host) == -2


def test_a_scale_from_nought_means_its_figures() -> None:
    host = open_one('as = "scale"\nmin = 0\nmax = 3')
    host.press("3")
    assert value(host) == 3
    host.press("0")
    assert value(host) == 0
    host.press("delete")
    assert value(host) is None


def test_choice_by_digit_and_by_space() -> None:
    host = open_one('as = "choice"\noptions = ["Webb", "Möte", "Telefon"]')
    assert not host.pane.writing
    host.press("2")
    assert value(host) == "mote"
    host.press("space")
    assert value(host) == "telefon"
    host.press("space")
    assert value(host) == "webb"
    host.press("0")
    assert value(host) is None
    host.press("7")
    assert value(host) is None


def test_several_are_ticked_by_digits_within_their_limit() -> None:
    host = open_one('as = "choice"\nmany = true\nmax = 2\noptions = ["Webb", "Möte", "Telefon"]')
    host.press("1", "3")
    assert value(host) == ["webb", "telefon"]
    host.press("2")
    assert value(host) == ["webb", "telefon"]
    assert "2" in host.said[-1]
    host.press("1", "2")
    assert value(host) == ["telefon", "mote"]


def test_several_are_ticked_by_arrow_and_space() -> None:
    host = open_one('as = "choice"\nmany = true\noptions = ["Webb", "Möte", "Telefon"]')
    host.press("down", "space", "down", "space", "space")
    assert value(host) == ["mote"]


def test_own_words_open_a_line() -> None:
    host = open_one('as = "choice"\nother = true\noptions = ["Webb", "Möte"]')
    host.press("3")
    assert host.pane.writing
    host.type("Brev").press("enter")
    assert cell(host) == {"value": "other", "value_other": "Brev"}
    assert not host.pane.writing
    assert "Brev" in host.screen()


def test_own_words_left_empty_choose_nothing() -> None:
    host = open_one('as = "choice"\nother = true\noptions = ["Webb", "Möte"]')
    host.press("1", "a", "enter")
    assert value(host) == "webb"


def test_own_words_beside_others() -> None:
    host = open_one('as = "choice"\nmany = true\nother = true\noptions = ["Webb", "Möte"]')
    host.press("1", "3").type("Brev").press("enter")
    assert cell(host) == {"value": ["webb", "other"], "value_other": "Brev"}
    host.press("3")
    assert value(host) == ["webb"]


def test_yes_and_no() -> None:
    host = open_one('as = "yesno"')
    assert not host.pane.writing
    host.press("1")
    assert value(host) is True
    host.press("2")
    assert value(host) is False
    host.press("space")
    assert value(host) is True
    host.press("0")
    assert value(host) is None


def test_letters_answer_yes_and_no_only_while_writing() -> None:
    host = open_one('fields = [{ id = "a", title = "A" }, { id = "b", as = "yesno", title = "B" }]')
    host.press("enter", "n")
    assert cell(host) == {"b": False}
    host.press("escape", "down", "0")
    assert not host.pane.key("y")
    assert cell(host) == {}


def test_options_of_a_source_are_drawn_as_they_were_written() -> None:
    from workshop.session.changes import AddItem

    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    texts = ["{persona.name} *fet*", "Film"]
    host = open_one(
        'as = "choice"\nfrom = "ideas"', before=before, changes=[AddItem(step="ideas", text=text) for text in texts]
    )
    assert "{persona.name} *fet*" in host.screen()
    host.press("2")
    assert host.book.label(value(host)) == "Film"


# ---------------------------------------------------------------------------------------------------------- evidence


def test_evidence_beside_a_scale() -> None:
    host = open_one('as = "scale"\nevidence = true\nitems = ["Ett påstående", "Ett till"]')
    host.press("3", "up", "enter")
    assert host.pane.writing
    host.type("Tolv intervjuer").press("enter")
    assert cell(host, "ett_pastaende") == {"value": 3, "value_evidence": "Tolv intervjuer"}
    assert not host.pane.writing
    host.press("4")  # the next that has no answer
    assert cell(host, "ett_till") == {"value": 4}
    assert "Tolv intervjuer" in host.screen()


def test_evidence_is_opened_mended_and_cleared() -> None:
    host = open_one('as = "yesno"\nevidence = true')
    host.press("1", "enter").type("Ja").press("enter", "enter")
    assert host.line == "Ja"
    host.press("backspace", "backspace", "escape")
    assert cell(host) == {"value": True}


def test_evidence_follows_the_answer_of_a_form() -> None:
    host = open_one('fields = [{ id = "a", title = "A", evidence = true }, { id = "b", title = "B" }]')
    host.type("Svaret").press("enter").type("Källan").press("enter").type("Nästa").press("enter")
    assert cell(host) == {"a": "Svaret", "a_evidence": "Källan", "b": "Nästa"}


# ---------------------------------------------------------------------------------------------------------- pasting


def test_lines_pasted_into_a_list_are_entries_in_one_undo() -> None:
    host = open_one('as = "list"')
    host.type("noll: ").paste("ett\n\ntvå\ntre\n")
    assert value(host) == ["noll: ett", "två", "tre"]
    host.desk.undo()
    assert value(host) is None


def test_lines_pasted_into_a_long_text_are_kept_and_into_a_short_one_joined() -> None:
    host = open_one("lines = 3")
    host.paste("ett\ntvå").press("enter")
    assert value(host) == "ett\ntvå"
    host = open_one("")
    host.paste("ett\ntvå").press("enter")
    assert value(host) == "ett två"


def test_a_paste_in_choosing_goes_to_the_line() -> None:
    host = open_one("")
    host.press("escape").paste("ett\ntvå")
    assert host.pane.writing
    assert host.line == "ett två"
    host = open_one('as = "list"')
    host.press("escape").paste("1\n2")
    assert value(host) == ["1", "2"]


def test_a_paste_where_a_digit_answers_changes_nothing() -> None:
    host = open_one('as = "scale"')
    host.paste("1\n2\n3")
    assert value(host) is None


def test_answers_of_a_step_that_is_shown_are_still_its_own() -> None:
    host = open_one('by = "each"\nas = "scale"', people=["Anna", "Bo"])
    host.press("3")
    host.do(Show(step="q"))
    host.draw()
    assert "alla 3" in host.screen()  # all answers, counted
    host.press("enter")
    assert "●●●" in host.screen()
