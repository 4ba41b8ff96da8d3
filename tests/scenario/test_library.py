"""The scenarios there are, found by what people call them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.scenario.marked import holds_words
from tests.scenario.test_load import WHOLE
from workshop import places
from workshop.errors import BadFile
from workshop.scenario import library, load


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """`./scenarios`, the user's own folder and the built-in one, all empty."""
    found = {name: tmp_path / name / "scenarios" for name in ("here", "own", "built_in")}
    for folder in found.values():
        folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "own" / "config.toml"))
    monkeypatch.setattr(places, "library", lambda: found["built_in"])
    return found


def write(folder: Path, name: str, id: str, extra: str = "") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(WHOLE.replace('id = "one_thing_better"', f'id = "{id}"\n{extra}', 1))
    return path


def test_the_list_says_what_one_chooses_by(folders: dict[str, Path]) -> None:
    path = folders["built_in"] / "better.toml"
    path.write_text(
        """\
format = 1
id = "better"
languages = ["sv", "en"]
tags = ["a", "b"]
suits = ["group", "alone"]
title.sv = "Bättre"
title.en = "Better"
summary = { sv = "Kort", en = "Short" }
intro = \"\"\"
[[step]] is only a word here:
[x]
\"\"\"
[[section]]
id = "one"
title = "One"
minutes = 99
[[step]]
id = "a"
kind = "note"
title = "A"
minutes = 12.5
[[step]]
id = "b"
kind = "note"
title = "B"
minutes_each = 3
[[step]]
id = "c"
kind = "note"
title = "C"
"""
    )
    (entry,) = library.entries()
    assert entry.id == "better"
    assert entry.path == path
    assert entry.title == {"sv": "Bättre", "en": "Better"}
    assert entry.summary == {"sv": "Kort", "en": "Short"}
    assert entry.minutes == 27.5 == load.scenario(path).minutes
    assert entry.languages == ("sv", "en")
    assert (entry.suits, entry.tags, entry.origin, entry.faults) == (("group", "alone"), ("a", "b"), "built_in", ())


def test_the_first_folder_wins_and_says_so(folders: dict[str, Path]) -> None:
    mine = write(folders["own"], "mine", "better")
    write(folders["built_in"], "better", "better")
    write(folders["built_in"], "other", "other")
    here = write(folders["here"], "local", "local")
    entries = library.entries()
    assert [(entry.id, entry.origin) for entry in entries] == [("local", "here"), ("better", "own"), ("other", "built_in")]
    (said,) = entries[1].faults
    holds_words(said)
    assert not said.is_error
    assert str(folders["built_in"] / "better.toml") in str(said)
    assert library.find("better") == mine
    assert library.find("local") == here
    assert set(library.Ids()) == {"local", "better", "other"}


def test_a_scenario_is_found_by_id_file_or_path(folders: dict[str, Path]) -> None:
    path = write(folders["built_in"], "activity-splitting", "activity_splitting")
    for name in (
        "activity_splitting",
        "activity-splitting",
        "Activity-Splitting",
        "activity splitting",
        "activity-splitting.toml",
    ):
        assert library.find(name) == path
    assert library.find(str(path)) == path
    short = write(folders["built_in"], "short-name", "quite_another")
    assert library.find("short-name") == library.find("quite_another") == short


def test_a_name_that_is_none_says_the_nearest(folders: dict[str, Path]) -> None:
    with pytest.raises(BadFile, match="empty"):
        library.find("x")
    write(folders["built_in"], "activity-splitting", "activity_splitting")
    with pytest.raises(BadFile, match="activity_splitting"):
        library.find("activity-spliting")
    with pytest.raises(BadFile, match="no workshop “nonsense”"):
        library.find("nonsense")
    with pytest.raises(BadFile, match=r"no file nowhere/x\.toml"):
        library.find("nowhere/x.toml")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = ",
        "id = 5\n[[step]]\n",
        'id = "x"\n[[step]]\n',
        "\0",
        "[" * 20_000,
        'id = "x"\ntitle = {}\n[[step]]\n',
        "a" * 2_000_000,
    ],
)
def test_a_broken_file_is_in_the_list_with_what_is_wrong(folders: dict[str, Path], text: str) -> None:
    (folders["own"] / "broken-one.toml").write_text(text)
    write(folders["own"], "fine", "fine")
    broken, fine = library.entries()
    assert broken.id == "broken_one"
    assert broken.faults
    assert str(broken.faults[0])
    assert fine.id == "fine"


