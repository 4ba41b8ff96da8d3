"""Sorting, grouping, placing on two axes: keys, what stands in the session, what is at hand."""

from __future__ import annotations

import pytest

from tests.tui.editors import MATRIX, PEOPLE, host, listed, toml
from workshop.report.build import build
from workshop.report.writers import markdown
from workshop.session.changes import AddItem, MakeGroup, MoveToGroup, Place, RemoveItem

THINGS = ["Vårfilmen", "Frågan", "Podden", "Kalendern", "Tävlingen"]
SORT = toml("list ideas", 'sort kept\nfrom = "ideas"\nplaces = ["Behåll", "Ändra", "Släpp"]')
GROUP = toml("list ideas", 'group themes\nfrom = "ideas"')
MAP = toml("list ideas", MATRIX)
PAIRS = SORT.replace('kind = "sort"', 'kind = "sort"\nby = "each"')


def opened(scenario, step, *, changes=(), **given):
    return host(scenario, step, changes=[listed("ideas", THINGS), *changes], width=given.pop("width", 92), **given)


def places(screen, by=""):
    spots = screen.book.session.answer(screen.pane.step.id).cells
    cell = next((cell for spot, cell in spots.items() if spot.by == by), {})
    return dict(cell.get("place", {}))


def groups(screen):
    cells = screen.book.session.answer("themes").cells.values()
    return [(group.name, list(group.items)) for cell in cells for group in cell["groups"] if not group.gone]


# ---------------------------------------------------------------------------------------------------------------- sort


@pytest.mark.parametrize("width", [92, 60])
def test_a_digit_sorts_and_the_next_is_at_hand(width):
    screen = opened(SORT, "kept", width=width)
    screen.press("1", "2", "3")
    assert places(screen) == {"i1": "behall", "i2": "andra", "i3": "slapp"}
    assert screen.pane.card().text == "Kalendern"
    screen.press("1", "1")
    assert "Allt är lagt" in screen.said[-1]
    assert len(screen.undo().undo().pane.columns()[0].cards) == 2


def test_nought_takes_back_and_a_digit_moves_what_is_placed():
    screen = opened(SORT, "kept", changes=[Place(step="kept", item=id, place="behall") for id in ("i1", "i2")])
    screen.press("right")
    assert screen.pane.card().text == "Vårfilmen"
    screen.press("0")
    assert places(screen) == {"i2": "behall"}
    screen.press("3")
    assert places(screen) == {"i2": "slapp"}


def test_in_one_list_the_order_stays_and_the_digit_stands_before():
    screen = opened(SORT, "kept", width=60).press("1", "2")
    rows = screen.rows()
    assert rows[0].strip() == "1 Behåll 1   2 Ändra 1   3 Släpp 0   3 kvar"
    assert [row[2:] for row in rows[2:5]] == ["1  Vårfilmen", "2  Frågan", "·  Podden"]
    screen.press("up", "3")
    assert places(screen)["i2"] == "slapp"
    assert screen.pane.card().text == "Podden"


def test_the_names_of_many_places_go_on_over_a_second_row():
    five = SORT.replace('["Behåll", "Ändra", "Släpp"]', '["Beröm", "Fråga", "Klagomål", "Önskan", "Stämmer inte"]')
    rows = opened(five, "kept", width=60).rows()
    assert rows[0].strip().startswith("1 Beröm 0   2 Fråga 0   3 Klagomål 0   4 Önskan 0")
    assert rows[1].strip().startswith("5 Stämmer inte 0   5 kvar")


def test_arrows_go_through_the_columns_and_m_carries():
    screen = opened(SORT, "kept").press("1", "1", "right")
    assert screen.pane.card().text == "Vårfilmen"
    screen.press("m", "right", "right", "enter")
    assert places(screen)["i1"] == "slapp"
    assert screen.pane.card().text == "Vårfilmen"
    screen.press("m", "left", "left", "left", "enter")
    assert "i1" not in places(screen)
    screen.press("end", "down", "down")
    assert screen.pane.at[0] > 0


def test_one_more_is_added_to_where_the_things_come_from():
    screen = opened(SORT, "kept").press("a").answer("Brevet")
    assert screen.texts("ideas")[-1] == "Brevet"
    assert "Brevet" in screen.screen()
    screen.paste("Ett\nTvå")
    assert screen.texts("ideas")[-2:] == ["Ett", "Två"]


