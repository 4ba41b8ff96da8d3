"""The looks: readable in each, no colour named outside of the palette; every word there is in both languages; a lean start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

import workshop
from tests.tui.frame import room, scenario_file, session_file
from workshop.language import languages
from workshop.settings import read
from workshop.tui.palette import LOOKS, PALETTES, style, theme_name

ROOT = Path(workshop.__file__).parent
TUI = ROOT / "tui"
SUBJECTS = ("home", "new", "run", "screen", "review", "steps", "time", "capture", "help", "notes", "actions", "keys", "crash")
LITERAL = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|\brgba?\(|\bhsla?\(|\bansi_\w+")
NAMED = re.compile(r"(?:color|background|border|tint)\s*:\s*(?:[a-z]+ )?(?!\$|none|transparent)[a-z]+\b")


# ------------------------------------------------------------------------------------------------------------ colours


@pytest.mark.parametrize("name", [name for name in LOOKS if not PALETTES[name].ansi])
@pytest.mark.parametrize("ink", ["ink", "soft", "faint", "accent", "warn", "alert"])
def test_every_ink_is_read_on_every_ground(name: str, ink: str) -> None:
    palette = PALETTES[name]
    floor = 7.0 if name == "contrast" else 4.5
    for ground in (palette.background, palette.surface, palette.focus):
        front, back = Color.parse(getattr(palette, ink)), Color.parse(ground)
        light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= floor


def _luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_no_colour_is_named_outside_of_the_palette() -> None:
    for path in TUI.rglob("*.py"):
        if path.name == "palette.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not LITERAL.search(node.value), (path.name, node.lineno)
                if "{" in node.value and "}" in node.value:
                    assert not NAMED.search(node.value), (path.name, node.lineno)


def test_without_colour_what_is_missing_is_underlined_and_focus_is_bold() -> None:
    plain = style("plain", "warn", "", False, True, False)
    assert plain.underline
    assert plain.color is not None
    assert plain.color.is_default
    assert style("plain", "ink", "focus", True, False, False).bold


@pytest.mark.parametrize("look", ["ansi-dark", "ansi-light", "plain"])
def test_in_the_sixteen_colours_weight_tells_the_inks_apart(look: str) -> None:
    """Without a terminal that draws dim each is still read: no ink of text is one that a palette may hide on its ground."""
    inks = (("ink", True), ("ink", False), ("soft", False), ("faint", False))
    question, said, hint, done = (style(look, ink, "", bold, False, False) for ink, bold in inks)
    drawn = [(one.color.name if one.color else "", bool(one.bold), bool(one.dim)) for one in (question, said, hint, done)]
    assert question.bold
    assert not any(one.dim for one in (question, said)), "what people say is never dimmed"
    assert len(set(drawn)) == (3 if look == "plain" else 4), drawn
    if look == "ansi-dark":
        assert not any("bright_black" in name for name, _, _ in drawn)
    behind = style(look, "ink", "", True, False, False, True)
    assert (behind.color, bool(behind.bold), behind.dim) == (done.color, False, done.dim), "behind a sheet all is faint"
    assert not style(look, "faint", "", False, False, True).dim, "what is marked by reversing is not dimmed away"


@pytest.mark.parametrize("look", LOOKS)
async def test_each_look_from_the_settings(tmp_path, monkeypatch, look) -> None:
    scenario_file(tmp_path / "scenarios")
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions"), theme=look) as there:
        assert there.app.theme == theme_name(look)
        await there.press("pagedown")
        await there.type("ord")
        assert "› ord" in there.text
        await there.press("f2")
        await there.press("escape")
        assert there.message == ""


def test_a_look_there_is_none_of_is_told(tmp_path) -> None:
    (tmp_path / "config.toml").write_text('theme = "lila"\n', "utf-8")
    found = read(tmp_path / "config.toml", tmp_path / "choices.toml")
    assert found.settings.theme == "dark"
    assert all(look in found.warnings[0] for look in LOOKS)


async def test_no_color_has_none(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    scenario_file(tmp_path / "scenarios")
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions"), theme="light") as there:
        assert there.app.look == "plain"
        await there.press("pagedown")
        await there.type("ord")
        for strip in there.screen._compositor.render_strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.is_default
        await there.press("escape", "ctrl+p")
        await there.type("ljust")
        assert "Inget kommando heter så." in there.text


# -------------------------------------------------------------------------------------------------------------- words


def catalog(lang: str, subject: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "words" / lang / f"{subject}.toml").read_text("utf-8"))


def used() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string in the code that may be a key, and the patterns of those that are put together."""
    whole: set[str] = set()
    parts: list[re.Pattern[str]] = []
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pieces = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+" for one in node.values]
                if any(pieces[0].startswith(rf"{subject}\.") for subject in SUBJECTS):
                    parts.append(re.compile("".join(pieces)))
    return whole, parts


