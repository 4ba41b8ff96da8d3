"""The forms of `turns`, `chain`, `deal` and merging: one voice at a time, each asked of the one before, each their own rows."""

from __future__ import annotations

import pytest

from tests.tui.editors import PEOPLE, Host, host, listed, toml
from tests.tui.fake import too_wide
from workshop.session.changes import AddItem, SetField

TURNS = 'list pick\nby = "each"\nhidden = false\nturns = true\nstart = "ideas"\noffer = true'
CHAIN = 'list then\nchain = true\nstart = "ideas"\nprompt = "{last}, och sedan?"'
PARTS = 'list parts\nfields = [{ id = "who", title = "Vilka", as = "list" }, { id = "n", title = "Antal", as = "number" }]'


def turns(**given: object) -> Host:
    return host(
        toml("list ideas", TURNS), "pick", people=PEOPLE, changes=[listed("ideas", ["Ett", "Två", "Tre", "Fyra"])], **given
    )


def by(screen: Host) -> list[tuple[str, str]]:
    return [(item.text, item.by) for item in screen.items()]


def test_each_adds_one_thing_and_the_next_is_at_hand() -> None:
    screen = turns()
    assert "Ann, din tur" in screen.screen()
    screen.type("Mitt").press("enter").type("Ditt").press("enter")
    assert by(screen) == [("Mitt", "p1"), ("Ditt", "p2")]
    screen.press("enter").type("Igen").press("enter")  # Mira passes, and it is Ann's turn again
    assert by(screen)[-1] == ("Igen", "p1")


def test_what_one_has_taken_is_offered_to_nobody_else() -> None:
    screen = turns().press("down", "enter", "enter", "enter", "enter")
    assert by(screen) == [("Ett", "p1"), ("Två", "p2"), ("Tre", "p3"), ("Fyra", "p1")]
    assert "Förslag" not in screen.screen()


def test_a_round_begins_with_the_next_voice() -> None:
    from workshop.session.changes import TakeAgain

    screen = turns()
    screen.desk.do(TakeAgain(step="pick"))
    assert "Jonas, din tur" in host_again(screen)


def host_again(screen: Host) -> str:
    return screen.again().screen()


def test_a_chain_shows_what_it_starts_from_and_what_follows_what() -> None:
    screen = host(toml("list ideas", CHAIN), "then", changes=[listed("ideas", ["Regn"])])
    screen.type("Vått").press("enter").type("Kallt").press("enter")
    rows = [row.strip() for row in screen.rows()]
    assert rows[:3] == ["Regn", "1  → Vått", "2  → Kallt"]


def test_a_reworded_entry_says_how_many_after_it_are_flagged_and_space_says_they_hold() -> None:
    screen = host(toml("list ideas", CHAIN), "then", changes=[listed("ideas", ["Regn"])])
    for text in ("Vått", "Kallt", "Sjukt"):
        screen.type(text).press("enter")
    screen.press("up", "up", "up", "enter").type("!").press("enter")
    assert "2 saker efter den är flaggade" in screen.said[-1]
    screen.press("up", "space", "up", "space")
    assert not any(item.get("touched") for item in screen.items())


def test_each_voice_is_dealt_its_rows_and_told_how_many() -> None:
    step = 'ask mark\neach = "ideas"\nby = "each"\nas = "scale"\ndeal = 2'
    screen = host(toml("list ideas", step), "mark", people=PEOPLE, changes=[listed("ideas", ["Ett", "Två", "Tre", "Fyra"])])
    assert "delade ut: 2 av 4 till var och en" in screen.screen()


# ------------------------------------------------------------------------------------------------------------- merging


def a_list(*texts: str) -> Host:
    return host(toml("list ideas"), "ideas", changes=[listed("ideas", texts)])


def test_the_marked_go_into_the_one_at_hand() -> None:
    screen = a_list("Pris", "Priset", "Kostar", "Film").press("escape", "home", "space", "space", "g")
    assert screen.texts() == ["Kostar", "Film"]
    assert screen.items()[0].src == ("i1", "i2")
    assert "3 blev en: Kostar" in screen.said[-1]
    assert screen.undo().texts() == ["Pris", "Priset", "Kostar", "Film"]


def test_what_was_said_of_the_others_is_told_to_be_left_behind() -> None:
    scenario = toml("list ideas", 'ask mark\neach = "ideas"\nas = "scale"')
    changes = [listed("ideas", ["Pris", "Priset"]), SetField(step="mark", of="i2", value=3)]
    screen = host(scenario, "ideas", changes=changes).press("escape", "end", "g", "up", "enter")
    assert "Ett svar om det andra kom inte med. u ångrar." in screen.said[-1]
    assert screen.undo().book.value("sum(mark)") == 3


def test_without_marks_one_chooses_what_it_goes_into() -> None:
    screen = a_list("Pris", "Film", "Priset").press("escape", "end", "g", "up", "up", "enter")
    assert screen.texts() == ["Pris", "Film"]
    screen.press("g", "escape", "down", "g", "up", "escape")
    assert screen.texts() == ["Pris", "Film"]


def test_actions_are_merged_the_same_way() -> None:
    screen = host(toml("actions todo"), "todo")
    screen.type("Ring").press("enter").type("Ring tryckeriet").press("enter", "escape", "home", "g", "down", "enter")
    assert screen.texts() == ["Ring tryckeriet"]


# ----------------------------------------------------------------------------------------- a list as a field of a thing


def test_a_list_field_of_a_thing_is_one_line_with_semicolons() -> None:
    screen = (
        host(toml(PARTS), "parts").type("Mässan").press("tab").type("kunder; press ; ").press("enter").type("12").press("enter")
    )
    item = screen.items()[0]
    assert (item.get("who"), item.get("n")) == (["kunder", "press"], 12)
    assert "kunder; press" in screen.screen()
    assert screen.book.title(screen.book.value("parts.who")) == "kunder, press"
    screen.press("up", "right", "enter", *["backspace"] * 7, "enter")
    assert screen.items()[0].get("who") == ["kunder"]


def test_it_is_kept_over_a_file() -> None:
    from workshop.store.codec import decode, encode

    screen = host(toml(PARTS), "parts").type("Mässan").press("tab").type("a; b").press("enter")
    assert decode(encode(screen.desk.session)).session.answer("parts") == screen.desk.session.answer("parts")


@pytest.mark.parametrize("width", [52, 72])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_form_runs_over_the_edge(lang: str, width: int) -> None:
    long = "Ett namn på en sak som är alldeles för långt för en smal skärm"
    steps = [TURNS, CHAIN, PARTS]
    for step in steps:
        screen = host(toml("list ideas", step), step.split()[1], lang=lang, width=width, people=PEOPLE)
        screen.desk.do(AddItem(step="ideas", text=long))
        for keys in ([], ["escape"], ["g"]):
            screen.type(long).press("enter", *keys)
            assert not too_wide(screen.drawn, width)
