"""Making, finding, listing, showing and exporting sessions."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.program import ROOT, Program
from tests.terminal.driver import Terminal
from workshop.store.saved import read_session

STAGE = {"change": "AddItem", "step": "stages", "text": "Letar", "id": "letar"}

BROKEN = {
    "empty.toml": "",
    "words.toml": "not a session\n",
    "cut.toml": 'format = 1\nuuid = "018f"\ntitle = "Half a fi',
    "zeros.toml": "\0" * 2000,
    "latin.toml": 'uuid = "018f"\ntitle = "Kundresan på"\n'.encode("latin-1"),
    "other.toml": 'id = "mine"\n[[step]]\n',
    "wrong.toml": 'uuid = "018f"\nanswers = 7\n',
}

# -------------------------------------------------------------------------------------------------------------- new


def test_new_prints_the_path_of_what_it_made(program: Program) -> None:
    said = program("new", "customer_journey", "--title", "Resan", "--client", "Acme", "--people", "Åsa, Bo ,").fine()
    path = Path(said.out.removesuffix("\n"))
    assert said.err == ""
    assert path.parent == program.sessions
    session = read_session(path).session
    assert (session.title, session.client, session.lang, session.alone) == ("Resan", "Acme", "en", False)
    assert [person.name for person in session.people] == ["Åsa", "Bo"]
    assert session.scenario.id == "customer_journey"
    assert session.snapshot == (ROOT / "scenarios" / "customer-journey.toml").read_text("utf-8")


def test_people_may_be_only_how_many(program: Program) -> None:
    session = read_session(program.new("--people", "3")).session
    assert [person.name for person in session.people] == ["", "", ""]
    assert "1,000,000" not in program("new", "customer_journey", "--people", "1000000").wrong().err
    assert len(list(program.sessions.iterdir())) == 1


def test_alone_has_no_participants(program: Program) -> None:
    session = read_session(program.new("--alone", "--people", "3")).session
    assert session.alone
    assert session.people == ()


def test_a_new_session_begins_with_what_the_client_has(program: Program) -> None:
    old = program.new("--client", "Acme")
    entry = {"change": "AddEntry", "step": "grid", "of": "letar", "field": "activities", "text": "Ett prov"}
    program.apply(old, STAGE, entry, {"change": "Capture", "what": "action", "text": "Ring"}).fine()
    was = old.read_bytes()
    said = program("new", "data_inventory", "--client", "acme").fine()
    assert "Begins with 1 open action since" in said.err
    assert "Takes in: Activities (1) from Customer journey" in said.err
    session = read_session(Path(said.out.removesuffix("\n"))).session
    assert [(item.text, item.src) for item in session.actions.values()] == [
        ("Ring", (next(iter(read_session(old).session.actions)),))
    ]
    assert session.earlier == {"customer_journey": read_session(old).session.uuid}
    fresh = program("new", "data_inventory", "--client", "Acme", "--fresh").fine()
    assert fresh.err == ""
    session = read_session(Path(fresh.out.removesuffix("\n"))).session
    assert not session.actions
    assert not session.earlier
    assert old.read_bytes() == was


def test_the_language_of_a_session(program: Program) -> None:
    assert read_session(program.new()).session.lang == "en"
    assert read_session(program.new("--language", "sv")).session.lang == "sv"
    program.lang = "sv"
    assert read_session(program.new()).session.lang == "sv"


def test_a_workshop_in_one_language(program: Program) -> None:
    mine = program.cwd / "mitt.toml"
    mine.write_text(
        'format = 1\nid = "mitt"\ntitle.sv = "Mitt"\nlanguages = ["sv"]\n[[step]]\nid = "a"\nkind = "list"\ntitle.sv = "A"\n'
    )
    assert read_session(program.new(scenario="./mitt.toml")).session.lang == "sv"
    assert "Mitt is not written in that language" in program("new", "./mitt.toml", "--language", "en").wrong().err


def test_a_scenario_by_id_by_file_and_by_path(program: Program) -> None:
    for name in ("customer_journey", "customer-journey", str(ROOT / "scenarios" / "customer-journey.toml")):
        assert read_session(program.new(scenario=name)).session.scenario.id == "customer_journey"


def test_an_unknown_scenario_is_told_with_what_was_meant(program: Program) -> None:
    assert "customer_journey" in program("new", "custommer_journey").wrong().err
    assert "“zzz”" in program("new", "zzz").wrong().err
    program.lang = "sv"
    assert "”zzz”" in program("new", "zzz").wrong().err


def test_a_broken_scenario_is_told_fault_by_fault(program: Program) -> None:
    bad = program.cwd / "bad.toml"
    bad.write_text(
        'format = 1\nid = "bad"\ntitle = "Bad"\n[[step]]\nid = "a"\nkind = "lisst"\ntitle = "A"\n[[step]]\nkind = "list"\n'
    )
    said = program("new", "./bad.toml").wrong()
    assert "bad.toml:6:" in said.err
    assert said.err.count("\n") > 1
    assert not program.sessions.exists()


def test_a_folder_that_cannot_be_made(program: Program) -> None:
    (program.home / "file").write_text("x")
    said = program("--sessions", program.home / "file", "new", "customer_journey").wrong()
    assert str(program.home / "file") in said.err


# ------------------------------------------------------------------------------------------------- where sessions are


def test_the_folder_is_chosen_in_order(program: Program) -> None:
    option, inner, environ = program.home / "option", program.cwd / "sessions", program.sessions
    assert program.new().parent == environ
    inner.mkdir()
    (program.home / "own").mkdir()
    program.settings(f'sessions = "{program.home / "own"}"\n')
    assert program.new().parent == environ
    for args in (("--sessions", option, "new", "customer_journey"), ("new", "customer_journey", "--sessions", option)):
        assert Path(program(*args).fine().out.strip()).parent == option
    assert len(program("list", "--sessions", option).fine().lines) == 2
    bare = program("new", "customer_journey", WORKSHOP_SESSIONS="").fine()
    assert Path(bare.out.strip()).parent == inner
    for file in inner.iterdir():
        file.unlink()
    inner.rmdir()
    bare = program("new", "customer_journey", WORKSHOP_SESSIONS="").fine()
    assert Path(bare.out.strip()).parent == program.home / "own"


def test_where_tells_every_folder(program: Program) -> None:
    for lang, word in (("en", "sessions"), ("sv", "sessioner")):
        program.lang = lang
        said = program("where").fine()
        assert said.lines[0].split() == [word, str(program.sessions)]
        assert [line.split()[-1] for line in said.lines[1:]] == [
            str(program.config),
            str(program.state / "choices.toml"),
            str(program.config.parent / "scenarios"),
            str(ROOT / "scenarios"),
            str(program.state),
            str(program.state / "crash.log"),
        ]
        assert said.err == ""
    assert not program.sessions.exists(), "asking makes nothing"


# -------------------------------------------------------------------------------------------------------- scenarios


def test_scenarios(program: Program) -> None:
    said = program("scenarios").fine()
    assert said.err == ""
    row = next(line for line in said.lines if line.startswith("customer_journey"))
    assert "Customer journey" in row
    assert " min " in row
    program.lang = "sv"
    assert "Kundresan" in program("scenarios").out


def test_scenarios_as_json(program: Program) -> None:
    said = program("scenarios", "--json").fine()
    found = {entry["id"]: entry for entry in said.data()}
    assert {"customer_journey", "activity_splitting", "blank_paper"} <= found.keys()
    entry = found["customer_journey"]
    assert entry["title"] == "Customer journey"
    assert entry["minutes"] > 0
    assert entry["languages"] == ["sv", "en"]
    assert entry["origin"] == "built_in"
    assert entry["error"] is None
    assert Path(entry["path"]).is_file()


def test_ones_own_workshops_come_first_and_broken_ones_are_told(program: Program) -> None:
    here = program.cwd / "scenarios"
    here.mkdir()
    (here / "mine.toml").write_text('format = 1\nid = "mine"\ntitle = "Mine"\n[[step]]\nid = "a"\nkind = "list"\ntitle = "A"\n')
    (here / "bad.toml").write_text("id = ")
    said = program("scenarios").fine()
    assert said.lines[0].startswith("mine")
    assert "in this folder" in said.lines[0]
    assert "bad.toml:1" in said.err
    assert not any(line.startswith("bad") for line in said.lines)
    data = {entry["id"]: entry for entry in program("scenarios", "--json").fine().data()}
    assert "bad.toml:1" in data["bad"]["error"]


# ------------------------------------------------------------------------------------------------------------- list


def test_no_sessions_is_fine(program: Program) -> None:
    said = program("list").fine()
    assert said.out == ""
    assert str(program.sessions) in said.err
    assert program("list", "--json").fine().data() == []
    program.lang = "sv"
    assert "Inga sessioner än" in program("list").fine().err


def test_list_shows_the_latest_first(program: Program) -> None:
    program.lang = "sv"
    first = program.new("--title", "Första", "--client", "Acme")
    second = program.new("--title", "Andra", "--people", "3")
    later = first.read_text("utf-8").replace("changed = 20", "changed = 21", 1)
    first.write_text(later, "utf-8")
    said = program("list").fine()
    assert [line.split()[0] for line in said.lines] == [first.stem, second.stem]
    assert "Första · Acme" in said.lines[0]
    assert "inte börjad" in said.lines[0]
    assert said.err == ""


def test_list_tells_how_far_it_is_come(program: Program) -> None:
    path = program.new("--title", "Resan")
    program.apply(path, {"change": "GoTo", "step": "stages"}, {"change": "Capture", "what": "action", "text": "Ring"}).fine()
    row = program("list").fine().lines[0]
    assert "step 4 of 15, 1 action open" in row
    program.lang = "sv"
    assert "steg 4 av 15, 1 åtgärd kvar" in program("list").fine().lines[0]
    program.apply(path, {"change": "MarkDone", "step": "takeaway"}).fine()
    assert "klar, 1 åtgärd kvar" in program("list").fine().lines[0]


def test_list_as_json_is_complete(program: Program) -> None:
    path = program.new("--title", "Resan", "--client", "Acme", "--people", "2")
    program.apply(path, {"change": "GoTo", "step": "stages"}, {"change": "Capture", "what": "action", "text": "Ring"}).fine()
    session = read_session(path).session
    (found,) = program("list", "--json").fine().data()
    assert found == found | {
        "path": str(path),
        "uuid": session.uuid,
        "title": "Resan",
        "client": "Acme",
        "lang": "en",
        "scenario": "customer_journey",
        "scenario_title": "Customer journey",
        "changed": session.changed.isoformat(),
        "done": False,
        "step": "stages",
        "step_title": "The stages",
        "step_number": 4,
        "steps": 15,
        "people": 2,
        "actions": 1,
        "error": None,
    }


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_broken_files_are_told_and_the_rest_is_shown(program: Program, lang: str) -> None:
    program.lang = lang
    whole = program.new("--title", "Hel")
    broken = {name: text for name, text in BROKEN.items() if name != "wrong.toml"}  # a list is read without the answers
    for name, text in broken.items():
        program.write(name, text)
    said = program("list").fine()
    assert [line.split()[0] for line in said.lines] == [whole.stem]
    assert len(said.err.splitlines()) == len(broken)
    assert all(any(name in line for line in said.err.splitlines()) for name in broken)
    assert all(("orörd" if lang == "sv" else "untouched") in line for line in said.err.splitlines())
    data = program("list", "--json").fine().data()
    assert len(data) == 1 + len(broken)
    assert all((entry["error"] is None) == (entry["path"] == str(whole)) for entry in data)
    assert data[0].keys() == data[-1].keys()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_by_every_command_and_written_by_none(program: Program, name: str) -> None:
    path = program.write(name, BROKEN[name])
    before = path.read_bytes(), path.stat().st_mtime_ns
    for args in (("show", name), ("export", name), ("apply", name, "-")):
        assert name in program(*args, data='{"change": "MarkDone", "step": "x"}').wrong().err
    assert program("check", path).code == 1
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in path.parent.iterdir()] == [name]


def test_a_newer_file_is_listed_and_read(program: Program) -> None:
    path = program.new("--title", "Resan")
    path.write_text(path.read_text("utf-8").replace("format = 1\n", "format = 2\nlater = [1]\n", 1), "utf-8")
    before = path.read_bytes()
    assert "made by a newer version" in program("list").fine().lines[0]
    assert "Resan" in program("show", "resan").fine().out
    assert path.read_bytes() == before


def test_a_list_fits_its_terminal_and_no_title_can_command_it(program: Program) -> None:
    path = program.new("--title", "En mycket lång titel " * 10, "--client", "日本語の顧客")
    path = path.rename(path.with_name("short.toml"))
    text = path.read_text("utf-8").replace('client = "', 'client = "\\u001b[31m', 1)
    path.write_text(text, "utf-8")
    with Terminal("list", cwd=program.cwd, env=program.env(COLUMNS="80"), size=(80, 24)) as terminal:
        assert terminal.ended() == 0
        rows = [line for line in terminal.text().splitlines() if line]
        assert len(rows) == 1
        assert rows[0].startswith("short   today")
        assert "…" in rows[0]
        assert rows[0].endswith("not begun")
        assert b"\x1b[31m" not in terminal.raw


# ---------------------------------------------------------------------------------------------------------- finding


def test_a_session_by_path_name_and_unique_beginning(program: Program) -> None:
    path = program.new("--title", "Kundresan")
    for name in (str(path), os.path.relpath(path, program.cwd), path.name, path.stem, "kundr", "KUNDR"):
        assert "Kundresan" in program("show", name).fine().out


def test_a_beginning_of_several_names_them(program: Program) -> None:
    paths = [program.new("--title", f"Kundresan {name}") for name in ("ett", "två")]
    said = program("show", "kund").wrong()
    assert all(path.stem in said.err for path in paths)
    assert "Kundresan två" in program("show", "kundresan-tva").fine().out


def test_no_such_session_tells_what_is_like_it(program: Program) -> None:
    path = program.new("--title", "Kundresan")
    assert path.stem in program("show", "kundressan-x").wrong().err
    assert "“zzz”" in program("export", "zzz").wrong().err


# ----------------------------------------------------------------------------------------------------- show, export


def test_show_writes_nothing(program: Program) -> None:
    path = program.new("--title", "Kundresan", "--client", "Acme")
    program.apply(path, STAGE).fine()
    before = {each: each.stat().st_mtime_ns for each in path.parent.rglob("*")}
    said = program("show", "kundresan").fine()
    assert "Kundresan\nAcme" in said.out
    assert "Letar" in said.out
    assert "\x1b" not in said.out, "no colours into a pipe"
    assert {each: each.stat().st_mtime_ns for each in path.parent.rglob("*")} == before


def test_show_is_in_the_language_of_the_session(program: Program) -> None:
    path = program.new("--language", "sv")
    program.apply(path, STAGE).fine()
    assert "Alla svar, ord för ord" in program("show", path).fine().out


def test_show_has_the_colours_of_the_terminal(program: Program) -> None:
    path = program.new("--title", "Kundresan")
    program.apply(path, STAGE).fine()
    with Terminal("show", str(path), cwd=program.cwd, env=program.env(COLUMNS="80"), size=(80, 100)) as terminal:
        assert terminal.ended() == 0
        assert "Letar" in terminal.text()
        assert b"\x1b[1;36m" in terminal.raw


def test_export_prints_what_it_wrote(program: Program) -> None:
    path = program.new("--title", "Resan", "--client", "Acme")
    said = program("export", "resan").fine()
    written = [Path(line) for line in said.lines]
    assert [file.suffix for file in written] == [".md", ".html"]
    assert all(file.parent == path.parent and "acme_resan" in file.name for file in written)
    assert "Resan" in written[0].read_text("utf-8")
    assert said.err, "what the report lacks is told"


@pytest.mark.parametrize(("to", "suffixes"), [("md", [".md"]), ("HTML", [".html"]), (" html, md ", [".html", ".md"])])
def test_export_to_chosen_formats_and_a_folder(program: Program, to: str, suffixes: list[str]) -> None:
    program.new("--title", "Resan")
    said = program("export", "resan", "--to", to, "--out", "made/here").fine()
    assert [Path(line).suffix for line in said.lines] == suffixes
    assert sorted(each.suffix for each in (program.cwd / "made" / "here").iterdir()) == sorted(suffixes)


def test_an_unknown_format_is_misuse_and_writes_nothing(program: Program) -> None:
    path = program.new("--title", "Resan")
    assert "md, html" in program("export", "resan", "--to", "md,docxx").misused().err
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_export_into_what_is_no_folder(program: Program) -> None:
    path = program.new("--title", "Resan")
    assert str(path) in program("export", "resan", "--out", path).wrong().err


def test_the_same_session_gives_the_same_bytes(program: Program) -> None:
    path = program.new("--title", "Resan")
    program.apply(path, STAGE).fine()
    once, again = (
        [Path(line).read_bytes() for line in program("export", "resan", "--out", program.home / folder).fine().lines]
        for folder in ("a", "b")
    )
    assert once == again


def test_a_session_begins_and_ends_by_the_clock(program: Program) -> None:
    made = program("new", "activity_splitting", "--start", "9.15", "--end", "12").fine().out.strip()
    plan = read_session(Path(made)).session.plan
    assert plan.start is not None
    assert plan.end is not None
    assert plan.start.astimezone().strftime("%H:%M") == "09:15"
    assert plan.end - plan.start == timedelta(hours=2, minutes=45)
    assert "no time of day" in program("new", "activity_splitting", "--start", "soon").misused().err
