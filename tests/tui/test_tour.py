"""The tour: doing what it says, and nothing else, leads from the first screen to a report; doing something else is no harm."""

from __future__ import annotations

import pytest

from tests.tui.frame import Room, room
from workshop.language import t
from workshop.session.model import live
from workshop.tui.tour import TASKS

SIZES = [(60, 20), (80, 24), (120, 35)]


def told(there: Room) -> str:
    """The task as it stands on the screen, in one line."""
    return " ".join("".join(span.text for span in each.spans) for each in there.screen.parts["tour"].rows)


async def follow(there: Room, lang: str) -> list[str]:
    """Everything the tour asks for, done as it is asked; the tasks in the order they came."""
    seen = []

    def at(id: str, n: int = 0) -> None:
        words = t(f"tour.{id}", lang, n=n)
        assert " ".join(words.split()) in " ".join(told(there).split()), (id, told(there))
        seen.append(id)

    at("begin")
    await there.press("enter")
    for n, words in zip((3, 2, 1), ("leta delar", "svra i telefon", "kvitton"), strict=True):
        at("things", n) if n == 3 else None
        assert t("tour.things", lang, n=n).split(".")[0] in told(there)
        await there.type(words)
        await there.press("enter")
    at("mend")
    await there.press("up", "enter")
    await there.type(" för hand")
    await there.press("enter")
    at("undo")
    await there.press("escape", "u")
    at("notes")
    await there.press("f")
    await there.press("f" if there.screen.notes_open else "escape")
    at("on")
    await there.press("pagedown")
    at("place")
    await there.press("1", "2", "2")
    at("catch")
    await there.press("comma")
    assert t("tour.catch", lang) in " ".join(told(there).split()), "it stays readable behind the sheet"
    await there.type("! fråga grossisten @Ann fre")
    await there.press("enter")
    at("on_again")
    await there.press("pagedown")
    at("plan")
    await there.press("s")
    assert t("tour.plan", lang) in " ".join(told(there).split()), "until it is put away: it says how"
    await there.press("escape")
    at("then")
    await there.press("pagedown")
    at("moves")
    assert "fråga grossisten" in there.text
    await there.press("pagedown")
    at("export")
    return seen


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_who_does_what_it_says_leads_a_workshop(tmp_path, monkeypatch, lang, size) -> None:
    async with room(tmp_path, monkeypatch, size=size, language=lang) as there:
        await there.press("enter")
        seen = await follow(there, lang)
        assert [task.id for task in TASKS[: len(seen)]] == seen
        session = there.app.sitting.desk.session
        assert [item.text for item in live(session.answer("chores").items)] == ["leta delar", "svra i telefon", "kvitton"]
        assert [item.get("owner") for item in live(session.actions)] == ["Ann"]
        await there.export()
        await there.press("escape")
        assert t("tour.home", lang).split(".")[0] in told(there)
        await there.press("q")
        assert t("home.try", lang) not in there.text, "one has been there: it is something to go on with"
        assert list(there.app.sessions.glob("*.md")) or list(there.app.sessions.glob("*.html"))


async def test_it_can_be_left_at_any_time_and_goes_on_where_one_is(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await there.press("enter", "pagedown")
        await there.type("en sak")
        await there.press("enter", "escape", "q")
        await there.press("enter")
        assert t("tour.things", "sv", n=2) in " ".join(told(there).split())
        await there.press("pagedown", "pagedown")
        assert t("tour.plan", "sv") in " ".join(told(there).split()), "what was passed by is no hindrance"


async def test_the_language_turns_the_tour_too(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch) as there:
        await there.press("enter")
        assert "Rundtur" in told(there)
        await there.press("l")
        assert "Tour" in told(there)
        assert "It is November" in there.text


async def test_no_other_session_has_it(tmp_path, monkeypatch) -> None:
    from tests.tui.test_screens import a_session

    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        assert there.screen.tour is None
        assert "tour" not in there.screen.parts


def test_every_task_is_worded_and_no_word_is_idle() -> None:
    import tomllib

    from tests.cli.program import ROOT

    for lang in ("sv", "en"):
        words = tomllib.loads((ROOT / "workshop" / "words" / lang / "tour.toml").read_text("utf-8"))
        assert set(words) == {"at", *(task.id for task in TASKS)}
