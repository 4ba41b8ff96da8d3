"""The report from the screen: chosen, written while one goes on, told of; what cannot be written stops nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.tui.frame import room, session_file
from workshop.session.changes import AddItem, Capture


def path_of(tmp_path: Path) -> Path:
    said = [AddItem(step="said", text="bevarat"), Capture(what="action", text="ring")]
    return session_file(tmp_path / "sessions", changes=said)


async def test_formats_edition_mark_and_folder_are_chosen(tmp_path, monkeypatch) -> None:
    path = path_of(tmp_path)
    async with room(tmp_path, monkeypatch, path, report_formats="csv, nonsense") as there:
        await there.press("escape", "x")
        assert "Till Nordlund Kaffe: 1 format." in there.text
        assert "●  Listor till kalkylark" in there.text
        assert "○  Pdf" in there.text
        pane = there.screen.active_pane
        await there.press("down", "down", "down", "down", "space")
        assert pane.chosen == {"csv", "html"}
        await there.press("end", "up", "up", "up", "right", "down", "space")
        assert (pane.values["edition"], pane.values["draft"]) == ("internal", "yes")
        await there.press("end", "enter")
        await there.press(*["backspace"] * 200)
        await there.type(str(tmp_path / "ut"))
        await there.press("enter", "up", "enter")
        await there.until(lambda: not pane.writing_now)
        names = sorted(one.name for one in (tmp_path / "ut").iterdir())
        assert sorted(Path(name).suffix for name in names) == [".csv", ".csv", ".html"]
        assert all("utkast" in name for name in names)
        assert "Intern" in next((tmp_path / "ut").glob("*.html")).read_text("utf-8")
        assert "3 filer är skrivna." in there.text
        assert "En åtgärd saknar ägare." in there.text
        await there.press("space")  # another choice: what is written is not what is chosen any more
        assert "2 format." in there.text
        await there.press("escape")
        assert not there.screen.sheet_open


async def test_all_and_none(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, path_of(tmp_path)) as there:
        await there.press("escape", "x", "a")
        assert "11 format." in there.text
        await there.press("a")
        assert "Inga filer valda." in there.text
        await there.press("enter")
        assert "Välj minst ett format" in there.text


async def test_one_that_fails_stops_no_other(tmp_path, monkeypatch) -> None:
    path = path_of(tmp_path)
    from workshop.report.writers import html

    def broken(document: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(html, "write", broken)
    async with room(tmp_path, monkeypatch, path, report_formats="html,md") as there:
        await there.press("escape")
        await there.export()
        assert "skivan är full" in there.text
        assert list(path.parent.glob("*.md"))
        assert not there.screen.active_pane.finished
        assert "Enter skriv filerna" in there.text


async def test_it_fits_small_windows_in_both_languages(tmp_path, monkeypatch) -> None:
    path = path_of(tmp_path)
    for size in ((60, 20), (80, 24)):
        for lang in ("sv", "en"):
            async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
                await there.press("home", "x")
                while there.screen.active_pane.line != "folder":
                    before = there.text
                    await there.press("down")
                    assert there.text != before
                assert all(len(line) <= size[0] for line in there.lines)
                await there.press("home", "enter")
                await there.until(lambda: not there.screen.active_pane.writing_now)
                assert all(len(line) <= size[0] for line in there.lines)
    assert path.exists()
