"""The sheet of people: who takes part, the teams they are dealt into, the roles they hold; and rows left out of a step."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from tests.tui.editors import PEOPLE, Host, listed, toml
from tests.tui.fake import desk, too_wide
from tests.tui.frame import room, session_file
from workshop.session.changes import AddItem, SetTeam
from workshop.session.flow import Stop
from workshop.session.people import division
from workshop.tui.sheets.people import Part, PeoplePane, deal, spread
from workshop.tui.steps.voice_strip import Voice, strip

HEAD = """
[teams.pairs]
title = "Par"
size = 2
[teams.tables]
title = "Bord"
size = 2
of = "pairs"
[teams.offices]
title = "Kontor"
teams = ["Lund", "Umeå"]
[roles.owner]
title = "Ägaren"
[roles.panel]
title = "Panelen"
many = true
"""
SIX = ("Ann", "Jonas", "Mira", "Per", "Lisa", "Sam")


class Sheet(Host):
    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.stop = Stop("ideas", "")
        self.closed = False

    def close_sheet(self) -> None:
        self.closed = True


def sheet(part: Part | None = None, *, width: int = 76, **given: Any) -> Sheet:
    given.setdefault("people", SIX)
    host = Sheet(desk(toml("list ideas\nby = 'each'", head=HEAD), **given), width, 20)
    host.show(PeoplePane(host, part, random.Random(1).shuffle))
    return host


def teams(host: Sheet, kind: str = "pairs") -> list[set[str]]:
    return [set(ids) for ids in division(host.book, kind).values()]


def names(host: Sheet) -> list[str]:
    return [person.name for person in host.book.session.present]


def test_people_come_are_renamed_and_leave_in_the_middle() -> None:
    host = sheet(people=("Ann", "Jonas"))
    host.press("a").type("Mira, Per").press("enter").type("Lisa").press("enter", "enter")
    assert names(host) == ["Ann", "Jonas", "Mira", "Per", "Lisa"]
    host.press("home", "enter", *["backspace"] * 3).type("Anna").press("enter")
    host.press("down", "d")
    assert names(host) == ["Anna", "Mira", "Per", "Lisa"]
    assert "Jonas" in host.said[-1]
    assert names(host.undo()) == ["Anna", "Jonas", "Mira", "Per", "Lisa"]  # type: ignore[arg-type]


def test_a_figure_alone_is_so_many_and_a_pasted_list_is_people() -> None:
    host = sheet(people=())
    host.type("4").press("enter")
    assert names(host) == [""] * 4
    host.paste("Ann\nJonas\n")
    assert names(host)[4:] == ["Ann", "Jonas"]


def test_in_a_session_without_names_only_the_number_is_kept() -> None:
    host = sheet(names="never")
    host.press("a").type("Bosse").press("enter")
    assert "Inga namn sparas" in host.said[-1]
    host.press(*["backspace"] * 5).type("2").press("enter", "enter")
    assert names(host) == [""] * 8
    assert "Bosse" not in host.screen()


def test_everybody_is_dealt_at_random_and_again() -> None:
    host = sheet(Part("teams", "pairs"))
    before = teams(host)
    host.press("g")
    after = teams(host)
    assert before != after
    assert [len(team) for team in after] == [2, 2, 2]
    assert set().union(*after) == {f"p{n}" for n in range(1, 7)}
    host.press("+")
    assert [len(team) for team in teams(host)] == [3, 3]
    host.undo().undo()
    assert teams(host) == before


def test_a_lone_last_one_joins_the_team_before() -> None:
    keep = random.Random(3).shuffle
    assert [len(hand) for hand in deal("abcde", 2, keep)] == [2, 3]
    assert [len(hand) for hand in spread("abcde", 2, keep)] == [3, 2]


def test_a_digit_moves_whoever_one_stands_on_and_arrows_too() -> None:
    host = sheet(Part("teams", "pairs"))
    host.press("2")
    assert teams(host) == [{"p2"}, {"p1", "p3", "p4"}, {"p5", "p6"}]
    host.press("right")
    assert teams(host) == [{"p2"}, {"p3", "p4"}, {"p1", "p5", "p6"}]
    host.press("4")  # one past the last: a team of their own
    assert {"p1"} in teams(host)


def test_named_teams_get_people_one_digit_each() -> None:
    host = sheet(Part("teams", "offices"))
    host.press("1", "2", "1", "2", "1", "2")
    assert division(host.book, "offices") == {"lund": ("p1", "p3", "p5"), "umea": ("p2", "p4", "p6")}
    host.press("g")
    assert sorted(map(len, teams(host, "offices"))) == [3, 3]
    host.press("0")
    assert "Inte i något lag" in host.screen()


def test_teams_of_teams_move_whole_teams() -> None:
    host = sheet(Part("teams", "tables"))
    assert "Ann, Jonas" in host.screen()
    host.press("g")
    assert set().union(*teams(host, "tables")) == {"t1", "t2", "t3"}


def test_a_role_has_one_holder_or_many() -> None:
    host = sheet(Part("role", "owner")).press("space", "down", "space")
    assert [person.id for person in host.book.session.present if "owner" in person.roles] == ["p2"]
    host.press("tab", "space", "down", "space")
    assert [person.id for person in host.book.session.present if "panel" in person.roles] == ["p1", "p2"]
    assert "Ägaren · Panelen" in host.press("tab").screen()


@pytest.mark.parametrize("width", [52, 72])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_page_of_it_runs_over_the_edge(lang: str, width: int) -> None:
    host = sheet(width=width, lang=lang, people=[f"{name} Åkerström-Lindqvist von Essen" for name in SIX])
    for _ in range(6):
        assert not too_wide(host.drawn, width)
        host.press("tab")
    host.do(SetTeam(teams="offices", id="lund", people=["p1"]))
    assert not too_wide(host.press("a").drawn, width)


def test_rows_are_left_out_and_taken_back() -> None:
    scenario = toml("list ideas", 'ask mark\nas = "scale"\neach = "ideas"')
    host = Sheet(desk(scenario, people=PEOPLE, changes=[listed("ideas", ["Ett", "Två", "Tre"])]), 76, 20)
    host.stop = Stop("mark", "")
    host.show(PeoplePane(host, Part("rows", "mark"), row="i2"))
    host.press("space")
    rows = host.book.scenario.step_by_id["mark"]
    assert [row.id for row in host.book.rows(rows)] == ["i1", "i3"]
    assert "2 av 3 med" in host.screen()
    host.press("space")
    assert [row.id for row in host.book.rows(rows)] == ["i1", "i2", "i3"]
    assert host.press("i").closed


@pytest.mark.parametrize("width", [52, 72])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_rows_and_ballots_keep_within_the_edge(lang: str, width: int) -> None:
    long = [f"En sak som är så lång att den aldrig får plats på en enda rad {n}" for n in range(30)]
    people = [f"{name} Åkerström-Lindqvist" for name in SIX]
    scenario = toml("list ideas", 'vote pick\nfrom = "ideas"\ndots = 5\nreason = true')
    host = Sheet(desk(scenario, people=people, lang=lang, changes=[listed("ideas", long)]), width, 20)
    host.stop = Stop("pick", "")
    host.show(PeoplePane(host, Part("rows", "pick")))
    host.press("space", "end", "space")
    assert not too_wide(host.drawn, width)
    host.open("pick")
    for keys in (["a"], ["escape", "w", "a", "5", "/", "9"], ["enter"], ["v"], ["v", ">"]):
        host.press(*keys)
        assert not too_wide(host.drawn, width)


@pytest.mark.parametrize(("width", "at", "seen"), [(60, 0, "Ann"), (30, 7, "Namn 7"), (18, 19, "Namn 19")])
def test_the_strip_of_voices_keeps_the_one_at_hand_in_sight(width: int, at: int, seen: str) -> None:
    voices = [Voice("Ann", True), *(Voice(f"Namn {n}", n < 5) for n in range(1, 20))]
    spans = strip(voices, at, width)
    assert sum(len(span.text) for span in spans) <= width
    assert any(span.bold and span.text == seen for span in spans)


def test_one_voice_more_is_one_more_in_the_strip() -> None:
    host = Sheet(desk(toml("list ideas\nby = 'each'"), people=("Ann",)), 76, 20)
    host.do(AddItem(step="ideas", text="x", by="p1"))
    host.open("ideas")
    assert host.pane.strip(60) == []  # type: ignore[attr-defined]


ROLE = """format = 1
id = "prov"
title = "Provet"
[roles.owner]
title = "Ägaren"
[[step]]
id = "hello"
kind = "note"
title = "Hej"
[[step]]
id = "what"
kind = "ask"
title = "Vad väljer du?"
by = "owner"
[[step]]
id = "end"
kind = "note"
title = "Slut"
"""


async def test_a_step_that_a_role_answers_asks_who_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", text=ROLE)) as there:
        await there.press("pagedown")
        assert "En person svarar i rollen" in there.text
        await there.press("down", "space", "escape")
        assert "Ägaren   Jonas" in there.text
        await there.press("pageup", "pagedown")
        assert "En person svarar i rollen" not in there.text  # it is known by now


async def test_a_clicker_goes_on_past_the_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", text=ROLE)) as there:
        await there.press("pagedown", "pagedown")
        assert there.screen.stop.step == "end"
