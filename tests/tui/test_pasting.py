"""Cells that are pasted land in rows and columns from the place at hand; one undo takes them back."""

from __future__ import annotations

import pytest

from tests.tui.fake import FakeHost, desk
from tests.tui.journeys import GridHost
from tests.tui.journeys import desk as journey
from workshop.session.changes import AddItems

HEAD = 'format = 1\nid = "prov"\ntitle = "Prov"\n'
STAGES = '[[step]]\nid = "steg"\nkind = "list"\ntitle = "Steg"\n'
FIELDS = """fields = [
  { id = "kanns", title = "Känns", as = "scale", min = -2, max = 2 },
  { id = "pris", title = "Pris", as = "number" },
  { id = "ord", title = "Ord" },
  { id = "sagt", title = "Sagt", as = "list" },
]"""


def host(step: str) -> FakeHost:
    at = desk(f'{HEAD}{STAGES}\n[[step]]\nid = "q"\n{step}\n', changes=[AddItems(step="steg", texts=["Söker", "Får"])])
    screen = FakeHost(at)
    screen.open("q")
    return screen


def said(host: FakeHost) -> dict[str, dict[str, object]]:
    def plain(value: object) -> object:
        return [one.text for one in value] if isinstance(value, tuple) else value

    cells = host.desk.session.answer("q").cells
    return {host.book.label(spot.of): {name: plain(value) for name, value in cell.items()} for spot, cell in cells.items()}


def test_a_table_fills_from_the_cell_at_hand_and_one_undo_empties_it() -> None:
    screen = host('kind = "ask"\ntitle = "Fråga"\neach = "steg"\nlook = "table"\n' + FIELDS)
    screen.press("right").paste('4,5\tbra\t"a\nb"\n3\tdyrt\n')
    assert said(screen) == {"Söker": {"pris": 4.5, "ord": "bra", "sagt": ["a", "b"]}, "Får": {"pris": 3, "ord": "dyrt"}}
    screen.desk.undo()
    assert said(screen) == {}


def test_a_column_of_a_spreadsheet_goes_down_and_lines_into_a_text_are_text() -> None:
    screen = host('kind = "ask"\ntitle = "Fråga"\neach = "steg"\nlook = "table"\n' + FIELDS)
    screen.paste("1\n-2\n")
    assert said(screen) == {"Söker": {"kanns": 1}, "Får": {"kanns": -2}}
    screen.press("right", "right").paste("ett\ntvå")
    assert screen.line == "ett två"
    screen.press("escape").desk.undo()


def test_what_did_not_fit_is_told_and_lies_among_the_notes() -> None:
    screen = host('kind = "ask"\ntitle = "Fråga"\neach = "steg"\nlook = "table"\n' + FIELDS)
    screen.paste("Steg\tKänns\tPris\nSöker\tungefär\t7\n")
    assert said(screen) == {"Söker": {"pris": 7}}
    assert "”ungefär”" in screen.said[-1]
    assert [note.text for note in screen.desk.session.notes.values()] == ["Passade inte i Fråga: ungefär"]
    before = screen.desk.session
    screen.paste("1\t2\t3\t4\t5\t6\n1\t2\t3\t4\t5\t6")
    assert screen.desk.session is before
    assert "6 kolumner" in screen.said[-1]


def test_a_spreadsheet_lands_in_the_journey_and_names_stages_that_were_not_there() -> None:
    screen = GridHost(journey()).at("Upptäcker", "does")
    screen.press("home").paste("\tUpptäcker\tBetalar\nGör\tletar\tswishar\n")
    assert screen.entries("Upptäcker", "does") == ["letar"]
    assert screen.entries("Betalar", "does") == ["swishar"]


def test_a_list_within_a_list_falls_under_its_headings() -> None:
    screen = host('kind = "list"\ntitle = "Delar"\neach = "steg"')
    screen.type("halv").paste("- Får\n  - mejl\n  - film\n- Söker\n  - affisch")
    found = [(screen.book.label(item.of), item.text) for item in screen.desk.session.answer("q").items.values()]
    assert found == [("Får", "mejl"), ("Får", "film"), ("Söker", "affisch")]
    assert screen.line == "halv"
    screen.desk.undo()
    assert not screen.desk.session.answer("q").items


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        ("• Ett\n• Två", ["Ett", "Två"]),
        ("1. Ett\n2. Två\n3 kunder", ["Ett", "Två", "3 kunder"]),
        ("a\tb\nc\td", ["a – b", "c – d"]),
    ],
)
def test_marks_are_taken_off_what_becomes_things(block: str, texts: list[str]) -> None:
    screen = host('kind = "list"\ntitle = "Lista"')
    screen.paste(block)
    assert [item.text for item in screen.desk.session.answer("q").items.values()] == texts


def test_a_line_in_the_middle_of_a_text_stays_as_it_is() -> None:
    screen = host('kind = "list"\ntitle = "Lista"')
    assert screen.type("se ").paste("- punkt 3").line == "se - punkt 3"
    assert host('kind = "list"\ntitle = "Lista"').paste("• punkt").line == "punkt"


def test_things_with_their_places_are_sorted() -> None:
    screen = host('kind = "sort"\ntitle = "Sortera"\nfrom = "steg"\nplaces = ["Behåll", "Släpp"]')
    screen.paste("Söker\tSläpp\nFår\tbehåll\n")
    placed = next(iter(screen.desk.session.answer("q").cells.values()))["place"]
    assert [(screen.book.label(id), place) for id, place in placed.items()] == [("Söker", "slapp"), ("Får", "behall")]
