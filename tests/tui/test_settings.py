"""The settings on the screen: what they are and who says so; chosen at once and for next time; the user's file left alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.tui.frame import Room, room, scenario_file, session_file
from workshop import language
from workshop import settings as settled
from workshop.language import languages, t
from workshop.settings import Settings, choices_of
from workshop.tui import settled as words
from workshop.tui.app import WorkshopApp
from workshop.tui.choosing import Choosing


def chosen(tmp_path: Path) -> dict[str, Any]:
    """What choices.toml holds."""
    import tomllib

    path = tmp_path / "state" / "choices.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


async def to(there: Room, key: str) -> None:
    """The cursor on a setting, in the list that is open."""
    pane = there.screen.active_pane
    pane.cursor = list(words.ORDER).index(key)
    await there.press("home", *["down"] * list(words.ORDER).index(key))


def with_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    """The application as it starts with this config.toml."""
    (tmp_path / "config.toml").write_text(text, "utf-8")
    language.use("sv")
    begin = WorkshopApp.__init__

    def init(self: WorkshopApp, settings: Settings, *args: Any, **given: Any) -> None:
        found = settled.read()
        begin(self, found.settings, *args, found=found, **given)

    monkeypatch.setattr(WorkshopApp, "__init__", init)


# -------------------------------------------------------------------------------------------------------- chosen on it


async def test_a_choice_holds_at_once_and_next_time(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await there.press("s")
        assert "Inställningar" in there.text
        await to(there, "theme")
        await there.press("right")
        assert (there.app.look, there.app.theme) == ("light", "workshop-light")
        await to(there, "bell")
        await there.press("enter")
        assert there.app.settings.bell is False
        await to(there, "language")
        await there.press("left")
        assert "Settings" in there.text, "the words turn with the language"
        assert chosen(tmp_path) == {"theme": "light", "bell": False, "language": "en"}
        if os.name != "nt":
            assert (tmp_path / "state" / "choices.toml").stat().st_mode & 0o777 == 0o600
    again = settled.read()
    assert (again.settings.theme, again.settings.bell, again.settings.language) == ("light", False, "en")
    assert again.source("theme") == "choices"
    assert again.source("room") == "default"


async def test_what_was_chosen_goes_back_to_the_start(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await there.press("s")
        await to(there, "theme")
        await there.press("left")
        assert there.app.look == "ansi-light"
        assert "valt här" in there.text
        await there.press("d")
        assert there.app.look == "dark"
        assert "valt här" not in there.text
        assert chosen(tmp_path) == {}
        await there.press("d")
        assert there.app.look == "dark", "what was not chosen has nowhere to go back to"


async def test_density_moves_the_rows(tmp_path, monkeypatch) -> None:
    scenario_file(tmp_path / "scenarios")
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions"), size=(100, 24)) as there:
        before = there.lines
        there.app.choose("density", "compact")
        await there.settle()
        assert not before[2].strip()
        assert there.lines[2].strip()
        there.app.choose("density", "roomy")
        await there.settle()
        assert there.screen.layout_now.roomy


async def test_looks_and_language_of_home_are_kept_the_same_way(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await there.press("l", "ctrl+p")
        await there.type("high contrast")
        await there.press("enter")
        assert there.app.look == "contrast"
        assert chosen(tmp_path) == {"language": "en", "theme": "contrast"}


async def test_a_value_is_written_and_judged(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("WORKSHOP_SESSIONS", raising=False)
    (tmp_path / "a file").write_text("")
    async with room(tmp_path, monkeypatch) as there:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        await there.press("s")
        await to(there, "sessions")
        await there.press("enter")
        await there.type(str(tmp_path / "a file"))
        await there.press("enter")
        assert "ingen mapp" in there.message
        assert there.screen.line_text == str(tmp_path / "a file"), "what was written stands there to be mended"
        await there.press("ctrl+u")
        await there.type(str(tmp_path / "new"))
        await there.press("enter")
        assert "finns inte än" in there.message
        assert there.app.sessions == tmp_path / "new"
        await to(there, "report_colour")
        await there.press("enter")
        await there.type("teal")
        await there.press("enter")
        assert there.screen.line_text == "teal"
        await there.press("escape", "escape")
        assert chosen(tmp_path) == {"sessions": str(tmp_path / "new")}


async def test_the_command_line_goes_before_every_setting(tmp_path, monkeypatch) -> None:
    with_config(monkeypatch, tmp_path, "")
    monkeypatch.delenv("WORKSHOP_SESSIONS", raising=False)
    async with room(tmp_path, monkeypatch) as there:  # which is told its folder, as by --sessions
        before = there.app.sessions
        await there.press("s")
        await to(there, "sessions")
        assert "--sessions säger det" in there.text
        there.app.choose("sessions", str(tmp_path / "other"))
        assert there.app.sessions == before


async def test_where_it_cannot_be_kept_it_holds_all_the_same(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        monkeypatch.setattr(there.app.chosen, "choices", tmp_path / "config.toml" / "no" / "choices.toml")
        (tmp_path / "config.toml").write_text("")
        there.app.choose("theme", "light")
        await there.settle()
        assert there.app.look == "light"
        assert "kunde inte sparas" in there.message


# ------------------------------------------------------------------------------------------------- the user's own file


async def test_what_the_users_file_says_holds_and_is_said_at_its_row(tmp_path, monkeypatch) -> None:
    text = 'theme = "light"  # mine\nlanguage = "sv"\n'
    with_config(monkeypatch, tmp_path, text)
    async with room(tmp_path, monkeypatch) as there:
        await there.press("s")
        await to(there, "theme")
        assert next(line for line in there.lines if "▌" in line).rstrip().endswith("config.toml")
        assert "säger theme" in " ".join(there.text.split())
        await there.press("right")
        assert there.app.look == "light"
        assert "går före" in there.message
        await there.press("escape", "l")
        assert there.screen.lang == "en", "the language of now is changed all the same"
        assert there.message.startswith("Holds until you quit. config.toml says language")
    assert (tmp_path / "config.toml").read_text("utf-8") == text
    assert chosen(tmp_path) == {}


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_a_broken_file_stops_nothing_and_is_said_twice_on_screen(tmp_path, monkeypatch, size) -> None:
    with_config(monkeypatch, tmp_path, 'theme = "light"\nbell: true\n')
    async with room(tmp_path, monkeypatch, size=size) as there:
        assert there.app.look == "dark"
        assert "rad 2" in " ".join(there.text.split())
        await there.press("s")
        said = "rad 2" if size[0] == 100 else "Resten står i workshop settings"  # the path of a test is long
        assert said in " ".join(there.text.split())


async def test_several_troubles_are_counted_and_listed(tmp_path, monkeypatch) -> None:
    with_config(monkeypatch, tmp_path, 'bel = 1\n[keys]\nundo = "i"\nsteps = 4\n')
    async with room(tmp_path, monkeypatch, size=(120, 35)) as there:
        assert "2 saker till" in " ".join(there.text.split())
        assert len(there.app.chosen.troubles("sv")) == 3
        await there.press("s")
        assert "”bel”" in there.text
        await to(there, "keys")
        await there.press("enter")
        assert "”undo” kan inte ha i" in there.text
        assert "undo = [" in there.text, "how one's own are written"
        assert there.screen.active_pane.subject == "own_keys"
        await there.press("escape")
        assert there.screen.active_pane.subject == "settings"


# --------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize("lang", languages())
def test_every_setting_and_every_value_has_its_words(lang: str) -> None:
    for key in words.ORDER:
        for kind in ("name", "about"):
            assert t(f"setting.{kind}.{key}", lang) != f"setting.{kind}.{key}"
        for value in choices_of(key):
            assert "setting." not in words.choice_words(key, value, lang), (key, value)


@pytest.mark.parametrize("lang", languages())
async def test_every_row_is_drawn_at_every_size(tmp_path, monkeypatch, lang) -> None:
    for size in ((60, 20), (80, 24), (200, 50)):
        async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
            await there.press("s")
            seen = ""
            for _ in words.ORDER:
                seen += there.text
                await there.press("down")
            assert all(t(f"setting.name.{key}", lang) in seen for key in words.ORDER)


def test_a_choice_is_never_made_of_what_cannot_be(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    kept = Choosing(Settings())
    with pytest.raises(ValueError, match="pink"):
        kept.choose("theme", "pink")
    assert kept.settings.theme == "dark"