def test_every_key_in_the_code_has_words() -> None:
    whole, _ = used()
    wanted = {key for key in whole if re.fullmatch(rf"(?:{'|'.join(SUBJECTS)})\.[a-z_0-9]+", key) and not key.endswith("_")}
    wanted -= {"crash.log"}  # a file
    for lang in languages():
        for key in sorted(wanted):
            subject, name = key.split(".")
            assert name in catalog(lang, subject), (lang, key)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_languages_say_the_same_things(subject: str) -> None:
    assert set(catalog("sv", subject)) == set(catalog("en", subject))


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_words_are_left_over(subject: str) -> None:
    whole, parts = used()
    for name in catalog("sv", subject):
        key = f"{subject}.{name}"
        assert key in whole or any(part.fullmatch(key) for part in parts), key


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_words_are_plain(lang: str, subject: str) -> None:
    """No exclamation marks (but as the sign), no please, no straight quotation marks."""

    def texts(value: object) -> list[str]:
        return [each for one in value.values() for each in texts(one)] if isinstance(value, dict) else [str(value)]

    for text in texts(catalog(lang, subject)):
        assert '"' not in text
        assert not re.search(r"\w!", text)
        assert not re.search(r"\b(please|vänligen|oops|hoppsan)\b", text, re.IGNORECASE)


# -------------------------------------------------------------------------------------------------------------- start


def test_the_start_brings_only_what_home_needs(tmp_path: Path) -> None:
    scenario_file(tmp_path / "scenarios")
    program = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from workshop.settings import Settings\n"
        "from workshop.tui.app import WorkshopApp\n"
        f"app = WorkshopApp(Settings(scenarios={str(tmp_path / 'scenarios')!r}), Path({str(tmp_path)!r}) / 'sessions')\n"
        "async def main():\n"
        "    async with app.run_test(size=(80, 24)) as pilot:\n"
        "        await pilot.pause()\n"
        "        print('\\n'.join(sorted(sys.modules)))\n"
        "asyncio.run(main())\n"
    )
    environ = {"WORKSHOP_STATE": str(tmp_path / "state"), "WORKSHOP_CONFIG": str(tmp_path / "c.toml"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT.parent, env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "workshop.tui.screens.home" in loaded
    for heavy in ("workshop.report", "workshop.tui.screens.run", "workshop.tui.screens.review", "workshop.tui.sheets", "click"):
        assert heavy not in loaded, heavy
    for widget in ("_markdown", "_data_table"):
        assert f"textual.widgets.{widget}" not in loaded, widget
    assert {name for name in loaded if name.startswith("workshop.tui.steps.")} <= {"workshop.tui.steps.window"}


async def test_only_the_editor_that_is_open_is_loaded(tmp_path, monkeypatch) -> None:
    for name in [name for name in sys.modules if name.startswith("workshop.tui.steps.vote")]:
        monkeypatch.delitem(sys.modules, name)
    async with room(tmp_path, monkeypatch, session_file(tmp_path / "sessions")) as there:
        await there.press("pagedown")
        assert "workshop.tui.steps.vote" not in sys.modules


# ------------------------------------------------------------------------------------------------------------ density


@pytest.mark.parametrize(("density", "apart"), [("roomy", 2), ("auto", 1), ("compact", 1)])
async def test_roomy_sets_things_apart_where_all_of_them_fit_so(tmp_path, monkeypatch, density, apart) -> None:
    scenario_file(tmp_path / "scenarios")
    path = session_file(tmp_path / "sessions")
    async with room(tmp_path, monkeypatch, path, size=(120, 35), density=density) as there:
        await there.press("pagedown")
        await there.say("Ett", "Två", "Tre")

        def row_of(words: str) -> int:
            return next(at for at, line in enumerate(there.lines) if words in line)

        assert row_of("Tre") - row_of("Ett") == 2 * apart
        await there.resize(80, 14)
        assert row_of("Tre") - row_of("Ett") == 2, "no thing is pushed out by air"
