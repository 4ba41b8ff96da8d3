"""Another version of a session is looked at and brought in; a newer version of a workshop is taken over to."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import Program
from workshop.session.model import Session
from workshop.store import backups
from workshop.store.saved import read_session


def session(path: Path) -> Session:
    return read_session(path).session


def item(text: str, id: str, step: str = "events") -> dict[str, str]:
    return {"change": "AddItem", "step": step, "text": text, "id": id}


def two_versions(program: Program, name: str = "acme (Annas konfliktkopia 2026-11-22).toml") -> tuple[Path, Path]:
    """A session, and a colleague's version of it beside it."""
    path = program.new("--title", "Acme", scenario="retrospective")
    program.apply(path, item("Launch", "aaaaaaaa"), {"change": "GoTo", "step": "events"}).fine()
    other = path.with_name(name)
    other.write_bytes(path.read_bytes())
    program.apply(path, item("Summer", "bbbbbbbb")).fine()
    program.apply(other, item("Winter", "cccccccc")).fine()
    return path, other


def texts(path: Path) -> list[str]:
    return [each.text for each in session(path).answer("events").items.values()]


def test_a_preview_changes_nothing_and_yes_brings_it_in(program: Program) -> None:
    path, other = two_versions(program)
    before = path.read_bytes(), other.read_bytes()
    said = program("merge", path.stem, other.name).fine()
    assert "“Winter”" in said.out
    assert "Nothing is done" in said.err
    assert (path.read_bytes(), other.read_bytes()) == before
    said = program("merge", path.stem, other.name, "--yes").fine()
    assert texts(path) == ["Launch", "Summer", "Winter"]
    assert not other.exists(), "it holds nothing more, and is in the bin"
    assert "bin" in said.err
    kept = [each.path.read_bytes() for each in backups.listing(path, session(path).uuid)]
    assert all(data in kept for data in before)
    assert program("restore", path.stem).fine().lines


def test_what_both_have_differently_is_told_and_the_other_file_stays(program: Program) -> None:
    path, other = two_versions(program)
    for each, text in ((path, "Launch in May"), (other, "Launch in June")):
        program.apply(each, {"change": "EditItem", "step": "events", "id": "aaaaaaaa", "text": text}).fine()
    said = program("merge", path.stem, str(other), "--yes").fine()
    assert "Launch in May" in said.out
    assert "Launch in June" in said.out
    assert texts(path) == ["Launch in May", "Summer", "Winter"]
    assert other.name in said.err
    assert "Launch in June" in texts(other)


def test_another_session_is_refused(program: Program) -> None:
    path, _ = two_versions(program)
    stranger = program.new("--title", "Other", scenario="retrospective")
    said = program("merge", path.stem, stranger.stem)
    assert said.code == 1
    assert stranger.name in said.err


def test_doctor_and_list_tell_of_other_versions(program: Program) -> None:
    path, other = two_versions(program)
    assert other.name in program("doctor").out
    assert "workshop merge" in program("doctor").out
    row = next(line for line in program("list").fine().lines if line.startswith(other.stem[:12]) and "konfliktkopia" in line)
    assert "another version" in row
    program("merge", path.stem, other.name, "--yes").fine()
    assert "workshop merge" not in program("doctor").out


# ------------------------------------------------------------------------------------------------------------- update


def newer(program: Program, text: str) -> Path:
    """A version of one's own in the folder of scenarios beside."""
    folder = program.cwd / "scenarios"
    folder.mkdir(exist_ok=True)
    path = folder / "small.toml"
    path.write_text(text, "utf-8")
    return path


SMALL = """format = 1
id = "small"
title = "Small"
version = "1.0.0"

[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
fields = [{ id = "cost", title = "Cost", as = "number" }]

[[step]]
id = "mood"
kind = "ask"
title = "Mood"
"""
NEXT = (
    SMALL.replace("1.0.0", "1.1.0")
    .replace('id = "ideas"', 'id = "thoughts"\nwas = ["ideas"]')
    .replace('fields = [{ id = "cost", title = "Cost", as = "number" }]\n', "")
    .replace('kind = "ask"\ntitle = "Mood"', 'kind = "ask"\ntitle = "Mood"\nas = "yesno"')
)


def test_an_update_is_shown_step_by_step_and_can_be_taken_back(program: Program) -> None:
    newer(program, SMALL)
    path = program.new("--title", "Acme", scenario="small")
    program.apply(
        path,
        item("Launch", "aaaaaaaa", "ideas"),
        {"change": "SetItemField", "step": "ideas", "id": "aaaaaaaa", "field": "cost", "value": 7},
        {"change": "SetField", "step": "mood", "field": "value", "value": "Fine"},
    ).fine()
    assert "already" in program("update", path.stem).fine().err
    newer(program, NEXT)
    before = path.read_bytes()
    said = program("update", path.stem).fine()
    assert "1.0.0" in said.out
    assert "ideas is now thoughts" in said.out
    assert "questions taken away: Cost" in said.out
    assert "one answer no longer fits" in said.out
    assert path.read_bytes() == before
    program("update", path.stem, "--yes").fine()
    after = session(path)
    assert [each.text for each in after.answer("thoughts").items.values()] == ["Launch"]
    assert set(after.orphans) == {"ideas", "mood"}
    assert "Fine" in path.read_text("utf-8")
    kept = backups.listing(path, after.uuid)
    assert before in [each.path.read_bytes() for each in kept if each.for_good]
    newer(program, SMALL)
    program("update", path.stem, "--yes").fine()
    back = session(path)
    assert not back.orphans.keys() - {"thoughts"}
    assert "Fine" in [cell.get("value") for cell in back.answer("mood").cells.values()]
    assert program("restore", path.stem).fine().lines


def test_where_says_that_a_folder_is_synced(program: Program) -> None:
    assert program("where").fine().err == ""
    folder = program.home / "Dropbox" / "sessions"
    said = program("where", "--sessions", str(folder)).fine()
    assert "Dropbox" in said.err


def test_a_version_on_the_questions_as_they_were_before_is_brought_in_too(program: Program) -> None:
    newer(program, SMALL)
    path = program.new("--title", "Acme", scenario="small")
    program.apply(path, item("Launch", "aaaaaaaa", "ideas")).fine()
    other = path.with_name(f"{path.stem}-ANNAS-DATOR.toml")
    other.write_bytes(path.read_bytes())
    program.apply(other, item("Winter", "bbbbbbbb", "ideas")).fine()
    program.apply(other, {"change": "SetField", "step": "mood", "field": "value", "value": "Fine"}).fine()
    newer(program, NEXT)
    program("update", path.stem, "--yes").fine()
    program("merge", path.stem, other.name, "--yes").fine()
    assert [each.text for each in session(path).answer("thoughts").items.values()] == ["Launch", "Winter"]
    assert "Fine" in path.read_text("utf-8").partition("[snapshot]")[0], "it has no question any more, and lies aside"
