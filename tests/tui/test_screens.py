"""The run screen: header and clock, the two states, what is kept when one leaves, and the language in the middle of it all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual import events

from tests.bench.sessions import AT, full
from tests.tui.frame import NOW, Room, room, scenario_file, session_file
from workshop.session import flow
from workshop.session.changes import GoTo
from workshop.session.model import live
from workshop.session.timebox import Timer
from workshop.store.drafts import Draft
from workshop.store.table import Sitting
from workshop.tui import halfway
from workshop.tui.app import _speaks_utf8
from workshop.tui.widgets.painted import ClockRule, Painted


def a_session(tmp_path: Path, **given: Any) -> Path:
    return session_file(tmp_path / "sessions", **given)


# ------------------------------------------------------------------------------------------------------------- header


@pytest.mark.parametrize(("width", "shown", "gone"), [(120, "Nordlund Kaffe", ""), (42, "Provet", "Nordlund")])
async def test_the_client_falls_away_first(tmp_path, monkeypatch, width, shown, gone) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=(width, 24)) as there:
        head = there.lines[0]
        assert shown in head
        assert "kvar av 5" in head
        assert not gone or gone not in head


async def test_the_header_says_when_nothing_is_saved_and_why(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        assert "sparat" in there.lines[0]
        reason = "EJ SPARAT: skivan är full. Allt finns kvar här."
        monkeypatch.setattr(type(there.app.sitting), "status", property(lambda self: ("failed", reason)))
        there.app._saving_changed()
        await there.settle()
        assert "EJ SPARAT" in there.lines[0]
        assert "skivan är full" in there.message
        assert there.screen.message_ink == "alert"
        await there.press("s")
        assert "EJ SPARAT" in there.lines[0], "the header says it as long as it is so"
        await there.press("escape")
        there.app._saving_changed()
        monkeypatch.setattr(type(there.app.sitting), "status", property(lambda self: ("saved", "")))
        there.app._saving_changed()
        assert there.message == ""


async def test_a_long_reason_is_read_whole(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=(60, 20)) as there:
        assert there.app.sitting is not None
        there.app.sitting.opened.saver.flush()  # a save that went well takes an alert away
        await there.settle()
        there.screen.say("Det här är en lång mening som inte ryms på en rad i ett så smalt fönster som detta.", "alert")
        await there.settle()
        assert "som detta." in there.text
        await there.press("s", "escape")
        assert "som detta." not in there.text


async def test_the_clock_fills_the_rule_and_nothing_else_moves(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        painted: list[tuple[str, Any]] = []
        spent = 60.0
        monkeypatch.setattr(type(there.desk), "timer", lambda *_: Timer(300.0, spent, NOW))
        there.screen._tick()
        await there.settle()
        refresh = Painted.refresh
        monkeypatch.setattr(Painted, "refresh", lambda self, *r, **k: (painted.append((self.id, r)), refresh(self, *r, **k))[1])
        spent = 63.0
        there.screen._tick()
        assert there.lines[1].count("━") == 21
        assert {name for name, _ in painted} <= {"timer", "rule", "status"}
        rule = [regions for name, regions in painted if name == "rule"]
        assert sum(region.width for regions in rule for region in regions) == 1
        painted.clear()
        there.screen._tick()
        assert painted == []


async def test_a_pause_and_overtime_are_said(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("t", "space", "t")
        assert "paus 5:00 kvar" in there.lines[0] or "paus 4:59 kvar" in there.lines[0]
        await there.press("t", "space")
        rung: list[bool] = []
        monkeypatch.setattr(type(there.app), "bell", lambda self: rung.append(True))
        monkeypatch.setattr(there.screen, "set_timer", lambda _, tone: tone())
        for spent in (100.0, 239.0, 241.0, 242.0, 430.0, 431.0):
            monkeypatch.setattr(type(there.desk), "timer", lambda *_, spent=spent: Timer(300.0, spent, NOW))
            there.screen._tick()
            if spent == 242.0:
                assert rung == [True], "one tone when the last fifth begins"
        await there.settle()
        assert rung == [True] * 3, "two when the time is out"
        assert "2:11 över tiden" in there.lines[0]
        assert set(there.lines[1].strip()) == {"━"}


def test_the_rule_is_of_its_own_kind() -> None:
    assert issubclass(ClockRule, Painted)


# ------------------------------------------------------------------------------------------------------------- agenda


async def test_minutes_are_shown_only_with_the_facilitators_layer(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=(160, 45)) as there:
        agenda = "\n".join(line[:30] for line in there.lines)
        assert "Det sagda" in agenda
        assert "10" not in agenda
        assert "Säg hej" not in there.text
        await there.press("f")
        assert "10" in "\n".join(line[:30] for line in there.lines)
        assert "BARA DU SER DETTA" in there.text
        assert "Säg hej till alla." in there.text
        await there.press("pagedown")
        assert "BARA DU SER" not in there.text, "closed at the start of each step"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (160, 45)])
async def test_the_layer_at_every_size(tmp_path, monkeypatch, size) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=size) as there:
        await there.press("f")
        assert "Säg hej till alla." in there.text
        assert "Någon som är tyst." in there.text
        await there.press("f")
        assert "Säg hej" not in there.text


async def test_a_click_on_the_agenda_goes_there(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        row = next(y for y, line in enumerate(there.lines) if "Det sagda" in line)
        await there.pilot.click(offset=(8, row))
        await there.settle()
        assert there.screen.stop.step == "said"
        assert there.state == "Skriver"


async def test_a_click_on_the_key_row_does_what_the_key_does(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        for words, seen in (("stegen", "Stegen"), ("tillbaka", "Välkommen · 1 av 3"), ("nästa", "Vad har ni gjort?")):
            x = there.lines[-1].index(words)
            await there.pilot.click(offset=(x, 29))
            await there.settle()
            assert seen in there.text
        x = there.lines[-1].index("fånga")
        await there.pilot.click(offset=(x, 29))
        await there.settle()
        assert "Anteckning" in there.text


# ------------------------------------------------------------------------------------------------------------- states


async def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: Room) -> None:
    await there.press("pagedown")
    await there.say("ett", "två")


async def test_undo_in_choosing_stays_in_choosing(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        await there.press("escape")
        for key in ("u", "u", "u", "u", "r", "r", "r"):
            await there.press(key)
            assert there.state == "Väljer"
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["ett", "två"]
        assert "Det finns inget att göra om." in there.message
        await there.press("u")
        assert there.message.startswith("Ångrat:")


async def test_a_letter_right_after_escape_is_a_letter_after_escape(tmp_path, monkeypatch) -> None:
    """A terminal sends both in one breath, and Textual reads Alt and the letter: it was typed, and the escape was lost."""
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        await there.type("tre")
        there.app._driver.send_message(events.Key("alt+u", "u"))  # type: ignore[union-attr]
        await there.settle()
        assert there.state == "Väljer"
        assert [item.text for item in live(there.desk.session.answer("said").items)] == ["ett"]
        await there.press("a")
        assert there.screen.line_text == "tre", "what was half-typed waits"


async def test_undo_on_an_empty_line_stays_in_writing(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        await there.press("ctrl+z")
        assert there.state == "Skriver"
        assert "Ångrat" in there.message


async def test_typing_paints_the_line_alone(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        rows: list[tuple[str, int]] = []
        draw = Painted.render_line
        monkeypatch.setattr(Painted, "render_line", lambda self, y: (rows.append((self.id, y)), draw(self, y))[1])
        monkeypatch.setattr(there.screen, "_tick", lambda: None)
        await there.type("tre")
        line = there.screen.body.line.styles.offset.y.value
        assert {row for row in rows if row[0] not in ("timer", "rule", "title", "status")} <= {("body", line)}


async def test_the_keys_within_a_line(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown")
        await there.type("halv")
        await there.press("left", "left", "X", "backspace", "home", "Y", "end", "Z", "left", "delete", "ctrl+left", "!")
        assert there.screen.body.line.text == "!Yhalv"
        await there.press("shift+end", "n")
        assert there.screen.body.line.text == "!n"
        await there.press("ctrl+z", "ctrl+u")
        assert there.screen.body.line.text == ""


async def test_an_unknown_letter_says_where_one_is(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("pagedown", "escape", "å")
        assert "Du väljer nu" in there.message
        await there.press("b")
        assert there.message == "", "a clicker's black button does nothing, and says nothing"


# ----------------------------------------------------------------------------------------------------------- language


async def test_the_language_changes_under_the_hand(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        await there.type("halv")
        await there.press("left", "escape", "l")
        assert "What have you done?" in there.text
        assert "What is said" in there.lines[4]
        assert there.state == "Choosing"
        assert "left of 10" in there.lines[0]
        await there.press("a")
        line = there.screen.body.line
        assert line.text == "halv"
        await there.press("escape", "s", "l")
        assert "Stegen" in there.text, "an open sheet follows"
        await there.press("escape", "u")
        assert there.app.lang == there.desk.session.lang


async def test_undo_of_the_language_takes_the_keys_along(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("l")
        assert there.state == "Choosing"
        await there.press("u")
        assert there.state == "Väljer"
        assert there.app.lang == "sv"


# -------------------------------------------------------------------------------------------------------------- sizes


async def test_a_window_too_small_says_so_and_keeps_what_is_typed(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        await there.type("hal")
        await there.resize(30, 8)
        assert "för litet" in there.text
        assert "Det sagda" not in there.text
        await there.type("v")
        await there.press("enter", "escape", "q")
        await there.resize(80, 24)
        assert there.screen.body.line.text == "halvq", "no key was a command"
        assert there.screen.stop.step == "said"


async def test_a_storm_of_sizes(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await said(tmp_path, monkeypatch, there)
        for size in [(200, 50), (20, 5), (60, 20), (160, 45), (41, 11), (80, 24), (1, 1), (100, 30)]:
            await there.pilot.resize_terminal(*size)
        await there.settle()
        assert "1  ett" in there.text
        assert there.lines[-1].strip().startswith("Skriver")
        await there.press("escape", "s")
        for size in [(60, 20), (30, 6), (160, 45)]:
            await there.resize(*size)
        assert there.screen.sheet.size.height == 42, "a sheet follows the window"


async def test_a_paste_never_comes_before_what_was_typed_before_it(tmp_path, monkeypatch) -> None:
    """Also where Textual lets go of the keyboard in between, and the screen has been called before the line."""
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("pagedown")
        there.screen.call_later(lambda: None)
        for letter in "halv":
            await there.app.on_event(events.Key(letter, letter))
        there.screen.set_focus(None)
        await there.app.on_event(events.Paste("mening"))
        await there.settle()
        assert there.screen.body.line.text == "halvmening"


# ------------------------------------------------------------------------------------------------------ leaving, drafts


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_keeps_the_half_typed(tmp_path, monkeypatch, key) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await said(tmp_path, monkeypatch, there)
        await there.type("halv")
        await there.press("left", key)
        assert there.app.sitting is None
        assert there.app.return_value == 0
    async with room(tmp_path, monkeypatch, path) as there:
        line = there.screen.body.line
        assert (line.text, line.cursor) == ("halv", 3)
        assert there.state == "Skriver"


@pytest.mark.parametrize(("sign", "kind", "pile"), [("! ", "Åtgärd", "actions"), ("", "Anteckning", "notes")])
async def test_a_half_typed_capture_and_the_field_behind_it(tmp_path, monkeypatch, sign: str, kind: str, pile: str) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await said(tmp_path, monkeypatch, there)
        await there.type("halv")
        await there.press("left", "f2")
        await there.type(f"{sign}ring Jon")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.sheet_open
        assert there.screen.sheet.line.text == "ring Jon"
        assert kind in there.text
        await there.press("enter")
        line = there.screen.body.line
        assert (line.text, line.cursor) == ("halv", 3)
        assert [item.text for item in getattr(there.desk.session, pile).values()] == ["ring Jon"]


async def test_what_is_put_back_is_kept_whole_from_the_first_moment(tmp_path, monkeypatch) -> None:
    """A key that comes before the screen has its size writes the draft anew: with what lies behind the capture line."""
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("pagedown")
        await there.type("halv mening")
        await there.press("f2")
        await there.type("! ring kunden")
        await there.press("ctrl+q")
    kept: list[tuple[str, str]] = []

    def keeping(self: Any, place: dict[str, str], text: str, cursor: int, *, more: bool = False) -> None:
        kept.append((text, place.get("behind", "")))

    put_back = halfway.put_back

    def at_once(sitting: Any, screen: Any) -> None:
        put_back(sitting, screen)
        halfway.keep(sitting, screen)

    monkeypatch.setattr(Sitting, "keep_draft", keeping)
    monkeypatch.setattr(halfway, "put_back", at_once)
    async with room(tmp_path, monkeypatch, path):
        assert kept[0] == ("ring kunden", "halv mening")


async def test_what_was_half_typed_at_another_step_stands_there_again(tmp_path, monkeypatch) -> None:
    """Killed right after going on: the draft knows the step, and the file does not."""
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("pagedown")
        await there.type("halv mening")
        at = there.screen.stop
        await there.press("ctrl+q")
    before = path.read_bytes()
    path.write_bytes(re.sub(rb"^here = .*", rb'here = { step = "hello" }', before, flags=re.MULTILINE))
    assert path.read_bytes() != before
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.stop == at
        assert there.screen.body.line.text == "halv mening"


async def test_what_was_half_typed_where_there_is_no_step_any_more_waits_on_the_capture_line(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        there.app.sitting.left_draft = Draft(uuid="u", text="halv mening", place={"step": "borta"}, rev=1)
        halfway.put_back(there.app.sitting, there.screen)
        await there.settle()
        assert there.screen.captured == ("", "halv mening")
        await there.press("enter")
        assert [item.text for item in there.desk.session.notes.values()] == ["halv mening"]


@pytest.mark.parametrize(("capture", "waits"), [("", ("", "ett till")), ("!", ("!", "ring dem · ett till"))])
async def test_what_was_typed_after_it_waits_beside_it(tmp_path, monkeypatch, capture: str, waits: tuple[str, str]) -> None:
    path = a_session(tmp_path)
    place = {"step": "said"} | ({"capture": capture, "behind": "ett"} if capture else {})
    text = "ring dem" if capture else "ett"
    async with room(tmp_path, monkeypatch, path) as there:
        there.app.sitting.left_draft = Draft(uuid="u", text=text, cursor=3, place=place, later=("ett till",), rev=1)
        halfway.put_back(there.app.sitting, there.screen)
        await there.settle()
        assert there.screen.captured == waits
        await there.press("enter")
        assert there.screen.body.line.text == "ett"
        await there.press("enter")
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["ett"]


@pytest.mark.parametrize("names", ["shown", "never"])
async def test_a_name_half_typed_on_another_sheet_waits_on_the_capture_line(tmp_path, monkeypatch, names: str) -> None:
    path = a_session(tmp_path, names=names)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("pagedown")
        await there.type("halv mening")
        await there.press("escape", "i", "a")
        await there.type("Åsa Ber")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        kept = ("", "Åsa Ber") if names == "shown" else None
        assert there.screen.captured == kept, "where none are kept it was never written"


async def test_the_name_of_a_group_half_typed_waits_there_too(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    kept: list[Any] = []
    async with room(tmp_path, monkeypatch, path) as there:
        there.screen.ask_name("Gruppens namn", "Ord", kept.append)
        await there.settle()
        assert there.screen.half_said == "", "it stands there already"
        await there.type(" och bild")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        assert (there.screen.captured, kept) == (("", "Ord och bild"), [])


async def test_q_goes_home_and_all_is_saved(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    scenario_file(tmp_path / "scenarios")
    async with room(tmp_path, monkeypatch, path) as there:
        await said(tmp_path, monkeypatch, there)
        await there.press("escape", "q")
        assert "Allt är sparat." in there.message
        assert "Fortsätt" in there.text
        assert "två" in path.read_text("utf-8")
        await there.press("q")
        assert there.app.return_value == 0


# ------------------------------------------------------------------------------------------------------------ terminals


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({"LC_ALL": "C"}, False),
        ({"LC_ALL": "POSIX", "LANG": "sv_SE.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "sv_SE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, True),
        ({}, True),
        ({"LANG": "sv_SE.UTF-8"}, True),
        ({"LANG": "sv_SE.utf8@euro"}, True),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "sv_SE.UTF-8", "TERM": "dumb"}, False),
        ({"LANG": "sv_SE.UTF-8", "TERM": "xterm"}, True),
    ],
)
def test_who_speaks_more_than_ascii(environ: dict[str, str], spoken: bool) -> None:
    assert _speaks_utf8(environ, "utf-8", "linux") is spoken
    assert _speaks_utf8(environ, "latin-1", "linux") is False


async def test_ascii_draws_no_sign_of_ours(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), glyphs="ascii") as there:
        await said(tmp_path, monkeypatch, there)
        for keys in (("escape",), ("s",), ("escape", "t"), ("escape", "f"), ("f1",), ("escape", "ctrl+p"), ("escape", "c")):
            await there.press(*keys)
            strange = {sign for sign in there.text if not sign.isascii() and sign not in "åäöÅÄÖ”“’"}
            assert not strange


async def test_what_is_typed_while_nothing_has_the_keyboard_is_not_lost(tmp_path, monkeypatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[GoTo(step="said")])
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.body.line.display
        there.screen.set_focus(None)
        for sign in "abc":
            there.app.post_message(events.Key(sign, sign))
        there.app.post_message(events.Paste("def"))
        there.app.post_message(events.Key("enter", "\r"))
        await there.settle()
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["abcdef"]


async def test_a_line_put_away_and_up_again_keeps_the_keyboard(tmp_path, monkeypatch) -> None:
    path = session_file(tmp_path / "sessions", changes=[GoTo(step="said")])
    async with room(tmp_path, monkeypatch, path) as there:
        line = there.screen.body.line
        line.focus()
        await there.settle()
        line.post_message(events.Hide())  # told late
        await there.settle()
        assert there.screen.focused is line


async def test_where_nothing_is_answered_there_is_nothing_to_take_again(tmp_path, monkeypatch) -> None:
    path = session_file(tmp_path / "sessions")
    async with room(tmp_path, monkeypatch, path) as there:
        before = there.desk.session
        await there.press("y")
        assert "inget att ta om" in there.text
        assert there.desk.session.progress == before.progress


async def test_where_nothing_is_asked_yet_a_letter_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("ask table", "vote"):
        path = full(tmp_path, 0)
        async with room(tmp_path, monkeypatch, path) as there:
            stop = next(stop for stop in flow.stops(there.desk.book) if stop.step == AT[step])
            there.screen.go_to(stop)
            await there.settle()
            await there.press("k")
            assert "Här frågas inget än" in there.message
