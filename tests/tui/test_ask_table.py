"""The table: rows down, questions across, one types straight into the cell."""

from __future__ import annotations

from tests.tui.fake import FakeHost, one_step, too_wide
from tests.tui.test_ask_fields import cell
from workshop.session.changes import AddItem

TABLE = """
look = "table"
prompt = "{item}: vad?"
items = ["Julkalendern", "Podden med borgmästaren", "Pressreleasen om nya butiken och kaféet"]
fields = [
  { id = "because", title = "Därför", prompt = "”{item}”: varför blev det så?" },
  { id = "into", title = "Blir", as = "list" },
  { id = "cost", title = "Kostar", as = "number", unit = "kr" },
  { id = "way", title = "Mått", as = "choice", options = ["Räckvidd", "Engagemang"], other = true },
  { id = "feel", title = "Känns", as = "scale", labels = ["usel", "bra"], evidence = true },
]
"""
JUL, POD, PRESS = "julkalendern", "podden_med_borgmastaren", "pressreleasen_om_nya_butiken_och_kafeet"


def opened(step: str = TABLE, width: int = 92, height: int = 18, **given: object) -> FakeHost:
    host = FakeHost(one_step(step, **given), width, height)  # type: ignore[arg-type]
    host.open("q")
    return host


def test_a_row_is_filled_from_the_left() -> None:
    host = opened()
    assert host.pane.writing
    host.type("Ingen saknade den").press("enter").type("En film").press("enter").type("En bok").press("enter", "enter")
    host.type("1250,5").press("enter", "2", "4")
    assert cell(host, JUL) == {
        "because": "Ingen saknade den", "into": ["En film", "En bok"], "cost": 1250.5, "way": "engagemang", "feel": 4
    }  # fmt: skip
    assert host.pane.place()[:2] == (POD, "because")


def test_the_question_is_that_of_the_cell() -> None:
    host = opened()
    assert host.pane.question() == "”Julkalendern”: varför blev det så?"
    host.press("down")
    assert host.pane.question() == "”Podden med borgmästaren”: varför blev det så?"
    host.press("tab")
    assert host.pane.question() == "Podden med borgmästaren: vad?"


def test_arrows_move_and_keep_what_is_half_typed() -> None:
    host = opened()
    host.type("halv").press("down").type("hel").press("tab", "left", "up")
    assert cell(host, JUL) == {"because": "halv"}
    assert cell(host, POD) == {"because": "hel"}
    assert host.pane.place()[:2] == (JUL, "because")
    assert host.line == "halv"
    host.press("left")  # within the text
    assert host.pane.place()[:2] == (JUL, "because")


def test_arrows_in_choosing_go_to_every_cell() -> None:
    host = opened()
    host.press("escape", "right", "right", "down")
    assert host.pane.place()[:2] == (POD, "cost")
    host.press("end")
    assert host.pane.place()[:2] == (POD, "feel")
    host.press("right", "up", "home", "left")
    assert host.pane.place()[:2] == (JUL, "because")
    host.press("d")
    assert cell(host, JUL) == {}


def test_a_digit_begins_a_number_in_choosing() -> None:
    host = opened()
    host.press("escape", "right", "right", "7").type(",5").press("enter")
    assert cell(host, JUL) == {"cost": 7.5}


def test_a_refused_number_stays_in_its_cell() -> None:
    host = opened()
    host.press("tab", "tab").type("dyrt").press("down")
    assert host.pane.place()[:2] == (JUL, "cost")
    assert "9,5" in host.said[-1]
    host.press("escape", "down")
    assert "dyrt" in host.screen()


def test_what_a_digit_means_stands_under_the_table() -> None:
    host = opened()
    host.press("tab", "tab", "tab")
    assert "Räckvidd" in host.screen()
    host.press("3").type("Samtal").press("enter")
    assert cell(host, JUL) == {"way": "other", "way_other": "Samtal"}
    assert "1 usel · 5 bra" in host.screen()


def test_evidence_is_written_under_the_table() -> None:
    host = opened()
    host.press("end", "4", "escape")
    host.pane.go(JUL, "feel", "choose||")
    host.draw()
    host.press("enter")
    host.type("Sett i mars").press("enter")
    assert cell(host, JUL) == {"feel": 4, "feel_evidence": "Sett i mars"}


