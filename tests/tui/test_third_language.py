"""A third language is one catalog more, and its key beside `sv` and `en` in a scenario's texts: shown in a small Norwegian."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.tui.frame import SCENARIO, room, scenario_file
from workshop import language
from workshop.settings import Settings, load

GROUND = """
name = "norsk"
[writing]
decimal = ","
thousands = "\\u00a0"
percent = "\\u00a0%"
yes = "j"
after_z = ["æ", "ø", "å"]
[day]
weekday = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
weekday_short = ["man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn."]
month = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"]
month_short = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]
[read]
tomorrow = ["i morgen"]
weekday = [["mandag"], ["tirsdag"], ["onsdag"], ["torsdag"], ["fredag"], ["lørdag"], ["søndag"]]
"""
CATALOGS = {
    "ground": GROUND,
    "keys": 'next = "neste"\n',
    "screen": 'writing = "Skriver nå"\nchoosing = "Velger"\n',
}


@pytest.fixture
def norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    caches = (language.languages, language._catalog, language.writing, language._after_z, language._reader)
    words = tmp_path / "words"
    shutil.copytree(Path(language.__file__).with_name("words"), words)
    (words / "no").mkdir()
    for subject, text in CATALOGS.items():
        (words / "no" / f"{subject}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(language, "_WORDS", words)
    for each in caches:
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in caches:
        each.cache_clear()
    language.use("en")


def spoken(text: str) -> str:
    """The scenario with its Norwegian beside the Swedish and the English."""
    norsk = {"Provet": "Prøven", "Det sagda": "Det som ble sagt", "Vad har ni gjort?": "Hva har dere gjort?"}
    lines = []
    for line in text.splitlines():
        if ".sv = " in line:
            own = line.replace(".sv = ", ".no = ")
            for swedish, norwegian in norsk.items():
                own = own.replace(f'"{swedish}"', f'"{norwegian}"')
            lines.append(own)
        lines.append(line)
    text = "\n".join(lines)
    return text.replace('["sv", "en"]', '["sv", "en", "no"]')


def test_how_it_writes_and_what_it_reads(norwegian: None) -> None:
    assert language.languages() == ["en", "no", "sv"]
    assert language.number(1234.5, "no") == "1\u00a0234,5"
    assert language.percent(0.5, "no") == "50\u00a0%"
    assert language.parse_number("12,500", "no") == 12.5
    assert language.day(date(2026, 11, 27), "no") == "fre. 27 nov."
    assert language.parse_day("torsdag", "no", date(2026, 11, 23)) == date(2026, 11, 26)
    assert language.parse_day("i morgen", "sv", date(2026, 11, 23)) == date(2026, 11, 24), "read in each, as all are"
    assert sorted("åøæzab", key=lambda s: language.sort_key(s, "no")) == [*"abzæøå"]
    assert sorted("åöäzab", key=lambda s: language.sort_key(s, "sv")) == [*"abzåäö"]
    assert language.detect({"LANG": "no_NO.UTF-8"}) == "no"


def test_the_settings_take_it(norwegian: None, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('language = "no"\n', "utf-8")
    found = load(file)
    assert (found[0].language, found[1]) == ("no", [])
    assert isinstance(found[0], Settings)


async def test_a_workshop_in_it(norwegian: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario_file(tmp_path / "scenarios", spoken(SCENARIO))
    async with room(tmp_path, monkeypatch, language="no", size=(100, 50)) as there:
        assert "Prøven" in there.text
        assert "svenska" in there.lines[-1], "the language that comes next, by its own name"
        await there.press("l")
        assert "Provet" in there.text
        await there.press("l", "l")
        await there.press("slash")
        await there.type("prøven")
        await there.press("enter")
        await there.press("enter")
        assert "norsk" in there.text
        await there.press("pagedown")
        await there.press("pagedown")
        assert "Hva har dere gjort?" in there.text
        assert "Skriver nå" in there.lines[-1]
        assert "PgDn neste" in there.lines[-1]
        assert "commands" in there.lines[-1], "what it has no word for is in English"
        await there.say("vaffel")
        await there.press("escape", "l")
        assert "Vad har ni gjort?" in there.text
        assert there.desk.session.lang == "sv"
