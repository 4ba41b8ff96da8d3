"""The sheets: over what one does, closed with Esc, and back to the very character."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.tui.frame import SCENARIO, Room, on, room, scenario_file, session_file
from workshop.session.changes import AddItem, AddItems, Capture, GoTo, RemoveItem
from workshop.session.model import live

HOSTILE = "[/b] [red]{x} [/ \\[ ]] $ink"


def a_session(tmp_path: Path, **given: Any) -> Path:
    scenario_file(tmp_path / "scenarios")
    return session_file(tmp_path / "sessions", **given)


def items(there: Room) -> list[str]:
    return [item.text for item in live(there.desk.session.answer("said").items)]


# ------------------------------------------------------------------------------------------------------------ capture


@pytest.mark.parametrize(("sign", "log"), [("!", "actions"), ("=", "decisions"), ("?", "parked")])
async def test_a_sign_first_on_an_empty_line(tmp_path, monkeypatch, sign, log) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.type(f"{sign} ring fraktbolaget")
        await there.press("enter")
        assert [item.text for item in live(getattr(there.desk.session, log))] == ["ring fraktbolaget"]
        assert items(there) == []
        assert there.state == "Skriver"
        assert "ring fraktbolaget" in there.message


@pytest.mark.parametrize("sign", ["!", "=", "?"])
async def test_the_sign_twice_writes_itself(tmp_path, monkeypatch, sign) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.say(f"{sign}{sign}så sa hon{sign}")
        assert items(there) == [f"{sign}så sa hon{sign}"]


async def test_how_it_was_understood(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.type("! ring @jon 2026-12-04")
        assert "ägare Jonas · fredag 4 december" in there.text
        assert "från Det sagda" in there.text
        await there.press("enter")
        action = next(iter(live(there.desk.session.actions)))
        assert (action.text, action.get("owner"), action.get("due")) == ("ring", "Jonas", on("2026-12-04"))


async def test_from_the_middle_of_a_field_and_back(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.type("halvt sagt")
        await there.press("left", "left", "f2")
        await there.type("!!")
        assert there.screen.sheet_open
        assert there.screen.body.line.text == "halvt sagt", "the field behind is not touched"
        await there.press("escape")
        line = there.screen.body.line
        assert (line.text, line.cursor) == ("halvt sagt", 8)
        assert there.app.focused is line
        await there.press("f2")
        await there.type("= så blir det")
        await there.press("enter", "X")
        assert line.text == "halvt saXgt"


async def test_backspace_changes_the_kind_and_a_comma_notes(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press(",")
        assert "Anteckning" in there.text
        await there.press("!")
        assert "Åtgärd" in there.text
        await there.press("backspace", "=")
        assert "Beslut" in there.text
        await there.press("backspace")
        await there.type("en tanke")
        await there.press("enter")
        assert [item.text for item in live(there.desk.session.notes)] == ["en tanke"]


async def test_a_question_mark_alone_is_help(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown", "?", "enter")
        assert "Tangenter här: Det sagda" in there.text
        await there.press("escape")
        assert there.state == "Skriver"


# ------------------------------------------------------------------------------------------------------ steps and time


async def test_steps_says_where_one_is_and_goes_there(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path, changes=[Capture(what="action", text="ring")])
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        await there.press("s")
        assert "här" in next(line for line in there.lines if "▌" in line)
        assert "kan hoppas över" in there.text
        assert "1 åtgärd" in there.text
        await there.press("down", "+", "+")
        assert there.desk.session.plan.minutes == {"said": 12}
        await there.press("down", "space")
        assert there.desk.session.plan.dropped == ("score",)
        assert "hoppas över" in there.text
        await there.press("home", "down", "enter")
        assert there.screen.stop.step == "said"
        await there.press("escape", "s", "end", "enter")
        assert there.screen.reviewing
        await there.press("s")
        assert "Avslut" in next(line for line in there.lines if "▌" in line)


async def test_a_long_workshop_in_a_low_window(tmp_path, monkeypatch) -> None:
    steps = "".join(f'[[step]]\nid = "s{n}"\nkind = "note"\ntitle = "Steg {n}"\n' for n in range(40))
    path = session_file(tmp_path / "sessions", text=f'format = 1\nid = "prov"\ntitle = "Prov"\n{steps}')
    async with room(tmp_path, monkeypatch, path, size=(60, 20)) as there:
        await there.press("s", *["down"] * 25)
        assert "Steg 25" in next(line for line in there.lines if "▌" in line)
        assert "tidigare" in there.text
        assert "till, ↓" in there.text


async def test_the_steps_own_clock(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("t", "+", "+", "-")
        assert "av 6" in there.lines[0]
        await there.press("space")
        assert there.desk.paused
        assert "paus" in there.lines[0]
        await there.press("space", "0")
        assert "Ingen tid planerad" in there.text
        assert "kvar" not in there.lines[0]
        await there.press("0")
        assert "av 5" in there.lines[0], "as the scenario has it"
        await there.press("e")
        await there.type("25")
        await there.press("enter")
        assert "av 25" in there.lines[0]
        await there.press("t")
        assert not there.screen.sheet_open


# ---------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (200, 50)])
async def test_help_is_read_to_its_end_at_every_size(tmp_path, monkeypatch, size) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=size) as there:
        await there.press("pagedown", "f1")
        seen = there.text
        for _ in range(5):
            await there.press("pagedown")
            seen += there.text
        for words in ("lägger till", "Skriv dokumentationen", "Sluta på en gång", "PgDn n"):
            assert words in " ".join(seen.split())
        assert all(cell_len(line) <= size[0] for line in there.lines)
        await there.press("enter")
        assert there.state == "Skriver"


# ------------------------------------------------------------------------------------------------------------- palette


async def test_the_palette_finds_and_does(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.type("halv")
        await there.press("ctrl+p")
        await there.type("gå bet")
        assert "▌ Gå till Betyg" in there.text
        await there.press("enter")
        assert there.screen.stop.step == "score"
        assert items(there) == ["halv"], "what stood on the line is committed on the way out"
        await there.press("escape", "ctrl+p")
        await there.type("zzz")
        assert "Inget kommando heter så." in there.text
        await there.press("enter", "down", "escape")
        assert there.screen.stop.step == "score"


async def test_the_palette_finds_what_letters_do_in_the_step(tmp_path, monkeypatch) -> None:
    changes = [AddItems(step="said", texts=["Ring", "Ringa"]), GoTo(step="said")]
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", changes=changes)) as there:
        await there.press("escape", "ctrl+p")
        await there.type("slå ihop")
        await there.press("enter", "up", "enter")
        assert [item.text for item in there.desk.session.answer("said").items.values() if not item.gone] == ["Ring"]


async def test_the_palette_shows_keys_and_changes_the_look(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("ctrl+p")
        await there.type("alla steg")
        assert next(line for line in there.lines if "▌" in line).split()[-1] == "s"
        await there.press("ctrl+u")
        await there.type("ljust")
        await there.press("enter")
        assert (there.app.look, there.app.theme) == ("light", "workshop-light")


async def test_what_was_removed_is_brought_back(tmp_path, monkeypatch) -> None:
    changes = [AddItem(step="said", text="ångrat", id="said0001"), RemoveItem(id="said0001")]
    async with room(tmp_path, monkeypatch, a_session(tmp_path, changes=changes)) as there:
        await there.press("ctrl+p")
        await there.type("tillbaka ångrat")
        assert "Ta tillbaka ångrat (Det sagda)" in there.text
        await there.press("enter")
        assert items(there) == ["ångrat"]
        assert there.message


async def test_no_word_is_markup(tmp_path, monkeypatch) -> None:
    own = HOSTILE.replace("{x}", "")
    text = SCENARIO.replace('"Det sagda"', f"'{own}'").replace('"Provet"', f"'{own}'")
    changes = [AddItem(step="said", text=HOSTILE, id="said0001"), RemoveItem(id="said0001"), AddItem(step="said", text=HOSTILE)]
    scenario_file(tmp_path / "scenarios", text)
    path = session_file(tmp_path / "sessions", text=text, changes=changes, title=HOSTILE, client=HOSTILE, people=[HOSTILE])
    async with room(tmp_path, monkeypatch, path, size=(160, 45)) as there:
        ways = [("ctrl+p", "/"), ("escape", "s"), ("escape", "pagedown"), ("escape", "c"), ("!", "escape"), ("d",), ("f1",)]
        for keys in ways:
            await there.press(*keys)
        await there.press("escape", "q")
        assert HOSTILE in there.text
        await there.press("ctrl+p", "[", "escape", "d")
        assert HOSTILE in there.text


# ----------------------------------------------------------------------------------------------------------------- all


async def test_what_is_behind_is_faint_and_the_header_is_not(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("t")
        dimmed = {name for name, part in there.screen.parts.items() if part.dimmed}
        assert {"body", "headings", "agenda", "message"} <= dimmed
        assert not {"title", "timer", "rule", "keys", "sheet"} & dimmed
        await there.press("escape")
        assert not any(part.dimmed for part in there.screen.parts.values())


async def test_esc_leaves_focus_where_it_was(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.say("ett", "två", "tre")
        await there.press("escape", "up", "up")
        cursor = there.screen.pane.place()
        for key in ("s", "t", "f1", "ctrl+p", ","):
            await there.press(key)
            assert there.screen.sheet_open, key
            await there.press("escape")
            assert not there.screen.sheet_open
            assert there.screen.pane.place() == cursor
            assert there.state == "Väljer"
