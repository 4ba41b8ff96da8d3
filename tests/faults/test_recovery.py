"""After a fault the next start says which session, from when and how much, and offers; nothing is lost, whatever is chosen.

The number in a test's name is that of the fault in `README.md`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests.tui.frame import SCENARIO, Room, room, scenario_file, session_file
from workshop.session.changes import AddItems, GoTo
from workshop.session.model import Session
from workshop.store import atomic, backups, drafts, lock
from workshop.store.codec import decode, encode

ROOT = Path(__file__).parents[2]
SIZES = ((80, 24), (60, 20))


@pytest.fixture
def sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    scenario_file(tmp_path / "scenarios")
    return tmp_path / "sessions"


def a_session(folder: Path, *texts: str, **given: Any) -> Path:
    return session_file(
        folder, changes=[GoTo(step="said"), *([AddItems(step="said", texts=list(texts))] if texts else [])], **given
    )


def read(path: Path) -> Session:
    return decode(path.read_bytes()).session


def said(path: Path) -> list[str]:
    return [item.text for item in read(path).answer("said").items.values()]


def ended_in(path: Path, half: str = "") -> None:
    """As a kill leaves it: the lock of a process that is no more, and what was half-typed."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock.lock_file(path).write_text(json.dumps({"pid": gone.pid, "start": "1", "host": socket.gethostname()}))
    if half:
        session = read(path)
        place = {"step": "said", "at": "", "of": "", "field": "", "use": "add"}
        drafts.write(drafts.Draft(uuid=session.uuid, text=half, cursor=len(half), place=place, rev=session.rev))


def unsaved(path: Path, *texts: str) -> Path:
    """As a full disk leaves it: the whole session in the state folder, with more in it than the file has."""
    session = read(path)
    answer = session.answer("said")
    items = {
        **answer.items,
        **{f"x{n:07}": replace(next(iter(answer.items.values())), id=f"x{n:07}", text=text) for n, text in enumerate(texts)},
    }
    newer = replace(session, rev=session.rev + len(texts), answers={**session.answers, "said": replace(answer, items=items)})
    return drafts.write_unsaved(session.uuid, encode(newer))


async def fits(there: Room, *words: str) -> None:
    """The same at every size: the words are there, and nothing goes past the edge."""
    for size in SIZES:
        await there.resize(*size)
        assert there.past_the_edge == []
        for word in words:
            assert word in there.words, (size, there.text)


# ------------------------------------------------------------------------------------------------------- 26: after a kill


@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_26_home_says_which_session_from_when_and_what_was_half_typed(sessions, tmp_path, monkeypatch, lang) -> None:
    other = a_session(sessions, "Ett", title="Den andra", client="Berg")
    ended_in(a_session(sessions, "Ett", title="Kundresan", lang=lang), "Podden med chefen")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    async with room(tmp_path, monkeypatch, language=lang) as there:
        words = {
            "sv": ("Programmet avslutades oväntat i ”Kundresan · Nordlund Kaffe”.", "även ”Podden med chefen” på raden."),
            "en": ("“Kundresan · Nordlund Kaffe” was cut off.", "also “Podden med chefen” on its line."),
        }[lang]
        await fits(there, *words)
        assert "Podden med chefen" in there.message
        assert "Den andra" not in there.message
        await there.press("enter")
        assert there.screen.body.line.text == "Podden med chefen"
        assert ("avslutades oväntat" if lang == "sv" else "ended unexpectedly") in there.message
    async with room(tmp_path, monkeypatch) as there:
        assert "oväntat" not in there.message, "it was left as one leaves"
    async with room(tmp_path, monkeypatch, other) as there:
        assert there.screen.body.line.text == "", "a draft is of its own session alone"


async def test_26_several_at_once(sessions, tmp_path, monkeypatch) -> None:
    for n in range(8):
        path = a_session(sessions, "Ett", title=f"Session {n}")
        if n % 3 == 0:
            ended_in(path, f"halvt {n}")
    async with room(tmp_path, monkeypatch) as there:
        await fits(there, "2 till i listan.")
        await there.resize(100, 30)
        assert there.text.count("avbruten, allt finns kvar") == 3
        await there.press("down", "enter")
        assert there.screen.body.line.text.startswith("halvt ")


async def test_26_open_elsewhere_is_not_ended(sessions, tmp_path, monkeypatch) -> None:
    path = a_session(sessions, "Ett")
    with lock.take(path):
        async with room(tmp_path, monkeypatch) as there:
            assert "oväntat" not in there.text
    lock.lock_file(path).write_text(json.dumps({"pid": 1, "start": "1", "host": "another"}))
    async with room(tmp_path, monkeypatch) as there:
        assert "oväntat" not in there.text


