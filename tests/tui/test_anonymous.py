"""A session without names, by its keys from the first form to the record: no participant's name, and nothing that ties
anybody to what they said, in any file of any folder or on the screen."""

from __future__ import annotations

import asyncio
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pypdf

from tests.tui.frame import Room, room, scenario_file
from workshop.report.files import export
from workshop.session.book import Book

NAMES = ("Annika Quist", "Bosse Zetterlund", "Cilla Wrangel")
PARTS = tuple(part for name in NAMES for part in name.split())
AXIS = '{ title = "X", low = "l", high = "h" }'
SCALE = 'as = "scale"'
STEPS = (
    'list ideas\nby = "each"',
    'list turns\nby = "each"\nhidden = false\nturns = true',
    f'ask sure\nby = "each"\n{SCALE}',
    'ask why\nby = "each"\nnames = "later"',
    'ask form\nby = "each"\nfields = [{ id = "a", title = "Ja?", as = "yesno" }, { id = "b", title = "Tal", as = "number" }]',
    f'ask rows\nby = "each"\neach = "ideas"\n{SCALE}',
    f'ask dealt\nby = "each"\neach = "ideas"\ndeal = 1\n{SCALE}',
    f'ask across\nby = "each"\nitems = ["Lund", "Umeå"]\nacross = "ideas"\n{SCALE}',
    'ask grid\nby = "each"\neach = "ideas"\nlook = "journey"\nfields = [{ id = "t", title = "Tanke" }]',
    'sort places\nby = "each"\nfrom = "ideas"\nplaces = ["Bra", "Dåligt"]',
    'matrix map\nby = "each"\nfrom = "ideas"\nx = ' + AXIS + "\ny = " + AXIS,
    'group themes\nby = "each"\nfrom = "ideas"',
    'vote dots\nfrom = "ideas"\ndots = 3\nreason = true',
    'vote points\nfrom = "ideas"\npoints = 100',
    'vote notes\nfrom = "ideas"\nnotes = [40, 20]',
    'vote ranked\nfrom = "ideas"\nrank = "all"',
    'list paired\nby = "pairs"',
    'ask decided\nby = "owner"',
    'decisions made\nby = "each"',
    'actions todo\nby = "each"',
)
HEAD = """format = 1
id = "prov"
title = "Provet"
languages = ["sv"]
[teams.pairs]
title = "Par"
size = 2
[roles.owner]
title = "Ägaren"
"""


def scenario() -> str:
    out = [HEAD]
    for step in STEPS:
        first, _, rest = step.partition("\n")
        kind, id = first.split()
        out.append(f'[[step]]\nid = "{id}"\nkind = "{kind}"\ntitle = "{id.capitalize()}"\n{rest}\n')
    return "\n".join(out)


def everything(folder: Path) -> dict[str, str]:
    """Every file there is, by its name, as text; what is packed unpacked."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        found[str(path)] = path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".pdf":
            found[str(path)] += "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found |= {f"{path}:{name}": packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    return found


def named(text: str) -> list[str]:
    return [part for part in PARTS if part in text]


def tied(text: str) -> list[str]:
    """The participants' ids that stand where somebody's voice would, or where one is: anywhere but among people and teams."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return re.findall(r'\bby["= :.{]+p[1-9]\b', text)
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                walk(key)
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, str):
            found.extend(re.findall(r"(?<![\w.])p[1-9](?!\w)", value))

    for name, value in read.items():
        if name not in ("people", "teams", "snapshot"):
            walk(value)
    return found


async def go(there: Room, *keys: str) -> None:
    await there.press(*keys)
    assert not named(there.text), there.text


async def words(there: Room, text: str) -> None:
    await there.type(text)
    assert not named(there.text), there.text


