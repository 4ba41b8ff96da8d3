"""Files in the sessions folder: names that any computer takes, found by how they begin, listed even where broken."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import uuid as uuids
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.store.conftest import NOW, small
from workshop import language
from workshop.errors import BadFile, WorkshopError
from workshop.session.model import Here, Item, Person, Progress
from workshop.store import files
from workshop.store.atomic import System
from workshop.store.codec import decode, encode
from workshop.store.lock import Held, take
from workshop.text import clean

SCENARIO = """format = 1
id = "x"
title.sv = "Kundresan"
title.en = "The journey"

[[step]]
id = "stages"
kind = "list"
title.sv = "Etapperna"
title.en = "The stages"

[[step]]
id = "moves"
kind = "actions"
title = "Moves"
"""


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("Kundresan – Nordlund Kaffe", "kundresan-nordlund-kaffe-"),
        ("CON", "x-con-"),
        ("aux.toml", "aux-toml-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("Åäö…", "aao-"),
        ("", "nordlund-kaffe-"),
        ("x" * 300, "x" * 40 + "-"),
        ("-rf", "rf-"),
        ("a\u202eb", "ab-"),
    ],
)
def test_the_name_is_the_title_made_plain(tmp_path: Path, title: str, start: str) -> None:
    path = files.create(tmp_path / "new" / "folder", small(title=title))
    assert path.name == f"{start}2a77.toml"
    assert path.parent == tmp_path / "new" / "folder"
    assert decode(path.read_bytes()).session == small(title=clean(title))


@pytest.mark.parametrize("title", ["🙂", "…", "日本", "\x00", "ω"])
def test_a_title_without_a_letter_gets_a_name_all_the_same(tmp_path: Path, title: str) -> None:
    path = files.create(tmp_path, small(title=title, client=""))
    assert path.name.isascii()
    assert path.stem[0].isalnum()


@pytest.mark.skipif(os.name == "nt", reason="modes")
def test_folder_and_file_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = files.create(tmp_path / "sessions", small())
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    made = [files.create(tmp_path, small(rev=n)) for n in range(12)]
    assert len(set(made)) == 12
    assert [decode(path.read_bytes()).session.rev for path in made] == list(range(12))


def test_names_that_some_disk_takes_for_the_same_are_not_both_used(tmp_path: Path) -> None:
    (tmp_path / "KUNDRESAN-2A77.TOML").write_bytes(b"theirs")
    assert files.create(tmp_path, small()).name != "kundresan-2a77.toml"


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "full")

    monkeypatch.setattr(System, "write", full)
    with pytest.raises(WorkshopError) as caught:
        files.create(tmp_path, small())
    assert "the disk is full" in caught.value.words("en")
    language.use("sv")
    assert "skivan är full" in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_names_beside_another_are_free_and_do_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "kundresan-2a77.toml"
    first = files.beside(path, "store.name.conflict", NOW, "sv")
    assert first.name.startswith("kundresan-2a77 (konflikt 2026-11-22 ")
    first.write_bytes(b"")
    second = files.beside(path, "store.name.conflict", NOW, "sv")
    assert second != first
    assert files.beside(first, "store.name.conflict", NOW, "sv") == second
    assert "(conflict " in files.beside(path, "store.name.conflict", NOW, "en").name


# ----------------------------------------------------------------------------------------------------------- finding


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("kundresan-2a77", "kundresan-91bc", "vitt-papper-00aa", "Å-1234"):
        (tmp_path / f"{name}.toml").write_bytes(encode(small()))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("vitt-papper-00aa", "vitt-papper-00aa"),
        ("vitt-papper-00aa.toml", "vitt-papper-00aa"),
        ("vitt", "vitt-papper-00aa"),
        ("VITT", "vitt-papper-00aa"),
        ("kundresan-2", "kundresan-2a77"),
        (unicodedata.normalize("NFD", "å"), "Å-1234"),
    ],
)
def test_a_session_is_found_by_how_its_name_begins(folder: Path, name: str, found: str) -> None:
    assert files.find(folder, name) == folder / f"{found}.toml"


def test_a_session_is_found_by_its_path(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "y.toml"
    other.write_bytes(b"")
    assert files.find(folder, str(other)) == other


def test_several_are_named(folder: Path) -> None:
    with pytest.raises(WorkshopError) as caught:
        files.find(folder, "kund")
    assert "kundresan-2a77, kundresan-91bc" in caught.value.words("sv")


@pytest.mark.parametrize("name", ["", "zzz", "\0", "x" * 5000, "~nobody-at-all/x"])
def test_none_is_told(folder: Path, name: str) -> None:
    with pytest.raises(WorkshopError):
        files.find(folder, name)
    with pytest.raises(WorkshopError):
        files.find(folder / "missing", name)


def test_what_is_like_it_is_named(folder: Path) -> None:
    with pytest.raises(WorkshopError) as caught:
        files.find(folder, "vit-paper-00aa")
    assert "vitt-papper-00aa" in caught.value.words("en")


# ----------------------------------------------------------------------------------------------------------- listing


def test_the_list_says_what_one_chooses_by(tmp_path: Path) -> None:
    actions = {
        "a1": Item(id="a1", text="x", fields={"due": date(2026, 11, 1)}),
        "a2": Item(id="a2", text="x", fields={"due": date(2026, 12, 1)}),
        "a3": Item(id="a3", text="x", fields={"due": date(2026, 11, 1), "done": True}),
        "a4": Item(id="a4", text="x\n[[decisions]]\n[plan]"),
        "a5": Item(id="a5", text="x", gone=True),
    }
    session = small(
        snapshot=SCENARIO,
        here=Here(step="stages"),
        people=(*small().people, Person(id="p3", name="Cia", gone=True)),
        actions=actions,
        decisions={"d1": Item(id="d1", text="y")},
        plan=replace(small().plan, minutes={"stages": 8}),
    )
    path = files.create(tmp_path, session)
    [one] = files.listing(tmp_path)
    assert (one.path, one.uuid, one.title, one.client, one.lang) == (path, session.uuid, "Kundresan", "Nordlund Kaffe", "sv")
    assert (one.scenario, one.scenario_title, one.step_title, one.at_step) == ("x", "Kundresan", "Etapperna", "Etapperna")
    assert (one.step_number, one.steps, one.done) == (1, 2, False)
    assert (one.people, one.open_actions, one.actions) == (2, 3, 3)
    assert one.late(date(2026, 11, 22)) == 1
    assert one.changed == NOW
    assert one.error is None
    assert one.as_data()["uuid"] == session.uuid
    path.write_bytes(encode(replace(session, progress={("moves", ""): Progress(done=True)}, lang="en")))
    [one] = files.listing(tmp_path)
    assert one.done
    assert one.step_title == "The stages"


def test_a_title_may_be_written_as_a_table(tmp_path: Path) -> None:
    inline = re.sub(r'title\.sv = (".*")\ntitle\.en = (".*")', r"title = { sv = \1, en = \2 }", SCENARIO)
    assert inline != SCENARIO
    files.create(tmp_path, small(snapshot=inline, here=Here(step="stages"), lang="en"))
    [one] = files.listing(tmp_path)
    assert one.step_title == "The stages"


def test_the_latest_comes_first_and_broken_ones_are_there(tmp_path: Path) -> None:
    for day in (1, 3, 2):
        when = NOW + timedelta(days=day)
        (tmp_path / f"s{day}.toml").write_bytes(encode(small(uuid=str(uuids.uuid4()), changed=when)))
    whole = encode(small())
    for name, data in {
        "cut": whole[: len(whole) // 2],
        "empty": b"",
        "zeros": b"\0" * 900,
        "zeros-inside": whole[:200] + b"\0" * 200 + whole[400:],
        "latin": "title = 'Å'".encode("latin-1"),
        "scenario": SCENARIO.encode(),
        "deep": b"x = " + b"[" * 20_000,
    }.items():
        (tmp_path / f"{name}.toml").write_bytes(data)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "notes.txt").write_bytes(b"x")
    (tmp_path / ".hidden.toml").write_bytes(b"x")
    found = files.listing(tmp_path)
    assert [one.path.stem for one in found if one.error is None] == ["s3", "s2", "s1"]
    broken = {one.path.stem: one.error for one in found if one.error is not None}
    assert set(broken) == {"cut", "empty", "zeros", "zeros-inside", "latin", "scenario", "deep", "folder"}
    for error in broken.values():
        assert isinstance(error, BadFile)
        assert error.words("sv")
    assert all(one.as_data() for one in found)


def test_a_folder_that_is_not_there_is_an_empty_list(tmp_path: Path) -> None:
    assert files.listing(tmp_path / "missing") == []


@pytest.mark.parametrize(
    "name",
    [
        "kundresan (konflikt 2026-11-22 10.41)",
        "kundresan (conflict 2026-11-22 10.41)",
        "kundresan (Anna's conflicted copy 2026-11-22)",
        "kundresan (conflicted copy 2026-11-22 104100)",
        "kundresan.sync-conflict-20261122-104100-ABCDEFG",
        "kundresan (återställd 2026-11-22 10.41)",
    ],
)
def test_versions_of_a_sync_program_are_pointed_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "kundresan.toml").write_bytes(encode(small()))
    (tmp_path / f"{name}.toml").write_bytes(encode(small()))
    (tmp_path / "another.toml").write_bytes(encode(small(uuid="other")))
    by_name = {one.path.stem: one for one in files.listing(tmp_path)}
    assert by_name[name].conflict
    assert by_name[name].twins == ("kundresan.toml",)
    assert by_name["kundresan"].twins == (f"{name}.toml",)
    assert not by_name["kundresan"].conflict
    assert by_name["another"].twins == ()
    assert len(files.with_uuid(tmp_path, small().uuid)) == 2


def test_a_hand_made_header_is_listed(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(
        'format=1\nuuid="u"\ntitle=\'Hej\'\npeople=[{id="p1"}]\n[scenario]\nid="x"\n[answers]\n', "utf-8"
    )
    [one] = files.listing(tmp_path)
    assert (one.title, one.people, one.scenario) == ("Hej", 1, "x")
    assert one.changed.year == datetime.now(UTC).year


def test_a_newer_file_is_listed_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(encode(small(format=9)))
    [one] = files.listing(tmp_path)
    assert one.newer
    assert one.title == "Kundresan"


# ---------------------------------------------------------------------------------------------------------- removing


def test_a_session_goes_to_the_bin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import send2trash

    def none(_: str) -> None:
        raise OSError

    monkeypatch.setattr(send2trash, "send2trash", none)
    path = files.create(tmp_path, small())
    files.to_bin(path)
    assert not path.exists()
    assert (tmp_path / ".bin" / path.name).exists()
    path = files.create(tmp_path, small())
    files.to_bin(path)
    assert len(os.listdir(tmp_path / ".bin")) == 2
    assert files.listing(tmp_path) == []


def test_not_while_it_is_open(tmp_path: Path) -> None:
    path = files.create(tmp_path, small())
    with take(path), pytest.raises(Held):
        files.to_bin(path)
    assert path.exists()
