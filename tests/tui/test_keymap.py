"""Keys of one's own: what holds, what is refused and why, and that every place speaks of the key the user has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.frame import Room, room, scenario_file, session_file
from workshop import language, places
from workshop.language import languages, t
from workshop.scenario import load
from workshop.session import flow
from workshop.tui import keymap
from workshop.tui.actions import ACTIONS, bound, drawn, is_text
from workshop.tui.commands import WAYS, commands
from workshop.tui.sheets.help import HelpPane

PACKAGE = Path(keymap.__file__).parent


def a_session(tmp_path: Path) -> Path:
    scenario_file(tmp_path / "scenarios")
    return session_file(tmp_path / "sessions")


def why(id: str, *keys: str) -> str:
    """The key of the words by which one line alone is refused."""
    found = keymap.read({id: list(keys)}).refused
    return found[0].why if found else ""


# ---------------------------------------------------------------------------------------------------------- the registry


def test_every_letter_that_a_pane_answers_is_in_the_registry() -> None:
    """A letter that no action has could be found nowhere, clicked nowhere and changed by nobody."""
    known = {key for action in ACTIONS for key in action.keys}
    extra = {"guiding.py": {"n", "p"}, "yesno.py": {"j", "y", "n"}}  # beside → ←; answers, while one writes
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "key":
                values = {each.value for each in ast.walk(node) if isinstance(each, ast.Constant)}
                letters = {key for key in values if isinstance(key, str) and len(key) == 1 and key not in "!=0123456789"}
                assert letters <= known | extra.get(path.name, set()), (path.name, node.lineno)


@pytest.mark.parametrize("screen", ["run", "home", "new"])
def test_with_no_keys_of_ones_own_each_means_itself(screen: str) -> None:
    keys = bound(screen)
    for action in keys.actions:
        assert all(keys.meant(key) == key and keys.action(key) is action for key in action.keys)
    assert [keys.shown(words) for words in ("u", "+ -", "1–9", "PgDn")] == ["u", "+ -", "1–9", "PgDn"]


# ------------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("id", "keys", "reason"),
    [
        ("undo", ["ctrl+u"], ""),
        ("undo", ["Ctrl+U", "K2"], "no_key"),
        ("undo", ["Q"], ""),
        ("room_later", ["ö"], ""),
        ("help", ["F9"], ""),
        ("mark", [";"], ""),
        ("next", ["PgDn", "n", "F9"], ""),
        ("undoo", ["k"], "unknown_near"),
        ("zzzzzz", ["k"], "unknown"),
        ("leave", ["f9"], "fixed"),
        ("inert", ["f9"], "fixed"),
        ("undo", [], "no_keys"),
        ("undo", ["A", "B", "C", "D", "E"], "too_many"),
        ("undo", ["i"], "clash"),
        ("quit", ["d"], "clash"),
        ("steps", ["ctrl+q"], "clash"),
        ("find", ["b"], "clash"),
        ("quit", ["b"], "clicker"),
        ("undo", ["f5"], "clicker"),
        ("palette", ["K"], "text"),
        ("next", ["K", "space"], "text"),
        ("undo", ["enter"], "its_own"),
        ("undo", ["7"], "its_own"),
        ("capture", ["!"], "its_own"),
        ("undo", ["ctrl+i"], "same"),
        ("undo", ["Ctrl+M"], "same"),
        ("undo", ["alt+u"], "alt"),
        ("undo", ["ctrl+alt+u"], "alt"),
        ("undo", ["ctrl+a"], "kept"),
        ("undo", ["F10"], "kept"),
        ("undo", ["["], "alt_gr"),
        ("undo", ["~"], "dead"),
        ("undo", ["ctrl+shift+u"], "not_sent"),
        ("undo", ["shift+f1"], "not_sent"),
        ("undo", ["ctrl+ö"], "not_sent"),
        ("undo", ["banana"], "no_key"),
    ],
)
def test_what_can_be_a_key_and_what_cannot(id: str, keys: list[str], reason: str) -> None:
    assert why(id, *keys) == reason


def test_a_refusal_names_what_it_clashes_with_and_what_holds() -> None:
    one, two = keymap.read({"undo": "i", "stepps": "k"}).refused[::-1]
    assert one.words("en") == (
        "“undo” cannot have i: on the same screen it is “people” (Who is in: participants, teams, roles, rows)."
        " Give “people” another, or choose another here. Until then it is u Ctrl+Z."
    )
    assert two.words("sv") == "”stepps” är inget kommando. Menade du ”steps”?"


def test_two_commands_may_change_places() -> None:
    found = keymap.read({"undo": "r", "redo": "u"})
    assert (found.own, found.refused) == ({"undo": ("r",), "redo": ("u",)}, ())


def test_a_key_is_free_on_a_screen_where_nobody_has_it() -> None:
    assert not why("read", "m"), "nothing is moved at home"
    assert why("move", "c") == "clash"


def test_a_line_that_falls_takes_with_it_what_leaned_on_it() -> None:
    found = keymap.read({"undo": "r", "redo": "q"})
    assert {(one.id, one.values["near"]) for one in found.refused} == {("redo", "home"), ("undo", "redo")}
    assert found.own == {}


WRITTEN = st.text(max_size=12) | st.sampled_from(["u", "ctrl+u", "Q", "f8", "alt+x", "PgDn", " ", "ö", "i", "r"])


LINES = st.dictionaries(
    st.sampled_from(keymap.ids()) | st.text(max_size=8), WRITTEN | st.lists(WRITTEN, max_size=5), max_size=6
)


@given(LINES)
def test_whatever_is_written_each_key_means_one_thing_and_every_line_is_judged(wanted: dict[str, str | list[str]]) -> None:
    found = keymap.read(wanted)
    assert set(found.own) | {one.id for one in found.refused} == set(wanted)
    assert not set(found.own) & {one.id for one in found.refused}
    for screen in ("run", "home", "new"):
        keys = bound(screen, found.own)
        every = [key for action in keys.actions for key in keys.keys(action)]
        assert len(every) == len(set(every))
    for one in found.refused:
        assert all(one.words(lang).strip() for lang in languages())


@pytest.mark.parametrize("lang", languages())
def test_every_reason_has_its_words(lang: str) -> None:
    lines: list[tuple[str, list[str]]] = [("undo", ["alt+u"]), ("undo", ["["]), ("undo", []), ("quit", ["b"]), ("leave", ["K"])]
    whys = {why(id, *keys) for id, keys in lines}
    assert all(t(f"keymap.{reason}", lang) != f"keymap.{reason}" for reason in whys)


@pytest.mark.parametrize("lang", languages())
def test_words_that_mention_a_key_mark_it(lang: str) -> None:
    """`‹u› undoes`: so that it can be the user's. No word that follows a letter so often follows anything else."""
    says = {"en": r"(?<!‹)\bu undoes|(?<!‹)PgDn goes", "sv": r"(?<!‹)\bu ångrar|(?<!‹)PgDn går"}[lang]
    for path in sorted((PACKAGE.parent / "words" / lang).glob("*.toml")):
        text = path.read_text("utf-8")
        assert not re.search(says, text), path.name
        for key in re.findall("‹(.+?)›", text):
            assert any(drawn(default) == key for action in ACTIONS for default in action.keys), (path.name, key)