def test_each_voice_sorts_and_v_shows_what_they_say_together():
    screen = opened(PAIRS, "kept", people=PEOPLE).press("1", "1", "tab", "1", "2", "tab", "1", "3")
    assert places(screen, "p2") == {"i1": "behall", "i2": "andra"}
    screen.press("v")
    assert screen.book.session.progress_of("kept").shown
    assert "3 av 3" in screen.screen()
    assert [card.text for card in screen.pane.columns()[1].cards] == ["Vårfilmen"]
    assert "Frågan" in [card.text for card in screen.pane.columns()[0].cards]
    before = screen.desk.session
    screen.press("2")
    assert screen.desk.session is before
    screen.press("v").press("2")
    assert not screen.book.session.progress_of("kept").shown
    assert screen.desk.session is not before


def test_where_nobody_is_named_there_is_always_one_more_voice():
    screen = opened(PAIRS, "kept", people=()).press("1", "tab", "2", "3", "tab", "1")
    cells = [dict(cell["place"]) for cell in screen.book.session.answer("kept").cells.values()]
    assert cells == [{"i1": "behall"}, {"i1": "andra", "i2": "slapp"}, {"i1": "behall"}]
    assert "svar 3" in screen.rows()[0]


def test_what_goes_elsewhere_leaves_the_focus_on_something():
    screen = opened(SORT, "kept").press("down", "down")
    screen.desk.do(RemoveItem(step="ideas", id="i3"))
    assert screen.draw()
    assert screen.pane.card() is not None
    for number in (1, 2, 4, 5):
        screen.desk.do(RemoveItem(step="ideas", id=f"i{number}"))
    assert "tidigare steg" in screen.screen()


def test_more_than_nine_places_are_reached_by_carrying():
    many = ", ".join(f'"Plats {n}"' for n in range(1, 12))
    screen = opened(toml("list ideas", f'sort kept\nfrom = "ideas"\nplaces = [{many}]'), "kept")
    screen.press("9", "m", *["right"] * 11, "enter")
    assert places(screen) == {"i1": "plats_9", "i2": "plats_11"}


def test_the_card_at_hand_comes_back():
    screen = opened(PAIRS, "kept", people=PEOPLE).press("tab", "down", "down").again()
    assert (screen.pane.by, screen.pane.card().text) == ("p2", "Podden")


def test_a_sort_for_each_row_goes_on_with_tab():
    scenario = toml("list ideas", "list kinds", 'sort kept\nfrom = "ideas"\neach = "kinds"\nplaces = ["Ja", "Nej"]')
    kinds = [AddItem(step="kinds", text=text) for text in ("Film", "Text")]
    screen = host(scenario, "kept", changes=[listed("ideas", THINGS), *kinds])
    assert "Film" in screen.rows()[0]
    screen.press("1", "tab", "2")
    cells = screen.book.session.answer("kept").cells
    assert [dict(cell["place"]) for cell in cells.values()] == [{"i1": "ja"}, {"i1": "nej"}]
    assert "Text" in screen.rows()[0]


# --------------------------------------------------------------------------------------------------------------- group


def test_three_marks_g_and_enter_make_a_group_with_a_name():
    screen = opened(GROUP, "themes").press("space", "space", "space", "g")
    assert screen.asked[0].startswith("Ny grupp av 3")
    screen.answer("Ord")
    assert groups(screen) == [("Ord", ["i1", "i2", "i3"])]
    assert screen.pane.card().text == "Kalendern"
    assert screen.undo().pane.groups() == []


def test_no_name_is_fine_and_one_thing_is_a_group():
    screen = opened(GROUP, "themes").press("g").answer("")
    assert groups(screen) == [("", ["i1"])]


def test_a_digit_puts_one_more_into_a_group_and_the_next_is_at_hand():
    screen = opened(GROUP, "themes", changes=[MakeGroup(step="themes", items=["i1"], name="Ord")]).press("1", "1")
    assert groups(screen) == [("Ord", ["i1", "i2", "i3"])]
    assert screen.pane.card().text == "Kalendern"


def test_marks_go_together_and_nought_loosens():
    screen = opened(GROUP, "themes", changes=[MakeGroup(step="themes", items=["i1"], name="Ord")])
    screen.press("space", "down", "space", "1")
    assert groups(screen) == [("Ord", ["i1", "i2", "i4"])]
    screen.press("right", "0")
    assert groups(screen)[0][1] != ["i1", "i2", "i4"]
    screen.press("left", "space", "escape")
    assert not screen.pane.marked


