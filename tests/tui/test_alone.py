"""One person and the same workshops: no room, no clock, words to one; left for weeks and opened again where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import frame
from tests.tui.frame import session_file
from workshop import language
from workshop.scenario import load
from workshop.session.changes import AddItem, GoTo
from workshop.session.invent import invent
from workshop.session.model import Here
from workshop.store import files

LIBRARY = Path(__file__).parents[2] / "scenarios"
TO_SEVERAL = re.compile(r"\b(ni|er|era|ert|gruppen|rummets?|alla (går|har)|har röstat|läs upp|de andras?)\b", re.IGNORECASE)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Every word of the interface that is drawn from now on, by its key."""
    found: dict[str, str] = {}
    say = language.say

    def kept(key: str, lang: str | None, values: Mapping[str, object]) -> str:
        found[key] = say(key, lang, values)
        return found[key]

    monkeypatch.setattr(language, "say", kept)
    yield found
    language.speak_to_one(False)


def invented(folder: Path, scenario: str) -> Path:
    text = (LIBRARY / f"{scenario}.toml").read_text("utf-8")
    found = load.parse(text).scenario
    assert found is not None
    session = invent(found, text, alone=True, people=0)
    folder.mkdir(parents=True, exist_ok=True)
    return files.create(folder, replace(session, here=Here(found.steps[0].id)))


@pytest.mark.parametrize("scenario", ["activity-splitting", "customer-journey"])
async def test_no_word_of_the_interface_speaks_to_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, str], scenario: str
) -> None:
    path = invented(tmp_path / "sessions", scenario)
    async with frame.room(tmp_path, monkeypatch, path, size=(80, 24)) as room:
        said.clear()
        while not room.screen.reviewing:
            assert "kvar av" not in room.lines[0], "no clock is running"
            await room.press("pagedown")
        await room.press("escape", "s", "escape", "f", "f", "?", "escape", ",", "escape")
        wrong = {key: words for key, words in said.items() if TO_SEVERAL.search(words)}
        assert not wrong
        assert len(said) > 50, "we did look"


async def test_of_ones_own_vote_nothing_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    text = (LIBRARY / "activity-splitting.toml").read_text("utf-8")
    things = [AddItem(step="activities", text=thing) for thing in ("Julkalendern", "Badhuset", "Podden")]
    path = session_file(tmp_path / "sessions", text=text, alone=True, people=(), changes=[*things, GoTo(step="curious")])
    async with frame.room(tmp_path, monkeypatch, path, size=(80, 24)) as room:
        said.clear()
        await room.say("a c")
        assert room.message == "Klart. Enter ändrar, PgDn går vidare."
        assert [line.split()[-1] for line in room.lines if "Julkalendern" in line or "Podden" in line] == ["●", "●"]
        assert not {key: words for key, words in said.items() if TO_SEVERAL.search(words)}


async def test_nothing_is_offered_that_needs_a_room_or_a_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, path) as room:
        await room.press("?")
        assert "ummets" not in room.text
        await room.press("escape", "ctrl+p")
        await room.type("rummet")
        assert "Inget kommando heter så." in room.text
        await room.press("escape", "escape", "s")
        assert "plan" not in room.lines[3].split()
        await room.press("escape", "t", "+", "escape", "s")
        assert "plan" in room.text.split(), "once there is a clock, there are minutes"


async def test_there_is_a_tip_instead_of_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with frame.room(tmp_path, monkeypatch, invented(tmp_path / "sessions", "activity-splitting")) as room:
        await room.press("pagedown", "escape", "f")
        assert "OM DET TAR STOPP" in room.text
        assert "Gå via kalendern" in room.words
        for words in ("SÄG", "BARA DU", "LYSSNA", "TID"):
            assert words not in room.text


async def test_the_clock_comes_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, path) as room:
        assert "kvar" not in room.lines[0]
        await room.press("t", "+", "escape")
        assert "kvar" in room.lines[0]


async def test_the_words_speak_to_several_again_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = session_file(tmp_path / "sessions", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, alone) as room:
        await room.press("pagedown")
        assert "Skriv det första du tänker på" in room.words
        await room.press("escape", "q")
    assert language.t("list.first", "sv").startswith("Skriv det första ni säger")


# -------------------------------------------------------------------------------------------------- left, and come back to


async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, away: timedelta, **given: object) -> str:
    """What is said when a session is opened that was left at its second step so long ago."""
    changes = [AddItem(step="said", text="Julkalendern"), GoTo(step="said")]
    path = session_file(tmp_path / "sessions", changes=changes, when=datetime.now(UTC) - away, **given)
    async with frame.room(tmp_path, monkeypatch, path) as room:
        return room.message


@pytest.mark.parametrize(("alone", "who"), [(True, "Du"), (False, "Ni")])
async def test_after_weeks_it_says_where_one_left_off_and_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool, who: str
) -> None:
    away = timedelta(days=23)
    message = await opened(tmp_path, monkeypatch, away, alone=alone, people=())
    when = language.ago(datetime.now(UTC) - away, datetime.now().astimezone(), "sv")
    assert message == f"{who} slutade vid Det sagda, {when}."


async def test_after_a_moment_it_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await opened(tmp_path, monkeypatch, timedelta(minutes=5)) == ""


async def test_it_says_the_row_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = [AddItem(step="said", text="Julkalendern", id="jul"), GoTo(step="score", of="jul")]
    path = session_file(tmp_path / "sessions", changes=changes, lang="en", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, path) as room:
        assert room.message.startswith("You left off at Marks, Julkalendern, ")


async def test_what_was_never_begun_was_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = session_file(tmp_path / "sessions", alone=True, people=())
    async with frame.room(tmp_path, monkeypatch, path) as room:
        assert room.message == ""
