"""The time: how late in words, three offers and one key, the step's own clock, the plan in the steps; what the room reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.tui.frame import Room, room, scenario_file
from workshop.scenario import library, load
from workshop.session.begin import begin
from workshop.session.changes import GoTo, MarkDone, TakeStart
from workshop.session.desk import Desk
from workshop.session.model import Plan, Visit
from workshop.store import files
from workshop.tui.rows import width_of
from workshop.tui.screens.new import NewScreen
from workshop.tui.widgets.painted import Painted

DAY = """
format = 1
id = "dagen"
title.sv = "En dag med kunden"
title.en = "A day with the client"
languages = ["sv", "en"]
[[section]]
id = "talk"
title.sv = "Genomgången"
title.en = "Going through"
each = "things"
minutes = 20
[[step]]
id = "hello"
kind = "note"
title.sv = "Välkommen"
title.en = "Welcome"
minutes = 5
[[step]]
id = "things"
kind = "list"
title.sv = "Det ni gör"
title.en = "What you do"
minutes = 10
min_minutes = 5
items = ["Annonsen", "Mässan", "Nyhetsbrevet", "Podden"]
say.sv = "Allt räknas."
say.en = "All of it counts."
[[step]]
id = "lunch"
kind = "note"
pause = true
title.sv = "Lunch"
title.en = "Lunch"
minutes = 45
fixed = true
[[step]]
id = "each"
kind = "ask"
title.sv = "Vad ger den er?"
title.en = "What does it give you?"
section = "talk"
as = "text"
minutes = 5
min_minutes = 2
[[step]]
id = "choose"
kind = "note"
title.sv = "Det viktigaste"
title.en = "What matters most"
minutes = 30
min_minutes = 10
[[step]]
id = "extra"
kind = "note"
title.sv = "Ett varv till"
title.en = "Once more"
minutes = 20
optional = true
"""


def begun(
    folder: Path, here: str, *, late: float = 0, at: str = "", lang: str = "sv", alone: bool = False, **plan: Any
) -> Path:
    """A session on its way: everything before `here` is done as planned, and now it is so many minutes later than it was to be.
    What `plan` says of minutes after now becomes moments."""
    scenario = load.parse(DAY).scenario
    assert scenario is not None
    now = datetime.now(UTC).replace(microsecond=0)
    session = begin(scenario, DAY, title="Dagen", client="Nordlund Kaffe", lang=lang, people=["Ann"], alone=alone, now=now)
    desk = Desk(scenario, session, now=lambda: now)
    ids = [step.id for step in scenario.steps]
    before = scenario.steps[: ids.index(here)]
    planned = {step.id: 20.0 if step.section else step.minutes or 0.0 for step in before}
    for step in before:
        desk.do(GoTo(step=step.id))
        if step.id == "things":
            desk.do(TakeStart(step="things"))
        desk.do(MarkDone(step=step.id))
    items = list(desk.session.answer("things").items)
    desk.do(GoTo(step=here, at=items[int(at)] if at else ""))
    start = now - timedelta(minutes=sum(planned.values()) + late)
    visits, cursor = [], start
    for step in before:
        length = timedelta(minutes=planned[step.id] + late / len(before))
        visits.append(Visit(step=step.id, start=cursor, seconds=length.total_seconds()))
        cursor += length
    moments = {name: now + timedelta(minutes=value) for name, value in plan.items()}
    session = replace(desk.session, times=tuple(visits), plan=Plan(**{"start": None if alone else start, **moments}))
    folder.mkdir(parents=True, exist_ok=True)
    return files.create(folder, session)


def over_the_edge(there: Room) -> list[str]:
    """Rows that are longer than the part of the screen they stand in: there they would be cut without a sign."""
    found = []
    for part in there.screen.query(Painted):
        if part.display and part.size.width:
            room_for = part.size.width - part.mark_columns - part.lead - part.tail
            found += [str(row) for row in part.rows if width_of(row.spans) > room_for]
    return found


# ------------------------------------------------------------------------------------------------------------ the look


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (100, 30), (160, 45)])
async def test_nothing_is_past_the_edge(tmp_path, monkeypatch, size, lang) -> None:
    path = begun(tmp_path / "sessions", "lunch", late=15, lang=lang, end=100)
    async with room(tmp_path, monkeypatch, path, size=size, language=lang) as there:
        for keys in (["t"], ["down"], ["down"], ["e"], ["escape", "s"], ["escape", "f"], ["escape", "s", "e"]):
            await there.press(*keys)
            assert over_the_edge(there) == []
            assert all(len(line) <= size[0] for line in there.lines)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_nor_in_the_middle_of_a_section(tmp_path, monkeypatch, size, lang) -> None:
    path = begun(tmp_path / "sessions", "each", at="1", lang=lang)
    async with room(tmp_path, monkeypatch, path, size=size, language=lang) as there:
        await there.press("escape", "t")
        assert {"sv": "2 av 4", "en": "2 of 4"}[lang] in there.text
        for keys in ([], ["escape", "s"], ["escape", "f"]):
            await there.press(*keys)
            assert over_the_edge(there) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_nor_in_the_form_of_a_new_session(tmp_path, monkeypatch, size, lang) -> None:
    path = scenario_file(tmp_path / "scenarios", DAY, "dagen")
    entry = next(one for one in library.entries(str(tmp_path / "scenarios")) if one.path == path)
    async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
        there.app.show(NewScreen(entry))
        await there.settle()
        for _ in there.screen.form.fields:
            await there.press("down")
            assert over_the_edge(there) == []


# --------------------------------------------------------------------------------------------------- what the room reads


async def test_lateness_is_a_soft_figure_until_it_is_asked_for(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "choose", late=15), size=(160, 45)) as there:
        assert "+15" in there.lines[0]
        assert "sen" not in there.lines[0]
        assert "Slut" not in there.text
        assert "45" not in next(line for line in there.lines if "Lunch" in line)
        await there.press("f")
        assert "15 min sen · slut" in there.lines[0]
        assert "Slut" in there.text
        assert "49" in next(line for line in there.lines if "Lunch" in line), "what it took"
        await there.press("f")
        assert "sen" not in there.text


# ------------------------------------------------------------------------------------------------------------- offers


async def test_one_key_takes_an_offer_and_one_takes_it_back(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "choose", late=15)) as there:
        before = there.desk.session.plan
        await there.press("t")
        assert "Ni är 15 minuter sena. Vad ska ge vika?" in there.text
        assert "Släpp Ett varv till" in there.text
        await there.press("3")
        assert not there.screen.sheet_open
        assert there.message.startswith("Ett varv till hoppas över. Slut ")
        assert there.desk.session.plan.dropped == ("extra",)
        assert there.desk.session.plan.taken[-1]["offer"] == "drop"
        assert there.desk.agenda().late == 0
        await there.press("u")
        assert there.desk.session.plan == before


async def test_another_step_can_pay(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "things", late=8)) as there:
        await there.press("escape", "t", "down")
        first = next(line for line in there.lines if "betala" in line)
        await there.press("right")
        second = next(line for line in there.lines if "betala" in line)
        assert first != second
        name = second.split("Låt ")[1].split(" betala")[0]
        await there.press("enter")
        assert there.message.startswith(name)


async def test_a_fixed_block_that_will_not_hold_is_said(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "things", late=12)) as there:
        await there.press("escape", "t")
        assert "Lunch börjar" in there.text
        assert "i stället för" in there.text


async def test_in_time_there_is_nothing_to_choose(tmp_path, monkeypatch) -> None:
    path = begun(tmp_path / "sessions", "choose", end=75)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("t", "1")
        assert "Ni är i tid och slutar" in there.text
        assert "25 minuters marginal" in there.words or "24 minuters marginal" in there.words
        assert there.desk.session.plan.taken == ()
    path = begun(tmp_path / "sessions", "choose", late=-6)
    async with room(tmp_path, monkeypatch, path) as there:
        await there.press("t")
        assert "6 minuter före" in there.text or "5 minuter före" in there.text
        assert "Tiden ni har vunnit är er." in there.text


# -------------------------------------------------------------------------------------------------- the step's own clock


async def test_minutes_or_a_time_of_day_for_the_step(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "choose")) as there:
        await there.press("t", "e")
        assert there.state == "Skriver"
        await there.type("25")
        await there.press("enter")
        assert "av 25" in there.lines[0]
        assert there.state == "Väljer"
        until = (there.desk.now() + timedelta(minutes=12)).astimezone().strftime("%H:%M")
        await there.press("e")
        await there.type(until)
        await there.press("enter")
        timer = there.desk.timer("choose")
        assert 10 * 60 < timer.left <= 12 * 60
        await there.press("e")
        await there.type("strax")
        await there.press("enter")
        assert "Skriv minuter" in there.message
        assert there.state == "Skriver"


async def test_a_minute_more_or_less_and_none(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "choose")) as there:
        await there.press("t", "+", "+", "-")
        assert "av 31" in there.lines[0]
        assert there.desk.agenda().late == pytest.approx(1, abs=0.1)
        await there.press("0")
        assert "kvar" not in there.lines[0]
        await there.press("0", "space")
        assert "paus" in there.lines[0]
        await there.press("u", "u", "u", "u", "u")
        assert there.desk.session.plan.minutes == {}


async def test_signs_can_be_turned_off(tmp_path, monkeypatch) -> None:
    path = begun(tmp_path / "sessions", "choose")
    async with room(tmp_path, monkeypatch, path, signs=False) as there:
        desk = there.desk
        timer = desk.timer("choose")
        monkeypatch.setattr(type(desk), "timer", lambda *_: timer._replace(spent=timer.planned - 30))
        there.screen._tick()
        inks = {span.ink for row in there.screen.parts["rule"].rows for span in row.spans}
        assert "warn" not in inks


async def test_alone_there_is_a_clock_only_when_it_is_asked_for(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "choose", alone=True)) as there:
        assert "kvar" not in there.lines[0]
        await there.press("t")
        assert "Ingen klocka här" in there.text
        await there.press("+")
        assert "av 30" in there.lines[0]
        assert "sen" not in there.text


# -------------------------------------------------------------------------------------------------------------- the plan


async def test_the_steps_tell_the_plan(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "lunch", late=15)) as there:
        await there.press("s")
        heads = next(line for line in there.lines if "plan" in line and "tog" in line)
        assert "minst" in heads
        assert "planen" in there.lines[3] or "planen" in there.lines[4]
        going_through = next(line for line in there.lines if "Genomgången" in line)
        assert going_through.split()[-2:] == ["20", "8"]
        await there.press("down", "-")
        assert there.desk.session.plan.minutes, "the minutes of a step can be changed there"


async def test_the_start_and_the_end_are_set_there(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "hello")) as there:
        now = there.desk.now().astimezone()
        start, end = now + timedelta(minutes=20), now + timedelta(minutes=200)
        await there.press("s", "e")
        await there.press(*["backspace"] * 12)
        await there.type(f"{start:%H.%M}-{end:%H.%M}")
        await there.press("enter")
        plan = there.desk.session.plan
        assert plan.start.astimezone().strftime("%H:%M") == f"{start:%H:%M}"
        assert plan.end.astimezone().strftime("%H:%M") == f"{end:%H:%M}"
        assert f"börjar {start:%H:%M}" in there.lines[0]
        await there.press("e")
        await there.press(*["backspace"] * 12)
        await there.type("snart")
        await there.press("enter")
        assert "Skriv klockslag" in there.message
        assert there.desk.session.plan == plan


async def test_a_new_session_asks_when(tmp_path, monkeypatch) -> None:
    scenario_file(tmp_path / "scenarios")
    async with room(tmp_path, monkeypatch) as there:
        await there.press("/")
        await there.type("provet")
        await there.press("enter", "end", "enter")
        await there.press("up", "up", "up")
        await there.type("9x")
        await there.press("pagedown")
        assert "9x är inget klockslag" in there.message
        assert there.screen.name_of_screen == "new"
        await there.press("backspace", "down")
        await there.type("23.30")
        await there.press("pagedown")
        plan = there.desk.session.plan
        assert plan.start.astimezone().hour == 9
        assert (plan.end.astimezone().hour, plan.end.astimezone().minute) == (23, 30)


async def test_the_cost_is_told_in_things_where_there_is_room(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "each", at="0", late=9)) as there:
        await there.press("escape", "t")
        pane = there.screen.sheet.pane
        pane.pays = "talk"
        there.screen.draw()
        cost = next(line for line in there.lines if "rösta ner till" in line)
        assert "min var: rösta ner till 2?" in cost
        assert ". 4 på " in cost


async def test_a_sections_minutes_are_changed_on_its_heading(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "each", at="0")) as there:
        await there.press("escape", "s", "up", "+", "enter")
        assert "Genomgången" in next(line for line in there.lines if "▌" in line)
        assert there.desk.session.plan.minutes == {"talk": 21}
        assert there.screen.sheet_open


async def test_a_plan_that_is_too_long_is_said_before_it_begins(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, begun(tmp_path / "sessions", "hello", late=-20, end=140)) as there:
        await there.press("t")
        assert "för lång. Vad ska ge vika?" in there.text
        await there.press("1")
        assert there.desk.agenda().late < 1
        await there.press("t")
        assert "Ni börjar" in there.text