@pytest.mark.parametrize("width", [92, 60])
def test_on_a_group_enter_names_d_breaks_m_and_a_digit_merges(width):
    made = [MakeGroup(step="themes", items=["i1", "i2"], name="Ord"), MakeGroup(step="themes", items=["i3"], name="Bild")]
    screen = opened(GROUP, "themes", changes=made, width=width).press("right", "enter")
    assert screen.pane.card_id == "#1"
    screen.press("enter").answer("Text")
    assert groups(screen)[0][0] == "Text"
    screen.press("m", "2")
    assert groups(screen) == [("Bild", ["i3", "i1", "i2"])]
    screen.press("d")
    assert groups(screen) == []
    assert "löstes upp" in screen.said[-1]


def test_m_carries_a_thing_to_the_group_beside():
    made = [MakeGroup(step="themes", items=["i1", "i2"], name="Ord"), MakeGroup(step="themes", items=["i3"], name="Bild")]
    screen = opened(GROUP, "themes", changes=made).press("right", "m", "right", "enter")
    assert groups(screen) == [("Ord", ["i2"]), ("Bild", ["i3", "i1"])]


@pytest.mark.parametrize(("width", "forth", "back"), [(92, "right", "left"), (60, "down", "up")])
def test_m_moves_a_whole_group_and_the_report_follows(width, forth, back):
    made = [MakeGroup(step="themes", items=[f"i{n}"], name=name) for n, name in ((1, "Ord"), (2, "Bild"), (3, "Ljud"))]
    screen = opened(GROUP, "themes", changes=made, width=width).press("right", "enter", "m")
    assert "1–3" in [pair.key for pair in screen.pairs()]
    screen.press(forth, forth, forth, "enter")
    assert groups(screen) == [("Bild", ["i2"]), ("Ljud", ["i3"]), ("Ord", ["i1"])]
    assert screen.pane.card_id == "#3", "what is moved stays at hand"
    screen.press("m", back, "escape")
    assert [name for name, _ in groups(screen)] == ["Bild", "Ord", "Ljud"]
    told = markdown.write(build(screen.book))
    assert told.index("Bild") < told.index("Ord") < told.index("Ljud")
    assert [name for name, _ in groups(screen.undo())] == ["Bild", "Ljud", "Ord"]


def test_a_group_is_moved_and_merged_with_the_mouse():
    made = [MakeGroup(step="themes", items=[f"i{n}"], name=name) for n, name in ((1, "Ord"), (2, "Bild"), (3, "Ljud"))]
    screen = opened(GROUP, "themes", changes=made, width=92)

    def head(name):
        return screen.click(0, screen.rows()[0].index(name) - 2)

    head("Ljud").press("m")
    head("Ord")
    assert [name for name, _ in groups(screen)] == ["Ljud", "Ord", "Bild"]
    head("Bild").press("g")
    head("Ord")
    assert groups(screen) == [("Ljud", ["i3"]), ("Ord", ["i1", "i2"])]


def test_groups_of_groups_are_named_by_what_lies_in_them():
    scenario = toml("list ideas", 'group themes\nfrom = "ideas"', 'group wholes\nfrom = "themes"')
    made = [MakeGroup(step="themes", items=["i1", "i2"], name=""), MakeGroup(step="themes", items=["i3"], name="Bild")]
    screen = host(scenario, "wholes", changes=[listed("ideas", THINGS), *made], width=92)
    assert "Vårfilmen, Frågan" in screen.screen()
    screen.press("space", "space", "g").answer("Allt")
    assert "Allt" in screen.screen()


def test_a_dozen_groups_scroll_beside_the_loose_and_are_counted():
    made = [MakeGroup(step="themes", items=[f"i{n}"], name=f"Grupp {n}") for n in range(1, 13)]
    screen = host(GROUP, "themes", changes=[listed("ideas", [f"sak {n}" for n in range(14)]), *made], width=92)
    assert "Löst" in screen.rows()[0]
    assert "→" in screen.rows()[2]
    screen.press(*["right"] * 12)
    assert "Löst" in screen.rows()[0]
    assert "Grupp 12" in screen.rows()[0]
    assert "←" in screen.rows()[2]


