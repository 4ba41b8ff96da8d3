"""The start of a workshop of one's own: it runs as it is, and what its comments show runs too."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from workshop.errors import WorkshopError
from workshop.scenario.load import parse, read
from workshop.scenario.skeleton import write
from workshop.session.invent import invent

each_language = pytest.mark.parametrize("lang", ["sv", "en"])


@each_language
def test_it_passes_without_a_word(tmp_path: Path, lang: str) -> None:
    path = write(tmp_path / "our-day", lang)
    assert path == tmp_path / "our-day.toml"
    loaded = read(path, known=set())
    assert loaded.faults == ()
    assert loaded.scenario is not None
    assert (loaded.scenario.id, loaded.scenario.title, loaded.scenario.languages) == ("our_day", "Our day", [lang])
    assert invent(loaded.scenario, loaded.text, lang=lang).actions


@each_language
def test_what_is_commented_out_can_be_taken_in(tmp_path: Path, lang: str) -> None:
    text = write(tmp_path / "a.toml", lang).read_text("utf-8")
    taken, n = re.subn(r"(?m)^# (?=\[\[|\w+ = )", "", text)
    assert n >= 7
    assert parse(taken).faults == ()
    assert any(step.get("pause") for step in tomllib.loads(taken)["step"])


def test_both_languages_start_the_same_way(tmp_path: Path) -> None:
    sv, en = (parse(write(tmp_path / f"{lang}.toml", lang).read_text("utf-8")).scenario for lang in ("sv", "en"))
    assert sv is not None
    assert en is not None
    assert [(step.id, step.kind, step.minutes) for step in sv.steps] == [
        (step.id, step.kind, step.minutes) for step in en.steps
    ]


@pytest.mark.parametrize(
    ("name", "id"),
    [("Årets möte.toml", "arets_mote"), ("2026 start", "workshop_2026_start"), ("class", "workshop_class"), ("-", "workshop")],
)
def test_its_id_is_made_of_its_name(tmp_path: Path, name: str, id: str) -> None:
    loaded = read(write(tmp_path / name, "en"))
    assert loaded.scenario is not None
    assert loaded.scenario.id == id


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("mine", "utf-8")
    with pytest.raises(WorkshopError):
        write(tmp_path / "a", "en")
    assert (tmp_path / "a.toml").read_text("utf-8") == "mine"
