"""An earlier version is found, told apart and put back, and the one it takes the place of is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.program import Program
from workshop.store import backups
from workshop.store.lock import take
from workshop.store.reading import decode
from workshop.store.saved import read_session


def worked_on(program: Program) -> Path:
    """A session of two actions, one of them said after the backup was made."""
    path = program.new("--title", "Våren", scenario="retrospective")
    program.apply(path, {"change": "Capture", "what": "action", "text": "Call"}).fine()
    session, data = read_session(path).session, path.read_bytes()
    for old in backups.listing(path, session.uuid):
        old.path.unlink()
    backups.make(path, session.uuid, session.rev, data, datetime.now(UTC) - timedelta(hours=1))
    path.write_text(path.read_text("utf-8").replace('text = "Call"', 'text = "Ring"'), "utf-8")
    program.apply(path, {"change": "Capture", "what": "action", "text": "Write"}).fine()
    for other in backups.listing(path, session.uuid):
        if other.path.read_bytes() != data:
            other.path.unlink()
    return path


def texts(data: bytes) -> list[str]:
    return [item.text for item in decode(data).session.actions.values()]


def test_the_list_says_what_differs_and_changes_nothing(program: Program) -> None:
    path = worked_on(program)
    before = path.read_bytes()
    said = program("restore", path.stem).fine()
    assert said.lines[0].split()[0] == "1"
    assert "1 thing said, lacks 1 that is there now, 1 worded differently" in said.lines[0]
    assert f"workshop restore {path.stem} 1" in said.err
    (one,) = program("restore", path.stem, "--json").fine().data()
    assert (one["number"], one["things"], one["more"], one["fewer"], one["other"]) == (1, 1, 0, 1, 1)
    assert path.read_bytes() == before


def test_what_is_put_back_is_the_newest_and_what_was_there_is_kept(program: Program) -> None:
    path = worked_on(program)
    there = read_session(path).session
    said = program("restore", "våren", "1").fine()
    assert said.out == ""
    assert "is as it was" in said.err
    back = read_session(path).session
    assert texts(path.read_bytes()) == ["Call"]
    assert back.rev > there.rev
    kept = backups.listing(path, there.uuid)[0]
    assert texts(kept.path.read_bytes()) == ["Ring", "Write"]
    program("restore", "våren", "1").fine()
    assert texts(path.read_bytes()) == ["Ring", "Write"], "and can be undone the same way"


def test_not_while_it_is_open_elsewhere(program: Program) -> None:
    path = worked_on(program)
    before = path.read_bytes()
    with take(path):
        assert "already open" in program("restore", path.stem, "1").wrong().err
    assert path.read_bytes() == before


def test_a_damaged_session_comes_back_and_the_damaged_file_is_kept(program: Program) -> None:
    path = worked_on(program)
    torn = path.read_bytes()[:400]
    path.write_bytes(torn)
    assert "1 thing said" in program("restore", path.name).fine().out
    assert f"{path.name}.broken" in program("restore", path.name, "1").fine().err
    assert texts(path.read_bytes()) == ["Call"]
    assert path.with_name(f"{path.name}.broken").read_bytes() == torn


def test_a_session_whose_file_is_gone_comes_back_by_its_name(program: Program) -> None:
    path = worked_on(program)
    program.new("--title", "Vårt andra", scenario="retrospective")
    path.unlink()
    for name in (path.stem, path.name, "våren", str(path)):
        said = program("restore", name).fine()
        assert "1 thing said" in said.out
        assert f"{path.name} is no longer there. Its earlier versions are." in said.err
        assert f"workshop restore {path.stem} 1" in said.err
    assert f"{path.name} is there again" in program("restore", path.stem, "1").fine().err
    assert texts(path.read_bytes()) == ["Call"]
    assert "is as it was" in program("restore", path.stem, "1").fine().err


def test_those_whose_file_is_gone_are_listed(program: Program) -> None:
    path = worked_on(program)
    program.new("--title", "Kvar", scenario="retrospective")
    assert "No file is missing" in program("restore").fine().err
    path.unlink()
    said = program("restore").fine()
    assert "One session" in said.err
    assert f"workshop restore {path.stem}" in said.err
    (line,) = said.lines
    assert line.startswith(path.stem)
    assert "Våren" in line
    (one,) = program("restore", "--json").fine().data()
    assert (one["path"], one["title"]) == (str(path), "Våren")
    program("restore", path.stem, "1").fine()
    assert program("restore", "--json").fine().data() == []


def test_a_name_of_which_nothing_is_left_is_told_as_that(program: Program) -> None:
    path = worked_on(program)
    path.unlink()
    assert "sommaren" in program("restore", "sommaren").wrong().err
    twin = program.write("other.toml", backups.of_file(path)[0].path.read_bytes())
    assert program("restore", path.stem).code == 1, "its versions are those of the file that is there under another name"
    assert "1 thing said" in program("restore", twin.stem).fine().out


def test_a_number_that_is_none_of_them(program: Program) -> None:
    path = worked_on(program)
    assert "there is no 7" in program("restore", path.stem, "7").wrong().err
    program("restore", path.stem, "0").misused()
    fresh = program.new("--title", "Ny", scenario="retrospective")
    assert "no earlier versions yet" in program("restore", fresh.stem).fine().err
