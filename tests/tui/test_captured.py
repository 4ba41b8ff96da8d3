"""The lists of what was captured, open from anywhere: read, mended, finished, made something else, removed, brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.frame import Room, on, room, scenario_file, session_file
from workshop.session.changes import AnyChange, Capture, Evaluate, RemoveItem, SetHeader
from workshop.session.model import live

LONG = "Fråga fraktbolaget om en tid som är smalare än den mellan klockan åtta och sjutton, och varför den inte går att ändra"
CAPTURED: list[AnyChange] = [
    Capture(what="action", text="Ring fraktbolaget", fields={"owner": "Jonas", "due": on("2026-11-27")}),
    Capture(what="action", text=LONG, id="long0001", step="said"),
    Capture(what="decision", text="Vi börjar med Får", fields={"why": "Det gör ondast där", "decided_by": "alla utom Gunnar"}),
    Capture(what="parked", text="Vem äger registret?", step="said", id="park0001"),
    Capture(what="note", text="Tyst efter lunch"),
]


def a_session(tmp_path: Path, changes: list[AnyChange] = CAPTURED) -> Path:
    scenario_file(tmp_path / "scenarios")
    return session_file(tmp_path / "sessions", changes=changes)


def texts(there: Room, log: str) -> list[str]:
    return [item.text for item in live(getattr(there.desk.session, log))]


async def test_open_from_a_step_the_steps_and_the_capture_line(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        for keys, back in ((("z",), None), (("s", "z"), "StepsPane"), (("ctrl+p", *"fångats", "enter"), None)):
            await there.press(*keys)
            assert "Det som fångats" in there.text
            await there.press("z")
            assert (type(there.screen.active_pane).__name__ if there.screen.sheet_open else None) == back
            await there.press("escape")
        await there.press(",")
        await there.type("= halvt")
        await there.press("tab")
        assert there.screen.active_pane.lines()[there.screen.active_pane.cursor].pile == "decisions"
        await there.press("escape")
        assert there.screen.captured == ("=", "halvt")


async def test_what_is_missing_is_filled_in_one_after_the_other(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("z", "down", "right", "enter")
        await there.type("ann")
        await there.press("enter")
        await there.type("den trettionde")
        await there.press("enter")
        assert "Skriv ett datum" in there.message
        await there.press(*["backspace"] * 20)
        await there.type("2026-12-04")
        assert "fredag 4 december" in there.text
        await there.press("enter")
        action = there.desk.session.actions["long0001"]
        assert (action.get("owner"), action.get("due")) == ("Ann", on("2026-12-04"))
        assert there.state == "Väljer"
        await there.press("enter", "home")
        await there.type("Nu: ")
        await there.press("enter")
        assert texts(there, "actions")[1] == "Nu: " + LONG
        assert there.desk.session.actions["long0001"].fields == action.fields


async def test_why_and_who_of_a_decision(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path, [Capture(what="decision", text="Vi kör")])
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("z", "enter")
        await there.type(" nu eftersom det haster ju @Jonas")
        await there.press("enter")
        decision = next(iter(there.desk.session.decisions.values()))
        assert (decision.text, decision.fields) == ("Vi kör nu", {"why": "det haster ju", "decided_by": "Jonas"})
        await there.press("home", "right", "enter", *["backspace"] * 20)
        await there.type("billigt")
        await there.press("enter", "right", "right", "right", "enter")
        await there.type("1 mars 2027")
        await there.press("enter")
        decision = next(iter(there.desk.session.decisions.values()))
        assert (decision.get("why"), decision.get("review")) == ("billigt", on("2027-03-01"))
        assert "varför: billigt" in there.text


@pytest.mark.parametrize(
    ("keys", "log"), [(("m", "!"), "actions"), (("m", "="), "decisions"), (("m", "left", "enter"), "notes")]
)
async def test_one_kind_becomes_another(tmp_path, monkeypatch, keys, log) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("z", "tab", "tab", *keys)
        assert texts(there, "parked") == []
        assert texts(there, log)[-1] == "Vem äger registret?"
        await there.press("u")
        assert texts(there, "parked") == ["Vem äger registret?"]
        await there.press("m", "escape")
        assert there.screen.sheet_open


async def test_done_removed_and_brought_back(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("z", "space")
        assert "✓ Ring fraktbolaget" in there.text
        await there.press("d")
        assert texts(there, "actions") == [LONG]
        await there.press("end")
        assert "Borttaget" in there.text
        await there.press("enter")
        assert texts(there, "actions") == ["Ring fraktbolaget", LONG]
        await there.press("home", "a")
        await there.type("Ny")
        await there.press("enter")
        assert texts(there, "actions")[-1] == "Ny"
        assert there.screen.sheet_open


@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_no_line_goes_past_the_edge(tmp_path, monkeypatch, lang) -> None:
    said: list[AnyChange] = [Evaluate(mark=4, text="ord " * 30, by="p1"), Evaluate(mark=2, text="lite fort")]
    removed = [*CAPTURED, Capture(what="note", text=LONG, id="gone0001"), RemoveItem(id="gone0001")]
    path = a_session(tmp_path, [*removed, *said, SetHeader(key="lang", value=lang)])
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        for size in ((80, 24), (60, 20)):
            await there.resize(*size)
            await there.press("z")
            await there.press("f")
            rows = len(there.screen.active_pane.lines())
            for keys in (("right",), ("m",), ("escape", "enter"), ("escape", "down")):
                for _ in range(rows):
                    await there.press(*keys)
                    assert there.past_the_edge == []
                    if keys[-1] != "down":
                        break
            await there.press("escape", "c")
            for _ in range(len(there.screen.pane.lines())):
                assert there.past_the_edge == []
                await there.press("down")
            await there.press("enter")
            await there.type("5 4 4 2")
            assert there.past_the_edge == []
            await there.press("escape", "pageup")
            assert not there.screen.reviewing


async def test_half_typed_in_the_lists_comes_back_there(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("pagedown")
        await there.type("halvt")
        await there.press("escape", "z", "down", "right", "enter")
        await there.type("Anni")
        await there.press("left", "ctrl+q")
    async with room(tmp_path, monkeypatch, path) as there:
        line = there.screen.sheet.line
        assert (line.text, line.cursor) == ("Anni", 3)
        await there.press("end")
        await there.type("ka")
        await there.press("enter")
        assert there.desk.session.actions["long0001"].get("owner") == "Annika"
        await there.press("escape", "escape")
        assert "halvt" in there.text


async def test_notes_are_for_the_facilitator_until_f_shows_them(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("z")
        assert "1, f visar den" in there.text
        assert "Tyst efter lunch" not in there.text
        await there.press("f")
        assert "Tyst efter lunch" in there.text


async def test_with_a_thousand_things_one_types_as_with_one(tmp_path, monkeypatch) -> None:
    many: list[AnyChange] = [Capture(what="action", text=f"Nr {n}") for n in range(1000)]
    async with room(tmp_path, monkeypatch, a_session(tmp_path, many)) as there:
        await there.press("z", "down", "enter")
        pane, drawn = there.screen.active_pane, []
        thing = pane.thing
        monkeypatch.setattr(pane, "thing", lambda *args: drawn.append(args) or thing(*args))
        await there.type("abc")
        assert len(drawn) <= 3


async def test_what_people_wrote_is_drawn_as_it_is(tmp_path, monkeypatch) -> None:
    odd = ["[/b] [red]{x} $ink", "e\u0301" * 40, "👩‍👩‍👧" * 40, "ordutanmellanslag" * 9, "=HYPERLINK(1)", "@Ann fre"]
    said: list[AnyChange] = [
        Capture(what=what, text=text, fields={"decided_by": text, "why": text} if what == "decision" else {})  # type: ignore[arg-type]
        for what in ("action", "decision", "parked", "note")
        for text in odd
    ]
    path = a_session(tmp_path, [*said, *(Evaluate(text=text) for text in odd)])
    async with room(tmp_path, monkeypatch, path, size=(60, 20)) as there:
        await there.press("z", "f")
        for _ in range(len(there.screen.active_pane.lines())):
            assert there.past_the_edge == []
            await there.press("down")
        before = there.desk.session
        await there.press("home")
        for _ in range(6):
            await there.press("enter", "enter")
        assert there.desk.session is before
        await there.press("escape", "c", "end")
        assert there.past_the_edge == []
