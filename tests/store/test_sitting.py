"""A Desk on a file: what is done at it is in the file afterwards."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from workshop import store
from workshop.errors import BadFile
from workshop.scenario.load import parse
from workshop.session.begin import begin
from workshop.session.changes import AddItem
from workshop.store import drafts, files
from workshop.store.books import read_book
from workshop.store.codec import decode, encode
from workshop.store.lock import Held
from workshop.store.saver import Saver
from workshop.store.sitting import open_desk

ROOT = Path(__file__).parents[2]
SCENARIO = """format = 1
id = "x"
title = "X"
[[step]]
id = "before"
kind = "list"
title = "A"
[[step]]
id = "ideas"
kind = "list"
title = "B"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    scenario = parse(SCENARIO).scenario
    assert scenario is not None
    return files.create(tmp_path, begin(scenario, SCENARIO, people=["Anna", "Bo"], now=datetime.now(UTC)))


def test_what_is_done_at_the_desk_is_in_the_file(path: Path) -> None:
    desk = store.open(path)
    assert isinstance(desk.saver, Saver)
    desk.do(AddItem(step="ideas", text="Får"))
    desk.do(AddItem(step="before", text="Get"))
    assert desk.saver.close()
    text = path.read_text("utf-8")
    assert text.index("[answers.before]") < text.index("[answers.ideas]")
    found = decode(text).session
    assert found.answers == desk.session.answers
    assert found.rev == 2
    book = read_book(path)
    assert [item.text for item in book.session.answer("ideas").items.values()] == ["Får"]


def test_two_desks_never_sit_at_one_file(path: Path) -> None:
    desk, opened = open_desk(path)
    with pytest.raises(Held):
        store.open(path)
    desk.do(AddItem(step="ideas", text="Får"))
    assert opened.close()
    store.open(path).saver.close()  # type: ignore[union-attr]


def test_what_a_crash_left_is_taken_up(path: Path) -> None:
    session = decode(path.read_bytes()).session
    drafts.write_unsaved(session.uuid, encode(replace(session, rev=5, title="Räddad")))
    desk, opened = open_desk(path)
    assert desk.session.title == "Räddad"
    opened.close()
    assert decode(path.read_bytes()).session.title == "Räddad"


def test_a_session_whose_questions_cannot_be_read_is_told_and_let_go(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'kind = "list"', b'kind = "dance"'))
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(BadFile) as caught:
            open_desk(path)
        assert path.name in caught.value.words("sv")
    assert path.read_bytes() == before


def test_an_earlier_session_of_the_client_is_at_hand(path: Path) -> None:
    first = decode(path.read_bytes()).session
    second = replace(first, uuid="0198f6c2-0000-7c11-9d0a-3f5e0c1bffff", earlier={"x": first.uuid, "y": "missing"})
    other = files.create(path.parent, second)
    desk, opened = open_desk(other)
    earlier = desk.book._earlier
    assert earlier is not None
    found = earlier("x")
    assert found is not None
    assert found.session == first
    assert earlier("y") is None
    assert earlier("z") is None
    opened.close()


def test_nothing_of_the_terminal_comes_with_the_store() -> None:
    asked = "import sys, pkgutil, importlib, workshop.store as s\n"
    asked += "[importlib.import_module(f'workshop.store.{m.name}') for m in pkgutil.iter_modules(s.__path__)]\n"
    asked += "print([m for m in sys.modules if m.split('.')[0] in ('textual', 'rich', 'click')])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert told.stdout == "[]\n"
