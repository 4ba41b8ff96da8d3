"""Home: one list of what there is to go on with, to start, to look at; what cannot be opened says why and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.frame import NOW, on, room, scenario_file, session_file
from workshop.session.changes import AddItem, Capture, GoTo, MarkDone
from workshop.store import backups
from workshop.store.opening import open_session

DONE = [MarkDone(step="hello"), MarkDone(step="said"), MarkDone(step="score")]


def folder(tmp_path: Path) -> Path:
    scenario_file(tmp_path / "scenarios")
    return tmp_path / "sessions"


async def test_the_first_time_the_tour_is_in_focus(tmp_path, monkeypatch) -> None:
    folder(tmp_path)
    async with room(tmp_path, monkeypatch) as there:
        assert "Vad vill du göra?" in there.text
        assert "▌ Prova på fem minuter" in there.text
        assert "Provet" in there.text
        await there.press("enter")
        assert there.app.sitting is not None
        assert "(påhittad)" in there.lines[0]


async def test_three_parts_the_latest_first(tmp_path, monkeypatch) -> None:
    sessions = folder(tmp_path)
    session_file(sessions, title="Äldre", when=NOW - timedelta(days=3))
    session_file(sessions, title="Nyare", changes=[GoTo(step="said")])
    late = Capture(what="action", text="ring", fields={"due": on("2020-01-01")})
    session_file(sessions, title="Klar", changes=[*DONE, late])
    (sessions / "trasig.toml").write_text("uuid = ", "utf-8")
    async with room(tmp_path, monkeypatch, size=(100, 50)) as there:
        text = there.text
        assert text.index("Fortsätt") < text.index("Nyare") < text.index("Äldre") < text.index("Börja en ny")
        assert text.index("Börja en ny") < text.index("Resultat") < text.index("Klar")
        assert "steg 2 av 3, Det sagda" in text
        assert "1 åtgärd, 1 försenad" in text
        assert "trasig.toml" in text
        assert "trasig.toml" in text.split("Resultat")[1]
        assert "Prova på" not in text
        assert "▌ Nyare" in text
        await there.press("tab")
        assert "▌ Dela aktiviteten" in there.text or "▌ Provet" in there.text
        await there.press("tab")
        assert "▌ Klar" in there.text or "▌ trasig" in there.text
        await there.press("home", "enter")
        assert there.screen.stop.step == "said"


async def test_many_are_folded_and_found(tmp_path, monkeypatch) -> None:
    sessions = folder(tmp_path)
    for n in range(12):
        session_file(sessions, title=f"Möte {n:02}", client=f"Kund {n:02}", when=NOW - timedelta(days=n))
    async with room(tmp_path, monkeypatch, size=(80, 24)) as there:
        assert "7 till att fortsätta med" in there.text
        assert "Möte 09" not in there.text
        assert "Provet" in there.text, "the library is not pushed out"
        await there.press("/")
        await there.type("kund 09")
        assert "Möte 09" in there.text, "found while typing"
        await there.press("enter")
        assert "Det som innehåller ”kund 09”" in there.text
        await there.press("escape")
        assert "Möte 09" not in there.text
        await there.press("down", "down", "down", "down", "down", "enter")
        assert "Möte 09" in there.text
        await there.press("/")
        await there.type("zzz")
        await there.press("enter")
        assert "Inget här innehåller det." in there.text
        await there.press("down", "enter", "d", "x", "tab", "end")
        assert there.app.is_running


async def test_to_the_bin_with_one_question(tmp_path, monkeypatch) -> None:
    path = session_file(folder(tmp_path), title="Bort")
    async with room(tmp_path, monkeypatch) as there:
        await there.press("d")
        assert "Lägg Bort · Nordlund Kaffe i papperskorgen?" in there.text
        await there.press("enter", "escape")
        assert path.exists()
        await there.press("d", "d")
        assert not path.exists()
        assert "papperskorgen" in there.message
        assert "Vad vill du göra?" in there.text


async def test_a_held_session_is_not_binned_and_says_by_whom(tmp_path, monkeypatch) -> None:
    path = session_file(folder(tmp_path))
    async with room(tmp_path, monkeypatch) as there:
        with open_session(path):
            await there.press("d", "d")
            assert path.exists()
            assert "redan öppen" in there.message
            await there.press("enter")
            assert "redan öppen" in there.text
            assert there.app.sitting is None
            await there.press("enter")
            assert there.app.sitting is not None
            assert "bara läsning" in there.lines[0]
            assert "sparas inte" in there.message
            before = path.read_bytes()
            await there.press("pagedown")
            await there.say("nytt")
            await there.press("escape", "q")
            assert path.read_bytes() == before


async def test_a_damaged_file_offers_its_newest_whole_copy(tmp_path, monkeypatch) -> None:
    path = session_file(folder(tmp_path), changes=[AddItem(step="said", text="bevarat")])
    data = path.read_bytes()
    with open_session(path) as opened:
        backups.make(path, opened.session.uuid, opened.session.rev, data, datetime.now(UTC))
    broken = data[: len(data) // 2]
    path.write_bytes(broken)
    async with room(tmp_path, monkeypatch, size=(100, 50)) as there:
        row = next(line for line in there.lines if path.name in line)
        assert "▌" not in row
        await there.press("end", "enter")
        assert "Den senaste hela kopian är från" in there.words
        await there.press("escape")
        assert path.read_bytes() == broken, "nothing is done by itself"
        await there.press("enter", "enter")
        assert there.app.sitting is not None, there.text
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["bevarat"]
        assert f"{path.name}.broken" in there.message
        assert Path(f"{path}.broken").read_bytes() == broken


async def test_a_damaged_file_without_a_copy_says_why(tmp_path, monkeypatch) -> None:
    sessions = folder(tmp_path)
    sessions.mkdir(exist_ok=True)
    (sessions / "tom.toml").write_bytes(b"")
    async with room(tmp_path, monkeypatch) as there:
        await there.press("end", "enter")
        assert "tom.toml" in there.message
        assert "orörd" in there.message


async def test_begun_from_the_command_line_with_a_file_that_is_held(tmp_path, monkeypatch) -> None:
    path = session_file(folder(tmp_path))
    with open_session(path):
        async with room(tmp_path, monkeypatch, path) as there:
            assert "Fortsätt" in there.text
            assert "redan öppen" in there.text


async def test_the_record_from_home(tmp_path, monkeypatch) -> None:
    path = session_file(folder(tmp_path), changes=[*DONE, AddItem(step="said", text="bevarat")])
    async with room(tmp_path, monkeypatch) as there:
        await there.press("end")
        await there.export()
        assert "2 filer är skrivna" in there.text
        written = sorted(each.suffix for each in path.parent.iterdir() if each != path and each.is_file())
        assert written == [".html", ".md"]
        await there.press("escape", "home", "x")
        assert "dess dokumentation kan skrivas" in there.message


async def test_a_record_that_cannot_be_written_says_why(tmp_path, monkeypatch) -> None:
    session_file(folder(tmp_path))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workshop.report.export", full)
    async with room(tmp_path, monkeypatch) as there:
        await there.export()
        assert "skivan är full" in there.text


async def test_a_workshop_that_cannot_be_used_says_why(tmp_path, monkeypatch) -> None:
    folder(tmp_path)
    scenario_file(tmp_path / "scenarios", "id = ", name="trasig")
    async with room(tmp_path, monkeypatch) as there:
        row = next(index for index, line in enumerate(there.lines) if "trasig.toml" in line)
        await there.pilot.click(offset=(10, row))
        await there.pilot.click(offset=(10, row))
        await there.settle()
        assert there.screen.name_of_screen == "home"
        assert there.message


async def test_the_language_of_the_list(tmp_path, monkeypatch) -> None:
    session_file(folder(tmp_path))
    async with room(tmp_path, monkeypatch) as there:
        assert "English" in there.lines[-1]
        await there.press("l")
        assert "Go on" in there.text
        assert "The test" in there.text
        assert "svenska" in there.lines[-1]
        await there.press("z")
        assert "arrows" in there.message


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (160, 45), (200, 50)])
async def test_no_row_is_wider_than_the_window(tmp_path, monkeypatch, size) -> None:
    from rich.cells import cell_len

    sessions = folder(tmp_path)
    for n in range(9):
        session_file(sessions, title=f"Ett mycket långt namn på ett möte 漢字 ❤️ nummer {n}" * 2, client="[/b] 👩‍👩‍👧")
    async with room(tmp_path, monkeypatch, size=size) as there:
        for keys in ((), ("end",), ("?",), ("escape", "ctrl+p")):
            await there.press(*keys)
            assert all(cell_len(line) <= size[0] for line in there.lines)


async def test_the_cookbook_is_one_line_until_it_is_opened(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        home = there.screen.home
        shelf = next(index for index, entry in enumerate(home.entries) if entry.what == "shelf")
        assert not [entry for entry in home.entries if entry.what == "book"]
        home.cursor = shelf
        await there.press("enter")
        books = [entry.thing.id for entry in home.entries if entry.what == "book"]
        assert home.entries[home.cursor].thing.id == books[0]
        assert {"swot", "retrospective"} <= set(books)
        home.find("samtycke")
        assert [entry.thing.id for entry in home.entries if entry.is_workshop] == ["consent"]


async def test_a_workshop_is_read_through_before_it_is_started(tmp_path, monkeypatch) -> None:
    folder(tmp_path)
    async with room(tmp_path, monkeypatch, size=(80, 24)) as there:
        await there.press("down")
        while "▌ Provet" not in there.text:
            await there.press("down")
        await there.press("v")
        assert "Steg för steg" in there.text
        seen = set(there.lines)
        for _ in range(20):
            await there.press("down")
            seen |= set(there.lines)
        assert any("Det sagda" in line for line in seen)
        await there.press("escape")
        assert "▌ Provet" in there.text
        await there.press("v", "enter")
        assert there.screen.name_of_screen == "new"
