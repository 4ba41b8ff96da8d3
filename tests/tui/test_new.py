"""A new session: one form where only the title is needed, and what is known of the client already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.frame import NOW, SCENARIO, Room, room, scenario_file, session_file
from workshop.session.changes import AddItem
from workshop.store import unbegun

TAKES = SCENARIO.replace('id = "prov"', 'id = "takes"').replace(
    'kind = "list"', 'kind = "list"\nstart = { from = "said", scenario = "prov" }'
)
ONE_LANGUAGE = SCENARIO.replace('languages = ["sv", "en"]\n', 'languages = ["sv"]\n')


async def new(there: Room) -> Any:
    await there.press("/")
    await there.type("provet")
    await there.press("enter", "end", "enter")
    assert there.screen.name_of_screen == "new"
    return there.screen.form


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    return scenario_file(tmp_path / "scenarios")


@pytest.mark.usefixtures("scenarios")
async def test_pgdn_starts_at_once(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        assert "Vem är det för?" in there.text
        assert there.state == "Skriver"
        await there.press("pagedown")
        assert there.desk.session.title == "Provet"
        assert there.state == "Väljer"


@pytest.mark.usefixtures("scenarios")
async def test_what_is_filled_in_is_the_sessions(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.type("Nordlund")
        await there.press("down", "down")
        await there.type("Ann, Jonas,")
        await there.press("enter", "space")
        assert "● nej, anonymt" in there.text
        assert "går inte att ändra sedan" in there.text
        await there.press("up", "up", "up", "up")
        await there.press("!", "pagedown")
        session = there.desk.session
        assert (session.title, session.client, session.names) == ("Provet!", "Nordlund", "never")
        assert [person.name for person in session.people] == ["", ""]  # without names: only how many they are


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize(("typed", "count"), [("8", 8), ("Ann, Bo", 2), ("", 0)])
async def test_people_by_name_or_by_number(tmp_path, monkeypatch, typed, count) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("down", "down")
        await there.type(typed)
        await there.press("pagedown")
        assert len(there.desk.session.people) == count


@pytest.mark.usefixtures("scenarios")
async def test_too_many_is_said(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("down", "down")
        await there.type("99999999999999999999")
        await there.press("pagedown")
        assert there.screen.name_of_screen == "new"
        assert there.message


@pytest.mark.usefixtures("scenarios")
async def test_alone_asks_for_no_people(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("down", "space")
        assert "Deltagare" not in there.text
        await there.press("pagedown")
        assert there.desk.session.alone


@pytest.mark.usefixtures("scenarios")
async def test_names_typed_where_there_is_no_line_turn_no_choice(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("down")
        await there.type("Åsa, Bo Ek")
        assert "Mellanslag byter val" in there.message
        assert "● i grupp" in there.text
        await there.press("down", "up", "space")
        assert "● ensam" in there.text


@pytest.mark.usefixtures("scenarios")
async def test_the_language_is_a_row_and_a_key(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("down", "l")
        assert "Who is it for?" in there.text
        assert "The test" in there.text, "the title follows while it is not one's own"
        await there.press("z")
        assert "Space turns a choice" in there.message
        await there.press("q")
        assert there.screen.name_of_screen == "new", "a letter does not throw away what was filled in"
        await there.press("pagedown")
        assert there.desk.session.lang == "en"


async def test_one_language_has_no_row(tmp_path, monkeypatch) -> None:
    scenario_file(tmp_path / "scenarios", ONE_LANGUAGE)
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        assert "Språk" not in there.text
        await there.press("down", "l")
        assert "bara på ett språk" in there.message


@pytest.mark.usefixtures("scenarios")
async def test_esc_goes_back(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await new(there)
        await there.press("escape")
        assert there.screen.name_of_screen == "home"
        assert list((tmp_path / "sessions").iterdir()) == []


@pytest.mark.usefixtures("scenarios")
async def test_a_result_brings_client_and_people(tmp_path, monkeypatch) -> None:
    path = session_file(tmp_path / "sessions", when=NOW, changes=[AddItem(step="said", text="Ett")])
    session_file(tmp_path / "sessions", title="Ett senare", changes=[AddItem(step="said", text="Två")])
    scenario_file(tmp_path / "scenarios", TAKES, "takes")
    async with room(tmp_path, monkeypatch, path) as there:
        uuid = there.desk.session.uuid
        there.screen.start_next("takes")
        await there.settle()
        assert there.app.sitting is None
        assert there.screen.form.values["client"] == "Nordlund Kaffe"
        assert there.screen.form.values["people"] == "Ann, Jonas"
        await there.press("pagedown")
        assert there.desk.session.earlier == {"prov": uuid}
        there.screen.start_next("finns_inte")
        assert "finns_inte" in there.message


@pytest.mark.usefixtures("scenarios")
@pytest.mark.parametrize("size", [(60, 20), (40, 10), (80, 24), (200, 50)])
async def test_the_field_at_hand_is_always_seen(tmp_path, monkeypatch, size) -> None:
    session_file(tmp_path / "sessions", client="Nordlund")
    async with room(tmp_path, monkeypatch, size=size) as there:
        form = await new(there)
        await there.type("Nordlund")
        for _ in form.fields:
            await there.press("down")
            assert any("▌" in line for line in there.lines)
            line = there.screen.body.line
            assert not line.display or line.region.bottom <= size[1] - 1


# ------------------------------------------------------------------------------------- filled in, and the program was ended


async def filled_in(there: Room) -> None:
    await new(there)
    await there.type("Nordlund")
    await there.press("enter", "down")
    await there.type("Åsa, Bo")


@pytest.mark.usefixtures("scenarios")
async def test_what_was_filled_in_stands_there_again(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await filled_in(there)
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch) as there:
        form = await new(there)
        assert (form.values["client"], form.values["people"]) == ("Nordlund", "Åsa, Bo")
        assert "Så här långt kom du förra gången. Esc tar bort det." in there.message
        assert form.values["title"] == "Provet"
        await there.press("pagedown")
        assert [person.name for person in there.desk.session.present] == ["Åsa", "Bo"]
    assert unbegun.read(state=tmp_path / "state") == {}, "it is in the session now"


@pytest.mark.usefixtures("scenarios")
async def test_esc_lets_go_of_it(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await filled_in(there)
        await there.press("escape")
        form = await new(there)
        assert (form.values["client"], there.message) == ("", "")


@pytest.mark.usefixtures("scenarios")
async def test_another_workshop_gets_all_but_the_title(tmp_path, monkeypatch) -> None:
    (tmp_path / "scenarios" / "takes.toml").write_text(TAKES.replace('"Provet"', '"Hösttestet"'), encoding="utf-8")
    async with room(tmp_path, monkeypatch) as there:
        await filled_in(there)
        await there.press("up", "up", "up")
        await there.type("!")
        await there.press("ctrl+q")
    async with room(tmp_path, monkeypatch) as there:
        await there.press("/")
        await there.type("hösttestet")
        await there.press("enter", "end", "enter")
        assert (there.screen.form.values["title"], there.screen.form.values["client"]) == ("Hösttestet", "Nordlund")


@pytest.mark.usefixtures("scenarios")
async def test_names_that_may_not_be_kept_are_not(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await filled_in(there)
        await there.press("down", "space", "ctrl+q")
    kept = unbegun.read(state=tmp_path / "state")
    assert (kept["client"], kept["names"], "people" in kept) == ("Nordlund", "nameless", False)


@pytest.mark.parametrize(
    "held", [b"\xff\xfe", b"= 3", b"who = 'nobody'\nlang = 'xx'\npeople = 3\nx = [1]", b'client = "\\u001b[31m"']
)
@pytest.mark.usefixtures("scenarios")
async def test_whatever_lies_there_the_form_opens(tmp_path, monkeypatch, held: bytes) -> None:
    async with room(tmp_path, monkeypatch) as there:
        unbegun.file().parent.mkdir(parents=True, exist_ok=True)
        unbegun.file().write_bytes(held)
        form = await new(there)
        assert form.values["who"] == "group"
        assert "\x1b" not in "".join(form.values.values())
        await there.press("pagedown")
        assert there.desk.session.title == "Provet"
