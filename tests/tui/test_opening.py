"""Opening with last time: each action done, moved or dropped with one key, before the first step; and what is taken along."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.frame import SCENARIO, Room, room, scenario_file, session_file
from workshop.session import carried
from workshop.session.changes import AddItems, AnyChange, Capture, CarryOver, SetHeader
from workshop.store import files

UUID = "0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77"
TODAY = date.today()
OPEN = [
    {"src": "old00001", "text": "Räkna bokningar", "owner": "Jonas", "due": TODAY - timedelta(days=36)},
    {"src": "old00002", "text": "Ta bort prislistan"},
    {
        "src": "old00003",
        "text": "Fråga tryckeriet om priset för den lilla upplagan, och om de kan leverera före jul",
        "owner": "Ann",
    },
]
CARRY = CarryOver(earlier=UUID, said=TODAY - timedelta(days=40), actions=OPEN)
THEN = SCENARIO.replace('id = "prov"', 'id = "then"').replace('"Provet"', '"Zebran"')
THEN = THEN.replace('id = "said"\nkind = "list"', 'id = "said"\nkind = "list"\nstart = { from = "said", scenario = "prov" }')


def a_session(tmp_path: Path, *changes: AnyChange, **given: object) -> Path:
    scenario_file(tmp_path / "scenarios")
    return session_file(tmp_path / "sessions", changes=[CARRY, *changes], **given)  # type: ignore[arg-type]


def outcomes(there: Room) -> list[str]:
    return [carried.outcome(item) for item in carried.carried(there.desk.session)]


async def test_one_key_each(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        assert "Hur gick det med de 3 åtgärderna från förra gången?" in there.text
        assert "5 veckor sen" in there.text
        assert "PgDn nästa" in there.lines[-1]
        await there.press("space", "+", "down", "d")
        assert outcomes(there) == ["done", "moved", "dropped"]
        assert "släppt" in there.text
        assert "släpptes. u ångrar." in there.text
        _, prices, ask = carried.carried(there.desk.session)
        assert prices.get("due") == TODAY + timedelta(days=7)
        await there.press("up", "m")
        await there.press(*["backspace"] * 20)
        await there.type("om två veckor")
        await there.press("enter", "d")
        assert outcomes(there) == ["done", "moved", "open"], "the same key brings it back"
        assert carried.carried(there.desk.session)[1].get("due") == TODAY + timedelta(days=14)
        assert ask.id == carried.carried(there.desk.session)[2].id
        for _ in range(5):
            await there.press("u")
        assert outcomes(there) == ["open"] * 3
        assert not there.desk.session.times, "it is no step: no time goes to it"


async def test_it_stands_before_the_first_step(tmp_path, monkeypatch) -> None:
    path = a_session(tmp_path)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("s")
        assert there.screen.active_pane.at == there.screen.stop
        await there.press("escape", "pagedown")
        assert there.screen.stop.step == "hello"
        assert not there.screen.reviewing
        await there.press("pageup")
        assert there.screen.opening
        await there.press("pageup")
        assert "första" in there.message
        await there.press("c")
        assert there.screen.reviewing
        assert not there.screen.opening
        assert "3 åtgärder" in there.text or "3, läs upp dem" in there.text
    async with room(tmp_path, monkeypatch, path) as there:
        assert not there.screen.reviewing, "later one is where one was"
        await there.press("escape", "ctrl+p")
        await there.type("förra gången")
        await there.press("enter")
        assert there.screen.opening


async def test_nothing_to_open_with(tmp_path, monkeypatch) -> None:
    scenario_file(tmp_path / "scenarios")
    for given in ({}, {"alone": True}):
        async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions", title=f"Prov {given}", **given)) as there:
            assert not there.screen.reviewing
            await there.press("pageup")
            assert "första" in there.message


async def test_captured_there_it_is_from_no_step(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press(",")
        await there.type("= vi tar om det")
        await there.press("enter")
        assert next(iter(there.desk.session.decisions.values())).fields == {}
        assert there.screen.opening


@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_no_line_goes_past_the_edge(tmp_path, monkeypatch, lang) -> None:
    more = CarryOver(
        earlier=UUID, said=TODAY - timedelta(days=9), actions=[{"src": f"x{n}", "text": f"Nr {n}"} for n in range(20)]
    )
    path = a_session(tmp_path, more, SetHeader(key="lang", value=lang))
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        for size in ((80, 24), (60, 20)):
            await there.resize(*size)
            for key in ("+", "space", "down", "d", "m", "escape", "end"):
                await there.press(key)
                assert there.past_the_edge == []


# ------------------------------------------------------------------------------------------------------ the new session


async def new(there: Room, title: str) -> None:
    await there.press("/")
    await there.type(title)
    await there.press("enter", "home", "enter")


async def test_a_new_session_begins_with_what_there_is(tmp_path, monkeypatch) -> None:
    for text, name in ((SCENARIO, "prov"), (THEN, "then")):
        scenario_file(tmp_path / "scenarios", text, name)
    old = session_file(
        tmp_path / "sessions",
        client="Nordlund",
        changes=[AddItems(step="said", texts=["Ett", "Två"]), Capture(what="action", text="Ring")],
    )
    was = old.read_bytes()
    async with room(tmp_path, monkeypatch) as there:
        await new(there, "zebran")
        await there.type("nordlund")
        await there.press("down")
        assert "Börjar med        1 öppen åtgärd sedan sön 22 nov" in there.text
        assert "Tar med           Det sagda (2) från Provet, sön 22 nov" in there.text
        await there.press("pagedown")
        assert there.screen.opening
        assert [item.text for item in carried.carried(there.desk.session)] == ["Ring"]
        await there.press("pagedown", "pagedown")
        assert "Hämtat från Provet, sön 22 nov." in there.words
        assert [item.text for item in there.desk.session.answers["said"].items.values()] == ["Ett", "Två"]
        await there.press("escape")
        await there.export()
        report = next((tmp_path / "sessions").rglob("*.md")).read_text("utf-8")
        assert "Hämtat från Provet, sön 22 nov." in report
    assert old.read_bytes() == was


async def test_any_of_it_can_be_left_out(tmp_path, monkeypatch) -> None:
    for text, name in ((SCENARIO, "prov"), (THEN, "then")):
        scenario_file(tmp_path / "scenarios", text, name)
    said = [AddItems(step="said", texts=["Ett"]), Capture(what="action", text="Ring")]
    session_file(tmp_path / "sessions", client="Nordlund", title="Ett", changes=said)
    session_file(tmp_path / "sessions", client="Nordlund", title="Två", changes=said[:1])
    async with room(tmp_path, monkeypatch) as there:
        await new(there, "zebran")
        await there.type("Nordlund")
        await there.press("down", "up", "up", "up", "space")
        assert there.screen.form.field == "take:prov"
        assert "Det sagda (1)" in there.text, "the other session of the two"
        await there.press("space")
        assert "Tar med           inget" in there.text
        await there.press("up", "space")
        assert "Börjar med        inget" in there.text
        await there.press("pagedown")
        assert not there.desk.session.earlier
        assert not there.desk.session.actions
        assert not there.screen.reviewing
    assert len(files.listing(tmp_path / "sessions")) == 3
