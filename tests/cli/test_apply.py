"""`workshop apply`: typed changes from a script, all or none."""

from __future__ import annotations

import json
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.cli.journeys import ODD, lines, script
from tests.cli.program import Program
from workshop.store.lock import take
from workshop.store.saved import read_session

STAGE = {"change": "AddItem", "step": "stages", "text": "Letar", "id": "letar"}


def stages(path: Path) -> list[str]:
    return [item.text for item in read_session(path).session.answer("stages").items.values() if not item.gone]


def test_a_session_is_filled_and_exported_word_for_word(program: Program) -> None:
    program.lang = "sv"
    changes, said = script()
    path = program.new("--client", "Färghuset", "--people", "Maria, Örjan")
    file = program.cwd / "kundresan.jsonl"
    file.write_text(lines(changes), "utf-8")
    assert program("apply", path.stem, "kundresan.jsonl").fine().err == f"{len(changes)} ändringar gjorda.\n"
    written = program("export", path.stem, "--to", "md").fine()
    text = Path(written.lines[0]).read_text("utf-8")
    raw = read(text[text.index("Alla svar, ord för ord") :])
    at = 0
    for each in said:
        found = raw.find(each, at)
        assert found >= 0, f"{each!r} after {raw[at - 80 : at]!r}"
        at = found + len(each)
    assert ODD in said


def read(markdown: str) -> str:
    """The text as a reader of Markdown sees it."""
    return unescape(re.sub("<[^>]*>", "", MarkdownIt().render(markdown)))


def test_what_was_applied_is_what_show_shows(program: Program) -> None:
    program.lang = "sv"
    changes, said = script(odd="[red]x[/red] :smile: [/]")
    path = program.new("--people", "2")
    program.apply(path, *changes).fine()
    shown = program("show", path.stem, COLUMNS="200").fine()
    assert shown.err == ""
    flat = re.sub(r"\s+", "", shown.out)
    for each in said:
        assert re.sub(r"\s+", "", each) in flat


def test_one_change(program: Program) -> None:
    path = program.new()
    said = program.apply(path, STAGE).fine()
    assert (said.out, said.err) == ("", "1 change made.\n")
    assert stages(path) == ["Letar"]
    program.lang = "sv"
    assert program.apply(path, STAGE | {"id": "b"}).err == "1 ändring gjord.\n"


def test_nothing_to_do_is_fine_and_writes_nothing(program: Program) -> None:
    path = program.new()
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert program("apply", path, "-", data="\n# nothing yet\n   \n").fine().err == "0 changes made.\n"
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


REFUSED: dict[str, tuple[Any, str, str]] = {
    "a step that is not there": (STAGE | {"step": "stagez", "id": ""}, "“stagez”", "”stagez”"),
    "an id that is taken": (STAGE, "“letar”", "”letar”"),
    "an unknown change": (STAGE | {"change": "AddItm"}, "Did you mean AddItem", "Menade du AddItem"),
    "a change like none": ({"change": "Zzz"}, "There are: SetField,", "De som finns: SetField,"),
    "an unknown key": (STAGE | {"txt": "x"}, "“txt” does not belong in AddItem", "”txt” hör inte hemma i AddItem"),
    "a key that is missing": ({"change": "AddItem", "step": "stages"}, "AddItem needs “text”", "AddItem behöver ”text”"),
    "no change at all": ({"step": "stages"}, "“change” is missing", "”change” saknas"),
    "a text that is a number": (STAGE | {"text": 7}, "“text” should be a text", "”text” ska vara en text"),
    "a number that is a text": ({"change": "Give", "step": "moments", "item": "a", "n": "2"}, "a whole number", "ett heltal"),
    "a list that is a text": ({"change": "AddItems", "step": "stages", "texts": "a"}, "a list in [ ]", "en lista inom [ ]"),
    "a table that is a list": (STAGE | {"fields": []}, "an object in { }", "ett objekt inom { }"),
    "no such choice": (
        {"change": "Capture", "what": "idea", "text": "x"},
        "one of action, decision",
        "något av action, decision",
    ),
    "no moment": ({"change": "SetPlan", "start": "soon"}, "a day and a time", "en dag och en tid"),
    "no truth": ({"change": "MarkDone", "step": "stages", "done": 1}, "true or false", "true eller false"),
    "a list": (["AddItem"], 'A change is written {"change": …}.', 'En ändring skrivs {"change": …}.'),
    "no JSON": (b"{'change': 'AddItem'}", "not JSON", "inte JSON"),
    "half a line": (b'{"change": "AddItem", "te', "not JSON", "inte JSON"),
    "not UTF-8": (b'{"change": "AddItem", "text": "\xe5"}', "UTF-8", "UTF-8"),
    "too deep": (b"[" * 100_000, "not JSON", "inte JSON"),
}


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_all_or_none_and_the_first_refused_line_is_named(program: Program, lang: str) -> None:
    program.lang = lang
    path = program.new()
    before = path.read_bytes()
    for what, (change, en, sv) in REFUSED.items():
        bad = change if isinstance(change, bytes) else json.dumps(change, ensure_ascii=False).encode()
        # what cannot be read is told before what cannot be done: so a worse line follows only where the first is as bad
        worse = [] if what.startswith(("a step", "an id")) else [b"this one is worse"]
        data = b"\n".join([b"# a comment", json.dumps(STAGE).encode(), b"", bad, *worse])
        done = program.raw("apply", path, "-", data=data)
        said = done.stderr.decode()
        assert (done.returncode, done.stdout) == (1, b""), what
        assert said.startswith("Line 4: " if lang == "en" else "Rad 4: "), said
        assert (en if lang == "en" else sv) in said, said
        assert said.endswith("Nothing was changed.\n" if lang == "en" else "Inget är ändrat.\n"), said
        assert path.read_bytes() == before, what
        assert [each.name for each in path.parent.iterdir()] == [path.name], "no lock, no backup, no half file is left"


