"""`workshop settings` tells what holds and who says so; README's tables are those of the program."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.cli.program import ROOT, Program
from workshop.cli import tables
from workshop.settings import Settings, schema
from workshop.tui import keymap


@pytest.fixture
def held(program: Program) -> Program:
    program.config.parent.mkdir(parents=True, exist_ok=True)
    program.config.write_text('theme = "light"\nbel = 1\n[keys]\nundo = "ctrl+u"\nsteps = "i"\n', "utf-8")
    return program


def test_each_setting_with_its_value_and_who_says_so(held: Program) -> None:
    said = held("settings", "--json", VISUAL="code -w", NO_COLOR="")
    rows = {row["key"]: row for row in json.loads(said.out)}
    assert list(rows) == list(Settings.__struct_fields__)
    assert (rows["theme"]["value"], rows["theme"]["from"]) == ("light", "config")
    assert (rows["bell"]["value"], rows["bell"]["from"]) == (True, "default")
    assert (rows["editor"]["value"], rows["editor"]["says"]) == ("code -w", "VISUAL")
    assert rows["keys"]["value"] == {"undo": ["ctrl+u"]}
    assert rows["theme"]["choices"] == ["dark", "light", "contrast", "ansi-dark", "ansi-light"]
    assert "bell" in said.err
    assert "people" in said.err, "a key that clashes is told with its name"


def test_it_is_read_in_both_languages_and_each_thing_said_once(held: Program) -> None:
    for lang, word in (("sv", "från början"), ("en", "from the start")):
        held.lang = lang
        said = held("settings")
        assert word in said.out
        assert said.err.count("bel”") == 1


def test_the_keys_with_their_names(held: Program) -> None:
    said = held("settings", "--keys")
    listed = [line.split()[0] for line in said.lines]
    assert listed == keymap.ids()
    assert next(line for line in said.lines if line.startswith("undo")).split()[1] == "Ctrl+U"


def test_the_schema_is_printed(program: Program) -> None:
    assert json.loads(program("settings", "--schema").fine().out) == schema.schema()


def test_where_tells_every_place(program: Program) -> None:
    places = json.loads(program("where", "--json").fine().out)
    assert set(places) == {"sessions", "settings", "choices", "scenarios", "library", "drafts", "crash"}
    assert places["settings"] == str(program.config)


def test_the_tables_of_the_readme_are_fresh() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert tables.renewed(text) == text, "python -m workshop.cli.tables"
    for table in (tables.keys(), tables.settings()):
        assert table in text


def test_what_the_readme_shows_as_settings_is_taken() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", text, re.S)]
    settings = [table for table in shown if set(table) & set(Settings.__struct_fields__)]
    assert len(settings) >= 2
    for table in settings:
        assert set(table) <= set(Settings.__struct_fields__)
        assert keymap.read(table.get("keys", {})).refused == ()