# --------------------------------------------------------------------- 6, 15, 20: what could not be saved where it belongs


@pytest.mark.parametrize("choice", ["enter", "f", "escape"])
async def test_06_what_is_not_in_the_file_waits_for_a_choice(sessions, tmp_path, monkeypatch, choice) -> None:
    path = a_session(sessions, "Ett")
    before, copy = path.read_bytes(), unsaved(path, "Två", "Tre")
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        await fits(
            there, "gick inte att spara förra gången. 2 ändringar, de sista från", "Enter tar med det som ligger i kopian."
        )
        assert path.read_bytes() == before
        await there.press(choice)
        if choice == "escape":
            assert copy.exists()
            await there.resize(100, 30)
            assert "2 ändringar ligger inte i filen" in there.text
            await there.press("enter")
            assert "f filen som den är" in there.lines[-1]
            return
        assert ("är med nu" if choice == "enter" else "finns i") in there.message
    assert said(path) == (["Ett", "Två", "Tre"] if choice == "enter" else ["Ett"])
    assert not copy.exists()
    if choice == "f":
        [beside] = [each for each in sessions.glob("*.toml") if each != path]
        assert said(beside) == ["Ett", "Två", "Tre"]


async def test_20_a_session_whose_file_is_gone_is_offered_from_its_copy(sessions, tmp_path, monkeypatch) -> None:
    path = a_session(sessions, "Ett", title="Kundresan")
    a_session(sessions, "Annat", title="Den andra")
    copy = unsaved(path, "Två")
    path.unlink()
    async with room(tmp_path, monkeypatch) as there:
        await fits(there, "Filen med ”Kundresan · Nordlund Kaffe” är borta.", "ligger i en kopia.")
        await there.press("enter")
        await fits(there, "Esc låter den ligga.")
        assert copy.exists()
        await there.press("enter")
        assert "Hela sessionen ligger nu i" in there.message
        assert "Två" in there.text
    assert not copy.exists()
    [found] = [each for each in sessions.glob("*.toml") if read(each).title == "Kundresan"]
    assert said(found) == ["Ett", "Två"]


# ------------------------------------------------------------------------------------------------------- 9: a damaged file


async def test_09_the_newest_whole_copy_is_offered_with_what_it_lacks(sessions, tmp_path, monkeypatch) -> None:
    path = a_session(sessions, "Ett", "Två")
    session = read(path)
    backups.make(path, session.uuid, session.rev, path.read_bytes())
    bad = encode(replace(session, rev=session.rev + 7))[:-40]
    atomic.write(path, bad)
    async with room(tmp_path, monkeypatch, path, size=(80, 24)) as there:
        await fits(there, "Den senaste hela kopian är från", "7 ändringar gjordes efter den.", "läggs åt sidan som den är")
        await there.press("enter")
        assert f"{path.name}.broken" in there.message
        assert "Två" in there.text
    assert path.with_name(f"{path.name}.broken").read_bytes() == bad
    assert said(path) == ["Ett", "Två"]


# -------------------------------------------------------------------------------------------------------- the command line


def test_26_the_list_says_it_too(sessions, tmp_path) -> None:
    ended_in(a_session(sessions, "Ett", title="Kundresan"), "Podden")
    waits = a_session(sessions, "Ett", title="Väntar")
    unsaved(waits, "Två")
    gone = a_session(sessions, "Ett", title="Borta")
    copy = unsaved(gone, "Två")
    gone.unlink()
    environ = {**os.environ, "WORKSHOP_SESSIONS": str(sessions), "LANG": "sv_SE.UTF-8", "LC_ALL": ""}
    done = subprocess.run([sys.executable, "-m", "workshop", "list"], capture_output=True, text=True, env=environ, cwd=ROOT)
    assert "avbruten, allt finns kvar" in done.stdout
    assert "1 ändring ligger inte i filen" in done.stdout
    assert str(copy) in done.stderr