def test_a_group_undone_under_the_cursor_leaves_it_somewhere():
    screen = opened(GROUP, "themes").press("g").answer("Ord").press("right", "enter")
    screen.undo()
    assert screen.pane.card() is not None
    screen.press("up", "down", "enter", "d", "m")


# -------------------------------------------------------------------------------------------------------------- matrix


def points(screen, by=""):
    return {id: (at["x"], at["y"]) for id, at in places(screen, by).items()}


def test_two_digits_place_and_go_on_to_the_next_without_a_place():
    screen = opened(MAP, "map").press("3", "8", "7", "2")
    assert points(screen) == {"i1": (3, 8), "i2": (7, 2)}
    assert screen.here.startswith("│") or "Podden" in screen.screen()
    assert screen.pane.cursor == 2
    screen.press("5", "0")
    assert points(screen)["i3"] == (5, 10)


def test_arrows_nudge_what_is_placed_and_nought_takes_it_out():
    screen = opened(MAP, "map").press("3", "8", "shift+tab", "up", "tab")
    screen.press("left", "up", "up", "right", "right")
    assert points(screen) == {"i1": (4, 10)}
    screen.press("+", "-", "-")
    assert points(screen) == {"i1": (4, 8)}
    screen.press("0")
    assert points(screen) == {}


def test_up_and_down_choose_where_nothing_can_be_nudged_and_in_the_list():
    screen = opened(MAP, "map").press("3", "8", "up")
    assert (screen.pane.cursor, points(screen)["i1"]) == (0, (3, 8))
    screen.press("down", "down", "up")
    assert (screen.pane.cursor, points(screen)["i1"]) == (1, (3, 8))
    screen.press("up", "tab", "down")
    assert points(screen)["i1"] == (3, 7)


def test_an_arrow_puts_what_has_no_place_in_the_middle():
    screen = opened(MAP, "map").press("right")
    assert points(screen) == {"i1": (5, 5)}
    screen.press("right")
    assert points(screen) == {"i1": (6, 5)}


def test_a_digit_beyond_the_scale_is_refused_and_escape_takes_the_first_back():
    screen = opened(MAP.replace('kind = "matrix"', 'kind = "matrix"\nsteps = 5'), "map")
    screen.press("7")
    assert "5" in screen.said[-1]
    screen.press("4", "escape", "2", "3")
    assert points(screen) == {"i1": (2, 3)}


def test_a_hundred_steps_are_placed_on_in_tenths():
    screen = opened(MAP.replace('kind = "matrix"', 'kind = "matrix"\nsteps = 100'), "map").press("3", "0")
    assert points(screen) == {"i1": (30, 100)}


@pytest.mark.parametrize("width", [122, 92, 72, 52])
def test_letters_in_one_place_stand_side_by_side(width):
    screen = opened(MAP, "map", width=width, height=22).press("3", "8", "3", "8", "3", "8")
    assert any("abc" in row for row in screen.rows())
    assert "GÖR FÖRST" in screen.screen()
    assert "effekt ↑" in screen.screen()


def test_the_means_of_all_are_shown_with_v():
    screen = opened(MAP.replace('kind = "matrix"\n', 'kind = "matrix"\nby = "each"\n'), "map", people=PEOPLE[:2])
    screen.press("3", "8", "tab", "tab", "6", "6")
    assert points(screen, "p2") == {"i1": (6, 6)}
    screen.press("v")
    assert "4,5 · 7" in screen.screen()
    screen.press("1")
    assert "alla säger tillsammans" in screen.said[-1]


def test_the_place_at_hand_comes_back():
    screen = opened(MAP, "map").press("down", "down").again()
    assert screen.pane.cursor == 2


def test_what_a_group_lost_is_not_drawn():
    screen = opened(GROUP, "themes", changes=[MakeGroup(step="themes", items=["i1", "i2"], name="Ord", id="ga")])
    screen.desk.do(RemoveItem(step="ideas", id="i1"))
    screen.desk.do(MoveToGroup(step="themes", items=["i3"], group="ga"))
    assert [card.text for card in screen.pane.columns()[1].cards] == ["Frågan", "Podden"]


@pytest.mark.parametrize("width", [92, 60])
def test_a_ring_says_where_each_place_leads(width):
    screen = opened(SORT.replace("places =", 'look = "cycle"\nplaces ='), "kept", width=width)
    drawn = screen.screen()
    assert "Behåll →" in drawn
    assert "Släpp → 1" in drawn