# ----------------------------------------------------------------------------------------------------------- on screen

OWN = {"undo": ["Q", "ctrl+u"], "add": "Z", "steps": "ctrl+l", "palette": "ctrl+o", "view": "K"}


async def test_the_users_keys_are_pressed_and_shown(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=(160, 45), keys=OWN) as there:
        await there.press("pagedown")
        await there.say("ett", "två")
        await there.press("ctrl+u")
        assert there.message.startswith("Ångrat"), "a key that is no sign holds while one writes"
        await there.press("escape", "u")
        assert there.message == "Du väljer nu. Z börjar skriva.", (
            "its key from the start means nothing now; words name one's own"
        )
        row = there.lines[-1]
        assert all(words in row for words in ("Z lägg till", "Q ångra", "Ctrl+L stegen"))
        await there.press("Z")
        assert there.state == "Skriver", "panes know their commands by whichever key they have"
        await there.press("ctrl+l")
        assert there.screen.sheet_open
        await there.press("ctrl+l")
        assert not there.screen.sheet_open, "the key that opened a sheet closes it"
        await there.press("escape", "?")
        assert "Ctrl+O alla kommandon" in there.lines[-1]
        assert "Q Ctrl+U" in there.text
        await there.press("escape", "ctrl+o")
        await there.type("ångra")
        assert next(line for line in there.lines if "▌" in line).split()[-1] == "Q"


async def test_a_line_of_text_keeps_its_own_undo(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), keys={"undo": ["ctrl+u"]}) as there:
        await there.press("pagedown")
        await there.say("ett")
        await there.type("två ord")
        await there.press("ctrl+u")
        assert there.screen.line_text != "två ord", "what is written on the line is taken back first"
        assert [item.text for item in there.desk.session.answer("said").items.values()] == ["ett"]