async def test_nothing_anywhere_says_who_said_what(tmp_path, monkeypatch) -> None:
    scenario_file(tmp_path / "scenarios", scenario())
    async with room(tmp_path, monkeypatch) as there:
        await there.press("/")
        await there.type("provet")
        await there.press("enter", "end", "enter")
        await there.press("down", "down")
        await there.type(", ".join(NAMES))
        await there.press("enter", "space")
        assert "bara antalet" in there.text
        await there.press("pagedown")
        assert len(there.desk.session.present) == 3
        await _answer(there)
        session = there.desk.session
        said = {step.id for step in there.desk.scenario.steps if session.answer(step.id).cells or session.answer(step.id).items}
        said |= {str(item.get("step")) for log in (session.actions, session.decisions) for item in log.values()}
        assert {step.id for step in there.desk.scenario.steps} == said
        await _drafted(there, tmp_path)
        path = there.app.sitting.path
        there.app.close_sitting()
        export(there_book(path), tmp_path / "out", ("all",))
        searched = everything(tmp_path)
        searched = {name: text for name, text in searched.items() if "/scenarios/" not in name}
        assert any("/backups/" in name or "backup" in name for name in searched)
        assert any(name.endswith(".xlsx:xl/workbook.xml") for name in searched)
        assert any(name.endswith(".docx:word/document.xml") for name in searched)
        assert any(name.endswith(".pdf") and "Provet" in text for name, text in searched.items())
        assert not {name: found for name, text in searched.items() if (found := named(text))}
        assert not {name: found for name, text in searched.items() if (found := tied(text))}


def there_book(path: Path) -> Book:
    from workshop.store.books import read_book

    return read_book(path)


async def _answer(there: Room) -> None:
    """Every step answered by three voices, shown, gone through and left."""
    for word in ("Pris", "Film", "Bok"):
        await words(there, word)
        await go(there, "enter", "tab")
    await go(there, "escape", "v", "pagedown")
    for word in ("En", "Två", "Tre"):
        await words(there, word)
        await go(there, "enter")
    await go(there, "escape", "pagedown")
    for digit in "531":  # sure
        await go(there, digit, "tab")
    await go(there, "w")
    await words(there, "4 4 2")
    await go(there, "enter", "v", "a", "w")
    await words(there, "555")
    await go(there, "enter", "v", "pagedown")
    for word in ("Därför", "Inte", "Kanske"):  # why
        await words(there, word)
        await go(there, "tab")
    await go(there, "escape", "v", "v", ">", "pagedown")
    await go(there, "1")  # form
    await words(there, "9")
    await go(there, "enter", "escape", "w")
    await words(there, "j n j")
    await go(there, "enter")
    await words(there, "3 9 4")
    await go(there, "enter", "escape", "v", "pagedown")
    for step in ("rows", "dealt", "across"):
        assert step.capitalize() in there.text
        await go(there, "escape", "3", "2", "4", ">", "1", "5", "v", "down", "pagedown")
    await words(there, "Hm")  # grid
    await go(there, "enter", "escape", ">", "pagedown")
    await go(there, "1", "2", "1", ">", "2", "v", "pagedown")  # sort
    await go(there, "3", "8", ">", "4", "4", "v", "pagedown")  # matrix
    await go(there, "space", "space", "g")
    await words(there, "Ihop")
    await go(there, "enter", ">", "pagedown")  # group
    for lines in (
        ("a2 b: för att", "c", "b3"),
        ("a60 b40", "a100", "c100"),
        ("a40 b20", "b40 c20", "a20"),
        ("b a c", "a b c", "c b a"),
    ):
        for line in lines:
            await words(there, line)
            await go(there, "enter")
        await go(there, "escape", "v", "a", "escape", "v", "pagedown")
    await go(there, "escape")  # paired
    await go(there, "i", "tab", "g", "escape")
    await go(there, "a")
    await words(there, "Ihop")
    await go(there, "enter", "escape", "pagedown")
    await go(there, "space", "escape", "enter")  # who is the owner? Participant 1
    await words(there, "Vi kör")
    await go(there, "enter", "escape", "pagedown")
    for word in ("Beslut", "Ring dem"):
        await words(there, word)
        await go(there, "enter", "tab", "escape", "u", "r", "pagedown")
    await go(there, "escape")


async def _drafted(there: Room, folder: Path) -> None:
    """A half-typed line lies in a draft: it does not say whose it is either."""
    await go(there, "escape")
    there.screen.go_to(type(there.screen.stop)("ideas", ""))
    await there.settle()
    await go(there, "a", "escape", ">")
    await words(there, "Halvt om halvt")
    for _ in range(200):
        drafts = [text for name, text in everything(folder).items() if "drafts" in name and "Halvt" in text]
        if drafts:
            break
        await asyncio.sleep(0.02)
    assert drafts
    assert not tied(drafts[0])
    assert not named(drafts[0])
    await go(there, "enter", "escape", "x")