def test_stdin_and_a_file_are_read_alike(program: Program) -> None:
    path = program.new()
    file = program.home / "changes.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(STAGE).encode() + b"\r\n")
    program("apply", path, file).fine()
    program("apply", path, "-", data=json.dumps(STAGE | {"id": "b", "text": "Köper"})).fine()
    assert stages(path) == ["Letar", "Köper"]


def test_a_file_that_is_not_there(program: Program) -> None:
    path = program.new()
    assert program("apply", path, "nope.jsonl").wrong().err == "There is no file nope.jsonl.\n"
    assert program("apply", path, ".").wrong().err == ". is a folder.\n"
    program.lang = "sv"
    assert program("apply", path, "nope.jsonl").wrong().err == "Det finns ingen fil nope.jsonl.\n"


def test_refused_while_the_session_is_open_elsewhere(program: Program) -> None:
    path = program.new()
    before = path.read_bytes()
    with take(path):
        assert "already open on this computer" in program.apply(path, STAGE).wrong().err
        program.lang = "sv"
        assert "redan öppen på den här datorn" in program.apply(path, STAGE).wrong().err
        assert program("show", path).fine().out, "reading needs no lock"
        assert program("list").fine().lines
    assert path.read_bytes() == before
    program.apply(path, STAGE).fine()


@pytest.mark.parametrize("text", ["", "uuid = \n", 'uuid = "1"\n[answers]\nx = [\n', "\0" * 500, "just words\n"])
def test_a_broken_session_is_left_as_it_is(program: Program, text: str) -> None:
    path = program.write("broken.toml", text)
    assert "broken.toml" in program.apply(path, STAGE).wrong().err
    assert path.read_text("utf-8") == text
    assert [each.name for each in path.parent.iterdir()] == ["broken.toml"]


def test_a_session_of_a_newer_version_is_not_written(program: Program) -> None:
    path = program.new()
    path.write_text(path.read_text("utf-8").replace("format = 1\n", "format = 99\nlater = true\n", 1), "utf-8")
    before = path.read_bytes()
    assert "newer version" in program.apply(path, STAGE).wrong().err
    assert path.read_bytes() == before


def test_what_was_written_by_hand_is_kept_and_told(program: Program) -> None:
    path = program.new()
    path.write_text("# Ring Åsa före nio\n" + path.read_text("utf-8"), "utf-8")
    before = path.read_bytes()
    said = program.apply(path, STAGE).fine()
    assert "comments" in said.err
    assert any(file.read_bytes() == before for file in path.parent.rglob("*") if file.is_file())


FULL = """
import errno, os, sys
from workshop.store import atomic
write = atomic.write
def full(path, *args, **more):
    if "kept" in str(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    return write(path, *args, **more)
atomic.write = full
from workshop.cli import main
main()
"""


def test_what_cannot_be_saved_is_told_and_leaves_nothing_behind(program: Program) -> None:
    path = program.new()
    before = path.read_bytes()
    whole = program.command
    program.command = [sys.executable, "-c", FULL]
    assert program.apply(path, STAGE).wrong().err == f"{path.name} could not be saved: the disk is full. Nothing was changed.\n"
    assert path.read_bytes() == before
    program.command = whole
    assert program.apply(path, STAGE).fine().err == "1 change made.\n"
    assert stages(path) == ["Letar"], "nothing of the first attempt was taken up"


def test_what_a_crash_left_is_taken_up_with_the_changes_or_not_at_all(program: Program) -> None:
    path = program.new()
    lost = path.read_text("utf-8").replace('title = "Customer journey"', 'title = "Typed before the crash"', 1)
    lost = lost.replace("rev = 0", "rev = 3", 1)
    left = program.state / "unsaved" / f"{read_session(path).session.uuid}.toml"
    left.parent.mkdir(parents=True)
    left.write_text(lost, "utf-8")
    before = path.read_bytes()
    program.apply(path, STAGE, STAGE).wrong()
    assert path.read_bytes() == before
    assert left.exists()
    assert "3 changes" in program.apply(path, STAGE).fine().err
    session = read_session(path).session
    assert (session.title, session.rev) == ("Typed before the crash", 4)
    assert stages(path) == ["Letar"]
    assert not left.exists()


def test_hostile_words_are_cleaned_like_any_others(program: Program) -> None:
    path = program.new()
    program.apply(path, STAGE | {"text": "Le\u202etar\x1b[31m\x00😀"}).fine()
    assert stages(path) == ["Letar😀"]


def test_a_thousand_changes_are_one_save(program: Program) -> None:
    path = program.new()
    program.apply(path, *({"change": "Capture", "what": "note", "text": f"Rad {n}"} for n in range(1000))).fine()
    session = read_session(path).session
    assert [note.text for note in session.notes.values()] == [f"Rad {n}" for n in range(1000)]
    assert session.rev == 1