async def test_what_is_refused_is_said_on_the_first_screen(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, keys={"undo": "i"}, size=(100, 30)) as there:
        assert "”undo” kan inte ha i" in " ".join(there.text.split())


@pytest.mark.parametrize("size", [(60, 20), (100, 30)])
async def test_every_command_is_reached_by_the_mouse(tmp_path, monkeypatch, size) -> None:
    """From the key row to help, from help to the palette, from the palette to each: with clicks alone."""
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=size) as there:
        await there.press("pagedown")
        assert there.state == "Skriver"
        for words in ("Esc kommandon", "? hjälp", "Ctrl+P alla kommandon"):
            await click(there, words)
        pane = there.screen.active_pane
        assert pane.subject == "palette"
        known = {action.id for action in bound("run").actions if not action.of_pane}
        known -= {"inert", "palette", *there.screen.not_here}
        assert {t(f"actions.{id}", "sv") for id in known} <= {command.words for command in pane.all}
        at = next(index for index, command in enumerate(pane.all) if command.words == "Alla steg")
        pane.click(at, 0)
        await there.settle()
        assert there.screen.active_pane.subject == "steps"
        await click(there, "? hjälp")
        assert there.screen.active_pane.subject == "help", "a sheet has help of its own"
        await click(there, "Esc tillbaka")
        assert there.screen.active_pane.subject == "steps"


async def click(there: Room, words: str) -> None:
    """A pair of the key row."""
    line = there.lines[-1]
    assert words in line, line
    await there.pilot.click("#keys", offset=(line.index(words), 0))
    await there.settle()


@pytest.mark.parametrize(("at", "minutes"), [(0, 6), (2, 4)])
async def test_of_two_keys_in_a_pair_the_one_under_the_pointer_is_pressed(tmp_path, monkeypatch, at, minutes) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("t")
        await there.pilot.click("#keys", offset=(there.lines[-1].index("+ -") + at, 0))
        await there.settle()
        assert there.desk.session.plan.minutes == {"hello": minutes}


async def test_keys_that_a_sheet_draws_itself_are_clicked_and_in_help(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path)) as there:
        await there.press("t", "+")
        row = next(at for at, line in enumerate(there.lines) if "+ - en minut" in line)
        await there.pilot.click(offset=(there.lines[row].index("+ -") + 2, row))
        await there.settle()
        assert there.desk.session.plan.minutes == {"hello": 5}
        await there.press("+", "?")
        assert "en minut" in there.text


async def test_help_says_what_the_place_takes_and_its_rows_are_pressed(tmp_path, monkeypatch) -> None:
    async with room(tmp_path, monkeypatch, a_session(tmp_path), size=(80, 24)) as there:
        await there.press("pagedown")
        await there.type("halv")
        await there.press("f1")
        assert "en sak på raden" in there.text
        pane = there.screen.active_pane
        target = next(row.target for row in pane.rows(72) if row.target and row.target.words == "Alla steg")
        pane.click(target, 0)
        await there.settle()
        assert there.screen.active_pane.subject == "steps"
        await there.press("?")
        assert t("help.takes.steps", "sv")[:30] in there.text
        await there.press("escape", "escape")
        assert there.screen.line_text == "halv"


WALKED = sorted(places.library().glob("*.toml"))
SOAK = [pytest.param(file, id=file.stem, marks=[pytest.mark.soak][file.stem == "activity-splitting" :]) for file in WALKED]


@pytest.mark.parametrize("file", SOAK)
async def test_every_step_has_help_and_commands_before_anything_is_answered(tmp_path, monkeypatch, file) -> None:
    loaded = load.read(file)
    path = session_file(tmp_path / "sessions", text=loaded.text)
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        screen = there.screen
        for stop in list(flow.stops(screen.book)):
            screen.open_stop(stop)
            await there.settle()
            said = HelpPane(screen, screen.pane)
            assert said.takes()
            assert not any("help." in words for words in said.takes())
            assert said.rows(72)
            assert list(commands(screen))


def test_no_way_of_moving_is_called_a_command() -> None:
    assert not {drawn(key) for key in WAYS if key} & {drawn(action.default) for action in ACTIONS if is_text(action.default)}


@pytest.fixture(autouse=True)
def _keys_as_they_were() -> Iterator[None]:
    yield
    language.name_keys({})