def test_what_is_no_scenario_file_is_passed_over(folders: dict[str, Path]) -> None:
    (folders["own"] / ".hidden.toml").write_text(WHOLE)
    (folders["own"] / "README.md").write_text("Hello")
    (folders["own"] / "schema").mkdir()
    assert library.entries() == []
    (folders["own"] / "folder.toml").mkdir()
    assert [entry.faults[0].key for entry in library.entries()] == ["not_a_file"]


def test_a_file_that_changed_is_read_again(folders: dict[str, Path]) -> None:
    path = write(folders["own"], "a", "first_id")
    assert [entry.id for entry in library.entries()] == ["first_id"]
    path.write_text(WHOLE.replace("one_thing_better", "another_id_now"))
    assert [entry.id for entry in library.entries()] == ["another_id_now"]


def test_the_list_of_a_large_library_is_there_at_once(folders: dict[str, Path]) -> None:
    body = "".join(
        f'\n[[step]]\nid = "s{n}"\nkind = "note"\ntitle = "S"\ntext = "{"x" * 1500}"\nminutes = 4\n' for n in range(40)
    )
    for n in range(30):
        (folders["own"] / f"s{n}.toml").write_text(f'format = 1\nid = "s{n}"\ntitle = "S"\n{body}')
    lists, reads = [], []
    for _ in range(3):  # the best of three: other programs run too
        library._remembered.clear()
        start = time.perf_counter()
        listed = library.entries()
        lists.append(time.perf_counter() - start)
        start = time.perf_counter()
        assert all(load.read(entry.path).scenario is not None for entry in listed)
        reads.append(time.perf_counter() - start)
    assert len(listed) == 30
    assert min(lists) < min(reads) / 2


def test_the_minutes_of_the_list_are_those_of_the_plan() -> None:
    for entry in library.entries():
        assert entry.minutes == load.scenario(entry.path).minutes


def test_a_section_taken_again_and_again_counts_as_a_whole(folders: dict[str, Path]) -> None:
    step = '[[step]]\nid = "{0}"\nkind = "ask"\ntitle = "A"\nsection = "{1}"\n'
    (folders["built_in"] / "talk.toml").write_text(
        'format = 1\nid = "talk"\ntitle = "Talk"\n'
        '[[section]]\nid = "x"\ntitle = "X"\neach = "people"\nminutes = 40\n'
        '[[section]]\nid = "y"\ntitle = "Y"\nminutes = 15\n' + step.format("a", "x") + "minutes = 8\n" + step.format("b", "y"),
        "utf-8",
    )
    (entry,) = library.entries()
    assert entry.minutes == 55 == load.scenario(entry.path).minutes
    assert library.entries()[0].shelf == ""


def test_a_cookbook_lies_on_a_shelf_of_its_own(folders: dict[str, Path]) -> None:
    (folders["built_in"] / "cookbook").mkdir()
    write(folders["built_in"] / "cookbook", "swot", "swot")
    write(folders["built_in"], "zebra", "zebra")
    mine = write(folders["own"], "swot", "swot")
    assert [(entry.id, entry.origin) for entry in library.entries()] == [("swot", "own"), ("zebra", "built_in")]
    mine.unlink()
    assert [(entry.id, entry.shelf, entry.origin) for entry in library.entries()] == [
        ("zebra", "", "built_in"),
        ("swot", library.COOKBOOK, "built_in"),
    ]
