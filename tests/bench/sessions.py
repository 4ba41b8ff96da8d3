"""Sessions to measure with: the finished ones of the library, and one of every kind of step with as many things as wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.tui.editors import MATRIX, PEOPLE, toml
from tests.tui.fake import desk
from workshop.session.changes import AddItems, AnyChange, GoTo
from workshop.store import files

ROOT = Path(__file__).parents[2]
EXAMPLE = "nordlund-kaffe-kundresan.toml"

STEPS = {
    "note": 'note hello\ntext = "Välkommen"',
    "list": "list ideas",
    "stages": 'list stages\nitems = ["Letar", "Väljer", "Köper", "Får", "Använder", "Klagar"]',
    "outline and split": 'list parts\neach = "stages"',
    "ask form": 'ask form\nfields = [{ id = "why", as = "text", title = "Vad" }, { id = "how", as = "text", title = "Hur" }]',
    "ask table": 'ask table\neach = "ideas"\nfields = [{ id = "why", as = "text", title = "Varför" }]',
    "ask journey grid": 'ask grid\neach = "stages"\nlook = "journey"\nfields = [{ id = "does", as = "list", title = "Gör" }]',
    "sort": 'sort kept\nfrom = "ideas"\nplaces = ["Ja", "Nej"]',
    "matrix": MATRIX,
    "group": 'group piles\nfrom = "ideas"',
    "vote": 'vote dots\nfrom = "ideas"\ndots = 3',
    "actions": "actions todo",
    "decisions": "decisions settled",
}
AT = {name: step.split("\n")[0].split()[1] for name, step in STEPS.items()}
ON_IDEAS = ("table", "kept", "map", "piles", "dots")
ON_STAGES = ("parts", "grid")


def examples(folder: Path) -> Path:
    """The finished sessions and one under way, in the sessions folder of `folder`."""
    sessions = folder / "sessions"
    sessions.mkdir(exist_ok=True)
    for path in (ROOT / "sessions" / "examples").glob("*.toml"):
        shutil.copy(path, sessions)
    shutil.copy(full(folder, 3), sessions)
    return sessions


def full(folder: Path, count: int, here: str = "ideas") -> Path:
    """A session of all kinds of steps with so many things on its list (actions, decisions: in their log; parts: of six stages),
    led up to `here`. An editor that asks of what others said has twenty things to ask of at least: an Enter for each round."""
    where = here if here in ("todo", "settled") else "ideas"
    least = 20 if here in ON_IDEAS else 0
    texts = [f"Sak nummer {n}, sagd av någon i rummet en tisdag" for n in range(max(count, least))]
    changes: list[AnyChange] = [AddItems(step=where, texts=texts)] if texts and here != "parts" else []
    if here in ON_STAGES:
        stages = [f"s{n}" for n in range(6)]
        changes.append(AddItems(step="stages", texts=[f"Etapp {n}" for n in range(6)], ids=stages))
        if here == "parts" and texts:
            changes += [AddItems(step="parts", texts=texts[n::6], of=stage) for n, stage in enumerate(stages)]
    opened = desk(toml(*STEPS.values()), people=PEOPLE, changes=[*changes, GoTo(step=here)])
    return files.create(folder / f"full {count}", opened.session)
