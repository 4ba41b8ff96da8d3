"""`/` finds what was written and goes there; Tab replaces it, place by place, in one undo."""

from __future__ import annotations

from tests.tui.frame import room, session_file
from workshop.session.changes import AddItem, AddItems, Capture
from workshop.store import backups

CHANGES = [AddItems(step="said", texts=["Kim ringde", "Vi väntade", "kimono"]), Capture(what="parked", text="Vet Kim det?")]


async def test_it_goes_to_each_place_in_turn_and_marks_it(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=CHANGES)) as there:
        await there.press("escape", "/", "k", "i", "m")
        assert "3 ställen" in there.text
        await there.press("down", "enter")
        assert there.screen.stop.step == "said"
        assert "2 av 3" in there.message
        assert there.screen.pane.at == list(there.desk.session.answer("said").items)[2]
        marked = [span.text for row in there.screen.body.rows for span in row.spans if span.reverse]
        assert "kim" in marked
        await there.press("ctrl+g")
        assert "Vet Kim det?" in there.text
        assert there.screen.sheet_open
        await there.press("escape", "ctrl+g")
        assert there.screen.pane.at == next(iter(there.desk.session.answer("said").items))
        assert "Ctrl+G nästa ställe   Ctrl+R förra stället" in there.lines[-1]
        await there.pilot.click(there.screen.parts["keys"], offset=(there.lines[-1].index("Ctrl+R"), 0))
        await there.settle()
        assert "3 av 3" in there.message
        assert "Vet Kim det?" in there.text
        await there.press("escape", "ctrl+r")
        assert there.screen.pane.at == list(there.desk.session.answer("said").items)[2]
        await there.press("down")
        assert "Ctrl+R" not in there.lines[-1]
        assert not [span for row in there.screen.body.rows for span in row.spans if span.reverse]


async def test_what_is_replaced_is_chosen_kept_as_an_earlier_version_and_undone_at_once(tmp_path, monkeypatch) -> None:
    path = session_file(tmp_path / "sessions", changes=CHANGES)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("escape", "/", "k", "i", "m", "tab", "b", "o")
        assert "→ boono" in there.text
        assert "→ Bo ringde" in there.text
        await there.press("enter", "down", "space", "enter")
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["Bo ringde", "Vi väntade", "kimono"]
        assert "2 ställen" in there.message
        assert backups.listing(path, there.desk.session.uuid)
        await there.press("u")
        assert next(iter(there.desk.session.parked.values())).text == "Vet Kim det?"


async def test_a_step_that_is_looked_for_by_a_word_said_in_it_alone(tmp_path, monkeypatch) -> None:
    changes = [*CHANGES, AddItem(step="said", text="[b]fet[/b] \\x1b[31m")]
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=changes), size=(60, 20)) as there:
        await there.press("escape", "/", "f", "e", "t")
        assert "[b]fet[/b]" in there.text
        await there.press("z", "z")
        assert "Det står ingenstans" in there.text


async def test_looking_in_the_step_at_hand_alone(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=CHANGES)) as there:
        await there.press("escape", "/", "k", "i", "m", "ctrl+g")
        assert "Det står ingenstans" in there.text
        await there.press("ctrl+g")
        assert "3 ställen" in there.text
