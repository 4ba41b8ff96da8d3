"""The closing review: piles to empty, each with one key; whoever leaves it in the middle of a line has lost nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.frame import Room, on, room, scenario_file, session_file
from workshop.session.changes import AddItem, AnyChange, Capture, MarkDone, SetField, SetHeader
from workshop.session.model import live

CAPTURED: list[AnyChange] = [
    Capture(what="parked", text="Vem äger registret?", step="said"),
    Capture(what="action", text="Ring fraktbolaget", fields={"owner": "Jonas", "due": on("2026-11-27")}),
    Capture(what="action", text="En sida"),
    Capture(what="decision", text="Vi börjar med Får", step="said"),
]


async def review(there: Room) -> Any:
    await there.press("c")
    assert there.screen.reviewing
    return there.screen.pane


def a_session(tmp_path: Path, changes: list[AnyChange] = CAPTURED, **given: Any) -> Path:
    scenario_file(tmp_path / "scenarios")
    return session_file(tmp_path / "sessions", changes=changes, **given)


def actions(there: Room) -> list[tuple[str, object, object]]:
    return [(item.text, item.get("owner"), item.get("due")) for item in live(there.desk.session.actions)]


async def test_what_there_is_to_settle(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        text = there.text
        assert "2 saker att reda ut" in text
        assert text.index("Vem äger registret?") < text.index("Ring fraktbolaget") < text.index("Vi börjar med Får")
        assert "Jonas" in text
        assert "fre 27 nov" in text
        assert "1 saknar ägare, 1 saknar datum" in text
        assert "från Det sagda" in text
        assert "Tack för i dag." in text
        assert "kvar av" not in there.lines[0]


async def test_parked_becomes_an_action(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await there.press("enter")
        assert actions(there)[-1][0] == "Vem äger registret?"
        assert "Nu en åtgärd" in there.message
        assert "Inget parkerat." in there.text
        await there.press("u")
        assert len(actions(there)) == 2
        assert "1 kvar" in there.text


async def test_owner_and_date_are_filled_in_on_the_line(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await there.press("down", "down", "enter")
        assert there.screen.body.line.text == "En sida "
        await there.type("@Ann 2026-12-01")
        await there.press("enter")
        assert actions(there)[1] == ("En sida", "Ann", on("2026-12-01"))
        assert there.state == "Väljer"
        assert "saknar" not in there.text


async def test_a_line_that_is_not_changed_changes_nothing(tmp_path, monkeypatch) -> None:
    strange = Capture(what="action", text="Möte i mars", fields={"owner": "Bergs Frakt AB, Ann", "due": on("2026-12-01")})
    async with room(tmp_path, monkeypatch, a_session(tmp_path, [strange])) as there:
        await review(there)
        before = there.desk.session.actions
        await there.press("enter", "enter")
        assert there.desk.session.actions == before
        await there.press("up", "enter")
        await there.press("home", "X", "enter")
        assert actions(there) == [("XMöte i mars", "Bergs Frakt AB, Ann", on("2026-12-01"))]


async def test_done_and_removed(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await there.press("space")
        assert "Inget parkerat." in there.text
        await there.press("d")
        assert "Ring fraktbolaget togs bort. u ångrar." in there.message
        assert len(actions(there)) == 1
        await there.press("u", "u")
        assert "1 kvar" in there.text


async def test_tab_goes_from_pile_to_pile(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        pane = await review(there)
        seen = []
        for key in ("tab", "tab", "tab", "tab", "tab", "shift+tab", "shift+tab"):
            await there.press(key)
            seen.append(pane.lines()[pane.cursor].pile)
        assert seen == ["actions", "decisions", "summary", "evaluation", "parked", "evaluation", "summary"]


async def test_what_a_later_change_touched(tmp_path, monkeypatch) -> None:
    add = AddItem(step="said", text="ett", id="said0001")
    mark = SetField(step="score", field="mark", value=4, of="said0001")
    done = [MarkDone(step=step) for step in ("hello", "said", "score")]
    path = a_session(tmp_path, [add, mark, *done, AddItem(step="said", text="två")])
    async with room(tmp_path, monkeypatch, path) as there:
        await review(there)
        assert "Betyg bygger på något som ändrades efteråt." in there.text
        await there.press("enter")
        assert there.screen.stop.step == "score"
        await there.press("escape")
        await review(there)
        await there.press("space")
        assert "Att se över" not in there.text
        assert "Allt är på plats." in there.text


async def test_only_what_works_here_is_promised(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        assert "PgDn" not in there.lines[-1]
        for key in ("t", "f", "y"):
            await there.press(key)
            assert "Inget steg är öppet nu" in there.message
        await there.press("s", "escape", "pageup")
        assert not there.screen.reviewing


@pytest.mark.parametrize("way", [("pageup",), ("ctrl+p", *"välkommen", "enter")])
async def test_leaving_in_the_middle_of_a_line_keeps_it(tmp_path, monkeypatch, way) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await there.press("down", "enter", "!", *way)
        assert not there.screen.reviewing
        assert actions(there)[0][0] == "Ring fraktbolaget" or "!" in actions(there)[0][0]
        assert there.desk.session.actions


async def test_half_typed_in_the_review_comes_back_there(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await review(there)
        await there.press("down", "down", "enter")
        await there.type("till")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.reviewing
        assert there.screen.body.line.text == "En sida till"
        await there.press("enter")
        assert actions(there)[1][0] == "En sida till"


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (80, 24), (160, 45)])
async def test_many_things_at_every_size(tmp_path, monkeypatch, size) -> None:
    many: list[AnyChange] = [Capture(what="action", text=f"Åtgärd {n:02} " + "lång " * 20) for n in range(30)]
    async with room(tmp_path, monkeypatch, a_session(tmp_path, many), size=size) as there:
        await review(there)
        for key in ("end", "home", *["down"] * 12):
            await there.press(key)
            assert sum("▌" in line for line in there.lines) >= 1
        await there.press("enter")
        line = there.screen.body.line
        assert line.display
        assert f"Åtgärd {12:02}" in line.text
        assert "Åtgärd 12" in there.text or size == (40, 10)


async def test_parked_things_one_by_one(tmp_path, monkeypatch) -> None:
    parked: list[AnyChange] = [Capture(what="parked", text=f"Fråga {n}", id=f"park000{n}") for n in range(4)]
    async with room(tmp_path, monkeypatch, a_session(tmp_path, parked)) as there:
        await review(there)
        assert "4 saker att reda ut" in there.text
        await there.press("a")
        await there.type("Det är Annika som äger det")
        await there.press("enter", "w", "enter", "up")
        answered, kept, made, left = (
            there.desk.session.parked.get("park0000"),
            *(there.desk.session.parked.get(f"park000{n}") for n in (1, 2, 3)),
        )
        assert (answered.get("answer"), answered.get("done")) == ("Det är Annika som äger det", True)
        assert kept.get("kept")
        assert "står i rapporten" in there.text
        assert made is None
        assert there.desk.session.actions["park0002"].text == "Fråga 2"
        assert not left.fields
        await there.press("down", "d")
        assert there.desk.session.parked["park0003"].gone
        assert "En sak att reda ut" in there.text
        for _ in range(4):
            await there.press("u")
        assert [item.fields for item in live(there.desk.session.parked)] == [{}] * 4


async def test_was_it_worth_our_time(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await there.press("end", "enter")
        await there.type("5 4 4 2 0")
        assert "4 svar, snitt 3,8" in there.text
        await there.press("enter")
        assert there.state == "Skriver"
        await there.say("4 lite fort på slutet @Ann", "äntligen konkret")
        await there.press("enter")
        assert there.state == "Väljer"
        assert "5 4 4 2 4   snitt 3,8, från 2 till 5" in there.text
        assert "”lite fort på slutet”  ”äntligen konkret”" in there.text
        assert "5 har svarat" in there.text
        await there.press("3")
        await there.type(" bra @ann")
        await there.press("enter", "escape", "u", "u", "u")
        assert "5 4 4 2   snitt" in there.text
        await there.press("u")
        assert "1 till 5 och ett ord var" in there.text


async def test_the_evaluation_of_a_session_without_names(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path, names="never", people=2)
    async with room(tmp_path, monkeypatch, path) as there:
        await review(there)
        await there.press("end", "enter")
        await there.type("4 bra @Gunilla")
        assert "utan namn" in there.text
        await there.press("enter", "escape")
    assert "Gunilla" not in path.read_text("utf-8")
    assert "mark = 4" in path.read_text("utf-8")


async def test_a_half_typed_evaluation_comes_back(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await review(there)
        await there.press("end", "enter")
        await there.type("5 4 4")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.reviewing
        assert there.screen.body.line.text == "5 4 4"


async def to_summary(there: Room) -> None:
    while there.screen.pane.lines()[there.screen.pane.cursor].pile != "summary":
        await there.press("tab")


async def test_what_came_out_of_it_is_written_a_sentence_at_a_time(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await to_summary(there)
        assert "en mening i taget" in there.text
        await there.press("enter")
        await there.type("Priset är inte problemet")
        await there.press("enter")
        assert there.state == "Skriver"
        await there.type("Ingen säger till")
        await there.press("enter", "escape")
        assert there.desk.session.summary == "Priset är inte problemet\nIngen säger till"
        assert there.text.index("Priset är inte problemet") < there.text.index("Ingen säger till")
        await there.press("u")
        assert there.desk.session.summary == "Priset är inte problemet"


async def test_a_finding_is_mended_and_taken_away_where_it_stands(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path, [SetHeader(key="summary", value="Ett\nTvå\nTre")])
    async with room(tmp_path, monkeypatch, path) as there:
        await review(there)
        await to_summary(there)
        await there.press("down", "enter")
        assert there.screen.body.line.text == "Två"
        await there.type(" och en halv")
        await there.press("enter")
        assert there.desk.session.summary == "Ett\nTvå och en halv\nTre"
        assert there.state == "Väljer"
        await there.press("up", "d")
        assert "Ett" in there.message
        assert there.desk.session.summary == "Två och en halv\nTre"


async def test_half_a_sentence_is_kept_when_one_leaves(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await review(there)
        await to_summary(there)
        await there.press("enter")
        await there.type("Halvt sa")
        await there.press("c")
        assert there.desk.session.summary == ""  # c is a letter while one writes
        await there.press("pageup")
        assert there.desk.session.summary == "Halvt sac"