def test_the_row_at_hand_is_whole_and_the_others_show_their_first_words() -> None:
    host = opened()
    host.press("tab").type("En film").press("enter").type("En bok").press("enter")
    assert "En bok" in host.screen()
    host.press("down")
    assert "En film +1" in host.screen()
    assert "En bok" not in host.screen()


def test_missing_answers_of_the_row_are_named() -> None:
    rows = opened().rows()
    assert "blir?" in rows[2]
    assert "·" in rows[3]
    assert "0 av 15 besvarade" in rows[-1]


def test_columns_that_do_not_fit_are_counted_and_come_as_one_goes() -> None:
    host = opened(width=52)
    assert "→" in host.rows()[0]
    for name in ("because", "into", "cost", "way", "feel"):
        assert host.pane.place()[1] == name
        assert not too_wide(host.drawn, 52)
        host.press("tab")
    host.press("shift+tab")
    assert "Känns" in host.rows()[0]
    assert "←" in host.rows()[0]


def test_a_cell_that_is_not_asked_is_passed_over() -> None:
    host = opened(
        'look = "table"\nitems = ["A", "B"]\nfields = [{ id = "a", title = "Ja", as = "yesno" }, '
        '{ id = "b", title = "Vad", when = "a == true" }]'
    )
    host.press("2")
    assert host.pane.place()[:2] == ("b", "a")
    host.press("1").type("Så").press("enter")
    assert cell(host, "b") == {"a": True, "b": "Så"}
    host.press("up")  # straight up there is no such question
    assert host.pane.place()[:2] == ("a", "a")


def test_one_question_across_is_rows_and_columns() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    host = opened(
        'items = ["Lund", "Umeå"]\nacross = "ideas"\nfields = [{ id = "n", title = "Antal", as = "number" }]',
        before=before,
        changes=[AddItem(step="ideas", text="Film", id="film"), AddItem(step="ideas", text="Bok", id="bok")],
    )
    host.type("1").press("enter").type("2").press("enter").type("3").press("enter").type("4").press("enter")
    assert [cell(host, of, across=across)["n"] for of in ("lund", "umea") for across in ("film", "bok")] == [1, 2, 3, 4]
    assert [row.split() for row in host.rows() if row.strip()][:4:2] == [["Film", "Bok"], ["Lund", "1", "2"]]
    assert host.pane.kicker() == "Umeå · Bok"
    host.press("up", "escape", "left")
    assert host.pane.kicker() == "Lund · Film"


def test_several_questions_across_are_a_table_for_each_row() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    fields = 'fields = [{ id = "n", title = "Antal", as = "number" }, { id = "m", title = "Mer", as = "number" }]'
    host = opened(
        f'items = ["Lund", "Umeå"]\nacross = "ideas"\n{fields}',
        before=before,
        changes=[AddItem(step="ideas", text="Film", id="film"), AddItem(step="ideas", text="Bok", id="bok")],
    )
    host.type("1").press("enter").type("2").press("enter")
    assert cell(host, "lund", across="film") == {"n": 1, "m": 2}
    rows = [row.strip() for row in host.rows()]
    assert rows.index("Lund") < rows.index("Umeå")
    assert host.pane.kicker() == "Lund"


def test_a_click_goes_to_the_cell_under_it() -> None:
    host = opened()
    host.type("x").click(3, 60)
    assert host.pane.place()[0] == POD
    assert host.pane.place()[1] != "because"
    assert cell(host, JUL) == {"because": "x"}


def test_a_long_table_is_windowed() -> None:
    before = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Idéer"\n'
    changes = [AddItem(step="ideas", text=f"Sak {n}") for n in range(80)]
    host = opened('each = "ideas"\nlook = "table"\nfields = ["Vad", "Vem"]', before=before, changes=changes, height=12)
    host.press(*["down"] * 50)
    assert len(host.drawn.rows) <= 12
    assert "Sak 50" in host.screen()
    assert host.drawn.line is not None
    host.type("här").press("down")
    assert "Sak 51" in host.screen()