async def test_26_what_is_half_typed_on_several_lines_is_all_there(sessions, tmp_path, monkeypatch) -> None:
    text = SCENARIO + '\n[[step]]\nid = "parts"\nkind = "list"\neach = "said"\ntitle.sv = "Delarna"\ntitle.en = "The parts"\n'
    path = session_file(
        sessions, text=text, changes=[AddItems(step="said", texts=["Ett", "Två"]), GoTo(step="parts")], alone=False
    )
    async with room(tmp_path, monkeypatch, path) as there:
        await there.type("halvt på ett")
        await there.press("down")
        assert there.screen.body.line.text == ""
        saver = there.app.sitting.opened.saver
        assert saver.flush()
        draft = drafts.read(read(path).uuid, read(path).rev)
        assert draft is not None
        assert "halvt på ett" in str(draft.place), "the line at hand is empty, and another is not"
        await there.type("halvt på två")
    async with room(tmp_path, monkeypatch, path) as there:
        assert there.screen.body.line.text == "halvt på två"
        await there.press("up")
        assert there.screen.body.line.text == "halvt på ett"


# ------------------------------------------------------------------------------- 20: half-typed words whose file is gone


def half_typed(path: Path, text: str, *, backup: bool = False) -> None:
    session = read(path)
    place = {"step": "said", "at": "", "of": "", "field": "", "use": "add"}
    draft = drafts.Draft(uuid=session.uuid, text=text, cursor=len(text), place=place, rev=session.rev)
    drafts.write(draft, path=path, title=session.title, client=session.client)
    if backup:
        backups.make(path, session.uuid, session.rev, path.read_bytes())
    path.unlink()


@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_20_words_whose_session_is_gone_are_shown_and_can_be_copied(sessions, tmp_path, monkeypatch, lang) -> None:
    monkeypatch.setattr("send2trash.send2trash", os.unlink)
    a_session(sessions, "Annat", title="Den andra")
    half_typed(a_session(sessions, "Ett", title="Kundresan"), "Podden med\nchefen")
    async with room(tmp_path, monkeypatch, language=lang) as there:
        name = "Kundresan · Nordlund Kaffe"
        gone = {"sv": f"Filen med ”{name}” är borta.", "en": f"The file of “{name}” is gone."}
        await fits(there, gone[lang], "Podden med")
        await there.press("enter")
        await fits(there, "Podden med", "chefen", {"sv": "c kopiera", "en": "c copy"}[lang])
        assert "Enter" not in there.lines[-1], "there is no earlier version to bring out"
        await there.press("c")
        assert there.app._clipboard == "Podden med\nchefen"
        await there.press("escape")
        assert drafts.all_kept()
        await there.press("enter", "d")
        assert {"sv": "papperskorgen", "en": "in the bin"}[lang] in there.message
        assert {"sv": "borta", "en": "is gone"}[lang] not in there.text
    assert drafts.all_kept() == []


async def test_20_with_an_earlier_version_enter_puts_the_words_on_their_line(sessions, tmp_path, monkeypatch) -> None:
    path = a_session(sessions, "Ett", title="Kundresan")
    half_typed(path, "Podden med chefen", backup=True)
    async with room(tmp_path, monkeypatch) as there:
        await fits(there, "borta.", "Podden med chefen")
        await there.press("enter")
        await fits(there, "Enter tar fram den senaste versionen", "Podden med chefen")
        await there.press("enter")
        assert there.screen.body.line.text == "Podden med chefen"
        assert f"{path.name} är framtagen" in there.message
    assert said(path) == ["Ett"]


def test_20_the_command_line_names_the_words_and_writes_them_out(sessions, tmp_path) -> None:
    plain, kept = (a_session(sessions, "Ett", title=title) for title in ("Kundresan", "Bakad"))
    half_typed(plain, "Podden med\nchefen")
    half_typed(kept, "Halvt", backup=True)
    environ = {**os.environ, "WORKSHOP_SESSIONS": str(sessions), "LANG": "sv_SE.UTF-8", "LC_ALL": ""}

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "workshop", *args],
            capture_output=True,
            text=True,
            env=environ,
            cwd=ROOT,
        )

    listed = " ".join(run("list").stderr.split())
    assert "Filen med ”Kundresan · Nordlund Kaffe” är borta" in listed
    assert "3 halvskrivna ord" in listed
    told = run("doctor").stdout
    for name in (plain, kept):
        assert f"workshop restore {name.stem}" in told
        assert str(name) in "".join(told.split())
    assert "tagit tillbaka sessionen" in " ".join(told.split())
    assert f"workshop restore {plain.stem}" in run("restore").stderr
    assert run("restore", plain.stem).stdout == "Podden med\nchefen\n"
    assert json.loads(run("restore", plain.stem, "--json").stdout)["words"] == "Podden med\nchefen"
    assert run("restore", kept.stem, "1").returncode == 0
    assert said(kept) == ["Ett"]
    assert run("restore", "nothing-at-all").returncode == 1
